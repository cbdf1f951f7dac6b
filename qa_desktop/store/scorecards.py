"""Finding a scorecard version: built-in and published ones, by version id, by a word that a person
writes, or by the call that is scored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Final

from sqlite_utils import Database

from qa_desktop.domain.scorecard_use import (
    EVERYWHERE,
    Place,
    Publication,
    Standing,
    codes_for,
    in_force,
    standing_on,
)
from qa_desktop.domain.scoring import ScorecardVersion
from qa_desktop.errors import UserFacingError
from qa_desktop.store.memberships import team_on
from qa_desktop.store.published_cards import find_publications, known_version, read_version
from qa_desktop.store.scorecard_templates import built_in_templates, earlier_templates
from qa_desktop.store.settings import DEFAULTS, get_setting

if TYPE_CHECKING:
    from qa_desktop.store.calls import CallRow


def get_version(version: str, db: Database | None = None) -> ScorecardVersion:
    """By its id (SHA-256 of the canonical JSON), as evaluations name it.

    Without a database only what is built in and what this process has read before. Raises
    ``UserFacingError`` ("scorecard.unknown").
    """
    for template in (*built_in_templates(), *earlier_templates()):
        if template.id == version:
            return template
    found = known_version(version) if db is None else read_version(db, version)
    if found is None:
        raise UserFacingError("scorecard.unknown", name=version[:16])
    return found


def note_versions(db: Database, versions: Iterable[str | None]) -> None:
    """Read these once, so that from now on they are found without a database; those that are not
    here are left out."""
    for version in {each for each in versions if isinstance(each, str)}:
        with suppress(UserFacingError):
            get_version(version, db)


_ID_LETTERS: Final = 6
"""Of an id that is written short."""


def find_version(word: str, db: Database | None = None) -> ScorecardVersion:
    """By code, name in either language, or the beginning of the id: what is in force today, then
    every other version there is, the latest first."""
    offered = offered_cards(db) if db is not None else built_in_templates()
    known = [*offered, *all_cards(db)] if db is not None else offered
    for card in known:
        if word in (card.code, card.name.zh, card.name.en):
            return card
    for card in known:
        if len(word) >= _ID_LETTERS and card.id.startswith(word):
            return card
    names = tuple(dict.fromkeys(card.code for card in known))
    raise UserFacingError("scorecard.unknown_name", name=word, names=names)


def version_named_for(word: str, db: Database, call: CallRow) -> ScorecardVersion:
    """Of the card with this code or name the version that is in force for the call, as the window
    offers it; an id names a version whatever is in force. Raises ``UserFacingError``:
    ``scorecard.unknown_name``, ``scorecard.not_in_force``."""
    named = find_version(word, db)
    if len(word) >= _ID_LETTERS and named.id.startswith(word):
        return named
    day, place = place_of(db, call)
    offered = offered_cards(db, day, place)
    wanted = next((card for card in offered if card.code == named.code), None)
    if wanted is None:
        names = tuple(card.code for card in offered)
        raise UserFacingError("scorecard.not_in_force", name=word, day=day, names=names)
    return wanted


def offered_cards(
    db: Database, day: str | None = None, place: Place = EVERYWHERE
) -> list[ScorecardVersion]:
    """What may be scored with on an ISO day (today) at a place: one version of each card, the
    built-in ones first."""
    publications = find_publications(db)
    today = day or date.today().isoformat()
    built_in = {card.code: card for card in built_in_templates()}
    codes = dict.fromkeys((*built_in, *sorted({each.code for each in publications})))
    found = (card_in_force(db, publications, code, today, place) for code in codes)
    return [card for card in found if card is not None]


def standings_of(
    db: Database, cards: Iterable[ScorecardVersion], day: str, place: Place
) -> dict[str, Standing]:
    """From when to when versions that are in force then and there are; by their ids."""
    publications = find_publications(db)
    return {card.id: standing_on(publications, card.code, day, place) for card in cards}


def card_in_force(
    db: Database, publications: Sequence[Publication], code: str, day: str, place: Place
) -> ScorecardVersion | None:
    """The card's version; None where it is not used. A version that cannot be read does not hold,
    the one before it does."""
    known = list(publications)
    while (held := in_force(known, code, day, place)) is not None:
        if held.version is None:
            return None
        try:
            return get_version(held.version, db)
        except UserFacingError:
            known.remove(held)
    return next((card for card in built_in_templates() if card.code == code), None)


def version_for(db: Database, call: CallRow) -> ScorecardVersion:
    """The card assigned to a call, as it was in force on the day of the call.

    By what the call was saved as, else its business, else its skill group (setting
    ``scorecard_by_business``), else a card that was published for its business or team, else the
    workspace's default, else that of the program (for calls from before the workspace's own
    holds); a card that is not in use gives way to the next.
    """
    publications = find_publications(db)
    day, place = place_of(db, call)
    assigned = get_setting(db, "scorecard_by_business")
    words = [assigned[word] for word in place.businesses if word in assigned]
    words += [*codes_for(publications, day, place), get_setting(db, "scorecard")]
    words.append(DEFAULTS["scorecard"])
    for code in words:
        card = card_in_force(db, publications, code, day, place)
        if card is not None:
            return card
    rest = offered_cards(db, day, place)
    return rest[0] if rest else find_version(words[0], db)


def place_of(db: Database, call: CallRow) -> tuple[str, Place]:
    """The ISO day of a call (today where that is not known), and what decides about its card."""
    day = call.started[:10] if call.started else None
    words = (call.disposition, call.business, call.skill_group)
    team = team_on(db, call.agent, day) if call.agent else None
    return day or date.today().isoformat(), Place(tuple(word for word in words if word), team)


def find_business_words(db: Database) -> list[str]:
    """The words of calls and agents by which a card can be for some only (``Place``)."""
    rows = db.conn.execute(
        "SELECT business FROM call UNION SELECT disposition FROM call "
        "UNION SELECT skill_group FROM agent"
    )
    return sorted(word for (word,) in rows if word)


def all_cards(db: Database) -> list[ScorecardVersion]:
    """Every version that is published, shipped or was shipped, each once: those published last
    first."""
    published = sorted(find_publications(db), key=lambda each: (each.begins, each.id), reverse=True)
    read = (read_version(db, each.version) for each in published if each.version)
    known = (*(card for card in read if card), *built_in_templates(), *earlier_templates())
    return list({card.id: card for card in known}.values())


def version_to_change(db: Database, code: str) -> ScorecardVersion | None:
    """What another version of a card goes on from: what is in force today for everybody, else
    the one published last; None for a card that is new."""
    known = (*offered_cards(db), *all_cards(db))
    return next((card for card in known if card.code == code), None)
