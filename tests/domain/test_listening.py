"""Proof of listening: union of spans, how much was heard, and the collector."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.listening import (
    HeardSpan,
    ListeningLog,
    heard_ms,
    merge_heard,
)

SPANS = st.lists(
    st.builds(HeardSpan, st.integers(0, 200), st.integers(0, 200), st.sampled_from([75, 100, 150])),
    max_size=12,
)


def milliseconds(spans: list[HeardSpan], speed: int | None = None) -> set[int]:
    """The plain definition: a set of milliseconds."""
    wanted = [span for span in spans if speed is None or span.speed == speed]
    return {ms for span in wanted for ms in range(span.from_ms, span.to_ms)}


@given(SPANS)
def test_merging_keeps_every_heard_millisecond_of_each_speed(spans: list[HeardSpan]) -> None:
    merged = merge_heard(spans)
    for speed in (75, 100, 150):
        assert milliseconds(merged, speed) == milliseconds(spans, speed)
        ones = [span for span in merged if span.speed == speed]
        assert all(a.to_ms < b.from_ms for a, b in itertools.pairwise(ones))
    assert merge_heard(merged) == merged == sorted(merged)
    assert merge_heard(reversed(spans)) == merged


@given(SPANS, st.integers(0, 220))
def test_how_much_was_heard_is_what_counting_says(spans: list[HeardSpan], duration: int) -> None:
    heard = milliseconds(spans) & set(range(duration))
    assert heard_ms(spans, duration) == len(heard)
    slow = milliseconds([span for span in spans if span.speed <= 100]) & set(range(duration))
    assert heard_ms(spans, duration, fastest=100) == len(slow)


def test_nothing_of_nothing() -> None:
    assert heard_ms([], 0) == 0
    assert merge_heard([]) == []


def test_only_what_sounded_counts() -> None:
    log = ListeningLog()
    log.stop(500)  # never started
    log.start(1_000, 100)
    assert log.running
    assert log.spans(1_400) == [HeardSpan(1_000, 1_400)]
    assert log.spans() == []
    log.stop(2_000)
    log.start(9_000, 100)
    log.stop(8_000)  # backwards
    assert log.spans() == [HeardSpan(1_000, 2_000)]
    assert [span.as_list() for span in log.spans()] == [[1_000, 2_000, 100]]


def test_a_new_speed_begins_a_new_span_and_earlier_spans_are_kept() -> None:
    log = ListeningLog([HeardSpan(0, 1_000)])
    log.start(1_000, 100)
    log.start(2_000, 150)
    log.stop(3_000)
    assert log.spans() == [HeardSpan(0, 2_000), HeardSpan(2_000, 3_000, 150)]
