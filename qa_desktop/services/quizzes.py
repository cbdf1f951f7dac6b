"""The quiz 考核 of a session and its satisfaction sheets: asked, marked, kept as signed facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qa_desktop.domain.quiz import (
    PASS_PERCENT,
    Given,
    Mark,
    Question,
    is_right,
    keeps_answers,
    mark,
)
from qa_desktop.domain.quiz_writing import written
from qa_desktop.domain.session import MARKS, Sheet
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import create, delete, fact, set_fields, withdraw
from qa_desktop.journal.journal import new_id
from qa_desktop.journal.ownership import new_id_of
from qa_desktop.journal.personal import Personal
from qa_desktop.store.quizzes import count_answered, find_questions, session_of_question
from qa_desktop.store.sessions import get_session
from qa_desktop.store.workspace import Changes, Workspace


def add_question(workspace: Workspace, session: str, question: Question) -> Changes:
    """At the end; the given id is not used, the new one is ``ids[0]``. Raises
    ``UserFacingError``: ``session.unknown`` and ``quiz.<fault>`` (``domain.quiz.Fault``)."""
    get_session(workspace.db, session)
    place = len(find_questions(workspace.db, session))
    values = {"session": session, "place": place, **_asked(question)}
    return workspace.write([create("quiz_question", new_id(), values)])


def edit_question(
    workspace: Workspace, question: Question, opened: Question | None = None
) -> Changes:
    """Attempts that were made are marked by it (``store.quizzes.find_attempts``). Raises also
    ``quiz.answered`` for options that are not what somebody has picked from, and ``quiz.changed``
    where it is no more what the person saw, ``opened``: a merge brought another key."""
    fields, db = _asked(question), workspace.db
    session = session_of_question(db, question.id)
    count = count_answered(db, session).get(question.id, 0)
    before = next((each for each in find_questions(db, session) if each.id == question.id), None)
    if opened is not None and before is not None and before != opened:
        raise UserFacingError("quiz.changed")
    if count and before is not None and not keeps_answers(before, question):
        raise UserFacingError("quiz.answered", count=count)
    return workspace.write([set_fields("quiz_question", question.id, fields)])


def order_questions(workspace: Workspace, questions: Sequence[str]) -> Changes:
    """The ids of all questions of a session in their new order."""
    return workspace.write(
        [set_fields("quiz_question", id, {"place": place}) for place, id in enumerate(questions)]
    )


def delete_question(workspace: Workspace, question: str) -> Changes:
    """It counts for nobody any more. Raises ``UserFacingError`` ("quiz.last_answered") for the only
    one of a quiz that somebody has taken: of no questions nobody has passed."""
    session = session_of_question(workspace.db, question)
    count = count_answered(workspace.db, session).get(question, 0)
    if count and len(find_questions(workspace.db, session)) == 1:
        raise UserFacingError("quiz.last_answered", count=count)
    return workspace.write([delete("quiz_question", question)])


def _asked(question: Question) -> dict[str, Any]:
    for why in question.faults:
        raise UserFacingError(f"quiz.{why}")
    recording = question.recording if question.kind == "mark" else None
    return {"asked": written(question), "recording": recording}


@dataclass(frozen=True)
class Taken:
    """``marks`` by agent."""

    changes: Changes
    marks: dict[str, Mark]


def take_quiz(
    workspace: Workspace,
    session: str,
    questions: Sequence[Question],
    given: Mapping[str, Mapping[str, Given]],
    taken: datetime,
) -> Taken:
    """Mark what agents have answered (by agent, by question) by the questions that they were asked
    (``store.quizzes.find_asked`` when they began: a merge may have brought others since), and keep
    the attempts, each with what was wanted. One act. Raises ``UserFacingError``:
    ``quiz.no_questions``."""
    if not questions:
        raise UserFacingError("quiz.no_questions")
    percent = get_session(workspace.db, session).pass_percent
    percent = PASS_PERCENT if percent is None else percent
    marks = {agent: mark(questions, said, percent) for agent, said in given.items()}
    common = {
        "session": session,
        "recorded_by": workspace.person,
        "taken": taken.replace(tzinfo=None).isoformat(timespec="seconds"),
    }
    changes = []
    for agent, marked in marks.items():
        payload = {
            **common,
            "agent": agent,
            "pass_percent": marked.pass_percent,
            "right_count": marked.right,
            "asked": marked.asked,
            "passed": marked.passed,
            "answers": [_answer(each, given[agent].get(each.id, ())) for each in questions],
        }
        changes.append(fact("quiz_attempt", new_id_of(workspace.person), payload))
    return Taken(workspace.write(changes), marks)


def _answer(question: Question, given: Given) -> dict[str, Any]:
    return {
        "question": question.id,
        "kind": question.kind,
        "options": Personal("\n".join(question.options)) if question.options else None,
        "recording": question.recording,
        "from_ms": question.from_ms if question.recording else None,
        "to_ms": question.to_ms,
        "given": list(given),
        "wanted": list(question.wanted),
        "is_right": is_right(question.kind, question.wanted, given),
    }


def withdraw_attempt(workspace: Workspace, attempt: str, reason: str) -> Changes:
    """It was made by mistake; it stays readable."""
    return workspace.write([withdraw("quiz_attempt", attempt, _said(reason))])


def add_sheet(workspace: Workspace, session: str, sheet: Sheet, words: str = "") -> Changes:
    """A satisfaction sheet about the session's trainer. It holds nobody's name but that of who
    typed it in: it is for the trainer to learn from, and not to answer."""
    trainer = get_session(workspace.db, session).trainer
    payload = {
        "session": session,
        "trainer": trainer,
        "recorded_by": workspace.person,
        **dict(zip(MARKS, sheet.marks, strict=True)),
        "words": Personal(words.strip()) if words.strip() else None,
    }
    return workspace.write([fact("satisfaction", new_id_of(workspace.person), payload)])


def withdraw_sheet(workspace: Workspace, sheet: str, reason: str) -> Changes:
    return workspace.write([withdraw("satisfaction", sheet, _said(reason))])


def _said(reason: str) -> str:
    if not reason.strip():
        raise UserFacingError("session.reason_missing")
    return reason.strip()
