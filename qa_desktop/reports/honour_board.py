"""The honour board 光荣榜 of a month as a poster: the best calls, and what customers wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from qa_desktop.reports.data import Party
from qa_desktop.reports.model import Column, Report, Section, Table, day, words
from qa_desktop.texts import text

SECTIONS: Final = ("calls", "letters")


@dataclass(frozen=True)
class HonourLine:
    agent: Party
    words: str


@dataclass(frozen=True)
class LetterLine:
    agent: Party
    day: date | None
    words: str
    sender: str


@dataclass(frozen=True)
class HonourData:
    """``month``: "2026-11"."""

    month: str
    honours: Sequence[HonourLine]
    letters: Sequence[LetterLine]


def build(data: HonourData) -> Report:
    """What is not there this month has no section."""
    sections = []
    if data.honours:
        sections.append(Section("calls", text("honour.calls"), table=_calls(data.honours)))
    if data.letters:
        sections.append(Section("letters", text("honour.letters"), table=_letters(data.letters)))
    return Report(
        kind="honour-board",
        title=text("honour.title", month=data.month),
        facts=(),
        sections=tuple(sections),
    )


def _calls(honours: Sequence[HonourLine]) -> Table:
    columns = (Column(text("report.agent"), 28), Column(text("honour.highlight"), 72))
    rows = tuple((words(each.agent.shown, "strong"), words(each.words)) for each in honours)
    return Table(columns, rows)


def _letters(letters: Sequence[LetterLine]) -> Table:
    columns = (
        Column(text("report.agent"), 28),
        Column(text("honour.words"), 42),
        Column(text("honour.sender"), 14),
        Column(text("honour.day"), 16),
    )
    return Table(
        columns,
        tuple(
            (
                words(each.agent.shown, "strong"),
                words(each.words),
                words(each.sender),
                day(each.day) if each.day else words(""),
            )
            for each in letters
        ),
    )
