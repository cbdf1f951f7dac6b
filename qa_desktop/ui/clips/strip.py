"""The sound of a clip on one strip: its ends, and the parts that nobody is to hear."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from qa_desktop.domain.clips import Span
from qa_desktop.domain.durations import format_position
from qa_desktop.ui import theme
from qa_desktop.ui.clips.strip_model import LEAST_MS, Edge, StripModel
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.timeline import spoken
from qa_desktop.ui.timeline.reel import paint_wave
from qa_desktop.ui.timeline.scene import lane_inks, veiled
from qa_desktop.ui.timeline.source import PeakSource
from qa_desktop.ui.timeline.viewport import Viewport
from qa_desktop.ui.timeline.waves import Lane, gain_of

_HEIGHT: Final = 96
_REACH: Final = 6
"""Pixels from an edge at which it is taken hold of."""
_STEPS_MS: Final = {
    Qt.KeyboardModifier.NoModifier: 100,
    Qt.KeyboardModifier.ShiftModifier: 10,
    Qt.KeyboardModifier.ControlModifier: 1_000,
}


class ClipStrip(QWidget):
    """Drag over a part to hide it; B begins and ends one at the cursor, Del takes it away, Space
    plays from the cursor. Its model is the truth, its owner listens for ``changed``."""

    changed = Signal()
    """The clip's ends or what is hidden, by the person."""
    moved = Signal(int)
    """The person put the cursor there."""
    play_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("clip_strip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(translate("ClipStrip", "Sound of the clip"))
        self.model = StripModel(1, (0, 1), 0)
        self._source: PeakSource | None = None
        self._gain = 1.0
        self._pressed_ms: int | None = None
        self._begun_before: int | None = None
        """A part that the key began before the button was pressed: a click goes on with it."""
        self._drag: tuple[Span, Edge] | None = None
        self._shown: Span = (0, 1)

    def set_source(self, source: PeakSource | None) -> None:
        self._source = source
        self._gain = 1.0 if source is None else gain_of(source)
        self.update()

    def set_model(self, model: StripModel) -> None:
        """From outside: another clip, other ends; emits nothing."""
        self.model, self._shown = model, model.shown
        self.update()

    def set_cursor(self, ms: int) -> None:
        """Where it is being played."""
        self.model = self.model.at(ms)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(560, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    # -- painting

    @property
    def _view(self) -> Viewport:
        begin, end = self._shown
        return Viewport(self.model.duration_ms, max(self.width(), 1), begin, max(end - begin, 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors, view = theme.current(), self._view
        painter = QPainter(self)
        rect = QRectF(self.rect())
        painter.fillRect(rect, colors.color("overview"))
        self._paint_sound(painter, rect, view)
        begin, end = (view.x_of(ms) for ms in self.model.clip)
        veil = veiled(colors.color("background"), 0.72)
        painter.fillRect(QRectF(0, 0, begin, rect.height()), veil)
        painter.fillRect(QRectF(end, 0, rect.width() - end, rect.height()), veil)
        for span in self.model.hidden:
            self._paint_hidden(painter, view, span)
        if self.model.begun_ms is not None:
            ends = sorted((self.model.begun_ms, self.model.cursor_ms))
            self._paint_hidden(painter, view, (ends[0], ends[1]))
        for x in (begin, end):
            painter.fillRect(QRectF(round(x) - 1, 0, 2, rect.height()), colors.color("accent"))
        x = round(view.x_of(self.model.cursor_ms))
        painter.fillRect(QRectF(x - 1, 0, 2, rect.height()), colors.color("playhead"))
        width = 2 if self.hasFocus() else 1
        painter.setPen(QPen(colors.color("accent" if self.hasFocus() else "line"), width))
        painter.drawRect(rect.adjusted(width / 2, width / 2, -width / 2, -width / 2))
        painter.end()

    def _paint_sound(self, painter: QPainter, rect: QRectF, view: Viewport) -> None:
        colors, source = theme.current(), self._source
        if source is None:
            painter.setPen(colors.color("muted"))
            painter.drawText(
                rect, Qt.AlignmentFlag.AlignCenter, translate("ClipStrip", "Reading the sound…")
            )
            return
        count = min(source.channels, 2)
        height = (rect.height() - 8) / max(count, 1)
        for channel, ink in zip(range(count), lane_inks(colors), strict=False):
            lane_rect = QRectF(0, 4 + channel * height, rect.width(), height)
            lane = Lane(lane_rect, channel, self._gain, ink, self.devicePixelRatioF())
            paint_wave(painter, lane, view, source)

    def _paint_hidden(self, painter: QPainter, view: Viewport, span: Span) -> None:
        """Hatched, so that it is not told by its colour alone."""
        colors = theme.current()
        left, right = view.x_of(span[0]), view.x_of(span[1])
        part = QRectF(left, 0, max(right - left, 2), self.height())
        color: QColor = colors.color("critical")
        painter.fillRect(part, veiled(colors.color("critical_soft"), 0.85))
        painter.fillRect(part, QBrush(veiled(color, 0.8), Qt.BrushStyle.BDiagPattern))
        pen = QPen(color, 2 if span == self.model.chosen else 1)
        painter.setPen(pen)
        painter.drawRect(part.adjusted(0.5, 0.5, -0.5, -0.5))

    # -- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed_ms = self._ms_at(event.position())
        self._drag = self._edge_at(event.position())
        self._begun_before = self.model.begun_ms
        if self._drag is None:
            self._put(self._pressed_ms)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        ms = self._ms_at(event.position())
        if self._drag is not None:
            self.model, span = self.model.moved(*self._drag, ms)
            self._drag = span, self._drag[1]
            self.update()
        elif self._pressed_ms is not None:
            self.model = replace(self.model.at(ms), begun_ms=self._pressed_ms)
            self.update()
        else:
            near = self._edge_at(event.position())
            shape = Qt.CursorShape.SizeHorCursor if near else Qt.CursorShape.IBeamCursor
            self.setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._pressed_ms is None:
            return
        pressed, self._pressed_ms = self._pressed_ms, None
        ms = self._ms_at(event.position())
        if self._drag is not None:
            self._drag = None
            self._change(self.model.settled())
        elif abs(ms - pressed) >= LEAST_MS and self.model.begun_ms is not None:
            self._change(self.model.hiding((pressed, ms)))
        else:
            self.model = replace(self.model, begun_ms=self._begun_before)
            self.update()

    def _ms_at(self, point: QPointF) -> int:
        return self._view.ms_at(point.x())

    def _edge_at(self, point: QPointF) -> tuple[Span, Edge] | None:
        return self.model.edge_at(self._ms_at(point), _REACH * self._view.ms_per_pixel)

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        step = _STEPS_MS.get(held, 0)
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and step:
            self._put(self.model.cursor_ms + (step if key == Qt.Key.Key_Right else -step))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._put(self.model.clip[0 if key == Qt.Key.Key_Home else 1])
        elif key == Qt.Key.Key_Space:
            self.play_wanted.emit()
        elif key == Qt.Key.Key_B and not held:
            self.toggle_hidden()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_hidden()
        elif key == Qt.Key.Key_Escape and self.model.begun_ms is not None:
            self._change(replace(self.model, begun_ms=None))  # once more closes the dialog
        else:
            super().keyPressEvent(event)

    def toggle_hidden(self) -> None:
        """Begin a hidden part at the cursor, or end it."""
        self._change(self.model.toggle())

    def remove_hidden(self) -> None:
        """The one at the cursor is heard again."""
        if self.model.chosen is not None or self.model.begun_ms is not None:
            self._change(self.model.without_chosen())

    def _put(self, ms: int) -> None:
        self.model = self.model.at(ms)
        self.update()
        spoken.announce(self)
        self.moved.emit(self.model.cursor_ms)

    def _change(self, model: StripModel) -> None:
        self.model = model
        self.update()
        spoken.announce(self)
        self.changed.emit()

    # -- words

    def spoken_state(self) -> str:
        """For a screen reader."""
        model = self.model
        words = translate("ClipStrip", "{at}, clip from {begin} to {end}, hidden parts: {count}")
        return words.format(
            at=format_position(model.cursor_ms),
            begin=format_position(model.clip[0]),
            end=format_position(model.clip[1]),
            count=len(model.hidden_here()),
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(translate("ClipStrip", "Sound of the clip"))
        super().changeEvent(event)


spoken.install(ClipStrip)
