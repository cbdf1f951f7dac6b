"""One table of keys: no key twice, and every handler reads it."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from qa_desktop.ui import i18n, keys
from qa_desktop.ui.key_overlay import KeyOverlay
from qa_desktop.ui.key_table import KeyTable
from qa_desktop.ui.screens import SCREENS


def _press(key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier, repeat=False) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, "", repeat)


@pytest.mark.parametrize("scope", ["timeline", "text"])
def test_no_key_means_two_things_in_one_place(scope: str) -> None:
    here = [
        QKeySequence(key).toString()
        for act in keys.acts()
        for key in (*getattr(act, scope), *act.anywhere)
    ]
    assert [key for key, count in Counter(here).items() if count > 1] == []
    assert all(here), "a key that Qt does not know"


def test_acts_have_distinct_ids_and_a_key_each() -> None:
    assert len({act.id for act in keys.acts()}) == len(keys.acts())
    assert all(act.timeline or act.anywhere or act.text for act in keys.acts())


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (_press(Qt.Key.Key_G), "mark_strength"),
        (_press(Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier), "back_5"),
        (_press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier), "previous_annotation"),
        (_press(Qt.Key.Key_5, Qt.KeyboardModifier.KeypadModifier), "option_5"),
        (_press(Qt.Key.Key_Plus, Qt.KeyboardModifier.ShiftModifier), "zoom_in"),
        (_press(Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier), "edit_annotation"),
        (_press(Qt.Key.Key_Right, repeat=True), "forward_1"),
        (_press(Qt.Key.Key_Space, repeat=True), None),
        (_press(Qt.Key.Key_J, Qt.KeyboardModifier.ShiftModifier), None),
        (_press(Qt.Key.Key_J), None),
    ],
)
def test_a_key_on_the_timeline_finds_its_act(event: QKeyEvent, expected: str | None) -> None:
    found = keys.timeline_act(event)
    assert (found and found.id) == expected


@pytest.fixture
def window(qtbot):
    """A window with a text field and the anywhere keys."""
    window = QWidget()
    window.text = QPlainTextEdit(window)
    QVBoxLayout(window).addWidget(window.text)
    window.keys = keys.AnywhereKeys(window)
    window.heard = []
    window.keys.triggered.connect(window.heard.append)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.text.setFocus()
    qtbot.waitUntil(window.text.hasFocus)
    return window


def test_anywhere_keys_work_while_typing(window, qtbot) -> None:
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window.text, Qt.Key.Key_F9)
    qtbot.keyClick(window.text, Qt.Key.Key_G, both)
    qtbot.keyClick(window.text, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(window.text, Qt.Key.Key_Return, both)
    qtbot.keyClick(window.text, Qt.Key.Key_MediaPlay)
    qtbot.keyClicks(window.text, "gb")
    assert window.heard == ["play_pause", "mark_strength", "back_5", "submit_next", "play"]
    assert window.text.toPlainText() == "gb"


def test_hold_to_play_plays_only_while_it_is_held(window, qtbot) -> None:
    qtbot.keyPress(window.text, Qt.Key.Key_F8)
    qtbot.keyPress(window.text, Qt.Key.Key_F8)
    assert window.heard == ["play"]
    qtbot.keyRelease(window.text, Qt.Key.Key_F8)
    assert window.heard == ["play", "pause"]


def test_hold_to_play_ends_when_ctrl_comes_up_first(window, qtbot) -> None:
    keys.in_force.use(KeyTable().with_keys("hold_to_play", "anywhere", ["Ctrl+F12"]))
    try:
        qtbot.keyPress(window.text, Qt.Key.Key_F12, Qt.KeyboardModifier.ControlModifier)
        assert window.heard == ["play"]
        qtbot.keyRelease(window.text, Qt.Key.Key_F12)
        assert window.heard == ["play", "pause"]
    finally:
        keys.in_force.use(KeyTable())


def test_hold_to_play_stops_when_the_window_loses_the_keyboard(window, qtbot) -> None:
    qtbot.keyPress(window.text, Qt.Key.Key_F8)
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: window.heard == ["play", "pause"])


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_overlay_shows_every_act_with_its_keys(qapp, window, qtbot, language) -> None:
    i18n.set_language(qapp, language)
    overlay = KeyOverlay(window)
    overlay.present()
    shown = {label.text() for label in overlay.findChildren(QLabel)}
    assert {act.name for act in keys.acts()} <= shown
    labels = Counter(act.label for act in keys.acts())
    singles = [act for act in keys.acts() if labels[act.label] == 1]
    for act in singles:
        for key in (*act.timeline, *act.anywhere, *act.text):
            assert keys.shown(key) in shown
    assert "1 – 9" in shown


def test_the_overlay_gives_the_keyboard_back(window, qtbot) -> None:
    overlay = KeyOverlay(window)
    overlay.toggle()
    qtbot.waitUntil(overlay.hasFocus)
    assert overlay.geometry() == window.rect()
    qtbot.keyClick(overlay, Qt.Key.Key_G)
    assert overlay.isVisible()
    qtbot.keyClick(overlay, Qt.Key.Key_Escape)
    assert not overlay.isVisible()
    qtbot.waitUntil(window.text.hasFocus)


def test_the_overlay_covers_a_window_that_grows(window, qtbot) -> None:
    overlay = KeyOverlay(window)
    overlay.present()
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: overlay.size() == window.size())
    panel = overlay.findChild(QWidget, "key_overlay_content")
    assert panel.width() <= 1280 and panel.sizeHint().width() <= panel.width()


def test_every_act_of_the_window_has_a_key(qapp) -> None:
    """An act without a line in the table cannot be reached by anybody."""
    found = {act.id for act in keys.acts()}
    assert {"undo", "palette", "help", "show_keys", "import", "live_call"} <= found
    assert {f"screen_{kind.id}" for kind in SCREENS} <= found
