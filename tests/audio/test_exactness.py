"""A seek is exact to ±10 ms in every format, at every speed: what VLC really emits against the
recording.

VLC hands its samples to us (``audio_set_callbacks``); they are found in the source by
cross-correlation. At other speeds that holds for the first piece; what follows is put together
from pieces by the stretcher, and its envelope is found in that of the source.
"""

from __future__ import annotations

import contextlib
import queue
import time
from collections.abc import Callable
from pathlib import Path

import made_calls as made
import numpy as np
import pytest
import soundfile
from audio_files import MAKE, run_ffmpeg

from qa_desktop.audio.cache import Prepared, prepare
from qa_desktop.audio.playback import Playback, Report
from qa_desktop.audio.players.vlc_player import VlcPlayer
from qa_desktop.audio.players.vlc_tap import SampleTap

WITHIN_MS = 10.0
TARGETS = (4_321, 1_234)
DEADLINE_SECONDS = 30.0
_MPG123_SKIPS = 529
"""Samples that libsndfile's MP3 decoder knows it adds itself and leaves out, where FFmpeg, without
a header that says so, leaves them in: 66 ms at 8 kHz."""
SAYS_NO_DELAY = {"vbr_without_length.mp3", "mp3_in.wav", "adts.aac", "wma.wma"}
"""Nobody can know from these files what their encoder put before the beginning: the recording is
what a decoder makes of them, and the one to compare with is ffmpeg."""
NEEDS_NO_WAITING = ("pcm.wav", "ulaw.wav", "gsm.wav", "mp3.mp3", "opus.opus", "g722.wav")
_STRIDE_MS, _SEARCH_MS, _FADE_MS = 30, 14, 6
"""VLC's scaletempo plays pieces of 30 ms as they are, each taken up to 14 ms later than where it
belongs, where its waves fit best."""
AT_OTHER_SPEEDS = [("pcm.wav", 50), ("mp3.mp3", 150), ("opus.opus", 200)]


@pytest.fixture(scope="module")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight seconds of a voice whose loudness and pitch change every 40 ms, in every format."""
    folder = tmp_path_factory.mktemp("exact")
    random = np.random.default_rng(11)
    steps = np.repeat(random.uniform(0.05, 1, 200), made.RATE // 25)
    hertz = np.repeat(random.uniform(90, 250, 200), made.RATE // 25)
    pitch = 2 * np.pi * np.cumsum(hertz) / made.RATE
    buzz = np.asarray(sum(np.sin(n * pitch) / n for n in range(1, 16)))
    made.write(folder / "source.wav", made.at_level(buzz * steps, -20))
    return folder


def encoded(folder: Path, name: str, *, as_decoded: bool = False) -> tuple[Path, np.ndarray, int]:
    """The file, what is in it (``as_decoded``: with what its codec made of that), and the rate."""
    path, source = folder / name, folder / "source.wav"
    if not path.exists():
        run_ffmpeg("-i", str(source), *MAKE[name], str(path))
    if as_decoded or name in SAYS_NO_DELAY:
        source = folder / f"{name}.decoded.wav"
        run_ffmpeg("-i", str(path), "-ac", "1", str(source))
    sound, rate = soundfile.read(source)
    return path, sound[_MPG123_SKIPS if name == "vbr_without_length.mp3" else 0 :], rate


def emitted_from(prepared: Prepared, target_ms: int, percent: int, seconds: float) -> np.ndarray:
    """What sounds after a seek while it plays: one channel, at the rate of the recording."""
    rate = prepared.peaks.sample_rate
    player = VlcPlayer()
    tap, playback = SampleTap(player, rate, 1), Playback(player, back_step_ms=0)
    reports: queue.SimpleQueue[Report] = queue.SimpleQueue()
    playback.listen(reports.put)

    def until(condition: Callable[[], bool]) -> None:
        end = time.monotonic() + DEADLINE_SECONDS
        while not condition():
            assert time.monotonic() < end, "VLC did not get there"
            with contextlib.suppress(queue.Empty):
                playback.take(reports.get(timeout=0.004))
            playback.tick()

    def after(moment: float) -> list[np.ndarray]:
        return [block.samples[:, 0] for block in list(tap.emitted) if block.received >= moment]

    try:
        playback.load(prepared, rate_percent=percent)
        playback.seek_to(target_ms)
        moment = time.monotonic()
        playback.play()
        until(lambda: sum(map(len, after(moment))) >= seconds * rate)
        return np.concatenate(after(moment)).astype(np.float64) / 32_768
    finally:
        playback.close()


def delay_ms(
    emitted: np.ndarray, rate: int, source: np.ndarray, source_rate: int, at_ms: int
) -> float:
    """By how much later than ``at_ms`` of the source the emitted samples lie, up to ±400 ms."""
    if rate != source_rate:
        wanted = np.arange(int(len(emitted) * source_rate / rate)) * rate / source_rate
        emitted = np.interp(wanted, np.arange(len(emitted)), emitted)
    first = (at_ms - 400) * source_rate // 1000
    around = source[first : first + len(emitted) + 800 * source_rate // 1000]
    energy = np.convolve(around**2, np.ones(len(emitted)), "valid")
    likeness = np.correlate(around, emitted, "valid") / np.sqrt(energy + 1e-9)
    assert likeness.max() ** 2 >= 0.8 * (emitted**2).sum(), "not this sound at all"
    return float(likeness.argmax() * 1000 / source_rate - 400)


def check(folder: Path, name: str, target_ms: int) -> None:
    path, sound, rate = encoded(folder, name)
    prepared = prepare(path, (name.encode().hex() + "ab" * 32)[:64], folder)
    found = emitted_from(prepared, target_ms, 100, 0.2)
    late = delay_ms(found, prepared.peaks.sample_rate, sound, rate, target_ms)
    assert abs(late) <= WITHIN_MS, f"{name}: {late:+.1f} ms"


@pytest.mark.parametrize("name", NEEDS_NO_WAITING)
def test_a_seek_lands_where_it_was_asked_to(recordings: Path, name: str) -> None:
    check(recordings, name, TARGETS[0])


@pytest.mark.slow
@pytest.mark.parametrize("target_ms", TARGETS)
@pytest.mark.parametrize("name", sorted(MAKE))
def test_in_every_format(recordings: Path, name: str, target_ms: int) -> None:
    check(recordings, name, target_ms)


def envelope(sound: np.ndarray, rate: float) -> np.ndarray:
    """Loudness at every millisecond, over 10 ms to each side."""
    at = (np.arange(int(len(sound) / rate * 1000)) * rate / 1000).astype(int)
    sums = np.concatenate([[0.0], np.cumsum(sound**2)])
    reach = max(int(rate / 100), 1)
    last, first = np.minimum(at + reach, len(sound)), np.maximum(at - reach, 0)
    return np.sqrt((sums[last] - sums[first]) / np.maximum(last - first, 1))


def stretched_delay_ms(
    emitted: np.ndarray, rate: int, source: np.ndarray, source_rate: int, at_ms: int, percent: int
) -> float:
    """By how much later in the source, up to ±200 ms, by the envelopes."""
    heard = envelope(emitted, rate * 100 / percent)[20:-20]
    whole = envelope(source, source_rate)
    scores = []
    for late in range(-200, 201):
        part = whole[at_ms + late + 20 :][: len(heard)]
        scores.append(np.corrcoef(heard, part)[0, 1])
    assert max(scores) > 0.8, "not this sound at all"
    return float(np.argmax(scores) - 200)


def check_speed(folder: Path, name: str, percent: int) -> None:
    path, sound, rate = encoded(folder, name, as_decoded=True)
    prepared = prepare(path, (name.encode().hex() + "ab" * 32)[:64], folder)
    target_ms = TARGETS[1]
    found = emitted_from(prepared, target_ms, percent, 1.2)
    own = prepared.peaks.sample_rate
    # The first piece, without the fade-in at its beginning and the overlap at its end
    piece = found[own * _FADE_MS // 1000 : own * 24 // 1000]
    first = delay_ms(piece, own, sound, rate, target_ms + _FADE_MS)
    assert abs(first) <= WITHIN_MS, f"{name} at {percent} %: {first:+.0f} ms"
    late = stretched_delay_ms(found, own, sound, rate, target_ms, percent)
    # Within a piece time passes as recorded, so its middle comes early or late
    expected = (100 - percent) / 100 * _STRIDE_MS / 2 + _SEARCH_MS / 2
    assert abs(late - expected) <= WITHIN_MS, f"{name} at {percent} %: {late:+.0f} ms"


@pytest.mark.parametrize(("name", "percent"), AT_OTHER_SPEEDS)
def test_at_other_speeds(recordings: Path, name: str, percent: int) -> None:
    check_speed(recordings, name, percent)


@pytest.mark.slow
@pytest.mark.parametrize("percent", [50, 150, 200])
@pytest.mark.parametrize("name", sorted(MAKE))
def test_in_every_format_at_other_speeds(recordings: Path, name: str, percent: int) -> None:
    check_speed(recordings, name, percent)


@pytest.mark.parametrize("percent", [50, 200, 300])
def test_the_pitch_is_kept(tmp_path: Path, percent: int) -> None:
    t = np.arange(6 * made.RATE) / made.RATE
    path = made.write(tmp_path / "tone.wav", 0.3 * np.sin(2 * np.pi * 440 * t))
    found = emitted_from(prepare(path, "cd" * 32, tmp_path), 1_000, percent, 0.6)
    power = np.abs(np.fft.rfft(found * np.hanning(len(found))))
    assert power.argmax() * made.RATE / len(found) == pytest.approx(440, abs=4)
