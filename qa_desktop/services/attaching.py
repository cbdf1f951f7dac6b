"""A recording that arrives after its call: heard live or side by side, the file came later."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qa_desktop.errors import UserFacingError, reason_of
from qa_desktop.journal.changes import Change, delete, set_fields
from qa_desktop.services.importing import (
    TakenFile,
    Write,
    new_names,
    note_taken,
    recording_of,
    take_file,
)
from qa_desktop.store.blobs import BlobStore
from qa_desktop.store.calls import CallRow, find_calls_of_recording, get_call, is_worked_on
from qa_desktop.store.erasures import find_erased_recordings
from qa_desktop.store.imported_files import find_file_names
from qa_desktop.store.workspace import Changes, Workspace

_TAKEN_OVER = (
    *("agent", "started", "serial", "customer_number", "order_number"),
    *("disposition", "business"),
)


def attach_recording(
    folder: Path,
    write: Write,
    call: str,
    file: Path,
    cancelled: Callable[[], bool] = lambda: False,
) -> Changes:
    """Give a call without a recording its file; annotations and evaluations keep their times.

    ``folder`` and ``write`` as for importing. The file counts as imported from now on. Where it
    was imported before and nobody has worked on the call that it made, that call goes and what was
    known of it (agent, serial, order …) fills the gaps of this one: one conversation, one call.
    Raises ``UserFacingError`` for a file that cannot be read, a call that has a recording already,
    and a recording whose own call was marked or evaluated.
    """
    erased: set[str] = set()

    def look(workspace: Workspace) -> Changes:  # before a long copy for nothing
        erased.update(find_erased_recordings(workspace.db))
        return _refuse_second(workspace, call)

    write(look)
    try:
        taken = take_file(BlobStore(folder / "audio"), file, cancelled, erased)
    except OSError as error:
        reason = reason_of(error)
        raise UserFacingError("import.not_readable", reason=reason) from error
    return write(lambda workspace: _attach(workspace, call, taken))


def _refuse_second(workspace: Workspace, call: str) -> Changes:
    if get_call(workspace.db, workspace.person, call).recording is not None:
        raise UserFacingError("call.has_recording")
    return Changes(frozenset())


def _attach(workspace: Workspace, call: str, taken: TakenFile) -> Changes:
    _refuse_second(workspace, call)
    others = find_calls_of_recording(workspace.db, workspace.person, taken.recording)
    if any(is_worked_on(workspace.db, other.id) for other in others):
        raise UserFacingError("call.recording_in_use", name=taken.path.name)
    names = find_file_names(workspace.db, [taken.recording])
    with workspace.transaction():
        changes = workspace.write(
            [
                recording_of(taken),
                *new_names(taken, names),
                *(delete("call", other.id) for other in others),
                _joined(get_call(workspace.db, workspace.person, call), others, taken.recording),
            ]
        )
        note_taken(workspace, [taken])
    return changes


def _joined(call: CallRow, others: list[CallRow], recording: str) -> Change:
    """The call with its recording, and what only the others knew."""
    values: dict[str, str] = {"recording": recording}
    for other in others:
        for name in _TAKEN_OVER:
            known = getattr(other, name)
            if known is not None and getattr(call, name) is None:
                values.setdefault(name, known)
    return set_fields("call", call.id, values)
