"""Spreadsheets out: the one module that writes xlsx.

No text ever becomes a formula: a cell of text is typed as text whatever it begins with, and marked
so that it stays text when a person edits it in Excel. Numbers, dates and durations keep their
type. Rows are streamed into a temporary neighbour that takes the file's name when it is whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from qa_desktop.errors import CancelledError, UserFacingError, reason_of
from qa_desktop.store.durable import durable_file
from qa_desktop.store.half_made import scratch_folder

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MAX_ROWS: Final = 1_048_576
MAX_CHARACTERS: Final = 32_767
_MAX_NAME: Final = 31
_POLL_ROWS: Final = 500

DURATION: Final = "[h]:mm:ss"
PERCENT: Final = "0.0%"
_FORMATS: Final[dict[type, str]] = {
    datetime: "yyyy-mm-dd hh:mm:ss",
    date: "yyyy-mm-dd",
    time: "hh:mm:ss",
    timedelta: DURATION,
}

_FORBIDDEN_IN_NAME = re.compile(r"[\\/*?:\[\]\x00-\x1f\x7f]")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_COULD_BE_LIVE = ("=", "+", "-", "@", "\t", "\r", "#")
_TITLE, _HEAD = "title", "head"

Plain = str | int | float | Decimal | Fraction | date | time | timedelta | None


@dataclass(frozen=True)
class Shown:
    """A value with its Excel number format, in bold, or in a cell of several lines."""

    value: Plain
    number_format: str | None = None
    bold: bool = False
    wraps: bool = False


Cell = Plain | Shown


@dataclass(frozen=True)
class Sheet:
    """One sheet: ``titles`` stand above the headings, one per row; the headings stay in view.

    ``rows`` may be a generator: it is read once, as the file is written. ``widths`` are in
    characters of the default font, by column.
    """

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    titles: Sequence[str] = ()
    widths: Sequence[float] = ()


def write_workbook(
    path: Path, sheets: Sequence[Sheet], cancelled: Callable[[], bool] = lambda: False
) -> int:
    """Write the file, replacing one of that name only when the new one is whole and synced.

    The number of rows below the headings. Raises ``UserFacingError`` ``sheet_writing.*``, or
    ``CancelledError``; then the old file is as it was.
    """
    try:
        return _write(path, sheets, cancelled)
    except OSError as error:
        raise UserFacingError(
            "sheet_writing.not_written", file=path.name, why=reason_of(error)
        ) from error


def _write(path: Path, sheets: Sequence[Sheet], cancelled: Callable[[], bool]) -> int:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    try:
        with scratch_folder() as scratch, durable_file(path, elsewhere=True) as stream:
            names = _safe_names([sheet.name for sheet in sheets])
            written = sum(
                _write_sheet(book, name, sheet, path.name, scratch, cancelled)
                for name, sheet in zip(names, sheets, strict=True)
            )
            book.save(stream)
    except BaseException:
        _close_streams(book)
        raise
    return written


def _close_streams(book: Workbook) -> None:
    """openpyxl keeps a temporary file per sheet until it is saved."""
    for sheet in book.worksheets:
        with suppress(Exception):
            sheet.close()
        with suppress(Exception):
            sheet._writer.cleanup()


def _write_sheet(
    book: Workbook,
    name: str,
    sheet: Sheet,
    file: str,
    scratch: Path,
    cancelled: Callable[[], bool],
) -> int:
    from openpyxl.utils import get_column_letter

    page = book.create_sheet(name)
    for column, width in enumerate(sheet.widths, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    above = len(sheet.titles) + bool(sheet.headings)
    if above:
        page.freeze_panes = f"A{above + 1}"
    _begin(page, scratch / f"{len(book.worksheets)}.xml")
    for title in sheet.titles:
        page.append([_styled(page, title, _TITLE)])
    if sheet.headings:
        page.append([_styled(page, heading, _HEAD) for heading in sheet.headings])
    count = 0
    for count, row in enumerate(sheet.rows, start=1):
        if count + above > MAX_ROWS:
            raise UserFacingError("sheet_writing.too_many_rows", file=file, limit=MAX_ROWS)
        if count % _POLL_ROWS == 0 and cancelled():
            raise CancelledError
        page.append([_cell(page, value) for value in row])
    return count


def _begin(page: WriteOnlyWorksheet, rows: Path) -> None:
    """Where openpyxl keeps the rows until it saves; its own choice no crash would tell us of."""
    from openpyxl.worksheet._writer import ALL_TEMP_FILES, WorksheetWriter

    ALL_TEMP_FILES.append(str(rows))  # its ``cleanup`` takes the name from there
    page._writer = WorksheetWriter(page, str(rows))
    page._writer.write_top()


def _cell(page: WriteOnlyWorksheet, value: Cell) -> Any:
    """What openpyxl may write as it is, or a cell with a type or format of its own."""
    if isinstance(value, Shown):
        return _shown(page, value)
    if isinstance(value, str):
        return _text_cell(page, value) if value.startswith(_COULD_BE_LIVE) else _plain(value)
    if isinstance(value, Fraction):
        value = float(value)
    number_format = _FORMATS.get(type(value))
    return _typed(page, value, number_format) if number_format else value


def _shown(page: WriteOnlyWorksheet, shown: Shown) -> WriteOnlyCell:
    from openpyxl.styles import Alignment, Font

    made = _cell(page, shown.value)
    cell = made if hasattr(made, "data_type") else _typed(page, made, None)
    if shown.number_format and not isinstance(shown.value, str):
        cell.number_format = shown.number_format
    if shown.bold:
        cell.font = Font(bold=True)
    if shown.wraps:
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _typed(page: WriteOnlyWorksheet, value: Any, number_format: str | None) -> WriteOnlyCell:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(page, value)
    if number_format:
        cell.number_format = number_format
    return cell


def _text_cell(page: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    """Typed as text after openpyxl has guessed; ``quotePrefix`` keeps it so when it is edited."""
    cell = _typed(page, _plain(text), None)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def _styled(page: WriteOnlyWorksheet, words: str, kind: str) -> WriteOnlyCell:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = _text_cell(page, words)
    if kind == _TITLE:
        cell.font = Font(bold=True, size=14)
        return cell
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", start_color="E8EDF3")
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    return cell


def in_cell(text: str) -> str:
    """What XML can hold of a text."""
    return _NOT_IN_XML.sub("\ufffd", text)


def _plain(text: str) -> str:
    """What XML can hold, at most as long as a cell may be."""
    return in_cell(text)[:MAX_CHARACTERS]


def _safe_names(names: Sequence[str]) -> list[str]:
    """Names that Excel takes: at most 31 signs, none of ``\\ / * ? : [ ]``, no two alike."""
    taken: set[str] = {"history"}  # Excel keeps this one for itself
    safe = []
    for name in names:
        plain = _FORBIDDEN_IN_NAME.sub(" ", _NOT_IN_XML.sub("", name)).strip().strip("'")
        wanted = chosen = plain[:_MAX_NAME] or "Sheet"
        number = 2
        while chosen.lower() in taken:
            ending = f" {number}"
            chosen = wanted[: _MAX_NAME - len(ending)] + ending
            number += 1
        taken.add(chosen.lower())
        safe.append(chosen)
    return safe
