"""What the real VLC puts in which ear, and how loud."""

from __future__ import annotations

import contextlib
import queue
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from audio_files import RATE, write_wav

from qa_desktop.audio.cache import Prepared, prepare
from qa_desktop.audio.playback import Playback, Report
from qa_desktop.audio.players.vlc_player import VlcPlayer
from qa_desktop.audio.players.vlc_tap import SampleTap

AGENT_HZ, CUSTOMER_HZ = 300, 1_000
PIECE = 400
DEADLINE_SECONDS = 60.0


class Stage:
    def __init__(self) -> None:
        self.player = VlcPlayer()
        self.tap = SampleTap(self.player, RATE, 2)
        self.playback = Playback(self.player)
        self.reports: queue.SimpleQueue[Report] = queue.SimpleQueue()
        self.playback.listen(self.reports.put)

    def until(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + DEADLINE_SECONDS
        while not condition():
            assert time.monotonic() < end, "VLC did not get there"
            with contextlib.suppress(queue.Empty):
                self.playback.take(self.reports.get(timeout=0.004))
            self.playback.tick()

    def last(self) -> np.ndarray | None:
        """The newest samples of both ears."""
        block = self.tap.emitted[-1].samples if self.tap.emitted else None
        return block if block is not None and len(block) >= PIECE else None

    def until_heard(self, left: int, right: int) -> None:
        """Until these tones (Hz) are in the ears."""

        def is_heard() -> bool:
            sound = self.last()
            return sound is not None and [pitch(sound[:, n]) for n in (0, 1)] == [left, right]

        self.until(is_heard)


def pitch(sound: np.ndarray) -> int:
    power = np.abs(np.fft.rfft(sound[:PIECE] * np.hanning(PIECE)))
    return int(power.argmax()) * RATE // PIECE


def amplitude(sound: np.ndarray) -> float:
    return float(np.abs(sound).max())


@pytest.fixture(scope="module")
def call(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """20 s: a low tone for the agent, a high one for the customer, a tenth of full scale."""
    folder = tmp_path_factory.mktemp("sides")
    t = np.arange(20 * RATE) / RATE
    tones = [np.sin(2 * np.pi * hertz * t) * 3_276 for hertz in (AGENT_HZ, CUSTOMER_HZ)]
    path = write_wav(folder / "call.wav", np.array(tones).astype(np.int16))
    return prepare(path, "ac" * 32, folder)


@pytest.fixture
def stage(call: Prepared) -> Iterator[Stage]:
    stage = Stage()
    stage.playback.load(call)
    yield stage
    stage.playback.close()


def test_both_one_or_the_other_in_both_ears(stage: Stage, call: Prepared) -> None:
    playback = stage.playback
    playback.play()
    stage.until_heard(AGENT_HZ, CUSTOMER_HZ)
    playback.set_side("agent")
    stage.until_heard(AGENT_HZ, AGENT_HZ)
    playback.set_rate(150)
    playback.set_side("customer")
    stage.until_heard(CUSTOMER_HZ, CUSTOMER_HZ)
    playback.seek_to(10_000)
    stage.until(lambda: playback.sounding)
    stage.until_heard(CUSTOMER_HZ, CUSTOMER_HZ)
    playback.set_side("both")
    stage.until_heard(AGENT_HZ, CUSTOMER_HZ)
    playback.set_side("agent")
    stage.until_heard(AGENT_HZ, AGENT_HZ)
    playback.load(call)
    stage.tap.emitted = []
    playback.play()
    stage.until_heard(AGENT_HZ, CUSTOMER_HZ)


def test_the_agent_may_be_on_the_right_channel(stage: Stage, call: Prepared) -> None:
    stage.playback.load(call.with_agent_on("right"))
    stage.playback.play()
    stage.playback.set_side("agent")
    stage.until_heard(CUSTOMER_HZ, CUSTOMER_HZ)  # the tone of the right channel
    stage.playback.set_side("customer")
    stage.until_heard(AGENT_HZ, AGENT_HZ)


def test_it_stays_after_the_end_and_from_the_beginning(stage: Stage) -> None:
    playback = stage.playback
    playback.seek_to(19_500)
    playback.set_side("customer")
    playback.play()
    stage.until(lambda: not playback.playing)
    stage.tap.emitted = []
    playback.play()
    stage.until_heard(CUSTOMER_HZ, CUSTOMER_HZ)


@pytest.mark.parametrize(("gain_db", "factor"), [(6.0, 2.0), (-12.0, 0.25)])
def test_levelling_is_what_it_says_in_decibels(
    stage: Stage, call: Prepared, gain_db: float, factor: float
) -> None:
    playback = stage.playback
    playback.play()
    stage.until(lambda: stage.last() is not None)
    sound = replace(call.sound, loudness=-23.0 - gain_db, peak_db=-20.0)
    playback.set_volume(100)
    playback.load(replace(call, sound=sound))
    playback.play()

    def is_at(wanted: float) -> bool:
        if not playback.playing:  # a machine that is busy hears the end of the call first
            playback.play()
        found = stage.last()
        return found is not None and amplitude(found) == pytest.approx(wanted, rel=0.05)

    stage.until(lambda: is_at(3_276))
    playback.set_levels(True)
    stage.until(lambda: is_at(3_276 * factor))
