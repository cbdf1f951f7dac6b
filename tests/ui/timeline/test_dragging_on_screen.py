"""Annotations dragged by the mouse through the real widget."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from qa_desktop.domain.annotations import Annotation
from qa_desktop.ui.timeline import TimelineWidget
from qa_desktop.ui.timeline.geometry import Geometry

_DURATION = 80_000
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_MARKS = [
    Annotation("region", 20_000, 40_000, "weakness", "only half the answer"),
    Annotation("moment", 60_000, None, "strength", "asked back"),
    Annotation("over", 30_000, 50_000, "note", "at the same time"),
]


class Hand:
    """Presses, drags and lets go; 100 ms are a pixel."""

    def __init__(self, timeline: TimelineWidget) -> None:
        self.timeline = timeline
        self.moved: list[tuple] = []
        self.sought: list[int] = []
        timeline.annotation_moved.connect(lambda *said: self.moved.append(said))
        timeline.seek_requested.connect(self.sought.append)
        self.geometry = Geometry.of(timeline.width(), timeline.height(), 2)

    def flag(self, x: int, row: int = 0) -> QPoint:
        return QPoint(x, round(self.geometry.flag_top(row)) + 9)

    def drag(self, start: QPoint, *stops: QPoint, held=Qt.KeyboardModifier.NoModifier) -> None:
        self.take(start, *stops, held=held)
        QTest.mouseRelease(self.timeline, Qt.MouseButton.LeftButton, held, (start, *stops)[-1])

    def take(self, start: QPoint, *stops: QPoint, held=Qt.KeyboardModifier.NoModifier) -> None:
        QTest.mousePress(self.timeline, Qt.MouseButton.LeftButton, held, start)
        for stop in stops:
            move_mouse(self.timeline, stop, Qt.MouseButton.LeftButton, held)


def move_mouse(widget, at: QPoint, pressed, held=Qt.KeyboardModifier.NoModifier) -> None:
    """As Qt sends it; ``QTest.mouseMove`` knows neither buttons nor modifiers."""
    place, none = QPointF(at), Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, place, widget.mapToGlobal(place), none, pressed, held
    )
    QApplication.sendEvent(widget, event)


@pytest.fixture
def hand(qtbot, speech_peaks) -> Hand:
    widget = TimelineWidget()
    qtbot.addWidget(widget)
    widget.resize(800, 400)
    widget.set_source(speech_peaks(_DURATION))
    widget.set_annotations(_MARKS)
    with qtbot.waitExposed(widget):
        widget.show()
    return Hand(widget)


def test_a_flag_moves_the_whole(hand) -> None:
    hand.drag(hand.flag(209), hand.flag(250), hand.flag(239))
    assert hand.moved == [("region", 23_000, 43_000)]
    assert hand.sought == []


def test_regions_that_overlap_lie_in_rows_and_each_can_be_taken(hand) -> None:
    hand.drag(hand.flag(309, row=1), hand.flag(329, row=1))
    assert hand.moved == [("over", 32_000, 52_000)]


def test_an_edge_of_any_region_is_dragged_in_its_row(hand) -> None:
    hand.drag(hand.flag(500, row=1), hand.flag(550, row=1))
    assert hand.moved == [("over", 30_000, 55_000)]


def test_edges_of_the_selected_one_hold_over_the_whole_height(hand) -> None:
    hand.drag(QPoint(200, 300), QPoint(170, 300))
    assert hand.moved == [] and hand.sought, "not selected yet: a press in the lanes seeks"
    hand.timeline.set_selected("region")
    hand.drag(QPoint(200, 300), QPoint(170, 300))
    assert hand.moved == [("region", 17_000, 40_000)]


def test_a_press_without_a_move_selects_and_moves_nothing(hand) -> None:
    hand.drag(hand.flag(209), hand.flag(211))
    assert hand.moved == []
    assert hand.timeline.selected == "region"


def test_it_snaps_to_the_playhead_unless_shift_is_held(hand) -> None:
    hand.timeline.set_position(62_500)
    hand.drag(hand.flag(609), hand.flag(630))
    assert hand.moved == [("moment", 62_500, None)]
    hand.moved.clear()
    hand.timeline.set_annotations(_MARKS)
    hand.drag(hand.flag(609), hand.flag(630), held=_SHIFT)
    assert hand.moved == [("moment", 62_100, None)]


def test_nine_pixels_are_too_far_to_snap(hand) -> None:
    hand.timeline.set_position(64_000)
    hand.drag(hand.flag(609), hand.flag(640))
    assert hand.moved == [("moment", 63_100, None)]


def test_escape_puts_it_back(hand) -> None:
    before = hand.timeline.grab().toImage()
    hand.timeline.set_selected("region")
    selected = hand.timeline.grab().toImage()
    hand.take(hand.flag(209), hand.flag(259))
    assert hand.timeline.grab().toImage() != selected
    QTest.keyClick(hand.timeline, Qt.Key.Key_Escape)
    assert hand.timeline.grab().toImage() == selected != before
    QTest.mouseRelease(hand.timeline, Qt.MouseButton.LeftButton, pos=hand.flag(259))
    assert hand.moved == []


def test_one_that_is_deleted_meanwhile_is_let_go(hand) -> None:
    hand.take(hand.flag(209), hand.flag(259))
    hand.timeline.set_annotations(_MARKS[1:])
    QTest.mouseRelease(hand.timeline, Qt.MouseButton.LeftButton, pos=hand.flag(259))
    assert hand.moved == []
    hand.timeline.grab()


def test_the_new_place_is_shown_while_it_is_dragged(hand) -> None:
    hand.take(hand.flag(209), hand.flag(259), held=_SHIFT)
    shown = next(f for f in hand.timeline._frame().flags if f.annotation.id == "region")
    assert shown.annotation.span == (25_000, 45_000)
    assert hand.timeline._track.get("region").span == (20_000, 40_000)


@pytest.mark.parametrize(
    ("at", "shape"),
    [
        (QPoint(209, 84), Qt.CursorShape.PointingHandCursor),
        (QPoint(400, 92), Qt.CursorShape.SizeHorCursor),
        (QPoint(400, 300), Qt.CursorShape.ArrowCursor),
    ],
)
def test_the_cursor_says_what_a_press_would_take(hand, at, shape) -> None:
    move_mouse(hand.timeline, at, Qt.MouseButton.NoButton)
    assert hand.timeline.cursor().shape() == shape


def test_a_mark_at_or_beyond_the_end_is_drawn_inside(hand) -> None:
    hand.timeline.set_annotations(
        [
            Annotation("end", _DURATION, None, "note", ""),
            Annotation("beyond", _DURATION + 60_000, None, "question", ""),
            Annotation("over", 70_000, _DURATION + 60_000, "weakness", "too long"),
        ]
    )
    flags = hand.timeline._frame().flags
    assert {flag.annotation.id for flag in flags} >= {"end", "over"}
    for flag in flags:
        assert flag.x >= 0 and flag.x + flag.width <= 800
    hand.timeline.grab()
