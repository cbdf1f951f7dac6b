"""Joined clips are equally loud, measured by ffmpeg's ebur128."""

from __future__ import annotations

import re
import shutil
import subprocess
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
import soundfile

from qa_desktop.audio.clip_levels import amplified, gains_db, loudness_of
from qa_desktop.audio.clip_sound import Sound
from qa_desktop.audio.loudness import TARGET_LUFS

pytestmark = pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg measures")


def babble(rate: int, channels: int, level: float, seconds: float = 6, seed: int = 3) -> Sound:
    """Syllables and pauses, much of it below 1 kHz; one channel says less than the other."""
    draw = np.random.default_rng(seed)
    count = round(rate * seconds)
    lanes = []
    for lane in range(channels):
        noise = np.convolve(draw.normal(size=count), np.ones(8) / 8, "same")
        speaks = np.repeat(draw.random(round(seconds * 4) + 1) > 0.3 + 0.2 * lane, rate // 4)
        lanes.append(noise * speaks[:count] * level * 32_767)
    return Sound(np.stack(lanes).clip(-32_768, 32_767).astype(np.int16), rate)


def ebur128(sound: Sound, folder: Path) -> float:
    file = folder / "measured.wav"
    soundfile.write(file, sound.block.T, sound.rate, subtype="PCM_16")
    command = ["ffmpeg", "-nostats", "-i", str(file), "-af", "ebur128", "-f", "null", "-"]
    said = subprocess.run(command, capture_output=True, check=True).stderr.decode()
    return float(re.findall(r"I:\s+(-?[\d.]+) LUFS", said)[-1])


@pytest.mark.parametrize("rate", [8000, 16000, 44100, 48000])
@pytest.mark.parametrize("channels", [1, 2])
def test_loudness_is_what_ffmpeg_says(tmp_path: Path, rate: int, channels: int) -> None:
    sound = babble(rate, channels, 0.1)
    found = loudness_of(sound)
    assert found is not None and abs(found - ebur128(sound, tmp_path)) < 0.3


def test_all_get_one_loudness(tmp_path: Path) -> None:
    sounds = [babble(8000, 1, 0.01), babble(16000, 2, 0.3, seed=4), babble(8000, 2, 0.1, seed=5)]
    levelled = [
        amplified(sound, gain) for sound, gain in zip(sounds, gains_db(sounds), strict=True)
    ]
    measured = [ebur128(sound, tmp_path) for sound in levelled]
    assert max(measured) - min(measured) <= 1, measured
    assert abs(measured[0] - TARGET_LUFS) <= 1


def test_a_peak_makes_all_quieter_instead_of_clipping(tmp_path: Path) -> None:
    peaky = babble(8000, 1, 0.02)
    block = peaky.block.copy()
    block[0, 9_000:9_004] = 6_000
    sounds = [Sound(block, 8000), babble(8000, 1, 0.1)]
    levelled = [
        amplified(sound, gain) for sound, gain in zip(sounds, gains_db(sounds), strict=True)
    ]
    assert all(np.abs(each.block.astype(int)).max() < 32_767 for each in levelled)
    measured = [ebur128(sound, tmp_path) for sound in levelled]
    assert abs(measured[0] - measured[1]) <= 1 and measured[0] < TARGET_LUFS - 3


def test_short_and_silent_sounds() -> None:
    silent = Sound(np.zeros((2, 8_000), np.int16), 8000)
    assert loudness_of(silent) is None and gains_db([silent]) == [0.0]
    assert loudness_of(Sound(np.zeros((1, 0), np.int16), 8000)) is None
    short = babble(8000, 1, 0.1, 0.2, seed=1)
    assert loudness_of(short) is not None
    loudness_of(Sound(short.block[:, :3], 8000))  # no block at all, and no error


def test_half_an_hour_is_amplified_in_little_more_room_than_it_takes() -> None:
    wave = np.tile(np.array([1_000, 1_000, -1_000, -1_000], np.int16), 500_000)
    sound = Sound(np.stack([wave, wave]), 48_000)
    tracemalloc.start()
    try:
        louder = amplified(sound, 6.0)
        assert gains_db([sound]) != [0.0]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (np.abs(louder.block) == 1_995).all()
    assert peak < 2 * sound.block.nbytes
