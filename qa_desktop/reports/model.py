"""What a report is, before it becomes a page, a sheet or a file: frozen values in no language.

Words are ``Text`` (rendered in the reader's language) or what people wrote themselves. A cell may
lead to seconds of a call.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from qa_desktop.domain import intervals
from qa_desktop.domain.durations import format_duration
from qa_desktop.domain.scoring.rounding import round_half_up
from qa_desktop.texts import Language, Text, text

Words = str | Text
Value = int | Decimal | date | datetime | None
Format = Literal["text", "number", "duration", "date", "moment"]
Tone = Literal["", "good", "change", "critical", "muted", "strong"]


@dataclass(frozen=True)
class Place:
    """A moment (``to_ms`` is None) or a region of a call, in milliseconds."""

    call: str
    ms: int
    to_ms: int | None = None

    @property
    def clock(self) -> str:
        """``01:20`` or ``01:20–01:26``."""
        if self.to_ms is None:
            return format_duration(self.ms)
        return f"{format_duration(self.ms)}–{format_duration(self.to_ms)}"


@dataclass(frozen=True)
class Run:
    """A piece of a line; with ``place`` it leads there."""

    words: Words
    place: Place | None = None
    drawing: str = ""
    """A picture in place of words: a ``data:`` URI that the program made (``reports.strokes``)."""

    def render(self, language: Language) -> str:
        return self.words if isinstance(self.words, str) else self.words.render(language)


Line = tuple[Run, ...]


@dataclass(frozen=True)
class Cell:
    """What people read, line by line, and the typed value that a spreadsheet calculates with:
    ``duration`` values are milliseconds, a ``moment`` is local time without zone."""

    lines: tuple[Line, ...] = ()
    value: Value = None
    format: Format = "text"
    tone: Tone = ""

    def render(self, language: Language) -> str:
        """All lines as plain text."""
        return "\n".join("".join(run.render(language) for run in line) for line in self.lines)


EMPTY = Cell()


@dataclass(frozen=True)
class Fact:
    name: Words
    value: Cell


@dataclass(frozen=True)
class Column:
    heading: Words
    share: int
    """Of the table's width, beside the shares of the others."""
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """``foot`` are sums and means below the rows; ``leads`` is where each row as a whole leads,
    empty for rows that lead nowhere."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    foot: tuple[tuple[Cell, ...], ...] = ()
    leads: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Section:
    """``id`` is the name by which a print template speaks of it.

    ``grid`` is for spreadsheets alone: the table with one value in each column.
    """

    id: str
    heading: Words
    facts: tuple[Fact, ...] = ()
    points: tuple[Cell, ...] = ()
    table: Table | None = None
    notes: tuple[Words, ...] = ()
    grid: Table | None = None

    @property
    def is_empty(self) -> bool:
        """On paper and on the screen."""
        has_rows = self.table is not None and bool(self.table.rows)
        return not (self.facts or self.points or has_rows or self.notes)


@dataclass(frozen=True)
class Report:
    """``kind`` is its id in the registry."""

    kind: str
    title: Words
    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    notes: tuple[Words, ...] = field(default=())

    def section(self, id: str) -> Section:
        return next(section for section in self.sections if section.id == id)

    @property
    def rows(self) -> int:
        """Rows of its first table: what the command line counts."""
        tables = [section.table for section in self.sections if section.table is not None]
        return len(tables[0].rows) if tables else 0


def words(value: Words | None, tone: Tone = "") -> Cell:
    """Text; None and nothing are an empty cell. Line breaks are kept."""
    if not value:
        return EMPTY
    if isinstance(value, Text):
        return Cell(((Run(value),),), tone=tone)
    return Cell(tuple((Run(line),) for line in value.splitlines()), tone=tone)


def number(value: int | Fraction | None, places: int = 0, tone: Tone = "") -> Cell:
    """An exact number, rounded half up to ``places`` decimals for the reader."""
    if value is None:
        return Cell(((Run("—"),),), tone="muted")
    rounded = round_half_up(Fraction(value), places)
    return Cell(((Run(f"{rounded:f}"),),), rounded if places else int(value), "number", tone)


def duration(ms: int | None) -> Cell:
    return Cell(((Run(format_duration(ms)),),), ms, "duration") if ms is not None else EMPTY


def moment(at: datetime | None, shown: str = "%Y-%m-%d %H:%M") -> Cell:
    return Cell(((Run(f"{at:{shown}}"),),), at, "moment") if at is not None else EMPTY


def day(at: date) -> Cell:
    return Cell(((Run(at.isoformat()),),), at, "date")


def seconds(places: tuple[Place, ...]) -> tuple[Run, ...]:
    """Clock texts in a row, each leading to its seconds."""
    runs: list[Run] = []
    for place in places:
        runs += [Run(" "), Run(place.clock, place)] if runs else [Run(place.clock, place)]
    return tuple(runs)


def share(part: int, whole: int) -> Words:
    """``3 of 4 (75 %)``: never a rate without what it was counted from."""
    if not whole:
        return "—"
    return text("report.share", part=part, whole=whole, percent=_percent(Fraction(part, whole)))


def rate(part: int, whole: int) -> Cell:
    """``3 of 4 (75 %)`` and under it how far that can be trusted (``domain.intervals``)."""
    found = intervals.of_rate(part, whole)
    if found is None:
        return words("—", "muted")
    span = text("report.span_percent", low=_percent(found.low), high=_percent(found.high))
    return Cell(((Run(share(part, whole)),), (Run(span),)))


def mean(scores: Sequence[Fraction]) -> Cell:
    """Their mean to two decimals and under it its count and how far it can be trusted."""
    if not scores:
        return number(None)
    shown, found = number(sum(scores, Fraction(0)) / len(scores), 2), intervals.of_scores(scores)
    under = text("report.count", count=len(scores))
    if found is not None:
        low, high = (f"{round_half_up(bound, 1):f}" for bound in (found.low, found.high))
        under = text("report.count_span", count=len(scores), low=low, high=high)
    return replace(shown, lines=(*shown.lines, (Run(under),)))


def _percent(part: Fraction) -> str:
    return f"{round_half_up(100 * part, 1):f}"
