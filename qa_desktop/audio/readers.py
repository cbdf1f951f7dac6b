"""Open an audio file by its content: libsndfile first, FFmpeg (PyAV) for the rest.

Only the child process does this (``audio.decoder_child``); everybody else asks
``sources.open_source`` and ``probe.probe``.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path
from typing import Final

from qa_desktop.audio.decode import BLOCK_FRAMES
from qa_desktop.audio.facts import MAX_CHANNELS, MAX_RATE, MIN_RATE, AudioFacts, to_ms
from qa_desktop.audio.sources import (
    AudioSource,
    NoSoundError,
    UnreadableError,
    about_kind,
    damaged,
    extra_decoder,
    shown_name,
)
from qa_desktop.errors import UserFacingError, reason_of

_QUICKER_BY_FFMPEG: Final = {"opus", "gsm", "ima_adpcm", "ms_adpcm"}
"""Two to three times, measured: 2 h of stereo Opus took libsndfile 34 s, FFmpeg 12."""


def open_here(path: Path) -> AudioSource:
    """The file, open for reading in this process; raises as ``sources.open_source`` does."""
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


def _first_reader(path: Path) -> AudioSource:
    from qa_desktop.audio.sndfile_source import SndfileSource

    try:
        source = SndfileSource(path)
    except UnreadableError as error:
        return _other_reader(path, no_sound=isinstance(error, NoSoundError))
    decoder = extra_decoder() if source.facts.codec in _QUICKER_BY_FFMPEG else None
    if decoder is not None:
        with contextlib.suppress(UnreadableError):
            quicker: AudioSource = decoder.PyAvSource(path)
            # libsndfile has counted the frames; FFmpeg reckons with the header's bytes a second
            length = source.facts.duration_ms
            quicker.facts = replace(quicker.facts, duration_ms=length)
            source.close()
            return quicker
    return source


def _other_reader(path: Path, *, no_sound: bool) -> AudioSource:
    decoder = extra_decoder()
    if decoder is not None:
        with contextlib.suppress(UnreadableError):
            source: AudioSource = decoder.PyAvSource(path)
            return source
    if no_sound:
        raise UserFacingError("audio.no_sound", file=shown_name(path))
    raise damaged(path) if decoder else about_kind("audio.no_decoder", path)


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
    if not MIN_RATE <= facts.sample_rate <= MAX_RATE or facts.channels < 1:
        raise damaged(path)


def _cannot_open(path: Path, error: OSError) -> UserFacingError:
    reason = reason_of(error)
    return UserFacingError("audio.cannot_open", file=shown_name(path), reason=reason)


def probe_here(path: Path) -> AudioFacts:
    """What ``probe.probe`` promises, in this process."""
    with open_here(path) as source:
        duration_ms = _duration_ms(source)
    if duration_ms == 0:
        raise damaged(path)
    return replace(source.facts, duration_ms=duration_ms)


def _duration_ms(source: AudioSource) -> int:
    blocks = source.blocks(BLOCK_FRAMES)
    first = next(blocks, None)
    if first is None:
        return 0
    promised = source.measure_ms()
    # FFmpeg's blocks are about that size only: a short one is the last one where none follows.
    if first.shape[1] < BLOCK_FRAMES and source.facts.duration_ms and next(blocks, None) is None:
        return min(promised, to_ms(first.shape[1], source.facts.sample_rate))
    return promised
