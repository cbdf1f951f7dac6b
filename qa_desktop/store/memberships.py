"""Which team an agent belongs to on a day: dated memberships, else the undated ``agent.team``.

Where memberships overlap (two people moved the same agent, then merged) the one that began last
holds, and of those that began on one day the one made last (its id is a UUIDv7): every machine
picks the same. A day that is not known counts as one after everything that has ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

TEAM_ON: Final = (
    "nullif(coalesce((SELECT coalesce(m.team, '') FROM membership m WHERE m.agent = {agent}.id "
    "AND coalesce(m.begins, '') <= coalesce({day}, '9999') AND (m.ends IS NULL OR m.ends >= {day}) "
    "ORDER BY coalesce(m.begins, '') DESC, m.id DESC LIMIT 1), {agent}.team), '')"
)
"""SQL for the team's id or NULL: ``TEAM_ON.format(agent="a", day="substr(c.started, 1, 10)")``."""

_CHUNK = 500


@dataclass(frozen=True, order=True)
class Membership:
    """An agent in a team, or leading it. Ordered as they win: of those that cover a day the
    greatest holds."""

    begins: str
    """ISO day, or empty: it has always been so."""
    id: str
    agent: str
    team: str
    """Empty: in no team."""
    ends: str | None
    """The last day, or None: it still is."""

    def covers(self, day: str | None) -> bool:
        if day is None:
            return self.ends is None
        return self.begins <= day and (self.ends is None or self.ends >= day)


def find_memberships(
    db: Database, agents: Iterable[str] | None = None
) -> dict[str, list[Membership]]:
    """By agent, the earliest first; of all agents, or of those named."""
    return _by("agent", _read(db, "membership", "agent", agents))


def team_of(db: Database, agent: str, day: str) -> str | None:
    """Id of the team that an agent belongs to on an ISO day."""
    team = TEAM_ON.format(agent="a", day=":day")
    sql = f"SELECT {team} FROM agent a WHERE a.id = :agent"
    row = db.conn.execute(sql, {"agent": agent, "day": day}).fetchone()
    return str(row[0]) if row and row[0] else None


def find_undated_teams(db: Database) -> dict[str, str | None]:
    """By agent, of all agents, the team that holds where no membership does."""
    return dict(db.conn.execute("SELECT id, team FROM agent"))


def find_leads(db: Database, teams: Iterable[str] | None = None) -> dict[str, list[Membership]]:
    """Who led a team 组长 from when until when, by team, the earliest first; an empty ``agent``
    means nobody."""
    return _by("team", _read(db, "team_lead", "team", teams))


def _by(owner: str, rows: list[Membership]) -> dict[str, list[Membership]]:
    found: dict[str, list[Membership]] = {}
    for row in sorted(rows):
        found.setdefault(getattr(row, owner), []).append(row)
    return found


def _read(db: Database, table: str, owner: str, wanted: Iterable[str] | None) -> list[Membership]:
    """The rows of all owners, or of those wanted."""
    columns = "coalesce(begins, ''), id, coalesce(agent, ''), coalesce(team, ''), ends"
    sql = f"SELECT {columns} FROM {table} WHERE {owner}"
    if wanted is None:
        return [Membership(*row) for row in db.conn.execute(f"{sql} IS NOT NULL")]
    owners = list(wanted)
    chunks = [owners[start : start + _CHUNK] for start in range(0, len(owners), _CHUNK)]
    return [
        Membership(*row)
        for chunk in chunks
        for row in db.conn.execute(f"{sql} IN ({','.join('?' * len(chunk))})", chunk)
    ]


def standing(rows: Iterable[Membership], day: str | None) -> Membership | None:
    """The one that holds on a day, if any does; ``rows`` belong to one owner."""
    return max((row for row in rows if row.covers(day)), default=None)


def team_on(db: Database, agent: str, day: str | None) -> str | None:
    """Id of the agent's team on an ISO day; None for no team and for an unknown agent."""
    sql = f"SELECT {TEAM_ON.format(agent='a', day=':day')} FROM agent a WHERE a.id = :agent"
    row = db.conn.execute(sql, {"agent": agent, "day": day}).fetchone()
    return str(row[0]) if row and row[0] else None


class Teams:
    """The teams of all agents, or of those named, on any day; read once, for many questions."""

    def __init__(self, db: Database, agents: Iterable[str] | None = None) -> None:
        wanted = None if agents is None else list(agents)
        self._memberships: Mapping[str, list[Membership]] = find_memberships(db, wanted)
        self._undated = find_undated_teams(db)

    def on(self, agent: str, day: str | None) -> str | None:
        """As ``team_on``."""
        if agent not in self._undated:
            return None
        held = standing(self._memberships.get(agent, ()), day)
        return (held.team if held else self._undated[agent]) or None
