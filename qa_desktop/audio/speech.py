"""Where somebody speaks, by loudness alone: active speech after ITU-T P.56.

P.56 (method B) takes as the active level of speech the one that lies 15.9 dB above the threshold
by which it was found, and bridges pauses of 200 ms: they belong to speech.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from qa_desktop.audio.facts import to_ms
from qa_desktop.audio.peaks import BUCKET, Peaks
from qa_desktop.domain.clips import Span

Power = npt.NDArray[np.float32]
"""Mean squares (full scale 1) of frames, shape ``(channels, frames)``."""
Mask = npt.NDArray[np.bool_]

FRAME_MS: Final = 20
_MARGIN_DB: Final = 15.9
"""ITU-T P.56, 7.3: between the active level and the threshold."""
_HANGOVER_MS: Final = 200
"""ITU-T P.56, 7.3."""
_ROUNDS: Final = 6
_LEAST_DB: Final = -50.0
"""Quieter than this nobody speaks: idle lines hum at −55 to −65 dB below full scale. The timeline
speaks of speech from the same level on (``ui.timeline.spoken``)."""
_BESIDE_DB: Final = 12.0
"""A channel this much weaker than the other one only hears it: crosstalk, echo."""
_LEAST_MS: Final = 120
"""Shorter than the shortest syllable: a click, drawn out by 40 ms of smoothing."""


def frame_buckets(sample_rate: int) -> int:
    """Buckets of peaks in a frame of about ``FRAME_MS``."""
    return max(round(sample_rate * FRAME_MS / 1000 / BUCKET), 1)


def frame_power(peaks: Peaks) -> Power:
    """From the finest level of the peaks; the last frame may stand for fewer samples."""
    per_frame = frame_buckets(peaks.sample_rate)
    rms = peaks.levels[0][2]
    energy = np.square(rms, dtype=np.float32) / np.float32(32_768**2)
    whole = rms.shape[1] // per_frame * per_frame
    power: Power = sum(energy[:, n:whole:per_frame] for n in range(per_frame)) / np.float32(
        per_frame
    )
    if whole < rms.shape[1]:
        power = np.append(power, energy[:, whole:].mean(axis=1, keepdims=True), axis=1)
    return power


def active_level_db(power: npt.NDArray[np.float32]) -> float:
    """The active speech level of one channel in dB below full scale; −inf for silence."""
    total = float(power.sum(dtype=np.float64))
    if total <= 0:
        return float("-inf")
    level = _db(total / len(power))
    hangover = _frames_of(_HANGOVER_MS)
    for _ in range(_ROUNDS):  # to where level and threshold lie 15.9 dB apart
        active = int(_bridged(power > _power(level - _MARGIN_DB), hangover).sum())
        found = _db(total / max(active, 1))
        if abs(found - level) < 0.1:
            break
        level = found
    return level


def speech_mask(power: Power) -> Mask:
    """In which frames each channel speaks itself; crosstalk and clicks left out."""
    smooth = _smoothed(power)
    mask = np.zeros(power.shape, np.bool_)
    for channel, values in enumerate(smooth):
        threshold = max(active_level_db(values) - _MARGIN_DB, _LEAST_DB)
        mask[channel] = values > _power(threshold)
    if len(power) == 2:
        beside = np.float32(_power(-_BESIDE_DB))
        mask &= smooth >= smooth[::-1] * beside
    least, hangover = _frames_of(_LEAST_MS), _frames_of(_HANGOVER_MS)
    for channel in range(len(mask)):
        mask[channel] = _bridged(mask[channel], hangover)
        mask[channel] = ~_bridged(~mask[channel], least)
    return mask


def spans_of(mask: npt.NDArray[np.bool_], sample_rate: int, duration_ms: int) -> list[Span]:
    """Runs of frames as milliseconds of the recording."""
    frames = frame_buckets(sample_rate) * BUCKET
    edges = [(to_ms(int(at) * frames, sample_rate), int(end)) for at, end in runs(mask)]
    return [(at, min(to_ms(end * frames, sample_rate), duration_ms)) for at, end in edges]


def runs(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """(first, behind the last) of each run of True, shape ``(runs, 2)``."""
    padded = np.concatenate([[False], mask, [False]])
    return np.flatnonzero(padded[1:] != padded[:-1]).reshape(-1, 2)


def _bridged(mask: npt.NDArray[np.bool_], shorter_than: int) -> npt.NDArray[np.bool_]:
    """The mask with gaps between two runs closed that are shorter than so many frames."""
    gaps = runs(~mask)
    inner = gaps[(gaps[:, 0] > 0) & (gaps[:, 1] < len(mask))]
    closed = inner[inner[:, 1] - inner[:, 0] < shorter_than]
    change = np.zeros(len(mask) + 1, np.int8)
    change[closed[:, 0]] += 1
    change[closed[:, 1]] -= 1
    filled: npt.NDArray[np.bool_] = mask | (np.cumsum(change[:-1]) > 0)
    return filled


def _smoothed(power: Power) -> Power:
    """Over three frames, as P.56 smooths its envelope, so that a voice does not flicker."""
    if power.shape[1] < 3:
        return power
    smooth = power.copy()
    smooth[:, 1:-1] = (power[:, :-2] + power[:, 1:-1] + power[:, 2:]) / 3
    return smooth


def _frames_of(ms: int) -> int:
    return max(round(ms / FRAME_MS), 1)


def _db(power: float) -> float:
    return float(10 * np.log10(power))


def _power(db: float) -> float:
    return float(10 ** (db / 10))
