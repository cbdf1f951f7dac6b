"""Writing a clip as WAV, MP3 or Opus. libsndfile encodes all three (its MP3 is LAME's, LGPL; its
Opus is Xiph's, BSD); both mark what the encoder adds, so that the length stays exact."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

import numpy as np
import soundfile

from qa_desktop.audio.clip_sound import samples
from qa_desktop.audio.decode import BLOCK_FRAMES, never
from qa_desktop.domain.clips import ClipFormat
from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.store.durable import durable_file
from qa_desktop.store.faults import plain_faults

if TYPE_CHECKING:
    from pydub import AudioSegment

_OFF_MS: Final = 20


@dataclass(frozen=True)
class _Coding:
    format: str
    subtype: str
    rates: tuple[int, ...] = ()
    """Those that it knows; none for any."""
    compression: float | None = None
    """libsndfile's 0 (best) to 1 (smallest)."""


_CODINGS: Final[dict[ClipFormat, _Coding]] = {
    "wav": _Coding("WAV", "PCM_16"),
    "mp3": _Coding(
        "MP3",
        "MPEG_LAYER_III",
        (8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000),
        0.2,
    ),
    "opus": _Coding("OGG", "OPUS", (8_000, 12_000, 16_000, 24_000, 48_000), 0.2),
}


def write_clip(
    sound: AudioSegment,
    out: Path,
    format: ClipFormat,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    cancelled: Callable[[], bool] = never,
) -> None:
    """``out`` is there whole or not at all; one that was there is replaced. ``progress`` gets ms
    written, and of how many. Raises ``UserFacingError`` (disk full, no right to write there) and
    ``CancelledError``."""
    coding = _CODINGS[format]
    sound = sound.set_frame_rate(_rate(coding, sound.frame_rate))
    with (
        plain_faults(out.parent),
        durable_file(out, elsewhere=True, check=lambda made: _check(made, len(sound))) as stream,
    ):
        _encode(sound, coding, stream, progress, cancelled)


def _rate(coding: _Coding, rate: int) -> int:
    """The same, else the next that the coding knows, else its finest."""
    if not coding.rates or rate in coding.rates:
        return rate
    return next((known for known in coding.rates if known > rate), coding.rates[-1])


def _encode(
    sound: AudioSegment,
    coding: _Coding,
    stream: IO[bytes],
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> None:
    frames = samples(sound)
    with soundfile.SoundFile(
        stream,
        "w",
        samplerate=sound.frame_rate,
        channels=sound.channels,
        format=coding.format,
        subtype=coding.subtype,
        compression_level=coding.compression,
    ) as file:
        for at in range(0, len(frames), BLOCK_FRAMES):
            if cancelled():
                raise CancelledError
            # Not as int16: libsndfile 1.2.2 makes noise of these in an MP3 with two channels
            file.write(frames[at : at + BLOCK_FRAMES].astype(np.int32) << 16)
            done = min(at + BLOCK_FRAMES, len(frames))
            progress(done * 1000 // sound.frame_rate, len(sound))


def _check(made: Path, length_ms: int) -> None:
    """What was written can be read and is as long as it should be."""
    with soundfile.SoundFile(str(made)) as file:
        found = file.frames * 1000 // file.samplerate
    if abs(found - length_ms) > _OFF_MS:
        raise UserFacingError("clip.not_written", file=made.name)
