"""A small table of words: rows have a key, Enter or a double click opens one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

_ROW = 32


class PlainTable(QTableWidget):
    opened = Signal()

    def __init__(self, name: str, columns: int, parent: QWidget | None = None) -> None:
        super().__init__(0, columns, parent)
        self.setObjectName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    def set_headings(self, words: Sequence[str]) -> None:
        self.setHorizontalHeaderLabels(list(words))
        for column in range(self.columnCount()):
            align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            self.horizontalHeaderItem(column).setTextAlignment(align)

    def set_rows(self, rows: Sequence[tuple[str, Sequence[str]]]) -> None:
        """(key, cells); the same key stays selected, else the first."""
        chosen = self.chosen()
        self.blockSignals(True)
        self.setRowCount(len(rows))
        for row, (key, cells) in enumerate(rows):
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                item.setData(Qt.ItemDataRole.UserRole, key)
                self.setItem(row, column, item)
        self.blockSignals(False)
        keys = [key for key, _ in rows]
        if keys:
            self.selectRow(keys.index(chosen) if chosen in keys else 0)
        self.itemSelectionChanged.emit()

    def chosen(self) -> str | None:
        """The key of the selected row."""
        item = self.item(self.currentRow(), 0) if self.currentRow() >= 0 else None
        return item.data(Qt.ItemDataRole.UserRole) if item else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.opened.emit()
        else:
            super().keyPressEvent(event)
