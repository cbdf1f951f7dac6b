"""The list of the library: asks as the person types, shows the first answer, then the whole."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from qa_desktop.errors import UserFacingError
from qa_desktop.store.call_filter import CallFilter
from qa_desktop.store.call_order import CallOrder
from qa_desktop.store.call_search import Search
from qa_desktop.ui.library.reading import Answer, Key, LibraryRow, read_answer, read_rows
from qa_desktop.ui.library.row_delegate import ROW, RowDelegate
from qa_desktop.ui.library.rows_model import ROW_ROLE, LibraryModel
from qa_desktop.ui.tasks import Desk

_SETTLE_MS: Final = 120
_SCREEN: Final = 16
"""Rows of a usual screen."""
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
        self._asked: Search | None = None
        self._chosen: Key | None = None
        self._shown: Search | None = None
        self._mark = ("", -1, "")
        """Which search the list is of, and as of which moment."""
        self._set_up()
        self._settling = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settling.timeout.connect(self._ask_again)
        self._going_on = QTimer(self, singleShot=True, interval=0)
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
        if self._asked is not None:
            self._step(self._asked)

    def _step(self, search: Search) -> None:
        is_first, self._asked = self._asked is not search, search
        count = max(self.viewport().height() // ROW + 2, _SCREEN) if is_first else 0
        read = partial(read_answer, search=search, person=self._desk.person, count=count)
        self._desk.read("library", read, partial(self._on_answer, search, is_first), self._failed)

    def _failed(self, error: UserFacingError) -> None:
        self._desk.trouble.emit(error)

    def _on_answer(self, search: Search, is_first: bool, answer: Answer) -> None:
        self.is_counted = answer.found.is_complete
        is_enough = len(answer.order) >= search.first
        if self.is_counted or (is_first and is_enough):
            goes_on = self._shown is search and self._mark == answer.found.mark
            if not (goes_on and self.list_model.grow(answer.order)):
                self._show(answer)
            self._shown, self._mark = search, answer.found.mark
        if not self.is_counted:
            self._going_on.start()
        self.answered.emit()

    def _show(self, answer: Answer) -> None:
        """The chosen row stays chosen where it is still in the list, else the first."""
        chosen, place = self._chosen, self.verticalScrollBar().value()
        same = answer.found.words == self.list_model.words
        self.list_model.set_order(answer.order, answer.found.words)
        self.list_model.take([row.key for row in answer.rows], answer.rows)
        row = self.list_model.row_of(chosen) if chosen is not None else -1
        if len(answer.order):
            self.selectRow(max(row, 0))
            self.verticalScrollBar().setValue(place if same and row >= 0 else 0)
            self.scrollTo(self.currentIndex())
        else:
            self._chosen = None
            self.chosen_changed.emit()

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
            self._chosen = self.list_model.order.key(index.row())
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
