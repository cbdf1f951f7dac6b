"""Laws of the view: it stays inside the call, and zooming keeps what is under the cursor."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.ui.timeline.viewport import FIRST_SPAN_MS, LEAST_SPAN_MS, Viewport

_DURATIONS = st.integers(1, 36_000_000)
_WIDTHS = st.integers(1, 8_000)


@st.composite
def _views(draw) -> Viewport:
    duration = draw(_DURATIONS)
    return Viewport(
        duration,
        draw(_WIDTHS),
        draw(st.floats(0, duration)),
        draw(st.floats(1, 2 * duration + LEAST_SPAN_MS)),
    ).clamped()


def _is_inside(view: Viewport) -> bool:
    whole = max(view.duration_ms, 1)
    return view.start_ms >= -1e-6 and view.end_ms <= whole + 1e-6 and view.span_ms > 0


@given(_views(), st.floats(0.01, 100), st.floats(0, 1), st.floats(-1e8, 1e8), _WIDTHS)
def test_the_view_never_leaves_the_call(view, factor, share, delta, width) -> None:
    for moved in (
        view,
        view.zoomed(factor, share * view.width),
        view.scrolled(delta),
        view.resized(width),
        view.centred(delta),
        view.following(round(share * view.duration_ms)),
    ):
        assert _is_inside(moved)


@given(_views(), st.floats(0.5, 2), st.floats(0, 1))
def test_zooming_keeps_the_moment_under_the_cursor(view, factor, share) -> None:
    x = share * view.width
    zoomed = view.zoomed(factor, x)
    touches_an_end = zoomed.start_ms <= 0 or zoomed.end_ms >= view.duration_ms - 1e-6
    if not touches_an_end:
        before, after = (v.start_ms + x * v.ms_per_pixel for v in (view, zoomed))
        assert after == pytest.approx(before, abs=1e-3)


@given(_views(), st.floats(0, 1))
def test_a_moment_is_found_again_where_it_is_drawn(view, share) -> None:
    ms = round(view.start_ms + share * view.span_ms)
    ms = min(max(ms, 0), view.duration_ms)
    assert abs(view.ms_at(view.x_of(ms)) - ms) <= 1


@given(_views(), st.floats(0, 1))
def test_following_shows_the_playhead_and_leaves_it_if_shown(view, share) -> None:
    ms = round(share * view.duration_ms)
    followed = view.following(ms)
    assert followed.start_ms - 1e-6 <= ms <= followed.end_ms + 1e-6
    assert followed.following(ms) == followed
    if view.shows(ms):
        assert followed is view


@given(_views(), st.floats(20, 200))
def test_ticks_are_apart_in_view_and_never_many(view, least) -> None:
    step = view.tick_step_ms(least)
    assert step / view.ms_per_pixel >= least * 0.999
    ticks = list(view.ticks(least))
    assert len(ticks) <= view.width / least + 2
    assert all(0 <= tick <= view.duration_ms for tick in ticks)


def test_a_long_call_opens_at_its_start_close_enough_to_see_words() -> None:
    view = Viewport.first(7_200_000, 800)
    assert (view.start_ms, view.span_ms) == (0, FIRST_SPAN_MS)
    assert Viewport.first(27_000, 800).span_ms == 27_000


def test_ruler_steps_are_round_times() -> None:
    assert Viewport(277_600, 800, 90_000, 80_000).tick_step_ms(72) == 10_000
    assert list(Viewport(277_600, 800, 95_000, 80_000).ticks(72))[:2] == [90_000, 100_000]
    assert Viewport(100 * 3_600_000, 300, 0, 100 * 3_600_000).tick_step_ms(72) % 3_600_000 == 0


def test_a_turned_page_leaves_room_for_what_comes() -> None:
    view = Viewport(600_000, 800, 0, 60_000).following(70_000)
    assert view.start_ms == 64_000


def test_a_stopwatch_grows_without_moving_what_is_seen() -> None:
    view = Viewport(60_000, 800, 10_000, 40_000)
    assert view.lasting(120_000) == Viewport(120_000, 800, 10_000, 40_000)
