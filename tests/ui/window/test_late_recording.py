"""A live call gets its serial number and its recording from the call's menu."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLabel

from qa_desktop.services.calls import start_live_call
from qa_desktop.store.annotations import find_annotations
from qa_desktop.store.calls import find_calls, get_call
from qa_desktop.store.drafts import get_draft
from tests.factories import write_wav
from tests.ui.window.conftest import Office, Seat

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def seat(calls: list[str], office: Office) -> Seat:
    """A live call with one mark, its stopwatch running."""
    seated = office.sit()
    seated.opened(calls[0])
    started = []
    seated.window.desk.write(
        lambda ws: start_live_call(ws, agent=None, method="live", started=datetime(2026, 11, 20)),
        lambda changes: started.append(changes.ids[0]),
    )
    seated.wait(lambda: started)
    seated.window.open_call(started[0])
    seated.opened(started[0])
    seated.inspect.stopwatch._since -= 1.5
    seated.key(K.Key_G)
    seated.type("语气亲切")
    seated.key(K.Key_Return)
    return seated


def read(seat: Seat, question):
    """What another reader of the workspace finds."""
    answers: list = []
    seat.window.desk.read("test", question, answers.append)
    seat.wait(lambda: answers)
    return answers[0]


def entries(seat: Seat) -> set[str]:
    """Names of what the call's menu offers now."""
    return {action.objectName() for action in seat.page.header._menu.actions()}


def attach(seat: Seat, file: Path, monkeypatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    seat.find(QAction, "attach_recording").trigger()


def test_the_recording_is_heard_and_the_marks_stand(
    seat: Seat, tmp_path: Path, monkeypatch
) -> None:
    call = seat.inspect.call.id
    (mark,) = seat.inspect.marking.annotations
    seat.key(K.Key_1)
    seat.key(K.Key_B)
    seat.type("写到一半")
    attach(seat, write_wav(tmp_path / "late.wav", 4.0, tone=900), monkeypatch)
    seat.wait(lambda: seat.inspect.call.recording and seat.inspect.is_ready)
    seat.settle()

    assert seat.page.editor.text() == "写到一半", "what is being typed stays"
    assert seat.inspect.scoring.form.answers == {"opening": "yes"}
    assert seat.text("toast_words") == "Recording attached"
    assert seat.text("duration") == "/ 00:04.0"
    assert seat.inspect.listening.position_ms == 0
    ((start, heard_ms, speed),) = seat.inspect.listening.heard()
    assert (start, speed) == (0, 100)
    assert heard_ms >= 1500, "what was heard live counts"
    assert not seat.inspect.stopwatch.playing
    seat.key(K.Key_Escape)
    seat.key(K.Key_Space)
    seat.hear(500)
    assert seat.player.playing
    assert seat.inspect.clock.position_ms == pytest.approx(500, abs=60)
    assert mark.at_ms >= 1000, "half a second before the key: the time that a hand needs"
    assert read(seat, lambda db: find_annotations(db, call)) == [mark]
    assert "attach_recording" not in entries(seat)
    assert "set_serial" in entries(seat), "a live call's serial number may come after its file"


def test_ctrl_z_gives_the_stopwatch_back(seat: Seat, tmp_path: Path, monkeypatch) -> None:
    attach(seat, write_wav(tmp_path / "wrong.wav", 4.0, tone=900), monkeypatch)
    seat.wait(lambda: seat.inspect.call.recording and seat.inspect.is_ready)
    seat.settle()
    seat.key(K.Key_Z, CTRL)
    seat.wait(lambda: seat.inspect.call.recording is None)
    assert seat.inspect.clock is seat.inspect.stopwatch
    assert seat.inspect.clock.position_ms >= 1500
    assert "attach_recording" in entries(seat)


def test_it_is_there_after_a_restart_and_no_second_call(
    seat: Seat, office: Office, tmp_path: Path, monkeypatch
) -> None:
    call = seat.inspect.call.id
    attach(seat, write_wav(tmp_path / "late.wav", 4.0, tone=900), monkeypatch)
    seat.wait(lambda: seat.inspect.call.recording and seat.inspect.is_ready)
    seat.settle()
    office.leave(seat)
    again = office.sit()
    again.opened(call)
    assert again.inspect.clock is again.inspect.listening
    assert again.inspect.listening.heard()[0][1] >= 1500
    found = read(again, lambda db: find_calls(db, again.window.desk.person))
    assert len(found) == 4


def test_a_file_of_a_call_that_was_marked_is_refused_in_words(
    seat: Seat, calls: list[str], tmp_path: Path, monkeypatch
) -> None:
    live = seat.inspect.call.id
    seat.window.open_call(calls[0])
    seat.opened(calls[0])
    seat.key(K.Key_N)
    seat.type("听过了")
    seat.key(K.Key_Return)
    seat.window.open_call(live)
    seat.opened(live)
    first = sorted((tmp_path / "recordings").iterdir())[0]
    attach(seat, first, monkeypatch)
    message = seat.find(QLabel, "message_words")
    seat.wait(lambda: message.isVisible() and "belongs to another call" in message.text())
    assert seat.inspect.call.recording is None
    assert seat.inspect.clock is seat.inspect.stopwatch


def test_the_serial_number_from_the_menu(seat: Seat) -> None:
    call = seat.inspect.call.id
    for serial, key in (("LX-77", K.Key_Return), ("no", K.Key_Escape)):
        seat.find(QAction, "set_serial").trigger()
        dialog = seat.window.findChild(QInputDialog, "serial_dialog")
        seat.wait(dialog.isActiveWindow)
        QTest.keyClicks(dialog.focusWidget(), serial)
        QTest.keyClick(dialog.focusWidget(), key)
        seat.wait(lambda: seat.window.findChild(QInputDialog, "serial_dialog") is None)
        seat.settle()
    row = read(seat, lambda db: get_call(db, seat.window.desk.person, call))
    assert row.serial == "LX-77", "Esc changes nothing"
    assert seat.text("call_serial") == "LX-77"
    assert seat.inspect.stopwatch.playing, "the call goes on"
    assert read(seat, lambda db: get_draft(db, "listening", call)).body["running_since"]


def test_a_recorded_call_offers_neither(seat: Seat, calls: list[str]) -> None:
    assert {"set_serial", "attach_recording"} <= entries(seat)
    seat.window.open_call(calls[0])
    seat.opened(calls[0])
    assert not {"set_serial", "attach_recording"} & entries(seat)
