"""Editing a penalty standard, telling what changed, and writing it as a file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_desktop.domain.penalty_differences import standard_differences
from qa_desktop.domain.penalty_draft import StandardDraft, cents_of, whole_of, yuan_text
from qa_desktop.domain.penalty_rungs import RUNGS
from qa_desktop.domain.penalty_standard import PenaltyStandard, read_toml
from qa_desktop.domain.penalty_toml import standard_to_toml
from qa_desktop.domain.slip_fact import DUE_DAYS, SILENCES
from qa_desktop.store.penalty_standards import shipped_standard

SHIPPED = StandardDraft.of(replace(shipped_standard(), clauses=shipped_standard().clauses[:4]))
WORDS = st.one_of(
    st.sampled_from(["抢话", "未用礼貌用语", '引"号\\\n', "a.b", " "]), st.text(max_size=5)
)
EDITS: list[tuple[str, st.SearchStrategy[Any]]] = [
    ("id", WORDS), ("name", WORDS), ("name.en", WORDS), ("window_days", st.integers(0, 400)),
    ("monthly_cap_cents", st.integers(0, 99_999)), ("steepest", st.sampled_from(RUNGS)),
    ("impact_steps.harm", st.integers(0, 5)), ("repeat_steps", st.integers(0, 5)),
    ("flow.hearing_first", st.booleans()), ("flow.silence", st.sampled_from(SILENCES)),
    *((f"flow.days.{each}", st.integers(1, 9)) for each in DUE_DAYS),
    ("rungs[1].name.zh", WORDS), ("rungs[1].name.en", WORDS),
    ("rungs[0].sign_offs", st.sampled_from([[], ["lead"]])),
    ("clauses[0].number", st.sampled_from(["1.1", "9", "1.2"])),
    ("clauses[0].fault", st.sampled_from(["opening", "new", "closing"])),
    ("clauses[1].words", WORDS), ("clauses[1].words.zh", WORDS), ("clauses[1].words.en", WORDS),
    ("clauses[2].minor.rung", st.sampled_from(RUNGS)),
    ("clauses[2].grave.amount_cents", st.integers(0, 99_999)),
    ("clauses[3].repeat_cents", st.one_of(st.integers(0, 9_999), st.just("x"))),
]  # fmt: skip


@st.composite
def drafts(draw: st.DrawFn) -> StandardDraft:
    draft = SHIPPED
    for path, values in draw(st.lists(st.sampled_from(EDITS), max_size=4)):
        draft = draft.set(path, draw(values))
    for at, act in draw(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), max_size=2)):
        if act == 0:
            draft, place = draft.add_clause(at)
            draft = draft.set(f"{place}.fault", f"f{at}").set(f"{place}.words", "新")
        elif act == 1:
            draft, _ = draft.move_clause(at, 1)
        elif len(draft.clauses) > at:
            draft = draft.remove(f"clauses[{at}]")
    return draft


@settings(max_examples=120)
@given(drafts(), drafts())
def test_differences_are_told_exactly_where_versions_differ(
    old: StandardDraft, new: StandardDraft
) -> None:
    if old.standard is None or new.standard is None:
        return
    told = standard_differences(old.standard, new.standard)
    assert bool(told) == (old.standard.id != new.standard.id)
    for language in ("zh", "en"):
        assert all(each.render(language) for each in told)
    assert standard_differences(new.standard, new.standard) == []


@settings(max_examples=60)
@given(drafts())
def test_a_file_is_read_back_as_the_same_version(draft: StandardDraft) -> None:
    if draft.standard is not None:
        assert read_toml(standard_to_toml(draft.standard)).id == draft.standard.id


@settings(max_examples=60)
@given(drafts())
def test_a_draft_has_a_standard_exactly_when_nothing_is_wrong(draft: StandardDraft) -> None:
    assert (draft.standard is None) == bool(draft.problems)
    for problem in draft.problems:
        assert problem in draft.problems_at(problem.path)
        assert problem.message.render("zh") and problem.message.render("en")


def test_a_new_clause_goes_on_from_the_one_before() -> None:
    draft, place = SHIPPED.add_clause(2)
    assert place == "clauses[2]"
    assert draft.get("clauses[2].number") == "1.5"  # 1.3 and 1.4 are taken
    assert draft.get("clauses[2].grave") == SHIPPED.get("clauses[1].grave")
    assert {each.path for each in draft.problems} == {"clauses[2].fault", "clauses[2].words"}
    draft = draft.set("clauses[2].fault", "greeting").set("clauses[2].words", "没有问候")
    assert draft.standard is not None
    assert draft.standard.clause_of("greeting") is not None
    empty, place = StandardDraft({}).add_clause()
    assert place == "clauses[0]" and empty.get("clauses[0].number") == "1"


def test_clauses_move_and_stop_at_the_ends() -> None:
    moved, place = SHIPPED.move_clause(0, 1)
    assert place == "clauses[1]"
    assert [each["number"] for each in moved.clauses] == ["1.2", "1.1", "1.3", "1.4"]
    assert SHIPPED.move_clause(0, -1) == (SHIPPED, "clauses[0]")
    assert SHIPPED.move_clause(3, 1) == (SHIPPED, "clauses[3]")
    assert SHIPPED.place_of("1.3") == "clauses[2]" and SHIPPED.place_of("7") == ""


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("20", 2_000), ("20.5", 2_050), (" ２０．０５ ", 2_005), ("¥3", 300), ("", ""), ("x", "x"),
     ("1.234", "1.234"), ("-1", "-1"), ("1e3", "1e3")],
)  # fmt: skip
def test_amounts_are_typed_in_yuan(typed: str, cents: object) -> None:
    assert cents_of(typed) == cents
    if isinstance(cents, int):
        assert cents_of(yuan_text(cents)) == cents


def test_half_typed_amounts_are_told_in_yuan() -> None:
    draft = SHIPPED.set("monthly_cap_cents", cents_of("二百"))
    (problem,) = draft.problems
    assert problem.path == "monthly_cap_cents" and "元" in problem.message.render("zh")
    assert yuan_text(draft.get("monthly_cap_cents")) == "二百"
    assert (whole_of("９０"), whole_of("九十")) == (90, "九十")


def told(change: StandardDraft, base: StandardDraft = SHIPPED) -> list[str]:
    old, new = base.standard, change.standard
    assert isinstance(old, PenaltyStandard) and isinstance(new, PenaltyStandard)
    return [each.render("zh") for each in standard_differences(old, new)]


def test_what_changed_in_words() -> None:
    assert told(SHIPPED.set("clauses[0].grave.rung", "fine")) == [
        "第 1.1 条 开场白缺失或不规范，严重：质检提醒单 20 元 → 经济扣罚 20 元"
    ]
    assert told(SHIPPED.set("monthly_cap_cents", 30_050)) == [
        "每人每月扣罚上限：200 元 → 300.50 元"
    ]
    assert told(SHIPPED.remove("clauses[1]")) == ["删去第 1.2 条 结束语缺失或不规范"]
    assert told(SHIPPED.set("clauses[1].number", "1.9")) == [
        "“结束语缺失或不规范”由第 1.2 条改为第 1.9 条"
    ]
    assert told(SHIPPED.set("clauses[1].fault", "farewell")) == [
        "第 1.2 条的差错代码：closing → farewell"
    ]
    assert told(SHIPPED.set("clauses[1].words.en", "No goodbye")) == [
        "第 1.2 条改写：“结束语缺失或不规范 / Closing missing or wrong” → "
        "“结束语缺失或不规范 / No goodbye”"
    ]
    assert told(SHIPPED.set("rungs[0].sign_offs", ["lead"])) == [
        "口头提醒由谁签字：不用签字 → 组长"
    ]
    assert told(SHIPPED.move_clause(0, 2)[0]) == ["条款的先后次序变了"]
    assert told(SHIPPED.set("flow.silence", "consents")) == ["逾期没有处理时：继续等 → 视为同意"]
    assert told(SHIPPED.set("flow.hearing_first", False)) == ["改为：组长确认之后才能与坐席面谈"]
