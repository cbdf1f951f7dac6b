"""Names that stand twice: what keeps a card from being published, and what is only mentioned."""

from __future__ import annotations

from typing import Any

import pytest

from qa_desktop.domain.scoring.draft import CardDraft
from tests.factories_scoring import worked_card

WORKED = CardDraft.of(worked_card())
FIRST, SECOND, OTHER = (f"sections[{s}].items[{i}].name" for s, i in ((0, 0), (0, 1), (1, 0)))
OPTIONS = "sections[1].items[0].answer.options"


def told(draft: CardDraft) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Problems and hints."""
    both = draft.problems, draft.hints
    for found in (*draft.problems, *draft.hints):
        assert found.message.render("zh") and found.message.render("en")
    return tuple([(each.path, each.message.id) for each in found] for found in both)  # type: ignore[return-value]


def named(**names: Any) -> CardDraft:
    draft = WORKED
    for path, name in names.items():
        draft = draft.set(path, name)
    return draft


def test_nothing_is_said_of_different_names() -> None:
    assert told(WORKED) == ([], [])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("开场白", "开场白"),
        (" 开场白", "开 场白"),
        ("ＶＩＰ", "vip"),
        ({"zh": "甲", "en": "Opening"}, {"zh": "乙", "en": "opening"}),
        ({"zh": "甲", "en": "A"}, {"zh": "甲", "en": "B"}),
    ],
)
def test_two_items_of_a_section(first: Any, second: Any) -> None:
    draft = named(**{FIRST: first, SECOND: second})
    assert told(draft) == ([(SECOND, "scoring.name_twice")], [])
    assert draft.version is not None, "it can be tried and written to a file"


def test_two_options_of_an_item() -> None:
    draft = named(**{f"{OPTIONS}[2].name": "不完整"})
    assert told(draft) == ([(f"{OPTIONS}[2].name", "scoring.option_twice")], [])


def test_the_same_name_elsewhere_is_mentioned() -> None:
    assert told(named(**{OTHER: "开场白"})) == ([], [(OTHER, "scoring.name_elsewhere")])
    assert told(named(**{"sections[2].name": "服务规范"})) == (
        [],
        [("sections[2].name", "scoring.section_twice")],
    )
    assert "服务规范" in named(**{OTHER: "开场白"}).hints[0].message.render("zh")


def test_names_that_are_none_are_not_alike() -> None:
    """Two that are not written yet, and what somebody's file has in place of them."""
    draft = named(**{FIRST: "", SECOND: "", OTHER: 7, f"{OPTIONS}[0].name": None})
    assert not [each for each in told(draft)[0] if each[1] in ("scoring.name_twice",)]
    odd = CardDraft({**WORKED.source, "sections": [7, {"items": "x"}, {"items": [{"answer": 3}]}]})
    assert odd.hints == ()
