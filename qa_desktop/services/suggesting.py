"""Suggested cases: "three about the tone of voice", good beside bad, spread over the agents."""

from __future__ import annotations

from sqlite_utils import Database

from qa_desktop.domain.suggestions import Candidate, suggest
from qa_desktop.store.playlists import calls_used
from qa_desktop.store.suggestions import (
    SubjectKind,
    blamed_in,
    find_by_words,
    find_candidates,
    late_playlists,
)


def suggest_cases(
    db: Database,
    kind: SubjectKind,
    code: str,
    *,
    count: int = 3,
    sessions: int = 4,
    person: str = "",
) -> list[Candidate]:
    """About a fault, an item or a competency, or ``words`` that were written of a call; without
    what the last ``sessions`` sessions used. ``person``: whose list it is, for words."""
    late = late_playlists(db, sessions)
    used = calls_used(db, late) if late else set()
    by_words = kind == "words"
    found = find_by_words(db, person, code) if by_words else find_candidates(db, kind, code)
    return suggest(found, count, used=used, blamed=blamed_in(db, late))
