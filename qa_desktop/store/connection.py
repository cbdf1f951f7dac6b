"""``connect()``: the one place that opens the SQLite file (EXCHANGE.md, SQLite)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from qa_desktop.errors import UserFacingError
from qa_desktop.store.bare_file import APPLICATION_ID as APPLICATION_ID
from qa_desktop.store.bare_file import SCHEMA_VERSION as SCHEMA_VERSION
from qa_desktop.store.bare_file import open_plainly as open_plainly
from qa_desktop.store.faults import plain_faults

_FIXED = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
"""First releases of their branches without the WAL-reset corruption bug."""

ROOMY_KIB = 36 << 10
"""Of pages at hand, at most, while much is written. A merge of 100,000 evaluations takes the same
processor time with 112 MB, 48 and 32."""

_COPY_PAGES = 2048
"""8 MiB at a time while a backup is made."""

_PRAGMAS = (
    "busy_timeout = 5000",
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
    "synchronous = FULL",
    "secure_delete = ON",
)


def sqlite_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite has the fix for two connections resetting one WAL."""
    branch = [fixed for fixed in _FIXED if fixed[:2] == version[:2]]
    return version >= (branch[0] if branch else _FIXED[0])


def connect(file: Path, *, readonly: bool = False) -> Database:
    """Open (and make, unless ``readonly``) a workspace's database on the calling thread.

    Raises ``UserFacingError`` for a file that is not ours, is from a newer program, is damaged
    or cannot be written. Migrations are not run here.
    """
    if not sqlite_is_safe(sqlite3.sqlite_version_info):
        raise UserFacingError("workspace.sqlite_too_old", version=sqlite3.sqlite_version)
    if readonly and not file.exists():
        raise UserFacingError("workspace.missing", path=str(file.parent))
    with plain_faults(file.parent):
        connection = sqlite3.connect(str(file), isolation_level=None)
        try:
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            _refuse_foreign(connection, file, readonly)
            connection.execute(
                "PRAGMA query_only = ON" if readonly else "PRAGMA journal_mode = WAL"
            )
        except BaseException:
            connection.close()
            raise
        return Database(connection, execute_plugins=False)


def _refuse_foreign(connection: sqlite3.Connection, file: Path, readonly: bool) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if not empty and application != APPLICATION_ID:
        raise UserFacingError("workspace.not_ours", path=str(file))
    if version > SCHEMA_VERSION:
        raise UserFacingError("workspace.newer", path=str(file.parent), version=version)
    if readonly and version < SCHEMA_VERSION:
        state = "workspace.older" if version else "workspace.unfinished"
        raise UserFacingError(state, path=str(file.parent))


@contextmanager
def roomy(db: Database) -> Iterator[None]:
    """For a transaction that writes hundreds of thousands of rows: hashes come in no order, so a
    page that does not stay at hand is written again and again."""
    (before,) = db.conn.execute("PRAGMA cache_size").fetchone()
    db.conn.execute(f"PRAGMA cache_size = -{ROOMY_KIB}")
    try:
        yield
    finally:
        db.conn.execute(f"PRAGMA cache_size = {before}")
        db.conn.execute("PRAGMA shrink_memory")


def copy_database(db: Database, target: Path, step: Callable[[], None]) -> None:
    """All of ``db`` into a new file that needs no other file beside it (online backup API).

    Called inside ``snapshot``: the copy shows that moment however much is written meanwhile.
    ``step`` is called every few megabytes and may raise. The file is synced.
    """
    copy = open_plainly(target)
    try:
        copy.execute("PRAGMA journal_mode = OFF")  # nobody knows of the file until it is renamed
        copy.execute("PRAGMA synchronous = OFF")
        db.conn.execute("SELECT count(*) FROM sqlite_master")  # BEGIN alone sees no moment yet
        db.conn.backup(copy, pages=_COPY_PAGES, progress=lambda *_: step())
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()
    with target.open("rb+") as written:
        os.fsync(written.fileno())


@contextmanager
def snapshot(db: Database) -> Iterator[None]:
    """All reads inside see the same moment, while a window beside goes on writing."""
    if db.conn.in_transaction:
        yield
        return
    db.conn.execute("BEGIN")
    try:
        yield
    finally:
        db.conn.execute("ROLLBACK")
