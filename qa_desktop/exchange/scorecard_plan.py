"""Where a scorecard stands in a spreadsheet, as a person says it: the row of its headings and what
single columns are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.headings import (
    WITHIN,
    HeadingRow,
    Headings,
    called,
    column_letters,
    columns_of,
    heading_twice,
    headings_at,
    headings_missing,
    plain_heading,
)
from qa_desktop.exchange.scorecard_columns import ITEM_HEADINGS
from qa_desktop.exchange.scorecard_sheet import CARD_ITEMS
from qa_desktop.exchange.sheet_child import SheetHead
from qa_desktop.exchange.sheets import Row
from qa_desktop.exchange.tables import Plan, chosen_headings, likely_headings


def said_plan(
    sheets: Sequence[SheetHead], header_row: int | None, said: Mapping[str, str], file: str
) -> Plan:
    """The first sheet with all that a card needs. ``header_row`` counts from 1, None: guessed.
    ``said``: any name of a field → a heading as it stands in the sheet, or the letters of a column.

    Raises ``UserFacingError`` ``card_sheet.field_unknown``, ``card_sheet.column_unknown``,
    ``card_sheet.not_headings``, and ``sheet.no_header`` and ``sheet.column_twice`` of the first
    sheet.
    """
    wanted = {_field(name): heading for name, heading in said.items()}
    refused: list[UserFacingError] = []
    for sheet in sheets:
        try:
            headings = _headings(sheet, header_row, wanted, file)
        except UserFacingError as error:
            refused.append(error)
            continue
        return Plan(sheet.index, sheet.name, headings)
    raise refused[0] if refused else UserFacingError("sheet.empty", file=file)


def _headings(
    sheet: SheetHead, header_row: int | None, wanted: Mapping[str, str], file: str
) -> Headings:
    found = (
        likely_headings(sheet.opening, CARD_ITEMS)
        if header_row is None
        else chosen_headings(sheet.opening, header_row, CARD_ITEMS)
    )
    if not any(found.cells):
        raise UserFacingError("card_sheet.not_headings", file=file, row=found.row, within=WITHIN)
    _, twice = columns_of(found.cells, ITEM_HEADINGS)
    unclear = [each for each in twice if each.field not in wanted]
    if unclear:
        raise heading_twice(unclear[0], ITEM_HEADINGS, file)
    chosen = {field: _column(said, found.cells, file) for field, said in wanted.items()}
    taken = set(chosen.values())
    known = {field: at for field, at in found.columns.items() if at not in taken}
    columns = {**known, **chosen}
    lacking = [group for group in CARD_ITEMS.needed if not columns.keys() & set(group)]
    if lacking:
        raise headings_missing(lacking, ITEM_HEADINGS, file)
    return headings_at(HeadingRow(found.row, found.cells, found.titles), columns)


def _field(name: str) -> str:
    plain = plain_heading(name)
    for field, names in ITEM_HEADINGS.items():
        if plain in {field.replace("_", ""), *map(plain_heading, names)}:
            return field
    usual = tuple(called(ITEM_HEADINGS, field) for field in ITEM_HEADINGS)
    raise UserFacingError("card_sheet.field_unknown", name=name, names=usual)


def _column(said: str, cells: Row, file: str) -> int:
    """As it stands there first: a heading may be called ``A``."""
    plain = plain_heading(said)
    for at, cell in enumerate(cells):
        if cell and plain_heading(cell) == plain:
            return at
    if re.fullmatch(r"[A-Za-z]{1,2}", said):
        letters = [column_letters(at) for at in range(len(cells))]
        if said.upper() in letters:
            return letters.index(said.upper())
    there = tuple(cell for cell in cells if cell)
    raise UserFacingError("card_sheet.column_unknown", file=file, name=said, names=there)
