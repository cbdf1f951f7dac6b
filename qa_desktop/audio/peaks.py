"""Peaks: minimum, maximum and loudness of every 64 samples, and coarser levels above them.

Planar: each channel by itself. A level has 1/16 of the buckets of the one below, so that
drawing any stretch of any recording touches about as many values as there are columns.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from qa_desktop.audio.facts import to_ms

BUCKET: Final = 64
"""Samples per bucket of the finest level."""
FACTOR: Final = 16
"""Buckets of one level that make one bucket of the next."""
LEVELS: Final = 4
"""64, 1,024, 16,384 and 262,144 samples: 24 s of sound at 11 kHz in the last."""
_EXACT: Final = 1e-6
"""Of a bucket: an edge that is one but for rounding is it. So a column is the same in whichever
stretch it is asked for."""

Level = npt.NDArray[np.int16]
"""Shape ``(3, channels, buckets)``: minimum, maximum, root mean square."""
Column = npt.NDArray[np.int16]


@dataclass(frozen=True)
class Peaks:
    """Peaks of a whole recording, or of its beginning while they are still being computed.

    A value: what is in it never changes, so one thread may draw what another one made.
    """

    sample_rate: int
    total_frames: int
    """Frames of the recording; an estimate until ``complete``."""
    ready_frames: int
    levels: tuple[Level, ...]
    complete: bool = True

    @property
    def channels(self) -> int:
        return int(self.levels[0].shape[1])

    @property
    def buckets(self) -> int:
        return int(self.levels[0].shape[2])

    @property
    def duration_ms(self) -> int:
        return to_ms(self.total_frames, self.sample_rate)

    @property
    def ready_ms(self) -> int:
        """Up to here there is something to draw."""
        return to_ms(self.ready_frames, self.sample_rate)

    def swapped(self) -> Peaks:
        """The second channel first; nothing is copied."""
        return replace(self, levels=tuple(level[:, ::-1] for level in self.levels))

    @staticmethod
    def open(path: Path) -> Peaks:
        """Memory-map a finished peaks file.

        Raises ``peaks_file.StalePeaksError`` when it is damaged or of an older version.
        """
        from qa_desktop.audio.peaks_file import read_peaks

        return read_peaks(path)

    def columns(
        self, channel: int, start_ms: float, end_ms: float, n_columns: int
    ) -> tuple[Column, Column, Column]:
        """(min, max, rms) of ``n_columns`` equal stretches from ``start_ms`` to ``end_ms``.

        Every sample of the range is in the minimum and maximum of a column; before the beginning
        and after what is ready all three are 0.
        """
        edges = _edges(start_ms, end_ms, n_columns) * (self.sample_rate / 1000)
        number = self._level_for(float(edges[-1] - edges[0]) / max(n_columns, 1))
        level = self.levels[number][:, channel]
        first = np.floor(edges / (BUCKET * FACTOR**number) + _EXACT).astype(np.int64)
        return _reduce(level, first)

    def _level_for(self, samples_per_column: float) -> int:
        """The coarsest level of which a column holds at least one bucket."""
        number = 0
        while (
            number + 1 < len(self.levels)
            and BUCKET * FACTOR ** (number + 1) <= samples_per_column * (1 + _EXACT)
            and self.levels[number + 1].shape[2]
        ):
            number += 1
        return number


def _edges(start: float, end: float, count: int) -> npt.NDArray[np.float64]:
    """What ``np.linspace`` gives, in a fifth of its time: a frame asks for every lane."""
    edges = np.arange(count + 1, dtype=np.float64)
    edges *= (end - start) / max(count, 1)
    edges += start
    edges[-1] = end
    return edges


def _reduce(level: Level, first: npt.NDArray[np.int64]) -> tuple[Column, Column, Column]:
    """Reduce buckets ``first[i] … first[i+1] - 1`` (at least one) to column ``i``."""
    result = np.zeros((3, len(first) - 1), np.int16)
    starts, ends = first[:-1], np.maximum(first[1:], first[:-1] + 1)
    inside = slice(int(ends.searchsorted(0, "right")), int(starts.searchsorted(level.shape[1])))
    if inside.start >= inside.stop:
        return result[0], result[1], result[2]
    left = max(int(starts[inside.start]), 0)
    right = min(int(ends[inside.stop - 1]), level.shape[1])
    minimum, maximum, rms = level[:, left:right]
    at = np.maximum(starts[inside] - left, 0)
    counts = np.empty_like(at)
    np.subtract(at[1:], at[:-1], out=counts[:-1])
    counts[-1] = right - left - at[-1]
    np.minimum.reduceat(minimum, at, out=result[0, inside])
    np.maximum.reduceat(maximum, at, out=result[1, inside])
    energy = np.add.reduceat(np.square(rms, dtype=np.float64), at)
    result[2, inside] = np.sqrt(energy / np.maximum(counts, 1))
    return result[0], result[1], result[2]
