from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.training_effect import (
    Heard,
    Share,
    Topic,
    effect,
    propose_topics,
    windows,
)

TOPIC = Topic("fault", "F03")
SPANS = windows(date(2026, 11, 13), 10)


def _heard(agent: str, day: str, failed: int, whole: int) -> list[Heard]:
    return [Heard(agent, day, place < failed) for place in range(whole)]


def test_windows_leave_the_day_of_the_session_out() -> None:
    assert SPANS.before == ("2026-11-03", "2026-11-12")
    assert SPANS.after == ("2026-11-14", "2026-11-23")


def test_a_rate_that_fell_for_sure() -> None:
    cases = [*_heard("wang", "2026-11-12", 18, 20), *_heard("wang", "2026-11-14", 1, 20)]
    found = effect(TOPIC, cases, {"wang"}, SPANS)
    assert found.attended.verdict == found.everybody.verdict == "fell"
    assert found.others.verdict == "too_few"
    assert (found.attended.before, found.attended.after) == (Share(18, 20), Share(1, 20))


def test_overlapping_intervals_claim_nothing() -> None:
    cases = [*_heard("wang", "2026-11-12", 2, 4), *_heard("wang", "2026-11-14", 1, 4)]
    assert effect(TOPIC, cases, {"wang"}, SPANS).attended.verdict == "unclear"


def test_it_may_have_become_worse() -> None:
    cases = [*_heard("wang", "2026-11-12", 0, 30), *_heard("wang", "2026-11-14", 20, 30)]
    assert effect(TOPIC, cases, (), SPANS).others.verdict == "rose"


def test_who_failed_again_still_needs_it_and_stands_first() -> None:
    cases = [
        *_heard("an", "2026-11-15", 0, 3),
        *_heard("bai", "2026-11-15", 1, 3),
        *_heard("chen", "2026-11-15", 2, 3),
        *_heard("deng", "2026-11-12", 3, 3),
    ]
    found = effect(TOPIC, cases, {"bai", "deng"}, SPANS).individuals
    assert [(each.agent, each.still_needs_it, each.attended) for each in found] == [
        ("chen", True, False), ("bai", True, True), ("an", False, False), ("deng", False, True),
    ]  # fmt: skip


_CASES = st.lists(
    st.builds(
        Heard,
        st.sampled_from("abcd"),
        st.dates(date(2026, 10, 25), date(2026, 12, 1)).map(date.isoformat),
        st.booleans(),
    )
)


@given(_CASES, st.sets(st.sampled_from("abcd")))
def test_who_was_there_and_who_was_not_are_everybody(
    cases: list[Heard], attended: set[str]
) -> None:
    found = effect(TOPIC, cases, attended, SPANS)
    for side in ("before", "after"):
        sides = [getattr(found.attended, side), getattr(found.others, side)]
        assert getattr(found.everybody, side) == Share(
            sum(each.failed for each in sides), sum(each.heard for each in sides)
        )
        first, last = getattr(SPANS, side)
        inside = [each for each in cases if first <= each.day <= last]
        assert getattr(found.everybody, side).heard == len(inside)
    assert found == effect(TOPIC, reversed(cases), attended, SPANS)


def test_common_topics_stand_first_then_the_surer_ones() -> None:
    greeting, tone, speed = (Topic("fault", code) for code in ("F01", "F02", "F03"))
    heard = [
        *((greeting, each) for each in _heard("an", "d", 3, 3)),
        *((greeting, Heard(agent, "d", False)) for agent in ("bai", "chen", "deng")),
        *((tone, Heard(agent, "d", agent != "deng")) for agent in ("an", "bai", "chen", "deng")),
        *((speed, Heard("an", "d", False)) for _ in range(3)),
    ]
    found = propose_topics(heard)
    assert [(each.topic, each.is_common) for each in found] == [(tone, True), (greeting, False)]
    assert found[1].agents == ("an",)


def test_a_topic_is_read_from_its_code() -> None:
    assert Topic.read("item:service/b1") == Topic("item", "service/b1")
    assert Topic.read(TOPIC.code) == TOPIC
    assert Topic.read("fault:") is Topic.read("mood:x") is Topic.read("") is None
