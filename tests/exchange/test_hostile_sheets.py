"""Twelve hostile spreadsheets, through the real child: the right words or the right rows."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.exchange import sheet_child
from qa_desktop.exchange.list_kinds import KINDS
from qa_desktop.exchange.sheet_child import SheetReading, look
from qa_desktop.exchange.sheets import DEFAULT_LIMITS
from qa_desktop.exchange.tables import ListContent, read_list
from tests.sheets_here import rows_here

SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HEAD = ["流水号", "工号", "开始时间", "时长"]
GOOD = ["S1", "0617", "2026-11-20 09:35:12", "277"]


def book(path: Path, *rows: list) -> Path:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    made.save(path)
    return path


def with_sheet(path: Path, xml: bytes) -> Path:
    book(path, ["x"])
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (members | {SHEET: xml}).items():
            archive.writestr(name, content)
    return path


def cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def row_xml(cells: list[str]) -> str:
    return f"<row>{''.join(map(cell, cells))}</row>"


def sheet_xml(rows: str, before: str = "", dimension: str = "") -> bytes:
    body = f"{dimension}<sheetData>{rows}</sheetData>"
    return f"<?xml version='1.0'?>{before}<worksheet {MAIN}>{body}</worksheet>".encode()


def calls(path: Path) -> ListContent:
    return read_list(path, KINDS["calls"], others=KINDS.values())


def refused(path: Path) -> UserFacingError:
    with pytest.raises(UserFacingError) as error:
        calls(path)
    assert path.name in error.value.say("zh") and error.value.say("en")
    return error.value


def an_xml_bomb(path: Path) -> Path:
    entities = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    bomb = f'<!DOCTYPE x [<!ENTITY a "lollollol">{entities}]>'
    return with_sheet(path, sheet_xml(row_xml(["&j;"]), bomb))


def a_password(path: Path) -> Path:
    directory = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + directory)
    return path


def duplicate_headings(path: Path) -> Path:
    return book(path, [*HEAD, "流水号"], [*GOOD, "S2"])


def nul_bytes(path: Path) -> Path:
    path.write_bytes("流水号,工号\nS1,06\x0017\n".encode())
    return path


def two_gigabytes(path: Path) -> Path:
    """A member that unpacks to 2 GB, of which only the directory is a lie."""
    book(path, HEAD, GOOD)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        place = archive.start_dir + 24
    data[place : place + 4] = (2 << 30).to_bytes(4, "little")
    path.write_bytes(bytes(data))
    return path


def a_roster(path: Path) -> Path:
    return book(path, ["工号", "姓名", "班组"], ["0617", "王敏", "一组"])


@pytest.mark.parametrize(
    ("make", "id"),
    [
        (an_xml_bomb, "sheet.entities"),
        (a_password, "sheet.password"),
        (duplicate_headings, "sheet.column_twice"),
        (nul_bytes, "sheet.nul_bytes"),
        (two_gigabytes, "sheet.expands"),
        (a_roster, "sheet.other_kind"),
    ],
)
def test_the_right_message(tmp_path: Path, make: Callable[[Path], Path], id: str) -> None:
    assert refused(make(tmp_path / "表.xlsx")).id == id


def test_another_kind_is_named(tmp_path: Path) -> None:
    error = refused(a_roster(tmp_path / "a.xlsx"))
    assert "看起来是花名册，不是拨打明细表" in error.say("zh")


def test_a_declared_range_of_everything_is_not_believed(tmp_path: Path) -> None:
    for claim in ("A1:XFD1048576", "A1"):
        said = f'<dimension ref="{claim}"/>'
        xml = sheet_xml(row_xml(HEAD) + row_xml(GOOD), dimension=said)
        (row,) = calls(with_sheet(tmp_path / "a.xlsx", xml)).rows
        assert (row.row, row.serial) == (2, "S1")


def test_formulas_give_what_was_stored_and_are_never_evaluated(tmp_path: Path) -> None:
    stored = '<c t=\'str\'><f>"06"&amp;"17"</f><v>0617</v></c>'
    bare = '<c><f>HYPERLINK("http://example.invalid")</f></c>'
    row = f"<row>{cell('S1')}{stored}{cell(GOOD[2])}{bare}</row>"
    (call,) = calls(with_sheet(tmp_path / "a.xlsx", sheet_xml(row_xml(HEAD) + row))).rows
    assert (call.agent, call.duration_ms) == ("0617", None)


def test_headings_merged_over_rows_and_columns(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.append(["拨打明细表"])
    sheet.merge_cells("A1:F1")
    sheet.append(["工号", "姓名", "通话信息", None, None, "流水号"])
    sheet.append([None, None, "开始时间", "时长", "客户号码", None])
    for merged in ("A2:A3", "B2:B3", "C2:E2", "F2:F3"):
        sheet.merge_cells(merged)
    sheet.append(["0617", "王敏", "2026-11-20 09:35:12", "4分37秒", "16000000001", "S1"])
    made.save(tmp_path / "a.xlsx")
    content = calls(tmp_path / "a.xlsx")
    assert content.rejected == []
    (row,) = content.rows
    assert (row.row, row.agent, row.serial, row.number, row.duration_ms) == (
        4, "0617", "S1", "16000000001", 277_000,
    )  # fmt: skip


def test_dates_of_every_kind_in_one_column(tmp_path: Path) -> None:
    moment = datetime(2026, 11, 20, 9, 35, 12)
    written = [moment, "2026/11/20 9:35:12", "2026年11月20日9时35分12秒", 46346.3994444444,
               "２０２６-11-20 09：35：12", "20/11/2026"]  # fmt: skip
    rows = [[f"S{n}", "0617", each, ""] for n, each in enumerate(written)]
    content = calls(book(tmp_path / "a.xlsx", HEAD, *rows))
    assert {row.started for row in content.rows} == {moment}
    assert [entry["row"] for entry in content.rejected] == [7]
    assert "20/11/2026" in content.rejected[0]["why"].render("zh")


def test_a_csv_in_gbk(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("流水号,工号,开始时间,业务\nS1,0617,2026-11-20 09:35:12,宽带\n".encode("gbk"))
    assert calls(path).rows[0].business == "宽带"


def test_a_million_empty_rows_cost_nothing(tmp_path: Path) -> None:
    """Formatted down to the last row of the sheet, as deleting the contents leaves it."""
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(3, 20_000))
    more = "<row/>" * 980_000
    xml = sheet_xml(f'<row r="1">{"".join(map(cell, HEAD))}</row>'
                    f'<row r="2">{"".join(map(cell, GOOD))}</row>{empty}{more}')  # fmt: skip
    content = calls(with_sheet(tmp_path / "a.xlsx", xml))
    assert [row.serial for row in content.rows] == ["S1"]
    assert content.rejected == []


def test_names_that_would_be_commands_are_text(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ["工号", "姓名"])
    made = openpyxl.load_workbook(path)
    made.active.append(["0617", "x"])
    made.active["B2"].value = "=cmd|' /C calc'!A0"
    made.active["B2"].data_type = "s"
    made.save(path)
    (row,) = read_list(path, KINDS["roster"]).rows
    assert row.name == "=cmd|' /C calc'!A0"


def test_the_sheet_that_holds_the_list_is_found(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active.append(["汇总", "本月合计", 12])
    hidden = made.create_sheet("旧")
    hidden.append(HEAD)
    hidden.append(["OLD", *GOOD[1:]])
    hidden.sheet_state = "hidden"
    listed = made.create_sheet("明细")
    listed.append(HEAD)
    listed.append(GOOD)
    made.save(tmp_path / "a.xlsx")
    content = calls(tmp_path / "a.xlsx")
    assert (content.plan.sheet_name, [row.serial for row in content.rows]) == ("明细", ["S1"])
    assert [head.name for head in look(tmp_path / "a.xlsx")] == ["Sheet", "明细"]


def test_cancelling_ends_the_child(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", HEAD, *[GOOD] * 3_000)
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 1

    with pytest.raises(CancelledError):
        read_list(path, KINDS["calls"], cancelled=cancelled)
    with SheetReading(path) as reading:
        child = reading._child
    assert child.poll() is not None


def test_a_child_without_memory_is_a_plain_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the limits end says so: here the child is ended before it begins."""
    monkeypatch.setattr(sheet_child, "COMMAND", "no-such-command")
    assert refused(book(tmp_path / "a.xlsx", HEAD, GOOD)).id == "sheet.expands"


def with_shared_text(path: Path, text: str, rows: int) -> Path:
    """Every cell names one long text: as small as a file of as many short ones."""
    book(path, ["x"])
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    part = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types = members["[Content_Types].xml"].decode()
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{part}"/></Types>'
    if part not in types:
        members["[Content_Types].xml"] = types.replace("</Types>", override).encode()
    members["xl/sharedStrings.xml"] = f"<sst {MAIN}><si><t>{text}</t></si></sst>".encode()
    named = '<c t="s"><v>0</v></c>'
    filled = "".join(f"<row>{cell('0617')}{cell(f'S{n}')}{named}</row>" for n in range(rows))
    members[SHEET] = sheet_xml(row_xml(["工号", "流水号", "业务类型"]) + filled)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_one_long_text_in_very_many_cells(tmp_path: Path) -> None:
    """A quarter of a megabyte came to gigabytes in the program that asked."""
    file = with_shared_text(tmp_path / "shared.xlsx", "业" * 32_000, 70)
    assert file.stat().st_size < 10_000
    assert len(calls(file).rows) == 70
    with pytest.raises(UserFacingError) as caught:
        rows_here(file, replace(DEFAULT_LIMITS, characters=1 << 21))
    assert caught.value.id == "sheet.expands"
    assert DEFAULT_LIMITS.characters <= 1 << 26


def test_the_opening_rows_of_all_sheets_have_one_cap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = openpyxl.Workbook()
    for _ in range(3):
        made.create_sheet().append(["工" * 100])
    made.save(tmp_path / "many.xlsx")
    monkeypatch.setattr(sheet_child, "_OPENING_SIGNS", 250)
    said = io.StringIO()
    sheet_child.serve(tmp_path / "many.xlsx", io.StringIO(), said)
    assert json.loads(said.getvalue())["error"] == "sheet.expands"


def test_long_rows_are_sent_in_small_pieces(tmp_path: Path) -> None:
    file = with_shared_text(tmp_path / "long.xlsx", "业" * 32_000, 70)
    said = io.StringIO()
    sheet_child.serve(file, io.StringIO("0\n"), said)
    pieces = [len(json.loads(line).get("rows", ())) for line in said.getvalue().splitlines()[1:]]
    assert max(pieces) < 40 and sum(pieces) == 71
