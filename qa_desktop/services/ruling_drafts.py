"""A ruling 质检口径 on its way into a scorecard: a draft whose item says what was proposed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qa_desktop.errors import UserFacingError
from qa_desktop.services.scorecard_editing import SavedDraft, draft_of, save_card_draft
from qa_desktop.services.scorecard_list import list_cards
from qa_desktop.store.standard_proposals import ProposalRow, get_proposal
from qa_desktop.store.workspace import Workspace


def ruling_draft(workspace: Workspace, proposal: str) -> tuple[SavedDraft, str]:
    """The draft, to be read over and published, and the path of the item: the card's own draft
    where it was begun, else a new one of the version in force.

    Raises ``UserFacingError`` ("proposal.no_item") where no card in use has the item.
    """
    row = get_proposal(workspace.db, proposal)
    with workspace.transaction():
        saved = _draft_of_card(workspace, row)
        at = next((at for at, item in saved.draft.items() if item.get("id") == row.item), None)
        if at is None:
            raise UserFacingError("proposal.no_item")
        path = f"{at}.guidance"
        guidance = _with(saved.draft.get(path), row.words)
        saved = replace(saved, draft=saved.draft.set(path, guidance))
        save_card_draft(workspace, saved)
    return saved, at


def _draft_of_card(workspace: Workspace, row: ProposalRow) -> SavedDraft:
    cards = list_cards(workspace.db)
    card = next((each for each in cards if each.code == row.scorecard_code), None)
    if card is None:
        raise UserFacingError("proposal.no_item")
    return card.drafts[0] if card.drafts else draft_of(workspace, card.version.id)


def _with(guidance: Any, words: str) -> Any:
    """In both languages alike: nobody has put it into the other one yet."""
    if isinstance(guidance, dict):
        return {language: _with(said, words) for language, said in guidance.items()}
    said = str(guidance or "")
    return said if words in said else "\n".join(part for part in (said, words) if part)
