"""Signing on the pad: real mouse, pen and touch events in, whole strokes out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPen, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from qa_desktop.ui.slips.signature_pad import MOST_POINTS, SCALE, SignaturePad, paint_strokes


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        self.now += 0.01
        return self.now


@pytest.fixture
def pad(qtbot) -> Iterator[SignaturePad]:
    made = SignaturePad(clock=Clock())
    qtbot.addWidget(made)
    made.resize(400, 120)
    made.show()
    yield made


def draw(pad: SignaturePad, *points: tuple[int, int]) -> None:
    first, *rest = (QPoint(*point) for point in points)
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=first)
    for point in rest:
        QTest.mouseMove(pad, point)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(*points[-1]))


def test_strokes_do_not_depend_on_the_size_of_the_pad(pad: SignaturePad) -> None:
    draw(pad, (40, 12), (200, 60), (400, 120))
    small = pad.strokes
    assert [point[:2] for point in small[0]] == [[1_000, 1_000], [5_000, 5_000], [10_000, 10_000]]
    pad.clear()
    pad.resize(800, 240)
    draw(pad, (80, 24), (400, 120), (800, 240))
    assert [p[:2] for p in pad.strokes[0]] == [p[:2] for p in small[0]]


def test_time_runs_from_the_first_touch(pad: SignaturePad) -> None:
    draw(pad, (10, 10), (20, 20))
    draw(pad, (30, 30), (40, 40))
    times = [point[2] for stroke in pad.strokes for point in stroke]
    assert times == sorted(times) and times[0] <= 20 and len(set(times)) == len(times)


def test_a_touch_without_a_line_is_no_signature(pad: SignaturePad, qtbot) -> None:
    draw(pad, (50, 50))
    assert not pad.is_signed and pad.strokes == []
    with qtbot.waitSignal(pad.changed):
        draw(pad, (50, 50), (90, 70))
    assert pad.is_signed


def test_del_begins_again_and_the_right_button_draws_nothing(pad: SignaturePad) -> None:
    draw(pad, (50, 50), (90, 70))
    QTest.keyClick(pad, Qt.Key.Key_Delete)
    assert not pad.is_signed
    QTest.mousePress(pad, Qt.MouseButton.RightButton, pos=QPoint(5, 5))
    QTest.mouseMove(pad, QPoint(90, 90))
    QTest.mouseRelease(pad, Qt.MouseButton.RightButton, pos=QPoint(90, 90))
    assert pad.strokes == []


def test_strokes_that_leave_the_pad_end_at_its_edge(pad: SignaturePad) -> None:
    draw(pad, (10, 10), (900, 500), (-50, -50))
    assert all(0 <= x <= SCALE and 0 <= y <= SCALE for x, y, _ in pad.strokes[0])


def test_a_scribble_has_an_end(pad: SignaturePad) -> None:
    pad._begin(QPointF(0, 0))
    for place in range(MOST_POINTS + 500):
        pad._add(QPointF(place % 400, place % 120))
    pad._end()
    assert sum(map(len, pad.strokes)) == MOST_POINTS


def _tablet(kind: QEvent.Type, at: QPointF, buttons: Qt.MouseButton) -> QTabletEvent:
    return QTabletEvent(
        kind, QPointingDevice.primaryPointingDevice(), at, at, 1.0, 0, 0, 0, 0, 0,
        Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, buttons,
    )  # fmt: skip


def test_a_pen_signs(pad: SignaturePad) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, at, buttons in (
        (QEvent.Type.TabletPress, QPointF(10, 10), left),
        (QEvent.Type.TabletMove, QPointF(100, 60), left),
        (QEvent.Type.TabletRelease, QPointF(100, 60), none),
    ):
        event = _tablet(kind, at, buttons)
        QApplication.sendEvent(pad, event)
        assert event.isAccepted()  # else Qt would make mouse events of it, and two lines
    assert [point[:2] for point in pad.strokes[0]] == [[250, 833], [2_500, 5_000]]


def test_a_finger_signs(pad: SignaturePad) -> None:
    device = QTest.createTouchDevice()
    QTest.touchEvent(pad, device).press(0, QPoint(40, 30), pad).commit()
    QTest.touchEvent(pad, device).move(0, QPoint(200, 60), pad).commit()
    QTest.touchEvent(pad, device).release(0, QPoint(200, 60), pad).commit()
    assert pad.is_signed


def test_it_is_drawn_as_it_was_signed(pad: SignaturePad) -> None:
    draw(pad, (0, 60), (200, 60), (400, 60))
    image = QImage(100, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_strokes(painter, pad.strokes, QSize(100, 30), QPen(Qt.GlobalColor.black, 2))
    painter.end()
    middle = [image.pixelColor(x, 15).value() for x in (5, 50, 95)]
    assert max(middle) < 128 and image.pixelColor(50, 3).value() == 255
