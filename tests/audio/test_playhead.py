"""The playhead clock against a manual clock: its rules one by one, and its laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.audio.players.fake import ManualClock
from qa_desktop.audio.playhead import SNAP_MS, Playhead

MINUTE = 60_000


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def playhead(clock: ManualClock) -> Playhead:
    """One minute, playing, sound flowing, at 0."""
    playhead = Playhead(clock)
    playhead.load(MINUTE)
    playhead.play()
    playhead.flowing(True)
    return playhead


def test_it_runs_between_reports(clock: ManualClock, playhead: Playhead) -> None:
    clock.seconds += 0.123
    assert playhead.position() == 123
    assert playhead.running


@pytest.mark.parametrize(("percent", "expected"), [(50, 500), (150, 1_500), (300, 3_000)])
def test_it_runs_at_the_speed(
    clock: ManualClock, playhead: Playhead, percent: int, expected: int
) -> None:
    playhead.set_rate(percent)
    clock.seconds += 1
    assert playhead.position() == expected


def test_a_new_speed_holds_from_now_on(clock: ManualClock, playhead: Playhead) -> None:
    clock.seconds += 1
    playhead.set_rate(200)
    assert playhead.position() == 1_000
    clock.seconds += 1
    assert playhead.position() == 3_000


def test_it_waits_for_the_sound(clock: ManualClock) -> None:
    playhead = Playhead(clock)
    playhead.load(MINUTE, at_ms=500)
    playhead.play()
    clock.seconds += 1
    assert (playhead.position(), playhead.running) == (500, False)
    playhead.flowing(True)
    clock.seconds += 1
    assert playhead.position() == 1_500


def test_it_freezes_at_the_key_and_late_reports_change_nothing(
    clock: ManualClock, playhead: Playhead
) -> None:
    clock.seconds += 1
    playhead.pause()
    clock.seconds += 0.3
    playhead.report(1_250)
    playhead.flowing(False)
    assert playhead.position() == 1_000


@pytest.mark.parametrize("late", [0.0, 0.2, 0.35])
def test_a_report_that_was_long_on_its_way_is_not_mistaken_for_lag(
    clock: ManualClock, playhead: Playhead, late: float
) -> None:
    clock.seconds += 1 + late
    playhead.report(1_000, at=1.0)
    clock.seconds += 0.5
    assert playhead.position() == 1_500 + late * 1_000


def test_small_corrections_are_blended_in_without_a_jump(
    clock: ManualClock, playhead: Playhead
) -> None:
    clock.seconds += 1
    assert playhead.report(1_100) is False
    assert playhead.position() == 1_000
    clock.seconds += 0.25
    assert playhead.position() == 1_300
    clock.seconds += 0.25
    assert playhead.position() == 1_600  # all of it after half a second


def test_a_report_from_behind_slows_it_down_but_never_turns_it_round(
    clock: ManualClock, playhead: Playhead
) -> None:
    clock.seconds += 1
    playhead.report(1_000 - SNAP_MS + 1)
    seen = [playhead.position()]
    for _ in range(50):
        clock.seconds += 0.01
        seen.append(playhead.position())
    assert seen == sorted(seen)
    assert seen[-1] == pytest.approx(1_500 - SNAP_MS + 1, abs=1)


@pytest.mark.parametrize("where", [5_000, 10])
def test_it_snaps_when_far_off(clock: ManualClock, playhead: Playhead, where: int) -> None:
    clock.seconds += 1
    assert playhead.report(where) is True
    assert playhead.position() == where


def test_it_does_not_run_on_when_reports_stop(clock: ManualClock, playhead: Playhead) -> None:
    clock.seconds += 1
    playhead.report(1_000)
    clock.seconds += 60
    assert playhead.position() == 2_500


def test_after_a_seek_it_is_pinned_until_a_report_comes_from_there(
    clock: ManualClock, playhead: Playhead
) -> None:
    clock.seconds += 1
    playhead.seek(30_000)
    for old in (1_010, 1_260):
        clock.seconds += 0.1
        playhead.report(old)
        assert (playhead.position(), playhead.running) == (30_000, False)
    playhead.report(29_955)  # VLC confirms the target
    assert (playhead.position(), playhead.running) == (30_000, True)
    clock.seconds += 0.25
    assert playhead.position() == 30_250


def test_a_first_report_from_beyond_the_target_is_believed(
    clock: ManualClock, playhead: Playhead
) -> None:
    playhead.seek(30_000)
    clock.seconds += 0.5
    playhead.report(30_400)
    assert playhead.position() == 30_400


def test_a_seek_that_the_player_never_made_is_given_up(
    clock: ManualClock, playhead: Playhead
) -> None:
    playhead.seek(30_000)
    clock.seconds += 1.6
    assert playhead.report(1_600) is True
    assert playhead.position() == 1_600


def test_seeking_while_paused_stays_put_until_sound_flows(clock: ManualClock) -> None:
    playhead = Playhead(clock)
    playhead.load(MINUTE)
    playhead.seek(5_000)
    clock.seconds += 9
    playhead.report(0)
    playhead.play()
    assert playhead.position() == 5_000
    playhead.flowing(True)
    clock.seconds += 0.1
    assert playhead.position() == 5_100


def test_a_moving_report_stands_for_a_forgotten_start(clock: ManualClock) -> None:
    playhead = Playhead(clock)
    playhead.load(MINUTE)
    playhead.play()
    playhead.report(0)
    assert not playhead.running
    playhead.report(250)
    assert playhead.running


def test_it_stays_within_the_recording(clock: ManualClock, playhead: Playhead) -> None:
    playhead.seek(-5)
    assert playhead.position() == 0
    playhead.seek(MINUTE + 5)
    assert playhead.position() == MINUTE
    playhead.seek(MINUTE - 100)
    playhead.report(MINUTE - 100)
    clock.seconds += 1
    assert playhead.position() == MINUTE
    playhead.finish()
    assert (playhead.position(), playhead.running) == (MINUTE, False)


STEPS = st.lists(
    st.tuples(
        st.floats(0.001, 1.2),
        st.sampled_from(["report", "look", "rate", "flow", "pause", "play", "seek", "end"]),
        st.integers(-SNAP_MS + 50, SNAP_MS - 50),
        st.integers(50, 300),
    ),
    max_size=60,
)


@given(STEPS)
def test_law_it_never_runs_backwards_while_playing_nor_leaves_the_recording(
    steps: list[tuple[float, str, int, int]],
) -> None:
    """Whatever near reports come: only a seek (or the end, or a player that comes back from a long
    silence elsewhere) moves it other than forward."""
    clock = ManualClock()
    playhead = Playhead(clock)
    playhead.load(MINUTE)
    playhead.play()
    playhead.flowing(True)
    last = 0
    for wait, act, off, percent in steps:
        clock.seconds += wait
        before = playhead.position()
        assert last <= before <= MINUTE
        if act == "report":
            if playhead.report(before + off):
                # After a seek and a long silence the player is believed wherever it is
                last = playhead.position()
                assert last == min(max(before + off, 0), MINUTE)
                continue
        elif act == "rate":
            playhead.set_rate(percent)
        elif act == "flow":
            playhead.flowing(off > 0)
        elif act == "pause":
            playhead.pause()
        elif act == "play":
            playhead.play()
        elif act == "seek":
            playhead.seek(percent * 200)
        elif act == "end":
            playhead.finish()
        last = playhead.position()
        if act not in ("seek", "end"):
            assert last >= before


@given(
    reports=st.lists(st.tuples(st.floats(0.25, 1.0), st.integers(-60, 60)), min_size=3),
    percent=st.sampled_from([50, 75, 100, 150, 300]),
)
def test_law_it_stays_as_close_to_the_truth_as_the_reports(
    reports: list[tuple[float, int]], percent: int
) -> None:
    """A player whose reports err by up to 60 ms, now and then: the playhead errs no more."""
    clock = ManualClock()
    playhead = Playhead(clock)
    playhead.load(10 * MINUTE)
    playhead.set_rate(percent)
    playhead.play()
    playhead.flowing(True)
    for wait, off in reports:
        for _ in range(5):
            clock.seconds += wait / 5
            truth = min(clock.seconds * 10 * percent, 10 * MINUTE)
            assert abs(playhead.position() - truth) <= 62
        playhead.report(int(min(max(truth + off, 0), 10 * MINUTE)))


@given(st.lists(st.integers(0, MINUTE), min_size=1))
def test_law_frozen_means_frozen(reports: list[int]) -> None:
    clock = ManualClock()
    playhead = Playhead(clock)
    playhead.load(MINUTE)
    playhead.play()
    playhead.flowing(True)
    clock.seconds += 2
    playhead.report(2_050)
    clock.seconds += 0.1
    playhead.pause()
    at = playhead.position()
    for report in reports:
        clock.seconds += 0.25
        playhead.report(report)
        assert playhead.position() == at
