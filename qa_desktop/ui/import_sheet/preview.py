"""The first rows of a list as they will be understood, each with its problem if it has one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from qa_desktop.texts import Text
from qa_desktop.ui import i18n, theme
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.import_sheet.words import field_name, value_text

_Index = QModelIndex | QPersistentModelIndex
Taken = tuple[int, Any]
"""The row's number in the sheet and its record, or the ``Text`` that says why there is none."""


class PreviewModel(QAbstractTableModel):
    """Row number, what is wrong, and the fields that have a column."""

    def __init__(self) -> None:
        super().__init__()
        self._fields: list[str] = []
        self._rows: list[Taken] = []

    def show_rows(self, fields: Sequence[str], rows: Sequence[Taken]) -> None:
        self.beginResetModel()
        self._fields, self._rows = list(fields), list(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._fields) + 2

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        number, found = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(index.column(), number, found)
        if role == Qt.ItemDataRole.ForegroundRole and isinstance(found, Text):
            return theme.current().color("critical")
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 0:
            return theme.current().color("muted")
        return None

    def _words(self, column: int, number: int, found: Any) -> str:
        if column == 0:
            return str(number)
        if column == 1:
            is_wrong = isinstance(found, Text)
            return found.render(i18n.catalogue_language()) if is_wrong else ""
        return "" if isinstance(found, Text) else value_text(found, self._fields[column - 2])

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == 0:
            return translate("ImportSheet", "Row")
        if section == 1:
            return translate("ImportSheet", "What is wrong")
        return field_name(self._fields[section - 2])


def preview_table(model: PreviewModel, parent: QWidget) -> QTableView:
    table = QTableView(parent)
    table.setObjectName("sheet_preview")
    table.setModel(model)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(28)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setStretchLastSection(True)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    return table
