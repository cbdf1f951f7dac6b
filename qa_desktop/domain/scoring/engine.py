"""``score(version, answers) -> Result``: the steps of SCORING.md, in their order.

Pure and exact: integers along the way, one ``Fraction`` per section, one rounding at the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from qa_desktop.domain.scoring.compile import Tables
from qa_desktop.domain.scoring.model import Answers, Grade, Policy
from qa_desktop.domain.scoring.problems import refuse_answer
from qa_desktop.domain.scoring.result import Result, SectionSum
from qa_desktop.domain.scoring.rounding import round_half_up
from qa_desktop.domain.scoring.version import ScorecardVersion
from qa_desktop.domain.scoring.walk import Walk, walk_card

_ZERO = Fraction(0)


@dataclass(frozen=True)
class Preview:
    """A card that is still being filled in."""

    visible: tuple[str, ...]
    """Ids of the items to show, in the card's order."""
    missing: tuple[str, ...]
    """Visible items that must be answered and are not, in the card's order."""
    score: Result
    """Over what is answered: final when nothing is missing, else provisional."""

    @property
    def complete(self) -> bool:
        return not self.missing

    @property
    def result(self) -> Result | None:
        """The score, as soon as everything required is answered."""
        return self.score if self.complete else None


def score(version: ScorecardVersion, answers: Answers) -> Result:
    """Scores a fully answered card.

    Raises ``AnswerError`` naming the item when an answer is missing, unknown or out of range, or
    speaks about an item that the card does not have; then nothing is scored.
    """
    walk = walk_card(version, answers)
    if walk.missing:
        first = min(walk.missing, key=version.tables.order.__getitem__)
        raise refuse_answer(version, "missing", first)
    return _result(version, answers, walk)


def preview(version: ScorecardVersion, answers: Answers) -> Preview:
    """The state of a partly answered card; a missing item counts as if it were not there.

    Raises ``AnswerError`` like ``score``, except for missing answers.
    """
    walk = walk_card(version, answers)
    return Preview(
        visible=tuple(item for item in version.items if item in walk.shown),
        missing=tuple(item for item in version.items if item in walk.missing),
        score=_result(version, answers, walk),
    )


def _result(version: ScorecardVersion, answers: Answers, walk: Walk) -> Result:
    """Steps 3 to 7."""
    fatal_sections = {c.section for c in walk.chosen if c.consequence.fatal == "section"}
    lost = frozenset(place for place in fatal_sections if walk.weight[place])
    sums = _section_sums(version.tables, walk, lost)
    base = _base(version.tables, sums)
    fatal = any(chosen.consequence.fatal == "form" for chosen in walk.chosen)
    earned = sum(number for place, number in enumerate(walk.bonus) if place not in lost)
    bonus = Fraction(earned, version.tables.bonus_unit) if earned else _ZERO
    policy = version.policy
    raw = published = raw_rounded = published_rounded = passed = grade = None
    if base is not None:
        raw = base + min(bonus, 100 - base + policy.bonus_cap) if bonus else base
        published = _after_fatal(raw, policy) if fatal else raw
        raw_rounded = round_half_up(raw, policy.decimals)
        published_rounded = round_half_up(published, policy.decimals)
        printed = Fraction(published_rounded)  # what is printed decides
        passed = printed >= policy.pass_mark and not fatal
        grade = _grade(policy, printed)
    return Result(
        version=version,
        answers=dict(answers),
        base=base,
        bonus=bonus,
        raw_exact=raw,
        published_exact=published,
        raw=raw_rounded,
        published=published_rounded,
        passed=passed,
        fatal=fatal,
        grade=grade,
        section_sums=sums,
        fatal_sections=lost,
        shown=frozenset(walk.shown),
        outcomes=tuple(walk.outcomes),
        chosen=tuple(walk.chosen),
    )


def _section_sums(tables: Tables, walk: Walk, lost: frozenset[int]) -> tuple[SectionSum, ...]:
    """Step 3: each section's score as (numerator, denominator), ``None`` when nothing counts."""
    return tuple(
        (0 if place in lost else walk.earned[place], table.unit * walk.weight[place])
        if walk.weight[place]
        else None
        for place, table in enumerate(tables.sections)
    )


def _base(tables: Tables, sums: tuple[SectionSum, ...]) -> Fraction | None:
    """Step 4, on integers so that only one division is reduced."""
    numerator, denominator, weights = 0, 1, 0
    for table, section in zip(tables.sections, sums, strict=True):
        if section is not None:
            weights += table.weight
            numerator = numerator * section[1] + table.weight * section[0] * denominator
            denominator *= section[1]
    return Fraction(100 * numerator, denominator * weights) if weights else None


def _after_fatal(raw: Fraction, policy: Policy) -> Fraction:
    """Step 6."""
    if policy.fatal_form == "zero":
        return _ZERO
    if policy.cap_at is not None:
        return min(raw, policy.cap_at)
    return raw


def _grade(policy: Policy, published: Fraction) -> Grade | None:
    return next((grade for grade in policy.grades if grade.lowest <= published), None)
