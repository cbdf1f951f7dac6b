"""Adding and changing agents, teams and projects; one act each, taken back by undo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from sqlite_utils import Database

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import Change, create, set_fields
from qa_desktop.journal.journal import new_id
from qa_desktop.services.memberships import day_before, membership_changes, read_day
from qa_desktop.store.memberships import find_leads, standing
from qa_desktop.store.people import agents_of_skill_group, find_agent_numbers, find_teams
from qa_desktop.store.projects import (
    find_project_memberships,
    find_projects,
    find_undated_projects,
)
from qa_desktop.store.workspace import Changes, Workspace

STATUSES: Final = ("new", "experienced", "left")
"""新员工, 老员工, 离职."""

_EDITABLE = ("number", "name", "nickname", "skill_group", "area", "hire_date", "status", "person")


def save_agent(
    workspace: Workspace, values: Mapping[str, str], *, id: str | None = None
) -> Changes:
    """Add an agent, or change some fields of the one with ``id``; an empty text clears a field.

    Raises ``UserFacingError`` without a work number, for one that another agent has, and for a
    hire date that is none.
    """
    assert set(values) <= set(_EDITABLE), values  # noqa: S101 - a team has dates of its own
    wanted = {name: value.strip() or None for name, value in values.items()}
    if "number" in wanted or id is None:
        _check_number(workspace.db, wanted.get("number"), id)
    if wanted.get("hire_date"):
        read_day(str(wanted["hire_date"]))
    if wanted.get("status") not in (None, *STATUSES):
        raise UserFacingError("agent.bad_status")
    change = set_fields("agent", id, wanted) if id else create("agent", new_id(), wanted)
    return workspace.write([change])


def _check_number(db: Database, number: str | None, id: str | None) -> None:
    if not number:
        raise UserFacingError("agent.number_missing")
    if any(held == number and agent != id for agent, held in find_agent_numbers(db).items()):
        raise UserFacingError("agent.number_taken", number=number)


def mark_left(workspace: Workspace, agents: Sequence[str], last_day: str) -> Changes:
    """离职: from the day after ``last_day`` on they are in no team and project and lead none."""
    db = workspace.db
    after = (read_day(last_day) + timedelta(days=1)).isoformat()
    changes = [
        set_fields("agent", agent, {"status": "left", "leave_date": last_day}) for agent in agents
    ]
    changes += membership_changes(db, dict.fromkeys(agents), after)
    changes += project_changes(db, dict.fromkeys(agents, ()), after)
    for rows in find_leads(db).values():
        held = standing(rows, after)
        if held is not None and held.agent in agents:
            changes.append(set_fields("team_lead", held.id, {"ends": last_day}))
    return workspace.write(changes)


def save_team(workspace: Workspace, name: str, *, id: str | None = None) -> Changes:
    """Add a team 班组, or give it another name."""
    wanted = _named(name)
    if find_teams(workspace.db).get(wanted, id) != id:
        raise UserFacingError("team.exists", name=wanted)
    values = {"name": wanted}
    return workspace.write(
        [set_fields("team", id, values) if id else create("team", new_id(), values)]
    )


def save_project(
    workspace: Workspace, name: str, *, begins: str = "", stage: str = "", id: str | None = None
) -> Changes:
    """Add a project 项目, or change it. ``begins`` is an ISO day or empty."""
    wanted = _named(name)
    if any(row.name == wanted and row.id != id for row in find_projects(workspace.db)):
        raise UserFacingError("project.exists", name=wanted)
    if begins:
        read_day(begins)
    values = {"name": wanted, "begins": begins or None, "stage": stage.strip() or None}
    return workspace.write(
        [set_fields("project", id, values) if id else create("project", new_id(), values)]
    )


def rename_skill_group(workspace: Workspace, old: str, new: str) -> Changes:
    """A skill group 技能组 is its name: all its agents get the new one."""
    wanted = _named(new)
    return set_skill_group(workspace, agents_of_skill_group(workspace.db, old), wanted)


def _named(name: str) -> str:
    if not name.strip():
        raise UserFacingError("people.name_missing")
    return name.strip()


def set_skill_group(workspace: Workspace, agents: Iterable[str], name: str) -> Changes:
    """Many agents at once; an empty name takes them out of theirs."""
    values = {"skill_group": name.strip() or None}
    return workspace.write([set_fields("agent", agent, values) for agent in agents])


def set_projects(
    workspace: Workspace, agents: Iterable[str], projects: Sequence[str], begins: str
) -> Changes:
    """From the ISO day ``begins`` on the agents work in exactly these projects (ids)."""
    wanted = dict.fromkeys(agents, tuple(projects))
    return workspace.write(project_changes(workspace.db, wanted, begins))


def project_changes(
    db: Database, projects: Mapping[str, Sequence[str]], begins: str
) -> list[Change]:
    """What to write so that each agent works in exactly these projects from a day on.

    The undated names in ``agent.project`` give way to what is dated.
    """
    day_before(begins)
    held = find_project_memberships(db)
    undated = find_undated_projects(db)
    changes: list[Change] = []
    for agent, wanted in projects.items():
        now = [row for row in held.get(agent, ()) if row.covers(begins)]
        changes += [
            set_fields("project_membership", row.id, {"ends": day_before(begins)})
            for row in now
            if row.project not in wanted
        ]
        known = {row.project for row in now}
        for project in wanted:
            if project not in known:
                values: dict[str, Any] = {"agent": agent, "project": project, "begins": begins}
                changes.append(create("project_membership", new_id(), values))
        if agent in undated:
            changes.append(set_fields("agent", agent, {"project": None}))
    return changes


def listed_project_changes(
    db: Database, names: Mapping[str, Sequence[str]], begins: str
) -> list[Change]:
    """What a roster that names projects means for each agent, new projects made where needed.

    Of whom nothing dated is known, the names are kept undated: a list says where an agent works,
    not since when, and a project that began today would begin the tier anew.
    """
    dated = find_project_memberships(db)
    ids = {project.name: project.id for project in reversed(find_projects(db))}
    changes: list[Change] = []
    wanted: dict[str, list[str]] = {}
    for agent, listed in names.items():
        if agent not in dated:
            changes.append(set_fields("agent", agent, {"project": "、".join(listed)}))
            continue
        for name in listed:
            if name not in ids:
                ids[name] = new_id()
                changes.append(create("project", ids[name], {"name": name}))
        wanted[agent] = [ids[name] for name in listed]
    return [*changes, *project_changes(db, wanted, begins)]
