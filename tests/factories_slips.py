"""Warning slips as operations say them: payloads, and steps of the flow without a journal."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from qa_desktop.domain.slip_flow import Course, course_of
from qa_desktop.domain.slip_rules import DAY_MS, Step

SAID = {"personal": "ab" * 32}
HEARD = [[0, 20_000, 100]]
START = 1_795_312_800_000
DAYS = {"lead": 2, "supervisor": 2, "acceptance": 2, "manager": 3, "agent": 3, "sign_off": 2}
FAULT = {
    "fault": "interrupting",
    "clause": "2.1",
    "severity": "minor",
    "impact": "none",
    "item": "listening",
    "annotation": None,
    "from_ms": 12_000,
    "to_ms": 18_000,
    "rung": "warning_slip",
    "amount_cents": 0,
    "earlier": [],
    "words": SAID,
}


def drawn(**other: Any) -> dict[str, Any]:
    """The payload that draws a slip."""
    return {
        "move": "draw",
        "format": "slip/1",
        "by": "i",
        "role": "inspector",
        "evaluation": "evaluation-1",
        "covers": "c" * 64,
        "scorecard": "5" * 64,
        "scorecard_version": None,
        "call": "call-1",
        "recording": "recording-1",
        "agent": "agent-1",
        "agent_person": "a",
        "barred": ["b"],
        "team": "team-1",
        "day": "2026-11-22",
        "started": "2026-11-20T09:35:00",
        "agent_number": SAID,
        "agent_name": SAID,
        "serial": SAID,
        "order_number": None,
        "faults": [FAULT],
        "recommended": {"rung": "warning_slip", "amount_cents": 0},
        "rung": "warning_slip",
        "amount_cents": 0,
        "why_other": None,
        "strengths": None,
        "standard": "9" * 64,
        "penalty_standard": None,
        "sign_offs": ["lead", "supervisor"],
        "terms": {"hearing_first": True, "silence": "waits", "days": DAYS},
    } | other


WHOLE: dict[str, dict[str, Any]] = {
    "send": {"lead": "l", "supervisor": "s", "manager": "m"},
    "confirm": {"heard": HEARD},
    "dispute": {"heard": HEARD, "reason": SAID},
    "decide": {"heard": HEARD, "reason": SAID, "deduct": True, "proposal": None},
    "accept": {},
    "take_on": {"reason": SAID},
    "lapse": {},
    "hear": {"found": True, "finding": SAID, "heard": HEARD},
    "sign": {"strokes": SAID, "words": SAID},
    "refuse": {"words": SAID, "witness": {"name": SAID, "person": "w"}},
    "absent": {"reason": SAID, "witness": {"name": SAID, "person": "w"}},
    "sign_off": {"strokes": None},
    "cancel": {"reason": SAID},
    "void": {"reason": SAID, "appeal": "appeal-1"},
    "settle": {"reason": SAID, "takes": "?"},
}
"""Every move with all that it may have to say."""


@dataclass
class Slip:
    """A slip under way; each move follows the heads of the last one unless told otherwise."""

    says: dict[str, Any] = field(default_factory=drawn)
    steps: list[Step] = field(default_factory=list)
    at: int = START

    def __post_init__(self) -> None:
        if not self.steps:
            self.root = self._step("fact", (), self.says)

    def move(self, move: str, by: str, role: str, **other: Any) -> str:
        """Id of the step; ``follows`` and ``after_days`` say where and when."""
        self.at += other.pop("after_days", 0) * DAY_MS + 1
        follows = other.pop("follows", None)
        kind = other.pop("kind", "fact")
        says = {
            "move": move,
            "by": by,
            "role": role,
            "slip": self.root,
            **{name: self.says[name] for name in ("covers", "scorecard", "standard")},
            **WHOLE[move],
            **other,
        }
        return self._step(kind, self.tips() if follows is None else tuple(follows), says)

    def tips(self) -> tuple[str, ...]:
        course = self.course()
        return tuple(step.id for step in (*course.heads, *course.hearings, *course.voids))

    def _step(self, kind: str, follows: tuple[str, ...], says: dict[str, Any]) -> str:
        id = hashlib.sha256(f"{len(self.steps)} {follows} {says}".encode()).hexdigest()
        rank = (self.at << 16, "r", id)
        self.steps.append(Step(id, kind, follows, self.at, rank, says))
        return id

    def course(self) -> Course:
        return course_of(self.steps)

    @property
    def stage(self) -> str:
        return self.course().state.stage

    def why(self, id: str) -> str | None:
        return self.course().refused.get(id)


def at_stage(stage: str, **other: Any) -> Slip:
    """A slip that has come so far, on the usual way."""
    if other:
        return _brought(stage, other)
    kept = _usual(stage)
    slip = Slip(kept.says, list(kept.steps), kept.at)
    slip.root = kept.root
    return slip


@cache
def _usual(stage: str) -> Slip:
    return _brought(stage, {})


def _brought(stage: str, other: dict[str, Any]) -> Slip:
    slip = Slip(drawn(**other))
    for name, by, role, says in _WAYS[stage]:
        slip.move(name, by, role, **says)
    return slip


_SENT: list[tuple[str, str, str, dict[str, Any]]] = [("send", "i", "inspector", {})]
_DISPUTED = [*_SENT, ("dispute", "l", "lead", {})]
_DECIDED = [*_DISPUTED, ("decide", "s", "supervisor", {})]
_AGREED = [*_SENT, ("confirm", "l", "lead", {})]
_HEARD = [*_AGREED, ("hear", "i", "inspector", {})]
_ANSWERED = [*_HEARD, ("sign", "i", "inspector", {})]
_SIGNED = [*_ANSWERED, ("sign_off", "l", "lead", {})]
_SPARED = {"deduct": False, "proposal": "proposal-1"}
_WAYS: dict[str, list[tuple[str, str, str, dict[str, Any]]]] = {
    "signed": [],
    "sent": _SENT,
    "disputed": _DISPUTED,
    "decided": _DECIDED,
    "spared": [*_DISPUTED, ("decide", "s", "supervisor", _SPARED)],
    "taken_on": [*_DECIDED, ("take_on", "l", "lead", {})],
    "agreed": _AGREED,
    "heard": _HEARD,
    "answered": _ANSWERED,
    "absent": [*_AGREED, ("absent", "i", "inspector", {})],
    "signed_off": _SIGNED,
    "closed": [*_SIGNED, ("sign_off", "s", "supervisor", {})],
    "closed_absent": [
        *_AGREED,
        ("absent", "i", "inspector", {}),
        ("sign_off", "l", "lead", {}),
        ("sign_off", "s", "supervisor", {}),
    ],
    "waived": [
        *_DISPUTED,
        ("decide", "s", "supervisor", _SPARED),
        ("accept", "i", "inspector", {}),
    ],
    "cancelled": [*_SENT, ("cancel", "i", "inspector", {})],
    "voided": [*_AGREED, ("void", "m", "manager", {})],
}
