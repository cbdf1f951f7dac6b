"""How far a rate or a mean can be trusted: 95 % intervals (SCORING.md, "Confidence").

* A **rate** has Wilson's score interval (E. B. Wilson, JASA 22, 1927), which stays between 0 and 1
  and says something even of 0 of 3 and 3 of 3.
* A **mean** has Student's t interval. The quantiles of up to 30 degrees of freedom are the closed
  table of the NIST/SEMATECH e-Handbook, 1.3.6.7.2; above them the series of Abramowitz and Stegun,
  26.7.5, whose error is below 0.00001 there. Of few values it may reach beyond what they can be;
  ``of_scores`` cuts it to the scale.

Bounds are exact fractions cut to twelve decimals, so that every machine prints the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from itertools import accumulate
from typing import Final

_Z: Final = Fraction("1.959963984540")
"""The normal distribution's quantile of 0.975."""
_T: Final = tuple(
    Fraction(each)
    for row in (
        "12.706 4.303 3.182 2.776 2.571 2.447 2.365 2.306 2.262 2.228",
        "2.201 2.179 2.160 2.145 2.131 2.120 2.110 2.101 2.093 2.086",
        "2.080 2.074 2.069 2.064 2.060 2.056 2.052 2.048 2.045 2.042",
    )
    for each in row.split()
)
_ARITHMETIC: Final = Context(prec=40, rounding=ROUND_HALF_EVEN)
_GRAIN: Final = 10**12


@dataclass(frozen=True)
class Interval:
    """Both bounds belong to it."""

    low: Fraction
    high: Fraction

    def overlaps(self, other: Interval) -> bool:
        return self.low <= other.high and other.low <= self.high


def of_rate(part: int, whole: int) -> Interval | None:
    """Of ``part`` in ``whole``, as shares of 1; None where nothing was counted."""
    if not 0 <= part <= whole:
        raise ValueError(f"{part} of {whole}")
    if not whole:
        return None
    rate, square = Fraction(part, whole), _Z * _Z / whole
    centre = (rate + square / 2) / (1 + square)
    half = _root(square * (rate * (1 - rate) + square / 4)) / (1 + square)
    return Interval(_cut(max(centre - half, Fraction(0))), _cut(min(centre + half, Fraction(1))))


def of_mean(values: Sequence[Fraction]) -> Interval | None:
    """Of the mean of ``values``, in their unit; None for fewer than two values."""
    total, squares = sum(values, Fraction(0)), sum((each**2 for each in values), Fraction(0))
    return of_sums(len(values), total, squares)


def of_sums(count: int, total: Fraction, squares: Fraction) -> Interval | None:
    """``of_mean`` of ``count`` values by their sum and the sum of their squares."""
    if count < 2:
        return None
    mean = total / count
    variance = (squares - total * mean) / (count - 1)
    half = t_quantile(count - 1) * _root(variance / count)
    return Interval(_cut(mean - half), _cut(mean + half))


def of_scores(scores: Sequence[Fraction]) -> Interval | None:
    """``of_mean`` of published scores: from 0 to 100, or to the highest that a bonus led to."""
    return on_scale(of_mean(scores), max(scores, default=Fraction(0)))


def on_scale(found: Interval | None, highest: Fraction) -> Interval | None:
    """An interval of scores cut to their scale; ``highest``: the best of them."""
    if found is None:
        return None
    return Interval(max(found.low, Fraction(0)), min(found.high, max(Fraction(100), highest)))


def t_quantile(freedom: int) -> Fraction:
    """Student's t of 0.975 for ``freedom`` ≥ 1 degrees of freedom."""
    if freedom < 1:
        raise ValueError(f"{freedom} degrees of freedom")
    if freedom <= len(_T):
        return _T[freedom - 1]
    z = _Z
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return _cut(sum((term / freedom**power for power, term in enumerate(terms)), Fraction(0)))


def lines(ranked: Sequence[Interval | None]) -> tuple[int, ...]:
    """Where a ranking from the best down may draw a line: before which places, counted from 0.

    Only where no interval above reaches one below; who has no interval cannot be told from anybody.
    """
    lowest = [each.low if each else None for each in ranked]
    highest = [each.high if each else None for each in ranked]
    above = list(accumulate(lowest, _lower))
    below = list(accumulate(reversed(highest), _higher))[::-1]
    return tuple(
        place
        for place in range(1, len(ranked))
        if (low := above[place - 1]) is not None
        and (high := below[place]) is not None
        and low > high
    )


def _lower(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if one is None or other is None else min(one, other)


def _higher(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if one is None or other is None else max(one, other)


def _root(value: Fraction) -> Fraction:
    quotient = _ARITHMETIC.divide(Decimal(value.numerator), Decimal(value.denominator))
    return Fraction(_ARITHMETIC.sqrt(quotient))


def _cut(value: Fraction) -> Fraction:
    return Fraction(round(value * _GRAIN), _GRAIN)
