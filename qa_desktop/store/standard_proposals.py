"""Queries on proposals to update the penalty standard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

from qa_desktop.errors import UserFacingError


@dataclass(frozen=True)
class ProposalRow:
    """``state``: ``open``, ``accepted`` or ``refused``. Times are wall clocks in ms."""

    id: str
    revision: str
    slip: str
    evaluation: str
    standard: str
    clause: str | None
    fault: str | None
    about: str
    scorecard_code: str | None
    item: str | None
    words: str
    by: str
    by_name: str
    at: int
    state: str
    reason: str
    decided_by: str | None
    version: str | None
    """Of the standard that it led to."""


_ROWS: Final = (
    "SELECT p.id, p.revision, p.slip, p.evaluation, p.standard, p.clause, p.fault, p.about, "
    "p.scorecard_code, p.item, coalesce(w.value, ''), p.by, coalesce(n.value, ''), "
    "p.created_at, p.state, coalesce(r.value, ''), p.decided_by, p.answered_by_version "
    "FROM standard_proposal p LEFT JOIN personal w ON w.hash = p.words "
    "LEFT JOIN personal r ON r.hash = p.reason "
    "LEFT JOIN person o ON o.id = p.by LEFT JOIN personal n ON n.hash = o.name "
    "WHERE p.withdrawn = 0"
)


def find_proposals(
    db: Database, state: str | None = None, *, slip: str | None = None
) -> list[ProposalRow]:
    """The oldest first."""
    where = "(?1 IS NULL OR p.state = ?1) AND (?2 IS NULL OR p.slip = ?2)"
    sql = f"{_ROWS} AND {where} ORDER BY p.created_at, p.id"
    return [ProposalRow(*row) for row in db.conn.execute(sql, [state, slip])]


def find_rulings(db: Database, scorecard_code: str) -> dict[str, list[str]]:
    """By item of a scorecard: what was accepted about how it is judged, the oldest first."""
    sql = (
        f"{_ROWS} AND p.about = 'judging' AND p.scorecard_code = ? AND p.state = 'accepted' "
        "AND p.item IS NOT NULL ORDER BY p.created_at, p.id"
    )
    found: dict[str, list[str]] = {}
    for row in db.conn.execute(sql, [scorecard_code]):
        proposal = ProposalRow(*row)
        if proposal.words:
            found.setdefault(str(proposal.item), []).append(proposal.words)
    return found


def get_proposal(db: Database, proposal: str) -> ProposalRow:
    """Raises ``UserFacingError`` ("proposal.unknown")."""
    found = [ProposalRow(*row) for row in db.conn.execute(f"{_ROWS} AND p.id = ?", [proposal])]
    if not found:
        raise UserFacingError("proposal.unknown")
    return found[0]
