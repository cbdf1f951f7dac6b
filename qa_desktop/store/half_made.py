"""Half-made files in other people's folders: a note of each, so that a crash leaves none behind.

A bundle or a report is written beside the place where it will lie: on a stick, on a share. What is
left there half made after a crash or a power cut no workspace would find again. Notes lie in the
profile, each beside a lock that the system frees when its process ends, whatever ends it.
"""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from qa_desktop import paths

_log = logging.getLogger(__name__)
PREFIX = ".making-"
"""Nothing else is ever removed."""


def _notes() -> Path:
    return paths.profile() / "half-made"


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """For files that are of use to this process only, in the system's folder for such."""
    folder = Path(tempfile.gettempdir()) / f"{PREFIX}{secrets.token_hex(8)}"
    with noted(folder):
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def noted(file: Path, *, was: Path | None = None) -> Iterator[None]:
    """Around the making of ``file``, or of a folder; also removes what others left half made.

    ``was`` is where a finished one lay that is put aside as ``file`` while another takes its
    place: cut short before that, it goes back there.

    The note is not synced: a power cut that loses it leaves a file behind and nothing worse.
    """
    remove_half_made()
    note = _notes() / secrets.token_hex(8)
    lock = FileLock(note.with_suffix(".lock"), timeout=0)
    try:
        note.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
        names = "\0".join(str(each.absolute()) for each in (file, was) if each)
        note.with_suffix(".path").write_text(names, "utf-8", "surrogateescape")
    except OSError as error:  # a file can be made without its note
        _log.warning("a half-made file could not be noted: %s", error)
    try:
        yield
    finally:
        if not os.path.lexists(file):  # else it could not be removed: the next sweep tries again
            _forget(note, lock)
        lock.release()


def _forget(note: Path, lock: FileLock) -> None:
    """Windows removes no open file: then the lock goes with the next sweep, once it is free."""
    for file in (note.with_suffix(".path"), Path(lock.lock_file)):
        with suppress(OSError):
            file.unlink()


def remove_half_made() -> None:
    """Files whose makers are no more. A stick that is not plugged in keeps its note."""
    for note in {file.with_suffix("") for file in _notes().glob("*.*")}:
        lock = FileLock(note.with_suffix(".lock"), timeout=0)
        try:
            with lock:
                _remove_one(note, lock)
        except (Timeout, OSError):  # at work, or not ours to lock
            continue


def _remove_one(note: Path, lock: FileLock) -> None:
    try:
        names = note.with_suffix(".path").read_text("utf-8", "surrogateescape")
    except FileNotFoundError:
        names = ""
    file, *was = (Path(name) for name in names.split("\0"))
    if file.name.startswith(PREFIX):
        if not file.parent.is_dir():
            return
        _clear_away(file, was[0] if was else None)
    _forget(note, lock)


def _clear_away(file: Path, was: Path | None) -> None:
    if was is not None and file.exists() and not was.exists():
        file.rename(was)
        _log.warning("put back what was about to be replaced")
    elif file.is_dir():
        shutil.rmtree(file)
    else:
        file.unlink(missing_ok=True)
