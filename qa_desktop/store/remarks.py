"""Queries on reusable remarks 常用评语."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True)
class Remark:
    """``code`` is what is typed after the slash; ``kind`` the annotation kind it suits, if any."""

    id: str
    code: str
    text: str
    kind: str | None


def find_remarks(db: Database) -> list[Remark]:
    rows = db.conn.execute(
        "SELECT r.id, coalesce(r.code, ''), coalesce(p.value, ''), r.kind FROM remark r "
        "LEFT JOIN personal p ON p.hash = r.text ORDER BY r.code, r.id"
    )
    return [Remark(*row) for row in rows]
