"""What a person wants changed, and what that means for the operations held at this moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.fold import FACT, Folded
from qa_desktop.journal.operation import Operation
from qa_desktop.journal.personal import Personal, hash_of
from qa_desktop.journal.projection import Entity, fold, read_operations
from qa_desktop.journal.records import RECORD_TYPES, Field, RecordType


@dataclass(frozen=True)
class Change:
    """One wish; ``follows`` names the revision that a new revision of a fact follows."""

    kind: str
    entity_type: str
    entity_id: str
    payload: Mapping[str, Any]
    follows: str | None = None


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
    """New values for some fields; unchanged ones are not written. Resolves their conflicts."""
    return Change("set", entity_type, entity_id, values)


def delete(entity_type: str, entity_id: str) -> Change:
    """Delete what is seen now; an edit that was not seen keeps the record alive."""
    return Change("delete", entity_type, entity_id, {})


def restore(entity_type: str, entity_id: str) -> Change:
    return Change("restore", entity_type, entity_id, {})


def fact(
    entity_type: str, entity_id: str, payload: Mapping[str, Any], follows: str | None = None
) -> Change:
    """A fact, or with ``follows`` (an operation's id) a later revision of it."""
    return Change("fact", entity_type, entity_id, payload, follows)


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

    def __init__(self, db: Database) -> None:
        self._db = db
        self._operations: dict[Entity, list[Operation]] = {}

    def _held(self, entity: Entity) -> list[Operation]:
        if entity not in self._operations:
            where = "entity_id = ? AND entity_type = ?"
            self._operations[entity] = list(read_operations(self._db, where, entity[::-1]))
        return self._operations[entity]

    def note(self, operation: Operation) -> None:
        """An operation of this act, not yet in the database."""
        self._held((operation.entity_type, operation.entity_id)).append(operation)

    def of(self, change: Change) -> Intent | None:
        """The operation to write, or None when nothing would change."""
        entity = (change.entity_type, change.entity_id)
        if change.kind in ("hello", "erase", "unmask"):
            return Intent(change.kind, entity, change.payload)
        record = RECORD_TYPES[change.entity_type]
        held = self._held(entity)
        folded = fold(record, held)
        if change.kind == "fact":
            return Intent(
                "fact", entity, change.payload, [change.follows] if change.follows else ()
            )
        if change.kind == "withdraw":
            shown = [folded.shown.id] if folded.shown and not folded.withdrawn else []
            return Intent("withdraw", entity, change.payload, shown) if shown else None
        if change.kind == "create":
            if not held:
                values = _declared(record, change.payload)
                filled = {name: value for name, value in values.items() if value is not None}
                return Intent("create", entity, filled)
            return None if folded.alive else self._restoration(entity, held)
        if not folded.alive:
            return self._restoration(entity, held) if change.kind == "restore" else None
        if change.kind == "set":
            return self._setting(entity, folded, _declared(record, change.payload))
        if change.kind == "delete":
            seen = [op.id for op in held if op.kind in ("create", "set", "restore")]
            return Intent("delete", entity, {}, seen)
        return None

    def _restoration(self, entity: Entity, held: list[Operation]) -> Intent:
        return Intent("restore", entity, {}, [op.id for op in held if op.kind == "delete"])

    def _setting(self, entity: Entity, folded: Folded, values: dict[str, Any]) -> Intent | None:
        changed = {
            name: value
            for name, value in values.items()
            if name in folded.conflicts or not self._same(folded.values.get(name), value)
        }
        if not changed:
            return None
        seen = {head.id for name in changed for head in folded.heads.get(name, ())}
        return Intent("set", entity, changed, sorted(seen))

    def _same(self, shown: Any, wanted: Any) -> bool:
        if isinstance(wanted, Personal):
            row = self._db.conn.execute(
                "SELECT value FROM personal WHERE hash = ?", [hash_of(shown)]
            ).fetchone()
            return row is not None and row[0] == wanted.value
        return bool(shown == wanted)

    def inverse(self, operations: list[Operation]) -> list[Change]:
        """The changes that take an act back, last operation first."""
        return [self._inverse(operation, operations) for operation in reversed(operations)]

    def _inverse(self, operation: Operation, act: list[Operation]) -> Change:
        entity = (operation.entity_type, operation.entity_id)
        record = RECORD_TYPES.get(operation.entity_type)
        if record is None or operation.kind in ("withdraw", "hello", "erase", "unmask", "roster"):
            raise UserFacingError("journal.undo_not_possible")
        folded = fold(record, self._held(entity))
        mine = {op.id for op in act if (op.entity_type, op.entity_id) == entity}
        if not self._untouched_since(operation, folded, mine):
            raise UserFacingError("journal.undo_changed")
        if operation.kind == "fact":
            return withdraw(*entity, reason="undo")
        if operation.kind in ("create", "restore"):
            return delete(*entity)
        if operation.kind == "delete":
            return restore(*entity)
        before = fold(record, [op for op in self._held(entity) if op.id not in mine])
        values = {name: before.values.get(name) for name in operation.payload}
        return Change("set", *entity, values)

    def _untouched_since(self, operation: Operation, folded: Folded, mine: set[str]) -> bool:
        """Whether the operation still shows and nobody has built on it."""
        entity = (operation.entity_type, operation.entity_id)
        if operation.kind == "fact":
            revisions = [head.id for head in folded.heads.get(FACT, ())]
            return revisions == [operation.id] and not folded.withdrawn
        if operation.kind == "set":
            heads = {head.id for name in operation.payload for head in folded.heads.get(name, ())}
            return folded.alive and heads <= mine
        if operation.kind == "delete":
            return not folded.alive
        since = [op for op in self._held(entity) if op.id not in mine and op.rank > operation.rank]
        return folded.alive and not since


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
