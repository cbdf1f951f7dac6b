"""From a card to integer tables: what every answer earns, worked out once per version.

Within a section all fractions are brought to one denominator, so scoring adds integers and makes
one ``Fraction`` per section at the end. Bonus items share one denominator over the whole card.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from qa_desktop.domain.scoring.model import (
    NO_CONSEQUENCE,
    AnswerKind,
    Choice,
    Consequence,
    Deduct,
    Item,
    NaRule,
    Scale,
    Section,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One item, ready to be scored. What it earns counts in units of its table's denominator."""

    position: int
    """In the order of the card, over all sections."""
    id: str
    section: int
    kind: AnswerKind
    na: NaRule
    bonus: bool
    shown_by: str | None
    shown_options: tuple[str, ...]
    weight: int
    """Relative to the other items of the section; 0 for bonus and text."""
    full: int
    """Earned by fraction 1."""
    earned: dict[str, int]
    """choice and yes_no: option id → earned."""
    effects: dict[str, Consequence]
    """choice and yes_no: the options that bring more than points."""
    low: int
    high: int
    step: int
    """scale: the allowed integers."""
    unit: int
    """Earned by one of a scale; taken by one occurrence of a deduct."""
    effect: Consequence | None
    """deduct: what any occurrence brings besides points, if anything."""


@dataclass(frozen=True, slots=True)
class SectionTable:
    weight: int
    """Relative to the other sections."""
    unit: int
    """A section's score is Σ earned / (unit · Σ weight)."""
    total_weight: int
    """Of all its scored items, applicable or not."""


@dataclass(frozen=True, slots=True)
class Tables:
    rows: tuple[Row, ...]
    """Every item after the one that shows it."""
    sections: tuple[SectionTable, ...]
    bonus_unit: int
    """The bonus is Σ earned / bonus_unit points."""
    order: dict[str, int]
    """Item id → position in the card."""


def compile_tables(sections: tuple[Section, ...]) -> Tables:
    """``sections`` must have passed the template's checks (no cycle, positive weights)."""
    items = [item for section in sections for item in section.items]
    bonus_unit = lcm(*(_bonus_denominator(item) for item in items))
    section_scale = _common_denominator(section.weight for section in sections)
    rows: list[Row] = []
    tables: list[SectionTable] = []
    for number, section in enumerate(sections):
        scored = [item for item in section.items if item.scored]
        unit = lcm(*(_fraction_denominator(item) for item in scored))
        scale = _common_denominator(_weight(item) for item in scored)
        for item in section.items:
            worth = Fraction(item.bonus_points or 0) * bonus_unit
            weight = int(_weight(item) * scale)
            whole = int(worth) if item.bonus else weight * unit
            rows.append(_row(len(rows), number, item, weight, whole))
        total = sum(row.weight for row in rows if row.section == number)
        tables.append(SectionTable(int(section.weight * section_scale), unit, total))
    order = {row.id: row.position for row in rows}
    return Tables(tuple(_showing_first(rows)), tuple(tables), bonus_unit, order)


def option_fraction(answer: Choice, points: Fraction) -> Fraction:
    """Step 2: points / max points, floored at 0 because points may be negative."""
    return max(Fraction(0), points / answer.max_points)


def _weight(item: Item) -> Fraction:
    """Weight inside the section: none for bonus items and for text, which is not scored."""
    return item.weight if item.scored and item.weight is not None else Fraction(0)


def _row(position: int, section: int, item: Item, weight: int, full: int) -> Row:
    answer = item.answer
    choice = answer if isinstance(answer, Choice) else Choice(())
    scale = answer if isinstance(answer, Scale) else Scale(0, 0)
    deduct = answer if isinstance(answer, Deduct) else None
    step_worth = _step_fraction(item) * full
    return Row(
        position=position,
        id=item.id,
        section=section,
        kind=answer.kind,
        na=item.na,
        bonus=item.bonus,
        shown_by=item.shown_when.item if item.shown_when else None,
        shown_options=item.shown_when.options if item.shown_when else (),
        weight=weight,
        full=full,
        earned={o.id: int(option_fraction(choice, o.points) * full) for o in choice.options},
        effects={o.id: o.consequence for o in choice.options if o.consequence != NO_CONSEQUENCE},
        low=scale.low,
        high=scale.high,
        step=scale.step,
        unit=int(step_worth),
        effect=deduct.consequence if deduct and deduct.consequence != NO_CONSEQUENCE else None,
    )


def _step_fraction(item: Item) -> Fraction:
    """What one on a scale, or one occurrence of a deduct, moves the fraction by."""
    answer = item.answer
    if isinstance(answer, Scale):
        return Fraction(1, answer.high - answer.low)
    if isinstance(answer, Deduct):
        return answer.each / answer.points
    return Fraction(0)


def _fraction_denominator(item: Item) -> int:
    """A multiple of the denominator of every fraction that the item's answers can give."""
    if isinstance(item.answer, Choice):
        answer = item.answer
        return _common_denominator(option_fraction(answer, o.points) for o in answer.options)
    return _step_fraction(item).denominator


def _bonus_denominator(item: Item) -> int:
    if item.bonus_points is None:
        return 1
    return item.bonus_points.denominator * _fraction_denominator(item)


def _common_denominator(values: Iterable[Fraction]) -> int:
    return lcm(*(value.denominator for value in values))


def _showing_first(rows: list[Row]) -> list[Row]:
    """The order of the card, but each item after the item that shows it."""
    by_id = {row.id: row for row in rows}
    ordered: dict[str, Row] = {}
    for row in rows:
        chain = [row]
        while chain[-1].shown_by is not None:
            chain.append(by_id[chain[-1].shown_by])
        for link in reversed(chain):
            ordered.setdefault(link.id, link)
    return list(ordered.values())
