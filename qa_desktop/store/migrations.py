"""Migrations of the journal's and the local tables; record tables are made from declarations.

Each is fixed for ever once released: it must not use today's declarations of tables it changes.
``tests/store`` holds a real old file per released schema.
"""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from qa_desktop.journal import projection
from qa_desktop.journal.tables import DERIVED_TABLES, JOURNAL_TABLES
from qa_desktop.store.connection import APPLICATION_ID, SCHEMA_VERSION

migrations = Migrations("qa_desktop")

_LOCAL_TABLES = """
CREATE TABLE draft (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    body TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE imported_file (
    path TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    recording TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

_CALL_INDEX = """
CREATE TABLE call_index (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE call_word (n INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE call_block (
    block INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    data BLOB NOT NULL
) STRICT;
CREATE INDEX call_block_version ON call_block (version);
CREATE TABLE call_text (
    n INTEGER PRIMARY KEY,
    serial TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX call_text_serial ON call_text (serial);
CREATE VIRTUAL TABLE call_gram USING fts5(
    grams, content='', contentless_delete=1, detail=none, tokenize='ascii'
);
CREATE VIRTUAL TABLE call_letters USING fts5vocab(call_gram, instance);
"""


def _run(db: Database, script: str) -> None:
    """Statement by statement: ``executescript`` would commit the migration's transaction."""
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement)


@migrations()
def m0001_journal(db: Database) -> None:
    _run(db, JOURNAL_TABLES)
    _run(db, DERIVED_TABLES)


@migrations()
def m0002_local(db: Database) -> None:
    _run(db, _LOCAL_TABLES)


@migrations()
def m0003_call_index(db: Database) -> None:
    _run(db, _CALL_INDEX)


@migrations()
def m0004_unmaskings(db: Database) -> None:
    """Who looked at numbers, without reading every operation."""
    db.execute("CREATE INDEX op_unmasked ON op (n) WHERE kind = 'unmask'")


_CALL_LISTS = """
CREATE TABLE call_list (
    n INTEGER PRIMARY KEY,
    file TEXT NOT NULL,
    sheet TEXT NOT NULL,
    imported_at INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    added INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    rejected INTEGER NOT NULL
) STRICT;
CREATE TABLE listed_call (
    n INTEGER PRIMARY KEY,
    list INTEGER NOT NULL REFERENCES call_list (n) ON DELETE CASCADE,
    row INTEGER NOT NULL,
    identity TEXT NOT NULL UNIQUE,
    serial TEXT NOT NULL,
    agent TEXT NOT NULL,
    started TEXT,
    duration_ms INTEGER,
    number TEXT NOT NULL,
    disposition TEXT NOT NULL,
    business TEXT NOT NULL,
    order_number TEXT NOT NULL,
    dial_count INTEGER,
    state TEXT NOT NULL DEFAULT 'waiting',
    why TEXT NOT NULL DEFAULT '',
    call TEXT
) STRICT;
CREATE INDEX listed_call_list ON listed_call (list, state);
CREATE INDEX listed_call_call ON listed_call (call) WHERE call IS NOT NULL;
CREATE INDEX listed_call_waiting ON listed_call (started) WHERE state = 'waiting';
CREATE INDEX listed_call_order ON listed_call (order_number) WHERE order_number <> '';
CREATE TABLE unlisted_call (call TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE list_act (
    act TEXT PRIMARY KEY,
    list INTEGER,
    before TEXT NOT NULL,
    is_signed INTEGER NOT NULL
) STRICT;
CREATE TABLE sheet_layout (
    kind TEXT NOT NULL,
    layout TEXT NOT NULL,
    columns TEXT NOT NULL,
    used_at INTEGER NOT NULL,
    PRIMARY KEY (kind, layout)
) STRICT, WITHOUT ROWID;
"""


@migrations()
def m0005_call_lists(db: Database) -> None:
    _run(db, _CALL_LISTS)


@migrations()
def m0007_erased_and_deleted(db: Database) -> None:
    """Found without reading every operation; and the files of a recording."""
    _run(
        db,
        """
CREATE INDEX op_erased ON op (entity_type, entity_id) WHERE kind = 'erase';
CREATE INDEX op_deleted ON op (n) WHERE kind = 'delete';
CREATE INDEX imported_file_recording ON imported_file (recording);
""",
    )


@migrations()
def m0008_bundles(db: Database) -> None:
    db.execute(
        "CREATE TABLE bundle (id TEXT PRIMARY KEY, direction TEXT NOT NULL, file TEXT NOT NULL, "
        "person TEXT NOT NULL, at INTEGER NOT NULL, operations INTEGER NOT NULL, "
        "have TEXT NOT NULL) STRICT, WITHOUT ROWID"
    )


@migrations()
def m0009_exchange(db: Database) -> None:
    """Files written and arrived, what others ask for, and seconds of recordings not here."""
    _run(
        db,
        """
ALTER TABLE bundle ADD COLUMN path TEXT NOT NULL DEFAULT '';
ALTER TABLE bundle ADD COLUMN purpose TEXT NOT NULL DEFAULT 'operations';
CREATE TABLE arrived_file (
    path TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    state TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE gap_request (
    bundle TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    at INTEGER NOT NULL,
    wants TEXT NOT NULL,
    answered_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE clip (
    recording TEXT NOT NULL,
    from_ms INTEGER NOT NULL,
    to_ms INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (recording, from_ms, to_ms)
) STRICT, WITHOUT ROWID;
""",
    )


@migrations()
def m0010_ahead(db: Database) -> None:
    """Operations that were more than a day ahead of this computer's clock when they came."""
    db.execute(
        "CREATE TABLE ahead (op TEXT PRIMARY KEY, by_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID"
    )


@migrations()
def m0011_recordings_at(db: Database) -> None:
    """Which recordings went to whom or came from them, with which bundle."""
    db.execute(
        "CREATE TABLE recording_at (person TEXT NOT NULL, recording TEXT NOT NULL, "
        "bundle TEXT NOT NULL, PRIMARY KEY (person, recording, bundle)) STRICT, WITHOUT ROWID"
    )


@migrations()
def m0015_published_cards(db: Database) -> None:
    """A card is found by whoever was given it, whether or not its publication counts."""
    db.execute("CREATE INDEX op_card ON op (n) WHERE entity_type = 'scorecard_version'")


def is_behind(db: Database) -> bool:
    """Whether ``migrate`` will change tables that hold something."""
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    return 0 < version < SCHEMA_VERSION


def migrate(db: Database) -> None:
    """Bring the file to this program's schema and the projection to today's declarations."""
    # First, so that a crash in the middle does not leave a file that looks like somebody else's.
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    with db.atomic():  # the old file or the new one, never one between
        migrations.apply(db)
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        projection.bring_up_to_date(db)
