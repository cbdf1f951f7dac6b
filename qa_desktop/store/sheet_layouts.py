"""How people last read sheets of each layout: which column is which field."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlite_utils import Database


def remembered_layouts(db: Database, kind: str) -> dict[str, dict[str, int]]:
    """Field → column by layout, as chosen for lists of this kind, the latest last."""
    sql = "SELECT layout, columns FROM sheet_layout WHERE kind = ? ORDER BY used_at, layout"
    return {layout: json.loads(columns) for layout, columns in db.conn.execute(sql, [kind])}


def remember_layout(
    db: Database, kind: str, layout: str, columns: Mapping[str, int], now_ms: int
) -> None:
    with db.atomic():
        db.conn.execute(
            "INSERT OR REPLACE INTO sheet_layout VALUES (?, ?, ?, ?)",
            [kind, layout, json.dumps(dict(columns)), now_ms],
        )
