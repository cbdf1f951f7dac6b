"""The table of a slip's flow 评扣流程: which move leads from where to where, whose it is, what it
takes. What is not in ``ROWS`` is forbidden.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Stage = Literal[
    "signed",  # drawn and signed by the inspector
    "sent",  # the lead listens
    "disputed",  # the supervisor decides
    "decided",  # the lead or the inspector accepts, or takes it on
    "taken_on",  # the manager decides
    "agreed",  # the agent is heard and answers
    "answered",  # those whose sign-off the rung takes sign
    "closed",
    "waived",  # decided: do not deduct
    "cancelled",
    "voided",  # the score was appealed against, with success
    "contested",  # two moves that lead to different ends
]
STAGES: Final[tuple[Stage, ...]] = (
    "signed", "sent", "disputed", "decided", "taken_on", "agreed", "answered",
    "closed", "waived", "cancelled", "voided", "contested",
)  # fmt: skip
DEAD: Final[frozenset[Stage]] = frozenset(("waived", "cancelled", "voided"))
"""Counts for nothing: no repeat, no fine, the recording is free."""
ENDED: Final[frozenset[Stage]] = DEAD | {"closed"}

Part = Literal["inspector", "lead", "supervisor", "manager", "hearer", "appeal"]
"""``inspector``: who drew the slip. ``hearer``: who may sit with the agent: inspector, lead or
supervisor. ``appeal``: who may decide about scores."""

Refusal = Literal[
    "slip_malformed",  # in no form that is known
    "slip_order",  # not from here, or what it follows is not here or has no effect
    "slip_part",  # somebody else's part
    "slip_self",  # acts on himself
    "slip_barred",  # acts on a declared conflict of interest
    "slip_proof",  # without proof of listening
    "slip_reason",  # without a reason
    "slip_witness",  # without a witness, or with one who is none
    "slip_hearing",  # the agent was not heard before
    "slip_early",  # the hearing comes after the lead's confirmation
    "slip_final",  # changes or withdraws what was signed
    "slip_due",  # the due date has not passed, or silence means nothing
    "slip_subject",  # about another evaluation, scorecard or standard than the slip's
    "slip_proposal",  # does not deduct, and proposes nothing
]
REFUSALS: Final[tuple[Refusal, ...]] = (
    "slip_malformed", "slip_order", "slip_part", "slip_self", "slip_barred", "slip_proof",
    "slip_reason", "slip_witness", "slip_hearing", "slip_early", "slip_final", "slip_due",
    "slip_subject", "slip_proposal",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """``when`` narrows the row by what the slip's terms, its state or the move itself says:
    ``first`` hearings come first, ``consents``/``escalates`` is what silence means,
    ``deducts``/``spares`` what was or is decided, ``absent`` what the answer was."""

    stage: Stage
    move: str
    when: str
    parts: tuple[Part, ...]
    needs: tuple[str, ...]
    leads_to: Stage


_ABOVE: Final[tuple[Part, ...]] = ("inspector", "supervisor", "manager")
_EITHER: Final[tuple[Part, ...]] = ("inspector", "lead")
_HEARS: Final[tuple[Part, ...]] = ("hearer",)

ROWS: Final[tuple[Row, ...]] = (
    Row("signed", "send", "", ("inspector",), (), "sent"),
    Row("sent", "send", "", _ABOVE, (), "sent"),
    Row("sent", "confirm", "", ("lead",), ("proof",), "agreed"),
    Row("sent", "dispute", "", ("lead",), ("proof", "reason"), "disputed"),
    Row("sent", "lapse", "consents", _ABOVE, ("due:lead",), "agreed"),
    Row("sent", "lapse", "escalates", _ABOVE, ("due:lead",), "disputed"),
    Row("disputed", "send", "", _ABOVE, (), "disputed"),
    Row("disputed", "decide", "deducts", ("supervisor",), ("proof", "reason"), "decided"),
    Row("disputed", "decide", "spares", ("supervisor",), ("proof", "reason", "proposal"),
        "decided"),
    Row("disputed", "lapse", "escalates", ("inspector", "lead", "manager"), ("due:supervisor",),
        "taken_on"),
    Row("decided", "accept", "deducts", ("lead",), (), "agreed"),
    Row("decided", "accept", "spares", ("inspector",), (), "waived"),
    Row("decided", "take_on", "", _EITHER, ("reason",), "taken_on"),
    Row("decided", "lapse", "deducts", _ABOVE, ("silence", "due:acceptance"), "agreed"),
    Row("decided", "lapse", "spares", ("lead", "supervisor", "manager"),
        ("silence", "due:acceptance"), "waived"),
    Row("taken_on", "send", "", _ABOVE, (), "taken_on"),
    Row("taken_on", "decide", "deducts", ("manager",), ("proof", "reason"), "agreed"),
    Row("taken_on", "decide", "spares", ("manager",), ("proof", "reason", "proposal"), "waived"),
    Row("agreed", "sign", "", _HEARS, ("hearing",), "answered"),
    Row("agreed", "refuse", "", _HEARS, ("hearing", "witness"), "answered"),
    Row("agreed", "absent", "", _HEARS, ("witness", "reason"), "answered"),
    Row("answered", "sign", "absent", _HEARS, ("hearing",), "answered"),
    Row("answered", "refuse", "absent", _HEARS, ("hearing", "witness"), "answered"),
    Row("closed", "sign", "absent", _HEARS, ("hearing",), "closed"),
    Row("closed", "refuse", "absent", _HEARS, ("hearing", "witness"), "closed"),
    Row("answered", "send", "", _ABOVE, (), "answered"),
    Row("answered", "sign_off", "", ("lead", "supervisor", "manager"), ("next",), "answered"),
    *(
        Row(stage, "hear", "first", _HEARS, ("finding", "proof"), stage)
        for stage in ("signed", "sent", "disputed", "decided", "taken_on")
    ),
    Row("agreed", "hear", "", _HEARS, ("finding", "proof"), "agreed"),
    Row("answered", "hear", "absent", _HEARS, ("finding", "proof"), "answered"),
    Row("closed", "hear", "absent", _HEARS, ("finding", "proof"), "closed"),
    *(
        Row(stage, "cancel", "", ("inspector",), ("reason",), "cancelled")
        for stage in ("signed", "sent", "disputed", "decided", "taken_on", "agreed", "answered")
    ),
    *(
        Row(stage, "void", "", ("appeal",), ("reason",), "voided")
        for stage in ("signed", "sent", "disputed", "decided", "taken_on", "agreed", "answered",
                      "closed", "contested")
    ),
    Row("contested", "settle", "", ("supervisor", "manager"), ("reason",), "contested"),
)  # fmt: skip
"""What is not here is forbidden. ``answered`` becomes ``closed`` when nobody is left to sign off;
a settled slip stands where the move that was chosen had led."""

OF_AGENT: Final = ("sign", "refuse", "absent")
"""What the agent did, which whoever sits there writes down."""
BESIDE: Final = ("hear", "void")
"""Moves that stand beside the chain: they disturb no other that is made apart. A slip of a score
that was appealed against with success is void, whatever else was done meanwhile."""
