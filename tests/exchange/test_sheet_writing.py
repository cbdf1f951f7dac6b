"""What leaves the program as xlsx: typed, whole, and never a live formula."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.exchange import sheet_writing
from qa_desktop.exchange.sheet_writing import PERCENT, Sheet, Shown, write_workbook

HOSTILE = [
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.invalid","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "#REF!",
    "a\x00b\x1fc\ud800",
    "='[x.xlsx]a'!A1",
]


def read_back(path: Path) -> list[list[object]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path).active]


def test_text_from_data_is_never_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    rows = [[text, Shown(text, bold=True)] for text in HOSTILE]
    write_workbook(path, [Sheet("=1+1", HOSTILE, rows, titles=HOSTILE)])
    book = openpyxl.load_workbook(path)
    for row in book.active:
        for cell in row:
            assert cell.data_type in ("s", "inlineStr", "n"), cell.value
            assert cell.data_type != "n" or cell.value is None
    cell = book.active.cell(len(HOSTILE) + 2, 1)
    assert cell.value == HOSTILE[0]
    assert cell.quotePrefix
    with zipfile.ZipFile(path) as archive:
        written = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in written
    assert b"<f " not in written


@settings(max_examples=40)
@given(st.lists(st.text(max_size=12), min_size=1, max_size=4))
def test_any_text_comes_back_as_text(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    path = tmp_path_factory.mktemp("out") / "a.xlsx"
    write_workbook(path, [Sheet("x", ["h"] * len(texts), [texts])])
    for cell in openpyxl.load_workbook(path).active[2]:
        assert cell.value is None or cell.data_type in ("s", "inlineStr")


def test_numbers_dates_and_durations_keep_their_type(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    moment = datetime(2026, 11, 20, 9, 35, 12)
    row = [617, 72.5, Fraction(1, 8), moment, date(2026, 11, 20), timedelta(seconds=277), None]
    row.append(Shown(Fraction(1, 4), PERCENT))
    assert write_workbook(path, [Sheet("每日监听明细", ["x"] * 8, [row, row], ["标题"])]) == 2
    sheet = openpyxl.load_workbook(path)["每日监听明细"]
    cells = sheet[3]
    assert [cell.value for cell in cells[:3]] == [617, 72.5, 0.125]
    assert cells[3].value == moment
    assert cells[4].value == datetime(2026, 11, 20)
    assert cells[5].value == timedelta(seconds=277)
    assert (cells[7].value, cells[7].number_format) == (0.25, PERCENT)
    assert sheet.freeze_panes == "A3"
    assert sheet["A2"].font.bold


def test_sheet_names_are_what_excel_takes(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    names = ["a/b:c[d]", "a" * 40, "A" * 35, "", "History", "'x'", "\x00"]
    write_workbook(path, [Sheet(name, [], [[1]]) for name in names])
    found = openpyxl.load_workbook(path).sheetnames
    assert found[0] == "a b c d"
    assert len({name.lower() for name in found}) == len(names)
    assert all(0 < len(name) <= 31 for name in found)
    assert found[4].lower() != "history"
    assert found[5] == "x"


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, [Sheet("x", ["old"], [["1"]])])
    before = path.read_bytes()

    def rows():
        yield ["new"]
        raise ValueError("broken while writing")

    with pytest.raises(ValueError, match="broken"):
        write_workbook(path, [Sheet("x", ["new"], rows())])
    with pytest.raises(CancelledError):
        write_workbook(path, [Sheet("x", ["new"], ([n] for n in range(9999)))], lambda: True)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UserFacingError) as error:
        write_workbook(tmp_path / "file" / "a.xlsx", [Sheet("x", [], [])])
    assert error.value.id == "sheet_writing.not_written"
    taken = tmp_path / "a.xlsx"
    taken.mkdir()
    with pytest.raises(UserFacingError) as error:
        write_workbook(taken, [Sheet("x", [], [])])
    assert "a.xlsx" in error.value.say("zh")


def test_more_rows_than_a_sheet_holds_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet_writing, "MAX_ROWS", 5)
    with pytest.raises(UserFacingError) as error:
        write_workbook(tmp_path / "a.xlsx", [Sheet("x", ["h"], ([n] for n in range(5)))])
    assert error.value.id == "sheet_writing.too_many_rows"
    assert write_workbook(tmp_path / "a.xlsx", [Sheet("x", ["h"], ([n] for n in range(4)))]) == 4
    assert len(read_back(tmp_path / "a.xlsx")) == 5
