"""The waveform seen closer than its peaks: bars of few samples, then the line through each one."""

from __future__ import annotations

import math
from ctypes import c_double
from typing import Final

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from shiboken6 import getCppPointer

from qa_desktop.ui.timeline.reel import Reel
from qa_desktop.ui.timeline.source import Columns, SampleSource
from qa_desktop.ui.timeline.viewport import Viewport
from qa_desktop.ui.timeline.waves import FULL_SCALE, Lane

_BUCKET: Final = 64
"""Samples of the finest peak (``audio.peaks``): fewer per bar are taken from the sound."""
_EXACT: Final = 1e-6
"""Of a sample: an edge that is a sample but for rounding is it, in whichever window it is asked."""
_LINE_BELOW: Final = 1.0
"""Samples per pixel: fewer are joined by a line."""
_DOTS_FROM: Final = 6.0
"""Pixels from sample to sample: with so many each is a dot."""
_DOT: Final = 4.0
_SMOOTH: Final = 500
"""Points up to which the line is antialiased."""


def paint_samples(
    painter: QPainter, lane: Lane, view: Viewport, samples: SampleSource | None, reel: Reel
) -> bool:
    """Draw a channel from its samples; False where peaks are fine enough or there is no sound.

    ``reel`` holds what the last frame has drawn.
    """
    if samples is None or lane.channel >= samples.channels or not samples.sample_rate:
        return False
    per_pixel = view.ms_per_pixel * samples.sample_rate / 1000
    if per_pixel * lane.pitch / lane.ratio >= _BUCKET:
        return False
    if per_pixel < _LINE_BELOW:
        _paint_line(painter, lane, view, samples)
    else:
        reel.paint(
            painter, lane, view, view.duration_ms, lambda *span: _columns(samples, lane, *span)
        )
    return True


def _columns(
    samples: SampleSource, lane: Lane, start_ms: float, end_ms: float, count: int
) -> Columns:
    """As ``PeakSource.columns`` does it, of whole samples; a column has at least one."""
    edges = np.linspace(start_ms, end_ms, count + 1) * (samples.sample_rate / 1000)
    first = np.floor(edges + _EXACT).astype(np.int64)
    last = max(int(first[-1]), int(first[-2]) + 1)
    values = samples.stretch(lane.channel, int(first[0]), last)
    at = first[:-1] - first[0]
    energy = np.add.reduceat(np.square(values, dtype=np.float64), at)
    counts = np.maximum(np.diff(np.append(at, len(values))), 1)
    low, high = np.minimum.reduceat(values, at), np.maximum.reduceat(values, at)
    return low, high, np.sqrt(energy / counts).astype(np.int16)


def _paint_line(painter: QPainter, lane: Lane, view: Viewport, samples: SampleSource) -> None:
    rect, rate = lane.rect, samples.sample_rate
    # one more on each side: the line goes on to the edges
    first = max(math.floor(view.start_ms * rate / 1000) - 1, 0)
    last = math.ceil(min(view.end_ms, view.duration_ms) * rate / 1000) + 2
    values = samples.stretch(lane.channel, first, last)
    x = rect.left() + (np.arange(first, last) * 1000 / rate - view.start_ms) / view.ms_per_pixel
    scale = lane.gain * rect.height() / 2 / FULL_SCALE
    y = rect.center().y() - (values * scale).clip(-rect.height() / 2, rect.height() / 2)
    painter.save()
    painter.setClipRect(rect)
    # one device pixel: Qt strokes a wider line in a time that grows with its points' square
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, len(values) <= _SMOOTH)
    painter.setPen(QPen(lane.ink.body, 0))
    painter.drawPolyline(_polygon(x, y))
    if 1000 / rate / view.ms_per_pixel >= _DOTS_FROM:
        corners = zip((x - _DOT / 2).tolist(), (y - _DOT / 2).tolist(), strict=True)
        dots = [QRectF(left, top, _DOT, _DOT) for left, top in corners]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(lane.ink.body)
        painter.drawRects(dots)
    painter.restore()


def _polygon(x: np.ndarray, y: np.ndarray) -> QPolygonF:
    """The points, written to where Qt keeps them (as doubles, wherever PySide runs): made one by
    one they take longer than the line takes to draw."""
    polygon = QPolygonF()
    polygon.resize(len(x))
    (begin,) = getCppPointer(polygon.data())
    memory = (c_double * (2 * len(x))).from_address(begin)
    np.ctypeslib.as_array(memory).reshape(-1, 2)[:] = np.column_stack((x, y))
    return polygon
