"""Loudness of a call after ITU-R BS.1770-4, on which EBU R128 stands, from sampled spectra.

R128 filters every sample (K-weighting), takes the mean square of blocks of 400 ms and averages
those above two gates. Here the mean square of every block is the one that the peaks carry anyway,
and how much K-weighting would change it is read from a spectrum of 32 ms in every 800
(``audio.spectra``): a hundredth of the work, within half a unit of ffmpeg's ``ebur128``
(``tests/audio/test_loudness.py``), which is more than is needed to play calls equally loud.
See docs/decisions/0012.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

TARGET_LUFS: Final = -23.0
"""EBU R128."""
TRUE_PEAK_DB: Final = -1.0
"""EBU R128: nothing is made louder than this; a gain stays below what would clip."""
MOST_DB: Final = 18.0
"""Eight times the amplitude: a call that is quieter still is mostly noise, and VLC offers no
more (200 %)."""
_ABSOLUTE_GATE: Final = -70.0
_RELATIVE_GATE: Final = -10.0
_OFFSET: Final = -0.691
"""BS.1770-4, equation 2: a full-scale sine of 997 Hz in one channel reads −3.01 LUFS."""
_SHELF: Final = (
    (1.53512485958697, -2.69169618940638, 1.19839281085285),
    (1.0, -1.69065929318241, 0.73248077421585),
)
_HIGH_PASS: Final = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
"""BS.1770-4, tables 1 and 2: coefficients b and a of the two stages, given for 48 kHz."""
_FILTER_RATE: Final = 48_000


def k_weight(hertz: Floats) -> Floats:
    """By how much K-weighting multiplies the power at each frequency (0 to 24,000 Hz)."""
    z = np.exp(-2j * np.pi * hertz / _FILTER_RATE)
    weight = np.ones_like(hertz)
    for b, a in (_SHELF, _HIGH_PASS):
        response = (b[0] + b[1] * z + b[2] * z * z) / (a[0] + a[1] * z + a[2] * z * z)
        weight *= np.abs(response) ** 2
    return weight


def integrated(power: Floats) -> float | None:
    """LUFS of K-weighted mean squares (full scale 1) of overlapping blocks of 400 ms, channels
    added up; None where nothing is above the absolute gate."""
    loud = power[power > _power_of(_ABSOLUTE_GATE)]
    if not len(loud):
        return None
    gate = _power_of(_loudness_of(float(loud.mean())) + _RELATIVE_GATE)
    return _loudness_of(float(loud[loud > gate].mean()))


def gain_db(loudness: float | None, peak_db: float) -> float:
    """What brings a call to ``TARGET_LUFS`` without clipping; 0 for one in which there is
    nothing to hear. ``peak_db`` is its loudest sample (full scale 0)."""
    if loudness is None:
        return 0.0
    wanted = TARGET_LUFS - loudness
    return wanted if wanted <= 0 else max(min(wanted, TRUE_PEAK_DB - peak_db, MOST_DB), 0.0)


def _loudness_of(power: float) -> float:
    return float(_OFFSET + 10 * np.log10(power))


def _power_of(loudness: float) -> float:
    return float(10 ** ((loudness - _OFFSET) / 10))
