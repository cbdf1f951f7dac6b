"""Moving agents to a team, and giving it a lead, from a day on; the past keeps its dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

from sqlite_utils import Database

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import Change, create, set_fields
from qa_desktop.journal.journal import new_id
from qa_desktop.store.memberships import (
    Membership,
    find_leads,
    find_memberships,
    find_undated_teams,
    standing,
)
from qa_desktop.store.workspace import Changes, Workspace


def move_to_team(
    workspace: Workspace, agents: Sequence[str], team: str | None, begins: str
) -> Changes:
    """One act: all of ``agents`` belong to ``team`` (None: to none) from the ISO day ``begins``."""
    moves = membership_changes(workspace.db, dict.fromkeys(agents, team), begins)
    return workspace.write(moves)


def set_lead(workspace: Workspace, team: str, agent: str | None, begins: str) -> Changes:
    """``agent`` (None: nobody) leads the team from the ISO day ``begins``."""
    day_before(begins)
    known = find_leads(workspace.db, [team]).get(team, [])
    return workspace.write(_dated("team_lead", "team", team, agent or "", begins, known, ""))


def membership_changes(
    db: Database, teams: Mapping[str, str | None], begins: str, *, first_is_undated: bool = False
) -> list[Change]:
    """What to write so that each agent of ``teams`` belongs to that team (None: to none) from the
    ISO day ``begins`` until the next move that is already known.

    Nothing for those that do already. With ``first_is_undated`` an agent of whom no team was ever
    known gets it for all time: a roster that is imported after the recordings says where they
    belong, not that they came today. Raises ``UserFacingError`` for a day that is none.
    """
    day_before(begins)
    held = find_memberships(db, teams)
    undated = find_undated_teams(db)
    changes: list[Change] = []
    for agent, team in teams.items():
        known, first = held.get(agent, []), undated.get(agent) or ""
        if first_is_undated and not known and not first:
            if team:
                changes.append(set_fields("agent", agent, {"team": team}))
        else:
            changes += _dated("membership", "agent", agent, team or "", begins, known, first)
    return changes


def _dated(
    record: str,
    owner: Literal["agent", "team"],
    id: str,
    wanted: str,
    begins: str,
    known: list[Membership],
    undated: str,
) -> list[Change]:
    """``owner`` ``id`` gets the other one, ``wanted``, from a day on; ``known`` is its history."""
    other = "team" if owner == "agent" else "agent"
    now = standing(known, begins)
    if (getattr(now, other) if now else undated) == wanted:
        return []
    if now and now.begins == begins:  # said again, otherwise: none that holds no day is left
        return [set_fields(record, now.id, {other: wanted})]
    covering = [row for row in known if row.covers(begins)]
    ended = [set_fields(record, row.id, {"ends": day_before(begins)}) for row in covering]
    ends = min((day_before(row.begins) for row in known if row.begins > begins), default=None)
    values = {owner: id, other: wanted, "begins": begins, "ends": ends}
    return [*ended, create(record, new_id(), values)]


def day_before(day: str) -> str:
    """The ISO day before; raises ``UserFacingError`` for a text that is no day."""
    return (read_day(day) - timedelta(days=1)).isoformat()


def read_day(day: str) -> date:
    """A day written as 2026-11-20 and no other way, since days are compared as text."""
    try:
        read = date.fromisoformat(day)
        if read.isoformat() == day and date.min < read < date.max:
            return read
    except ValueError:
        pass
    raise UserFacingError("roster.bad_day", value=day)
