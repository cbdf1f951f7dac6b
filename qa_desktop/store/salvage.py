"""What can still be read from a database that is about to be replaced.

Works on a byte copy: opening the file itself could fold its write-ahead log into it. Operations
are signed and values hash to their names, so whatever can be read can be trusted.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.trust import trusted_group
from qa_desktop.store import backup_log
from qa_desktop.store.connection import connect

Line = dict[str, Any]
"""In the form of the backup log, and ``{"erased": hash}``, ``{"replica": key}``."""

COPY = ".salvage.db"
_ENDINGS = ("", "-wal", "-shm")
_CHUNK = 500
_UNREADABLE = ("workspace.damaged", "workspace.disk_trouble")


@contextmanager
def salvaged(database: Path) -> Iterator[Database | None]:
    """What can be opened of a database, as a byte copy; None where there is nothing to open.

    Raises ``UserFacingError`` for one that is of a newer program or not ours: it is not replaced.
    """
    if not database.exists():
        yield None
        return
    copy = database.with_name(COPY)
    try:
        for ending in ("", "-wal"):
            source = database.with_name(database.name + ending)
            if source.exists():
                shutil.copyfile(source, f"{copy}{ending}")
        db = _opened(copy)
        try:
            yield db
        finally:
            with suppress(sqlite3.DatabaseError):
                if db is not None:
                    db.close()
    finally:
        remove_salvaged(database.parent)


def remove_salvaged(folder: Path) -> None:
    """The byte copy, also one that a crash has left: it holds what may have been erased since."""
    for ending in _ENDINGS:
        (folder / f"{COPY}{ending}").unlink(missing_ok=True)


def _opened(copy: Path) -> Database | None:
    try:
        return connect(copy)
    except UserFacingError as error:
        if error.id in _UNREADABLE:
            return None
        raise


def lines_of(db: Database) -> Iterator[Line]:
    """Every line that the database still gives, its origin first."""
    yield origin_of(db)
    for raw, sig, bundle in _rows(db, "op", "raw, sig, bundle"):
        yield {"op": raw, "sig": bytes(sig).hex(), "bundle": bundle}
    for hash, salt, value in _all(db, "SELECT hash, salt, value FROM personal"):
        yield {"personal": [hash, bytes(salt).hex(), value]}
    for (hash,) in _all(db, "SELECT hash FROM erased"):
        yield {"erased": hash}
    with suppress(sqlite3.DatabaseError):
        yield {"team": trusted_group(db)}
    with suppress(sqlite3.DatabaseError):
        yield {"local": vars(backup_log.read_local(db))}


def origin_of(db: Database) -> Line:
    """Which workspace this is: by its first operation, where that page is bad by its replica."""
    for name, sql in (
        ("follows", "SELECT id FROM op WHERE n = 1"),
        ("replica", "SELECT value FROM setting WHERE key = 'replica'"),
    ):
        with suppress(sqlite3.DatabaseError):
            row = db.conn.execute(sql).fetchone()
            if row is not None:
                return {name: row[0]}
    return {}


def _rows(db: Database, table: str, columns: str) -> Iterator[tuple[Any, ...]]:
    """By number in chunks; where a page is bad, row by row."""
    try:
        last = db.conn.execute(f"SELECT max(n) FROM {table}").fetchone()[0] or 0
    except sqlite3.DatabaseError:
        return
    sql = f"SELECT {columns} FROM {table} WHERE n > ? AND n <= ?"
    for start in range(0, last, _CHUNK):
        try:
            yield from db.conn.execute(sql, [start, start + _CHUNK]).fetchall()
        except sqlite3.DatabaseError:
            for n in range(start, start + _CHUNK):
                with suppress(sqlite3.DatabaseError):
                    yield from db.conn.execute(sql, [n, n + 1]).fetchall()


def _all(db: Database, sql: str) -> Iterator[tuple[Any, ...]]:
    """As far as it can be read."""
    with suppress(sqlite3.DatabaseError):
        yield from db.conn.execute(sql)
