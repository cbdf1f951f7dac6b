"""Proposing weights from what was lost lately; what is accepted becomes a draft."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from sqlite_utils import Database

from qa_desktop.domain.scoring import Name, ScorecardVersion
from qa_desktop.domain.scoring.draft import CardDraft
from qa_desktop.domain.weight_proposal import (
    USUAL_STRENGTH,
    ProposedWeight,
    best_answers,
    propose_weights,
    with_accepted,
)
from qa_desktop.errors import UserFacingError
from qa_desktop.services.report_data import span_ms
from qa_desktop.services.scorecard_editing import (
    PROPOSED,
    SavedDraft,
    draft_with,
    find_card_drafts,
    get_card_draft,
    save_card_draft,
    whole_card,
)
from qa_desktop.store.answered import cards_used, count_faults, count_losses
from qa_desktop.store.fault_catalogue import fault_names
from qa_desktop.store.scorecards import get_version
from qa_desktop.store.workspace import Workspace


@dataclass(frozen=True)
class WeightProposal:
    version: ScorecardVersion
    """The one whose weights are proposed anew; of a draft what it would be."""
    draft: SavedDraft | None
    """Where it is a draft."""
    evaluations: int
    items: tuple[ProposedWeight, ...]
    faults: Mapping[str, Sequence[tuple[str, int]]]
    """By item the faults (codes) that were marked on it and how often, the most frequent first."""
    fault_names: Mapping[str, Name]


def propose(
    db: Database,
    card_or_draft: str,
    first: date,
    last: date,
    strength: Fraction = USUAL_STRENGTH,
) -> WeightProposal:
    """For a version or a draft (its id), from the standing evaluations of these local days with any
    version of the card, not for practice; an item is the same in all of them by its id.

    Raises ``UserFacingError`` where there are none, and for a draft with problems.
    """
    drafts = (each for each in find_card_drafts(db) if each.id == card_or_draft)
    draft = next(drafts, None)
    card = get_version(card_or_draft, db) if draft is None else whole_card(draft)
    span = span_ms(first, last)
    used = (_known(db, id) for id in cards_used(db, *span))
    cards = [each for each in used if each is not None and each.code == card.code]
    ids = [each.id for each in cards]
    evaluations, losses = count_losses(db, *span, ids, best_answers(cards))
    if not evaluations:
        raise UserFacingError("scorecard.nothing_to_compare")
    return WeightProposal(
        card,
        draft,
        evaluations,
        tuple(propose_weights(card, losses, strength)),
        count_faults(db, *span, ids),
        fault_names(db),
    )


def accept(workspace: Workspace, proposal: WeightProposal, items: Collection[str]) -> SavedDraft:
    """A new draft of the version with the proposed weights of these items (ids), or the draft with
    them, whatever else was typed into it meanwhile.

    Raises ``UserFacingError`` ("scorecard.nothing_proposed") where none of them is another, and
    "scorecard.no_draft" for a draft that is gone.
    """
    held = get_card_draft(workspace.db, proposal.draft.id) if proposal.draft else None
    before = held.draft if held is not None else CardDraft.of(proposal.version)
    draft = with_accepted(before, proposal.items, items)
    if draft == before:
        raise UserFacingError("scorecard.nothing_proposed")
    if held is None:
        return draft_with(workspace, draft, proposal.version.id, PROPOSED)
    changed = replace(held, draft=draft)
    save_card_draft(workspace, changed)
    return changed


def _known(db: Database, version: str) -> ScorecardVersion | None:
    try:
        return get_version(version, db)
    except UserFacingError:
        return None
