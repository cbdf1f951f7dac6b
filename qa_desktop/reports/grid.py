"""A report as sheets of typed values, for a spreadsheet; ``exchange.sheet_writing`` writes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from qa_desktop.reports import model
from qa_desktop.reports.model import Cell, Fact, Report, Section, Table, Words
from qa_desktop.texts import Language, render, text

_CHARACTERS: Final = 150
"""Width of a printed table in a sheet; the shares of a grid are characters already."""
_LEAST: Final = 8.0


@dataclass(frozen=True)
class GridSheet:
    """``name`` and ``headings`` in the reader's language; ``rows`` hold cells, sums come last."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sums: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]


def to_sheets(report: Report, language: Language) -> list[GridSheet]:
    """A sheet per table, then one with everything else."""
    tables = [(section, section.grid or section.table) for section in report.sections]
    sheets = [_sheet(section, table, language) for section, table in tables if table]
    return [*sheets, _about(report, language)]


def _sheet(section: Section, table: Table, language: Language) -> GridSheet:
    scale = 1.0 if section.grid else _CHARACTERS / sum(column.share for column in table.columns)
    return GridSheet(
        name=_words(section.heading, language),
        headings=tuple(_words(column.heading, language) for column in table.columns),
        rows=table.rows,
        sums=table.foot,
        widths=tuple(max(_LEAST, c.share * scale) for c in table.columns),
    )


def _about(report: Report, language: Language) -> GridSheet:
    rows = [_fact(fact, language) for fact in report.facts]
    for section in report.sections:
        if section.facts or section.points:
            rows.append((_text(section.heading, language, strong=True),))
            rows += [_fact(fact, language) for fact in section.facts]
            rows += [(Cell(), point) for point in section.points]
        rows += [(Cell(), _text(note, language)) for note in section.notes]
    rows += [(Cell(), _text(note, language)) for note in report.notes]
    name = render(text("report.about"), language)
    return GridSheet(name, (_words(report.title, language), ""), tuple(rows), (), (24.0, 90.0))


def _fact(fact: Fact, language: Language) -> tuple[Cell, ...]:
    return _text(fact.name, language), fact.value


def _text(words: Words, language: Language, *, strong: bool = False) -> Cell:
    return model.words(_words(words, language), "strong" if strong else "")


def _words(words: Words, language: Language) -> str:
    return words if isinstance(words, str) else render(words, language)
