"""Which column of a spreadsheet is what: headings in Chinese or English, below any title rows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.sheets import Row

WITHIN: Final = 20
"""A heading row stands within this many rows."""

_BRACKETS = re.compile(r"[(\[【].*?[)\]】]")
_FILLER = re.compile(r"[\s_\-:*/.·]+")


@dataclass(frozen=True)
class Headings:
    """``row`` is the index of the heading row; ``columns`` maps field → column index."""

    row: int
    columns: Mapping[str, int]
    written: Mapping[str, str]
    """Field → the heading as it stands in the sheet (it may carry a unit)."""

    def value(self, row: Row, field: str) -> str:
        """The cell of ``field``, empty when the column or the cell is missing."""
        column = self.columns.get(field)
        return row[column] if column is not None and column < len(row) else ""


def find_headings(
    rows: Sequence[Row],
    names: Mapping[str, tuple[str, ...]],
    needed: tuple[tuple[str, ...], ...],
    file: str,
) -> Headings:
    """The first row with one column of every group in ``needed``.

    ``names``: field → its headings, the usual one first. ``UserFacingError`` ``sheet.no_header``
    names what the best row lacks, ``sheet.column_twice`` a heading that is there twice.
    """
    known = {plain_heading(name): field for field, all_ in names.items() for name in all_}
    lacking: list[str] = []
    for index, row in enumerate(islice(rows, WITHIN)):
        fields = [known.get(plain_heading(cell)) for cell in row]
        missing = [group for group in needed if not any(field in fields for field in group)]
        if not missing:
            return _headings(index, row, fields, names, file)
        if not lacking or len(missing) < len(lacking):
            lacking = [" / ".join(names[field][0] for field in group) for group in missing]
    columns = "、".join(lacking)
    raise UserFacingError("sheet.no_header", file=file, columns=columns, within=WITHIN)


def plain_heading(heading: str) -> str:
    """``通话时长（秒）`` → ``通话时长``; ``Start_Time`` → ``starttime``."""
    plain = unicodedata.normalize("NFKC", heading).lower()
    return _FILLER.sub("", _BRACKETS.sub("", plain))


def _headings(
    index: int,
    row: Row,
    fields: Sequence[str | None],
    names: Mapping[str, tuple[str, ...]],
    file: str,
) -> Headings:
    """The usual name wins over its synonyms; the same name twice is nobody's to decide."""
    columns: dict[str, int] = {}
    for column, field in enumerate(fields):
        if field is None:
            continue
        rank = _rank(row[column], names[field])
        rival = columns.get(field)
        if rival is not None and _rank(row[rival], names[field]) == rank:
            raise UserFacingError(
                "sheet.column_twice",
                file=file,
                column=names[field][0],
                first=row[rival],
                second=row[column],
            )
        if rival is None or rank < _rank(row[rival], names[field]):
            columns[field] = column
    return Headings(index, columns, {field: row[column] for field, column in columns.items()})


def _rank(heading: str, names: tuple[str, ...]) -> int:
    return [plain_heading(name) for name in names].index(plain_heading(heading))
