"""The course of a session: every stop once, question first, and back again."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.playlist import Stop, Told
from qa_desktop.domain.presenting import Moment, Script

TIMES = st.lists(st.integers(0, 100), max_size=5)
CASES = st.lists(st.tuples(st.integers(0, 40), st.integers(50, 100), TIMES), max_size=4)


def script(cases: list[tuple[int, int, list[int]]]) -> Script:
    return Script(
        [
            (
                f"c{n}",
                Told(
                    begin, end, tuple(Stop(f"c{n}s{k}", at, "question") for k, at in enumerate(ats))
                ),
            )
            for n, (begin, end, ats) in enumerate(cases)
        ]
    )


def walk(script: Script) -> list[Moment]:
    """With Space alone; the sound is let run."""
    seen = [script.begin()]
    while seen[-1].phase != "over":
        now = seen[-1]
        seen.append(script.reached(now) if now.phase == "playing" else script.go_on(now))
        assert len(seen) < 1_000
    return seen


@given(CASES)
def test_every_stop_is_asked_once_and_then_told(cases: list[tuple[int, int, list[int]]]) -> None:
    told = script(cases)
    seen = walk(told)
    asked = [told.stop(m) for m in seen if m.phase == "asking"]
    assert asked == [told.stop(m) for m in seen if m.phase == "revealed"]
    assert asked == [stop for n in range(len(told)) for stop in told.stops(n)]
    for before, after in pairwise(seen):
        if after.phase == "revealed":
            assert before == Moment(after.case, after.stop, "asking")
    assert [m.case for m in seen if m.phase == "title"] == list(range(len(told)))
    assert [m.case for m in seen if m.phase == "summary"] == list(range(len(told)))


@given(CASES)
def test_what_is_played_is_the_whole_case_once(cases: list[tuple[int, int, list[int]]]) -> None:
    told = script(cases)
    for n, (begin, end, _) in enumerate(cases):
        played = [told.segment(m) for m in walk(told) if m.phase == "playing" and m.case == n]
        assert [played[0][0], played[-1][1]] == [begin, end]
        assert all(one[1] == other[0] for one, other in pairwise(played))
        assert all(first < last for first, last in played)


@given(CASES)
def test_back_leads_to_the_beginning(cases: list[tuple[int, int, list[int]]]) -> None:
    told = script(cases)
    for now in walk(told):
        steps = 0
        while now != told.begin():
            before = told.back(now)
            assert before != now
            if before.phase == "playing":
                assert told.segment(before)[0] < told.segment(before)[1]
            now, steps = before, steps + 1
            assert steps < 200
        assert told.back(now) == now


@given(CASES)
def test_forward_alone_comes_to_the_end(cases: list[tuple[int, int, list[int]]]) -> None:
    told = script(cases)
    now = told.begin()
    for _ in range(200):
        now = told.forward(now)
    assert now.phase == "over" and told.forward(now) == now


def test_what_is_outside_is_not_asked_about() -> None:
    told = script([(10, 60, [5, 10, 60, 61])])
    assert [told.stop(m).at_ms for m in walk(told) if m.phase == "asking"] == [10, 60]


def test_a_stop_added_live_is_where_the_session_goes_on() -> None:
    before = script([(0, 100, [80]), (0, 50, [])])
    now = Moment(0, 0, "playing")
    first = Told(0, 100, (Stop("c0s0", 80, "question"), Stop("new", 40, "weakness")))
    after = Script([("c0", first), ("c1", Told(0, 50))])
    assert after.taken_over(now, before) == Moment(0, 1, "playing")
    assert after.find("c0", "new") == Moment(0, 0, "asking")
    assert after.segment(Moment(0, 1, "playing")) == (40, 80)
    assert after.taken_over(Moment(0, 1, "summary"), before) == Moment(0, 2, "summary")
    turned = Script([("c1", Told(0, 50)), ("c0", first)])
    assert turned.taken_over(Moment(0, 0, "revealed"), before) == Moment(1, 1, "revealed")
    assert Script([("c1", Told(0, 50))]).taken_over(now, before) == Moment()
    assert turned.taken_over(Moment(0), before) == Moment(1)
    gone = Script([("c0", Told(0, 100))])
    assert gone.taken_over(Moment(0, 0, "asking"), before) == Moment(0)
    assert gone.find("c0", "c0s0") is None and gone.find("c9") is None
    assert gone.taken_over(Moment(1, 0, "over"), before).phase == "over"


def test_an_empty_playlist_is_over() -> None:
    nothing = Script([])
    now = nothing.begin()
    assert now.phase == "over" and nothing.back(now) == now and nothing.go_on(now) == now
    assert nothing.stop(now) is None
