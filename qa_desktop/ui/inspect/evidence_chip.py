"""A piece of evidence on the card: ▶ its seconds and its words; a click goes there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from qa_desktop.domain.annotations import Annotation
from qa_desktop.ui import theme
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.inspect.annotation_list import time_text
from qa_desktop.ui.timeline.spoken import kind_name

_PADDING = 9
_WORDS_AT_MOST = 16
_HEIGHT = 28


class EvidenceChip(QAbstractButton):
    """In the colour of the annotation's kind."""

    opened = Signal(str)

    def __init__(self, annotation: Annotation, item: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._annotation = annotation
        self.setObjectName(f"chip_{item}")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: self.opened.emit(annotation.id))
        self.retranslate()

    def retranslate(self) -> None:
        annotation = self._annotation
        line = " ".join(annotation.text.split())
        short = line if len(line) <= _WORDS_AT_MOST else line[: _WORDS_AT_MOST - 1] + "…"
        self.setText(f"▶ {time_text(annotation)} {short}".rstrip())
        self.setToolTip(annotation.text)
        self.setAccessibleName(
            translate("CardPanel", "Evidence: {kind} at {time}, {words}").format(
                kind=kind_name(annotation.kind), time=time_text(annotation), words=line
            )
        )
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(theme.ui_font(-1)).horizontalAdvance(self.text())
        return QSize(round(width + 0.5) + 2 * _PADDING, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        strong, soft = theme.current().kind(self._annotation.kind)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(soft)
        box = QRectF(self.rect()).adjusted(0, 4, 0, -4)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(strong)
        font = theme.ui_font(-1)
        painter.setFont(font)
        room = QRectF(self.rect()).adjusted(_PADDING, 0, -_PADDING, 0)
        words = QFontMetricsF(font).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width() + 1
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
        super().changeEvent(event)
