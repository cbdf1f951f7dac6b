"""Flags find a place each, and a thousand of them cost little."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.annotations import KINDS, Annotation
from qa_desktop.ui.timeline.crowds import crowds_of
from qa_desktop.ui.timeline.flags import BADGE, LETTERS, joined, lay_out
from qa_desktop.ui.timeline.track import AnnotationTrack
from qa_desktop.ui.timeline.viewport import Viewport

_MOMENTS = st.tuples(st.integers(0, 600_000), st.none() | st.integers(0, 60_000))


def _annotations(spans) -> list[Annotation]:
    return [
        Annotation(str(n), at, None if length is None else at + length, KINDS[n % 4], "words")
        for n, (at, length) in enumerate(spans)
    ]


@given(st.lists(_MOMENTS, max_size=60), st.integers(0, 500_000), st.integers(2_000, 600_000))
def test_flags_in_one_row_never_overlap(spans, start, span) -> None:
    view = Viewport(660_000, 800, start, span).clamped()
    flags = lay_out(AnnotationTrack(_annotations(spans)), view, lambda _: 70.0)
    for row in (0, 1, 2):
        placed = sorted((f.x, f.x + f.width) for f in flags if f.row == row)
        assert all(left[1] <= right[0] for left, right in pairwise(placed))
    assert all(flag.width >= BADGE for flag in flags)


@given(st.lists(_MOMENTS, max_size=60), st.floats(0, 660_000), st.floats(0, 660_000))
def test_looking_up_a_span_finds_what_a_full_search_finds(spans, one, other) -> None:
    low, high = sorted((one, other))
    track = AnnotationTrack(_annotations(spans))
    expected = {each.id for each in track if each.span[0] <= high and each.span[1] >= low}
    assert {each.id for each in track.between(low, high)[0]} == expected


def test_a_region_is_as_wide_as_its_words_but_not_wider_than_itself() -> None:
    view = Viewport(100_000, 1_000, 0, 100_000)
    track = AnnotationTrack(
        _annotations([(0, 50_000), (60_000, 4_000), (70_000, 3_000), (80_000, None)])
    )
    widths = [flag.width for flag in lay_out(track, view, lambda _: 70.0)]
    assert widths == [BADGE + 70, 40, BADGE, BADGE]


def test_a_region_that_began_out_of_sight_keeps_its_flag_in_sight() -> None:
    view = Viewport(100_000, 1_000, 20_000, 50_000)
    (flag,) = lay_out(AnnotationTrack(_annotations([(0, 40_000)])), view, lambda _: 70.0)
    assert flag.x == 0


def test_a_crowd_leaves_the_rest_without_a_letter() -> None:
    view = Viewport(100_000, 1_000, 0, 100_000)
    track = AnnotationTrack(_annotations([(50_000, None)] * 5))
    assert [flag.row for flag in lay_out(track, view, lambda _: 0.0)] == [0, 1, 2, None, None]


def test_walking_goes_in_the_order_of_time() -> None:
    track = AnnotationTrack(_annotations([(30_000, None), (10_000, None), (20_000, 5_000)]))
    order = [track.step(None, 0, True)]
    while (found := track.step(order[-1].id, 0, True)) is not None:
        order.append(found)
    assert [each.at_ms for each in order] == [10_000, 20_000, 30_000]
    assert track.step(None, 25_000, True).at_ms == 30_000
    assert track.step(None, 25_000, False).at_ms == 20_000
    assert track.step("1", 0, False) is None


def test_each_kind_has_a_letter_of_its_own() -> None:
    assert sorted(LETTERS) == sorted(KINDS)
    assert len(set(LETTERS.values())) == len(KINDS)


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 30))))
def test_joined_spans_cover_the_same_and_are_apart(raw) -> None:
    spans = sorted((start, start + length) for start, length in raw)
    result = joined(spans)

    def covered(pairs) -> set[int]:
        return {n for start, end in pairs for n in range(start, end)}

    assert covered(result) == covered(spans)
    assert all(left[1] < right[0] for left, right in pairwise(result))


def test_no_flag_covers_the_name_of_a_lane() -> None:
    crowd = [Annotation(str(n), at, None, "note", "x") for n, at in enumerate((0, 1, 2, 50_000))]
    flags = lay_out(AnnotationTrack(crowd), Viewport(60_000, 600, 0, 60_000), lambda _: 20, 60.0)
    assert [flag.row for flag in flags] == [0, None, None, 0]
    late = [Annotation(str(n), at, None, "note", "x") for n, at in enumerate((30_000, 30_001))]
    flags = lay_out(AnnotationTrack(late), Viewport(60_000, 600, 0, 60_000), lambda _: 20, 60.0)
    assert [flag.row for flag in flags] == [0, 1]


@given(st.lists(st.floats(-40, 900), max_size=200))
def test_signs_of_crowds_count_everything_that_has_no_flag_and_stand_apart(hidden) -> None:
    signs = crowds_of(np.array(hidden), 70.0, 800.0)
    assert sum(sign.number for sign in signs) == len(hidden)
    assert all(right.x - left.x >= 70 for left, right in pairwise(signs))
    assert all(0 <= sign.x <= 800 - 70 for sign in signs)
