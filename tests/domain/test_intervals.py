"""Intervals: known values, the closed form of Student's distribution, and their laws."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.intervals import Interval, lines, of_mean, of_rate, of_scores, t_quantile


def _between(t: float, freedom: int) -> float:
    """P(−t < T < t), exactly (Abramowitz and Stegun 26.7.3, 26.7.4)."""
    angle = math.atan(t / math.sqrt(freedom))
    sine, square = math.sin(angle), math.cos(angle) ** 2
    if freedom % 2:
        total, term = 0.0, math.cos(angle)
        for k in range(1, freedom - 1, 2):
            total += term
            term *= square * (k + 1) / (k + 2)
        return 2 / math.pi * (angle + sine * total)
    total, term = 0.0, 1.0
    for k in range(0, freedom, 2):
        total += term
        term *= square * (k + 1) / (k + 2)
    return sine * total


@pytest.mark.parametrize("freedom", [*range(1, 61), 99, 100, 500, 1001, 20_000])
def test_t_quantiles_leave_five_percent_outside(freedom: int) -> None:
    assert _between(float(t_quantile(freedom)), freedom) == pytest.approx(0.95, abs=6e-5)


def test_t_quantiles_fall_to_the_normal_one() -> None:
    quantiles = [t_quantile(freedom) for freedom in range(1, 200)]
    assert quantiles == sorted(quantiles, reverse=True) and len(set(quantiles)) == 199
    assert float(t_quantile(10**9)) == pytest.approx(1.95996398454, abs=1e-8)
    # As the tables print them
    assert [f"{float(t_quantile(freedom)):.3f}" for freedom in (40, 60, 120)] == [
        "2.021",
        "2.000",
        "1.980",
    ]


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), table I, method 3
        (81, 263, "0.2553", "0.3662"),
        (15, 148, "0.0624", "0.1605"),
        (0, 20, "0.0000", "0.1611"),
        (1, 29, "0.0061", "0.1718"),
        (29, 29, "0.8830", "1.0000"),
    ],
)
def test_wilson_as_published(part: int, whole: int, low: str, high: str) -> None:
    found = of_rate(part, whole)
    assert found and (f"{float(found.low):.4f}", f"{float(found.high):.4f}") == (low, high)


def test_mean_as_calculated_by_hand() -> None:
    # 80, 90, 100: s = 10, t = 4.303, 10/√3 = 5.7735
    found = of_mean([Fraction(80), Fraction(90), Fraction(100)])
    assert found and (round(float(found.low), 3), round(float(found.high), 3)) == (65.157, 114.843)
    assert of_scores([Fraction(80), Fraction(90), Fraction(100)]) == replace(
        found, high=Fraction(100)
    )
    with_bonus = of_scores([Fraction(0), Fraction(103)])
    assert with_bonus == Interval(Fraction(0), Fraction(103)) and of_scores([Fraction(1)]) is None
    assert of_mean([Fraction(88)] * 3) == Interval(Fraction(88), Fraction(88))


def test_nothing_is_said_of_too_little() -> None:
    assert of_rate(0, 0) is None and of_mean([]) is None and of_mean([Fraction(90)]) is None
    for part, whole in ((3, 2), (-1, 2)):
        with pytest.raises(ValueError, match="of 2"):
            of_rate(part, whole)
    with pytest.raises(ValueError, match="0 degrees"):
        t_quantile(0)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_rate_lies_in_its_interval_and_mirrors(counted: tuple[int, int]) -> None:
    part, whole = counted
    found, other = of_rate(part, whole), of_rate(whole - part, whole)
    assert found and other
    assert 0 <= found.low <= Fraction(part, whole) <= found.high <= 1
    assert abs(found.low - (1 - other.high)) < Fraction(1, 10**11)
    wider = of_rate(part * 4, whole * 4)
    assert wider and wider.high - wider.low < found.high - found.low


@given(st.lists(st.fractions(0, 100, max_denominator=100), min_size=2, max_size=40))
def test_a_mean_lies_in_its_interval_and_order_is_nothing(values: list[Fraction]) -> None:
    found = of_mean(values)
    mean = sum(values, Fraction(0)) / len(values)
    assert found and found == of_mean(values[::-1])
    assert abs((found.low + found.high) / 2 - mean) <= Fraction(1, 10**11)


def _at(low: int, high: int) -> Interval:
    return Interval(Fraction(low), Fraction(high))


def test_lines_only_between_those_that_can_be_told_apart() -> None:
    assert lines([_at(90, 95), _at(80, 85), _at(70, 84), _at(1, 2)]) == (1, 3)
    assert lines([_at(90, 95), _at(85, 90)]) == ()
    # The second reaches over the third's place into the first
    assert lines([_at(90, 95), _at(60, 62), _at(40, 92)]) == ()
    assert lines([_at(90, 95), None, _at(1, 2)]) == () and lines([]) == ()


@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 5)).map(lambda p: _at(p[0], p[0] + p[1])),
        max_size=12,
    )
)
def test_no_line_parts_overlapping_intervals(ranked: list[Interval]) -> None:
    ranked.sort(key=lambda each: -each.low)
    drawn = lines(ranked)
    for place in range(1, len(ranked)):
        parted = not any(a.overlaps(b) for a in ranked[:place] for b in ranked[place:])
        assert (place in drawn) == parted
