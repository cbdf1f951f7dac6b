from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.call_list import CallRow, duration_in
from qa_desktop.exchange.cell_values import digits_lost, read_date, read_moment
from qa_desktop.exchange.headings import HeadingRow, headings_at
from qa_desktop.exchange.roster import ROSTER, AgentRow
from qa_desktop.exchange.tables import take_rows
from qa_desktop.texts import Text
from tests.sheets_here import read_here

MORNING = datetime(2026, 11, 20, 9, 35, 12)


def read_calls(path: Path) -> Any:
    return read_here(path, "calls")


def read_agents(path: Path) -> Any:
    return read_here(path, "roster")


def csv(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "list.csv"
    path.write_text("\n".join(lines))
    return path


def reasons(table: object, language: str = "zh") -> list[tuple[int, str]]:
    return [(rejected["row"], rejected["why"].render(language)) for rejected in table.rejected]


def test_a_call_list_as_a_dialler_exports_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["拨打明细表", None, "2026年11月20日"])
    sheet.append([])
    sheet.append(
        [
            "录音流水号",
            "坐席工号",
            "开始时间",
            "通话时长（秒）",
            "客户号码",
            "保存状态",
            "业务类型",
            "订单号",
            "拨打次数",
        ]
    )
    sheet.append(["S01", "0617", MORNING, 277, "16000000001", "成功办理", "宽带", "D-1", 2])
    sheet.append(["S02", 623, "2026/11/20 9:35", "４分３７秒"])
    sheet["B5"].number_format = "0000"
    book.save(tmp_path / "calls.xlsx")
    table = read_calls(tmp_path / "calls.xlsx")
    assert table.rejected == []
    assert table.rows == [
        CallRow(4, "S01", "0617", MORNING, 277_000, "16000000001", "成功办理", "宽带", "D-1", 2),
        CallRow(5, "S02", "0623", MORNING.replace(second=0), 277_000, "", "", "", "", None),
    ]


def test_english_headings_in_any_writing(tmp_path: Path) -> None:
    path = csv(
        tmp_path,
        "Call ID,AGENT_NO,Start Time,Duration (min),Result",
        "S1,0617,20261120093512,1.5,sold",
    )
    (call,) = read_calls(path).rows
    assert (call.serial, call.agent, call.started) == ("S1", "0617", MORNING)
    assert (call.duration_ms, call.disposition) == (90_000, "sold")


def test_every_row_is_taken_or_rejected_with_its_reason(tmp_path: Path) -> None:
    path = csv(
        tmp_path,
        "流水号,工号,开始时间,时长,客户号码,拨打次数",
        "S1,0617,2026-11-20 09:35:12,277,16000000001,1",
        ",,,,,",
        "S2,,2026-11-20 09:35:12,277,,",
        ",0617,,277,,",
        "S3,0617,昨天下午,277,,",
        "S4,0617,2026-02-30 09:35:12,277,,",
        "S5,0617,,四分钟,,",
        "S1,0623,,277,,",
        "2.02611E+19,0617,,277,,",
        "S6,0617,,277,1.6E+10,",
        "S7,0617,,277,,两次",
        ",0617,2026-11-20 10:00:00,,,",
        ",0617,2026-11-20 11:00:00,,,",
        "合计,,,,,",
    )
    table = read_calls(path)
    assert [call.row for call in table.rows] == [2, 13, 14]
    assert reasons(table) == [
        (4, "没有工号"),
        (5, "流水号和开始时间都没有，对不上录音"),
        (6, "开始时间“昨天下午”看不懂，应为 2026-11-20 09:35:12 这样的写法"),
        (7, "开始时间“2026-02-30 09:35:12”看不懂，应为 2026-11-20 09:35:12 这样的写法"),
        (8, "“四分钟”看不出是多长时间。"),
        (9, "流水号 S1 与第 2 行重复"),
        (10, "“流水号”被 Excel 改成了 2.02611E+19，尾数已丢失；请把这一列设为文本格式后重新导出"),
        (11, "“客户号码”被 Excel 改成了 1.6E+10，尾数已丢失；请把这一列设为文本格式后重新导出"),
        (12, "拨打次数“两次”不是整数"),
        (15, "没有工号"),
    ]
    assert [row for row, why in reasons(table, "en") if not why] == []


def test_without_headings_the_message_names_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError) as error:
        read_calls(csv(tmp_path, "流水号,姓名", "S1,王敏"))
    assert error.value.id == "sheet.no_header"
    assert "缺少这些列：工号。" in error.value.say("zh")
    assert "are missing: agent." in error.value.say("en")
    with pytest.raises(UserFacingError) as error:
        read_calls(csv(tmp_path, "a,b", "1,2"))
    assert "缺少这些列：工号、开始时间 / 流水号。" in error.value.say("zh")


def test_headings_are_looked_for_in_the_first_twenty_rows(tmp_path: Path) -> None:
    titles = ["标题"] * 19
    assert len(read_calls(csv(tmp_path, *titles, "工号,流水号", "0617,S1")).rows) == 1
    with pytest.raises(UserFacingError):
        read_calls(csv(tmp_path, *titles, "标题", "工号,流水号", "0617,S1"))


def test_the_usual_heading_wins_and_the_same_one_twice_is_refused(tmp_path: Path) -> None:
    path = csv(tmp_path, "产品,业务类型,业务,工号,流水号", "路由器,宽带,加装,0617,S1")
    assert read_calls(path).rows[0].business == "宽带"
    with pytest.raises(UserFacingError) as error:
        read_calls(csv(tmp_path, "工号,流水号,流水号（新）", "0617,S1,S2"))
    assert error.value.id == "sheet.column_twice"
    assert "流水号（新）" in error.value.say("zh")


def test_a_roster(tmp_path: Path) -> None:
    path = csv(
        tmp_path,
        "工号,姓名,昵称,班组,技能组,项目,入职日期,状态,区域",
        "0617,王敏,敏敏,一组,呼入服务组,宽带、老客户维系,2021/3/8,老员工,南区",
        "0655,刘洋,,,,,2026年11月2日,新员工,",
        "0608,陈浩,,,,,46000,离职,",
        "0700,无状态,,,,,,,",
    )
    table = read_agents(path)
    assert table.rejected == []
    assert table.rows[0] == AgentRow(
        2,
        "0617",
        "王敏",
        "敏敏",
        "一组",
        "呼入服务组",
        ("宽带", "老客户维系"),
        "南区",
        date(2021, 3, 8),
        "experienced",
    )
    assert [agent.status for agent in table.rows] == ["experienced", "new", "left", ""]
    assert [agent.hired for agent in table.rows[1:]] == [date(2026, 11, 2), date(2025, 12, 9), None]


def test_roster_rows_are_rejected_with_a_reason(tmp_path: Path) -> None:
    path = csv(
        tmp_path,
        "工号,姓名,入职日期,状态",
        "0617,王敏,,",
        ",李娜,,",
        "0623,,,",
        "0617,赵磊,,",
        "0631,赵磊,去年,",
        "0642,周婷,,休假",
        "6.55E+17,刘洋,,",
    )
    table = read_agents(path)
    assert [agent.name for agent in table.rows] == ["王敏"]
    assert reasons(table) == [
        (3, "没有工号"),
        (4, "工号 0623 没有姓名"),
        (5, "工号 0617 与第 2 行重复"),
        (6, "入职日期“去年”看不懂，应为 2026-11-20 这样的写法"),
        (7, "状态“休假”认不出来，应为新员工、老员工或离职"),
        (8, "工号被 Excel 改成了 6.55E+17，尾数已丢失；请把这一列设为文本格式后重新导出"),
    ]
    assert all(why for _, why in reasons(table, "en"))


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-11-20 09:35:12", MORNING),
        ("2026-11-20T09:35:12.000", MORNING),
        ("2026/11/20  9:35", MORNING.replace(second=0)),
        ("2026.11.20 9:35:12", MORNING),
        ("2026年11月20日9时35分12秒", MORNING),
        ("２０２６-11-20 09：35：12", MORNING),
        ("2026/11/20 上午 9:35:12", MORNING),
        ("2026/11/20 下午 9:35:12", MORNING.replace(hour=21)),
        ("2026-11-20 12:05:00 AM", datetime(2026, 11, 20, 0, 5)),
        ("2026-11-20 12:05:00 PM", datetime(2026, 11, 20, 12, 5)),
        ("2026-11-20 下午 15:05", datetime(2026, 11, 20, 15, 5)),
        ("20261120093512", MORNING),
        ("20261120-093512", MORNING),
        ("46346.3994444444", MORNING.replace(second=12)),
        ("2026-11-20", None),
        ("2026-13-20 09:35:12", None),
        ("2026-11-20 25:00", None),
        ("2026-11-20 上午 15:05", None),
        ("09:35", None),
        ("277", None),
        ("99999.5", None),
        ("", None),
    ],
)
def test_moments(written: str, moment: datetime | None) -> None:
    assert read_moment(written) == moment


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        ("2026-11-20 00:00:00", date(2026, 11, 20)),
        ("2026/1/5", date(2026, 1, 5)),
        ("2026年1月5日", date(2026, 1, 5)),
        ("20260105", date(2026, 1, 5)),
        ("46346", date(2026, 11, 20)),
        ("2026-02-30", None),
        ("5.1", None),
        ("", None),
    ],
)
def test_dates(written: str, day: date | None) -> None:
    assert read_date(written) == day


@pytest.mark.parametrize(
    ("written", "lost"),
    [("2.02611E+19", True), ("1.38e10", True), ("1E5", True), ("S1E5", False), ("0617", False)],
)
def test_numbers_spoilt_by_excel(written: str, lost: bool) -> None:
    assert digits_lost(written) is lost


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        *(
            (f"时长（{unit}）", 180_000)
            for unit in ("分", "分钟", "min", "mins", "minute", "minutes")
        ),
        *((f"Duration ({unit})", 10_800_000) for unit in ("小时", "时", "h", "hr", "hours")),
        *((f"通话时长[{unit}]", 3_000) for unit in ("秒", "s", "sec", "不知道")),
    ],
)
def test_a_bare_number_is_in_the_unit_of_its_heading(heading: str, wanted: int) -> None:
    assert duration_in("3", heading) == wanted


def test_a_second_row_of_one_key_is_refused_whatever_its_number() -> None:
    """A hostile sheet numbers all its rows alike."""
    headings = headings_at(HeadingRow(1, ("工号", "姓名"), ()), {"agent": 0, "name": 1})
    taken = take_rows(ROSTER, headings, [(2, ("0617", "王")), (2, ("0617", "李"))])
    first, second = (found for _, found in taken)
    assert isinstance(first, AgentRow) and isinstance(second, Text)
