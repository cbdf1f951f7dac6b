"""A person saves seconds of the open call, with a number bleeped, and copies a place as words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPushButton,
    QRadioButton,
)

from qa_desktop.domain.clips import Hidden
from qa_desktop.errors import CancelledError
from qa_desktop.services.annotating import add_annotation
from qa_desktop.store.hidden_parts import SETTING
from qa_desktop.store.reader import Reader
from qa_desktop.store.settings import get_setting, set_setting
from qa_desktop.ui.clips import dialog as clip_dialog
from qa_desktop.ui.clips.dialog import ClipDialog
from qa_desktop.ui.clips.strip import ClipStrip
from tests.factories import write_wav
from tests.ui.window.conftest import Office, Seat


@pytest.fixture
def seat(calls: list[str], office: Office, tmp_path: Path) -> Seat:
    (tmp_path / "out").mkdir()
    seated = office.sit()
    seated.opened(calls[0])
    seated.window.preferences.set("clip_folder", str(tmp_path / "out"))
    return seated


def opened(seat: Seat) -> ClipDialog:
    seat.key(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    return next(each for each in seat.window.findChildren(ClipDialog) if each.isVisible())


def part(dialog: ClipDialog, kind: type, name: str) -> Any:
    found = dialog.findChild(kind, name)
    assert found is not None, name
    return found


def mark(seat: Seat, at: int, to: int | None, words: str) -> None:
    """Marked, and chosen."""
    call, before = seat.inspect.call, len(seat.inspect.marking.annotations)
    assert call is not None
    seat.window.desk.write(
        lambda ws: add_annotation(ws, call.id, at_ms=at, to_ms=to, kind="note", text=words)
    )
    seat.wait(lambda: len(seat.inspect.marking.annotations) > before)
    (made,) = (each.id for each in seat.inspect.marking.annotations if each.text == words)
    seat.inspect.marking.select(made)


def save(seat: Seat, dialog: ClipDialog) -> Path:
    part(dialog, QPushButton, "clip_start").click()
    result = part(dialog, QLabel, "clip_result")
    seat.qtbot.waitUntil(lambda: result.isVisible(), timeout=30_000)
    return Path(part(dialog, QLabel, "clip_file").text())


def test_a_region_is_saved_with_a_number_bleeped(seat: Seat, tmp_path: Path) -> None:
    mark(seat, 400, 1_600, "报了号码")
    dialog = opened(seat)
    strip = part(dialog, ClipStrip, "clip_strip")
    assert strip.hasFocus() or dialog.focusWidget() is strip
    assert part(dialog, QLineEdit, "clip_from").text() == "00:00.4"
    for key, times in ((Qt.Key.Key_Right, 4), (Qt.Key.Key_B, 1), (Qt.Key.Key_Right, 3)):
        for _ in range(times):
            QTest.keyClick(strip, key)
    QTest.keyClick(strip, Qt.Key.Key_B)
    assert "00:00.8–00:01.1" in part(dialog, QLabel, "clip_hint").text()
    spoken = QAccessible.queryAccessibleInterface(strip)
    said = spoken.text(QAccessible.Text.Value)
    assert said == "00:01.1, clip from 00:00.4 to 00:01.6, hidden parts: 1"
    formats = part(dialog, QComboBox, "clip_format")
    formats.setCurrentIndex(formats.findData("wav"))
    formats.activated.emit(formats.currentIndex())
    seat.settle()
    out = save(seat, dialog)
    assert out.parent == tmp_path / "out" and out.suffix == ".wav"
    assert "13800000000" not in out.name and "0617" in out.name
    found, rate = soundfile.read(out)
    assert abs(len(found) / rate - 1.2) < 0.02
    spectrum = np.abs(np.fft.rfft(found[round(0.42 * rate) : round(0.68 * rate), 0]))
    assert abs(np.argmax(spectrum) / 0.26 - 1000) < 8
    assert seat.window.preferences.get("clip_format") == "wav"
    part(dialog, QPushButton, "clip_copy").click()
    assert QGuiApplication.clipboard().text() == str(out)
    part(dialog, QPushButton, "clip_close").click()
    assert seat.page.timeline.hasFocus() or seat.window.focusWidget() is seat.page.timeline


def test_marks_are_joined_with_somebodys_words(
    seat: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark(seat, 200, 700, "开场白")
    mark(seat, 1_000, None, "打断")
    dialog = opened(seat)
    clips = part(dialog, QListWidget, "clip_list")
    assert clips.count() == 2 and "打断" in clips.item(0).text()
    gap = part(dialog, QComboBox, "clip_gap")
    assert not gap.isVisible()
    clips.item(1).setCheckState(Qt.CheckState.Checked)
    assert not gap.isVisible()  # one lies in the other
    clips.setCurrentRow(0)
    times = part(dialog, QLineEdit, "clip_from"), part(dialog, QLineEdit, "clip_to")
    for field, words in zip(times, ("0:01", "1.5"), strict=True):
        field.setText(words)
        field.editingFinished.emit()
    assert "00:01.0–00:01.5" in clips.item(0).text()
    times[0].setText("gibberish")
    times[0].editingFinished.emit()
    assert times[0].text() == "00:01.0"
    assert gap.isVisible()
    words_file = write_wav(tmp_path / "words.wav", 0.6)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(words_file), ""))
    gap.setCurrentIndex(gap.findData("announcement"))
    gap.activated.emit(gap.currentIndex())
    out = save(seat, dialog)
    assert abs(soundfile.info(out).duration - (0.5 + 1.0 + 0.6 + 0.5)) < 0.02
    dialog.accept()


def test_one_clip_stays_ticked_and_no_announcement_is_silence(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark(seat, 200, 700, "一")
    mark(seat, 900, 1_400, "二")
    dialog = opened(seat)
    clips = part(dialog, QListWidget, "clip_list")
    clips.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert clips.item(1).checkState() == Qt.CheckState.Checked
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    gap = part(dialog, QComboBox, "clip_gap")
    gap.setCurrentIndex(gap.findData("announcement"))
    gap.activated.emit(gap.currentIndex())
    assert gap.currentData() == "silence" and dialog.form.gap().announcement is None
    dialog.reject()


def test_the_mouse_hides_drags_edges_and_shows_again(seat: Seat) -> None:
    mark(seat, 500, 1_500, "一")
    dialog = opened(seat)
    strip = part(dialog, ClipStrip, "clip_strip")

    def at(ms: int) -> QPoint:
        begin, end = strip._shown
        return QPoint(round((ms - begin) / (end - begin) * strip.width()), 40)

    def drag(begin: int, end: int) -> None:
        QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=at(begin))
        for ms in (begin + (end - begin) // 2, end):
            QTest.mouseMove(strip, at(ms))
        QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=at(end))

    drag(800, 1_000)
    ((begin, end),) = strip.model.hidden
    assert abs(begin - 800) < 10 and abs(end - 1_000) < 10
    drag(1_000, 1_200)
    ((_, end),) = strip.model.hidden
    assert abs(end - 1_200) < 10
    drag(1_500, 1_300)
    assert abs(strip.model.clip[1] - 1_300) < 10
    assert part(dialog, QLineEdit, "clip_to").text().startswith("00:01.")
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=at(900))
    part(dialog, QPushButton, "clip_unhide").click()
    assert strip.model.hidden == ()
    part(dialog, QRadioButton, "clip_cut").setChecked(True)
    part(dialog, QPushButton, "clip_hide").click()
    QTest.keyClick(strip, Qt.Key.Key_End)
    part(dialog, QPushButton, "clip_hide").click()
    (only,) = dialog.form.parts("x")
    assert [each.how for each in only.hidden] == ["cut"]
    dialog.reject()


def test_a_clip_is_heard_and_the_call_stays_where_it_was(seat: Seat) -> None:
    mark(seat, 500, 1_500, "一")
    seat.inspect.listening.set_loop(1_700, 1_950)
    seat.inspect.listening.seek_to(1_800)
    seat.settle()
    dialog = opened(seat)
    strip = part(dialog, ClipStrip, "clip_strip")
    QTest.keyClick(strip, Qt.Key.Key_Space)
    assert seat.inspect.listening.playing
    assert part(dialog, QPushButton, "clip_play").text() == "Pause"
    seat.hear(600)
    assert 900 < strip.model.cursor_ms < 1_300
    seat.hear(600)
    seat.wait(lambda: not seat.inspect.listening.playing)
    QTest.keyClick(strip, Qt.Key.Key_Space)
    QTest.keyClick(strip, Qt.Key.Key_Space)
    assert not seat.inspect.listening.playing
    dialog.reject()
    assert abs(seat.inspect.listening.position_ms - 1_800) < 5
    assert seat.inspect.listening.manner.loop == (1_700, 1_950)


def test_what_was_heard_or_begun_is_offered_where_nothing_is_chosen(seat: Seat) -> None:
    seat.inspect.listening.seek_to(1_500)
    seat.settle()
    dialog = opened(seat)
    assert dialog.form.ends == (0, 1_500)
    dialog.reject()
    seat.inspect.acts.do("region")
    begun = seat.inspect.marking.region_ms
    seat.inspect.listening.seek_to(1_900)
    seat.settle()
    dialog = opened(seat)
    assert dialog.form.ends == (begun, 1_900)
    dialog.reject()


def test_saving_can_be_given_up_and_refused(
    seat: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[str] = []

    def endless(_folder, _order, _out, tell, cancelled):
        tell(1, 2)
        while not cancelled():
            pass
        ended.append("given up")
        raise CancelledError

    dialog = opened(seat)
    with monkeypatch.context() as patch:
        patch.setattr(clip_dialog, "save_clip", endless)
        part(dialog, QPushButton, "clip_start").click()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        seat.wait(lambda: ended)
    assert dialog.isVisible() and part(dialog, QPushButton, "clip_start").isVisible()
    part(dialog, QLineEdit, "clip_name").setText("13800000000")
    part(dialog, QPushButton, "clip_start").click()
    message = part(dialog, QLabel, "clip_message")
    seat.qtbot.waitUntil(message.isVisible, timeout=30_000)
    assert "number" in message.text()
    assert not list((tmp_path / "out").iterdir())
    dialog.reject()


def test_a_place_is_copied_as_words(seat: Seat) -> None:
    seat.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("0:00.0 ")
    mark(seat, 400, 1_600, "报了号码 13912345678")
    seat.page.list.setFocus()
    seat.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    words = QGuiApplication.clipboard().text()
    assert words.startswith("0:00.4–0:01.6 ") and words.endswith("报了号码 139****5678")
    assert "0617" in words and "13800000000" not in words
    assert "Copied" in seat.text("toast_words")


def context_menu(seat: Seat, at: QPoint, reason: QContextMenuEvent.Reason) -> dict[str, QAction]:
    timeline = seat.page.timeline
    event = QContextMenuEvent(reason, at, timeline.mapToGlobal(at))
    QApplication.sendEvent(timeline, event)
    menu = next(m for m in timeline.findChildren(QMenu, "clip_menu") if m.isVisible())
    found = {action.objectName(): action for action in menu.actions() if action.objectName()}
    menu.close()
    return found


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_the_menu_speaks_of_what_is_under_the_mouse(seat: Seat) -> None:
    mark(seat, 400, 1_600, "长")
    mark(seat, 800, 1_000, "短")
    timeline = seat.page.timeline
    body = timeline.geometry_now().body

    def at(ms: int) -> QPoint:
        return QPointF(timeline.view.x_of(ms), body.bottom() - 6).toPoint()

    mouse = QContextMenuEvent.Reason.Mouse
    context_menu(seat, at(900), mouse)["menu_copy"].trigger()
    assert QGuiApplication.clipboard().text().endswith("短")
    context_menu(seat, at(500), mouse)["menu_copy"].trigger()
    assert QGuiApplication.clipboard().text().endswith("长")
    bare = context_menu(seat, at(1_900), mouse)
    assert "menu_delete" not in bare and bare["menu_clip"].text().endswith("Ctrl+E")
    chosen = context_menu(seat, at(1_900), QContextMenuEvent.Reason.Keyboard)
    chosen["menu_delete"].trigger()
    seat.settle()
    assert [each.text for each in seat.inspect.marking.annotations] == ["长"]
    context_menu(seat, at(500), mouse)["menu_play"].trigger()
    assert seat.inspect.listening.playing and seat.inspect.listening.position_ms == 400


def keys(strip: ClipStrip, key: Qt.Key, times: int = 1) -> None:
    for _ in range(times):
        QTest.keyClick(strip, key)


def hidden(dialog: ClipDialog) -> list[tuple[int, int]]:
    """What is hidden in the file that would be saved."""
    (only,) = dialog.form.parts("x")
    return [(each.from_ms, each.to_ms) for each in only.hidden]


def test_what_looks_hidden_is_hidden_in_the_file(seat: Seat) -> None:
    """A number whose end was not marked any more goes to nobody."""
    mark(seat, 400, 1_600, "报了号码")
    dialog = opened(seat)
    strip = part(dialog, ClipStrip, "clip_strip")
    keys(strip, Qt.Key.Key_Right, 4)
    keys(strip, Qt.Key.Key_B)
    assert hidden(dialog) == []
    keys(strip, Qt.Key.Key_Right, 3)
    assert hidden(dialog) == [(800, 1_100)]
    keys(strip, Qt.Key.Key_Escape)
    assert hidden(dialog) == [] and dialog.isVisible()
    assert part(dialog, QPushButton, "clip_hide").text() == "Hide (B)"
    keys(strip, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_part_that_was_begun_by_key_ends_where_one_clicks(seat: Seat) -> None:
    mark(seat, 400, 1_600, "报了号码")
    dialog = opened(seat)
    strip, hide = part(dialog, ClipStrip, "clip_strip"), part(dialog, QPushButton, "clip_hide")
    keys(strip, Qt.Key.Key_Right, 4)
    keys(strip, Qt.Key.Key_B)
    begin, end = strip._shown
    at = QPoint(round((1_200 - begin) / (end - begin) * strip.width()), 40)
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=at)
    assert hide.text() == "Hide up to here (B)"
    hide.click()
    ((first, last),) = strip.model.hidden
    assert first == 800 and abs(last - 1_200) < 10
    dialog.reject()


def typed(dialog: ClipDialog, name: str, words: str) -> tuple[int, int]:
    field = part(dialog, QLineEdit, name)
    field.selectAll()
    QTest.keyClicks(field, words)
    field.editingFinished.emit()
    return dialog.form.ends


def test_typed_times_move_one_end_and_leave_the_other_to_the_millisecond(seat: Seat) -> None:
    mark(seat, 456, 1_099, "一")
    dialog = opened(seat)
    assert typed(dialog, "clip_from", "0:00.5") == (500, 1_099)
    assert typed(dialog, "clip_from", "0:00.5") == (500, 1_099)
    assert typed(dialog, "clip_from", "0:01.3") == (1_300, 1_899)
    assert typed(dialog, "clip_to", "0:01.8") == (1_300, 1_800)
    assert typed(dialog, "clip_to", "0:00.7") == (200, 700)
    assert typed(dialog, "clip_to", "soon") == (200, 700)
    assert typed(dialog, "clip_to", "99:00")[0] == 200
    dialog.reject()


def test_seconds_that_are_others_do_not_bear_the_name_of_the_mark(seat: Seat) -> None:
    mark(seat, 456, 1_099, "一")
    mark(seat, 1_500, 1_900, "二")
    dialog = opened(seat)
    clips = part(dialog, QListWidget, "clip_list")
    row = clips.currentRow()
    assert "二" in clips.item(row).text()
    typed(dialog, "clip_from", "0:00.5")
    typed(dialog, "clip_to", "0:01.2")
    assert "二" not in clips.item(row).text() and "Other seconds" in clips.item(row).text()
    typed(dialog, "clip_to", "0:01.6")
    assert "二" in clips.item(row).text()
    dialog.reject()


def test_a_file_that_is_there_is_not_replaced(seat: Seat, tmp_path: Path) -> None:
    there = tmp_path / "out" / "给小周听.wav"
    there.write_bytes(b"somebody's")
    dialog = opened(seat)
    formats = part(dialog, QComboBox, "clip_format")
    formats.setCurrentIndex(formats.findData("wav"))
    formats.activated.emit(formats.currentIndex())
    name = part(dialog, QLineEdit, "clip_name")
    name.setText("给小周听")
    name.textEdited.emit(name.text())
    part(dialog, QPushButton, "clip_start").click()
    message = part(dialog, QLabel, "clip_message")
    seat.qtbot.waitUntil(message.isVisible, timeout=30_000)
    assert "给小周听.wav" in message.text()
    assert there.read_bytes() == b"somebody's"
    name.setText("../给小周: 听?")  # Windows has no such names
    out = save(seat, dialog)
    assert out == tmp_path / "out" / ".._给小周_ 听_.wav" and out.exists()
    dialog.accept()


def closed(seat: Seat, dialog: ClipDialog) -> None:
    dialog.reject()
    seat.settle()


def test_what_was_hidden_once_is_hidden_in_every_later_clip(seat: Seat) -> None:
    """A number that was masked is heard in no later clip of this call, on no later day."""
    mark(seat, 400, 1_600, "报了号码")
    dialog = opened(seat)
    assert not part(dialog, QPushButton, "clip_forget").isVisible()
    strip = part(dialog, ClipStrip, "clip_strip")
    for right in (3, 4):
        keys(strip, Qt.Key.Key_Right, right)
        keys(strip, Qt.Key.Key_B)
    keys(strip, Qt.Key.Key_Right, 2)
    keys(strip, Qt.Key.Key_B)  # begun, and hidden up to the cursor
    keys(strip, Qt.Key.Key_Right, 1)
    part(dialog, QPushButton, "clip_cancel").click()
    masked = [(700, 1_100), (1_300, 1_400)]
    call = seat.inspect.call
    assert call is not None and call.recording is not None
    stored = {call.recording: [[*each, "bleep"] for each in masked]}
    seat.wait(lambda: get_setting_of(seat) == stored)
    dialog = opened(seat)
    assert hidden(dialog) == masked
    words = part(dialog, QLabel, "clip_kept")
    assert words.isVisible() and words.text().endswith(": 2")
    closed(seat, dialog)
    mark(seat, 900, 1_200, "另一段")
    dialog = opened(seat)
    assert part(dialog, QLabel, "clip_kept").text().endswith(": 1")
    assert (700, 1_100) in hidden(dialog)
    forget = part(dialog, QPushButton, "clip_forget")
    forget.setFocus()
    QTest.keyClick(forget, Qt.Key.Key_Space)
    assert not forget.isVisible()
    assert dialog.focusWidget() is part(dialog, ClipStrip, "clip_strip")
    closed(seat, dialog)
    dialog = opened(seat)
    assert hidden(dialog) == [(1_300, 1_400)]  # outside that clip: still hidden
    assert not part(dialog, QPushButton, "clip_forget").isVisible()
    closed(seat, dialog)


def test_what_was_cut_out_comes_back_cut_and_an_erasure_forgets_it(seat: Seat) -> None:
    mark(seat, 400, 1_600, "报了号码")
    dialog = opened(seat)
    strip = part(dialog, ClipStrip, "clip_strip")
    for right in (3, 4):
        keys(strip, Qt.Key.Key_Right, right)
        keys(strip, Qt.Key.Key_B)
    part(dialog, QRadioButton, "clip_cut").click()
    closed(seat, dialog)
    call = seat.inspect.call
    other = {"f" * 64: [[1, 2]]}
    seat.wait(lambda: get_setting_of(seat) == {call.recording: [[700, 1_100, "cut"]]})
    dialog = opened(seat)
    assert part(dialog, QRadioButton, "clip_cut").isChecked() and hidden(dialog) == [(700, 1_100)]
    assert dialog.form.parts("x")[0].hidden == (Hidden(700, 1_100, "cut"),)
    part(dialog, QRadioButton, "clip_bleep").click()
    closed(seat, dialog)
    seat.wait(lambda: get_setting_of(seat) == {call.recording: [[700, 1_100, "bleep"]]})
    # as an erasure leaves it
    seat.window.desk.write(lambda ws: set_setting(ws.db, SETTING, other))
    seat.settle()
    dialog = opened(seat)
    part(dialog, QRadioButton, "clip_cut").click()
    closed(seat, dialog)
    mine = {call.recording: [[700, 1_100, "cut"]]}
    seat.wait(lambda: get_setting_of(seat) == {**other, **mine}), "others stay as they are stored"


def get_setting_of(seat: Seat) -> Any:
    """As it is stored."""
    with Reader.open(seat.window.desk.folder) as reader:
        return get_setting(reader.db, "clip_hidden")


def test_joined_clips_come_in_the_order_of_time_and_nothing_twice(seat: Seat) -> None:
    mark(seat, 200, 500, "一")
    mark(seat, 400, 700, "二")
    mark(seat, 1_200, 1_500, "三")
    dialog = opened(seat)
    clips = part(dialog, QListWidget, "clip_list")
    assert [clips.item(row).text()[:7] for row in range(3)] == ["00:00.2", "00:00.4", "00:01.2"]
    assert clips.currentRow() == 2 and dialog.form.ends == (1_200, 1_500)
    for row in (1, 0):
        clips.item(row).setCheckState(Qt.CheckState.Checked)
    assert [each.span for each in dialog.form.parts("x")] == [(200, 700), (1_200, 1_500)]
    assert part(dialog, QLabel, "clip_length").text() == "0.3 s, whole file 1.8 s"
    seat.settle()
    assert part(dialog, QLineEdit, "clip_name").text().endswith("_0m00s-0m01s")
    out = save(seat, dialog)
    assert abs(soundfile.info(out).duration - 1.8) < 0.1
    dialog.accept()


def test_after_a_refused_name_the_name_is_to_be_typed_anew(seat: Seat, tmp_path: Path) -> None:
    dialog = opened(seat)
    name = part(dialog, QLineEdit, "clip_name")
    name.setText("13800000000")
    part(dialog, QPushButton, "clip_start").click()
    seat.qtbot.waitUntil(part(dialog, QLabel, "clip_message").isVisible, timeout=30_000)
    assert dialog.focusWidget() is name and name.selectedText() == "13800000000"
    dialog.reject()


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_the_right_button_in_the_list_leaves_the_playhead_where_it_is(seat: Seat) -> None:
    mark(seat, 400, None, "一")
    mark(seat, 1_200, None, "二")
    seat.inspect.listening.seek_to(1_800)
    seat.settle()
    rows = seat.page.list
    at = rows.visualRect(rows.model().index(0, 0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.RightButton, pos=at)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, rows.viewport().mapToGlobal(at))
    QApplication.sendEvent(rows.viewport(), event)
    seat.settle()
    assert seat.inspect.listening.position_ms == 1_800
    assert rows.currentIndex().row() == 0
    menu = next(each for each in rows.findChildren(QMenu, "clip_menu") if each.isVisible())
    menu.close()
    copy = next(each for each in menu.actions() if each.objectName() == "menu_copy")
    copy.trigger()
    assert QGuiApplication.clipboard().text().endswith("一")
    QTest.mouseClick(
        rows.viewport(), Qt.MouseButton.LeftButton, pos=at + QPoint(0, rows.sizeHintForRow(0))
    )
    seat.wait(lambda: seat.inspect.listening.position_ms == 1_200)
