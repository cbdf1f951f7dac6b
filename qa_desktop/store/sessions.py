"""Queries on case-analysis sessions 案例分析会: who was there, what was agreed and suggested."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from qa_desktop.domain.natural_order import natural_key
from qa_desktop.errors import UserFacingError
from qa_desktop.store.memberships import TEAM_ON


@dataclass(frozen=True)
class SessionRow:
    """``planned`` and ``held`` are ISO 8601 without zone; ``held`` is None for what was only
    planned. ``topics`` are codes of ``domain.training_effect.Topic``."""

    id: str
    title: str
    kind: str
    planned: str | None
    held: str | None
    place: str
    trainer: str | None
    trainer_name: str
    playlist: str | None
    agenda: str
    minutes: int | None
    pass_percent: int | None
    present: int
    absent: int
    topics: tuple[str, ...]

    @property
    def planned_otherwise(self) -> str | None:
        """When it had been planned for, where it was held at another time; ISO 8601."""
        return self.planned if self.held and self.held != self.planned else None

    @property
    def day(self) -> str:
        """The ISO day on which it was held, or is to be; empty where neither is known."""
        return (self.held or self.planned or "")[:10]


# Of ticks that two people made apart the last one counts.
_TICKS = """
SELECT session, agent, state, reason, id FROM (
    SELECT session, agent, state, reason, id, row_number() OVER (
        PARTITION BY session, agent ORDER BY created_at DESC, id DESC) AS place FROM attendance
    WHERE session = {session}
) WHERE place = 1
"""
_OF_ROW = _TICKS.format(session="s.id")

_SESSIONS = f"""
SELECT s.id, coalesce(st.value, ''), coalesce(s.kind, ''), s.planned, s.held,
    coalesce(sp.value, ''), s.trainer, coalesce(tn.value, ''), s.playlist, coalesce(sa.value, ''),
    s.minutes, s.pass_percent,
    (SELECT count(*) FROM ({_OF_ROW}) k WHERE k.state = 'present'),
    (SELECT count(*) FROM ({_OF_ROW}) k WHERE k.state = 'absent'),
    s.topics
FROM session s
LEFT JOIN personal st ON st.hash = s.title
LEFT JOIN personal sp ON sp.hash = s.place
LEFT JOIN personal sa ON sa.hash = s.agenda
LEFT JOIN person p ON p.id = s.trainer
LEFT JOIN personal tn ON tn.hash = p.name
"""


def find_sessions(db: Database) -> list[SessionRow]:
    """All, the latest day first; those without a day before them, since they need one."""
    rows = db.conn.execute(
        f"{_SESSIONS} ORDER BY coalesce(s.held, s.planned, '9999') DESC, s.id DESC"
    )
    return [_session(row) for row in rows]


def find_sessions_with(db: Database, playlist: str) -> list[SessionRow]:
    """Those whose cases are this playlist's, the latest first."""
    return [row for row in find_sessions(db) if row.playlist == playlist]


def get_session(db: Database, session: str) -> SessionRow:
    """Raises ``UserFacingError`` ("session.unknown")."""
    row = db.conn.execute(f"{_SESSIONS} WHERE s.id = ?", [session]).fetchone()
    if row is None:
        raise UserFacingError("session.unknown")
    return _session(row)


def _session(row: Sequence[Any]) -> SessionRow:
    *shown, topics = row
    return SessionRow(*(*shown, read_codes(topics)))


def read_codes(stored: object) -> tuple[str, ...]:
    """A JSON list of texts; what is none of them (another program wrote it) is left out."""
    found = json.loads(stored) if isinstance(stored, str) else None
    each = found if isinstance(found, list) else []
    return tuple(code for code in each if isinstance(code, str))


@dataclass(frozen=True)
class Attendee:
    """An agent beside a session; ``state`` is ``present``, ``absent``, or empty: not ticked yet.
    ``team`` on the day of the session."""

    agent: str
    number: str
    name: str
    team: str
    state: str
    reason: str
    tick: str | None
    """Id of the record."""


_ATTENDEES = """
SELECT a.id, coalesce(an.value, ''), coalesce(am.value, ''), coalesce(tn.value, ''),
    coalesce(k.state, ''), coalesce(kr.value, ''), k.id
FROM agent a
LEFT JOIN ({ticks}) k ON k.agent = a.id
LEFT JOIN team t ON t.id = {team}
LEFT JOIN personal an ON an.hash = a.number
LEFT JOIN personal am ON am.hash = a.name
LEFT JOIN personal tn ON tn.hash = t.name
LEFT JOIN personal kr ON kr.hash = k.reason
WHERE k.id IS NOT NULL OR coalesce(a.status, '') <> 'left'
ORDER BY an.value, a.id
""".format(ticks=_TICKS.format(session=":session"), team=TEAM_ON.format(agent="a", day=":day"))


def find_attendees(db: Database, session: str) -> list[Attendee]:
    """Everybody of the roster and whoever was ticked, by team and work number."""
    day = get_session(db, session).day or None
    rows = db.conn.execute(_ATTENDEES, {"session": session, "day": day})
    found = [Attendee(*row) for row in rows]
    return sorted(found, key=lambda each: (not each.team, natural_key(each.team)))


@dataclass(frozen=True)
class PointRow:
    """What was agreed: ``owner`` is a person or an agent, ``due`` an ISO day."""

    id: str
    session: str
    words: str
    owner: str | None
    owner_name: str
    due: str | None
    done: bool
    result: str


_POINTS = """
SELECT g.id, g.session, coalesce(w.value, ''), g.owner,
    coalesce(n.value, trim(coalesce(an.value, '') || ' ' || coalesce(am.value, ''))), g.due,
    coalesce(g.done, 0), coalesce(r.value, '')
FROM agreed_point g
JOIN session s ON s.id = g.session
LEFT JOIN personal w ON w.hash = g.words
LEFT JOIN person p ON p.id = g.owner
LEFT JOIN personal n ON n.hash = p.name
LEFT JOIN agent a ON a.id = g.owner
LEFT JOIN personal an ON an.hash = a.number
LEFT JOIN personal am ON am.hash = a.name
LEFT JOIN personal r ON r.hash = g.result
"""


def find_ticks(db: Database, session: str) -> dict[str, list[str]]:
    """Agent → the ids of all ticks, the one that counts first."""
    rows = db.conn.execute(
        "SELECT agent, id FROM attendance WHERE session = ? AND agent IS NOT NULL "
        "ORDER BY created_at DESC, id DESC",
        [session],
    )
    found: dict[str, list[str]] = {}
    for agent, id in rows:
        found.setdefault(agent, []).append(id)
    return found


def find_points(db: Database, session: str) -> list[PointRow]:
    """In the order in which they were written down."""
    rows = db.conn.execute(f"{_POINTS} WHERE g.session = ? ORDER BY g.created_at, g.id", [session])
    return [_point(row) for row in rows]


def find_due_points(db: Database, owner: str, until: str) -> list[PointRow]:
    """What this person still has to do, or as the trainer has to ask agents for, due up to an ISO
    day, the oldest first."""
    where = (
        "WHERE (g.owner = :who OR (a.id IS NOT NULL AND s.trainer = :who)) "
        "AND coalesce(g.done, 0) = 0 AND g.due <= :until ORDER BY g.due, g.id"
    )
    rows = db.conn.execute(f"{_POINTS} {where}", {"who": owner, "until": until})
    return [_point(row) for row in rows]


def _point(row: Sequence[Any]) -> PointRow:
    *shown, done, result = row
    return PointRow(*(*shown, bool(done), result))


@dataclass(frozen=True)
class SuggestionRow:
    """What an agent suggested; each must get an answer."""

    id: str
    session: str
    agent: str | None
    agent_number: str
    agent_name: str
    words: str
    answer: str
    answered_by: str
    answered: str | None


_SUGGESTIONS = """
SELECT g.id, g.session, g.agent, coalesce(an.value, ''), coalesce(am.value, ''),
    coalesce(w.value, ''), coalesce(r.value, ''), coalesce(n.value, ''), g.answered
FROM suggestion g
JOIN session s ON s.id = g.session
LEFT JOIN agent a ON a.id = g.agent
LEFT JOIN personal an ON an.hash = a.number
LEFT JOIN personal am ON am.hash = a.name
LEFT JOIN personal w ON w.hash = g.words
LEFT JOIN personal r ON r.hash = g.answer
LEFT JOIN person p ON p.id = g.answered_by
LEFT JOIN personal n ON n.hash = p.name
"""


def find_suggestions(db: Database, session: str | None = None) -> list[SuggestionRow]:
    """Of a session, or of all; those without an answer first, the oldest first."""
    where, values = ("WHERE g.session = ?", [session]) if session else ("", [])
    order = "ORDER BY g.answer IS NOT NULL, g.created_at, g.id"
    rows = db.conn.execute(f"{_SUGGESTIONS} {where} {order}", values)
    return [SuggestionRow(*row) for row in rows]
