"""Settling by hand what no rule can: rows of call lists and recordings, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from qa_desktop.domain.call_matching import Candidate, rank_candidates
from qa_desktop.domain.masking import mask_number
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import create
from qa_desktop.journal.journal import new_id
from qa_desktop.services.agents import AgentBook
from qa_desktop.services.call_matching import (
    SUBJECT,
    Found,
    around,
    call_values,
    spoken_of,
    write_matches,
)
from qa_desktop.store.call_lists import (
    CallSide,
    ListedRow,
    find_free_calls,
    find_rows,
    get_free_call,
    get_row,
    mark_unlisted,
    note_act,
    set_state,
)
from qa_desktop.store.workspace import Changes, Workspace


@dataclass(frozen=True)
class Suggestion:
    """A call that a row may speak of, with what speaks for it."""

    call: CallSide
    candidate: Candidate


def suggest_calls(db: Database, n: int, limit: int = 20) -> list[Suggestion]:
    """Calls of the days around a row that is to be settled, the likeliest first."""
    row = _waiting(db, n)
    near = find_free_calls(db, *around(row.content.started, row.content.started))
    calls = {call.spoken.key: call for call in near}
    wanted = mask_number(row.content.number) if row.content.number else None
    same = frozenset(
        key for key, call in calls.items() if wanted and mask_number(call.number) == wanted
    )
    ranked = rank_candidates(spoken_of(row), [call.spoken for call in calls.values()], same, limit)
    return [Suggestion(calls[found.key], found) for found in ranked]


def settle(workspace: Workspace, n: int, call: str) -> Changes:
    """The row ``n`` speaks of ``call``: what it says is written into it."""
    row = _waiting(workspace.db, n)
    side = get_free_call(workspace.db, call)
    if side is None:
        raise UserFacingError("settling.call_taken")
    with workspace.transaction():
        found = Found(pairs=[(row, side)])
        written = write_matches(workspace, found)
        set_state(workspace.db, [(n, call)], "by_hand")
        before = [row for row, _ in found.pairs]
        note_act(workspace.db, written.act, rows=before, is_signed=written.is_signed)
    return Changes(written.changes.subjects | {SUBJECT}, written.act, written.changes.ids)


def make_call(workspace: Workspace, n: int) -> Changes:
    """A call without a recording, of what the row says; its id is ``ids[-1]``."""
    row = _waiting(workspace.db, n)
    agents = AgentBook(workspace)
    values = call_values(row.content, agents, "")
    id = new_id()
    made = create("call", id, {**values, "duration_ms": row.content.duration_ms})
    with workspace.transaction():
        written = workspace.write([*agents.changes, made])
        set_state(workspace.db, [(n, id)], "made")
        note_act(workspace.db, str(written.act), rows=[row], is_signed=True)
    return Changes(written.subjects | {SUBJECT}, written.act, written.ids)


def say_no_recording(workspace: Workspace, numbers: Sequence[int]) -> Changes:
    """No recording of these rows exists: they wait no longer."""
    rows = [row for row in find_rows(workspace.db, numbers) if row.state == "waiting"]
    act = new_id()
    with workspace.transaction():
        set_state(workspace.db, [(row.n, None) for row in rows], "no_recording")
        note_act(workspace.db, act, rows=rows, is_signed=False)
    return Changes(frozenset({SUBJECT}), act)


def say_unlisted(workspace: Workspace, calls: Sequence[str]) -> Changes:
    """No list speaks of these recordings: they are shown no longer."""
    act = new_id()
    with workspace.transaction():
        mark_unlisted(workspace.db, calls, is_unlisted=True)
        note_act(workspace.db, act, unlisted=calls, is_signed=False)
    return Changes(frozenset({SUBJECT}), act)


def _waiting(db: Database, n: int) -> ListedRow:
    row = get_row(db, n)
    if row is None or row.state != "waiting":
        raise UserFacingError("settling.row_gone")
    return row
