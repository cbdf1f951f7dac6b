"""Agents as a table: filtered and sorted values, texts made when they are drawn."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from qa_desktop.domain.agents import agent_words
from qa_desktop.services.people_list import AgentLine, Roster
from qa_desktop.ui import i18n, theme
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.words import agent_status_name, day_text, level_name, tier_name

_Index = QModelIndex | QPersistentModelIndex
ID_ROLE = Qt.ItemDataRole.UserRole
_TIER_COLORS = {"good": "strength", "fair": "accent", "poor": "critical", None: "muted"}
_STATUS_COLORS = {"new": "accent", "left": "muted"}
_RANK = {"good": 0, "fair": 1, "poor": 2, None: 3}


@dataclass(frozen=True)
class Filter:
    """What is shown. ``team`` None: every team, "": those in none; ``status`` "present" is all but
    who left; ``tier`` may be "none" (not tiered yet) or "due" (a first tier is wanted)."""

    words: str = ""
    team: str | None = None
    status: str | None = "present"
    tier: str | None = None

    def lets(self, line: AgentLine) -> bool:
        """Of all but ``words``, which the model looks for itself."""
        agent = line.agent
        if self.team is not None and (agent.team or "") != self.team:
            return False
        if self.status == "present" and agent.status == "left":
            return False
        if self.status not in (None, "present") and agent.status != self.status:
            return False
        if self.tier == "due" and line.tier.due is None:
            return False
        return self.tier in (None, "due") or (line.tier.tier or "none") == self.tier


def _searched(line: AgentLine) -> str:
    agent = line.agent
    parts = (agent.number, agent.name, agent.nickname, agent.team_name, agent.skill_group)
    return _folded("\n".join([*(part or "" for part in parts), agent.area or "", *line.projects]))


def _folded(words: str) -> str:
    return unicodedata.normalize("NFKC", words).casefold()


@dataclass(frozen=True)
class Column:
    """``sort`` gives what the column is ordered by; ``width`` is the first one, in px."""

    heading: Callable[[], str]
    text: Callable[[AgentLine], str]
    width: int
    sort: Callable[[AgentLine], Any] | None = None
    color: Callable[[AgentLine], str | None] = lambda _line: None
    number: bool = False


class AgentsModel(QAbstractTableModel):
    """The agents that a filter lets through, in the order that was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.filter = Filter()
        self.lines: list[AgentLine] = []
        self._all: Sequence[AgentLine] = ()
        self._searched: Mapping[str, str] = {}
        self._names: Mapping[str, str] = {}
        self._order: tuple[int, Qt.SortOrder] = (0, Qt.SortOrder.AscendingOrder)
        self._columns = self._made_columns()

    def set_roster(self, roster: Roster) -> None:
        self._all = roster.agents
        self._searched = {line.id: _searched(line) for line in roster.agents}
        self._names = names_of(roster)
        self._show()

    def set_filter(self, wanted: Filter) -> None:
        if wanted != self.filter:
            self.filter = wanted
            self._show()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self._columns):
            self._order = (column, order)
            self._show()

    def _show(self) -> None:
        column = self._columns[self._order[0]]
        key = column.sort or column.text
        words = _folded(self.filter.words).split()
        found = [
            line
            for line in self._all
            if self.filter.lets(line) and all(word in self._searched[line.id] for word in words)
        ]
        found.sort(key=lambda line: line.agent.number or "")
        found.sort(key=key, reverse=self._order[1] == Qt.SortOrder.DescendingOrder)
        self.beginResetModel()
        self.lines = found
        self.endResetModel()

    def row_of(self, agent: str) -> int:
        """-1 where the filter hides the agent."""
        return next((row for row, line in enumerate(self.lines) if line.id == agent), -1)

    def width_of(self, column: int) -> int:
        return self._columns[column].width

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line, column = self.lines[index.row()], self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(line)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tooltip(line) if index.column() in _TIER_COLUMNS else column.text(line) or None
        if role == ID_ROLE:
            return line.id
        if role == Qt.ItemDataRole.ForegroundRole and (name := column.color(line)):
            return theme.current().color(name)
        if role == Qt.ItemDataRole.TextAlignmentRole and column.number:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].heading()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            number = self._columns[section].number
            side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def retranslate(self) -> None:
        last = len(self._columns) - 1
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, last))

    def _lead(self, line: AgentLine) -> str:
        return self._names.get(line.lead or "", "")

    def _made_columns(self) -> list[Column]:
        return [
            Column(lambda: translate("Roster", "Agent"), _agent, 130, _number, _agent_color),
            Column(lambda: translate("Roster", "Team"), lambda row: row.agent.team_name or "", 80),
            Column(lambda: translate("Roster", "Team lead"), self._lead, 110),
            Column(lambda: translate("Roster", "Tier"), _tier, 90, _tier_rank, _tier_color),
            Column(
                lambda: translate("Roster", "Listening"),
                lambda row: level_name(row.tier.level),
                110,
                color=lambda _row: "muted",
            ),
            Column(lambda: translate("Roster", "Heard"), _heard, 70, _heard_count, number=True),
            Column(lambda: translate("Roster", "Last heard"), _last_heard, 90, _last_heard_day),
            Column(lambda: translate("Roster", "Status"), _status, 100, color=_status_color),
            Column(lambda: translate("Roster", "Skill group"), _skill_group, 90),
            Column(
                lambda: translate("Roster", "Projects"), lambda row: "、".join(row.projects), 110
            ),
            Column(
                lambda: translate("Roster", "Nickname"), lambda row: row.agent.nickname or "", 80
            ),
            Column(lambda: translate("Roster", "Area"), lambda row: row.agent.area or "", 80),
            Column(lambda: translate("Roster", "Hired"), _hired, 90, _hire_date),
        ]


_TIER_COLUMNS = (3, 4)


def _number(line: AgentLine) -> str:
    return line.agent.number or ""


def _agent_color(line: AgentLine) -> str | None:
    return "weakness" if line.same_number else None


def _tier_rank(line: AgentLine) -> int:
    return _RANK[line.tier.tier]


def _tier_color(line: AgentLine) -> str:
    return _TIER_COLORS[line.tier.tier]


def _heard(line: AgentLine) -> str:
    """Calls of this month; nothing is easier to see than a nought."""
    return str(line.heard_this_month or "")


def _heard_count(line: AgentLine) -> int:
    return line.heard_this_month


def _last_heard(line: AgentLine) -> str:
    return day_text(_last_heard_day(line))


def _last_heard_day(line: AgentLine) -> str:
    return line.last_heard.isoformat() if line.last_heard else ""


def _status(line: AgentLine) -> str:
    return agent_status_name(line.agent.status)


def _status_color(line: AgentLine) -> str | None:
    return _STATUS_COLORS.get(line.agent.status or "")


def _skill_group(line: AgentLine) -> str:
    return line.agent.skill_group or ""


def _projects(line: AgentLine) -> str:
    return "、".join(line.projects)


def _hired(line: AgentLine) -> str:
    return day_text(line.agent.hire_date)


def _hire_date(line: AgentLine) -> str:
    return line.agent.hire_date or ""


def _agent(line: AgentLine) -> str:
    words = agent_words(line.agent.number, line.agent.name)
    return f"⚠ {words}" if line.same_number else words


def _tier(line: AgentLine) -> str:
    name = tier_name(line.tier.tier)
    return f"{name} ✎" if line.tier.is_chosen else name


def _tooltip(line: AgentLine) -> str:
    return "\n".join(reason.render(i18n.catalogue_language()) for reason in line.tier.reasons)


def names_of(roster: Roster) -> dict[str, str]:
    """Number and name by agent id."""
    return {line.id: agent_words(line.agent.number, line.agent.name) for line in roster.agents}
