"""Taking a row of a call list and its recording apart again: it was not this call after all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sqlite_utils import Database

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import Change, set_fields
from qa_desktop.journal.journal import new_id
from qa_desktop.journal.projection import effective_on
from qa_desktop.services.call_matching import SUBJECT
from qa_desktop.store.agent_lists import find_reverse_checks
from qa_desktop.store.call_lists import (
    Content,
    ListedRow,
    get_row,
    note_act,
    note_untied,
    set_state,
    written_by_lists,
)
from qa_desktop.store.people import find_agents
from qa_desktop.store.personal_values import payload_with_values
from qa_desktop.store.workspace import Changes, Workspace

TIED: Final = ("matched", "by_hand")
"""States of a row that can be taken apart from its call."""


def untie(workspace: Workspace, n: int) -> Changes:
    """The row waits again, and what it had said in the call is what stood there before; one act.

    The rules do not join these two again, a person may. Of a call that the row itself made there
    is nothing to take apart: raises ``settling.row_gone``.
    """
    db = workspace.db
    row = get_row(db, n)
    if row is None or row.call is None or row.state not in TIED:
        raise UserFacingError("settling.row_gone")
    before = dict(_before(db, row.call, _said(db, row.content)))
    changes = [set_fields("call", row.call, before)] if before else []
    with workspace.transaction():
        written = workspace.write([*changes, *_returned(db, row)])
        act = written.act or new_id()
        set_state(db, [(n, None)], "waiting")
        note_act(db, act, rows=[row], is_signed=written.act is not None)
        note_untied(db, n, row.call)
    return Changes(written.subjects | {SUBJECT}, act, written.ids)


def _said(db: Database, content: Content) -> dict[str, Any]:
    """What the row says, as a call holds it."""
    agent = next((each.id for each in find_agents(db) if each.number == content.agent), None)
    said = {
        "serial": content.serial,
        "agent": agent if content.agent else None,
        "started": content.started,
        "customer_number": content.number,
        "disposition": content.disposition,
        "business": content.business,
        "order_number": content.order_number,
    }
    return {name: value for name, value in said.items() if value}


def _before(db: Database, call: str, said: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Of each field that says what the row does because lists were written into the call, what it
    said before."""
    written = written_by_lists(db, call)
    told: dict[str, list[tuple[Any, bool]]] = {}
    for operation in sorted(effective_on(db, [("call", call)]), key=lambda each: each.rank):
        for name, value in payload_with_values(db, operation.payload).items():
            values = told.setdefault(name, [])
            # Undoing says again what a list had said
            is_lists = operation.id in written or (value, True) in values
            values.append((value, is_lists and operation.kind == "set"))
    for name, value in said.items():
        values = told.get(name, [])
        if values and values[-1] == (value, True):
            yield name, next((own for own, is_lists in reversed(values) if not is_lists), None)


def _returned(db: Database, row: ListedRow) -> list[Change]:
    """Reverse checks that had found this call by the row's order wait again."""
    return [
        set_fields("reverse_check", check.id, {"call": None})
        for check in find_reverse_checks(db)
        if check.call == row.call and check.order == row.content.order_number != ""
    ]
