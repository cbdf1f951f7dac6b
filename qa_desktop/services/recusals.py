"""Declaring a conflict of interest 回避: from then on this person draws and signs nothing about
that agent. A slip takes along who was barred when it was drawn."""

from __future__ import annotations

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import create, delete
from qa_desktop.journal.journal import new_id
from qa_desktop.store.recusals import people_barred_from
from qa_desktop.store.workspace import Changes, Workspace


def declare_recusal(workspace: Workspace, person: str, agent: str | None, reason: str) -> Changes:
    """Its id is ``ids[0]``. Raises ``UserFacingError``: ``recusal.agent_missing``,
    ``recusal.reason_missing``, ``recusal.exists``."""
    if not agent:
        raise UserFacingError("recusal.agent_missing")
    if not reason.strip():
        raise UserFacingError("recusal.reason_missing")
    if person in people_barred_from(workspace.db, agent):
        raise UserFacingError("recusal.exists")
    values = {"person": person, "agent": agent, "reason": reason.strip()}
    return workspace.write([create("recusal", new_id(), values)])


def withdraw_recusal(workspace: Workspace, recusal: str) -> Changes:
    """The conflict of interest is over; who was barred from a slip stays so."""
    return workspace.write([delete("recusal", recusal)])
