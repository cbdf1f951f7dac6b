"""Weights that follow the floor: more for what is often failed, less for what everybody does well.

``proposed = weight · (1 + k · (loss_rate − mean_loss_rate))``, floored at half and capped at twice
the old weight, then normalised to the section's total (SCORING.md, "Weight proposal"). The loss
rate of an item is the share of evaluations that lost points on it, of those in which it was
answered (where another item took the whole section, only that one lost); the mean is that of the
section's items. An item that nobody answered keeps its weight, as nothing speaks for another one;
the others are brought to what is left of the total. Exact; a proposal is only ever a draft.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from qa_desktop.domain.intervals import Interval, of_rate
from qa_desktop.domain.scoring import (
    Answer,
    Choice,
    Deduct,
    Item,
    Scale,
    ScorecardVersion,
    Section,
)
from qa_desktop.domain.scoring.canonical import number
from qa_desktop.domain.scoring.draft import CardDraft
from qa_desktop.domain.scoring.draft_weights import apportion

USUAL_STRENGTH: Final = Fraction(1)
"""``k``."""
_LEAST, _MOST = Fraction(1, 2), Fraction(2)
_RARE: Final = Fraction(1, 20)

Mark = Literal["common", "good", ""]
"""``common`` 常见差错: the whole interval of the rate lies above the section's mean. ``good``
普遍做得好: the whole interval lies at or below one in twenty."""


@dataclass(frozen=True)
class Losses:
    """Of an item: evaluations in which it was answered and not N/A, and those that lost points."""

    answered: int
    lost: int


@dataclass(frozen=True)
class ProposedWeight:
    item: str
    section: str
    weight: Fraction
    proposed: Fraction
    losses: Losses
    interval: Interval | None
    """Of the loss rate, 95 %; None where nothing was answered: then the weight stays."""
    mark: Mark
    mean: Fraction | None
    """Of the loss rates in the section; None where nothing was answered in all of it."""

    @property
    def rate(self) -> Fraction | None:
        losses = self.losses
        return Fraction(losses.lost, losses.answered) if losses.answered else None


def propose_weights(
    version: ScorecardVersion, losses: Mapping[str, Losses], strength: Fraction = USUAL_STRENGTH
) -> list[ProposedWeight]:
    """For every item with a weight, in the card's order; ``strength`` is k, 0 or more."""
    return [
        proposed
        for section in version.sections
        for proposed in _of_section(section, losses, strength)
    ]


def with_accepted(
    draft: CardDraft, proposals: Sequence[ProposedWeight], accepted: Collection[str]
) -> CardDraft:
    """The draft with the proposed weights of the accepted items (ids), the others as they are."""
    wanted = {each.item: each.proposed for each in proposals if each.item in accepted}
    for path, item in list(draft.items()):
        if item.get("id") in wanted:
            draft = draft.set(f"{path}.weight", number(wanted[str(item["id"])]))
    return draft


def best_answers(versions: Sequence[ScorecardVersion]) -> set[tuple[str, Answer]]:
    """Item and answer of those that lose nothing, in every one of these versions that has the
    item."""
    found: dict[str, set[Answer]] = {}
    for version in versions:
        for id, item in version.items.items():
            best = _best(item)
            found[id] = found[id] & best if id in found else best
    return {(id, answer) for id, answers in found.items() for answer in answers}


def _best(item: Item) -> set[Answer]:
    answer = item.answer
    if isinstance(answer, Choice):
        return {each.id for each in answer.options if each.points == answer.max_points}
    if isinstance(answer, Scale):
        return {answer.high}
    return {0} if isinstance(answer, Deduct) else set()


def _of_section(
    section: Section, losses: Mapping[str, Losses], strength: Fraction
) -> list[ProposedWeight]:
    items = [(item, weight) for item in section.items if (weight := _weight(item)) is not None]
    if not items:
        return []
    told = [losses.get(item.id, Losses(0, 0)) for item, _ in items]
    rates = [Fraction(each.lost, each.answered) if each.answered else None for each in told]
    known = [rate for rate in rates if rate is not None]
    mean = sum(known, Fraction(0)) / len(known) if known else None
    measured = {
        item.id: (weight, rate)
        for (item, weight), rate in zip(items, rates, strict=True)
        if rate is not None
    }
    proposed: dict[str, Fraction] = {}
    if mean is not None:
        wanted = [weight * _factor(rate - mean, strength) for weight, rate in measured.values()]
        total = sum((weight for weight, _ in measured.values()), Fraction(0))
        proposed = dict(zip(measured, _brought_to(wanted, total), strict=True))
    found = []
    for (item, weight), losses_of_item in zip(items, told, strict=True):
        interval = of_rate(losses_of_item.lost, losses_of_item.answered)
        new, mark = proposed.get(item.id, weight), _mark(interval, mean)
        found.append(
            ProposedWeight(item.id, section.id, weight, new, losses_of_item, interval, mark, mean)
        )
    return found


def _weight(item: Item) -> Fraction | None:
    return item.weight if item.scored else None


def _factor(above: Fraction, strength: Fraction) -> Fraction:
    return min(max(1 + strength * above, _LEAST), _MOST)


def _brought_to(wanted: list[Fraction], total: Fraction) -> list[Fraction]:
    """Adding up to ``total`` exactly, with one decimal, or more where small weights need them."""
    decimals = 1
    while decimals < 9 and (
        (total * 10**decimals).denominator != 1
        or min(wanted) * total / sum(wanted) * 10**decimals < 10
    ):
        decimals += 1
    return apportion(wanted, total, decimals)


def _mark(interval: Interval | None, mean: Fraction | None) -> Mark:
    if interval is None or mean is None:
        return ""
    if interval.high <= _RARE:
        return "good"
    return "common" if interval.low > mean else ""
