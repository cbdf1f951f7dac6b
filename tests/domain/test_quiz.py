from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.quiz import (
    KeptAnswer,
    Question,
    is_right,
    keeps_answers,
    mark,
    mark_again,
)

SINGLE = Question("a", "single", "先做什么?", ("安抚", "解释"), (0,))
MULTIPLE = Question("b", "multiple", "哪些做对了?", ("报工号", "抢话", "复述"), (0, 2))
MARK = Question("c", "mark", "标出抢话", recording="r", from_ms=1000, to_ms=9000, at_ms=5000)


def test_marks_each_kind() -> None:
    answers = {"a": (0,), "b": (2, 0), "c": (7000,)}
    marked = mark([SINGLE, MULTIPLE, MARK], answers, 100)
    assert (marked.right, marked.asked, marked.passed) == (3, 3, True)


@pytest.mark.parametrize(
    ("question", "given"),
    [
        (SINGLE, ()), (SINGLE, (1,)), (SINGLE, (0, 1)), (MULTIPLE, (0,)), (MULTIPLE, (0, 1, 2)),
        (MARK, ()), (MARK, (2999,)), (MARK, (7001,)), (MARK, (4999, 5000)),
    ],
)  # fmt: skip
def test_an_answer_is_right_or_wrong(question: Question, given: tuple[int, ...]) -> None:
    assert not is_right(question.kind, question.wanted, given)


def test_both_ends_of_the_tolerance_are_right() -> None:
    assert is_right("mark", MARK.wanted, (3000,)) and is_right("mark", MARK.wanted, (7000,))


@pytest.mark.parametrize(
    ("right", "percent", "passed"), [(4, 80, True), (3, 80, False), (0, 0, True), (5, 100, True)]
)
def test_the_pass_mark_itself_passes(right: int, percent: int, passed: bool) -> None:
    asked = [Question(str(place), "single", "?", ("对", "错"), (0,)) for place in range(5)]
    given = {each.id: (0 if int(each.id) < right else 1,) for each in asked}
    assert mark(asked, given, percent).passed is passed


def test_nobody_passes_a_quiz_of_no_questions() -> None:
    assert not mark([], {}, 0).passed


@pytest.mark.parametrize(
    ("question", "fault"),
    [
        (Question("a", "single", " ", ("一", "二"), (0,)), "no_words"),
        (Question("a", "single", "?", ("一",), (0,)), "no_options"),
        (Question("a", "single", "?", ("一", " "), (0,)), "no_options"),
        (Question("a", "single", "?", tuple("一二三四五六七八九十"), (0,)), "no_options"),
        (Question("a", "single", "?", ("一", "一 "), (0,)), "same_options"),
        (Question("a", "multiple", "?", ("一", "二"), ()), "no_right"),
        (Question("a", "multiple", "?", ("一", "二"), (2,)), "no_right"),
        (Question("a", "single", "?", ("一", "二"), (0, 1)), "one_right"),
        (Question("a", "mark", "?", at_ms=5), "no_mark"),
        (Question("a", "mark", "?", recording="r", from_ms=10, at_ms=5), "no_mark"),
        (Question("a", "mark", "?", recording="r", to_ms=4, at_ms=5), "no_mark"),
    ],
)
def test_what_cannot_be_asked_says_why(question: Question, fault: str) -> None:
    assert question.faults == (fault,)


def test_what_can_be_asked_has_no_fault() -> None:
    assert SINGLE.faults == MULTIPLE.faults == MARK.faults == ()


@given(st.sets(st.integers(0, 8), min_size=1), st.sets(st.integers(0, 8)))
def test_of_a_multiple_choice_only_the_same_options_are_right(
    wanted: set[int], picked: set[int]
) -> None:
    assert is_right("multiple", sorted(wanted), sorted(picked)) is (wanted == picked)


KEPT = KeptAnswer("b", "multiple", (0, 2), True, MULTIPLE.options)


@given(st.permutations(range(3)), st.sets(st.integers(0, 2)))
def test_an_answer_is_found_wherever_its_options_stand_now(order: list[int], picked) -> None:
    """Another trainer put them in another order, apart from who answered."""
    moved = replace(
        MULTIPLE,
        options=tuple(MULTIPLE.options[place] for place in order),
        right=tuple(order.index(place) for place in MULTIPLE.right),
    )
    right = is_right("multiple", MULTIPLE.wanted, tuple(picked))
    kept = replace(KEPT, given=tuple(sorted(picked)), was_right=not right)
    assert mark_again([kept], {"b": moved}, (), 100).answers == (right,)


def test_what_cannot_be_told_stays_as_it_was_marked() -> None:
    gone = replace(MULTIPLE, options=("报工号", "插话", "重复"), right=(1,))
    assert mark_again([KEPT], {"b": gone}, (), 100).answers == (True,)
    heard = KeptAnswer("c", "mark", (5_000,), False, recording="another")
    assert mark_again([heard], {"c": MARK}, (), 100).answers == (False,)
    assert mark_again([replace(heard, recording="r")], {"c": MARK}, (), 100).answers == (True,)


def test_where_the_options_are_not_known_any_more_it_stays_as_it_was() -> None:
    erased = replace(KEPT, options=(), was_right=False)
    assert mark_again([erased], {"b": MULTIPLE}, (), 100).answers == (False,)


def test_nobody_is_marked_by_an_option_that_they_were_not_offered() -> None:
    more = replace(MULTIPLE, options=(*MULTIPLE.options, "致歉"), right=(0, 2, 3))
    assert mark_again([KEPT], {"b": more}, (), 100).answers == (True,)
    other = replace(more, right=(0,))
    assert mark_again([KEPT], {"b": other}, (), 100).answers == (False,)


@pytest.mark.parametrize("given", [(0, 7), (-1,)])
def test_places_that_there_never_were_stay_as_they_were_marked(given: tuple[int, ...]) -> None:
    strange = replace(KEPT, given=given, was_right=False)
    assert mark_again([strange], {"b": MULTIPLE}, (), 100).answers == (False,)


def test_what_somebody_has_answered_stays_what_it_was() -> None:
    assert keeps_answers(MARK, replace(MARK, at_ms=8_000, words="标出打断"))
    assert not keeps_answers(MARK, replace(MARK, from_ms=0, to_ms=20_000))
    assert not keeps_answers(MARK, SINGLE)
    erased = replace(MULTIPLE, options=())
    assert not keeps_answers(erased, MULTIPLE)
    more = replace(MULTIPLE, options=(*MULTIPLE.options, "致歉"))
    assert keeps_answers(MULTIPLE, replace(more, right=(1,)))
    assert not keeps_answers(MULTIPLE, replace(more, right=(0, 3))), "nobody was offered it"
