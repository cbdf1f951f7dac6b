"""Clips of several calls in one file are brought to one loudness (ITU-R BS.1770-4, as
``audio.loudness``); here every sample counts, as a clip is short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from qa_desktop.audio.clip_sound import Sound
from qa_desktop.audio.decode import BLOCK_FRAMES
from qa_desktop.audio.loudness import TARGET_LUFS, TRUE_PEAK_DB, integrated, k_weight

_STEP_S: Final = 0.1
_STEPS: Final = 4
"""Blocks of 400 ms, every 100 ms."""
_QUIETEST_LUFS: Final = -33.0
"""One loud click does not make all the rest inaudible: it is clipped."""
_FULL: Final = 32_768.0


def loudness_of(sound: Sound) -> float | None:
    """LUFS; None where there is nothing to hear."""
    step = max(round(sound.rate * _STEP_S), 1)
    whole = sound.block.shape[1] // step
    if whole < _STEPS:  # shorter than one block: what there is
        step, whole = max(sound.block.shape[1] // _STEPS, 1), min(sound.block.shape[1], _STEPS)
    if not whole:
        return None
    weight = k_weight(np.fft.rfftfreq(step, 1 / sound.rate).astype(np.float64))
    weight[1 : (step + 1) // 2] *= 2  # the mirrored half of the spectrum
    power = np.empty(whole)
    for number in range(whole):
        part = sound.block[:, number * step : (number + 1) * step] / _FULL
        spectrum = np.abs(np.fft.rfft(part, axis=1)) ** 2
        power[number] = (spectrum * weight).sum() / step**2
    sums = np.convolve(power, np.full(_STEPS, 1 / _STEPS), "valid") if whole >= _STEPS else power
    return integrated(sums)


def gains_db(heard: Sequence[Sound]) -> list[float]:
    """What makes all of them equally loud: EBU R128's level, or as much less as the one with the
    highest peaks needs in order not to clip. Nothing for one in which there is nothing."""
    found = [(loudness_of(sound), _peak_db(sound)) for sound in heard]
    reach = [loud + TRUE_PEAK_DB - peak for loud, peak in found if loud is not None]
    target = max(min([TARGET_LUFS, *reach]), _QUIETEST_LUFS)
    return [0.0 if loud is None else target - loud for loud, _ in found]


def amplified(sound: Sound, gain_db: float) -> Sound:
    factor, louder = 10 ** (gain_db / 20), np.empty_like(sound.block)
    for at in range(0, louder.shape[1], BLOCK_FRAMES):  # floats take four times the room
        part = slice(at, at + BLOCK_FRAMES)
        louder[:, part] = np.rint(sound.block[:, part] * factor).clip(-32_768, 32_767)
    return replace(sound, block=louder)


def _peak_db(sound: Sound) -> float:
    peak = max(int(sound.block.max(initial=1)), -int(sound.block.min(initial=-1)))
    return float(20 * np.log10(peak / _FULL))
