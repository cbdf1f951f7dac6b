"""What others asked for: operations that they are missing (local notes)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from qa_desktop.journal.vector import Gap


@dataclass(frozen=True)
class GapRequest:
    bundle: str
    """Id of the request's bundle."""
    person: str
    """Who asks; empty where that is not certain."""
    at: int
    """When it was merged here, ms."""
    wants: tuple[Gap, ...]
    answered_at: int | None


def note_request(db: Database, bundle: str, person: str, at: int, wants: Iterable[Gap]) -> None:
    """Merging the same request again tells nothing new."""
    text = json.dumps([[gap.replica, gap.first, gap.last] for gap in wants])
    db.conn.execute(
        "INSERT OR IGNORE INTO gap_request VALUES (?, ?, ?, ?, NULL)", [bundle, person, at, text]
    )


def note_answer(db: Database, bundle: str, at: int) -> None:
    """An answer was written; without effect where the request was never merged."""
    db.conn.execute("UPDATE gap_request SET answered_at = ? WHERE bundle = ?", [at, bundle])


def find_requests(db: Database) -> list[GapRequest]:
    """The newest first."""
    rows = db.conn.execute(
        "SELECT bundle, person, at, wants, answered_at FROM gap_request ORDER BY at DESC, bundle"
    )
    return [
        GapRequest(bundle, person, at, tuple(Gap(*gap) for gap in json.loads(wants)), answered)
        for bundle, person, at, wants, answered in rows
    ]
