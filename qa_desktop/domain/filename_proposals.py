"""Patterns to begin with: read off the names that are really there, else the usual ones.

A proposal is a guess shown in the preview; the person keeps or changes it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby, islice, product
from typing import Final

from qa_desktop.domain.filename_pattern import compile_pattern, plain_name
from qa_desktop.domain.filename_times import TimeFormat
from qa_desktop.errors import UserFacingError

USUAL: Final = (
    "{start:%Y%m%d-%H%M%S}-{agent}-{number}-{serial}",
    "{start:%Y%m%d-%H%M%S}-{agent}-{number}",
    "{serial}_{agent}_{start:%Y%m%d%H%M%S}_{number}",
    "{agent}_{number}_{start:%Y%m%d%H%M%S}",
    "{start:%Y%m%d%H%M%S}_{agent}",
)
_SAMPLE = 500
_AT_MOST = 5
_MOBILE = re.compile(r"(?:86)?1[3-9][0-9xX*]{9}|0[0-9]{9,11}|400[0-9]{7}")
_AGENT_SIGNS = range(3, 7)
_SERIAL_SIGNS = 7


def propose_patterns(names: Iterable[str]) -> list[str]:
    """Up to five pattern texts, the one that fits most names first; ``USUAL`` when none shows."""
    shapes = Counter(map(_shape, islice(names, _SAMPLE)))
    usable = filter(_is_pattern, (text for text, _ in shapes.most_common()))
    return list(islice(usable, _AT_MOST)) or list(USUAL)


def _is_pattern(text: str) -> bool:
    """Names without any word that looks like a field have no shape worth proposing."""
    try:
        return bool(compile_pattern(text).parts)
    except UserFacingError:
        return False


def _shape(name: str) -> str:
    """The pattern of one name: its time, and every other word as what it looks like."""
    plain = plain_name(name)
    taken: set[str] = set()
    time = _find_time(plain)
    if time is None:
        return _words(plain, taken)
    start, end, text = time
    return _words(plain[:start], taken) + f"{{start:{text}}}" + _words(plain[end:], taken)


def _words(text: str, taken: set[str]) -> str:
    pieces = []
    for is_word, signs in groupby(text, str.isalnum):
        piece = "".join(signs)
        if is_word:
            field = _guess(piece, taken)
            taken.add(field)
            pieces.append(f"{{{field}}}")
        else:
            pieces.append(piece.replace("{", "{{").replace("}", "}}"))
    return "".join(pieces)


def _guess(word: str, taken: set[str]) -> str:
    """Mobile or landline: the customer; a short word with digits: the agent; a long one: serial."""
    if _MOBILE.fullmatch(word) and "number" not in taken:
        return "number"
    if not any(map(str.isdecimal, word)):
        return "*"
    if len(word) in _AGENT_SIGNS and "agent" not in taken:
        return "agent"
    return "serial" if len(word) >= _SERIAL_SIGNS and "serial" not in taken else "*"


def _find_time(name: str) -> tuple[int, int, str] | None:
    """First and last position of a date with its time, and its format."""
    for format in _formats():
        for found in format.regex.finditer(name):
            digits_beside = name[: found.start()][-1:] + name[found.end() :][:1]
            if not any(map(str.isdecimal, digits_beside)) and format.reads(found.group()):
                return found.start(), found.end(), format.text
    return None


@cache
def _formats() -> tuple[TimeFormat, ...]:
    return tuple(map(TimeFormat.of, _format_texts()))


def _format_texts() -> Iterator[str]:
    for date, between, time in product(("", "-", ".", "_"), ("", "-", "_", " ", "T", "."), _TIMES):
        yield f"%Y{date}%m{date}%d{between}{time}"


_TIMES: Final = ("%H%M%S%f", "%H%M%S.%f", "%H%M%S", "%H-%M-%S", "%H.%M.%S", "%H_%M_%S", "%H%M")
