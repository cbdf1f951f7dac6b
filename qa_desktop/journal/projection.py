"""Writes what the operations add up to into the ordinary tables, and can do so from nothing.

A pure function of the set of operations: no clock, no settings, no order of arrival.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, count
from typing import Any

from sqlite_utils import Database

from qa_desktop.journal import keys
from qa_desktop.journal.canonical import dumps
from qa_desktop.journal.inserting import insert_many
from qa_desktop.journal.numbering import delete_rows, first_free
from qa_desktop.journal.operation import Operation, is_hash, is_id
from qa_desktop.journal.record_types import FOLD_VERSION, RecordType
from qa_desktop.journal.records import RECORD_TYPES
from qa_desktop.journal.rights import RULES_TEXT, Rights, is_always_judged
from qa_desktop.journal.rows import Rows, rows_shown
from qa_desktop.journal.rows import fold as fold
from qa_desktop.journal.standings import derive
from qa_desktop.journal.stored import Entity as Entity
from qa_desktop.journal.stored import operations_on as operations_on
from qa_desktop.journal.stored import read_operations as read_operations
from qa_desktop.journal.tables import (
    DERIVED_TABLES,
    child_table,
    columns_of,
    drop_record_tables,
    make_record_tables,
)
from qa_desktop.journal.trust import TRUST_GROUP, trusted_group

_CHUNK = 500

_DERIVED = ":derived"
"""Stands beside the record types for the tables of conflicts, replicas and rights."""


def effective_on(db: Database, entities: Iterable[Entity]) -> list[Operation]:
    """The stored operations on these entities that have an effect, in order of arrival."""
    per_entity: dict[Entity, list[Operation]] = {}
    for operation in operations_on(db, entities):
        per_entity.setdefault((operation.entity_type, operation.entity_id), []).append(operation)
    rights = Rights(db)
    return [each for held in per_entity.values() for each in rights.sift(held)[0]]


def project(db: Database, touched: Mapping[Entity, list[Operation] | None]) -> dict[str, str]:
    """Fold each touched entity again and write its rows; operations without effect, and why.

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
    rights = Rights(db)
    refused: dict[str, str] = {}
    for groups in (held, fresh):
        for kind, entities in groups.items():
            if kind in (TRUST_GROUP, "replica"):  # judged by ``derive``
                _project_replicas(db, entities if kind == "replica" else {})
                continue
            if rights.group is not None or is_always_judged(kind):
                refused |= _sift(db, rights, kind, entities, groups is fresh)
            if kind in RECORD_TYPES:
                _project_records(db, RECORD_TYPES[kind], entities, groups is fresh)
    return refused


def _sift(
    db: Database, rights: Rights, kind: str, entities: dict[str, list[Operation]], fresh: bool
) -> dict[str, str]:
    """Leave in ``entities`` what has an effect, and mark the others."""
    refused: dict[str, str] = {}
    marks: list[tuple[str, str, str, str]] = []
    for entity, operations in entities.items():
        entities[entity], why_not = rights.sift(operations)
        refused |= why_not
        marks += [(kind, entity, id, why) for id, why in why_not.items()]
    if not fresh:
        db.conn.executemany(
            "DELETE FROM without_effect WHERE entity_type = ? AND entity_id = ?",
            [(kind, entity) for entity in entities],
        )
    mark_without_effect(db, marks)
    return refused


def mark_without_effect(db: Database, marks: Iterable[tuple[str, str, str, str]]) -> None:
    """Entity type and id, operation, why."""
    db.conn.executemany("INSERT INTO without_effect VALUES (?, ?, ?, ?)", marks)


def shown_among(db: Database, entities: Iterable[Entity]) -> set[Entity]:
    """Those that are there and not withdrawn."""
    per_type: dict[str, list[str]] = {}
    for kind, entity in entities:
        per_type.setdefault(kind, []).append(entity)
    found: set[Entity] = set()
    for kind, ids in per_type.items():
        record = RECORD_TYPES.get(kind)
        if record is None:
            continue
        standing = " AND withdrawn = 0" if record.fact else ""
        for start in range(0, len(ids), _CHUNK):
            chunk = ids[start : start + _CHUNK]
            marks = ",".join("?" * len(chunk))
            sql = f'SELECT id FROM "{kind}" WHERE id IN ({marks}){standing}'
            found.update((kind, id) for (id,) in db.conn.execute(sql, chunk))
    return found


def _project_records(
    db: Database, record: RecordType, entities: Mapping[str, list[Operation]], fresh: bool
) -> None:
    alive: list[Rows] = []
    gone: list[str] = []
    conflicts: list[tuple[str, str, str, str]] = []
    for entity, operations in entities.items():
        folded = fold(record, operations)
        if folded.alive:
            alive.append(rows_shown(record, entity, folded, len(alive)))
        else:
            gone.append(entity)
        conflicts += [
            (record.name, entity, name, dumps(heads)) for name, heads in folded.conflicts.items()
        ]
    if fresh:
        insert_rows(db, record.name, alive)
    else:
        marks = [(record.name, entity) for entity in entities]
        db.conn.executemany("DELETE FROM conflict WHERE entity_type = ? AND entity_id = ?", marks)
        delete_rows(db, record.name, gone)
        _replace_rows(db, record, alive)
    db.conn.executemany("INSERT INTO conflict VALUES (?, ?, ?, ?)", conflicts)


def insert_rows(db: Database, name: str, rows: Sequence[Rows]) -> None:
    """Of records that have none yet."""
    record = RECORD_TYPES[name]
    names = ["n", *columns_of(record)]
    first = first_free(db, name)
    into = f'INSERT INTO "{name}" ({_quoted(names)})'
    insert_many(db, into, f"?1 + ?, {_marks(names[1:])}", [row for row, _ in rows], first)
    _insert_children(db, record, first, [children for _, children in rows])


def _replace_rows(db: Database, record: RecordType, rows: Sequence[Rows]) -> None:
    names = columns_of(record)
    ids = json.dumps([row[1] for row, _ in rows])
    sql = f'SELECT id, n FROM "{record.name}" WHERE id IN (SELECT value FROM json_each(?))'
    numbers: dict[str, int] = dict(db.conn.execute(sql, [ids]))
    held = set(numbers.values())
    fresh = count(first_free(db, record.name))
    for row, _ in rows:
        if row[1] not in numbers:
            numbers[row[1]] = next(fresh)
    update = ",".join(f'"{name}" = excluded."{name}"' for name in names[1:])
    db.conn.executemany(
        f'INSERT INTO "{record.name}" ({_quoted(["n", *names])}) VALUES ({_marks(["n", *names])}) '
        f"ON CONFLICT (id) DO UPDATE SET {update}",
        ((numbers[row[1]], *row[1:]) for row, _ in rows),
    )
    for child in record.children:
        table = child_table(record, child)
        db.conn.executemany(f'DELETE FROM "{table}" WHERE parent = ?', [(n,) for n in held])
    lines = [
        tuple([(numbers[row[1]], *line[1:]) for line in lines] for lines in children)
        for row, children in rows
    ]
    _insert_children(db, record, 0, lines)


def _insert_children(
    db: Database,
    record: RecordType,
    first: int,
    children: Sequence[tuple[list[tuple[Any, ...]], ...]],
) -> None:
    """Per record the rows of each child table, which hold its number less ``first``."""
    for place, child in enumerate(record.children):
        marks = _marks(["place", *child.fields])
        lines = chain.from_iterable(each[place] for each in children)
        into = f'INSERT INTO "{child_table(record, child)}"'
        insert_many(db, into, f"?1 + ?, {marks}", lines, first)


def _quoted(names: Iterable[str]) -> str:
    return ",".join(f'"{name}"' for name in names)


def _marks(columns: Sequence[Any]) -> str:
    return ",".join("?" * len(columns))


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
    for table in ("conflict", "replica", "rights", "without_effect"):
        db.execute(f"DROP TABLE IF EXISTS {table}")
    _make_derived_tables(db)
    _project_all(db, ["replica"])
    derive(db)
    kinds = [kind for (kind,) in db.conn.execute("SELECT DISTINCT entity_type FROM op")]
    every = trusted_group(db) is not None  # what no version knows is marked too
    _project_all(db, [kind for kind in kinds if kind in RECORD_TYPES or every])
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
    text = f"{FOLD_VERSION}\n{DERIVED_TABLES}\n{RULES_TEXT}"
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
                for table in ("conflict", "without_effect"):
                    db.execute(f"DELETE FROM {table} WHERE entity_type = ?", [record.name])
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
    _feed(digest, db, "rights", "SELECT * FROM rights ORDER BY replica")
    order = "entity_id, entity_type, op"
    _feed(digest, db, "without_effect", f"SELECT * FROM without_effect ORDER BY {order}")
    return digest.hexdigest()


def _feed(digest: hashlib._Hash, db: Database, name: str, sql: str) -> None:
    digest.update(f"{name}\n".encode())
    for row in db.conn.execute(sql):
        digest.update(dumps(list(row)).encode() + b"\n")
