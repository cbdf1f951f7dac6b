"""A person gives an act another key: it works at once, everywhere it is shown, and stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QTableWidget

from qa_desktop.ui import keys
from qa_desktop.ui.key_table import KeyTable
from qa_desktop.ui.settings.key_dialog import KeyDialog, KeyRecorder
from tests.ui.window.conftest import Office, Seat


@pytest.fixture(autouse=True)
def as_they_come() -> Iterator[None]:
    yield
    keys.in_force.use(KeyTable())


@pytest.fixture
def seat(calls: list[str], office: Office) -> Seat:
    seated = office.sit()
    seated.opened(calls[0])
    return seated


def go_to(seat: Seat, act: str, column: int) -> QTableWidget:
    """Settings, Keys, and down to the act's row."""
    seat.window.show_screen("settings")
    seat.window.screen("settings").show_page("keys")
    table = seat.find(QTableWidget, "keys_table")
    name = keys.act(act).name
    (row,) = (row for row in range(table.rowCount()) if table.item(row, 0).text() == name)
    table.setFocus()
    table.setCurrentCell(row, column)
    return table


def in_dialog(use: Callable[[KeyDialog], None]) -> None:
    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, KeyDialog):
            use(dialog)
        else:
            QTimer.singleShot(5, look)

    QTimer.singleShot(0, look)


def press(dialog: KeyDialog, key: Qt.Key, held=Qt.KeyboardModifier.NoModifier) -> str:
    """On the recorder; what is said of it."""
    QTest.keyClick(dialog.findChild(KeyRecorder, "key_recorder"), key, held)
    return dialog.findChild(QLabel, "key_message").text()


def click(dialog: KeyDialog, name: str) -> None:
    dialog.findChild(QPushButton, name).click()


def test_a_new_key_acts_is_shown_and_stays(seat: Seat, office: Office, calls: list[str]) -> None:
    def give_p(dialog: KeyDialog) -> None:
        assert press(dialog, Qt.Key.Key_P) == "This key is free"
        click(dialog, "key_add")
        focused = dialog.focusWidget()
        assert focused is not None and focused.objectName() == "key_ok"
        QTest.keyClick(focused, Qt.Key.Key_Return)

    in_dialog(give_p)
    table = go_to(seat, "play_pause", 1)
    QTest.keyClick(table, Qt.Key.Key_Return)
    seat.settle()
    assert table.item(table.currentRow(), 1).text() == "Space  P"
    for again in (seat, None):
        if again is None:
            office.leave(seat)
            again = office.sit()
            again.opened(calls[0])
        again.window.show_screen("inspect")
        again.key(Qt.Key.Key_P)
        assert again.inspect.listening.playing
        again.key(Qt.Key.Key_P)
        assert not again.inspect.listening.playing


def test_a_clash_is_said_and_settled(seat: Seat) -> None:
    def take_g(dialog: KeyDialog) -> None:
        assert "Strength here" in press(dialog, Qt.Key.Key_G)
        click(dialog, "key_add")
        dialog.accept()

    in_dialog(take_g)
    go_to(seat, "mark_note", 1)
    seat.window.screen("settings").show_page("keys").change_chosen()
    assert keys.act("mark_note").timeline == ("N", "G")
    assert keys.act("mark_strength").timeline == ()
    seat.window.show_screen("inspect")
    seat.key(Qt.Key.Key_G)
    seat.type("留意")
    seat.key(Qt.Key.Key_Return)
    kinds = [entry.kind for entry in seat.inspect.marking.annotations]
    assert kinds == ["note"]
    assert seat.find(QPushButton, "mark_strength_button").toolTip().endswith("(Ctrl+Shift+G)")


def test_what_cannot_be_given_is_refused_in_words(seat: Seat) -> None:
    said: list[str] = []

    def try_some(dialog: KeyDialog) -> None:
        said.append(press(dialog, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier))
        assert not dialog.findChild(QPushButton, "key_add").isEnabled()
        said.append(press(dialog, Qt.Key.Key_K))
        said.append(press(dialog, Qt.Key.Key_Tab))
        click(dialog, "key_add")
        dialog.reject()

    in_dialog(try_some)
    go_to(seat, "next_call", 2)
    seat.window.screen("settings").show_page("keys").change_chosen()
    assert "input method" in said[0]
    assert all("typing" in words for words in said[1:])
    assert keys.in_force.table.changes == {}


def test_a_key_is_taken_away_and_comes_back(seat: Seat) -> None:
    def remove(dialog: KeyDialog) -> None:
        click(dialog, "key_remove")
        dialog.accept()

    in_dialog(remove)
    table = go_to(seat, "why_score", 1)
    page = seat.window.screen("settings").show_page("keys")
    page.change_chosen()
    assert keys.act("why_score").timeline == ()
    one = seat.find(QPushButton, "keys_reset_one")
    assert one.isEnabled()
    one.click()
    assert keys.act("why_score").timeline == ("W",)
    assert not one.isEnabled() and not seat.find(QPushButton, "keys_reset_all").isEnabled()
    assert table.item(table.currentRow(), 0).text() == keys.act("why_score").name


def test_an_act_is_found_by_its_name_or_its_key(seat: Seat) -> None:
    table = go_to(seat, "play_pause", 1)
    search = seat.find(QLineEdit, "keys_search")
    for wanted, name in (("pause play", "Play or pause"), ("f6 shift", "Previous pane")):
        search.setText(wanted)
        shown = [
            table.item(row, 0).text()
            for row in range(table.rowCount())
            if not table.isRowHidden(row)
        ]
        assert name in shown and len(shown) < 4


def test_acts_with_printed_keys_cannot_be_changed(seat: Seat) -> None:
    go_to(seat, "option_1", 1)
    assert not seat.find(QPushButton, "keys_change").isEnabled()


def choose_preset(seat: Seat, id: str) -> None:
    seat.window.show_settings("keys")
    presets = seat.find(QComboBox, "keys_preset")
    presets.setCurrentIndex(presets.findData(id))
    presets.activated.emit(presets.currentIndex())
    seat.settle()


def test_a_preset_acts_at_once_and_is_undone(seat: Seat, office: Office, calls: list[str]) -> None:
    choose_preset(seat, "express_scribe")
    undo, presets = seat.find(QPushButton, "keys_undo"), seat.find(QComboBox, "keys_preset")
    assert presets.currentData() == "express_scribe" and presets.count() == 3
    page = seat.window.screen("settings").show_page("keys")
    changed = keys.in_force.table.with_keys("why_score", "timeline", ["Z"])
    page._use(changed)
    assert presets.currentText() == "My own" and presets.count() == 4
    undo.click()
    assert presets.currentData() == "express_scribe" and keys.act("why_score").timeline == ("W",)
    choose_preset(seat, "otranscribe")
    undo.click()
    assert presets.currentData() == "express_scribe"
    office.leave(seat)
    again = office.sit()
    again.opened(calls[0])
    listening = again.inspect.listening
    again.key(Qt.Key.Key_F9)
    again.key(Qt.Key.Key_F9)
    assert listening.playing, "Play is not Play or pause"
    again.key(Qt.Key.Key_F4)
    again.key(Qt.Key.Key_F4)
    assert not listening.playing
    choose_preset(again, "default")
    assert keys.in_force.table.changes == {}
    assert again.find(QPushButton, "keys_undo").isEnabled()


@pytest.mark.qt_log_ignore("keyToAscii", extend=True)
def test_pedals_say_the_same_thing_twice_without_harm(seat: Seat) -> None:
    """A pedal's Play does not step back while it plays, nor does Pause move the playhead."""
    listening = seat.inspect.listening
    seat.key(Qt.Key.Key_MediaPlay)
    seat.hear(800)
    before = listening.position_ms
    seat.key(Qt.Key.Key_MediaPlay)
    assert listening.playing and listening.position_ms >= before
    seat.key(Qt.Key.Key_MediaPause)
    stood = listening.position_ms
    seat.key(Qt.Key.Key_MediaPause)
    assert not listening.playing and listening.position_ms == stood


def test_hold_to_play_holds_on_the_timeline_too(seat: Seat) -> None:
    keys.in_force.use(KeyTable().with_keys("hold_to_play", "timeline", ["H"]))
    timeline, listening = seat.page.timeline, seat.inspect.listening
    timeline.setFocus()
    QTest.keyPress(timeline, Qt.Key.Key_H)
    assert listening.playing
    QTest.keyRelease(timeline, Qt.Key.Key_H)
    assert not listening.playing
    QTest.keyRelease(timeline, Qt.Key.Key_H)
    assert not listening.playing
