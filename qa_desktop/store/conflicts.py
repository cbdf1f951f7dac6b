"""The conflict inbox: values that were set apart, each with who and when."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlite_utils import Database

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.fold import FACT, LIFE
from qa_desktop.journal.operation import Operation
from qa_desktop.journal.projection import read_operations
from qa_desktop.store.people import people_of_replicas
from qa_desktop.store.personal_values import with_values


@dataclass(frozen=True)
class Side:
    """One of the values: ``value`` as people read it, ``written`` as the operation holds it."""

    operation: str
    who: str
    replica: str
    at: int
    value: Any
    written: Any


@dataclass(frozen=True)
class Conflict:
    """``sides[0]`` is what is shown now. Of a record that was deleted here and edited there
    (field ``:life``) the sides are the deletions."""

    id: str
    entity_type: str
    entity_id: str
    field: str
    sides: tuple[Side, ...]


def find_conflicts(
    db: Database, most: int | None = None, *, on: str | None = None
) -> list[Conflict]:
    """Those that a person would see, at most so many, ``on`` the record with this id or on any:
    sides that read the same (a name typed twice has two hashes) are no conflict to anybody."""
    names = people_of_replicas(db)
    rows = db.conn.execute(
        "SELECT entity_type, entity_id, field, heads FROM conflict "
        f"{'' if on is None else 'WHERE entity_id = ? '}"
        "ORDER BY entity_type, entity_id, field",
        [] if on is None else [on],
    ).fetchall()
    found = (_conflict(db, names, *row) for row in rows)
    seen = (each for each in found if each.field == LIFE or _differ(each))
    return list(islice(seen, most))


def count_marked(db: Database) -> int:
    """All that the journal calls a conflict, those that read the same included."""
    return int(db.conn.execute("SELECT count(*) FROM conflict").fetchone()[0])


def get_conflict(db: Database, id: str) -> Conflict:
    """By its id or an unambiguous beginning of it."""
    found = [each for each in find_conflicts(db) if each.id.startswith(id)]
    if len(found) != 1:
        raise UserFacingError("conflict.unknown", name=id)
    return found[0]


def _conflict(
    db: Database, names: dict[str, str], kind: str, entity: str, field: str, heads: str
) -> Conflict:
    ids = list(json.loads(heads))
    marks = ",".join("?" * len(ids))
    held = {each.id: each for each in read_operations(db, f"id IN ({marks})", ids)}
    sides = tuple(
        _side(db, names, field, held[id], _first_said(db, field, held[id]))
        for id in ids
        if id in held
    )
    return Conflict(f"{entity}/{field.strip(':')}", kind, entity, field, sides)


def _side(
    db: Database, names: dict[str, str], field: str, operation: Operation, first: Operation
) -> Side:
    written = operation.payload if field in (FACT, LIFE) else operation.payload.get(field)
    return Side(
        operation.id,
        names.get(first.replica, ""),
        first.replica,
        first.at,
        with_values(db, written),
        written,
    )


def _first_said(db: Database, field: str, operation: Operation) -> Operation:
    """Undoing a choice says again what all sides had said; it stays theirs."""
    if field == FACT:
        return operation
    where = "entity_id = ? AND entity_type = ?"
    every = list(read_operations(db, where, [operation.entity_id, operation.entity_type]))
    if field == LIFE:
        same = [each for each in every if each.supersedes == operation.supersedes]
        return next((each for each in same if each.kind == "delete"), operation)
    return _before_undo(every, field, operation)


def _before_undo(every: list[Operation], field: str, operation: Operation) -> Operation:
    """Undo says all sides in one act, each in place of the choice that had superseded them."""
    told = sum(each.act == operation.act and field in each.payload for each in every)
    choices = [each for each in every if each.id in operation.supersedes]
    settled = {id for choice in choices for id in choice.supersedes}
    said = [
        each
        for each in every
        if each.id in settled and each.payload.get(field) == operation.payload[field]
    ]
    return _before_undo(every, field, said[0]) if told > 1 and said else operation


def _differ(conflict: Conflict) -> bool:
    return len({json.dumps(side.value, sort_keys=True) for side in conflict.sides}) > 1
