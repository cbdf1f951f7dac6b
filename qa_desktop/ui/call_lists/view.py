"""The Call lists screen 话单: rows without a recording and recordings without a row, side by side.

Left the rows; right the recordings that the chosen row may speak of, or all that no list speaks
of. Enter joins the two that are chosen; a row can also be dragged onto a recording.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.services.settling import Suggestion, suggest_calls
from qa_desktop.services.untying import TIED
from qa_desktop.store.call_lists import ListHead, RowState
from qa_desktop.store.workspace import Changes
from qa_desktop.ui.call_lists import panes
from qa_desktop.ui.call_lists.acts import SettlingActs
from qa_desktop.ui.call_lists.models import (
    file_of,
    files_model,
    lists_model,
    suggestions_model,
    waiting_model,
)
from qa_desktop.ui.call_lists.no_rows import NoRows
from qa_desktop.ui.call_lists.reading import FoundLists, read_lists
from qa_desktop.ui.call_lists.reverse_page import ReversePage
from qa_desktop.ui.call_lists.table import ListTable
from qa_desktop.ui.call_lists.words import state_name
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.screen import Screen
from qa_desktop.ui.tasks import Desk

_STATES: tuple[RowState, ...] = ("waiting", "matched", "by_hand", "made", "no_recording")
_TYPING_MS = 150
_SUBJECTS = {"call_list", "call", "recording", "agent", "reverse_check"}


class CallListsView(Screen):
    """Reads on the reader thread; every act can be taken back."""

    toast_wanted = Signal(str, object)
    import_wanted = Signal()
    call_chosen = Signal(str)

    def __init__(self, desk: Desk, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("call_lists_view")
        self._desk = desk
        self._preferences = preferences
        self._names: dict[str, str] = {}
        self._heads: list[ListHead] = []
        self._waiting = 0
        self._tabs = panes.tabs(self, "call_lists_tabs", 3)
        self._filter = QLineEdit(self)
        self._filter.setObjectName("call_lists_filter")
        self._filter.setClearButtonEnabled(True)
        self._state = panes.combo(self, "call_lists_state")
        self._list = panes.combo(self, "call_lists_list")
        self._import = self._button("call_lists_import", self.import_wanted.emit)
        self._import.setProperty("role", "primary")
        self.rows = ListTable(waiting_model(self._agent), "listed_rows", lambda row: row.n, self)
        self._right = panes.tabs(self, "call_lists_right", 2)
        self._suggested_for: int | None = None
        """The row whose suggestions are shown, or asked for."""
        suggested = suggestions_model(self._agent)
        self.suggestions = ListTable(suggested, "suggestions", lambda s: s.call.spoken.key, self)
        unmatched = files_model(self._agent)
        self.files = ListTable(unmatched, "unmatched_files", lambda side: side.spoken.key, self)
        self.lists = ListTable(lists_model(), "imported_lists", lambda head: head.n, self)
        self.reverse = ReversePage(desk, self._agent, self)
        self._acts = SettlingActs(desk, self.rows, self._call, self)
        self._join = self._button("join_button", self._acts.join)
        self._join.setProperty("role", "primary")
        self._none = self._button("no_recording_button", self._acts.no_recording)
        self._make = self._button("make_call_button", self._acts.make_call)
        self._untie = self._button("untie_button", self._acts.untie)
        self._unlisted = self._button("unlisted_button", self._acts.unlisted)
        self._open = self._button("open_file_button", self._acts.listen)
        self._count = QLabel(self)
        self._count.setObjectName("call_lists_count")
        self._count.setProperty("role", "muted")
        self._empty = NoRows("call_lists_empty", self)
        self._settled = NoRows("call_lists_settled", self)
        self._pages = QStackedWidget(self)
        self._candidates = QStackedWidget(self)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._lay_out()
        self._wire()
        self.retranslate()
        self.setFocusProxy(self.rows)
        self._read()

    def refresh(self, changes: Changes) -> None:
        """What changed elsewhere."""
        if changes.subjects & _SUBJECTS:
            self._typing.start()

    def retranslate(self) -> None:
        self._tabs.setTabText(0, translate("CallLists", "To settle"))
        self._tabs.setTabText(1, translate("CallLists", "Imported lists"))
        self._tabs.setTabText(2, translate("CallLists", "Reverse checks"))
        self._right.setTabText(0, translate("CallLists", "May be this one"))
        self._right.setTabText(1, translate("CallLists", "In no list"))
        self._filter.setPlaceholderText(
            translate("CallLists", "Find agent, serial no., number, order, business…")
        )
        self._filter.setAccessibleName(translate("CallLists", "Filter"))
        self._state.setAccessibleName(translate("CallLists", "State"))
        self._list.setAccessibleName(translate("CallLists", "List"))
        for place, code in enumerate(_STATES):
            self._state.setItemText(place, state_name(code))
        if self._list.count():
            self._list.setItemText(0, translate("CallLists", "Every list"))
        self._import.setText(translate("CallLists", "Import a list…"))
        self._join.setText(translate("CallLists", "Join these two  ⏎"))
        self._none.setText(translate("CallLists", "No recording exists  N"))
        self._make.setText(translate("CallLists", "Make a call of it  C"))
        self._untie.setText(translate("CallLists", "Not this one: take apart  U"))
        self._unlisted.setText(translate("CallLists", "In no list  X"))
        self._open.setText(translate("CallLists", "Listen  O"))
        self.rows.setAccessibleName(translate("CallLists", "Rows of call lists"))
        self.suggestions.setAccessibleName(translate("CallLists", "Recordings that may be it"))
        self.files.setAccessibleName(translate("CallLists", "Recordings in no list"))
        self.lists.setAccessibleName(translate("CallLists", "Imported lists"))
        self.reverse.retranslate()
        self._say_empty()
        self._show_count()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One letter per act, while its rows are in sight; Enter joins, or opens a list."""
        act = self._acts_here().get(event.key())
        if act and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            act()
        else:
            super().keyPressEvent(event)

    def _acts_here(self) -> dict[int, Callable[[], None]]:
        if self._tabs.currentIndex() == 0:
            return {
                Qt.Key.Key_N: self._acts.no_recording,
                Qt.Key.Key_C: self._acts.make_call,
                Qt.Key.Key_X: self._acts.unlisted,
                Qt.Key.Key_U: self._acts.untie,
                Qt.Key.Key_O: self._acts.listen,
                Qt.Key.Key_Return: self._acts.join,
                Qt.Key.Key_Enter: self._acts.join,
                Qt.Key.Key_Slash: self._filter.setFocus,
            }
        if self._tabs.currentIndex() == 1:
            return {Qt.Key.Key_Return: self._on_list, Qt.Key.Key_Enter: self._on_list}
        tie = self.reverse.tie
        return {Qt.Key.Key_O: self.reverse.listen, Qt.Key.Key_Return: tie, Qt.Key.Key_Enter: tie}

    # -- reading

    def _read(self) -> None:
        at = self._list.currentData()
        read = partial(
            read_lists,
            list_n=at,
            state=_STATES[max(self._state.currentIndex(), 0)],
            text=self._filter.text().strip(),
        )
        self._desk.read("call_lists", read, self._on_read)

    def _on_read(self, found: FoundLists) -> None:
        self._names, self._heads, self._waiting = found.names, found.heads, found.waiting
        self._show_lists()
        self.lists.set_rows(found.heads)
        self.reverse.show_checks(found.reverse)
        self.files.set_rows(found.files)
        self.rows.set_rows(found.rows)
        nothing = not found.heads and not found.reverse
        self._body.setCurrentIndex(0 if nothing else 1)
        self._say_empty()
        self._show_waiting()
        self._show_count()
        self._on_row()

    def _show_waiting(self) -> None:
        """The rows, or why there are none; who has the keyboard keeps it."""
        had = self.rows.hasFocus() or self._settled.import_button.hasFocus()
        shown = self.rows if self.rows.model().rowCount() else self._settled
        self._waiting_rows.setCurrentWidget(shown)
        if self._tabs.currentIndex() == 0:
            target = self.rows if shown is self.rows else self._settled.import_button
            self.setFocusProxy(target)
            if had:
                target.setFocus()

    def _say_empty(self) -> None:
        self._empty.say_no_lists()
        self.suggestions.say_empty(
            translate("CallLists", "No recording comes close to this row")
            if self.rows.model().rowCount()
            else ""
        )
        self.files.say_empty(translate("CallLists", "Every recording is in a list"))
        self.lists.say_empty(translate("CallLists", "No call lists yet"))
        is_all = not self._filter.text().strip() and self._state.currentIndex() <= 0
        self._settled.say_settled(is_all=is_all and not self._list.currentData())

    def _show_lists(self) -> None:
        """Keep the chosen list chosen while others come and go."""
        chosen = self._list.currentData()
        self._list.blockSignals(True)
        self._list.clear()
        self._list.addItem(translate("CallLists", "Every list"), None)
        for head in self._heads:
            self._list.addItem(file_of(head), head.n)
        self._list.setCurrentIndex(max(self._list.findData(chosen), 0))
        self._list.blockSignals(False)

    def _on_row(self) -> None:
        """Suggest recordings for the row that is chosen now."""
        row = self.rows.current()
        is_waiting = row is not None and row.state == "waiting"
        for button in (self._none, self._make):
            button.setEnabled(is_waiting)
            button.setVisible(row is None or is_waiting)
        self._untie.setVisible(row is not None and row.state in TIED)
        wanted = row.n if is_waiting else None
        if wanted != self._suggested_for:  # Enter must not join it with what fits another row
            self._suggested_for = wanted
            self.suggestions.set_rows([])
        if is_waiting:
            found = partial(self._on_suggestions, row.n)
            self._desk.read("suggestions", partial(suggest_calls, n=row.n), found, lambda _e: None)
        self._show_ready()

    def _on_suggestions(self, row: int, found: Sequence[Suggestion]) -> None:
        if row == self._suggested_for:
            # Enter joins what is chosen: what comes from far away is not chosen unasked
            self.suggestions.set_rows(found, chooses=bool(found) and found[0].candidate.is_likely)
            self._show_ready()

    def _show_ready(self) -> None:
        row = self.rows.current()
        has_call = self._call() is not None
        self._join.setEnabled(has_call and row is not None and row.state == "waiting")
        self._open.setEnabled(has_call)
        self._unlisted.setEnabled(has_call)

    def _call(self) -> str | None:
        """The recording chosen on the right."""
        if self._candidates.currentIndex() == 0:
            found = self.suggestions.current()
            return found.call.spoken.key if found else None
        side = self.files.current()
        return side.spoken.key if side else None

    def _agent(self, number: str) -> str:
        name = self._names.get(number, "")
        return f"{number} {name}" if name else number

    def _show_count(self) -> None:
        shown = self.rows.model().rowCount()
        words = translate(
            "CallLists",
            "Rows shown: {shown} · waiting in all: {waiting} · recordings in no list: {files}",
        )
        self._count.setText(
            words.format(
                shown=f"{shown:,}",
                waiting=f"{self._waiting:,}",
                files=f"{self.files.model().rowCount():,}",
            )
        )

    def _on_dropped(self, place: int) -> None:
        """A row was dragged onto a recording."""
        table = self.suggestions if self._candidates.currentIndex() == 0 else self.files
        table.selectRow(place)
        self._acts.join()

    def _on_tab(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        table = (self.rows, self.lists, self.reverse)[place]
        self.setFocusProxy(table)
        table.setFocus()
        if place == 0:
            self._show_waiting()
        for part in (self._filter, self._state, self._list):
            part.setVisible(place == 0)

    def _on_list(self) -> None:
        """From the list of lists to the rows of one."""
        head = self.lists.current()
        if head is not None:
            self._list.setCurrentIndex(max(self._list.findData(head.n), 0))
            self._tabs.setCurrentIndex(0)

    # -- building

    def _button(self, name: str, wanted: Callable[[], Any]) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.clicked.connect(lambda _checked=False: wanted())
        return button

    def _lay_out(self) -> None:
        self._state.addItems([""] * len(_STATES))
        tools = QHBoxLayout()
        tools.setContentsMargins(12, 8, 12, 8)
        tools.setSpacing(8)
        tools.addWidget(self._tabs)
        tools.addSpacing(8)
        tools.addWidget(self._filter, 1)
        tools.addWidget(self._list)
        tools.addWidget(self._state)
        tools.addStretch(0)
        tools.addWidget(self._import)
        self._waiting_rows = QStackedWidget(self)
        self._waiting_rows.addWidget(self.rows)
        self._waiting_rows.addWidget(self._settled)
        left = panes.column(self._waiting_rows, panes.bar(self._none, self._make, self._untie))
        self._candidates.addWidget(self.suggestions)
        self._candidates.addWidget(self.files)
        acts = panes.bar(self._open, self._unlisted, self._join)
        right = panes.column(self._candidates, acts, panes.bar(self._right))
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._split.setObjectName("call_lists_split")
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(left)
        self._split.addWidget(right)
        self._split.setSizes([650, 500])
        self._split.restoreState(self._preferences.remembered_bytes("call_lists_split"))
        for page in (self._split, self.lists, self.reverse):
            self._pages.addWidget(page)
        self._body = QStackedWidget(self)
        self._body.addWidget(self._empty)
        self._body.addWidget(self._pages)
        self._body.setCurrentIndex(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 6, 14, 6)
        foot.addWidget(self._count)
        pane = QFrame(self)
        pane.setProperty("role", "pane")
        inside = QVBoxLayout(pane)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addLayout(tools)
        inside.addWidget(self._body, 1)
        inside.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(pane)

    def _wire(self) -> None:
        for acts in (self._acts, self.reverse):
            acts.toast_wanted.connect(self.toast_wanted)
            acts.call_chosen.connect(self.call_chosen)
        self._tabs.currentChanged.connect(self._on_tab)
        self._right.currentChanged.connect(self._candidates.setCurrentIndex)
        self._right.currentChanged.connect(lambda _at: self._show_ready())
        self._filter.textChanged.connect(lambda _text: self._typing.start())
        self._filter.returnPressed.connect(self.rows.setFocus)
        self._typing.timeout.connect(self._read)
        self._state.currentIndexChanged.connect(lambda _at: self._read())
        self._list.currentIndexChanged.connect(lambda _at: self._read())
        self.rows.moved.connect(self._on_row)
        for table in (self.suggestions, self.files):
            table.moved.connect(self._show_ready)
            table.row_dropped.connect(self._on_dropped)
            table.doubleClicked.connect(lambda _index: self._acts.listen())
        self.lists.doubleClicked.connect(lambda _index: self._on_list())
        self.rows.setDragEnabled(True)
        for table in (self.suggestions, self.files):
            table.setAcceptDrops(True)
        for empty in (self._empty, self._settled):
            empty.import_button.clicked.connect(lambda _checked=False: self.import_wanted.emit())
        self._split.splitterMoved.connect(
            lambda _pos, _at: self._preferences.remember_bytes(
                "call_lists_split", self._split.saveState()
            )
        )
