"""How long a long recording takes until it can be heard and drawn, beside FFmpeg's plain decode.

What is measured is the whole of ``cache.prepare``: reading, or decoding in the child that waits
beside the window, peaks, the map of the sound, and for what does not play in place the WAV.
Both programs may use every processor there is: the goal is for the time that a person waits. What
they take of processors together stands beside it (``…_processor``), without a goal.
Entries as in ``audio.bench``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import numpy as np

from qa_desktop.audio.bench import Entry, as_seconds, run_ffmpeg, within, write_call
from qa_desktop.audio.cache import prepare
from qa_desktop.audio.decoder_process import end_all, keep_ready
from qa_desktop.audio.probe import probe
from qa_desktop.audio.sources import open_source
from qa_desktop.paths import own_program

MEMORY_COMMAND: Final = "peaks-memory"
"""The hidden command of the program that runs ``peak_megabytes``."""
_HASH: Final = "0" * 64
KINDS: Final = {
    "alaw": (1.2, "wav", ["-c:a", "pcm_alaw"]),
    "ulaw": (1.2, "wav", ["-c:a", "pcm_mulaw"]),
    "mp3": (1.4, "mp3", ["-c:a", "libmp3lame", "-b:a", "32k", "-compression_level", "9"]),
    "opus": (1.4, "opus", ["-c:a", "libopus", "-b:a", "24k", "-compression_level", "0"]),
    "gsm": (1.4, "wav", ["-c:a", "libgsm_ms", "-ac", "1"]),
    "ima_adpcm": (2.0, "wav", ["-c:a", "adpcm_ima_wav"]),
    "ms_adpcm": (2.0, "wav", ["-c:a", "adpcm_ms"]),
    "g722": (2.0, "wav", ["-c:a", "g722", "-ac", "1", "-ar", "16000"]),
    "flac": (2.0, "flac", ["-c:a", "flac"]),
    "vorbis": (2.0, "ogg", ["-c:a", "libvorbis"]),
    "aac": (2.0, "m4a", ["-c:a", "aac"]),
    "amr": (2.0, "amr", []),
}
"""Kind → its goal, ending, and how FFmpeg writes it, which has no AMR; GSM, G.722 and AMR have one
channel."""
_AMR_HEAD: Final = b"#!AMR\n"
_AMR_FRAME: Final = 32
"""Bytes of 20 ms at 12.2 kbit/s, the first of them the mode (RFC 4867, 5.3)."""


def bench_peaks(
    minutes: int = 120, repeats: int = 3, kinds: Sequence[str] = tuple(KINDS)
) -> list[Entry]:
    """A long 8 kHz stereo call in every kind against ``ffmpeg -i FILE -f null -``.

    Needs about 1.5 GB of temporary space and some minutes; each figure is the best of ``repeats``,
    the two programs taking turns. Kinds other than PCM need FFmpeg to make them.
    """
    keep_ready()
    try:
        with tempfile.TemporaryDirectory() as name:
            pcm = write_call(Path(name, "call.wav"), minutes)
            probe(pcm)  # the child is up, as it is beside a window
            firsts: list[float] = []
            entries = _against_ffmpeg("peaks_pcm", pcm, 1.0, repeats, firsts)
            reopen = min(as_seconds(lambda: _reopen(pcm)) for _ in range(repeats))
            memory = [_memory_of(pcm)]
            for kind in kinds if shutil.which("ffmpeg") else ():
                file = _made(pcm, kind)
                goal = KINDS[kind][0]
                entries += _against_ffmpeg(f"peaks_{kind}", file, goal, repeats, firsts)
                if kind in ("mp3", "opus"):
                    memory.append(_memory_of(file))
                file.unlink()
    finally:
        end_all()
    entries.append(within("first_peaks", max(firsts), 0.1))
    entries.append(within("peaks_reopen", reopen, 0.05))
    return entries + [_megabytes(value) for value in [max(memory)] if value]


def _against_ffmpeg(
    name: str, path: Path, goal: float, repeats: int, firsts: list[float]
) -> list[Entry]:
    ours, theirs, first = [], [], []
    for _ in range(repeats):
        if shutil.which("ffmpeg"):
            theirs.append(as_seconds(lambda: run_ffmpeg("-i", str(path), "-f", "null", "-")))
        drawn, done = _prepared_seconds(path)
        first.append(drawn)
        ours.append(done)
    firsts.append(min(first))
    waited = _beside(name, min(ours), min(theirs, default=None), goal)
    used = _processor_seconds(path)
    if used is None:
        return [waited]
    return [waited, _beside(f"{name}_processor", *used, None)]


def _beside(name: str, ours: float, theirs: float | None, goal: float | None) -> Entry:
    ratio = ours / theirs if theirs else None
    return {
        "name": name,
        "value": round(ours, 3),
        "unit": "s",
        "reference": round(theirs, 3) if theirs else None,
        "ratio": round(ratio, 2) if ratio else None,
        "goal": goal,
        "ok": ratio <= goal if ratio and goal else None,
    }


def _processor_seconds(path: Path) -> tuple[float, float | None] | None:
    """Of this process and its child, and of FFmpeg; None where the system does not say (Windows).

    What a child has used is known when it has ended: one ends that only opened the file, then one
    that decoded it.
    """
    if sys.platform == "win32":
        return None
    end_all()
    start = _used(lambda: _ended_after(path, lambda: None))
    ours = _used(lambda: _ended_after(path, lambda: _prepared_seconds(path))) - start
    theirs = None
    if shutil.which("ffmpeg"):
        theirs = _used(lambda: run_ffmpeg("-i", str(path), "-f", "null", "-"))
    keep_ready()
    probe(path)  # up, and waiting for the next
    return max(ours, 0.001), theirs


def _ended_after(path: Path, act: Callable[[], object]) -> None:
    """With a child where one is needed."""
    with open_source(path):
        pass
    act()
    end_all()


def _used(act: Callable[[], object]) -> float:
    """Processor seconds of this process and of those that it started and that have ended."""
    before = sum(os.times()[:4])
    act()
    return sum(os.times()[:4]) - before


def _prepared_seconds(path: Path) -> tuple[float, float]:
    """Until there is something to draw, and until all is done."""
    shutil.rmtree(_cache(path), ignore_errors=True)
    seen: list[float] = []
    start = time.perf_counter()
    prepare(path, _HASH, _cache(path), lambda _: seen.append(time.perf_counter()))
    return seen[0] - start, time.perf_counter() - start


def _cache(path: Path) -> Path:
    return path.with_name(f"{path.name}.cache")


def _reopen(path: Path) -> None:
    """A prepared recording again, and the columns of a whole screen."""
    ready = prepare(path, _HASH, _cache(path))
    for channel in range(ready.peaks.channels):
        ready.peaks.columns(channel, 0, ready.duration_ms, 1_920)


def _made(pcm: Path, kind: str) -> Path:
    _, ending, options = KINDS[kind]
    out = pcm.with_name(f"{kind}.{ending}")
    if kind == "amr":
        return _write_amr(out, seconds=pcm.stat().st_size // (2 * 2 * 8_000))
    run_ffmpeg("-y", "-i", str(pcm), *options, str(out))
    return out


def _write_amr(path: Path, seconds: int) -> Path:
    """Any bits are a valid frame: they sound like nothing and take as long to decode."""
    frames = np.random.default_rng(1).integers(0, 256, (seconds * 50, _AMR_FRAME), np.uint8)
    frames[:, 0] = 7 << 3 | 4
    path.write_bytes(_AMR_HEAD + frames.tobytes())
    return path


def peak_megabytes(path: Path) -> float | None:
    """What preparing a recording takes at its peak beyond this process as it was: what this process
    has grown by, and all of the child. None where the system does not say (Windows)."""
    with suppress(ImportError):
        import resource

        unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with tempfile.TemporaryDirectory() as folder:
            prepare(path, _HASH, Path(folder))
            end_all()
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        return (grown + child) / unit
    return None


def _memory_of(path: Path) -> float:
    """In a process of its own: what this one has used before does not count."""
    command = [*own_program(), MEMORY_COMMAND, str(path)]
    said = subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - ourselves
    found: dict[str, Any] = json.loads(said.stdout)
    return float(found["megabytes"] or 0)


def _megabytes(value: float) -> Entry:
    entry = within("peaks_memory", value / 1000, 0.15)
    return {**entry, "unit": "MB"}
