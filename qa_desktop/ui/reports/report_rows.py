"""A table of a report as a model, and the painter of its cells: wrapped lines, seconds as links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from qa_desktop.reports.model import Cell, Place, Table, Words
from qa_desktop.texts import Language, render
from qa_desktop.ui import theme

_Index = QModelIndex | QPersistentModelIndex

PAD_X: Final = 8
PAD_Y: Final = 7
_LEAST_HEIGHT: Final = 34
_KEPT: Final = 2_000
"""Cells that stay laid out: some screenfuls."""
_LINE_END: Final = "\N{LINE SEPARATOR}"
_TONES: Final = {
    "good": "strength",
    "change": "weakness",
    "critical": "critical",
    "muted": "muted",
}

NOTHING: Final = Table((), ())


class ReportRows(QAbstractTableModel):
    """The rows, then the sums below them."""

    def __init__(self) -> None:
        super().__init__()
        self.table = NOTHING
        self.language: Language = "zh"

    def show_table(self, table: Table, language: Language) -> None:
        self.beginResetModel()
        self.table, self.language = table, language
        self.endResetModel()

    def cell(self, row: int, column: int) -> Cell:
        rows = self.table.rows
        return (rows[row] if row < len(rows) else self.table.foot[row - len(rows)])[column]

    def is_bold(self, row: int, column: int) -> bool:
        return row >= len(self.table.rows) or self.cell(row, column).tone == "strong"

    def lead(self, row: int) -> Place | None:
        """Where the whole row leads."""
        leads = self.table.leads
        return leads[row] if 0 <= row < len(leads) else None

    def places(self, row: int) -> list[tuple[str, Place]]:
        """Every moment that the row names, with the line in which it stands."""
        return [
            ("".join(run.render(self.language) for run in line if run.place is None), run.place)
            for column in range(self.columnCount())
            for line in self.cell(row, column).lines
            for run in line
            if run.place is not None
        ]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.table.rows) + len(self.table.foot)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.table.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.cell(index.row(), index.column()).render(self.language)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        column = self.table.columns[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return said(column.heading, self.language)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
        return None


def said(words: Words, language: Language) -> str:
    return words if isinstance(words, str) else render(words, language)


@dataclass(frozen=True)
class _Laid:
    """A cell in its column's width. What fits on one line and leads nowhere has no ``layout``:
    it is drawn ``indent`` pixels from the left."""

    words: str
    font: QFont
    color: str
    height: float
    indent: int = 0
    layout: QTextLayout | None = None
    links: tuple[tuple[int, int, Place], ...] = ()


class CellPainter(QStyledItemDelegate):
    """Cells are laid out when they are first drawn or measured, in the width that they have."""

    def __init__(self, rows: ReportRows, parent: Any) -> None:
        super().__init__(parent)
        self._rows = rows
        self._kept: dict[tuple[int, int], _Laid] = {}
        self._widths: list[int] = []
        self.set_widths([])

    def set_widths(self, widths: list[int]) -> None:
        """Also when rows or font are others."""
        self._widths = widths
        self._kept.clear()
        self._font = theme.ui_font(-1.0)
        self._bold = theme.ui_font(-1.0, QFont.Weight.DemiBold)
        self._measure = QFontMetrics(self._bold)
        self._widest = self._measure.horizontalAdvance("国")

    def height_of(self, row: int) -> int:
        """With the room around the words."""
        columns = range(len(self._widths))
        inside = max((self._laid(row, column).height for column in columns), default=0.0)
        return max(int(inside) + 2 * PAD_Y, _LEAST_HEIGHT)

    def place_at(self, row: int, column: int, x: float, y: float) -> Place | None:
        """What stands at a point of the cell, in pixels from its corner."""
        laid = self._laid(row, column)
        x, y = x - PAD_X, y - PAD_Y
        if laid.layout is None or not laid.links:
            return None
        for number in range(laid.layout.lineCount()):
            line = laid.layout.lineAt(number)
            if line.naturalTextRect().contains(QPointF(x, y)):
                at = _cursor(line.xToCursor(x, line.CursorPosition.CursorOnCharacter))
                return next((place for start, end, place in laid.links if start <= at < end), None)
        return None

    def _laid(self, row: int, column: int) -> _Laid:
        found = self._kept.get((row, column))
        if found is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            found = self._kept[row, column] = self._lay_out(row, column)
        return found

    def _lay_out(self, row: int, column: int) -> _Laid:
        cell = self._rows.cell(row, column)
        words, links = _words_and_links(cell, self._rows.language)
        font = self._bold if self._rows.is_bold(row, column) else self._font
        color = _TONES.get(cell.tone, "ink")
        room = self._widths[column] - 2 * PAD_X
        is_number = self._rows.table.columns[column].is_number
        # No sign is wider than a Chinese one: short words need no layout
        if not links and len(cell.lines) < 2 and len(words) * self._widest <= room:
            indent = room - QFontMetrics(font).horizontalAdvance(words) if is_number else 0
            return _Laid(words, font, color, self._measure.lineSpacing(), indent)
        layout = QTextLayout(words, font)
        layout.setCacheEnabled(True)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        if is_number:
            option.setAlignment(Qt.AlignmentFlag.AlignRight)
        layout.setTextOption(option)
        height = _break_lines(layout, room)
        return _Laid(words, font, color, height, layout=layout, links=links)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row, column = index.row(), index.column()
        if column >= len(self._widths):
            return
        laid, colors, room = self._laid(row, column), theme.current(), option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, colors.color("current"))
        painter.setPen(colors.color("line"))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        painter.setPen(colors.color(laid.color))
        left, top = room.x() + PAD_X, room.y() + PAD_Y
        if laid.layout is None:
            if laid.words:
                painter.setFont(laid.font)
                painter.drawText(left + laid.indent, top + self._measure.ascent(), laid.words)
            return
        link = QTextCharFormat()
        link.setForeground(colors.color("accent"))
        ranges = [_range(start, end - start, link) for start, end, _ in laid.links]
        laid.layout.draw(painter, QPointF(left, top), ranges)


def _words_and_links(
    cell: Cell, language: Language
) -> tuple[str, tuple[tuple[int, int, Place], ...]]:
    words, links = "", []
    for number, line in enumerate(cell.lines):
        words += _LINE_END if number else ""
        for run in line:
            start = len(words)
            words += run.render(language)
            if run.place is not None:
                links.append((start, len(words), run.place))
    return words, tuple(links)


def _break_lines(layout: QTextLayout, width: int) -> float:
    """The height of all lines, in pixels."""
    height = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return height


def _range(start: int, length: int, form: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, form
    return made


def _cursor(found: Any) -> int:
    """Some versions of the binding give the x with it."""
    return int(found[0] if isinstance(found, tuple) else found)
