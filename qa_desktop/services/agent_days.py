"""Agent statistics 话务员工作统计表: an agent's day is one record, whoever imports it."""

from __future__ import annotations

import uuid
from fractions import Fraction
from typing import Any

from qa_desktop.exchange.agent_statistics import AgentDayRow
from qa_desktop.exchange.tables import ListContent
from qa_desktop.journal.changes import create, set_fields
from qa_desktop.services.agents import AgentBook
from qa_desktop.services.list_report import LoadReport
from qa_desktop.store.agent_lists import find_agent_days
from qa_desktop.store.workspace import Workspace


def id_of_day(agent: str, day: str) -> str:
    """UUIDv5(agent, day): two people who import the same sheet make the same record."""
    return str(uuid.uuid5(uuid.UUID(agent), day))


def load_statistics(workspace: Workspace, content: ListContent[AgentDayRow]) -> LoadReport:
    """Add and update days; one act. A blank cell changes nothing; an unknown agent is made."""
    agents = AgentBook(workspace)
    wanted = {id_of_day(agents.id_of(row.agent), row.day.isoformat()): row for row in content.rows}
    held = find_agent_days(workspace.db, list(wanted))
    changes = []
    for id, row in wanted.items():
        values = _values(row)
        if id not in held:
            key = {"agent": agents.id_of(row.agent), "day": row.day.isoformat()}
            changes.append(create("agent_day", id, {**key, **values}))
        changes.append(set_fields("agent_day", id, values))  # one deleted before is set anew
    report = LoadReport(rejected=content.rejected, new_agents=len(agents.changes))
    report.changes = workspace.write([*agents.changes, *changes])
    touched = set(report.changes.ids)
    report.added = len(wanted.keys() - held)
    report.updated = len(held & touched)
    report.unchanged = len(held) - report.updated
    return report


def _values(row: AgentDayRow) -> dict[str, Any]:
    values = {
        "dialled": row.dialled,
        "connected": row.connected,
        "accessed": row.accessed,
        "done": row.done,
        "refusal_rate": _exact(row.refusal),
        "worked_ms": row.worked_ms,
        "utilisation": _exact(row.utilisation),
    }
    return {name: value for name, value in values.items() if value is not None}


def _exact(rate: Fraction | None) -> str | None:
    return None if rate is None else str(rate)
