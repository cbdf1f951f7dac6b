"""Nominations as a spreadsheet: out empty, filled in by agents, back; and the month's poster."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.nomination_sheet import read_nomination_sheet, write_nomination_sheet
from qa_desktop.journal.changes import create
from qa_desktop.services import nominations
from qa_desktop.services.honour_papers import honour_report
from qa_desktop.store.nominations import find_nominations, nomination_months
from qa_desktop.store.workspace import Workspace


def filled_in(path: Path, *rows: tuple[str, str]) -> Path:
    book = openpyxl.load_workbook(path)
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("language", ["zh", "en"])
def test_out_filled_in_and_back(workspace: Workspace, tmp_path: Path, language) -> None:
    form = tmp_path / "form.xlsx"
    write_nomination_sheet(form, "2026-11", language)
    assert read_nomination_sheet(form).rows == []
    filled_in(form, ("S1", "先道歉"), ("S1", "先 道歉"), ("S2", ""), ("S2", "=语气好"))
    read = read_nomination_sheet(form)
    assert read.rows[0].serial == "S1" and read.rows[0].highlight == "先道歉"
    assert [each["why"].id for each in read.rejected][-1] == "nomination.row_incomplete"
    rows = [(row.serial, row.highlight) for row in read.rows]
    nominations.nominate_all(workspace, "2026-11", rows)
    held = find_nominations(workspace.db, workspace.person, "2026-11")
    assert sorted((each.serial, each.highlight) for each in held) == sorted(rows)


def test_a_row_twice_is_one(tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    write_nomination_sheet(form, "2026-11", "zh")
    read = read_nomination_sheet(filled_in(form, ("S1", "好"), ("S1", "好"), ("S1", "快")))
    assert len(read.rows) == 2
    assert [each["why"].render("zh") for each in read.rejected] == ["与第 4 行重复。"]


def test_the_poster_of_a_month(workspace: Workspace) -> None:
    with pytest.raises(UserFacingError, match="empty"):
        honour_report(workspace.db, "2026-11")
    workspace.write([create("agent", "xm", {"number": "6001", "name": "王小明"})])
    nominations.add_letter(workspace, agent="xm", day=date(2026, 11, 2), words="谢谢")
    poster = honour_report(workspace.db, "2026-11")
    assert [section.id for section in poster.sections] == ["letters"]
    assert [cell.render("zh") for cell in poster.section("letters").table.rows[0]] == [
        "6001 王小明", "谢谢", "2026-11-02",
    ]  # fmt: skip
    assert nomination_months(workspace.db) == ["2026-11"]
