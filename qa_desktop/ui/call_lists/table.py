"""A table of the call-lists screen: the place that is chosen stays; rows can be dropped on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from qa_desktop.store.call_lists import LazyRows
from qa_desktop.ui import theme
from qa_desktop.ui.call_lists.models import ListModel

_EMPTY_MARGINS = (24, 24, -24, -24)
_EMPTY_WAY = int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap)
_ROW = "application/x-qa-desktop-listed-row"


class ListTable(QTableView):
    """Shows a ``ListModel``; ``key_of`` tells its rows apart, also when their content changed."""

    moved = Signal()
    """Another row is current."""
    row_dropped = Signal(int)
    """A row of a call list was dropped on this row here."""

    def __init__(
        self,
        model: ListModel[Any],
        name: str,
        key_of: Callable[[Any], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._model: ListModel[Any] = model
        self._empty = ""
        self._key_of = key_of
        model.setParent(self)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setDefaultSectionSize(32)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        for place, column in enumerate(model.columns):
            self.setColumnWidth(place, column.width)
            if column.stretches:
                heads.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentRowChanged.connect(lambda _now, _before: self.moved.emit())

    def set_rows(self, rows: Sequence[Any], *, chooses: bool = True) -> None:
        """Fresh rows; the chosen one stays chosen. Where it is gone, the next comes up; with
        ``chooses`` false none is chosen unless it was."""
        held, place = self.current(), self.currentIndex().row()
        self._model.set_rows(rows)
        if rows:
            found = self._place_of(held, rows, place) if held is not None else -1
            if found >= 0 or chooses:
                self.selectRow(found if found >= 0 else min(max(place, 0), len(rows) - 1))

    def _place_of(self, held: Any, rows: Sequence[Any], likely: int) -> int:
        """-1 where it is gone; mostly it is where it was."""
        key = self._key_of(held)
        if likely < len(rows) and self._key_of(rows[likely]) == key:
            return likely
        if isinstance(rows, LazyRows):  # knows without making each of its rows
            return rows.place_of(held.n)
        return next((place for place, row in enumerate(rows) if self._key_of(row) == key), -1)

    def say_empty(self, words: str) -> None:
        """What stands here while there are no rows."""
        self._empty = words
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._empty and not self._model.rows:
            painter = QPainter(self.viewport())
            painter.setPen(theme.current().color("muted"))
            room = self.viewport().rect().adjusted(*_EMPTY_MARGINS)
            painter.drawText(room, _EMPTY_WAY, self._empty)
            painter.end()

    def current(self) -> Any:
        """The row that is current, or None."""
        place = self.currentIndex().row()
        return self._model.rows[place] if 0 <= place < len(self._model.rows) else None

    def chosen(self) -> list[Any]:
        """All rows that are selected."""
        return [self._model.rows[index.row()] for index in self.selectionModel().selectedRows()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and Enter are acts of the screen, they do not search the first column."""
        is_letter = bool(event.text()) and event.text().isprintable()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if (is_letter or is_enter) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._model.retranslate()
        super().changeEvent(event)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        drag = QDrag(self)
        data = QMimeData()
        data.setData(_ROW, b"row")
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.LinkAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(_ROW):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(_ROW) and self.indexAt(event.position().toPoint()).isValid():
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        place = self.indexAt(event.position().toPoint()).row()
        if event.mimeData().hasFormat(_ROW) and place >= 0:
            event.acceptProposedAction()
            self.row_dropped.emit(place)
