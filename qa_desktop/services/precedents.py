"""Hints while scoring 判例: what others gave lately on this item, and for this fault.

Counts only. Names are given to who may see them: leaders of all teams, and team leads those of
agents of their own team. Never filled in beforehand: a hint is looked up, not offered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

from qa_desktop.domain.scoring.model import NOT_APPLICABLE, Answer, Choice, Deduct, Name
from qa_desktop.journal.clock import now_ms
from qa_desktop.services.team import own_roles
from qa_desktop.store.fault_catalogue import fault_names
from qa_desktop.store.memberships import find_leads, standing, team_on
from qa_desktop.store.people import agent_shown, agents_of_person, person_name
from qa_desktop.store.precedents import (
    Precedent,
    count_answers,
    count_fault,
    find_precedents,
    latest_of_others,
)
from qa_desktop.store.published_cards import find_publications
from qa_desktop.store.reader import get_owner
from qa_desktop.store.scorecards import all_cards, get_version

EVALUATIONS: Final = 500
"""The latest that are looked at, of the last ``DAYS`` days."""
DAYS: Final = 90
_EXAMPLES: Final = 5
_ALL_TEAMS: Final = frozenset(("supervisor", "manager", "quality_lead"))


@dataclass(frozen=True)
class Precedents:
    """``evaluations``: how many were looked at. ``answers``: how often each was given, the most
    frequent first. ``faults``: by the fault codes of the item, how often others marked it, on
    whichever item."""

    evaluations: int
    answers: Mapping[Answer, int]
    faults: Mapping[str, int]


@dataclass(frozen=True)
class Example:
    """``named`` says whether agent and scorer (ids) are given, and with them ``agent`` (work number
    and name) and ``scorer`` (name)."""

    precedent: Precedent
    named: bool
    agent: str = ""
    scorer: str = ""


@dataclass(frozen=True)
class Hint:
    """What one looks up on an item: the counts, and the latest that answered as one did."""

    precedents: Precedents
    examples: tuple[Example, ...]
    fault_names: Mapping[str, Name]
    """Of those codes that the catalogue has."""


def hint_of(db: Database, card: str, item: str, answer: Answer | None) -> Hint:
    """``answer``: what one has given oneself; None: nothing yet, and no examples."""
    examples = [] if answer is None else examples_of(db, card, item, answer)
    found = precedents_of(db, card, item)
    names = fault_names(db) if found.faults else {}
    known = {code: names[code] for code in found.faults if code in names}
    return Hint(found, tuple(examples), known)


def precedents_of(db: Database, card: str, item: str) -> Precedents:
    """On an item of a version (its id), over all versions of that card."""
    numbers = _latest(db, card)
    options = _options(db, card, item)
    counted = {
        answer: count
        for answer, count in count_answers(db, numbers, item).items()
        if isinstance(answer, int) or answer in options
    }
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], str(pair[0])))
    faults = {
        fault: sum(count_fault(db, numbers, fault).values()) for fault in _faults(db, card, item)
    }
    return Precedents(len(numbers), dict(ordered), faults)


def examples_of(db: Database, card: str, item: str, answer: Answer) -> list[Example]:
    """The latest evaluations of others that answered so; agent and scorer are empty where this
    person may not see them."""
    found = find_precedents(db, _latest(db, card), item, answer, _EXAMPLES)
    return [_as_allowed(db, each) for each in found]


def _latest(db: Database, card: str) -> list[int]:
    code = get_version(card, db).code
    versions = {each.version for each in find_publications(db) if each.code == code}
    versions |= {each.id for each in all_cards(db) if each.code == code}
    since = now_ms() - DAYS * 86_400_000
    cards = [each for each in versions if each is not None]
    return latest_of_others(db, cards, get_owner(db).person, since, EVALUATIONS)


def _options(db: Database, card: str, item: str) -> set[str]:
    """What could be chosen on an item in any version of the card. An item that once took words may
    have what a customer said among its answers; that is no precedent."""
    code = get_version(card, db).code
    known = [each.items[item] for each in all_cards(db) if each.code == code and item in each.items]
    known += [each for each in (get_version(card, db).items.get(item),) if each is not None]
    found = {NOT_APPLICABLE}
    for each in known:
        if isinstance(each.answer, Choice):
            found |= {option.id for option in each.answer.options}
    return found


def _faults(db: Database, card: str, item: str) -> list[str]:
    known = get_version(card, db).items.get(item)
    answer = known.answer if known else None
    effects = [answer.consequence] if isinstance(answer, Deduct) else []
    if isinstance(answer, Choice):
        effects = [option.consequence for option in answer.options]
    return list(dict.fromkeys(effect.fault for effect in effects if effect.fault))


def _as_allowed(db: Database, precedent: Precedent) -> Example:
    if _may_see(db, precedent):
        agent = agent_shown(db, precedent.agent) if precedent.agent else ""
        return Example(precedent, True, agent, person_name(db, precedent.scorer))
    hidden = Precedent(precedent.evaluation, "", None, "", None, precedent.at, precedent.answer)
    return Example(hidden, False)


def _may_see(db: Database, precedent: Precedent) -> bool:
    roles = own_roles(db)
    if not _ALL_TEAMS.isdisjoint(roles):
        return True
    if "lead" not in roles or precedent.agent is None:
        return False
    team = team_on(db, precedent.agent, precedent.day)
    led = standing(find_leads(db, [team]).get(team, []), None) if team else None
    return led is not None and led.agent in agents_of_person(db, get_owner(db).person)
