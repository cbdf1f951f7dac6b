"""Figures of this machine for what the ear and the eye wait for.

Every entry is ``{"name", "value", "unit", "reference", "ratio", "goal", "ok"}``. With a
reference (FFmpeg's plain decode of the same file, measured beside it) ``goal`` limits the ratio;
without one it limits the value. ``ok`` is None where the reference program is not installed.
"""

from __future__ import annotations

import subprocess
import tempfile
import time
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np

from qa_desktop.audio.cache import prepare
from qa_desktop.audio.playback import Playback
from qa_desktop.audio.players.vlc_player import VlcPlayer
from qa_desktop.audio.players.vlc_tap import SampleTap

Entry = dict[str, Any]
_RATE: Final = 8_000
_GIVE_UP_SECONDS: Final = 5.0


def bench_open_call(minutes: int = 5) -> list[Entry]:
    """From the key to the samples that VLC emits: a prefetched call, and resuming a paused one.

    Raises ``OSError`` or ``ImportError`` without VLC 3.
    """
    with tempfile.TemporaryDirectory() as name:
        path = write_call(Path(name, "call.wav"), minutes)
        prepare(path, "0" * 64, Path(name))
        player = VlcPlayer()
        tap, playback = SampleTap(player, _RATE, 2), Playback(player)
        try:
            start = time.perf_counter()
            playback.load(prepare(path, "0" * 64, Path(name)))
            playback.play()
            opened = _until_sound(tap, start)
            playback.pause()
            tap.emitted = []
            start = time.perf_counter()
            playback.seek_to(minutes * 30_000)
            playback.play()
            sounded = _until_sound(tap, start)
        finally:
            playback.close()
    return [within("open_call_to_sound", opened, 0.2), within("key_to_sound", sounded, 0.15)]


def _until_sound(tap: SampleTap, start: float) -> float:
    while not tap.emitted and time.perf_counter() - start < _GIVE_UP_SECONDS:
        time.sleep(0.001)
    return time.perf_counter() - start


def within(name: str, seconds: float, goal_seconds: float) -> Entry:
    """An entry without a reference, in milliseconds."""
    return {
        "name": name,
        "value": round(seconds * 1000, 1),
        "unit": "ms",
        "reference": None,
        "ratio": None,
        "goal": goal_seconds * 1000,
        "ok": seconds <= goal_seconds,
    }


def write_call(path: Path, minutes: int) -> Path:
    """Two channels of noise that comes and goes like speech, the same every time."""
    random = np.random.default_rng(1)
    loudness = np.repeat(random.uniform(0, 9_000, (2, 120)), _RATE // 2, axis=1)
    minute = (random.standard_normal((2, _RATE * 60)) * loudness / 3).clip(-32768, 32767)
    content = np.ascontiguousarray(minute.T.astype("<i2")).tobytes()
    with wave.open(str(path), "wb") as writer:
        writer.setparams((2, 2, _RATE, 0, "NONE", ""))
        for _ in range(minutes):
            writer.writeframesraw(content)
    return path


def run_ffmpeg(*arguments: str) -> None:
    subprocess.run(  # noqa: S603 - our own arguments, no shell
        ["ffmpeg", "-nostdin", "-loglevel", "error", *arguments],  # noqa: S607 - as installed
        check=True,
    )


def as_seconds(act: Callable[[], object]) -> float:
    """How long ``act`` takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start
