"""What was answered lately on an item: over the latest evaluations only, so that it costs the same
in a workspace of a hundred thousand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlite_utils import Database

_LOOKED_AT: Final = 20_000
"""Evaluations that are looked at: those made last, whenever they arrived. An id begins with the
time at which it was made, and SQLite stops as soon as it has enough."""

_LATEST = """
SELECT n FROM (
    SELECT n, scorecard, scorer, withdrawn, practice, created_at FROM evaluation
    ORDER BY id DESC LIMIT :looked
) WHERE withdrawn = 0 AND coalesce(practice, 0) = 0 AND scorer <> :person AND created_at >= :since
    AND scorecard IN (SELECT value FROM json_each(:cards))
LIMIT :limit
"""


@dataclass(frozen=True)
class Precedent:
    """One evaluation that answered so. ``at`` is the moment of submission, wall clock in ms."""

    evaluation: str
    call: str
    agent: str | None
    scorer: str
    day: str | None
    at: int
    answer: str | int


def latest_of_others(
    db: Database, cards: Sequence[str], person: str, since_ms: int, limit: int
) -> list[int]:
    """Numbers (``n``) of the latest standing evaluations that others made with these versions, not
    for practice, the latest first."""
    bound = {
        "cards": json.dumps(list(cards)),
        "person": person,
        "since": since_ms,
        "looked": _LOOKED_AT,
        "limit": limit,
    }
    return [n for (n,) in db.conn.execute(_LATEST, bound)]


def count_answers(db: Database, numbers: Sequence[int], item: str) -> dict[str | int, int]:
    """Answer of the item → how many of these evaluations gave it."""
    rows = db.conn.execute(
        "SELECT i.answer, count(*) FROM json_each(?) e JOIN evaluation_item i "
        "ON i.parent = e.value WHERE i.item = ? AND i.answer IS NOT NULL GROUP BY i.answer",
        [json.dumps(list(numbers)), item],
    )
    known = ((json.loads(answer), count) for answer, count in rows)
    return {answer: count for answer, count in known if type(answer) in (str, int)}


def count_fault(db: Database, numbers: Sequence[int], fault: str) -> dict[str, int]:
    """Item → how many of these evaluations marked this fault on it."""
    rows = db.conn.execute(
        "SELECT p.item, count(DISTINCT p.parent) FROM json_each(?) e JOIN evaluation_problem p "
        "ON p.parent = e.value WHERE p.fault = ? AND p.item IS NOT NULL GROUP BY p.item",
        [json.dumps(list(numbers)), fault],
    )
    return dict(rows)


def find_precedents(
    db: Database, numbers: Sequence[int], item: str, answer: Any, limit: int
) -> list[Precedent]:
    """The latest of these evaluations that answered just so."""
    rows = db.conn.execute(
        "SELECT v.id, v.call, v.agent, v.scorer, substr(c.started, 1, 10), v.created_at, i.answer "
        "FROM json_each(:numbers) e JOIN evaluation_item i ON i.parent = e.value "
        "JOIN evaluation v ON v.n = i.parent LEFT JOIN call c ON c.id = v.call "
        "WHERE i.item = :item AND i.answer = :answer "
        "ORDER BY v.created_at DESC, v.n DESC LIMIT :limit",
        {
            "numbers": json.dumps(list(numbers)),
            "item": item,
            "answer": json.dumps(answer, ensure_ascii=False),
            "limit": limit,
        },
    )
    return [
        Precedent(id, call, agent, scorer, day, at, json.loads(given))
        for id, call, agent, scorer, day, at, given in rows
    ]
