"""Settings hold at once and are there after a restart."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QWidget,
)

from qa_desktop.store.settings import get_setting
from qa_desktop.ui import i18n
from qa_desktop.ui.settings.pages.registry import PAGES
from tests.ui.window.conftest import Office, Seat


@pytest.fixture
def seat(calls: list[str], office: Office) -> Seat:
    seated = office.sit()
    seated.opened(calls[0])
    show(seated, "general")
    return seated


def show(seat: Seat, page: str) -> None:
    seat.window.show_settings(page)
    seat.settle()


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
    show(seat, "listening")
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
    show(seat, "scorecards")
    picker = seat.find(QComboBox, "settings_card")
    picker.setCurrentIndex(picker.findData("warmth-tone"))
    picker.activated.emit(picker.currentIndex())
    seat.settle()
    seat.window.open_call(calls[1])
    seat.opened(calls[1])
    assert seat.inspect.scoring.version.code == "warmth-tone"


def test_a_remark_is_added_refused_and_offered_in_the_comment(seat: Seat) -> None:
    show(seat, "remarks")
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
    seat.key(Qt.Key.Key_N)
    seat.type("/hs")
    seat.key(Qt.Key.Key_Tab)
    assert seat.page.editor.text() == "话术不完整"


def test_the_page_is_remembered(seat: Seat, office: Office) -> None:
    show(seat, "about")
    office.leave(seat)
    again = office.sit()
    again.window.show_screen("settings")
    assert again.find(QListWidget, "settings_pages").currentItem().text() == "About"
    assert again.find(QWidget, "settings_page_about").isVisible()


def test_arrows_in_the_list_walk_the_pages(seat: Seat) -> None:
    seat.find(QListWidget, "settings_pages").setFocus()
    seat.key(Qt.Key.Key_Down)
    assert seat.find(QWidget, "settings_page_listening").isVisible()


@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.id)
def test_every_page_follows_the_language(seat: Seat, qapp, kind) -> None:
    show(seat, kind.id)
    page = seat.find(QWidget, f"settings_page_{kind.id}")
    title = next(each for each in page.findChildren(QLabel) if each.property("role") == "title")
    english = (kind.name, title.text())
    i18n.set_language(qapp, "zh_CN")
    seat.settle()
    assert kind.name != english[0]
    assert title.text() != english[1]
