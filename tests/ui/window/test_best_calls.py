"""Best calls at the window: nominated, heard, voted on, chosen, thanked for, on the poster."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QPlainTextEdit, QPushButton

from qa_desktop.exchange.nomination_sheet import write_nomination_sheet
from qa_desktop.journal.changes import create, set_fields
from qa_desktop.store.library import find_entries
from qa_desktop.store.nominations import find_honours, find_letters, find_nominations
from qa_desktop.store.workspace import Workspace
from qa_desktop.ui.best_calls.page import BestCallsPage
from qa_desktop.ui.sessions.view import SessionsView
from tests.services.test_nomination_sheet import filled_in
from tests.ui.window.conftest import Office, Seat
from tests.ui.window.test_sessions_page import read, rows, save

K = Qt.Key
MONTH = f"{date.today():%Y-%m}"


@pytest.fixture
def seat(office: Office, calls: list[str], tmp_path: Path) -> Seat:
    with Workspace.open(tmp_path / "workspace") as workspace:
        workspace.write([create("agent", "xm", {"number": "6001", "name": "王小明"})])
        workspace.write([set_fields("call", calls[0], {"serial": "S100", "agent": "xm"})])
    return office.sit(opens_call=False)


def page_of(seat: Seat) -> BestCallsPage:
    seat.window.show_screen("sessions")
    seat.settle()
    page = seat.window.findChild(BestCallsPage)
    seat.window.findChild(SessionsView).show_page(page)
    page.setFocus()
    seat.settle()
    return page


def nominate(seat: Seat, page: BestCallsPage, serial: str, words: str) -> None:
    seat.find(QPushButton, "nominate").click()
    seat.find(QLineEdit, "nominate_dialog_serial").setText(serial)
    seat.find(QPlainTextEdit, "nominate_dialog_highlight").setPlainText(words)
    save(seat, "nominate_dialog")


def test_nominated_heard_voted_on_and_honoured(seat: Seat, calls: list[str]) -> None:
    page = page_of(seat)
    assert "No nomination this month" in seat.text("nominations_empty")
    nominate(seat, page, "S100", "先道歉再解释")
    assert rows(page.table) == [["Open", "先道歉再解释", "S100", "—", "—"]]
    page.table.setFocus()
    seat.key(K.Key_Space)
    seat.wait(lambda: page.sound.playing)
    assert page.isVisible() and "王小明" not in str(rows(page.table))
    seat.keys(K.Key_N, K.Key_Y)
    assert rows(page.table)[0][3:] == ["Yes", "1 : 0"]
    seat.key(K.Key_Return)
    save(seat, "accept_dialog")
    assert rows(page.table)[0][0] == "★ Chosen"
    assert rows(page.honours) == [["6001 王小明", "先道歉再解释"]]
    assert [each.shelf for each in read(seat, lambda db: find_entries(db, calls[:1]))] == ["good"]
    assert not page._yes.isEnabled()
    seat.find(QPushButton, "toast_undo").click()
    seat.settle()
    assert rows(page.honours) == [] and rows(page.table)[0][0] == "Open"


def test_what_was_just_done_covers_no_button(seat: Seat) -> None:
    seat.window.resize(1280, 720)
    page = page_of(seat)
    nominate(seat, page, "S100", "先道歉再解释")
    seat.key(K.Key_Y)
    toast = seat.window.toast
    assert toast.isVisible()
    for button in page.findChildren(QPushButton):
        if button.isVisible():
            place = QRect(button.mapTo(seat.window, QPoint()), button.size())
            said = QRect(toast.mapTo(seat.window, QPoint()), toast.size())
            assert not place.intersects(said), button.objectName()


def test_one_that_waits_for_its_call_is_not_chosen(seat: Seat) -> None:
    page = page_of(seat)
    nominate(seat, page, "S999", "语速合适")
    page.table.setFocus()
    seat.key(K.Key_Return)
    assert "not here yet" in seat.text("nominations_told")
    seat.key(K.Key_Delete)
    seat.find(QLineEdit, "reject_dialog_reason").setText("客户挂断了")
    save(seat, "reject_dialog")
    assert "客户挂断了" in seat.text("nominations_told")
    (held,) = read(seat, lambda db: find_nominations(db, "", MONTH))
    assert held.decision == "rejected" and read(seat, find_honours) == []
    seat.find(QPushButton, "toast_undo").click()
    seat.settle()
    (held,) = read(seat, lambda db: find_nominations(db, "", MONTH))
    assert held.decision is None


def test_forms_come_back_and_the_poster_goes_out(
    seat: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(seat)
    form = tmp_path / "form.xlsx"
    write_nomination_sheet(form, MONTH, "zh")
    page.sheets.read_form(filled_in(form, ("S100", "安抚到位"), ("S101", "")), MONTH)
    seat.wait(lambda: rows(page.table))
    assert [row[1] for row in rows(page.table)] == ["安抚到位"]
    box = seat.find(object, "best_calls_message")
    assert "Row 5" in box.text()
    box.close()
    page.add_letter()
    seat.find(QComboBox, "letter_dialog_agent").setCurrentText("6001 王小明")
    seat.find(QPlainTextEdit, "letter_dialog_words").setPlainText("很耐心，谢谢")
    save(seat, "letter_dialog")
    (letter,) = read(seat, find_letters)
    assert letter.agent == "xm" and rows(page.letters)[0][1] == "很耐心，谢谢"
    out = tmp_path / "poster.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
    page.sheets.save_poster(MONTH)
    seat.wait(out.exists)


def test_a_call_of_the_library_is_nominated(seat: Seat) -> None:
    seat.window.show_screen("library")
    seat.window.screen("library").nominate_wanted.emit("S100")
    seat.settle()
    assert seat.window.screen_id == "sessions"
    seat.find(QPlainTextEdit, "nominate_dialog_highlight").setPlainText("复述确认")
    save(seat, "nominate_dialog")
    assert rows(seat.window.findChild(BestCallsPage).table)[0][1:3] == ["复述确认", "S100"]
