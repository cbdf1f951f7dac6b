"""The plain data that a slip's paper is built from; services gather it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qa_desktop.reports.model import Place, Words


@dataclass(frozen=True)
class FaultLine:
    clause: str
    name: Words
    severity: Words
    impact: Words
    place: Place | None
    words: str
    rung: Words
    amount: str
    """In yuan, empty where nothing is fined."""
    score: Words
    """What the evaluation says to the same item: why this score."""


@dataclass(frozen=True)
class SignedLine:
    """``drawing`` is a ``data:`` URI of the strokes, empty where there are none. ``at`` is None of
    one who is to sign on the paper."""

    what: Words
    who: str
    role: Words
    at: datetime | None
    fingerprint: str
    drawing: str
    words: Words
    """Reason given with it, or who wrote it down for the agent."""


@dataclass(frozen=True)
class SlipData:
    number: str
    agent: str
    team: str
    inspector: str
    serial: str
    order_number: str
    started: datetime | None
    duration_ms: int | None
    day: str
    score: Words
    scorecard: Words
    faults: tuple[FaultLine, ...]
    rung: Words
    amount: str
    reasons: tuple[Words, ...]
    recommended: Words
    """Empty where it is what was chosen."""
    why_other: str
    strengths: str
    heard: bool
    finding: str
    """The agent's own, empty where nothing was found or nobody was heard."""
    answer: Words
    agent_words: str
    stage: Words
    signed: tuple[SignedLine, ...]
    standard: Words
    code: str
    is_outdated: bool
    is_dead: bool = False
    """It was waived, cancelled or voided: nothing comes of it."""
    fatal: tuple[Words, ...] = ()
    """What critical items did to the score."""
