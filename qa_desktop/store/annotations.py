"""Queries on annotations."""

from __future__ import annotations

from sqlite_utils import Database

from qa_desktop.domain.annotations import Annotation


def find_annotations(db: Database, call: str) -> list[Annotation]:
    """The annotations of a call, by time."""
    rows = db.conn.execute(
        "SELECT a.id, a.at_ms, a.to_ms, a.kind, coalesce(p.value, ''), a.item, a.competency, "
        "coalesce(a.discussion_stop, 0) FROM annotation a "
        "LEFT JOIN personal p ON p.hash = a.text WHERE a.call = ? ORDER BY a.at_ms, a.id",
        [call],
    )
    return [Annotation(*row) for row in ((*row[:7], bool(row[7])) for row in rows)]
