"""What is known about an audio file after looking at its content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MAX_CHANNELS: Final = 32
"""More channels than this is not a call but a damaged header."""
MIN_RATE: Final = 1_000
"""Speech needs four times that; below it a few bytes would stand for days."""
MAX_RATE: Final = 768_000


@dataclass(frozen=True)
class AudioFacts:
    """Codec and container by content, never by the ending of the name."""

    codec: str
    """``pcm_s16 alaw ulaw gsm ima_adpcm mp3 opus vorbis flac aac amrnb wmav2 …``"""
    container: str
    """``wav ogg flac mp3 mp4 amr asf …``"""
    channels: int
    sample_rate: int
    """Frames per second as decoded."""
    duration_ms: int
    """As the file says, 0 where it does not (``sources.AudioSource.measure_ms``); exact once the
    file has been decoded (``cache.prepare``)."""


def to_ms(frames: int, sample_rate: int) -> int:
    """Frames as whole milliseconds, rounded half up."""
    return (frames * 2000 + sample_rate) // (2 * sample_rate)
