"""Queries on annotations."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

from qa_desktop.domain.annotations import Annotation
from qa_desktop.errors import UserFacingError

_ROWS = (
    "SELECT a.id, a.at_ms, a.to_ms, a.kind, coalesce(p.value, ''), a.item, a.competency, "
    "coalesce(a.discussion_stop, 0), r.person, a.call FROM annotation a "
    "LEFT JOIN personal p ON p.hash = a.text LEFT JOIN replica r ON r.id = a.created_by "
)


def find_annotations(db: Database, call: str) -> list[Annotation]:
    """The annotations of a call, by time."""
    rows = db.conn.execute(f"{_ROWS} WHERE a.call = ? ORDER BY a.at_ms, a.id", [call])
    return [_annotation(row) for row in rows]


def annotations_by_id(db: Database, ids: Iterable[str]) -> dict[str, Annotation]:
    """Those of them that are here."""
    where = "WHERE a.id IN (SELECT value FROM json_each(?))"
    rows = db.conn.execute(f"{_ROWS} {where}", [json.dumps(list(ids))])
    return {row[0]: _annotation(row) for row in rows}


def get_annotation(db: Database, annotation: str) -> tuple[str, Annotation]:
    """The id of its call, and itself. Raises ``UserFacingError`` where it is not here."""
    row = db.conn.execute(f"{_ROWS} WHERE a.id = ?", [annotation]).fetchone()
    if row is None:
        raise UserFacingError("annotation.unknown")
    return row[9], _annotation(row)


def _annotation(row: Any) -> Annotation:
    return Annotation(*(*row[:7], bool(row[7]), row[8]))
