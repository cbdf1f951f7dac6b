"""A session with all that belongs to it, read at once."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from qa_desktop.domain.agents import agent_words
from qa_desktop.domain.quiz import Question
from qa_desktop.store.people import find_persons
from qa_desktop.store.playlists import PlaylistRow, find_playlists
from qa_desktop.store.quizzes import (
    AttemptRow,
    SheetRow,
    count_answered,
    find_attempts,
    find_questions,
    find_sheets,
)
from qa_desktop.store.sessions import (
    Attendee,
    PointRow,
    SessionRow,
    SuggestionRow,
    find_attendees,
    find_points,
    find_suggestions,
    get_session,
)


@dataclass(frozen=True)
class OpenedSession:
    row: SessionRow
    attendees: list[Attendee]
    points: list[PointRow]
    suggestions: list[SuggestionRow]
    questions: list[Question]
    answered: dict[str, int]
    """Question → how many agents have answered it."""
    attempts: list[AttemptRow]
    sheets: list[SheetRow]
    all_sheets: list[SheetRow]
    """Of every session: for the trainer's rate of the month."""
    people: list[tuple[str, str]]
    """(id, words) of who can own a point."""
    playlists: list[PlaylistRow]

    @property
    def asked(self) -> list[Question]:
        """The questions that can be asked."""
        return [each for each in self.questions if not each.faults]


def read_session(db: Database, session: str) -> OpenedSession:
    return OpenedSession(
        get_session(db, session),
        find_attendees(db, session),
        find_points(db, session),
        find_suggestions(db, session),
        find_questions(db, session),
        count_answered(db, session),
        find_attempts(db, session),
        find_sheets(db, session),
        find_sheets(db),
        people_entries(db),
        find_playlists(db),
    )


def people_entries(db: Database) -> list[tuple[str, str]]:
    return [(id, agent_words(number, name) or "—") for id, number, name in find_persons(db)]
