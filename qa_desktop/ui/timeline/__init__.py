"""The timeline: overview, ruler, waveform lanes, annotations and playhead, painted by hand."""

from qa_desktop.ui.timeline.source import PeakSource
from qa_desktop.ui.timeline.widget import TimelineWidget

__all__ = ["PeakSource", "TimelineWidget"]
