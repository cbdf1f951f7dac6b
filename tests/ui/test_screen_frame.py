"""On a screen of 1280×720 pixels at 200 % nothing is cut off or out of reach."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QVBoxLayout, QWidget

from qa_desktop.ui.main_window import LEAST_SIZE
from qa_desktop.ui.screen import Screen
from qa_desktop.ui.screen_frame import ScreenFrame


class _Tall(Screen):
    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setSpacing(0)
        self.buttons = [QPushButton(f"{n}", self) for n in range(12)]
        for button in self.buttons:
            button.setFixedHeight(60)
            column.addWidget(button)


@pytest.fixture
def frame(qtbot):
    shown = ScreenFrame()
    shown.hold(_Tall())
    qtbot.addWidget(shown)
    shown.resize(600, 300)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


def _in_sight(frame: ScreenFrame, widget: QWidget) -> bool:
    at = widget.mapTo(frame.viewport(), QPoint(0, 0))
    return frame.viewport().rect().contains(QRect(at, widget.size()))


def test_what_gets_the_keyboard_comes_into_view(frame: ScreenFrame) -> None:
    screen = frame.screen_shown
    assert frame.scrolls and not _in_sight(frame, screen.buttons[-1])
    screen.buttons[-1].setFocus()
    assert _in_sight(frame, screen.buttons[-1])
    screen.buttons[0].setFocus()
    assert _in_sight(frame, screen.buttons[0])


def test_with_room_nothing_scrolls_and_the_screen_fills_it(frame: ScreenFrame, qtbot) -> None:
    frame.resize(900, 900)
    qtbot.waitUntil(lambda: not frame.scrolls)
    assert frame.screen_shown.size() == frame.size()


def test_the_frame_is_no_stop_of_tab(frame: ScreenFrame) -> None:
    frame.screen_shown.buttons[0].setFocus()
    visited = []
    while (at := QApplication.focusWidget()) not in visited:
        visited.append(at)
        at.focusNextPrevChild(True)
    assert visited == frame.screen_shown.buttons


def test_an_inner_pane_is_brought_into_view_as_a_whole(qtbot) -> None:
    class _Nested(Screen):
        def __init__(self) -> None:
            super().__init__()
            column = QVBoxLayout(self)
            filler = QWidget(self)
            filler.setFixedHeight(500)
            self.pane = QScrollArea(self)
            self.pane.setFixedHeight(160)
            self.button = QPushButton("inside")
            self.pane.setWidget(self.button)
            column.addWidget(filler)
            column.addWidget(self.pane)

    screen = _Nested()
    frame = ScreenFrame()
    frame.hold(screen)
    qtbot.addWidget(frame)
    frame.resize(600, 300)
    frame.show()
    frame.activateWindow()
    qtbot.waitUntil(frame.isActiveWindow)
    screen.button.setFocus()
    assert _in_sight(frame, screen.pane)


def test_the_window_fits_a_small_screen_at_200_percent() -> None:
    assert LEAST_SIZE.width() <= 640
    assert LEAST_SIZE.height() + 32 <= 360
