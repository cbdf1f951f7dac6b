"""The timeline, painted and clicked."""

from __future__ import annotations

import gc
from statistics import median

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPixmap, QRegion, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from qa_desktop.domain.annotations import KINDS, Annotation
from qa_desktop.domain.talk import Band
from qa_desktop.ui import i18n, theme
from qa_desktop.ui.bench_timeline import measure_frames
from qa_desktop.ui.timeline import TimelineWidget, spoken
from qa_desktop.ui.timeline.geometry import Geometry
from qa_desktop.ui.timeline.scene import BAND_KINDS, Hearing
from qa_desktop.ui.timeline.spoken import who_speaks
from qa_desktop.ui.timeline.viewport import Viewport

_DURATION = 277_600
_MARKS = [
    Annotation("region", 20_000, 35_000, "weakness", "only half the answer"),
    Annotation("moment", 50_000, None, "strength", "asked back"),
    Annotation("late", 200_000, None, "question", ""),
]


@pytest.fixture
def timeline(qtbot, speech_peaks) -> TimelineWidget:
    """A call of 4:37.6 over 800 pixels, its first 80 s in view: 100 ms a pixel."""
    widget = TimelineWidget()
    qtbot.addWidget(widget)
    widget.resize(800, 400)
    widget.set_source(speech_peaks(_DURATION))
    widget.set_annotations(_MARKS)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    return widget


def _parts(widget: TimelineWidget, channels: int = 2) -> Geometry:
    return Geometry.of(widget.width(), widget.height(), channels)


def _in_body(x: int) -> QPoint:
    return QPoint(x, 300)


def _near(color: QColor, wanted: str, within: int = 30) -> bool:
    other = QColor(wanted)
    parts = zip(color.getRgb()[:3], other.getRgb()[:3], strict=True)
    return all(abs(a - b) <= within for a, b in parts)


def _has(image: QImage, rect: QRect, color: str) -> bool:
    return any(
        _near(image.pixelColor(x, y), color)
        for x in range(rect.left(), rect.right())
        for y in range(rect.top(), rect.bottom(), 2)
    )


def _wheel(widget: QWidget, x: int, delta: int, held=Qt.KeyboardModifier.NoModifier) -> None:
    at = QPointF(x, 300)
    event = QWheelEvent(
        at,
        widget.mapToGlobal(at),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


# -- painting


def test_each_lane_shows_who_speaks(timeline) -> None:
    image = timeline.grab().toImage()
    agent, customer = (lane.toRect() for lane in _parts(timeline).lanes)
    speaks_first = (150, 190)  # pixels 0–100 are the agent's first turn, 100–200 the customer's
    above = 20

    def loud(lane: QRect, color: str, columns: tuple[int, int]) -> bool:
        y = lane.center().y() - above
        return any(_near(image.pixelColor(x, y), color, 70) for x in range(*columns))

    colors = theme.LIGHT
    assert loud(customer, colors.wave_customer, speaks_first)
    assert not loud(agent, colors.wave_agent, speaks_first)
    assert loud(agent, colors.wave_agent, (410, 490))
    assert not loud(customer, colors.wave_customer, (410, 490))


def test_one_channel_has_one_lane(timeline, speech_peaks) -> None:
    source = speech_peaks(_DURATION, channels=1)
    timeline.set_source(source)
    timeline.grab()
    assert {channel for channel, *_ in source.asked} == {0}


def test_only_visible_columns_are_asked_for(timeline, speech_peaks) -> None:
    source = speech_peaks(7_200_000)
    timeline.set_source(source)
    timeline.grab()
    source.asked.clear()
    timeline.show_view(Viewport(7_200_000, 800, 3_600_000, 10_000))
    timeline.grab()
    assert {channel for channel, *_ in source.asked} == {0, 1}
    for _, start, end, n in source.asked:
        assert 3_599_000 <= start < end <= 3_611_000
        assert n <= 800


def test_bars_stand_on_a_grid_of_the_call_and_only_new_ones_are_asked_for(timeline) -> None:
    source = timeline._source
    timeline.show_view(Viewport(_DURATION, 800, 40_000, 80_000))
    timeline.grab()
    step = 80_000 / 800 * 3
    for start in (40_090, 40_700, 45_000, 39_000):
        source.asked.clear()
        before = timeline.view.start_ms
        timeline.show_view(Viewport(_DURATION, 800, start, 80_000))
        timeline.grab()
        for _, first, end, count in source.asked:
            assert first % step == pytest.approx(0, abs=1)
            assert (end - first) / count == pytest.approx(step)
            assert (end - first) <= abs(start - before) + 2 * step


def test_annotations_are_painted_in_the_colour_of_their_kind(timeline) -> None:
    image = timeline.grab().toImage()
    body = _parts(timeline).body.toRect()
    assert _near(image.pixelColor(300, body.top() + 2), theme.LIGHT.weakness)
    assert not _near(image.pixelColor(190, body.top() + 2), theme.LIGHT.weakness)
    flag = QRect(501, body.top() + 4, 17, 17)
    assert _has(image, flag, theme.LIGHT.strength)
    assert not _has(image, flag.translated(60, 0), theme.LIGHT.strength)


def test_regions_of_one_kind_that_overlap_are_no_darker_than_one(timeline) -> None:
    place = QPoint(270, 395)
    once = timeline.grab().toImage().pixelColor(place)
    again = [Annotation(str(n), 21_000 + n, 36_000, "weakness", "") for n in range(5)]
    timeline.set_annotations([*_MARKS, *again])
    assert timeline.grab().toImage().pixelColor(place) == once
    timeline.set_annotations([])
    assert timeline.grab().toImage().pixelColor(place) != once


def test_the_selected_one_stands_out(timeline) -> None:
    flag = QPoint(503, round(_parts(timeline).body.top()) + 7)
    before = timeline.grab().toImage().pixelColor(flag)
    timeline.set_selected("moment")
    after = timeline.grab().toImage().pixelColor(flag)
    assert _near(before, theme.LIGHT.strength_soft)
    assert _near(after, theme.LIGHT.strength)


def test_the_playhead_is_where_it_is_said_to_be(timeline) -> None:
    timeline.set_position(60_000)
    image = timeline.grab().toImage()
    assert _near(image.pixelColor(600, 390), theme.LIGHT.playhead, 60)
    assert not _has(image, QRect(610, 380, 60, 10), theme.LIGHT.playhead)


def test_a_moving_playhead_repaints_two_strips_and_leaves_no_trace(timeline, qtbot) -> None:
    timeline.set_position(60_000)
    painted = QRegion()
    frame = QPixmap(timeline.size())
    timeline.render(frame)
    calls = []
    original = timeline.update
    timeline.update = lambda *area: calls.append(area) or original(*area)
    timeline.set_position(60_100)
    del timeline.update
    for (area,) in calls:
        painted = painted.united(area)
    assert all(calls), "an update without an area repaints everything"
    assert painted.boundingRect().isValid()
    timeline.render(frame, painted.boundingRect().topLeft(), painted)
    whole = QPixmap(timeline.size())
    timeline.render(whole)
    strip = timeline.rect().intersected(painted.boundingRect())
    assert whole.copy(strip).toImage() == timeline.grab(strip).toImage()
    total = sum(rect.width() * rect.height() for rect in painted)
    assert total < 0.15 * timeline.width() * timeline.height()


def test_a_region_that_has_begun_reaches_to_the_playhead(timeline) -> None:
    timeline.set_position(70_000)
    plain = timeline.grab().toImage().pixelColor(650, 395)
    timeline.set_open_region(60_000)
    image = timeline.grab().toImage()
    assert image.pixelColor(650, 395) != plain
    assert image.pixelColor(720, 395) == plain
    timeline.set_open_region(None)
    assert timeline.grab().toImage().pixelColor(650, 395) == plain


def test_dark_is_painted_dark(timeline, qapp) -> None:
    theme.apply(qapp, "dark")
    image = timeline.grab().toImage()
    assert _near(image.pixelColor(780, 70), theme.DARK.pane, 4)


def test_peaks_appear_while_they_are_computed(timeline, speech_peaks) -> None:
    source = speech_peaks(_DURATION)
    source.ready_ms = 12_000
    timeline.set_source(source)
    turn = QRect(405, round(_parts(timeline).lanes[0].center().y()) - 15, 90, 3)
    assert not _has(timeline.grab().toImage(), turn, theme.LIGHT.wave_agent)
    source.ready_ms = _DURATION
    timeline.refresh_source()
    assert _has(timeline.grab().toImage(), turn, theme.LIGHT.wave_agent)


def test_a_quiet_call_is_drawn_larger(timeline, speech_peaks) -> None:
    timeline.set_source(speech_peaks(_DURATION, level=0.12))
    middle = round(_parts(timeline).lanes[0].center().y())
    assert _has(timeline.grab().toImage(), QRect(405, middle - 14, 90, 3), theme.LIGHT.wave_agent)


def test_every_scaling_is_painted_in_its_own_pixels(timeline) -> None:
    for ratio in (1.0, 1.5, 2.0, 3.0):
        scene = timeline._compose(ratio)
        picture = timeline._canvas.still(scene, timeline.size(), timeline._track)
        assert picture.devicePixelRatio() == ratio
        assert picture.width() == round(800 * ratio)


# -- mouse


def test_a_click_in_the_lanes_seeks(timeline, qtbot) -> None:
    with qtbot.waitSignal(timeline.seek_requested) as heard:
        qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=_in_body(423))
    assert heard.args == [42_300]


def test_dragging_in_the_lanes_seeks_on_the_way(timeline, qtbot) -> None:
    heard = []
    timeline.seek_requested.connect(heard.append)
    qtbot.mousePress(timeline, Qt.MouseButton.LeftButton, pos=_in_body(400))
    qtbot.mouseMove(timeline, _in_body(450))
    qtbot.mouseMove(timeline, _in_body(900))
    qtbot.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=_in_body(900))
    qtbot.mouseMove(timeline, _in_body(300))
    assert heard == [40_000, 45_000, 90_000]


def test_the_other_button_does_not_seek(timeline, qtbot) -> None:
    with qtbot.assertNotEmitted(timeline.seek_requested):
        qtbot.mouseClick(timeline, Qt.MouseButton.RightButton, pos=_in_body(423))


def test_dragging_the_ruler_scrolls_and_does_not_seek(timeline, qtbot) -> None:
    y = round(_parts(timeline).ruler.center().y())
    with qtbot.assertNotEmitted(timeline.seek_requested):
        qtbot.mousePress(timeline, Qt.MouseButton.LeftButton, pos=QPoint(600, y))
        qtbot.mouseMove(timeline, QPoint(400, y))
        qtbot.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=QPoint(400, y))
    assert timeline.view.start_ms == pytest.approx(20_000)


def test_a_click_in_the_overview_goes_there(timeline, qtbot) -> None:
    with qtbot.waitSignal(timeline.seek_requested) as heard:
        qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(400, 20))
    assert heard.args == [_DURATION // 2]
    assert timeline.view.shows(_DURATION // 2)


def test_dragging_in_the_overview_moves_the_window(timeline, qtbot) -> None:
    with qtbot.assertNotEmitted(timeline.seek_requested):
        qtbot.mousePress(timeline, Qt.MouseButton.LeftButton, pos=QPoint(100, 20))
        qtbot.mouseMove(timeline, QPoint(200, 20))
        qtbot.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=QPoint(200, 20))
    assert timeline.view.start_ms == pytest.approx(100 * _DURATION / 800)


def test_the_wheel_zooms_at_the_cursor(timeline) -> None:
    _wheel(timeline, 400, 120)
    assert timeline.view.span_ms == pytest.approx(64_000)
    assert timeline.view.ms_at(400) == 40_000
    _wheel(timeline, 400, -120)
    assert timeline.view.span_ms == pytest.approx(80_000)


@pytest.mark.parametrize(
    "held", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier]
)
def test_the_wheel_with_a_key_scrolls(timeline, held) -> None:
    _wheel(timeline, 400, -120, held)
    assert timeline.view.start_ms > 0
    assert timeline.view.span_ms == 80_000
    _wheel(timeline, 400, 120, held)
    assert timeline.view.start_ms == pytest.approx(0)


def test_a_click_on_a_flag_selects_and_does_not_seek(timeline, qtbot) -> None:
    flag = QPoint(509, round(_parts(timeline).body.top()) + 10)
    with (
        qtbot.assertNotEmitted(timeline.seek_requested),
        qtbot.waitSignal(timeline.annotation_selected) as heard,
    ):
        qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=flag)
    assert heard.args == ["moment"]
    assert timeline.selected == "moment"
    with qtbot.waitSignal(timeline.annotation_activated) as heard:
        qtbot.mouseDClick(timeline, Qt.MouseButton.LeftButton, pos=flag)
    assert heard.args == ["moment"]


# -- the view follows


def test_the_view_turns_the_page_with_the_playhead(timeline) -> None:
    timeline.set_position(79_900)
    assert timeline.view.start_ms == 0
    timeline.set_position(80_100)
    assert timeline.view.shows(80_100) and timeline.view.start_ms > 0


def test_who_has_scrolled_away_is_not_pulled_back_until_asked(timeline) -> None:
    timeline.set_position(10_000)
    timeline.scroll_by(150_000)
    timeline.set_position(10_100)
    assert timeline.view.start_ms == 150_000
    timeline.follow()
    assert timeline.view.shows(10_100)
    timeline.set_position(200_000)
    assert timeline.view.shows(200_000)


def test_a_selection_from_elsewhere_comes_into_view(timeline, qtbot) -> None:
    with qtbot.assertNotEmitted(timeline.annotation_selected):
        timeline.set_selected("late")
    assert timeline.view.shows(200_000)


def test_resizing_keeps_the_part_that_is_shown(timeline, qtbot) -> None:
    timeline.show_view(Viewport(_DURATION, 800, 50_000, 40_000))
    timeline.resize(1_200, 300)
    qtbot.waitUntil(lambda: timeline.view.width == 1_200)
    assert (timeline.view.start_ms, timeline.view.span_ms) == (50_000, 40_000)


# -- keys


def test_tab_walks_the_annotations(timeline, qtbot) -> None:
    heard = []
    timeline.annotation_selected.connect(heard.append)
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab):
        qtbot.keyClick(timeline, key)
    qtbot.keyClick(timeline, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert heard == ["region", "moment", "late", "moment"]
    assert timeline.hasFocus()


def test_tab_moves_the_focus_where_nothing_is_marked(timeline, qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    field = QLineEdit()
    column.addWidget(timeline)
    column.addWidget(field)
    timeline.set_annotations([])
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    timeline.setFocus()
    qtbot.waitUntil(timeline.hasFocus)
    qtbot.keyClick(timeline, Qt.Key.Key_Tab)
    assert field.hasFocus()
    timeline.setParent(None)
    qtbot.addWidget(timeline)


def test_enter_edits_the_selected_one(timeline, qtbot) -> None:
    with qtbot.assertNotEmitted(timeline.annotation_activated):
        qtbot.keyClick(timeline, Qt.Key.Key_Return)
    timeline.set_selected("moment")
    with qtbot.waitSignal(timeline.annotation_activated) as heard:
        qtbot.keyClick(timeline, Qt.Key.Key_Return)
    assert heard.args == ["moment"]


def test_letters_and_arrows_are_acts_for_the_screen(timeline, qtbot) -> None:
    heard = []
    timeline.act_triggered.connect(heard.append)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_G, Qt.Key.Key_Left, Qt.Key.Key_3, Qt.Key.Key_X):
        qtbot.keyClick(timeline, key)
    assert heard == ["play_pause", "mark_strength", "back_1", "option_3", "not_applicable"]


def test_home_end_and_zoom_are_the_timeline_s_own(timeline, qtbot) -> None:
    heard = []
    timeline.seek_requested.connect(heard.append)
    qtbot.keyClick(timeline, Qt.Key.Key_End)
    qtbot.keyClick(timeline, Qt.Key.Key_Home)
    assert heard == [_DURATION, 0]
    timeline.set_position(40_000)
    qtbot.keyClick(timeline, Qt.Key.Key_Plus)
    assert timeline.view.span_ms < 80_000
    assert timeline.view.x_of(40_000) == pytest.approx(400)
    qtbot.keyClick(timeline, Qt.Key.Key_Minus)
    assert timeline.view.span_ms == pytest.approx(80_000)


def test_it_takes_no_input_method(timeline) -> None:
    assert not timeline.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert not timeline.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)


# -- without a recording


def test_a_stopwatch_grows_and_cannot_be_sought(timeline, qtbot) -> None:
    timeline.set_source(None)
    timeline.set_annotations([])
    assert timeline.view.duration_ms == 60_000
    timeline.set_position(50_000)
    assert timeline.view.duration_ms == 120_000
    timeline.set_position(3_599_000)
    assert timeline.view.duration_ms == 3_660_000
    assert timeline.view.shows(3_599_000)
    with qtbot.assertNotEmitted(timeline.seek_requested):
        qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=_in_body(423))
        qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(100, 20))
        qtbot.keyClick(timeline, Qt.Key.Key_Home)


def test_a_stopwatch_shows_its_annotations_and_says_why_it_has_no_sound(timeline) -> None:
    timeline.set_source(None)
    timeline.set_annotations([Annotation("a", 30_000, None, "strength", "")])
    image = timeline.grab().toImage()
    x = round(timeline.view.x_of(30_000))
    top = round(_parts(timeline, 0).body.top())
    assert _has(image, QRect(x + 1, top + 4, 17, 17), theme.LIGHT.strength)
    assert _has(image, QRect(250, 200, 300, 100), theme.LIGHT.muted)


# -- words


def _spoken(widget: TimelineWidget, kind=QAccessible.Text.Value) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(kind)


def test_it_speaks_its_state(timeline, qapp, qtbot) -> None:
    timeline.set_position(133_400)
    assert _spoken(timeline) == "02:13 of 04:37, customer speaking, 3 annotations"
    timeline.set_annotations(_MARKS[:1])
    timeline.set_position(145_000)
    assert _spoken(timeline) == "02:25 of 04:37, agent speaking, 1 annotation"
    i18n.set_language(qapp, "zh_CN")
    qtbot.waitUntil(lambda: _spoken(timeline, QAccessible.Text.Name) == "时间轴")
    assert _spoken(timeline) == "02:25，共 04:37，坐席在说话，1 个标记"
    assert QAccessible.queryAccessibleInterface(timeline).role() == QAccessible.Role.Slider


def test_a_stopwatch_hears_nobody(timeline) -> None:
    timeline.set_source(None)
    timeline.set_position(61_000)
    assert _spoken(timeline) == "Stopwatch 01:01, 3 annotations"


class _Loudness:
    """One column after the other of these root mean squares, a lane each."""

    duration_ms = ready_ms = 10_000

    def __init__(self, *lanes: int) -> None:
        self.lanes = lanes
        self.channels = len(lanes)

    def columns(self, channel: int, *_span: float):
        return tuple(np.array([self.lanes[channel]], np.int16) for _ in range(3))


@pytest.mark.parametrize(
    ("lanes", "speaker"),
    [
        ((4_000, 100), "agent"),
        ((100, 4_000), "customer"),
        ((4_000, 3_000), "both"),
        ((8_000, 1_000), "agent"),
        ((100, 90), "nobody"),
        ((4_000,), "somebody"),
        ((90,), "nobody"),
    ],
)
def test_who_speaks_is_heard_from_the_loudness(lanes, speaker) -> None:
    assert who_speaks(_Loudness(*lanes), 5_000, 1.0) == speaker


def test_a_quiet_call_is_heard_as_it_is_drawn_and_an_unread_one_not_at_all() -> None:
    assert who_speaks(_Loudness(200, 10), 5_000, 4.0) == "agent"
    assert who_speaks(_Loudness(4_000, 10), 10_000, 1.0) == "unknown"
    assert who_speaks(None, 0, 1.0) == "unknown"


def test_a_jump_is_announced_and_playing_on_is_not(timeline, monkeypatch) -> None:
    said = []
    monkeypatch.setattr(spoken, "announce", lambda widget: said.append(widget.position_ms))
    for ms in (1_000, 1_100, 1_900):
        timeline.set_position(ms)
    assert said == [1_000]
    timeline.set_position(500)
    timeline.set_position(30_000)
    assert said == [1_000, 500, 30_000]


def test_the_words_die_with_their_widget(qapp) -> None:
    """What Qt and Python both hold must not be taken down twice."""
    for _ in range(200):
        widget = TimelineWidget()
        assert "Stopwatch" in _spoken(widget)
        widget.deleteLater()
        del widget
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


# -- stress


def test_time_runs_left_to_right_in_a_right_to_left_interface(timeline, qapp, qtbot) -> None:
    plain = timeline.grab().toImage()
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        timeline.refresh_source()
        assert timeline.grab().toImage() == plain
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_right_to_left_words_and_odd_signs_are_painted(timeline) -> None:
    words = "\u202e\u200fשלום 😀 " + "长" * 5_000 + "\n第二行"
    timeline.set_annotations([Annotation("odd", 20_000, 60_000, "note", words)])
    timeline.set_selected("odd")
    top = round(_parts(timeline).body.top())
    assert _has(timeline.grab().toImage(), QRect(220, top + 4, 100, 17), theme.LIGHT.note)


def test_a_thousand_annotations_stay_quick(timeline, qtbot) -> None:
    timeline.show_view(Viewport(_DURATION, 800, 0, _DURATION))
    timeline.set_annotations([])
    few = median(each.processor for each in measure_frames(timeline, 30)["scroll"])
    timeline.set_annotations(
        [
            Annotation(str(n), n * 270, n * 270 + 4_000 if n % 3 else None, KINDS[n % 4], "words")
            for n in range(1_000)
        ]
    )
    timeline.set_selected("500")
    many = median(each.processor for each in measure_frames(timeline, 30)["scroll"])
    # a ratio, since this machine may be busy; painting each of them by itself was 30 times
    assert many < 15 * few
    qtbot.keyClick(timeline, Qt.Key.Key_Tab)
    assert timeline.selected == "501"


@pytest.mark.parametrize("size", [(320, 170), (3_840, 1_600)])
@pytest.mark.parametrize("duration", [1, 999, 36_000_000])
def test_odd_sizes_and_lengths_are_painted(qtbot, speech_peaks, size, duration) -> None:
    widget = TimelineWidget()
    qtbot.addWidget(widget)
    widget.resize(*size)
    widget.set_source(speech_peaks(duration))
    widget.set_annotations([Annotation("a", duration, None, "note", "at the very end")])
    widget.set_position(duration)
    image = widget.grab().toImage()
    assert _has(image, image.rect().adjusted(size[0] - 30, 0, 0, 0), theme.LIGHT.playhead)


def test_marks_without_room_for_a_flag_are_counted_on_the_picture(timeline) -> None:
    parts = _parts(timeline)
    row = QRect(500, round(parts.flag_top(parts.flag_rows)) + 2, 60, 14)
    few = [Annotation(str(n), 50_000, None, "note", "") for n in range(parts.flag_rows)]
    timeline.set_annotations(few)
    assert not _has(timeline.grab().toImage(), row, theme.LIGHT.muted)
    timeline.set_annotations([*few, *(Annotation(f"m{n}", 50_000, None, "note", "") for n in "ab")])
    image = timeline.grab().toImage()
    assert _has(image, row, theme.LIGHT.muted)


def test_measuring_puts_the_view_and_the_position_back(timeline) -> None:
    timeline.set_position(30_000)
    view = timeline.view
    times = measure_frames(timeline, frames=10)
    assert set(times) == {"scroll", "zoom", "playhead", "drag"}
    assert all(each.wall > 0 for frames in times.values() for each in frames)
    assert (timeline.view, timeline.position_ms) == (view, 30_000)


def test_losing_the_focus_takes_the_frame_away(timeline, qtbot) -> None:
    edge = QPoint(round(_parts(timeline).body.center().x()) + 20, timeline.height() - 1)
    focused = timeline.grab().toImage().pixelColor(edge)
    timeline.clearFocus()
    assert timeline.grab().toImage().pixelColor(edge) != focused


def test_the_selected_annotation_is_spoken_with_its_place(timeline, qapp, qtbot) -> None:
    timeline.set_position(133_400)
    timeline.set_selected("moment")
    said = "Strength 00:50.0, asked back, 2 of 3; "
    assert _spoken(timeline) == said + "02:13 of 04:37, customer speaking, 3 annotations"
    timeline.set_selected("late")
    assert _spoken(timeline).startswith("Question 03:20.0, no words yet, 3 of 3; ")


def test_walking_announces_the_annotation(timeline, qtbot, monkeypatch) -> None:
    said = []
    monkeypatch.setattr(spoken, "announce", lambda widget: said.append(widget.spoken_state()))
    qtbot.keyClick(timeline, Qt.Key.Key_Tab)
    assert said[0].startswith("Weakness 00:20.0–00:35.0")


def test_a_tip_is_no_markup_and_turns_nothing_round() -> None:
    assert spoken.plain_tip("<b>a & b\u202e\n2") == "<qt>&lt;b&gt;a &amp; b<br>2</qt>"


# -- bands of the sound


@pytest.mark.parametrize("kind", BAND_KINDS)
def test_a_band_is_painted_where_it_is_and_nowhere_else(timeline, kind) -> None:
    def pixels(x: int) -> list[int]:
        image = timeline.grab().toImage()
        return [image.pixel(x, y) for y in range(round(_parts(timeline).body.top()), 400)]

    timeline.set_annotations([])
    places = (295, 305, 395, 405)
    plain = [pixels(x) for x in places]
    crowd = [Band(200_000 + n, 200_500 + n, kind) for n in range(0, 50_000, 900)]
    timeline.set_hearing(Hearing((Band(30_000, 40_000, kind), *crowd)))
    changed = [now != before for now, before in zip(map(pixels, places), plain, strict=True)]
    assert changed == [False, True, True, False]
    assert timeline.words_at(QPointF(305, 0)) == ""


# -- following


def _sign(timeline):
    return timeline.findChild(QWidget, "follow_sign")


def test_a_sign_says_that_the_view_does_not_follow(timeline, qtbot) -> None:
    timeline.set_position(10_000)
    assert timeline.follows and not _sign(timeline).isVisible()
    timeline.scroll_by(100_000)
    assert not timeline.follows and _sign(timeline).isVisible()
    assert _sign(timeline).text().startswith("←") and _sign(timeline).x() < 10
    assert "F" in _sign(timeline).text()
    qtbot.mouseClick(_sign(timeline), Qt.MouseButton.LeftButton)
    assert timeline.follows and timeline.view.shows(10_000)
    assert not _sign(timeline).isVisible()


def test_the_sign_stands_on_the_side_of_the_playhead(timeline) -> None:
    timeline.show_view(Viewport(_DURATION, 800, 150_000, 80_000))
    timeline.set_position(250_000)
    timeline.show_view(Viewport(_DURATION, 800, 0, 80_000))
    sign = _sign(timeline)
    assert sign.text().endswith("→")
    assert sign.geometry().right() > timeline.width() - 10
    timeline.resize(600, 400)
    assert sign.geometry().right() < 600


def test_the_playhead_that_comes_into_view_is_followed_again(timeline) -> None:
    timeline.show_view(Viewport(_DURATION, 800, 100_000, 80_000))
    timeline.set_position(99_900)
    assert not timeline.follows
    timeline.set_position(100_100)
    assert timeline.follows and not _sign(timeline).isVisible()
    timeline.set_position(180_100)
    assert timeline.view.shows(180_100)
