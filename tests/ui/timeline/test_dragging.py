"""Laws of moving an annotation: it stays inside the call, and snaps only to what is meant."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qa_desktop.domain.annotations import Annotation
from qa_desktop.ui.timeline.dragging import SHORTEST_MS, Grip, dragged, move, targets_of

_WHOLE = 60_000
_MS = st.integers(0, _WHOLE)
_PARTS = st.sampled_from(["start", "end", "whole"])


@st.composite
def _grips(draw) -> Grip:
    at = draw(st.integers(0, _WHOLE - SHORTEST_MS))
    is_region = draw(st.booleans())
    to = draw(st.integers(at + SHORTEST_MS, _WHOLE)) if is_region else None
    part = draw(_PARTS) if is_region else "whole"
    return Grip(Annotation("a", at, to, "note", "words"), part, draw(_MS))


@given(
    _grips(),
    st.integers(-_WHOLE, 2 * _WHOLE),
    st.lists(_MS, max_size=6).map(sorted),
    st.floats(0, 3_000),
)
def test_it_stays_inside_and_keeps_its_length_or_its_other_edge(grip, to, targets, within) -> None:
    before, after = grip.annotation, move(grip, to, _WHOLE, targets, within).annotation
    assert 0 <= after.at_ms <= after.span[1] <= _WHOLE
    assert (after.to_ms is None) == (before.to_ms is None)
    if grip.part == "whole":
        assert after.span[1] - after.at_ms == before.span[1] - before.at_ms
    else:
        assert after.span[1] - after.at_ms >= SHORTEST_MS
        kept = (before.to_ms, after.to_ms) if grip.part == "start" else (before.at_ms, after.at_ms)
        assert kept[0] == kept[1]


@given(_grips(), _MS, st.lists(_MS, max_size=6).map(sorted), st.floats(0, 3_000))
def test_it_snaps_exactly_or_not_at_all(grip, to, targets, within) -> None:
    plain = dragged(grip, to, _WHOLE)
    moved = move(grip, to, _WHOLE, targets, within)
    edges = {"start": [0], "end": [1], "whole": [0, 1]}[grip.part]
    near = {
        target - plain.span[edge]
        for edge in edges
        for target in targets
        if abs(target - plain.span[edge]) <= within
    }
    if len(near) != 1:
        assert moved.annotation == plain and moved.snapped_ms is None
    elif moved.snapped_ms is not None:
        assert moved.snapped_ms in targets
        assert moved.snapped_ms in [moved.annotation.span[edge] for edge in edges]
    else:
        assert moved.annotation == plain


@given(_grips(), _MS)
def test_without_targets_the_mouse_is_followed(grip, to) -> None:
    assume(grip.part == "whole")
    first, last = grip.annotation.span
    by = min(max(to - grip.at_ms, -first), _WHOLE - last)
    assert move(grip, to, _WHOLE, [], 500).annotation.at_ms == first + by


@pytest.mark.parametrize(
    ("others", "found"),
    [
        ([21_000], 21_000),
        ([21_000, 19_500], 20_000),
        ([22_001], 20_000),
        ([21_000, 21_000], 21_000),
    ],
)
def test_one_near_moment_pulls_and_two_do_not(others, found) -> None:
    grip = Grip(Annotation("a", 10_000, 50_000, "note", ""), "start", 10_000)
    assert move(grip, 20_000, _WHOLE, others, 2_000).annotation.at_ms == found


def test_targets_are_edges_of_the_others_playhead_and_both_ends() -> None:
    marks = [
        Annotation("a", 1_000, 2_000, "note", ""),
        Annotation("b", 3_000, None, "note", ""),
        Annotation("c", 4_000, 5_000, "note", ""),
    ]
    assert targets_of(marks, 2_500, _WHOLE, "c") == [0, 1_000, 2_000, 2_500, 3_000, _WHOLE]
