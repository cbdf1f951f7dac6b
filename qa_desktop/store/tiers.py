"""What a service tier is made of: the scores that count, and what persons decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True)
class ScoreRow:
    agent: str
    at: int
    """When it was submitted, the writer's wall clock in ms."""
    hundredths: int
    role: str


def find_counted_scores(db: Database, since_ms: int) -> list[ScoreRow]:
    """Standing scores of all agents that count: neither practice nor withdrawn."""
    rows = db.conn.execute(
        "SELECT agent, created_at, published_hundredths, role FROM evaluation "
        "WHERE withdrawn = 0 AND coalesce(practice, 0) = 0 AND created_at >= ? "
        "AND agent IS NOT NULL AND role IS NOT NULL AND published_hundredths IS NOT NULL",
        [since_ms],
    )
    return [ScoreRow(*row) for row in rows]


@dataclass(frozen=True)
class ChoiceRow:
    """A tier that a person set; ``level`` None leaves it to the tier."""

    id: str
    agent: str
    tier: str
    level: str | None
    reason: str
    """Empty when it was erased."""
    who: str
    at: int


def find_tier_choices(db: Database) -> dict[str, ChoiceRow]:
    """By agent the one that stands: the last made, however many a merge brought together."""
    rows = db.conn.execute(
        "SELECT c.id, c.agent, coalesce(c.tier, ''), c.level, coalesce(w.value, ''), "
        "coalesce(v.value, ''), c.created_at FROM tier_choice c "
        "LEFT JOIN personal w ON w.hash = c.reason LEFT JOIN replica r ON r.id = c.created_by "
        "LEFT JOIN person p ON p.id = r.person LEFT JOIN personal v ON v.hash = p.name "
        "WHERE c.agent IS NOT NULL ORDER BY c.created_at, c.id"
    )
    return {row[1]: ChoiceRow(*row) for row in rows}


def find_choices_made(db: Database, agents: Iterable[str]) -> list[str]:
    """Ids of all choices about these agents, also of those beneath the one that stands."""
    wanted = set(agents)
    rows = db.conn.execute("SELECT id, agent FROM tier_choice ORDER BY id")
    return [str(id) for id, agent in rows if agent in wanted]


@dataclass(frozen=True)
class HeardRow:
    """How often an agent was evaluated; practice does not count."""

    agent: str
    last_at: int
    since: int
    """Different calls since the moment asked for."""


def find_heard(db: Database, since_ms: int) -> dict[str, HeardRow]:
    """By agent: the last evaluation, and how many calls were heard since ``since_ms``."""
    rows = db.conn.execute(
        "SELECT agent, max(created_at), count(DISTINCT CASE WHEN created_at >= ? THEN call END) "
        "FROM evaluation WHERE withdrawn = 0 AND coalesce(practice, 0) = 0 "
        "AND agent IS NOT NULL GROUP BY agent",
        [since_ms],
    )
    return {row[0]: HeardRow(*row) for row in rows}
