"""Bringing deleted records back."""

from __future__ import annotations

from collections.abc import Iterable

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import Change, restore
from qa_desktop.store.trash import (
    DeletedRecord,
    is_alive,
    names_deleted_with,
    values_of_record,
)
from qa_desktop.store.workspace import Changes, Workspace


def restore_deleted(workspace: Workspace, records: Iterable[DeletedRecord]) -> Changes:
    """Bring records back as they were, in one act that can be undone; a call with the recording
    and the file names that went with it.

    Raises ``UserFacingError`` when all of them are there again already.
    """
    changes: list[Change] = []
    for record in records:
        if not is_alive(workspace.db, (record.kind, record.id)):
            changes.append(restore(record.kind, record.id))
            changes += _belongings(workspace, record) if record.kind == "call" else []
    if not changes:
        raise UserFacingError("trash.nothing")
    return workspace.write(changes)


def _belongings(workspace: Workspace, call: DeletedRecord) -> list[Change]:
    recording = values_of_record(workspace.db, ("call", call.id)).get("recording")
    if recording is None:
        return []
    gone = [] if is_alive(workspace.db, ("recording", recording)) else [("recording", recording)]
    gone += names_deleted_with(workspace.db, call.act, recording)
    return [restore(kind, id) for kind, id in gone]
