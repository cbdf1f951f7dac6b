"""Queries on the quiz 考核 and the satisfaction sheets 培训满意度 of sessions."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlite_utils import Database

from qa_desktop.domain.quiz import PASS_PERCENT, KeptAnswer, Mark, Question, mark_again
from qa_desktop.domain.quiz_writing import read_question
from qa_desktop.domain.session import HIGHEST, LOWEST, Sheet
from qa_desktop.store.trash import is_alive

_QUESTIONS = """
SELECT q.id, coalesce(a.value, '') FROM quiz_question q LEFT JOIN personal a ON a.hash = q.asked
WHERE q.session = ? ORDER BY coalesce(q.place, 0), q.id
"""


def find_questions(db: Database, session: str) -> list[Question]:
    """In their order."""
    return [read_question(*row) for row in db.conn.execute(_QUESTIONS, [session])]


def find_asked(db: Database, session: str) -> list[Question]:
    """Those of them that can be asked."""
    return [each for each in find_questions(db, session) if not each.faults]


def read_places(stored: str | None) -> tuple[int, ...]:
    """A JSON list of whole numbers; anything else in it is left out."""
    found = json.loads(stored) if stored else None
    each = found if isinstance(found, list) else []
    return tuple(place for place in each if type(place) is int)


@dataclass(frozen=True)
class AttemptRow:
    """One attempt at a quiz, marked by the key as it stands (``domain.quiz.mark_again``);
    ``number`` counts an agent's attempts at it from 1; ``counts``: it is the agent's result."""

    id: str
    session: str
    agent: str | None
    agent_number: str
    agent_name: str
    taken: str | None
    right: int
    asked: int
    pass_percent: int
    passed: bool
    number: int
    counts: bool = False
    was: tuple[int, int] | None = None
    """Right of asked, as it was marked when it was taken; None where nothing has changed."""


_ATTEMPTS = f"""
SELECT t.n, t.id, t.session, t.agent, coalesce(an.value, ''), coalesce(am.value, ''), t.taken,
    coalesce(t.right_count, 0), coalesce(t.asked, 0), coalesce(s.pass_percent, {PASS_PERCENT}),
    coalesce(t.passed, 0),
    row_number() OVER (PARTITION BY t.agent ORDER BY t.taken, t.created_at, t.id)
FROM quiz_attempt t
LEFT JOIN session s ON s.id = t.session
LEFT JOIN agent a ON a.id = t.agent
LEFT JOIN personal an ON an.hash = a.number
LEFT JOIN personal am ON am.hash = a.name
WHERE t.session = ? AND t.withdrawn = 0
ORDER BY an.value, t.agent, t.taken, t.created_at, t.id
"""


def find_attempts(db: Database, session: str) -> list[AttemptRow]:
    """By work number, each agent's attempts in their order. The first that passes counts, without
    one the last: whoever was sent back by a wrong key needed no other. One of which no question is
    left does not count."""
    rows = db.conn.execute(_ATTEMPTS, [session]).fetchall()
    asked = {each.id: each for each in find_questions(db, session)}
    kept = _kept_answers(db, session)
    deleted = _deleted(db, {each.question for answers in kept.values() for each in answers})
    found = []
    for n, *shown, passed, number in rows:
        row = AttemptRow(*(*shown, bool(passed), number))
        now = mark_again(kept.get(n, ()), asked, deleted, row.pass_percent)
        found.append(_marked(row, now, tuple(each.was_right for each in kept.get(n, ()))))
    counting: dict[str | None, AttemptRow] = {}
    for row in found:
        before = counting.get(row.agent)
        if row.asked and (before is None or not before.passed):
            counting[row.agent] = row
    return [replace(row, counts=row is counting.get(row.agent)) for row in found]


def _marked(row: AttemptRow, now: Mark, then: tuple[bool, ...]) -> AttemptRow:
    """The pass mark too is the one that the session has now: it is the same for everyone."""
    was = (row.right, row.asked) if (now.answers, now.passed) != (then, row.passed) else None
    return replace(row, right=now.right, asked=now.asked, passed=now.passed, was=was)


def _kept_answers(db: Database, session: str) -> dict[int, list[KeptAnswer]]:
    """By the attempt's number, in their order."""
    rows = db.conn.execute(
        "SELECT t.n, coalesce(v.question, ''), coalesce(v.kind, ''), v.given, "
        "coalesce(v.is_right, 0), coalesce(o.value, ''), v.recording, coalesce(v.from_ms, 0), "
        "v.to_ms FROM quiz_attempt t "
        "JOIN quiz_attempt_answer v ON v.parent = t.n LEFT JOIN personal o ON o.hash = v.options "
        "WHERE t.session = ? ORDER BY t.n, v.place",
        [session],
    )
    found: dict[int, list[KeptAnswer]] = {}
    for n, question, kind, given, right, options, *heard in rows:
        offered = tuple(options.split("\n")) if options else ()
        answer = KeptAnswer(question, kind, read_places(given), bool(right), offered, *heard)
        found.setdefault(n, []).append(answer)
    return found


def _deleted(db: Database, questions: Iterable[str]) -> set[str]:
    """Those that were here and were deleted; one that has not arrived is not."""
    return {
        id
        for id in questions
        if not is_alive(db, ("quiz_question", id))
        and db.conn.execute(
            "SELECT 1 FROM op WHERE entity_type = 'quiz_question' AND entity_id = ? "
            "AND kind = 'delete' AND id NOT IN (SELECT op FROM without_effect)",
            [id],
        ).fetchone()
    }


def session_of_question(db: Database, question: str) -> str:
    """Empty for one that is not here."""
    row = db.conn.execute("SELECT session FROM quiz_question WHERE id = ?", [question]).fetchone()
    return str(row[0] or "") if row else ""


def count_answered(db: Database, session: str) -> dict[str, int]:
    """Question → how many agents have answered it."""
    rows = db.conn.execute(
        "SELECT v.question, count(DISTINCT t.agent) FROM quiz_attempt t "
        "JOIN quiz_attempt_answer v ON v.parent = t.n "
        "WHERE t.session = ? AND t.withdrawn = 0 AND v.given != '[]' GROUP BY v.question",
        [session],
    )
    return dict(rows.fetchall())


def count_answered_of(db: Database, act: str) -> int:
    """How many agents have answered a question that was added with this act."""
    made = db.conn.execute(
        "SELECT q.id, q.session FROM op o JOIN quiz_question q ON q.id = o.entity_id "
        "WHERE o.act = ? AND o.entity_type = 'quiz_question' AND o.kind IN ('create', 'restore')",
        [act],
    )
    return max((count_answered(db, session).get(id, 0) for id, session in made), default=0)


def find_given(db: Database, attempt: str) -> dict[str, tuple[tuple[int, ...], bool]]:
    """Question → what was given, and whether it was right then."""
    rows = db.conn.execute(
        "SELECT v.question, v.given, coalesce(v.is_right, 0) FROM quiz_attempt t "
        "JOIN quiz_attempt_answer v ON v.parent = t.n WHERE t.id = ?",
        [attempt],
    )
    return {question: (read_places(given), bool(right)) for question, given, right in rows}


@dataclass(frozen=True)
class SheetRow:
    """A satisfaction sheet; ``by_trainer``: typed in by the trainer it is about. Nobody's name
    stands on it. ``month`` is that of the session, ``YYYY-MM``."""

    id: str
    session: str
    trainer: str | None
    trainer_name: str
    month: str
    sheet: Sheet
    words: str
    by_trainer: bool


_ON_SCALE = f"BETWEEN {LOWEST} AND {HIGHEST}"
_SHEETS = f"""
SELECT h.id, h.session, h.trainer, coalesce(n.value, ''),
    substr(coalesce(s.held, s.planned, ''), 1, 7),
    h.communication, h.clarity, h.interaction, coalesce(w.value, ''),
    coalesce(h.trainer = h.recorded_by, 0)
FROM satisfaction h
JOIN session s ON s.id = h.session
LEFT JOIN person p ON p.id = h.trainer
LEFT JOIN personal n ON n.hash = p.name
LEFT JOIN personal w ON w.hash = h.words
WHERE h.withdrawn = 0 AND (:session IS NULL OR h.session = :session)
    AND h.communication {_ON_SCALE} AND h.clarity {_ON_SCALE} AND h.interaction {_ON_SCALE}
ORDER BY h.id
"""


def find_sheets(db: Database, session: str | None = None) -> list[SheetRow]:
    """Those of a session, or all; one with a mark out of the scale is no sheet."""
    rows = db.conn.execute(_SHEETS, {"session": session})
    return [
        SheetRow(id, of, trainer, name, month, Sheet(*marks), words, bool(own))
        for id, of, trainer, name, month, *marks, words, own in rows
    ]
