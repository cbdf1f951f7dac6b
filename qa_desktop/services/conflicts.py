"""Settle a conflict: one of the values, or another, for everybody."""

from __future__ import annotations

from typing import Any, Final

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import Change, delete, fact, restore, set_fields
from qa_desktop.journal.fold import FACT, LIFE
from qa_desktop.services.conflict_inbox import ConflictCase, find_case
from qa_desktop.store.conflicts import Conflict, get_conflict
from qa_desktop.store.workspace import Changes, Workspace

KEEP: Final = "keep"
DELETE: Final = "delete"
"""What can be taken of a record that was deleted here and edited there."""


def take_shown(workspace: Workspace, shown: ConflictCase, taken: str) -> Changes:
    """Take what a person pointed at: the operation of a side, or ``KEEP`` or ``DELETE``.

    Raises ``conflict.changed`` where the sides are others by now: a merge may have put another
    value in its place, and nobody settles what they have not seen.
    """
    found = _still(workspace, shown)
    ways = (KEEP, DELETE) if found.field == LIFE else [side.operation for side in found.sides]
    return workspace.write([_settling(found, ways.index(taken) + 1)])


def value_for_shown(workspace: Workspace, shown: ConflictCase, value: str) -> Changes:
    """Settle a field with a value that no side had; raises ``conflict.changed`` as above."""
    return take_value(workspace, _still(workspace, shown).id, value)


def _still(workspace: Workspace, shown: ConflictCase) -> Conflict:
    """The conflict as it is now, where that is what was shown."""
    now = find_case(workspace.db, shown.conflict.id)
    if now is None or now.operations != shown.operations:
        raise UserFacingError("conflict.changed")
    return now.conflict


def take_side(workspace: Workspace, conflict: str, number: int) -> Changes:
    """Take the side with this number, from 1 in the order of ``find_conflicts``.

    Of a record deleted here and edited there, 1 keeps it and 2 deletes it.
    """
    found = get_conflict(workspace.db, conflict)
    most = 2 if found.field == LIFE else len(found.sides)
    if not 1 <= number <= most:
        raise UserFacingError("conflict.no_such_side", number=number, most=most)
    return workspace.write([_settling(found, number)])


def take_value(workspace: Workspace, conflict: str, value: Any) -> Changes:
    """Settle a field with a value that neither side had."""
    found = get_conflict(workspace.db, conflict)
    if found.field in (FACT, LIFE):
        raise UserFacingError("conflict.needs_side")
    return workspace.write([set_fields(found.entity_type, found.entity_id, {found.field: value})])


def _settling(conflict: Conflict, number: int) -> Change:
    entity = (conflict.entity_type, conflict.entity_id)
    if conflict.field == LIFE:
        return restore(*entity) if number == 1 else delete(*entity)
    side = conflict.sides[number - 1]
    if conflict.field == FACT:
        heads = [each.operation for each in conflict.sides]
        return fact(*entity, side.written, heads)
    return set_fields(*entity, {conflict.field: side.value})
