"""Calls that show a fault, an item or a competency well or badly, or of which words of a person
speak; and what was used lately."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final, Literal

from sqlite_utils import Database

from qa_desktop.domain.folding import terms
from qa_desktop.domain.suggestions import Candidate, Side
from qa_desktop.store.call_filter import CallFilter
from qa_desktop.store.call_order import CallOrder
from qa_desktop.store.call_reasons import OwnText, find_own_texts, folded_words
from qa_desktop.store.call_search import Search
from qa_desktop.store.calls import read_calls
from qa_desktop.store.evaluations import LOST_POINTS

SubjectKind = Literal["fault", "item", "competency", "words"]

_Shown = tuple[Side, str, str | None, str | None, int | None, str]
"""Side, call, agent, business, the moment and what was said of it."""
_LOOKED_AT: Final = 400
"""Of each side the latest so many: a lesson is about what is heard now."""
_LONG: Final = 60.0
"""Seconds after which no further words are looked into."""
_TELLING: Final = ("annotation", "why", "note", "tag", "fault", "item")
_SIDES: Final[dict[str, Side]] = {
    "weakness": "bad", "strength": "good", "fault": "bad", "item": "bad",
}  # fmt: skip
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
SELECT c.id, c.agent, c.business, a.at_ms, coalesce(p.value, '') FROM annotation a
    JOIN call c ON c.id = a.call LEFT JOIN personal p ON p.hash = a.text
    WHERE a.kind = :kind AND (a.competency = :code OR a.item IN
        (SELECT value FROM json_each(:items)))
    ORDER BY a.n DESC LIMIT {_LOOKED_AT}
"""


def find_candidates(db: Database, kind: SubjectKind, code: str) -> list[Candidate]:
    """A call once on each side, at its most telling moment."""
    found: list[_Shown] = []
    items = [code] if kind == "item" else []
    if kind == "fault":
        for call, agent, business, evidence, item in db.conn.execute(_FAULTY, {"code": code}):
            found.append(("bad", call, agent, business, *_moment(db, evidence)))
            items += [item] if item and item not in items else []
    if kind == "item":
        for call, agent, business, evidence in db.conn.execute(_LOST, {"code": code}):
            found.append(("bad", call, agent, business, *_moment(db, evidence)))
    bound = {"items": json.dumps(items), "code": code if kind == "competency" else ""}
    for call, agent, business, evidence in db.conn.execute(_KEPT, bound):
        found.append(("good", call, agent, business, *_moment(db, evidence)))
    for side, mark in (("bad", "weakness"), ("good", "strength")):
        if side == "good" or kind != "fault":  # a weakness on the item may be another fault
            found += [(side, *row) for row in db.conn.execute(_MARKED, {**bound, "kind": mark})]
    return list(_once(db, found))


def find_by_words(db: Database, person: str, words: str) -> list[Candidate]:
    """Calls of which a comment, what the library says of them, a fault or a lost item has one of
    the words, all of them being somewhere in the call; the latest. A comment that neither praises
    nor blames is on the side of the call's shelf."""
    asked, order = terms(words), CallOrder("started", descending=True)
    if not asked:
        return []
    numbers = Search(CallFilter(text=words), order, first=_LOOKED_AT).step(db, _LONG).numbers
    calls = list(read_calls(db, person, numbers[:_LOOKED_AT].tolist()))
    texts = find_own_texts(db, person, [call.n for call in calls])
    telling = [
        (call, own)
        for call in calls
        for own in texts.get(call.n, [])
        if own.kind in _TELLING and any(word in folded_words(own) for word in asked)
    ]
    kinds = _kinds(db, [own for _call, own in telling])
    found: list[_Shown] = []
    for call, own in telling:
        side = _SIDES.get(kinds.get(own.id or "", own.kind), "open")
        found.append((side, call.id, call.agent, call.business, own.at_ms, own.text))
    return list(_once(db, found))


def _kinds(db: Database, texts: list[OwnText]) -> dict[str, str]:
    """Whether a comment praises or blames."""
    ids = [own.id for own in texts if own.kind == "annotation"]
    sql = "SELECT id, kind FROM annotation WHERE id IN (SELECT value FROM json_each(?))"
    return dict(db.conn.execute(sql, [json.dumps(ids)]))


def _once(db: Database, found: list[_Shown]) -> Iterator[Candidate]:
    """A call that shows both is a bad example, of which the good part is part."""
    filed = _filed(db, [call for _side, call, *_ in found])
    best: dict[str, Candidate] = {}
    for said_side, call, agent, business, at_ms, said in found:
        entry, shelf, stars = filed.get(call, (None, None, 0))
        shelved: Side = "good" if shelf == "good" else "bad" if shelf == "bad" else "open"
        side = shelved if said_side == "open" else said_side
        fits = side != "open" and shelf == side
        weight = stars + (2 if fits else 0) + (3 if at_ms is not None else 0)
        made = Candidate(call, agent, side, weight, at_ms, entry, business, said)
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


def _moment(db: Database, evidence: str | None) -> tuple[int | None, str]:
    """The first moment of a JSON list of annotations, and what its comment says."""
    ids: Any = json.loads(evidence or "[]")
    if not isinstance(ids, list) or not ids:
        return None, ""
    sql = (
        "SELECT a.at_ms, coalesce(p.value, '') FROM annotation a "
        "LEFT JOIN personal p ON p.hash = a.text "
        "WHERE a.id IN (SELECT value FROM json_each(?)) AND a.at_ms IS NOT NULL "
        "ORDER BY a.at_ms, a.id LIMIT 1"
    )
    named = json.dumps([id for id in ids if isinstance(id, str)])
    row = db.conn.execute(sql, [named]).fetchone()
    return (int(row[0]), str(row[1])) if row is not None else (None, "")


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
