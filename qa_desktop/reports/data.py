"""The plain data that reports are built from; services gather it, reports never query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from qa_desktop.reports.model import Place, Words


@dataclass(frozen=True)
class Party:
    """An agent or a scorer: number and name always stand together."""

    id: str | None
    number: str
    name: str
    team: str = ""

    @property
    def shown(self) -> str:
        return " ".join(part for part in (self.number, self.name) if part) or "—"


@dataclass(frozen=True)
class Marked:
    """An annotation as the evaluation vouches for it."""

    place: Place
    kind: str
    words: str
    competency: str | None


@dataclass(frozen=True)
class ItemOutcome:
    """An item of the card; ``lost`` and ``earned`` are exact points of the published scale."""

    id: str
    section: Words
    name: Words
    answer: Words
    state: str
    lost: Fraction
    earned: Fraction
    bonus: bool
    comment: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class ItemShare:
    """An item in the arithmetic of a score. Shares are parts of 1, of the whole card: as it is
    printed, and after N/A and hidden items have handed theirs on; points on the 100 scale."""

    section: Words
    name: Words
    answer: Words
    nominal: Fraction
    applied: Fraction
    earned: Fraction
    lost: Fraction
    bonus: bool
    counts: bool


@dataclass(frozen=True)
class ProblemData:
    item: str
    name: Words
    problem_class: str | None
    wrong_information: bool
    fault: Words = ""
    """What the catalogue calls it, empty without one."""


@dataclass(frozen=True)
class CallFacts:
    """``customer`` is masked already."""

    id: str
    has_recording: bool
    started: datetime | None
    duration_ms: int | None
    serial: str
    business: str
    disposition: str
    customer: str


@dataclass(frozen=True)
class EvaluationData:
    """One evaluation 质检单 as it stands."""

    id: str
    revision: str
    call: CallFacts
    agent: Party
    scorer: Party
    role: str
    method: str
    practice: bool
    emergency: bool
    circumstance: str | None
    scorecard: Words
    submitted: datetime
    corrected: datetime | None
    correction_reason: str
    published: Fraction | None
    passed: bool | None
    fatal: bool
    grade: Words | None
    items: tuple[ItemOutcome, ...]
    problems: tuple[ProblemData, ...]
    wrong_information: bool
    marks: tuple[Marked, ...]
    strengths: str
    advice: str
    why: tuple[Words, ...] = ()
    """The score's arithmetic, line by line."""
    shares: tuple[ItemShare, ...] = ()
    """What ``why`` speaks of, item by item."""
    decimals: int | None = None
    """With which the card shows a score; None where the card is not known here."""


@dataclass(frozen=True)
class Answered:
    """The agent's answer to the feedback sheet."""

    answer: str
    words: str
    at: datetime
    recorded_by: str
    is_current: bool
    """It covers the revision that stands."""


@dataclass(frozen=True)
class PeriodData:
    """Evaluations submitted from ``first`` to ``last`` (local days, both included), oldest first;
    ``filters`` say in words what was left out."""

    first: date
    last: date
    evaluations: tuple[EvaluationData, ...]
    filters: tuple[tuple[Words, Words], ...] = ()


@dataclass(frozen=True)
class FeedbackData:
    evaluation: EvaluationData
    answer: Answered | None
    with_why: bool = False
    """Print the lines of "why this score" too."""
