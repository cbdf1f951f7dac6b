"""What goes wrong is said plainly where the person works, and nothing is lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton

from qa_desktop.audio.players import choose
from qa_desktop.audio.players.fake import FakePlayer
from qa_desktop.errors import UserFacingError
from qa_desktop.services.calls import start_live_call
from qa_desktop.store.annotations import find_annotations
from qa_desktop.store.workspace import Workspace
from qa_desktop.ui import app as program
from qa_desktop.ui.crash_dialog import CrashDialog, CrashGuard
from tests.ui.window.conftest import Office, Seat

K = Qt.Key


@pytest.fixture
def seat(calls: list[str], office: Office) -> Seat:
    seated = office.sit()
    seated.opened(calls[0])
    return seated


@pytest.fixture
def no_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choose, "choose_player", FakePlayer)


def in_dialog(name: str, press: str, seen: list[str], *labels: str) -> list[str]:
    """When the dialog ``name`` is up, note its texts and press a button; its name is in the
    answer when that has been done."""
    pressed: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None or dialog.objectName() != name:
            QTimer.singleShot(5, look)
            return
        seen.extend(dialog.findChild(object, label).text() for label in labels)
        dialog.findChild(QPushButton, press).click()
        pressed.append(name)

    QTimer.singleShot(0, look)
    return pressed


def test_a_comment_that_cannot_be_saved_comes_back_into_the_editor(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qa_desktop.ui.inspect import marking

    def full(*_: object, **__: object) -> None:
        raise UserFacingError("workspace.disk_full", path="x")

    monkeypatch.setattr(marking, "add_annotation", full)
    seat.key(K.Key_B)
    seat.type("不能丢")
    seat.key(K.Key_Return)
    assert "disk is full" in seat.text("message_words")
    assert seat.page.editor.text() == "不能丢"
    monkeypatch.undo()
    seat.key(K.Key_Return)
    seat.settle()
    found: list = []
    call = seat.inspect.call.id
    seat.window.desk.read("test", lambda db: find_annotations(db, call), found.extend)
    seat.wait(lambda: found)
    assert [each.text for each in found] == ["不能丢"]


def test_drafts_on_a_disk_that_fails_are_shown_as_unsaved_until_they_are_written(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qa_desktop.ui.inspect import scoring

    def full(*_: object, **__: object) -> None:
        raise UserFacingError("workspace.disk_full", path="x")

    with monkeypatch.context() as broken:
        broken.setattr(scoring, "save_draft", full)
        seat.key(K.Key_1)
    assert "Not saved yet" in seat.text("status_saved")
    seat.window.desk.save_again()
    seat.settle()
    assert "All saved" in seat.text("status_saved")


def test_a_bug_is_logged_shown_once_and_the_window_goes_on(seat: Seat, qtbot) -> None:
    guard = CrashGuard(seat.folder / "log", seat.window)
    seat.window.desk.bug.connect(guard.report)
    seat.window.desk.write(lambda ws: 1 / 0)
    seat.settle()
    dialog = seat.find(CrashDialog, "crash_dialog")
    details = dialog.findChild(QPlainTextEdit, "crash_details").toPlainText()
    first, where = details.splitlines()[:2]
    logged = (seat.folder / "log" / "errors.log").read_text(encoding="utf-8")
    assert first.partition(", ")[2] in logged, "the report's id finds it in the log"
    assert where == str(seat.folder / "log" / "errors.log")
    assert "ZeroDivisionError" in details
    dialog.findChild(QPushButton, "crash_copy").click()
    assert "ZeroDivisionError" in QGuiApplication.clipboard().text()
    assert "ZeroDivisionError" in (seat.folder / "log" / "errors.log").read_text()
    dialog.findChild(QPushButton, "crash_go_on").click()
    seat.key(K.Key_1)
    assert seat.inspect.scoring.form.answers


def test_a_locked_workspace_is_said_and_another_folder_can_be_tried(
    seat: Seat, qapp, no_sound
) -> None:
    seen: list[str] = []
    in_dialog("trouble_dialog", "trouble_quit", seen, "trouble_message", "trouble_remedy")
    assert program.open_window(qapp, seat.folder, "en") is None
    assert "in use by another window" in seen[0]
    assert "close it and try again" in seen[1]


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path: Path, qapp, no_sound) -> None:
    seen: list[str] = []
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    in_dialog("trouble_dialog", "trouble_quit", seen, "trouble_message")
    in_dialog_welcome(qapp)
    assert program.open_window(qapp, blocked, "en") is None
    assert "This is a file, not a folder" in seen[0]


def in_dialog_welcome(qapp) -> None:
    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None or dialog.objectName() != "welcome_dialog":
            QTimer.singleShot(5, fill)
            return
        dialog.findChild(QLineEdit, "welcome_name").setText("李敏")
        dialog.findChild(QPushButton, "welcome_start").click()

    QTimer.singleShot(0, fill)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_workspace_is_said(calls, tmp_path: Path, qapp, no_sound) -> None:
    folder = tmp_path / "workspace"
    folder.chmod(0o500)
    seen: list[str] = []
    in_dialog("trouble_dialog", "trouble_quit", seen, "trouble_message")
    try:
        assert program.open_window(qapp, folder, "en") is None
    finally:
        folder.chmod(0o700)
    assert "cannot be written" in seen[0]


def test_the_first_start_asks_for_the_name_and_opens_an_empty_workspace(
    tmp_path: Path, qapp, no_sound, qtbot
) -> None:
    in_dialog_welcome(qapp)
    window = program.open_window(qapp, tmp_path / "mine", "en")
    assert window is not None
    qtbot.waitUntil(lambda: window.inspect.listening is not None)
    qtbot.waitUntil(lambda: window.findChild(object, "status_person").text() == "李敏")
    empty = window.findChild(object, "empty_state")
    assert empty.isVisible()
    assert window.findChild(object, "empty_title").text() == "No recordings yet"
    window.close()
    window.deleteLater()


def test_a_live_call_has_a_stopwatch_that_stamps(seat: Seat) -> None:
    from datetime import datetime

    made: list = []
    seat.window.desk.write(
        lambda ws: start_live_call(ws, agent=None, method="live", started=datetime(2026, 11, 22)),
        made.append,
    )
    seat.wait(lambda: made)
    seat.window.open_call(made[0].ids[0])
    seat.wait(lambda: seat.inspect.call.id == made[0].ids[0])
    seat.settle()
    assert seat.inspect.stopwatch.playing
    seat.wait(lambda: seat.inspect.stopwatch.position_ms > 0)
    seat.key(K.Key_G)
    seat.type("开头有问候")
    seat.key(K.Key_Return)
    assert seat.inspect.stopwatch.playing, "a caller does not wait"
    seat.key(K.Key_Space)
    assert not seat.inspect.stopwatch.playing
    length = seat.inspect.stopwatch.position_ms
    with pytest.raises(UserFacingError, match=r"workspace\.locked"):
        Workspace.open(seat.folder)
    (mark,) = seat.inspect.marking.annotations
    assert 0 <= mark.at_ms <= length
    assert seat.inspect.scoring.form.method == "live"
