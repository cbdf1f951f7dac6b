"""Bars of the waveform: one column of peaks each, on whole device pixels so that they are crisp."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from qa_desktop.ui.timeline.source import Columns, PeakSource
from qa_desktop.ui.timeline.viewport import Viewport

_PITCH: Final = 2.4
"""Logical pixels from bar to bar; two thirds of it is bar, the rest air."""
_LEAST_PITCH: Final = 3
"""Device pixels: thinner bars look grey on a plain screen."""
FULL_SCALE: Final = 32_768
_FORMAT: Final = QImage.Format.Format_ARGB32_Premultiplied
_MOST_PAPERS: Final = 4
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


def paint_wave(painter: QPainter, lane: Lane, view: Viewport, source: PeakSource) -> None:
    """Draw a channel from its peaks."""

    def columns(start_ms: float, end_ms: float, count: int) -> Columns:
        return source.columns(lane.channel, start_ms, end_ms, count)

    paint_bars(painter, lane, view, source.duration_ms, columns)


def paint_bars(
    painter: QPainter,
    lane: Lane,
    view: Viewport,
    duration_ms: int,
    columns: Callable[[float, float, int], Columns],
) -> None:
    """One bar per column; ``columns(start_ms, end_ms, count)`` gives what they stand for."""
    ratio, pitch = lane.ratio, lane.pitch
    step_ms = view.ms_per_pixel * pitch / ratio
    # Columns stand on a grid of the call, not of the window: bars do not flicker in scrolling
    first = math.floor(view.start_ms / step_ms)
    last = math.ceil(min(view.end_ms, duration_ms) / step_ms)
    count = last - first
    if count <= 0:
        return
    low, high, rms = columns(first * step_ms, last * step_ms, count)
    height = max(round(lane.rect.height() * ratio), 2)
    scale = lane.gain * height / 2 / FULL_SCALE
    pixels = _bars(
        height,
        pitch,
        Layer(high * scale, low * -scale, lane.ink.peak.rgba()),
        Layer(rms * scale, rms * scale, lane.ink.body.rgba()),
    )
    # the image borrows the array's memory, which is not written to until it is drawn
    image = QImage(pixels.data, count * pitch, height, pixels.strides[0], _FORMAT)
    left = round((first * step_ms - view.start_ms) / view.ms_per_pixel * ratio)
    painter.save()
    painter.setClipRect(lane.rect)
    painter.scale(1 / ratio, 1 / ratio)
    corner = QPoint(round(lane.rect.left() * ratio) + left, round(lane.rect.top() * ratio))
    painter.drawImage(corner, image)
    painter.restore()


def _bars(height: int, pitch: int, peak: Layer, body: Layer) -> np.ndarray:
    """``height`` rows of pixels: one bar per column, the body over the peak, none beyond it.

    Silence is a thin line. An array is several times as fast as a rectangle per bar. What is
    given is wider than the bars, and good until the next call.
    """
    rows = np.arange(height, dtype=np.uint16)[:, None]
    loud = _reached(rows, height // 2, peak)
    full = _reached(rows, height // 2, body) & loud
    count = len(peak.up)
    paper = _paper(height, count, pitch)
    bars, over = paper.bars[:, :count], paper.over[:, :count]
    np.multiply(loud, np.uint32(peak.color), out=bars)
    np.multiply(full, np.uint32((body.color - peak.color) % 2**32), out=over)
    np.add(bars, over, out=bars)
    for column in range(round(pitch * 0.64)):
        paper.pixels[:, column : count * pitch : pitch] = bars
    return paper.pixels


class _Paper(NamedTuple):
    """Pixels to draw on, of which the air between the bars is clear already, and what is mixed
    before: one column per bar."""

    pixels: np.ndarray
    bars: np.ndarray
    over: np.ndarray


_papers: dict[tuple[int, int], _Paper] = {}


def _paper(height: int, count: int, pitch: int) -> _Paper:
    """Room for at least ``count`` bars. Used again: fresh memory costs more than the drawing."""
    paper = _papers.get((height, pitch))
    if paper is None or paper.bars.shape[1] < count:
        if len(_papers) >= _MOST_PAPERS:
            _papers.clear()
        room = count + 16
        made = (np.zeros((height, width), np.uint32) for width in (room * pitch, room, room))
        paper = _papers[height, pitch] = _Paper(*made)
    return paper


def _reached(rows: np.ndarray, middle: int, layer: Layer) -> np.ndarray:
    """Which of the rows each column covers."""
    above = np.rint(layer.up).clip(0, middle).astype(np.uint16)
    below = np.rint(layer.down).clip(0, middle).astype(np.uint16)
    # unsigned: rows over the top wrap round to huge numbers, one comparison does for both ends
    return rows - (middle - above) <= above + below
