"""What a draft would have made of a period: scores, passes and ranks before and after.

Sums are integers (hundredths of points) and means exact; ranks are of means, equals share one
(1, 2, 2, 4). Evaluations without a score are counted and not averaged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from heapq import nsmallest
from typing import Final

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


@dataclass(frozen=True)
class MovedScore:
    """One evaluation; points in hundredths."""

    id: str
    agent: str
    before: int
    after: int
    passed_before: bool
    passed_after: bool


@dataclass(slots=True)
class Comparison:
    """Filled by ``add``, evaluation by evaluation."""

    whole: Tally = field(default_factory=Tally)
    agents: dict[str, Tally] = field(default_factory=dict)
    teams: dict[str, Tally] = field(default_factory=dict)
    incomplete: int = 0
    """Evaluations in which the new card asks for something that was not answered."""
    moved: list[MovedScore] = field(default_factory=list)

    def add(
        self, id: str, agent: str, team: str, before: int | None, passed: bool, after: BatchScore
    ) -> None:
        self.incomplete += after.incomplete
        tallies = (
            self.whole,
            self.agents.setdefault(agent, Tally()),
            self.teams.setdefault(team, Tally()),
        )
        for tally in tallies:
            tally.add(before, passed, after)
        if before is None or after.hundredths is None or before == after.hundredths:
            return
        self.moved.append(MovedScore(id, agent, before, after.hundredths, passed, after.passed))
        if len(self.moved) > 20 * MOVERS:
            self.moved = self.biggest()

    def biggest(self) -> list[MovedScore]:
        """The evaluations that move most, the biggest first."""
        return nsmallest(MOVERS, self.moved, key=lambda m: (-abs(m.after - m.before), m.id))


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
    """By id; whoever has no score has no rank."""
    means = {id: found for id, tally in tallies.items() if (found := mean(tally)) is not None}
    best: dict[Fraction, int] = {}
    for rank, value in enumerate(_descending(means.values()), start=1):
        best.setdefault(value, rank)
    return {id: best[value] for id, value in means.items()}


def _descending(values: Iterable[Fraction]) -> list[Fraction]:
    return sorted(values, reverse=True)
