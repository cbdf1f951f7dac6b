"""Loading a roster 花名册: agents by work number, their teams from a day on."""

from __future__ import annotations

from datetime import date
from typing import Any

from qa_desktop.exchange.roster import AgentRow as ListedAgent
from qa_desktop.exchange.tables import ListContent
from qa_desktop.journal.changes import Change, create, set_fields
from qa_desktop.journal.journal import new_id
from qa_desktop.services.agents import AgentBook
from qa_desktop.services.list_report import LoadReport
from qa_desktop.services.memberships import membership_changes
from qa_desktop.services.people import listed_project_changes
from qa_desktop.store.workspace import Workspace


def load_roster(
    workspace: Workspace, content: ListContent[ListedAgent], *, begins: str | None = None
) -> LoadReport:
    """Add and update agents; one act. A blank cell changes nothing.

    An agent who comes into another team belongs to it from the ISO day ``begins`` (today).
    """
    agents = AgentBook(workspace)
    known: dict[str, str] = {}
    teams: dict[str, str | None] = {}
    projects: dict[str, tuple[str, ...]] = {}
    changes: list[Change] = []
    for row in content.rows:
        values = _agent_values(row)
        agent = agents.known(row.agent)
        if agent is None:
            team = agents.team_id(row.team) if row.team else None
            values |= {
                "number": row.agent,
                "team": team,
                "project": "、".join(row.projects) or None,
            }
            changes.append(create("agent", new_id(), values))
            continue
        known[agent] = row.agent
        changes.append(set_fields("agent", agent, values))
        if row.projects:
            projects[agent] = row.projects
        if row.team:
            teams[agent] = agents.team_id(row.team)
    day = begins or date.today().isoformat()
    moves = membership_changes(workspace.db, teams, day, first_is_undated=True)
    moves += listed_project_changes(workspace.db, projects, day)
    report = LoadReport(rejected=content.rejected)
    report.changes = workspace.write([*agents.changes, *changes, *moves])
    moved = {str(move.payload.get("agent")) for move in moves if move.kind == "create"}
    touched = known.keys() & {*report.changes.ids, *moved}
    report.added = report.new_agents = len(content.rows) - len(known)
    report.updated = len(touched)
    report.unchanged = len(known) - len(touched)
    return report


def _agent_values(row: ListedAgent) -> dict[str, Any]:
    values = {
        "name": row.name,
        "nickname": row.nickname,
        "skill_group": row.skill_group,
        "area": row.area,
        "hire_date": row.hired.isoformat() if row.hired else None,
        "status": row.status,
    }
    return {name: value for name, value in values.items() if value}
