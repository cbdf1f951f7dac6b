"""The append-only log beside a full copy: what was written after it, one JSON object a line.

    {"follows": id}     the database's first operation: whose past the log goes on
    {"op": raw, "sig": hex, "bundle": name or null}
    {"personal": [hash, salt hex, value]}
    {"team": root key or null}    the team that is trusted from here on
    {"local": {"at": ms, "drafts": [[kind, key, body, changed_at]…], "settings": [[key, value]…]}}

Operations are signed and personal values hash to their names, so a line vouches for itself; the
last ``local`` line that can be read holds all drafts and settings of that moment. A line that a
crash has cut is skipped, and the next append begins on a line of its own.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.clock import now_ms
from qa_desktop.journal.trust import trusted_group
from qa_desktop.store.connection import snapshot


@dataclass(frozen=True)
class Local:
    """Drafts and settings as they stood at a moment (ms)."""

    at: int
    drafts: list[list[Any]]
    settings: list[list[str]]


class AnotherPastError(Exception):
    """The copy is not of this database's past, or of another schema: a log cannot follow it."""


def id_of(raw: str) -> str:
    """The id of an operation from its text."""
    return hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()


def read_lines(log: Path) -> Iterator[dict[str, Any] | None]:
    """The lines of a log, None for one that cannot be read; a missing log has none."""
    if not log.exists():
        return
    with log.open("rb") as stream:
        for line in stream:
            if line.strip():
                yield _parsed(line)


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def append_new(db: Database, copy: Path, log: Path) -> int:
    """Append what ``db`` holds beyond ``copy`` and ``log``; how many operations that were.

    Raises ``AnotherPastError`` when ``db`` has not grown out of ``copy``, and ``UserFacingError``
    ("workspace.damaged") when an operation no longer hashes to its id.
    """
    db.execute("ATTACH ? AS held", [str(copy)])
    try:
        with snapshot(db):
            lines = list(_new_lines(db, log))
    finally:
        db.execute("DETACH held")
    if lines:
        head = [] if log.exists() else [{"follows": first_operation(db)}]
        _append(log, head + lines)
    return sum("op" in line for line in lines)


def first_operation(db: Database, schema: str = "main") -> str | None:
    """The id that every copy of a database shares, and no other workspace has."""
    row = db.conn.execute(f"SELECT id FROM {schema}.op ORDER BY n LIMIT 1").fetchone()
    return str(row[0]) if row else None


def _new_lines(db: Database, log: Path) -> Iterator[dict[str, Any]]:
    last = _last_common(db)
    logged: set[str] = set()
    local: dict[str, Any] = {}
    team = trusted_group(db, "held")
    for line in read_lines(log):
        if line and "op" in line:
            logged.add(id_of(line["op"]))
        elif line and "personal" in line:
            logged.add(line["personal"][0])
        elif line and "team" in line:
            team = line["team"]
        elif line and "local" in line:
            local = line["local"]
    sql = "SELECT id, raw, sig, bundle FROM main.op WHERE n > ? ORDER BY n"
    for id, raw, sig, bundle in db.conn.execute(sql, [last]):
        if id_of(raw) != id:
            raise UserFacingError("workspace.damaged", path=str(log.parent.parent))
        if id not in logged:
            yield {"op": raw, "sig": bytes(sig).hex(), "bundle": bundle}
    sql = (
        "SELECT hash, salt, value FROM main.personal "
        "WHERE hash NOT IN (SELECT hash FROM held.personal)"
    )
    for hash, salt, value in db.conn.execute(sql):
        if hash not in logged:
            yield {"personal": [hash, bytes(salt).hex(), value]}
    if trusted_group(db) != team:
        yield {"team": trusted_group(db)}
    now = read_local(db, "main")
    before = local or vars(read_local(db, "held"))
    if (now.drafts, now.settings) != (before["drafts"], before["settings"]):
        yield {"local": vars(now)}


def _last_common(db: Database) -> int:
    """The number of the last operation of the copy, which the database must hold as the same."""
    main, held = (
        db.execute(f"PRAGMA {schema}.user_version").fetchone() for schema in ("main", "held")
    )
    if main != held:
        raise AnotherPastError
    sql = "SELECT n, id FROM held.op ORDER BY n DESC LIMIT 1"
    n, id = db.conn.execute(sql).fetchone() or (0, None)
    same = db.conn.execute("SELECT id FROM main.op WHERE n = ?", [n]).fetchone()
    if id is not None and same != (id,):
        raise AnotherPastError
    return int(n)


def read_local(db: Database, schema: str = "main") -> Local:
    """Drafts and settings; the replica belongs to one file and is none of them."""
    drafts = db.conn.execute(
        f"SELECT kind, key, body, changed_at FROM {schema}.draft ORDER BY kind, key"
    )
    settings = db.conn.execute(
        f"SELECT key, value FROM {schema}.setting WHERE key <> 'replica' ORDER BY key"
    )
    return Local(now_ms(), [list(row) for row in drafts], [list(row) for row in settings])


def _append(log: Path, lines: list[dict[str, Any]]) -> None:
    """On a line of its own, synced; an append that fails leaves the log as it was."""
    text = b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)
    with log.open("ab+", buffering=0) as stream:
        size = stream.seek(0, os.SEEK_END)
        left = memoryview(text if _ends_with_newline(stream, size) else b"\n" + text)
        try:
            while left:
                left = left[stream.write(left) or 0 :]
            os.fsync(stream.fileno())
        except BaseException:
            stream.truncate(size)
            raise


def _ends_with_newline(stream: FileIO, size: int) -> bool:
    if size == 0:
        return True
    stream.seek(size - 1)
    return stream.read(1) == b"\n"
