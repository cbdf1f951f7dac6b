"""Names in the order in which people count: 一组, 二组, 三组, 十二组; Team 2 before Team 10."""

from __future__ import annotations

import re
from typing import Final

_PARTS: Final = re.compile(r"[0-9]{1,9}|[〇零一二两三四五六七八九十百]{1,6}")
_DIGITS: Final = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
}
_UNITS: Final = {"十": 10, "百": 100}

Part = tuple[int, int, str]


def natural_key(name: str) -> tuple[Part, ...]:
    """To sort by: numbers, also Chinese ones, by what they say and before words."""
    parts: list[Part] = []
    at = 0
    for found in _PARTS.finditer(name):
        parts += _words(name[at : found.start()])
        parts.append((0, _number(found.group()), found.group()))
        at = found.end()
    return (*parts, *_words(name[at:]))


def _words(words: str) -> list[Part]:
    plain = words.strip().casefold()
    return [(1, 0, plain)] if plain else []


def _number(signs: str) -> int:
    """``12``, ``十二``, ``一百零五``; ``一二`` is read sign by sign."""
    if signs.isascii():
        return int(signs)
    if not any(sign in _UNITS for sign in signs):
        return int("".join(str(_DIGITS[sign]) for sign in signs))
    whole = last = 0
    for sign in signs:
        if sign in _UNITS:
            whole += (last or 1) * _UNITS[sign]
            last = 0
        else:
            last = _DIGITS[sign]
    return whole + last
