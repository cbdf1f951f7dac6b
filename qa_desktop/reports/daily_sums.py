"""The totals of the daily detail, by scorer and by agent: for people, and with one value in each
column for a spreadsheet.

Scores given in different roles are never mixed. Rows are ordered by name and number, never by
result: a ranking would part agents whose intervals overlap (SCORING.md, "Confidence").
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from qa_desktop.domain import intervals
from qa_desktop.domain.intervals import Interval
from qa_desktop.reports import wording
from qa_desktop.reports.data import EvaluationData
from qa_desktop.reports.model import EMPTY, Cell, Column, Table, mean, number, rate, words
from qa_desktop.texts import text


@dataclass(frozen=True)
class _Sums:
    """Of evaluations by people of one role; ``scores`` are those of ``evaluations`` that have
    one."""

    evaluations: int
    scores: Sequence[Fraction]
    passed: int
    classes: tuple[int, int, int]
    wrong: int


@dataclass(frozen=True)
class Style:
    """Columns for the sums of a group, and what stands in them."""

    columns: tuple[Column, ...]
    cells: Callable[[_Sums], tuple[Cell, ...]]


def _shown(sums: _Sums) -> tuple[Cell, ...]:
    return (
        number(sums.evaluations),
        number(len(sums.scores)),
        mean(sums.scores),
        rate(sums.passed, len(sums.scores)),
        *(number(count) for count in sums.classes),
        rate(sums.wrong, sums.evaluations),
    )


def _grid(sums: _Sums) -> tuple[Cell, ...]:
    count = len(sums.scores)
    return (
        number(sums.evaluations),
        number(count),
        number(sum(sums.scores, Fraction(0)) / count, 2) if count else EMPTY,
        *_bounds(intervals.of_scores(sums.scores), 1),
        *_rate_cells(sums.passed, count),
        *(number(each) for each in sums.classes),
        *_rate_cells(sums.wrong, sums.evaluations),
    )


def _rate_cells(part: int, whole: int) -> tuple[Cell, ...]:
    """How many, the rate in percent and its interval."""
    percent = number(Fraction(100 * part, whole), 1) if whole else EMPTY
    return number(part), percent, *_bounds(intervals.of_rate(part, whole), 100)


def _bounds(found: Interval | None, scale: int) -> tuple[Cell, Cell]:
    if found is None:
        return EMPTY, EMPTY
    return number(found.low * scale, 1), number(found.high * scale, 1)


_CLASSES: Final = tuple(Column(letter, 5, is_number=True) for letter in "ABC")


def _figures(*names: str) -> tuple[Column, ...]:
    return tuple(Column(text(f"report.{name}"), 11, is_number=True) for name in names)


SHOWN: Final = Style(
    (
        Column(text("report.evaluations"), 8, is_number=True),
        Column(text("report.scored"), 8, is_number=True),
        Column(text("report.mean_interval"), 15, is_number=True),
        Column(text("report.passed_interval"), 16),
        *_CLASSES,
        Column(text("report.wrong_interval"), 16),
    ),
    _shown,
)
GRID: Final = Style(
    (
        *_figures("evaluations", "scored", "mean", "mean_low", "mean_high"),
        *_figures("passed_count", "passed_percent", "passed_low", "passed_high"),
        *_CLASSES,
        *_figures("wrong_count", "wrong_percent", "wrong_low", "wrong_high"),
    ),
    _grid,
)


def by_scorer(counted: Sequence[EvaluationData], style: Style) -> Table:
    """A row per role and scorer; below, a line per role in which more than one person scored."""
    groups: dict[tuple[str, str], list[EvaluationData]] = {}
    for each in counted:
        groups.setdefault((each.role, each.scorer.id or ""), []).append(each)
    rows = [
        (words(wording.role(code)), wording.person(group[0].scorer), *style.cells(_sums(group)))
        for (code, _), group in sorted(groups.items(), key=lambda pair: _by_name(pair[1]))
    ]
    columns = (Column(text("report.role"), 12), Column(text("report.scorer"), 16), *style.columns)
    return Table(columns, tuple(rows), tuple(_role_totals(counted, style)))


def by_agent(counted: Sequence[EvaluationData], style: Style) -> Table:
    """A row per agent and role of the scorers."""
    groups: dict[tuple[str, str], list[EvaluationData]] = {}
    for each in counted:
        groups.setdefault((each.agent.id or each.agent.shown, each.role), []).append(each)
    ordered = sorted(groups.items(), key=lambda pair: (pair[1][0].agent.shown, pair[0][1]))
    rows = [
        (
            wording.person(group[0].agent),
            words(group[0].agent.team),
            words(wording.role(code)),
            *style.cells(_sums(group)),
        )
        for (_, code), group in ordered
    ]
    columns = (
        Column(text("report.agent"), 16),
        Column(text("report.team"), 10),
        Column(text("report.role"), 10),
        *style.columns,
    )
    return Table(columns, tuple(rows))


def _role_totals(counted: Sequence[EvaluationData], style: Style) -> list[tuple[Cell, ...]]:
    codes = [code for code, _ in {(each.role, each.scorer.id) for each in counted}]
    roles = sorted({code for code in codes if codes.count(code) > 1})
    return [
        (
            words(wording.role(code)),
            words(text("report.together")),
            *style.cells(_sums([each for each in counted if each.role == code])),
        )
        for code in roles
    ]


def _sums(group: Sequence[EvaluationData]) -> _Sums:
    classes = [p.problem_class for each in group for p in each.problems]
    return _Sums(
        evaluations=len(group),
        scores=[each.published for each in group if each.published is not None],
        passed=sum(bool(each.passed) for each in group),
        classes=(classes.count("A"), classes.count("B"), classes.count("C")),
        wrong=sum(each.wrong_information for each in group),
    )


def _by_name(group: Sequence[EvaluationData]) -> tuple[str, str]:
    return group[0].role, group[0].scorer.shown
