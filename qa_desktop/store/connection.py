"""``connect()``: the one place that opens the SQLite file (EXCHANGE.md, SQLite)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from qa_desktop.errors import UserFacingError
from qa_desktop.store.faults import plain_faults

APPLICATION_ID = 0x51414454
"""``QADT``: tells our files from other SQLite databases."""

SCHEMA_VERSION = 1
"""``user_version`` of the file; raised by every migration."""

_FIXED = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
"""First releases of their branches without the WAL-reset corruption bug."""

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
        raise UserFacingError("workspace.unfinished", path=str(file.parent))


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
