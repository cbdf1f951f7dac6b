"""How the palette's list is painted: a heading over each group, words left, key or reason right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from qa_desktop.ui import theme

ENTRY = Qt.ItemDataRole.UserRole
"""The ``Entry`` of a row; None for a heading."""

_ROW, _HEADING, _MARGIN, _GAP = 32, 28, 16, 12


class RowPainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(0, _ROW if index.data(ENTRY) is not None else _HEADING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        colors, entry = theme.current(), index.data(ENTRY)
        room = option.rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        painter.save()
        if entry is None:
            font = QFont(option.font)
            font.setPointSizeF(font.pointSizeF() * 0.9)
            painter.setFont(font)
            _write(painter, room, index.data(), colors.muted, Qt.AlignmentFlag.AlignLeft)
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.color("question_soft"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(option.rect.adjusted(8, 1, -8, -1), 6, 6)
        right = entry.why_not or entry.key
        width = min(painter.fontMetrics().horizontalAdvance(right), room.width() // 2)
        _write(
            painter,
            QRect(room.right() - width, room.top(), width + 1, room.height()),
            right,
            colors.muted,
            Qt.AlignmentFlag.AlignRight,
        )
        left = room.adjusted(0, 0, -(width + _GAP if right else 0), 0)
        ink = colors.muted if entry.why_not else colors.ink
        used = _write(painter, left, entry.title, ink, Qt.AlignmentFlag.AlignLeft)
        rest = left.adjusted(used + _GAP, 0, 0, 0)
        if rest.width() > _GAP:
            _write(painter, rest, entry.detail, colors.muted, Qt.AlignmentFlag.AlignLeft)
        painter.restore()


def _write(painter: QPainter, room: QRect, words: str, color: str, side: Qt.AlignmentFlag) -> int:
    """The width that the words take, cut short where there is no more."""
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.setPen(color)
    painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)
    return painter.fontMetrics().horizontalAdvance(shown)
