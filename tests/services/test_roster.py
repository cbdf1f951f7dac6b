"""Roster and call list: who the agents are, and which row speaks of which recording."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from qa_desktop.services.calls import set_serial
from qa_desktop.services.roster import load_call_list, load_roster
from qa_desktop.store.calls import find_calls
from qa_desktop.store.people import find_agents
from qa_desktop.store.workspace import Workspace
from tests.factories import import_calls

ROSTER_HEAD = ["工号", "姓名", "班组", "技能组", "入职日期", "状态"]
CALLS_HEAD = ["流水号", "工号", "开始时间", "时长", "客户号码", "保存状态", "业务类型", "订单号"]


def sheet(path: Path, *rows: list[str]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_a_roster_names_the_agents_that_recordings_brought(
    workspace: Workspace, tmp_path: Path
) -> None:
    import_calls(workspace, tmp_path / "in")
    file = sheet(
        tmp_path / "roster.xlsx",
        ROSTER_HEAD,
        ["0617", "王小明", "二班", "宽带组", "2024-03-01", "老员工"],
        ["0620", "李想", "二班", "宽带组", "2026-10-01", "新员工"],
    )
    report = load_roster(workspace, file)
    assert (report.added, report.updated, report.rejected) == (1, 1, [])
    wang, li = find_agents(workspace.db)
    assert (wang.number, wang.name, wang.team_name, wang.status) == (
        "0617",
        "王小明",
        "二班",
        "experienced",
    )
    assert wang.team == li.team
    assert find_calls(workspace.db, workspace.person)[0].agent_name == "王小明"
    assert load_roster(workspace, file).changes.act is None


def test_rows_are_matched_by_agent_and_time_then_by_serial(
    workspace: Workspace, tmp_path: Path
) -> None:
    import_calls(workspace, tmp_path / "in", 3)
    file = sheet(
        tmp_path / "calls.xlsx",
        CALLS_HEAD,
        ["SN1", "0617", "2026-11-20 09:35:00", "00:00:02", "13800000000", "已办理", "宽带", "D1"],
        ["SN9", "0617", "2026-11-20 12:00:00", "2", "13800000000", "已办理", "宽带", "D9"],
    )
    report = load_call_list(workspace, file)
    assert report.matched == 0
    assert [entry["row"] for entry in report.unmatched] == [2, 3]
    assert "3" in report.unmatched[0]["why"].render("zh")

    first = find_calls(workspace.db, workspace.person)[0]
    set_serial(workspace, first.id, "SN1")
    report = load_call_list(workspace, file)
    assert (report.matched, report.updated) == (1, 1)
    call = next(c for c in find_calls(workspace.db, workspace.person) if c.id == first.id)
    assert (call.disposition, call.business, call.order_number) == ("已办理", "宽带", "D1")


def test_one_recording_near_the_time_is_the_one(workspace: Workspace, tmp_path: Path) -> None:
    import_calls(workspace, tmp_path / "in")
    near = ["SN1", "0617", "2026-11-20 09:36:30", "4", "", "拒访", "", ""]
    long = ["SN2", "0617", "2026-11-20 09:35:00", "00:10:00", "", "拒访", "", ""]
    assert load_call_list(workspace, sheet(tmp_path / "l.xlsx", CALLS_HEAD, long)).matched == 0
    assert load_call_list(workspace, sheet(tmp_path / "n.xlsx", CALLS_HEAD, near)).matched == 1
    (call,) = find_calls(workspace.db, workspace.person)
    assert (call.serial, call.disposition) == ("SN1", "拒访")


def test_two_rows_that_fit_one_recording_are_left_to_the_person(
    workspace: Workspace, tmp_path: Path
) -> None:
    """Dialled twice within two minutes, one recording kept: whose result was saved is unknown."""
    (call,) = import_calls(workspace, tmp_path / "in")
    refused = ["", "0617", "2026-11-20 09:35:00", "2", "", "拒访", "", "D1"]
    agreed = ["", "0617", "2026-11-20 09:36:00", "3", "", "成功办理", "", "D2"]
    report = load_call_list(workspace, sheet(tmp_path / "l.xlsx", CALLS_HEAD, refused, agreed))
    assert (report.matched, [entry["row"] for entry in report.unmatched]) == (0, [2, 3])
    assert "2、3" in report.unmatched[0]["why"].render("zh")
    (row,) = find_calls(workspace.db, workspace.person)
    assert (row.disposition, row.order_number) == (None, None)

    set_serial(workspace, call.id, "SN2")
    agreed[0] = "SN2"
    report = load_call_list(workspace, sheet(tmp_path / "s.xlsx", CALLS_HEAD, refused, agreed))
    assert (report.matched, [entry["row"] for entry in report.unmatched]) == (1, [2])
    (row,) = find_calls(workspace.db, workspace.person)
    assert (row.disposition, row.order_number) == ("成功办理", "D2")
