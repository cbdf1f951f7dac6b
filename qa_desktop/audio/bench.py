"""Figures of this machine for what the ear and the eye wait for.

Every entry is ``{"name", "value", "unit", "reference", "ratio", "goal", "ok"}``. With a
reference (FFmpeg's plain decode of the same file, measured beside it) ``goal`` limits the ratio;
without one it limits the value. ``ok`` is None where the reference program is not installed.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np

from qa_desktop.audio.cache import prepare
from qa_desktop.audio.peaks import Peaks
from qa_desktop.audio.peaks_builder import compute_peaks
from qa_desktop.audio.playback import Playback
from qa_desktop.audio.players.vlc_player import VlcPlayer
from qa_desktop.audio.players.vlc_tap import SampleTap

Entry = dict[str, Any]
_RATE: Final = 8_000
_GIVE_UP_SECONDS: Final = 5.0


def bench_peaks(minutes: int = 120, repeats: int = 3) -> list[Entry]:
    """Peaks of a long 8 kHz stereo call against ``ffmpeg -i FILE -f null -``, PCM and MP3.

    Needs about 300 MB of temporary space and a minute; each figure is the best of ``repeats``,
    the two programs taking turns.
    """
    with tempfile.TemporaryDirectory() as name:
        pcm = _write_call(Path(name, "call.wav"), minutes)
        entries = [
            _against_ffmpeg("peaks_pcm", pcm, 1.0, repeats),
            _within("first_peaks", _first_peaks_seconds(pcm), 0.1),
            _within("peaks_reopen", _reopen_seconds(pcm), 0.05),
        ]
        if shutil.which("ffmpeg"):
            entries.append(_against_ffmpeg("peaks_mp3", _as_mp3(pcm), 1.4, repeats))
        return entries


def bench_open_call(minutes: int = 5) -> list[Entry]:
    """From the key to the samples that VLC emits: a prefetched call, and resuming a paused one.

    Raises ``OSError`` or ``ImportError`` without VLC 3.
    """
    with tempfile.TemporaryDirectory() as name:
        path = _write_call(Path(name, "call.wav"), minutes)
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
    return [_within("open_call_to_sound", opened, 0.2), _within("key_to_sound", sounded, 0.15)]


def _until_sound(tap: SampleTap, start: float) -> float:
    while not tap.emitted and time.perf_counter() - start < _GIVE_UP_SECONDS:
        time.sleep(0.001)
    return time.perf_counter() - start


def _against_ffmpeg(name: str, path: Path, goal: float, repeats: int) -> Entry:
    ours, theirs = [], []
    for _ in range(repeats):
        if program := shutil.which("ffmpeg"):
            theirs.append(_seconds(lambda: _ffmpeg(program, "-i", str(path), "-f", "null", "-")))
        ours.append(_seconds(lambda: compute_peaks(path, path.with_suffix(".peaks"))))
    reference = min(theirs, default=None)
    ratio = min(ours) / reference if reference else None
    return {
        "name": name,
        "value": round(min(ours), 3),
        "unit": "s",
        "reference": round(reference, 3) if reference else None,
        "ratio": round(ratio, 2) if ratio else None,
        "goal": goal,
        "ok": ratio <= goal if ratio else None,
    }


def _within(name: str, seconds: float, goal_seconds: float) -> Entry:
    return {
        "name": name,
        "value": round(seconds * 1000, 1),
        "unit": "ms",
        "reference": None,
        "ratio": None,
        "goal": goal_seconds * 1000,
        "ok": seconds <= goal_seconds,
    }


def _first_peaks_seconds(path: Path) -> float:
    """Until there is something to draw."""
    seen: list[float] = []
    start = time.perf_counter()
    compute_peaks(
        path,
        path.with_suffix(".peaks"),
        progress=lambda _: seen.append(time.perf_counter() - start),
    )
    return seen[0]


def _reopen_seconds(path: Path) -> float:
    """Open finished peaks and read the columns of a whole screen."""
    peaks_file = path.with_suffix(".peaks")

    def reopen() -> None:
        peaks = Peaks.open(peaks_file)
        for channel in range(peaks.channels):
            peaks.columns(channel, 0, peaks.duration_ms, 1_920)

    return _seconds(reopen)


def _write_call(path: Path, minutes: int) -> Path:
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


def _as_mp3(path: Path) -> Path:
    out = path.with_suffix(".mp3")
    _ffmpeg("ffmpeg", "-y", "-i", str(path), "-b:a", "32k", "-compression_level", "9", str(out))
    return out


def _ffmpeg(program: str, *arguments: str) -> None:
    subprocess.run(  # noqa: S603 - our own arguments, no shell
        [program, "-nostdin", "-loglevel", "error", *arguments], check=True
    )


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start
