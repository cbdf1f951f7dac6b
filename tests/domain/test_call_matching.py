"""Rows and calls find each other exactly where nothing is ambiguous."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from qa_desktop.domain.call_matching import (
    CROWD,
    Matching,
    Open,
    Spoken,
    Tolerance,
    match_calls,
    rank_candidates,
)

TOLERANCE = Tolerance(120, 3_000)


def row(key: str, start: int | None = 0, serial: str = "", agent: str = "0617", ms: int = 60_000):
    return Spoken(key, serial, agent, start, ms)


call = row


def test_a_serial_is_an_identity_whatever_the_time_says() -> None:
    found = match_calls([row("r", 0, "S1", "0617")], [call("c", 9_999, "S1", "0623")], TOLERANCE)
    assert found.pairs == {"r": "c"}


def test_by_agent_start_and_duration() -> None:
    calls = [call("early", -121), call("fits", 120), call("long", 10, ms=64_000)]
    calls += [call("other", 0, agent="0623"), call("named", 1, serial="S9")]
    assert match_calls([row("r", 0, "S1")], calls, TOLERANCE).pairs == {"r": "fits"}
    assert match_calls([row("r", 0, ms=63_000)], [call("c", 0)], TOLERANCE).pairs == {"r": "c"}
    assert match_calls([row("r", 0, ms=63_001)], [call("c", 0)], TOLERANCE).pairs == {}


def test_what_is_ambiguous_is_never_guessed() -> None:
    assert match_calls([row("r")], [call("a"), call("b")], TOLERANCE).open == {
        "r": Open("several", 2)
    }
    found = match_calls([row("r"), row("s")], [call("a")], TOLERANCE)
    assert found.open["r"] == Open("rivals", 1, ("r", "s"))
    # s fits a alone, r fits both: a may be s's, or r's and s has none
    found = match_calls([row("r", 100), row("s", 0)], [call("a", 110), call("b", 210)], TOLERANCE)
    assert found.pairs == {}
    found = match_calls([row("r", serial="S")], [call("a", serial="S"), call("b", serial="S")],
                        TOLERANCE)  # fmt: skip
    assert found.open == {"r": Open("several", 2)}
    found = match_calls([row("r", serial="S"), row("s", serial="S")], [call("a", serial="S")],
                        TOLERANCE)  # fmt: skip
    assert found.pairs == {}


def test_a_call_settled_by_serial_stands_in_nobodys_way() -> None:
    rows = [row("named", 0, "S1"), row("plain", 30)]
    found = match_calls(rows, [call("a", 0, "S1"), call("b", 40)], TOLERANCE)
    assert found.pairs == {"named": "a", "plain": "b"}


spoken = st.builds(
    Spoken,
    st.just(""),
    st.sampled_from(["", "", "S1", "S2", "S3"]),
    st.sampled_from(["", "0617", "0623"]),
    st.one_of(st.none(), st.integers(0, 600)),
    st.one_of(st.none(), st.sampled_from([0, 3_000, 3_001, 9_000])),
)


def brute(rows: list[Spoken], calls: list[Spoken]) -> Matching:
    """The rule itself, without any order or index."""
    found = Matching()
    serials = {each.serial for each in calls if each.serial}
    for r in rows:
        if r.serial in serials:
            having = [c for c in calls if c.serial == r.serial]
            saying = [other for other in rows if other.serial == r.serial]
            if len(having) == len(saying) == 1:
                found.pairs[r.key] = having[0].key
    taken = set(found.pairs.values())

    def fits(r: Spoken, c: Spoken) -> bool:
        if c.key in taken or r.serial in serials or not r.agent or r.agent != c.agent:
            return False
        if r.start_s is None or c.start_s is None or (r.serial and c.serial):
            return False
        if abs(r.start_s - c.start_s) > TOLERANCE.start_s:
            return False
        if None in (r.duration_ms, c.duration_ms):
            return True
        return abs(r.duration_ms - c.duration_ms) <= TOLERANCE.duration_ms

    for r in rows:
        near = [c for c in calls if fits(r, c)]
        if len(near) == 1 and sum(fits(other, near[0]) for other in rows) == 1:
            found.pairs[r.key] = near[0].key
    return found


@settings(max_examples=300)
@given(st.lists(spoken, max_size=9), st.lists(spoken, max_size=9), st.randoms())
def test_it_is_the_plain_rule_and_no_order_matters(
    rows: list[Spoken], calls: list[Spoken], luck: random.Random
) -> None:
    rows = [each._replace(key=f"r{n}") for n, each in enumerate(rows)]
    calls = [each._replace(key=f"c{n}") for n, each in enumerate(calls)]
    found = match_calls(rows, calls, TOLERANCE)
    assert found.pairs == brute(rows, calls).pairs
    assert set(found.pairs) | set(found.open) == {each.key for each in rows}
    assert not set(found.pairs) & set(found.open)
    assert len(set(found.pairs.values())) == len(found.pairs)
    luck.shuffle(rows)
    luck.shuffle(calls)
    assert match_calls(rows, calls, TOLERANCE).pairs == found.pairs


def test_a_crowd_at_one_moment_is_left_alone_and_costs_no_square() -> None:
    rows = [row(f"r{n}") for n in range(2_000)]
    calls = [call(f"c{n}") for n in range(2_000)]
    found = match_calls(rows, calls, TOLERANCE)
    assert found.pairs == {}
    assert {each.calls for each in found.open.values()} == {CROWD + 1}


def test_candidates_are_ranked_with_what_speaks_for_them() -> None:
    calls = [
        call("far", 3_000),
        call("near", -12, ms=63_000),
        call("other", 0, agent="0623"),
        call("number", 500, agent="0623"),
    ]
    ranked = rank_candidates(row("r"), calls, frozenset({"number"}))
    assert [each.key for each in ranked] == ["number", "near", "far", "other"]
    near = ranked[1]
    assert (near.same_agent, near.early_s, near.duration_off_ms) == (True, 12, 3_000)
