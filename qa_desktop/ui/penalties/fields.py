"""Which fields the rules, the rungs or a clause have, in the order of Tab."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from qa_desktop.domain.penalty_draft import StandardDraft, cents_of, whole_of, yuan_text
from qa_desktop.domain.penalty_rungs import RUNGS as RUNG_CODES
from qa_desktop.domain.slip_fact import DUE_DAYS, IMPACTS, SEVERITIES, SIGNING_ROLES, SILENCES
from qa_desktop.texts import text
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.scorecards.fault_field import FaultChoices
from qa_desktop.ui.scorecards.fields import NO_FAULTS, Field, Kind
from qa_desktop.ui.scorecards.words import name_text
from qa_desktop.ui.words import role_name

RULES, RUNGS = "", "rungs"
"""Places beside ``clauses[3]``."""


def fields_of(draft: StandardDraft, place: str, faults: FaultChoices = NO_FAULTS) -> list[Field]:
    """``place``: ``RULES``, ``RUNGS``, or the path of a clause."""
    if place == RULES:
        return _rules(draft)
    if place == RUNGS:
        return _rungs(draft)
    found = _clause(draft, place, faults)
    return [replace(field, name=field.name.removeprefix(f"{place}.")) for field in found]


def _rules(draft: StandardDraft) -> list[Field]:
    return [
        *_both(draft, "name", translate("Penalties", "Name of the standard")),
        Field("id", "id", "line", translate("Penalties", "Code"), str(draft.get("id", ""))),
        _heading("impact_steps", translate("Penalties", "What leads further up the ladder")),
        _whole(draft, "window_days", translate("Penalties", "A repeat is within (days)")),
        _whole(draft, "repeat_steps", translate("Penalties", "Each repeat: rungs up"), beside=True),
        *(
            _whole(draft, f"impact_steps.{impact}", _up_words(impact), beside=impact == "harm")
            for impact in IMPACTS[1:]
        ),
        Field(
            "steepest",
            "steepest",
            "choice",
            translate("Penalties", "Repeats and impact lead at most to"),
            draft.get("steepest", RUNG_CODES[0]),
            choices=_rung_choices(draft),
        ),
        _amount(
            draft,
            "monthly_cap_cents",
            translate("Penalties", "Fines of an agent in a month, at most (yuan)"),
        ),
        _heading("flow", translate("Penalties", "How a slip is handled")),
        Field(
            "flow.hearing_first",
            "flow.hearing_first",
            "tick",
            translate("Penalties", "The agent may be heard before the lead has confirmed"),
            draft.get("flow.hearing_first") is True,
        ),
        Field(
            "flow.silence",
            "flow.silence",
            "choice",
            translate("Penalties", "When a due date passes"),
            draft.get("flow.silence", SILENCES[0]),
            choices=[(each, _said(f"penalty.silence_{each}")) for each in SILENCES],
        ),
        _heading("flow.days", translate("Penalties", "Days for each step")),
        *(
            _whole(draft, f"flow.days.{each}", _said(f"penalty.days_{each}"), beside=place > 0)
            for place, each in enumerate(DUE_DAYS)
        ),
    ]


def _up_words(impact: str) -> str:
    words = translate("Penalties", "{impact}: rungs up")
    return words.format(impact=_said(f"penalty.impact_{impact}"))


def _rungs(draft: StandardDraft) -> list[Field]:
    found = [_heading("rungs", translate("Penalties", "From the mildest to the harshest"))]
    listed = draft.get(RUNGS, [])
    for number, _ in enumerate(listed if isinstance(listed, list) else []):
        path = f"rungs[{number}]"
        label = translate("Penalties", "Rung {n}").format(n=number + 1)
        found += _both(draft, f"{path}.name", label)
        signing = draft.get(f"{path}.sign_offs", [])
        found.append(
            Field(
                f"{path}.sign_offs",
                f"{path}.sign_offs",
                "ticks",
                translate("Penalties", "Signed off by"),
                tuple(signing) if isinstance(signing, list) else (),
                choices=[(role, role_name(role)) for role in SIGNING_ROLES],
            )
        )
    return found


def _clause(draft: StandardDraft, place: str, faults: FaultChoices) -> list[Field]:
    number, fault = f"{place}.number", f"{place}.fault"
    code = str(draft.get(fault, ""))
    found = [
        Field(number, number, "line", translate("Penalties", "Clause"), str(draft.get(number, ""))),
        Field(
            fault,
            fault,
            "fault",
            translate("Penalties", "Fault"),
            code,
            beside=True,
            offered=faults,
            note=faults.note(code),
        ),
        *_both(draft, f"{place}.words", translate("Penalties", "What it says"), "words"),
        _heading(f"{place}.rung", translate("Penalties", "The first time, by severity")),
    ]
    for severity in SEVERITIES:
        rung = f"{place}.{severity}.rung"
        found += [
            Field(
                rung,
                rung,
                "choice",
                _said(f"penalty.severity_{severity}"),
                draft.get(rung, RUNG_CODES[0]),
                choices=_rung_choices(draft),
            ),
            _amount(
                draft,
                f"{place}.{severity}.amount_cents",
                translate("Penalties", "Fine (yuan)"),
                beside=True,
            ),
        ]
    label = translate("Penalties", "Each repeat adds to a fine (yuan)")
    return [*found, _amount(draft, f"{place}.repeat_cents", label)]


def _rung_choices(draft: StandardDraft) -> list[tuple[str, str]]:
    """By the standard's own names."""
    return [
        (code, name_text(draft.get(f"rungs[{place}].name")) or _said(f"rung.{code}"))
        for place, code in enumerate(RUNG_CODES)
    ]


def _both(draft: StandardDraft, path: str, label: str, kind: Kind = "line") -> list[Field]:
    zh, en = _words(draft.get(path))
    other = translate("Penalties", "In English, if different")
    return [
        Field(path, path, kind, label, zh, partial(_put, path, True)),
        Field(f"{path}.en", f"{path}.en", kind, other, en, partial(_put, path, False), beside=True),
    ]


def _put(path: str, is_chinese: bool, draft: Any, typed: str) -> Any:
    """One text, or both languages once the second is typed."""
    zh, en = _words(draft.get(path))
    zh, en = (typed, en) if is_chinese else (zh, typed)
    return draft.set(path, {"zh": zh, "en": en} if en.strip() else zh)


def _words(value: Any) -> tuple[str, str]:
    if isinstance(value, dict):
        return str(value.get("zh", "")), str(value.get("en", ""))
    return str(value or ""), ""


def _whole(draft: StandardDraft, path: str, label: str, *, beside: bool = False) -> Field:
    shown = str(draft.get(path, ""))
    return Field(path, path, "number", label, shown, partial(_put_whole, path), beside=beside)


def _put_whole(path: str, draft: Any, typed: str) -> Any:
    return draft.set(path, whole_of(typed))


def _amount(draft: StandardDraft, path: str, label: str, *, beside: bool = False) -> Field:
    shown = yuan_text(draft.get(path, ""))
    return Field(path, path, "amount", label, shown, partial(_put_amount, path), beside=beside)


def _put_amount(path: str, draft: Any, typed: str) -> Any:
    return draft.set(path, cents_of(typed))


def _heading(path: str, label: str) -> Field:
    return Field(path, path, "heading", label, inner=False)


def _said(id: str) -> str:
    return text(id).render(i18n.catalogue_language())
