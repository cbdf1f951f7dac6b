"""What is drawn for hundreds at once is what drawing one after the other gives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt

from qa_desktop.domain.talk import Band
from qa_desktop.ui import theme
from qa_desktop.ui.timeline.close_waves import _polygon
from qa_desktop.ui.timeline.crowds import Crowd, crowds_of
from qa_desktop.ui.timeline.face import Face
from qa_desktop.ui.timeline.flag_painter import _breaks, _cut
from qa_desktop.ui.timeline.flags import _rows
from qa_desktop.ui.timeline.scene import BAND_KINDS, Hearing
from qa_desktop.ui.timeline.sound_bands import _lay_grounds, _texture
from qa_desktop.ui.timeline.waves import Brush, Layer
from qa_desktop.ui.timeline.widget import TimelineWidget

_PEAK, _BODY = 0xFF8899AA, 0xFF112233
_PLACES = st.lists(st.integers(-30, 330).map(lambda n: n / 2), max_size=40)


@pytest.mark.parametrize("height", [2, 111, 254, 255, 256, 257, 700])
def test_a_bar_is_its_peak_with_its_body_inside(height: int) -> None:
    random, middle, count = np.random.default_rng(height), height // 2, 40
    ups, downs, bodies = (random.uniform(-2, height, count) for _ in range(3))
    brush = Brush(height, count + 5)
    peak, body = Layer(ups, downs, _PEAK), Layer(bodies, bodies, _BODY)
    for _ in range(2):  # its memory is used again
        bars = brush.bars(peak, body)
        assert bars.shape == (height, count)
        for n in range(count):
            up, down, inner = (
                int(min(max(round(float(each[n])), 0), middle)) for each in (ups, downs, bodies)
            )
            wanted = np.zeros(height, np.uint32)
            wanted[middle - up : middle + down + 1] = _PEAK
            wanted[middle - min(inner, up) : middle + min(inner, down) + 1] = _BODY
            assert np.array_equal(bars[:, n], wanted)


def test_the_points_of_a_line_are_those_given() -> None:
    x, y = np.arange(700) / 3, np.random.default_rng(1).uniform(-50, 300, 700)
    polygon = _polygon(x, y)
    assert list(polygon) == [QPointF(*place) for place in zip(x.tolist(), y.tolist(), strict=True)]


@given(_PLACES, st.integers(1, 60))
def test_each_hidden_flag_is_counted_by_the_sign_before_it(places: list[float], width: int) -> None:
    wanted: list[Crowd] = []
    for x in sorted(min(max(place, 0.0), 160.0 - width) for place in places):
        if wanted and x < wanted[-1].x + width + 4:
            wanted[-1] = Crowd(wanted[-1].x, wanted[-1].number + 1)
        else:
            wanted.append(Crowd(x, 1))
    assert crowds_of(np.array(places, float), width, 160.0) == wanted


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 40)), max_size=30))
def test_a_flag_takes_the_first_row_that_is_free(flags: list[tuple[int, int]]) -> None:
    begins, ends = [float(at) for at, _ in flags], [float(at + wide) for at, wide in flags]
    taken, wanted = [0.0, 9.0, 9.0], []
    for begin, end in zip(begins, ends, strict=True):
        free = [n for n, until in enumerate(taken) if until <= begin]
        wanted.append(free[0] if free else -1)
        if free:
            taken[free[0]] = end
    assert _rows([0.0, 9.0, 9.0], begins, ends) == wanted


@given(
    st.lists(st.sampled_from(["客户", "问", "了", "the ", "W", "o", "，", "👩‍👩‍👧"]), min_size=3)
)
def test_words_are_cut_where_qt_cuts_them(qapp, parts: list[str]) -> None:
    words, face = "".join(parts), Face.of(theme.ui_font(-1.5))
    right = Qt.TextElideMode.ElideRight
    for room in range(1, int(face.width_of(words)) + 12, 5):
        assert _cut(words, room, face) == face.metrics.elidedText(words, right, room)


def test_words_of_both_directions_are_cut_by_qt(qapp) -> None:
    face = Face.of(theme.ui_font(-1.5))
    words = "客户问 שלום עולם the agent"
    assert not _breaks(words, face)
    right = Qt.TextElideMode.ElideRight
    assert _cut(words, 80, face) == face.metrics.elidedText(words, right, 80)


def test_of_bands_in_one_row_the_later_lies_above(qtbot) -> None:
    widget = TimelineWidget()
    qtbot.addWidget(widget)
    widget.resize(400, 300)
    widget.set_hearing(Hearing((Band(0, 1, "silence"),)))
    scene = widget._frame()
    kinds = np.array([0, 3, 1, 2, 0])
    left, right = np.array([5.0, 8, 50, 60, 200]), np.array([20.0, 12, 90, 61, 900])
    pixels = np.zeros((round(20 * scene.ratio), round(400 * scene.ratio)), np.uint32)
    wanted = pixels.copy()
    for kind, begin, end in zip(kinds.tolist(), left.tolist(), right.tolist(), strict=True):
        span = slice(*(min(round(x * scene.ratio), wanted.shape[1]) for x in (begin, end)))
        texture = _texture(scene, BAND_KINDS[kind], wanted.shape[1])
        wanted[: len(texture), span] = texture[:, span]
    _lay_grounds(pixels, scene, 0.0, kinds, left, right)
    assert np.array_equal(pixels, wanted)
