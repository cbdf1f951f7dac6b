"""Silences, talking at once, and where the keys stop."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.clips import merged
from qa_desktop.domain.talk import (
    EDGE_MS,
    OVERTALK_MS,
    SKIPPED_MS,
    next_start,
    overtalk,
    previous_start,
    silences,
    skippable,
    speech_starts,
    without_gaps,
)

SPANS = st.lists(
    st.tuples(st.integers(0, 60_000), st.integers(1, 6_000)).map(lambda p: (p[0], p[0] + p[1])),
    max_size=20,
).map(merged)


def covered(spans: list[tuple[int, int]]) -> set[int]:
    """The tenths of a second whose beginning lies in a span."""
    return {tick for a, b in spans for tick in range(-(-a // 100), -(-b // 100))}


def test_silence_before_between_and_after() -> None:
    speech = [(4_000, 6_000), (7_000, 9_000)]
    assert silences(speech, 20_000, 3_000) == [(0, 4_000), (9_000, 20_000)]
    assert silences(speech, 20_000, 1_000) == [(0, 4_000), (6_000, 7_000), (9_000, 20_000)]
    assert silences([], 5_000, 3_000) == [(0, 5_000)]
    assert silences([(0, 5_000)], 5_000, 1) == []
    assert silences([(0, 6_000)], 5_000, 1) == []


def test_overtalk_is_a_second_or_more_and_survives_a_breath() -> None:
    assert overtalk([(0, 5_000)], [(4_001, 9_000)]) == []
    assert overtalk([(0, 5_000)], [(4_000, 9_000)]) == [(4_000, 5_000)]
    assert overtalk([(0, 5_000)], [(1_000, 1_600), (1_999, 2_600)]) == [(1_000, 2_600)]
    assert overtalk([(0, 5_000)], [(1_000, 1_600), (2_000, 2_600)]) == []
    assert overtalk([(0, 1_000), (2_000, 9_000)], [(500, 4_000)]) == [(2_000, 4_000)]
    assert overtalk([], [(500, 4_000)]) == []


def test_skipping_keeps_the_edges_of_speech() -> None:
    speech = [(2_000, 4_000), (4_900, 6_000), (10_000, 11_000)]
    assert skippable(speech, 15_000) == [(0, 1_750), (6_250, 9_750), (11_250, 15_000)]
    assert skippable([], 15_000) == [(0, 15_000)]


def test_what_is_not_here_is_not_counted_as_time_saved() -> None:
    assert skippable([(2_000, 4_000)], 9_000, [(1_000, 5_000)]) == [(1_000, 1_750), (4_250, 5_000)]


def test_keys_go_from_beginning_to_beginning() -> None:
    starts = speech_starts([(2_000, 4_000), (4_300, 6_000), (10_000, 11_000)])
    assert next_start(starts, 0) == 1_750
    assert next_start(starts, 1_750) == 9_750
    assert next_start(starts, 9_750) is None
    assert previous_start(starts, 15_000) == 9_750
    assert previous_start(starts, 10_700) == 1_750
    assert previous_start(starts, 1_750) is None


@given(SPANS, SPANS)
def test_law_overtalk_is_symmetric_and_lies_in_both(
    one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    found = overtalk(one, other)
    assert found == overtalk(other, one)
    assert all(end - begin >= OVERTALK_MS for begin, end in found)
    for spans in (one, other):  # but for breaths
        assert covered(found) <= covered(without_gaps(spans, 400))


@given(SPANS)
def test_law_skipping_never_takes_speech_or_its_edges(speech: list[tuple[int, int]]) -> None:
    wide = [(max(begin - EDGE_MS, 0), end + EDGE_MS) for begin, end in speech]
    for begin, end in skippable(speech, 70_000):
        assert 0 <= begin < end <= 70_000
        assert not any(a < end and begin < b for a, b in wide)


@given(SPANS, st.integers(0, 70_000))
def test_law_silence_and_sound_fill_the_call(speech: list[tuple[int, int]], at: int) -> None:
    quiet = silences(speech, 70_000, 1)
    assert sum(b - a for a, b in quiet) + sum(b - a for a, b in speech) == 70_000
    long = silences(speech, 70_000, SKIPPED_MS)
    assert set(long) <= set(quiet)
    following = next_start(speech_starts(speech), at)
    assert following is None or following > at
    before = previous_start(speech_starts(speech), at)
    assert before is None or before < at
