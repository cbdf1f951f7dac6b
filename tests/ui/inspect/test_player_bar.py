"""The bar under the timeline: what it shows, and the acts it asks for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from qa_desktop.ui import i18n, theme
from qa_desktop.ui.inspect.player_bar import PlayerBar


@pytest.fixture
def bar(qtbot) -> PlayerBar:
    widget = PlayerBar()
    qtbot.addWidget(widget)
    widget.resize(1_000, 40)
    widget.set_duration(277_600)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def _button(bar: PlayerBar, name: str) -> QPushButton:
    return bar.findChild(QPushButton, f"{name}_button")


def _text(bar: PlayerBar, name: str) -> str:
    return bar.findChild(QLabel, name).text()


def test_the_clock_shows_tenths_and_the_total(bar) -> None:
    bar.set_position(133_499)
    assert (_text(bar, "clock"), _text(bar, "duration")) == ("02:13.4", "/ 04:37.6")
    bar.set_position(133_500)
    assert _text(bar, "clock") == "02:13.5"


def test_the_clock_does_not_move_what_is_beside_it(bar) -> None:
    positions = set()
    for ms in (0, 71_100, 88_800, 133_400):
        bar.set_position(ms)
        bar.layout().activate()
        positions.add(bar.findChild(QLabel, "duration").x())
    assert len(positions) == 1


@pytest.mark.parametrize(
    ("button", "act"),
    [
        ("play", "play_pause"),
        ("mark_strength", "mark_strength"),
        ("mark_weakness", "mark_weakness"),
        ("mark_note", "mark_note"),
        ("mark_question", "mark_question"),
        ("region", "region"),
    ],
)
def test_each_button_asks_for_its_act(bar, qtbot, button: str, act: str) -> None:
    with qtbot.waitSignal(bar.act_triggered) as heard:
        qtbot.mouseClick(_button(bar, button), Qt.MouseButton.LeftButton)
    assert heard.args == [act]


def test_the_button_says_what_it_would_do(bar) -> None:
    play = _button(bar, "play")
    assert (play.accessibleName(), play.words.text()) == ("Play", "Play")
    still = play.picture.pixmap().toImage()
    bar.set_playing(True)
    assert play.words.text() == "Pause"
    assert play.picture.pixmap().toImage() != still


def test_a_stopwatch_starts_and_stops_and_has_no_total(bar) -> None:
    bar.set_stopwatch(True)
    assert _button(bar, "play").words.text() == "Start"
    bar.set_playing(True)
    assert _button(bar, "play").words.text() == "Stop"
    assert _text(bar, "duration") == ""


def test_where_single_samples_are_seen_the_clock_tells_milliseconds(bar) -> None:
    bar.set_position(4_237)
    assert _text(bar, "clock") == "00:04.2"
    bar.set_fine(True)
    assert _text(bar, "clock") == "00:04.237"
    bar.set_position(4_238)
    assert _text(bar, "clock") == "00:04.238"
    bar.set_fine(False)
    assert _text(bar, "clock") == "00:04.2"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_words_leave_a_narrow_bar_and_nothing_is_cut_off(bar, qapp, qtbot, language) -> None:
    i18n.set_language(qapp, language)
    for width in (1_000, 640, bar.minimumSizeHint().width()):
        bar.resize(width, 40)
        qtbot.waitUntil(lambda width=width: bar.width() == width)
        bar.layout().activate()
        for button in bar.findChildren(QPushButton):
            assert button.width() >= button.sizeHint().width()
            assert button.height() >= 28
            assert bar.rect().contains(button.geometry())
    assert bar.width() < 560, "room for the scorecard at 1280 pixels"
    assert not _button(bar, "mark_note").words.isVisible()
    assert _button(bar, "mark_note").key.isVisible()
    bar.resize(1_000, 40)
    qtbot.waitUntil(_button(bar, "mark_note").words.isVisible)


def test_the_icon_follows_the_theme(bar, qapp) -> None:
    light = _button(bar, "play").picture.pixmap().toImage()
    theme.apply(qapp, "dark")
    assert _button(bar, "play").picture.pixmap().toImage() != light


def test_a_click_leaves_the_keyboard_where_it_was(bar) -> None:
    for button in bar.findChildren(QPushButton):
        assert button.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_the_marks_keep_their_words_at_1280_pixels(bar, qtbot) -> None:
    for width, shown in ((652, True), (430, False)):
        bar.resize(width, 40)
        qtbot.waitUntil(lambda width=width: bar.width() == width)
        for name in ("mark_strength", "mark_weakness", "mark_note", "mark_question", "region"):
            assert _button(bar, name).words.isVisible() is shown, (name, width)
