"""A quiz taken by small files: a spreadsheet out for those present, answers back in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from qa_desktop.domain.quiz import Given
from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.quiz_sheet import GivenRow, read_quiz_sheet, write_quiz_sheet
from qa_desktop.exchange.tables import Rejected
from qa_desktop.store.quizzes import find_attempts, find_given, find_questions
from qa_desktop.store.sessions import Attendee, find_attendees, get_session
from qa_desktop.texts import Language, text


def export_quiz(db: Database, session: str, out: Path, language: Language) -> int:
    """A row per question for everybody who was ticked as present, how many rows. Raises
    ``UserFacingError``: ``quiz.no_questions``, ``quiz.nobody_present``."""
    questions = find_questions(db, session)
    if not questions:
        raise UserFacingError("quiz.no_questions")
    there = [(each.number, each.name) for each in _present(db, session)]
    if not there:
        raise UserFacingError("quiz.nobody_present")
    return write_quiz_sheet(out, get_session(db, session).title, questions, there, language)


def _present(db: Database, session: str) -> list[Attendee]:
    return [each for each in find_attendees(db, session) if each.state == "present"]


@dataclass(frozen=True)
class ReadAnswers:
    """By agent what was given, ready for ``services.quizzes.take_quiz``; ``rejected`` rows were
    not taken."""

    answers: dict[str, dict[str, Given]]
    rejected: list[Rejected]


def read_answers(
    db: Database, session: str, path: Path, cancelled: Callable[[], bool] = lambda: False
) -> ReadAnswers:
    """Read a filled-in sheet; nothing is written. Whoever answered nothing did not take it. Only
    those who were present can have: a row of anybody else is rejected."""
    questions = find_questions(db, session)
    content = read_quiz_sheet(path, questions, cancelled=cancelled)
    agents: dict[str, list[str]] = {}
    for each in _present(db, session):
        agents.setdefault(each.number, []).append(each.agent)
    rejected = list(content.rejected)
    answers: dict[str, dict[str, Given]] = {}
    rows: dict[str, GivenRow] = {}
    for row in content.rows:
        found = agents.get(row.number, [])
        if len(found) != 1:
            why = "quiz.row_two_agents" if found else "quiz.row_not_there"
            rejected.append(_not_taken(row, why))
        elif row.answer:
            rows.setdefault(found[0], row)
            answers.setdefault(found[0], {})[questions[row.place].id] = row.answer
    for agent in _known(db, session, answers):
        rejected.append(_not_taken(rows[agent], "quiz.row_known"))
        del answers[agent]
    return ReadAnswers(answers, rejected)


def _known(db: Database, session: str, answers: dict[str, dict[str, Given]]) -> list[str]:
    """Whose answers are those of the attempt that counts already: the file was read twice."""
    last = {row.agent: row.id for row in find_attempts(db, session) if row.is_last}
    asked = {each.id for each in find_questions(db, session)}
    found = []
    for agent, given in answers.items():
        kept = find_given(db, last[agent]) if agent in last else {}
        if kept and {id: said for id, (said, _) in kept.items() if said and id in asked} == given:
            found.append(agent)
    return found


def _not_taken(row: GivenRow, why: str) -> Rejected:
    return {"row": row.row, "why": text(why, number=row.number[:20])}
