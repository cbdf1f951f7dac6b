"""What was heard of the topics that are trained, who still needs them, and the training plans."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from qa_desktop.domain.training_effect import Heard
from qa_desktop.store.evaluations import LOST_POINTS
from qa_desktop.store.sessions import read_codes

_DAY = "substr(coalesce(c.started, datetime(e.created_at / 1000, 'unixepoch', 'localtime')), 1, 10)"
# Those for practice count for nothing; of a call without an agent nobody learns anything.
_COUNTED = f"""
    LEFT JOIN call c ON c.id = e.call
    WHERE e.withdrawn = 0 AND coalesce(e.practice, 0) = 0 AND coalesce(e.no_score, 0) = 0
        AND e.agent IS NOT NULL AND {_DAY} BETWEEN :first AND :last
"""
_WHOSE = f"coalesce(e.call, e.id), e.agent, {_DAY}"
_HEARD = {
    "fault": f"""SELECT {_WHOSE}, EXISTS (SELECT 1 FROM evaluation_problem p
        WHERE p.parent = e.n AND p.fault = :key) FROM evaluation e {_COUNTED}""",
    "competency": f"""SELECT {_WHOSE}, EXISTS (SELECT 1 FROM annotation a
        WHERE a.call = e.call AND a.kind = 'weakness' AND a.competency = :key)
        FROM evaluation e {_COUNTED}""",
    "item": f"""SELECT {_WHOSE}, coalesce({LOST_POINTS}, 0)
        FROM evaluation e JOIN evaluation_item i ON i.parent = e.n AND i.item = :key {_COUNTED}
        AND i.answer IS NOT NULL AND i.answer <> '"n/a"'
        AND e.scorecard IN (SELECT value FROM json_each(:cards))""",
}
_FAILED = {
    "fault": f"""SELECT DISTINCT p.fault FROM evaluation e
        JOIN evaluation_problem p ON p.parent = e.n {_COUNTED} AND p.fault IS NOT NULL""",
    "competency": f"""SELECT DISTINCT a.competency FROM evaluation e
        JOIN annotation a ON a.call = e.call {_COUNTED} AND a.kind = 'weakness'
        AND a.competency IS NOT NULL""",
}


def find_heard(
    db: Database, kind: str, key: str, first: str, last: str, cards: Iterable[str] = ()
) -> Iterator[Heard]:
    """The calls from an ISO day to another (both included) of which a counted evaluation could show
    the topic; of several the newest one counts, so that a call heard twice is one call. Of an item,
    ``key`` is its id and ``cards`` the versions it stands in."""
    bound = {"key": key, "first": first, "last": last, "cards": json.dumps(list(cards))}
    rows = db.conn.execute(f"{_HEARD[kind]} ORDER BY e.created_at, e.id", bound)
    newest = {(call, agent): Heard(agent, day, bool(failed)) for call, agent, day, failed in rows}
    yield from newest.values()


def failed_keys(db: Database, kind: str, first: str, last: str) -> list[str]:
    """Codes of the faults, or of the competencies, that anybody failed in these days."""
    rows = db.conn.execute(_FAILED[kind], {"first": first, "last": last})
    return sorted(str(key) for (key,) in rows)


def count_heard(db: Database, first: str, last: str) -> int:
    """Evaluations that count, of calls from an ISO day to another."""
    sql = f"SELECT count(*) FROM evaluation e {_COUNTED}"
    return int(db.conn.execute(sql, {"first": first, "last": last}).fetchone()[0])


def find_attended(db: Database, session: str) -> frozenset[str]:
    """Agents who were present; of ticks made apart the last one counts."""
    rows = db.conn.execute(
        "SELECT agent, state FROM attendance WHERE session = ? AND agent IS NOT NULL "
        "ORDER BY created_at, id",
        [session],
    )
    last = dict(rows.fetchall())
    return frozenset(agent for agent, state in last.items() if state == "present")


@dataclass(frozen=True)
class NeedRow:
    """An agent who still needs a topic: what sampling takes up. ``since``: an ISO day."""

    id: str
    agent: str
    agent_number: str
    agent_name: str
    topic: str
    session: str | None
    since: str | None
    done: bool


def find_needs(db: Database, *, open_only: bool = True) -> list[NeedRow]:
    """By work number, the oldest first."""
    where = "WHERE coalesce(d.done, 0) = 0" if open_only else ""
    rows = db.conn.execute(
        "SELECT d.id, coalesce(d.agent, ''), coalesce(an.value, ''), coalesce(am.value, ''), "
        "coalesce(d.topic, ''), d.session, d.since, coalesce(d.done, 0) FROM training_need d "
        "LEFT JOIN agent a ON a.id = d.agent LEFT JOIN personal an ON an.hash = a.number "
        f"LEFT JOIN personal am ON am.hash = a.name {where} ORDER BY an.value, d.since, d.id"
    )
    return [NeedRow(*(*shown, bool(done))) for *shown, done in rows]


@dataclass(frozen=True)
class PlanRow:
    """A training plan 阶段培训方案; days are ISO days."""

    id: str
    title: str
    begins: str | None
    ends: str | None
    owner: str | None
    owner_name: str
    aim: str
    topics: int


_PLANS = """
SELECT t.id, coalesce(w.value, ''), t.begins, t.ends, t.owner, coalesce(n.value, ''),
    coalesce(m.value, ''), (SELECT count(*) FROM plan_topic o WHERE o.training_plan = t.id)
FROM training_plan t
LEFT JOIN personal w ON w.hash = t.title
LEFT JOIN personal m ON m.hash = t.aim
LEFT JOIN person p ON p.id = t.owner
LEFT JOIN personal n ON n.hash = p.name
ORDER BY coalesce(t.begins, '9999') DESC, t.id DESC
"""


def find_plans(db: Database) -> list[PlanRow]:
    """The latest first."""
    return [PlanRow(*row) for row in db.conn.execute(_PLANS)]


@dataclass(frozen=True)
class PlanTopicRow:
    """A topic of a plan. ``agents``: ids of those whose need it is, empty for everybody."""

    id: str
    topic: str
    words: str
    why: str
    agents: tuple[str, ...]
    session: str | None
    day: str | None
    owner: str | None
    owner_name: str


def find_plan_topics(db: Database, plan: str) -> list[PlanTopicRow]:
    """In their order."""
    rows = db.conn.execute(
        "SELECT o.id, coalesce(o.topic, ''), coalesce(w.value, ''), coalesce(y.value, ''), "
        "o.agents, o.session, o.day, o.owner, coalesce(n.value, '') FROM plan_topic o "
        "LEFT JOIN personal w ON w.hash = o.words LEFT JOIN personal y ON y.hash = o.why "
        "LEFT JOIN person p ON p.id = o.owner LEFT JOIN personal n ON n.hash = p.name "
        "WHERE o.training_plan = ? ORDER BY coalesce(o.place, 0), o.id",
        [plan],
    )
    return [
        PlanTopicRow(*(id, topic, words, why, read_codes(agents), *rest))
        for id, topic, words, why, agents, *rest in rows
    ]
