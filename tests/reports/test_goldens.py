"""Each report from fixed data, cell by cell, in both languages, beside a file that was read by a
person. To write them anew: ``python -m tests.reports.test_goldens``."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from qa_desktop.domain.session import Sheet, satisfaction
from qa_desktop.domain.training_effect import Heard, Topic, effect, windows
from qa_desktop.reports import html
from qa_desktop.reports.data import (
    Answered,
    CallFacts,
    EvaluationData,
    FeedbackData,
    ItemOutcome,
    ItemShare,
    Marked,
    Party,
    PeriodData,
    ProblemData,
)
from qa_desktop.reports.grid import to_sheets
from qa_desktop.reports.honour_board import HonourData, HonourLine, LetterLine
from qa_desktop.reports.model import Cell, Place, Report
from qa_desktop.reports.registry import REPORTS, report_kind
from qa_desktop.reports.session_minutes import (
    AttemptLine,
    CaseLine,
    MinutesData,
    PointLine,
    PresenceLine,
    SuggestionLine,
)
from qa_desktop.reports.training_effect import EffectData
from qa_desktop.reports.training_plan import PlanData, PlanLine
from qa_desktop.texts import Language, text

GOLDEN = Path(__file__).parent / "golden"
LANGUAGES: tuple[Language, ...] = ("zh", "en")

_CALL = CallFacts(
    "c1", True, datetime(2026, 11, 20, 9, 35), 53_964, "S1", "宽带报障", "已解决", "138****5678"
)
_FAULT = Place("c1", 9_400, 12_000)
GOOD = EvaluationData(
    id="e1",
    revision="r1",
    call=_CALL,
    agent=Party("a1", "0617", "王敏", "一组"),
    scorer=Party("p1", "8001", "李敏"),
    role="inspector",
    method="spot_check",
    practice=False,
    emergency=False,
    circumstance=None,
    scorecard="呼入服务",
    submitted=datetime(2026, 11, 22, 10, 0),
    corrected=None,
    correction_reason="",
    published=Fraction(190, 2),
    passed=True,
    fatal=False,
    grade=text("scoring.name", zh="优", en="Excellent"),
    items=(
        ItemOutcome(
            "opening", "规范", "开场白", "否", "scored", Fraction(5), Fraction(0), False,
            "没有主动询问需求", (_FAULT, Place("c1", 20_000)),
        ),
        ItemOutcome(
            "praise", "加分", "客户表扬", "有", "scored", Fraction(0), Fraction(2), True, "", ()
        ),
    ),
    problems=(ProblemData("opening", "开场白", "C", False, "未报开场白"),),
    wrong_information=False,
    marks=(
        Marked(Place("c1", 2_000, 5_500), "strength", "报了工号", "communication"),
        Marked(_FAULT, "weakness", "没有核对身份\n就查了资料", "detail"),
        Marked(Place("c1", 14_000), "note", "客户提到上周来过电话", None),
    ),
    strengths="先安抚再查询",
    advice="挂机前再确认一次",
    why=("100 − 5 = 95",),
)  # fmt: skip
FAILED = replace(
    GOOD,
    id="e2",
    scorer=Party("p2", "8002", "周强"),
    published=Fraction(0),
    passed=False,
    fatal=True,
    grade=None,
    wrong_information=True,
    corrected=datetime(2026, 11, 23, 9, 0),
    correction_reason="复听",
    circumstance="peak",
)
LED = replace(GOOD, id="e3", role="lead", published=Fraction(200, 3))
PRACTICE = replace(GOOD, id="e4", practice=True, published=Fraction(10), emergency=True)
EXPLAINED = replace(
    FAILED,
    why=(
        text("scoring.explain_section", section="规范", weight="30", total="100", share="30"),
        text("scoring.explain_na", item="结束语"),
        text("scoring.explain_share", item="开场白", nominal="15", applied="30"),
        text("scoring.explain_fatal_zero", items="开场白", raw="70.0"),
        text("scoring.explain_failed_fatal", published="0.0", pass_mark="80"),
    ),
    shares=(
        ItemShare(
            "规范", "开场白", "否", Fraction(3, 20), Fraction(3, 10), Fraction(0), Fraction(30),
            False, True,
        ),
        ItemShare(
            "规范", "结束语", text("report.not_applicable"), Fraction(3, 20), Fraction(0),
            Fraction(0), Fraction(0), False, False,
        ),
        ItemShare(
            "能力", "解答", "对", Fraction(7, 10), Fraction(7, 10), Fraction(70), Fraction(0),
            False, True,
        ),
        ItemShare(
            "加分", "客户表扬", "有", Fraction(0), Fraction(0), Fraction(5, 3), Fraction(0), True,
            True,
        ),
    ),
)  # fmt: skip
NOTHING = replace(GOOD, id="e5", published=None, passed=None, grade=None, items=(), problems=())

DATA = {
    "daily-detail": PeriodData(
        date(2026, 11, 22),
        date(2026, 11, 23),
        (GOOD, FAILED, LED, PRACTICE, NOTHING),
        ((text("report.filter_team"), "一组"),),
    ),
    "why-score": FeedbackData(EXPLAINED, None),
    "feedback": FeedbackData(
        FAILED, Answered("talk", "我想再听", datetime(2026, 11, 22, 15, 0), "李敏", False), True
    ),
}

_WANG, _ZHAO = Party("a1", "0617", "王敏", "一组"), Party("a2", "0618", "赵丽", "")
_TOPIC, _SPANS = Topic("fault", "F01"), windows(date(2026, 11, 13), 10)
_HEARD = [
    *(Heard("a1", "2026-11-10", True) for _ in range(9)),
    *(Heard("a1", "2026-11-16", place < 1) for place in range(12)),
    Heard("a2", "2026-11-16", False),
]
DATA |= {
    "session-minutes": MinutesData(
        title="开场白",
        kind="weekly",
        held=datetime(2026, 11, 13, 15, 0),
        planned=datetime(2026, 11, 13, 16, 0),
        place="培训室",
        trainer="李敏",
        minutes=60,
        agenda="听三段录音\n练习",
        pass_percent=80,
        cases=[CaseLine("先安抚再解释", 53_964, "报了工号", "没有核对身份")],
        presence=[PresenceLine(_WANG, "present", ""), PresenceLine(_ZHAO, "absent", "年假")],
        points=[
            PointLine("改开场白话术", "李敏", date(2026, 11, 20), False, ""),
            PointLine("换耳机", "", None, True, ""),
        ],
        suggestions=[
            SuggestionLine(_WANG, "高峰多排两人", "下周起", "李敏"),
            SuggestionLine(None, "空调太冷", "", ""),
        ],
        attempts=[AttemptLine(_WANG, 2, 4, 5, True), AttemptLine(_ZHAO, 1, 3, 5, False)],
        satisfaction=satisfaction([Sheet(5, 4, 4), Sheet(3, 3, 5)]),
        remarks=["再慢一点"],
    ),
    "training-effect": EffectData(
        "开场白", "李敏", _SPANS, [effect(_TOPIC, _HEARD, {"a1"}, _SPANS)],
        {"fault:F01": "没有报工号"}, {"a1": _WANG, "a2": _ZHAO},
    ),
    "training-plan": PlanData(
        "第四季度", date(2026, 10, 1), date(2026, 12, 31), "李敏", "人人会用三步开场",
        [
            PlanLine("没有报工号", "20 人里 12 人出现", (), "开场白", date(2026, 11, 13), "李敏"),
            PlanLine("语气", "", (_WANG, _ZHAO), "", None, ""),
        ],
    ),
}  # fmt: skip
DATA["honour-board"] = HonourData(
    "2026-11",
    [HonourLine(_WANG, "先道歉再解释"), HonourLine(_ZHAO, "复述确认")],
    [LetterLine(_ZHAO, date(2026, 11, 20), "很耐心，谢谢", "张女士")],
)
PAPERS = ("session-minutes", "training-effect", "training-plan", "honour-board")


def written(report: Report, language: Language) -> str:
    """Every word and value, and where it leads."""
    lines = [f"# {_words(report.title, language)}"]
    lines += [_fact(fact, language) for fact in report.facts]
    for section in report.sections:
        lines.append(f"## {section.id}: {_words(section.heading, language)}")
        lines += [_fact(fact, language) for fact in section.facts]
        lines += [f"* {_cell(point, language)}" for point in section.points]
        if section.table:
            heads = (_words(column.heading, language) for column in section.table.columns)
            lines.append(" | ".join(heads))
            for row in (*section.table.rows, *section.table.foot):
                lines.append(" | ".join(_cell(cell, language) for cell in row))
        lines += [f"({_words(note, language)})" for note in section.notes]
    lines += [f"({_words(note, language)})" for note in report.notes]
    for sheet in to_sheets(report, language):
        lines += [f"### {sheet.name}", " | ".join(sheet.headings)]
        lines += [
            " | ".join(_cell(cell, language) for cell in row) for row in (*sheet.rows, *sheet.sums)
        ]
    return "\n".join(lines) + "\n"


def _words(value, language: Language) -> str:
    return value if isinstance(value, str) else value.render(language)


def _fact(fact, language: Language) -> str:
    return f"{_words(fact.name, language)}: {_cell(fact.value, language)}"


def _cell(cell: Cell, language: Language) -> str:
    shown = " / ".join(
        "".join(
            f"[{run.render(language)}@{run.place.ms}]" if run.place else run.render(language)
            for run in line
        )
        for line in cell.lines
    )
    typed = f" <{cell.format} {cell.value}>" if cell.value is not None else ""
    tone = f" ~{cell.tone}" if cell.tone else ""
    return f"{shown}{typed}{tone}"


def made(kind: str) -> Report:
    return report_kind(kind).build(DATA[kind])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [*(each.id for each in REPORTS), *PAPERS])
def test_every_report_is_as_it_was_read(kind: str, language: Language) -> None:
    golden = GOLDEN / f"{kind}-{language}.txt"
    assert written(made(kind), language) == golden.read_text(encoding="utf-8")


def test_means_leave_practice_out_and_keep_roles_apart() -> None:
    """Inspector 8001: 95 and one without a score; 8002: 0; the lead: 66.67; practice nowhere."""
    rows = made("daily-detail").section("by_scorer").table.rows
    found = {(row[0].render("en"), row[1].render("en")): row for row in rows}
    assert {key: row[4].render("en") for key, row in found.items()} == {
        ("Inspector", "8001 李敏"): "95.00\nn = 1",
        ("Inspector", "8002 周强"): "0.00\nn = 1",
        ("Team lead", "8001 李敏"): "66.67\nn = 1",
    }
    assert [found["Inspector", "8001 李敏"][n].value for n in (2, 3)] == [2, 1]
    (both,) = made("daily-detail").section("by_scorer").table.foot
    assert (both[1].render("en"), both[4].render("en")) == ("Together", "47.50\nn = 2, 0.0–100.0")


def _scored(agent: str, published: int) -> EvaluationData:
    shown = Fraction(published)
    return replace(GOOD, agent=Party(agent, agent, ""), published=shown, passed=published >= 60)


def test_every_rate_and_mean_stands_with_its_count_and_interval() -> None:
    """80, 90, 100: s = 10, t = 4.303; 3 of 3 and 0 of 3 as Wilson has them."""
    given = tuple(_scored("a", score) for score in (80, 90, 100))
    data = PeriodData(date(2026, 11, 22), date(2026, 11, 22), given)
    section = report_kind("daily-detail").build(data).section("by_agent")
    (row,) = section.table.rows
    shown = [cell.render("en") for cell in row]
    assert shown[4:7] == ["3", "90.00\nn = 3, 65.2–100.0", "3 of 3 (100.0 %)\n43.9–100.0 %"]
    assert shown[10] == "0 of 3 (0.0 %)\n0.0–56.1 %"
    heads = [_words(column.heading, "en") for column in section.grid.columns]
    values = dict(zip(heads, (cell.value for cell in section.grid.rows[0]), strict=True))
    assert [float(values[f"Mean{part}"]) for part in ("", ", from", ", to")] == [90, 65.2, 100]
    assert [float(values[f"Passed %{part}"]) for part in ("", ", from", ", to")] == [100, 43.9, 100]


def test_agents_are_not_ranked_by_what_may_be_chance() -> None:
    given = (_scored("a", 60), _scored("b", 90), _scored("c", 40))
    data = PeriodData(date(2026, 11, 22), date(2026, 11, 22), given)
    rows = report_kind("daily-detail").build(data).section("by_agent").table.rows
    assert [row[0].render("zh") for row in rows] == ["a", "b", "c"]


def test_the_inspectors_own_notes_and_questions_stay_off_the_agents_sheet() -> None:
    """The agent takes the sheet away: strengths, weaknesses, comments and advice, nothing else."""
    own = (
        Marked(Place("c1", 14_000), "note", "客户像是同行", "detail"),
        Marked(Place("c1", 15_000), "question", "是不是故意挂断", "communication"),
    )
    data = FeedbackData(replace(GOOD, marks=GOOD.marks + own), None, True)
    report = report_kind("feedback").build(data)
    template = html.template_of(report)
    for language in LANGUAGES:
        for shown in (written(report, language), html.to_html(report, template, language)):
            for words in ("报了工号", "没有核对身份", "没有主动询问需求", "挂机前再确认一次"):
                assert words in shown
            for words in (
                "客户提到上周来过电话",
                "客户像是同行",
                "是不是故意挂断",
                "00:14",
                "00:15",
            ):
                assert words not in shown


def test_a_row_leads_to_the_first_second_that_cost_points() -> None:
    late = replace(GOOD.items[0], id="late", places=(Place("c1", 30_000),))
    lost = replace(GOOD, items=(late, *GOOD.items))
    data = PeriodData(date(2026, 11, 22), date(2026, 11, 22), (lost, NOTHING))
    table = report_kind("daily-detail").build(data).section("detail").table
    assert table.leads == (_FAULT, Place("c1", 0))


def test_every_time_leads_into_its_call() -> None:
    for kind in ("daily-detail", "feedback"):  # the arithmetic of a score names no second
        report = made(kind)
        cells = [cell for section in report.sections for cell in section.points]
        cells += [
            cell
            for section in report.sections
            if section.table
            for row in section.table.rows
            for cell in row
        ]
        runs = [run for cell in cells for line in cell.lines for run in line]
        clocks = [run for run in runs if run.place]
        assert clocks
        assert all(run.place.call == "c1" for run in clocks)


if __name__ == "__main__":
    for kind_ in DATA:
        for language_ in LANGUAGES:
            file = GOLDEN / f"{kind_}-{language_}.txt"
            file.write_text(written(made(kind_), language_), encoding="utf-8")
