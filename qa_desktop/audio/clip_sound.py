"""The sound of clips: numbers and names bleeped or cut out, edges faded, several joined (pydub).

pydub holds what it works on in memory, so this is for minutes, not hours (``LONGEST_MS``).
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from qa_desktop.audio.sources import Block
from qa_desktop.domain.clips import Piece, Span

if TYPE_CHECKING:
    from pydub import AudioSegment

LONGEST_MS: Final = 30 * 60_000
"""Of all clips of a file together: 58 MB as telephone stereo."""
FADE_MS: Final = 10
"""Long enough that an edge does not click, short enough that no syllable is lost."""
_TONE_HZ: Final = 1_000
_TONE_PEAK: Final = 32_767 * 10 ** (-23 / 20)
"""About as loud as speech at the level of EBU R128."""
_TWICE_DB: Final = 3.01
_GAP_TONES_MS: Final = (300, 120, 80, 120)
"""Silence, tone, silence, tone; then silence for the rest."""


@dataclass(frozen=True)
class Sound:
    """Samples ``(channels, frames)`` at a rate."""

    block: Block
    rate: int


def rendered(sound: Sound, pieces: Iterable[Piece]) -> AudioSegment:
    """What is heard of a clip: ``pieces`` are in ms from the beginning of ``sound``. Whatever is
    heard fades in and out, so that neither its ends nor what is hidden make a click."""
    whole = segment(sound)
    made = whole[:0]
    for piece in pieces:
        if piece.how == "cut":
            continue
        length = piece.to_ms - piece.from_ms
        if piece.how == "bleep":
            part = tone(length, whole.frame_rate).set_channels(whole.channels)
        else:
            part = faded(whole[piece.from_ms : piece.to_ms])
        made = made.append(part, crossfade=0)
    return made


def joined(clips: Sequence[AudioSegment], gap: AudioSegment | None) -> AudioSegment:
    """One after the other, ``gap`` between two; the finest rate and most channels of all."""
    rate, channels = max(each.frame_rate for each in clips), max(each.channels for each in clips)
    made: AudioSegment | None = None
    for clip in clips:
        clip = _widened(clip.set_frame_rate(rate), channels)
        if made is None:
            made = clip
            continue
        if gap is not None:
            gap = _widened(gap.set_frame_rate(rate), channels)
            made = made.append(gap, crossfade=0)
        made = made.append(clip, crossfade=0)
    assert made is not None  # noqa: S101 - the caller has one at least
    return made


def _widened(clip: AudioSegment, channels: int) -> AudioSegment:
    """As loud as before: the same sound from two sides counts twice (BS.1770)."""
    if clip.channels == channels:
        return clip
    return clip.apply_gain(-_TWICE_DB).set_channels(channels)


def silent_gap(length_ms: int, rate: int) -> AudioSegment:
    return _pydub().silent(duration=length_ms, frame_rate=rate)


def tones_gap(length_ms: int, rate: int) -> AudioSegment:
    """Two short tones after a moment of silence: another clip begins."""
    before, first, between, second = _GAP_TONES_MS
    made = silent_gap(before, rate)
    for part in (tone(first, rate), silent_gap(between, rate), tone(second, rate)):
        made = made.append(part, crossfade=0)
    return made.append(silent_gap(max(before, length_ms - len(made)), rate), crossfade=0)


def spoken_gap(announcement: AudioSegment, length_ms: int) -> AudioSegment:
    """Somebody's recorded words with silence before and after, as long as the gap together."""
    silence = silent_gap(length_ms // 2, announcement.frame_rate)
    return silence.append(faded(announcement), crossfade=0).append(silence, crossfade=0)


def tone(length_ms: int, rate: int) -> AudioSegment:
    """1 kHz, mono, faded at its ends."""
    at = np.arange(length_ms * rate // 1000)
    wave = np.rint(np.sin(at * (2 * np.pi * _TONE_HZ / rate)) * _TONE_PEAK)
    return faded(segment(Sound(wave.astype(np.int16)[None], rate)))


def bleeped(stream: Iterable[Block], rate: int, spans: Sequence[Span]) -> Iterator[Block]:
    """The sound with such a tone in the place of the spans (ms from its beginning)."""
    ends = [(begin * rate // 1000, end * rate // 1000) for begin, end in spans]
    at = 0
    for block in stream:
        after = at + block.shape[1]
        for begin, end in ends:
            if begin < after and end > at:
                block = block.copy()  # whoever gave it may read it again
                first, last = max(begin, at), min(end, after)
                wave = _tone_at(first - begin, last - begin, end - begin, rate)
                block[:, first - at : last - at] = wave
        yield block
        at = after


def _tone_at(first: int, last: int, length: int, rate: int) -> npt.NDArray[np.int16]:
    """Samples ``first`` to ``last`` of a tone of ``length``, faded at its ends."""
    at = np.arange(first, last)
    fade = max(min(FADE_MS * rate // 1000, length // 2), 1)
    loud = np.minimum(np.minimum(at, length - 1 - at) / fade, 1.0)
    wave = np.sin(at * (2 * np.pi * _TONE_HZ / rate)) * _TONE_PEAK * loud
    samples: npt.NDArray[np.int16] = np.rint(wave).astype(np.int16)
    return samples


def faded(part: AudioSegment) -> AudioSegment:
    length = min(FADE_MS, len(part) // 2)
    return part.fade_in(length).fade_out(length) if length else part


def segment(sound: Sound) -> AudioSegment:
    channels = sound.block.shape[0]
    data = np.ascontiguousarray(sound.block.T, "<i2").tobytes()
    return _pydub()(data=data, sample_width=2, frame_rate=sound.rate, channels=channels)


def samples(sound: AudioSegment) -> np.ndarray[tuple[int, int], np.dtype[np.int16]]:
    """Shape ``(frames, channels)``."""
    return np.frombuffer(sound.raw_data, "<i2").reshape(-1, sound.channels)


@cache
def _pydub() -> type[AudioSegment]:
    """Importing it looks for a program called ffmpeg, which is neither needed nor shipped."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pydub
    found: type[AudioSegment] = pydub.AudioSegment
    return found
