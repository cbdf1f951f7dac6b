"""Stored codes and whole evaluations in words, for every report."""

from __future__ import annotations

from fractions import Fraction

from qa_desktop.domain.scoring.rounding import decimal_text, round_half_up
from qa_desktop.reports.data import EvaluationData, ItemOutcome, Party
from qa_desktop.reports.model import Cell, Line, Run, Words, number, seconds, words
from qa_desktop.texts import text


def method(code: str) -> Words:
    """抽查录音, 实时监听, 旁听, 成功单复核."""
    return text(f"report.method_{code}")


def role(code: str) -> Words:
    return text(f"report.role_{code}")


def circumstance(code: str) -> Words:
    return text(f"report.circumstance_{code}")


def competency(code: str) -> Words:
    return text(f"report.competency_{code}")


def person(party: Party) -> Cell:
    return words(party.shown)


def score(evaluation: EvaluationData) -> Cell:
    """The published score; a dash where nothing counted."""
    cell = number(evaluation.published, 2)
    if evaluation.published is None:
        return cell
    places = evaluation.decimals
    shown = (
        _plain(evaluation.published)
        if places is None
        else f"{round_half_up(evaluation.published, places):f}"
    )
    return Cell(((Run(shown),),), cell.value, "number", "strong")


def verdict(evaluation: EvaluationData) -> Cell:
    """合格 · 优; 不合格 · 致命项."""
    if evaluation.passed is None:
        return words(text("report.no_score"), "muted")
    line: list[Run] = [Run(text("report.passed" if evaluation.passed else "report.failed"))]
    if evaluation.grade:
        line += [Run(" · "), Run(evaluation.grade)]
    if evaluation.fatal:
        line += [Run(" · "), Run(text("report.critical_item"))]
    return Cell((tuple(line),), tone="good" if evaluation.passed else "critical")


def lost_items(evaluation: EvaluationData) -> list[ItemOutcome]:
    """Items that lost points, in the card's order."""
    return [item for item in evaluation.items if item.lost > 0]


def loss_line(item: ItemOutcome) -> Line:
    """开场白 −2.5 00:12–00:18."""
    line: list[Run] = [Run(item.name), Run(f" −{_plain(item.lost)}")]
    if item.places:
        line += [Run(" "), *seconds(item.places)]
    return tuple(line)


def loss_words(item: ItemOutcome) -> str:
    """``−2.5``."""
    return f"−{_plain(item.lost)}"


def _plain(value: Fraction) -> str:
    return decimal_text(value, 2)
