"""Putting personal values back where a payload holds their hashes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from qa_desktop.journal.personal import Salted, hash_of


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


def payload_with_values(db: Database, payload: Mapping[str, Any]) -> dict[str, Any]:
    """The same of a payload's members; its own form is a payload's, even where it looks like a
    personal value."""
    return {name: with_values(db, value) for name, value in payload.items()}


def texts_of(db: Database, payload: Mapping[str, Any]) -> dict[str, str]:
    """Those members that are texts: anybody may have signed a number where a name should be."""
    values = payload_with_values(db, payload)
    return {name: value for name, value in values.items() if isinstance(value, str)}


def salted_values(db: Database, hashes: Sequence[str]) -> Iterator[Salted]:
    """Those of the values that are here, with their salts."""
    for start in range(0, len(hashes), 500):
        chunk = hashes[start : start + 500]
        marks = ",".join("?" * len(chunk))
        rows = db.conn.execute(
            f"SELECT hash, salt, value FROM personal WHERE hash IN ({marks})", chunk
        )
        yield from (Salted(hash, bytes(salt), value) for hash, salt, value in rows)
