"""The table of calls: many selected at once, sorted and arranged by its heads, all by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QTableView,
    QWidget,
)

from qa_desktop.store.call_columns import Numbers
from qa_desktop.store.call_order import CallOrder
from qa_desktop.ui import theme
from qa_desktop.ui.calls.call_columns import COLUMNS, PLACES, sorting_column
from qa_desktop.ui.calls.list_model import NUMBER_ROLE, CallListModel
from qa_desktop.ui.calls.models import ID_ROLE
from qa_desktop.ui.calls.row_painter import Column, RowPainter
from qa_desktop.ui.sorted_heads import SortedHeads

ROW: Final = 34
_LEAST: Final = 44
_SCREEN: Final = 24
"""Rows of a usual screen."""
_MOST_RUNS: Final = 2_000
"""Selected stretches that are found again after the list has changed."""


MOST_DRAGGED: Final = 100
"""Calls that are dragged at once: nobody discusses more in a session."""


@dataclass(frozen=True)
class Sight:
    """What will be in sight of another list: the current call stays where it stands."""

    current: int | None
    """Its number, if it is in sight."""
    above: int
    """Rows that are in sight above it."""
    count: int

    def numbers_of(self, listed: Numbers) -> list[int]:
        """Numbers of the calls in sight where ``listed`` is the list."""
        first = 0
        if self.current is not None and len(places := np.flatnonzero(listed == self.current)):
            first = max(int(places[0]) - self.above, 0)
        return [int(n) for n in listed[first : first + self.count]]


class CallTable(QTableView):
    """Selected calls stay selected while their rows move."""

    call_chosen = Signal(str)
    sort_wanted = Signal(object)
    """``CallOrder``."""
    menu_wanted = Signal(QPoint)
    delete_wanted = Signal()
    copy_wanted = Signal()
    too_many_dragged = Signal(int)
    """More than ``MOST_DRAGGED``: how many."""
    arranged = Signal()
    """Columns were shown, hidden, moved or resized."""

    def __init__(self, model: CallListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list_model = model
        model.setParent(self)
        self.setModel(model)
        self._row_painter = RowPainter(model)
        # What is below need not be painted first, and scrolling moves what is there
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
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
        rows.setMinimumSectionSize(ROW)
        rows.setDefaultSectionSize(ROW)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._order = CallOrder()
        self._is_arranging = False
        self._opening: int | None = None
        """Number of a call that is to be opened when it has been read."""
        self._pressed: QPoint | None = None
        """Where a selected row was pressed: from there the selected ones are dragged."""
        self._drag_waits = False
        """Not all of them have been read."""
        model.taken.connect(self._on_taken)
        self._set_up_heads()
        self.doubleClicked.connect(self._open)

    def _set_up_heads(self) -> None:
        heads = SortedHeads(self)
        heads.setObjectName("calls_heads")
        heads.setMinimumSectionSize(_LEAST)
        heads.setTextElideMode(Qt.TextElideMode.ElideRight)
        heads.sectionClicked.connect(self.sort_by)
        heads.sectionMoved.connect(lambda *_: self._tell_arranged())
        heads.sectionResized.connect(lambda *_: self._tell_arranged())
        self.arrange(None)

    # -- columns

    def arrange(self, kept: dict[str, Any] | None) -> None:
        """Columns as they were left (``arrangement``), or as they are at first."""
        kept = kept or {}
        heads = self.horizontalHeader()
        self._is_arranging = True
        shown = set(kept.get("shown") or [column.id for column in COLUMNS if column.is_shown])
        widths = kept.get("widths", {})
        for place, column in enumerate(COLUMNS):
            self.setColumnWidth(place, int(widths.get(column.id, column.width)))
            self.setColumnHidden(place, column.id not in shown)
            is_last = column.id == "serial"
            mode = QHeaderView.ResizeMode
            heads.setSectionResizeMode(place, mode.Stretch if is_last else mode.Interactive)
        order = [id for id in kept.get("order", []) if id in PLACES]
        order += [column.id for column in COLUMNS if column.id not in order]
        for at, id in enumerate(order):
            heads.moveSection(heads.visualIndex(PLACES[id]), at)
        self._is_arranging = False

    def arrangement(self) -> dict[str, Any]:
        heads = self.horizontalHeader()
        return {
            "order": [COLUMNS[heads.logicalIndex(at)].id for at in range(len(COLUMNS))],
            "shown": [column.id for place, column in enumerate(COLUMNS) if self.is_shown(place)],
            "widths": {
                column.id: self.columnWidth(place)
                for place, column in enumerate(COLUMNS)
                if self.is_shown(place)
            },
        }

    def is_shown(self, place: int) -> bool:
        return not self.isColumnHidden(place)

    def show_column(self, place: int, is_shown: bool) -> None:
        """One column stays, whatever is hidden."""
        others = [n for n in range(len(COLUMNS)) if n != place and self.is_shown(n)]
        if is_shown or others:
            self.setColumnHidden(place, not is_shown)
            self._tell_arranged()

    def shown_columns(self) -> list[int]:
        """Places of the columns in sight, from left to right."""
        heads = self.horizontalHeader()
        places = [heads.logicalIndex(at) for at in range(len(COLUMNS))]
        return [place for place in places if self.is_shown(place)]

    def arrange_as_at_first(self) -> None:
        self.arrange(None)
        self._tell_arranged()

    def _tell_arranged(self) -> None:
        if not self._is_arranging:
            self.arranged.emit()

    # -- order

    def show_order(self, order: CallOrder) -> None:
        self._order = order
        direction = (
            Qt.SortOrder.DescendingOrder if order.descending else Qt.SortOrder.AscendingOrder
        )
        self.horizontalHeader().setSortIndicator(sorting_column(order.by), direction)

    def sort_by(self, place: int) -> None:
        """By this column, the other way round where it is sorted by it already."""
        by = COLUMNS[place].sorts_by
        if by:
            self.sort_wanted.emit(
                CallOrder(by, by == self._order.by and not self._order.descending)
            )
        else:
            self.show_order(self._order)

    # -- rows

    def sight(self) -> Sight:
        """As it is now; of a table that has not been laid out, a screenful."""
        index, top = self.currentIndex(), max(self.rowAt(0), 0)
        rows = max(self.viewport().height() // ROW + 2, _SCREEN)
        if not top <= index.row() < top + rows:
            return Sight(None, 0, rows)
        return Sight(index.data(NUMBER_ROLE), index.row() - top, rows)

    def set_numbers(
        self, numbers: Numbers, words: tuple[str, ...] = (), *, is_another: bool = True
    ) -> None:
        """Another list, or the same read anew (``is_another`` False). The selected calls that are
        in it stay selected, else its first, or what has come up in the place of the current."""
        selected, current = self.selected_numbers(), self.currentIndex().data(NUMBER_ROLE)
        before = self.verticalScrollBar().value()
        top = self.rowAt(0)
        held = self.list_model.row_of(current) if current is not None else -1
        is_in_sight = held >= 0 and top <= held <= max(
            self.rowAt(self.viewport().height() - 1), top
        )
        if self.list_model.set_numbers(numbers, words) and len(numbers):
            row = self.list_model.row_of(current) if current is not None else -1
            if row < 0 and held >= 0 and not is_another:
                row = min(held, len(numbers) - 1)  # it is gone: the next one comes up
            self._select(selected, row)
            if row >= 0 and is_in_sight:
                self.verticalScrollBar().setValue(before + (row - held) * ROW)
            else:
                self.scrollTo(self.currentIndex())
        elif len(numbers) and not self.currentIndex().isValid():
            self._select(selected, -1)
        self.executeDelayedItemsLayout()  # before it is painted, or it would be painted twice

    def _select(self, numbers: Numbers, row: int) -> None:
        model, chosen = self.list_model, QItemSelection()
        (places,) = np.nonzero(np.isin(model.numbers, numbers))
        last = len(COLUMNS) - 1
        for first, end in _runs(places)[:_MOST_RUNS]:
            chosen.select(model.index(first, 0), model.index(end, last))
        if chosen.isEmpty():
            row = max(row, 0)
            chosen.select(model.index(row, 0), model.index(row, last))
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(chosen, flags.ClearAndSelect)
        at = model.index(row if row >= 0 else chosen.first().top(), max(self._first_shown(), 0))
        self.selectionModel().setCurrentIndex(at, flags.NoUpdate)

    def _first_shown(self) -> int:
        return self.shown_columns()[0]

    def selected_numbers(self) -> Numbers:
        """Numbers of the selected calls, in their order; cheap also when all are."""
        numbers = self.list_model.numbers
        parts = sorted((part.top(), part.bottom()) for part in self._parts())
        if not parts:
            return numbers[:0]
        return np.concatenate([numbers[top : bottom + 1] for top, bottom in parts])

    def selected_count(self) -> int:
        return sum(part.height() for part in self._parts())

    def _parts(self) -> list[QItemSelectionRange]:
        chosen = self.selectionModel().selection()
        return [chosen.at(place) for place in range(chosen.count())]

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.current().color("pane"))
        first = self.rowAt(event.rect().top())
        if first < 0:
            return
        last = self.rowAt(event.rect().bottom())
        rows = range(first, (last if last >= 0 else len(self.list_model.numbers) - 1) + 1)
        columns = [
            Column(place, self.columnViewportPosition(place), self.columnWidth(place))
            for place in self.shown_columns()
        ]
        left, right = columns[0].left, columns[-1].left + columns[-1].width
        places = ((row, QRect(left, self.rowViewportPosition(row), right - left, ROW))
                  for row in rows)  # fmt: skip
        selected = {
            row
            for part in self._parts()
            for row in range(max(part.top(), rows[0]), min(part.bottom(), rows[-1]) + 1)
        }
        self._row_painter.paint(painter, columns, places, selected)

    # -- dragged to a playlist, a collection, a shelf

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A row that is not selected is where a selection begins."""
        at = event.position().toPoint()
        is_plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        is_held = self.selectionModel().isSelected(self.indexAt(at))
        self._pressed = at if is_plain and is_held else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        way = event.position().toPoint() - self._pressed
        if way.manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            self._drag_selected()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed, self._drag_waits = None, False
        super().mouseReleaseEvent(event)

    def _drag_selected(self, *, is_last: bool = False) -> None:
        """``is_last``: what has not been read by now is gone."""
        numbers = [int(n) for n in self.selected_numbers()]
        if len(numbers) > MOST_DRAGGED:
            self.too_many_dragged.emit(len(numbers))
            return
        calls = [self.list_model.id_of(n) for n in numbers]
        if None in calls and not is_last:
            self._drag_waits = True
            unread = [n for n, call in zip(numbers, calls, strict=True) if call is None]
            self.list_model.rows_wanted.emit(unread)
        elif known := [call for call in calls if call is not None]:
            self.drag(known)

    def drag(self, calls: Sequence[str]) -> None:
        """As cases of a playlist; returns when they are dropped."""
        from qa_desktop.services.playlists import CaseForm
        from qa_desktop.ui.sessions.case_mime import case_mime

        dragged = QDrag(self)
        dragged.setMimeData(case_mime([CaseForm(call) for call in calls]))
        dragged.exec(Qt.DropAction.CopyAction)

    # -- keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.list_model.numbers.size:
            self._go_to_end(event)
        elif event.text().isprintable() and event.text() and not event.modifiers():
            event.ignore()  # letters filter the screen, they do not search the first column
        else:
            super().keyPressEvent(event)

    def _go_to_end(self, event: QKeyEvent) -> None:
        """Home and End go to the first and the last call, not along the row."""
        row = 0 if event.key() == Qt.Key.Key_Home else len(self.list_model.numbers) - 1
        index = self.list_model.index(row, self._first_shown())
        self.selectionModel().setCurrentIndex(index, self.selectionCommand(index, event))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu key opens it at the current row."""
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).bottomLeft()
            at = self.viewport().mapToGlobal(place)
        self.menu_wanted.emit(at)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.list_model.retranslate()
        super().changeEvent(event)

    def current_call(self) -> str | None:
        """The id of the current row's call; None while it is still being read."""
        call: str | None = self.currentIndex().data(ID_ROLE)
        return call

    def open_current(self) -> None:
        self._open(self.currentIndex())

    def _open(self, index: QModelIndex) -> None:
        """A row that has not been read yet is opened as soon as it is."""
        call = index.data(ID_ROLE)
        self._opening = None if call else index.data(NUMBER_ROLE)
        if call:
            self.call_chosen.emit(call)

    def _on_taken(self) -> None:
        if self._drag_waits:
            self._drag_waits = False
            self._drag_selected(is_last=True)
        if self._opening is not None:
            index = self.list_model.index(self.list_model.row_of(self._opening), 0)
            if index.data(ID_ROLE):
                self._open(index)


def _runs(places: Any) -> list[tuple[int, int]]:
    """First and last of each stretch of neighbours."""
    if not len(places):
        return []
    breaks = np.nonzero(np.diff(places) > 1)[0]
    firsts = [0, *(breaks + 1)]
    lasts = [*breaks, len(places) - 1]
    return [(int(places[a]), int(places[b])) for a, b in zip(firsts, lasts, strict=True)]
