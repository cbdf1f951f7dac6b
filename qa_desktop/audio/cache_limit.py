"""How much prepared sound is kept: the least recently heard goes first.

A cached recording is its playable WAV and its peaks (``audio.cache``), both named by its hash. The
newer of their dates tells when it was last prepared or opened; everything here can be made again.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

_log = logging.getLogger(__name__)

MOST_BY_ITSELF = 10 << 30
"""Without a setting: 10 GB, or a tenth of the disk where that is less."""
_SHARE = 10
_MAKING = ".making-"


@dataclass
class Cached:
    """One recording's files in the cache."""

    recording: str
    size: int = 0
    used_ns: int = 0
    files: list[Path] = field(default_factory=list)


def limit_of(folder: Path, gigabytes: int) -> int:
    """Bytes that the cache in ``folder`` may take; ``gigabytes`` 0 leaves it to the program."""
    if gigabytes:
        return gigabytes << 30
    return min(MOST_BY_ITSELF, shutil.disk_usage(folder).total // _SHARE)


def find_cached(folder: Path) -> list[Cached]:
    """What is cached, the least recently used first."""
    found: dict[str, Cached] = {}
    for file in _files(folder):
        recording = file.name.split(".")[0]
        try:
            state = file.stat()
        except OSError:  # gone meanwhile
            continue
        cached = found.setdefault(recording, Cached(recording))
        cached.size += state.st_size
        cached.used_ns = max(cached.used_ns, state.st_mtime_ns)
        cached.files.append(file)
    return sorted(found.values(), key=lambda cached: (cached.used_ns, cached.recording))


def _files(folder: Path) -> Iterator[Path]:
    for inside in folder.glob("[0-9a-f][0-9a-f]/*"):
        if not inside.name.startswith(_MAKING):
            yield inside


def mark_used(folder: Path, recording: str) -> None:
    """It was opened now: the others go before it."""
    for file in (folder / recording[:2]).glob(f"{recording}.*"):
        with suppress(OSError):
            os.utime(file)


def enforce(
    folder: Path, most_bytes: int, is_wanted: Callable[[str], bool] = lambda _recording: False
) -> int:
    """Remove what was not used for the longest time until the rest fits; bytes that were freed.

    Recordings that are wanted (the open one, those prepared in advance) stay whatever they take.
    """
    cached = find_cached(folder)
    left = sum(each.size for each in cached)
    before = left
    for each in cached:
        if left <= most_bytes:
            break
        if not is_wanted(each.recording) and _remove(each):
            left -= each.size
    return before - left


def _remove(cached: Cached) -> bool:
    """Peaks first: a WAV without them is made again, and never the other way round."""
    try:
        for file in sorted(cached.files, key=lambda file: file.suffix != ".peaks"):
            file.unlink(missing_ok=True)
    except OSError as error:  # another program plays it
        _log.info("a cached sound is in use: %s", error)
        return False
    return True
