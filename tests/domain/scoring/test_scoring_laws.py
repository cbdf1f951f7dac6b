"""The properties of SCORING.md on random cards, and a second, naive reading of the steps.

A short run is in the suite; 5,000 examples of each law run with ``-m slow``.
"""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_desktop.domain.scoring import (
    Choice,
    Deduct,
    FreeText,
    Item,
    Result,
    Scale,
    ScorecardVersion,
    explain,
    from_canonical,
    score,
)
from tests.factories_scoring import LONG, SHORT, Filled, answers_of, filled_cards, with_sections


def fraction_of(item: Item, answer: Any) -> Fraction:
    kind = item.answer
    if answer == "n/a":
        return Fraction(1)
    if isinstance(kind, Choice):
        points = next(option.points for option in kind.options if option.id == answer)
        return max(Fraction(0), points / max(option.points for option in kind.options))
    if isinstance(kind, Scale):
        return Fraction(answer - kind.low, kind.high - kind.low)
    assert isinstance(kind, Deduct)
    return max(Fraction(0), 1 - answer * kind.each / kind.points)


def fatal_of(item: Item, answer: Any) -> str:
    if isinstance(item.answer, Choice):
        chosen = [o.consequence.fatal for o in item.answer.options if o.id == answer]
        return chosen[0] if chosen else "none"
    if isinstance(item.answer, Deduct) and answer != "n/a" and answer > 0:
        return item.answer.consequence.fatal
    return "none"


def is_shown(version: ScorecardVersion, item: Item, answers: dict[str, Any]) -> bool:
    if item.shown_when is None:
        return True
    shower = version.items[item.shown_when.item]
    return is_shown(version, shower, answers) and answers[shower.id] in item.shown_when.options


def naive(version: ScorecardVersion, answers: dict[str, Any]) -> tuple[Any, ...]:
    """Base, raw and published by the letter of steps 1 to 6, without tables."""
    top, bottom, bonus, fatal_form = Fraction(0), Fraction(0), Fraction(0), False
    for section in version.sections:
        there = [
            item
            for item in section.items
            if is_shown(version, item, answers)
            and not isinstance(item.answer, FreeText)
            and not (answers[item.id] == "n/a" and item.na == "exclude")
        ]
        scored = [item for item in there if not item.bonus]
        extra = [item for item in there if item.bonus]
        fatal_form |= any(fatal_of(item, answers[item.id]) == "form" for item in there)
        fatal = any(fatal_of(item, answers[item.id]) == "section" for item in there)
        weights = sum(item.weight or 0 for item in scored)
        won = sum((item.weight or 0) * fraction_of(item, answers[item.id]) for item in scored)
        if scored:
            top += section.weight * (0 if fatal else Fraction(won) / weights)
            bottom += section.weight
        if not (scored and fatal):
            bonus += sum(
                (item.bonus_points or 0) * fraction_of(item, answers[item.id]) for item in extra
            )
    if not bottom:
        return None, None, None, fatal_form
    policy = version.policy
    base = 100 * top / bottom
    raw = base + min(bonus, 100 - base + policy.bonus_cap)
    published = raw
    if fatal_form and policy.fatal_form == "zero":
        published = Fraction(0)
    elif fatal_form and policy.cap_at is not None:
        published = min(raw, policy.cap_at)
    return base, raw, published, fatal_form


def exact(result: Result) -> tuple[Any, ...]:
    return result.base, result.raw_exact, result.published_exact, result.fatal


def agrees_with_the_naive_reading(filled: Filled) -> None:
    result = score(filled.version, filled.answers)
    assert exact(result) == naive(filled.version, filled.answers)
    if result.published is not None:
        assert result.published_exact is not None
        unit = Fraction(1, 10**filled.version.policy.decimals)
        off = Fraction(result.published) - result.published_exact
        assert -unit / 2 < off <= unit / 2
        assert (Fraction(result.published) / unit).denominator == 1


def stays_within_bounds(filled: Filled) -> None:
    result = score(filled.version, filled.answers)
    if result.published is not None:
        assert 0 <= result.published <= 100 + filled.version.policy.bonus_cap.__ceil__()
        assert result.published_exact is not None
        assert 0 <= result.published_exact <= 100 + filled.version.policy.bonus_cap


def earned_and_lost_make_100(filled: Filled) -> None:
    result = score(filled.version, filled.answers)
    counted = [entry for entry in result.items if not entry.bonus]
    whole = 0 if result.no_score else 100
    assert sum(entry.earned + entry.lost for entry in counted) == whole
    assert sum(entry.earned for entry in counted) == (result.base or 0)
    assert sum(entry.earned + entry.lost for entry in result.sections) == whole
    assert sum(entry.earned for entry in result.items if entry.bonus) == result.bonus


def scaling_weights_changes_nothing(filled: Filled, factor: Fraction, place: int) -> None:
    sections = list(filled.version.sections)
    heavier = [dataclasses.replace(s, weight=s.weight * factor) for s in sections]
    place %= len(sections)
    items = tuple(
        dataclasses.replace(item, weight=item.weight and item.weight * factor)
        for item in sections[place].items
    )
    within = [*sections]
    within[place] = dataclasses.replace(sections[place], items=items)
    expected = exact(score(filled.version, filled.answers))
    for changed in (heavier, within):
        assert exact(score(with_sections(filled.version, changed), filled.answers)) == expected


def order_changes_nothing(filled: Filled, seed: int) -> None:
    shuffle = random.Random(seed)
    sections = [
        dataclasses.replace(s, items=tuple(shuffle.sample(s.items, len(s.items))))
        for s in shuffle.sample(filled.version.sections, len(filled.version.sections))
    ]
    before = score(filled.version, filled.answers)
    after = score(with_sections(filled.version, sections), filled.answers)
    assert exact(after) == exact(before)
    assert set(after.problems) == set(before.problems)
    assert {item.id: item for item in after.items} == {item.id: item for item in before.items}


def na_on_a_whole_section_removes_it(filled: Filled, place: int) -> None:
    sections = list(filled.version.sections)
    place %= len(sections)
    items = tuple(dataclasses.replace(item, na="exclude") for item in sections[place].items)
    sections[place] = dataclasses.replace(sections[place], items=items)
    gone = [section for number, section in enumerate(sections) if number != place]
    skipped = {item.id for item in items}
    answers = filled.answers | dict.fromkeys(skipped, "n/a")
    rest = {code: answer for code, answer in answers.items() if code not in skipped}
    with_na = score(with_sections(filled.version, sections), answers)
    assert exact(with_na) == exact(score(with_sections(filled.version, gone), rest))


def a_better_answer_never_lowers_the_score(filled: Filled, data: st.DataObject) -> None:
    scored = [i for i in filled.version.items.values() if not isinstance(i.answer, FreeText)]
    if not scored:
        return
    item = data.draw(st.sampled_from(scored))
    other = data.draw(answers_of(item))
    pair = sorted((filled.answers[item.id], other), key=lambda a: fraction_of(item, a))
    worse, better = pair
    excluded = "n/a" in pair and item.na == "exclude"
    # Of two answers that earn the same, the one without a fatal mark is no worse either.
    if excluded or fatal_of(item, better) != "none":
        return
    low = score(filled.version, filled.answers | {item.id: worse})
    high = score(filled.version, filled.answers | {item.id: better})
    if low.published is not None:
        assert high.published is not None and high.published >= low.published
        assert high.raw is not None and low.raw is not None and high.raw >= low.raw


def there_is_no_float(filled: Filled) -> None:
    result = score(filled.version, filled.answers)
    assert result.items and result.sections
    lines = explain(filled.version, result)
    for value in (*_inside(result, set()), *_inside(lines, set())):
        assert not isinstance(value, float)


def _inside(value: Any, seen: set[int]) -> list[Any]:
    """``value`` and everything that it holds, cached properties included."""
    if id(value) in seen:
        return []
    seen.add(id(value))
    if isinstance(value, Mapping):
        parts = [*value.keys(), *value.values()]
    elif isinstance(value, list | tuple | set | frozenset):
        parts = list(value)
    elif dataclasses.is_dataclass(value):
        slots = [getattr(value, field.name) for field in dataclasses.fields(value)]
        parts = [*slots, *getattr(value, "__dict__", {}).values()]
    else:
        parts = []
    return [value, *(inner for part in parts for inner in _inside(part, seen))]


def every_line_can_be_said_in_both_languages(filled: Filled) -> None:
    for line in explain(filled.version, score(filled.version, filled.answers)):
        assert line.render("zh") and line.render("en")


def weights_and_shares_that_are_told_add_up(filled: Filled) -> None:
    """Also where a section holds nothing with a weight: it has no part in the total."""
    lines = explain(filled.version, score(filled.version, filled.answers))
    told = [line.params for line in lines if line.id == "scoring.explain_section"]
    apart = [line for line in lines if line.id == "scoring.explain_section_apart"]
    assert len(told) + len(apart) == len(filled.version.sections)
    for params in told:
        assert Fraction(params["total"]) == sum(Fraction(each["weight"]) for each in told)
        share = 100 * Fraction(params["weight"]) / Fraction(params["total"])
        assert abs(Fraction(params["share"].lstrip("≈")) - share) <= Fraction(1, 200)


def a_version_survives_storage(filled: Filled) -> None:
    again = from_canonical(filled.version.canonical)
    assert again == filled.version
    assert again.id == filled.version.id


def holds_for_any_card(filled: Filled, factor: Fraction, place: int, seed: int) -> None:
    """One card for all laws: making it up takes longer than all of them."""
    agrees_with_the_naive_reading(filled)
    stays_within_bounds(filled)
    earned_and_lost_make_100(filled)
    scaling_weights_changes_nothing(filled, factor, place)
    order_changes_nothing(filled, seed)
    there_is_no_float(filled)
    every_line_can_be_said_in_both_languages(filled)
    weights_and_shares_that_are_told_add_up(filled)
    a_version_survives_storage(filled)


def holds_for_plain_cards(filled: Filled, place: int, data: st.DataObject) -> None:
    """On cards without ``shown_when``."""
    na_on_a_whole_section_removes_it(filled, place)
    a_better_answer_never_lowers_the_score(filled, data)


factors = st.builds(Fraction, st.integers(1, 50), st.integers(1, 50))
places = st.integers(0, 9)
LAWS: list[tuple[Callable[..., None], dict[str, Any]]] = [
    (
        holds_for_any_card,
        {
            "filled": filled_cards(),
            "factor": factors,
            "place": places,
            "seed": st.integers(0, 10**6),
        },
    ),
    (
        holds_for_plain_cards,
        {"filled": filled_cards(shown_when=False), "place": places, "data": st.data()},
    ),
]
NAMES = [law.__name__ for law, _ in LAWS]


@pytest.mark.parametrize(("laws", "strategies"), LAWS, ids=NAMES)
def test_laws(laws: Callable[..., None], strategies: dict[str, Any]) -> None:
    settings(SHORT)(given(**strategies)(laws))()


@pytest.mark.slow
@pytest.mark.timeout(14_400)
@pytest.mark.parametrize(("laws", "strategies"), LAWS, ids=NAMES)
def test_laws_long(laws: Callable[..., None], strategies: dict[str, Any]) -> None:
    settings(LONG)(given(**strategies)(laws))()
