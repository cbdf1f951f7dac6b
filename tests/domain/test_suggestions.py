"""Which recordings are suggested for a lesson."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.suggestions import Candidate, suggest

AGENTS = ("a", "b", "c", None)
CANDIDATES = st.lists(
    st.builds(
        Candidate,
        call=st.integers(0, 12).map(str),
        agent=st.sampled_from(AGENTS),
        side=st.sampled_from(("good", "bad", "open")),
        weight=st.integers(0, 5),
        business=st.sampled_from(("宽带", "套餐", None)),
    ),
    max_size=20,
)
USED = st.sets(st.integers(0, 12).map(str), max_size=6)
BLAMED = st.dictionaries(st.sampled_from(("a", "b", "c")), st.integers(0, 3))


@given(CANDIDATES, st.integers(0, 8), USED, BLAMED)
def test_only_fresh_calls_each_once_and_as_many_as_there_are(candidates, count, used, blamed):
    found = suggest(candidates, count, used=used, blamed=blamed)
    calls = [each.call for each in found]
    assert len(calls) == len(set(calls)) and not used & set(calls)
    assert set(found) <= set(candidates)
    fresh = {each.call for each in candidates} - used
    assert len(found) == min(count, len(fresh))


@given(CANDIDATES, st.integers(0, 8), USED, BLAMED, st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_does_not_matter(candidates, count, used, blamed, random):
    shuffled = list(candidates)
    random.shuffle(shuffled)
    asked = {"used": used, "blamed": blamed}
    assert suggest(candidates, count, **asked) == suggest(shuffled, count, **asked)


@given(CANDIDATES, st.integers(1, 8))
def test_good_and_bad_stand_beside_each_other_while_there_are_both(candidates, count):
    found = suggest(candidates, count)
    for place, each in enumerate(found):
        wanted = "bad" if place % 2 == 0 else "good"
        before = {one.call for one in found[:place]}
        could = [one for one in candidates if one.side == wanted and one.call not in before]
        assert each.side == wanted or not could


@given(CANDIDATES, st.integers(1, 8), BLAMED)
def test_nobody_is_the_bad_example_again_while_another_could_be(candidates, count, blamed):
    found = suggest(candidates, count, blamed=blamed)
    blame = Counter(blamed)
    taken: set[str] = set()
    for each in found:
        if each.side == "bad":
            others = [one for one in candidates if one.side == "bad" and one.call not in taken]
            assert blame[each.agent or ""] == min(blame[one.agent or ""] for one in others)
            blame[each.agent or ""] += 1
        taken.add(each.call)


def test_the_good_one_is_of_the_same_business_as_the_bad_one() -> None:
    found = suggest(
        [
            Candidate("1", "a", "bad", 3, business="宽带"),
            Candidate("2", "b", "good", 5, business="套餐"),
            Candidate("3", "c", "good", 1, business="宽带"),
        ],
        3,
    )
    assert [each.call for each in found] == ["1", "3", "2"]
