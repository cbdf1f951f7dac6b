"""Looking at a customer's whole number: possible, never unseen (PRODUCT.md C2)."""

from __future__ import annotations

from dataclasses import dataclass

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import unmask
from qa_desktop.store.calls import get_call
from qa_desktop.store.workspace import Changes, Workspace


@dataclass(frozen=True)
class Unmasked:
    """``number`` is in clear: for the eyes of the person who asked, kept nowhere."""

    number: str
    changes: Changes


def show_number(workspace: Workspace, call: str) -> Unmasked:
    """The customer's number of a call; who looked, and when, goes into the journal first.

    Raises ``UserFacingError`` where there is no number (or none any more).
    """
    number = get_call(workspace.db, workspace.person, call).customer_number
    if not number:
        raise UserFacingError("call.no_number")
    return Unmasked(number, workspace.write([unmask("call", call, "customer_number")]))
