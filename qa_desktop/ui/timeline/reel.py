"""The bars of one lane, kept from frame to frame: only what comes into sight is made anew."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

import numpy as np
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter

from qa_desktop.ui.timeline.source import Columns, PeakSource
from qa_desktop.ui.timeline.viewport import Viewport
from qa_desktop.ui.timeline.waves import FULL_SCALE, Brush, Lane, Layer

_ROOM: Final = 16
"""Columns more than were asked for: a view that moves has one more or less in sight."""
_BAR: Final = 0.64
"""The share of a column that is bar; the rest is air."""
_FORMAT: Final = QImage.Format.Format_ARGB32_Premultiplied

Ask = Callable[[float, float, int], Columns]
"""What the columns from one moment to another stand for, and how many they are."""


class _Look(NamedTuple):
    """What all bars have in common: the time that one stands for, and how it is drawn."""

    step_ms: float
    height: int
    pitch: int
    gain: float
    peak: int
    body: int


class Reel:
    """Column ``n`` of the call is kept at ``n`` modulo the room that there is.

    Columns stand on a grid of the call, not of the window: bars do not flicker in scrolling, and
    what was drawn stays right while the scale does.
    """

    def __init__(self) -> None:
        self._look = _Look(0.0, 0, 1, 1.0, 0, 0)
        self._first = self._last = self._room = 0
        self._pixels = np.zeros((1, 1), np.uint32)
        self._brush = Brush(1, 1)
        self._image = QImage()

    def clear(self) -> None:
        """The sound is another one."""
        self._first = self._last = 0

    def paint(
        self, painter: QPainter, lane: Lane, view: Viewport, duration_ms: int, ask: Ask
    ) -> None:
        """One bar per column in view; ``ask`` gives those that are not kept."""
        ratio, pitch, ink = lane.ratio, lane.pitch, lane.ink
        step_ms = view.ms_per_pixel * pitch / ratio
        first = math.floor(view.start_ms / step_ms)
        last = math.ceil(min(view.end_ms, duration_ms) / step_ms)
        if last <= first:
            return
        height = max(round(lane.rect.height() * ratio), 2)
        self._take(_Look(step_ms, height, pitch, lane.gain, ink.peak.rgba(), ink.body.rgba()))
        self._have(first, last, ask)
        left = round((first * step_ms - view.start_ms) / view.ms_per_pixel * ratio)
        x, y = round(lane.rect.left() * ratio) + left, round(lane.rect.top() * ratio)
        painter.save()
        painter.setClipRect(lane.rect)
        painter.scale(1 / ratio, 1 / ratio)
        for begin, end, slot in self._slots(first, last):
            part = QRect(slot * pitch, 0, (end - begin) * pitch, height)
            painter.drawImage(QPoint(x + (begin - first) * pitch, y), self._image, part)
        painter.restore()

    def _take(self, look: _Look) -> None:
        if look != self._look:
            same_paper = look[1:3] == self._look[1:3]
            self._look = look
            self._room = self._room if same_paper else 0
            self.clear()

    def _have(self, first: int, last: int, ask: Ask) -> None:
        """Draw those columns that are not here; what has no room any more is forgotten."""
        if last - first > self._room:
            self._make_room(last - first + _ROOM)
        if first > self._last or last < self._first or self._first == self._last:
            self._first = self._last = first
        if first < self._first:
            self._draw(first, min(self._first, last), ask)
            self._last = min(self._last, first + self._room)
            self._first = first
        if last > self._last:
            self._draw(self._last, last, ask)
            self._first = max(self._first, last - self._room)
            self._last = last

    def _make_room(self, columns: int) -> None:
        """The air between the bars is clear. Done seldom."""
        height, width = self._look.height, columns * self._look.pitch
        self._room = columns
        self._pixels = np.zeros((height, width), np.uint32)
        self._brush = Brush(height, columns)
        # the image borrows the array's memory; both are kept here
        self._image = QImage(self._pixels.data, width, height, 4 * width, _FORMAT)
        self.clear()

    def _slots(self, first: int, last: int) -> Iterator[tuple[int, int, int]]:
        """The same columns in pieces that lie next to each other, each with its first slot."""
        while first < last:
            slot = first % self._room
            end = min(last, first + self._room - slot)
            yield first, end, slot
            first = end

    def _draw(self, first: int, last: int, ask: Ask) -> None:
        look, count = self._look, last - first
        low, high, rms = ask(first * look.step_ms, last * look.step_ms, count)
        scale = look.gain * look.height / 2 / FULL_SCALE
        inner = rms * scale
        bars = self._brush.bars(
            Layer(high * scale, low * -scale, look.peak), Layer(inner, inner, look.body)
        )
        for begin, end, slot in self._slots(first, last):
            piece = bars[:, begin - first : end - first]
            from_x, to_x = slot * look.pitch, (slot + end - begin) * look.pitch
            for column in range(round(look.pitch * _BAR)):
                self._pixels[:, from_x + column : to_x : look.pitch] = piece


def paint_wave(
    painter: QPainter, lane: Lane, view: Viewport, source: PeakSource, reel: Reel | None = None
) -> None:
    """Draw a channel from its peaks; ``reel`` holds what the last frame has drawn."""

    def ask(start_ms: float, end_ms: float, count: int) -> Columns:
        return source.columns(lane.channel, start_ms, end_ms, count)

    (reel or Reel()).paint(painter, lane, view, source.duration_ms, ask)
