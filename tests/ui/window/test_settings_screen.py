"""Settings hold at once and are there after a restart."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QSpinBox, QTableWidget, QWidget

from qa_desktop.store.settings import get_setting
from tests.ui.window.conftest import Office, Seat


@pytest.fixture
def seat(calls: list[str], office: Office) -> Seat:
    seated = office.sit()
    seated.opened(calls[0])
    seated.window.show_screen("settings")
    seated.settle()
    return seated


def stored(seat: Seat, key: str):
    answers: list = []
    seat.window.desk.read("test", lambda db: get_setting(db, key), answers.append)
    seat.wait(lambda: answers)
    return answers[0]


def test_the_target_shows_at_once_and_is_kept(seat: Seat, office: Office) -> None:
    seat.find(QSpinBox, "settings_target").setValue(45)
    seat.settle()
    assert seat.text("status_today") == "Today 0 / 45"
    assert seat.text("today_count") == "No. 1 of 45 today"
    office.leave(seat)
    again = office.sit()
    again.wait(lambda: again.text("status_today") == "Today 0 / 45")


def test_back_step_reaches_the_player(seat: Seat) -> None:
    seat.window.screen("settings").show_page("listening")
    seat.find(QSpinBox, "settings_back_step").setValue(0)
    seat.settle()
    assert stored(seat, "back_step_ms") == 0
    listening = seat.inspect.listening
    listening.toggle()
    seat.hear(1500)
    listening.toggle()
    paused_at = listening.position_ms
    listening.toggle()
    assert listening.position_ms >= paused_at


def test_a_usual_scorecard_is_what_the_next_call_begins_with(seat: Seat, calls: list[str]) -> None:
    seat.window.screen("settings").show_page("scorecards")
    seat.settle()
    picker = seat.find(QComboBox, "settings_card")
    picker.setCurrentIndex(picker.findData("warmth-tone"))
    picker.activated.emit(picker.currentIndex())
    seat.settle()
    seat.window.open_call(calls[1])
    seat.opened(calls[1])
    assert seat.inspect.scoring.version.code == "warmth-tone"


def test_a_remark_is_added_refused_and_offered_in_the_comment(seat: Seat) -> None:
    seat.window.screen("settings").show_page("remarks")
    save = seat.find(QPushButton, "remark_save")
    save.click()
    seat.settle()
    assert "short code" in seat.text("remark_message")
    seat.find(QLineEdit, "remark_code").setText("hs")
    seat.find(QLineEdit, "remark_text").setText("话术不完整")
    save.click()
    seat.settle()
    table = seat.find(QTableWidget, "remarks_table")
    assert [table.item(0, column).text() for column in (0, 1)] == ["/hs", "话术不完整"]
    seat.window.show_screen("inspect")
    from PySide6.QtCore import Qt

    seat.key(Qt.Key.Key_N)
    seat.type("/hs")
    seat.key(Qt.Key.Key_Tab)
    assert seat.page.editor.text() == "话术不完整"


def test_the_page_is_remembered(seat: Seat, office: Office) -> None:
    seat.window.show_settings("about")
    seat.settle()
    office.leave(seat)
    again = office.sit()
    again.window.show_screen("settings")
    assert again.find(QWidget, "about_libraries").isVisible()
