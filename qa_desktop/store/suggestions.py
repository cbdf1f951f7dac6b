"""Calls that show a fault, an item or a competency well or badly, and what was used lately."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final, Literal

from sqlite_utils import Database

from qa_desktop.domain.suggestions import Candidate, Side
from qa_desktop.store.evaluations import LOST_POINTS

SubjectKind = Literal["fault", "item", "competency"]

_LOOKED_AT: Final = 400
"""Of each side the latest so many: a lesson is about what is heard now."""
_STANDS: Final = "e.withdrawn = 0 AND coalesce(e.practice, 0) = 0"

_LOST: Final = f"""
SELECT e.call, e.agent, c.business, i.evidence FROM evaluation_item i
    JOIN evaluation e ON e.n = i.parent JOIN call c ON c.id = e.call
    WHERE i.item = :code AND {LOST_POINTS} AND {_STANDS} ORDER BY e.n DESC LIMIT {_LOOKED_AT}
"""
_KEPT: Final = f"""
SELECT e.call, e.agent, c.business, i.evidence FROM evaluation_item i
    JOIN evaluation e ON e.n = i.parent JOIN call c ON c.id = e.call
    WHERE i.item IN (SELECT value FROM json_each(:items)) AND NOT {LOST_POINTS}
    AND i.answer IS NOT NULL AND i.answer <> '"n/a"' AND {_STANDS}
    ORDER BY e.n DESC LIMIT {_LOOKED_AT}
"""
_FAULTY: Final = f"""
SELECT e.call, e.agent, c.business, (SELECT i.evidence FROM evaluation_item i
        WHERE i.parent = e.n AND i.item = p.item), p.item FROM evaluation_problem p
    JOIN evaluation e ON e.n = p.parent JOIN call c ON c.id = e.call
    WHERE p.fault = :code AND {_STANDS} ORDER BY e.n DESC LIMIT {_LOOKED_AT}
"""
_MARKED: Final = f"""
SELECT c.id, c.agent, c.business, a.at_ms FROM annotation a JOIN call c ON c.id = a.call
    WHERE a.kind = :kind AND (a.competency = :code OR a.item IN
        (SELECT value FROM json_each(:items)))
    ORDER BY a.n DESC LIMIT {_LOOKED_AT}
"""


def find_candidates(db: Database, kind: SubjectKind, code: str) -> list[Candidate]:
    """A call once on each side, at its most telling moment."""
    found: list[tuple[Side, str, str | None, str | None, int | None]] = []
    items = [code] if kind == "item" else []
    if kind == "fault":
        for call, agent, business, evidence, item in db.conn.execute(_FAULTY, {"code": code}):
            found.append(("bad", call, agent, business, _moment(db, evidence)))
            items += [item] if item and item not in items else []
    if kind == "item":
        for call, agent, business, evidence in db.conn.execute(_LOST, {"code": code}):
            found.append(("bad", call, agent, business, _moment(db, evidence)))
    bound = {"items": json.dumps(items), "code": code if kind == "competency" else ""}
    for call, agent, business, evidence in db.conn.execute(_KEPT, bound):
        found.append(("good", call, agent, business, _moment(db, evidence)))
    for side, mark in (("bad", "weakness"), ("good", "strength")):
        if side == "good" or kind != "fault":  # a weakness on the item may be another fault
            found += [(side, *row) for row in db.conn.execute(_MARKED, {**bound, "kind": mark})]
    return list(_once(db, found))


def _once(
    db: Database, found: list[tuple[Side, str, str | None, str | None, int | None]]
) -> Iterator[Candidate]:
    """A call that shows both is a bad example, of which the good part is part."""
    filed = _filed(db, [call for _side, call, *_ in found])
    best: dict[str, Candidate] = {}
    for side, call, agent, business, at_ms in found:
        entry, shelf, stars = filed.get(call, (None, None, 0))
        weight = stars + (2 if shelf == side else 0) + (3 if at_ms is not None else 0)
        made = Candidate(call, agent, side, weight, at_ms, entry, business)
        held = best.get(call)
        if held is None or (held.side, -held.weight) > (side, -weight):
            best[call] = made
    yield from best.values()


def _filed(db: Database, calls: list[str]) -> dict[str, tuple[str, str | None, int]]:
    rows = db.conn.execute(
        "SELECT call, id, shelf, coalesce(stars, 0) FROM library_entry "
        "WHERE call IN (SELECT value FROM json_each(?)) ORDER BY coalesce(stars, 0), id",
        [json.dumps(calls)],
    )
    return {call: (id, shelf, stars) for call, id, shelf, stars in rows}


def _moment(db: Database, evidence: str | None) -> int | None:
    """The first moment of a JSON list of annotations."""
    ids: Any = json.loads(evidence or "[]")
    if not isinstance(ids, list) or not ids:
        return None
    sql = "SELECT min(at_ms) FROM annotation WHERE id IN (SELECT value FROM json_each(?))"
    named = json.dumps([id for id in ids if isinstance(id, str)])
    row = db.conn.execute(sql, [named]).fetchone()
    return int(row[0]) if row[0] is not None else None


def late_playlists(db: Database, sessions: int) -> list[str]:
    """Of the last so many sessions, held or planned."""
    rows = db.conn.execute(
        "SELECT playlist FROM session WHERE playlist IS NOT NULL AND playlist <> '' "
        "ORDER BY coalesce(held, planned, '') DESC, n DESC LIMIT ?",
        [sessions],
    )
    return list(dict.fromkeys(playlist for (playlist,) in rows))


def blamed_in(db: Database, playlists: list[str]) -> Counter[str]:
    """How often each agent was a bad example: a case from the bad shelf, or one with weaknesses and
    no strengths."""
    rows = db.conn.execute(
        "SELECT c.agent, count(*) FROM playlist_case k JOIN call c ON c.id = k.call "
        "LEFT JOIN library_entry l ON l.id = k.library_entry "
        "WHERE k.playlist IN (SELECT value FROM json_each(?)) AND c.agent IS NOT NULL "
        "AND (l.shelf = 'bad' OR (k.weaknesses IS NOT NULL AND k.strengths IS NULL)) "
        "GROUP BY c.agent",
        [json.dumps(playlists)],
    )
    return Counter(dict(rows.fetchall()))
