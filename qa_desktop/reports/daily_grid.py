"""The daily detail for a spreadsheet: one value in each column, to sort, filter and count by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from qa_desktop.reports import wording
from qa_desktop.reports.data import EvaluationData, ItemOutcome
from qa_desktop.reports.model import (
    EMPTY,
    Cell,
    Column,
    Table,
    Words,
    duration,
    moment,
    number,
    words,
)
from qa_desktop.texts import text

_CLASSES: Final = ("A", "B", "C")

_DETAIL: Final = (
    Column(text("report.submitted"), 17),
    Column(text("report.scorer"), 14),
    Column(text("report.role"), 10),
    Column(text("report.agent_number"), 9),
    Column(text("report.agent_name"), 10),
    Column(text("report.team"), 10),
    Column(text("report.started"), 17),
    Column(text("report.duration"), 9),
    Column(text("report.serial"), 16),
    Column(text("report.business"), 12),
    Column(text("report.saved_as"), 12),
    Column(text("report.customer"), 13),
    Column(text("report.method"), 11),
    Column(text("report.scorecard"), 14),
    Column(text("report.score"), 8, is_number=True),
    Column(text("report.verdict"), 10),
    Column(text("report.grade"), 8),
    Column(text("report.lost_points"), 36),
    *(Column(letter, 5, is_number=True) for letter in _CLASSES),
    Column(text("report.wrong_share"), 10),
    Column(text("report.section_strengths"), 36),
    Column(text("report.section_change"), 36),
    Column(text("report.circumstance"), 12),
    Column(text("report.practice_short"), 8),
    Column(text("report.corrected_at"), 17),
)


def detail(evaluations: Iterable[EvaluationData]) -> Table:
    """A row per evaluation."""
    return Table(_DETAIL, tuple(_row(each) for each in evaluations))


def _row(each: EvaluationData) -> tuple[Cell, ...]:
    classes = [problem.problem_class for problem in each.problems]
    return (
        moment(each.submitted),
        wording.person(each.scorer),
        words(wording.role(each.role)),
        words(each.agent.number),
        words(each.agent.name),
        words(each.agent.team),
        moment(each.call.started),
        duration(each.call.duration_ms),
        words(each.call.serial),
        words(each.call.business),
        words(each.call.disposition),
        words(each.call.customer),
        words(wording.method(each.method)),
        words(each.scorecard),
        wording.score(each) if each.published is not None else EMPTY,
        words(_passed(each)),
        words(each.grade),
        Cell(tuple(wording.loss_line(item) for item in wording.lost_items(each))),
        *(number(classes.count(letter)) for letter in _CLASSES),
        _mark(each.wrong_information),
        words(each.strengths),
        words(each.advice),
        words(wording.circumstance(each.circumstance) if each.circumstance else None),
        _mark(each.practice),
        moment(each.corrected),
    )


def _passed(each: EvaluationData) -> Words:
    if each.passed is None:
        return text("report.no_score")
    return text("report.passed" if each.passed else "report.failed")


def _mark(holds: bool) -> Cell:
    return words(text("report.yes")) if holds else EMPTY


_LOSSES: Final = (
    Column(text("report.submitted"), 17),
    Column(text("report.scorer"), 14),
    Column(text("report.agent_number"), 9),
    Column(text("report.agent_name"), 10),
    Column(text("report.serial"), 16),
    Column(text("report.section"), 16),
    Column(text("report.item"), 24),
    Column(text("report.answer"), 16),
    Column(text("report.lost"), 8, is_number=True),
    Column(text("report.from"), 9),
    Column(text("report.to"), 9),
    Column(text("report.comment"), 36),
)


def losses(evaluations: Iterable[EvaluationData]) -> Table:
    """A row per lost item and place of its evidence."""
    rows = [
        row
        for each in evaluations
        for item in wording.lost_items(each)
        for row in _loss_rows(each, item)
    ]
    return Table(_LOSSES, tuple(rows))


def _loss_rows(each: EvaluationData, item: ItemOutcome) -> list[tuple[Cell, ...]]:
    """The points stand in the first row only, so that a column of them adds up."""
    spans = [(duration(place.ms), duration(place.to_ms)) for place in item.places]
    return [
        (
            moment(each.submitted),
            wording.person(each.scorer),
            words(each.agent.number),
            words(each.agent.name),
            words(each.call.serial),
            words(item.section),
            words(item.name),
            words(item.answer),
            EMPTY if place else number(item.lost, 2),
            *span,
            words(item.comment),
        )
        for place, span in enumerate(spans or [(EMPTY, EMPTY)])
    ]
