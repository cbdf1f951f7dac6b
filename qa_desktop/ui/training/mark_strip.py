"""The sound of a question on a strip: listened to, and marked at a second."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from qa_desktop.domain.durations import format_position
from qa_desktop.ui import theme
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.timeline import spoken
from qa_desktop.ui.timeline.reel import paint_wave
from qa_desktop.ui.timeline.scene import lane_inks
from qa_desktop.ui.timeline.source import PeakSource
from qa_desktop.ui.timeline.viewport import Viewport
from qa_desktop.ui.timeline.waves import Lane, gain_of

_HEIGHT: Final = 120
_SKIP_MS: Final = 1_000


class MarkStrip(QWidget):
    """A click or the arrows move the playhead, Space plays, M or Enter marks the second there."""

    moved = Signal(int)
    """The person put the playhead there (ms of the recording)."""
    marked = Signal(int)
    play_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mark_strip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self._source: PeakSource | None = None
        self._span = (0, 1)
        self._at_ms = 0
        self.mark_ms: int | None = None
        self._words = ""
        self._speak()

    def set_source(self, source: PeakSource | None) -> None:
        self._source = source
        self.update()

    def set_span(self, from_ms: int, to_ms: int, mark_ms: int | None = None) -> None:
        """What of the recording is asked about, and what was marked in it."""
        self._span, self.mark_ms, self._at_ms = (from_ms, max(to_ms, from_ms + 1)), mark_ms, from_ms
        self._speak()

    def set_position(self, ms: int) -> None:
        """Where it is being played."""
        self._at_ms = ms
        self._speak()

    def set_mark(self, ms: int | None) -> None:
        self.mark_ms = ms
        self._speak()

    def _speak(self) -> None:
        words = translate("Training", "Sound of the question, at {at}").format(
            at=format_position(self._at_ms - self._span[0])
        )
        if self.mark_ms is not None:
            told = translate("Training", "marked at {at}")
            words += ", " + told.format(at=format_position(self.mark_ms - self._span[0]))
        self._words = words
        self.setAccessibleName(words)
        self.update()

    def spoken_state(self) -> str:
        """As a screen reader says it."""
        return self._words

    def sizeHint(self) -> QSize:
        return QSize(560, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    # -- painting

    @property
    def _view(self) -> Viewport:
        begin, end = self._span
        return Viewport(end, max(self.width(), 1), begin, end - begin)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors, rect = theme.current(), QRectF(self.rect())
        painter = QPainter(self)
        painter.fillRect(rect, colors.color("overview"))
        self._paint_sound(painter, rect)
        self._line(painter, self._at_ms, colors.color("playhead"), 2)
        if self.mark_ms is not None:
            self._line(painter, self.mark_ms, colors.color("accent"), 4)
        width = 2 if self.hasFocus() else 1
        painter.setPen(QPen(colors.color("accent" if self.hasFocus() else "line"), width))
        painter.drawRect(rect.adjusted(width / 2, width / 2, -width / 2, -width / 2))
        painter.end()

    def _paint_sound(self, painter: QPainter, rect: QRectF) -> None:
        colors, source = theme.current(), self._source
        if source is None:
            painter.setPen(colors.color("muted"))
            words = translate("ClipStrip", "Reading the sound…")
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
            return
        count = min(source.channels, 2)
        height, gain = (rect.height() - 8) / max(count, 1), gain_of(source)
        for channel, ink in zip(range(count), lane_inks(colors), strict=False):
            lane_rect = QRectF(0, 4 + channel * height, rect.width(), height)
            lane = Lane(lane_rect, channel, gain, ink, self.devicePixelRatioF())
            paint_wave(painter, lane, self._view, source)

    def _line(self, painter: QPainter, ms: int, color: QColor, width: int) -> None:
        x = round(self._view.x_of(ms))
        painter.fillRect(QRectF(x - width / 2, 0, width, self.height()), color)

    # -- acts

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._put(self._view.ms_at(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, fine = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        step = _SKIP_MS // 10 if fine else _SKIP_MS
        if key == Qt.Key.Key_Space:
            self.play_wanted.emit()
        elif key in (Qt.Key.Key_M, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.mark_here()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._put(self._at_ms + (step if key == Qt.Key.Key_Right else -step))
        else:
            super().keyPressEvent(event)

    def mark_here(self) -> None:
        self.set_mark(self._at_ms)
        self.marked.emit(self._at_ms)

    def _put(self, ms: int) -> None:
        self.set_position(min(max(ms, self._span[0]), self._span[1]))
        self.moved.emit(self._at_ms)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._speak()
        super().changeEvent(event)


spoken.install(MarkStrip)
