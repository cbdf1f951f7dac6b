"""Making a report and writing it to a file, by its ending: xlsx, pdf or html."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlite_utils import Database

from qa_desktop.errors import UserFacingError, reason_of
from qa_desktop.exchange.sheet_writing import DURATION, Sheet, Shown, write_workbook
from qa_desktop.exchange.sheet_writing import Cell as SheetCell
from qa_desktop.reports import html
from qa_desktop.reports.grid import GridSheet, to_sheets
from qa_desktop.reports.honour_board import points_of
from qa_desktop.reports.model import Cell, Report
from qa_desktop.reports.printing import PrintTarget
from qa_desktop.reports.registry import report_kind
from qa_desktop.services.report_data import PeriodRequest, feedback_data, period_data
from qa_desktop.store.durable import durable_file
from qa_desktop.texts import Language, render

if TYPE_CHECKING:
    from qa_desktop.reports.pdf import Paper

ENDINGS: Final = ("xlsx", "pdf", "html")
_PAGE_POINTS: Final = {"daily-detail": 6.5, "slip": 8.0}
_POINTS: Final = 9.0
_MANY_FAULTS, _MANY_POINTS = 9, 7.5
_SHARED: Final = 0o644
"""A report is made for others to read; temporary files are not."""


@dataclass(frozen=True)
class FeedbackRequest:
    """``with_why`` prints the score's arithmetic too."""

    evaluation: str
    with_why: bool = False


Request = PeriodRequest | FeedbackRequest
Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


def make_report(
    db: Database, kind: str, request: Request, cancelled: Cancelled = lambda: False
) -> Report:
    """Build one of the registry's reports from what the workspace holds."""
    build = report_kind(kind).build
    if isinstance(request, FeedbackRequest):
        return build(feedback_data(db, request.evaluation, with_why=request.with_why))
    return build(period_data(db, request, cancelled))


def own_forms(workspace: Path) -> Path:
    """Where a workspace keeps print forms that its team has edited."""
    return workspace / "forms" / "print"


def write_report(
    report: Report,
    out: Path,
    language: Language,
    *,
    forms: Path | None = None,
    progress: Progress = lambda _done, _all: None,
    cancelled: Cancelled = lambda: False,
) -> int:
    """Write the file whole or not at all; how many rows its first table has.

    Raises ``UserFacingError`` for an unknown ending, a bad print form and a file that cannot be
    written, and ``CancelledError``; an older file of that name is then as it was.
    """
    ending = out.suffix.lower().removeprefix(".")
    if ending not in ENDINGS:
        raise UserFacingError("report.bad_ending", file=out.name)
    if ending == "xlsx":
        sheets = [_sheet(sheet, language) for sheet in to_sheets(report, language)]
        write_workbook(out, sheets, cancelled)
        out.chmod(_SHARED)
        return report.rows
    if ending == "pdf":
        title = title_of(report, language)
        write_together(
            [report], out, language, title=title, forms=forms, progress=progress,
            cancelled=cancelled,
        )  # fmt: skip
    else:
        _write(out, _paper(report, language, forms, cancelled).page.encode())
    return report.rows


def write_together(
    reports: Iterable[Report],
    out: Path,
    language: Language,
    *,
    title: str,
    forms: Path | None = None,
    progress: Progress = lambda _done, _all: None,
    cancelled: Cancelled = lambda: False,
) -> None:
    """One PDF of them in order, whole or not at all; each is laid out when the one before it is
    done. Raises as ``write_report``, and what ``reports`` raises."""
    from qa_desktop.reports.pdf import to_pdf

    papers = (_paper(each, language, forms, cancelled) for each in reports)
    content = to_pdf(papers, title=title, language=language, progress=progress, cancelled=cancelled)
    _write(out, content)


def print_report(
    report: Report,
    target: PrintTarget,
    language: Language,
    *,
    forms: Path | None = None,
    progress: Progress = lambda _done, _all: None,
    cancelled: Cancelled = lambda: False,
) -> int:
    """Send the report to a printer, page by page; how many rows its first table has.

    Raises ``UserFacingError`` for a bad print form and a printer that does not take it.
    """
    title = title_of(report, language)
    print_together(
        [report], target, language, title=title, forms=forms, progress=progress,
        cancelled=cancelled,
    )  # fmt: skip
    return report.rows


def print_together(
    reports: Iterable[Report],
    target: PrintTarget,
    language: Language,
    *,
    title: str,
    forms: Path | None = None,
    progress: Progress = lambda _done, _all: None,
    cancelled: Cancelled = lambda: False,
) -> None:
    """One job for the printer, as ``print_report``."""
    from qa_desktop.reports.pdf import print_papers

    papers = (_paper(each, language, forms, cancelled) for each in reports)
    print_papers(
        papers, target, title=title, language=language, progress=progress, cancelled=cancelled
    )


def _paper(report: Report, language: Language, forms: Path | None, cancelled: Cancelled) -> Paper:
    from qa_desktop.reports.pdf import Paper

    template = html.template_of(report, forms)
    points = page_points(report)
    page = html.to_html(report, template, language, points=points, cancelled=cancelled)
    return Paper(page, title_of(report, language), template.landscape, points)


def page_points(report: Report) -> float:
    """The size of its text on paper; a slip with many faults is printed smaller, which is still
    legible: two pages hold twelve of them with everything that people wrote to them."""
    if report.kind == "honour-board":
        return points_of(report)
    if report.kind == "slip" and report.rows >= _MANY_FAULTS:
        return _MANY_POINTS
    return _PAGE_POINTS.get(report.kind, _POINTS)


def title_of(report: Report, language: Language) -> str:
    return report.title if isinstance(report.title, str) else render(report.title, language)


def _write(out: Path, content: bytes) -> None:
    try:
        with durable_file(out, elsewhere=True) as stream:
            stream.write(content)
        out.chmod(_SHARED)
    except OSError as error:
        why = reason_of(error)
        raise UserFacingError("report.not_written", file=out.name, why=why) from error


def _sheet(sheet: GridSheet, language: Language) -> Sheet:
    rows = [[_value(cell, language) for cell in row] for row in sheet.rows]
    rows += [[_value(cell, language, bold=True) for cell in row] for row in sheet.sums]
    return Sheet(sheet.name, sheet.headings, rows, widths=sheet.widths)


def _value(cell: Cell, language: Language, *, bold: bool = False) -> SheetCell:
    """The typed value where there is one, else the words."""
    bold = bold or cell.tone == "strong"
    if cell.format == "duration" and isinstance(cell.value, int):
        return Shown(timedelta(milliseconds=cell.value), DURATION, bold=bold, wraps=True)
    if isinstance(cell.value, Decimal):
        _, _, decimals = f"{cell.value:f}".partition(".")
        return Shown(cell.value, f"0.{'0' * len(decimals)}", bold=bold, wraps=True)
    if cell.value is not None:
        return Shown(cell.value, bold=bold, wraps=True)
    return Shown(cell.render(language), bold=bold, wraps=True)
