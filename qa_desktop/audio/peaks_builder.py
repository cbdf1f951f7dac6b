"""Compute peaks from blocks of samples, ready to be drawn while they grow."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from qa_desktop.audio.buckets import Buckets
from qa_desktop.audio.decode import (
    PASS_FRAMES,
    WAV_LIMIT_BYTES,
    ListeningFormat,
    listening_format,
    never,
    stop_when,
    to_listening,
)
from qa_desktop.audio.peaks import BUCKET, FACTOR, LEVELS, Level, Peaks
from qa_desktop.audio.peaks_file import write_peaks
from qa_desktop.audio.sources import Block, open_source

Progress = Callable[[Peaks], None]
"""Called on the computing thread with what can be drawn by now."""
PROGRESS_SECONDS: Final = 0.1


def ignore(_: Peaks) -> None:
    """The ``progress`` of a caller that draws nothing."""


def pass_by(_: Block) -> None:
    """The ``beside`` of a caller that wants nothing but peaks."""


class PeaksBuilder:
    """Feed it planar blocks; ask for the peaks of what it has seen."""

    def __init__(self, channels: int, sample_rate: int, expected_frames: int) -> None:
        self._sample_rate = sample_rate
        self._expected = expected_frames
        self._frames = 0
        self._rest: Block = np.empty((channels, 0), np.int16)
        expected = [expected_frames // (BUCKET * FACTOR**number) + 2 for number in range(LEVELS)]
        self._levels = [np.empty((3, channels, buckets), np.int16) for buckets in expected]
        self._filled = [0] * LEVELS
        self._buckets = Buckets()

    def add(self, block: Block) -> None:
        """Take the next samples, shape ``(channels, n)`` with any ``n``."""
        self._frames += block.shape[1]
        if self._rest.shape[1]:
            block = np.concatenate([self._rest, block], axis=1)
        whole = block.shape[1] // BUCKET * BUCKET
        self._rest = block[:, whole:].copy()
        if whole:
            self._append(0, self._buckets.of(block[:, :whole]))

    def finish(self) -> Peaks:
        """The peaks of everything; the last bucket of each level may stand for fewer samples."""
        if self._rest.shape[1]:
            self._append(0, _one_bucket(self._rest, self._rest.shape[1]))
            self._rest = self._rest[:, :0]
        self._raise_levels()
        for number in range(LEVELS - 1):
            done = self._filled[number + 1] * FACTOR
            if done < self._filled[number]:
                self._append(number + 1, _coarser(self._levels[number], done, self._filled[number]))
        return Peaks(self._sample_rate, self._frames, self._frames, self._filled_levels())

    def so_far(self) -> Peaks:
        """A view of what is ready; it stays as it is while more is added."""
        self._raise_levels()
        total = max(self._expected, self._frames)
        ready = self._filled[0] * BUCKET
        return Peaks(self._sample_rate, total, ready, self._filled_levels(), complete=False)

    def _filled_levels(self) -> tuple[Level, ...]:
        pairs = zip(self._levels, self._filled, strict=True)
        return tuple(level[:, :, :filled] for level, filled in pairs)

    def _append(self, number: int, buckets: Level) -> None:
        level, filled = self._levels[number], self._filled[number]
        needed = filled + buckets.shape[2]
        if needed > level.shape[2]:  # the header promised less than there is
            grown = np.empty((*level.shape[:2], max(needed, level.shape[2] * 2)), np.int16)
            grown[:, :, :filled] = level[:, :, :filled]
            self._levels[number] = level = grown
        level[:, :, filled:needed] = buckets
        self._filled[number] = needed

    def _raise_levels(self) -> None:
        """When somebody looks: for each block by itself it would take as long as the buckets."""
        for number in range(LEVELS - 1):
            done = self._filled[number + 1] * FACTOR
            whole = self._filled[number] // FACTOR * FACTOR
            if done < whole:
                self._append(number + 1, _coarser(self._levels[number], done, whole))


def compute_peaks(
    path: Path,
    out: Path,
    progress: Progress = ignore,
    cancelled: Callable[[], bool] = never,
) -> Peaks:
    """Decode ``path``, write its peaks file and open it.

    ``progress`` is called after the first block and then about every 100 ms.
    Raises ``UserFacingError`` (unreadable file), ``CancelledError``.
    """
    with open_source(path, cancelled) as source:
        wanted = listening_format(source.facts)
        stream = to_listening(source.facts, wanted, source.blocks(PASS_FRAMES))
        expected = source.facts.duration_ms * wanted.sample_rate // 1000
        peaks = build_peaks(stop_when(cancelled, stream), wanted, expected, progress)
    write_peaks(peaks, out)
    return Peaks.open(out)


def build_peaks(
    stream: Iterator[Block],
    wanted: ListeningFormat,
    expected_frames: int,
    progress: Progress,
    beside: Callable[[Block], None] = pass_by,
) -> Peaks:
    """The peaks of a stream of blocks, in memory; ``beside`` gets every block as well, in order."""
    most = WAV_LIMIT_BYTES // (2 * wanted.channels)  # whatever a damaged header promises
    builder = PeaksBuilder(wanted.channels, wanted.sample_rate, min(expected_frames, most))
    due = 0.0
    for block in stream:
        builder.add(block)
        beside(block)
        if (now := time.monotonic()) >= due:
            progress(builder.so_far())
            due = now + PROGRESS_SECONDS
    return builder.finish()


def _one_bucket(samples: Block, count: int) -> Level:
    energy = np.square(samples, dtype=np.float64).sum(axis=1) / count
    rms = np.minimum(np.sqrt(energy), 32767)
    return np.stack([samples.min(axis=1), samples.max(axis=1), rms.astype(np.int16)])[:, :, None]


def _coarser(level: Level, start: int, end: int) -> Level:
    """Buckets ``start … end - 1`` joined by 16; the last one may have fewer."""
    at = np.arange(0, end - start, FACTOR)
    minimum, maximum, rms = level[:, :, start:end]
    counts: npt.NDArray[np.int64] = np.diff(np.append(at, end - start))
    energy = np.add.reduceat(np.square(rms, dtype=np.float32), at, axis=1)
    joined = [
        np.minimum.reduceat(minimum, at, axis=1),
        np.maximum.reduceat(maximum, at, axis=1),
        np.sqrt(energy / counts).astype(np.int16),
    ]
    return np.stack(joined)
