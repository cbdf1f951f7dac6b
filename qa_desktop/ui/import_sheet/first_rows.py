"""The first rows of a sheet as they stand there; one of them holds the headings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from qa_desktop.domain.masking import mask_in_text
from qa_desktop.exchange.headings import WITHIN, column_letters
from qa_desktop.exchange.sheets import NumberedRow
from qa_desktop.ui import theme
from qa_desktop.ui.i18n import translate

_Index = QModelIndex | QPersistentModelIndex
_WIDEST = 180


class _Model(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[NumberedRow] = []
        self.heading_row = 0
        self._columns = 0

    def show_rows(self, opening: Sequence[NumberedRow], heading_row: int) -> None:
        self.beginResetModel()
        self.rows = [row for row in opening if row[0] <= WITHIN]
        self.heading_row = heading_row
        self._columns = max((len(row) for _, row in self.rows), default=0)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._columns

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        number, cells = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            at = index.column()
            return mask_in_text(cells[at]) if at < len(cells) else ""
        if role == Qt.ItemDataRole.FontRole and number == self.heading_row:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.ForegroundRole and number < self.heading_row:
            return theme.current().color("muted")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return column_letters(section)
        return str(self.rows[section][0])


class FirstRows(QTableView):
    """A click on a row, or Enter, says that the headings stand there."""

    heading_row_chosen = Signal(int)
    """The row's number in the sheet, from 1 on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("sheet_first_rows")
        self.setAccessibleName(translate("ImportSheet", "First rows of the sheet"))
        self.setToolTip(translate("ImportSheet", "Choose the row that holds the headings"))
        self._model = _Model(self)
        self.setModel(self._model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().setDefaultSectionSize(28)
        self.clicked.connect(lambda index: self._choose(index.row()))
        self.activated.connect(lambda index: self._choose(index.row()))
        self.verticalHeader().sectionClicked.connect(self._choose)

    def show_rows(self, opening: Sequence[NumberedRow], heading_row: int) -> None:
        self._model.show_rows(opening, heading_row)
        self.resizeColumnsToContents()
        for column in range(self._model.columnCount()):
            self.setColumnWidth(column, min(self.columnWidth(column), _WIDEST))
        numbers = [number for number, _ in self._model.rows]
        if heading_row in numbers:
            self.selectRow(numbers.index(heading_row))

    def _choose(self, place: int) -> None:
        number = self._model.rows[place][0]
        if number != self._model.heading_row:
            self.heading_row_chosen.emit(number)
