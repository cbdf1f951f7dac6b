"""The sound of the case with its stops: what was heard is blue."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from qa_desktop.domain.clips import Span
from qa_desktop.domain.durations import format_duration
from qa_desktop.domain.playlist import Stop
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.presenter.look import AHEAD, HEARD, MUTED, STOP, color
from qa_desktop.ui.timeline.source import PeakSource

_PITCH: Final = 4
"""Pixels from bar to bar."""
_DOTS: Final = 28


class StageWave(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stage_wave")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._source: PeakSource | None = None
        self._span: Span = (0, 1)
        self._stops: Sequence[Stop] = ()
        self._current: str | None = None
        self._told: Container[str] = ()
        self._at_ms = 0
        self._bars: np.ndarray = np.zeros(0)

    def set_source(self, source: PeakSource | None) -> None:
        self._source = source
        self._measure()

    def set_case(self, span: Span, stops: Sequence[Stop]) -> None:
        self._span, self._stops = span, stops
        self._measure()

    def set_current(self, stop: str | None, told: Container[str]) -> None:
        """The stop that is talked about; of which the room has seen the comment. The others
        have no colour yet: it would answer what the room is asked."""
        self._current, self._told = stop, told
        self.update()

    def set_position(self, ms: int) -> None:
        if ms != self._at_ms:
            self._at_ms = ms
            self.update()
            begin, end = self._span
            words = translate("Presenter", "{at} of {end}").format(
                at=format_duration(max(ms - begin, 0)), end=format_duration(end - begin)
            )
            self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        return QSize(600, 150)

    def resizeEvent(self, _event: object) -> None:
        self._measure()

    def _measure(self) -> None:
        """The height of each bar, 0 to 1; both channels together."""
        count = max(self.width() // _PITCH, 1)
        self._bars = np.zeros(count)
        begin, end = self._span
        if self._source is not None and end > begin:
            lanes = [
                np.maximum(np.abs(high.astype(np.int32)), np.abs(low.astype(np.int32)))
                for channel in range(self._source.channels)
                for low, high, _rms in [self._source.columns(channel, begin, end, count)]
            ]
            peaks = np.max(lanes, axis=0) if lanes else np.zeros(count)
            self._bars = np.sqrt(peaks / max(int(peaks.max(initial=1)), 1))
        self.update()

    def _x_of(self, ms: int) -> float:
        begin, end = self._span
        share = (ms - begin) / max(end - begin, 1)
        return min(max(share, 0.0), 1.0) * self.width()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        room = self.height() - _DOTS
        heard_to = self._x_of(self._at_ms)
        for number, share in enumerate(self._bars):
            x = number * _PITCH
            half = max(float(share) * room / 2, 2.0)
            painter.setBrush(color(HEARD if x < heard_to else AHEAD))
            painter.drawRoundedRect(QRectF(x, room / 2 - half, _PITCH - 1.5, half * 2), 1, 1)
        for stop in self._stops:
            kind = STOP.get(stop.kind, STOP["question"])
            self._paint_stop(painter, stop, room, kind if stop.id in self._told else MUTED)
        painter.end()

    def _paint_stop(self, painter: QPainter, stop: Stop, room: float, ink: str) -> None:
        x = self._x_of(stop.at_ms)
        radius = 9.0 if stop.id == self._current else 6.0
        x = min(max(x, radius), self.width() - radius)
        painter.setPen(QPen(color(ink, 0.5), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, 4), QPointF(x, room - 4))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(ink))
        painter.drawEllipse(QPointF(x, room + _DOTS / 2), radius, radius)
