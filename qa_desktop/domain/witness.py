"""Who is no witness of a refusal or an absence: neither of the two who sit there, however a witness
is written: with a work number before or after the name, a role, brackets, other spaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from qa_desktop.domain.folding import fold

_NUMBER: Final = re.compile(r"([A-Za-z]*)([0-9]+)")
_WORD: Final = re.compile(r"[^\W\d_]+")
_ROLES: Final = re.compile("质检员|质检|坐席|客服|培训师|组长|班长|主管|经理|员工|本人|组")
_ROLE_WORDS: Final = frozenset(
    ("inspector", "qa", "agent", "trainer", "team", "lead", "supervisor", "manager", "myself")
)


def is_one_of(witness: str, people: Iterable[tuple[str | None, str | None]]) -> bool:
    """Whether ``witness`` is written as one of these: each a name and a work number, as far as they
    are known. Somebody else may share a part of a name (Amy and Amy Chen, 李敏 and 李敏华) or of a
    number (GZ01-0345 and GZ01-0399), or have the same name and another number."""
    if not fold(witness):
        return False
    numbers, names = _numbers(witness), {_name(witness), _name(witness, without_roles=True)} - {""}
    for called, number in people:
        called, number = called or "", number or ""
        own = _numbers(number)
        glued = (called, called + number, number + called)
        if fold(witness) in map(fold, glued) or (own and _is_number(own, numbers)):
            return True
        if _name(called) in names and not _has_another(own, numbers):
            return True
    return False


_Group = tuple[str, str]
"""Letters and digits of a work number, as they are written."""


def _numbers(said: str) -> list[_Group]:
    plain = unicodedata.normalize("NFKC", said).lower()
    return [(letters, digits) for letters, digits in _NUMBER.findall(plain)]


def _is_number(own: list[_Group], said: list[_Group]) -> bool:
    """All of its groups, or the last one where no other number is written; zeros in front do not
    count."""
    bare = {(letters, digits.lstrip("0")) for letters, digits in said}
    wanted = [(letters, digits.lstrip("0")) for letters, digits in own]
    return set(wanted) <= bare or bare == {wanted[-1]}


def _has_another(own: list[_Group], said: list[_Group]) -> bool:
    """Whether a work number of somebody else is written, of the same shape as the own: a telephone
    or a team's number tells nobody from a namesake."""
    shapes = [len(digits) for _, digits in said]
    shape = [len(digits) for _, digits in own]
    places = range(len(shapes) - len(shape) + 1)
    return bool(own) and any(shapes[at : at + len(shape)] == shape for at in places)


def _name(said: str, *, without_roles: bool = False) -> str:
    """The words of a name without numbers and signs; empty where nothing is left."""
    words = _WORD.findall(_NUMBER.sub(" ", unicodedata.normalize("NFKC", said)))
    if without_roles:
        words = [_ROLES.sub("", word) for word in words if word.lower() not in _ROLE_WORDS]
    return fold("".join(words))
