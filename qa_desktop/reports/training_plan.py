"""A training plan 阶段培训方案 as a document: topics, for whom, sessions, days, owners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from qa_desktop.reports.data import Party
from qa_desktop.reports.model import Cell, Column, Fact, Report, Section, Table, Words, day, words
from qa_desktop.texts import text

SECTIONS: Final = ("aim", "topics")


@dataclass(frozen=True)
class PlanLine:
    """``agents``: whose need it is, none: everybody's."""

    topic: Words
    why: str
    agents: Sequence[Party]
    session: str
    day: date | None
    owner: str


@dataclass(frozen=True)
class PlanData:
    title: str
    begins: date | None
    ends: date | None
    owner: str
    aim: str
    lines: Sequence[PlanLine]


def build(data: PlanData) -> Report:
    span = "–".join(each.isoformat() for each in (data.begins, data.ends) if each)
    facts = (
        Fact(text("plan.span"), words(span)),
        Fact(text("minutes.owner"), words(data.owner)),
    )
    aim = tuple(words(line) for line in data.aim.splitlines() if line.strip())
    return Report(
        kind="training-plan",
        title=text("plan.title", title=data.title),
        facts=tuple(fact for fact in facts if fact.value.lines),
        sections=(
            Section("aim", text("plan.aim"), points=aim),
            Section("topics", text("plan.topics"), table=_topics(data.lines)),
        ),
    )


def _topics(lines: Sequence[PlanLine]) -> Table:
    columns = (
        Column(text("effect.topic"), 24),
        Column(text("plan.why"), 22),
        Column(text("plan.for_whom"), 20),
        Column(text("plan.session"), 14),
        Column(text("minutes.due"), 10),
        Column(text("minutes.owner"), 10),
    )
    return Table(columns, tuple(map(_line, lines)))


def _line(line: PlanLine) -> tuple[Cell, ...]:
    whom: Words = text("plan.everybody")
    if line.agents:
        whom = "\n".join(agent.shown for agent in line.agents)
    return (
        words(line.topic),
        words(line.why),
        words(whom),
        words(line.session),
        day(line.day) if line.day else words(""),
        words(line.owner),
    )
