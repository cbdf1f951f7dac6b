"""Declared conflicts of interest 回避: who must not inspect, review or decide about whom."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True)
class RecusalRow:
    id: str
    person: str
    person_name: str
    agent: str
    agent_number: str
    agent_name: str
    reason: str
    at: int
    """The writer's wall clock, ms."""


def find_recusals(db: Database) -> list[RecusalRow]:
    """All that stand, the latest first."""
    rows = db.conn.execute(
        "SELECT r.id, r.person, coalesce(pn.value, ''), r.agent, coalesce(an.value, ''), "
        "coalesce(am.value, ''), coalesce(w.value, ''), r.created_at FROM recusal r "
        "LEFT JOIN person p ON p.id = r.person LEFT JOIN personal pn ON pn.hash = p.name "
        "LEFT JOIN agent a ON a.id = r.agent LEFT JOIN personal an ON an.hash = a.number "
        "LEFT JOIN personal am ON am.hash = a.name LEFT JOIN personal w ON w.hash = r.reason "
        "WHERE r.person IS NOT NULL AND r.agent IS NOT NULL ORDER BY r.created_at DESC, r.id"
    )
    return [RecusalRow(*row) for row in rows]


def people_barred_from(db: Database, agent: str) -> frozenset[str]:
    """Ids of the persons who have declared a conflict of interest with an agent."""
    rows = db.conn.execute(
        "SELECT person FROM recusal WHERE agent = ? AND person IS NOT NULL", [agent]
    )
    return frozenset(str(person) for (person,) in rows)
