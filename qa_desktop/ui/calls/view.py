"""The Recordings screen 录音: all calls, and what was submitted today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from sqlite_utils import Database

from qa_desktop.errors import UserFacingError
from qa_desktop.store.evaluations import EvaluationRow, find_evaluations
from qa_desktop.store.scorecards import get_version, note_versions
from qa_desktop.store.workspace import Changes
from qa_desktop.ui import i18n, icons
from qa_desktop.ui.calls.call_list import CallList
from qa_desktop.ui.calls.filter_bar import FilterBar
from qa_desktop.ui.calls.models import today_model
from qa_desktop.ui.calls.rows_table import RowsTable
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.screen import Screen
from qa_desktop.ui.tasks import Desk

_DAY_MS = 86_400_000
_OF_CALLS = {
    *("call", "recording", "evaluation", "annotation", "file_name", "draft"),
    *("agent", "team", "membership", "person"),
}


class CallsView(Screen):
    """Reads on the reader thread while the person types; never blocks."""

    call_chosen = Signal(str)
    import_wanted = Signal()
    demo_wanted = Signal()
    live_wanted = Signal()
    toast_wanted = Signal(str, object)
    """Words, and the act that Undo takes back or None."""
    feedback_wanted = Signal(str)
    """The call whose feedback sheet is asked for."""
    playlist_wanted = Signal(list)
    """The calls that are to be cases of a playlist."""
    send_wanted = Signal(str)
    """The call that is to go into a bundle."""

    def __init__(
        self,
        desk: Desk,
        preferences: Preferences,
        parent: QWidget | None = None,
        *,
        in_steps: bool = False,
    ) -> None:
        """With ``in_steps`` it is to be used when ``make_next`` has said that it is made."""
        super().__init__(parent)
        self.setObjectName("calls_view")
        self._desk = desk
        self._preferences = preferences
        self._missed: frozenset[str] = frozenset()
        """What was written while nobody saw it."""
        self._is_made = False
        self._steps = self._make()
        while not in_steps and self.make_next():
            pass

    def make_next(self) -> bool:
        """Make one more part, which takes a few milliseconds; whether there are more."""
        self._is_made = next(self._steps, True) is True
        return not self._is_made

    def _make(self) -> Iterator[None]:
        # Each part is made where it stays: moved to another parent it would be styled anew
        pane = self._pane = QFrame(self)
        pane.setProperty("role", "pane")
        self._pages = QStackedWidget(pane)
        self._tabs = QTabBar(pane)
        self._tabs.setObjectName("calls_tabs")
        self._tabs.setDrawBase(False)
        self._tabs.setUsesScrollButtons(False)
        yield
        self.filter_bar = FilterBar(pane)
        self._columns = self._button("calls_columns")
        self._columns.setMenu(QMenu(self._columns))
        self._import = self._button("calls_import", self.import_wanted)
        self._import.setProperty("role", "primary")
        self._live = self._button("calls_live", self.live_wanted)
        yield
        self.call_list = CallList(self._desk, self._preferences, self.filter_bar, self._pages)
        yield
        self._day = QWidget(self._pages)
        self._today = RowsTable(today_model(_card_name), self._day)
        self._today.setObjectName("today_table")
        yield
        column = QVBoxLayout(self._day)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._today)
        self._count = QLabel(pane)
        self._count.setObjectName("calls_count")
        self._count.setProperty("role", "muted")
        self._progress = QProgressBar(pane)
        self._progress.setObjectName("export_progress")
        self._progress.setFixedWidth(160)
        self._progress.hide()
        self._cancel = self._button("export_cancel")
        self._cancel.hide()
        self._lay_out()
        self._wire()
        yield
        self.retranslate()
        self.setFocusProxy(self.call_list)
        self._read_today()

    def put_above_today(self, notice: QWidget) -> None:
        """What else belongs to the day, over the list of what was submitted."""
        self._day.layout().insertWidget(0, notice)

    def refresh(self, changes: Changes) -> None:
        """What changed elsewhere; it is read again when somebody sees it."""
        if not self.isVisible():
            self._missed |= changes.subjects
            return
        if changes.subjects & _OF_CALLS:
            self.call_list.settle()
        if changes.subjects & {"evaluation", "agent"}:
            self._read_today()
        if changes.subjects & {"agent", "team", "call", "evaluation"}:
            self.call_list.read_choices()

    def retranslate(self) -> None:
        for place, words in enumerate(
            (translate("Calls", "All recordings"), translate("Calls", "Submitted today"))
        ):
            self._tabs.setTabText(place, words)
        self.filter_bar.retranslate()
        self._columns.setText(translate("Calls", "Columns"))
        self._import.setText(translate("Calls", "Import…"))
        self._live.setText(translate("Calls", "New live call…"))
        self._live.setIcon(icons.icon("stopwatch"))
        self._cancel.setText(translate("Calls", "Cancel"))
        self._progress.setAccessibleName(translate("Calls", "Export the list"))
        self.call_list.table.setAccessibleName(translate("Calls", "Recordings"))
        self._today.setAccessibleName(translate("Calls", "Submitted today"))
        self._show_count()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        missed, self._missed = self._missed, frozenset()
        if missed:
            self.refresh(Changes(missed))

    def changeEvent(self, event: QEvent) -> None:
        if self._is_made and event.type() in (
            QEvent.Type.LanguageChange,
            QEvent.Type.PaletteChange,
        ):
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Typing anywhere beside the list filters it."""
        if self._tabs.currentIndex() != 0:
            super().keyPressEvent(event)
        elif event.text().isprintable() and event.text() and not event.modifiers():
            self.filter_bar.words.setFocus()
            self.filter_bar.words.insert(event.text())
        elif event.key() == Qt.Key.Key_Escape and not self.filter_bar.filter.is_empty:
            self.filter_bar.clear()
        else:
            super().keyPressEvent(event)

    def _read_today(self) -> None:
        midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
        since = int(midnight.timestamp() * 1000)
        read = partial(_read_day, person=self._desk.person, since=since)
        self._desk.read("today", read, self._on_today)

    def _on_today(self, rows: Sequence[EvaluationRow]) -> None:
        self._today.set_rows(rows)
        self._show_count()

    def _show_count(self) -> None:
        if self._tabs.currentIndex() == 0:
            words = self._list_words()
        else:
            done = self._today.model().rowCount()
            target = self._preferences.get("daily_target")
            words = translate("Calls", "{done} of {target} today").format(done=done, target=target)
        self._count.setText(words)

    def _list_words(self) -> str:
        counts, number = self.call_list.counts, QLocale().toString
        shown = number(self.call_list.count)
        words = translate("Calls", "{shown} shown · {new} to inspect · {all} in all").format(
            shown=shown if self.call_list.is_counted else f"{shown}+",
            new=number(counts.get("new", 0) + counts.get("draft", 0)),
            all=number(sum(counts.values())),
        )
        selected = self.call_list.table.selected_count()
        if selected > 1:
            said = translate("Calls", "{count} selected").format(count=number(selected))
            words = f"{said} · {words}"
        return words

    def _on_tab(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        page = (self.call_list, self._today)[place]
        self.setFocusProxy(page)
        page.setFocus()
        for part in (
            self.filter_bar.words,
            self.filter_bar.status,
            self.filter_bar.more,
            self._columns,
        ):
            part.setVisible(place == 0)
        self.filter_bar.show_chips(place == 0)
        self._show_count()

    def _on_progress(self, done: int, total: int) -> None:
        self._progress.setVisible(total > 0)
        self._cancel.setVisible(total > 0)
        self._progress.setMaximum(max(total, 1))
        self._progress.setValue(done)

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        """Down and Enter lead from the filter into the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down:
                self.call_list.setFocus()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.call_list.open_current()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.filter_bar.words.clear()
                self.call_list.setFocus()
                return True
        return False

    def _button(self, name: str, wanted: Any = None) -> QPushButton:
        button = QPushButton(self._pane)
        button.setObjectName(name)
        if wanted is not None:
            button.clicked.connect(wanted)
        return button

    def _lay_out(self) -> None:
        for _ in range(2):
            self._tabs.addTab("")
        tools = QHBoxLayout()
        tools.setContentsMargins(12, 8, 12, 8)
        tools.setSpacing(8)
        tools.addWidget(self._tabs)
        tools.addSpacing(8)
        tools.addWidget(self.filter_bar.words, 1)
        for part in (self.filter_bar.status, self.filter_bar.more, self._columns):
            tools.addWidget(part)
        tools.addStretch(0)
        tools.addWidget(self._live)
        tools.addWidget(self._import)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 6, 14, 6)
        foot.setSpacing(8)
        foot.addWidget(self._count)
        foot.addStretch(1)
        foot.addWidget(self._progress)
        foot.addWidget(self._cancel)
        pane = self._pane
        self._pages.addWidget(self.call_list)
        self._pages.addWidget(self._day)
        inside = QVBoxLayout(pane)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addLayout(tools)
        inside.addWidget(self.filter_bar)
        inside.addWidget(self._pages, 1)
        inside.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(pane)

    def _wire(self) -> None:
        self._tabs.currentChanged.connect(self._on_tab)
        self.filter_bar.words.installEventFilter(self)
        acts = self.call_list.acts
        self._columns.menu().aboutToShow.connect(
            lambda: acts.fill_columns_menu(self._columns.menu())
        )
        acts.toast_wanted.connect(self.toast_wanted)
        acts.feedback_wanted.connect(self.feedback_wanted)
        acts.send_wanted.connect(self.send_wanted)
        acts.playlist_wanted.connect(self.playlist_wanted)
        acts.progressed.connect(self._on_progress)
        self._cancel.clicked.connect(acts.cancel_export)
        self.call_list.shown.connect(self._show_count)
        self.call_list.table.selectionModel().selectionChanged.connect(
            lambda *_: self._show_count()
        )
        self.call_list.state.import_wanted.connect(self.import_wanted)
        self.call_list.state.demo_wanted.connect(self.demo_wanted)
        for table in (self.call_list.table, self._today):
            table.call_chosen.connect(self.call_chosen)


def _read_day(db: Database, person: str, since: int) -> list[EvaluationRow]:
    rows = find_evaluations(db, person, since, since + _DAY_MS)
    note_versions(db, [row.scorecard for row in rows])
    return rows


def _card_name(version: str) -> str:
    try:
        return get_version(version).name.render(i18n.catalogue_language())
    except UserFacingError:  # its publication has not arrived
        return version[:8]
