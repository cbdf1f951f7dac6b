"""Marks the searched words in the cells of a list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from qa_desktop.domain.folding import found_spans
from qa_desktop.ui import theme


class FoundWords(QStyledItemDelegate):
    """``words`` gives the folded words; for columns that the search looks into."""

    def __init__(self, words: Callable[[], tuple[str, ...]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        text = str(index.data() or "")
        spans = found_spans(text, self._words())
        if not spans:
            super().paint(painter, option, index)
            return
        own = QStyleOptionViewItem(option)
        self.initStyleOption(own, index)
        own.text = ""
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, own, painter, option.widget)
        own.text = text
        room = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, own, option.widget)
        _draw(painter, own, room.adjusted(2, 0, -2, 0), text, spans)


def _draw(
    painter: QPainter,
    option: QStyleOptionViewItem,
    room: QRect,
    text: str,
    spans: list[tuple[int, int]],
) -> None:
    """The text on one line; where the first mark would be cut off, the beginning is."""
    measure = option.fontMetrics
    if measure.horizontalAdvance(text[: spans[0][1]]) > room.width():
        cut = max(spans[0][0] - 8, 0)
        text, spans = f"…{text[cut:]}", [(a - cut + 1, b - cut + 1) for a, b in spans]
    shown = measure.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.save()
    painter.setClipRect(room)
    for start, end in spans:
        left = room.left() + measure.horizontalAdvance(text[:start])
        right = room.left() + measure.horizontalAdvance(text[:end])
        mark = QRect(
            left, room.center().y() - measure.height() // 2, right - left, measure.height()
        )
        painter.fillRect(mark, theme.current().color("weakness_soft"))
    painter.setFont(option.font)
    painter.setPen(option.palette.color(QPalette.ColorRole.Text))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
    painter.restore()
