"""The real VLC: what it emits sample by sample against the file and against our playhead.

VLC gives its samples to us with the moment at which each is due (``audio_set_callbacks``), so
nothing depends on how fast this machine is.
"""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from audio_files import RATE, speech_like, write_wav

from qa_desktop.audio.cache import Prepared, prepare
from qa_desktop.audio.playback import Playback, Report
from qa_desktop.audio.players.vlc_player import VlcPlayer
from qa_desktop.audio.players.vlc_tap import SampleTap
from qa_desktop.domain.listening import heard_ms

SOURCE = speech_like(1, 20.0)
TOLERANCE_MS = 60
"""Of the playhead against what sounds; 15 ms measured on an idle machine."""
DEADLINE_SECONDS = 10.0


class Stage:
    """A playback on the real VLC; ``claims`` are (moment, playhead) while it says it sounds."""

    def __init__(self) -> None:
        self.player = VlcPlayer()
        self.tap = SampleTap(self.player, RATE, 1)
        self.playback = Playback(self.player)
        self.reports: queue.SimpleQueue[Report] = queue.SimpleQueue()
        self.playback.listen(self.reports.put)
        self.claims: list[tuple[float, int]] = []

    def until(self, condition: Callable[[], bool]) -> None:
        """Take reports and look at the playhead until the condition holds."""
        end = time.monotonic() + DEADLINE_SECONDS
        while not condition():
            assert time.monotonic() < end, "VLC did not get there"
            with contextlib.suppress(queue.Empty):
                self.playback.take(self.reports.get(timeout=0.004))
            self.playback.tick()
            if self.playback.sounding:
                self.claims.append((time.monotonic(), self.playback.position()))

    def until_position(self, ms: int) -> None:
        self.until(lambda: self.playback.sounding and self.playback.position() >= ms)

    def errors(self) -> np.ndarray:
        """Playhead minus truth in ms, for every tenth claim that fell on a sounding sample."""
        found = []
        for moment, claimed in self.claims[::10]:
            sound = self.tap.sounding_at(moment)
            if sound is not None and len(sound) >= PIECE:
                found.append(claimed - place_of(sound[:, 0]))
        return np.array(found)


PIECE = 80
"""10 ms of noise are enough to be found among 20 s."""
SIZE = 2**18
SPECTRUM = np.fft.rfft(SOURCE[0].astype(np.float64), SIZE)
LOUDNESS = np.sqrt(np.convolve(SOURCE[0].astype(np.float64) ** 2, np.ones(PIECE), "valid") + 1)


def place_of(sound: np.ndarray) -> float:
    """Where in the source these samples lie, in ms, by cross-correlation."""
    piece = np.fft.rfft(sound[:PIECE].astype(np.float64), SIZE)
    likeness = np.fft.irfft(SPECTRUM * np.conj(piece), SIZE)[: len(LOUDNESS)]
    return float(np.argmax(likeness / LOUDNESS) * 1000 / RATE)


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """20 s that never repeat, in a content-addressed file without an ending."""
    folder = tmp_path_factory.mktemp("vlc 录音")
    path = write_wav(folder / ("ab" * 32), SOURCE)
    return prepare(path, "ab" * 32, folder)


@pytest.fixture
def stage(recording: Prepared) -> Iterator[Stage]:
    stage = Stage()
    stage.playback.load(recording)
    yield stage
    stage.playback.close()


def first_place_after(stage: Stage, moment: float) -> float:
    block = next(b for b in stage.tap.emitted if b.received >= moment and len(b.samples) >= PIECE)
    return place_of(block.samples[:, 0])


def test_the_playhead_says_what_sounds(stage: Stage) -> None:
    """Through play, a seek forward, one back, a pause and going on."""
    playback = stage.playback
    playback.play()
    stage.until_position(1_200)
    playback.seek_to(12_345)
    stage.until_position(13_200)
    playback.seek_to(3_000)
    stage.until_position(3_700)
    playback.pause()
    frozen = playback.position()
    stage.until(lambda: not stage.player.media_player.is_playing())
    assert playback.position() == frozen
    playback.play()
    assert playback.position() == frozen - 2_000
    stage.until_position(frozen - 1_200)
    errors = stage.errors()
    assert len(errors) > 20
    assert np.percentile(np.abs(errors), 95) <= TOLERANCE_MS
    assert np.median(np.abs(errors)) <= TOLERANCE_MS / 2


@pytest.mark.parametrize("target", [1, 777, 12_345, 19_001])
def test_a_seek_is_exact_to_the_millisecond(stage: Stage, target: int) -> None:
    stage.playback.seek_to(target)
    moment = time.monotonic()
    stage.playback.play()
    stage.until(lambda: any(b.received >= moment for b in stage.tap.emitted))
    assert first_place_after(stage, moment) == pytest.approx(target, abs=1)


def test_opening_is_silent_and_paused_at_the_beginning(stage: Stage) -> None:
    stage.until(lambda: str(stage.player.media_player.get_state()) == "State.Paused")
    assert stage.tap.emitted == []
    moment = time.monotonic()
    stage.playback.play()
    stage.until(lambda: bool(stage.tap.emitted))
    assert first_place_after(stage, moment) == 0


def test_the_end_play_again_and_seek_after_the_end(stage: Stage) -> None:
    playback = stage.playback
    playback.seek_to(19_300)
    playback.play()
    stage.until(lambda: not playback.playing)
    assert playback.position() == playback.duration_ms == 20_000
    assert heard_ms(playback.heard(), 20_000) == pytest.approx(700, abs=TOLERANCE_MS)
    moment = time.monotonic()
    playback.play()
    stage.until_position(100)
    assert first_place_after(stage, moment) == pytest.approx(0, abs=1)
    playback.seek_to(19_700)
    stage.until(lambda: not playback.playing)
    playback.seek_to(5_000)
    moment = time.monotonic()
    playback.play()
    stage.until_position(5_100)
    assert first_place_after(stage, moment) == pytest.approx(5_000, abs=1)


def test_hasty_fingers(stage: Stage) -> None:
    """Play and pause faster than VLC can open the file: the last key counts."""
    for _ in range(5):
        stage.playback.play()
        stage.playback.pause()
    state = stage.player.media_player.get_state
    stage.until(lambda: stage.reports.empty() and str(state()) == "State.Paused")
    assert not stage.playback.playing
    stage.playback.play()
    stage.until_position(200)


def test_another_recording_at_once(stage: Stage, recording: Prepared) -> None:
    stage.playback.play()
    stage.until_position(300)
    for _ in range(5):
        stage.playback.load(recording, at_ms=8_000)
        stage.playback.play()
    moment = time.monotonic()
    stage.until_position(8_200)
    assert first_place_after(stage, moment) >= 8_000
    assert stage.playback.heard()[0].from_ms == pytest.approx(8_000, abs=1)


def test_what_it_cannot_play_is_reported_and_the_next_file_plays(
    stage: Stage, recording: Prepared, tmp_path: Path
) -> None:
    failed: list[str] = []
    stage.player.on_error = failed.append
    (tmp_path / "no.wav").write_text("no sound at all")
    stage.player.load(tmp_path / "no.wav")
    stage.player.play()
    stage.until(lambda: bool(failed))
    assert failed == ["no.wav"]
    stage.playback.listen(stage.reports.put)
    stage.playback.load(recording)
    stage.playback.play()
    stage.until_position(200)


def test_every_method_is_harmless_without_a_file_and_after_closing() -> None:
    player = VlcPlayer()
    assert player.name.startswith("VLC 3.")
    for _ in range(2):
        player.play()
        player.pause()
        player.seek(5)
        player.set_rate(150)
        player.set_volume(50)
        player.close()


@pytest.mark.parametrize("subtype", ["ALAW", "ULAW", "PCM_U8", "PCM_24", "PCM_32"])
def test_every_kind_that_plays_in_place_seeks_exactly(tmp_path: Path, subtype: str) -> None:
    path = tmp_path / "call.wav"
    soundfile.write(path, SOURCE[0], RATE, subtype=subtype)
    stage = Stage()
    stage.playback.load(prepare(path, "cd" * 32, tmp_path))
    try:
        stage.playback.seek_to(11_111)
        moment = time.monotonic()
        stage.playback.play()
        stage.until(lambda: any(b.received >= moment for b in stage.tap.emitted))
        assert first_place_after(stage, moment) == pytest.approx(11_111, abs=1)
    finally:
        stage.playback.close()


def test_time_runs_on_a_machine_without_a_sound_card(recording: Prepared) -> None:
    """In a fresh process with the dummy output, which takes the place of the sound card."""
    script = """
import queue, sys, time
from pathlib import Path
from qa_desktop.audio.players.choose import choose_player
player = choose_player()
positions = queue.SimpleQueue()
player.on_position = positions.put
player.load(Path(sys.argv[1]))
player.play()
seen = [positions.get(timeout=10) for _ in range(3)]
player.close()
print(player.name, seen == sorted(set(seen)), seen[-1] >= 400)
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(recording.playable)],
        env={**os.environ, "QA_DESKTOP_AOUT": "dummy", "QA_DESKTOP_PLAYER": "vlc"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.startswith("VLC 3.")
    assert done.stdout.split()[2:] == ["True", "True"]
