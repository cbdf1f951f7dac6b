"""The order in which people count their teams."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.natural_order import natural_key


def test_people_count_teams() -> None:
    names = ["一组", "二组", "三组", "十组", "十二组", "一百零五组", "Team 2", "Team 10", "夜班"]
    assert sorted(sorted(names), key=natural_key) == names
    assert sorted(["二〇二六", "二〇二五"], key=natural_key) == ["二〇二五", "二〇二六"]


@given(st.lists(st.text("一二十百零〇两0123a组 ", max_size=12), max_size=8))
def test_any_names_have_an_order(names: list[str]) -> None:
    once = sorted(names, key=natural_key)
    assert sorted(once, key=natural_key) == once
