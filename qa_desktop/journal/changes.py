"""What a person wants changed, and what that means for the operations held at this moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.canonical import canonical, comparable
from qa_desktop.journal.fold import FACT, LIFE, Folded
from qa_desktop.journal.operation import Operation
from qa_desktop.journal.personal import Personal, Salted, hash_of, normal
from qa_desktop.journal.projection import Entity, effective_on, fold, operations_on
from qa_desktop.journal.record_types import Field, RecordType
from qa_desktop.journal.records import RECORD_TYPES
from qa_desktop.journal.rights import Rights


@dataclass(frozen=True)
class Change:
    """One wish; ``follows`` names the revisions that a new revision of a fact follows. Undo names
    there what a ``set`` or ``delete`` supersedes, where that is not all that is seen now."""

    kind: str
    entity_type: str
    entity_id: str
    payload: Mapping[str, Any]
    follows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Intent:
    """The operation that a wish comes down to."""

    kind: str
    entity: Entity
    payload: Mapping[str, Any]
    supersedes: Iterable[str] = ()


def create(entity_type: str, entity_id: str, values: Mapping[str, Any]) -> Change:
    """A new record. One that exists is left alone; a deleted one is restored."""
    return Change("create", entity_type, entity_id, values)


def set_fields(entity_type: str, entity_id: str, values: Mapping[str, Any]) -> Change:
    """New values for some fields; unchanged ones are not written. Resolves their conflicts.

    Writing it raises ``UserFacingError`` ("journal.record_gone") when the record is deleted.
    """
    return Change("set", entity_type, entity_id, values)


def delete(entity_type: str, entity_id: str) -> Change:
    """Delete what is seen now; an edit that was not seen keeps the record alive."""
    return Change("delete", entity_type, entity_id, {})


def restore(entity_type: str, entity_id: str) -> Change:
    """Bring back a deleted record; of one that an unseen edit kept alive, drop the deletion."""
    return Change("restore", entity_type, entity_id, {})


def fact(
    entity_type: str,
    entity_id: str,
    payload: Mapping[str, Any],
    follows: str | Iterable[str] | None = None,
) -> Change:
    """A fact, or with ``follows`` a later revision of it: the id of the operation corrected, or
    those of all that are in conflict and that this one settles."""
    names = (follows,) if isinstance(follows, str) else tuple(follows or ())
    return Change("fact", entity_type, entity_id, payload, names)


def withdraw(entity_type: str, entity_id: str, reason: str) -> Change:
    """Withdraw the shown revision of a fact; it stays readable."""
    return Change("withdraw", entity_type, entity_id, {"reason": Personal(reason)})


def erase(entity_type: str, entity_id: str, hashes: Iterable[str]) -> Change:
    """Remove personal values and blobs by their hashes, here and wherever this arrives."""
    return Change("erase", entity_type, entity_id, {"hashes": sorted(set(hashes))})


def unmask(entity_type: str, entity_id: str, field: str) -> Change:
    """Somebody looked at a masked number; only logged."""
    return Change("unmask", entity_type, entity_id, {"field": field})


class Meaning:
    """Reads the present state once per entity; sees the operations of its own act too."""

    def __init__(self, db: Database, entities: Iterable[Entity] = ()) -> None:
        self._db = db
        self._operations: dict[Entity, list[Operation]] = {entity: [] for entity in entities}
        self._values: dict[str, str] = {}
        for operation in operations_on(db, self._operations):
            self._operations[operation.entity_type, operation.entity_id].append(operation)
        rights = Rights(db)
        for entity, held in self._operations.items():
            self._operations[entity] = rights.sift(held)[0]

    def _held(self, entity: Entity) -> list[Operation]:
        """All operations on an entity that have an effect, in order of arrival."""
        if entity not in self._operations:
            self._operations[entity] = effective_on(self._db, [entity])
        return self._operations[entity]

    def note(self, operation: Operation, values: Iterable[Salted]) -> None:
        """An operation of this act with its personal values, not yet in the database."""
        self._held((operation.entity_type, operation.entity_id)).append(operation)
        self._values.update((value.hash, value.value) for value in values)

    def of(self, change: Change) -> Intent | None:
        """The operation to write, or None when nothing would change."""
        entity = (change.entity_type, change.entity_id)
        if change.kind in ("hello", "roster", "erase", "unmask"):
            return Intent(change.kind, entity, change.payload)
        record = RECORD_TYPES[change.entity_type]
        if record.fact != (change.kind in ("fact", "withdraw")):
            raise ValueError(f"no {change.kind} of {record.name}")
        held = self._held(entity)
        if change.kind == "fact":
            return Intent("fact", entity, _vouched(record, change.payload), change.follows)
        if change.kind == "create" and not any(op.kind == "create" for op in held):
            values = _declared(record, change.payload)
            filled = {name: value for name, value in values.items() if value is not None}
            return Intent("create", entity, filled)
        folded = fold(record, held)
        if change.kind == "withdraw":
            shown = [folded.shown.id] if folded.shown and not folded.withdrawn else []
            return Intent("withdraw", entity, change.payload, shown) if shown else None
        if change.kind == "set":
            values = _declared(record, change.payload)
            if change.follows and folded.alive:
                return Intent("set", entity, values, change.follows)
            return self._setting(entity, folded, values)
        if change.kind == "delete":
            every = (op.id for op in held if op.kind in ("create", "set", "restore"))
            seen = list(change.follows or every)
            return Intent("delete", entity, {}, seen) if folded.alive else None
        if folded.alive and (change.kind == "create" or LIFE not in folded.conflicts):
            return None
        return Intent("restore", entity, {}, [op.id for op in held if op.kind == "delete"])

    def _setting(self, entity: Entity, folded: Folded, values: dict[str, Any]) -> Intent | None:
        if not folded.alive:  # never to be taken for saved
            raise UserFacingError("journal.record_gone")
        changed = {
            name: value
            for name, value in values.items()
            if name in folded.conflicts or not self._same(folded.values.get(name), value)
        }
        if not changed:
            return None
        seen = {head.id for name in changed for head in folded.heads.get(name, ())}
        return Intent("set", entity, changed, seen)

    def _same(self, shown: Any, wanted: Any) -> bool:
        if isinstance(wanted, Personal):
            return self._value_of(hash_of(shown)) == normal(wanted.value)
        return comparable(shown) == comparable(canonical(wanted))

    def _value_of(self, hash: str | None) -> str | None:
        if hash is not None and hash in self._values:
            return self._values[hash]
        row = self._db.conn.execute("SELECT value FROM personal WHERE hash = ?", [hash]).fetchone()
        return str(row[0]) if row else None

    def inverse(self, operations: list[Operation]) -> list[Change]:
        """The changes that take an act back, last operation first."""
        act = {operation.id for operation in operations}
        return [change for each in reversed(operations) for change in self._inverse(each, act)]

    def _inverse(self, operation: Operation, act: set[str]) -> list[Change]:
        entity = (operation.entity_type, operation.entity_id)
        record = RECORD_TYPES.get(operation.entity_type)
        if record is None or operation.kind not in ("create", "set", "delete", "restore", "fact"):
            raise UserFacingError("journal.undo_not_possible")
        held = self._held(entity)
        places = [place for place, op in enumerate(held) if op.id in act]
        if operation not in held:  # it has no effect, so there is nothing to take back
            raise UserFacingError("journal.undo_not_possible")
        after = fold(record, held[: places[-1] + 1])
        if not _shows_the_same(operation, fold(record, held), after):
            raise UserFacingError("journal.undo_changed")
        if operation.kind == "fact":
            return [withdraw(*entity, reason="undo")]
        if operation.kind == "create":
            return [delete(*entity)]
        before = fold(record, held[: held.index(operation)])
        again = _deleted_again(entity, before, held)
        if operation.kind == "restore":
            return again or [delete(*entity)]
        if operation.kind == "delete":
            return [restore(*entity), *again]
        return _set_back(operation, before)


def _set_back(operation: Operation, before: Folded) -> list[Change]:
    """The values from before; where they were in conflict all of them, the shown one last."""
    entity = (operation.entity_type, operation.entity_id)
    agreed = {
        name: before.values.get(name) for name in operation.payload if name not in before.conflicts
    }
    disputed = [
        Change("set", *entity, {name: head.payload[name]}, (operation.id,))
        for name in operation.payload
        if name in before.conflicts
        for head in reversed(before.heads[name])
    ]
    return [*([Change("set", *entity, agreed)] if agreed else []), *disputed]


def _deleted_again(entity: Entity, before: Folded, held: list[Operation]) -> list[Change]:
    """The deletions that an unseen edit had outlived, each with what it had seen."""
    outlived = before.conflicts.get(LIFE, ())
    return [Change("delete", *entity, {}, op.supersedes) for op in held if op.id in outlived]


def _shows_the_same(operation: Operation, now: Folded, after: Folded) -> bool:
    """Whether the record shows what it showed right after the act.

    Later steps that were themselves taken back do not stand in the way, so that undo can walk
    back one step after another.
    """
    if operation.kind == "fact":
        heads = [[head.id for head in state.heads.get(FACT, ())] for state in (now, after)]
        return heads[0] == heads[1] and not now.withdrawn
    names = operation.payload if operation.kind == "set" else after.values
    same = all(now.values.get(name) == after.values.get(name) for name in names)
    settled = not any(name in now.conflicts for name in (*names, LIFE))
    return same and settled and now.alive == after.alive


def _vouched(record: RecordType, payload: Mapping[str, Any]) -> dict[str, Any]:
    """A fact's payload as it is, but the text of a personal column never in clear."""
    personal = {field.name for field in record.fields if field.personal}
    return {
        name: Personal(value) if name in personal and isinstance(value, str) else value
        for name, value in payload.items()
    }


def _declared(record: RecordType, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values in the form that the record declares; an undeclared one is a programming error."""
    return {name: _as_declared(record.field(name), value) for name, value in values.items()}


def _as_declared(field: Field, value: Any) -> Any:
    if value is None or hash_of(value):
        return value
    if field.personal:
        return value if isinstance(value, Personal) else Personal(str(value))
    if field.type == "integer":
        return int(value)
    if field.type == "text" and not isinstance(value, str):
        raise TypeError(f"{field.name} is text")
    return value
