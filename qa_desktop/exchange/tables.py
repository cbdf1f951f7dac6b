"""A list in a spreadsheet read row by row: every row is taken or rejected with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Generic, Literal, Protocol, TypedDict, TypeVar

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.headings import (
    HeadingRow,
    Headings,
    Names,
    Needed,
    columns_of,
    find_headings,
    heading_rows,
    headings_at,
    layout_of,
)
from qa_desktop.exchange.sheet_child import SheetHead, SheetReading
from qa_desktop.exchange.sheets import NumberedRow, Row
from qa_desktop.texts import Text, text

_Found = TypeVar("_Found")
_LONG_HEADING: Final = 20
"""Characters; more is a sentence."""

KindId = Literal[
    "roster", "calls", "stats", "reverse", "scorecard", "faults", "quiz", "nominations"
]
"""花名册, 拨打明细表, 话务员工作统计表, 倒查, 评分表, 差错目录, 考核答卷, 提名表."""
Remembered = Mapping[str, Mapping[str, int]]
"""Field → column by layout: what a person chose for files with these headings."""


class Rejected(TypedDict):
    """A row that was not taken: its number in the sheet (the first is 1) and the reason."""

    row: int
    why: Text


@dataclass(frozen=True)
class ListKind(Generic[_Found]):
    """What a kind of list holds. ``read_row`` gives the record or why there is none; a second row
    with the same non-empty ``key`` is rejected with the text ``twice`` (parameters ``key`` and
    ``first``, the row that has it)."""

    id: KindId
    names: Names
    needed: Needed
    read_row: Callable[[int, Row, Headings], _Found | Text]
    key: Callable[[_Found], str]
    twice: str

    @property
    def name(self) -> Text:
        return text(f"list.kind_{self.id}")


@dataclass(frozen=True)
class Plan:
    """How a file is to be read: which sheet, where its headings are, which column is what."""

    sheet: int
    sheet_name: str
    headings: Headings

    @property
    def layout(self) -> str:
        return layout_of(self.headings.cells)


@dataclass(frozen=True)
class ListContent(Generic[_Found]):
    """What a list holds: the rows read, and every other row that was not empty."""

    plan: Plan
    rows: list[_Found]
    rejected: list[Rejected]


class Reading(Protocol):
    """An opened file: ``sheet_child.SheetReading``."""

    sheets: list[SheetHead]

    def rows(self, index: int, tell: Callable[[float], None]) -> Iterator[NumberedRow]: ...


OpenReading = Callable[[Path, Callable[[], bool]], AbstractContextManager[Reading]]


def read_list(
    path: Path,
    kind: ListKind[_Found],
    *,
    others: Iterable[ListKind[Any]] = (),
    plan: Plan | None = None,
    remembered: Remembered | None = None,
    tell: Callable[[float], None] = lambda _done: None,
    cancelled: Callable[[], bool] = lambda: False,
    open_reading: OpenReading = SheetReading,
) -> ListContent[_Found]:
    """The rows below the headings, read in a child process.

    Without a ``plan`` the sheet and columns are found, a remembered layout first. What cannot be
    read at all is a ``UserFacingError``; ``others`` are kinds that the file may be instead.
    """
    with open_reading(path, cancelled) as reading:
        chosen = plan or find_plan(reading.sheets, kind, path.name, remembered or {}, others)
        if chosen.sheet >= len(reading.sheets):
            raise UserFacingError("sheet.empty", file=path.name)
        content = ListContent(chosen, list[_Found](), list[Rejected]())
        taken = take_rows(kind, chosen.headings, reading.rows(chosen.sheet, tell))
        for _, found in taken:
            if isinstance(found, Text):
                content.rejected.append({"row": _, "why": found})
            else:
                content.rows.append(found)
    return content


def take_rows(
    kind: ListKind[_Found], headings: Headings, rows: Iterable[NumberedRow]
) -> Iterator[tuple[int, _Found | Text]]:
    """Each row below the headings as its record, or why it is none."""
    first: dict[str, int] = {}
    read_row, key_of, last_heading = kind.read_row, kind.key, headings.row
    for number, row in rows:
        if number <= last_heading:
            continue
        found = read_row(number, row, headings)
        if not isinstance(found, Text) and (key := key_of(found)):
            if key in first:
                yield number, text(kind.twice, key=key, first=first[key])
                continue
            first[key] = number
        yield number, found


def find_plan(
    sheets: Sequence[SheetHead],
    kind: ListKind[Any],
    file: str,
    remembered: Remembered,
    others: Iterable[ListKind[Any]] = (),
) -> Plan:
    """The first sheet with the headings of this kind; what the first sheet lacks, if none has."""
    refused: list[UserFacingError] = []
    for sheet in sheets:
        headings = recall(sheet.opening, remembered)
        try:
            headings = headings or find_headings(sheet.opening, kind.names, kind.needed, file)
        except UserFacingError as error:
            refused.append(error)
            continue
        return Plan(sheet.index, sheet.name, headings)
    twice = [error for error in refused if error.id == "sheet.column_twice"]
    found = None if twice else guess_kind(sheets, others)
    if found is not None and found.id != kind.id:
        raise UserFacingError("sheet.other_kind", file=file, found=found.name, wanted=kind.name)
    raise (twice or refused)[0]


def recall(opening: Sequence[NumberedRow], remembered: Remembered) -> Headings | None:
    """Headings as a person chose them for a file with the same ones; ``remembered`` from the
    oldest on: who has put a wrong row right is believed the last time."""
    ages = {layout: age for age, layout in enumerate(remembered)}
    known = [
        (ages[layout], candidate)
        for candidate in (heading_rows(opening) if remembered else ())
        if remembered.get(layout := layout_of(candidate.cells))
    ]
    if not known:
        return None
    _, chosen = max(known, key=lambda each: each[0])
    return headings_at(chosen, remembered[layout_of(chosen.cells)])


def guess_kind(sheets: Sequence[SheetHead], kinds: Iterable[ListKind[Any]]) -> ListKind[Any] | None:
    """The kind of list whose headings fit best; None when none has all that it needs."""
    best: tuple[int, ListKind[Any]] | None = None
    for kind in kinds:
        for sheet in sheets:
            for candidate in heading_rows(sheet.opening):
                columns, _ = columns_of(candidate.cells, kind.names)
                fits = all(any(field in columns for field in group) for group in kind.needed)
                if fits and (best is None or len(columns) > best[0]):
                    best = len(columns), kind
    return best[1] if best else None


def likely_headings(opening: Sequence[NumberedRow], kind: ListKind[Any]) -> Headings:
    """For a person to put right: the row with the most headings of this kind; where nobody knows
    any, the one that looks most like headings (a title above them is a single text)."""
    candidates = list(heading_rows(opening)) or [HeadingRow(0, (), ())]
    chosen = max(candidates, key=lambda each: (_known(each, kind), _short_texts(each.cells)))
    return headings_at(chosen, columns_of(chosen.cells, kind.names)[0])


def chosen_headings(opening: Sequence[NumberedRow], number: int, kind: ListKind[Any]) -> Headings:
    """As far as they are known; a row without anything has none."""
    candidates = [each for each in heading_rows(opening) if each.row == number]
    chosen = max(candidates or [HeadingRow(number, (), ())], key=lambda each: _known(each, kind))
    return headings_at(chosen, columns_of(chosen.cells, kind.names)[0])


def _known(candidate: HeadingRow, kind: ListKind[Any]) -> int:
    return len(columns_of(candidate.cells, kind.names)[0])


def _short_texts(cells: Row) -> int:
    """How many different cells could each be a heading."""
    return len({cell for cell in cells if 0 < len(cell) <= _LONG_HEADING and not _is_number(cell)})


def _is_number(cell: str) -> bool:
    return cell.strip("%％.-").isdecimal()
