"""Editing a card: pure edits, one set of rules, weights that add up, differences in words."""

from __future__ import annotations

import copy
import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.scoring import ScorecardVersion, score
from qa_desktop.domain.scoring.differences import differences
from qa_desktop.domain.scoring.draft import CardDraft
from qa_desktop.domain.scoring.draft_weights import apportion, normalise, shares, spread
from qa_desktop.domain.scoring.names_twice import NAMES_TWICE
from qa_desktop.store.scorecard_templates import built_in_templates
from qa_desktop.texts import Text
from tests.factories_scoring import (
    LONG,
    SHORT,
    WORKED_ANSWERS,
    Filled,
    filled_cards,
    versions,
    worked_card,
)

KINDS = ("choice", "yes_no", "scale", "deduct", "text")


def worked_from_nothing() -> CardDraft:
    """The card of SCORING.md, built by edits alone."""
    draft = CardDraft.empty("worked", "例").set("name", {"zh": "例", "en": "Worked example"})
    draft, a = draft.add_section()
    draft = draft.set(f"{a}.name", "服务规范").set(f"{a}.weight", "30")
    draft = draft.set(f"{a}.dimension", "attitude")
    for name in ("开场白", "结束语", "语气"):
        draft, item = draft.add_item(a)
        draft = draft.set(f"{item}.name", name)
    draft = draft.set(f"{a}.items[1].na", "exclude")
    draft = draft.set_answer_kind(f"{a}.items[2]", "scale")
    draft, b = draft.add_section()
    draft = draft.set(f"{b}.name", "业务能力").set(f"{b}.weight", 50)
    draft, item = draft.add_item(b)
    draft = draft.set(f"{item}.name", "解答准确").set(f"{item}.weight", "30")
    draft = draft.set_answer_kind(item, "choice")
    draft = draft.add_option(item)[0]
    for place, (code, name, points) in enumerate(
        [("full", "准确完整", "10"), ("part", "不完整", "6"), ("wrong", "错误", "0")]
    ):
        for key, value in (("id", code), ("name", name), ("points", points)):
            draft = draft.set(f"{item}.answer.options[{place}].{key}", value)
    draft, item = draft.add_item(b)
    draft = draft.set(f"{item}.name", "口头禅").set(f"{item}.weight", "20")
    draft = draft.set_answer_kind(item, "deduct").set(f"{item}.answer.each", "3")
    draft, c = draft.add_section()
    draft = draft.set(f"{c}.name", "合规").set(f"{c}.weight", "20")
    for name in ("核对身份", "无禁词"):
        draft, item = draft.add_item(c)
        draft = (
            draft.set(f"{item}.name", name).set(f"{item}.weight", 1).set(f"{item}.na", "exclude")
        )
    return draft.set(f"{c}.items[0].answer.no.fatal", "form")


def test_the_worked_card_is_built_from_nothing() -> None:
    version = worked_from_nothing().version
    assert version is not None
    assert version.id == worked_card().id
    assert score(version, WORKED_ANSWERS).base == Fraction(127, 2)


def test_an_empty_draft_says_what_is_missing_where() -> None:
    draft = CardDraft.empty("card", "")
    assert [found.path for found in draft.problems] == ["name", "sections"]
    assert draft.version is None
    draft, section = draft.set("name", "卡").add_section()
    assert {found.path for found in draft.problems_at(section)} == {
        "sections[0].name",
        "sections[0].items",
    }


def test_half_typed_values_are_kept_and_said() -> None:
    draft = CardDraft.of(worked_card()).set("sections[1].items[0].weight", "3,")
    (found,) = draft.problems_at("sections[1].items[0]")
    assert found.path == "sections[1].items[0].weight"
    assert "3," in found.message.render("zh") and found.message.render("en")
    assert draft.get("sections[1].items[0].weight") == "3,"
    assert draft.set("sections[1].items[0].weight", "30").version == worked_card()


def test_a_changed_id_takes_its_conditions_along() -> None:
    card = next(card for card in built_in_templates() if card.code == "inbound-service")
    draft = CardDraft.of(card)
    path = next(path for path, item in draft.items() if item["id"] == "solved")
    ticket = next(path for path, item in draft.items() if item["id"] == "ticket")
    draft = draft.set(f"{path}.id", "closed")
    assert draft.version is not None
    assert draft.get(f"{ticket}.shown_when.item") == "closed"
    path = next(path for path, item in draft.items() if item["id"] == "hold")
    draft = draft.set(f"{ticket}.shown_when", {"item": "hold", "options": ["right"]})
    draft = draft.set(f"{path}.answer.options[0].id", "good")
    assert draft.get(f"{ticket}.shown_when.options") == ["good"]
    assert draft.version is not None
    (found,) = draft.remove(path).problems
    assert found.path == f"{ticket}.shown_when.item"


def test_a_copy_has_ids_of_its_own() -> None:
    card = next(card for card in built_in_templates() if card.code == "inbound-service")
    draft, copied = CardDraft.of(card).duplicate("sections[1]")
    assert copied == "sections[2]"
    assert draft.version is not None
    assert len(draft.version.items) == len(card.items) + len(card.sections[1].items)
    ticket = next(item for item in draft.get(f"{copied}.items") if item["id"] == "ticket_2")
    assert ticket["shown_when"]["item"] == "solved_2"
    draft, option = draft.duplicate("sections[0].items[3].answer.options[0]")
    assert draft.get(f"{option}.id") == "right_2"
    assert draft.version is not None


def test_moved_between_sections_and_back() -> None:
    draft = CardDraft.of(worked_card())
    moved, path = draft.move("sections[0].items[0]", "sections[2].items", 1)
    assert path == "sections[2].items[1]"
    assert [item["id"] for item in moved.get("sections[2].items")] == ["c1", "a1", "c2"]
    assert moved.move(path, "sections[0].items", 0)[0] == draft
    assert [s["id"] for s in draft.move("sections[0]", "sections", 2)[0].get("sections")] == [
        "B",
        "C",
        "A",
    ]


@pytest.mark.parametrize("old", KINDS)
@pytest.mark.parametrize("new", KINDS)
def test_every_kind_of_answer_turns_into_every_other(old: str, new: str) -> None:
    draft = CardDraft.of(worked_card())
    item = "sections[0].items[1]"
    draft = draft.set_answer_kind(item, old).set_answer_kind(item, new)  # type: ignore[arg-type]
    assert draft.version is not None
    assert draft.get(f"{item}.answer.type") == new


def test_what_a_loss_brings_stays_with_another_kind_of_answer() -> None:
    draft = CardDraft.of(worked_card()).set_answer_kind("sections[2].items[0]", "choice")
    draft = draft.set_answer_kind("sections[2].items[0]", "deduct")
    assert draft.get("sections[2].items[0].answer.fatal") == "form"
    draft = draft.set_answer_kind("sections[2].items[0]", "yes_no")
    assert draft.version == worked_card()


def test_bonus_and_cap() -> None:
    draft = CardDraft.of(worked_card()).set_bonus("sections[0].items[1]", True)
    assert draft.version is not None
    assert draft.version.items["a2"].bonus_points == 10
    assert draft.set_bonus("sections[0].items[1]", False).version == worked_card()
    capped = draft.set_fatal_form("cap")
    assert capped.version is not None and capped.version.policy.cap_at == 60
    assert capped.set_fatal_form("zero").version == draft.version


def test_shares_of_a_half_typed_card() -> None:
    draft = CardDraft.of(worked_card())
    assert shares(draft)["sections[1].items[0]"] == Fraction(3, 10)
    assert shares(draft.set("sections[1].weight", ""))["sections[0]"] == Fraction(3, 5)
    assert shares(CardDraft.empty("a", "a")) == {}


def test_spread_and_normalise() -> None:
    draft = CardDraft.of(worked_card())
    assert [s["weight"] for s in spread(draft).get("sections")] == ["33.34", "33.33", "33.33"]
    three = draft.set("sections[0].weight", 3).set("sections[1].weight", 5)
    assert [s["weight"] for s in normalise(three.set("sections[2].weight", 2)).get("sections")] == [
        30,
        50,
        20,
    ]
    items = normalise(draft, "sections[1]").get("sections[1].items")
    assert [item["weight"] for item in items] == [60, 40]
    broken = draft.set("sections[0].weight", "x")
    assert normalise(broken) is broken


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=40), st.integers(0, 2))
@SHORT
def test_apportioned_weights_add_up(numbers: list[int], decimals: int) -> None:
    weights = [Fraction(number, 7) for number in numbers]
    found = apportion(weights, Fraction(100), decimals)
    assert sum(found) == 100
    assert all(each > 0 and (each * 10**decimals).denominator == 1 for each in found)
    unit = Fraction(1, 10**decimals)
    exact = [weight * 100 / sum(weights) for weight in weights]
    if min(exact) >= unit:
        assert all(abs(a - b) < unit for a, b in zip(found, exact, strict=True))


@given(filled_cards())
@SHORT
def test_normalising_exact_weights_changes_no_score(filled: Filled) -> None:
    """Where hundredths hold the weights exactly."""
    draft = CardDraft.of(filled.version)
    total = sum(section.weight for section in filled.version.sections)
    if any(
        (section.weight * 10_000 / total).denominator != 1 for section in filled.version.sections
    ):
        return
    after = normalise(draft).version
    assert after is not None
    assert score(after, filled.answers).base == score(filled.version, filled.answers).base


def _edits(draw: st.DrawFn, draft: CardDraft) -> CardDraft:
    """A few random edits; some leave problems."""
    for _ in range(draw(st.integers(1, 4))):
        paths = [path for path, _ in draft.items()]
        sections = [f"sections[{n}]" for n in range(len(draft.get("sections", [])))]
        act = draw(st.integers(0, 9))
        any_path = draw(st.sampled_from(paths + sections)) if paths + sections else None
        if any_path is None or act == 0:
            draft, made = draft.add_section()
            draft = draft.set(f"{made}.name", "新")
        elif act == 1:
            draft, made = draft.add_item(draw(st.sampled_from(sections)))
            draft = draft.set(f"{made}.name", "新")
        elif act == 2 and len(sections) > 1:
            draft = draft.remove(any_path)
        elif act == 3:
            draft = draft.duplicate(any_path)[0]
        elif act == 4:
            draft = draft.set(f"{any_path}.name", draw(st.sampled_from(["甲", "乙", ""])))
        elif act == 5:
            draft = draft.set(f"{any_path}.weight", draw(st.sampled_from([1, "2.5", 7, "x"])))
        elif act == 6 and any_path in paths:
            draft = draft.set_answer_kind(any_path, draw(st.sampled_from(KINDS)))
        elif act == 7 and any_path in paths:
            draft = draft.set_bonus(any_path, draw(st.booleans()))
        elif act == 8 and any_path in paths:
            draft = draft.move(any_path, f"{draw(st.sampled_from(sections))}.items", 0)[0]
        else:
            draft = draft.move(sections[0], "sections", len(sections) - 1)[0]
    return draft


@st.composite
def edited(draw: st.DrawFn) -> tuple[ScorecardVersion, CardDraft]:
    version = draw(versions())
    return version, _edits(draw, CardDraft.of(version))


def _check_edits(pair: tuple[ScorecardVersion, CardDraft]) -> None:
    before, draft = pair
    rules = [found for found in draft.problems if found.message.id not in NAMES_TWICE]
    assert bool(rules) == (draft.version is None)
    assert all(found.message.render("zh") for found in (*draft.problems, *draft.hints))
    if draft.version is None:
        return
    assert CardDraft.of(draft.version).version == draft.version
    said = differences(before, draft.version)
    assert bool(said) == (before.canonical != draft.version.canonical)
    assert len({line.render("zh") for line in said}) == len(said)
    _check_sentences(said)


def _check_sentences(said: list[Text]) -> None:
    """None says that something became what it was, in neither language."""
    for line in said:
        for language in ("zh", "en"):
            old, new = (
                each.render(language) if isinstance(each, Text) else each
                for each in (line.params.get("old", ""), line.params.get("new", "-"))
            )
            assert old != new, line.render(language)


@given(edited())
@SHORT
def test_edits_lead_from_card_to_card(pair: tuple[ScorecardVersion, CardDraft]) -> None:
    """Differences are told exactly where there are some, and nothing is said twice."""
    _check_edits(pair)


@pytest.mark.slow
@pytest.mark.timeout(14_400)
@given(edited())
@LONG
def test_edits_lead_from_card_to_card_long(pair: tuple[ScorecardVersion, CardDraft]) -> None:
    _check_edits(pair)


def test_an_edit_leaves_the_draft_that_it_was_made_from() -> None:
    draft = CardDraft.of(worked_card())
    before = copy.deepcopy(draft.source)
    draft.set("sections[0].items[0].weight", 5)
    draft.duplicate("sections[0]")
    draft.move("sections[0].items[0]", "sections[1].items", 0)
    draft.remove("sections[2]")
    draft.set_bonus("sections[0].items[1]", True)
    spread(draft)
    assert draft.source == before


def test_every_member_of_a_card_is_told_when_it_changes() -> None:
    """Whatever the canonical JSON holds: change one leaf, and something is said."""
    card = next(card for card in built_in_templates() if card.code == "inbound-service")
    source: dict[str, Any] = json.loads(card.canonical)
    told = 0
    for path, leaf in list(_leaves(source, "")):
        for other in _others(leaf):
            version = CardDraft(source).set(path, other).version
            if version is not None and version.id != card.id:
                told += 1
                assert differences(card, version), path
                _check_sentences(differences(card, version))
    assert told > 150


def _leaves(node: Any, path: str) -> Any:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _leaves(value, f"{path}.{key}" if path else key)
    elif isinstance(node, list):
        for place, value in enumerate(node):
            yield from _leaves(value, f"{path}[{place}]")
    else:
        yield path, node


def _others(leaf: Any) -> list[Any]:
    words = {
        "attitude": "business",
        "business": "attitude",
        "exclude": "full",
        "on_loss": "always",
        "always": "on_loss",
        "form": "section",
        "zero": "flag",
        "A": "B",
        "B": "C",
        "C": "A",
        "warmth": "detail",
        "detail": "warmth",
    }
    if isinstance(leaf, bool):
        return [None]
    if isinstance(leaf, int):
        return [leaf + 1]
    return [words[leaf], None] if leaf in words else [f"{leaf}x", None]


def test_another_kind_of_answer_is_told_whole() -> None:
    """What it may bring, and that it is critical no more."""
    draft = CardDraft.of(worked_card())
    at = "sections[2].items[0]"
    lenient = draft.set_answer_kind(at, "deduct").set(f"{at}.answer.fatal", None).version
    assert lenient is not None
    assert [line.render("zh") for line in differences(worked_card(), lenient)] == [
        "c1 核对身份 评分方式：是/否 → 按次扣分（共 10 分，每次扣 1）",
        "c1 核对身份 致命：整单致命 → 否",
    ]
    at = "sections[1].items[0]"
    scaled = draft.set_answer_kind(at, "scale").version
    assert scaled is not None
    (said,) = differences(worked_card(), scaled)
    assert said.render("zh") == (
        "b1 解答准确 评分方式：分档选择（full 准确完整 10 分、part 不完整 6 分、wrong 错误 0 分）"
        " → 打分（1–5，每档 1）"
    )


def test_differences_in_words() -> None:
    draft = CardDraft.of(worked_card()).set("sections[1].items[0].weight", 40)
    draft, made = draft.add_item("sections[2]")
    draft = draft.set(f"{made}.name", "泄露隐私").set(f"{made}.answer.no.fatal", "form")
    version = draft.version
    assert version is not None
    said = differences(worked_card(), version)
    assert [line.render("zh") for line in said] == [
        "b1 解答准确 权重 30 → 40",
        "新增致命项 c3 泄露隐私（C 合规，权重 10）",
    ]
    assert [line.render("en") for line in said] == [
        "b1 解答准确 weight 30 → 40",
        "New critical item c3 泄露隐私 (C 合规, weight 10)",
    ]


def test_what_is_missing_is_called_by_its_name() -> None:
    """Nobody who builds a card sees the keys of the file."""
    draft = CardDraft.empty("c", "卡").add_section()[0]
    said = [found.message.render("zh") for found in draft.problems]
    assert "还没有评分项，至少要有一个。" in said and "这里还没有填。" in said
    assert not [line for line in said if "items" in line or "控制" in line]


def test_words_have_no_weight() -> None:
    at = "sections[0].items[0]"
    draft = CardDraft.of(worked_card())
    words = draft.set_answer_kind(at, "text")
    assert words.get(f"{at}.weight") is None and words.version is not None
    assert words.set_answer_kind(at, "scale").get(f"{at}.weight") == 10
    bonus = draft.set_bonus(at, True).set_answer_kind(at, "text")
    assert bonus.get(f"{at}.bonus") is None and bonus.version is not None


def test_options_are_known_by_ids_that_answers_have() -> None:
    """Yes and no of an item that was scored keep theirs; of a new one they say nothing."""
    at = "sections[0].items[0]"
    draft = CardDraft.of(worked_card())
    for was_scored, ids in ((True, ["yes", "no"]), (False, ["o1", "o2"])):
        found = draft.set_answer_kind(at, "choice", was_scored=was_scored)
        assert [each["id"] for each in found.get(f"{at}.answer.options")] == ids


def test_a_card_has_so_many_grades_and_no_more() -> None:
    grades = [{"name": f"第 {n} 等", "from": 100 - n} for n in range(51)]
    draft = CardDraft.of(worked_card())
    assert not draft.set("policy.grades", grades[:50]).problems
    (found,) = draft.set("policy.grades", grades).problems
    assert (found.path, found.message.id) == ("policy.grades", "scoring.template_too_many_grades")
