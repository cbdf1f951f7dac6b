"""The list of agents: search, filters, acts on one or many, the chosen one beside it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.services.people import STATUSES
from qa_desktop.services.people_list import AgentLine, Roster
from qa_desktop.ui.fitting_combo import FittingCombo
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.roster.acts import RosterActs
from qa_desktop.ui.roster.agent_pane import AgentPane
from qa_desktop.ui.roster.agents_model import AgentsModel, Filter
from qa_desktop.ui.roster.agents_table import AgentsTable
from qa_desktop.ui.roster.nobody import Nobody
from qa_desktop.ui.words import agent_status_name, tier_name

_FIRST_SIZES = [760, 360]


class AgentsPage(QWidget):
    """Enter leads into the fields of the chosen agent, letters into the search."""

    import_wanted = Signal()
    history_wanted = Signal(str)
    """Of the agent with this id."""
    send_wanted = Signal(str)
    """The agent that is to go into a bundle."""

    def __init__(
        self, acts: RosterActs, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._acts = acts
        self._preferences = preferences
        self._roster: Roster | None = None
        self._wanted: str | None = None
        self._search = QLineEdit(self)
        self._search.setObjectName("roster_search")
        self._search.setClearButtonEnabled(True)
        self._team = self._combo("roster_team")
        self._status = self._combo("roster_status")
        self._tier = self._combo("roster_tier")
        self._model = AgentsModel()
        self.table = AgentsTable(self._model, self)
        self.keyboard: QWidget = self.table
        self.pane = AgentPane(acts, self)
        self._count = QLabel(self)
        self._count.setObjectName("roster_count")
        self._count.setProperty("role", "muted")
        self._bulk = {
            "move": self._button("roster_move", lambda: acts.move(self._selected())),
            "group": self._button(
                "roster_group", lambda: acts.choose_skill_group(self._selected())
            ),
            "tier": self._button("roster_choose_tier", lambda: acts.choose_tier(self._selected())),
            "left": self._button("roster_left", lambda: acts.mark_left(self._selected())),
        }
        self._empty = Nobody(self)
        self._empty.import_wanted.connect(self.import_wanted)
        self._empty.add_wanted.connect(acts.add_agent)
        self._empty.clear_wanted.connect(self._clear_filters)
        self._lay_out()
        self._wire()
        self.retranslate()

    def set_roster(self, roster: Roster) -> None:
        """Fresh rows; who was selected stays so."""
        self._roster = roster
        chosen = {line.id for line in self._selected()}
        self._fill_teams()
        self._model.set_roster(roster)
        self._select(chosen)
        if self._wanted is not None:
            self.choose(self._wanted)
        self._show_state()

    def choose(self, agent: str) -> None:
        """Select an agent, now or when the list has it; filters that hide the agent are taken
        off."""
        self._wanted = agent
        if self._roster is not None and any(line.id == agent for line in self._roster.agents):
            self._wanted = None
            if self._model.row_of(agent) < 0:
                self._clear_filters()
            self._select({agent})

    def retranslate(self) -> None:
        self._search.setPlaceholderText(translate("Roster", "Find number, name, team, group…"))
        self._search.setAccessibleName(translate("Roster", "Search the roster"))
        self._team.setAccessibleName(translate("Roster", "Team"))
        self._status.setAccessibleName(translate("Roster", "Status"))
        self._tier.setAccessibleName(translate("Roster", "Tier"))
        self.table.setAccessibleName(translate("Roster", "Agents"))
        for name, words in (
            ("move", translate("Roster", "Move…")),
            ("group", translate("Roster", "Skill group…")),
            ("tier", translate("Roster", "Set tier…")),
            ("left", translate("Roster", "Has left…")),
        ):
            self._bulk[name].setText(words)
        self._refill(
            self._status,
            [
                ("present", translate("Roster", "Present")),
                (None, translate("Roster", "Everybody")),
                *((code, agent_status_name(code)) for code in STATUSES),
            ],
        )
        self._refill(
            self._tier,
            [
                (None, translate("Roster", "Every tier")),
                *((code, tier_name(code)) for code in ("good", "fair", "poor")),
                ("none", tier_name(None)),
                ("due", translate("Roster", "First tier wanted")),
            ],
        )
        self._fill_teams()
        self._empty.retranslate()
        self._show_state()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._model.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Typing anywhere on the page searches."""
        if event.text().isprintable() and event.text().strip() and not event.modifiers():
            self._search.setFocus()
            self._search.insert(event.text())
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        """Down and Enter lead from the search into the list, Esc clears it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.table.setFocus()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._search.clear()
                self.table.setFocus()
                return True
        return False

    # -- what is chosen

    def _selected(self) -> list[AgentLine]:
        rows = self.table.selectionModel().selectedRows()
        return [self._model.lines[index.row()] for index in rows]

    def _select(self, agents: set[str]) -> None:
        """These, or the first one."""
        rows = sorted(row for row in map(self._model.row_of, agents) if row >= 0)
        flags = QItemSelectionModel.SelectionFlag
        selection = self.table.selectionModel()
        if not self._model.lines:
            self._on_selected()
            return
        current = self._model.index(rows[0] if rows else 0, 0)
        selection.setCurrentIndex(current, flags.ClearAndSelect | flags.Rows)
        for row in rows[1:]:
            selection.select(self._model.index(row, 0), flags.Select | flags.Rows)

    def _on_selected(self) -> None:
        if self._roster is None:
            return
        chosen = self._selected()
        for button in self._bulk.values():
            button.setEnabled(bool(chosen))
        self.pane.show_agent(chosen[0] if len(chosen) == 1 else None, self._roster)
        self._show_count()

    def _show_state(self) -> None:
        if self._roster is None:
            return
        none_yet = not self._roster.agents
        self._empty.show_state(none_yet=none_yet)
        self._pages.setCurrentIndex(0 if self._model.lines else 1)
        self._show_count()

    def _show_count(self) -> None:
        if self._roster is None:
            return
        words = translate("Roster", "{shown} of {all} agents").format(
            shown=len(self._model.lines), all=len(self._roster.agents)
        )
        chosen = len(self._selected())
        if chosen > 1:
            many = translate("Roster", "{count} selected").format(count=chosen)
            words = f"{words} · {many}"
        due = sum(line.tier.due is not None for line in self._roster.agents)
        if due:
            waiting = translate("Roster", "{count} want a first tier").format(count=due)
            words = f"{words} · {waiting}"
        self._count.setText(words)

    # -- filters

    def _on_filter(self) -> None:
        chosen = {line.id for line in self._selected()}
        wanted = Filter(
            self._search.text(),
            self._team.currentData(),
            self._status.currentData(),
            self._tier.currentData(),
        )
        if wanted != self._model.filter:
            self._model.set_filter(wanted)
            self._select(chosen)
            self._show_state()

    def _clear_filters(self) -> None:
        self._search.clear()
        for combo in (self._team, self._status, self._tier):
            combo.setCurrentIndex(max(combo.findData(None), 0))
        self.table.setFocus()

    def _fill_teams(self) -> None:
        teams = self._roster.teams if self._roster else ()
        self._refill(
            self._team,
            [
                (None, translate("Roster", "Every team")),
                *((team.id, team.name) for team in teams),
                ("", translate("Roster", "No team")),
            ],
        )

    def _refill(self, combo: QComboBox, entries: list[tuple[Any, str]]) -> None:
        """Other words or other teams; what was chosen stays so."""
        place, chosen = combo.currentIndex(), combo.currentData()
        combo.blockSignals(True)
        combo.clear()
        for value, words in entries:
            combo.addItem(words, value)
        values = [value for value, _ in entries]
        combo.setCurrentIndex(values.index(chosen) if place >= 0 and chosen in values else 0)
        combo.blockSignals(False)

    # -- menu, layout

    def _open_menu(self, at: QPoint) -> None:
        chosen = self._selected()
        if not chosen:
            return
        menu = QMenu(self)
        menu.setObjectName("roster_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, act in (
            (translate("Roster", "Move to a team…"), self._acts.move),
            (translate("Roster", "Skill group…"), self._acts.choose_skill_group),
            (translate("Roster", "Projects…"), self._acts.choose_projects),
            (translate("Roster", "Set the tier by hand…"), self._acts.choose_tier),
            (translate("Roster", "Tier by the scores again"), self._acts.drop_tier),
            (translate("Roster", "Has left…"), self._acts.mark_left),
        ):
            menu.addAction(words).triggered.connect(
                lambda _checked=False, act=act: act(self._selected())
            )
        if len(chosen) == 1:
            menu.addSeparator()
            for words, wanted in (
                (translate("Roster", "History…"), self.history_wanted),
                (translate("Roster", "Send…"), self.send_wanted),
            ):
                menu.addAction(words).triggered.connect(
                    lambda _checked=False, wanted=wanted, id=chosen[0].id: wanted.emit(id)
                )
        menu.popup(at)

    def _combo(self, name: str) -> QComboBox:
        combo = FittingCombo(self)
        combo.setObjectName(name)
        return combo

    def _button(self, name: str, act) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.clicked.connect(lambda: act())
        return button

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(12, 8, 12, 8)
        tools.setSpacing(8)
        tools.addWidget(self._search, 1)
        for part in (self._team, self._status, self._tier):
            tools.addWidget(part)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 6, 12, 6)
        foot.setSpacing(8)
        foot.addWidget(self._count)
        foot.addStretch(1)
        for button in self._bulk.values():
            foot.addWidget(button)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._empty)
        list_pane = QFrame(self)
        list_pane.setProperty("role", "pane")
        inside = QVBoxLayout(list_pane)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addLayout(tools)
        inside.addWidget(self._pages, 1)
        inside.addLayout(foot)
        self._splitter = QSplitter(self)
        self._splitter.setObjectName("roster_splitter")
        self._splitter.setHandleWidth(8)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(list_pane)
        self._splitter.addWidget(self.pane)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setSizes(_FIRST_SIZES)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._splitter)

    def _wire(self) -> None:
        self._search.textChanged.connect(lambda _words: self._on_filter())
        self._search.installEventFilter(self)
        for combo in (self._team, self._status, self._tier):
            combo.currentIndexChanged.connect(lambda _index: self._on_filter())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._on_selected())
        self.table.opened.connect(self.pane.edit)
        self.table.menu_wanted.connect(self._open_menu)
        self._splitter.restoreState(self._preferences.remembered_bytes("roster_splitter"))
        self._splitter.splitterMoved.connect(
            lambda *_: self._preferences.remember_bytes(
                "roster_splitter", self._splitter.saveState()
            )
        )
        heads = self.table.horizontalHeader()
        heads.restoreState(self._preferences.remembered_bytes("roster_columns"))
        for changed in (heads.sectionResized, heads.sectionMoved, heads.sortIndicatorChanged):
            changed.connect(
                lambda *_: self._preferences.remember_bytes("roster_columns", heads.saveState())
            )
        self._model.sort(heads.sortIndicatorSection(), heads.sortIndicatorOrder())
        heads.sortIndicatorChanged.connect(self._on_sort)

    def _on_sort(self, column: int, order: Qt.SortOrder) -> None:
        chosen = {line.id for line in self._selected()}
        self._model.sort(column, order)
        self._select(chosen)
