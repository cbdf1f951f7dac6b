"""Proposals to update the penalty standard 评扣标准修订建议: opened by "do not deduct", answered by
whoever keeps the standard. One about judging is a draft of a ruling 质检口径 at an item of a card.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

from qa_desktop.domain.penalty_standard import PenaltyStandard
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import Change, fact
from qa_desktop.journal.ownership import new_id_of
from qa_desktop.journal.personal import Personal
from qa_desktop.journal.stored import read_operations
from qa_desktop.services.passphrase import signing_keys
from qa_desktop.services.penalty_standards import may_publish_standard, publication
from qa_desktop.store.scorecards import get_version
from qa_desktop.store.slips import Slip
from qa_desktop.store.standard_proposals import find_proposals, get_proposal
from qa_desktop.store.workspace import Changes, Workspace

ABOUT: Final = ("penalty", "judging")


@dataclass(frozen=True)
class ProposalForm:
    """``clause`` and ``item`` say where it belongs; for judging ``item`` is the scorecard's."""

    words: str
    clause: str | None = None
    about: str = "penalty"
    item: str | None = None


def proposal_change(workspace: Workspace, slip: Slip, form: ProposalForm, role: str) -> Change:
    """What opening a proposal writes, in the act of the decision. Raises ``UserFacingError``
    ("proposal.no_words", "proposal.bad_place")."""
    if not form.words.strip():
        raise UserFacingError("proposal.no_words")
    if form.about not in ABOUT or (form.about == "judging" and not form.item):
        raise UserFacingError("proposal.bad_place")
    faults = slip.drawn["faults"]
    line = next((each for each in faults if each.get("clause") == form.clause), faults[0])
    payload = {
        "slip": slip.row.id,
        "evaluation": slip.row.evaluation,
        "standard": slip.row.standard,
        "clause": form.clause or line.get("clause"),
        "fault": line["fault"],
        "about": form.about,
        "scorecard_code": _card_code(workspace.db, str(slip.drawn["scorecard"])),
        "item": form.item or line.get("item"),
        "words": Personal(form.words.strip()),
        "by": workspace.person,
        "role": role,
        "state": "open",
    }
    return fact("standard_proposal", new_id_of(workspace.person), payload)


def _card_code(db: Database, version: str) -> str | None:
    try:
        return get_version(version, db).code
    except UserFacingError:
        return None


def count_unanswered(db: Database) -> int:
    """Open proposals that this person may answer: those who keep the standard do."""
    return len(find_proposals(db, "open")) if may_publish_standard(db) else 0


def accept_proposal(
    workspace: Workspace,
    proposal: str,
    reason: str,
    standard: PenaltyStandard | None = None,
    begins: str = "",
) -> Changes:
    """Accepted; with ``standard`` its new version is published in the same act, in force from the
    ISO day ``begins``.

    Raises ``UserFacingError``: ``proposal.reason_missing``, ``proposal.answered``; ``penalty.*``
    for the standard; ``right.*``, ``identity.*``.
    """
    made = [publication(workspace.db, standard, begins, reason)] if standard else []
    version = standard.id if standard else None
    answer = acceptance(workspace, proposal, reason, version)
    return workspace.write([answer, *made], person=signing_keys(workspace))


def refuse_proposal(workspace: Workspace, proposal: str, reason: str) -> Changes:
    """Raises ``UserFacingError`` as ``accept_proposal``."""
    change = _answer(workspace, proposal, "refused", reason, None)
    return workspace.write([change], person=signing_keys(workspace))


def acceptance(workspace: Workspace, proposal: str, reason: str, version: str | None) -> Change:
    """What accepting writes, where a version of the standard (its id) is published with it."""
    return _answer(workspace, proposal, "accepted", reason, version)


def _answer(
    workspace: Workspace, proposal: str, state: str, reason: str, version: str | None
) -> Change:
    """A later revision: what was proposed, said again with what became of it."""
    if not reason.strip():
        raise UserFacingError("proposal.reason_missing")
    row = get_proposal(workspace.db, proposal)
    if row.state != "open":
        raise UserFacingError("proposal.answered")
    (said,) = read_operations(workspace.db, "id = ?", [row.revision])
    payload = {
        **said.payload,
        "by": workspace.person,
        "role": "quality_lead",
        "proposed_by": row.by,
        "state": state,
        "reason": Personal(reason.strip()),
        "decided_by": workspace.person,
        "answered_by_version": version,
    }
    return fact("standard_proposal", proposal, payload, row.revision)
