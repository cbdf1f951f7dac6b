"""The rows and columns of the list of scorecards and of one card's versions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from qa_desktop.domain.scorecard_use import FIRST_DAY
from qa_desktop.services.scorecard_editing import SavedDraft
from qa_desktop.services.scorecard_list import (
    CardRow,
    VersionRow,
    list_cards,
    list_versions,
    other_drafts,
)
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.plain_table import PlainColumn, PlainModel
from qa_desktop.ui.scorecards.words import draft_about, draft_number, name_text
from qa_desktop.ui.words import day_text


@dataclass(frozen=True)
class ListedCard:
    """A card with all its versions, or a draft of one that is not in the list."""

    card: CardRow | None
    drafts: tuple[SavedDraft, ...]
    versions: tuple[VersionRow, ...] = ()

    @property
    def key(self) -> str:
        return self.card.code if self.card is not None else f"draft {self.drafts[0].id}"

    @property
    def name(self) -> str:
        if self.card is not None:
            return self.card.version.name.render(i18n.catalogue_language())
        return name_text(self.drafts[0].draft.get("name"))


Listed = SavedDraft | VersionRow


def read_cards(db: Database) -> list[ListedCard]:
    """Drafts of no card in the list first, then the cards."""
    known = list_cards(db)
    drafts = [ListedCard(None, (draft,)) for draft in other_drafts(db, known)]
    cards = [ListedCard(card, card.drafts, tuple(list_versions(db, card.code))) for card in known]
    return [*drafts, *cards]


def cards_model() -> PlainModel:
    return PlainModel(
        [
            PlainColumn(
                lambda: translate("Scorecards", "Scorecard"), lambda row: row.name, stretches=True
            ),
            PlainColumn(lambda: translate("Scorecards", "State"), _card_state, 116, _card_color),
            PlainColumn(
                lambda: translate("Scorecards", "Scored"),
                lambda row: str(row.card.uses) if row.card is not None and row.card.uses else "",
                72,
                number=True,
            ),
        ],
        lambda row: row.key,
    )


def versions_model(drafts: Callable[[], Sequence[SavedDraft]]) -> PlainModel:
    """``drafts``: those that are shown; several are numbered."""

    def state(row: Listed) -> str:
        shown = drafts()
        if isinstance(row, SavedDraft) and len(shown) > 1:
            return f"{_state(row)} {draft_number(row, shown)}"
        return _state(row)

    return PlainModel(
        [
            PlainColumn(lambda: translate("Scorecards", "State"), state, 96, _color),
            PlainColumn(lambda: translate("Scorecards", "From"), _since, 108),
            PlainColumn(lambda: translate("Scorecards", "To"), _until, 108),
            PlainColumn(
                lambda: translate("Scorecards", "Why, and by whom"), _reason, stretches=True
            ),
            PlainColumn(
                lambda: translate("Scorecards", "Scored"),
                lambda row: str(row.uses) if isinstance(row, VersionRow) and row.uses else "",
                72,
                number=True,
            ),
        ],
        listed_key,
    )


def listed_key(row: Listed) -> str:
    if isinstance(row, SavedDraft):
        return f"draft {row.id}"
    if row.publication is not None:
        return row.publication.id
    return row.version.id if row.version is not None else ""


def _card_state(row: ListedCard) -> str:
    if row.card is None:
        return translate("Scorecards", "Draft")
    if not row.card.in_use:
        return translate("Scorecards", "Out of use")
    in_use = translate("Scorecards", "In use")
    return in_use + " · " + translate("Scorecards", "Draft") if row.drafts else in_use


def _card_color(row: ListedCard) -> str | None:
    if row.card is None:
        return "question"
    return "strength" if row.card.in_use else "muted"


def _state(row: Listed) -> str:
    if isinstance(row, SavedDraft):
        return translate("Scorecards", "Draft")
    is_retired = row.publication is not None and row.publication.version is None
    if is_retired:
        return translate("Scorecards", "Out of use")
    if row.in_force:
        return translate("Scorecards", "In force")
    if row.begins is not None and row.begins > date.today().isoformat():
        return translate("Scorecards", "To come")
    return translate("Scorecards", "Earlier")


def _color(row: Listed) -> str | None:
    if isinstance(row, SavedDraft):
        return "question"
    return "strength" if row.in_force and row.version is not None else "muted"


def _since(row: Listed) -> str:
    if isinstance(row, SavedDraft):
        return ""
    if row.begins == FIRST_DAY:
        return translate("Scorecards", "all calls")
    return day_text(row.begins) if row.begins else translate("Scorecards", "as shipped")


def _until(row: Listed) -> str:
    return day_text(row.ends) if isinstance(row, VersionRow) and row.ends else ""


def _reason(row: Listed) -> str:
    if isinstance(row, SavedDraft):
        count = len(row.draft.problems)
        wrong = translate("Scorecards", "{n} to put right").format(n=count)
        return " · ".join([draft_about(row), *([wrong] if count else [])])
    if row.publication is None:
        return translate("Scorecards", "Comes with the program")
    return " · ".join(part for part in (row.reason, row.by, _places(row)) if part)


def _places(row: VersionRow) -> str:
    """Where it holds, if not everywhere."""
    assert row.publication is not None  # noqa: S101
    return "、".join((*row.publication.businesses, *row.teams))
