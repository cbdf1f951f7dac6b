"""The local numbers of records: small keys of the tables, no part of the projection.

A number is given once: windows hold numbers of what they show, and a selected call that was deleted
must not become the next one that comes. The highest that went is kept in ``meta``, beside what
SQLite itself knows from the rows that are there.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database


def first_free(db: Database, table: str) -> int:
    """From here on no record of this type has, or had, a number."""
    return max(_highest(db, table), _highest_gone(db, table)) + 1


def delete_rows(db: Database, table: str, ids: Sequence[str]) -> None:
    """Of the records of a type; those that have none may be among them."""
    if not ids:
        return
    highest = _highest(db, table)
    db.conn.executemany(f'DELETE FROM "{table}" WHERE id = ?', [(id,) for id in ids])
    if _highest(db, table) < highest > _highest_gone(db, table):
        db.conn.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [_key(table), str(highest)])


def begin_anew(db: Database, table: str) -> None:
    """The table is made anew: so is whatever holds its numbers."""
    db.conn.execute("DELETE FROM meta WHERE key = ?", [_key(table)])


def _key(table: str) -> str:
    return f"highest {table}"


def _highest(db: Database, table: str) -> int:
    return int(db.conn.execute(f'SELECT coalesce(max(n), 0) FROM "{table}"').fetchone()[0])


def _highest_gone(db: Database, table: str) -> int:
    row = db.conn.execute("SELECT value FROM meta WHERE key = ?", [_key(table)]).fetchone()
    return int(row[0]) if row else 0
