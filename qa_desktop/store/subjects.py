"""Which record an id means, and which recordings belong to a bundle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlite_utils import Database

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.projection import Entity
from qa_desktop.journal.records import RECORD_TYPES

SUBJECTS = ("evaluation", "call", "agent", "slip", "playlist", "session", "training_plan")
"""What a bundle can be about."""


def find_entity(db: Database, id: str) -> Entity:
    """The record with this id or unambiguous beginning of one (8 characters or more)."""
    found = []
    for kind in SUBJECTS:
        rows = db.conn.execute(
            f'SELECT id FROM "{kind}" WHERE id = ? OR (length(?) >= 8 AND substr(id, 1, ?) = ?)',
            [id, id, len(id), id],
        )
        found += [(kind, str(entity)) for (entity,) in rows]
    exact = [entity for entity in found if entity[1] == id]
    if len(exact or found) != 1:
        raise UserFacingError("bundle.no_such_subject", name=id)
    return (exact or found)[0]


def recordings_of(db: Database, entities: Sequence[Entity] | None) -> list[str]:
    """Content hashes of the recordings among these records; of all where None."""
    if entities is not None:
        return [id for kind, id in entities if kind == "recording"]
    return [id for (id,) in db.conn.execute("SELECT id FROM recording ORDER BY n")]


def count_records(db: Database) -> Counter[str]:
    """Rows of each record type."""
    each = (f"SELECT '{name}', count(*) FROM \"{name}\"" for name in RECORD_TYPES)
    union = " UNION ALL ".join(each)
    return Counter(dict(db.conn.execute(union)))


def conflicts_now(db: Database) -> set[tuple[str, str, str]]:
    """Entity type, id and field of every conflict."""
    rows = db.conn.execute("SELECT entity_type, entity_id, field FROM conflict")
    return {(kind, id, field) for kind, id, field in rows}
