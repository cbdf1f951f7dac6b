"""Why this score 得分计算说明: the arithmetic of one evaluation, for whoever asks about it.

Shares as the card is printed and as they were applied, points earned and lost, then every line from
the answers to the verdict (SCORING.md)."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from qa_desktop.domain.scoring.explain import kind_of
from qa_desktop.reports import wording
from qa_desktop.reports.data import EvaluationData, FeedbackData, ItemShare
from qa_desktop.reports.model import (
    Cell,
    Column,
    Fact,
    Report,
    Run,
    Section,
    Table,
    Tone,
    Words,
    moment,
    number,
    words,
)
from qa_desktop.texts import Text, text

SECTIONS: Final = ("shares", "why")

_TONES: Final[dict[str, Tone]] = {
    "section": "strong",
    "moved": "muted",
    "fatal": "critical",
    "passed": "good",
    "failed": "critical",
}
_PLACES: Final = 2


def build(data: FeedbackData) -> Report:
    each = data.evaluation
    nothing = () if each.why else (text("report.no_why"),)
    return Report(
        kind="why-score",
        title=text("report.why_score"),
        facts=tuple(_facts(each)),
        sections=(
            Section("shares", text("report.shares"), table=_table(each), notes=nothing),
            Section("why", text("report.section_why"), points=tuple(map(_line, each.why))),
        ),
        notes=(text("report.note_shares"),) if each.why else (),
    )


def _facts(each: EvaluationData) -> list[Fact]:
    scorer = Cell(((Run(each.scorer.shown), Run(" · "), Run(wording.role(each.role))),))
    found = [
        (text("report.score"), wording.score(each)),
        (text("report.verdict"), wording.verdict(each)),
        (text("report.scorecard"), words(each.scorecard)),
        (text("report.agent"), words(each.agent.shown)),
        (text("report.scorer"), scorer),
        (text("report.started"), moment(each.call.started)),
        (text("report.serial"), words(each.call.serial)),
        (text("report.submitted"), moment(each.submitted)),
        (text("report.corrected_at"), moment(each.corrected)),
        (text("report.correction_reason"), words(each.correction_reason)),
    ]
    return [Fact(name, value) for name, value in found if value.lines]


def _table(each: EvaluationData) -> Table:
    columns = (
        Column(text("report.section"), 16),
        Column(text("report.item"), 26),
        Column(text("report.answer"), 20),
        Column(text("report.share_nominal"), 9, is_number=True),
        Column(text("report.share_applied"), 11, is_number=True),
        Column(text("report.earned"), 9, is_number=True),
        Column(text("report.lost"), 9, is_number=True),
    )
    rows = tuple(_row(share) for share in each.shares)
    return Table(columns, rows, foot=(_base(each),) if rows else ())


def _row(share: ItemShare) -> tuple[Cell, ...]:
    head = (words(share.section), words(share.name), words(share.answer))
    if share.bonus:
        bonus = words(text("report.bonus_item"), "muted")
        return (*head, bonus, bonus, _points(share.earned, share.counts), number(None))
    moved: Tone = "strong" if share.nominal != share.applied else ""
    return (
        *head,
        number(100 * share.nominal, _PLACES),
        number(100 * share.applied, _PLACES, moved),
        _points(share.earned, share.counts),
        _points(share.lost, share.counts),
    )


def _points(points: Fraction, counts: bool) -> Cell:
    return number(points if counts else None, _PLACES)


def _base(each: EvaluationData) -> tuple[Cell, ...]:
    """What the items add up to, bonus and critical items apart."""
    counted = [share for share in each.shares if not share.bonus]
    sums = (
        100 * sum((share.nominal for share in counted), Fraction(0)),
        100 * sum((share.applied for share in counted), Fraction(0)),
        sum((share.earned for share in counted), Fraction(0)),
        sum((share.lost for share in counted), Fraction(0)),
    )
    shown = (number(each_sum, _PLACES) for each_sum in sums)
    return (words(text("report.base")), words(""), words(""), *shown)


def _line(line: Words) -> Cell:
    return words(line, _TONES.get(kind_of(line), "") if isinstance(line, Text) else "")
