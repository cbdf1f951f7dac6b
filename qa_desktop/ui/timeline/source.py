"""What the timeline asks of a recording; ``audio.peaks.Peaks`` answers it."""

from __future__ import annotations

from typing import Protocol

import numpy as np

Columns = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Least, greatest and root-mean-square sample of each column: three int16 arrays."""


class PeakSource(Protocol):
    """Peaks of one recording, complete up to ``ready_ms`` while they are still computed."""

    @property
    def duration_ms(self) -> int: ...

    @property
    def channels(self) -> int: ...

    @property
    def ready_ms(self) -> int: ...

    def columns(self, channel: int, start_ms: float, end_ms: float, n_columns: int, /) -> Columns:
        """Columns that divide ``start_ms`` to ``end_ms``, silence beyond what is there."""
        ...


class SampleSource(Protocol):
    """The sound itself, for what is seen closer than its peaks; ``audio.samples.Samples``."""

    @property
    def sample_rate(self) -> int:
        """0 where there is nothing to read."""
        ...

    @property
    def channels(self) -> int: ...

    def stretch(self, channel: int, first: int, last: int, /) -> np.ndarray:
        """Frames ``first`` to ``last - 1`` as int16, silence beyond what is there."""
        ...
