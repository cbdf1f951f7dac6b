"""Every rule of the steps in SCORING.md, each on the smallest card that shows it."""

from __future__ import annotations

import ast
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import qa_desktop.domain.scoring as package
from qa_desktop.domain.scoring import (
    AnswerError,
    Result,
    applicable_items,
    explain,
    preview,
    score,
    visible_items,
)
from tests.factories_scoring import WORKED_ANSWERS, card, item, section, worked_card

FATAL_FORM = 'type = "yes_no", no = { fatal = "form" }'
FATAL_SECTION = 'type = "yes_no", no = { fatal = "section" }'
CAP = 'fatal_form = "cap"\ncap_at = 60\npass_mark = 80'
FLAG = 'fatal_form = "flag"\npass_mark = 40'
NA = 'weight = 1\nna = "exclude"'
BONUS = "bonus = true\nbonus_points = 5"


def items_of(result: Result) -> dict[str, Any]:
    return {entry.id: entry for entry in result.items}


# --- the worked examples ---


@pytest.mark.parametrize(
    ("change", "base", "raw", "published", "fatal"),
    [
        ({}, Fraction(127, 2), "63.5", "63.5", False),
        ({"a2": "n/a", "c1": "n/a", "c2": "n/a"}, Fraction(1045, 16), "65.3", "65.3", False),
        (
            {"a2": "yes", "a3": 5, "b1": "full", "b2": 1, "c1": "no"},
            Fraction(84),
            "84.0",
            "0.0",
            True,
        ),
    ],
)
def test_worked_example(
    change: dict[str, Any], base: Fraction, raw: str, published: str, fatal: bool
) -> None:
    result = score(worked_card(), WORKED_ANSWERS | change)
    assert (result.base, str(result.raw), str(result.published)) == (base, raw, published)
    assert (result.passed, result.fatal, result.no_score) == (False, fatal, False)


def test_everything_na_is_no_score() -> None:
    result = score(card(section("A", item("a", more=NA))), {"a": "n/a"})
    assert result.no_score
    assert (result.base, result.raw, result.published, result.passed, result.grade) == (None,) * 5


# --- step 1: applicable ---

SHOWN = 'weight = 1\nshown_when = { item = "a", options = ["no"] }'


def test_hidden_item_is_ignored_even_with_an_impossible_answer() -> None:
    version = card(section("A", item("a"), item("b", FATAL_FORM, SHOWN)))
    result = score(version, {"a": "yes", "b": "rubbish"})
    assert result.base == 100 and not result.fatal
    assert items_of(result)["b"].state == "hidden" and items_of(result)["b"].answer is None
    assert visible_items(version, {"a": "yes"}) == ("a",)
    assert visible_items(version, {"a": "no"}) == ("a", "b")


def test_a_hidden_item_shows_nothing_further() -> None:
    chain = 'weight = 1\nshown_when = { item = "b", options = ["yes"] }'
    version = card(section("A", item("c", more=chain), item("a"), item("b", more=SHOWN)))
    assert visible_items(version, {"a": "yes", "b": "yes"}) == ("a",)
    assert visible_items(version, {"a": "no", "b": "yes"}) == ("c", "a", "b")
    assert score(version, {"a": "no", "b": "yes", "c": "no"}).base == Fraction(100, 3)


@pytest.mark.parametrize("rule", ["exclude", "full"])
def test_an_na_item_shows_nothing_further(rule: str) -> None:
    version = card(
        section("A", item("a", more=f'weight = 1\nna = "{rule}"'), item("b", more=SHOWN), item("z"))
    )
    assert visible_items(version, {"a": "n/a"}) == ("a", "z")
    assert items_of(score(version, {"a": "n/a", "z": "yes"}))["b"].state == "hidden"


def test_na_excluded_or_full() -> None:
    body = section("A", item("a", more=NA), item("b", more='weight = 1\nna = "full"'), item("c"))
    result = score(card(body), {"a": "n/a", "b": "n/a", "c": "no"})
    assert result.base == 50
    assert [entry.state for entry in result.items] == ["na", "full", "scored"]
    assert applicable_items(result.version, {"a": "n/a", "b": "n/a"}) == ("b", "c")


@pytest.mark.parametrize(
    ("change", "problem", "named"),
    [
        ({"a1": "n/a"}, "na_forbidden", "a1"),
        ({"a1": None}, "missing", "a1"),
        ({"b1": "best"}, "unknown_option", "b1"),
        ({"b1": 10}, "unknown_option", "b1"),
        ({"b1": ["full"]}, "unknown_option", "b1"),
        ({"a1": True}, "unknown_option", "a1"),
        ({"a3": 6}, "off_scale", "a3"),
        ({"a3": 0}, "off_scale", "a3"),
        ({"a3": "4"}, "not_number", "a3"),
        ({"a3": 4.0}, "not_number", "a3"),
        ({"a3": True}, "not_number", "a3"),
        ({"b2": -1}, "negative", "b2"),
        ({"b2": -(10**6000)}, "negative", "b2"),
        ({"zz": "yes"}, "unknown_item", "zz"),
    ],
)
def test_an_impossible_answer_names_its_item(
    change: dict[str, Any], problem: str, named: str
) -> None:
    with pytest.raises(AnswerError) as refused:
        score(worked_card(), WORKED_ANSWERS | change)
    assert refused.value.id == f"scoring.answer_{problem}"
    assert refused.value.item == named
    assert named in refused.value.say("zh") and named in refused.value.say("en")


def test_scale_steps() -> None:
    version = card(section("A", item("a", 'type = "scale", low = -2, high = 4, step = 3')))
    assert [score(version, {"a": x}).base for x in (-2, 1, 4)] == [0, 50, 100]
    with pytest.raises(AnswerError):
        score(version, {"a": 2})


def test_text_may_be_missing_and_is_not_scored() -> None:
    version = card(section("A", item("a"), item("t", 'type = "text"', "")))
    assert score(version, {"a": "no"}).base == 0
    assert score(version, {"a": "yes", "t": "words"}).base == 100
    with pytest.raises(AnswerError):
        score(version, {"a": "yes", "t": 3})


# --- step 2: fraction ---


def test_negative_points_are_floored_at_0() -> None:
    options = (
        '[{id="a",name="a",points=4},{id="b",name="b",points="1.5"},{id="c",name="c",points=-4}]'
    )
    version = card(section("A", item("a", f'type = "choice", options = {options}')))
    assert [score(version, {"a": o}).base for o in "abc"] == [100, Fraction(75, 2), 0]


def test_deduct_never_goes_below_0() -> None:
    version = card(section("A", item("a", 'type = "deduct", points = 10, each = 3')))
    assert [score(version, {"a": n}).base for n in (0, 1, 3, 4, 10**50)] == [100, 70, 10, 0, 0]


# --- steps 3 and 4: sections and base ---


def test_na_hands_its_weight_on_inside_its_section_only() -> None:
    body = section("A", item("a", more=NA), item("b"), weight=30) + section(
        "B", item("c"), weight=70
    )
    assert score(card(body), {"a": "n/a", "b": "no", "c": "yes"}).base == 70
    assert score(card(body), {"a": "yes", "b": "no", "c": "yes"}).base == 85


def test_a_wholly_na_section_hands_its_weight_to_the_others() -> None:
    body = section("A", item("a", more=NA), weight=60) + section("B", item("b"), weight=30)
    body += section("C", item("c"), weight=10)
    result = score(card(body), {"a": "n/a", "b": "yes", "c": "no"})
    assert result.base == 75
    assert [entry.applied for entry in result.sections] == [0, Fraction(3, 4), Fraction(1, 4)]
    assert [entry.nominal for entry in result.sections] == [
        Fraction(3, 5),
        Fraction(3, 10),
        Fraction(1, 10),
    ]


def test_a_fatal_section_earns_nothing_bonus_included() -> None:
    body = section("A", item("a", FATAL_SECTION), item("b"), item("plus", more=BONUS), weight=1)
    result = score(
        card(body + section("B", item("c"))), {"a": "no", "b": "yes", "plus": "yes", "c": "yes"}
    )
    assert (result.base, result.bonus, result.raw) == (50, 0, Decimal("50.0"))
    assert not result.fatal
    assert items_of(result)["plus"].earned == 0
    assert (items_of(result)["b"].earned, items_of(result)["b"].lost) == (0, 25)


def test_a_fatal_option_of_a_section_without_score_takes_nothing() -> None:
    fatal_bonus = "bonus = true\nbonus_points = 5"
    body = section("A", item("plus", 'type = "yes_no", yes = { fatal = "section" }', fatal_bonus))
    body += section("B", item("b"), item("c"))
    result = score(card(body), {"plus": "yes", "b": "yes", "c": "no"})
    assert (result.base, result.bonus, result.raw) == (50, 5, Decimal("55.0"))


def test_a_fatal_deduct_needs_an_occurrence() -> None:
    body = section("A", item("a", 'type = "deduct", points = 10, each = 1, fatal = "section"'))
    assert score(card(body), {"a": 0}).base == 100
    assert score(card(body), {"a": 1}).base == 0


def test_weights_may_be_decimals_and_are_exact() -> None:
    body = section(
        "A", item("a", more="weight = 0.1"), item("b", more='weight = "0.2"'), weight=0.5
    )
    assert score(card(body), {"a": "yes", "b": "no"}).base == Fraction(100, 3)


# --- step 5: bonus ---


@pytest.mark.parametrize(("cap", "raw"), [(0, "100.0"), (3, "103.0"), (9, "105.0")])
def test_bonus_is_capped(cap: int, raw: str) -> None:
    policy = f'fatal_form = "zero"\npass_mark = 80\nbonus_cap = {cap}'
    version = card(section("A", item("a"), item("plus", more=BONUS)), policy)
    assert str(score(version, {"a": "yes", "plus": "yes"}).raw) == raw


def test_bonus_is_outside_every_denominator_and_may_be_a_part() -> None:
    scale = 'type = "scale", low = 0, high = 3'
    version = card(section("A", item("a"), item("b"), item("plus", scale, BONUS)))
    result = score(version, {"a": "yes", "b": "no", "plus": 2})
    assert (result.base, result.bonus, result.raw_exact) == (50, Fraction(10, 3), Fraction(160, 3))
    assert score(version, {"a": "yes", "b": "no", "plus": 0}).raw_exact == 50


# --- step 6: fatal ---


@pytest.mark.parametrize(
    ("policy", "published", "passed"),
    [
        ('fatal_form = "zero"\npass_mark = 0', "0.0", False),
        (CAP, "60.0", False),
        (FLAG, "75.0", False),
    ],
)
def test_a_fatal_form(policy: str, published: str, passed: bool) -> None:
    version = card(section("A", item("a"), item("b"), item("c"), item("d", FATAL_FORM)), policy)
    result = score(version, {"a": "yes", "b": "yes", "c": "yes", "d": "no"})
    assert (str(result.raw), str(result.published)) == ("75.0", published)
    assert result.fatal and result.passed is passed
    assert result.fatal_items() == ("d",)


def test_a_cap_does_not_lift() -> None:
    version = card(section("A", item("a", FATAL_FORM), item("b")), CAP)
    assert str(score(version, {"a": "no", "b": "yes"}).published) == "50.0"


# --- step 7: rounding, pass, grade ---


@pytest.mark.parametrize(
    ("decimals", "earned", "whole", "printed"),
    [
        (0, 1, 200, "1"),
        (1, 1, 2000, "0.1"),
        (2, 1, 20000, "0.01"),
        (1, 1, 3, "33.3"),
        (1, 2, 3, "66.7"),
    ],
)
def test_rounding_is_half_up(decimals: int, earned: int, whole: int, printed: str) -> None:
    policy = f'fatal_form = "zero"\npass_mark = 80\ndecimals = {decimals}'
    body = section(
        "A", item("a", more=f"weight = {earned}"), item("b", more=f"weight = {whole - earned}")
    )
    result = score(card(body, policy), {"a": "yes", "b": "no"})
    assert (str(result.published), str(result.raw)) == (printed, printed)


def test_the_printed_number_decides_pass_and_grade() -> None:
    grades = 'grades = [{ name = "优", from = 80 }, { name = "中", from = 79.95 }]'
    policy = f'fatal_form = "zero"\npass_mark = 80\n{grades}'
    body = section("A", item("a", more="weight = 7995"), item("b", more="weight = 2005"))
    result = score(card(body, policy), {"a": "yes", "b": "no"})
    assert result.base == Fraction(1599, 20)
    assert (str(result.published), result.passed) == ("80.0", True)
    assert result.grade is not None and result.grade.name.zh == "优"


def test_below_every_grade_there_is_none() -> None:
    policy = 'fatal_form = "zero"\npass_mark = 80\ngrades = [{ name = "优", from = 90 }]'
    assert score(card(section("A", item("a")), policy), {"a": "no"}).grade is None


# --- step 8: problems ---


def test_problems_are_the_marks_of_the_chosen_options() -> None:
    marked = 'no = { problem_class = "A", fault = "price", wrong_information = true }'
    deduct = 'type = "deduct", points = 4, each = 1, problem_class = "C"'
    body = section(
        "A", item("d", deduct), item("a", f'type = "yes_no", {marked}'), item("f", FATAL_FORM)
    )
    result = score(card(body), {"a": "no", "d": 2, "f": "no"})
    found = [
        (p.item, p.option, p.problem_class, p.fault, p.wrong_information) for p in result.problems
    ]
    assert found == [("d", None, "C", None, False), ("a", "no", "A", "price", True)]
    assert score(card(body), {"a": "yes", "d": 0, "f": "yes"}).problems == ()


# --- shares, explanation, preview ---


def test_shares_and_points() -> None:
    result = score(worked_card(), WORKED_ANSWERS | {"a2": "n/a"})
    found = items_of(result)
    assert (found["a1"].nominal, found["a1"].applied) == (Fraction(1, 10), Fraction(3, 20))
    assert (found["a2"].nominal, found["a2"].applied, found["a2"].earned) == (Fraction(1, 10), 0, 0)
    assert (found["a3"].fraction, found["a3"].earned, found["a3"].lost) == (
        Fraction(3, 4),
        Fraction(45, 4),
        Fraction(15, 4),
    )
    assert [entry.earned + entry.lost for entry in result.sections] == [30, 50, 20]


def test_the_explanation_can_be_followed() -> None:
    version = worked_card()
    answers = WORKED_ANSWERS | {"a2": "n/a", "a3": 5, "b1": "full", "b2": 1, "c1": "no"}
    lines = [line.render("zh") for line in explain(version, score(version, answers))]
    assert "a2 结束语：不适用，不计分" in lines
    assert "a1 开场白：10% → 15%" in lines
    assert "B 业务能力 得分率：44 ÷ 50 = 88%" in lines
    assert "基础分 = (100% × 30 + 88% × 50 + 50% × 20) ÷ 100 = 84" in lines
    assert "致命项 c1 核对身份 → 总分 0（原始分 84.0）" in lines
    assert lines[-1] == "总分 0.0，有致命项：不合格"


def test_a_rounded_number_never_follows_an_equals_sign() -> None:
    third = 'type = "choice", options = [{ id = "all", name = "全", points = 3 }, '
    third += '{ id = "some", name = "部分", points = 2 }]'
    plus = "bonus = true\nbonus_points = 1"
    body = section("A", item("a", third), item("p", third, plus), weight=1)
    version = card(body + section("B", item("b", third)))
    answers = {"a": "some", "p": "some", "b": "some"}
    for language in ("zh", "en"):
        lines = [line.render(language) for line in explain(version, score(version, answers))]
        assert not [line for line in lines if re.search(r"[=＝] *[+≈]*≈", line)], lines
        assert any(re.search(r"÷ \d+ ≈ 66.67%$", line) for line in lines)
        assert any(line.endswith("÷ 2 ≈ 66.67") for line in lines)
        assert any(line.endswith("≈ +0.67") for line in lines)
        assert any(line.endswith("≈66.67 + ≈0.67 ≈ 67.33") for line in lines)


def test_the_explanation_says_when_it_rounds_and_when_there_is_no_score() -> None:
    version = worked_card()
    result = score(version, WORKED_ANSWERS | {"a2": "n/a", "c1": "n/a", "c2": "n/a"})
    lines = [line.render("en") for line in explain(version, result)]
    assert "Rounded half up to 1 decimals: 65.3125 → 65.3" in lines
    assert any("its weight 20 goes to the other sections" in line for line in lines)
    empty = card(section("A", item("a", more=NA)))
    assert "no score" in explain(empty, score(empty, {"a": "n/a"}))[-1].render("en")


def test_the_explanation_of_bonus_cap_and_fatal_section() -> None:
    body = section("A", item("a"), item("plus", more=BONUS)) + section(
        "B", item("f", FATAL_SECTION)
    )
    version = card(body)
    lines = [
        t.render("zh")
        for t in explain(version, score(version, {"a": "yes", "plus": "yes", "f": "no"}))
    ]
    assert "致命项 f f → B B 计 0 分，本大项的加分也不计" in lines
    assert "加分 5：50 + 5 = 55" in lines
    full = score(version, {"a": "yes", "plus": "yes", "f": "yes"})
    assert "加分 5：100 + 5 超过上限 100，计 100" in [
        t.render("zh") for t in explain(version, full)
    ]


def test_preview_of_a_partly_answered_card() -> None:
    version = worked_card()
    first = preview(version, {})
    assert first.missing == ("a1", "a2", "a3", "b1", "b2", "c1", "c2")
    assert first.result is None and first.score.no_score and not first.complete
    half = preview(version, {"a1": "yes", "b1": "part"})
    assert half.missing == ("a2", "a3", "b2", "c1", "c2") and half.result is None
    assert half.score.base == Fraction(100 * 30 + 60 * 50, 80)
    assert items_of(half.score)["a2"].state == "missing"
    done = preview(version, WORKED_ANSWERS)
    assert done.complete and done.result == score(version, WORKED_ANSWERS)


def test_preview_asks_only_for_visible_items() -> None:
    version = card(section("A", item("a"), item("b", more=SHOWN)))
    assert preview(version, {}).visible == ("a",)
    assert preview(version, {"a": "no"}).missing == ("b",)
    assert preview(version, {"a": "yes"}).complete


def test_the_package_has_no_float() -> None:
    assert package.__file__
    modules = sorted(Path(package.__file__).parent.glob("*.py"))
    assert len(modules) > 10
    for module in modules:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
            named = isinstance(node, ast.Name) and node.id == "float"
            assert not literal and not named, f"{module.name}:{getattr(node, 'lineno', 0)}"


# --- while answers are missing ---


def told(answers: dict[str, Any]) -> list[str]:
    version = worked_card()
    return [line.render("zh") for line in explain(version, preview(version, answers).score)]


def test_pass_or_fail_is_not_said_before_it_is_decided() -> None:
    lines = told({"a1": "no"})
    assert lines[-1] == "还有 6 项没评，评完才判定是否合格"
    assert "B 业务能力 还没有评，暂不计分" in lines
    assert not [line for line in lines if "合格线" in line]
    assert told({})[-1] == "还有 7 项没评，评完才判定是否合格"


def test_a_critical_item_has_decided_already() -> None:
    lines = told({"c1": "no"})
    assert lines[-1].endswith("有致命项：不合格") and lines[-2].startswith("还有 6 项没评")


def test_na_is_offered_where_it_may_be_given() -> None:
    """Whoever writes ``na`` is told ``n/a``, and only where that is an answer."""
    version = worked_card()
    for id, offered in (("a2", True), ("a1", False)):
        with pytest.raises(AnswerError) as error:
            score(version, WORKED_ANSWERS | {id: "na"})
        assert ("n/a" in error.value.say("zh")) == offered
    numbers = card(section("A", item("n", 'type = "scale", low = 1, high = 5', NA)))
    with pytest.raises(AnswerError) as error:
        score(numbers, {"n": "na"})
    assert "n/a" in error.value.say("zh") and "n/a" in error.value.say("en")
