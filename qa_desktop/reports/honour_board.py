"""The honour board 光荣榜 of a month as a poster: the best calls, and what customers wrote."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from qa_desktop.reports.data import Party
from qa_desktop.reports.model import Column, Report, Section, Table, words
from qa_desktop.texts import text

SECTIONS: Final = ("calls", "letters")

_LARGEST, _SMALLEST = 24, 8
"""Points of its letters: what is read from the other side of a room, and what is read at all."""
_WIDTH, _ROOM = 527.0, 715.0
"""Of the page inside its margins, in points; its foot and a little are kept free."""
_FRAME, _HEADING, _LINE = 10.0, 4.2, 1.5
"""In letters: title and thanks, a heading, a line."""
_EDGE, _PADDING = 48.0, 12.5
"""In points: around the title, and around an entry."""
_FIGURE: Final = 0.6
"""Of a letter's height is its width."""
_TOO_MANY: Final = 1_000
_NUMBER: Final = re.compile(r"[0-9-]+")


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
    year, _, month = data.month.partition("-")
    return Report(
        kind="honour-board",
        title=text("honour.title", year=year, month=month.lstrip("0")),
        sections=tuple(sections),
        notes=(text("honour.thanks"),),
    )


def points_of(report: Report) -> float:
    """The largest letters with which the poster is one page, or the smallest there are."""
    sizes = (half / 2 for half in range(2 * _LARGEST, 2 * _SMALLEST, -1))
    return next((size for size in sizes if _height(report, size) <= _ROOM), float(_SMALLEST))


def _height(report: Report, points: float) -> float:
    """About how much of the page it takes, in points, by its form ``poster.html``."""
    taken = _FRAME * points + _EDGE
    for section in report.sections:
        table = section.table
        if table is None:
            continue
        whole = sum(column.share for column in table.columns)
        widths = [_WIDTH * column.share / whole - _PADDING for column in table.columns]
        taken += _HEADING * points
        for row in table.rows:
            cells = zip(row, widths, strict=True)
            lines = max(_lines(cell.render("zh"), width / points) for cell, width in cells)
            taken += lines * _LINE * points + _PADDING
    return taken


def _lines(words: str, ems: float) -> int:
    """A Chinese sign is one em wide, others about half of it; a number is not broken."""
    room = max(int(ems * 2), 2)
    if any(len(number) * _FIGURE > ems for number in _NUMBER.findall(words)):
        return _TOO_MANY
    widths = (sum(map(_wide, line)) for line in words.split("\n"))
    return sum(-(-max(width, 1) // room) for width in widths)


def _wide(sign: str) -> int:
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _calls(honours: Sequence[HonourLine]) -> Table:
    columns = (Column(text("report.agent"), 28), Column(text("honour.highlight"), 72))
    rows = tuple((words(each.agent.shown, "strong"), words(each.words)) for each in honours)
    return Table(columns, rows)


def _letters(letters: Sequence[LetterLine]) -> Table:
    columns = (
        Column(text("report.agent"), 28),
        Column(text("honour.words"), 50),
        Column(text("honour.sender"), 22),
    )
    return Table(
        columns,
        tuple(
            (
                words(each.agent.shown, "strong"),
                words(each.words),
                words("\n".join(filter(None, (each.sender, _day(each.day)))), "muted"),
            )
            for each in letters
        ),
    )


def _day(at: date | None) -> str:
    return at.isoformat() if at else ""
