"""Nominations of best calls 最佳对话征集 as a spreadsheet that agents fill in: a row per call, and
nowhere a name. The month is told by whoever reads it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from qa_desktop.domain.folding import fold
from qa_desktop.exchange.headings import Headings
from qa_desktop.exchange.sheet_child import SheetReading
from qa_desktop.exchange.sheet_writing import Sheet, write_workbook
from qa_desktop.exchange.sheets import Row
from qa_desktop.exchange.tables import ListContent, ListKind, OpenReading, read_list
from qa_desktop.texts import Language, Text, text

HEADINGS: Final = {
    "serial": ("流水号", "serial number", "serial"),
    "highlight": ("亮点", "what was good", "highlight"),
}
_WIDTHS: Final = [28.0, 72.0]


@dataclass(frozen=True)
class NominatedRow:
    serial: str
    highlight: str


def write_nomination_sheet(path: Path, month: str, language: Language) -> int:
    """The empty form; ``month`` ("2026-11") stands in its title."""
    at = 0 if language == "zh" else 1
    sheet = Sheet(
        text("nomination.sheet").render(language),
        [words[at] for words in HEADINGS.values()],
        [],
        titles=[
            text("nomination.sheet_title", month=month).render(language),
            text("nomination.sheet_how").render(language),
        ],
        widths=_WIDTHS,
    )
    return write_workbook(path, [sheet])


def read_nomination_sheet(
    path: Path,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    open_reading: OpenReading = SheetReading,
) -> ListContent[NominatedRow]:
    """Every whole row, and why others were not taken. Raises ``UserFacingError`` ``sheet.*`` for
    what cannot be read at all."""
    kind = ListKind(
        id="nominations",
        names=HEADINGS,
        needed=(("serial",), ("highlight",)),
        read_row=_read_row,
        key=lambda row: f"{row.serial}/{fold(row.highlight)}",
        twice="nomination.row_twice",
    )
    return read_list(path, kind, cancelled=cancelled, open_reading=open_reading)


def _read_row(_at: int, row: Row, headings: Headings) -> NominatedRow | Text:
    serial, highlight = (" ".join(headings.value(row, name).split()) for name in HEADINGS)
    if not serial or not highlight:
        return text("nomination.row_incomplete")
    return NominatedRow(serial, highlight)
