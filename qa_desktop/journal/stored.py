"""The operations that a database holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from qa_desktop.journal.operation import Operation, parse

Entity = tuple[str, str]
"""Entity type and entity id."""

_CHUNK = 500


def read_operations(
    db: Database, where: str = "true", parameters: Sequence[Any] = ()
) -> Iterator[Operation]:
    """Stored operations, in order of arrival; ``where`` is ours, values are bound."""
    rows = db.conn.execute(f"SELECT raw, sig FROM op WHERE {where} ORDER BY n", parameters)
    for raw, sig in rows:
        yield parse(raw, bytes(sig))


def operations_on(db: Database, entities: Iterable[Entity]) -> Iterator[Operation]:
    """The stored operations on these entities, each entity's in order of arrival."""
    wanted = list(entities)
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        where = f"entity_id IN ({','.join('?' * len(chunk))})"
        found = set(chunk)
        for operation in read_operations(db, where, [id for _, id in chunk]):
            if (operation.entity_type, operation.entity_id) in found:
                yield operation


def last_place(db: Database) -> int:
    """Where in the order of arrival the last operation stands; 0 where there is none."""
    return int(db.conn.execute("SELECT coalesce(max(n), 0) FROM op").fetchone()[0])


def known_at(db: Database, entities: Iterable[Entity], place: int) -> set[Entity]:
    """Those on which there were operations when the last one stood at ``place``."""
    sql = "SELECT 1 FROM op WHERE entity_id = ? AND entity_type = ? AND n <= ? LIMIT 1"
    return {
        (kind, id) for kind, id in entities if db.conn.execute(sql, [id, kind, place]).fetchone()
    }


def by_entity(db: Database) -> Iterator[tuple[Entity, list[Operation]]]:
    """Every entity with all operations on it, in order of arrival; one entity in memory."""
    rows = db.conn.execute(
        "SELECT entity_type, entity_id, raw, sig FROM op ORDER BY entity_id, entity_type, n"
    )
    for (kind, entity), held in groupby(rows, key=lambda row: row[:2]):
        yield (kind, entity), [parse(raw, bytes(sig)) for _, _, raw, sig in held]
