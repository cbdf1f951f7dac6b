"""One move of a slip on one state: whose it is, what it lacks, and what comes of it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from qa_desktop.domain.listening import HeardSpan, has_heard
from qa_desktop.domain.slip_fact import SIGNING_ROLES, is_said
from qa_desktop.domain.slip_table import ROWS, Part, Refusal, Row, Stage

FASTEST: Final = 200
"""Percent: what was played faster is no proof of listening."""
DAY_MS: Final = 86_400_000
DECIDING: Final = ("confirm", "dispute", "decide", "accept", "take_on", "lapse", "sign_off")
"""Moves after which a person has a part in the slip, and no other."""


@dataclass(frozen=True)
class Step:
    """An operation on a slip. ``says`` is its payload, ``at`` the writer's wall clock (ms)."""

    id: str
    kind: str
    follows: tuple[str, ...]
    at: int
    rank: tuple[int, str, str]
    says: Mapping[str, Any]


@dataclass(frozen=True)
class State:
    """Where a slip stands after a move."""

    stage: Stage
    since: int
    """When it came to this stage, or was sent again (ms, the writer's clock)."""
    lead: str | None = None
    supervisor: str | None = None
    manager: str | None = None
    acted: frozenset[tuple[str, str]] = frozenset()
    """(part, person) of those who made a ``DECIDING`` move, or settled between two."""
    deducts: bool = True
    answer: str | None = None
    """``sign``, ``refuse`` or ``absent``."""
    hearings: frozenset[str] = frozenset()
    """Hearings that the chain has taken note of."""
    signed_off: tuple[str, ...] = ()

    @property
    def outcome(self) -> tuple[Any, ...]:
        """Two moves of the same outcome are no conflict."""
        named = (self.lead, self.supervisor, self.manager)
        return self.stage, named, self.deducts, self.answer, self.signed_off


def on_oneself(slip: Mapping[str, Any], person: str) -> Refusal | None:
    """Whether ``person`` is the agent, or has a declared conflict of interest with them."""
    if person == slip.get("agent_person"):
        return "slip_self"
    return "slip_barred" if person in slip["barred"] else None


def state_after(step: Step, state: State, root: Step) -> State | Refusal:
    """What comes of a move that follows ``state``, or why it has no effect."""
    rows = [row for row in ROWS if (row.stage, row.move) == (state.stage, step.says["move"])]
    row = next((row for row in rows if _suits(row.when, state, root.says, step.says)), None)
    if row is None:
        return _why_no_row(rows)
    part = part_of(row.parts, state, root.says, step.says)
    if part is None:
        return "slip_part"
    for need in row.needs:
        if why := _lacks(need, step, state, root, part):
            return why
    return _moved(row, step, state, root, part)


def _suits(when: str, state: State, slip: Mapping[str, Any], says: Mapping[str, Any]) -> bool:
    decides = bool(says["deduct"]) if says["move"] == "decide" else state.deducts
    holds: dict[str, bool] = {
        "": True,
        "first": bool(slip["terms"]["hearing_first"]),
        "consents": slip["terms"]["silence"] == "consents",
        "escalates": slip["terms"]["silence"] == "escalates",
        "deducts": decides,
        "spares": not decides,
        "absent": state.answer == "absent",
    }
    return holds[when]


def _why_no_row(rows: Collection[Row]) -> Refusal:
    """The stage has such a move, but not by these terms."""
    told: dict[str, Refusal] = {"lapse": "slip_due", "accept": "slip_part"}
    for row in rows:
        return "slip_early" if row.when == "first" else told.get(row.move, "slip_order")
    return "slip_order"


def part_of(
    parts: Collection[Part], state: State, slip: Mapping[str, Any], says: Mapping[str, Any]
) -> Part | None:
    """The part in which this person may act here, None where it is none of theirs."""
    return next((part for part in parts if _has_part(part, state, slip, says)), None)


def _has_part(part: Part, state: State, slip: Mapping[str, Any], says: Mapping[str, Any]) -> bool:
    person, role = says["by"], says["role"]
    if part == "inspector":
        return bool(person == slip["by"])
    if part == "hearer":
        sits: tuple[Part, ...] = ("inspector", "lead", "supervisor")
        return any(_has_part(each, state, slip, says) for each in sits)
    if person == slip["by"]:  # nobody decides about what he drew himself
        return False
    if part == "appeal":
        return bool(role in ("supervisor", "manager", "quality_lead"))
    named = {"lead": state.lead, "supervisor": state.supervisor, "manager": state.manager}[part]
    others = (other for other in SIGNING_ROLES if other != part)
    acted_elsewhere = any((other, person) in state.acted for other in others)
    return bool(role == part and named in (None, person) and not acted_elsewhere)


def _lacks(need: str, step: Step, state: State, root: Step, part: Part) -> Refusal | None:
    says, slip = step.says, root.says
    if need.startswith("due:"):
        ends = state.since + slip["terms"]["days"][need[4:]] * DAY_MS
        return "slip_due" if step.at <= ends else None
    met: dict[str, tuple[Callable[[], bool], Refusal]] = {
        "proof": (lambda: has_proof(slip, says.get("heard")), "slip_proof"),
        "reason": (lambda: is_said(says.get("reason")), "slip_reason"),
        "proposal": (lambda: bool(says.get("proposal")), "slip_proposal"),
        "hearing": (lambda: bool(state.hearings), "slip_hearing"),
        "finding": (lambda: not says["found"] or is_said(says.get("finding")), "slip_hearing"),
        "witness": (lambda: _is_witnessed(slip, says), "slip_witness"),
        "silence": (lambda: slip["terms"]["silence"] != "waits", "slip_due"),
        "next": (lambda: part == next_sign_off(slip, state), "slip_part"),
    }
    holds, refusal = met[need]
    return None if holds() else refusal


def places_of(slip: Mapping[str, Any]) -> list[tuple[int, int]]:
    """[from ms, to ms] of every fault that points at seconds; a moment is one ms long."""
    return [
        (fault["from_ms"], max(fault["from_ms"] + 1, fault.get("to_ms") or 0))
        for fault in slip["faults"]
        if fault.get("from_ms") is not None
    ]


def has_proof(slip: Mapping[str, Any], heard: Any) -> bool:
    """Whether ``heard`` ([[from ms, to ms, speed %], …]) covers every second that the slip points
    at. Where there is no recording nothing can be heard again."""
    if slip.get("recording") is None:
        return True
    spans = [HeardSpan(*span) for span in heard or ()]
    return has_heard(spans, places_of(slip), fastest=FASTEST)


def _is_witnessed(slip: Mapping[str, Any], says: Mapping[str, Any]) -> bool:
    witness = says.get("witness")
    person = witness.get("person") if witness else None
    alien = person is None or person not in (says["by"], slip.get("agent_person"))
    return bool(witness) and alien


def next_sign_off(slip: Mapping[str, Any], state: State) -> str | None:
    """The role that signs off next, None where all have."""
    left = [role for role in slip["sign_offs"] if role not in state.signed_off]
    return left[0] if left else None


def _moved(row: Row, step: Step, state: State, root: Step, part: Part) -> State:
    says = step.says
    if row.move == "hear":
        return replace(state, hearings=state.hearings | {step.id})
    # An answer that comes late does not close a slip a second time.
    since = state.since if state.stage == "closed" == row.leads_to else step.at
    changed: dict[str, Any] = {"stage": row.leads_to, "since": since}
    if row.move == "send":
        changed |= {name: says.get(name) for name in SIGNING_ROLES}
    if row.move in DECIDING:
        changed["acted"] = state.acted | {(part, says["by"])}
    if row.move == "decide":
        changed["deducts"] = says["deduct"]
    if row.move in ("sign", "refuse", "absent"):
        changed |= {"answer": row.move}
    if row.move == "sign_off":
        changed["signed_off"] = (*state.signed_off, part)
    after = replace(state, **changed)
    done = after.stage == "answered" and next_sign_off(root.says, after) is None
    return replace(after, stage="closed") if done else after
