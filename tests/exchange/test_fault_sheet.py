"""The catalogue of faults as files: nothing is lost, and what cannot be is said with its row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qa_desktop.domain.penalty_rungs import RUNGS
from qa_desktop.domain.scoring import Name
from qa_desktop.domain.scoring.draft import CardDraft
from qa_desktop.domain.scoring.fault_catalogue import Fault
from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.fault_sheet import read_fault_sheet, write_fault_sheet
from qa_desktop.exchange.scorecard_sheet import read_card
from qa_desktop.exchange.scorecard_sheet_writing import write_card
from qa_desktop.services.fault_catalogue import take_faults
from qa_desktop.services.fault_files import export_faults, read_fault_file
from qa_desktop.services.scorecard_files import export_card, keep_read_card, read_card_file
from qa_desktop.services.undoing import undo
from qa_desktop.store.fault_catalogue import find_faults, shipped_faults
from qa_desktop.store.scorecard_templates import built_in_templates
from qa_desktop.store.workspace import Workspace
from qa_desktop.texts import Language
from tests.sheets_here import open_here

ODD = Fault("迟.到-1", Name(' "引号" ', "=1+1"), None, None, True)


def sheet(folder: Path, rows: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    file = folder / "差错.xlsx"
    book.save(file)
    return file


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_catalogue_comes_back_from_a_spreadsheet(language: Language, tmp_path: Path) -> None:
    faults = [*shipped_faults().values(), ODD]
    out = tmp_path / "faults.xlsx"
    assert write_fault_sheet(out, faults, language) == len(faults)
    read = read_fault_sheet(out, open_reading=open_here)
    assert (read.rows, read.rejected) == (faults, [])


def test_peoples_own_list(tmp_path: Path) -> None:
    """Full-width codes and classes, words for the rungs; what is wrong with its row."""
    rows = [
        ["差错代码", "差错名称", "等级", "处理方式"],
        ["ａ１", "开场白缺失", "Ｃ类", "口头提醒"],
        ["a2", "态度生硬", "B", "Verbal warning"],
        ["a1", "又一次", "", ""],
        ["a3", "抢话", "D", ""],
        ["a4", "错误解答", "A", "罚站"],
        ["", "没有代码", "A", ""],
        ["a b", "空格", "A", ""],
        ["a6", "", "A", ""],
        ["a7", "未核实信息", "无", "-"],
    ]
    read = read_fault_sheet(sheet(tmp_path, rows), open_reading=open_here)
    assert read.rows == [
        Fault("a1", Name("开场白缺失", "开场白缺失"), "C", RUNGS[0]),
        Fault("a2", Name("态度生硬", "态度生硬"), "B", RUNGS[1]),
        Fault("a7", Name("未核实信息", "未核实信息")),
    ]
    assert [(each["row"], each["why"].id) for each in read.rejected] == [
        (4, "fault.row_twice"),
        (5, "fault.class_unknown"),
        (6, "fault.rung_unknown"),
        (7, "fault.row_code_missing"),
        (8, "scoring.template_bad_id"),
        (9, "fault.name_missing"),
    ]
    assert all(each["why"].render("zh") and each["why"].render("en") for each in read.rejected)


@pytest.mark.parametrize("ending", ["toml", "xlsx"])
def test_a_file_of_the_catalogue_changes_it(
    workspace: Workspace, tmp_path: Path, ending: str
) -> None:
    """Written here, changed by hand, read again."""
    take_faults(workspace, [Fault("late", Name("迟到", "Late"), "C")])
    out = tmp_path / f"faults.{ending}"
    assert export_faults(workspace.db, out, "zh") == len(shipped_faults()) + 1
    read = read_fault_file(out)
    assert {fault.code: fault for fault in read.faults} == find_faults(workspace.db)
    assert not take_faults(workspace, read.faults).changes.subjects


def test_files_that_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "faults.toml"
    file.write_text('format = 1\n[[faults]]\ncode = "a"\n', encoding="utf-8")
    empty = sheet(tmp_path, [["差错代码", "差错名称"]])
    for path, id in ((file, "fault.file_refused"), (empty, "fault.empty_file")):
        with pytest.raises(UserFacingError) as error:
            read_fault_file(path)
        assert error.value.id == id
        assert error.value.say("zh") and error.value.say("en")
    with pytest.raises(UserFacingError, match="bad_ending"):
        export_faults(None, tmp_path / "faults.pdf", "zh")
    (tmp_path / "taken.toml").mkdir()
    with pytest.raises(UserFacingError, match="not_written"):
        export_faults(None, tmp_path / "taken.toml", "zh")


@pytest.mark.parametrize("ending", ["toml", "xlsx"])
def test_a_card_brings_names_for_its_codes(
    workspace: Workspace, tmp_path: Path, ending: str
) -> None:
    """Those that are not here yet; others keep what they are called here. Taken back in a step."""
    path = "sections[0].items[0].answer.no.fault"
    card = CardDraft.of(built_in_templates()[1]).set(path, "late").version
    assert card is not None
    late, there = Fault("late", Name("迟到", "Late"), "C"), find_faults(None)
    elsewhere = {**there, "late": late, "closing": Fault("closing", Name("别的", "Other"))}
    out = tmp_path / f"card.{ending}"
    export_card(card, out, "zh", elsewhere)
    kept = keep_read_card(workspace, read_card_file(workspace.db, out))
    assert kept.saved.draft.version == card
    assert kept.faults is not None and kept.faults.added == ("late",)
    assert find_faults(workspace.db) == {**there, "late": late}
    undo(workspace, kept.faults.changes.act)
    assert find_faults(workspace.db) == there


def test_a_wrong_row_beside_a_card_is_told(tmp_path: Path) -> None:
    out = tmp_path / "card.xlsx"
    write_card(out, built_in_templates()[0], "zh", [ODD])
    book = openpyxl.load_workbook(out)
    book["差错"]["D2"] = "E"
    book.save(out)
    read = read_card(out, code="card", open_reading=open_here)
    assert [(each.sheet, each.row, each.message.id) for each in read.problems] == [
        ("差错", 2, "fault.class_unknown")
    ]
    assert read.faults == ()
