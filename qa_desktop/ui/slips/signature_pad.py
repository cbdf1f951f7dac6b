"""A pad to sign on with mouse, touch or pen; what is signed are its strokes."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from qa_desktop.ui import theme
from qa_desktop.ui.i18n import translate

SCALE = 10_000
"""Coordinates run from 0 to this along each side, whatever size the pad had."""
MOST_POINTS = 5_000
"""Of a signature: some 60 bytes of journal for each would be far more than a name needs."""
_RATIO = 0.3
"""Height for width: so that strokes keep their form on paper."""

Stroke = list[list[int]]


class SignaturePad(QWidget):
    """``strokes`` is a list of strokes, each a list of [x, y, ms since the first touch]."""

    changed = Signal()

    def __init__(
        self, parent: QWidget | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self.setObjectName("signature_pad")
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(240)
        self._clock = clock
        self._begun: float | None = None
        self._strokes: list[Stroke] = []
        self._is_down = False
        self.retranslate()

    # -- what was signed

    @property
    def strokes(self) -> list[Stroke]:
        """Whole strokes; a single touch is none, as nobody's name is a dot."""
        return [[list(point) for point in stroke] for stroke in self._strokes if len(stroke) > 1]

    @property
    def is_signed(self) -> bool:
        return bool(self.strokes)

    def clear(self) -> None:
        self._strokes, self._begun, self._is_down = [], None, False
        self.update()
        self.changed.emit()

    # -- drawing

    def _begin(self, at: QPointF) -> None:
        if self._begun is None:
            self._begun = self._clock()
        self._is_down = True
        self._strokes.append([])
        self._add(at)

    def _add(self, at: QPointF) -> None:
        if not self._is_down or sum(map(len, self._strokes)) >= MOST_POINTS:
            return
        assert self._begun is not None  # noqa: S101
        point = [
            _scaled(at.x(), self.width()),
            _scaled(at.y(), self.height()),
            round((self._clock() - self._begun) * 1_000),
        ]
        stroke = self._strokes[-1]
        if not stroke or stroke[-1][:2] != point[:2]:
            stroke.append(point)
            self.update()

    def _end(self) -> None:
        if self._is_down:
            self._is_down = False
            if len(self._strokes[-1]) < 2:
                self._strokes.pop()
                self.update()
            self.changed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._add(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        """A pen: accepted, so that Qt makes no mouse of it."""
        if event.type() == QEvent.Type.TabletPress:
            self._begin(event.position())
        elif event.type() == QEvent.Type.TabletMove:
            self._add(event.position())
        elif event.type() == QEvent.Type.TabletRelease:
            self._end()
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            self._touch(event)
            return True
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        return super().event(event)

    def _touch(self, event: QTouchEvent) -> None:
        """One finger signs; a resting palm does not."""
        points = event.points()
        if event.type() == QEvent.Type.TouchBegin and points:
            self._begin(points[0].position())
        elif event.type() == QEvent.Type.TouchUpdate and points:
            self._add(points[0].position())
        elif event.type() in (QEvent.Type.TouchEnd, QEvent.Type.TouchCancel):
            self._end()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._strokes:
            self.clear()
        else:
            super().keyPressEvent(event)

    # -- the widget itself

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * _RATIO)

    def sizeHint(self) -> QSize:
        return QSize(400, self.heightForWidth(400))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    def retranslate(self) -> None:
        self.setAccessibleName(translate("Slips", "Sign here"))
        self.setAccessibleDescription(
            translate("Slips", "Write your name with mouse, finger or pen. Del begins again.")
        )
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, width = ("accent", 2) if self.hasFocus() else ("edge", 1)
        painter.setPen(QPen(colors.color(edge), width))
        painter.setBrush(colors.color("pane"))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), 6, 6)
        base = self.height() * 0.78
        painter.setPen(QPen(colors.color("line"), 1))
        painter.drawLine(QPointF(16, base), QPointF(self.width() - 16, base))
        if not self._strokes:
            painter.setPen(colors.color("muted"))
            words = translate("Slips", "Sign here")
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)
        paint_strokes(painter, self._strokes, self.size(), QPen(colors.color("ink"), 2))


def paint_strokes(painter: QPainter, strokes: list[Stroke], size: QSize, pen: QPen) -> None:
    """The strokes, as large as ``size``."""
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    for stroke in strokes:
        line = [QPointF(x * size.width() / SCALE, y * size.height() / SCALE) for x, y, _ in stroke]
        painter.drawPolyline(QPolygonF(line))


def _scaled(value: float, side: int) -> int:
    return min(max(round(value * SCALE / max(side, 1)), 0), SCALE)
