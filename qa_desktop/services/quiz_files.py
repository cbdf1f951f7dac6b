"""A quiz taken by small files: a spreadsheet out for those present, answers back in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
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
    those who were present can have: a row of anybody else is rejected. Of an agent who has not one
    row that can be read for every question nothing is taken: what is missing would count as no
    answer. What is told of agents comes before what is told of rows."""
    questions = find_asked(db, session)
    content = read_quiz_sheet(path, questions, cancelled=cancelled)
    agents: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for each in _present(db, session):
        agents.setdefault(each.number, []).append(each.agent)
        names[each.agent] = " ".join(each.name.split())
    rejected = list(content.rejected)
    sheets: dict[str, _Sheet] = {}
    for row in content.rows:
        found = agents.get(row.number, [])
        if row.wrong is not None:
            rejected.append({"row": row.row, "why": row.wrong})
        elif len(found) != 1:
            why = "quiz.row_two_agents" if found else "quiz.row_not_there"
            rejected.append(_not_taken(row, why))
        elif row.name and names[found[0]] and row.name != names[found[0]]:
            rejected.append(_not_taken(row, "quiz.row_other_name"))
        elif not sheets.setdefault(found[0], _Sheet(row)).take(row):
            rejected.append(_not_taken(row, "quiz.row_twice"))
    answers = {agent: sheet.answers(questions) for agent, sheet in sheets.items()}
    known = _known(db, session, answers)
    told = []
    for agent, sheet in sheets.items():
        if agent in known:
            told.append(_not_taken(sheet.first, "quiz.row_known"))
        elif answers[agent] and not sheet.is_whole(len(questions)):
            told.append(_not_taken(sheet.first, "quiz.row_agent_left"))
        elif answers[agent]:
            continue
        del answers[agent]
    return ReadAnswers(questions, answers, [*told, *rejected])


@dataclass
class _Sheet:
    """The rows of one agent; ``given`` by the question's place, from 0."""

    first: GivenRow
    given: dict[int, Given] = field(default_factory=dict)
    is_doubtful: bool = False
    """Two rows for one question with different answers: nobody can tell which holds."""

    def take(self, row: GivenRow) -> bool:
        """A second row that says the same or nothing adds nothing."""
        before = self.given.get(row.place, ())
        if before and row.answer not in ((), before):
            self.is_doubtful = True
            return False
        self.given[row.place] = row.answer or before
        return True

    def is_whole(self, questions: int) -> bool:
        return not self.is_doubtful and len(self.given) == questions

    def answers(self, questions: Sequence[Question]) -> dict[str, Given]:
        return {questions[place].id: said for place, said in self.given.items() if said}


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
