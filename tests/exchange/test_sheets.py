import io
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.sheets import Limits
from tests.sheets_here import rows_here


def save(path: Path, *rows: list, formats: dict[str, str] | None = None) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cell, number_format in (formats or {}).items():
        book.active[cell].number_format = number_format
    book.save(path)
    return path


def cells(path: Path, limits: Limits | None = None) -> list[tuple[str, ...]]:
    return [row for _, row in rows_here(path, limits or Limits())]


def refused(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(UserFacingError) as error:
        rows_here(path, limits or Limits())
    assert path.name in error.value.say("zh")
    assert path.name in error.value.say("en")
    return error.value.id


def test_cells_read_as_they_are_shown(tmp_path: Path) -> None:
    path = save(
        tmp_path / "a.xlsx",
        [617, " 王敏\u00a0", None, True, 1.5, 3.0],
        [],
        [datetime(2026, 11, 20, 9, 35, 12), date(2026, 11, 20), time(0, 4, 37)],
        [timedelta(hours=30, minutes=1), 202611200935120, 2.0261120093512061e17, None],
        formats={"A1": "0000", "A4": "[h]:mm:ss"},
    )
    assert cells(path) == [
        ("0617", "王敏", "", "True", "1.5", "3"),
        ("2026-11-20 09:35:12", "2026-11-20 00:00:00", "00:04:37"),
        ("30:01:00", "202611200935120", "2.02611200935121E+17"),
    ]


def test_formulas_are_not_evaluated(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", ["x", "=1+1", '=HYPERLINK("http://example.invalid")', "y"])
    assert cells(path) == [("x", "", "", "y")]
    text = tmp_path / "a.csv"
    text.write_text('=1+1,"=""0617""",\'13800000001,"=cmd|\' /C calc\'!A0"\n')
    assert cells(text) == [("=1+1", "0617", "13800000001", "=cmd|' /C calc'!A0")]


def test_the_first_visible_sheet_with_rows_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("hidden").append(["no"])
    book["hidden"].sheet_state = "hidden"
    book.create_sheet("calls").append(["yes"])
    book.save(tmp_path / "a.xlsx")
    assert cells(tmp_path / "a.xlsx") == [("yes",)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_of_every_usual_kind(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [("工号", "姓名", "备注"), ("0617", "王敏", "第一行\n第二行"), (), ("0623", "李娜")]
    lines = [delimiter.join(f'"{cell}"' for cell in row) for row in rows]
    path = tmp_path / "a.xlsx"  # the ending lies; content decides
    path.write_bytes("\r\n".join(lines).encode(encoding))
    assert rows_here(path) == [(1, rows[0]), (2, rows[1]), (4, rows[3])]


@given(st.lists(st.lists(st.text("a1,;\t\"\n' 王", max_size=6), max_size=5), max_size=6))
def test_what_was_written_as_csv_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    written = [["start", *(f"x{cell.strip()}x" for cell in row)] for row in rows]
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in written]
    path.write_text("\n".join(['"h","e","a","d",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,', *quoted]))
    assert cells(path)[1:] == [tuple(row) for row in written]


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def replaced(path: Path, member: str, content: bytes) -> Path:
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped(path, members | {member: content})


SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet_xml(rows: str, before: str = "") -> bytes:
    sheet = f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"
    return f"<?xml version='1.0'?>{before}{sheet}".encode()


@pytest.mark.parametrize(
    ("content", "id"),
    [
        (b"", "sheet.empty"),
        (b" \n ", "sheet.empty"),
        (b",,\n,,\n", "sheet.empty"),
        (b"PK\x03\x04 not a zip", "sheet.not_xlsx"),
        (b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n", "sheet.not_xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "sheet.old_xls"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "sheet.not_text"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "sheet.nul_bytes"),
        (b"\xff\xfe\x00", "sheet.not_text"),
        (" <HTML><table><tr><td>工号".encode(), "sheet.web_page"),
        (b'a,"b\nc', "sheet.not_csv"),
        (b"a" * 200_000, "sheet.not_csv"),
    ],
)
def test_what_is_not_a_sheet_is_refused(tmp_path: Path, content: bytes, id: str) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(content)
    assert refused(path) == id


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "gone.xlsx") == "sheet.unreadable"
    assert refused(tmp_path) == "sheet.unreadable"


def test_an_empty_workbook_and_a_zip_of_something_else(tmp_path: Path) -> None:
    assert refused(save(tmp_path / "a.xlsx")) == "sheet.empty"
    assert refused(zipped(tmp_path / "b.xlsx", {"readme.txt": b"hi"})) == "sheet.not_xlsx"


def test_a_truncated_workbook_is_refused_at_every_length(tmp_path: Path) -> None:
    whole = save(tmp_path / "a.xlsx", ["工号"], ["0617"]).read_bytes()
    for length in range(10, len(whole) - 1, 97):
        cut = tmp_path / "cut.xlsx"
        cut.write_bytes(whole[:length])
        assert refused(cut) == "sheet.not_xlsx"


def test_xml_entities_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>'
    path = replaced(save(tmp_path / "a.xlsx", ["x"]), SHEET, sheet_xml(row, bomb))
    assert refused(path) == "sheet.entities"


def test_an_expanding_workbook_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", ["x"])
    replaced(path, "xl/media/zeros.bin", bytes(3_000_000))
    assert path.stat().st_size < 20_000
    assert refused(path, Limits(expanded_bytes=2_000_000)) == "sheet.expands"
    assert refused(path, Limits(members=3)) == "sheet.expands"
    assert refused(path, Limits(file_bytes=100)) == "sheet.too_large"
    assert cells(path) == [("x",)]


def test_rows_columns_and_cells_are_capped(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", ["1", "2", "3"], ["1"], ["x" * 50])
    assert refused(path, Limits(rows=2)) == "sheet.too_many_rows"
    assert refused(path, Limits(columns=2)) == "sheet.too_many_columns"
    assert refused(path, Limits(cells=3)) == "sheet.too_many_columns"
    assert refused(path, Limits(cell_characters=49)) == "sheet.cell_too_long"
    assert len(cells(path, Limits(rows=3, columns=3, cells=5, cell_characters=50))) == 3


def test_a_far_away_cell_does_not_make_a_million_rows(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>2</v></c></row>'
    )
    path = replaced(save(tmp_path / "a.xlsx", ["x"]), SHEET, sheet_xml(rows))
    assert rows_here(path) == [(1, ("1",)), (1_048_576, ("2",))]
    wide = '<row r="1"><c r="XFD1"><v>1</v></c></row>'
    replaced(path, SHEET, sheet_xml(wide))
    assert refused(path) == "sheet.too_many_columns"


def test_a_sheets_claim_about_its_size_is_not_believed(tmp_path: Path) -> None:
    body = sheet_xml(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    )
    for claim in (b"A1:XFD1048576", b"A1"):
        lying = body.replace(b"<sheetData>", b'<dimension ref="' + claim + b'"/><sheetData>')
        path = replaced(save(tmp_path / "a.xlsx", ["x"]), SHEET, lying)
        assert cells(path) == [("1",), ("2",)]


@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_a_plain_refusal(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "a.csv"
    path.write_bytes(content)
    try:
        rows = cells(path)
    except UserFacingError as error:
        assert error.id.startswith("sheet.")
    else:
        assert any(any(row) for row in rows)


@given(st.integers(0, 5_000), st.integers(1, 255))
def test_a_damaged_workbook_is_rows_or_a_plain_refusal(
    tmp_path_factory: pytest.TempPathFactory, at: int, flip: int
) -> None:
    buffer = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["工号", "姓名"])
    book.save(buffer)
    content = bytearray(buffer.getvalue())
    content[at % len(content)] ^= flip
    path = tmp_path_factory.mktemp("bad") / "a.xlsx"
    path.write_bytes(bytes(content))
    try:
        rows = cells(path)
    except UserFacingError as error:
        assert error.id.startswith("sheet.")
    else:
        assert rows
