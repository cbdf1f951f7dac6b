"""One answer on the card: its key small, its name, and a colour that says how good it is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from qa_desktop.ui import theme
from qa_desktop.ui.inspect.answers import Tone

_PADDING = 9
_GAP = 4
_HEIGHT = 28
_LEAST_WIDTH = 28
_TONES = {"full": "strength", "part": "weakness", "fatal": "critical", "na": "note"}


class OptionButton(QAbstractButton):
    """Checkable; the card, not the button, decides what is checked."""

    def __init__(self, key: str = "", tone: Tone = "none", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self._tone = tone
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        # The number keys answer from wherever one is; Tab should not stop at each option
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_tone(self, tone: Tone) -> None:
        self._tone = tone
        self.update()

    def nextCheckState(self) -> None:
        """A click asks; what is checked follows from the answer."""

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(self._font(bold=True)).horizontalAdvance(self.text())
        if self._key:
            width += QFontMetricsF(self._key_font()).horizontalAdvance(self._key) + _GAP
        return QSize(max(round(width + 0.5) + 2 * _PADDING, _LEAST_WIDTH), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 44), _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme.current()
        frame, ground, ink = self._colors(colors)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(frame, 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        room = QRectF(self.rect()).adjusted(_PADDING, 0, -_PADDING, 0)
        painter.setPen(ink)
        if self._key:
            painter.setFont(self._key_font())
            painter.drawText(room.adjusted(0, -5, 0, -5), _LEFT, self._key)
            taken = QFontMetricsF(self._key_font()).horizontalAdvance(self._key) + _GAP
            room.setLeft(room.left() + taken)
        font = self._font(bold=self.isChecked())
        painter.setFont(font)
        words = QFontMetricsF(font).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width() + 1
        )
        painter.drawText(room, _LEFT if self._key else Qt.AlignmentFlag.AlignCenter, words)
        painter.end()

    def _colors(self, colors: theme.Palette) -> tuple[QColor, QColor, QColor]:
        if self.isChecked():
            strong, soft = colors.kind(_TONES.get(self._tone, "note"))
            return strong, soft, strong
        ground = "chip" if self.underMouse() and self.isEnabled() else "pane"
        return colors.color("line"), colors.color(ground), colors.color("muted")

    def _font(self, *, bold: bool) -> QFont:
        return theme.ui_font(-0.5, QFont.Weight.DemiBold if bold else QFont.Weight.Normal)

    def _key_font(self) -> QFont:
        return theme.ui_font(-2.75)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange):
            self.updateGeometry()
        super().changeEvent(event)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
