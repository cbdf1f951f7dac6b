"""Queries on evaluations: the row of a list, and the whole of one as it was submitted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.operation import Operation
from qa_desktop.journal.projection import read_operations
from qa_desktop.store.personal_values import with_values


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
class Revision:
    """One revision of an evaluation: its payload with personal values put back in."""

    id: str
    evaluation: str
    at: int
    replica: str
    payload: dict[str, Any]


def get_revisions(db: Database, evaluation: str) -> list[Revision]:
    """All revisions, oldest first; the last one shown is the row's ``revision``."""
    return _revisions(db, "entity_id = ?", evaluation)


def get_revisions_of_act(db: Database, act: str) -> list[Revision]:
    """What an act submitted or corrected, oldest first."""
    return _revisions(db, "act = ?", act)


def _revisions(db: Database, where: str, key: str) -> list[Revision]:
    facts = f"{where} AND entity_type = 'evaluation' AND kind = 'fact'"
    operations = sorted(read_operations(db, facts, [key]), key=lambda operation: operation.rank)
    return [_revision(db, operation) for operation in operations]


def get_evaluation(db: Database, evaluation: str) -> Revision:
    """The revision that stands."""
    row = db.conn.execute("SELECT revision FROM evaluation WHERE id = ?", [evaluation]).fetchone()
    if row is None:
        raise UserFacingError("evaluation.unknown")
    (operation,) = read_operations(db, "id = ?", [row[0]])
    return _revision(db, operation)


def _revision(db: Database, operation: Operation) -> Revision:
    payload = with_values(db, operation.payload)
    return Revision(operation.id, operation.entity_id, operation.at, operation.replica, payload)
