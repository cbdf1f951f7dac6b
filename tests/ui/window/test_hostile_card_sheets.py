"""Spreadsheets that people really have, or that mean harm, through the import dialog itself: each
is taken, told cell by cell, or refused in plain words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QListWidget, QPushButton, QWidget

from qa_desktop.services.scorecard_files import ReadCard
from qa_desktop.ui.scorecards.sheet_dialog import CardSheetDialog
from qa_desktop.ui.tasks import Desk
from tests.card_sheets import HEADINGS, ROWS, sheet, with_xml


@dataclass(frozen=True)
class Case:
    """``says`` is a part of what stands below; ``told`` of each line about a cell. ``items`` of the
    draft, None where there is nothing to agree to."""

    make: Callable[[Path], Path]
    says: str
    items: int | None
    told: tuple[str, ...] = ()


def changed(cells: dict[tuple[int, int], Any], more: list[list[Any]] | None = None, **rest: Any):
    """The usual sheet with these cells (row and column from 0 below the headings)."""

    def make(folder: Path) -> Path:
        rows = [row[:] for row in ROWS]
        for (row, column), value in cells.items():
            rows[row][column] = value
        return sheet(folder, [*rows, *(more or [])], **rest)

    return make


def empty_rows(folder: Path) -> Path:
    rows = b"".join(b'<row r="%d"><c r="B%d"/></row>' % (n, n) for n in range(6, 100_006))
    end = b"</sheetData>"
    return with_xml(sheet(folder, ROWS), lambda data: data.replace(end, rows + end))


def bomb(folder: Path) -> Path:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE x [<!ENTITY l0 "lol">{entities}]>'.encode()
    begin = b"<sheetData>"
    return with_xml(
        sheet(folder, ROWS), lambda data: head + data.replace(begin, begin + b"<row>&l9;</row>")
    )


def wrong_sheet(folder: Path) -> Path:
    """The right one lies behind a cover."""
    file = sheet(folder, ROWS)
    book = openpyxl.load_workbook(file)
    book.create_sheet("封面", 0).append(["说明", "本表由质检部维护"])
    book.save(file)
    return file


GOOD = "4 items read; nothing wrong"
CASES = {
    "merged": Case(changed({(1, 0): None, (3, 0): None}, merged=["A2:A3", "A4:A5"]), GOOD, 4),
    "formulas": Case(changed({(2, 2): "=20+30"}), "1 to put right", 4, ("Row 4, “权重/分值”",)),
    "text numbers": Case(
        changed({(0, 2): "１０％", (1, 2): "10%", (2, 2): "５０分", (3, 2): " 30 "}),
        GOOD,
        4,
        ("To be seen: Row 4, “权重/分值”",),
    ),
    "full-width digits": Case(changed({(0, 2): "１０．５", (3, 4): "√", (2, 4): "－"}), GOOD, 4),
    "empty rows": Case(empty_rows, GOOD, 4),
    "bomb": Case(bomb, "entities", None),
    "wrong sheet": Case(wrong_sheet, GOOD, 4),
    "names twice": Case(
        changed({}, [["服务态度", "开场白", 5, None, None]]),
        "1 to put right",
        4,
        ("Row 6, “评分项”",),
    ),
    "weights that are none": Case(
        changed({(0, 2): 0, (1, 2): -10}),
        "2 to put right",
        4,
        ("Row 2, “权重/分值”", "Row 3, “权重/分值”"),
    ),
    "no heading": Case(
        lambda folder: sheet(folder, ROWS, ["A", "B", "C", "D", "E"]), "Still needed", None
    ),
}
SHORT = ("text numbers", "bomb", "names twice")


def part(dialog: CardSheetDialog, kind: type[QWidget], name: str) -> Any:
    found = dialog.findChild(kind, name)
    assert found is not None, name
    return found


@pytest.fixture
def parent(qtbot: Any) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def shown(desk: Desk, parent: QWidget, qtbot: Any, file: Path, says: str) -> CardSheetDialog:
    dialog = CardSheetDialog(desk, parent)
    dialog.begin(file)
    qtbot.waitUntil(lambda: says in part(dialog, QLabel, "card_sheet_says").text())
    return dialog


def outcome(desk: Desk, parent: QWidget, qtbot: Any, file: Path, case: Case) -> None:
    dialog = shown(desk, parent, qtbot, file, case.says)
    lines = part(dialog, QListWidget, "card_sheet_problems")
    told = [lines.item(n).text() for n in range(lines.count())]
    assert len(told) == len(case.told)
    assert all(line.startswith(begin) for line, begin in zip(told, case.told, strict=True))
    agree = part(dialog, QPushButton, "card_sheet_agree")
    assert agree.isEnabled() == (case.items is not None)
    taken: list[ReadCard] = []
    dialog.agreed.connect(taken.append)
    agree.click()
    assert [len(list(read.draft.items())) for read in taken] == (
        [] if case.items is None else [case.items]
    )
    if not taken:
        dialog.reject()


@pytest.mark.parametrize("name", SHORT)
def test_what_becomes_of_a_hostile_sheet(
    name: str, desk: Desk, parent: QWidget, qtbot: Any, tmp_path: Path
) -> None:
    outcome(desk, parent, qtbot, CASES[name].make(tmp_path), CASES[name])


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_what_becomes_of_each_of_ten_hostile_sheets(
    name: str, desk: Desk, parent: QWidget, qtbot: Any, tmp_path: Path
) -> None:
    outcome(desk, parent, qtbot, CASES[name].make(tmp_path), CASES[name])


def test_columns_without_headings_are_said_by_the_person(
    desk: Desk, parent: QWidget, qtbot: Any, tmp_path: Path
) -> None:
    dialog = shown(desk, parent, qtbot, CASES["no heading"].make(tmp_path), "Still needed")
    fields = ("dimension", "name", "weight", "guidance", "fatal")
    assert len(fields) == len(HEADINGS)
    for column, field in enumerate(fields):
        chooser = part(dialog, QComboBox, f"column_of_{field}")
        chooser.setCurrentIndex(chooser.findData(column))
    qtbot.waitUntil(lambda: part(dialog, QLabel, "card_sheet_says").text() == GOOD)
    part(dialog, QPushButton, "card_sheet_agree").click()
