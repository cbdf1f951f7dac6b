"""What the keys do, with a player and a clock moved by hand."""

from __future__ import annotations

import numpy as np
import pytest
from audio_files import RATE, write_wav
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_desktop.audio.cache import Prepared, prepare
from qa_desktop.audio.playback import Playback, Report
from qa_desktop.audio.players.fake import FakePlayer
from qa_desktop.domain.listening import HeardSpan

SECONDS = 20


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """20 s."""
    folder = tmp_path_factory.mktemp("playback")
    path = write_wav(folder / "call.wav", np.ones((1, SECONDS * RATE), np.int16))
    return prepare(path, "aa" * 32, folder)


class Desk:
    """A playback with its fake player; reports are taken when ``run`` lets time pass."""

    def __init__(self) -> None:
        self.player = FakePlayer()
        self.playback = Playback(self.player, self.player.clock)
        self.reports: list[Report] = []
        self.playback.listen(self.reports.append)

    def take(self) -> None:
        while self.reports:
            self.playback.take(self.reports.pop(0))

    def run(self, seconds: float) -> None:
        for _ in range(round(seconds * 50)):
            self.take()
            self.playback.tick()
            self.take()
            self.player.advance(20)
        self.take()
        self.playback.tick()


@pytest.fixture
def desk(recording: Prepared) -> Desk:
    desk = Desk()
    desk.playback.load(recording)
    return desk


def near(ms: int) -> object:
    return pytest.approx(ms, abs=3)


def test_play_pause_and_the_step_back(desk: Desk) -> None:
    playback = desk.playback
    assert (playback.playing, playback.position(), playback.duration_ms) == (False, 0, 20_000)
    playback.play()
    desk.run(5)
    assert playback.sounding
    assert playback.position() == near(5_000)
    playback.pause()
    desk.run(3)
    assert (playback.playing, playback.position()) == (False, near(5_000))
    playback.toggle()
    assert playback.position() == near(3_000)
    desk.run(1)
    assert playback.position() == near(4_000)
    assert desk.player.position_ms == near(4_000)


@pytest.mark.parametrize(
    ("setting", "expected"), [(0, 5_000), (3_000, 2_000), (99_000, 0), (-5, 5_000)]
)
def test_the_step_back_is_a_setting_from_0_to_10_seconds(
    desk: Desk, setting: int, expected: int
) -> None:
    desk.playback.set_back_step(setting)
    desk.playback.play()
    desk.run(5)
    desk.playback.pause()
    desk.playback.play()
    assert desk.playback.position() == near(expected)


def test_no_step_back_after_choosing_a_place(desk: Desk) -> None:
    desk.playback.play()
    desk.run(5)
    desk.playback.pause()
    desk.playback.seek_to(12_000)
    desk.playback.play()
    desk.run(1)
    assert desk.playback.position() == near(13_000)
    assert desk.player.position_ms == near(13_000)


def test_play_and_pause_are_idempotent(desk: Desk) -> None:
    desk.playback.pause()
    desk.playback.play()
    desk.run(4)
    desk.playback.play()
    assert desk.playback.position() == near(4_000)
    desk.playback.pause()
    at = desk.playback.position()
    desk.run(0.5)
    desk.playback.pause()
    assert desk.playback.position() == at
    desk.playback.play()
    assert desk.playback.position() == at - 2_000


def test_skips_start_from_the_playhead_and_stay_inside(desk: Desk) -> None:
    desk.playback.skip(5_000)
    desk.playback.skip(5_000)
    assert desk.playback.position() == 10_000
    desk.playback.skip(-15_000)
    assert desk.playback.position() == 0
    desk.playback.skip(99_000)
    assert desk.playback.position() == 20_000
    desk.run(0.2)
    assert desk.player.position_ms == 20_000


def test_a_held_arrow_key_moves_the_playhead_at_once_and_the_player_ten_times_a_second(
    desk: Desk,
) -> None:
    for number in range(1, 31):  # one second of 30 repeats
        desk.playback.skip(100)
        assert desk.playback.position() == number * 100
        desk.player.advance(33)
        desk.playback.tick()
    desk.run(0.2)
    assert len(desk.player.seeks) <= 11
    assert desk.player.seeks[-1] == desk.player.position_ms == 3_000
    assert not desk.playback.tick()


def test_seeking_while_playing_goes_on_playing_there(desk: Desk) -> None:
    desk.playback.play()
    desk.run(2)
    desk.playback.seek_to(10_000)
    assert desk.playback.position() == 10_000
    desk.run(2)
    assert desk.playback.playing
    assert desk.playback.position() == near(12_000)


def test_the_end_stops_and_play_starts_again(desk: Desk) -> None:
    desk.playback.seek_to(18_000)
    desk.playback.play()
    desk.run(3)
    assert (desk.playback.playing, desk.playback.position()) == (False, 20_000)
    assert desk.playback.heard() == [HeardSpan(18_000, 20_000)]
    desk.playback.play()
    desk.run(1)
    assert desk.playback.position() == near(1_000)
    assert desk.player.position_ms == near(1_000)


def test_an_early_end_report_lets_the_last_sound_go_out(desk: Desk) -> None:
    """VLC's dummy output ends 400 ms early: those are still heard, and no more than those."""
    desk.playback.play()
    desk.run(0.1)
    desk.playback.seek_to(19_400)
    desk.run(0.2)
    desk.player.playing = False
    desk.player.on_end()
    desk.player.on_playing(False)
    desk.take()
    assert desk.playback.playing
    assert desk.playback.position() == near(19_600)
    desk.run(0.2)
    desk.playback.pause()
    assert desk.playback.heard()[-1].to_ms == near(19_800)
    desk.playback.play()
    desk.run(0.5)
    assert desk.player.position_ms == near(18_300)


def test_an_end_far_too_early_does_not_count_as_heard(desk: Desk) -> None:
    desk.playback.play()
    desk.run(1)
    desk.player.playing = False
    desk.player.on_end()
    desk.take()
    assert not desk.playback.playing
    assert desk.playback.heard() == [HeardSpan(0, 1_000)]


def test_seeking_back_during_the_last_sound_plays_on(desk: Desk) -> None:
    desk.playback.seek_to(19_500)
    desk.playback.play()
    desk.take()
    desk.player.playing = False
    desk.player.on_end()
    desk.take()
    desk.playback.seek_to(5_000)
    desk.run(1)
    assert desk.playback.playing
    assert desk.playback.position() == pytest.approx(6_000, abs=150)


def test_sound_that_begins_after_a_quick_pause_is_stopped(desk: Desk) -> None:
    desk.playback.play()
    desk.playback.pause()
    desk.player.play()  # the engine was slow to open the file
    desk.take()
    assert not desk.player.playing
    assert desk.playback.position() == 0
    assert desk.playback.heard() == []


def test_only_what_sounded_is_proof(desk: Desk) -> None:
    playback = desk.playback
    playback.play()
    desk.run(2)
    playback.seek_to(10_000)
    desk.run(1)
    playback.pause()
    desk.run(5)
    playback.skip(5_000)
    desk.run(1)
    assert playback.heard() == [HeardSpan(0, 2_000), HeardSpan(10_000, 11_000)]
    playback.set_rate(150)
    playback.play()
    desk.run(2)
    assert playback.heard()[-1] == HeardSpan(16_000, 19_000, 150)


def test_a_stumble_of_the_player_is_not_heard(desk: Desk) -> None:
    desk.playback.play()
    desk.run(1)
    desk.player.position_ms = 6_000
    desk.run(1)
    first, second = desk.playback.heard()
    assert (first.from_ms, second.to_ms) == (0, near(7_000))
    assert first.to_ms <= 1_260  # the next report told of it
    assert second.from_ms >= 6_000


def test_a_report_from_the_last_target_does_not_start_the_next(desk: Desk) -> None:
    desk.playback.play()
    desk.run(1)
    desk.playback.seek_to(10_000)
    desk.playback.seek_to(10_200)
    desk.take()
    assert not desk.playback.sounding
    desk.run(0.5)
    assert desk.playback.sounding
    assert desk.playback.heard()[-1].from_ms == 10_200


def test_proof_from_before_is_kept_on_and_the_place_is_taken_up_again(
    desk: Desk, recording: Prepared
) -> None:
    desk.playback.load(recording, at_ms=4_000, heard=[HeardSpan(0, 4_000)])
    assert desk.playback.position() == 4_000
    desk.playback.play()
    desk.run(1)
    assert desk.playback.heard() == [HeardSpan(0, 5_000)]


def test_late_reports_about_the_last_recording_change_nothing(
    desk: Desk, recording: Prepared
) -> None:
    desk.playback.play()
    desk.take()
    desk.player.advance(300)
    desk.player.on_end()
    late = list(desk.reports)
    desk.reports.clear()
    desk.playback.load(recording)
    desk.playback.play()
    desk.run(1)
    for report in late:
        desk.playback.take(report)
    assert len(late) == 2
    assert desk.playback.playing
    assert desk.playback.position() == near(1_000)


def test_speed_and_volume_hold_for_the_next_recording(desk: Desk, recording: Prepared) -> None:
    desk.playback.set_rate(150)
    desk.playback.set_volume(40)
    desk.player.rate_percent = desk.player.volume_percent = 100
    desk.playback.load(recording)
    assert (desk.player.rate_percent, desk.player.volume_percent) == (150, 40)


def test_an_error_stops_and_keeps_what_was_heard(desk: Desk) -> None:
    desk.playback.play()
    desk.run(1)
    desk.player.on_error("call.wav")
    desk.take()
    assert not desk.playback.playing
    assert desk.playback.heard() == [HeardSpan(0, near(1_000))]


def test_without_a_recording_every_key_is_harmless() -> None:
    playback = Desk().playback
    playback.play()
    playback.skip(1_000)
    playback.pause()
    assert (playback.playing, playback.position(), playback.tick()) == (False, 0, False)
    playback.close()
    playback.close()


KEYS = st.lists(
    st.tuples(
        st.sampled_from(["toggle", "play", "pause", "skip", "seek", "rate", "nothing"]),
        st.integers(-8_000, 8_000),
        st.integers(0, 40),
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(KEYS)
def test_law_heard_is_no_more_than_the_time_that_sounded(
    recording: Prepared, keys: list[tuple[str, int, int]]
) -> None:
    """Whatever is pressed: after it all, player and playhead agree, and nothing is made up."""
    desk = Desk()
    playback = desk.playback
    playback.load(recording)
    sounded = 0.0
    for key, value, frames in keys:
        if key == "skip":
            playback.skip(value)
        elif key == "seek":
            playback.seek_to(abs(value) * 2)
        elif key == "rate":
            playback.set_rate(100 + abs(value) // 80)
        elif key != "nothing":
            getattr(playback, key)()
        for _ in range(frames):
            before = desk.player.playing
            desk.run(0.02)
            sounded += 20 * playback.rate_percent / 100 if before or desk.player.playing else 0
    desk.run(0.3)
    sounded += 300 * playback.rate_percent / 100
    assert 0 <= playback.position() <= 20_000
    assert playback.playing == desk.player.playing or playback.position() >= 19_000
    assert abs(playback.position() - desk.player.position_ms) <= 120
    heard = sum(span.to_ms - span.from_ms for span in playback.heard())
    assert heard <= sounded + 25 * (len(keys) + 1)


@pytest.mark.parametrize("rate", [50, 100, 200])
def test_it_pauses_by_itself_where_it_was_told_to(desk: Desk, rate: int) -> None:
    playback = desk.playback
    playback.set_rate(rate)
    playback.halt_at(3_000)
    playback.play()
    desk.run(7)
    assert (playback.playing, playback.halt_ms) == (False, None)
    assert 3_000 <= playback.position() <= 3_000 + 20 * rate // 100
    playback.play()
    desk.run(7)
    assert playback.position() > 3_200, "once"


def test_whoever_goes_on_by_hand_is_not_stopped(desk: Desk) -> None:
    playback = desk.playback
    playback.halt_at(3_000)
    playback.seek_to(2_000)
    assert playback.halt_ms == 3_000
    playback.seek_to(3_000)
    assert playback.halt_ms is None
    playback.halt_at(2_500)
    assert playback.halt_ms is None, "it lies behind"
    playback.halt_at(99_000)
    playback.play()
    desk.run(18)
    assert (playback.playing, playback.position()) == (False, 20_000)
    playback.halt_at(5_000)
    playback.seek_to(0)
    playback.halt_at(5_000)
    playback.halt_at(None)
    playback.play()
    desk.run(6)
    assert playback.playing


def test_the_next_tick_comes_when_it_is_to_pause(desk: Desk) -> None:
    playback = desk.playback
    assert playback.next_tick_ms(16) == 16
    playback.halt_at(1_000)
    assert playback.next_tick_ms(16) == 16, "it does not play"
    playback.play()
    desk.run(0.98)
    assert playback.next_tick_ms(16) == 16
    desk.player.advance(15)
    assert 1 <= playback.next_tick_ms(16) <= 6
