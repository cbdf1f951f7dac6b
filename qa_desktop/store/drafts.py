"""Drafts: what a person is typing, saved as it is typed; local, never part of the journal."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from sqlite_utils import Database

from qa_desktop.journal.clock import now_ms
from qa_desktop.store.call_index import refresh_call

DraftKind = Literal[
    "annotation",
    "evaluation",
    "correction",
    "listening",
    "acknowledgement",
    "coaching",
    "scorecard",
    "slip",
    "penalty_standard",
    "playlist_case",
    "quiz",
]
"""``annotation`` and ``evaluation`` and ``listening`` are keyed by the call, ``correction``,
``acknowledgement`` and ``slip`` by the evaluation, ``coaching`` by the entry that is edited, or
by the evaluation that a new one is about, or "new"; ``scorecard`` by an id of its own,
``playlist_case`` by the case, ``quiz`` by the session and the agent; of ``penalty_standard`` there
is one, "standard"."""


@dataclass(frozen=True)
class Draft:
    key: str
    body: dict[str, Any]
    changed_at: int


def save_draft(db: Database, kind: DraftKind, key: str, body: dict[str, Any]) -> bool:
    """Keep ``body`` (JSON) as the latest draft; one small durable write. Whether it is the first
    of an evaluation, with which the call is begun."""
    with db.atomic():
        is_first = kind == "evaluation" and get_draft(db, kind, key) is None
        db.conn.execute(
            "INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?)",
            [kind, key, json.dumps(body, ensure_ascii=False), now_ms()],
        )
        if is_first:
            refresh_call(db, key)
    return is_first


def get_draft(db: Database, kind: DraftKind, key: str) -> Draft | None:
    row = db.conn.execute(
        "SELECT key, body, changed_at FROM draft WHERE kind = ? AND key = ?", [kind, key]
    ).fetchone()
    return Draft(row[0], json.loads(row[1]), row[2]) if row else None


def find_drafts_of(db: Database, kind: DraftKind) -> list[Draft]:
    """All of a kind, the one changed last first."""
    rows = db.conn.execute(
        "SELECT key, body, changed_at FROM draft WHERE kind = ? ORDER BY changed_at DESC, key",
        [kind],
    )
    return [Draft(key, json.loads(body), changed_at) for key, body, changed_at in rows]


def find_drafts(db: Database) -> list[tuple[str, str, str]]:
    """(kind, key, body as JSON) of every draft."""
    return list(db.conn.execute("SELECT kind, key, body FROM draft"))


def delete_draft(db: Database, kind: DraftKind, key: str) -> None:
    with db.atomic():
        db.conn.execute("DELETE FROM draft WHERE kind = ? AND key = ?", [kind, key])
        if kind == "evaluation":
            refresh_call(db, key)
