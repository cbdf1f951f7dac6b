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
    are known. Somebody else may share a part of a name (Amy and Amy Chen, 李敏 and 李敏华)."""
    numbers, name = _numbers(witness), _name(witness)
    for called, number in people:
        if number and _numbers(number) & numbers:
            return True
        if called and (_name(called) == name or fold(called) == fold(witness)):
            return True
        glued = (fold(f"{called}{number}"), fold(f"{number}{called}"))
        if called and number and fold(witness) in glued:
            return True
    return False


def _numbers(said: str) -> set[tuple[str, str]]:
    """Work numbers by their letters and digits; zeros in front do not count."""
    plain = unicodedata.normalize("NFKC", said)
    return {(letters.lower(), digits) for letters, digits in _NUMBER.findall(plain)}


def _name(said: str) -> str | None:
    """The words of a name without numbers, roles and signs; None where nothing is left."""
    plain = _NUMBER.sub(" ", unicodedata.normalize("NFKC", said))
    words = [_ROLES.sub("", word) for word in _WORD.findall(plain)]
    return fold("".join(word for word in words if word.lower() not in _ROLE_WORDS)) or None
