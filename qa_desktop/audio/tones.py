"""Ringing tones and hold music, told from speech by how even they are.

A ringing tone (ITU-T E.180/Q.35 and its list of national tones) is one or two tones between 340
and 500 Hz that last 0.67 to 2.5 s and come back after 2 to 6 s: 450 Hz for 1 s every 5 s in China,
425 in Europe, 440 + 480 for 2 s every 6 s in North America.

Music is loud without a break and tonal: speech draws breath, and its energy goes up and down with
every syllable, about four times a second (Scheirer & Slaney 1997; Lu, Zhang & Jiang 2002 call the
share of weak frames LSTER).
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from qa_desktop.audio.spectra import EVERY_MS
from qa_desktop.audio.speech import runs
from qa_desktop.domain.clips import Span

_TONE_MS: Final = (600, 2_600)
"""E.180's limits with the blur of frames."""
_PAUSE_MS: Final = (1_800, 6_300)
_PURE: Final = 0.8
"""Share of the power at ringing frequencies."""
_BEAT_MS: Final = 100
"""Two tones beat: the longest period that is not a change of level."""
_EVEN_DB: Final = 2.0
"""By which a tone's level varies at most; spoken syllables vary by 5 and more."""

_MUSIC_MS: Final = 8_000
"""Nobody speaks that long without drawing breath."""
_WEAK: Final = 0.25
_LEAST_POWER: Final = 1e-5
"""−50 dB: see ``speech``."""
_AROUND: Final = 8
_MOST: Final = 0.75
_WEAK_FRAMES: Final = 0.35
"""Share of frames at less than a quarter of their second's mean power. Of speech: 0.4 and more,
of music less than 0.3 (measured on the demo's voices and on synthetic music)."""
_TONAL: Final = 0.25
"""Most flatness of music; that of noise is 0.56."""

Row = npt.NDArray[np.float32]


def ring_spans(speech: list[Span], power: Row, frame_ms: float, ring: Row) -> list[Span]:
    """Ringing in one channel, from the first tone to the end of the last; at least two tones, or
    one at the beginning or end of the recording.

    ``speech`` are the stretches in which there is any sound, ``ring`` the channel's row of
    ``Spectra.ring``.
    """
    length_ms = len(power) * frame_ms
    tones = [span for span in speech if _is_ring(span, power, frame_ms, ring)]
    found: list[list[Span]] = []
    for tone in tones:
        follows = found and _PAUSE_MS[0] <= tone[0] - found[-1][-1][1] <= _PAUSE_MS[1]
        found[-1].append(tone) if follows else found.append([tone])
    return [
        (group[0][0], group[-1][1])
        for group in found
        if len(group) > 1 or group[0][0] < _PAUSE_MS[1] or group[0][1] > length_ms - _PAUSE_MS[1]
    ]


def music_spans(power: Row, frame_ms: float, spectra_ring: Row, flatness: Row) -> list[Span]:
    """Music in one channel, to a second."""
    per_second = max(round(1_000 / frame_ms), 1)
    seconds = len(power) // per_second
    if not seconds:
        return []
    frames = power[: seconds * per_second].reshape(seconds, per_second)
    mean = frames.mean(axis=1)
    weak = (frames < _WEAK * mean[:, None]).mean(axis=1)
    begin_ms = (np.arange(seconds) * (per_second * frame_ms)).astype(np.int64)
    at = np.minimum((begin_ms + 200) // EVERY_MS, len(flatness) - 1)
    even = (mean > _LEAST_POWER) & (weak < _WEAK_FRAMES)
    musical = even & (flatness[at] < _TONAL) & (spectra_ring[at] < _PURE)
    return [
        (int(begin * per_second * frame_ms), int(end * per_second * frame_ms))
        for begin, end in runs(_mostly(musical))
        if (end - begin) * 1_000 >= _MUSIC_MS
    ]


def _mostly(musical: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Seconds that lie in some ``_AROUND`` seconds of which most are musical: a bar's rest does not
    end the music, and a sung syllable does not begin it."""
    if len(musical) < _AROUND:
        return np.zeros(len(musical), np.bool_)
    sums = np.convolve(musical, np.ones(_AROUND), "valid") >= _AROUND * _MOST
    found = np.zeros(len(musical), np.bool_)
    for begin, end in runs(sums):
        found[begin : end + _AROUND - 1] = True
    for begin, end in runs(found):  # not further than what is musical itself
        inside = np.flatnonzero(musical[begin:end])
        found[begin : begin + inside[0]] = False
        found[begin + inside[-1] + 1 : end] = False
    return found


def _is_ring(span: Span, power: Row, frame_ms: float, ring: Row) -> bool:
    begin, end = span
    if not _TONE_MS[0] <= end - begin <= _TONE_MS[1]:
        return False
    windows = ring[-(-begin // EVERY_MS) : max((end - 32) // EVERY_MS + 1, 0)]
    if not (windows >= _PURE).any():
        return False
    inside = power[round(begin / frame_ms) + 2 : round(end / frame_ms) - 2]
    beat = max(round(_BEAT_MS / frame_ms), 1)
    steady = np.convolve(inside, np.ones(beat) / beat, "valid") if len(inside) >= beat else inside
    levels = 10 * np.log10(steady[steady > 0])
    return bool(
        windows.min() >= _PURE
        and len(levels)
        and np.percentile(levels, 90) - np.percentile(levels, 10) <= _EVEN_DB
    )
