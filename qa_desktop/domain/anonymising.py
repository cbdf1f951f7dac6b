"""Taking names and numbers out of what people wrote, for a room or a file that is not to show
whose calls these are.

Found as erasing finds them (``domain.mentions``): names, work numbers, serial numbers, telephone
numbers. Besides, every run of six digits and more goes, with the letters stuck to it: a serial
number that nobody told us of looks like that. A nickname that is not in the roster stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from qa_desktop.domain.mentions import (
    LEAST_DIGITS,
    code_pattern,
    digits_of,
    folded,
    name_pattern,
    number_pattern,
)

HIDDEN: Final = "***"
_LONG: Final = 6
_NONE: Final = frozenset[str]()
_NUMBER: Final = re.compile(r"[0-9A-Za-z]*\d(?:[ \-]?\d)*[0-9A-Za-z]*")


def concealer(persons: Mapping[str, str], numbers: Iterable[str] = ()) -> Callable[[str], str]:
    """A function that conceals in a text. ``persons``: their names and work numbers → what stands
    instead; ``numbers``: serial, order and telephone numbers."""
    instead = {value: stand_in for value, stand_in in persons.items() if value.strip()}
    instead |= {value: HIDDEN for value in numbers if value.strip()}
    said = _Parts((folded(value).strip(), value) for value in instead)
    called = _Parts(
        (digits, value) for value in instead if len(digits := digits_of(value)) >= LEAST_DIGITS
    )

    def conceal(text: str) -> str:
        found = "".join(map(_plain, text))
        for _ in range(2):  # what stood around a name may make another one
            here = folded(found)
            digits = "".join(sign for sign in here if sign.isdecimal())
            # The longest first: "王敏佳" before "王敏"
            for value in sorted(said.of(here) | called.of(digits), key=lambda v: (-len(v), v)):
                found = _without(found, value, instead[value])
        return _NUMBER.sub(_unless_short, found)

    return conceal


class _Parts:
    """Which of many values a text holds a part of: its length counts, not how many there are
    (3,000 agents have 9,000 values)."""

    def __init__(self, parts: Iterable[tuple[str, str]]) -> None:
        self._values: dict[str, set[str]] = {}
        for part, value in parts:
            self._values.setdefault(part, set()).add(value)
        self._lengths = {len(part) for part in self._values if part}

    def of(self, text: str) -> set[str]:
        found: set[str] = set()
        for length in self._lengths:
            for at in range(len(text) - length + 1):
                found |= self._values.get(text[at : at + length], _NONE)
        return found


def _plain(sign: str) -> str:
    """Full-width letters and digits as plain ones; punctuation stays as it was written."""
    same = unicodedata.normalize("NFKC", sign)
    return same if same.isalnum() else sign


def _unless_short(found: re.Match[str]) -> str:
    is_long = sum(sign.isdigit() for sign in found.group()) >= _LONG
    return HIDDEN if is_long else found.group()


def _without(text: str, value: str, stand_in: str) -> str:
    is_code = any(sign.isdigit() for sign in value)
    patterns = [code_pattern(value), number_pattern(value)] if is_code else [name_pattern(value)]
    for pattern in patterns:
        if pattern is None:
            continue
        anyhow = re.compile(pattern.pattern, re.IGNORECASE)
        text = anyhow.sub(lambda _: stand_in, text)
        if pattern.search(folded(text)):  # a letter that only folding makes another
            text = pattern.sub(lambda _: stand_in, folded(text))
    return text
