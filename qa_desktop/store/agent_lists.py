"""Queries on agents' days 话务员工作统计表 and reverse checks 倒查."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from sqlite_utils import Database


class AgentDay(NamedTuple):
    """An agent's day; rates are exact parts of one, "1/8". None where no list said it."""

    id: str
    agent: str
    day: str
    dialled: int | None
    connected: int | None
    accessed: int | None
    done: int | None
    refusal_rate: str | None
    worked_ms: int | None
    utilisation: str | None


class ReverseCheck(NamedTuple):
    """An order that came back. ``agent`` is an id; empty where a list did not say."""

    id: str
    order: str
    agent: str
    agent_number: str
    source: str
    kind: str
    day: str
    note: str
    call: str


def find_agent_days(db: Database, ids: Sequence[str]) -> set[str]:
    """Those of the days that are there."""
    sql = "SELECT id FROM agent_day WHERE id IN (SELECT value FROM json_each(?))"
    return {str(id) for (id,) in db.conn.execute(sql, [json.dumps(list(ids))])}


def find_days_of_agent(db: Database, agent: str, first: str, last: str) -> list[AgentDay]:
    """An agent's days between two ISO days, both included, in their order."""
    sql = (
        f"SELECT {', '.join(AgentDay._fields)} FROM agent_day "
        "WHERE agent = ? AND day BETWEEN ? AND ? ORDER BY day"
    )
    return [AgentDay(*row) for row in db.conn.execute(sql, [agent, first, last])]


def find_reverse_checks(
    db: Database, *, call: str | None = None, only_untied: bool = False
) -> list[ReverseCheck]:
    """All, those of one call, or those that no call is known of; the newest day first."""
    where, values = "1", []
    if call is not None:
        where, values = "v.call = ?", [call]
    elif only_untied:
        where = "v.call IS NULL"
    sql = (
        "SELECT v.id, coalesce(o.value, ''), coalesce(v.agent, ''), coalesce(an.value, ''), "
        "coalesce(v.source, ''), coalesce(v.kind, ''), coalesce(v.day, ''), "
        "coalesce(m.value, ''), coalesce(v.call, '') FROM reverse_check v "
        "LEFT JOIN personal o ON o.hash = v.order_number "
        "LEFT JOIN personal m ON m.hash = v.note LEFT JOIN agent a ON a.id = v.agent "
        f"LEFT JOIN personal an ON an.hash = a.number WHERE {where} ORDER BY v.day DESC, v.id"
    )
    return [ReverseCheck(*row) for row in db.conn.execute(sql, values)]


class CallOfAgent(NamedTuple):
    """A call that an order may have come from. ``started`` is ISO local time."""

    id: str
    started: str | None
    duration_ms: int | None
    number: str
    order: str
    disposition: str


def find_calls_for_check(db: Database, check: str, limit: int = 200) -> list[CallOfAgent]:
    """Calls of the agent of a reverse check: those of its order first, then the last ones before
    the day on which it came back."""
    sql = """
        SELECT c.id, c.started, coalesce(r.duration_ms, c.duration_ms), coalesce(n.value, ''),
            coalesce(o.value, ''), coalesce(c.disposition, '')
        FROM reverse_check v JOIN call c ON c.agent = v.agent
        LEFT JOIN recording r ON r.id = c.recording
        LEFT JOIN personal n ON n.hash = c.customer_number
        LEFT JOIN personal o ON o.hash = c.order_number
        LEFT JOIN personal w ON w.hash = v.order_number
        WHERE v.id = ?
        ORDER BY coalesce(o.value <> w.value, 1),
            substr(c.started, 1, 10) > coalesce(v.day, '9999') OR c.started IS NULL,
            c.started DESC, c.id
        LIMIT ?
    """
    return [CallOfAgent(*row) for row in db.conn.execute(sql, [check, limit])]


def find_calls_by_order(db: Database) -> dict[tuple[str, str], list[str]]:
    """Calls by order number and agent id."""
    sql = (
        "SELECT o.value, c.agent, c.id FROM call c JOIN personal o ON o.hash = c.order_number "
        "WHERE c.agent IS NOT NULL ORDER BY c.id"
    )
    found: dict[tuple[str, str], list[str]] = {}
    for order, agent, call in db.conn.execute(sql):
        found.setdefault((str(order), str(agent)), []).append(str(call))
    return found
