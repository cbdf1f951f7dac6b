"""The canonical JSON of a scorecard: one text for one meaning, hashed into the version's id.

The same keys as the template file. Keys sorted, no white space, no escapes that JSON does not
need, defaults left out (so that a later key with a default leaves every old id as it is), whole
numbers as integers and others as the shortest decimal string. This format is final.
"""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any, Final

from qa_desktop.domain.scoring.model import (
    AnswerType,
    Choice,
    Consequence,
    Deduct,
    Item,
    Name,
    Option,
    Policy,
    Scale,
    Section,
)

FORMAT: Final = 1
_MAX_DECIMALS: Final = 9

Json = dict[str, Any]


def canonical_json(code: str, name: Name, policy: Policy, sections: tuple[Section, ...]) -> str:
    card = {
        "format": FORMAT,
        "id": code,
        "name": _name(name),
        "policy": _policy(policy),
        "sections": [_section(section) for section in sections],
    }
    return json.dumps(card, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def number(value: Fraction) -> int | str:
    """``10`` for 10, ``"12.5"`` for 25/2; the loader admits at most nine decimals."""
    if value.denominator == 1:
        return value.numerator
    scaled = value * 10**_MAX_DECIMALS
    digits = f"{abs(scaled.numerator):0{_MAX_DECIMALS + 1}d}"
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-_MAX_DECIMALS]}.{digits[-_MAX_DECIMALS:].rstrip('0')}"


def _name(name: Name) -> str | Json:
    return name.zh if name.zh == name.en else {"zh": name.zh, "en": name.en}


def _policy(policy: Policy) -> Json:
    out: Json = {"fatal_form": policy.fatal_form, "pass_mark": number(policy.pass_mark)}
    if policy.cap_at is not None:
        out["cap_at"] = number(policy.cap_at)
    if policy.bonus_cap:
        out["bonus_cap"] = number(policy.bonus_cap)
    if policy.decimals != 1:
        out["decimals"] = policy.decimals
    if policy.grades:
        out["grades"] = [
            {"name": _name(grade.name), "from": number(grade.lowest)} for grade in policy.grades
        ]
    return out


def _section(section: Section) -> Json:
    return {
        "id": section.id,
        "name": _name(section.name),
        "weight": number(section.weight),
        "dimension": section.dimension,
        "items": [_item(item) for item in section.items],
    }


def _item(item: Item) -> Json:
    out: Json = {"id": item.id, "name": _name(item.name), "answer": _answer(item.answer)}
    if item.weight is not None:
        out["weight"] = number(item.weight)
    if item.bonus_points is not None:
        out |= {"bonus": True, "bonus_points": number(item.bonus_points)}
    if item.guidance is not None:
        out["guidance"] = _name(item.guidance)
    if item.na != "forbidden":
        out["na"] = item.na
    if item.evidence != "optional":
        out["evidence"] = item.evidence
    if item.competencies:
        out["competencies"] = list(item.competencies)
    if item.shown_when is not None:
        out["shown_when"] = {
            "item": item.shown_when.item,
            "options": list(item.shown_when.options),
        }
    return out


def _answer(answer: AnswerType) -> Json:
    out: Json = {"type": answer.kind}
    if isinstance(answer, Choice):
        if answer.kind == "yes_no":
            effects = {option.id: _consequence(option.consequence) for option in answer.options}
            return out | {option: effect for option, effect in effects.items() if effect}
        return out | {"options": [_option(option) for option in answer.options]}
    if isinstance(answer, Scale):
        out |= {"low": answer.low, "high": answer.high}
        return out if answer.step == 1 else out | {"step": answer.step}
    if isinstance(answer, Deduct):
        points = {"points": number(answer.points), "each": number(answer.each)}
        return out | points | _consequence(answer.consequence)
    return out


def _option(option: Option) -> Json:
    points = {"id": option.id, "name": _name(option.name), "points": number(option.points)}
    return points | _consequence(option.consequence)


def _consequence(consequence: Consequence) -> Json:
    out: Json = {}
    if consequence.fatal != "none":
        out["fatal"] = consequence.fatal
    if consequence.problem_class:
        out["problem_class"] = consequence.problem_class
    if consequence.fault:
        out["fault"] = consequence.fault
    if consequence.wrong_information:
        out["wrong_information"] = True
    return out
