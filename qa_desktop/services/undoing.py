"""Taking an act back: nothing that was typed is lost by it."""

from __future__ import annotations

from typing import Any

from qa_desktop.errors import UserFacingError
from qa_desktop.services.evaluating import form_of
from qa_desktop.store.call_lists import take_back
from qa_desktop.store.drafts import DraftKind, get_draft, save_draft
from qa_desktop.store.evaluations import Revision, get_revisions_of_act
from qa_desktop.store.quizzes import count_answered_of
from qa_desktop.store.workspace import Changes, Workspace


def undo(workspace: Workspace, act: str, *, spares_evaluations: bool = False) -> Changes:
    """Write the inverse of an act. An evaluation that is taken back becomes a draft again, since
    submitting it had removed the draft.

    Raises ``UserFacingError`` when something has been built on the act, and with
    ``spares_evaluations`` "journal.undo_evaluation" where it submitted one: somebody who looks at
    something else would not see what they take back.
    """
    with workspace.transaction():
        is_signed = take_back(workspace.db, act)
        if is_signed is False:
            return Changes(frozenset({"call_list"}))
        submitted = get_revisions_of_act(workspace.db, act)
        if submitted and spares_evaluations:
            raise UserFacingError("journal.undo_evaluation")
        if count_answered_of(workspace.db, act):  # it is deleted where one sees for whom it counts
            raise UserFacingError("journal.undo_changed")
        changes = workspace.undo(act)
        for revision in submitted:
            _keep_as_draft(workspace, revision)
    if is_signed:
        return Changes(changes.subjects | {"call_list"}, changes.act, changes.ids)
    return changes


def _keep_as_draft(workspace: Workspace, revision: Revision) -> None:
    """Beside a draft that was begun since, the older words stay in the withdrawn revision."""
    payload = revision.payload
    reason = payload.get("reason")
    kind: DraftKind = "evaluation" if reason is None else "correction"
    key = payload["call"] if reason is None else revision.evaluation
    body: dict[str, Any] = form_of(payload).as_draft()
    if get_draft(workspace.db, kind, key) is None:
        save_draft(workspace.db, kind, key, body if reason is None else {**body, "reason": reason})
