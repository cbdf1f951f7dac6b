"""The Recordings screen 录音: all calls, and what was submitted today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from sqlite_utils import Database

from qa_desktop.store.call_search import count_by_status
from qa_desktop.store.calls import CallRow, CallStatus, find_calls
from qa_desktop.store.evaluations import EvaluationRow, find_evaluations
from qa_desktop.store.scorecards import get_version
from qa_desktop.store.workspace import Changes
from qa_desktop.ui import i18n, icons
from qa_desktop.ui.calls.models import calls_model, today_model
from qa_desktop.ui.calls.rows_table import RowsTable
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.screen import Screen
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.words import status_name

_STATUSES: tuple[CallStatus | None, ...] = (None, "new", "draft", "evaluated", "invalid")
_TYPING_MS = 120
_DAY_MS = 86_400_000


class CallsView(Screen):
    """Reads on the reader thread while the person types; never blocks."""

    call_chosen = Signal(str)
    import_wanted = Signal()
    live_wanted = Signal()

    def __init__(self, desk: Desk, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calls_view")
        self._desk = desk
        self._preferences = preferences
        self._counts: dict[str, int] = {}
        self._shown = 0
        self._tabs = QTabBar(self)
        self._tabs.setObjectName("calls_tabs")
        self._tabs.setDrawBase(False)
        self._filter = QLineEdit(self)
        self._filter.setObjectName("calls_filter")
        self._filter.setClearButtonEnabled(True)
        self._status = QComboBox(self)
        self._status.setObjectName("calls_status")
        self._status.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._import = self._button("calls_import", self.import_wanted)
        self._import.setProperty("role", "primary")
        self._live = self._button("calls_live", self.live_wanted)
        self._calls = RowsTable(calls_model(), self)
        self._calls.setObjectName("calls_table")
        self._today = RowsTable(today_model(_card_name), self)
        self._today.setObjectName("today_table")
        self._pages = QStackedWidget(self)
        self._count = QLabel(self)
        self._count.setObjectName("calls_count")
        self._count.setProperty("role", "muted")
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._lay_out()
        self._wire()
        self.retranslate()
        self.setFocusProxy(self._calls)
        self._read_calls()
        self._read_today()

    def refresh(self, changes: Changes) -> None:
        """What changed elsewhere."""
        if changes.subjects & {"call", "recording", "evaluation", "agent", "team", "file_name"}:
            self._typing.start()
        if changes.subjects & {"evaluation", "agent"}:
            self._read_today()

    def retranslate(self) -> None:
        for place, words in enumerate(
            (translate("Calls", "All recordings"), translate("Calls", "Submitted today"))
        ):
            self._tabs.setTabText(place, words)
        self._filter.setPlaceholderText(
            translate("Calls", "Find agent, team, serial number, business…")
        )
        self._filter.setAccessibleName(translate("Calls", "Filter"))
        self._status.setAccessibleName(translate("Calls", "Status"))
        for place, code in enumerate(_STATUSES):
            words = status_name(code) if code else translate("Calls", "Every status")
            self._status.setItemText(place, words)
        self._import.setText(translate("Calls", "Import…"))
        self._live.setText(translate("Calls", "New live call…"))
        self._live.setIcon(icons.icon("stopwatch"))
        self._calls.setAccessibleName(translate("Calls", "Recordings"))
        self._today.setAccessibleName(translate("Calls", "Submitted today"))
        self._show_count()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Typing anywhere on the screen filters."""
        if event.text().isprintable() and event.text() and not event.modifiers():
            self._filter.setFocus()
            self._filter.insert(event.text())
        else:
            super().keyPressEvent(event)

    def _read_calls(self) -> None:
        read = partial(
            _read_list,
            person=self._desk.person,
            text=self._filter.text().strip(),
            status=_STATUSES[self._status.currentIndex()],
        )
        self._desk.read("calls", read, self._on_calls)

    def _read_today(self) -> None:
        midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
        since = int(midnight.timestamp() * 1000)
        read = partial(
            find_evaluations, person=self._desk.person, since_ms=since, until_ms=since + _DAY_MS
        )
        self._desk.read("today", read, self._on_today)

    def _on_calls(self, found: tuple[list[CallRow], dict[str, int]]) -> None:
        rows, self._counts = found
        self._shown = len(rows)
        self._calls.set_rows(rows)
        self._show_count()

    def _on_today(self, rows: Sequence[EvaluationRow]) -> None:
        self._today.set_rows(rows)
        self._show_count()

    def _show_count(self) -> None:
        if self._tabs.currentIndex() == 0:
            words = translate("Calls", "{shown} shown · {new} to inspect · {all} in all").format(
                shown=self._shown,
                new=self._counts.get("new", 0) + self._counts.get("draft", 0),
                all=sum(self._counts.values()),
            )
        else:
            done = self._today.model().rowCount()
            target = self._preferences.get("daily_target")
            words = translate("Calls", "{done} of {target} today").format(done=done, target=target)
        self._count.setText(words)

    def _on_tab(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        table = (self._calls, self._today)[place]
        self.setFocusProxy(table)
        table.setFocus()
        for part in (self._filter, self._status):
            part.setVisible(place == 0)
        self._show_count()

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        """Down and Enter lead from the filter into the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down:
                self._calls.setFocus()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._calls.keyPressEvent(event)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._filter.clear()
                self._calls.setFocus()
                return True
        return False

    def _button(self, name: str, wanted: Any) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.clicked.connect(wanted)
        return button

    def _lay_out(self) -> None:
        for _ in range(2):
            self._tabs.addTab("")
        self._status.addItems([""] * len(_STATUSES))
        tools = QHBoxLayout()
        tools.setContentsMargins(12, 8, 12, 8)
        tools.setSpacing(8)
        tools.addWidget(self._tabs)
        tools.addSpacing(8)
        tools.addWidget(self._filter, 1)
        tools.addWidget(self._status)
        tools.addStretch(0)
        tools.addWidget(self._live)
        tools.addWidget(self._import)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 6, 14, 6)
        foot.addWidget(self._count)
        pane = QFrame(self)
        pane.setProperty("role", "pane")
        self._pages.addWidget(self._calls)
        self._pages.addWidget(self._today)
        inside = QVBoxLayout(pane)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addLayout(tools)
        inside.addWidget(self._pages, 1)
        inside.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(pane)

    def _wire(self) -> None:
        self._tabs.currentChanged.connect(self._on_tab)
        self._filter.textChanged.connect(lambda _text: self._typing.start())
        self._filter.installEventFilter(self)
        self._status.currentIndexChanged.connect(lambda _index: self._read_calls())
        self._typing.timeout.connect(self._read_calls)
        for table in (self._calls, self._today):
            table.call_chosen.connect(self.call_chosen)


def _read_list(
    db: Database, person: str, text: str, status: CallStatus | None
) -> tuple[list[CallRow], dict[str, int]]:
    return find_calls(db, person, text=text, status=status), count_by_status(db)


def _card_name(version: str) -> str:
    return get_version(version).name.render(i18n.catalogue_language())
