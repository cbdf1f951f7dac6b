"""The daily detail 每日监听明细 (PRODUCT.md, C13): every evaluation of a day or a period, and the
totals by scorer and role and by agent. Practice evaluations are listed and count for nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from qa_desktop.reports import daily_grid, daily_sums, wording
from qa_desktop.reports.data import EvaluationData, PeriodData
from qa_desktop.reports.model import (
    Cell,
    Column,
    Fact,
    Line,
    Place,
    Report,
    Run,
    Section,
    Table,
    Words,
    day,
    duration,
    moment,
    number,
    words,
)
from qa_desktop.texts import text

SECTIONS: Final = ("detail", "losses", "by_scorer", "by_agent")


def build(data: PeriodData) -> Report:
    counted = [each for each in data.evaluations if not each.practice]
    practice = len(data.evaluations) - len(counted)
    facts = [
        Fact(text("report.period"), _period(data)),
        *(Fact(name, words(value)) for name, value in data.filters),
        Fact(text("report.evaluations"), number(len(data.evaluations))),
    ]
    if practice:
        facts.append(Fact(text("report.of_these_practice"), number(practice)))
    detail = Table(
        _COLUMNS,
        tuple(_row(each) for each in data.evaluations),
        leads=tuple(_lead(each) for each in data.evaluations),
    )
    return Report(
        kind="daily-detail",
        title=text("report.daily_detail"),
        facts=tuple(facts),
        sections=(
            Section(
                "detail",
                text("report.detail"),
                table=detail,
                notes=_nothing(data),
                grid=daily_grid.detail(data.evaluations),
            ),
            Section("losses", text("report.losses"), grid=daily_grid.losses(data.evaluations)),
            Section(
                "by_scorer",
                text("report.by_scorer"),
                table=daily_sums.by_scorer(counted, daily_sums.SHOWN),
                grid=daily_sums.by_scorer(counted, daily_sums.GRID),
            ),
            Section(
                "by_agent",
                text("report.by_agent"),
                table=daily_sums.by_agent(counted, daily_sums.SHOWN),
                grid=daily_sums.by_agent(counted, daily_sums.GRID),
            ),
        ),
        notes=(
            text("report.note_means"),
            text("report.note_intervals"),
            text("report.note_seconds"),
        ),
    )


def _period(data: PeriodData) -> Cell:
    if data.first == data.last:
        return day(data.first)
    return words(f"{data.first.isoformat()} – {data.last.isoformat()}")


def _nothing(data: PeriodData) -> tuple[Words, ...]:
    return () if data.evaluations else (text("report.no_evaluations"),)


_COLUMNS: Final = (
    Column(text("report.scorer"), 9),
    Column(text("report.agent"), 10),
    Column(text("report.call"), 17),
    Column(text("report.saved_as"), 9),
    Column(text("report.method"), 9),
    Column(text("report.score"), 6, is_number=True),
    Column(text("report.verdict"), 9),
    Column(text("report.lost_points"), 21),
    Column(text("report.problems"), 11),
    Column(text("report.feedback_column"), 22),
    Column(text("report.remarks"), 11),
)


def _row(each: EvaluationData) -> tuple[Cell, ...]:
    call = each.call
    scorer = Cell(((Run(each.scorer.shown),), (Run(wording.role(each.role)),)))
    agent: list[Line] = [(Run(each.agent.shown),)]
    if each.agent.team:
        agent.append((Run(each.agent.team),))
    facts: list[Line] = [*moment(call.started).lines]
    facts += [(Run(call.serial),)] if call.serial else []
    last = [line[0] for line in duration(call.duration_ms).lines]
    last += [Run(call.customer)] if call.customer else []
    facts += [tuple(_joined(last))] if last else []
    saved: list[Line] = [(Run(line),) for line in (call.business, call.disposition) if line]
    return (
        scorer,
        Cell(tuple(agent)),
        Cell(tuple(facts)),
        Cell(tuple(saved)),
        words(wording.method(each.method)),
        wording.score(each),
        wording.verdict(each),
        Cell(tuple(wording.loss_line(item) for item in wording.lost_items(each))),
        _problems(each),
        _feedback(each),
        _remarks(each),
    )


def _lead(each: EvaluationData) -> Place:
    """The first second that cost points, else the call's beginning."""
    places = [place for item in wording.lost_items(each) for place in item.places]
    return min(places, key=lambda place: place.ms, default=Place(each.call.id, 0))


def _joined(runs: Iterable[Run]) -> list[Run]:
    joined: list[Run] = []
    for run in runs:
        joined += [Run(" · "), run] if joined else [run]
    return joined


def _problems(each: EvaluationData) -> Cell:
    """A 2 · B 1, and whether the customer was told something wrong."""
    classes = [problem.problem_class for problem in each.problems if problem.problem_class]
    counts = [f"{letter} {classes.count(letter)}" for letter in sorted(set(classes))]
    lines: list[Line] = [(Run(" · ".join(counts)),)] if counts else []
    if each.wrong_information:
        lines.append((Run(text("report.wrong_information")),))
    return Cell(tuple(lines), tone="critical" if lines else "")


def _feedback(each: EvaluationData) -> Cell:
    """Strengths first."""
    lines: list[Line] = []
    for label, said in (
        ("report.good_short", each.strengths),
        ("report.change_short", each.advice),
    ):
        if said:
            first, *more = said.splitlines()
            lines += [(Run(text(label)), Run(first)), *((Run(line),) for line in more)]
    return Cell(tuple(lines))


def _remarks(each: EvaluationData) -> Cell:
    lines: list[Line] = []
    if each.practice:
        lines.append((Run(text("report.practice")),))
    if each.corrected:
        lines.append((Run(text("report.corrected", day=f"{each.corrected:%Y-%m-%d}")),))
    if each.emergency:
        lines.append((Run(text("report.emergency")),))
    if each.circumstance:
        lines.append((Run(wording.circumstance(each.circumstance)),))
    lines += [
        (Run(item.name), Run(text("report.colon")), Run(item.comment))
        for item in each.items
        if item.comment
    ]
    return Cell(tuple(lines))
