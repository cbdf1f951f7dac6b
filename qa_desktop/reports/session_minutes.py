"""Minutes of a session 会议纪要: who was there, the cases, what was agreed, the quiz."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from qa_desktop.domain.playlist import KINDS
from qa_desktop.domain.session import MARKS, Satisfaction
from qa_desktop.reports.data import Party
from qa_desktop.reports.model import (
    Cell,
    Column,
    Fact,
    Report,
    Section,
    Table,
    Words,
    day,
    duration,
    moment,
    number,
    rate,
    words,
)
from qa_desktop.texts import text

SECTIONS: Final = (
    *("agenda", "cases", "attendance", "points", "suggestions", "quiz", "satisfaction"),
)


@dataclass(frozen=True)
class CaseLine:
    """``ms``: how much of the recording is heard."""

    title: str
    ms: int
    strengths: str
    weaknesses: str


@dataclass(frozen=True)
class PresenceLine:
    """``state``: ``present`` or ``absent``."""

    agent: Party
    state: str
    reason: str


@dataclass(frozen=True)
class PointLine:
    words: str
    owner: str
    due: date | None
    done: bool
    result: str


@dataclass(frozen=True)
class SuggestionLine:
    agent: Party | None
    words: str
    answer: str
    answered_by: str


@dataclass(frozen=True)
class AttemptLine:
    agent: Party
    number: int
    right: int
    asked: int
    passed: bool
    was: tuple[int, int] | None = None
    """Right of asked before a question was corrected."""


@dataclass(frozen=True)
class MinutesData:
    title: str
    kind: str
    held: datetime | None
    planned: datetime | None
    """Where that is another time."""
    place: str
    trainer: str
    minutes: int | None
    agenda: str
    pass_percent: int
    cases: Sequence[CaseLine]
    presence: Sequence[PresenceLine]
    points: Sequence[PointLine]
    suggestions: Sequence[SuggestionLine]
    attempts: Sequence[AttemptLine]
    """The last of each agent."""
    satisfaction: Satisfaction
    remarks: Sequence[str]
    """What was written on the satisfaction sheets."""
    by_trainer: int = 0
    """Sheets that the trainer typed in."""


def build(data: MinutesData) -> Report:
    here = sum(line.state == "present" for line in data.presence)
    facts = (
        Fact(
            text("minutes.kind"),
            words(text(f"minutes.kind_{data.kind}") if data.kind in KINDS else data.kind),
        ),
        Fact(text("minutes.when"), moment(data.held)),
        Fact(text("minutes.planned"), moment(data.planned)),
        Fact(text("minutes.place"), words(data.place)),
        Fact(text("minutes.trainer"), words(data.trainer)),
        Fact(text("minutes.length"), words(_minutes(data.minutes))),
        Fact(text("minutes.present"), words(_of(here, len(data.presence)))),
    )
    return Report(
        kind="session-minutes",
        title=text("minutes.title", title=data.title),
        facts=tuple(fact for fact in facts if fact.value.lines),
        sections=(
            Section("agenda", text("minutes.agenda"), points=_lines(data.agenda)),
            Section("cases", text("minutes.cases"), table=_cases(data.cases)),
            Section("points", text("minutes.points"), table=_points(data.points)),
            Section("suggestions", text("minutes.suggestions"), table=_said(data.suggestions)),
            Section("quiz", text("minutes.quiz"), facts=_quiz(data), table=_results(data)),
            Section(
                "satisfaction",
                text("minutes.satisfaction"),
                facts=_satisfaction(data.satisfaction, data.by_trainer),
                points=tuple(words(remark) for remark in data.remarks),
            ),
            Section("attendance", text("minutes.attendance"), table=_presence(data.presence)),
        ),
    )


def _minutes(minutes: int | None) -> Words | None:
    return text("minutes.minutes", count=minutes) if minutes else None


def _of(part: int, whole: int) -> Words | None:
    return text("minutes.of", part=part, whole=whole) if whole else None


def _lines(said: str) -> tuple[Cell, ...]:
    return tuple(words(line) for line in said.splitlines() if line.strip())


def _cases(cases: Sequence[CaseLine]) -> Table:
    columns = (
        Column("", 4, is_number=True),
        Column(text("minutes.case"), 26),
        Column(text("minutes.sound"), 8, is_number=True),
        Column(text("minutes.strengths"), 31),
        Column(text("minutes.weaknesses"), 31),
    )
    return Table(
        columns,
        tuple(
            (
                number(place),
                words(case.title),
                duration(case.ms),
                words(case.strengths),
                words(case.weaknesses),
            )
            for place, case in enumerate(cases, 1)
        ),
    )


def _points(points: Sequence[PointLine]) -> Table:
    columns = (
        Column(text("minutes.point"), 44),
        Column(text("minutes.owner"), 16),
        Column(text("minutes.due"), 14),
        Column(text("minutes.result"), 26),
    )
    return Table(columns, tuple(map(_point, points)))


def _point(point: PointLine) -> tuple[Cell, ...]:
    result: Words = point.result or (text("minutes.done") if point.done else "")
    due = day(point.due) if point.due else words("")
    return words(point.words), words(point.owner), due, words(result)


def _said(suggestions: Sequence[SuggestionLine]) -> Table:
    columns = (
        Column(text("report.agent"), 18),
        Column(text("minutes.suggestion"), 36),
        Column(text("minutes.answer"), 34),
        Column(text("minutes.answered_by"), 12),
    )
    return Table(
        columns,
        tuple(
            (
                words(each.agent.shown if each.agent else text("minutes.unnamed")),
                words(each.words),
                words(each.answer or text("minutes.unanswered"), "" if each.answer else "change"),
                words(each.answered_by),
            )
            for each in suggestions
        ),
    )


def _quiz(data: MinutesData) -> tuple[Fact, ...]:
    if not data.attempts:
        return ()
    passed = sum(attempt.passed for attempt in data.attempts)
    percent = text("minutes.percent", percent=data.pass_percent)
    return (
        Fact(text("minutes.pass_mark"), words(percent)),
        Fact(text("minutes.passed"), words(_of(passed, len(data.attempts)))),
    )


def _results(data: MinutesData) -> Table:
    """With those who were there and did not take it, where there was a quiz."""
    took = {attempt.agent.id for attempt in data.attempts}
    here = (line.agent for line in data.presence if line.state == "present")
    others = [agent for agent in here if agent.id not in took] if took else []
    columns = (
        Column(text("report.agent"), 40),
        Column(text("minutes.attempt"), 15, is_number=True),
        Column(text("minutes.right"), 20, is_number=True),
        Column(text("minutes.outcome"), 25),
    )
    not_taken = words(text("minutes.not_taken"), "change")
    return Table(
        columns,
        (
            *map(_result, data.attempts),
            *((words(agent.shown), words(""), words(""), not_taken) for agent in others),
        ),
    )


def _result(attempt: AttemptLine) -> tuple[Cell, ...]:
    outcome = text("minutes.has_passed" if attempt.passed else "minutes.train_again")
    right = words(_of(attempt.right, attempt.asked))
    if attempt.was is not None:
        before = _of(*attempt.was)
        outcome = text("minutes.marked_again", outcome=outcome, before=before)
    tone = words(outcome, "good" if attempt.passed else "change")
    return words(attempt.agent.shown), number(attempt.number), right, tone


def _satisfaction(found: Satisfaction, by_trainer: int) -> tuple[Fact, ...]:
    """``by_trainer``: how many sheets the trainer typed in whom they are about."""
    if not found.sheets:
        return ()
    means = zip(MARKS, found.means, strict=True)
    typed = text("minutes.sheets_of", part=by_trainer, whole=found.sheets)
    return (
        Fact(text("minutes.satisfied"), rate(found.satisfied, found.sheets)),
        *((Fact(text("minutes.by_trainer"), words(typed, "change")),) if by_trainer else ()),
        *(Fact(text(f"minutes.mark_{name}"), number(mean, 1)) for name, mean in means),
    )


def _presence(presence: Sequence[PresenceLine]) -> Table:
    columns = (
        Column(text("minutes.team"), 24),
        Column(text("report.agent"), 32),
        Column(text("minutes.state"), 14),
        Column(text("minutes.reason"), 30),
    )
    return Table(
        columns,
        tuple(
            (
                words(line.agent.team or "—"),
                words(line.agent.shown),
                words(
                    text(f"minutes.state_{line.state}"), "" if line.state == "present" else "change"
                ),
                words(line.reason),
            )
            for line in presence
        ),
    )
