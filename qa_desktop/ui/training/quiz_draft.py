"""What an agent has given in a quiz and not handed in: kept as it is given, and found again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlite_utils import Database

from qa_desktop.domain.quiz import Given, Question
from qa_desktop.services.quizzes import Taken, take_quiz
from qa_desktop.store.drafts import delete_draft, find_drafts_of, save_draft
from qa_desktop.store.workspace import Workspace


@dataclass(frozen=True)
class Begun:
    """``given`` by question, and the question that was on the screen last."""

    given: dict[str, Given] = field(default_factory=dict)
    at: str | None = None

    def place(self, questions: Sequence[Question]) -> int:
        """Where to go on, from 0: the question that was on the screen, of which perhaps one of two
        options is picked; an earlier one where that has no answer."""
        ids = [each.id for each in questions]
        first_open = next((n for n, id in enumerate(ids) if not self.given.get(id)), len(ids) - 1)
        return min(first_open, ids.index(self.at)) if self.at in ids else first_open


def slot_of(session: str, agent: str) -> tuple[Literal["quiz"], str]:
    """Kind and key of the draft."""
    return "quiz", f"{session} {agent}"


def keep_begun(
    workspace: Workspace, session: str, agent: str, questions: Sequence[Question], begun: Begun
) -> None:
    answers = [[_key(each), begun.given[each.id]] for each in questions if each.id in begun.given]
    body: dict[str, Any] = {"answers": answers, "at": begun.at}
    save_draft(workspace.db, *slot_of(session, agent), body)


def find_begun(db: Database, session: str, questions: Sequence[Question]) -> dict[str, Begun]:
    """By agent; without answers to questions that are not what they were."""
    ids = {tuple(_key(each)): each.id for each in questions}
    found = {}
    for draft in find_drafts_of(db, "quiz"):
        of, _, agent = draft.key.partition(" ")
        if of == session:
            answers = ((tuple(key), tuple(given)) for key, given in draft.body["answers"])
            kept = {ids[key]: given for key, given in answers if key in ids}
            found[agent] = Begun(kept, draft.body.get("at"))
    return found


def _key(question: Question) -> list[str]:
    """The question's id, and what an answer to it is an answer to."""
    heard = (question.recording or "", str(question.from_ms), str(question.to_ms))
    return [question.id, question.kind, question.words, *heard, *question.options]


def hand_in(
    workspace: Workspace,
    session: str,
    questions: Sequence[Question],
    agent: str,
    given: Mapping[str, Given],
    taken: datetime,
) -> Taken:
    """The attempt, and no draft any more."""
    with workspace.transaction():
        done = take_quiz(workspace, session, questions, {agent: given}, taken)
        delete_draft(workspace.db, *slot_of(session, agent))
    return done
