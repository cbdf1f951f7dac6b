"""Proposing weights from what was lost lately; what is accepted becomes a draft."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
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
from qa_desktop.services.scorecard_editing import SavedDraft, draft_with
from qa_desktop.store.answered import cards_used, count_faults, count_losses
from qa_desktop.store.fault_catalogue import fault_names
from qa_desktop.store.scorecards import get_version
from qa_desktop.store.workspace import Workspace


@dataclass(frozen=True)
class WeightProposal:
    version: ScorecardVersion
    """The one whose weights are proposed anew."""
    evaluations: int
    items: tuple[ProposedWeight, ...]
    faults: Mapping[str, Sequence[tuple[str, int]]]
    """By item the faults (codes) that were marked on it and how often, the most frequent first."""
    fault_names: Mapping[str, Name]


def propose(
    db: Database,
    version: str,
    first: date,
    last: date,
    strength: Fraction = USUAL_STRENGTH,
) -> WeightProposal:
    """From the standing evaluations of these local days with any version of the card, not for
    practice; an item is the same in all of them by its id.

    Raises ``UserFacingError`` where there are none.
    """
    card = get_version(version, db)
    span = span_ms(first, last)
    used = (_known(db, id) for id in cards_used(db, *span))
    cards = [each for each in used if each is not None and each.code == card.code]
    ids = [each.id for each in cards]
    evaluations, losses = count_losses(db, *span, ids, best_answers(cards))
    if not evaluations:
        raise UserFacingError("scorecard.nothing_to_compare")
    return WeightProposal(
        card,
        evaluations,
        tuple(propose_weights(card, losses, strength)),
        count_faults(db, *span, ids),
        fault_names(db),
    )


def accept(workspace: Workspace, proposal: WeightProposal, items: Collection[str]) -> SavedDraft:
    """A draft of the version with the proposed weights of these items (ids).

    Raises ``UserFacingError`` ("scorecard.nothing_proposed") where none of them is another.
    """
    before = CardDraft.of(proposal.version)
    draft = with_accepted(before, proposal.items, items)
    if draft == before:
        raise UserFacingError("scorecard.nothing_proposed")
    return draft_with(workspace, draft, proposal.version.id)


def _known(db: Database, version: str) -> ScorecardVersion | None:
    try:
        return get_version(version, db)
    except UserFacingError:
        return None
