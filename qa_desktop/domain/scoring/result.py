"""The result of scoring: the exact numbers at once, shares and points when they are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Literal

from qa_desktop.domain.scoring.compile import Row
from qa_desktop.domain.scoring.model import (
    NOT_APPLICABLE,
    Answer,
    Answers,
    Fatal,
    Grade,
    ProblemClass,
)
from qa_desktop.domain.scoring.version import ScorecardVersion
from qa_desktop.domain.scoring.walk import Chosen

ItemState = Literal["scored", "full", "na", "hidden", "text", "missing"]
"""``full``: N/A that counts as fraction 1; ``missing`` only occurs in a provisional result."""

SectionSum = tuple[int, int] | None
"""A section's score as numerator and denominator, not reduced."""

_ZERO = Fraction(0)


@dataclass(frozen=True)
class ItemResult:
    """One item; shares are parts of 1, points are on the 100 scale."""

    id: str
    section: str
    answer: Answer | None
    """``None`` for a hidden item, whose answer is ignored."""
    state: ItemState
    bonus: bool
    fraction: Fraction | None
    """Step 2, before a fatal section takes the points; ``None`` when it does not count."""
    nominal: Fraction
    """Share of the whole as the card is printed; 0 for bonus and text."""
    applied: Fraction
    """Share of the whole after N/A and hidden items have handed theirs on."""
    earned: Fraction
    """Points that it brought; for a bonus item bonus points, before the cap on all of them."""
    lost: Fraction


@dataclass(frozen=True)
class SectionResult:
    id: str
    score: Fraction | None
    """Part of 1 after step 3; ``None`` when nothing in it counts."""
    fatal: bool
    """Did a chosen option take the section to 0?"""
    nominal: Fraction
    applied: Fraction
    earned: Fraction
    lost: Fraction


@dataclass(frozen=True)
class Problem:
    """Step 8: what a chosen option marks."""

    item: str
    option: str | None
    problem_class: ProblemClass | None
    fault: str | None
    wrong_information: bool
    fatal: Fatal


@dataclass(frozen=True)
class Result:
    """What ``score`` found. Without a score the numbers and ``passed`` are ``None``."""

    version: ScorecardVersion
    answers: Answers
    base: Fraction | None
    bonus: Fraction
    """Bonus points earned, before ``bonus_cap``."""
    raw_exact: Fraction | None
    published_exact: Fraction | None
    raw: Decimal | None
    """Rounded as the policy says: the score as if there were no fatal item."""
    published: Decimal | None
    """Rounded: the score that counts."""
    passed: bool | None
    fatal: bool
    """Was an option chosen that is fatal for the whole form?"""
    grade: Grade | None
    section_sums: tuple[SectionSum, ...]
    fatal_sections: frozenset[int]
    shown: frozenset[str]
    outcomes: tuple[int | None, ...]
    """By position in the card: what each item earned in the units of ``version.tables``."""
    chosen: tuple[Chosen, ...]

    @cached_property
    def section_scores(self) -> tuple[Fraction | None, ...]:
        """Step 3: parts of 1, ``None`` for a section in which nothing counts."""
        return tuple(Fraction(*pair) if pair is not None else None for pair in self.section_sums)

    @property
    def no_score(self) -> bool:
        return self.base is None

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """In the order of the card."""
        ids = list(self.version.items)
        return tuple(
            Problem(
                ids[position],
                option,
                marks.problem_class,
                marks.fault,
                marks.wrong_information,
                marks.fatal,
            )
            for position, _, option, marks in sorted(self.chosen, key=lambda c: c.position)
            if marks.is_problem
        )

    def fatal_items(self, fatal: Fatal = "form") -> tuple[str, ...]:
        """Ids of the items whose chosen option is fatal for the ``form`` or its ``section``."""
        positions = {c.position for c in self.chosen if c.consequence.fatal == fatal}
        return tuple(item for place, item in enumerate(self.version.items) if place in positions)

    @cached_property
    def items(self) -> tuple[ItemResult, ...]:
        """In the order of the card."""
        rows = sorted(self.version.tables.rows, key=lambda row: row.position)
        nominal, applied = self._nominal_shares, self._applied_shares
        return tuple(self._item(row, nominal[row.section], applied[row.section]) for row in rows)

    @cached_property
    def sections(self) -> tuple[SectionResult, ...]:
        """In the order of the card."""
        return tuple(
            SectionResult(
                id=section.id,
                score=score,
                fatal=place in self.fatal_sections,
                nominal=self._nominal_shares[place],
                applied=self._applied_shares[place],
                earned=100 * self._applied_shares[place] * (score or 0),
                lost=100 * self._applied_shares[place] * (1 - (score or 0)),
            )
            for place, (section, score) in enumerate(
                zip(self.version.sections, self.section_scores, strict=True)
            )
        )

    @cached_property
    def applied_weights(self) -> tuple[int, ...]:
        """By section: Σ of the table weights of the items that count."""
        weights = [0] * len(self.section_sums)
        for row in self.version.tables.rows:
            if self.outcomes[row.position] is not None:
                weights[row.section] += row.weight
        return tuple(weights)

    @cached_property
    def _nominal_shares(self) -> list[Fraction]:
        """A section with nothing to score (only bonus or text) has no share."""
        return self._section_shares([bool(t.total_weight) for t in self.version.tables.sections])

    @cached_property
    def _applied_shares(self) -> list[Fraction]:
        return self._section_shares([score is not None for score in self.section_scores])

    def _section_shares(self, counts: list[bool]) -> list[Fraction]:
        weights = [
            table.weight if counted else 0
            for table, counted in zip(self.version.tables.sections, counts, strict=True)
        ]
        return [Fraction(weight, sum(weights) or 1) for weight in weights]

    def _item(self, row: Row, nominal: Fraction, applied: Fraction) -> ItemResult:
        outcome = self.outcomes[row.position]
        fraction = None if outcome is None else Fraction(outcome, row.full)
        total = self.version.tables.sections[row.section].total_weight
        applied_total = self.applied_weights[row.section]
        share = (
            applied * Fraction(row.weight, applied_total or 1) if fraction is not None else _ZERO
        )
        worth = Fraction(row.full, self.version.tables.bonus_unit) if row.bonus else 100 * share
        kept = _ZERO if row.section in self.fatal_sections else fraction or _ZERO
        return ItemResult(
            id=row.id,
            section=self.version.sections[row.section].id,
            answer=self.answers.get(row.id) if row.id in self.shown else None,
            state=self._state(row),
            bonus=row.bonus,
            fraction=fraction,
            nominal=nominal * Fraction(row.weight, total or 1),
            applied=share,
            earned=worth * kept,
            lost=_ZERO if row.bonus else worth * (1 - kept),
        )

    def _state(self, row: Row) -> ItemState:
        if row.id not in self.shown:
            return "hidden"
        if row.kind == "text":
            return "text"
        answer = self.answers.get(row.id)
        if answer is None:
            return "missing"
        if answer != NOT_APPLICABLE:
            return "scored"
        return "full" if row.na == "full" else "na"
