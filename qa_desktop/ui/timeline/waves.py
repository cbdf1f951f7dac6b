"""Bars of a waveform: one column of peaks each, on whole device pixels so that they are crisp."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from qa_desktop.ui.timeline.source import PeakSource

_PITCH: Final = 2.4
"""Logical pixels from bar to bar; two thirds of it is bar, the rest air."""
_LEAST_PITCH: Final = 3
"""Device pixels: thinner bars look grey on a plain screen."""
FULL_SCALE: Final = 32_768
_GAINS: Final = (6.0, 4.0, 3.0, 2.0, 1.5, 1.0)


@dataclass(frozen=True)
class Ink:
    """Colours of a lane: the body of the sound (rms) and its peaks."""

    body: QColor
    peak: QColor


class Layer(NamedTuple):
    """Pixels above and below the zero line, one of each per column, and their colour."""

    up: np.ndarray
    down: np.ndarray
    color: int


@dataclass(frozen=True)
class Lane:
    """Where and how a channel is drawn; ``ratio`` is device pixels per logical pixel."""

    rect: QRectF
    channel: int
    gain: float
    ink: Ink
    ratio: float

    @property
    def pitch(self) -> int:
        """Device pixels from bar to bar."""
        return max(round(_PITCH * self.ratio), _LEAST_PITCH)


def gain_of(source: PeakSource) -> float:
    """How much a quiet call is drawn larger; the same for all lanes, in few steps."""
    if source.ready_ms <= 0:
        return 1.0
    loudest = 1
    for channel in range(source.channels):
        low, high, _ = source.columns(channel, 0, source.ready_ms, 200)
        loudest = max(loudest, int(high.max(initial=0)), -int(low.min(initial=0)))
    return next((gain for gain in _GAINS if loudest * gain <= FULL_SCALE), 1.0)


def draw_bars(bars: np.ndarray, over: np.ndarray, peak: Layer, body: Layer) -> None:
    """Into ``bars``, a column for each: the body over the peak, none beyond it.

    Silence is a thin line. An array is several times as fast as a rectangle per bar. ``over`` is
    room of the same shape to work in.
    """
    height = len(bars)
    rows = np.arange(height, dtype=np.uint16)[:, None]
    loud = _reached(rows, height // 2, peak)
    full = _reached(rows, height // 2, body) & loud
    np.multiply(loud, np.uint32(peak.color), out=bars)
    np.multiply(full, np.uint32((body.color - peak.color) % 2**32), out=over)
    np.add(bars, over, out=bars)


def _reached(rows: np.ndarray, middle: int, layer: Layer) -> np.ndarray:
    """Which of the rows each column covers."""
    above = np.rint(layer.up).clip(0, middle).astype(np.uint16)
    below = np.rint(layer.down).clip(0, middle).astype(np.uint16)
    # unsigned: rows over the top wrap round to huge numbers, one comparison does for both ends
    return rows - (middle - above) <= above + below
