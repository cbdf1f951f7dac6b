"""A trainer's week through real widgets and the real VLC: find, arrange, present, hold the session,
and see a month later whether it helped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
)

from qa_desktop.audio.players.vlc_player import VlcPlayer
from qa_desktop.domain.session import MARKS
from qa_desktop.journal.changes import set_fields
from qa_desktop.services.annotating import add_annotation
from qa_desktop.store.connection import connect
from qa_desktop.store.workspace import DATABASE, Workspace
from qa_desktop.ui.library.view import parts_of
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.preferences import Preferences, read_preferences
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.training.sessions_page import SessionsPage
from tests.factories import import_calls
from tests.services.test_sessions import evaluated, make_agents
from tests.ui.window.conftest import Seat

K = Qt.Key
_CASES = 3


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three calls in which the tone went wrong; one agent does it before and after, one only
    before."""
    folder = tmp_path / "workspace"
    with Workspace.open(folder, name="李敏", number="Q017") as workspace:
        agents = make_agents(workspace)
        for call in import_calls(workspace, tmp_path / "recordings", _CASES):
            workspace.write([set_fields("call", call.id, {"agent": agents[0]})])
            add_annotation(
                workspace, call.id, at_ms=300, to_ms=900, kind="weakness", text="语气生硬"
            )
        today = date.today()
        for days in (-3, 3):
            day = (today + timedelta(days=days)).isoformat()
            evaluated(workspace, agents[0], day, "F01", "greeting")
            evaluated(workspace, agents[1], day, "F01" if days < 0 else None, "greeting")
    return folder


@pytest.fixture
def seat(folder: Path, qtbot: Any) -> Iterator[Seat]:
    desk = Desk(folder)
    desk.open("李敏", "Q017")
    db = connect(folder / DATABASE, readonly=True)
    preferences = Preferences(desk, read_preferences(db))
    db.close()
    player = VlcPlayer()
    window = MainWindow(desk, preferences)
    window.show()
    window.use_player(player)
    yield Seat(window, player, qtbot, folder)  # type: ignore[arg-type]
    window.close()


def test_from_finding_to_knowing_whether_it_helped(
    seat: Seat, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _find_and_collect(seat)
    _put_a_stop_into_each(seat)
    _present_to_the_end(seat)
    page = _plan(seat)
    for name in ("attendance_all", "session_hold"):
        button = seat.find(QAbstractButton, name)
        seat.wait(button.isEnabled)
        button.click()
        seat.settle()
    _take_the_quiz(seat, page)
    page.tabs.setCurrentIndex(3)
    sheet = _asked(seat, "sheet_add", "sheet_dialog")
    for mark in MARKS:
        sheet.findChild(QComboBox, f"sheet_dialog_{mark}").setCurrentIndex(1)
    _saved(seat, sheet)
    minutes = _minutes(seat, page, monkeypatch, tmp_path / "minutes.pdf")
    for words in ("语气怎么软下来", "0617", "1 of 1", "语气生硬"):
        assert words in minutes, minutes
    page.tabs.setCurrentIndex(4)
    seat.settle()
    dialog = _asked(seat, "effect_choose", "topics_dialog")
    topics = dialog.findChild(QListWidget, "topics_dialog_topics")
    fault = next(
        topics.item(n)
        for n in range(topics.count())
        if topics.item(n).data(Qt.ItemDataRole.UserRole).startswith("fault:")
    )
    fault.setCheckState(Qt.CheckState.Checked)
    _saved(seat, dialog)
    seat.wait(lambda: page.effect.rates.model().rowCount() == 3)


def _find_and_collect(seat: Seat) -> None:
    seat.window.show_screen("library")
    view = seat.window.screen("library")
    seat.wait(lambda: view.list.is_counted)
    view.side.scopes.setCurrentRow(4)  # all recordings
    seat.settle()
    view.bar.words.setText("语气")
    seat.wait(lambda: view.list.is_counted and view.list.filter.text == "语气")
    seat.settle()
    assert view.list.count == _CASES
    view.list.selectAll()
    seat.settle()
    view.playlist_wanted.emit(parts_of(view.list.rows))  # as its menu does: menus grab the keyboard
    seat.wait(lambda: seat.window.findChild(QDialog, "add_to_playlist_dialog") is not None)
    dialog = seat.find(QDialog, "add_to_playlist_dialog")
    title = dialog.findChild(QLineEdit)
    if title is not None:
        title.setText("语气案例")
    _saved(seat, dialog)


def _put_a_stop_into_each(seat: Seat) -> None:
    seat.window.show_screen("sessions")
    page = seat.window.screen("sessions").playlists
    seat.wait(lambda: page.opened is not None and len(page.opened.cases) == _CASES)
    for place in range(_CASES):
        page.cases.setCurrentRow(place)
        seat.wait(lambda: page.sound.is_ready)
        seat.settle()
        page.pane.timeline.setFocus()
        page.sound.seek(600)
        seat.key(K.Key_B)
        seat.wait(lambda: seat.window.findChild(QDialog, "stop_dialog") is not None)
        dialog = seat.find(QDialog, "stop_dialog")
        dialog.findChild(QLineEdit, "stop_dialog_comment").setText("语气生硬")
        _saved(seat, dialog)


def _present_to_the_end(seat: Seat) -> None:
    page = seat.window.screen("sessions").playlists
    page.cases.setCurrentRow(0)
    page.cases.setFocus()
    seat.key(K.Key_P)
    seat.wait(lambda: page.presenter is not None and page.presenter.playlist is not None)
    presenter, asked = page.presenter, 0
    while presenter.moment.phase != "over":
        if presenter.moment.phase == "playing":
            seat.wait(lambda: presenter.moment.phase != "playing")
            asked += presenter.moment.phase == "asking"
        else:
            QTest.keyClick(presenter.stage, K.Key_Space)
    assert asked >= _CASES
    QTest.keyClick(presenter.stage, K.Key_Space)
    seat.wait(lambda: page.presenter is None)


def _plan(seat: Seat) -> SessionsPage:
    view = seat.window.screen("sessions")
    page = view.findChild(SessionsPage)
    view.show_page(page)
    seat.settle()
    dialog = _asked(seat, "session_new", "session_dialog")
    dialog.findChild(QLineEdit, "session_dialog_title").setText("语气怎么软下来")
    playlist = dialog.findChild(QComboBox, "session_dialog_playlist")
    playlist.setCurrentIndex(playlist.count() - 1)
    _saved(seat, dialog)
    seat.wait(lambda: page.opened is not None)
    seat.settle()
    return page


def _take_the_quiz(seat: Seat, page: SessionsPage) -> None:
    page.tabs.setCurrentIndex(2)
    dialog = _asked(seat, "question_add", "question_dialog")
    dialog.findChild(QPlainTextEdit, "question_words").setPlainText("先做什么?")
    for place, words in enumerate(("安抚", "解释"), 1):
        dialog.findChild(QLineEdit, f"question_option_{place}").setText(words)
    dialog.findChild(QAbstractButton, "question_right_1").click()
    dialog.findChild(QAbstractButton, "question_save").click()
    seat.wait(lambda: seat.window.findChild(QDialog, "question_dialog") is None)
    seat.settle()
    taking = _asked(seat, "quiz_take", "quiz_dialog")
    for key in (K.Key_Return, K.Key_1, K.Key_Return):
        QTest.keyClick(taking.focusWidget() or taking, key)
    seat.settle()
    taking.reject()
    seat.settle()


def _minutes(seat: Seat, page: SessionsPage, patch: pytest.MonkeyPatch, out: Path) -> str:
    patch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
    page.save_minutes("pdf")
    seat.wait(out.exists)
    document = QPdfDocument()
    document.load(str(out))
    pages = [document.getAllText(page).text() for page in range(document.pageCount())]
    document.close()
    return "\n".join(pages)


def _asked(seat: Seat, button: str, name: str) -> QDialog:
    asks = seat.find(QAbstractButton, button)
    seat.wait(asks.isEnabled)  # what it is about is being read
    asks.click()
    seat.wait(lambda: seat.window.findChild(QDialog, name) is not None)
    return seat.find(QDialog, name)


def _saved(seat: Seat, dialog: QDialog) -> None:
    name = dialog.objectName()
    dialog.findChild(QAbstractButton, f"{name}_save").click()
    seat.wait(lambda: seat.window.findChild(QDialog, name) is None)
    seat.settle()
