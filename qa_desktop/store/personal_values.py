"""Putting personal values back where a payload holds their hashes."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from qa_desktop.journal.personal import hash_of


def with_values(db: Database, value: Any) -> Any:
    """``value`` with every personal hash replaced by its value, None when erased or not here."""
    hash = hash_of(value)
    if hash is not None:
        row = db.conn.execute("SELECT value FROM personal WHERE hash = ?", [hash]).fetchone()
        return row[0] if row else None
    if isinstance(value, dict):
        return {key: with_values(db, entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [with_values(db, entry) for entry in value]
    return value
