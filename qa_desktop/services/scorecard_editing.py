"""Editing and publishing scorecards: drafts are local, a publication is a signed fact.

A version that was published never changes. A change is another version, with a reason, in force
from a day on, perhaps for some businesses or teams only (``domain.scorecard_use``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlite_utils import Database

from qa_desktop.domain.scorecard_use import FIRST_DAY, Place
from qa_desktop.domain.scoring import ScorecardVersion
from qa_desktop.domain.scoring.draft import CardDraft
from qa_desktop.domain.scoring.reading import Found
from qa_desktop.domain.scoring.source import MAX_CHARACTERS
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import fact
from qa_desktop.journal.clock import now_ms
from qa_desktop.journal.journal import new_id
from qa_desktop.journal.personal import Personal
from qa_desktop.journal.rights import Rights
from qa_desktop.services.evaluating import SCORING_FORMAT
from qa_desktop.services.passphrase import signing_keys
from qa_desktop.store.drafts import delete_draft, find_drafts_of, get_draft, save_draft
from qa_desktop.store.published_cards import find_publications
from qa_desktop.store.reader import get_owner
from qa_desktop.store.scorecard_templates import built_in_templates
from qa_desktop.store.scorecards import card_in_force, get_version
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.texts import Text, text

PROPOSED: Final = "proposal"
"""The origin of a draft that a weight proposal has begun."""
_MAX_BYTES: Final = 900_000
"""Of a card in a fact, whose whole is limited to 1 MiB."""


@dataclass(frozen=True)
class SavedDraft:
    """A draft as it was last typed. ``based_on``: the version that it began with, None for a new
    card. ``changed_at`` is a wall clock in ms."""

    id: str
    draft: CardDraft
    based_on: str | None
    changed_at: int
    origin: str = ""
    """Where it came from, if not typed: ``PROPOSED``, or the name of a file."""


@dataclass(frozen=True)
class Terms:
    """How a version is published: from which ISO day, for whom, and why. Empty businesses
    (dispositions, businesses or skill groups) and teams (ids) mean all of them."""

    reason: str
    begins: str
    businesses: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()


@dataclass(frozen=True)
class Published:
    changes: Changes
    version: ScorecardVersion


# --- drafts ---


def begin_draft(workspace: Workspace, name: str) -> SavedDraft:
    """A card from nothing; its code is made of the name where that can be one."""
    draft = CardDraft.empty(free_code(workspace.db, name), name.strip())
    return _begun(workspace, draft, None)


def draft_of(workspace: Workspace, version: str) -> SavedDraft:
    """A draft that begins with a version (its id), to change the card."""
    saved = draft_to_begin(workspace.db, version)
    save_card_draft(workspace, saved)
    return saved


def draft_to_begin(db: Database, version: str) -> SavedDraft:
    """As ``draft_of``, kept nowhere: whoever only looks at a card leaves nothing behind."""
    return SavedDraft(new_id(), CardDraft.of(get_version(version, db)), version, now_ms())


def copy_of(workspace: Workspace, version: str, name: str) -> SavedDraft:
    """A draft of another card that begins with what a version holds."""
    card = get_version(version, workspace.db)
    code = free_code(workspace.db, name)
    return _begun(workspace, CardDraft.of(card).set("id", code).set("name", name.strip()), None)


def draft_with(
    workspace: Workspace, draft: CardDraft, based_on: str | None = None, origin: str = ""
) -> SavedDraft:
    """Keep a draft that was made elsewhere: read from a file, or proposed."""
    return _begun(workspace, draft, based_on, origin)


def save_card_draft(workspace: Workspace, saved: SavedDraft) -> None:
    """As it is typed; one small durable write."""
    body = {"source": saved.draft.source, "based_on": saved.based_on, "origin": saved.origin}
    save_draft(workspace.db, "scorecard", saved.id, body)


def discard_card_draft(workspace: Workspace, id: str) -> None:
    delete_draft(workspace.db, "scorecard", id)


def find_draft_named(db: Database, name: str) -> SavedDraft | None:
    """By its id, or at least six signs of its beginning or end that only one draft has; None where
    there is none. Drafts that were begun in one minute have the same beginning."""
    drafts = find_card_drafts(db)
    found = [each for each in drafts if each.id == name]
    if not found and len(name) >= 6:
        found = [d for d in drafts if d.id.startswith(name) or d.id.endswith(name)]
    return found[0] if len(found) == 1 else None


def get_draft_named(db: Database, name: str) -> SavedDraft:
    """As ``find_draft_named``, or by the code or name of its card where that has one draft only.

    Raises ``UserFacingError`` ("scorecard.no_draft", "scorecard.drafts_alike").
    """
    found = find_draft_named(db, name)
    if found is not None:
        return found
    called = [each for each in find_card_drafts(db) if name in _called(each.draft)]
    if len(called) > 1:
        ids = tuple(each.id for each in called)
        raise UserFacingError("scorecard.drafts_alike", name=name, count=len(called), ids=ids)
    return called[0] if called else get_card_draft(db, name)


def _called(draft: CardDraft) -> set[Any]:
    name = draft.get("name")
    names = name.values() if isinstance(name, dict) else [name]
    return {each for each in (draft.get("id"), *names) if isinstance(each, str)}


def find_card_drafts(db: Database) -> list[SavedDraft]:
    """The one changed last first."""
    drafts = find_drafts_of(db, "scorecard")
    return [_saved(each.key, each.body, each.changed_at) for each in drafts]


def get_card_draft(db: Database, id: str) -> SavedDraft:
    """Raises ``UserFacingError`` ("scorecard.no_draft")."""
    draft = get_draft(db, "scorecard", id)
    if draft is None:
        raise UserFacingError("scorecard.no_draft")
    return _saved(id, draft.body, draft.changed_at)


def whole_card(saved: SavedDraft) -> ScorecardVersion:
    """What a draft would be published as.

    Raises ``UserFacingError`` ("scorecard.has_problems").
    """
    if saved.draft.version is None:
        raise _has_problems(saved.draft)
    return saved.draft.version


def problems_by_name(draft: CardDraft) -> list[Text]:
    """What is wrong, with the name of the section or item in which it is."""
    return [_by_place(draft, found) for found in draft.problems]


def _by_place(draft: CardDraft, found: Found) -> Text:
    place = re.match(r"sections\[\d+\](\.items\[\d+\])?", found.path)
    name = draft.get(f"{place[0]}.name") if place else None
    if not name:
        return found.message
    said = " / ".join(filter(None, map(str, name.values()))) if isinstance(name, dict) else name
    return text("scorecard.problem_of", item=said, message=found.message)


def _has_problems(draft: CardDraft) -> UserFacingError:
    told = problems_by_name(draft)
    return UserFacingError("scorecard.has_problems", count=len(told), first=told[0])


def free_code(db: Database, name: str) -> str:
    """An id for a new card that no other has."""
    plain = "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())[:50]
    taken = _codes(db)
    stem = plain or "card"
    if stem not in taken:
        return stem
    return next(code for n in range(2, 10_000) if (code := f"{stem}-{n}") not in taken)


def _begun(
    workspace: Workspace, draft: CardDraft, based_on: str | None, origin: str = ""
) -> SavedDraft:
    saved = SavedDraft(new_id(), draft, based_on, now_ms(), origin)
    save_card_draft(workspace, saved)
    return saved


def _saved(id: str, body: dict[str, Any], changed_at: int) -> SavedDraft:
    draft, origin = CardDraft(body["source"]), str(body.get("origin", ""))
    return SavedDraft(id, draft, body.get("based_on"), changed_at, origin)


# --- publishing ---


def may_publish(db: Database) -> bool:
    """Whether this person has the role for it now; a person who works alone may."""
    return Rights(db).may(get_owner(db).replica, "scorecard_version", now_ms())


def publish(workspace: Workspace, draft: SavedDraft, terms: Terms) -> Published:
    """Publish a draft; it is gone in the same transaction.

    Raises ``UserFacingError``: ``scorecard.*`` for a card with problems, without a reason, a day or
    the right to do so, for one that is in force unchanged or would not be any more today, and for a
    new card with another's code; ``identity.*`` when the passphrase is wanted.
    """
    card = _publishable(workspace.db, draft)
    _check_terms(workspace.db, terms)
    _refuse_unchanged(workspace.db, card, terms)
    _refuse_hidden(workspace.db, card.code, card.id, terms)
    payload = _payload(card.code, card, terms)
    keys = signing_keys(workspace)
    with workspace.transaction():
        delete_draft(workspace.db, "scorecard", draft.id)
        changes = workspace.write([fact("scorecard_version", new_id(), payload)], person=keys)
    return Published(changes, card)


def publish_again(workspace: Workspace, version: str, terms: Terms) -> Published:
    """Put a version that was published or shipped before into force again, or elsewhere too."""
    card = get_version(version, workspace.db)
    _check_terms(workspace.db, terms)
    _refuse_unchanged(workspace.db, card, terms)
    _refuse_hidden(workspace.db, card.code, card.id, terms)
    payload = _payload(card.code, card, terms)
    keys = signing_keys(workspace)
    changes = workspace.write([fact("scorecard_version", new_id(), payload)], person=keys)
    return Published(changes, card)


def retire(workspace: Workspace, code: str, terms: Terms) -> Changes:
    """停用: from that day on the card is not offered; what was scored with it stays as it is.

    Raises ``UserFacingError`` as ``publish`` does, and for a card that is not in use then.
    """
    _check_terms(workspace.db, terms)
    if _holding(workspace.db, code, terms) == {None}:
        raise UserFacingError("scorecard.not_in_use", name=code)
    _refuse_hidden(workspace.db, code, None, terms)
    payload = _payload(code, None, terms)
    keys = signing_keys(workspace)
    return workspace.write([fact("scorecard_version", new_id(), payload)], person=keys)


def _publishable(db: Database, saved: SavedDraft) -> ScorecardVersion:
    card = saved.draft.version
    if card is None or saved.draft.problems:
        raise _has_problems(saved.draft)
    written = card.canonical
    if len(written) > MAX_CHARACTERS or len(written.encode()) > _MAX_BYTES:
        raise UserFacingError("scorecard.too_long")
    is_another = saved.based_on is None or get_version(saved.based_on, db).code != card.code
    if is_another and card.code in _codes(db):
        raise UserFacingError("scorecard.code_taken", code=card.code)
    return card


def _check_terms(db: Database, terms: Terms) -> None:
    if not terms.reason.strip():
        raise UserFacingError("scorecard.reason_missing")
    try:
        day = date.fromisoformat(terms.begins).isoformat()
    except ValueError:
        day = ""
    if day != terms.begins:
        raise UserFacingError("scorecard.bad_day", day=terms.begins)
    if not may_publish(db):
        raise UserFacingError("scorecard.no_right")


def _refuse_unchanged(db: Database, card: ScorecardVersion, terms: Terms) -> None:
    if _holding(db, card.code, terms) == {card.id}:
        raise UserFacingError("scorecard.unchanged", name=card.name.text)


def first_day_open(db: Database, code: str, version: str | None = "") -> str | None:
    """The first ISO day for which a version (its id, "" for one that is new; None: out of use) can
    be published for everybody; None where it can be for all calls, also earlier ones."""
    return _hidden_until(db, code, version, Terms("", FIRST_DAY))


def _refuse_hidden(db: Database, code: str, version: str | None, terms: Terms) -> None:
    day = _hidden_until(db, code, version, terms)
    if day is not None:
        raise UserFacingError("scorecard.hidden", day=day)


def _hidden_until(db: Database, code: str, version: str | None, terms: Terms) -> str | None:
    """Whoever sets an earlier day means from then on; but what was published for a later day would
    take over again, and has done so by now. Where that is the same version, it only holds for
    earlier calls too."""
    today = date.today().isoformat()
    later = sorted(
        (each.begins, each.id, each.version)
        for each in find_publications(db)
        if each.code == code
        and terms.begins < each.begins <= today
        and _reaches(each.businesses, terms.businesses)
        and _reaches(each.teams, terms.teams)
    )
    if not later:
        return None
    *_, next_one = (each for each in later if each[0] == later[0][0])
    return None if next_one[2] == version else later[-1][0]


def _reaches(held: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Whether what holds for some, or for all (empty), is for everybody who is wanted."""
    return not held or (bool(wanted) and set(wanted) <= set(held))


def _holding(db: Database, code: str, terms: Terms) -> set[str | None]:
    """The versions in force on that day wherever the terms reach; None where there is none."""
    publications = find_publications(db)
    special = [each for each in publications if each.code == code and not each.is_general]
    everywhere = not terms.businesses and not terms.teams
    scopes = [(terms.businesses, terms.teams)]
    scopes += [(each.businesses, each.teams) for each in special if everywhere]
    places = {
        Place((business,) if business else (), team)
        for businesses, teams in scopes
        for business in businesses or ("",)
        for team in teams or (None,)
    }
    cards = (card_in_force(db, publications, code, terms.begins, place) for place in places)
    return {card.id if card else None for card in cards}


def _payload(code: str, card: ScorecardVersion | None, terms: Terms) -> dict[str, Any]:
    return {
        "code": code,
        "version": card.id if card else None,
        "card": card.canonical if card else None,
        "scoring": SCORING_FORMAT,
        "begins": terms.begins,
        "businesses": list(terms.businesses),
        "teams": list(terms.teams),
        "reason": Personal(terms.reason.strip()),
    }


def _codes(db: Database) -> set[str]:
    return {card.code for card in built_in_templates()} | {
        each.code for each in find_publications(db)
    }
