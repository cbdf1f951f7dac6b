"""How the list of agents looks and takes keys."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from qa_desktop.ui.roster.agents_model import AgentsModel
from qa_desktop.ui.sorted_heads import SortedHeads

_ROW = 34


class AgentsTable(QTableView):
    """Letters are left to the page, which searches."""

    opened = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, model: AgentsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("roster_table")
        model.setParent(self)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setDefaultSectionSize(_ROW)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads = SortedHeads(self)
        heads.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        heads.setStretchLastSection(True)
        for column in range(model.columnCount()):
            self.setColumnWidth(column, model.width_of(column))
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.opened.emit()
        elif event.text().isprintable() and event.text().strip() and not event.modifiers():
            event.ignore()  # letters search, they do not walk the first column
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By mouse where it points, by the menu key beside the current row."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.menu_wanted.emit(event.globalPos())
        else:
            place = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_wanted.emit(self.viewport().mapToGlobal(place))
