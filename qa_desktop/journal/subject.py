"""One record with what it depends on: what a bundle about it must carry (EXCHANGE.md, Bundle)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from sqlite_utils import Database

from qa_desktop.journal.operation import Operation
from qa_desktop.journal.projection import Entity, operations_on
from qa_desktop.journal.records import RECORD_TYPES
from qa_desktop.journal.trust import TRUST_GROUP, trusted_group

_ROLES: Final = {"scorer": "person", "coach": "person", "recorded_by": "person"}
"""Columns that refer to a record of another name; the others are called after what they name."""

_BELONGINGS: Final = {
    "recording": ("file_name",),
    "agent": ("membership", "project_membership"),
    "call": ("annotation",),
}
"""Goes with its record wherever that goes."""

_CHAPTERS: Final = {
    "call": ("evaluation",),
    "evaluation": ("acknowledgement", "coaching"),
}
"""Goes with its record only when that is what the bundle is about: who is shown one evaluation
of a call is not shown everybody's."""


def entities_about(db: Database, subject: Entity) -> list[Entity]:
    """The subject first, then all that it refers to, directly or through others."""
    found: dict[Entity, None] = {subject: None}
    waiting = [subject, *_referring(db, subject, _CHAPTERS)]
    found.update(dict.fromkeys(waiting))
    while waiting:
        entity = waiting.pop()
        for other in [*_referred(db, entity), *_referring(db, entity, _BELONGINGS)]:
            if other not in found:
                found[other] = None
                waiting.append(other)
    return list(found)


def _referred(db: Database, entity: Entity) -> Iterator[Entity]:
    kind, id = entity
    record = RECORD_TYPES.get(kind)
    columns = {
        field.name: _ROLES.get(field.name, field.name)
        for field in (record.fields if record else ())
        if _ROLES.get(field.name, field.name) in RECORD_TYPES and not field.personal
    }
    if not columns:
        return
    names = ",".join(f'"{name}"' for name in columns)
    row = db.conn.execute(f'SELECT {names} FROM "{kind}" WHERE id = ?', [id]).fetchone()
    for target, value in zip(columns.values(), row or (), strict=bool(row)):
        if value:
            yield target, value


def _referring(db: Database, entity: Entity, parts: dict[str, tuple[str, ...]]) -> Iterator[Entity]:
    kind, id = entity
    for part in parts.get(kind, ()):
        rows = db.conn.execute(f'SELECT id FROM "{part}" WHERE "{kind}" = ? ORDER BY id', [id])
        yield from ((part, found) for (found,) in rows)


def operations_about(db: Database, entities: Iterable[Entity]) -> list[Operation]:
    """All operations on these, after those that say who wrote them and what they may: the roster
    of the team goes along whole."""
    group = trusted_group(db)
    roster = operations_on(db, [(TRUST_GROUP, group)] if group else [])
    operations = [*roster, *operations_on(db, entities)]
    replicas = list(dict.fromkeys(operation.replica for operation in operations))
    marks = ",".join("?" * len(replicas))
    rows = db.conn.execute(f"SELECT id, person FROM replica WHERE id IN ({marks})", replicas)
    people = dict.fromkeys(("person", person) for _, person in rows)
    who = [("replica", replica) for replica in replicas]
    first = operations_on(db, [*who, *people])
    every = {operation.id: operation for operation in (*first, *operations)}
    return list(every.values())
