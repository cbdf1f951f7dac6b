"""Peaks that grow while they are computed, as one source for the timeline."""

from __future__ import annotations

from qa_desktop.audio.peaks import Peaks
from qa_desktop.ui.timeline.source import Columns


class GrowingPeaks:
    """Answers with the newest ``peaks`` (see ``timeline.PeakSource``)."""

    def __init__(self, peaks: Peaks) -> None:
        self.peaks = peaks

    @property
    def duration_ms(self) -> int:
        return self.peaks.duration_ms

    @property
    def channels(self) -> int:
        return self.peaks.channels

    @property
    def ready_ms(self) -> int:
        return self.peaks.ready_ms

    def columns(self, channel: int, start_ms: float, end_ms: float, n: int) -> Columns:
        return self.peaks.columns(channel, start_ms, end_ms, n)
