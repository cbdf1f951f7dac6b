"""Queries on warning slips: lists, one with its moves, earlier cases, what keeps a recording."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlite_utils import Database

from qa_desktop.domain.penalty_ladder import Case
from qa_desktop.domain.penalty_rungs import RUNGS
from qa_desktop.domain.slip_table import BESIDE, DEAD
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.operation import Operation
from qa_desktop.journal.rights import Rights
from qa_desktop.journal.roster import read_roster
from qa_desktop.journal.stored import operations_on, read_operations
from qa_desktop.store.penalty_standards import counting, rung_words
from qa_desktop.store.personal_values import payload_with_values
from qa_desktop.store.team_people import value_of
from qa_desktop.texts import Text

_DEAD: Final = ",".join(f"'{stage}'" for stage in sorted(DEAD))


@dataclass(frozen=True)
class SlipRow:
    """A slip as lists show it; personal values are joined in, None where erased or not here.

    ``since_ms``: when it came to its stage; ``due_ms``: until when the next move is due, None
    where nothing is. Number and name of the agent are those that the slip was signed with.
    """

    id: str
    drawn: str
    evaluation: str
    covers: str
    call: str
    recording: str | None
    agent: str
    agent_number: str | None
    agent_name: str | None
    team: str | None
    team_name: str | None
    day: str
    started: str | None
    serial: str | None
    rung: str
    amount_cents: int
    standard: str
    inspector: str
    inspector_name: str | None
    lead: str | None
    lead_name: str | None
    supervisor: str | None
    supervisor_name: str | None
    manager: str | None
    manager_name: str | None
    stage: str
    waiting: str | None
    since_ms: int
    heard: bool
    answer: str | None
    deducts: bool
    closed_ms: int | None
    voided_ms: int | None
    is_outdated: bool
    """The evaluation was corrected since: the signatures cover it no longer."""
    due_ms: int | None
    faults: tuple[str, ...]
    """Codes, in the slip's order."""
    rung_name: Text
    """By the slip's own standard."""


_ROWS: Final = """
SELECT s.id, s.drawn, s.evaluation, s.covers, s.call, s.recording, s.agent, an.value, am.value,
    s.team, tn.value, s.day, s.started, sn.value, s.rung, s.amount_cents, s.standard,
    s.inspector, pi.value, s.lead, pl.value, s.supervisor, ps.value, s.manager, pm.value,
    s.stage, s.waiting, s.since_ms, s.heard, s.answer, s.deducts, s.closed_ms, s.voided_ms,
    e.revision IS NOT NULL AND (e.revision <> s.covers OR e.withdrawn), s.due_ms,
    (SELECT json_group_array(f.fault) FROM (SELECT fault FROM slip_fault WHERE parent = s.n
        ORDER BY place) f)
FROM slip s
LEFT JOIN evaluation e ON e.id = s.evaluation
LEFT JOIN personal an ON an.hash = s.agent_number
LEFT JOIN personal am ON am.hash = s.agent_name
LEFT JOIN personal sn ON sn.hash = s.serial
LEFT JOIN team t ON t.id = s.team LEFT JOIN personal tn ON tn.hash = t.name
LEFT JOIN person i ON i.id = s.inspector LEFT JOIN personal pi ON pi.hash = i.name
LEFT JOIN person l ON l.id = s.lead LEFT JOIN personal pl ON pl.hash = l.name
LEFT JOIN person u ON u.id = s.supervisor LEFT JOIN personal ps ON ps.hash = u.name
LEFT JOIN person m ON m.id = s.manager LEFT JOIN personal pm ON pm.hash = m.name
"""


def find_slips(
    db: Database, *, stage: str | None = None, agent: str | None = None
) -> list[SlipRow]:
    """The one drawn last first."""
    where = "WHERE (?1 IS NULL OR s.stage = ?1) AND (?2 IS NULL OR s.agent = ?2)"
    return _rows(db, f"{where} ORDER BY s.created_at DESC, s.id DESC", [stage, agent])


def find_slips_of_evaluation(db: Database, evaluation: str) -> list[SlipRow]:
    """All slips about an evaluation, the one drawn last first."""
    return _rows(db, "WHERE s.evaluation = ? ORDER BY s.created_at DESC, s.id DESC", [evaluation])


def has_living_slip(db: Database, evaluation: str) -> bool:
    """Whether there is a slip about an evaluation that was neither cancelled nor voided."""
    return any(row.stage not in DEAD for row in find_slips_of_evaluation(db, evaluation))


_WAITS_FOR: Final = """
WHERE s.stage = 'contested' OR (s.waiting IN ('inspector', 'agent') AND s.inspector = ?1)
    OR (s.waiting IN (SELECT value FROM json_each(?2)) AND s.inspector <> ?1
        AND s.agent_person IS NOT ?1 AND ?1 = coalesce(CASE s.waiting WHEN 'lead' THEN s.lead
            WHEN 'supervisor' THEN s.supervisor ELSE s.manager END, ?1))
ORDER BY s.since_ms, s.id
"""
_DOUBTFUL: Final = """
SELECT s.id FROM slip s WHERE s.waiting IS NOT NULL AND (s.stage = 'contested'
    OR EXISTS (SELECT 1 FROM recusal r WHERE r.person = ?1)
    OR EXISTS (SELECT 1 FROM slip_move m WHERE m.parent = s.n AND m.person = ?1
        AND m.move IN ('confirm', 'dispute', 'decide')))
"""


def find_waiting_for(
    db: Database, person: str, roles: Iterable[str]
) -> tuple[list[SlipRow], set[str]]:
    """What waits for somebody with these roles, the longest waiting first; and the ids of slips in
    which only the flow can tell whether it is their turn: contested ones, those they had a part
    in before, all of them for who ever declared a conflict of interest."""
    rows = _rows(db, _WAITS_FOR, [person, json.dumps(list(roles))])
    return rows, {row[0] for row in db.conn.execute(_DOUBTFUL, [person])}


def find_due_slips(db: Database, before_ms: int) -> list[SlipRow]:
    """Those that wait for anybody and are due before a moment, the one due first ahead."""
    where = "WHERE s.waiting IS NOT NULL AND s.due_ms < ? ORDER BY s.due_ms, s.id"
    return _rows(db, where, [before_ms])


def get_slip(db: Database, slip: str) -> SlipRow:
    """Raises ``UserFacingError`` ("slip.unknown")."""
    found = _rows(db, "WHERE s.id = ?", [slip])
    if not found:
        raise UserFacingError("slip.unknown")
    return found[0]


def find_slip_named(db: Database, name: str) -> str:
    """A slip by its id or an unambiguous beginning of it, or by its recording's serial number."""
    rows = db.conn.execute(
        "SELECT s.id, s.id = ?1 FROM slip s LEFT JOIN personal p ON p.hash = s.serial "
        "WHERE s.id = ?1 OR p.value = ?1 OR (length(?1) >= 4 AND substr(s.id, 1, length(?1)) = ?1) "
        "ORDER BY 2 DESC, s.id",
        [name],
    ).fetchall()
    if not rows:
        raise UserFacingError("slip.unknown")
    if len(rows) > 1 and not rows[0][1]:
        raise UserFacingError("slip.ambiguous", name=name, count=len(rows))
    return str(rows[0][0])


def _rows(db: Database, rest: str, parameters: Sequence[Any]) -> list[SlipRow]:
    found = []
    names: dict[tuple[str, str], Text] = {}
    for row in db.conn.execute(_ROWS + rest, parameters).fetchall():
        *shown, outdated, due, faults = row
        shown[28], shown[30] = bool(shown[28]), bool(shown[30])
        codes = tuple(code or "" for code in json.loads(faults))
        rung = (shown[16], shown[14])
        if rung not in names:
            names[rung] = rung_words(db, *rung)
        found.append(SlipRow(*(*shown, bool(outdated), due, codes, names[rung])))
    return _named_by_roster(db, found)


_PARTIES: Final = ("inspector", "lead", "supervisor", "manager")


def _named_by_roster(db: Database, rows: list[SlipRow]) -> list[SlipRow]:
    """Of who has a part and was never heard from, the name by which the team's root knows them."""
    missing = [
        (place, part)
        for place, row in enumerate(rows)
        for part in _PARTIES
        if getattr(row, part) and not getattr(row, f"{part}_name")
    ]
    members = read_roster(db).members if missing else {}
    for place, part in missing:
        member = members.get(getattr(rows[place], part))
        name = value_of(db, member.name) if member is not None else ""
        if name:
            found: dict[str, Any] = {f"{part}_name": name}
            rows[place] = replace(rows[place], **found)
    return rows


@dataclass(frozen=True)
class MoveRow:
    """One move that has an effect. ``says`` is its payload with personal values put in."""

    op: str
    move: str
    person: str
    name: str
    role: str
    at_ms: int
    stage: str
    """Where the slip stood after it."""
    follows: tuple[str, ...]
    says: dict[str, Any]
    is_signed: bool
    """By the person's own key."""
    is_vouched: bool
    """Signed by the device alone; the person has vouched for it since with their own key."""
    sign_key: str
    """Of the writer (hex); empty where unknown."""


@dataclass(frozen=True)
class Slip:
    """``drawn`` is the payload that drew it, personal values put in. ``refused``: operations on
    it that have no effect, and why."""

    row: SlipRow
    drawn: dict[str, Any]
    moves: tuple[MoveRow, ...]
    heads: tuple[str, ...]
    """The last moves; more than one where it is contested."""
    refused: tuple[tuple[str, str], ...]


def read_slip(db: Database, slip: str) -> Slip:
    """A slip with all that was done, in order. Raises ``UserFacingError`` ("slip.unknown")."""
    row = get_slip(db, slip)
    held = {each.id: each for each in operations_on(db, [("slip", slip)])}
    rows = db.conn.execute(
        "SELECT m.op, m.person, m.stage, coalesce(n.value, '') FROM slip_move m "
        "JOIN slip s ON s.n = m.parent LEFT JOIN person p ON p.id = m.person "
        "LEFT JOIN personal n ON n.hash = p.name WHERE s.id = ? ORDER BY m.place",
        [slip],
    ).fetchall()
    rights = Rights(db)
    moves = tuple(
        _move(db, rights, held[op], person, stage, name) for op, person, stage, name in rows
    )
    refused = db.conn.execute(
        "SELECT op, why FROM without_effect WHERE entity_type = 'slip' AND entity_id = ? "
        "ORDER BY op",
        [slip],
    ).fetchall()
    drawn = payload_with_values(db, held[row.drawn].payload)
    return Slip(row, drawn, moves, _heads(moves), tuple((op, why) for op, why in refused))


def _heads(moves: Iterable[MoveRow]) -> tuple[str, ...]:
    chain = [move for move in moves if move.move not in BESIDE]
    followed = {id for move in chain for id in move.follows}
    return tuple(move.op for move in chain if move.op not in followed)


def _move(
    db: Database, rights: Rights, operation: Operation, person: str, stage: str, name: str
) -> MoveRow:
    payload = operation.payload
    is_signed = operation.person_sig is not None
    standing = None if is_signed else rights.standing(operation.replica)
    key = db.conn.execute(
        "SELECT sign_key FROM replica WHERE id = ?", [operation.replica]
    ).fetchone()
    return MoveRow(
        operation.id,
        str(payload["move"]),
        person,
        name,
        str(payload["role"]),
        operation.at,
        stage,
        operation.supersedes,
        payload_with_values(db, payload),
        is_signed,
        standing is not None and standing.is_signed(operation),
        str(key[0]) if key else "",
    )


def tips_of(slip: Slip) -> tuple[str, ...]:
    """What the next move follows: the last moves of the chain, and all that stands beside it."""
    return (*slip.heads, *(move.op for move in slip.moves if move.move in BESIDE))


def find_cases(db: Database, agent: str, until: str) -> list[Case]:
    """Faults of an agent on slips drawn up to an ISO day that count for something."""
    rows = db.conn.execute(
        "SELECT s.id, s.agent, f.fault, s.day, s.rung FROM slip s "
        "JOIN slip_fault f ON f.parent = s.n "
        f"WHERE s.agent = ? AND s.day <= ? AND s.stage NOT IN ({_DEAD}) "
        f"AND {counting('s.standard')} ORDER BY s.day, s.id",
        [agent, until],
    )
    return [Case(*row) for row in rows if row[2] and row[4] in RUNGS]


def fined_in_month(db: Database, agent: str, month: str) -> int:
    """Cents of all standing slips of an agent that were drawn in a month (``2026-11``)."""
    (found,) = db.conn.execute(
        "SELECT coalesce(sum(amount_cents), 0) FROM slip "
        f"WHERE agent = ? AND substr(day, 1, 7) = ? AND stage NOT IN ({_DEAD}) "
        f"AND {counting('standard')}",
        [agent, month],
    ).fetchone()
    return int(found)


def find_holding(db: Database, recordings: Iterable[str]) -> list[SlipRow]:
    """Slips that live and hold one of these recordings against deletion."""
    wanted = json.dumps(list(recordings))
    where = f"WHERE s.recording IN (SELECT value FROM json_each(?)) AND s.stage NOT IN ({_DEAD})"
    return _rows(db, f"{where} ORDER BY s.created_at DESC, s.id DESC", [wanted])


def find_slip_operation(db: Database, op: str) -> Operation | None:
    """The operation with this id."""
    return next(iter(read_operations(db, "id = ?", [op])), None)
