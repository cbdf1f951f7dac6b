"""Sizes and counts as people read them."""

from __future__ import annotations

_UNITS = ("B", "KB", "MB", "GB", "TB")
_STEP = 1024


def size_in_words(count: int) -> str:
    """``34.5 GB``; whole numbers below a megabyte."""
    size, unit = float(count), 0
    while size >= _STEP and unit < len(_UNITS) - 1:
        size /= _STEP
        unit += 1
    return f"{size:.1f} {_UNITS[unit]}" if unit >= 2 else f"{size:.0f} {_UNITS[unit]}"


def count_in_words(count: int) -> str:
    return f"{count:,}"


def number_of(count: int, one: str, many: str) -> str:
    """``one`` as it is, or ``many`` with its ``{n}``: lupdate knows no plural of a variable."""
    return one if count == 1 else many.replace("{n}", count_in_words(count))
