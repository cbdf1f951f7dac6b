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
from functools import cache

LEAST_DIGITS = 5
LEAST_NAME = 2

_BETWEEN = r"[\s\-.()]{0,2}"
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
