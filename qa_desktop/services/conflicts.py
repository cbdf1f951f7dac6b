"""Settle a conflict: one of the values, or another, for everybody."""

from __future__ import annotations

from typing import Any

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import Change, delete, fact, restore, set_fields
from qa_desktop.journal.fold import FACT, LIFE
from qa_desktop.store.conflicts import Conflict, get_conflict
from qa_desktop.store.workspace import Changes, Workspace


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
