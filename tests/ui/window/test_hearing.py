"""How a call is heard, by its keys: speed, silence, loops, one channel, equal loudness."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QSlider

from qa_desktop.services.calls import start_live_call
from qa_desktop.services.importing import import_recordings
from qa_desktop.store.calls import find_calls
from qa_desktop.store.workspace import Workspace
from qa_desktop.ui import i18n
from qa_desktop.ui.inspect.manner import speed_words
from qa_desktop.ui.number_box import NumberBox
from qa_desktop.ui.timeline.sound_bands import band_words
from qa_desktop.ui.timeline.spoken import who_speaks
from tests.audio import made_calls as made
from tests.ui.window.conftest import Office, Seat

K = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def talks(tmp_path: Path) -> list[str]:
    """Two calls of 20 s (the agent speaks from 1 to 4 s, the customer from 10 to 13, quieter in
    the second), and one with a single channel."""
    folder = tmp_path / "recordings"
    folder.mkdir()
    agent = made.joined(made.silence(1), made.talk(3), made.silence(16))
    customer = made.joined(made.silence(10), made.talk(3), made.silence(7))
    sounds = [made.lanes(agent, customer), made.lanes(agent, customer) * 0.1, made.talk(5)]
    for number, sound in enumerate(sounds):
        made.write(folder / f"20261120-09350{number}-0617-13800000000.wav", sound)
    with Workspace.open(tmp_path / "workspace", name="李敏", number="Q017") as workspace:
        import_recordings(workspace.folder, lambda act: act(workspace), [folder])
        return [call.id for call in find_calls(workspace.db, workspace.person)]


@pytest.fixture
def seat(talks: list[str], office: Office) -> Seat:
    seated = office.sit()
    seated.opened(talks[0])
    return seated


def manner(seat: Seat):
    return seat.inspect.listening.manner


def words(seat: Seat, button: str) -> str:
    return seat.find(QPushButton, f"{button}_button").words.text()


def open_call(seat: Seat, call: str) -> None:
    seat.inspect.open_call(call)
    seat.opened(call)


def listen(seat: Seat, ms: int) -> None:
    """In steps, as the window's timer ticks."""
    for _ in range(ms // 50):
        seat.hear(50)
        seat.inspect.listening._on_frame()


def test_faster_slower_and_ones_own_speed(seat: Seat, talks: list[str], office: Office) -> None:
    seat.keys(K.Key_BracketRight, K.Key_BracketRight)
    assert seat.player.rate_percent == 120
    assert words(seat, "preset_speed") == "1.2×"
    seat.key(K.Key_BracketLeft)
    seat.key(K.Key_Down, ALT)
    seat.key(K.Key_Down, ALT)
    assert seat.player.rate_percent == 90
    seat.key(K.Key_Backslash)
    assert seat.player.rate_percent == 100
    seat.key(K.Key_Backslash)
    assert seat.player.rate_percent == 150
    for _ in range(20):
        seat.key(K.Key_Up, ALT)
    assert seat.player.rate_percent == 300


def test_each_recording_keeps_its_speed(seat: Seat, talks: list[str], office: Office) -> None:
    seat.keys(K.Key_BracketRight, K.Key_BracketRight)
    open_call(seat, talks[1])
    assert seat.player.rate_percent == 100
    seat.key(K.Key_BracketLeft)
    open_call(seat, talks[0])
    assert (seat.player.rate_percent, words(seat, "preset_speed")) == (120, "1.2×")
    office.leave(seat)
    seat = office.sit()
    open_call(seat, talks[1])
    assert seat.player.rate_percent == 90


def test_the_clock_tells_milliseconds_where_samples_are_seen(seat: Seat) -> None:
    timeline = seat.page.timeline
    timeline.zoom(timeline.view.span_ms / 100)
    assert seat.text("clock").partition(".")[2] == "000"
    timeline.zoom(1 / 1_000)
    assert seat.text("clock").partition(".")[2] == "0"


def test_silence_is_skipped_and_the_time_saved_is_shown(seat: Seat) -> None:
    seat.key(K.Key_S)
    assert seat.window.preferences.get("skip_silence")
    seat.key(K.Key_Space)
    listen(seat, 5_000)
    assert seat.inspect.listening.position_ms > 9_700
    assert words(seat, "skip_silence") == "Skip silence · 00:06 saved"
    seat.key(K.Key_S)
    assert words(seat, "skip_silence") == "Skip silence"


def test_a_region_and_the_last_five_seconds_are_repeated(seat: Seat) -> None:
    timeline = seat.page.timeline
    seat.key(K.Key_L)
    assert manner(seat).loop is None, "no region yet: it says so"
    assert "Shift+L" in seat.text("toast_words") or "repeat" in seat.text("toast_words")
    seat.key(K.Key_Right)
    seat.key(K.Key_R)
    seat.key(K.Key_Right)
    seat.key(K.Key_Right)
    seat.key(K.Key_L)
    assert manner(seat).loop is not None
    assert seat.player.playing
    assert timeline.hearing.loop == manner(seat).loop
    assert seat.find(QPushButton, "loop_region_button").isChecked()
    seat.key(K.Key_L)
    assert (manner(seat).loop, timeline.hearing.loop) == (None, None)
    seat.key(K.Key_Right, SHIFT)
    seat.key(K.Key_Right, SHIFT)
    seat.key(K.Key_L, SHIFT)
    begin, end = manner(seat).loop
    assert end - begin == 5_000
    seat.key(K.Key_L, SHIFT)
    assert manner(seat).loop is None


def test_full_stop_and_comma_go_from_speech_to_speech(seat: Seat) -> None:
    listening = seat.inspect.listening
    seat.key(K.Key_Period)
    assert listening.position_ms == pytest.approx(750, abs=100)
    seat.key(K.Key_Period)
    assert listening.position_ms == pytest.approx(9_750, abs=100)
    seat.key(K.Key_Comma)
    assert listening.position_ms == pytest.approx(750, abs=100)


def test_less_and_greater_go_from_silence_to_silence_of_whom_one_hears(seat: Seat) -> None:
    listening = seat.inspect.listening

    def after(key: K) -> float:
        seat.key(key, SHIFT)
        return pytest.approx(listening.position_ms, abs=150)

    assert after(K.Key_Greater) == 4_000, "the agent has ended, the customer has not begun"
    assert after(K.Key_Greater) == 13_000
    assert after(K.Key_Greater) == 13_000, "there is no other"
    assert after(K.Key_Less) == 4_000
    assert after(K.Key_Less) == 0
    seat.key(K.Key_C)
    assert after(K.Key_Greater) == 4_000
    assert after(K.Key_Greater) == 4_000, "the agent says no more: one silence to the end"
    seat.key(K.Key_C)
    assert after(K.Key_Greater) == 13_000, "the customer"
    assert after(K.Key_Less) == 0


def test_the_volume_by_slider_and_keys_is_remembered(
    seat: Seat, talks: list[str], office: Office
) -> None:
    slider = seat.find(QSlider, "volume")
    assert (slider.value(), seat.player.volume_percent) == (80, 80)
    seat.key(K.Key_Up, CTRL)
    assert (slider.value(), seat.player.volume_percent) == (85, 85)
    slider.setValue(30)
    assert seat.player.volume_percent == 30
    assert seat.window.focusWidget() is seat.page.timeline
    for _ in range(7):
        seat.key(K.Key_Down, CTRL)
    assert (slider.value(), seat.player.volume_percent) == (0, 0)
    seat.key(K.Key_Up, CTRL)
    seat.window.show_screen("settings")
    seat.window.screen("settings").show_page("listening")
    assert seat.find(QSlider, "settings_volume").value() == 5
    seat.find(QSlider, "settings_volume").setValue(40)
    assert slider.value() == 40
    office.leave(seat)
    seat = office.sit()
    open_call(seat, talks[1])
    assert (seat.find(QSlider, "volume").value(), seat.player.volume_percent) == (40, 40)


def test_without_room_for_the_slider_the_volume_is_said(seat: Seat) -> None:
    bar = seat.page.sound_bar
    seat.window.resize(1280, 800)
    seat.wait(lambda: bar.shows_volume)
    seat.key(K.Key_Up, CTRL)
    seat.window.resize(800, 800)
    seat.wait(lambda: not bar.shows_volume)
    seat.key(K.Key_Up, CTRL)
    assert seat.text("toast_words") == "Volume 90 %"


def test_one_channel_and_back(seat: Seat, talks: list[str]) -> None:
    assert words(seat, "change_side") == "Both"
    seat.key(K.Key_C)
    assert (words(seat, "change_side"), seat.page.timeline.hearing.side) == ("Agent only", "agent")
    seat.key(K.Key_C)
    assert words(seat, "change_side") == "Customer only"
    seat.key(K.Key_C)
    assert words(seat, "change_side") == "Both"
    seat.key(K.Key_C)
    open_call(seat, talks[2])
    assert not seat.find(QPushButton, "change_side_button").isVisible()
    seat.key(K.Key_C)
    assert manner(seat).side == "both"
    assert seat.text("toast_words") == "This recording has one channel only"


def test_calls_are_equally_loud_unless_one_does_not_want_it(seat: Seat, talks: list[str]) -> None:
    first = seat.player.gain_db
    open_call(seat, talks[1])
    assert seat.player.gain_db > first + 5
    seat.window.preferences.set("level_loudness", False)
    assert seat.player.gain_db == 0


def test_buttons_do_what_the_keys_do(seat: Seat, qtbot) -> None:
    for name in ("faster", "skip_silence", "change_side"):
        button = seat.find(QPushButton, f"{name}_button")
        assert button.accessibleName()
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        seat.settle()
    now = manner(seat)
    assert (now.rate_percent, now.skips_silence, now.side) == (110, True, "agent")
    assert seat.find(QPushButton, "change_side_button").isChecked()


def test_settings_hold_them(seat: Seat) -> None:
    seat.window.show_screen("settings")
    seat.window.screen("settings").show_page("listening")
    seat.find(NumberBox, "settings_preset_speed").setValue(130)
    seat.find(QCheckBox, "settings_skip_silence").setChecked(True)
    seat.find(QCheckBox, "settings_level_loudness").setChecked(False)
    assert (seat.player.gain_db, manner(seat).skips_silence) == (0, True)
    seat.window.show_screen("inspect")
    seat.page.timeline.setFocus()
    seat.keys(K.Key_Backslash, K.Key_S)
    assert seat.player.rate_percent == 130
    assert not seat.find(QCheckBox, "settings_skip_silence").isChecked()


def test_the_agent_may_be_recorded_on_the_right(seat: Seat, talks: list[str]) -> None:
    """In the open call at once, in its place: lanes, speech, samples, and what C lets through."""
    timeline = seat.page.timeline
    seat.key(K.Key_Right)
    at_ms = seat.inspect.listening.position_ms
    seat.window.show_screen("settings")
    seat.window.screen("settings").show_page("listening")
    chosen = seat.find(QComboBox, "settings_agents_channel")
    chosen.setFocus()
    seat.key(K.Key_Down)
    seat.window.show_screen("inspect")
    sound = seat.inspect.sound
    seat.wait(lambda: sound.is_ready and who_speaks(sound.source, 2_500, 1) == "customer")
    assert who_speaks(sound.source, 11_500, 1) == "agent"
    assert seat.inspect.listening.position_ms == at_ms > 0
    timeline.setFocus()
    seat.keys(K.Key_C, K.Key_Space)
    listen(seat, 100)
    assert (manner(seat).side, seat.player.channel) == ("agent", "right")
    open_call(seat, talks[1])
    assert who_speaks(sound.source, 11_500, 10) == "agent"


def test_silences_are_drawn_and_named_on_the_lanes(seat: Seat) -> None:
    timeline = seat.page.timeline
    silent = [band for band in timeline.hearing.bands if band.kind == "silence"]
    assert [round(band.from_ms, -3) for band in silent] == [4_000, 13_000]
    with_bands = timeline.grab().toImage()
    geometry = timeline.geometry_now()
    x = timeline.view.x_of(8_000)
    y = geometry.lanes[1].bottom() - 6
    assert timeline.words_at(QPointF(x, y)) == band_words(silent[0])
    assert timeline.words_at(QPointF(x, geometry.ruler.top() + 2)) == ""
    assert band_words(silent[0]).startswith("Silence 00:0")
    timeline.set_hearing(type(timeline.hearing)())
    without = timeline.grab().toImage()
    assert _pixel(with_bands, x, y) != _pixel(without, x, y)


def _pixel(image: QImage, x: float, y: float) -> int:
    ratio = image.devicePixelRatio()
    return image.pixel(QPoint(round(x * ratio), round(y * ratio)))


def test_a_stopwatch_has_no_sound_to_change(seat: Seat, talks: list[str]) -> None:
    made_live: list[str] = []
    seat.window.desk.write(
        lambda ws: start_live_call(ws, agent=None, method="live", started=datetime(2026, 11, 20)),
        lambda changes: made_live.append(changes.ids[0]),
    )
    seat.wait(lambda: made_live)
    seat.inspect.open_call(made_live[0])
    seat.wait(lambda: seat.inspect.call and seat.inspect.call.id == made_live[0])
    assert not seat.page.sound_bar.isVisible()
    seat.keys(K.Key_BracketRight, K.Key_S, K.Key_Period, K.Key_C)
    open_call(seat, talks[0])
    assert seat.page.sound_bar.isVisible()


def test_speed_in_words_and_both_languages(seat: Seat, qapp) -> None:
    assert [speed_words(n) for n in (50, 100, 125, 300)] == ["0.5×", "1.0×", "1.25×", "3.0×"]
    i18n.set_language(qapp, "zh_CN")
    seat.wait(lambda: words(seat, "change_side") == "双方")
    i18n.set_language(qapp, "en")
    seat.wait(lambda: words(seat, "change_side") == "Both")
