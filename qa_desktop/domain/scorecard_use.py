"""Which version of a scorecard is in force on which day, for which business and team.

Pure: publications in, answers out. A publication holds from its day until a later one for the same
card and place; the one that begins last wins, and of those that begin on one day the one made last.
What is shipped with the program has always been in force until something is published in its
place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from typing import Final

FIRST_DAY: Final = "2000-01-01"
"""Before every call: from this ISO day on is for all of them."""


@dataclass(frozen=True)
class Place:
    """Where a score is given: the words that a call was saved under, and the agent's team."""

    businesses: tuple[str, ...] = ()
    """Disposition, business and skill group of the call, as far as they are known."""
    team: str | None = None


EVERYWHERE = Place()


@dataclass(frozen=True)
class Publication:
    """``version`` is None where the card is taken out of use from that day on."""

    id: str
    """Of the fact; a UUIDv7, so later ones are greater."""
    code: str
    version: str | None
    begins: str
    """ISO day."""
    businesses: tuple[str, ...] = ()
    """Empty: whatever the business."""
    teams: tuple[str, ...] = ()

    @property
    def is_general(self) -> bool:
        return not self.businesses and not self.teams

    def holds_at(self, place: Place) -> bool:
        fits = not self.businesses or any(each in self.businesses for each in place.businesses)
        return fits and (not self.teams or place.team in self.teams)


@dataclass(frozen=True)
class Period:
    """A version (None: the card is not used) from one day to another, both included."""

    publication: Publication
    ends: str | None
    """ISO day before the next one takes over; None: it holds still."""


@dataclass(frozen=True)
class Standing:
    """From when to when the version that holds on a day does."""

    begins: str | None
    """ISO day; None: as shipped, before anything was published."""
    ends: str | None
    """The last day, included; None: it holds still."""
    is_retired: bool = False
    """From then on the card is out of use; otherwise another version takes over."""


def in_force(
    publications: Iterable[Publication], code: str, day: str, place: Place = EVERYWHERE
) -> Publication | None:
    """The publication that holds; None before the first one of the card there."""
    holding = (
        each
        for each in publications
        if each.code == code and each.begins <= day and each.holds_at(place)
    )
    return max(holding, key=_rank, default=None)


def periods(
    publications: Iterable[Publication], code: str, place: Place = EVERYWHERE
) -> list[Period]:
    """When which version was in force, the first one first; days on which none was are not told.

    A publication that another of the same day has taken the place of never held.
    """
    known = [each for each in publications if each.code == code and each.holds_at(place)]
    held: list[Publication] = []
    for day in sorted({each.begins for each in known}):
        now = in_force(known, code, day, place)
        if now is not None:
            held.append(now)
    ends: list[str | None] = [_before(each.begins) for each in held[1:]]
    return [Period(each, end) for each, end in zip(held, [*ends, None], strict=False)]


def standing_on(
    publications: Iterable[Publication], code: str, day: str, place: Place = EVERYWHERE
) -> Standing:
    """Of the version that holds then; published again, it goes on holding."""
    held = periods(publications, code, place)
    until = [each.publication for each in held if each.publication.begins <= day]
    later = [each.publication for each in held if each.publication.begins > day]
    version = until[-1].version if until else ""
    same = list(takewhile(lambda each: each.version == version, reversed(until)))
    after = next((each for each in later if each.version != version), None)
    return Standing(
        begins=same[-1].begins if same else None,
        ends=_before(after.begins) if after is not None else None,
        is_retired=after is not None and after.version is None,
    )


def codes_for(publications: Sequence[Publication], day: str, place: Place) -> list[str]:
    """Cards published for just this business or team and in force there, the latest first."""
    codes = {each.code for each in publications if not each.is_general and each.holds_at(place)}
    held = [now for code in codes if (now := in_force(publications, code, day, place))]
    special = [each for each in held if each.version is not None and not each.is_general]
    return [each.code for each in sorted(special, key=_rank, reverse=True)]


def _rank(publication: Publication) -> tuple[str, str]:
    return publication.begins, publication.id


def _before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
