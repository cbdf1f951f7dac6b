"""Whether a text speaks of somebody: how erasing finds a number or a name inside other words.

Rules. Both sides are compared NFKC-folded and without regard to case.

* A **telephone number** (five digits and more) is found as its digits in their order, however they
  are grouped by blanks, hyphens, dots or brackets, with or without 0, 86, +86 or 0086 before them,
  and never inside a longer number.
* A **code** (a work number) is found as a word of its own: ``0617`` is in ``20261120-0617-1.wav``
  and not in ``20260617``.
* A **name** is found anywhere when it is Chinese, else as a word of its own. One sign alone is no
  name: it would be found everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache

LEAST_DIGITS = 5
LEAST_NAME = 2

_BETWEEN = r"[\s\-.()]{0,2}"
_RUN = re.compile(r"\d+")
_STUCK = ("", "0", "86", "0086")
"""What may stand before a number without a gap."""
_PREFIX = r"(?:(?:\+|00)?86" + _BETWEEN + r"|0)?"


def folded(text: str) -> str:
    """The form in which two texts are compared."""
    return unicodedata.normalize("NFKC", text).casefold()


def digits_of(number: str) -> str:
    """The digits that make up a telephone number, without the prefix of the country."""
    found = "".join(sign for sign in folded(number) if sign.isdecimal())
    for prefix in ("0086", "86"):
        rest = found.removeprefix(prefix)
        if rest != found and len(rest) == 11 and rest.startswith("1"):  # a mobile number
            return rest
    return found


@cache
def number_pattern(number: str) -> re.Pattern[str] | None:
    """Finds a telephone number in a folded text; None for one that is too short to be told apart
    from other figures."""
    digits = digits_of(number)
    if len(digits) < LEAST_DIGITS:
        return None
    return re.compile(rf"(?<!\d){_PREFIX}{_BETWEEN.join(digits)}(?!\d)")


@cache
def code_pattern(code: str) -> re.Pattern[str] | None:
    """Finds a work number in a folded text; None for an empty one."""
    wanted = folded(code).strip()
    return re.compile(rf"(?<![0-9a-z]){re.escape(wanted)}(?![0-9a-z])") if wanted else None


@cache
def name_pattern(name: str) -> re.Pattern[str] | None:
    """Finds a name in a folded text; None for one that is too short."""
    wanted = folded(name).strip()
    if len(wanted) < LEAST_NAME:
        return None
    if wanted.isascii():
        return re.compile(rf"(?<![0-9a-z]){re.escape(wanted)}(?![0-9a-z])")
    return re.compile(re.escape(wanted))


def finder_of_numbers(numbers: Iterable[str]) -> Callable[[str], bool] | None:
    """Tells of a text whether it says any of many telephone numbers; None where none of them is
    long enough.

    Exactly as their patterns would, but only those are tried that a run of digits could end: a
    list of 300,000 rows is looked through in a second, however many numbers there are.
    """
    by_end: dict[str, set[re.Pattern[str]]] = {}
    for number in numbers:
        pattern, digits = number_pattern(number), digits_of(number)
        if pattern is not None:
            for at in range(len(digits)):
                by_end.setdefault(digits[at:], set()).add(pattern)

    def matches(value: str) -> bool:
        text = folded(value)
        ends = {run.removeprefix(before) for run in _RUN.findall(text) for before in _STUCK}
        return any(pattern.search(text) for end in ends for pattern in by_end.get(end, ()))

    return matches if by_end else None


def finder_of_persons(values: Iterable[str]) -> Callable[[str], bool] | None:
    """The same for the work numbers and names of a person."""
    made = [
        code_pattern(value) if any(sign.isdigit() for sign in value) else name_pattern(value)
        for value in values
    ]
    patterns = [pattern for pattern in made if pattern is not None]

    def matches(value: str) -> bool:
        text = folded(value)
        return any(pattern.search(text) for pattern in patterns)

    return matches if patterns else None
