"""The list of all calls: asks as the person types, shows the first answer, then the whole."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget
from sqlite_utils import Database

from qa_desktop.errors import UserFacingError
from qa_desktop.store.call_counts import Choices, count_by_status, find_choices
from qa_desktop.store.call_order import SORTED_BY, CallOrder
from qa_desktop.store.call_reasons import find_own_texts
from qa_desktop.store.call_search import Found, Search, read_ahead
from qa_desktop.store.calls import read_calls
from qa_desktop.ui.calls.call_table import MOST_DRAGGED, CallTable, Sight
from qa_desktop.ui.calls.filter_bar import FilterBar
from qa_desktop.ui.calls.list_acts import ListActs
from qa_desktop.ui.calls.list_model import CallListModel, ListedCall, listed_call
from qa_desktop.ui.calls.list_state import ListState
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.tasks import Desk

_SETTLE_MS = 120
_PATIENCE_MS = 250
"""An answer that comes sooner needs no word that one is waiting."""
_FIRST_ORDER = CallOrder("started", descending=True)


@dataclass(frozen=True)
class _Answer:
    found: Found
    counts: dict[str, int]
    asked: list[int]
    """Numbers of the calls that come in sight with it."""
    rows: list[ListedCall]
    """What there is of them."""


class CallList(QStackedWidget):
    """The table, or what stands in its place."""

    shown = Signal()
    """There is an answer: ``count``, ``is_counted`` and ``counts`` are those of now."""

    def __init__(
        self, desk: Desk, preferences: Preferences, bar: FilterBar, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._preferences = preferences
        self._bar = bar
        self.counts: dict[str, int] = {}
        self.is_counted = False
        """Whether all calls that fit have been found, not only the first."""
        self._is_asking = False
        self._opens_answer = False
        self._answered: Search | None = None
        """The search of which there is something on the screen."""
        self._mark: tuple[str, int, str] | None = None
        self.table = CallTable(CallListModel(), self)
        self.table.setObjectName("calls_table")
        self.acts = ListActs(desk, self.table)
        self.state = ListState(self)
        self.addWidget(self.table)
        self.addWidget(self.state)
        self.setCurrentWidget(self.table)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settling.timeout.connect(self.ask)
        self._going_on = QTimer(self, singleShot=True, interval=0)
        """After what is there has been painted: Python does one thing at a time."""
        self._going_on.timeout.connect(self._go_on)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._on_patience)
        self._order = self._kept_order()
        self.table.arrange(preferences.remembered("calls_columns"))
        self.table.show_order(self._order)
        self._wire()
        self.ask()
        self.read_choices()

    @property
    def count(self) -> int:
        """Calls in the list so far."""
        return len(self.table.list_model.numbers)

    def settle(self) -> None:
        """Something was written: ask again when a moment has passed without more."""
        self._settling.start()

    def ask(self) -> None:
        """The newest question wins; what is shown stays until there is an answer."""
        self.is_counted, self._is_asking, self._opens_answer = False, True, False
        self._patience.start()
        self._going_on.stop()
        self._step(Search(self._bar.filter, self._order))

    def open_current(self) -> None:
        """The current call; while an answer is waited for, the first one of it."""
        if self._is_asking:
            self._opens_answer = True
        else:
            self.table.open_current()

    def read_choices(self) -> None:
        read = partial(_choices, order=self._order)
        self._desk.read("call_choices", read, self._on_choices)

    def _go_on(self) -> None:
        self._step(self._asked)

    def _step(self, search: Search) -> None:
        self._asked = search
        sight = None if self._answered is search else self.table.sight()
        read = partial(_answer, search=search, person=self._desk.person, sight=sight)
        self._desk.read("calls", read, partial(self._on_answer, search), self._on_trouble)

    def _on_answer(self, search: Search, answer: _Answer) -> None:
        found = answer.found
        self._patience.stop()
        self.counts, self.is_counted = answer.counts, found.is_complete
        is_enough = len(found.numbers) >= search.first or self._is_elsewhere(found)
        is_another = not self._is_shown(search)
        # of the same list the beginning alone would lose what is selected further down
        if found.is_complete or (is_enough and is_another and self._answered is not search):
            self._show(answer, is_another)
            self._answered = search
            self._is_asking = False
            if self._opens_answer and self.count:
                self._opens_answer = False
                self.table.open_current()
        if not found.is_complete:
            self._going_on.start()
        self.shown.emit()

    def _on_trouble(self, error: UserFacingError) -> None:
        """What was shown stays; where nothing was, it can be asked for again."""
        self._patience.stop()
        self._is_asking = self._opens_answer = False
        if not self.count:
            self.state.show_state("unread")
            self._put(self.state)
        self._desk.trouble.emit(error)

    def _is_shown(self, search: Search) -> bool:
        """Whether what is shown is the same list, perhaps of before a write."""
        held = self._answered
        return held is not None and (held.filter, held.order) == (search.filter, search.order)

    def _is_elsewhere(self, found: Found) -> bool:
        """Whether what is shown answers another question, and there is something to show."""
        return len(found.numbers) > 0 and self.table.list_model.words != found.words

    def _show(self, answer: _Answer, is_another: bool) -> None:
        found = answer.found
        if found.mark != self._mark and self._mark is not None:
            self.table.list_model.forget()
        self._mark = found.mark
        self.table.set_numbers(found.numbers, found.words, is_another=is_another)
        if answer.asked:
            self.table.list_model.take(answer.asked, answer.rows)
        if len(found.numbers):
            self._put(self.table)
        elif found.is_complete:
            self.state.show_state("none_yet" if self._bar.filter.is_empty else "nothing_fits")
            self._put(self.state)

    def _put(self, page: QWidget) -> None:
        """The focus stays in the list."""
        had_focus = self.focusWidget() is not None and self.focusWidget().hasFocus()
        self.setCurrentWidget(page)
        self.setFocusProxy(page)
        if had_focus:
            page.setFocus()

    def _on_patience(self) -> None:
        if not self.count:
            self.state.show_state("reading")
            self._put(self.state)

    def _on_choices(self, choices: Choices) -> None:
        self._bar.choices = choices
        self._bar.retranslate()

    def _read_rows(self, numbers: list[int]) -> None:
        if numbers:
            read = partial(
                _read_page,
                person=self._desk.person,
                numbers=numbers,
                words=self.table.list_model.words,
            )
            words = self.table.list_model.words
            self._desk.read("call_rows", read, partial(self._on_rows, numbers, words))

    def _on_rows(self, asked: list[int], words: tuple[str, ...], rows: list[ListedCall]) -> None:
        if words == self.table.list_model.words:
            self.table.list_model.take(asked, rows)
        else:  # other words are looked for by now: what is in sight is asked for again
            self.table.viewport().update()

    # -- order and columns

    def sort(self, order: CallOrder) -> None:
        self._order = order
        self._preferences.remember("calls_order", [order.by, order.descending])
        self.table.show_order(order)
        self.ask()

    def _kept_order(self) -> CallOrder:
        match self._preferences.remembered("calls_order"):
            case [str(by), bool(descending)] if by in SORTED_BY:
                return CallOrder(by, descending)
        return _FIRST_ORDER

    def _remember_columns(self) -> None:
        self._preferences.remember("calls_columns", self.table.arrangement())

    def _on_too_many(self, count: int) -> None:
        error = UserFacingError("call.too_many", count=count, most=MOST_DRAGGED)
        self._desk.trouble.emit(error)

    def _wire(self) -> None:
        self._bar.changed.connect(self.ask)
        self.state.clear_wanted.connect(self._bar.clear)
        self.state.retry_wanted.connect(self.ask)
        self.table.sort_wanted.connect(self.sort)
        self.table.arranged.connect(self._remember_columns)
        self.table.menu_wanted.connect(self.acts.show_menu)
        self.table.delete_wanted.connect(self.acts.delete)
        self.table.copy_wanted.connect(self.acts.copy)
        self.table.too_many_dragged.connect(self._on_too_many)
        self.table.list_model.rows_wanted.connect(self._read_rows)


def _choices(db: Database, order: CallOrder) -> Choices:
    """With them, what the first word will need that is typed."""
    choices = find_choices(db)
    read_ahead(db, order)
    return choices


def _answer(db: Database, search: Search, person: str, sight: Sight | None) -> _Answer:
    """``sight`` None: of a list that is shown already."""
    found = search.step(db)
    asked = sight.numbers_of(found.numbers) if sight is not None else []
    return _Answer(found, count_by_status(db), asked, _read_page(db, person, asked, found.words))


def _read_page(
    db: Database, person: str, numbers: list[int], words: tuple[str, ...]
) -> list[ListedCall]:
    own = find_own_texts(db, person, numbers) if words else {}
    return [
        listed_call(row, [each.text for each in own.get(row.n, [])], words)
        for row in read_calls(db, person, numbers)
    ]
