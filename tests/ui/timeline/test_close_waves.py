"""Seen closer than its peaks, a call is drawn from its samples."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor

from qa_desktop.ui import theme
from qa_desktop.ui.timeline import TimelineWidget
from qa_desktop.ui.timeline.close_waves import _columns
from qa_desktop.ui.timeline.geometry import Geometry
from qa_desktop.ui.timeline.viewport import LEAST_SPAN_MS, Viewport
from qa_desktop.ui.timeline.waves import Lane

_DURATION = 60_000
_RATE = 8_000
_NOISE = np.random.default_rng(3).integers(-32_768, 32_767, _DURATION * 8).astype(np.int16)


class _Sound:
    """Channel 0 as given, channel 1 silent; notes what was asked for."""

    sample_rate = _RATE
    channels = 2

    def __init__(self, values: np.ndarray) -> None:
        self.values = values
        self.asked: list[tuple[int, int, int]] = []

    def stretch(self, channel: int, first: int, last: int) -> np.ndarray:
        self.asked.append((channel, first, last))
        found = np.zeros(last - first, np.int16)
        if channel == 0:
            inside = np.arange(max(first, 0), min(last, len(self.values)))
            found[inside - first] = self.values[inside]
        return found


def _steps() -> np.ndarray:
    """A low and a high half of each 2 ms: 16 samples a period."""
    return np.where(np.arange(_DURATION * 8) // 8 % 2, 16_000, -16_000).astype(np.int16)


@pytest.fixture
def timeline(qtbot, speech_peaks) -> TimelineWidget:
    widget = TimelineWidget()
    qtbot.addWidget(widget)
    widget.resize(800, 400)
    widget.set_source(speech_peaks(_DURATION))
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def _ink_at(widget: TimelineWidget, x: float, level: float) -> bool:
    """Whether the agent's lane has its colour where ``level`` (−1 to 1) is at ``x``."""
    lane = Geometry.of(widget.width(), widget.height(), 2).lanes[0]
    y = lane.center().y() - level * lane.height() / 2
    image, wanted = widget.grab().toImage(), QColor(theme.LIGHT.wave_agent)
    around = [(round(x) + dx, round(y) + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    return any(
        all(
            abs(a - b) < 40
            for a, b in zip(image.pixelColor(*place).getRgb()[:3], wanted.getRgb()[:3], strict=True)
        )
        for place in around
    )


def test_at_the_deepest_zoom_each_sample_is_where_it_sounds(timeline) -> None:
    timeline.set_samples(_Sound(_steps()))
    timeline.show_view(Viewport(_DURATION, 800, 30_000, LEAST_SPAN_MS))
    assert timeline.view.span_ms == LEAST_SPAN_MS
    gain = timeline._gain
    level = 16_000 / 32_768 * gain
    # 160 pixels a millisecond, 20 a sample: the first eight are low, the next eight high
    for sample in range(1, 7):
        assert _ink_at(timeline, sample * 20, -level)
        assert not _ink_at(timeline, sample * 20, level)
        assert _ink_at(timeline, (8 + sample) * 20, level)


def test_far_out_the_sound_is_not_touched_and_close_only_what_is_seen(timeline) -> None:
    sound = _Sound(_steps())
    timeline.set_samples(sound)
    timeline.show_view(Viewport(_DURATION, 800, 0, 30_000))
    timeline.grab()
    assert sound.asked == []
    for span in (2_000, 200, 20):
        timeline.show_view(Viewport(_DURATION, 800, 30_000, span))
        timeline.grab()
        assert {channel for channel, *_ in sound.asked} == {0, 1}
        for _, first, last in sound.asked:
            assert 30_000 * 8 - 100 <= first < last <= (30_000 + span) * 8 + 200
        sound.asked.clear()


def test_another_recording_forgets_the_sound_of_the_one_before(timeline, speech_peaks) -> None:
    sound = _Sound(_steps())
    timeline.set_samples(sound)
    timeline.set_source(speech_peaks(_DURATION))
    timeline.show_view(Viewport(_DURATION, 800, 30_000, 20))
    timeline.grab()
    assert sound.asked == []


@given(st.floats(0, 50_000), st.floats(1, 5_000), st.integers(1, 300))
def test_every_sample_is_in_a_column(start_ms, span_ms, count) -> None:
    values = _NOISE
    lane = Lane(None, 0, 1.0, None, 1.0)
    low, high, rms = _columns(_Sound(values), lane, start_ms, start_ms + span_ms, count)
    assert len(low) == len(high) == len(rms) == count
    edges = np.floor(np.linspace(start_ms, start_ms + span_ms, count + 1) * 8 + 1e-6).astype(int)
    for n in range(count):
        part = values[edges[n] : max(edges[n + 1], edges[n] + 1)]
        assert (low[n], high[n]) == (part.min(), part.max())
        loudness = np.sqrt(np.mean(np.square(part, dtype=np.float64)))
        assert abs(rms[n] - loudness) <= 1


@pytest.mark.parametrize(("span", "label"), [(LEAST_SPAN_MS, 1), (200, 20), (2_000, 200)])
def test_the_ruler_tells_milliseconds_where_they_can_be_seen(span, label) -> None:
    view = Viewport(_DURATION, 800, 30_000, span)
    assert view.tick_step_ms(72) == label
