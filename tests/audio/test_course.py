"""Speed, skipped silence, loops, one channel, loudness: what the keys do while it plays."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import made_calls as made
import pytest
from audio_files import write_wav
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.audio.cache import Prepared, prepare
from qa_desktop.audio.course import Course, loop_of
from qa_desktop.audio.playback import Playback, Report
from qa_desktop.audio.players.fake import FakePlayer
from qa_desktop.domain.clips import merged
from qa_desktop.domain.talk import skippable


class Desk:
    """A playback with its fake player."""

    def __init__(self) -> None:
        self.player = FakePlayer()
        self.playback = Playback(self.player, self.player.clock, back_step_ms=0)
        self.reports: list[Report] = []
        self.playback.listen(self.reports.append)
        self.passed: list[int] = []
        """The playhead, every 20 ms."""

    def run(self, seconds: float) -> None:
        for _ in range(round(seconds * 50)):
            while self.reports:
                self.playback.take(self.reports.pop(0))
            self.playback.tick()
            self.passed.append(self.playback.position())
            self.player.advance(20)
        while self.reports:
            self.playback.take(self.reports.pop(0))
        self.playback.tick()


@pytest.fixture(scope="module")
def call(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """20 s: the agent speaks from 1 to 4 s, the customer from 10 to 13."""
    folder = tmp_path_factory.mktemp("course")
    agent = made.joined(made.silence(1), made.talk(3), made.silence(16))
    customer = made.joined(made.silence(10), made.talk(3), made.silence(7))
    path = write_wav(folder / "call.wav", made.samples(made.lanes(agent, customer)))
    return prepare(path, "aa" * 32, folder)


@pytest.fixture
def desk(call: Prepared) -> Desk:
    desk = Desk()
    desk.playback.load(call)
    return desk


def near(ms: float, within: float = 120) -> object:
    return pytest.approx(ms, abs=within)


# -- silence


def test_silence_is_left_out_with_its_edges_kept(desk: Desk) -> None:
    playback = desk.playback
    playback.set_skips_silence(True)
    playback.play()
    desk.run(9)
    assert not any(4_500 < at < 9_600 for at in desk.passed)
    assert any(4_000 < at < 4_250 for at in desk.passed)
    assert any(9_760 < at < 10_000 for at in desk.passed)
    assert playback.saved_ms == near(750 + 5_500 + 6_750)
    assert not playback.playing  # nothing but silence follows
    heard = sum(span.to_ms - span.from_ms for span in playback.heard())
    assert heard == near(20_000 - playback.saved_ms, 400)


def test_what_was_left_out_once_is_not_saved_again_by_playing_anew(desk: Desk) -> None:
    desk.playback.set_skips_silence(True)
    desk.playback.seek_to(12_900)
    desk.playback.play()
    desk.run(1)
    assert not desk.playback.playing
    saved = desk.playback.saved_ms
    desk.playback.play()
    assert desk.playback.saved_ms == near(saved + 750)


def test_at_half_again_the_speed_less_is_saved(desk: Desk) -> None:
    desk.playback.set_skips_silence(True)
    desk.playback.set_rate(150)
    desk.playback.play()
    desk.run(9)
    assert desk.playback.saved_ms == near((750 + 5_500 + 6_750) / 1.5)


def test_switched_off_everything_is_heard(desk: Desk) -> None:
    desk.playback.set_skips_silence(True)
    desk.playback.set_skips_silence(False)
    desk.playback.play()
    desk.run(12)
    assert desk.playback.position() == near(12_000)
    assert desk.playback.saved_ms == 0


def test_who_goes_into_a_silence_by_hand_is_taken_to_its_end(desk: Desk) -> None:
    desk.playback.set_skips_silence(True)
    desk.playback.seek_to(6_000)
    assert desk.playback.position() == 6_000  # paused one may look anywhere
    desk.playback.play()
    assert desk.playback.position() == near(9_750)


def test_with_one_channel_in_the_ears_the_other_is_silence(desk: Desk) -> None:
    desk.playback.set_skips_silence(True)
    desk.playback.set_side("customer")
    desk.playback.play()
    desk.run(1)
    assert desk.playback.position() == near(10_700)


def test_the_next_recording_begins_to_count_anew(desk: Desk, call: Prepared) -> None:
    desk.playback.set_skips_silence(True)
    desk.playback.play()
    desk.run(3)
    assert desk.playback.saved_ms
    desk.playback.load(call)
    assert desk.playback.saved_ms == 0
    desk.playback.play()
    assert desk.playback.position() == near(750)


# -- loops


def test_a_region_is_heard_again_and_again(desk: Desk) -> None:
    assert desk.playback.set_loop(2_000, 3_000)
    assert desk.playback.position() == 2_000
    desk.playback.play()
    desk.run(5)
    inside = [at for at in desk.passed if at]
    assert min(inside) >= 1_990
    assert max(inside) <= 3_060
    assert sum(b < a for a, b in itertools.pairwise(inside)) >= 4
    desk.playback.end_loop()
    desk.run(2)
    assert desk.playback.position() > 3_200


def test_the_end_of_the_recording_is_no_end_of_a_loop(desk: Desk) -> None:
    desk.playback.set_loop(19_000, 25_000)
    assert desk.playback.loop == (19_000, 20_000)
    desk.playback.play()
    desk.run(4)
    assert desk.playback.playing
    assert desk.player.playing
    assert 19_000 <= desk.playback.position() < 20_000


def test_a_loop_plays_its_silence_and_seeking_away_ends_it(desk: Desk) -> None:
    desk.playback.set_skips_silence(True)
    desk.playback.set_loop(5_000, 7_000)
    desk.playback.play()
    desk.run(1.5)
    assert desk.playback.position() == near(6_500, 150)
    desk.playback.seek_to(6_000)
    assert desk.playback.loop
    desk.playback.seek_to(12_000)
    assert desk.playback.loop is None


def test_going_on_after_a_pause_stays_in_the_loop(desk: Desk) -> None:
    desk.playback.set_back_step(2_000)
    desk.playback.set_loop(2_000, 4_000)
    desk.playback.play()
    desk.run(0.5)
    desk.playback.pause()
    desk.playback.play()
    assert desk.playback.position() == 2_000


def test_a_loop_that_is_too_short_is_none(desk: Desk) -> None:
    assert not desk.playback.set_loop(3_000, 3_100)
    assert not desk.playback.set_loop(20_000, 30_000)
    assert loop_of(3_500, 3_000, 20_000) == (3_000, 3_500)


# -- to speech


def test_keys_stop_where_speech_begins_again(desk: Desk) -> None:
    playback = desk.playback
    assert playback.to_speech(True)
    assert playback.position() == near(750)
    assert playback.to_speech(True)
    assert playback.position() == near(9_750)
    assert not playback.to_speech(True)
    assert playback.to_speech(False)
    assert playback.position() == near(750)
    playback.set_side("customer")
    assert playback.to_speech(True)
    assert playback.position() == near(9_750)
    assert not playback.to_speech(False)


# -- channels


def test_one_channel_in_both_ears_as_soon_as_samples_flow(desk: Desk, call: Prepared) -> None:
    assert desk.playback.set_side("agent")
    assert desk.player.channel is None
    desk.playback.play()
    desk.run(0.2)
    assert desk.player.channel == "left"
    desk.playback.set_side("customer")
    desk.run(0.1)
    assert desk.player.channel == "right"
    desk.playback.load(call)
    assert desk.playback.side == "both"
    desk.playback.play()
    desk.run(0.1)
    assert desk.player.channel is None


def test_what_the_player_forgets_at_the_end_is_said_again(desk: Desk) -> None:
    desk.playback.set_side("agent")
    desk.playback.seek_to(19_500)
    desk.playback.play()
    desk.run(1)
    desk.player.channel = None
    desk.playback.play()
    desk.run(0.2)
    assert desk.player.channel == "left"


def test_there_is_nothing_to_choose_in_a_call_of_one_channel(tmp_path: Path) -> None:
    desk = Desk()
    path = write_wav(tmp_path / "mono.wav", made.samples(made.talk(3)))
    desk.playback.load(prepare(path, "bb" * 32, tmp_path))
    assert not desk.playback.set_side("agent")
    assert desk.playback.side == "both"


def test_nor_with_a_player_that_cannot(desk: Desk, call: Prepared) -> None:
    desk.player.has_sides = False
    assert not desk.playback.set_side("agent")
    assert desk.playback.set_side("both")


# -- loudness and speed


def test_quiet_and_loud_calls_are_levelled_when_asked(desk: Desk, call: Prepared) -> None:
    quiet = replace(call, sound=replace(call.sound, loudness=-33.0, peak_db=-20.0))
    loud = replace(call, sound=replace(call.sound, loudness=-13.0, peak_db=0.0))
    desk.playback.set_volume(70)
    desk.playback.load(quiet)
    assert (desk.player.volume_percent, desk.player.gain_db) == (70, 0)
    desk.playback.set_levels(True)
    assert desk.player.gain_db == pytest.approx(10)
    desk.playback.load(loud)
    assert desk.player.gain_db == pytest.approx(-10)
    desk.playback.set_volume(50)
    assert (desk.player.volume_percent, desk.player.gain_db) == (50, pytest.approx(-10))
    desk.playback.set_levels(False)
    assert desk.player.gain_db == 0


def test_the_speed_of_a_recording(desk: Desk, call: Prepared) -> None:
    desk.playback.set_rate(20)
    assert desk.playback.rate_percent == desk.player.rate_percent == 50
    desk.playback.set_rate(900)
    assert desk.playback.rate_percent == 300
    desk.playback.load(call, rate_percent=130)
    assert desk.player.rate_percent == 130


def test_without_a_recording_every_key_is_harmless() -> None:
    playback = Desk().playback
    playback.set_skips_silence(True)
    playback.set_levels(True)
    assert not playback.set_side("agent")
    assert not playback.set_loop(0, 5_000)
    assert not playback.to_speech(True)
    assert playback.tick() is False


# -- the course by itself

SPANS = st.lists(
    st.tuples(st.integers(0, 20_000), st.integers(1, 4_000)).map(lambda p: (p[0], p[0] + p[1])),
    max_size=8,
).map(lambda spans: merged((a, min(b, 20_000)) for a, b in spans if a < 20_000))


@given(SPANS, st.none() | SPANS, st.integers(0, 20_000))
def test_law_one_step_leads_to_sound_and_forward(
    speech: list[tuple[int, int]], here: list[tuple[int, int]] | None, at: int
) -> None:
    course = Course(20_000, here, skippable(speech, 20_000, here))
    found = course.next_sound(at)
    if found is None:
        return
    assert found >= at
    assert course.next_sound(found) == found
    assert here is None or any(a <= found < b for a, b in here)
    assert not any(a <= found < b for a, b in course.skipped)


def test_only_silence_counts_as_saved() -> None:
    course = Course(20_000, [(0, 4_000), (10_000, 20_000)], [(1_000, 2_000), (12_000, 13_000)])
    assert course.next_sound(1_500) == 2_000
    assert course.next_sound(5_000) == 10_000
    assert Course(20_000, None, [(15_000, 20_000)]).next_sound(16_000) is None
    assert course.silent_ms(0, 20_000) == 2_000
    assert course.silent_ms(1_500, 12_500) == 1_000


# -- the moment that a key is about


def test_reaction_time_goes_back_over_a_silence_that_was_left_out(desk: Desk) -> None:
    desk.playback.set_skips_silence(True)
    desk.playback.seek_to(4_000)
    desk.playback.play()
    while desk.playback.position() < 9_000:
        desk.run(0.02)
    desk.run(0.1)
    passed = desk.playback.position() - 9_750
    assert 0 <= passed < 200
    assert desk.playback.moment_before(500) == near(4_250 - (500 - passed), 60)
    desk.run(1)
    assert desk.playback.moment_before(500) == desk.playback.position() - 500


def test_reaction_time_goes_back_round_a_loop(desk: Desk) -> None:
    desk.playback.set_loop(2_000, 2_400)
    desk.playback.play()
    desk.run(3)
    for late in (0, 100, 300, 500, 1_000):
        assert 2_000 <= desk.playback.moment_before(late) <= 2_480
    desk.playback.seek_to(6_000)
    assert desk.playback.moment_before(500) == 5_500
