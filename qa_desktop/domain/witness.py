"""Who is no witness of a refusal or an absence: neither of the two who sit there, however a witness
is written: with a work number before or after the name, a role, brackets, other spaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from qa_desktop.domain.folding import fold

_NUMBER: Final = re.compile(r"([A-Za-z]*)0*([0-9]+)")
_WORD: Final = re.compile(r"[^\W\d_]+")
_ROLES: Final = re.compile("质检员|质检|坐席|客服|培训师|组长|班长|主管|经理|员工|本人")
_ROLE_WORDS: Final = frozenset(
    ("inspector", "qa", "agent", "trainer", "team", "lead", "supervisor", "manager", "myself")
)


def is_one_of(witness: str, people: Iterable[tuple[str | None, str | None]]) -> bool:
    """Whether ``witness`` is written as one of these: each a name and a work number, as far as they
    are known. Somebody else may share a part of a name (Amy and Amy Chen, 李敏 and 李敏华) or of a
    number (GZ01-0345 and GZ01-0399), or have the same name and another number."""
    numbers, names = _numbers(witness), {_name(witness), _name(witness, without_roles=True)}
    for called, number in people:
        own = _numbers(number or "")
        if own and own <= numbers:
            return True
        if called and number and fold(witness) in (fold(called + number), fold(number + called)):
            return True
        is_told_apart = bool(own and numbers)
        if called and not is_told_apart and _name(called) in names - {""}:
            return True
    return False


def _numbers(said: str) -> set[tuple[str, str]]:
    """The groups of work numbers by their letters and digits; zeros in front do not count."""
    plain = unicodedata.normalize("NFKC", said)
    return {(letters.lower(), digits) for letters, digits in _NUMBER.findall(plain)}


def _name(said: str, *, without_roles: bool = False) -> str:
    """The words of a name without numbers and signs; empty where nothing is left."""
    words = _WORD.findall(_NUMBER.sub(" ", unicodedata.normalize("NFKC", said)))
    if without_roles:
        words = [_ROLES.sub("", word) for word in words if word.lower() not in _ROLE_WORDS]
    return fold("".join(words))
