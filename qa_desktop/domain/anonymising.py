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

from qa_desktop.domain.mentions import code_pattern, folded, name_pattern, number_pattern

HIDDEN: Final = "***"
_LONG: Final = 6
_NUMBER: Final = re.compile(r"[0-9A-Za-z]*\d(?:[ \-]?\d)*[0-9A-Za-z]*")


def concealer(persons: Mapping[str, str], numbers: Iterable[str] = ()) -> Callable[[str], str]:
    """A function that conceals in a text. ``persons``: their names and work numbers → what stands
    instead; ``numbers``: serial, order and telephone numbers."""
    instead = {value: stand_in for value, stand_in in persons.items() if value.strip()}
    instead |= {value: HIDDEN for value in numbers if value.strip()}
    # The longest first: "王敏佳" before "王敏"
    ordered = sorted(instead, key=lambda value: (-len(value), value))
    plain = {value: folded(value).strip() for value in ordered}

    def conceal(text: str) -> str:
        found = "".join(map(_plain, text))
        for _ in range(2):  # what stood around a name may make another one
            here = folded(found)
            digits = _digits(here)
            for value in ordered:
                if plain[value] in here or _digits(plain[value]) in digits:
                    found = _without(found, value, instead[value])
        return _NUMBER.sub(_unless_short, found)

    return conceal


def _plain(sign: str) -> str:
    """Full-width letters and digits as plain ones; punctuation stays as it was written."""
    same = unicodedata.normalize("NFKC", sign)
    return same if same.isalnum() else sign


def _unless_short(found: re.Match[str]) -> str:
    is_long = sum(sign.isdigit() for sign in found.group()) >= _LONG
    return HIDDEN if is_long else found.group()


def _digits(text: str) -> str:
    """What of it a telephone number could be; never empty, so that it is in no other by chance."""
    return "".join(sign for sign in text if sign.isdecimal()) or " "


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
