"""Queries on evaluations: the row of a list, and the whole of one as it was submitted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from qa_desktop.domain.evaluation_fact import is_whole
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.operation import Operation
from qa_desktop.journal.projection import read_operations
from qa_desktop.store.personal_values import payload_with_values


@dataclass(frozen=True)
class EvaluationRow:
    """One line of today's list; ``submitted_at`` is the writer's wall clock in ms."""

    id: str
    call: str
    scorecard: str
    submitted_at: int
    revisions: int
    method: str | None
    published_hundredths: int | None
    passed: int | None
    fatal: str | None
    grade: str | None
    no_score: int | None
    agent_number: str | None
    agent_name: str | None
    serial: str | None
    started: str | None
    problem_classes: str


SHOWN = (
    "SELECT n FROM evaluation WHERE call = c.id AND withdrawn = 0 "
    "AND (+scorer = :person OR coalesce(practice, 0) = 0) "
    "ORDER BY +scorer = :person DESC, created_at DESC, id DESC LIMIT 1"
)
"""Which evaluation of the call ``c`` a list shows to ``:person``: their own, else the latest of
anybody else that counts. The plus keeps SQLite from going through all that a person ever scored."""

LOST_POINTS = "(i.lost <> '0' AND i.lost NOT GLOB '0/*')"
"""That the item ``i`` lost points. Nothing is "0/1" as it is submitted, and "0" as others write it;
NULL where it is not said."""

_ROWS = """
SELECT e.id, e.call, e.scorecard, e.created_at, e.revisions, e.method, e.published_hundredths,
    e.passed, e.fatal, e.grade, e.no_score, an.value, am.value, cs.value, c.started,
    coalesce((SELECT group_concat(DISTINCT problem_class) FROM evaluation_problem
        WHERE parent = e.n), '')
FROM evaluation e
LEFT JOIN call c ON c.id = e.call
LEFT JOIN agent a ON a.id = e.agent
LEFT JOIN personal an ON an.hash = a.number
LEFT JOIN personal am ON am.hash = a.name
LEFT JOIN personal cs ON cs.hash = c.serial
WHERE e.withdrawn = 0 AND e.scorer = ?
"""


def find_evaluations(
    db: Database, person: str, since_ms: int, until_ms: int
) -> list[EvaluationRow]:
    """What ``person`` submitted from ``since_ms`` up to ``until_ms``, the latest first."""
    sql = f"{_ROWS} AND e.created_at >= ? AND e.created_at < ? ORDER BY e.created_at DESC, e.id"
    return [EvaluationRow(*row) for row in db.conn.execute(sql, [person, since_ms, until_ms])]


@dataclass(frozen=True)
class SubmittedRow:
    """What a report needs beside the payload; times are the writers' wall clocks in ms."""

    id: str
    call: str
    agent: str | None
    scorer: str
    submitted_at: int
    changed_at: int
    revisions: int


_SUBMITTED = (
    "SELECT id, call, agent, scorer, created_at, changed_at, revisions FROM evaluation "
    "WHERE withdrawn = 0 "
)


def find_submitted(
    db: Database,
    since_ms: int,
    until_ms: int,
    *,
    agent: str | None = None,
    scorer: str | None = None,
) -> list[SubmittedRow]:
    """Everybody's standing evaluations that were submitted in a span of time, oldest first."""
    rows = db.conn.execute(
        f"{_SUBMITTED} AND created_at >= ?1 AND created_at < ?2 AND (?3 IS NULL OR agent = ?3) "
        "AND (?4 IS NULL OR scorer = ?4) ORDER BY created_at, id",
        [since_ms, until_ms, agent, scorer],
    )
    return [SubmittedRow(*row) for row in rows]


def get_submitted(db: Database, evaluation: str) -> SubmittedRow:
    row = db.conn.execute(f"{_SUBMITTED} AND id = ?", [evaluation]).fetchone()
    if row is None:
        raise UserFacingError("evaluation.unknown")
    return SubmittedRow(*row)


def has_evaluation(db: Database, call: str, scorecard: str, scorer: str) -> bool:
    """Whether the scorer's evaluation of the call with this scorecard version stands."""
    row = db.conn.execute(
        "SELECT 1 FROM evaluation "
        "WHERE call = ? AND scorecard = ? AND scorer = ? AND withdrawn = 0",
        [call, scorecard, scorer],
    ).fetchone()
    return row is not None


def find_evaluated(db: Database, calls: Sequence[str]) -> set[str]:
    """Those of the calls (ids) that anybody's standing evaluation speaks about."""
    rows = db.conn.execute(
        "SELECT DISTINCT call FROM evaluation "
        "WHERE withdrawn = 0 AND call IN (SELECT value FROM json_each(?))",
        [json.dumps(list(calls))],
    )
    return {str(call) for (call,) in rows}


def find_evaluation_named(db: Database, name: str) -> str:
    """A standing evaluation by its id, an unambiguous beginning of it, or its call's serial."""
    rows = db.conn.execute(
        "SELECT e.id, e.id = ?1 FROM evaluation e LEFT JOIN call c ON c.id = e.call "
        "LEFT JOIN personal s ON s.hash = c.serial WHERE e.withdrawn = 0 "
        "AND (e.id = ?1 OR s.value = ?1 OR (length(?1) >= 4 AND substr(e.id, 1, length(?1)) = ?1)) "
        "ORDER BY 2 DESC, e.id",
        [name],
    ).fetchall()
    if not rows:
        raise UserFacingError("evaluation.unknown")
    if len(rows) > 1 and not rows[0][1]:
        raise UserFacingError("evaluation.ambiguous", name=name, count=len(rows))
    return str(rows[0][0])


def find_scorers(db: Database) -> list[tuple[str, str, str]]:
    """(person, number, name) of everybody who has submitted an evaluation, by number and name."""
    rows = db.conn.execute(
        "SELECT s.scorer, coalesce(k.value, ''), coalesce(n.value, '') "
        "FROM (SELECT DISTINCT scorer FROM evaluation WHERE withdrawn = 0) s "
        "LEFT JOIN person p ON p.id = s.scorer LEFT JOIN personal k ON k.hash = p.number "
        "LEFT JOIN personal n ON n.hash = p.name ORDER BY 2, 3, 1"
    )
    return [(str(person), number, name) for person, number, name in rows if person]


@dataclass(frozen=True)
class Revision:
    """One revision of an evaluation: its payload with personal values put back in."""

    id: str
    evaluation: str
    at: int
    replica: str
    payload: dict[str, Any]


def get_revisions(db: Database, evaluation: str) -> list[Revision]:
    """All revisions that can be read, oldest first; the last one shown is the row's
    ``revision``."""
    return _revisions(db, "entity_id = ?", evaluation)


def get_revisions_of_act(db: Database, act: str) -> list[Revision]:
    """What an act submitted or corrected, oldest first."""
    return _revisions(db, "act = ?", act)


def _revisions(db: Database, where: str, key: str) -> list[Revision]:
    facts = (
        f"{where} AND entity_type = 'evaluation' AND kind = 'fact' "
        "AND id NOT IN (SELECT op FROM without_effect)"
    )
    operations = sorted(read_operations(db, facts, [key]), key=lambda operation: operation.rank)
    revisions = (_revision(db, operation) for operation in operations)
    return [revision for revision in revisions if is_whole(revision.payload)]


def get_evaluation(db: Database, evaluation: str) -> Revision:
    """The revision that stands. Raises ``UserFacingError`` (``evaluation.unreadable``) for one
    that is not what an evaluation is: somebody else's program signed it."""
    row = db.conn.execute("SELECT revision FROM evaluation WHERE id = ?", [evaluation]).fetchone()
    if row is None:
        raise UserFacingError("evaluation.unknown")
    (operation,) = read_operations(db, "id = ?", [row[0]])
    revision = _revision(db, operation)
    if not is_whole(revision.payload):
        raise UserFacingError("evaluation.unreadable", name=evaluation)
    return revision


def is_withdrawn(db: Database, evaluation: str) -> bool:
    """Whether no revision of it stands."""
    row = db.conn.execute("SELECT withdrawn FROM evaluation WHERE id = ?", [evaluation]).fetchone()
    return row is not None and bool(row[0])


def _revision(db: Database, operation: Operation) -> Revision:
    payload = payload_with_values(db, operation.payload)
    return Revision(operation.id, operation.entity_id, operation.at, operation.replica, payload)
