"""What the payloads of a warning slip 质检提醒单 must be (docs/slip-format.md).

Anybody's program may have signed them, and they are kept for ever: what is not of this form has no
effect. Personal values stand as ``{"personal": hash}`` in an operation and as text once they are
put in, None where they were erased; both forms are taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from qa_desktop.domain.penalty_rungs import RUNGS

FORMAT: Final = "slip/1"
SEVERITIES: Final = ("minor", "serious", "grave")
"""轻微, 较重, 严重."""
IMPACTS: Final = ("none", "customer", "harm")
"""没有影响, 影响了客户, 造成损失或投诉."""
SIGNING_ROLES: Final = ("lead", "supervisor", "manager")
"""Who may have to sign a slip off at its end, in this order."""
ISSUERS: Final = ("inspector", "lead", "supervisor")
"""Roles in which a slip is drawn."""
SILENCES: Final = ("waits", "consents", "escalates")
"""What it means when a due date passes: nothing, consent, or that it goes one step up."""
DUE_DAYS: Final = ("lead", "supervisor", "acceptance", "manager", "agent", "sign_off")
MAX_FAULTS: Final = 50
MAX_CENTS: Final = 100_000_000

_DAY: Final = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}\Z")
_Check = Callable[[Any], bool]


def is_said(value: Any) -> bool:
    """A personal value that is there: its hash in an operation, else words."""
    if isinstance(value, Mapping):
        return set(value) == {"personal"} and isinstance(value["personal"], str)
    return isinstance(value, str) and bool(value.strip())


def _text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 200


def _day(value: Any) -> bool:
    """An ISO day that the calendar has."""
    if not isinstance(value, str) or not _DAY.match(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _maybe(fits: _Check) -> _Check:
    return lambda value: value is None or fits(value)


def _whole(least: int, most: int) -> _Check:
    return lambda value: type(value) is int and least <= value <= most


def _one_of(allowed: tuple[str, ...]) -> _Check:
    return lambda value: isinstance(value, str) and value in allowed


def _list_of(fits: _Check, least: int, most: int) -> _Check:
    return lambda value: (
        isinstance(value, list) and least <= len(value) <= most and all(map(fits, value))
    )


def _has(members: Mapping[str, _Check]) -> _Check:
    """An object with these members; ones left out count as None, others are not looked at."""
    return lambda value: (
        isinstance(value, Mapping) and all(fits(value.get(name)) for name, fits in members.items())
    )


_FLAG: Final[_Check] = lambda value: isinstance(value, bool)  # noqa: E731
_CENTS: Final = _whole(0, MAX_CENTS)
_MS: Final = _whole(0, 1 << 40)
_RUNG: Final = _one_of(RUNGS)
_PERSONAL: Final = _maybe(is_said)

SUBJECT: Final = ("covers", "scorecard", "standard")
"""What every signature names beside the slip itself, and must be as the slip has it."""

_EARLIER: Final = _has({"slip": _text, "day": _day, "rung": _RUNG})
_FAULT: Final = _has(
    {
        "fault": _text,
        "clause": _maybe(_text),
        "severity": _one_of(SEVERITIES),
        "impact": _one_of(IMPACTS),
        "item": _maybe(_text),
        "annotation": _maybe(_text),
        "from_ms": _maybe(_MS),
        "to_ms": _maybe(_MS),
        "rung": _RUNG,
        "amount_cents": _CENTS,
        "earlier": _list_of(_EARLIER, 0, 50),
        "words": _PERSONAL,
    }
)
_DRAWN: Final = _has({"rung": _RUNG, "amount_cents": _CENTS})
_TERMS: Final = _has(
    {
        "hearing_first": _FLAG,
        "silence": _one_of(SILENCES),
        "days": _has(dict.fromkeys(DUE_DAYS, _whole(1, 365))),
    }
)
_SLIP: Final = _has(
    {
        "format": _one_of((FORMAT,)),
        "by": _text,
        "role": _one_of(ISSUERS),
        "evaluation": _text,
        "covers": _text,
        "scorecard": _text,
        "scorecard_version": _maybe(_text),
        "call": _text,
        "recording": _maybe(_text),
        "agent": _text,
        "agent_person": _maybe(_text),
        "barred": _list_of(_text, 0, 100),
        "team": _maybe(_text),
        "day": _day,
        "started": _maybe(_text),
        **dict.fromkeys(("agent_number", "agent_name", "serial", "order_number"), _PERSONAL),
        **dict.fromkeys(("strengths", "why_other"), _PERSONAL),
        "faults": _list_of(_FAULT, 1, MAX_FAULTS),
        "recommended": _DRAWN,
        "rung": _RUNG,
        "amount_cents": _CENTS,
        "standard": _text,
        "penalty_standard": _maybe(_text),
        "sign_offs": _list_of(_one_of(SIGNING_ROLES), 0, len(SIGNING_ROLES)),
        "terms": _TERMS,
    }
)


def is_slip(payload: Mapping[str, Any]) -> bool:
    """Whether this draws a slip: its form, that whoever drew it may, and that another rung or
    amount than the recommended one comes with a reason."""
    if payload.get("move") != "draw" or not _SLIP(payload):
        return False
    offs = payload["sign_offs"]
    said = (payload["rung"], payload["amount_cents"])
    recommended = (payload["recommended"]["rung"], payload["recommended"]["amount_cents"])
    return (
        offs == [role for role in SIGNING_ROLES if role in offs]
        and (said == recommended or is_said(payload.get("why_other")))
        and (payload["amount_cents"] == 0 or payload["rung"] == "fine")
        and all(_is_place(fault) for fault in payload["faults"])
    )


def _is_place(fault: Mapping[str, Any]) -> bool:
    start, end = fault.get("from_ms"), fault.get("to_ms")
    return end is None or (start is not None and start <= end)


_SPANS: Final = _list_of(
    lambda span: isinstance(span, list) and len(span) == 3 and all(map(_MS, span)), 0, 10_000
)
_WITNESS: Final = _has({"name": is_said, "person": _maybe(_text)})
MEMBERS: Final[Mapping[str, _Check]] = {
    "send": _has({"lead": _text, "supervisor": _maybe(_text), "manager": _maybe(_text)}),
    "confirm": _has({"heard": _maybe(_SPANS)}),
    "dispute": _has({"heard": _maybe(_SPANS), "reason": _PERSONAL}),
    "decide": _has(
        {
            "heard": _maybe(_SPANS),
            "deduct": _FLAG,
            "reason": _PERSONAL,
            "proposal": _maybe(_text),
        }
    ),
    "accept": _has({}),
    "take_on": _has({"reason": _PERSONAL}),
    "lapse": _has({}),
    "hear": _has({"found": _FLAG, "finding": _PERSONAL, "heard": _maybe(_SPANS)}),
    "sign": _has({"strokes": is_said, "words": _PERSONAL}),
    "refuse": _has({"words": _PERSONAL, "witness": _maybe(_WITNESS)}),
    "absent": _has({"reason": _PERSONAL, "witness": _maybe(_WITNESS)}),
    "sign_off": _has({"strokes": _PERSONAL}),
    "cancel": _has({"reason": _PERSONAL}),
    "void": _has({"reason": _PERSONAL, "appeal": _maybe(_text)}),
    "settle": _has({"reason": _PERSONAL, "takes": _text}),
}
"""By move, what it says; the manager decides with the same words as the supervisor."""

_EVERY_MOVE: Final = _has(
    {"by": _text, "role": _text, "slip": _text, **dict.fromkeys(SUBJECT, _text)}
)


def is_move(payload: Mapping[str, Any]) -> bool:
    """Whether this is a move of a known kind, whole."""
    move = payload.get("move")
    fits = MEMBERS.get(move) if isinstance(move, str) else None
    return fits is not None and fits(payload) and _EVERY_MOVE(payload)
