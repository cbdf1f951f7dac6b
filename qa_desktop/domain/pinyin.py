"""How Chinese words are typed without an input method: full pinyin and initials.

``wxm`` and ``wangxiaoming`` both mean 王小明. A character that is read in several ways counts in
all of them (单 is ``dan`` and, as a surname, ``shan``).
"""

from __future__ import annotations

from functools import cache
from itertools import islice, product

_MOST = 32
"""Ways to read one name; a longer text has its first ones only."""
_LONGEST = 24
"""Characters of a text that are spelled out."""


def spellings(text: str) -> tuple[str, ...]:
    """Full pinyin and initials of ``text`` in each reading, lower case, without blanks.

    Other characters stay as they are. Empty for a text without a Chinese character.
    """
    readings = _readings_of(text)
    full = ("".join(parts) for parts in islice(product(*readings), _MOST if readings else 0))
    return tuple(dict.fromkeys([*full, *initials(text)]))


def initials(text: str) -> tuple[str, ...]:
    """The first letters alone, in each reading."""
    short = [tuple(dict.fromkeys(each[:1] for each in found)) for found in _readings_of(text)]
    parts = islice(product(*short), _MOST if short else 0)
    return tuple(dict.fromkeys("".join(letters) for letters in parts))


def _readings_of(text: str) -> list[tuple[str, ...]]:
    """Of each character; empty for a text without a Chinese one."""
    text = "".join(text.split())[:_LONGEST]
    readings = [_readings(character) for character in text]
    if all(found == (character.lower(),) for found, character in zip(readings, text, strict=True)):
        return []
    return readings


@cache
def _readings(character: str) -> tuple[str, ...]:
    if not "\u3400" <= character <= "\U0003ffff" or "\uac00" <= character <= "\uffff":
        return (character.lower(),)
    from pypinyin import Style, pinyin  # its table takes a tenth of a second

    (found,) = pinyin(character, style=Style.NORMAL, heteronym=True, errors="default")
    return tuple(dict.fromkeys(each.replace("ü", "v") for each in found))
