"""Local notes on bundles written and merged: what each person is known to hold."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sqlite_utils import Database

from qa_desktop.journal.vector import Vector

Direction = Literal["in", "out"]


@dataclass(frozen=True)
class BundleNote:
    """``id`` is the SHA-256 of its manifest; ``at`` when it was written or merged here (ms)."""

    id: str
    direction: Direction
    file: str
    person: str
    """Who wrote it; of one written here, the person it is for, or an empty text for anybody."""
    at: int
    operations: int
    have: Vector
    """What its writer held."""


def note_bundle(db: Database, note: BundleNote) -> None:
    """Merging the same bundle again tells nothing new."""
    have = json.dumps({replica: list(upto) for replica, upto in note.have.items()})
    row = [note.id, note.direction, note.file, note.person, note.at, note.operations, have]
    db.conn.execute("INSERT OR IGNORE INTO bundle VALUES (?,?,?,?,?,?,?)", row)


def find_bundles(db: Database) -> list[BundleNote]:
    """The newest first."""
    rows = db.conn.execute(
        "SELECT id, direction, file, person, at, operations, have FROM bundle ORDER BY at DESC, id"
    )
    return [
        BundleNote(id, direction, file, person, at, operations, _vector(have))
        for id, direction, file, person, at, operations, have in rows
    ]


def acknowledged(db: Database, persons: Iterable[str]) -> dict[str, tuple[int, str]]:
    """What all of these persons are known to hold: the least of what their own bundles said.

    Empty when one of them was never heard of: then nothing may be left out.
    """
    known = [_known_of(db, person) for person in persons]
    if not known:
        return {}
    common = set.intersection(*(set(vector) for vector in known))
    return {replica: min(vector[replica] for vector in known) for replica in common}


def _known_of(db: Database, person: str) -> dict[str, tuple[int, str]]:
    found: dict[str, tuple[int, str]] = {}
    rows = db.conn.execute(
        "SELECT have FROM bundle WHERE direction = 'in' AND person = ? ORDER BY at", [person]
    )
    for (have,) in rows:
        for replica, upto in _vector(have).items():
            found[replica] = max(upto, found.get(replica, upto))
    return found


def _vector(text: str) -> dict[str, tuple[int, str]]:
    return {replica: (seq, id) for replica, (seq, id) in json.loads(text).items()}
