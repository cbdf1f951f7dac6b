"""A scorecard that is being edited: every edit gives a new draft, and nothing is refused.

A draft holds the plain tables of the template file, so that it can hold what is half typed. What
is wrong with it is said by the template's own reader: one set of rules.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from qa_desktop.domain.scoring.canonical import FORMAT, Json
from qa_desktop.domain.scoring.model import AnswerKind
from qa_desktop.domain.scoring.names_twice import names_elsewhere, names_twice
from qa_desktop.domain.scoring.reading import Found
from qa_desktop.domain.scoring.source_tree import (
    inserted,
    path_of,
    removed,
    steps_of,
    value_at,
    with_value,
)
from qa_desktop.domain.scoring.template import check_data
from qa_desktop.domain.scoring.version import ScorecardVersion

_WHOLE: Final = frozenset(("low", "high", "step"))
"""Keys that take a whole number; a field gives its text."""
YES: Final = {"zh": "是", "en": "Yes"}
NO: Final = {"zh": "否", "en": "No"}
"""What the options are called that yes and no become."""
_WORTH: Final = ("weight", "bonus", "bonus_points")
_USUAL_WEIGHT: Final = 10
_EFFECTS: Final = ("fatal", "problem_class", "fault", "wrong_information")


@dataclass(frozen=True)
class CardDraft:
    """``source``: the tables of the template file. Never changed: ask for another draft."""

    source: Json

    @classmethod
    def empty(cls, code: str, name: str) -> CardDraft:
        policy = {"fatal_form": "zero", "pass_mark": 80}
        return cls({"format": FORMAT, "id": code, "name": name, "policy": policy, "sections": []})

    @classmethod
    def of(cls, version: ScorecardVersion) -> CardDraft:
        return cls(json.loads(version.canonical))

    # --- what it says ---

    @cached_property
    def _checked(self) -> tuple[ScorecardVersion, tuple[Found, ...]]:
        return check_data(self.source)

    @cached_property
    def problems(self) -> tuple[Found, ...]:
        """What is wrong, each with its path and its sentence; none when it can be published."""
        return (*self._checked[1], *names_twice(self.source))

    @cached_property
    def hints(self) -> tuple[Found, ...]:
        """What may be meant so, and is mentioned."""
        return tuple(names_elsewhere(self.source))

    @property
    def version(self) -> ScorecardVersion | None:
        """The card, as soon as it keeps the rules of the template. Names that stand twice keep it
        from being published, not from being tried or written to a file."""
        version, found = self._checked
        return None if found else version

    def problems_at(self, path: str) -> tuple[Found, ...]:
        """Those of a field, or of all that lies under a section, item or option."""
        return tuple(
            found
            for found in self.problems
            if found.path == path or found.path.startswith((f"{path}.", f"{path}["))
        )

    def get(self, path: str, default: Any = None) -> Any:
        """What stands there as it was typed."""
        value = value_at(self.source, steps_of(path))
        return default if value is None else value

    def items(self) -> Iterator[tuple[str, Json]]:
        """Path and table of every item, in the card's order."""
        for number, section in enumerate(self.get("sections", [])):
            for place, item in enumerate(section.get("items", [])):
                yield f"sections[{number}].items[{place}]", item

    # --- edits ---

    def set(self, path: str, value: Any) -> CardDraft:
        """A field as it was typed; None takes it away. ``shown_when`` of other items follows a
        changed id of an item or option."""
        steps = steps_of(path)
        if steps and steps[-1] in _WHOLE and isinstance(value, str):
            value = _whole(value)
        draft = CardDraft(with_value(self.source, steps, value))
        if steps and steps[-1] == "id" and "items" in steps and value:
            return draft._follow(path, str(self.get(path, "")), str(value))
        return draft

    def add_section(self, place: int | None = None) -> tuple[CardDraft, str]:
        """A section without items, at the end or before ``place``; and its path."""
        codes = {str(section.get("id")) for section in self.get("sections", [])}
        code = next(c for c in _letters() if c not in codes)
        section = {
            "id": code,
            "name": "",
            "weight": _USUAL_WEIGHT,
            "dimension": "business",
            "items": [],
        }
        return self._insert("sections", section, place)

    def add_item(self, section: str, place: int | None = None) -> tuple[CardDraft, str]:
        """An item of yes and no, at the end of the section (a path) or before ``place``."""
        stem = str(self.get(f"{section}.id", "")).lower() or "item"
        answer = {"type": "yes_no"}
        code = self._free_code(stem)
        item = {"id": code, "name": "", "weight": _USUAL_WEIGHT, "answer": answer}
        return self._insert(f"{section}.items", item, place)

    def add_option(self, item: str, place: int | None = None) -> tuple[CardDraft, str]:
        """An option of 0 points to an item whose answer is a choice."""
        options = self.get(f"{item}.answer.options", [])
        codes = {str(option.get("id")) for option in options}
        code = next(c for n in range(1, 10_000) if (c := f"o{n}") not in codes)
        return self._insert(f"{item}.answer.options", {"id": code, "name": "", "points": 0}, place)

    def add_grade(self) -> tuple[CardDraft, str]:
        """A grade below the others."""
        return self._insert("policy.grades", {"name": "", "from": 0}, None)

    def remove(self, path: str) -> CardDraft:
        """A section, item, option or grade. What depended on it is then among the problems."""
        return CardDraft(removed(self.source, steps_of(path)))

    def move(self, path: str, target: str, place: int) -> tuple[CardDraft, str]:
        """To the list ``target`` (``sections``, ``sections[1].items``, …), before ``place`` as the
        list stands without the moved one."""
        steps = steps_of(path)
        entry = value_at(self.source, steps)
        return CardDraft(removed(self.source, steps))._insert(target, entry, place)

    def duplicate(self, path: str) -> tuple[CardDraft, str]:
        """A copy behind it with ids of its own; ``shown_when`` inside it names the copies."""
        steps = steps_of(path)
        entry = value_at(self.source, steps)
        outer, place = path_of(steps[:-1]), steps[-1]
        assert isinstance(place, int)  # noqa: S101 - sections, items and options stand in lists
        siblings = {str(each.get("id")) for each in self.get(outer, [])}
        if steps[-2] == "options":
            return self._insert(outer, entry | {"id": _another(entry, siblings)}, place + 1)
        items = {str(item.get("id")) for _, item in self.items()}
        if steps[-2] == "items":
            return self._insert(outer, entry | {"id": _another(entry, items)}, place + 1)
        copies: list[Json] = []
        renamed: dict[str, str] = {}
        for item in entry.get("items", []):
            code = _another(item, items)
            items.add(code)
            renamed[str(item.get("id"))] = code
            copies.append(item | {"id": code})
        copies = [_renamed_shower(copy, renamed) for copy in copies]
        copied = entry | {"id": _another(entry, siblings), "items": copies}
        return self._insert(outer, copied, place + 1)

    def set_answer_kind(self, item: str, kind: AnswerKind, *, was_scored: bool = True) -> CardDraft:
        """Another type of answer, with what the old one had in common with it. ``was_scored``: a
        version has the item, so that options keep the ids by which its answers are known. Words
        have no weight and are no bonus; what was words is given the usual weight."""
        table: Json = dict(self.get(item, {}))
        answer = table.get("answer") or {}
        if answer.get("type") == kind:
            return self
        if kind == "text":
            table = {k: v for k, v in table.items() if k not in _WORTH}
        elif "weight" not in table and not table.get("bonus"):
            table["weight"] = _USUAL_WEIGHT
        draft = self.set(item, table | {"answer": _answer_of(kind, answer)})
        return draft if was_scored or kind != "choice" else draft._own_options(item)

    def _own_options(self, item: str) -> CardDraft:
        """Ids that say nothing, for options that are to be called something else."""
        draft = self
        for number, _ in enumerate(self.get(f"{item}.answer.options", [])):
            draft = draft.set(f"{item}.answer.options[{number}].id", f"o{number + 1}")
        return draft

    def set_bonus(self, item: str, on: bool) -> CardDraft:
        """A bonus item has points in place of a weight."""
        table = dict(self.get(item))
        worth = table.pop("weight", None) or table.pop("bonus_points", None) or 5
        table = {key: value for key, value in table.items() if key not in ("bonus", "bonus_points")}
        table |= {"bonus": True, "bonus_points": worth} if on else {"weight": worth}
        return self.set(item, table)

    def set_fatal_form(self, rule: str) -> CardDraft:
        """What a fatal item does to the score; a cap begins at 60."""
        cap = self.get("policy.cap_at", 60) if rule == "cap" else None
        return self.set("policy.fatal_form", rule).set("policy.cap_at", cap)

    def _insert(self, target: str, entry: Any, place: int | None) -> tuple[CardDraft, str]:
        at = len(self.get(target, [])) if place is None else place
        steps = (*steps_of(target), at)
        return CardDraft(inserted(self.source, steps, entry)), path_of(steps)

    def _free_code(self, stem: str) -> str:
        codes = {str(item.get("id")) for _, item in self.items()}
        return next(code for n in range(1, 10_000) if (code := f"{stem}{n}") not in codes)

    def _follow(self, path: str, old: str, new: str) -> CardDraft:
        """``shown_when`` says the new id of the item or option whose id stood at ``path``."""
        at = path.removesuffix(".id").partition(".answer.options[")
        shower = str(self.get(f"{at[0]}.id", ""))
        is_option = bool(at[1])
        if not is_option and any(item.get("id") == old for _, item in self.items()):
            return self  # another item of that id is still there: nobody knows which was meant
        draft = self
        for where, item in self.items():
            condition = item.get("shown_when") or {}
            if is_option and condition.get("item") == shower:
                options = [new if each == old else each for each in condition.get("options", [])]
                draft = draft.set(f"{where}.shown_when.options", options)
            elif not is_option and old and condition.get("item") == old:
                draft = draft.set(f"{where}.shown_when.item", new)
        return draft


def _whole(typed: str) -> int | str:
    """A field's text as a whole number; what is none stays as it is and is a problem."""
    plain = typed.strip()
    digits = plain.removeprefix("-")
    return int(plain) if digits.isascii() and digits.isdigit() and len(digits) < 11 else typed


def _letters() -> Iterator[str]:
    yield from "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    yield from (f"S{number}" for number in range(1, 10_000))


def _another(entry: Mapping[str, Any], taken: set[str]) -> str:
    stem = str(entry.get("id") or "copy")[:58]
    return next(code for n in range(2, 10_000) if (code := f"{stem}_{n}") not in taken)


def _renamed_shower(item: Json, renamed: Mapping[str, str]) -> Json:
    condition = item.get("shown_when")
    if not condition or condition.get("item") not in renamed:
        return item
    return item | {"shown_when": condition | {"item": renamed[condition["item"]]}}


def _answer_of(kind: AnswerKind, answer: Mapping[str, Any]) -> Json:
    if kind == "scale":
        return {"type": kind, "low": 1, "high": 5}
    if kind == "deduct":
        return {"type": kind, "points": 10, "each": 1} | _effects(_worst(answer))
    if kind == "yes_no":
        return {"type": kind} | ({"no": effects} if (effects := _effects(_worst(answer))) else {})
    if kind == "choice":
        no = {"id": "no", "name": NO, "points": 0} | _effects(_worst(answer))
        return {"type": kind, "options": [{"id": "yes", "name": YES, "points": 1}, no]}
    return {"type": kind}


def _worst(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    """Where the old answer keeps what a loss brings besides points."""
    options = answer.get("options")
    if options:
        return dict(options[-1])
    return dict(answer.get("no") or answer)


def _effects(table: Mapping[str, Any]) -> Json:
    return {key: table[key] for key in _EFFECTS if key in table}
