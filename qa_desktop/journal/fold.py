"""From the operations on one entity to what it is: pure, and blind to the order of arrival.

Rules: EXCHANGE.md, Four kinds of data. ``operations`` are the *effective* ones, that is, those
whose author had the right; the others neither show nor supersede anything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from qa_desktop.journal.canonical import comparable
from qa_desktop.journal.operation import Operation

LIFE = ":life"
"""Stands for the entity's existence in the list of conflicts: deleted here, edited there."""

FACT = ":fact"
"""Stands for the whole of a fact in the list of conflicts."""


@dataclass(frozen=True)
class Folded:
    """What an entity is. ``values`` holds payload values as written (hashes for personal ones)."""

    alive: bool
    origin: Operation | None = None
    """The operation that made it: the first in rank."""
    latest: Operation | None = None
    """The last in rank among those that show."""
    values: dict[str, Any] = field(default_factory=dict)
    heads: dict[str, list[Operation]] = field(default_factory=dict)
    """Per field (or ``FACT``), the operations not superseded, the shown one first."""
    conflicts: dict[str, list[str]] = field(default_factory=dict)
    """Per field, the ids of heads with different values, the shown one first."""
    shown: Operation | None = None
    """Of a fact, the revision that is shown."""
    revisions: int = 0
    withdrawn: bool = False


NOTHING = Folded(alive=False)


def _heads(operations: Collection[Operation]) -> list[Operation]:
    """Those that no other of them names as superseded, greatest rank first."""
    if len(operations) == 1:
        return list(operations)
    superseded = {name for operation in operations for name in operation.supersedes}
    free = [operation for operation in operations if operation.id not in superseded]
    return sorted(free, key=lambda operation: operation.rank, reverse=True)


def fold_record(operations: Iterable[Operation]) -> Folded:
    """A record with fields: multi-value registers, and life that unseen edits keep."""
    by_kind: dict[str, list[Operation]] = {}
    for operation in operations:
        by_kind.setdefault(operation.kind, []).append(operation)
    creates = by_kind.get("create", [])
    if not creates:
        return NOTHING
    restores = by_kind.get("restore", [])
    setters = creates + by_kind.get("set", [])
    alive, life = _life(setters + restores, by_kind.get("delete", []), restores)
    per_field: dict[str, list[Operation]] = {}
    for operation in setters:
        for name in operation.payload:
            if name.startswith(":"):  # not to be taken for LIFE
                continue
            per_field.setdefault(name, []).append(operation)
    heads = {name: _heads(setting) for name, setting in per_field.items()}
    values = {name: found[0].payload[name] for name, found in heads.items()}
    conflicts = {
        name: [head.id for head in found] for name, found in heads.items() if _differ(name, found)
    }
    if alive and life:
        conflicts[LIFE] = life
    return Folded(
        alive=alive,
        origin=min(creates, key=lambda operation: operation.rank),
        latest=max(setters + restores, key=lambda operation: operation.rank),
        values=values,
        heads=heads,
        conflicts=conflicts if alive else {},
    )


def _differ(name: str, heads: list[Operation]) -> bool:
    return len(heads) > 1 and len({comparable(head.payload[name]) for head in heads}) > 1


def _life(
    living: list[Operation], deletes: list[Operation], restores: list[Operation]
) -> tuple[bool, list[str]]:
    """Whether it lives, and the deletions that an unseen edit outlived.

    A deletion takes what it saw. A restoration cancels the deletions that it saw. So an entity
    lives while one of its operations was seen by no deletion in force.
    """
    if not deletes:
        return True, []
    cancelled = {name for restore in restores for name in restore.supersedes}
    in_force = [delete for delete in deletes if delete.id not in cancelled]
    taken = {name for delete in in_force for name in delete.supersedes}
    alive = any(operation.id not in taken for operation in living)
    ordered = sorted(in_force, key=lambda delete: delete.rank, reverse=True)
    return alive, [delete.id for delete in ordered]


def fold_fact(operations: Iterable[Operation]) -> Folded:
    """A fact and its revisions: the shown one is the last that none follows.

    A withdrawn revision shows nothing and supersedes nothing, so the one before it stands again;
    with all withdrawn, the last is shown, marked as withdrawn.
    """
    every = list(operations)
    facts = [operation for operation in every if operation.kind == "fact"]
    if not facts:
        return NOTHING
    withdrawals = [operation for operation in every if operation.kind == "withdraw"]
    gone = {name for withdrawal in withdrawals for name in withdrawal.supersedes}
    standing = [fact for fact in facts if fact.id not in gone]
    heads = _heads(standing or facts)
    conflicts = {FACT: [head.id for head in heads]} if standing and len(heads) > 1 else {}
    return Folded(
        alive=True,
        origin=min(facts, key=lambda fact: fact.rank),
        latest=heads[0],
        values=heads[0].payload,
        heads={FACT: heads},
        conflicts=conflicts,
        shown=heads[0],
        revisions=len(facts),
        withdrawn=not standing,
    )
