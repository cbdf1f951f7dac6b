"""The journal's own tables, and the tables made from the declared record types."""

from __future__ import annotations

from sqlite_utils import Database

from qa_desktop.journal.numbering import begin_anew
from qa_desktop.journal.record_types import Child, ColumnType, RecordType

JOURNAL_TABLES = """
CREATE TABLE op (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    replica TEXT NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    entity_type TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    act TEXT NOT NULL,
    raw TEXT NOT NULL,
    sig BLOB NOT NULL,
    bundle TEXT
) STRICT;
CREATE INDEX op_entity ON op (entity_id);
CREATE INDEX op_replica ON op (replica, seq);
CREATE INDEX op_act ON op (act);
CREATE TABLE personal (
    hash TEXT PRIMARY KEY,
    salt BLOB NOT NULL,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE erased (hash TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""

DERIVED_TABLES = """
CREATE TABLE IF NOT EXISTS conflict (
    entity_type TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    field TEXT NOT NULL,
    heads TEXT NOT NULL,
    PRIMARY KEY (entity_id, entity_type, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS replica (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    sign_key TEXT NOT NULL,
    receive_key TEXT NOT NULL,
    certified INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rights (
    replica TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    standing TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS without_effect (
    entity_type TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    op TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (entity_id, entity_type, op)
) STRICT, WITHOUT ROWID;
"""

_SQL_TYPES: dict[ColumnType, str] = {
    **dict.fromkeys(("text", "json", "day", "moment"), "TEXT"),
    "integer": "INTEGER",
}

RECORD_COLUMNS = {
    "created_at": "INTEGER NOT NULL",
    "created_by": "TEXT NOT NULL",
    "changed_at": "INTEGER NOT NULL",
    "changed_by": "TEXT NOT NULL",
}
"""Every row: the writer's wall clock (ms) and replica of its first and of its shown operation."""

FACT_COLUMNS = {
    "revision": "TEXT NOT NULL",
    "revisions": "INTEGER NOT NULL",
    "withdrawn": "INTEGER NOT NULL",
}
"""A fact's row also names the operation that is shown."""


def columns_of(record: RecordType) -> list[str]:
    """The columns of a record's table without ``n``, in their order."""
    fixed = ["id", *RECORD_COLUMNS, *(FACT_COLUMNS if record.fact else ())]
    return fixed + [field.name for field in record.fields]


def child_table(record: RecordType, child: Child) -> str:
    return f"{record.name}_{child.name}"


def make_record_tables(db: Database, record: RecordType) -> None:
    """Make the tables of one type; ``n`` is a small local key, no part of the projection."""
    fixed = RECORD_COLUMNS | (FACT_COLUMNS if record.fact else {})
    columns = [f'"{name}" {kind}' for name, kind in fixed.items()]
    columns += [f'"{field.name}" {_SQL_TYPES[field.type]}' for field in record.fields]
    db.execute(
        f'CREATE TABLE "{record.name}" '
        f"(n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, {', '.join(columns)}) STRICT"
    )
    for index in record.indexes:
        db.execute(f'CREATE INDEX "{record.name}_{index}" ON "{record.name}" ("{index}")')
    for child in record.children:
        columns = [f'"{field.name}" {_SQL_TYPES[field.type]}' for field in child.fields]
        db.execute(
            f'CREATE TABLE "{child_table(record, child)}" '
            f'(parent INTEGER NOT NULL REFERENCES "{record.name}" (n) ON DELETE CASCADE, '
            f"place INTEGER NOT NULL, {', '.join(columns)}, "
            "PRIMARY KEY (parent, place)) STRICT, WITHOUT ROWID"
        )


def drop_record_tables(db: Database, record: RecordType) -> None:
    for child in record.children:
        db.execute(f'DROP TABLE IF EXISTS "{child_table(record, child)}"')
    db.execute(f'DROP TABLE IF EXISTS "{record.name}"')
    begin_anew(db, record.name)
