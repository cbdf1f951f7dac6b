"""Local notes on bundles written and merged: what each person is known to hold."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from sqlite_utils import Database

from qa_desktop.journal.vector import Vector, covers

Direction = Literal["in", "out"]


@dataclass(frozen=True)
class BundleNote:
    """``id`` is the SHA-256 of its manifest; ``at`` when it was written or merged here (ms)."""

    id: str
    direction: Direction
    file: str
    person: str
    """Who wrote it, empty where that is not certain; of one written here, the person it is for, or
    an empty text for anybody."""
    at: int
    operations: int
    have: Vector
    """What its writer held."""
    path: str = ""
    """Where a file written here was put."""
    purpose: str = "operations"
    """As in its manifest, or ``subject``."""


def note_bundle(db: Database, note: BundleNote) -> None:
    """Merging the same bundle again tells nothing new."""
    have = json.dumps({replica: list(upto) for replica, upto in note.have.items()})
    row = [note.id, note.direction, note.file, note.person, note.at, note.operations, have]
    row += [note.path, note.purpose]
    db.conn.execute("INSERT OR IGNORE INTO bundle VALUES (?,?,?,?,?,?,?,?,?)", row)


def note_recordings(db: Database, note: str, person: str, recordings: Iterable[str]) -> None:
    """These went to a person, or came from them, with the bundle of this note."""
    db.conn.executemany(
        "INSERT OR IGNORE INTO recording_at VALUES (?, ?, ?)",
        [(person, recording, note) for recording in recordings if person],
    )


def recordings_at(db: Database, person: str) -> set[str]:
    """Recordings that a person is known to hold: they sent them, or have merged since what was
    held here when they were sent."""
    said = known_of(db, person)
    rows = db.conn.execute(
        "SELECT id, direction, have FROM bundle WHERE id IN "
        "(SELECT DISTINCT bundle FROM recording_at WHERE person = ?)",
        [person],
    )
    sure = [id for id, direction, have in rows if direction == "in" or covers(said, _vector(have))]
    found = db.conn.execute(
        "SELECT recording FROM recording_at WHERE person = ? "
        "AND bundle IN (SELECT value FROM json_each(?))",
        [person, json.dumps(sure)],
    )
    return {str(recording) for (recording,) in found}


def find_bundles(db: Database) -> list[BundleNote]:
    """The newest first."""
    rows = db.conn.execute(
        "SELECT id, direction, file, person, at, operations, have, path, purpose FROM bundle "
        "ORDER BY at DESC, id"
    )
    return [
        BundleNote(id, direction, file, person, at, operations, _vector(have), path, purpose)
        for id, direction, file, person, at, operations, have, path, purpose in rows
    ]


def notes_of(db: Database, ids: Collection[str]) -> dict[str, BundleNote]:
    """Those of the bundles (ids) that were merged here."""
    return {note.id: note for note in find_bundles(db) if note.direction == "in" and note.id in ids}


@dataclass(frozen=True)
class Heard:
    """The last word of a person: when it was merged here (ms), and what they held."""

    at: int
    have: Vector


def find_last_heard(db: Database) -> dict[str, Heard]:
    """By person; without files whose writer is not certain."""
    rows = db.conn.execute(
        "SELECT person, at, have FROM bundle WHERE direction = 'in' AND person <> '' "
        "ORDER BY at, id DESC"
    )
    return {person: Heard(at, _vector(have)) for person, at, have in rows}


def acknowledged(db: Database, persons: Iterable[str]) -> dict[str, tuple[int, str]]:
    """What all of these persons are known to hold: the least of what their last bundles said. The
    last and not the most: who has put back a backup holds less than before.

    Empty when one of them was never heard of: then nothing may be left out.
    """
    known = [known_of(db, person) for person in persons]
    if not known:
        return {}
    common = set.intersection(*(set(vector) for vector in known))
    return {replica: min(vector[replica] for vector in known) for replica in common}


def known_of(db: Database, person: str) -> dict[str, tuple[int, str]]:
    """What this person's last bundle said to hold; empty where none came."""
    sql = (
        "SELECT have FROM bundle WHERE direction = 'in' AND person = ? ORDER BY at DESC, id LIMIT 1"
    )
    row = db.conn.execute(sql, [person]).fetchone()
    return _vector(row[0]) if row else {}


def _vector(text: str) -> dict[str, tuple[int, str]]:
    return {replica: (seq, id) for replica, (seq, id) in json.loads(text).items()}


def was_merged(db: Database, bundle: str) -> bool:
    """Whether the bundle of this id came in here."""
    sql = "SELECT 1 FROM bundle WHERE id = ? AND direction = 'in'"
    return db.conn.execute(sql, [bundle]).fetchone() is not None
