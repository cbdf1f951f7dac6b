"""Who looked at a masked number, and when."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True)
class Unmasking:
    """One look, as its writer's clock had it (ms)."""

    at: int
    person: str
    """Name, or empty."""
    call: str
    agent: str | None
    """Id of the agent whose call it is."""
    serial: str | None
    customer_number: str | None
    """In clear: mask it before showing."""


def find_unmaskings(db: Database, *, call: str | None = None, limit: int = 1000) -> list[Unmasking]:
    """The latest first; of one call, or of all."""
    where = "o.kind = 'unmask' AND o.entity_type = 'call'"
    rows = db.conn.execute(
        "SELECT json_extract(o.raw, '$.at'), coalesce(v.value, ''), o.entity_id, c.agent, "
        "s.value, k.value FROM op o LEFT JOIN replica r ON r.id = o.replica "
        "LEFT JOIN person p ON p.id = r.person LEFT JOIN personal v ON v.hash = p.name "
        "LEFT JOIN call c ON c.id = o.entity_id LEFT JOIN personal s ON s.hash = c.serial "
        "LEFT JOIN personal k ON k.hash = c.customer_number "
        f"WHERE {where if call is None else where + ' AND o.entity_id = :call'} "
        "ORDER BY o.n DESC LIMIT :limit",
        {"call": call, "limit": limit},
    )
    return [Unmasking(*row) for row in rows]
