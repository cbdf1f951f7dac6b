"""Moving agents to a team from a day on; what came before keeps its dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlite_utils import Database

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import Change, create, set_fields
from qa_desktop.journal.journal import new_id
from qa_desktop.store.memberships import Membership, find_memberships
from qa_desktop.store.workspace import Changes, Workspace


def move_to_team(
    workspace: Workspace, agents: Sequence[str], team: str | None, begins: str
) -> Changes:
    """One act: all of ``agents`` belong to ``team`` (None: to none) from the ISO day ``begins``."""
    moves = membership_changes(workspace.db, dict.fromkeys(agents, team), begins)
    return workspace.write(moves)


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
    undated = dict(db.conn.execute("SELECT id, team FROM agent"))
    changes: list[Change] = []
    for agent, team in teams.items():
        known = held.get(agent, [])
        if first_is_undated and not known and not undated.get(agent):
            if team:
                changes.append(set_fields("agent", agent, {"team": team}))
        else:
            changes += _moved(agent, team or "", begins, known, undated.get(agent) or "")
    return changes


def _moved(
    agent: str, team: str, begins: str, known: list[Membership], undated: str
) -> list[Change]:
    covering = [membership for membership in known if membership.covers(begins)]
    if (covering[-1].team if covering else undated) == team:
        return []
    same_day = [membership for membership in covering if membership.begins == begins]
    if same_day:  # said again, otherwise: no membership of no days is left behind
        return [set_fields("membership", same_day[-1].id, {"team": team})]
    ended = [
        set_fields("membership", membership.id, {"ends": day_before(begins)})
        for membership in covering
    ]
    later = [membership.begins for membership in known if membership.begins > begins]
    ends = day_before(min(later)) if later else None
    values = {"agent": agent, "team": team, "begins": begins, "ends": ends}
    return [*ended, create("membership", new_id(), values)]


def day_before(day: str) -> str:
    """The ISO day before; raises ``UserFacingError`` for a text that is no day."""
    try:
        read = date.fromisoformat(day)
        if read.isoformat() == day:  # 20261120 is a date too, but would not compare as text
            return (read - timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        pass
    raise UserFacingError("roster.bad_day", value=day)
