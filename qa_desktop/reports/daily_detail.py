"""The daily detail 每日监听明细 (PRODUCT.md, C13): every evaluation of a day or a period, and the
totals by scorer and role and by agent. Practice evaluations are listed and count for nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from qa_desktop.reports import daily_grid, wording
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
    share,
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
            Section("by_scorer", text("report.by_scorer"), table=_by_scorer(counted)),
            Section("by_agent", text("report.by_agent"), table=_by_agent(counted)),
        ),
        notes=(text("report.note_means"), text("report.note_seconds")),
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


@dataclass(frozen=True)
class _Sums:
    """Of evaluations by people of one role: scores given in different roles are never mixed."""

    evaluations: int
    scored: int
    mean: Fraction | None
    passed: int
    classes: tuple[int, int, int]
    wrong: int

    def cells(self) -> tuple[Cell, ...]:
        return (
            number(self.evaluations),
            number(self.scored),
            number(self.mean, 2),
            words(share(self.passed, self.scored)),
            *(number(count) for count in self.classes),
            words(share(self.wrong, self.evaluations)),
        )


def _sums(group: list[EvaluationData]) -> _Sums:
    scores = [each.published for each in group if each.published is not None]
    classes = [p.problem_class for each in group for p in each.problems]
    return _Sums(
        evaluations=len(group),
        scored=len(scores),
        mean=sum(scores, Fraction(0)) / len(scores) if scores else None,
        passed=sum(bool(each.passed) for each in group),
        classes=(classes.count("A"), classes.count("B"), classes.count("C")),
        wrong=sum(each.wrong_information for each in group),
    )


_SUM_COLUMNS: Final = (
    Column(text("report.evaluations"), 8, is_number=True),
    Column(text("report.scored"), 8, is_number=True),
    Column(text("report.mean"), 8, is_number=True),
    Column(text("report.passed_share"), 16),
    Column("A", 5, is_number=True),
    Column("B", 5, is_number=True),
    Column("C", 5, is_number=True),
    Column(text("report.wrong_share"), 16),
)


def _by_scorer(counted: list[EvaluationData]) -> Table:
    groups: dict[tuple[str, str], list[EvaluationData]] = {}
    for each in counted:
        groups.setdefault((each.role, each.scorer.id or ""), []).append(each)
    rows = [
        (words(wording.role(code)), wording.person(group[0].scorer), *_sums(group).cells())
        for (code, _), group in sorted(groups.items(), key=lambda pair: _by_name(pair[1]))
    ]
    columns = (Column(text("report.role"), 12), Column(text("report.scorer"), 16), *_SUM_COLUMNS)
    return Table(columns, tuple(rows), tuple(_role_totals(counted)))


def _role_totals(counted: list[EvaluationData]) -> list[tuple[Cell, ...]]:
    """A line per role in which more than one person scored."""
    codes = [code for code, _ in {(each.role, each.scorer.id) for each in counted}]
    roles = sorted({code for code in codes if codes.count(code) > 1})
    return [
        (
            words(wording.role(code)),
            words(text("report.together")),
            *_sums([each for each in counted if each.role == code]).cells(),
        )
        for code in roles
    ]


def _by_agent(counted: list[EvaluationData]) -> Table:
    groups: dict[tuple[str, str], list[EvaluationData]] = {}
    for each in counted:
        groups.setdefault((each.agent.id or each.agent.shown, each.role), []).append(each)
    ordered = sorted(groups.items(), key=lambda pair: (pair[1][0].agent.shown, pair[0][1]))
    rows = [
        (
            wording.person(group[0].agent),
            words(group[0].agent.team),
            words(wording.role(code)),
            *_sums(group).cells(),
        )
        for (_, code), group in ordered
    ]
    columns = (
        Column(text("report.agent"), 16),
        Column(text("report.team"), 10),
        Column(text("report.role"), 10),
        *_SUM_COLUMNS,
    )
    return Table(columns, tuple(rows))


def _by_name(group: list[EvaluationData]) -> tuple[str, str]:
    return group[0].role, group[0].scorer.shown
