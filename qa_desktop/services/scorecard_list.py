"""The scorecards there are, and which version was in force when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from qa_desktop.domain.scorecard_use import EVERYWHERE, Place, Publication, in_force, periods
from qa_desktop.domain.scoring import ScorecardVersion
from qa_desktop.domain.scoring.called import differences_told
from qa_desktop.errors import UserFacingError
from qa_desktop.services.scorecard_editing import SavedDraft, find_card_drafts
from qa_desktop.store.fault_catalogue import fault_names
from qa_desktop.store.people import team_names
from qa_desktop.store.published_cards import count_uses, find_publications, find_published
from qa_desktop.store.scorecard_templates import built_in_templates, earlier_templates
from qa_desktop.store.scorecards import card_in_force, get_version
from qa_desktop.texts import Text


@dataclass(frozen=True)
class CardRow:
    """One card 评分表, whatever its version."""

    code: str
    version: ScorecardVersion
    """What is in force today; of a card that is not in use, what was last."""
    in_use: bool
    is_built_in: bool
    """Whether the version is one that the program ships."""
    publications: int
    uses: int
    """Standing evaluations, whatever their version."""
    drafts: tuple[SavedDraft, ...]


@dataclass(frozen=True)
class VersionRow:
    """A publication, or a version that the program ships (``publication`` None)."""

    publication: Publication | None
    teams: tuple[str, ...]
    """Names of those that it is for alone."""
    version: ScorecardVersion | None
    """None for a card taken out of use, and where what was published cannot be read."""
    begins: str | None
    """ISO day; None for what is shipped."""
    ends: str | None
    """The last day on which it held for everybody; None while it does, or never did."""
    in_force: bool
    """Whether it holds today, at least somewhere."""
    reason: str
    by: str
    """Name of the person who published it, empty where it is not known here."""
    at: int | None
    """Wall clock in ms."""
    uses: int


def list_cards(db: Database, day: str | None = None) -> list[CardRow]:
    """Built-in cards first, then others by their code; ``day`` is ISO, today when missing."""
    today = day or date.today().isoformat()
    publications = find_publications(db)
    uses = count_uses(db)
    drafts = find_card_drafts(db)
    codes = dict.fromkeys(card.code for card in built_in_templates())
    codes |= dict.fromkeys(sorted({each.code for each in publications}))
    rows = []
    for code in codes:
        versions = _versions(db, publications, code)
        held = card_in_force(db, publications, code, today, EVERYWHERE)
        latest = held or (versions[0] if versions else None)
        if latest is None:
            continue
        ids = {card.id for card in versions}
        rows.append(
            CardRow(
                code=code,
                version=latest,
                in_use=bool(held) or _holds_somewhere(publications, code, today),
                is_built_in=latest.id in {card.id for card in built_in_templates()},
                publications=sum(each.code == code for each in publications),
                uses=sum(count for id, count in uses.items() if id in ids),
                drafts=tuple(each for each in drafts if each.based_on in ids),
            )
        )
    return rows


def other_drafts(db: Database, cards: Sequence[CardRow]) -> list[SavedDraft]:
    """Those of none of these cards (``list_cards``): of cards that nobody has published yet, or
    whose publications count no more, as those of one who worked alone before joining a team."""
    listed = {draft.id for card in cards for draft in card.drafts}
    return [each for each in find_card_drafts(db) if each.id not in listed]


def list_versions(db: Database, code: str, day: str | None = None) -> list[VersionRow]:
    """Every version of a card, the latest first."""
    today = day or date.today().isoformat()
    publications = [each for each in find_publications(db) if each.code == code]
    about = find_published(db)
    uses = count_uses(db)
    ends = {each.publication.id: each.ends for each in periods(publications, code)}
    holding = _holding(publications, code, today)
    teams = team_names(db)
    rows = []
    for each in sorted(publications, key=lambda p: (p.begins, p.id), reverse=True):
        said = about[each.id]
        rows.append(
            VersionRow(
                publication=each,
                teams=tuple(teams.get(id, id) for id in each.teams),
                version=_version(db, each.version),
                begins=each.begins,
                ends=ends.get(each.id),
                in_force=each.id in holding,
                reason=said.reason,
                by=said.by,
                at=said.at,
                uses=uses.get(each.version or "", 0),
            )
        )
    general = [each.begins for each in publications if each.is_general and each.begins <= today]
    for card in (*built_in_templates(), *earlier_templates()):
        if card.code == code:
            held = not general and card in built_in_templates()
            used = uses.get(card.id, 0)
            rows.append(VersionRow(None, (), card, None, None, held, "", "", None, used))
    return rows


def version_on(db: Database, code: str, day: str, place: Place = EVERYWHERE) -> ScorecardVersion:
    """Which version was in force then and there.

    Raises ``UserFacingError`` ("scorecard.not_in_use").
    """
    card = card_in_force(db, find_publications(db), code, day, place)
    if card is None:
        raise UserFacingError("scorecard.not_in_use", name=code)
    return card


def differences_between(db: Database, old: str, new: str) -> list[Text]:
    """Of two versions by their ids, in words."""
    return differences_told(get_version(old, db), get_version(new, db), fault_names(db))


def differences_of_draft(db: Database, draft: SavedDraft) -> list[Text]:
    """What publishing it would change; nothing for a new card and while it has problems."""
    card = draft.draft.version
    if card is None or draft.based_on is None:
        return []
    return differences_told(get_version(draft.based_on, db), card, fault_names(db))


def _versions(db: Database, publications: list[Publication], code: str) -> list[ScorecardVersion]:
    """All that can be read, the latest first."""
    own = sorted(
        (each for each in publications if each.code == code),
        key=lambda each: (each.begins, each.id),
        reverse=True,
    )
    found = [_version(db, each.version) for each in own]
    shipped = [c for c in (*built_in_templates(), *earlier_templates()) if c.code == code]
    return [card for card in [*found, *shipped] if card is not None]


def _version(db: Database, id: str | None) -> ScorecardVersion | None:
    try:
        return get_version(id, db) if id else None
    except UserFacingError:
        return None


def _holds_somewhere(publications: list[Publication], code: str, day: str) -> bool:
    own = [each for each in publications if each.code == code]
    held = _holding(own, code, day)
    return any(each.id in held and each.version is not None for each in own)


def _holding(publications: list[Publication], code: str, day: str) -> set[str]:
    """Ids of the publications that hold somewhere on a day: where they say, unless a later one
    speaks of the same place."""
    places = {
        Place((business,) if business else (), team)
        for each in publications
        for business in ("", *each.businesses)
        for team in (None, *each.teams)
    }
    held = (in_force(publications, code, day, place) for place in places)
    return {each.id for each in held if each is not None}
