"""The Roster screen 人员: agents, teams and projects, the tier rule, who looked at numbers."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from sqlite_utils import Database

from qa_desktop.services.people_list import Roster, read_roster
from qa_desktop.store.memberships import Membership, find_memberships
from qa_desktop.store.workspace import Changes
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.roster.acts import RosterActs
from qa_desktop.ui.roster.agents_page import AgentsPage
from qa_desktop.ui.roster.looks_page import LooksPage
from qa_desktop.ui.roster.teams_page import TeamsPage
from qa_desktop.ui.roster.tier_page import TierPage
from qa_desktop.ui.screen import Screen
from qa_desktop.ui.tasks import Desk

_SUBJECTS = {
    *("agent", "team", "membership", "team_lead", "project", "project_membership"),
    *("tier_choice", "tier_rule", "evaluation", "person"),
}


class RosterView(Screen):
    """Reads everything at once on the reader thread: a roster is some thousand rows."""

    import_wanted = Signal()
    """The person wants to read agents from a spreadsheet."""
    history_wanted = Signal(str)
    send_wanted = Signal(str)
    toast_wanted = Signal(str, str)
    """What was done, and the act for Undo."""

    def __init__(self, desk: Desk, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("roster_view")
        self._desk = desk
        self._day = date.today()
        self._is_stale = False
        self.acts = RosterActs(desk, self)
        self.agents = AgentsPage(self.acts, preferences, self)
        self._teams = TeamsPage(self.acts, self)
        self._tiers = TierPage(desk, self)
        self._looks = LooksPage(desk, self)
        self._tabs = QTabBar(self)
        self._tabs.setObjectName("roster_tabs")
        self._tabs.setDrawBase(False)
        self._tabs.setUsesScrollButtons(False)
        self._tabs.setExpanding(False)
        self._add = QPushButton(self)
        self._add.setObjectName("roster_add")
        self._add.clicked.connect(self.acts.add_agent)
        self._import = QPushButton(self)
        self._import.setObjectName("roster_import")
        self._import.setProperty("role", "primary")
        self._import.clicked.connect(self.import_wanted)
        self._pages = QStackedWidget(self)
        self._shown = (self.agents, self._teams, self._tiers, self._looks)
        for page in self._shown:
            self._tabs.addTab("")
            self._pages.addWidget(page)
        self._lay_out()
        self._tabs.currentChanged.connect(self._on_tab)
        self.agents.import_wanted.connect(self.import_wanted)
        self.agents.history_wanted.connect(self.history_wanted)
        self.agents.send_wanted.connect(self.send_wanted)
        self.agents.pane.history_wanted.connect(self._read_history)
        self.acts.done.connect(self.toast_wanted)
        self.acts.agent_added.connect(self.agents.choose)
        self.retranslate()
        self.keyboard = self.agents.table
        self._read()
        self._looks.refresh()

    def choose_agent(self, agent: str) -> None:
        """Show one agent, for instance from the palette."""
        self._tabs.setCurrentIndex(0)
        self.agents.choose(agent)

    def refresh(self, changes: Changes) -> None:
        if changes.subjects & _SUBJECTS:
            self._is_stale = True
            if self.isVisible():
                self._read()
        if "tier_rule" in changes.subjects:
            self._tiers.refresh()
        if "call" in changes.subjects:
            self._looks.refresh()

    def retranslate(self) -> None:
        for place, words in enumerate(
            (
                translate("Roster", "Agents"),
                translate("Roster", "Teams and projects"),
                translate("Roster", "Tier rule"),
                translate("Roster", "Number look-ups"),
            )
        ):
            self._tabs.setTabText(place, words)
        self._tabs.setAccessibleName(translate("Roster", "Roster"))
        self._add.setText(translate("Roster", "Add agent…"))
        self._import.setText(translate("Roster", "Import…"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """What changed meanwhile, and other teams and tiers when the program ran over midnight."""
        if self._is_stale or self._day != date.today():
            self._read()
        super().showEvent(event)

    def _read(self) -> None:
        self._day = date.today()
        self._is_stale = False
        self._desk.read("roster", partial(read_roster, today=self._day), self._on_roster)

    def _on_roster(self, roster: Roster) -> None:
        self.acts.roster = roster
        self.agents.set_roster(roster)
        self._teams.set_roster(roster)
        self._looks.set_roster(roster)

    def _read_history(self, agent: str) -> None:
        self._desk.read(
            "roster_history", partial(_read_history, agent), partial(self._on_history, agent)
        )

    def _on_history(self, agent: str, history: list[Membership]) -> None:
        self.agents.pane.set_history(agent, history)

    def _on_tab(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        for button in (self._add, self._import):
            button.setVisible(place == 0)
        self.keyboard = self._shown[place].keyboard
        self.keyboard.setFocus()

    def _lay_out(self) -> None:
        tabs = QHBoxLayout()
        tabs.setContentsMargins(12, 6, 12, 6)
        tabs.setSpacing(8)
        tabs.addWidget(self._tabs, 1)
        tabs.addWidget(self._add)
        tabs.addWidget(self._import)
        bar = QFrame(self)
        bar.setProperty("role", "pane")
        bar.setLayout(tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(bar)
        column.addWidget(self._pages, 1)


def _read_history(agent: str, db: Database) -> list[Membership]:
    return find_memberships(db, [agent]).get(agent, [])
