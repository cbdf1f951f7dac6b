"""A table of calls: Enter or a double click opens one, the selection survives a refresh."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from qa_desktop.ui.calls.models import ID_ROLE, RowsModel


class RowsTable(QTableView):
    """Shows a ``RowsModel``."""

    call_chosen = Signal(str)

    def __init__(self, model: RowsModel[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        model.setParent(self)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setDefaultSectionSize(34)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads = self.horizontalHeader()
        heads.setStretchLastSection(False)
        heads.setHighlightSections(False)
        for column in range(model.columnCount()):
            self.setColumnWidth(column, model.width_of(column))
            if model.stretches(column):
                heads.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(self._open)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Fresh rows; the same call stays selected, else the first."""
        chosen = self.currentIndex().data(ID_ROLE)
        self._model.set_rows(rows)
        if rows:
            self.selectRow(max(self._model.row_of(chosen), 0) if chosen else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.text().isprintable() and event.text() and not event.modifiers():
            event.ignore()  # letters filter the screen, they do not search the first column
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._model.retranslate()
        super().changeEvent(event)

    def _open(self, index: QModelIndex) -> None:
        call = index.data(ID_ROLE)
        if call:
            self.call_chosen.emit(call)
