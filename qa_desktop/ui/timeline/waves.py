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


class Brush:
    """Draws bars of up to ``columns`` columns. Its memory is kept from frame to frame, as fresh
    memory costs more than drawing."""

    def __init__(self, height: int, columns: int) -> None:
        self._type = np.uint8 if height < 256 else np.uint16
        self._rows = np.arange(height, dtype=self._type)[:, None]
        self._distance = np.empty(height * columns, self._type)
        self._inside = np.empty(height * columns, np.bool_)
        self._bars, self._over = (np.empty(height * columns, np.uint32) for _ in range(2))

    def bars(self, peak: Layer, body: Layer) -> np.ndarray:
        """Pixels, a column for each bar: the body over the peak, none beyond it. They are good
        until the next ones are asked for.

        Silence is a thin line. An array is several times as fast as a rectangle per bar.
        """
        shape = (len(self._rows), len(peak.up))
        bars, over = _part(self._bars, shape), _part(self._over, shape)
        up, down, body_up, body_down = self._whole(peak, body)
        np.multiply(self._reached(up, down), np.uint32(peak.color), out=bars)
        inside = self._reached(np.minimum(body_up, up), np.minimum(body_down, down))
        difference = np.uint32((body.color - peak.color) % 2**32)
        np.multiply(inside, difference, out=over)
        return np.add(bars, over, out=bars)

    def _reached(self, up: np.ndarray, down: np.ndarray) -> np.ndarray:
        """Which of the rows each column covers."""
        shape = (len(self._rows), len(up))
        distance = _part(self._distance, shape)
        # unsigned: rows over the top wrap round to huge numbers, one comparison does for both ends
        np.subtract(self._rows, shape[0] // 2 - up, out=distance)
        return np.less_equal(distance, up + down, out=_part(self._inside, shape))

    def _whole(self, peak: Layer, body: Layer) -> np.ndarray:
        """All four in whole pixels, no further than there is room."""
        reach = np.rint(np.array((peak.up, peak.down, body.up, body.down)))
        return np.maximum(np.minimum(reach, len(self._rows) // 2), 0).astype(self._type)


def _part(room: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    return room[: shape[0] * shape[1]].reshape(shape)
