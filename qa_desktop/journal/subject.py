"""One record with what it depends on: what a bundle about it must carry (EXCHANGE.md, Bundle)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

from qa_desktop.journal.operation import Operation
from qa_desktop.journal.personal import hash_of
from qa_desktop.journal.projection import Entity, operations_on
from qa_desktop.journal.records import RECORD_TYPES
from qa_desktop.journal.stored import read_operations
from qa_desktop.journal.trust import TRUST_GROUP, trusted_group
from qa_desktop.journal.vouching import vouchers_of

_ROLES: Final = {
    **dict.fromkeys(("trainer", "owner", "answered_by"), "person"),
    **dict.fromkeys(("scorer", "coach", "recorded_by", "voter"), "person"),
    **dict.fromkeys(("inspector", "lead", "supervisor", "manager", "agent_person"), "person"),
    "merged_into": "tag",
}
"""Columns that refer to a record of another name; the others are called after what they name."""

_LISTED: Final = {("plan_topic", "agents"): "agent"}
"""Columns that hold a JSON list of records' ids."""

_BELONGINGS: Final = {
    "recording": ("file_name",),
    "agent": ("membership", "project_membership"),
    "call": ("annotation",),
    "library_entry": ("entry_tag",),
    "playlist": ("playlist_case",),
    "playlist_case": ("case_stop",),
}
"""Goes with its record wherever that goes."""

_CHAPTERS: Final = {
    "call": ("evaluation",),
    "evaluation": ("acknowledgement", "coaching"),
    "slip": ("coaching", "standard_proposal", "fund_entry"),
    "session": (
        "attendance",
        "agreed_point",
        "suggestion",
        "quiz_question",
        "quiz_attempt",
        "satisfaction",
        "training_need",
    ),
    "training_plan": ("plan_topic",),
}
"""Goes with its record only when that is what the bundle is about: who is shown one evaluation
of a call is not shown everybody's."""


def entities_about(db: Database, subject: Entity) -> list[Entity]:
    """The subject first, then all that it refers to, directly or through others."""
    found: dict[Entity, None] = {subject: None}
    waiting = [subject, *_referring(db, subject, _CHAPTERS)]
    found.update(dict.fromkeys(waiting))
    while waiting:
        entity = waiting.pop()
        for other in [*_referred(db, entity), *_referring(db, entity, _BELONGINGS)]:
            if other not in found:
                found[other] = None
                waiting.append(other)
    return list(found)


def _referred(db: Database, entity: Entity) -> Iterator[Entity]:
    kind, id = entity
    record = RECORD_TYPES.get(kind)
    columns = {
        field.name: _ROLES.get(field.name, field.name)
        for field in (record.fields if record else ())
        if _ROLES.get(field.name, field.name) in RECORD_TYPES and not field.personal
    }
    if not columns:
        return
    names = ",".join(f'"{name}"' for name in columns)
    row = db.conn.execute(f'SELECT {names} FROM "{kind}" WHERE id = ?', [id]).fetchone()
    for target, value in zip(columns.values(), row or (), strict=bool(row)):
        if value:
            yield target, value
    if kind == "evaluation":
        yield from _card_of(db, id)
    yield from _listed(db, entity)


def _listed(db: Database, entity: Entity) -> Iterator[Entity]:
    kind, id = entity
    for (owner, column), target in _LISTED.items():
        if kind == owner:
            named = f'SELECT value FROM "{kind}" r, json_each(r."{column}") WHERE r.id = ?'
            yield from ((target, found) for (found,) in db.conn.execute(named, [id]))


def _card_of(db: Database, evaluation: str) -> Iterator[Entity]:
    """A publication that holds the scorecard of an evaluation, without which nobody could read
    it; whether it counts does not matter. Of what the program ships there may be none."""
    row = db.conn.execute("SELECT scorecard FROM evaluation WHERE id = ?", [evaluation]).fetchone()
    version = row[0] if row else None
    if not version:
        return
    where = "entity_type = 'scorecard_version' AND instr(raw, ?) > 0"
    for operation in read_operations(db, where, [version]):
        card = operation.payload.get("card")
        if isinstance(card, str) and hashlib.sha256(card.encode()).hexdigest() == version:
            yield operation.entity_type, operation.entity_id
            return


def _referring(db: Database, entity: Entity, parts: dict[str, tuple[str, ...]]) -> Iterator[Entity]:
    kind, id = entity
    for part in parts.get(kind, ()):
        rows = db.conn.execute(f'SELECT id FROM "{part}" WHERE "{kind}" = ? ORDER BY id', [id])
        yield from ((part, found) for (found,) in rows)


@dataclass(frozen=True)
class About:
    """``withheld`` are hashes of personal values that the operations name and that stay here."""

    operations: list[Operation]
    withheld: frozenset[str]


def operations_about(db: Database, entities: Sequence[Entity]) -> About:
    """All operations on these, after those that say who wrote them and what they may.

    The roster of the team goes along whole, since rights are worked out from it; of the names in
    it only those of the people who wrote here or are spoken of.
    """
    group = trusted_group(db)
    roster = list(operations_on(db, [(TRUST_GROUP, group)] if group else []))
    said = list(operations_on(db, entities))
    wrote = {operation.replica for operation in said}
    replicas = list(
        dict.fromkeys((*(each.replica for each in (*roster, *said)), *vouchers_of(db, wrote)))
    )
    marks = ",".join("?" * len(replicas))
    sql = f"SELECT id, person FROM replica WHERE id IN ({marks})"
    rows = db.conn.execute(sql, replicas).fetchall()
    people = {id: None for kind, id in entities if kind == "person"}
    people |= {person: None for replica, person in rows if replica in wrote}
    who = [*(("replica", each) for each in replicas), *(("person", each) for each in people)]
    every = {operation.id: operation for operation in (*operations_on(db, who), *roster, *said)}
    names = {hash for op in roster if op.payload.get("person") not in people for hash in _names(op)}
    needed = {hash for op in roster if op.payload.get("person") in people for hash in _names(op)}
    return About(list(every.values()), frozenset(names - needed))


def names_in_roster(db: Database) -> list[str]:
    """Hashes of all names in the statements of the team that is trusted."""
    group = trusted_group(db)
    roster = operations_on(db, [(TRUST_GROUP, group)] if group else [])
    return list(dict.fromkeys(hash for operation in roster for hash in _names(operation)))


def _names(statement: Operation) -> Iterator[str]:
    """Of the member that a statement of the roster is about."""
    if statement.payload.get("what") == "member":
        for member in ("name", "work_number"):
            if hash := hash_of(statement.payload.get(member)):
                yield hash
