"""Queries on calls, their recordings and what became of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

from sqlite_utils import Database

from qa_desktop.domain.folding import fold
from qa_desktop.errors import UserFacingError
from qa_desktop.store.call_counts import next_numbers
from qa_desktop.store.call_filter import CallFilter
from qa_desktop.store.call_search import find_numbers
from qa_desktop.store.call_texts import find_candidates
from qa_desktop.store.evaluations import SHOWN
from qa_desktop.store.memberships import TEAM_ON

_CHUNK = 500

CallStatus = Literal["new", "draft", "scored", "evaluated", "invalid"]


@dataclass(frozen=True)
class CallRow:
    """A call as lists and the Inspect header show it. Personal values are joined in; None when
    unknown or erased. ``customer_number`` is unmasked: mask it before showing."""

    n: int
    """The local key by which ``store.call_search`` names it; another one after a rebuild."""
    id: str
    recording: str | None
    agent: str | None
    agent_number: str | None
    agent_name: str | None
    team: str | None
    """The agent's on the day of the call."""
    skill_group: str | None
    started: str | None
    """ISO 8601 without zone, the centre's local time."""
    duration_ms: int | None
    serial: str | None
    customer_number: str | None
    order_number: str | None
    disposition: str | None
    business: str | None
    method: str | None
    invalid_reason: str | None
    circumstance: str | None
    channels: int | None
    codec: str | None
    file_name: str | None
    evaluation: str | None
    """Id of this person's evaluation, where one stands."""
    shown_evaluation: str | None
    """Their own, else the latest of anybody else that counts; score and what follows are its."""
    scorer: str | None
    """Name of the one whose it is, else their number."""
    published_hundredths: int | None
    passed: int | None
    grade: str | None
    no_score: int | None
    problems: str | None
    """Problem classes, "A,B"."""
    scorecard: str | None
    status: CallStatus


_SELECT = f"""
SELECT c.n, c.id, c.recording, c.agent, an.value AS agent_number, aname.value AS agent_name,
    tn.value AS team, a.skill_group, c.started,
    coalesce(r.duration_ms, c.duration_ms) AS duration_ms,
    cs.value AS serial, cc.value AS customer_number, co.value AS order_number,
    c.disposition, c.business, c.method, c.invalid_reason, c.circumstance, r.channels, r.codec,
    (SELECT p.value FROM file_name f JOIN personal p ON p.hash = f.name
        WHERE f.recording = c.recording ORDER BY f.created_at, f.id LIMIT 1) AS file_name,
    CASE WHEN e.scorer = :person THEN e.id END AS evaluation, e.id AS shown_evaluation,
    coalesce(pn.value, pk.value) AS scorer, e.published_hundredths, e.passed, e.grade, e.no_score,
    (SELECT group_concat(DISTINCT problem_class) FROM evaluation_problem WHERE parent = e.n
        AND problem_class <> '') AS problems,
    e.scorecard,
    CASE WHEN c.invalid_reason IS NOT NULL THEN 'invalid' WHEN e.scorer = :person THEN 'evaluated'
        WHEN d.key IS NOT NULL THEN 'draft' WHEN e.id IS NOT NULL THEN 'scored' ELSE 'new' END
        AS status
FROM call c
LEFT JOIN recording r ON r.id = c.recording
LEFT JOIN agent a ON a.id = c.agent
LEFT JOIN personal an ON an.hash = a.number
LEFT JOIN personal aname ON aname.hash = a.name
LEFT JOIN team t ON t.id = {TEAM_ON.format(agent="a", day="substr(c.started, 1, 10)")}
LEFT JOIN personal tn ON tn.hash = t.name
LEFT JOIN personal cs ON cs.hash = c.serial
LEFT JOIN personal cc ON cc.hash = c.customer_number
LEFT JOIN personal co ON co.hash = c.order_number
LEFT JOIN evaluation e ON e.n = ({SHOWN})
LEFT JOIN person p ON p.id = e.scorer
LEFT JOIN personal pn ON pn.hash = p.name
LEFT JOIN personal pk ON pk.hash = p.number
LEFT JOIN draft d ON d.kind = 'evaluation' AND d.key = c.id
"""

_COLUMNS = [field.name for field in fields(CallRow)]


def find_calls(
    db: Database,
    person: str,
    *,
    text: str = "",
    status: CallStatus | None = None,
    limit: int = 100_000,
) -> list[CallRow]:
    """Calls in the order of their start. ``text`` as ``domain.folding`` has it, in the texts of
    the call, its agent and its team."""
    statuses = frozenset({status} if status else ())
    numbers = find_numbers(db, CallFilter(text=text, statuses=statuses))
    return list(read_calls(db, person, numbers[:limit].tolist()))


def read_calls(db: Database, person: str, numbers: Sequence[int]) -> Iterator[CallRow]:
    """The calls with these numbers, in their order; one that is gone is left out."""
    for start in range(0, len(numbers), _CHUNK):
        chunk = numbers[start : start + _CHUNK]
        sql = f"{_SELECT} WHERE c.n IN (SELECT value FROM json_each(:numbers))"
        rows = db.conn.execute(sql, {"person": person, "numbers": json.dumps(chunk)})
        found = {row[0]: _row(row) for row in rows}
        yield from (found[n] for n in chunk if n in found)


def find_ids(db: Database, numbers: Sequence[int]) -> list[str]:
    """Ids of the calls with these numbers, in their order."""
    sql = "SELECT n, id FROM call WHERE n IN (SELECT value FROM json_each(?))"
    ids = dict(db.conn.execute(sql, [json.dumps(numbers)]))
    return [ids[n] for n in numbers if n in ids]


def find_next_calls(db: Database, person: str, after: str | None, count: int) -> list[CallRow]:
    """The next calls to inspect behind ``after`` by their start, then from the first one on."""
    row = db.conn.execute("SELECT n FROM call WHERE id = ?", [after]).fetchone()
    return list(read_calls(db, person, next_numbers(db, row[0] if row else None, count)))


def _row(row: Any) -> CallRow:
    return CallRow(**dict(zip(_COLUMNS, row, strict=True)))


def get_call(db: Database, person: str, call: str) -> CallRow:
    """One call by its id."""
    row = db.conn.execute(f"{_SELECT} WHERE c.id = :call", {"person": person, "call": call})
    found = row.fetchone()
    if found is None:
        raise UserFacingError("call.unknown", name=call)
    return _row(found)


def find_calls_of_recording(db: Database, person: str, recording: str) -> list[CallRow]:
    """The calls that this recording belongs to; one, where nothing went wrong."""
    rows = db.conn.execute(
        f"{_SELECT} WHERE c.recording = :recording ORDER BY c.created_at, c.id",
        {"person": person, "recording": recording},
    )
    return [_row(row) for row in rows]


def is_worked_on(db: Database, call: str) -> bool:
    """Whether anybody has marked or evaluated the call, or has begun to."""
    row = db.conn.execute(
        "SELECT EXISTS (SELECT 1 FROM annotation WHERE call = :call) "
        "OR EXISTS (SELECT 1 FROM evaluation WHERE call = :call) "
        "OR EXISTS (SELECT 1 FROM draft "
        "WHERE key = :call AND kind IN ('annotation', 'evaluation'))",
        {"call": call},
    )
    return bool(row.fetchone()[0])


def find_call_named(db: Database, person: str, name: str) -> CallRow:
    """A call by id, unambiguous id prefix, its recording's id or prefix, serial or file name."""
    found = _named(db, name) or (_beginning(db, name) if len(name) >= 4 else [])
    if len(found) > 1:
        raise UserFacingError("call.ambiguous", name=name, count=len(found))
    if not found:
        raise UserFacingError("call.unknown", name=name)
    return next(read_calls(db, person, found))


def _named(db: Database, name: str) -> list[int]:
    """Calls of which this is the whole name; the index of words knows serials and file names."""
    folded = fold(name)
    likely = find_candidates(db, folded).tolist() if folded else []
    rows = db.conn.execute(
        "SELECT n FROM call WHERE id = :name OR recording = :name UNION "
        "SELECT c.n FROM call c JOIN personal s ON s.hash = c.serial "
        "WHERE c.n IN (SELECT value FROM json_each(:likely)) AND s.value = :name UNION "
        "SELECT c.n FROM call c JOIN file_name f ON f.recording = c.recording "
        "JOIN personal p ON p.hash = f.name "
        "WHERE c.n IN (SELECT value FROM json_each(:likely)) AND p.value = :name",
        {"name": name, "likely": json.dumps(likely)},
    )
    return [n for (n,) in rows]


def _beginning(db: Database, name: str) -> list[int]:
    rows = db.conn.execute(
        "SELECT n FROM call WHERE id >= :name AND id < :end "
        "UNION SELECT n FROM call WHERE recording >= :name AND recording < :end LIMIT 1000",
        {"name": name, "end": name + "\U0010ffff"},
    )
    return [n for (n,) in rows]


def find_customer_numbers(db: Database, calls: Sequence[str]) -> dict[str, str]:
    """The full customer numbers of these calls, where they are known."""
    sql = (
        "SELECT c.id, p.value FROM call c JOIN personal p ON p.hash = c.customer_number "
        "WHERE c.id IN (SELECT value FROM json_each(?))"
    )
    return dict(db.conn.execute(sql, [json.dumps(list(calls))]))
