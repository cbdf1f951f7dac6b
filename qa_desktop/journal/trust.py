"""Which team a workspace trusts: one value, without which everybody's operations count."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

TRUST_GROUP = "trust_group"
"""Entity type of the roster's operations, and the name of the value."""


def trusted_group(db: Database, schema: str = "main") -> str | None:
    """The root public key (hex) of the team; None for somebody who works alone."""
    sql = f"SELECT value FROM {schema}.meta WHERE key = ?"
    row = db.conn.execute(sql, [TRUST_GROUP]).fetchone()
    return str(row[0]) if row else None


def set_trusted_group(db: Database, group: str | None) -> None:
    """In the caller's transaction, who projects everything anew."""
    if group is None:
        db.conn.execute("DELETE FROM meta WHERE key = ?", [TRUST_GROUP])
    else:
        db.conn.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [TRUST_GROUP, group])
