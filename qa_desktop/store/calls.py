"""Queries on calls, their recordings and what became of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

from sqlite_utils import Database

from qa_desktop.errors import UserFacingError

CallStatus = Literal["new", "draft", "evaluated", "invalid"]


@dataclass(frozen=True)
class CallRow:
    """A call as lists and the Inspect header show it. Personal values are joined in; None when
    unknown or erased. ``customer_number`` is unmasked: mask it before showing."""

    id: str
    recording: str | None
    agent: str | None
    agent_number: str | None
    agent_name: str | None
    team: str | None
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
    published_hundredths: int | None
    passed: int | None
    grade: str | None
    no_score: int | None
    scorecard: str | None
    status: CallStatus


_SELECT = """
SELECT c.id, c.recording, c.agent, an.value AS agent_number, aname.value AS agent_name,
    tn.value AS team, a.skill_group, c.started,
    coalesce(r.duration_ms, c.duration_ms) AS duration_ms,
    cs.value AS serial, cc.value AS customer_number, co.value AS order_number,
    c.disposition, c.business, c.method, c.invalid_reason, c.circumstance, r.channels, r.codec,
    (SELECT p.value FROM file_name f JOIN personal p ON p.hash = f.name
        WHERE f.recording = c.recording ORDER BY f.created_at, f.id LIMIT 1) AS file_name,
    e.id AS evaluation, e.published_hundredths, e.passed, e.grade, e.no_score, e.scorecard,
    CASE WHEN c.invalid_reason IS NOT NULL THEN 'invalid' WHEN e.id IS NOT NULL THEN 'evaluated'
        WHEN d.key IS NOT NULL THEN 'draft' ELSE 'new' END AS status
FROM call c
LEFT JOIN recording r ON r.id = c.recording
LEFT JOIN agent a ON a.id = c.agent
LEFT JOIN personal an ON an.hash = a.number
LEFT JOIN personal aname ON aname.hash = a.name
LEFT JOIN team t ON t.id = a.team
LEFT JOIN personal tn ON tn.hash = t.name
LEFT JOIN personal cs ON cs.hash = c.serial
LEFT JOIN personal cc ON cc.hash = c.customer_number
LEFT JOIN personal co ON co.hash = c.order_number
LEFT JOIN evaluation e ON e.n = (SELECT n FROM evaluation
    WHERE call = c.id AND withdrawn = 0 AND scorer = :person
    ORDER BY created_at DESC, id DESC LIMIT 1)
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
    """Calls in the order of their start. ``text`` looks into agent, serial, file and business."""
    where, parameters = ["1"], {"person": person, "limit": limit}
    if text:
        shown = ("agent_number", "agent_name", "team", "serial", "file_name", "business")
        where.append("(" + " OR ".join(f"{name} LIKE :text ESCAPE '\\'" for name in shown) + ")")
        parameters["text"] = f"%{_escaped(text)}%"
    if status:
        where.append("status = :status")
        parameters["status"] = status
    sql = (
        f"SELECT * FROM ({_SELECT}) WHERE {' AND '.join(where)} "
        "ORDER BY started IS NULL, started, id LIMIT :limit"
    )
    return [_row(row) for row in db.conn.execute(sql, parameters)]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


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
    exact = [
        call
        for call in find_calls(db, person)
        if name in (call.id, call.recording, call.serial, call.file_name)
    ]
    found = exact or [
        call
        for call in find_calls(db, person)
        if len(name) >= 4 and (call.id.startswith(name) or (call.recording or "").startswith(name))
    ]
    if len(found) > 1:
        raise UserFacingError("call.ambiguous", name=name, count=len(found))
    if not found:
        raise UserFacingError("call.unknown", name=name)
    return found[0]


def count_by_status(db: Database, person: str) -> dict[str, int]:
    """How many calls of each status."""
    sql = f"SELECT status, count(*) FROM ({_SELECT}) GROUP BY status"
    return dict(db.conn.execute(sql, {"person": person}))


def find_customer_numbers(db: Database, calls: Sequence[str]) -> dict[str, str]:
    """The full customer numbers of these calls, where they are known."""
    sql = (
        "SELECT c.id, p.value FROM call c JOIN personal p ON p.hash = c.customer_number "
        "WHERE c.id IN (SELECT value FROM json_each(?))"
    )
    return dict(db.conn.execute(sql, [json.dumps(list(calls))]))
