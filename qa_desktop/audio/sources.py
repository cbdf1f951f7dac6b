"""What an open recording gives, and the one way to open one.

A stranger's file is parsed by libraries in C, in a child process. Whatever it does to them ends
there (``audio.decoder``); what comes out are checked facts and plain samples. Where no library is
needed there is no child either (``audio.plain_wav``).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt

from qa_desktop.audio.facts import AudioFacts
from qa_desktop.domain.masking import mask_in_text
from qa_desktop.errors import UserFacingError

Block = npt.NDArray[np.int16]
"""Planar samples, shape ``(channels, frames)``."""

_MAGICS: Final = {
    b"RIFF": "WAV",
    b"RIFX": "WAV",
    b"RF64": "WAV",
    b"OggS": "OGG",
    b"fLaC": "FLAC",
    b"ID3": "MP3",
    b"\xff\xfb": "MP3",
    b"\xff\xf3": "MP3",
    b"\xff\xf1": "AAC",
    b"\xff\xf9": "AAC",
    b"#!AMR": "AMR",
    b"FORM": "AIFF",
    b".snd": "AU",
    b"\x30\x26\xb2\x75": "WMA",
}


class UnreadableError(Exception):
    """This reader cannot make anything of the file; another one may."""


class NoSoundError(UnreadableError):
    """The file is understood, and there is not one sample in it."""


class AudioSource(Protocol):
    """An open file. Close it, or use it in a ``with`` statement."""

    facts: AudioFacts

    def blocks(self, frames: int) -> Iterator[Block]:
        """Planar int16 blocks of ``frames`` frames, the last one shorter, from the beginning.

        A block holds until the next one is asked for: then its memory is used again. Ends without
        an error where a truncated or damaged file ends. To be read once.
        """

    def measure_ms(self) -> int:
        """The duration where ``facts.duration_ms`` is 0: the file does not say it."""

    def close(self) -> None: ...

    def __enter__(self) -> AudioSource: ...

    def __exit__(self, *_: Any) -> None: ...


def open_source(path: Path, cancelled: Callable[[], bool] = lambda: False) -> AudioSource:
    """The file, open for reading: a WAV that plays in place by the program itself
    (``audio.plain_wav``), any other in a child process with limits of memory and time.

    Raises ``UserFacingError`` in plain words when it cannot be played: missing, locked, empty,
    not audio, damaged, without sound, with more than 32 channels, of a kind that needs PyAV
    where that is not installed, beyond the limits. ``cancelled`` is asked while the child is
    waited for, and raises ``CancelledError``.
    """
    from qa_desktop.audio.decoder import open_in_child
    from qa_desktop.audio.plain_wav import open_plain

    return open_plain(path) or open_in_child(path, cancelled)


def shown_name(path: Path) -> str:
    """The file's name as it can be shown and written, whatever bytes it has on disk; a customer's
    number in it is masked."""
    return mask_in_text(os.fsencode(path.name).decode("utf-8", "replace"))


def damaged(path: Path) -> UserFacingError:
    """What to say about a file that no reader can decode: damaged, or not audio at all."""
    return about_kind("audio.damaged", path)


def extra_decoder() -> ModuleType | None:
    """The module of PyAV, None where that is not installed: the installer leaves it out (0003).

    The only place that imports it, and only when a file needs it.
    """
    try:
        from qa_desktop.audio import pyav_source
    except ImportError:
        return None
    return pyav_source


def about_kind(id: str, path: Path) -> UserFacingError:
    """``id`` with the kind that the file's first bytes show; "not audio" where they show none."""
    with path.open("rb") as stream:
        head = stream.read(12)
    kind = next((name for magic, name in _MAGICS.items() if head.startswith(magic)), None)
    kind = "M4A" if head[4:8] == b"ftyp" else kind
    if kind:
        return UserFacingError(id, file=shown_name(path), kind=kind)
    return UserFacingError("audio.not_audio", file=shown_name(path))
