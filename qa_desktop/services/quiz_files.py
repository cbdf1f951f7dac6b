"""A quiz taken by small files: a spreadsheet out for those present, answers back in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from qa_desktop.domain.quiz import Given, Question
from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.quiz_sheet import GivenRow, read_quiz_sheet, write_quiz_sheet
from qa_desktop.exchange.tables import Rejected
from qa_desktop.store.quizzes import find_asked, find_attempts, find_given
from qa_desktop.store.sessions import Attendee, find_attendees, get_session
from qa_desktop.texts import Language, text


def export_quiz(db: Database, session: str, out: Path, language: Language) -> int:
    """A row per question for everybody who was ticked as present, how many rows. Raises
    ``UserFacingError``: ``quiz.no_questions``, ``quiz.nobody_present``."""
    questions = find_asked(db, session)
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
    """``questions`` and by agent what was given, ready for ``services.quizzes.take_quiz``;
    ``rejected`` rows were not taken."""

    questions: list[Question]
    answers: dict[str, dict[str, Given]]
    rejected: list[Rejected]


def read_answers(
    db: Database, session: str, path: Path, cancelled: Callable[[], bool] = lambda: False
) -> ReadAnswers:
    """Read a filled-in sheet; nothing is written. Whoever answered nothing did not take it. Only
    those who were present can have: a row of anybody else is rejected. Of an agent of whom a row
    cannot be read nothing is taken: that answer would count as none."""
    questions = find_asked(db, session)
    content = read_quiz_sheet(path, questions, cancelled=cancelled)
    agents: dict[str, list[str]] = {}
    for each in _present(db, session):
        agents.setdefault(each.number, []).append(each.agent)
    rejected = list(content.rejected)
    answers: dict[str, dict[str, Given]] = {}
    rows: dict[str, GivenRow] = {}
    spoilt: dict[str, GivenRow] = {}
    for row in content.rows:
        found = agents.get(row.number, [])
        if row.wrong is not None:
            rejected.append({"row": row.row, "why": row.wrong})
            spoilt.update((agent, row) for agent in found)
        elif len(found) != 1:
            why = "quiz.row_two_agents" if found else "quiz.row_not_there"
            rejected.append(_not_taken(row, why))
        elif row.answer:
            rows.setdefault(found[0], row)
            answers.setdefault(found[0], {})[questions[row.place].id] = row.answer
    for agent in _known(db, session, answers):
        rejected.append(_not_taken(rows[agent], "quiz.row_known"))
        del answers[agent]
    for agent, row in spoilt.items():
        if answers.pop(agent, None):
            rejected.append(_not_taken(row, "quiz.row_agent_left"))
    return ReadAnswers(questions, answers, rejected)


def _known(db: Database, session: str, answers: dict[str, dict[str, Given]]) -> set[str]:
    """Whose answers are those of an attempt that is here: the file was read twice."""
    asked = {each.id for each in find_asked(db, session)}
    found = set()
    for row in find_attempts(db, session):
        kept = find_given(db, row.id)
        given = {id: said for id, (said, _) in kept.items() if said and id in asked}
        if row.agent is not None and given and answers.get(row.agent) == given:
            found.add(row.agent)
    return found


def _not_taken(row: GivenRow, why: str) -> Rejected:
    return {"row": row.row, "why": text(why, number=row.number[:20])}
