"""A report as HTML: for the screen (with links to seconds), for print, and as a file."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, Literal

from qa_desktop.errors import CancelledError
from qa_desktop.reports import templates
from qa_desktop.reports.model import Cell, Fact, Line, Place, Report, Run, Section, Table
from qa_desktop.reports.registry import report_kind
from qa_desktop.reports.templates import Markup, Schema, Template
from qa_desktop.texts import Language, render, text

Medium = Literal["screen", "file"]

LINK_SCHEME: Final = "call"
"""``call:<id>/<ms>`` on the screen; files hold no links, a clock text is enough there."""

FACTS_IN_A_ROW: Final = 4
_DRAWING: Final = 96
"""Width of a signature, in the units of HTML."""

PRINT_COLORS: Final = {
    "ink": "#1d2430",
    "muted": "#5b6574",
    "line": "#d5dae1",
    "head": "#eef1f5",
    "accent": "#2563d6",
    "good": "#17703c",
    "change": "#a34a07",
    "critical": "#b8232b",
    "good_soft": "#eef8f2",
    "change_soft": "#fdf5ea",
    "paper": "#ffffff",
}
"""Dark on white, whatever the screen shows."""

_FACT: Final[Schema] = {"name": None, "value": None}
_TABLE: Final[Schema] = {
    "columns": {"heading": None, "width": None, "align": None},
    "rows": {"cells": {"value": None, "align": None}},
    "foot": {"cells": {"value": None, "align": None}},
}
_SECTION: Final[Schema] = {
    "heading": None,
    "facts": _FACT,
    "has_facts": None,
    "points": {"value": None},
    "has_points": None,
    "table": _TABLE,
    "notes": {"value": None},
}


def schema_of(kind: str) -> Schema:
    """What the form of a report may name."""
    sections = {f"section.{id}": _SECTION for id in report_kind(kind).sections}
    return {
        "title": None,
        "language": None,
        "facts": _FACT,
        "fact_rows": {"cells": _FACT},
        "sections": _SECTION,
        "notes": {"value": None},
        **{f"color.{name}": None for name in PRINT_COLORS},
        "font.size": None,
        "font.small": None,
        "font.large": None,
        **sections,
    }


def template_of(report: Report, folder: Path | None = None) -> Template:
    """The report's form; ``folder`` is the workspace's own ``forms/print``."""
    return templates.load(report_kind(report.kind).template, schema_of(report.kind), folder)


def to_html(
    report: Report,
    template: Template,
    language: Language,
    *,
    medium: Medium = "file",
    colors: Mapping[str, str] = PRINT_COLORS,
    points: float = 8.5,
    cancelled: Callable[[], bool] = lambda: False,
) -> str:
    """One whole document; ``points`` is the size of its text."""
    made = _Values(language, medium, colors, cancelled)
    return template.fill(made.report(report, points))


class _Values:
    """What the names in a form stand for."""

    def __init__(
        self,
        language: Language,
        medium: Medium,
        colors: Mapping[str, str],
        cancelled: Callable[[], bool],
    ) -> None:
        self._language: Language = language
        self._medium = medium
        self._colors = colors
        self._cancelled = cancelled

    def report(self, report: Report, points: float) -> dict[str, Any]:
        sections = {each.id: self._section(each) for each in report.sections if not each.is_empty}
        facts = [self._fact(fact) for fact in report.facts]
        return {
            "title": self._words(report.title),
            "language": "zh-CN" if self._language == "zh" else "en",
            "facts": facts,
            "fact_rows": [
                {"cells": facts[start : start + FACTS_IN_A_ROW]}
                for start in range(0, len(facts), FACTS_IN_A_ROW)
            ],
            "sections": list(sections.values()),
            "notes": [{"value": self._words(note)} for note in report.notes],
            **{f"color.{name}": value for name, value in self._colors.items()},
            "font.size": f"{points:g}pt",
            "font.small": f"{points * 0.88:.3g}pt",
            "font.large": f"{points * 1.7:.3g}pt",
            **{f"section.{id}": values for id, values in sections.items()},
        }

    def _section(self, section: Section) -> dict[str, Any]:
        has_rows = section.table is not None and bool(section.table.rows)
        return {
            "heading": self._words(section.heading),
            "facts": [self._fact(fact) for fact in section.facts],
            "has_facts": bool(section.facts),
            "points": [{"value": self._cell(point)} for point in section.points],
            "has_points": bool(section.points),
            "table": self._table(section.table) if section.table and has_rows else None,
            "notes": [{"value": self._words(note)} for note in section.notes],
        }

    def _fact(self, fact: Fact) -> dict[str, Any]:
        name = self._words(fact.name).replace(" ", "\N{NO-BREAK SPACE}")
        return {"name": name, "value": self._cell(fact.value)}

    def _table(self, table: Table) -> dict[str, Any]:
        whole = sum(column.share for column in table.columns)
        aligns = ["right" if column.is_number else "left" for column in table.columns]
        return {
            "columns": [
                {
                    "heading": self._words(column.heading),
                    "width": f"{100 * column.share / whole:.1f}%",
                    "align": align,
                }
                for column, align in zip(table.columns, aligns, strict=True)
            ],
            "rows": [{"cells": self._cells(row, aligns)} for row in table.rows],
            "foot": [{"cells": self._cells(row, aligns)} for row in table.foot],
        }

    def _cells(self, row: tuple[Cell, ...], aligns: list[str]) -> list[dict[str, Any]]:
        if self._cancelled():
            raise CancelledError
        return [
            {"value": self._cell(cell), "align": align}
            for cell, align in zip(row, aligns, strict=True)
        ]

    def _cell(self, cell: Cell) -> Markup:
        inside = "<br>".join(self._line(line) for line in cell.lines)
        if cell.tone == "strong":
            return Markup(f"<b>{inside}</b>")
        if cell.tone:
            color = self._colors[cell.tone]
            return Markup(f'<span style="color:{color}">{inside}</span>')
        return Markup(inside)

    def _line(self, line: Line) -> str:
        return "".join(self._run(run) for run in line)

    def _run(self, run: Run) -> str:
        if run.drawing:
            return f'<img src="{html.escape(run.drawing)}" width="{_DRAWING}">'
        shown = html.escape(run.render(self._language)).replace("  ", "&nbsp; ")
        if run.place is None:
            return shown
        if self._medium == "file":
            return f"<b>{shown}</b>"
        shown = shown.replace("–", "–&#8203;")  # a narrow column breaks between the two times
        style = f"color:{self._colors['accent']}; text-decoration:none"
        return f'<a href="{html.escape(link_to(run.place))}" style="{style}">{shown}</a>'

    def _words(self, words: Any) -> str:
        return words if isinstance(words, str) else render(words, self._language)


def link_to(place: Place) -> str:
    return f"{LINK_SCHEME}:{place.call}/{place.ms}"


def place_of(link: str) -> Place | None:
    """The place that a link leads to; None for any other link."""
    scheme, _, rest = link.partition(":")
    call, _, ms = rest.rpartition("/")
    if scheme != LINK_SCHEME or not call or not ms.isdigit():
        return None
    return Place(call, int(ms))


def page_words(page: int, pages: int, language: Language) -> str:
    """第 2 页，共 3 页."""
    return render(text("report.page", page=page, pages=pages), language)
