"""A penalty standard that is being edited: every edit gives a new draft, and nothing is refused.

A draft holds the plain tables of the file, so that it can hold what is half typed. What is wrong
with it is said by the file's own reader: one set of rules.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Final

from qa_desktop.domain.penalty_ladder import yuan
from qa_desktop.domain.penalty_standard import PenaltyStandard, check_data
from qa_desktop.domain.scoring.source_tree import inserted, removed, steps_of, value_at, with_value
from qa_desktop.domain.slip_fact import MAX_CENTS, SEVERITIES
from qa_desktop.texts import Text, text

_AMOUNT: Final = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,2}))?\Z")
_MEASURE: Final = {"rung": "verbal_reminder", "amount_cents": 0}


@dataclass(frozen=True)
class Problem:
    """``path`` as ``clauses[3].minor.amount_cents``."""

    path: str
    message: Text


@dataclass(frozen=True)
class StandardDraft:
    """``source``: the tables of the file. Never changed: ask for another draft."""

    source: Mapping[str, Any]
    hints: ClassVar[tuple[Problem, ...]] = ()
    """Of what is not wrong, yet odd, nothing is said."""

    @classmethod
    def of(cls, standard: PenaltyStandard) -> StandardDraft:
        return cls(json.loads(standard.canonical))

    # --- what it says ---

    @cached_property
    def _checked(self) -> tuple[PenaltyStandard, tuple[Problem, ...]]:
        standard, found = check_data(self.source)
        return standard, tuple(Problem(path, _as_typed(path, said)) for path, said in found)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong, each with its path; none when it can be published."""
        return self._checked[1]

    @property
    def standard(self) -> PenaltyStandard | None:
        """None while something is wrong."""
        standard, problems = self._checked
        return None if problems else standard

    def problems_at(self, path: str) -> list[Problem]:
        """At a place and inside it."""
        return [each for each in self.problems if not path or _is_inside(each.path, path)]

    def get(self, path: str, default: Any = None) -> Any:
        found = value_at(self.source, steps_of(path)) if path else self.source
        return default if found is None else found

    @property
    def clauses(self) -> Sequence[Mapping[str, Any]]:
        """As they stand, also where a file has something else in place of one."""
        found = self.get("clauses", [])
        listed = found if isinstance(found, list) else []
        return [each if isinstance(each, dict) else {} for each in listed]

    def place_of(self, number: str | None) -> str:
        """Path of the clause of that number; ``""`` where there is none."""
        numbers = [each.get("number") for each in self.clauses]
        return f"clauses[{numbers.index(number)}]" if number in numbers else ""

    # --- edits ---

    def set(self, path: str, value: Any) -> StandardDraft:
        return StandardDraft(with_value(self.source, steps_of(path), value))

    def add_clause(self, at: int | None = None) -> tuple[StandardDraft, str]:
        """In front of place ``at``, else last: with the number after the clause before it, and the
        rungs and amounts of that one. Its path too."""
        clauses = self.clauses
        place = len(clauses) if at is None else at
        like = clauses[place - 1] if place else {}
        measures = {each: like.get(each, _MEASURE) for each in SEVERITIES}
        entry = {
            "number": self._free_number(str(like.get("number", ""))),
            "fault": "",
            "words": "",
            "repeat_cents": like.get("repeat_cents", 0),
            **measures,
        }
        return StandardDraft(inserted(self.source, ("clauses", place), entry)), f"clauses[{place}]"

    def _free_number(self, before: str) -> str:
        """``2.8`` → ``2.9``, or the next that no clause has."""
        head, dot, last = before.rpartition(".")
        count = int(last) if last.isdecimal() else 0
        taken = {each.get("number") for each in self.clauses}
        numbers = (f"{head}{dot}{count + n}" for n in range(1, 10_000))
        return next(number for number in numbers if number not in taken)

    def remove(self, path: str) -> StandardDraft:
        return StandardDraft(removed(self.source, steps_of(path)))

    def move_clause(self, at: int, by: int) -> tuple[StandardDraft, str]:
        """Up or down the list; at its end nothing happens. Its path then."""
        clauses = list(self.get("clauses", []))
        to = at + by
        if not 0 <= to < len(clauses):
            return self, f"clauses[{at}]"
        clauses.insert(to, clauses.pop(at))
        return self.set("clauses", clauses), f"clauses[{to}]"


def cents_of(typed: str) -> int | str:
    """``20.5`` yuan as 2,050 cents; what is no amount stays as it is and is a problem."""
    plain = unicodedata.normalize("NFKC", typed).strip().removeprefix("¥").strip()
    found = _AMOUNT.match(plain)
    if found is None:
        return typed
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def yuan_text(cents: Any) -> str:
    """What a field shows of an amount, also of one that is half typed."""
    return yuan(cents) if type(cents) is int and cents >= 0 else str(cents)


def whole_of(typed: str) -> int | str:
    """A field's text as a whole number; what is none stays as it is and is a problem."""
    plain = unicodedata.normalize("NFKC", typed).strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 11 else typed


def _is_inside(path: str, place: str) -> bool:
    return path == place or path.startswith((f"{place}.", f"{place}["))


def _as_typed(path: str, said: Text) -> Text:
    """A file has cents; people type yuan."""
    if path.endswith("_cents") and said.id == "penalty.not_whole":
        return text("penalty.not_amount", most=yuan(MAX_CENTS))
    return said
