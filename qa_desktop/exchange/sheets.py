"""Spreadsheets from anywhere, read as rows of text: xlsx and csv, told apart by content.

The file is hostile until proven otherwise: size, expansion, members, rows and columns are capped,
XML entities are refused (defusedxml), links are not followed, and no formula is evaluated: a
formula cell gives the value that the spreadsheet program stored, or nothing.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from qa_desktop.errors import UserFacingError

Row = tuple[str, ...]


@dataclass(frozen=True)
class Limits:
    """Caps; the defaults hold a month of a centre with 3,000 calls a day."""

    file_bytes: int = 32 << 20
    expanded_bytes: int = 64 << 20
    members: int = 2_000
    rows: int = 100_000
    columns: int = 256
    cells: int = 5_000_000
    cell_characters: int = 32_767


DEFAULT_LIMITS: Final = Limits()
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EXACT_BELOW = 10**15
"""Excel keeps 15 digits; a longer number has already lost its end."""
_CSV_TEXT = re.compile(r'="([^"]*)"')


def read_rows(path: Path, limits: Limits = DEFAULT_LIMITS) -> list[Row]:
    """All rows of the first visible sheet that has any, trimmed; row 1 is ``[0]``.

    Empty rows stay (their number matters to the reader of a message), trailing empty cells go.
    What cannot be read is a ``UserFacingError`` ``sheet.*``; nothing is half read.
    """
    data = _read_bytes(path, limits)
    if data.startswith(_OLE):
        raise UserFacingError("sheet.old_or_locked", file=path.name)
    if data.startswith(_ZIP):
        return _read_xlsx(data, path.name, limits)
    return _read_csv(data, path.name, limits)


def _read_bytes(path: Path, limits: Limits) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(limits.file_bytes + 1)
    except OSError as error:
        raise UserFacingError(
            "sheet.unreadable", file=path.name, why=error.strerror or str(error)
        ) from error
    if not data.strip():
        raise UserFacingError("sheet.empty", file=path.name)
    if len(data) > limits.file_bytes:
        raise UserFacingError("sheet.too_large", file=path.name, limit=limits.file_bytes >> 20)
    return data


def _read_xlsx(data: bytes, name: str, limits: Limits) -> list[Row]:
    import openpyxl  # a third of a second: only when a sheet is read

    if not openpyxl.DEFUSEDXML:
        raise RuntimeError("openpyxl must run with defusedxml")
    try:
        _check_archive(data, name, limits)
        return _first_filled(_open_sheets(data), name, limits)
    except UserFacingError:
        raise
    except Exception as error:  # a parser of strangers' files raises whatever it stumbles over
        raise UserFacingError("sheet.not_xlsx", file=name) from error


def _check_archive(data: bytes, name: str, limits: Limits) -> None:
    """Declared sizes are enough: ``zipfile`` never hands out more than a member declares."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
    expanded = sum(member.file_size for member in members)
    if len(members) > limits.members or expanded > limits.expanded_bytes:
        raise UserFacingError("sheet.expands", file=name)


def _open_sheets(data: bytes) -> Iterator[Iterable[Iterable[Any]]]:
    """Rows of cells of each visible sheet; a sheet's own claim about its size is not believed."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                sheet.reset_dimensions()
                yield sheet.iter_rows()
    finally:
        book.close()


def _first_filled(
    sheets: Iterable[Iterable[Iterable[Any]]], name: str, limits: Limits
) -> list[Row]:
    for sheet in sheets:
        rows = _collect(sheet, _cell_text, name, limits)
        if rows:
            return rows
    raise UserFacingError("sheet.empty", file=name)


def _collect(
    rows: Iterable[Iterable[Any]], as_text: Callable[[Any], str], name: str, limits: Limits
) -> list[Row]:
    """Rows up to the last that is not empty, checked against the caps."""
    found: list[Row] = []
    seen = 0
    for number, cells in enumerate(rows, start=1):
        texts = [as_text(cell) for cell in cells]
        seen += len(texts)
        row = _trim(texts)
        if number > limits.rows:
            raise UserFacingError("sheet.too_many_rows", file=name, limit=limits.rows)
        if len(row) > limits.columns or seen > limits.cells:
            raise UserFacingError(
                "sheet.too_many_columns", file=name, row=number, limit=limits.columns
            )
        if any(len(text) > limits.cell_characters for text in row):
            raise UserFacingError(
                "sheet.cell_too_long", file=name, row=number, limit=limits.cell_characters
            )
        found.append(row)
    while found and not found[-1]:
        found.pop()
    return found


def _trim(cells: list[str]) -> Row:
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _cell_text(cell: Any) -> str:
    """What the cell shows, as far as it matters: ``0617`` under the number format ``0000``."""
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _number_text(value, cell.number_format)
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return _timedelta_text(value)
    return _plain(str(value))


def _number_text(value: int | float, number_format: str) -> str:
    """Exact digits; a float too long to be exact stays in scientific writing (``digits_lost``)."""
    if isinstance(value, float):
        if not value.is_integer():
            return repr(value)
        if abs(value) >= _EXACT_BELOW:
            return f"{value:.14E}"
        value = int(value)
    digits = str(value)
    return digits.zfill(len(number_format)) if set(number_format) == {"0"} else digits


def _timedelta_text(value: timedelta) -> str:
    seconds, micro = divmod(value // timedelta(microseconds=1), 1_000_000)
    clock = f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{clock}.{micro:06}".rstrip("0").rstrip(".") if micro else clock


def _read_csv(data: bytes, name: str, limits: Limits) -> list[Row]:
    text = _decode(data, name)
    if re.match(r"\s*<(!doctype|html|table|\?xml|meta)\b", text[:200], re.IGNORECASE):
        raise UserFacingError("sheet.web_page", file=name)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        rows = _collect(lines, _csv_text, name, limits)
    except csv.Error as error:
        raise UserFacingError("sheet.not_csv", file=name) from error
    if not rows:
        raise UserFacingError("sheet.empty", file=name)
    return rows


def _decode(data: bytes, name: str) -> str:
    """A byte order mark decides, else UTF-8, else GB18030 (what Chinese Windows writes)."""
    marked = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    named = [encoding for mark, encoding in marked.items() if data.startswith(mark)]
    for encoding in named or ["utf-8", "gb18030"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UserFacingError("sheet.not_text", file=name)


def _delimiter(text: str) -> str:
    """The commonest of comma, tab and semicolon in the first lines."""
    opening = text[:4_000]
    return max(",\t;", key=opening.count)


def _csv_text(cell: str) -> str:
    """``="0617"`` and ``'0617`` are how exports keep Excel from eating zeros: text, no formula."""
    plain = _plain(cell)
    if kept := _CSV_TEXT.fullmatch(plain):
        return _plain(kept[1])
    return plain[1:] if re.match(r"'\d", plain) else plain


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\ufeff", "").strip()
