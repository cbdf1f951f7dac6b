"""Which fields the card, a section or an item has, in the order in which Tab goes through them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal

from qa_desktop.domain.annotations import COMPETENCIES
from qa_desktop.domain.scoring.draft import NO, YES, CardDraft
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.scorecards import words
from qa_desktop.ui.scorecards.fault_field import FaultChoices
from qa_desktop.ui.scorecards.words import Choices, name_text
from qa_desktop.ui.words import competency_name

Edited = CardDraft | tuple[CardDraft, str]
"""A draft, or with it the path of what was added."""
Act = Callable[[CardDraft, Any], Edited]
Kind = Literal[
    "line", "number", "amount", "words", "choice", "tick", "ticks", "button", "heading", "fault"
]


NO_FAULTS = FaultChoices()


@dataclass(frozen=True)
class Field:
    """``path`` is where problems lie; ``name`` tells the fields of one place apart and is the same
    in all places of a kind."""

    name: str
    path: str
    kind: Kind
    label: str
    value: Any = None
    act: Act | None = None
    """What a new value does; without it, it is set at ``path``."""
    choices: Choices = ()
    beside: bool = False
    """On one line with the field before it."""
    inner: bool = True
    """Problems of what lies below the path are told here as well."""
    offered: FaultChoices = NO_FAULTS
    """Of a fault."""
    note: str = ""
    """What is said below it while nothing is wrong."""

    @property
    def shape(self) -> tuple[Any, ...]:
        """Fields of one shape differ in their values alone, and in what a list offers."""
        choices = tuple(self.choices) if self.kind == "ticks" else ()
        return (self.name, self.kind, self.label, choices, self.beside)

    def changed(self, draft: CardDraft, value: Any) -> Edited:
        if self.act is not None:
            return self.act(draft, value)
        if self.kind == "number":
            value = unicodedata.normalize("NFKC", value).strip()  # ３０ of an input method
        return draft.set(self.path, value)


def fields_of(
    draft: CardDraft, place: str, faults: FaultChoices = NO_FAULTS, *, was_scored: bool = True
) -> list[Field]:
    """``place``: ``""`` for the card, else the path of a section or item. ``was_scored``: a version
    has the item."""
    if not place:
        return _card(draft)
    found = (
        _item(draft, place, faults, was_scored) if ".items[" in place else _section(draft, place)
    )
    return [replace(field, name=field.name.removeprefix(f"{place}.")) for field in found]


# -- the card


def _card(draft: CardDraft) -> list[Field]:
    found = [
        *_name(draft, "name", translate("Scorecards", "Name of the card")),
        _line(draft, "id", translate("Scorecards", "Code")),
        _number(draft, "policy.pass_mark", translate("Scorecards", "Pass mark")),
        _number(draft, "policy.decimals", translate("Scorecards", "Decimals"), "1", beside=True),
        _number(
            draft, "policy.bonus_cap", translate("Scorecards", "Bonus over 100"), "0", beside=True
        ),
        Field(
            "policy.fatal_form",
            "policy.fatal_form",
            "choice",
            translate("Scorecards", "When a critical item takes the card"),
            draft.get("policy.fatal_form", "zero"),
            lambda d, rule: d.set_fatal_form(rule),
            words.fatal_forms(),
        ),
    ]
    if draft.get("policy.fatal_form") == "cap":
        found.append(
            _number(draft, "policy.cap_at", translate("Scorecards", "At most"), beside=True)
        )
    found.append(_heading("policy.grades", translate("Scorecards", "Grades, the best first")))
    for number, _ in enumerate(draft.get("policy.grades", [])):
        path = f"policy.grades[{number}]"
        found += _name(draft, f"{path}.name", translate("Scorecards", "Grade"))
        found.append(_number(draft, f"{path}.from", translate("Scorecards", "From"), beside=True))
        found.append(_remove(path))
    found.append(_button("add_grade", translate("Scorecards", "Add a grade"), _add_grade))
    return found


def _add_grade(draft: CardDraft, _value: Any) -> Edited:
    return draft.add_grade()


# -- a section


def _section(draft: CardDraft, place: str) -> list[Field]:
    return [
        *_name(draft, f"{place}.name", translate("Scorecards", "Name of the section")),
        _line(draft, f"{place}.id", translate("Scorecards", "Code")),
        _number(draft, f"{place}.weight", translate("Scorecards", "Weight"), beside=True),
        _choice(
            draft,
            f"{place}.dimension",
            translate("Scorecards", "Dimension"),
            words.dimensions(),
            "business",
            beside=True,
        ),
        _heading(f"{place}.items", ""),
    ]


# -- an item


def _item(draft: CardDraft, place: str, faults: FaultChoices, was_scored: bool) -> list[Field]:
    is_words = draft.get(f"{place}.answer.type") == "text"
    is_bonus = bool(draft.get(f"{place}.bonus"))
    worth = "bonus_points" if is_bonus else "weight"
    label = (
        translate("Scorecards", "Bonus points") if is_bonus else translate("Scorecards", "Weight")
    )
    worth_fields = [
        _number(draft, f"{place}.{worth}", label, beside=True),
        Field(
            f"{place}.bonus",
            f"{place}.bonus",
            "tick",
            translate("Scorecards", "Bonus"),
            is_bonus,
            lambda d, on: d.set_bonus(place, on),
            beside=True,
        ),
    ]
    return [
        *_name(draft, f"{place}.name", translate("Scorecards", "Name of the item")),
        _line(draft, f"{place}.id", translate("Scorecards", "Code")),
        *([] if is_words else worth_fields),
        Field(
            f"{place}.answer.type",
            f"{place}.answer.type",
            "choice",
            translate("Scorecards", "Answered by"),
            draft.get(f"{place}.answer.type", "yes_no"),
            lambda d, kind: d.set_answer_kind(place, kind, was_scored=was_scored),
            words.answer_kinds(),
        ),
        *_answer(draft, place, faults),
        _choice(
            draft,
            f"{place}.na",
            translate("Scorecards", "Not applicable (N/A)"),
            words.na_rules(),
            "forbidden",
        ),
        _choice(
            draft,
            f"{place}.evidence",
            translate("Scorecards", "Evidence"),
            words.evidence_rules(),
            "optional",
            beside=True,
        ),
        *_guidance(draft, place),
        Field(
            f"{place}.competencies",
            f"{place}.competencies",
            "ticks",
            translate("Scorecards", "Competencies"),
            tuple(draft.get(f"{place}.competencies", ())),
            lambda d, codes: d.set(f"{place}.competencies", list(codes) or None),
            [(code, competency_name(code)) for code in COMPETENCIES],
        ),
        *_shown_when(draft, place),
    ]


def _answer(draft: CardDraft, place: str, faults: FaultChoices) -> list[Field]:
    kind, at = draft.get(f"{place}.answer.type"), f"{place}.answer"
    if kind == "scale":
        return [
            _number(draft, f"{at}.low", translate("Scorecards", "Lowest"), beside=True),
            _number(draft, f"{at}.high", translate("Scorecards", "Highest"), beside=True),
            _number(draft, f"{at}.step", translate("Scorecards", "Step"), "1", beside=True),
        ]
    if kind == "deduct":
        return [
            _number(draft, f"{at}.points", translate("Scorecards", "Deduction of"), beside=True),
            _number(draft, f"{at}.each", translate("Scorecards", "Off each time"), beside=True),
            *_consequence(draft, at, translate("Scorecards", "Once it occurs:"), faults),
        ]
    if kind == "yes_no":
        no = translate("Scorecards", "When the answer is No:")
        yes = translate("Scorecards", "When the answer is Yes:")
        return [
            *_consequence(draft, f"{at}.no", no, faults),
            *_consequence(draft, f"{at}.yes", yes, faults),
        ]
    return _options(draft, place, faults) if kind == "choice" else []


def _options(draft: CardDraft, place: str, faults: FaultChoices) -> list[Field]:
    at = f"{place}.answer.options"
    found = [_heading(at, translate("Scorecards", "Options, in the order of the keys 1 to 9"))]
    for number, _ in enumerate(draft.get(at, [])):
        path = f"{at}[{number}]"
        label = translate("Scorecards", "Option {n}").format(n=number + 1)
        found += _name(draft, f"{path}.name", label)
        found.append(
            _number(draft, f"{path}.points", translate("Scorecards", "Points"), beside=True)
        )
        found.append(_line(draft, f"{path}.id", translate("Scorecards", "Code"), beside=True))
        found.append(_remove(path))
        found += _consequence(draft, path, "", faults)
    words_of_button = translate("Scorecards", "Add an option")
    found.append(_button(f"{place}.add_option", words_of_button, lambda d, _: d.add_option(place)))
    return found


def _consequence(draft: CardDraft, at: str, heading: str, faults: FaultChoices) -> list[Field]:
    """What an answer brings besides points. A fault of the catalogue brings its class, where none
    was chosen."""

    def put(key: str, none: Any, draft: CardDraft, value: Any) -> CardDraft:
        table = {k: v for k, v in (draft.get(at) or {}).items() if k != key}
        if value not in (none, "", None):
            table[key] = value
        is_of_yes_no = at.endswith((".yes", ".no"))
        return draft.set(at, None if is_of_yes_no and not table else table)

    found = [_heading(f"{at}.heading", heading)] if heading else []
    for key, label, choices in (
        ("fatal", translate("Scorecards", "Critical"), words.fatal_kinds()),
        ("problem_class", translate("Scorecards", "Class"), words.problem_classes()),
    ):
        path = f"{at}.{key}"
        value = draft.get(path, "none")
        act = partial(put, key, "none")
        found.append(Field(path, path, "choice", label, value, act, choices, key != "fatal"))
    path = f"{at}.wrong_information"
    label = translate("Scorecards", "Wrong information")
    act = partial(put, "wrong_information", False)
    found.append(Field(path, path, "tick", label, bool(draft.get(path)), act, (), True))

    def put_fault(draft: CardDraft, code: str) -> CardDraft:
        known = faults.faults.get(code)
        draft = put("fault", "", draft, code)
        if known is None or not known.problem_class or draft.get(f"{at}.problem_class"):
            return draft
        return put("problem_class", "none", draft, known.problem_class)

    path = f"{at}.fault"
    label = translate("Scorecards", "Fault")
    fault = Field(path, path, "fault", label, draft.get(path, ""), put_fault)
    found.append(replace(fault, offered=faults, note=faults.note(fault.value)))
    return found


def _guidance(draft: CardDraft, place: str) -> list[Field]:
    path = f"{place}.guidance"
    zh, en = _both(draft.get(path))
    rulings = translate("Scorecards", "Guidance: what counts and what does not, with rulings")
    other = translate("Scorecards", "Guidance in English, if different")
    return [
        Field(path, path, "words", rulings, zh, partial(_put_name, path, "zh")),
        Field(f"{path}.en", path, "words", other, en, partial(_put_name, path, "en"), inner=False),
    ]


def _shown_when(draft: CardDraft, place: str) -> list[Field]:
    """Only another item with options can show an item."""
    own = draft.get(f"{place}.id")
    path = f"{place}.shown_when"
    shower = draft.get(f"{path}.item", "")
    items = {
        str(item.get("id")): item
        for _, item in draft.items()
        if item.get("id") != own and (item.get("answer") or {}).get("type") in ("yes_no", "choice")
    }
    choices = [("", translate("Scorecards", "Always"))]
    choices += [(code, f"{code}  {name_text(item.get('name'))}") for code, item in items.items()]
    if shower and shower not in items:
        choices.append((shower, shower))
    label = translate("Scorecards", "Shown")
    found = [Field(f"{path}.item", path, "choice", label, shower, partial(_show, path), choices)]
    if shower in items:
        found.append(
            Field(
                f"{path}.options",
                f"{path}.options",
                "ticks",
                translate("Scorecards", "when its answer is"),
                tuple(draft.get(f"{path}.options", ())),
                lambda d, codes: d.set(f"{path}.options", list(codes)),
                options_of(items[shower]),
                inner=False,
            )
        )
    return found


def _show(path: str, draft: CardDraft, shower: str) -> CardDraft:
    """By the best answer of that item, until other answers are ticked."""
    if not shower:
        return draft.set(path, None)
    item = next(item for _, item in draft.items() if item.get("id") == shower)
    options = [code for code, _ in options_of(item)][:1]
    return draft.set(path, {"item": shower, "options": options})


def options_of(item: dict[str, Any]) -> Choices:
    """Codes and names of what an item of yes and no, or of options, may be answered."""
    answer = item.get("answer") or {}
    if answer.get("type") == "yes_no":
        return (("yes", translate("Scorecards", "Yes")), ("no", translate("Scorecards", "No")))
    options = answer.get("options") or []
    return [(str(each.get("id")), name_text(each.get("name"))) for each in options]


# -- parts


def _both(name: Any) -> tuple[str, str]:
    if isinstance(name, dict):
        return str(name.get("zh") or ""), str(name.get("en") or "")
    return str(name or ""), ""


def _name(draft: CardDraft, path: str, label: str) -> list[Field]:
    zh, en = _both(draft.get(path))
    other = translate("Scorecards", "In English, if different")
    return [
        Field(path, path, "line", label, zh, partial(_put_name, path, "zh")),
        Field(
            f"{path}.en", f"{path}.en", "line", other, en, partial(_put_name, path, "en"), (), True
        ),
    ]


def _put_name(path: str, language: str, draft: CardDraft, typed: str) -> CardDraft:
    """One text, or both languages once the second is typed; guidance may be left out. Two that
    are the same stay two: one of them may be on its way to something longer."""
    before = draft.get(path)
    zh, en = _both(before)
    if before in (YES, NO) and language == "zh":  # what the program put there goes as a whole
        en = ""
    zh, en = (typed, en) if language == "zh" else (zh, typed)
    if en.strip():
        return draft.set(path, {"zh": zh, "en": en})
    return draft.set(path, zh if zh or not path.endswith("guidance") else None)


def _line(draft: CardDraft, path: str, label: str, beside: bool = False) -> Field:
    return Field(path, path, "line", label, str(draft.get(path, "")), None, (), beside)


def _number(
    draft: CardDraft, path: str, label: str, default: str = "", beside: bool = False
) -> Field:
    return Field(path, path, "number", label, str(draft.get(path, default)), None, (), beside)


def _choice(
    draft: CardDraft, path: str, label: str, choices: Choices, default: str, beside: bool = False
) -> Field:
    value = draft.get(path, default)
    return Field(path, path, "choice", label, value, None, choices, beside)


def _heading(path: str, label: str) -> Field:
    return Field(path, path, "heading", label, inner=False)


def _button(name: str, label: str, act: Act, beside: bool = False) -> Field:
    return Field(name, "", "button", label, None, act, (), beside, inner=False)


def _remove(path: str) -> Field:
    words_of_button = translate("Scorecards", "Remove")
    return _button(f"{path}.remove", words_of_button, lambda d, _: d.remove(path), beside=True)
