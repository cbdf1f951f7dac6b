"""Exact numbers to decimals: the one rounding of a score, and decimals for a reader's eye."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def round_half_up(value: Fraction, decimals: int) -> Decimal:
    """Step 7: ``value`` with exactly ``decimals`` decimals, halves upward."""
    scaled = value.numerator * 10**decimals
    units = (2 * scaled + value.denominator) // (2 * value.denominator)
    return Decimal((int(units < 0), tuple(map(int, str(abs(units)))), -decimals))


def decimal_text(value: Fraction, places: int = 4) -> str:
    """``value`` as plain decimal text with at most ``places`` decimals, like ``"0.6667"``."""
    written = f"{round_half_up(value, places):f}"
    return written.rstrip("0").rstrip(".") if "." in written else written
