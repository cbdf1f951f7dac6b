"""The Exchange screen 数据交换: people and devices, sent, received, conflicts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from qa_desktop.store.workspace import Changes
from qa_desktop.ui.exchange.arrived import ArrivedBundles
from qa_desktop.ui.exchange.conflicts_pane import ConflictsPane
from qa_desktop.ui.exchange.people_pane import PeoplePane
from qa_desktop.ui.exchange.received_pane import ReceivedPane
from qa_desktop.ui.exchange.sent_pane import SentPane
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.screen import Screen
from qa_desktop.ui.tasks import Desk

AREAS = ("people", "sent", "received", "conflicts")
_LOCAL = {"draft", "listening"}
"""Changes that never matter to others."""


class ExchangeView(Screen):
    """The area shown last is shown again."""

    toast_wanted = Signal(str, object)
    history_wanted = Signal(str, str)
    slip_wanted = Signal(str)
    open_wanted = Signal()
    file_opened = Signal(object)
    write_wanted = Signal(object)
    request_wanted = Signal(object)
    answer_wanted = Signal(str, str)

    def __init__(
        self,
        desk: Desk,
        preferences: Preferences,
        inbox: ArrivedBundles,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("exchange_view")
        self._preferences = preferences
        self._is_stale = False
        self._conflict_count = 0
        self._tabs = named("exchange_tabs", QTabBar(self))
        self._tabs.setDrawBase(False)
        self._tabs.setUsesScrollButtons(False)
        self.people = PeoplePane(desk, preferences, self)
        self.sent = SentPane(desk, preferences, self)
        self.received = ReceivedPane(desk, inbox, self)
        self.conflicts = ConflictsPane(desk, preferences, self)
        self._panes = (self.people, self.sent, self.received, self.conflicts)
        self._pages = QStackedWidget(self)
        for pane in self._panes:
            self._tabs.addTab("")
            self._pages.addWidget(pane)
        self._lay_out()
        self._tabs.currentChanged.connect(self._on_tab)
        self.people.open_wanted.connect(self.open_wanted)
        self.people.write_wanted.connect(self.write_wanted)
        self.people.request_wanted.connect(self.request_wanted)
        self.sent.write_wanted.connect(self.write_wanted)
        self.sent.answer_wanted.connect(self.answer_wanted)
        self.sent.toast_wanted.connect(self.toast_wanted)
        self.received.open_wanted.connect(self.open_wanted)
        self.received.file_opened.connect(self.file_opened)
        self._inbox = inbox
        inbox.changed.connect(self._show_tabs)
        self.conflicts.bundle_wanted.connect(self.open_wanted)
        self.conflicts.toast_wanted.connect(self.toast_wanted)
        self.conflicts.slip_wanted.connect(self.slip_wanted)
        self.conflicts.history_wanted.connect(self.history_wanted)
        self.conflicts.counted.connect(self._on_counted)
        self.retranslate()
        kept = preferences.remembered("exchange_area")
        self.show_area(kept if kept in AREAS else AREAS[0])

    def show_area(self, area: str) -> None:
        """One of ``AREAS``."""
        place = AREAS.index(area)
        self._tabs.setCurrentIndex(place)
        self._on_tab(place)

    def refresh(self, changes: Changes) -> None:
        if changes.subjects - _LOCAL:
            self._is_stale = True
            if self.isVisible():
                self._read()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while another screen was shown."""
        if self._is_stale:
            self._read()
        super().showEvent(event)

    def _read(self) -> None:
        self._is_stale = False
        for pane in self._panes:
            pane.read()

    def _on_tab(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        self._preferences.remember("exchange_area", AREAS[place])
        self.setFocus()

    def focusInEvent(self, event) -> None:
        self._panes[self._tabs.currentIndex()].keyboard.setFocus(event.reason())

    def _on_counted(self, count: int) -> None:
        self._conflict_count = count
        self._show_tabs()

    def _show_tabs(self) -> None:
        names = (
            translate("Exchange", "People and devices"),
            translate("Exchange", "Sent"),
            translate("Exchange", "Received"),
            translate("Exchange", "Conflicts"),
        )
        for place, words in enumerate(names):
            count = {"received": self._inbox.new_count, "conflicts": self._conflict_count}.get(
                AREAS[place], 0
            )
            self._tabs.setTabText(place, f"{words}  {count:,}" if count else words)

    def retranslate(self) -> None:
        self._tabs.setAccessibleName(translate("Exchange", "Areas of exchange"))
        self._show_tabs()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(12, 8, 12, 8)
        tools.addWidget(self._tabs)
        tools.addStretch(1)
        pane = QFrame(self)
        pane.setProperty("role", "pane")
        inside = QVBoxLayout(pane)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addLayout(tools)
        inside.addWidget(self._pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(pane)
