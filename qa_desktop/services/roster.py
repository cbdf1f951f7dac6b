"""Loading a roster 花名册 and a call-detail list 拨打明细表 from a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from qa_desktop.exchange.call_list import CallRow as ListedCall
from qa_desktop.exchange.call_list import read_call_list
from qa_desktop.exchange.roster import AgentRow as ListedAgent
from qa_desktop.exchange.roster import read_roster
from qa_desktop.exchange.tables import Rejected
from qa_desktop.journal.changes import Change, create, set_fields
from qa_desktop.journal.journal import new_id
from qa_desktop.services.agents import AgentBook
from qa_desktop.store.calls import CallRow, find_calls
from qa_desktop.store.settings import get_setting
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.texts import Text, text

DURATION_TOLERANCE_MS = 3000
"""Exchanges round durations and count ringing differently."""


@dataclass
class LoadReport:
    """``unmatched`` are rows for which no one recording was found, with the reason."""

    added: int = 0
    updated: int = 0
    matched: int = 0
    unmatched: list[Rejected] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    changes: Changes = field(default_factory=lambda: Changes(frozenset()))


def load_roster(workspace: Workspace, file: Path) -> LoadReport:
    """Add and update agents by work number; one act. A blank cell changes nothing."""
    table = read_roster(file)
    report = LoadReport(rejected=table.rejected)
    agents = AgentBook(workspace)
    changes = []
    for row in table.rows:
        values = _agent_values(row, agents)
        known = agents.known(row.agent)
        if known:
            changes.append(set_fields("agent", known, values))
        else:
            changes.append(create("agent", new_id(), {"number": row.agent, **values}))
        report.updated += bool(known)
        report.added += not known
    report.changes = workspace.write(agents.changes + changes)
    return report


def _agent_values(row: ListedAgent, agents: AgentBook) -> dict[str, Any]:
    values = {
        "name": row.name,
        "nickname": row.nickname,
        "team": agents.team_id(row.team) if row.team else None,
        "skill_group": row.skill_group,
        "project": "、".join(row.projects),
        "area": row.area,
        "hire_date": row.hired.isoformat() if row.hired else None,
        "status": row.status,
    }
    return {name: value for name, value in values.items() if value}


def load_call_list(workspace: Workspace, file: Path) -> LoadReport:
    """Match rows to calls by serial, else by agent and time ± tolerance; fill in what they say."""
    table = read_call_list(file)
    report = LoadReport(rejected=table.rejected)
    agents = AgentBook(workspace)
    tolerance = timedelta(seconds=get_setting(workspace.db, "match_tolerance_s"))
    calls = _Calls(find_calls(workspace.db, workspace.person), tolerance)
    matches = [(row, calls.fitting(row)) for row in table.rows]
    rivals = _rivals(matches)
    changes: list[Change] = []
    for row, found in matches:
        why = _why_not(row, found, rivals)
        if why is None:
            changes.append(set_fields("call", found[0].id, _call_values(row, agents)))
            report.matched += 1
        else:
            report.unmatched.append({"row": row.row, "why": why})
    report.changes = workspace.write(agents.changes + changes)
    report.updated = sum(1 for id in report.changes.ids if id in calls.ids)
    return report


_Match = tuple[ListedCall, list[CallRow]]


def _rivals(matches: list[_Match]) -> dict[str, list[int]]:
    """By call, the numbers of the rows that fit it alone: dialled again within the tolerance, two
    rows may fit the one recording that was kept. One that names its serial goes first."""
    fitting: dict[str, list[ListedCall]] = {}
    for row, found in matches:
        if len(found) == 1:
            fitting.setdefault(found[0].id, []).append(row)
    serials = {found[0].id: found[0].serial for _, found in matches if found}
    rivals = {}
    for call, rows in fitting.items():
        named = [row for row in rows if row.serial and row.serial == serials[call]]
        rivals[call] = [row.row for row in named or rows]
    return rivals


def _why_not(row: ListedCall, found: list[CallRow], rivals: dict[str, list[int]]) -> Text | None:
    """Why a row gets no call, or None when it gets the one in ``found``."""
    if not found:
        return text("import.no_call")
    if len(found) > 1:
        return text("import.several_calls", count=len(found))
    rows = rivals[found[0].id]
    if rows == [row.row]:
        return None
    return text("import.several_rows", rows="、".join(map(str, sorted({*rows, row.row}))))


class _Calls:
    """The calls held, ready to be looked up by serial and by agent."""

    def __init__(self, calls: Iterable[CallRow], tolerance: timedelta) -> None:
        self._tolerance = tolerance
        self._by_serial: dict[str, list[CallRow]] = {}
        self._by_agent: dict[str, list[CallRow]] = {}
        self.ids: set[str] = set()
        for call in calls:
            self.ids.add(call.id)
            if call.serial:
                self._by_serial.setdefault(call.serial, []).append(call)
            if call.agent_number:
                self._by_agent.setdefault(call.agent_number, []).append(call)

    def fitting(self, row: ListedCall) -> list[CallRow]:
        if row.serial and row.serial in self._by_serial:
            return self._by_serial[row.serial]
        if row.started is None:
            return []
        near = self._by_agent.get(row.agent, [])
        return [call for call in near if self._fits(call, row, row.started)]

    def _fits(self, call: CallRow, row: ListedCall, started: datetime) -> bool:
        if call.started is None or (call.serial and row.serial and call.serial != row.serial):
            return False
        if abs(datetime.fromisoformat(call.started) - started) > self._tolerance:
            return False
        if row.duration_ms is None or call.duration_ms is None:
            return True
        return abs(row.duration_ms - call.duration_ms) <= DURATION_TOLERANCE_MS


def _call_values(row: ListedCall, agents: AgentBook) -> dict[str, Any]:
    values = {
        "serial": row.serial,
        "agent": agents.id_of(row.agent) if row.agent else None,
        "started": row.started.isoformat(timespec="seconds") if row.started else None,
        "customer_number": row.number,
        "disposition": row.disposition,
        "business": row.business,
        "order_number": row.order,
    }
    return {name: value for name, value in values.items() if value}
