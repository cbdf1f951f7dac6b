"""What fits what is typed into the palette, and in which order."""

from __future__ import annotations

import pytest

from qa_desktop.domain.folding import terms
from qa_desktop.ui.palette.entries import MOST_PER_GROUP, Catalogue, Entry
from qa_desktop.ui.palette.matching import BEGINS, CONTAINS, SCATTERED, Forms, rank


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("wxm", BEGINS),
        ("wangx", BEGINS),
        ("xiaoming", CONTAINS),
        ("小明", CONTAINS),
        ("0617", BEGINS),
        ("wxm 0617", BEGINS),
        ("wngmng", SCATTERED),
        ("wm", None),
        ("李", None),
        ("wxm 0618", None),
    ],
)
def test_an_agent_by_name_number_and_pinyin(query: str, expected: int | None) -> None:
    assert rank(terms(query), Forms.of("0617", "王小明")) == expected


def act(id: str, title: str) -> Entry:
    return Entry("act", id, title, forms=Forms.of(title))


def find(query: str, fixed: list[Entry], used: list[str]) -> list[str]:
    made = Catalogue("")
    made._agents = []
    return [entry.target for entry in made.find(None, query, fixed, used) if entry.kind == "act"]


@pytest.fixture(autouse=True)
def without_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa_desktop.ui.palette.entries._calls", lambda *_: [])


def test_the_best_fit_is_first_then_what_was_used_last() -> None:
    fixed = [act("a", "Import recordings"), act("b", "Recordings"), act("c", "Record no more")]
    assert find("record", fixed, []) == ["b", "c", "a"]
    assert find("record", fixed, ["act a", "act c"]) == ["c", "b", "a"]


def test_a_group_is_never_long() -> None:
    fixed = [act(str(n), f"act {n}") for n in range(50)]
    assert len(find("act", fixed, [])) == MOST_PER_GROUP


def test_nothing_typed_shows_what_was_used_and_the_screens() -> None:
    fixed = [Entry("screen", "calls", "Recordings"), act("a", "Import"), act("b", "Undo")]
    found = Catalogue("").find(None, " ", fixed, ["act b"])
    assert [entry.id for entry in found] == ["screen calls", "act b"]
