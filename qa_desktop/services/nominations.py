"""Best calls 最佳对话征集: nominated without a name, voted on, accepted onto the good shelf and the
honour board; thank-you letters 感谢信 beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from qa_desktop.domain.folding import fold
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import Change, create, fact, set_fields
from qa_desktop.journal.journal import new_id
from qa_desktop.journal.ownership import new_id_of
from qa_desktop.services.library import filing
from qa_desktop.store.library import find_entry_at
from qa_desktop.store.nominations import (
    call_of_serial,
    get_nomination,
    own_vote_id,
    same_nominations,
)
from qa_desktop.store.workspace import Changes, Workspace

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])\Z")


def nominate(workspace: Workspace, *, month: str, serial: str, highlight: str) -> Changes:
    """Put a call into the drop box by its serial number, with what is good in it. Nothing says who
    nominated: no name is written. The same twice is one.

    Of a call that is not here yet the serial number waits: nominating it again finds the call. The
    id is ``ids[0]``.
    """
    return workspace.write([_nominating(workspace, month, serial, highlight)])


def nominate_all(workspace: Workspace, month: str, nominated: Sequence[tuple[str, str]]) -> Changes:
    """Those of a sheet, (serial number, highlight), as ``nominate`` and all in one step."""
    return workspace.write(
        [_nominating(workspace, month, serial, words) for serial, words in nominated]
    )


def _nominating(workspace: Workspace, month: str, serial: str, highlight: str) -> Change:
    serial, highlight = serial.strip(), " ".join(highlight.split())
    if not _MONTH.match(month):
        raise UserFacingError("nomination.bad_month", month=month[:20])
    if not serial or not highlight:
        raise UserFacingError("nomination.incomplete")
    held = same_nominations(workspace.db, month, serial)
    same = next((id for id, said in held.items() if fold(said) == fold(highlight)), None)
    values: dict[str, Any] = {"month": month, "serial": serial, "highlight": highlight}
    if (found := call_of_serial(workspace.db, fold(serial))) is not None:
        values |= {"call": found[0], "agent": found[1]}
    if same is not None:
        del values["serial"], values["highlight"]  # as they were written first
        return set_fields("nomination", same, values)
    return create("nomination", new_id(), values)


def vote(workspace: Workspace, nomination: str, vote: str) -> Changes:
    """``yes`` or ``no``; voting again changes one's vote. What is decided is not voted on."""
    if vote not in ("yes", "no"):
        raise UserFacingError("nomination.bad_vote")
    held = get_nomination(workspace.db, workspace.person, nomination)
    if held.decision is not None:
        raise UserFacingError("nomination.decided")
    payload = {"nomination": nomination, "voter": workspace.person, "vote": vote}
    own = own_vote_id(workspace.db, workspace.person, nomination)
    if own is None:
        return workspace.write([fact("nomination_vote", new_id_of(workspace.person), payload)])
    return workspace.write([fact("nomination_vote", own[0], payload, own[1])])


def accept(workspace: Workspace, nomination: str, *, honour: str = "", day: date) -> Changes:
    """Onto the good shelf and the honour board, with these words or those of the nomination."""
    held = get_nomination(workspace.db, workspace.person, nomination)
    if held.call is None:
        raise UserFacingError("nomination.no_call")
    shown = find_entry_at(workspace.db, held.call, None, None)
    values: dict[str, Any] = {"shelf": "good"}
    if shown is None or not shown.why:
        values["why"] = honour.strip() or held.highlight
    entry, changes = filing(workspace, held.call, None, None, values)
    decided = {
        "decision": "accepted", "decided": day.isoformat(), "library_entry": entry,
        "honour": honour.strip() or None, "reason": None,
    }  # fmt: skip
    return workspace.write([*changes, set_fields("nomination", nomination, decided)])


def reject(workspace: Workspace, nomination: str, *, reason: str = "", day: date) -> Changes:
    """Not chosen; the reason is for whoever nominated it, whose name nobody knows: all see it."""
    get_nomination(workspace.db, workspace.person, nomination)
    values = {
        "decision": "rejected", "decided": day.isoformat(), "reason": reason.strip() or None,
    }  # fmt: skip
    return workspace.write([set_fields("nomination", nomination, values)])


def add_letter(
    workspace: Workspace, *, agent: str, day: date, words: str, sender: str = "", call: str = ""
) -> Changes:
    """A customer's thanks for an agent."""
    if not words.strip():
        raise UserFacingError("nomination.no_words")
    values = {
        "agent": agent, "day": day.isoformat(), "words": words.strip(),
        "sender": sender.strip() or None, "call": call or None,
    }  # fmt: skip
    return workspace.write([create("thank_you_letter", new_id(), values)])
