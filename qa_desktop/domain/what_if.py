"""What a draft would have made of a period: scores, passes and ranks before and after.

Sums are integers (hundredths of points) and means exact; ranks are of means, equals share one
(1, 2, 2, 4). Evaluations without a score are counted and not averaged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NamedTuple

from qa_desktop.domain.scoring.batch import BatchScore

MOVERS: Final = 50
"""Single evaluations that are told: those that move most."""


@dataclass(slots=True)
class Tally:
    """Of one agent, one team or everybody."""

    evaluations: int = 0
    scored: int = 0
    """Evaluations with a score before and after: only these are compared."""
    before: int = 0
    after: int = 0
    passed_before: int = 0
    passed_after: int = 0
    lost_score: int = 0
    """Had a score and would have none."""
    gained_score: int = 0

    def add(self, before: int | None, passed: bool, after: BatchScore) -> None:
        self.evaluations += 1
        if before is None or after.hundredths is None:
            self.lost_score += after.hundredths is None and before is not None
            self.gained_score += after.hundredths is not None and before is None
            return
        self.scored += 1
        self.before += before
        self.after += after.hundredths
        self.passed_before += passed
        self.passed_after += after.passed

    @property
    def mean_before(self) -> Fraction | None:
        return Fraction(self.before, 100 * self.scored) if self.scored else None

    @property
    def mean_after(self) -> Fraction | None:
        return Fraction(self.after, 100 * self.scored) if self.scored else None

    @property
    def change(self) -> Fraction:
        """Points by which the mean moves; 0 where nothing can be compared."""
        return Fraction(self.after - self.before, 100 * (self.scored or 1))


@dataclass(frozen=True)
class Moved:
    """An agent or a team, by its id ("" is without one), and its ranks among those scored."""

    id: str
    tally: Tally
    rank_before: int | None
    rank_after: int | None


class MovedScore(NamedTuple):
    """One evaluation; points in hundredths."""

    id: str
    agent: str
    before: int
    after: int
    passed_before: bool
    passed_after: bool


class Comparison:
    """Filled by ``add``, evaluation by evaluation."""

    def __init__(self) -> None:
        self._tallies: dict[tuple[str, str], Tally] = {}
        """By agent and team: an agent may have changed teams."""
        self.incomplete = 0
        """Evaluations in which the new card asks for something that was not answered."""
        self._moved: list[MovedScore] = []
        self._floor = 0
        """Whatever moves less is not among those that are told."""

    def add(
        self, id: str, agent: str, team: str, before: int | None, passed: bool, after: BatchScore
    ) -> None:
        tally = self._tallies.get((agent, team))
        if tally is None:
            tally = self._tallies[agent, team] = Tally()
        tally.add(before, passed, after)
        self.incomplete += after.incomplete
        points = after.hundredths
        if before is None or points is None or abs(points - before) <= self._floor:
            return
        self._moved.append(MovedScore(id, agent, before, points, passed, after.passed))
        if len(self._moved) > 20 * MOVERS:
            self._moved = self.biggest()
            self._floor = abs(self._moved[-1].after - self._moved[-1].before)

    @property
    def whole(self) -> Tally:
        return _together(self._tallies.values())

    @property
    def agents(self) -> dict[str, Tally]:
        return self._by(0)

    @property
    def teams(self) -> dict[str, Tally]:
        return self._by(1)

    def biggest(self) -> list[MovedScore]:
        """The evaluations that move most, the biggest first, of equals those that came first."""
        return sorted(self._moved, key=lambda m: -abs(m.after - m.before))[:MOVERS]

    def _by(self, place: int) -> dict[str, Tally]:
        parts: dict[str, list[Tally]] = {}
        for key, tally in self._tallies.items():
            parts.setdefault(key[place], []).append(tally)
        return {id: _together(tallies) for id, tallies in parts.items()}


def _together(tallies: Iterable[Tally]) -> Tally:
    whole = Tally()
    for tally in tallies:
        for name in Tally.__slots__:
            setattr(whole, name, getattr(whole, name) + getattr(tally, name))
    return whole


def ranked(tallies: Mapping[str, Tally]) -> tuple[Moved, ...]:
    """Those that move most first, of equals by the rank they have."""
    before = _ranks(tallies, lambda tally: tally.mean_before)
    after = _ranks(tallies, lambda tally: tally.mean_after)
    moved = [Moved(id, tally, before.get(id), after.get(id)) for id, tally in tallies.items()]
    return tuple(
        sorted(moved, key=lambda m: (-abs(m.tally.change), m.rank_before or 1 << 60, m.id))
    )


def _ranks(
    tallies: Mapping[str, Tally], mean: Callable[[Tally], Fraction | None]
) -> dict[str, int]:
    """By id; whoever has no score has no rank, and evaluations of nobody take none from others."""
    scored = ((id, mean(tally)) for id, tally in tallies.items() if id)
    means = {id: found for id, found in scored if found is not None}
    best: dict[Fraction, int] = {}
    for rank, value in enumerate(_descending(means.values()), start=1):
        best.setdefault(value, rank)
    return {id: best[value] for id, value in means.items()}


def _descending(values: Iterable[Fraction]) -> list[Fraction]:
    return sorted(values, reverse=True)
