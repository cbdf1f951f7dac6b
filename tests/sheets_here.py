"""Reading spreadsheets in the test's own process: the child has tests of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from qa_desktop.exchange.list_kinds import KINDS
from qa_desktop.exchange.sheet_child import OPENING_ROWS, SheetHead
from qa_desktop.exchange.sheets import DEFAULT_LIMITS, Limits, NumberedRow, opened, read_rows
from qa_desktop.exchange.tables import KindId, ListContent, read_list


class HereReading:
    """What ``sheet_child.SheetReading`` offers."""

    def __init__(self, sources: list[Any], name: str) -> None:
        heads = [list(islice(read_rows(each, name), OPENING_ROWS)) for each in sources]
        filled = [place for place, rows in enumerate(heads) if rows]
        self._sources = [sources[place] for place in filled]
        self._name = name
        self.sheets = [
            SheetHead(n, sources[place].name, heads[place]) for n, place in enumerate(filled)
        ]

    def rows(self, index: int, tell: Callable[[float], None]) -> Iterator[NumberedRow]:
        return read_rows(self._sources[index], self._name, DEFAULT_LIMITS, tell)


@contextmanager
def open_here(path: Path, _cancelled: Callable[[], bool]) -> Iterator[HereReading]:
    with opened(path) as sources:
        yield HereReading(sources, path.name)


def read_here(path: Path, kind: KindId, **arguments: Any) -> ListContent[Any]:
    """A list with the default caps, no layout remembered."""
    return read_list(path, KINDS[kind], open_reading=open_here, **arguments)


def rows_here(path: Path, limits: Limits = DEFAULT_LIMITS) -> list[NumberedRow]:
    """The rows of the first sheet that has any, as the child finds it."""
    from qa_desktop.errors import UserFacingError

    with opened(path, limits) as sources:
        for source in sources:
            found = list(read_rows(source, path.name, limits))
            if found:
                return found
    raise UserFacingError("sheet.empty", file=path.name)
