"""How Chinese words are typed without an input method: full pinyin and initials.

``wxm`` and ``wangxiaoming`` both mean 王小明. A character that is read in several ways counts in
all of them (单 is ``dan`` and, as a surname, ``shan``).
"""

from __future__ import annotations

from functools import cache
from itertools import islice, product

from qa_desktop.domain.han_initials import FIRST, OTHERS

_FIRST_CODE = 0x4E00
_MOST = 32
"""Ways to read one name; a longer text has its first ones only."""
_LONGEST = 24
"""Characters of a text that are spelled out."""


def spellings(text: str) -> tuple[str, ...]:
    """Full pinyin and initials of ``text`` in each reading, lower case, without blanks.

    Other characters stay as they are. Empty for a text without a Chinese character.
    """
    if not any(map(_is_chinese, text)):
        return ()
    readings = [_readings(character) for character in "".join(text.split())[:_LONGEST]]
    full = ("".join(parts) for parts in islice(product(*readings), _MOST))
    return tuple(dict.fromkeys([*full, *initials(text)]))


def initials(text: str) -> tuple[str, ...]:
    """The first letters alone, in each reading; they need no table that takes long to load."""
    if not any(map(_is_chinese, text)):
        return ()
    letters = [_letters(character) for character in "".join(text.split())[:_LONGEST]]
    return tuple(dict.fromkeys("".join(parts) for parts in islice(product(*letters), _MOST)))


def _letters(character: str) -> tuple[str, ...]:
    place = ord(character) - _FIRST_CODE
    if not 0 <= place < len(FIRST) or FIRST[place] == "-":
        return (character.lower(),)
    return (FIRST[place], *_others().get(character, ""))


@cache
def _others() -> dict[str, str]:
    return {each[0]: each[1:] for each in OTHERS.split()}


def _is_chinese(character: str) -> bool:
    if character < "\u3400" or "\uac00" <= character <= "\uffff":
        return False
    return character <= "\U0003ffff"


@cache
def _readings(character: str) -> tuple[str, ...]:
    if not _is_chinese(character):
        return (character.lower(),)
    from pypinyin import Style, pinyin  # its table takes a tenth of a second

    (found,) = pinyin(character, style=Style.NORMAL, heteronym=True, errors="default")
    return tuple(dict.fromkeys(each.replace("ü", "v") for each in found))
