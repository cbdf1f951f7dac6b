"""Queries on feedback and coaching: what was given, what is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from qa_desktop.domain.coaching import FeedbackState, feedback_state
from qa_desktop.errors import UserFacingError
from qa_desktop.store.memberships import TEAM_ON


@dataclass(frozen=True)
class Acknowledgement:
    """The agent's answer to a feedback sheet; ``covers`` is the revision it was about."""

    id: str
    evaluation: str
    covers: str
    answer: str
    words: str | None
    recorded_by: str
    recorder_name: str | None
    at: int
    """Wall clock of the writer, ms."""


_ACKNOWLEDGEMENTS = """
SELECT a.id, a.evaluation, a.covers, a.answer, w.value, a.recorded_by, n.value, a.created_at
FROM acknowledgement a
LEFT JOIN personal w ON w.hash = a.words
LEFT JOIN person p ON p.id = a.recorded_by
LEFT JOIN personal n ON n.hash = p.name
WHERE a.withdrawn = 0 AND a.evaluation = ?
ORDER BY a.created_at, a.id
"""


def find_acknowledgements(db: Database, evaluation: str) -> list[Acknowledgement]:
    """The answers that stand, oldest first; the last one counts."""
    return [Acknowledgement(*row) for row in db.conn.execute(_ACKNOWLEDGEMENTS, [evaluation])]


def get_acknowledgement_evaluation(db: Database, acknowledgement: str) -> str:
    """The evaluation that an answer is about."""
    row = db.conn.execute(
        "SELECT evaluation FROM acknowledgement WHERE id = ? AND withdrawn = 0", [acknowledgement]
    ).fetchone()
    if row is None:
        raise UserFacingError("coaching.no_acknowledgement")
    return str(row[0])


@dataclass(frozen=True)
class FeedbackRow:
    """An evaluation and where the feedback on it stands. Personal values are joined in."""

    evaluation: str
    call: str
    agent: str | None
    agent_number: str | None
    agent_name: str | None
    team: str | None
    """On the day of the call."""
    submitted_at: int
    scorer: str
    scorer_name: str | None
    published_hundredths: int | None
    passed: int | None
    grade: str | None
    no_score: int | None
    serial: str | None
    state: FeedbackState


# The last answer that stands, and whether an entry of the log was begun after it.
_FEEDBACK = """
SELECT e.id, e.call, e.agent, an.value, am.value, tn.value, e.created_at, e.scorer, sn.value,
    e.published_hundredths, e.passed, e.grade, e.no_score, cs.value,
    e.revision, k.covers, k.answer,
    EXISTS (SELECT 1 FROM coaching c WHERE c.evaluation = e.id AND c.created_at >= k.created_at)
FROM evaluation e
LEFT JOIN acknowledgement k ON k.n = (SELECT n FROM acknowledgement
    WHERE evaluation = e.id AND withdrawn = 0 ORDER BY created_at DESC, id DESC LIMIT 1)
LEFT JOIN call ON call.id = e.call
LEFT JOIN agent a ON a.id = e.agent
LEFT JOIN team t ON t.id = {team}
LEFT JOIN person s ON s.id = e.scorer
LEFT JOIN personal an ON an.hash = a.number
LEFT JOIN personal am ON am.hash = a.name
LEFT JOIN personal tn ON tn.hash = t.name
LEFT JOIN personal sn ON sn.hash = s.name
LEFT JOIN personal cs ON cs.hash = call.serial
WHERE e.withdrawn = 0 AND coalesce(e.practice, 0) = 0
    AND e.created_at >= ? AND e.created_at < ? AND (? IS NULL OR e.scorer = ?)
ORDER BY e.created_at DESC, e.id
""".format(team=TEAM_ON.format(agent="a", day="substr(call.started, 1, 10)"))


def find_feedback(
    db: Database, since_ms: int, until_ms: int, scorer: str | None = None
) -> list[FeedbackRow]:
    """Evaluations submitted in a span of time, the latest first; those for practice are left out:
    nobody owes feedback on them. ``scorer`` is a person, None for everybody's."""
    rows = db.conn.execute(_FEEDBACK, [since_ms, until_ms, scorer, scorer])
    return [_feedback(row) for row in rows]


def _feedback(row: Sequence[Any]) -> FeedbackRow:
    *shown, standing, covered, answer, coached = row
    state = feedback_state(standing, covered, answer, was_coached=bool(coached))
    return FeedbackRow(*(*shown, state))


@dataclass(frozen=True)
class CoachingRow:
    """An entry of the coaching log 辅导记录."""

    id: str
    agent: str | None
    agent_number: str | None
    agent_name: str | None
    evaluation: str | None
    call: str | None
    """Of the evaluation that it is about."""
    mode: str
    about: str | None
    action: str | None
    follow_up: str | None
    """ISO date."""
    result: str | None
    done: bool
    coach: str
    coach_name: str | None
    held: str | None
    """ISO 8601 without zone, the centre's local time."""
    slip: str | None = None
    """The warning slip that it follows up."""
    purpose: str | None = None
    """``mood``, ``praise`` or ``relisten`` (``services.slip_follow_up``)."""


_COACHING = """
SELECT c.id, c.agent, an.value, am.value, c.evaluation, e.call, c.mode, ab.value, ac.value,
    c.follow_up, r.value, coalesce(c.done, 0), c.coach, cn.value, c.held, c.slip, c.purpose
FROM coaching c
LEFT JOIN agent a ON a.id = c.agent
LEFT JOIN evaluation e ON e.id = c.evaluation
LEFT JOIN person p ON p.id = c.coach
LEFT JOIN personal an ON an.hash = a.number
LEFT JOIN personal am ON am.hash = a.name
LEFT JOIN personal ab ON ab.hash = c.about
LEFT JOIN personal ac ON ac.hash = c.action
LEFT JOIN personal r ON r.hash = c.result
LEFT JOIN personal cn ON cn.hash = p.name
"""


def find_coaching(db: Database) -> list[CoachingRow]:
    """The whole log, the latest first."""
    return _entries(db, "ORDER BY c.held DESC, c.id DESC", [])


def find_follow_ups(db: Database, coach: str, until: str) -> list[CoachingRow]:
    """What ``coach`` still has to follow up, due up to the ISO date ``until``, oldest first."""
    return _entries(
        db,
        "WHERE c.coach = ? AND coalesce(c.done, 0) = 0 AND c.follow_up <= ? "
        "ORDER BY c.follow_up, c.id",
        [coach, until],
    )


def find_follow_ups_of_slip(db: Database, slip: str) -> list[CoachingRow]:
    """What follows a warning slip up, by when it is due."""
    return _entries(db, "WHERE c.slip = ? ORDER BY c.follow_up, c.id", [slip])


def get_coaching(db: Database, coaching: str) -> CoachingRow:
    found = _entries(db, "WHERE c.id = ?", [coaching])
    if not found:
        raise UserFacingError("coaching.unknown")
    return found[0]


def _entries(db: Database, rest: str, parameters: list[str]) -> list[CoachingRow]:
    rows = db.conn.execute(_COACHING + rest, parameters)
    return [CoachingRow(*(*row[:11], bool(row[11]), *row[12:])) for row in rows]
