"""Which column of a spreadsheet is what: headings in Chinese or English, below any title rows."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.sheets import NumberedRow, Row

WITHIN: Final = 20
"""A heading row stands within this many rows."""

_LONGEST: Final = 200
"""Of a heading: what goes on beyond is a text, and one of brackets alone would be looked at for
each of them again."""
_BRACKETS = re.compile(r"[(\[【].*?[)\]】]")
_FILLER = re.compile(r"[\s_\-:*/.·]+")

Names = Mapping[str, tuple[str, ...]]
"""Field → its headings, the usual one first."""
Needed = tuple[tuple[str, ...], ...]
"""Groups of fields; a list needs a column of every group."""


@dataclass(frozen=True)
class Headings:
    """``row`` is the number of the (last) heading row; ``columns`` maps field → column index."""

    row: int
    columns: Mapping[str, int]
    written: Mapping[str, str]
    """Field → the heading as it stands in the sheet (it may carry a unit), the letters of the
    column where it has none."""
    cells: Row = ()
    """The headings of all columns."""
    titles: tuple[str, ...] = field(default=(), compare=False)
    """What stands above them."""

    def value(self, row: Row, field: str) -> str:
        """The cell of ``field``, empty when the column or the cell is missing."""
        column = self.columns.get(field)
        return row[column] if column is not None and column < len(row) else ""

    def code(self, row: Row, field: str) -> str:
        """The same of a number or code: ``０６１７`` is ``0617``."""
        said = self.value(row, field)
        return said if said.isascii() else unicodedata.normalize("NFKC", said)


class Twice(NamedTuple):
    """Two columns with the same right to a field."""

    field: str
    first: str
    second: str


class HeadingRow(NamedTuple):
    """A row that may hold headings: its number, its cells (of two rows where cells are merged
    over two) and the texts above."""

    row: int
    cells: Row
    titles: tuple[str, ...]


def heading_rows(opening: Sequence[NumberedRow]) -> Iterator[HeadingRow]:
    """Single rows first, then every two neighbours read as one: a heading merged over two rows
    stands in the upper, the parts of one merged over several columns in the lower."""
    near = [(number, row) for number, row in opening if number <= WITHIN]
    for place, (number, row) in enumerate(near):
        yield HeadingRow(number, row, _titles(near[:place]))
    for place, ((number, row), (below, lower)) in enumerate(pairwise(near)):
        if below == number + 1:
            yield HeadingRow(below, _joined(row, lower), _titles(near[:place]))


def find_headings(
    opening: Sequence[NumberedRow], names: Names, needed: Needed, file: str
) -> Headings:
    """The first row with one column of every group in ``needed``.

    ``UserFacingError`` ``sheet.no_header`` names what the best row lacks, ``sheet.column_twice``
    a heading that is there twice.
    """
    lacking: list[tuple[str, ...]] = []
    for candidate in heading_rows(opening):
        found = with_second_row(candidate, opening, names)
        columns, twice = columns_of(found.cells, names)
        missing = [group for group in needed if not any(field in columns for field in group)]
        if not missing:
            if twice:
                raise heading_twice(twice[0], names, file)
            return headings_at(found, columns)
        if not lacking or len(missing) < len(lacking):
            lacking = missing
    raise headings_missing(lacking, names, file)


def called(names: Names, field: str) -> dict[str, str]:
    """The usual heading in each language, as a parameter of a text."""
    words = names[field]
    return {"zh": words[0], "en": next((word for word in words if word.isascii()), words[0])}


def headings_missing(
    lacking: Sequence[tuple[str, ...]], names: Names, file: str
) -> UserFacingError:
    """``sheet.no_header``: no column of these groups."""
    alternatives = [[called(names, field) for field in group] for group in lacking]
    said = tuple(
        {language: " / ".join(each[language] for each in group) for language in ("zh", "en")}
        for group in alternatives
    )
    known = tuple(name for group in lacking for field in group for name in names[field])
    return UserFacingError("sheet.no_header", file=file, columns=said, known=known, within=WITHIN)


def heading_twice(twice: Twice, names: Names, file: str) -> UserFacingError:
    """``sheet.column_twice``."""
    column, first, second = called(names, twice.field), twice.first, twice.second
    return UserFacingError(
        "sheet.column_twice", file=file, column=column, first=first, second=second
    )


def headings_at(found: HeadingRow, columns: Mapping[str, int]) -> Headings:
    """Headings with these columns, whoever chose them, also where nothing stands above one."""
    cells = _padded(found.cells, max(columns.values(), default=-1) + 1)
    written = {field: cells[at] or column_letters(at) for field, at in columns.items()}
    return Headings(found.row, dict(columns), written, found.cells, found.titles)


def column_letters(column: int) -> str:
    """``A`` … as Excel names a column (the first is 0)."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def with_second_row(
    candidate: HeadingRow, opening: Sequence[NumberedRow], names: Names
) -> HeadingRow:
    """The row joined with the one below, when that goes on with headings: it names more fields
    and has nothing under those that the upper row names."""
    lower = next((row for number, row in opening if number == candidate.row + 1), ())
    columns, _ = columns_of(candidate.cells, names)
    more, _ = columns_of(lower, names)
    free = all(at >= len(lower) or not lower[at] for at in columns.values())
    if not columns or not free or not set(more) - set(columns):
        return candidate
    return HeadingRow(candidate.row + 1, _joined(candidate.cells, lower), candidate.titles)


def columns_of(cells: Row, names: Names) -> tuple[dict[str, int], list[Twice]]:
    """Field → column. The usual name wins over its synonyms; the same name twice is nobody's to
    decide: the first stands and both are told."""
    known = {plain_heading(name): field for field, all_ in names.items() for name in all_}
    columns: dict[str, int] = {}
    twice = []
    for column, cell in enumerate(cells):
        field = known.get(plain_heading(cell)) if cell else None
        if field is None:
            continue
        rank, rival = _rank(cell, names[field]), columns.get(field)
        if rival is not None and _rank(cells[rival], names[field]) == rank:
            twice.append(Twice(field, cells[rival], cell))
        elif rival is None or rank < _rank(cells[rival], names[field]):
            columns[field] = column
            twice = [each for each in twice if each.field != field]
    return columns, twice


def layout_of(cells: Row) -> str:
    """What files of the same export have in common: a hash of their normalised headings."""
    plain = "\x1f".join(plain_heading(cell) for cell in cells)
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()[:32]


@lru_cache(maxsize=4096)
def plain_heading(heading: str) -> str:
    """``通话时长（秒）`` → ``通话时长``; ``Start_Time`` → ``starttime``."""
    plain = unicodedata.normalize("NFKC", heading[:_LONGEST]).lower()
    return _FILLER.sub("", _BRACKETS.sub("", plain))


def _rank(heading: str, names: tuple[str, ...]) -> int:
    return [plain_heading(name) for name in names].index(plain_heading(heading))


def _joined(upper: Row, lower: Row) -> Row:
    length = max(len(upper), len(lower))
    pairs = zip(_padded(upper, length), _padded(lower, length), strict=True)
    return tuple(below or above for above, below in pairs)


def _padded(row: Row, length: int) -> Row:
    return row + ("",) * (length - len(row))


def _titles(rows: Sequence[NumberedRow]) -> tuple[str, ...]:
    return tuple(cell for _, row in rows for cell in row if cell)
