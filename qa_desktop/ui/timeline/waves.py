"""Bars of the waveform: one column of peaks each, on whole device pixels so that they are crisp."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from qa_desktop.ui.timeline.source import PeakSource
from qa_desktop.ui.timeline.viewport import Viewport

_PITCH: Final = 2.4
"""Logical pixels from bar to bar; two thirds of it is bar, the rest air."""
_LEAST_PITCH: Final = 3
"""Device pixels: thinner bars look grey on a plain screen."""
_FULL_SCALE: Final = 32_768
_FORMAT: Final = QImage.Format.Format_ARGB32_Premultiplied
_GAINS: Final = (6.0, 4.0, 3.0, 2.0, 1.5, 1.0)


@dataclass(frozen=True)
class Ink:
    """Colours of a lane: the body of the sound (rms) and its peaks."""

    body: QColor
    peak: QColor


def gain_of(source: PeakSource) -> float:
    """How much a quiet call is drawn larger; the same for all lanes, in few steps."""
    if source.ready_ms <= 0:
        return 1.0
    loudest = 1
    for channel in range(source.channels):
        low, high, _ = source.columns(channel, 0, source.ready_ms, 200)
        loudest = max(loudest, int(high.max(initial=0)), -int(low.min(initial=0)))
    return next((gain for gain in _GAINS if loudest * gain <= _FULL_SCALE), 1.0)


def paint_wave(
    painter: QPainter,
    rect: QRectF,
    view: Viewport,
    source: PeakSource,
    channel: int,
    gain: float,
    ink: Ink,
    ratio: float,
) -> None:
    """Draw ``channel`` in ``rect``; ``ratio`` is device pixels per logical pixel."""
    pitch = max(round(_PITCH * ratio), _LEAST_PITCH)
    step_ms = view.ms_per_pixel * pitch / ratio
    # Columns stand on a grid of the call, not of the window: bars do not flicker in scrolling
    first = math.floor(view.start_ms / step_ms)
    last = math.ceil(min(view.end_ms, source.duration_ms) / step_ms)
    count = last - first
    if count <= 0:
        return
    low, high, rms = source.columns(channel, first * step_ms, last * step_ms, count)
    height = max(round(rect.height() * ratio), 2)
    scale = gain * height / 2 / _FULL_SCALE
    pixels = _bars(
        height,
        pitch,
        (high * scale, low * -scale, ink.peak.rgba()),
        (rms * scale, rms * scale, ink.body.rgba()),
    )
    width = count * pitch
    # the image borrows the array's memory, which lives until it is drawn
    image = QImage(pixels.data, width, height, width * 4, _FORMAT)
    left = round((first * step_ms - view.start_ms) / view.ms_per_pixel * ratio)
    painter.save()
    painter.setClipRect(rect)
    painter.scale(1 / ratio, 1 / ratio)
    painter.drawImage(QPoint(round(rect.left() * ratio) + left, round(rect.top() * ratio)), image)
    painter.restore()


def _bars(height: int, pitch: int, *layers: tuple[np.ndarray, np.ndarray, int]) -> np.ndarray:
    """``height`` rows of pixels: one bar per column, ``layers`` over each other.

    A layer is pixels up, pixels down, colour. Silence is a thin line. An array is several times
    as fast as a rectangle per bar.
    """
    count = len(layers[0][0])
    middle = height // 2
    rows = np.arange(height, dtype=np.uint16)[:, None]
    bars = np.zeros((height, count), np.uint32)
    for up, down, color in layers:
        above = np.rint(up).clip(0, middle).astype(np.uint16)
        below = np.rint(down).clip(0, middle).astype(np.uint16)
        # unsigned: rows over the top wrap round to huge numbers, one comparison does for both ends
        np.copyto(bars, np.uint32(color), where=rows - (middle - above) <= above + below)
    pixels = np.zeros((height, count * pitch), np.uint32)
    for column in range(round(pitch * 0.64)):
        pixels[:, column::pitch] = bars
    return pixels
