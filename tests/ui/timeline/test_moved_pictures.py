"""A picture that was moved to is the one that is painted from nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSize

from qa_desktop.audio.cache import prepare
from qa_desktop.audio.samples import Samples
from qa_desktop.ui import theme
from qa_desktop.ui.bench_timeline import _write_call, made_up_annotations, made_up_bands
from qa_desktop.ui.timeline import TimelineWidget
from qa_desktop.ui.timeline.canvas import Canvas
from qa_desktop.ui.timeline.dragging import Grip
from qa_desktop.ui.timeline.scene import Hearing
from qa_desktop.ui.timeline.viewport import Viewport

_MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("scroll"), st.floats(-1.3, 1.3)),
        st.tuples(st.just("zoom"), st.floats(0.2, 5)),
        st.tuples(st.just("drag"), st.floats(0, 0.3)),
    ),
    min_size=1,
    max_size=6,
)


@pytest.fixture(scope="module")
def call(tmp_path_factory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("call")
    return _write_call(folder / "call.wav", 2), folder


@pytest.fixture
def timeline(qtbot, call) -> TimelineWidget:
    prepared = prepare(call[0], "0" * 64, call[1])
    widget = TimelineWidget()
    qtbot.addWidget(widget)
    widget.resize(420, 260)
    widget.set_source(prepared.peaks)
    widget.set_samples(Samples(prepared.playable))
    widget.set_annotations(made_up_annotations(prepared.duration_ms, 60))
    widget.set_hearing(Hearing(made_up_bands(prepared.duration_ms)))
    return widget


def _pixels(canvas: Canvas, widget: TimelineWidget, ratio: float) -> np.ndarray:
    scene = replace(widget._compose(ratio), position_ms=0)
    canvas.still(scene, QSize(widget.size()), widget._track)
    assert canvas._still is not None
    return canvas._still.pixels


@pytest.mark.parametrize(("look", "ratio"), [("light", 1.0), ("dark", 2.0), ("light", 1.5)])
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    moves=_MOVES,
    span=st.sampled_from([120_000, 30_000, 3_000, 480, 150, 20]),
    start=st.floats(0, 1),
    side=st.sampled_from(["both", "agent"]),
)
def test_moved_is_painted_anew(timeline, qapp, look, ratio, moves, span, start, side) -> None:
    theme.apply(qapp, look)
    duration = timeline.view.duration_ms
    timeline.set_hearing(replace(timeline.hearing, side=side))
    timeline.set_selected("7")
    timeline.show_view(Viewport(duration, timeline.width(), start * duration, span).clamped())
    kept = timeline._canvas
    mark = timeline._track.get("7")
    for move, by in moves:
        _pixels(kept, timeline, ratio)
        if move == "scroll":
            timeline.scroll_by(by * timeline.view.span_ms)
        elif move == "zoom":
            timeline.show_view(timeline.view.zoomed(by, 100))
        else:
            timeline.drag(Grip(mark, "whole", mark.at_ms), round(by * duration), snaps=False)
    moved, fresh = _pixels(kept, timeline, ratio), _pixels(Canvas(), timeline, ratio)
    rows, columns = np.nonzero(moved != fresh)
    assert not len(rows), f"differs in rows {set(rows)} and columns {set(columns)}"
    timeline.take_back()
