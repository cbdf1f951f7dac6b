"""The list of the library: asks as the person types, shows the first answer, then the whole."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

import numpy as np
from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from qa_desktop.errors import UserFacingError
from qa_desktop.store.call_filter import CallFilter
from qa_desktop.store.call_order import CallOrder
from qa_desktop.store.call_search import Search
from qa_desktop.ui.library.reading import (
    Answer,
    Key,
    LibraryRow,
    Sight,
    read_answer,
    read_rows,
)
from qa_desktop.ui.library.row_delegate import ROW, RowDelegate
from qa_desktop.ui.library.rows_model import ROW_ROLE, LibraryModel
from qa_desktop.ui.tasks import Desk

_SETTLE_MS: Final = 120
_RESTS_MS: Final = 150
"""The rest is looked for when there is a screenful and nobody types: Python does one thing at a
time."""
_SCREEN: Final = 16
"""Rows of a usual screen."""
_MOST_KEPT: Final = 1_000
"""Selected rows that stay selected when the list is read anew."""
_ORDER: Final = CallOrder("started", descending=True)


class LibraryList(QTableView):
    """``ask`` with the filter; ``answered`` when there is something to show."""

    answered = Signal()
    chosen_changed = Signal()
    open_wanted = Signal(object)
    """A ``LibraryRow``."""
    menu_wanted = Signal(QPoint)
    remove_wanted = Signal()

    def __init__(
        self, desk: Desk, mime: Callable[[list[LibraryRow]], Any], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("library_list")
        self._desk = desk
        self.list_model = LibraryModel(mime)
        self.list_model.setParent(self)
        self.setModel(self.list_model)
        self.setItemDelegate(RowDelegate(self.list_model))
        self.filter = CallFilter()
        self.is_counted = False
        """Whether all that fits has been found, not only the first."""
        self._asked = Search(self.filter, _ORDER)
        self._shown: Search | None = None
        self._mark = ("", -1, "")
        """Which search the list is of, and as of which moment."""
        self._set_up()
        self._settling = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settling.timeout.connect(self._ask_again)
        self._going_on = QTimer(self, singleShot=True)
        self._going_on.timeout.connect(self._go_on)
        self.list_model.rows_wanted.connect(self._read_rows)
        self.list_model.taken.connect(self._on_taken)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.doubleClicked.connect(self._open)

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(ROW)
        rows.setDefaultSectionSize(ROW)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    # -- asking

    def ask(self, filter: CallFilter) -> None:
        """The newest question wins; what is shown stays until there is an answer."""
        self.filter = filter
        self.is_counted = False
        self._going_on.stop()
        self._step(Search(filter, _ORDER))

    def settle(self) -> None:
        """Something was written: ask again when a moment has passed without more."""
        self._settling.start()

    def _ask_again(self) -> None:
        self.ask(self.filter)

    def _go_on(self) -> None:
        self._step(self._asked)

    def _step(self, search: Search) -> None:
        self._asked = search
        sight = None if self._shown is search else self._sight()
        read = partial(read_answer, search=search, person=self._desk.person, sight=sight)
        self._desk.read("library", read, partial(self._on_answer, search), self._failed)

    def _failed(self, error: UserFacingError) -> None:
        self._desk.trouble.emit(error)

    def _sight(self) -> Sight:
        """As it is now; of a list that has not been laid out, a screenful."""
        index, top = self.currentIndex(), max(self.rowAt(0), 0)
        rows = max(self.viewport().height() // ROW + 2, _SCREEN)
        if not top <= index.row() < top + rows:
            return Sight(None, 0, rows)
        return Sight(self.list_model.order.key(index.row()), index.row() - top, rows)

    def _on_answer(self, search: Search, answer: Answer) -> None:
        found, is_begun = answer.found, self._shown is search
        self.is_counted = found.is_complete
        if found.is_complete or (not is_begun and self._is_worth_showing(search, answer)):
            goes_on = is_begun and self._mark == found.mark
            if not (goes_on and self.list_model.grow(answer.order)):
                self._show(answer, is_another=not self._is_same(search))
            self._shown, self._mark = search, found.mark
        if not found.is_complete:
            begins = not is_begun and self._shown is search
            self._going_on.start(_RESTS_MS if begins else 0)
        self.answered.emit()

    def _is_worth_showing(self, search: Search, answer: Answer) -> bool:
        """Of the same list the beginning alone would lose what is selected further down; of other
        words a few rows are better than those of before."""
        if self._is_same(search) or not len(answer.order):
            return False
        is_enough = len(answer.order) >= search.first
        return is_enough or answer.found.words != self.list_model.words

    def _is_same(self, search: Search) -> bool:
        """Whether what is shown is the same list, perhaps of before a write."""
        return self._shown is not None and self._shown.filter == search.filter

    def _show(self, answer: Answer, *, is_another: bool) -> None:
        """The selected rows that are in it stay selected and the current one where it stands, else
        the first, or of the same list what has come up in its place."""
        selected, sight = self._selected_keys(), self._sight()
        held, place = self.currentIndex().row(), self.verticalScrollBar().value()
        order = answer.order
        chosen = self.list_model.order.key(held) if held >= 0 else None
        self.list_model.set_order(order, answer.found.words)
        self.list_model.take(answer.asked, answer.rows)
        if not len(order):
            self.chosen_changed.emit()
            return
        row = order.row_of(chosen) if chosen is not None else -1
        if row < 0 and held >= 0 and not is_another:
            row = min(held, len(order) - 1)
        self.executeDelayedItemsLayout()  # the scroll bar goes as far as the new list
        self.selectRow(max(row, 0))
        if row >= 0 and sight.chosen is not None:
            self.verticalScrollBar().setValue(place + (row - held) * ROW)
        self.scrollTo(self.currentIndex())
        self._select(selected)

    def _selected_keys(self) -> set[Key]:
        rows = self.selectionModel().selectedRows()
        if not 1 < len(rows) <= _MOST_KEPT:
            return set()
        return {self.list_model.order.key(index.row()) for index in rows}

    def _select(self, keys: set[Key]) -> None:
        """Beside the current row, where it is one of them."""
        model, order = self.list_model, self.list_model.order
        if not keys or order.key(self.currentIndex().row()) not in keys:
            return
        (places,) = np.nonzero(np.isin(order.numbers, [n for n, _entry in keys]))
        chosen = QItemSelection()
        for row in map(int, places):
            if order.key(row) in keys:
                chosen.select(model.index(row, 0), model.index(row, 0))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.Select)

    def _read_rows(self, keys: list[Key]) -> None:
        if keys:
            words = self.list_model.words
            read = partial(read_rows, person=self._desk.person, keys=keys, words=words)
            self._desk.read("library_rows", read, partial(self._on_rows, keys, words))

    def _on_rows(self, keys: list[Key], words: tuple[str, ...], rows: list[LibraryRow]) -> None:
        if words == self.list_model.words:
            self.list_model.take(keys, rows)
        else:
            self.viewport().update()

    # -- the chosen rows

    @property
    def row(self) -> LibraryRow | None:
        """The current one; None while it is read."""
        row: LibraryRow | None = self.currentIndex().data(ROW_ROLE)
        return row

    @property
    def rows(self) -> list[LibraryRow]:
        """The selected ones that have been read."""
        found = (index.data(ROW_ROLE) for index in self.selectionModel().selectedRows())
        return [row for row in found if row is not None]

    @property
    def count(self) -> int:
        return len(self.list_model.order)

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.chosen_changed.emit()

    def _on_taken(self) -> None:
        """What is known of the current row may be new."""
        if self.currentIndex().isValid():
            self.chosen_changed.emit()

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if row is not None:
            self.open_wanted.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) or (
            event.text().isprintable() and event.text() and not event.modifiers()
        ):
            event.ignore()  # letters are acts of the screen
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        self.menu_wanted.emit(at)
