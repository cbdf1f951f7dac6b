"""The answers of many evaluations at once, as plain lines: what a what-if scores again.

A line is ``item=answer`` with the answer as JSON (``b1="part"``, ``b2=2``). Answers of hidden items
are not stored. The lines of one evaluation come as one text, because SQLite joins them faster than
four million rows could be handed over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from sqlite_utils import Database

SEPARATOR: Final = "\x1f"

_WHICH = (
    "FROM evaluation e WHERE e.withdrawn = 0 AND coalesce(e.practice, 0) = 0 "
    "AND e.created_at >= :since AND e.created_at < :until "
    "AND e.scorecard IN (SELECT value FROM json_each(:cards))"
)
_ANSWERED = f"""
SELECT e.id, e.agent, substr(c.started, 1, 10), e.published_hundredths, e.passed,
    (SELECT group_concat(i.item || '=' || i.answer, char(31)) FROM evaluation_item i
        WHERE i.parent = e.n)
FROM (SELECT e.* {_WHICH}) e LEFT JOIN call c ON c.id = e.call
ORDER BY e.created_at, e.id
"""


class Answered(NamedTuple):
    """A standing evaluation with its score (hundredths, None for no score) and its lines."""

    id: str
    agent: str | None
    day: str | None
    """ISO day of the call."""
    published: int | None
    passed: int | None
    lines: str | None


def read_answered(
    db: Database, since_ms: int, until_ms: int, cards: Sequence[str]
) -> Iterator[Answered]:
    """Submitted in a span of time with one of these versions, not for practice; oldest first."""
    rows = db.conn.execute(_ANSWERED, _bound(since_ms, until_ms, cards))
    return map(Answered._make, rows)


def count_answered(db: Database, since_ms: int, until_ms: int, cards: Sequence[str]) -> int:
    sql = f"SELECT count(*) {_WHICH}"
    row = db.conn.execute(sql, _bound(since_ms, until_ms, cards)).fetchone()
    return int(row[0])


def cards_used(db: Database, since_ms: int, until_ms: int) -> list[str]:
    """Version ids that evaluations of a span of time name, the most used first."""
    rows = db.conn.execute(
        "SELECT scorecard, count(*) FROM evaluation WHERE withdrawn = 0 "
        "AND coalesce(practice, 0) = 0 AND created_at >= ? AND created_at < ? "
        "AND scorecard IS NOT NULL GROUP BY scorecard ORDER BY 2 DESC, 1",
        [since_ms, until_ms],
    )
    return [str(card) for card, _ in rows]


def read_line(line: str) -> tuple[str, Any]:
    """Item and answer; what is no answer becomes a text that no item takes."""
    item, _, written = line.partition("=")
    try:
        answer = json.loads(written)
    except ValueError:
        answer = written
    return item, answer if type(answer) in (str, int) else written


def _bound(since_ms: int, until_ms: int, cards: Sequence[str]) -> dict[str, Any]:
    return {"since": since_ms, "until": until_ms, "cards": json.dumps(list(cards))}
