"""Queries on the recording library: entries, tags, collections, saved searches."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlite_utils import Database

from qa_desktop.domain.folding import fold
from qa_desktop.domain.library import (
    MOST_STARS,
    SHELVES,
    Collection,
    LibraryEntry,
    TagNames,
    TagRecord,
    as_shown,
)
from qa_desktop.errors import UserFacingError

_ENTRIES = (
    "SELECT e.id, e.call, e.from_ms, e.to_ms, e.shelf, e.stars, coalesce(w.value, ''), "
    "coalesce(o.value, ''), e.brought_by, e.item, e.fault_code, e.annotation, "
    "e.created_at, r.person "
    "FROM library_entry e LEFT JOIN personal w ON w.hash = e.why "
    "LEFT JOIN personal o ON o.hash = e.note LEFT JOIN replica r ON r.id = e.created_by "
)
_ORDER = "ORDER BY coalesce(e.from_ms, -1), e.created_at, e.id"


def entry_id(call: str, from_ms: int | None, to_ms: int | None) -> str:
    """The id with which a call or a part of it is filed first: two people who file the same at
    the same time mean one entry."""
    return hashlib.sha256(f"library_entry\n{call}\n{from_ms}\n{to_ms}".encode()).hexdigest()[:32]


def find_entries(
    db: Database, calls: Sequence[str], names: TagNames | None = None
) -> list[LibraryEntry]:
    """What of these calls is in the library, whole calls first, then by time."""
    where = "WHERE e.call IN (SELECT value FROM json_each(?)) "
    rows = db.conn.execute(_ENTRIES + where + _ORDER, [json.dumps(list(calls))])
    return _entries(db, rows, names)


def get_entries(
    db: Database, ids: Sequence[str], names: TagNames | None = None
) -> dict[str, LibraryEntry]:
    """Those with these ids that are here, by id. ``names``: all tags, where they are known."""
    where = "WHERE e.id IN (SELECT value FROM json_each(?)) "
    rows = db.conn.execute(_ENTRIES + where, [json.dumps(list(ids))])
    found = {entry.id: entry for entry in _entries(db, rows, names)}
    return {id: found[id] for id in ids if id in found}


def get_entry(db: Database, id: str) -> LibraryEntry:
    """Raises ``UserFacingError`` where it is not here."""
    found = get_entries(db, [id])
    if not found:
        raise UserFacingError("library.unknown")
    return found[id]


def find_entry_at(
    db: Database, call: str, from_ms: int | None, to_ms: int | None
) -> LibraryEntry | None:
    """The entry of exactly this part of a call."""
    span = (from_ms, to_ms)
    same = (each for each in find_entries(db, [call]) if (each.from_ms, each.to_ms) == span)
    return next(same, None)


def _entries(db: Database, rows: Iterable[Any], names: TagNames | None) -> list[LibraryEntry]:
    held = [row for row in rows if row[1]]
    ids = [row[0] for row in held]
    tags = (names or find_tags(db)).of if ids else {}
    tagged = _members(db, "entry_tag", "tag", ids)
    collected = _members(db, "entry_collection", "collection", ids)
    found = []
    for row in held:
        own = dict.fromkeys(tags[each] for each in tagged.get(row[0], ()) if each in tags)
        shelf = row[4] if row[4] in SHELVES else None
        stars = min(max(row[5] or 0, 0), MOST_STARS)
        within = tuple(dict.fromkeys(collected.get(row[0], ())))
        values = (*row[:4], shelf, stars, *row[6:], tuple(own), within)
        found.append(LibraryEntry(*values))
    return found


def _members(db: Database, table: str, column: str, entries: Sequence[str]) -> dict[str, list[str]]:
    rows = db.conn.execute(
        f"SELECT m.library_entry, m.{column} FROM {table} m "
        f"JOIN {column} p ON p.id = m.{column} "
        "WHERE m.library_entry IN (SELECT value FROM json_each(?)) ORDER BY m.created_at, m.id",
        [json.dumps(list(entries))],
    )
    found: dict[str, list[str]] = {}
    for entry, member in rows:
        found.setdefault(entry, []).append(member)
    return found


def memberships_of(
    db: Database, entries: Sequence[str], column: str, ids: Iterable[str]
) -> list[str]:
    """Ids of the records that put these entries into these tags or collections (``column``)."""
    rows = db.conn.execute(
        f"SELECT id FROM entry_{column} WHERE library_entry IN (SELECT value FROM json_each(?)) "
        f"AND {column} IN (SELECT value FROM json_each(?)) ORDER BY id",
        [json.dumps(list(entries)), json.dumps(list(ids))],
    )
    return [id for (id,) in rows]


def find_tags(db: Database) -> TagNames:
    """All tags as they are shown, not counted (``library_columns.find_counted_tags``)."""
    rows = db.conn.execute(
        "SELECT t.id, coalesce(p.value, ''), coalesce(t.colour, ''), t.merged_into FROM tag t "
        "LEFT JOIN personal p ON p.hash = t.name ORDER BY t.created_at, t.id"
    )
    return as_shown(TagRecord(id, name, fold(name), *rest) for id, name, *rest in rows)


def unmerged(db: Database, ids: Iterable[str]) -> list[str]:
    """Those of these tags that stand for themselves."""
    rows = db.conn.execute(
        "SELECT id FROM tag WHERE merged_into IS NULL AND id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(ids))],
    )
    return [id for (id,) in rows]


def find_collections(db: Database) -> list[Collection]:
    """By name, not counted."""
    rows = db.conn.execute(
        "SELECT c.id, coalesce(n.value, ''), coalesce(o.value, '') FROM collection c "
        "LEFT JOIN personal n ON n.hash = c.name LEFT JOIN personal o ON o.hash = c.note "
        "ORDER BY n.value, c.id"
    )
    return [Collection(id, name, note) for id, name, note in rows]


def find_saved_searches(db: Database) -> list[tuple[str, str, str]]:
    """(id, name, question) of all, by name."""
    rows = db.conn.execute(
        "SELECT s.id, coalesce(n.value, ''), coalesce(q.value, '') FROM saved_search s "
        "LEFT JOIN personal n ON n.hash = s.name LEFT JOIN personal q ON q.hash = s.question "
        "ORDER BY n.value, s.id"
    )
    return [(id, name, question) for id, name, question in rows]


def deduction_of(db: Database, call: str, annotation: str) -> tuple[str, str, str | None] | None:
    """(evaluation, item, fault) of which an annotation of the call is the evidence."""
    row = db.conn.execute(
        "SELECT e.id, i.item, (SELECT p.fault FROM evaluation_problem p WHERE p.parent = e.n "
        "AND p.item = i.item LIMIT 1) FROM evaluation e JOIN evaluation_item i ON i.parent = e.n "
        "WHERE e.call = ? AND e.withdrawn = 0 AND instr(i.evidence, ?) "
        "ORDER BY e.created_at DESC, e.id LIMIT 1",
        [call, json.dumps(annotation)],
    ).fetchone()
    return (row[0], row[1], row[2]) if row else None


def has_entry(db: Database, entry: str) -> bool:
    return (
        db.conn.execute("SELECT 1 FROM library_entry WHERE id = ?", [entry]).fetchone() is not None
    )


def has_call(db: Database, call: str) -> bool:
    return db.conn.execute("SELECT 1 FROM call WHERE id = ?", [call]).fetchone() is not None
