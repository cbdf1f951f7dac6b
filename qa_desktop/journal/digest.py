"""What a database holds, in a few words: equal on two machines that have seen the same."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database


def count_operations(db: Database) -> int:
    return int(db.conn.execute("SELECT count(*) FROM op").fetchone()[0])


def kept_digest(db: Database) -> str:
    """The sum of all ids modulo 2²⁵⁶ (hex), as it was kept while operations were added."""
    row = db.conn.execute("SELECT value FROM meta WHERE key = 'set_digest'").fetchone()
    return str(row[0]) if row else f"{0:064x}"


def vector(db: Database) -> dict[str, list[Any]]:
    """``{replica: [last seq, its id]}`` of all operations held."""
    rows = db.conn.execute(
        "SELECT o.replica, o.seq, max(o.id) FROM op o JOIN "
        "(SELECT replica, max(seq) seq FROM op GROUP BY replica) USING (replica, seq) "
        "GROUP BY replica ORDER BY replica"
    )
    return {replica: [seq, head] for replica, seq, head in rows}
