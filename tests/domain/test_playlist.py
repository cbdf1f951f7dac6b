"""Playlists: places of cases, what they take, whether both sides are shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.annotations import Annotation
from qa_desktop.domain.playlist import (
    Stop,
    Told,
    expected_ms,
    heard_stops,
    one_sided,
    stand_ins,
    stops_from,
)
from qa_desktop.domain.playlist_order import between, is_place, new_places

MOVES = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=30)


@given(MOVES)
def test_a_move_writes_one_key_and_gives_the_order_asked_for(moves: list[tuple[int, int]]) -> None:
    order = [f"case{n}" for n in range(12)]
    places = dict(new_places(order, {}))
    assert sorted(order, key=lambda id: places[id]) == order and all(map(is_place, places.values()))
    for taken, put in moves:
        wanted = [*order]
        wanted.insert(put, wanted.pop(taken))
        written = new_places(wanted, places)
        assert len(written) == (0 if wanted == order else 1)
        places |= written
        order = wanted
        assert sorted(order, key=lambda id: places[id]) == order
        assert len(set(places.values())) == len(order)


@given(st.permutations(range(8)), st.lists(st.sampled_from(["", "0", "V0", "é", "V", "k", None])))
def test_keys_of_others_are_put_right(wanted: list[int], keys: list[str | None]) -> None:
    """Two may have put a case into the same gap, another program may have written anything."""
    ids = [str(n) for n in wanted]
    places = dict(zip(map(str, range(8)), keys, strict=False))
    done = places | new_places(ids, places)
    assert sorted(ids, key=lambda id: done[id] or "") == ids
    assert all(is_place(done[id]) for id in ids)


@pytest.mark.parametrize(
    ("before", "behind"),
    [(None, None), ("V", None), (None, "1"), ("V", "W"), ("V", "V1"), ("z", None)],
)
def test_there_is_always_room(before: str | None, behind: str | None) -> None:
    key = between(before, behind)
    assert (before or "") < key and (behind is None or key < behind) and is_place(key)


def test_many_in_one_gap_stay_short() -> None:
    low, high = "V", "W"
    for _ in range(100):
        high = between(low, high)
    assert low < high and len(high) < 25


def _stop(at_ms: int, kind: str = "question") -> Stop:
    return Stop(f"s{at_ms}", at_ms, kind)


def test_how_long_a_case_takes() -> None:
    heard = Told(10_000, 70_000)
    assert expected_ms(heard) == 60_000 + 90_000
    assert expected_ms(Told(10_000, 70_000, (_stop(1), _stop(2)))) == 60_000 + 180_000
    assert expected_ms(Told(0, 70_000, minutes=5)) == 300_000
    assert expected_ms(Told(0, 70_000, minutes=0)) == 0


def test_only_blame_is_noticed() -> None:
    blame, praise = Told(0, 9, (_stop(1, "weakness"),)), Told(0, 9, strengths="先复述")
    assert one_sided([blame]) == "blame" and one_sided([praise]) == "praise"
    assert one_sided([blame, praise]) is None
    assert one_sided([Told(0, 9, (_stop(1),))]) is None and one_sided([]) is None
    assert one_sided([Told(0, 9, weaknesses="  ")]) is None


def test_stops_outside_are_not_heard() -> None:
    case = Told(100, 200, (_stop(200), _stop(99), _stop(100), _stop(201)))
    assert [stop.at_ms for stop in heard_stops(case)] == [100, 200]


def test_marked_stops_come_along() -> None:
    marks = [
        Annotation("a", 50, None, "weakness", "打断", discussion_stop=True),
        Annotation("b", 10, 30, "note", "等待", discussion_stop=True),
        Annotation("c", 20, None, "strength", "好"),
        Annotation("d", 90, 101, "strength", "超出", discussion_stop=True),
    ]
    assert stops_from(marks, 0, 100) == [
        (30, "question", "等待", "b"),
        (50, "weakness", "打断", "a"),
    ]


@given(st.lists(st.sampled_from(["x", "y", "z", None]), max_size=60))
def test_the_same_agent_has_the_same_letter(agents: list[str | None]) -> None:
    letters = stand_ins(agents)
    for one, its in zip(agents, letters, strict=True):
        for other, their in zip(agents, letters, strict=True):
            if one is not None or other is not None:
                assert (one == other) == (its == their)
    firsts = list(dict.fromkeys(letters))
    assert firsts == stand_ins([f"n{n}" for n in range(len(firsts))])
    if len(firsts) > 26:
        assert firsts[25:28] == ["Z", "AA", "AB"][: len(firsts) - 25]
