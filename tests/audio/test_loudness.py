"""Loudness against ffmpeg's ebur128, and what follows from it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import made_calls as made
import numpy as np
import pytest
import soundfile

from qa_desktop.audio.loudness import TARGET_LUFS, gain_db, integrated, k_weight

DEMO = Path(__file__).parents[2] / "resources" / "demo"


def by_ffmpeg(path: Path) -> float:
    """Integrated loudness in LUFS."""
    command = ["ffmpeg", "-nostdin", "-i", str(path), "-af", "ebur128", "-f", "null", "-"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    return float(re.findall(r"I: +(-?[\d.]+) LUFS", said)[-1])


def test_the_curve_of_the_standard() -> None:
    """0.691 dB at 997 Hz (what the offset takes back), +4 dB at the top, nothing of a hum."""
    decibels = 10 * np.log10(k_weight(np.array([10.0, 997.0, 10_000.0])))
    assert decibels[1] == pytest.approx(0.691, abs=0.01)
    assert decibels[2] == pytest.approx(4.0, abs=0.05)
    assert decibels[0] < -20


def test_a_sine_of_full_scale_reads_3_01_below() -> None:
    power = np.full(50, 0.5 * k_weight(np.array([997.0]))[0])
    assert integrated(power) == pytest.approx(-3.01, abs=0.01)


def test_both_gates() -> None:
    loud, weak, nothing = 1e-2, 1e-2 / 200, 1e-9
    power = np.array([loud] * 10 + [weak] * 100 + [nothing] * 1_000)
    assert integrated(power) == pytest.approx(-0.691 - 20)
    assert integrated(np.full(9, nothing)) is None
    assert integrated(np.empty(0)) is None


@pytest.mark.parametrize("serial", ["S2611200001", "S2611200002", "S2611200006", "S2611200009"])
@pytest.mark.parametrize("change", [1.0, 0.1])
def test_calls_as_ebu_r128_measures_them(tmp_path: Path, serial: str, change: float) -> None:
    (path,) = DEMO.glob(f"*{serial}*")
    sound, rate = soundfile.read(path, always_2d=True)
    soundfile.write(tmp_path / "call.wav", sound * change, rate)
    found = made.mapped(np.ascontiguousarray(sound.T) * change, rate)
    assert found.loudness == pytest.approx(by_ffmpeg(tmp_path / "call.wav"), abs=0.5)


@pytest.mark.parametrize("rate", [16_000, 48_000])
def test_made_calls_at_other_rates(tmp_path: Path, rate: int) -> None:
    call = made.joined(made.talk(12, rate), made.silence(3, rate), made.music(10, rate))
    soundfile.write(tmp_path / "call.wav", call, rate)
    assert made.mapped(call, rate).loudness == pytest.approx(
        by_ffmpeg(tmp_path / "call.wav"), abs=0.5
    )


def test_levelling_brings_calls_to_one_loudness(tmp_path: Path) -> None:
    after = []
    for number, db in enumerate((-12.0, -24.0, -36.0)):
        call = made.talk(10, db=db)
        gain = made.mapped(call).gain_db()
        path = tmp_path / f"{number}.wav"
        soundfile.write(path, call * 10 ** (gain / 20), made.RATE, subtype="FLOAT")
        after.append(by_ffmpeg(path))
    assert after == pytest.approx([TARGET_LUFS] * 3, abs=0.6)


def test_nothing_is_made_so_loud_that_it_clips() -> None:
    assert gain_db(-40.0, -6.0) == 5.0
    assert gain_db(-60.0, -40.0) == 18.0
    assert gain_db(-40.0, -0.5) == 0.0
    assert gain_db(-30.0, -20.0) == pytest.approx(7.0)
    assert gain_db(-14.0, 0.0) == pytest.approx(-9.0)
    assert gain_db(None, -90.0) == 0.0
