"""Roster and call list: who the agents are, and which row speaks of which recording."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import create, set_fields
from qa_desktop.journal.journal import new_id
from qa_desktop.services.call_acts import set_business
from qa_desktop.services.calls import set_serial
from qa_desktop.services.importing import import_recordings
from qa_desktop.services.list_loading import load_content
from qa_desktop.services.list_report import LoadReport
from qa_desktop.services.reverse_checks import tie_reverse_check
from qa_desktop.services.settling import (
    make_call,
    say_no_recording,
    say_unlisted,
    settle,
    suggest_calls,
)
from qa_desktop.services.undoing import undo
from qa_desktop.services.untying import untie
from qa_desktop.store.agent_lists import (
    find_calls_for_check,
    find_days_of_agent,
    find_reverse_checks,
)
from qa_desktop.store.call_lists import (
    find_lists,
    find_unmatched_files,
    search_rows,
)
from qa_desktop.store.calls import find_calls
from qa_desktop.store.people import find_agents
from qa_desktop.store.workspace import Workspace
from tests.factories import import_calls, write_wav
from tests.sheets_here import read_here

ROSTER_HEAD = ["工号", "姓名", "班组", "技能组", "入职日期", "状态"]
CALLS_HEAD = ["流水号", "工号", "开始时间", "时长", "客户号码", "保存状态", "业务类型", "订单号"]


def sheet(path: Path, *rows: list[str]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def load_roster(workspace: Workspace, file: Path, **arguments) -> LoadReport:
    return load_content(workspace, file, "roster", read_here(file, "roster"), **arguments)


def load_call_list(workspace: Workspace, file: Path, **arguments) -> LoadReport:
    return load_content(workspace, file, "calls", read_here(file, "calls"), **arguments)


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
    again = load_roster(workspace, file)
    assert (again.added, again.updated, again.unchanged) == (0, 0, 2)
    assert again.changes.act is None


def test_another_team_holds_from_the_day_that_was_said(
    workspace: Workspace, tmp_path: Path
) -> None:
    first = sheet(tmp_path / "a.xlsx", ROSTER_HEAD, ["0617", "王小明", "二班", "", "", ""])
    load_roster(workspace, first)
    second = sheet(tmp_path / "b.xlsx", ROSTER_HEAD, ["0617", "王小明", "三班", "", "", ""])
    tried = load_roster(workspace, second, begins="2026-12-01", dry_run=True)
    report = load_roster(workspace, second, begins="2026-12-01")
    assert (tried.updated, tried.changes.act) == (report.updated, None) == (1, None)
    assert find_agents(workspace.db, "2026-11-30")[0].team_name == "二班"
    assert find_agents(workspace.db, "2026-12-01")[0].team_name == "三班"
    undo(workspace, report.changes.act or "")
    assert find_agents(workspace.db, "2026-12-01")[0].team_name == "二班"


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
    assert (report.added, report.updated, report.unchanged, report.matched) == (0, 0, 2, 1)
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
    assert call.started == "2026-11-20T09:35:00", "the recorder knows its second better"


def test_rows_wait_for_recordings_that_come_later(workspace: Workspace, tmp_path: Path) -> None:
    row = ["SN1", "0617", "2026-11-20 09:35:10", "2", "", "已办理", "宽带", "D1"]
    assert load_call_list(workspace, sheet(tmp_path / "l.xlsx", CALLS_HEAD, row)).matched == 0
    (call,) = import_calls(workspace, tmp_path / "in")
    assert (call.serial, call.business) == ("SN1", "宽带")
    (listed,) = search_rows(workspace.db, states=["matched"])
    assert listed.call == call.id


def test_the_same_list_adds_nothing_and_a_mask_hides_nothing(
    workspace: Workspace, tmp_path: Path
) -> None:
    import_calls(workspace, tmp_path / "in")
    full = ["", "0617", "2026-11-20 09:35:10", "2", "13912345678", "拒访", "", ""]
    other = ["", "0617", "2026-11-20 19:00:00", "9", "13912345678", "拒访", "", ""]
    load_call_list(workspace, sheet(tmp_path / "a.xlsx", CALLS_HEAD, full, other))
    full[4] = other[4] = "139****5678"
    other[5] = "成功办理"
    file = sheet(tmp_path / "b.xlsx", CALLS_HEAD, full, other, other)
    report = load_call_list(workspace, file)
    assert (report.added, report.updated, report.unchanged, report.matched) == (0, 1, 2, 1)
    assert {row.content.number for row in search_rows(workspace.db, states=["waiting"])} == {
        "13912345678"
    }
    (call,) = find_calls(workspace.db, workspace.person)
    assert call.customer_number == "13912345678"


def test_a_masked_number_leaves_the_full_one_of_the_file_name(
    workspace: Workspace, tmp_path: Path
) -> None:
    import_calls(workspace, tmp_path / "in")
    row = ["SN1", "0617", "2026-11-20 09:35:10", "2", "138****0000", "拒访", "", ""]
    assert load_call_list(workspace, sheet(tmp_path / "l.xlsx", CALLS_HEAD, row)).matched == 1
    (call,) = find_calls(workspace.db, workspace.person)
    assert (call.customer_number, call.serial) == ("13800000000", "SN1")


def test_a_dry_run_counts_and_leaves_nothing(workspace: Workspace, tmp_path: Path) -> None:
    import_calls(workspace, tmp_path / "in")
    row = ["SN1", "0617", "2026-11-20 09:35:10", "2", "", "已办理", "宽带", "D1"]
    file = sheet(tmp_path / "l.xlsx", CALLS_HEAD, row, ["", "", "", "", "", "", "", "x"])
    ops = workspace.db.conn.execute("SELECT count(*) FROM op").fetchone()
    tried = load_call_list(workspace, file, dry_run=True)
    assert (tried.added, tried.matched, len(tried.rejected)) == (1, 1, 1)
    assert find_lists(workspace.db) == []
    assert workspace.db.conn.execute("SELECT count(*) FROM op").fetchone() == ops
    done = load_call_list(workspace, file)
    assert (done.added, done.matched) == (1, 1)
    workspace.write([])
    assert find_lists(workspace.db)[0].settled == 1


def test_an_import_is_undone_as_one_act(workspace: Workspace, tmp_path: Path) -> None:
    import_calls(workspace, tmp_path / "in")
    wait = ["SN9", "0617", "2026-11-20 19:00:00", "9", "", "拒访", "", ""]
    first = load_call_list(workspace, sheet(tmp_path / "a.xlsx", CALLS_HEAD, wait))
    wait[5] = "成功办理"
    row = ["SN1", "0617", "2026-11-20 09:35:10", "2", "", "已办理", "宽带", "D1"]
    second = load_call_list(workspace, sheet(tmp_path / "b.xlsx", CALLS_HEAD, wait, row))
    assert (second.added, second.updated, second.matched) == (1, 1, 1)
    undo(workspace, second.changes.act or "")
    (kept,) = search_rows(workspace.db)
    assert (kept.content.serial, kept.content.disposition) == ("SN9", "拒访")
    (call,) = find_calls(workspace.db, workspace.person)
    assert call.business is None
    undo(workspace, first.changes.act or "")
    assert find_lists(workspace.db) == list(search_rows(workspace.db)) == []


def test_what_no_rule_settles_a_person_does(workspace: Workspace, tmp_path: Path) -> None:
    early, late = import_calls(workspace, tmp_path / "in", 2)
    rows = [
        ["SN1", "0617", "2026-11-20 09:35:12", "5", "13800000000", "已办理", "宽带", "=cmd|'x'!A1"],
        ["SN2", "0699", "2026-11-20 15:00:00", "60", "", "拒访", "", ""],
        ["SN3", "0617", "2026-11-20 16:00:00", "60", "", "拒访", "", ""],
    ]
    load_call_list(workspace, sheet(tmp_path / "l.xlsx", CALLS_HEAD, *rows))
    first, second, third = search_rows(workspace.db)
    assert first.why == "several"
    best = suggest_calls(workspace.db, first.n)
    assert [each.call.spoken.key for each in best] == [late.id, early.id]
    assert (best[0].candidate.early_s, best[0].candidate.duration_off_ms) == (11, 3000)
    assert best[0].candidate.same_number and best[0].candidate.same_agent

    act = settle(workspace, first.n, late.id).act
    assert [side.spoken.key for side in find_unmatched_files(workspace.db)] == [early.id]
    with pytest.raises(UserFacingError):
        settle(workspace, second.n, late.id)
    with pytest.raises(UserFacingError):
        settle(workspace, first.n, early.id)
    undo(workspace, act or "")
    assert len(search_rows(workspace.db)) == 3
    assert find_calls(workspace.db, workspace.person)[1].order_number is None

    made = make_call(workspace, second.n)
    call = next(c for c in find_calls(workspace.db, workspace.person) if c.id == made.ids[-1])
    assert (call.serial, call.agent_number, call.duration_ms) == ("SN2", "0699", 60_000)
    undo(workspace, made.act or "")
    assert "0699" not in [agent.number for agent in find_agents(workspace.db)]

    act = say_no_recording(workspace, [third.n]).act
    assert [row.n for row in search_rows(workspace.db)] == [first.n, second.n]
    undo(workspace, act or "")
    assert len(search_rows(workspace.db)) == 3
    act = say_unlisted(workspace, [early.id]).act
    assert [side.spoken.key for side in find_unmatched_files(workspace.db)] == [late.id]
    undo(workspace, act or "")
    assert len(find_unmatched_files(workspace.db)) == 2


def test_a_wrong_match_is_taken_apart_and_not_made_again(
    workspace: Workspace, tmp_path: Path
) -> None:
    import_calls(workspace, tmp_path / "in")
    (untouched,) = find_calls(workspace.db, workspace.person)
    row = ["SN1", "0617", "2026-11-20 09:35:10", "2", "13900001111", "已办理", "宽带", "D1"]
    file = sheet(tmp_path / "l.xlsx", CALLS_HEAD, row)
    returned = sheet(
        tmp_path / "r.xlsx", ["订单号", "工号", "来源", "类型"], ["D1", "0617", "售后", "拒收"]
    )
    load_content(workspace, returned, "reverse", read_here(returned, "reverse"))
    assert load_call_list(workspace, file).matched == 1
    (matched,) = search_rows(workspace.db, states=["matched"])
    (joined,) = find_calls(workspace.db, workspace.person)
    assert (joined.serial, joined.order_number) == ("SN1", "D1") and joined != untouched
    assert len(find_reverse_checks(workspace.db, call=joined.id)) == 1

    act = untie(workspace, matched.n).act
    assert find_calls(workspace.db, workspace.person) == [untouched]
    assert len(find_reverse_checks(workspace.db, only_untied=True)) == 1
    assert [each.n for each in search_rows(workspace.db)] == [matched.n]
    assert load_call_list(workspace, file).matched == 0, "the rules do not join them again"
    with pytest.raises(UserFacingError, match=r"settling\.row_gone"):
        untie(workspace, matched.n)
    undo(workspace, act or "")
    assert find_calls(workspace.db, workspace.person) == [joined]
    assert [each.n for each in search_rows(workspace.db, states=["matched"])] == [matched.n]
    untie(workspace, matched.n)
    settle(workspace, matched.n, joined.id)
    assert find_calls(workspace.db, workspace.person)[0].serial == "SN1", "a person may"


def test_what_a_person_had_said_of_a_call_stays_when_a_row_is_taken_apart(
    workspace: Workspace, tmp_path: Path
) -> None:
    import_calls(workspace, tmp_path / "in")
    (call,) = find_calls(workspace.db, workspace.person)
    set_business(workspace, [call.id], "宽带")
    (untouched,) = find_calls(workspace.db, workspace.person)
    row = ["SN1", "0617", "2026-11-20 09:35:10", "2", "", "已办理", "宽带", "D1"]
    load_call_list(workspace, sheet(tmp_path / "a.xlsx", CALLS_HEAD, row))
    row[5:7] = ["拒访", "移动"]  # the list of the evening says more than that of noon
    load_call_list(workspace, sheet(tmp_path / "b.xlsx", CALLS_HEAD, row))
    (matched,) = search_rows(workspace.db, states=["matched"])
    (joined,) = find_calls(workspace.db, workspace.person)
    assert (joined.disposition, joined.business) == ("拒访", "移动")
    for _ in range(2):
        act = untie(workspace, matched.n).act
        assert find_calls(workspace.db, workspace.person) == [untouched]
        undo(workspace, act or "")
        assert find_calls(workspace.db, workspace.person) == [joined]


def test_of_acts_that_are_not_kept_any_more_a_row_still_comes_apart(
    workspace: Workspace, tmp_path: Path
) -> None:
    import_calls(workspace, tmp_path / "in")
    (untouched,) = find_calls(workspace.db, workspace.person)
    row = ["SN1", "0617", "2026-11-20 09:35:10", "2", "", "已办理", "宽带", "D1"]
    load_call_list(workspace, sheet(tmp_path / "a.xlsx", CALLS_HEAD, row))
    (matched,) = search_rows(workspace.db, states=["matched"])
    workspace.db.execute("DELETE FROM list_act")
    untie(workspace, matched.n)
    assert find_calls(workspace.db, workspace.person) == [untouched]


def test_a_row_that_takes_the_place_of_one_taken_apart_is_another(
    workspace: Workspace, tmp_path: Path
) -> None:
    """Numbers of rows are given again when a list is taken back."""
    import_calls(workspace, tmp_path / "in")
    row = ["SN1", "0617", "2026-11-20 09:35:10", "2", "", "已办理", "宽带", ""]
    file = sheet(tmp_path / "l.xlsx", CALLS_HEAD, row)
    loaded = load_call_list(workspace, file)
    (matched,) = search_rows(workspace.db, states=["matched"])
    undo(workspace, untie(workspace, matched.n).act or "")
    undo(workspace, loaded.changes.act or "")
    assert not find_lists(workspace.db)
    assert load_call_list(workspace, file).matched == 1
    (again,) = search_rows(workspace.db, states=["matched"])
    assert again.n == matched.n


def test_the_rows_of_an_undone_recording_wait_again(workspace: Workspace, tmp_path: Path) -> None:
    written = []

    def write(act):
        written.append(act(workspace))
        return written[-1]

    write_wav(tmp_path / "in" / "20261120-093500-0617-13800000000.wav")
    import_recordings(workspace.folder, write, [tmp_path / "in"])
    row = ["SN1", "0617", "2026-11-20 09:35:10", "2", "", "", "", ""]
    file = sheet(tmp_path / "l.xlsx", CALLS_HEAD, row)
    matched = load_call_list(workspace, file)
    assert matched.matched == 1
    undo(workspace, matched.changes.act or "")
    undo(workspace, next(each.act for each in written if "recording" in each.subjects))
    assert load_call_list(workspace, file).matched == 0


STATS_HEAD = ["工号", "日期", "拨打量", "接通量", "成功访问量", "成功办理量", "拒访率", "工作时长",
              "工作时效"]  # fmt: skip


def test_statistics_are_one_record_per_agent_and_day(workspace: Workspace, tmp_path: Path) -> None:
    day = ["0617", "2026-11-20", "120", "80", "60", "9", "12.5%", "7小时30分", "0.935"]
    file = sheet(tmp_path / "s.xlsx", STATS_HEAD, day)
    report = load_content(workspace, file, "stats", read_here(file, "stats"))
    assert (report.added, report.new_agents) == (1, 1)
    agent = find_agents(workspace.db)[0].id
    (found,) = find_days_of_agent(workspace.db, agent, "2026-11-01", "2026-11-30")
    assert found[2:] == ("2026-11-20", 120, 80, 60, 9, "1/8", 27_000_000, "187/200")
    again = load_content(workspace, file, "stats", read_here(file, "stats"))
    assert (again.added, again.updated, again.unchanged) == (0, 0, 1)
    day[2], day[6] = "130", ""
    file = sheet(tmp_path / "s.xlsx", STATS_HEAD, day)
    assert load_content(workspace, file, "stats", read_here(file, "stats")).updated == 1
    (found,) = find_days_of_agent(workspace.db, agent, "2026-11-01", "2026-11-30")
    assert (found.dialled, found.refusal_rate) == (130, "1/8")


def test_reverse_checks_find_their_calls(workspace: Workspace, tmp_path: Path) -> None:
    import_calls(workspace, tmp_path / "in")
    row = ["SN1", "0617", "2026-11-20 09:35:10", "2", "", "已办理", "宽带", "D1"]
    load_call_list(workspace, sheet(tmp_path / "l.xlsx", CALLS_HEAD, row))
    head = ["订单号", "工号", "来源", "类型", "日期", "备注"]
    rows = [
        ["D1", "0617", "售后", "拒收", "2026-11-22", "不想要了"],
        ["D2", "0617", "", "错单", "", ""],
    ]
    file = sheet(tmp_path / "r.xlsx", head, *rows, ["D3", "0617", "门店", "错单", "", ""])
    report = load_content(workspace, file, "reverse", read_here(file, "reverse"))
    assert (report.added, report.matched) == (2, 1)
    assert [each["row"] for each in report.unmatched] == [3]
    assert [each["row"] for each in report.rejected] == [4]
    (call,) = find_calls(workspace.db, workspace.person)
    (tied,) = find_reverse_checks(workspace.db, call=call.id)
    assert (tied.order, tied.source, tied.kind, tied.note) == (
        "D1", "after_sales", "refused", "不想要了",
    )  # fmt: skip
    again = load_content(workspace, file, "reverse", read_here(file, "reverse"))
    assert (again.added, again.updated, again.unchanged) == (0, 0, 2)


def test_a_reverse_check_waits_for_the_list_that_names_its_call(
    workspace: Workspace, tmp_path: Path
) -> None:
    (call,) = import_calls(workspace, tmp_path / "in")
    head = ["订单号", "工号", "来源", "类型"]
    file = sheet(tmp_path / "r.xlsx", head, ["D1", "0617", "售后", "拒收"])
    load_content(workspace, file, "reverse", read_here(file, "reverse"))
    assert len(find_reverse_checks(workspace.db, only_untied=True)) == 1
    row = ["SN1", "0617", "2026-11-20 09:35:10", "2", "", "已办理", "宽带", "D1"]
    (check,) = find_reverse_checks(workspace.db, only_untied=True)
    assert [each.id for each in find_calls_for_check(workspace.db, check.id)] == [call.id]
    act = tie_reverse_check(workspace, check.id, call.id).act
    assert len(find_reverse_checks(workspace.db, call=call.id)) == 1
    with pytest.raises(UserFacingError, match=r"reverse\.check_gone"):
        tie_reverse_check(workspace, check.id, call.id)
    undo(workspace, act or "")
    act = load_call_list(workspace, sheet(tmp_path / "l.xlsx", CALLS_HEAD, row)).changes.act
    assert len(find_reverse_checks(workspace.db, call=call.id)) == 1
    undo(workspace, act or "")
    assert len(find_reverse_checks(workspace.db, only_untied=True)) == 1


def test_the_calls_of_a_checks_order_come_first_with_their_results(
    workspace: Workspace, tmp_path: Path
) -> None:
    """The same number is another hash in every record that holds it."""
    early, late = import_calls(workspace, tmp_path / "in", 2)
    own = {"order_number": "D1", "disposition": "已办理"}
    workspace.write([set_fields("call", early.id, own)])
    workspace.write([set_fields("call", late.id, {"order_number": "D2"})])
    for order in ("D1", "D9"):
        check = {"order_number": order, "agent": early.agent}
        workspace.write([create("reverse_check", order, check)])
    found = find_calls_for_check(workspace.db, "D1")
    assert [(each.order, each.disposition) for each in found] == [("D1", "已办理"), ("D2", "")]
    found = find_calls_for_check(workspace.db, "D9")
    assert [each.id for each in found] == [late.id, early.id], "the last one first"


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


def test_both_who_sent_an_order_back_get_its_call(workspace: Workspace, tmp_path: Path) -> None:
    (call,) = import_calls(workspace, tmp_path / "in")
    checks = [
        create("reverse_check", new_id(), {"order_number": "D1", "agent": call.agent, **said})
        for said in ({"source": "after_sales"}, {"source": "complaint"})
    ]
    workspace.write(checks)
    start = str(call.started).replace("T", " ")
    row = ["SN1", "0617", start, "2", "13800000000", "已办理", "宽带", "D1"]
    load_call_list(workspace, sheet(tmp_path / "calls.xlsx", CALLS_HEAD, row))
    assert [check.call for check in find_reverse_checks(workspace.db)] == [call.id, call.id]


def test_acts_on_a_list_that_was_taken_back_bring_nothing_back(
    workspace: Workspace, tmp_path: Path
) -> None:
    """The numbers of the list and its rows belong to the next list by then."""
    rows = [[f"SN{n}", "0617", "2026-11-25 09:35:00", "2", "", "", "", ""] for n in range(2)]
    files = [sheet(tmp_path / f"{n}.xlsx", CALLS_HEAD, row) for n, row in enumerate(rows)]
    first = load_call_list(workspace, files[0])
    settled = say_no_recording(workspace, [search_rows(workspace.db)[0].n])
    undo(workspace, str(first.changes.act))
    load_call_list(workspace, files[1])
    undo(workspace, str(settled.act))
    assert [row.content.serial for row in search_rows(workspace.db)] == ["SN1"]


def test_full_width_numbers_are_the_same_numbers(workspace: Workspace, tmp_path: Path) -> None:
    (call,) = import_calls(workspace, tmp_path / "in")
    start = str(call.started).replace("T", " ").translate({48 + n: 0xFF10 + n for n in range(10)})
    row = ["ＳＮ１", "０６１７", start, "２秒", "１３８００００００００", "已办理", "宽带", "Ｄ１"]
    report = load_call_list(workspace, sheet(tmp_path / "calls.xlsx", CALLS_HEAD, row))
    assert (report.matched, report.new_agents) == (1, 0)
    (found,) = find_calls(workspace.db, workspace.person)
    assert (found.serial, found.customer_number) == ("SN1", "13800000000")
    days = sheet(
        tmp_path / "days.xlsx", ["工号", "日期", "拨打量"], ["０６１７", "2026-11-20", "１２"]
    )
    load_content(workspace, days, "stats", read_here(days, "stats"))
    (day,) = find_days_of_agent(workspace.db, str(call.agent), "2026-11-20", "2026-11-20")
    assert day.dialled == 12


def test_a_start_at_the_edge_of_time_is_no_crash(workspace: Workspace, tmp_path: Path) -> None:
    row = ["SN1", "0617", "0001-01-01 09:35:00", "2", "", "", "", ""]
    assert load_call_list(workspace, sheet(tmp_path / "c.xlsx", CALLS_HEAD, row)).added == 1
