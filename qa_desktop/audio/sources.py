"""Open an audio file by its content: libsndfile first, FFmpeg (PyAV) for the rest."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt

from qa_desktop.audio.facts import MAX_CHANNELS, MAX_RATE, AudioFacts
from qa_desktop.domain.masking import mask_in_text
from qa_desktop.errors import UserFacingError, reason_of

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

        Ends without an error where a truncated or damaged file ends. To be read once.
        """

    def measure_ms(self) -> int:
        """The duration where ``facts.duration_ms`` is 0: the file does not say it."""

    def close(self) -> None: ...

    def __enter__(self) -> AudioSource: ...

    def __exit__(self, *_: Any) -> None: ...


def open_source(path: Path) -> AudioSource:
    """The file, open for reading.

    Raises ``UserFacingError`` in plain words when it cannot be played: missing, locked, empty,
    not audio, damaged, without sound, with more than 32 channels, of a kind that needs PyAV
    where that is not installed.
    """
    _refuse_unusable_file(path)
    try:
        source = _first_reader(path)
    except OSError as error:
        raise _cannot_open(path, error) from error
    try:
        _refuse_unusable_facts(path, source.facts)
    except UserFacingError:
        source.close()
        raise
    return source


def shown_name(path: Path) -> str:
    """The file's name as it can be shown and written, whatever bytes it has on disk; a customer's
    number in it is masked."""
    return mask_in_text(os.fsencode(path.name).decode("utf-8", "replace"))


def damaged(path: Path) -> UserFacingError:
    """What to say about a file that no reader can decode: damaged, or not audio at all."""
    return _about_kind("audio.damaged", path)


def extra_decoder() -> ModuleType | None:
    """The module of PyAV, None where that is not installed: the installer leaves it out (0003).

    The only place that imports it, and only when a file needs it.
    """
    try:
        from qa_desktop.audio import pyav_source
    except ImportError:
        return None
    return pyav_source


def _first_reader(path: Path) -> AudioSource:
    from qa_desktop.audio.sndfile_source import SndfileSource

    try:
        return SndfileSource(path)
    except UnreadableError as error:
        no_sound = isinstance(error, NoSoundError)
    decoder = extra_decoder()
    if decoder is not None:
        with contextlib.suppress(UnreadableError):
            source: AudioSource = decoder.PyAvSource(path)
            return source
    if no_sound:
        raise UserFacingError("audio.no_sound", file=shown_name(path))
    raise damaged(path) if decoder else _about_kind("audio.no_decoder", path)


def _about_kind(id: str, path: Path) -> UserFacingError:
    """``id`` with the kind that the file's first bytes show; "not audio" where they show none."""
    with path.open("rb") as stream:
        head = stream.read(12)
    kind = next((name for magic, name in _MAGICS.items() if head.startswith(magic)), None)
    kind = "M4A" if head[4:8] == b"ftyp" else kind
    if kind:
        return UserFacingError(id, file=shown_name(path), kind=kind)
    return UserFacingError("audio.not_audio", file=shown_name(path))


def _refuse_unusable_file(path: Path) -> None:
    try:
        if not path.is_file():
            raise UserFacingError("audio.missing", file=shown_name(path))
        size = path.stat().st_size
    except OSError as error:
        raise _cannot_open(path, error) from error
    if size == 0:
        raise UserFacingError("audio.empty", file=shown_name(path))


def _refuse_unusable_facts(path: Path, facts: AudioFacts) -> None:
    if facts.channels > MAX_CHANNELS:
        raise UserFacingError(
            "audio.too_many_channels",
            file=shown_name(path),
            channels=facts.channels,
            limit=MAX_CHANNELS,
        )
    if not 0 < facts.sample_rate <= MAX_RATE or facts.channels < 1:
        raise damaged(path)


def _cannot_open(path: Path, error: OSError) -> UserFacingError:
    reason = reason_of(error)
    return UserFacingError("audio.cannot_open", file=shown_name(path), reason=reason)
