"""Spreadsheets from anywhere, read as rows of text: xlsx and csv, told apart by content.

The file is hostile until proven otherwise: size, expansion, members, rows and columns are capped,
XML entities are refused, links are not followed, and no formula is evaluated: a formula cell gives
the value that the spreadsheet program stored, or nothing. Rows are streamed; an empty row costs
nothing. ``exchange.sheet_child`` runs this in a process with limits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from qa_desktop.errors import UserFacingError, reason_of

Row = tuple[str, ...]
NumberedRow = tuple[int, Row]
"""The row's number in the sheet (the first is 1) and its cells, trimmed; never empty."""


@dataclass(frozen=True)
class Limits:
    """Caps; the defaults hold a month of a centre with 10,000 calls a day."""

    file_bytes: int = 96 << 20
    expanded_bytes: int = 768 << 20
    strings_bytes: int = 192 << 20
    """Of the table of shared texts, the one part that is held whole."""
    members: int = 2_000
    rows: int = 300_000
    columns: int = 256
    cells: int = 12_000_000
    cell_characters: int = 32_767
    characters: int = 64 << 20
    """Of all cells together: one shared text that a million cells name takes no room in a file."""


@dataclass(frozen=True)
class SheetSource:
    """A visible sheet; ``read`` gives its raw rows and tells how far it is (0 to 1)."""

    name: str
    read: Callable[[Callable[[float], None]], Iterable[tuple[int, list[str]]]]


DEFAULT_LIMITS: Final = Limits()
_ZIP = b"PK\x03\x04"
_PDF = b"%PDF-"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")


@contextmanager
def opened(path: Path, limits: Limits = DEFAULT_LIMITS) -> Iterator[list[SheetSource]]:
    """The visible sheets of a file. What cannot be read is a ``UserFacingError`` ``sheet.*``."""
    data = _read_bytes(path, limits)
    if data.startswith(_OLE):
        locked = _LOCKED in data
        raise UserFacingError("sheet.password" if locked else "sheet.old_xls", file=path.name)
    if data.startswith(_PDF):  # half of it would pass for text
        raise UserFacingError("sheet.not_xlsx", file=path.name)
    if data.startswith(_ZIP):
        from qa_desktop.exchange.xlsx_reading import open_workbook

        with open_workbook(data, path.name, limits) as sheets:
            yield sheets
    else:
        from qa_desktop.exchange.csv_reading import open_csv

        yield [open_csv(data, path.name)]


def read_rows(
    source: SheetSource,
    name: str,
    limits: Limits = DEFAULT_LIMITS,
    tell: Callable[[float], None] = lambda _done: None,
) -> Iterator[NumberedRow]:
    """The rows of a sheet that hold anything, checked against the caps. ``name`` is the file's."""
    filled = seen = said = 0
    for number, cells in source.read(tell):
        seen += len(cells)
        row = _trim(cells)
        if seen > limits.cells or len(row) > limits.columns:
            raise UserFacingError(
                "sheet.too_many_columns", file=name, row=number, limit=limits.columns
            )
        if not row:
            continue
        filled += 1
        if filled > limits.rows:
            raise UserFacingError("sheet.too_many_rows", file=name, limit=limits.rows)
        if max(map(len, row)) > limits.cell_characters:
            raise UserFacingError(
                "sheet.cell_too_long", file=name, row=number, limit=limits.cell_characters
            )
        said += signs_in(row)
        if said > limits.characters:
            raise UserFacingError("sheet.expands", file=name)
        yield number, row


def signs_in(row: Row) -> int:
    return sum(map(len, row))


def plain_cell(text: str) -> str:
    """Without the invisible signs that exports leave around a text."""
    return text.replace("\u00a0", " ").replace("\ufeff", "").strip()


def _trim(cells: list[str]) -> Row:
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _read_bytes(path: Path, limits: Limits) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(limits.file_bytes + 1)
    except OSError as error:
        raise UserFacingError("sheet.unreadable", file=path.name, why=reason_of(error)) from error
    if not data.strip():
        raise UserFacingError("sheet.empty", file=path.name)
    if len(data) > limits.file_bytes:
        raise UserFacingError("sheet.too_large", file=path.name, limit=limits.file_bytes >> 20)
    return data
