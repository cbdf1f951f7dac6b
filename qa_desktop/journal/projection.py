"""Writes what the operations add up to into the ordinary tables, and can do so from nothing.

A pure function of the set of operations: no clock, no settings, no order of arrival.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from qa_desktop.journal import keys
from qa_desktop.journal.canonical import dumps
from qa_desktop.journal.fold import FACT, Folded, fold_fact, fold_record
from qa_desktop.journal.operation import Operation, is_hash, is_id, parse
from qa_desktop.journal.record_types import FOLD_VERSION, RecordType
from qa_desktop.journal.records import RECORD_TYPES
from qa_desktop.journal.tables import (
    DERIVED_TABLES,
    child_table,
    columns_of,
    drop_record_tables,
    make_record_tables,
)

Entity = tuple[str, str]
"""Entity type and entity id."""

_CHUNK = 500

_DERIVED = ":derived"
"""Stands beside the record types for the tables of conflicts and replicas."""


def fold(record: RecordType, operations: Iterable[Operation]) -> Folded:
    """By the record's declared shape."""
    return fold_fact(operations) if record.fact else fold_record(operations)


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


Rows = tuple[list[Any], tuple[list[tuple[Any, ...]], ...]]
"""The row of a record's table (``columns_of``), and per child table its rows from ``place`` on."""


def rows_of(operation: Operation) -> Rows | None:
    """What a record shows of which this is the only operation."""
    record = RECORD_TYPES.get(operation.entity_type)
    if record is None or operation.kind not in ("create", "fact"):
        return None
    folded = fold(record, [operation])
    return _rows(record, operation.entity_id, folded) if folded.alive else None


def project(db: Database, touched: Mapping[Entity, list[Operation] | None]) -> None:
    """Fold each touched entity again and write its rows.

    ``touched`` maps an entity to all of its operations where the caller has them at hand (a new
    entity: the usual case, a plain insert), or to None to have them read.
    """
    held: dict[str, dict[str, list[Operation]]] = {}
    fresh: dict[str, dict[str, list[Operation]]] = {}
    for (kind, entity), known in touched.items():
        groups = held if known is None else fresh
        groups.setdefault(kind, {})[entity] = known or []
    unread = [entity for entity, known in touched.items() if known is None]
    for operation in operations_on(db, unread):
        held[operation.entity_type][operation.entity_id].append(operation)
    for groups in (held, fresh):
        for kind, entities in groups.items():
            if kind == "replica":
                _project_replicas(db, entities)
            elif kind in RECORD_TYPES:
                _project_records(db, RECORD_TYPES[kind], entities, fresh=groups is fresh)


def _project_records(
    db: Database, record: RecordType, entities: Mapping[str, list[Operation]], fresh: bool
) -> None:
    alive: list[Rows] = []
    gone: list[tuple[str]] = []
    conflicts: list[tuple[str, str, str, str]] = []
    for entity, operations in entities.items():
        folded = fold(record, operations)
        if folded.alive:
            alive.append(_rows(record, entity, folded))
        else:
            gone.append((entity,))
        conflicts += [
            (record.name, entity, name, dumps(heads)) for name, heads in folded.conflicts.items()
        ]
    if fresh:
        insert_rows(db, record.name, alive)
    else:
        marks = [(record.name, entity) for entity in entities]
        db.conn.executemany("DELETE FROM conflict WHERE entity_type = ? AND entity_id = ?", marks)
        db.conn.executemany(f'DELETE FROM "{record.name}" WHERE id = ?', gone)
        _replace_rows(db, record, alive)
    db.conn.executemany("INSERT INTO conflict VALUES (?, ?, ?, ?)", conflicts)


def insert_rows(db: Database, name: str, rows: Sequence[Rows]) -> int:
    """Records that have no row yet; the number (``n``) of the first, the others follow it."""
    record = RECORD_TYPES[name]
    columns, marks = _quoted(["n", *columns_of(record)]), "?" * (1 + len(columns_of(record)))
    (first,) = db.conn.execute(f'SELECT coalesce(max(n), 0) + 1 FROM "{name}"').fetchone()
    db.conn.executemany(
        f'INSERT INTO "{name}" ({columns}) VALUES ({",".join(marks)})',
        ([n, *row] for n, (row, _) in enumerate(rows, first)),
    )
    _insert_children(db, record, ((n, children) for n, (_, children) in enumerate(rows, first)))
    return int(first)


def _replace_rows(db: Database, record: RecordType, rows: Sequence[Rows]) -> None:
    names = columns_of(record)
    update = ",".join(f'"{name}" = excluded."{name}"' for name in names[1:])
    db.conn.executemany(
        f'INSERT INTO "{record.name}" ({_quoted(names)}) VALUES ({",".join("?" * len(names))}) '
        f"ON CONFLICT (id) DO UPDATE SET {update}",
        (row for row, _ in rows),
    )
    if record.children:
        sql = f'SELECT n FROM "{record.name}" WHERE id = ?'
        numbers = [db.conn.execute(sql, [row[0]]).fetchone()[0] for row, _ in rows]
        for child in record.children:
            db.conn.executemany(
                f'DELETE FROM "{child_table(record, child)}" WHERE parent = ?',
                [(n,) for n in numbers],
            )
        children = (each for _, each in rows)
        _insert_children(db, record, zip(numbers, children, strict=True))


def _insert_children(
    db: Database,
    record: RecordType,
    children: Iterable[tuple[int, tuple[list[tuple[Any, ...]], ...]]],
) -> None:
    """Per parent's number, the rows of each of its child tables."""
    if not record.children:
        return
    waiting = list(children)
    for place, child in enumerate(record.children):
        marks = ",".join("?" * (2 + len(child.fields)))
        db.conn.executemany(
            f'INSERT INTO "{child_table(record, child)}" VALUES ({marks})',
            ((n, *row) for n, each in waiting for row in each[place]),
        )


def _quoted(names: Iterable[str]) -> str:
    return ",".join(f'"{name}"' for name in names)


def _rows(record: RecordType, entity: str, folded: Folded) -> Rows:
    children = tuple(
        [
            (place, *(field.column_value(line) for field in child.fields))
            for place, line in enumerate(_lines(folded.values.get(child.member)))
        ]
        for child in record.children
    )
    return _row(record, entity, folded), children


def _lines(value: Any) -> list[dict[str, Any]]:
    return [line for line in value if isinstance(line, dict)] if isinstance(value, list) else []


def _row(record: RecordType, entity: str, folded: Folded) -> list[Any]:
    origin, latest = folded.origin, folded.latest
    assert origin is not None and latest is not None  # noqa: S101 - alive means both
    row: list[Any] = [entity, origin.at, origin.replica, latest.at, latest.replica]
    if record.fact:
        row += [folded.heads[FACT][0].id, folded.revisions, int(folded.withdrawn)]
    return row + [field.column_value(folded.values) for field in record.fields]


def _project_replicas(db: Database, entities: Mapping[str, list[Operation]]) -> None:
    """A replica belongs to the person whose certificate its last ``hello`` carries."""
    for replica, operations in entities.items():
        hellos = [
            hello for hello in operations if hello.kind == "hello" and hello.replica == replica
        ]
        rows = [row for row in map(_replica_row, sorted(hellos, key=_rank)) if row]
        db.conn.execute("DELETE FROM replica WHERE id = ?", [replica])
        if rows:
            best = max(enumerate(rows), key=lambda numbered: (numbered[1][4], numbered[0]))[1]
            db.conn.execute("INSERT INTO replica VALUES (?, ?, ?, ?, ?)", best)


def _rank(operation: Operation) -> tuple[int, str, str]:
    return operation.rank


def _replica_row(hello: Operation) -> tuple[str, str, str, str, int] | None:
    said = hello.payload
    person, sign_key, receive_key = (said.get(key) for key in ("person", "sign_key", "receive_key"))
    if not (is_id(person) and is_hash(sign_key) and is_hash(receive_key)):
        return None
    certified = keys.is_certified(
        person, sign_key, receive_key, hello.replica, said.get("certificate")
    )
    return hello.replica, person, sign_key, receive_key, int(certified)


def rebuild(db: Database) -> None:
    """Drop every derived table and fold all operations again, in the caller's transaction."""
    for record in RECORD_TYPES.values():
        drop_record_tables(db, record)
        make_record_tables(db, record)
    db.execute("DROP TABLE IF EXISTS conflict")
    db.execute("DROP TABLE IF EXISTS replica")
    _make_derived_tables(db)
    _project_all(db, [*RECORD_TYPES, "replica"])
    note_declarations(db)


def _project_all(db: Database, kinds: Iterable[str]) -> None:
    """Fold every entity of these kinds into tables that are still empty."""
    for kind in kinds:
        rows = db.conn.execute("SELECT DISTINCT entity_id FROM op WHERE entity_type = ?", [kind])
        ids = [entity for (entity,) in rows]
        for start in range(0, len(ids), _CHUNK):
            touched = {(kind, entity): list[Operation]() for entity in ids[start : start + _CHUNK]}
            for operation in operations_on(db, touched):
                touched[kind, operation.entity_id].append(operation)
            project(db, touched)


def _declarations(db: Database) -> dict[str, str]:
    row = db.conn.execute("SELECT value FROM meta WHERE key = 'declarations'").fetchone()
    return dict(json.loads(row[0])) if row else {}


def _derived_tables() -> str:
    text = f"{FOLD_VERSION}\n{DERIVED_TABLES}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _make_derived_tables(db: Database) -> None:
    for statement in DERIVED_TABLES.split(";\n"):
        if statement.strip():
            db.execute(statement)


def note_declarations(db: Database) -> None:
    """Remember from which declarations the tables were made."""
    declared = {name: record.declaration for name, record in RECORD_TYPES.items()}
    declared[_DERIVED] = _derived_tables()
    db.execute("INSERT OR REPLACE INTO meta VALUES ('declarations', ?)", [dumps(declared)])


def bring_up_to_date(db: Database) -> list[str]:
    """Make anew and fold again the tables whose declaration changed; their names.

    Also the usual start of an empty journal: then all are made.
    """
    known = _declarations(db)
    if known.get(_DERIVED) != _derived_tables():
        with db.atomic():
            rebuild(db)
        return list(RECORD_TYPES)
    stale = [
        record for record in RECORD_TYPES.values() if known.get(record.name) != record.declaration
    ]
    if stale:
        with db.atomic():
            for record in stale:
                drop_record_tables(db, record)
                make_record_tables(db, record)
                db.execute("DELETE FROM conflict WHERE entity_type = ?", [record.name])
            _project_all(db, [record.name for record in stale])
            note_declarations(db)
    return [record.name for record in stale]


def scan(db: Database) -> str:
    """Digest of the projection as it stands in the tables (local keys left out).

    Personal columns hold hashes, so values never enter; two machines with the same operations
    have the same scan.
    """
    digest = hashlib.sha256()
    for name, record in sorted(RECORD_TYPES.items()):
        columns = ",".join(f'"{column}"' for column in columns_of(record))
        _feed(digest, db, name, f'SELECT {columns} FROM "{name}" ORDER BY id')
        for child in record.children:
            fields = ",".join(f'c."{field.name}"' for field in child.fields)
            table = child_table(record, child)
            sql = (
                f'SELECT p.id, c.place, {fields} FROM "{table}" c '
                f'JOIN "{name}" p ON p.n = c.parent ORDER BY p.id, c.place'
            )
            _feed(digest, db, table, sql)
    order = "entity_id, entity_type, field"
    _feed(digest, db, "conflict", f"SELECT * FROM conflict ORDER BY {order}")
    _feed(digest, db, "replica", "SELECT * FROM replica ORDER BY id")
    return digest.hexdigest()


def _feed(digest: hashlib._Hash, db: Database, name: str, sql: str) -> None:
    digest.update(f"{name}\n".encode())
    for row in db.conn.execute(sql):
        digest.update(dumps(list(row)).encode() + b"\n")
