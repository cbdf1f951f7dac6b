"""What a draft would have made of a period: scores, passes and ranks before and after.

Sums are integers (hundredths of points) and means exact. Places are of means; whose intervals
overlap cannot be told apart, and stand somewhere "from 2 to 5". Evaluations without a score are
counted and not averaged.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NamedTuple

from qa_desktop.domain.intervals import Interval, of_sums, on_scale
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
    squares_before: int = 0
    squares_after: int = 0
    best_before: int = 0
    best_after: int = 0
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
        points = after.hundredths
        self.squares_before += before * before
        self.squares_after += points * points
        if before > self.best_before:
            self.best_before = before
        if points > self.best_after:
            self.best_after = points

    @property
    def mean_before(self) -> Fraction | None:
        return Fraction(self.before, 100 * self.scored) if self.scored else None

    @property
    def mean_after(self) -> Fraction | None:
        return Fraction(self.after, 100 * self.scored) if self.scored else None

    @property
    def span_before(self) -> Interval | None:
        """How far the mean can be trusted (Student's t, 95 %); None of fewer than two."""
        return _span(self.scored, self.before, self.squares_before, self.best_before)

    @property
    def span_after(self) -> Interval | None:
        return _span(self.scored, self.after, self.squares_after, self.best_after)

    @property
    def change(self) -> Fraction:
        """Points by which the mean moves; 0 where nothing can be compared."""
        return Fraction(self.after - self.before, 100 * (self.scored or 1))


def _span(count: int, total: int, squares: int, best: int) -> Interval | None:
    found = of_sums(count, Fraction(total, 100), Fraction(squares, 10_000))
    return on_scale(found, Fraction(best, 100))


class Places(NamedTuple):
    """From the first to the last that it can be; both are the same where it is told from all."""

    first: int
    last: int


@dataclass(frozen=True)
class Moved:
    """An agent or a team, by its id ("" is without one), and its places among those whose means
    have an interval."""

    id: str
    tally: Tally
    before: Places | None
    after: Places | None


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
            one, other = getattr(whole, name), getattr(tally, name)
            setattr(whole, name, max(one, other) if name in _BEST else one + other)
    return whole


_BEST: Final = frozenset(("best_before", "best_after"))


def ranked(tallies: Mapping[str, Tally]) -> tuple[Moved, ...]:
    """Those that move most first, of equals by the place they have."""
    before = _places(tallies, lambda tally: tally.span_before)
    after = _places(tallies, lambda tally: tally.span_after)
    moved = [Moved(id, tally, before.get(id), after.get(id)) for id, tally in tallies.items()]
    return tuple(sorted(moved, key=lambda m: (-abs(m.tally.change), m.before or _LAST, m.id)))


_LAST: Final = Places(1 << 60, 1 << 60)


def _places(
    tallies: Mapping[str, Tally], span: Callable[[Tally], Interval | None]
) -> dict[str, Places]:
    """By id: behind all whose interval lies above, before all whose lies below. Whoever has no
    interval has no place, and evaluations of nobody take none from others."""
    found = ((id, span(tally)) for id, tally in tallies.items() if id)
    spans = {id: each for id, each in found if each is not None}
    lowest = sorted(each.low for each in spans.values())
    highest = sorted(each.high for each in spans.values())
    return {
        id: Places(
            len(spans) - bisect_right(lowest, each.high) + 1,
            len(spans) - bisect_left(highest, each.low),
        )
        for id, each in spans.items()
    }
