"""Queries on nominations of best calls 最佳对话征集, their votes, and thank-you letters 感谢信."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from qa_desktop.domain.folding import fold
from qa_desktop.errors import UserFacingError


@dataclass(frozen=True)
class Nomination:
    """Without whose call it is and who sent it in: voters hear the call, not the name."""

    id: str
    month: str
    serial: str
    call: str | None
    recording: str | None
    highlight: str
    decision: str | None
    own_vote: str | None
    """``yes``, ``no``; None until this person has voted."""
    yes: int | None
    """Votes of all; None until this person has voted or it is decided, so that nobody follows."""
    no: int | None
    reason: str = ""
    """Why it was not chosen."""


@dataclass(frozen=True)
class Honour:
    """A line of the honour board."""

    nomination: str
    month: str
    agent: str | None
    words: str
    entry: str | None


@dataclass(frozen=True)
class Letter:
    id: str
    agent: str | None
    call: str | None
    day: str | None
    words: str
    sender: str


_VOTES = (
    "SELECT count(*) FILTER (WHERE v.vote = 'yes'), count(*) FILTER (WHERE v.vote = 'no'), "
    "max(v.vote) FILTER (WHERE v.voter = :person) FROM ("
    "SELECT voter, vote, max(created_at) FROM nomination_vote "
    "WHERE nomination = :id AND withdrawn = 0 GROUP BY voter) v"
)
"""Of each voter the last vote: one that voted on two machines counts once."""


def find_nominations(db: Database, person: str, month: str | None = None) -> list[Nomination]:
    """Those of a month ("2026-11"), else all; the undecided first, then as they came in."""
    rows = db.conn.execute(
        "SELECT n.id, coalesce(n.month, ''), coalesce(s.value, ''), n.call, c.recording, "
        "coalesce(h.value, ''), n.decision, coalesce(r.value, '') "
        "FROM nomination n LEFT JOIN call c ON c.id = n.call "
        "LEFT JOIN personal h ON h.hash = n.highlight LEFT JOIN personal s ON s.hash = n.serial "
        "LEFT JOIN personal r ON r.hash = n.reason "
        "WHERE :month IS NULL OR n.month = :month "
        "ORDER BY n.decision IS NOT NULL, n.month DESC, n.created_at, n.id",
        {"month": month},
    ).fetchall()
    return [_nomination(db, person, row) for row in rows]


def _nomination(db: Database, person: str, row: tuple[Any, ...]) -> Nomination:
    yes, no, own = db.conn.execute(_VOTES, {"id": row[0], "person": person}).fetchone()
    decision = row[6] if row[6] in ("accepted", "rejected") else None
    if own is None and decision is None:
        yes = no = None
    id, month, serial, call, recording, highlight, _decision, reason = row
    shown = id, month, serial, call, recording, highlight, decision
    return Nomination(*shown, own, yes, no, reason)


def nomination_months(db: Database) -> list[str]:
    """Those with a nomination or a letter ("2026-11"), the newest first."""
    rows = db.conn.execute(
        "SELECT month FROM nomination WHERE month IS NOT NULL "
        "UNION SELECT substr(day, 1, 7) FROM thank_you_letter WHERE day IS NOT NULL "
        "ORDER BY 1 DESC"
    )
    return [month for (month,) in rows]


def get_nomination(db: Database, person: str, id: str) -> Nomination:
    """Raises ``UserFacingError`` where it is not here."""
    found = next((each for each in find_nominations(db, person) if each.id == id), None)
    if found is None:
        raise UserFacingError("nomination.unknown")
    return found


def same_nominations(db: Database, month: str, serial: str) -> Mapping[str, str]:
    """Id → highlight of those of this month with the serial number, however it is written."""
    rows = db.conn.execute(
        "SELECT n.id, coalesce(h.value, ''), s.value FROM nomination n "
        "JOIN personal s ON s.hash = n.serial LEFT JOIN personal h ON h.hash = n.highlight "
        "WHERE n.month = ? ORDER BY n.created_at, n.id",
        [month],
    )
    folded = fold(serial)
    return {id: said for id, said, written in rows if fold(written) == folded}


def find_honours(db: Database, month: str | None = None) -> list[Honour]:
    """The accepted ones, the newest month first."""
    rows = db.conn.execute(
        "SELECT n.id, n.month, coalesce(n.agent, c.agent), coalesce(o.value, h.value, ''), "
        "n.library_entry FROM nomination n LEFT JOIN call c ON c.id = n.call "
        "LEFT JOIN personal h ON h.hash = n.highlight LEFT JOIN personal o ON o.hash = n.honour "
        "WHERE n.decision = 'accepted' AND (:month IS NULL OR n.month = :month) "
        "ORDER BY n.month DESC, n.decided, n.id",
        {"month": month},
    )
    return [Honour(*row) for row in rows]


def find_letters(db: Database, month: str | None = None) -> list[Letter]:
    """The newest first."""
    rows = db.conn.execute(
        "SELECT t.id, t.agent, t.call, t.day, coalesce(w.value, ''), coalesce(s.value, '') "
        "FROM thank_you_letter t LEFT JOIN personal w ON w.hash = t.words "
        "LEFT JOIN personal s ON s.hash = t.sender "
        "WHERE :month IS NULL OR substr(t.day, 1, 7) = :month ORDER BY t.day DESC, t.id",
        {"month": month},
    )
    return [Letter(*row) for row in rows]


def own_vote_id(db: Database, person: str, nomination: str) -> tuple[str, str] | None:
    """Id and revision of this person's vote, to follow it."""
    row = db.conn.execute(
        "SELECT id, revision FROM nomination_vote WHERE nomination = ? AND voter = ? "
        "AND withdrawn = 0 ORDER BY created_at DESC, id LIMIT 1",
        [nomination, person],
    ).fetchone()
    return (row[0], row[1]) if row else None


def call_of_serial(db: Database, serial: str) -> tuple[str, str | None] | None:
    """The call with just this serial number and its agent; None where it is not one alone."""
    rows = db.conn.execute(
        "SELECT c.id, c.agent FROM call_text t JOIN call c ON c.n = t.n "
        "JOIN personal s ON s.hash = c.serial WHERE t.serial = ? LIMIT 2",
        [serial],
    ).fetchall()
    return (rows[0][0], rows[0][1]) if len(rows) == 1 else None
