"""A spreadsheet with headings read row by row: every row is taken or rejected with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Generic, NamedTuple, TypedDict, TypeVar

from qa_desktop.exchange.headings import Headings, find_headings
from qa_desktop.exchange.sheets import Limits, Row, read_rows
from qa_desktop.texts import Text, text

_Found = TypeVar("_Found")


class Rejected(TypedDict):
    """A row that was not taken: its number in the sheet (the first is 1) and the reason."""

    row: int
    why: Text


class Table(NamedTuple, Generic[_Found]):
    """What a list holds: the rows read, and every other row that was not empty."""

    rows: list[_Found]
    rejected: list[Rejected]


def read_table(
    path: Path,
    names: Mapping[str, tuple[str, ...]],
    needed: tuple[tuple[str, ...], ...],
    read_row: Callable[[int, Row, Headings], _Found | Text],
    key: Callable[[_Found], str],
    twice: str,
    limits: Limits,
) -> Table[_Found]:
    """Rows below the headings. ``read_row`` gives the record or why there is none.

    A second row with the same non-empty ``key`` is rejected with the text ``twice``
    (parameters ``key`` and ``first``, the row that has it).
    """
    sheet = read_rows(path, limits)
    headings = find_headings(sheet, names, needed, path.name)
    table: Table[_Found] = Table([], [])
    first: dict[str, int] = {}
    for number, row in enumerate(sheet[headings.row + 1 :], start=headings.row + 2):
        if not any(row):
            continue
        found = read_row(number, row, headings)
        if not isinstance(found, Text) and key(found) in first:
            found = text(twice, key=key(found), first=first[key(found)])
        if isinstance(found, Text):
            table.rejected.append({"row": number, "why": found})
            continue
        if key(found):
            first[key(found)] = number
        table.rows.append(found)
    return table
