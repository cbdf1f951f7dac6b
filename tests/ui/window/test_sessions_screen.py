"""The sessions screen: a trainer arranges cases and presents them, by keys and by mouse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QLineEdit, QPushButton

from qa_desktop.domain.presenting import Moment
from qa_desktop.errors import UserFacingError
from qa_desktop.services.playlists import (
    CaseForm,
    PlaylistForm,
    add_cases,
    add_playlist,
    add_stop,
    delete_stop,
    edit_stop,
)
from qa_desktop.store.playlists import Playlist, read_playlist
from qa_desktop.store.workspace import Changes, Workspace, open_reader
from qa_desktop.ui.presenter.look import MUTED, STOP
from qa_desktop.ui.presenter.presenter import Presenter
from qa_desktop.ui.sessions.case_mime import case_mime
from tests.ui.window.conftest import Office, Seat

K = Qt.Key


@pytest.fixture
def playlist(calls: list[str], tmp_path: Path) -> str:
    """Three cases of two seconds; the first has two stops."""
    with Workspace.open(tmp_path / "workspace") as workspace:
        id = add_playlist(workspace, PlaylistForm("第 47 周", minutes=10)).ids[0]
        names = ("开场", "资费", "安抚")
        forms = [CaseForm(call, title=name) for call, name in zip(calls, names, strict=True)]
        add_cases(workspace, id, forms)
        first = read_playlist(workspace.db, id).cases[0].id
        add_stop(workspace, first, 600, "strength", "", "声音亲切")
        add_stop(workspace, first, 1_200, "weakness", "这里呢？", "抢话")
    return id


@pytest.fixture
def seat(playlist: str, office: Office) -> Seat:
    seated = office.sit(opens_call=False)
    seated.window.show_screen("sessions")
    seated.settle()
    page = page_of(seated)
    seated.wait(lambda: page.opened is not None and page.sound.is_ready)
    seated.settle()
    return seated


def page_of(seat: Seat):
    return seat.window.screen("sessions").playlists


def stored(seat: Seat) -> Playlist:
    seat.settle()
    db = open_reader(seat.folder)
    try:
        return read_playlist(db, page_of(seat).opened.row.id)
    finally:
        db.close()


def titles(seat: Seat) -> list[str]:
    return [case.title for case in stored(seat).cases]


def dialog(seat: Seat, name: str) -> QDialog:
    seat.wait(lambda: seat.window.findChild(QDialog, name) is not None)
    found = seat.find(QDialog, name)
    assert found.isVisible()
    return found


def save(seat: Seat, made: QDialog) -> None:
    QTest.mouseClick(
        made.findChild(QPushButton, f"{made.objectName()}_save"), Qt.MouseButton.LeftButton
    )
    seat.settle()


def test_a_first_playlist(calls: list[str], office: Office) -> None:
    seat = office.sit(opens_call=False)
    seat.window.show_screen("sessions")
    seat.settle()
    button = seat.find(QPushButton, "playlists_empty_new")
    assert button.isVisible()
    button.click()
    made = dialog(seat, "playlist_dialog")
    save(seat, made)
    assert made.isVisible(), "it has no name yet"
    assert made.findChild(QLabel, "playlist_dialog_message").text()
    made.findChild(QLineEdit, "playlist_dialog_title").setText("第 48 周")
    kind = made.findChild(QComboBox, "playlist_dialog_kind")
    kind.setCurrentIndex(kind.findData("one_to_one"))
    save(seat, made)
    page = page_of(seat)
    seat.wait(lambda: page.opened is not None)
    assert (page.opened.row.title, page.opened.row.kind) == ("第 48 周", "one_to_one")
    assert not seat.find(QPushButton, "playlist_present").isEnabled()
    assert not page.pane.timeline.isVisible() and not page.pane.first_field.isVisible()
    seat.window.add_to_playlist([{"call": calls[0], "from_ms": 200, "to_ms": 900}, {"bad": 1}])
    seat.settle()
    save(seat, dialog(seat, "add_to_playlist_dialog"))
    (case,) = stored(seat).cases
    assert (case.from_ms, case.to_ms) == (200, 900)
    assert seat.find(QPushButton, "playlist_present").isEnabled()
    assert page.pane.timeline.isVisible() and page.pane.first_field.isVisible()


def test_what_was_refused_is_silent_once_it_is_changed(seat: Seat) -> None:
    page_of(seat).ask_new()
    made = dialog(seat, "playlist_dialog")
    save(seat, made)
    message = made.findChild(QLabel, "playlist_dialog_message")
    assert message.isVisible()
    made.findChild(QLineEdit, "playlist_dialog_title").setText("第 48 周")
    assert not message.isVisible()
    made.reject()


def test_what_is_typed_into_a_new_stop_is_its_question(seat: Seat) -> None:
    page_of(seat).pane.ask_stop("weakness")
    made = dialog(seat, "stop_dialog")
    assert made.focusWidget().objectName() == "stop_dialog_question"
    made.reject()


def test_a_case_says_its_seconds_first(seat: Seat) -> None:
    """A narrow list cuts the end of the line off."""
    item = page_of(seat).cases.item(0)
    assert item.toolTip().startswith("00:00–00:02 · ")


def test_order_by_keys_and_undo(seat: Seat) -> None:
    cases = page_of(seat).cases
    cases.setFocus()
    seat.key(K.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert titles(seat) == ["资费", "开场", "安抚"]
    assert cases.current == stored(seat).cases[1].id, "the case that was moved stays chosen"
    seat.key(K.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert titles(seat) == ["资费", "开场", "安抚", "开场"]
    seat.key(K.Key_Delete)
    assert titles(seat) == ["资费", "开场", "安抚"]
    for _ in range(3):
        seat.key(K.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert titles(seat) == ["开场", "资费", "安抚"]


def drop(seat: Seat, forms: list[CaseForm], y: int) -> None:
    cases = page_of(seat).cases
    mime = case_mime(forms)
    event = QDropEvent(
        QPointF(20, y),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    cases.dropEvent(event)
    seat.settle()


def test_calls_are_dropped_where_they_belong(seat: Seat, calls: list[str]) -> None:
    cases = page_of(seat).cases
    second = cases.visualItemRect(cases.item(1))
    drop(seat, [CaseForm(calls[2], 100, 500), CaseForm(calls[0])], second.top() + 2)
    found = stored(seat).cases
    assert [case.title for case in found] == ["开场", "", "", "资费", "安抚"]
    assert (found[1].call, found[1].to_ms, found[2].call) == (calls[2], 500, calls[0])
    drop(seat, [CaseForm(calls[1])], cases.visualItemRect(cases.item(4)).bottom() + 40)
    assert [case.title for case in stored(seat).cases][-2:] == ["安抚", ""]


def test_seconds_and_stops_on_the_timeline(seat: Seat) -> None:
    page = page_of(seat)
    pane = page.pane
    pane.timeline.setFocus()
    page.sound.seek(300)
    seat.key(K.Key_I)
    page.sound.seek(1_700)
    seat.key(K.Key_O)
    case = stored(seat).cases[0]
    assert (case.from_ms, case.to_ms) == (300, 1_700)
    pane.timeline.annotation_moved.emit("span", 400, 1_800)
    case = stored(seat).cases[0]
    assert (case.from_ms, case.to_ms) == (400, 1_800)
    page.sound.seek(1_500)
    seat.key(K.Key_B)
    made = dialog(seat, "stop_dialog")
    made.findChild(QLineEdit, "stop_dialog_comment").setText("没有确认")
    save(seat, made)
    assert [(s.at_ms, s.kind, s.comment) for s in stored(seat).cases[0].stops][-1] == (
        1_500,
        "weakness",
        "没有确认",
    )
    stop = stored(seat).cases[0].stops[0]
    pane.timeline.annotation_moved.emit(stop.id, 5, None)
    seat.settle()
    message = seat.find(QLabel, "case_message")
    assert message.isVisible() and message.text(), "outside of the case"
    assert stored(seat).cases[0].stops[0].at_ms == 600


def test_what_is_typed_is_kept(seat: Seat, office: Office) -> None:
    pane = page_of(seat).pane
    field = seat.find(QLineEdit, "case_question")
    field.setFocus()
    QTest.keyClicks(field, "P N")
    field.insert("听开场")
    seat.settle()
    assert stored(seat).cases[0].question == "", "still being typed"
    seat.find(QLineEdit, "case_title").insert("新名")
    assert page_of(seat).cases.item(0).text().endswith("新名"), "the list follows"
    seat.settle()
    office.leave(seat)
    again = office.sit(opens_call=False)
    again.window.show_screen("sessions")
    again.settle()
    page = page_of(again)
    again.wait(lambda: page.opened is not None and page.sound.is_ready)
    again.settle()
    assert again.find(QLineEdit, "case_question").text() == "P N听开场"
    assert page.cases.item(0).text().endswith("新名")
    again.find(QLineEdit, "case_question").setFocus()
    page.cases.setFocus()
    assert stored(again).cases[0].question == "P N听开场"
    assert pane is not page.pane


def test_the_balance_and_the_time(seat: Seat) -> None:
    page = page_of(seat)
    balance, time = seat.find(QLabel, "playlist_balance"), seat.find(QLabel, "playlist_time")
    assert balance.text() == ""
    stop = stored(seat).cases[0].stops[0]
    page.pane.remove_stop(stop)
    seat.settle()
    assert balance.text() != ""
    page.pane._write(lambda ws: _edit(ws, page.pane.case.id))
    seat.settle()
    assert "19" in time.text() and time.property("role") == "nudge"


def _edit(workspace: Workspace, case: str):
    from qa_desktop.services.playlists import edit_case

    return edit_case(workspace, case, minutes=15)


# -- presenting


def present(seat: Seat):
    page = page_of(seat)
    page.cases.setFocus()
    seat.key(K.Key_P)
    seat.wait(lambda: page.presenter is not None and page.presenter.playlist is not None)
    seat.settle()
    return page.presenter


def press(seat: Seat, window, key: Qt.Key) -> None:
    QTest.keyClick(window, key)
    seat.settle()


def hear(seat: Seat, ms: int) -> None:
    for _ in range(ms // 20):
        seat.hear(20)
        seat.inspect.sound.listening._on_frame()
    seat.settle()


def words(window, name: str) -> str:
    return window.findChild(QLabel, name).text()


def test_question_first_then_the_comment(seat: Seat) -> None:
    presenter = present(seat)
    stage = presenter.stage
    assert stage.isVisible() and not presenter.trainer.isVisible(), "one screen"
    assert words(stage, "stage_heading") == "开场" and "0617" in words(stage, "stage_agent")
    seat.wait(lambda: page_of(seat).sound.is_ready)
    press(seat, stage, K.Key_Space)
    assert presenter.moment.phase == "playing" and seat.player.playing
    hear(seat, 300)
    press(seat, stage, K.Key_Space)
    assert not seat.player.playing and presenter.paused
    press(seat, stage, K.Key_Space)
    assert seat.player.playing
    hear(seat, 800)
    assert presenter.moment == Moment(0, 0, "asking") and not seat.player.playing
    assert abs(seat.player.position_ms - 600) <= 50
    assert "亲切" not in words(stage, "stage_card_0_words")
    press(seat, stage, K.Key_Space)
    assert words(stage, "stage_card_0_words") == "声音亲切"
    press(seat, stage, K.Key_PageDown)
    assert presenter.moment == Moment(0, 1, "playing")
    press(seat, stage, K.Key_PageDown)
    assert presenter.moment == Moment(0, 1, "asking") and not seat.player.playing
    assert words(stage, "stage_heading") == "这里呢？"
    press(seat, stage, K.Key_PageUp)
    assert presenter.moment == Moment(0, 1, "playing")
    hear(seat, 800)
    assert presenter.moment == Moment(0, 1, "asking")
    press(seat, stage, K.Key_Left)
    assert presenter.moment == Moment(0, 1, "playing")
    for _ in range(4):
        press(seat, stage, K.Key_PageDown)
    assert presenter.moment == Moment(0, 2, "summary")
    assert words(stage, "stage_card_0_words") == "声音亲切"
    assert words(stage, "stage_card_1_words") == "抢话"
    press(seat, stage, K.Key_Space)
    assert presenter.moment == Moment(1)
    press(seat, stage, K.Key_Escape)
    assert page_of(seat).presenter is None and not seat.player.playing


def dot(presenter: Presenter, at_ms: int) -> str:
    """The colour of the stop there."""
    wave = presenter.stage.wave
    picture = wave.grab().toImage()
    begin, end = presenter.playlist.cases[0].span
    x = round((at_ms - begin) / (end - begin) * picture.width())
    return picture.pixelColor(x, round(picture.height() - 14 * picture.devicePixelRatio())).name()


def test_no_colour_answers_before_the_comment_does(seat: Seat) -> None:
    presenter = present(seat)
    for _ in range(2):
        press(seat, presenter.stage, K.Key_PageDown)
    assert presenter.moment == Moment(0, 0, "asking")
    assert (dot(presenter, 600), dot(presenter, 1_200)) == (MUTED, MUTED)
    press(seat, presenter.stage, K.Key_PageDown)
    assert (dot(presenter, 600), dot(presenter, 1_200)) == (STOP["strength"], MUTED)
    for _ in range(3):
        press(seat, presenter.stage, K.Key_PageDown)
    assert dot(presenter, 1_200) == STOP["weakness"]


def test_a_stop_added_elsewhere_takes_no_colour_along(seat: Seat) -> None:
    """Nor does a jump tell what was jumped over."""
    presenter = present(seat)
    for _ in range(2):
        press(seat, presenter.stage, K.Key_PageDown)
    case = presenter.playlist.cases[0].id
    seat.window.desk.write(lambda ws: add_stop(ws, case, 300, "weakness", comment="先抢话"))
    seat.wait(lambda: len(presenter.script.stops(0)) == 3)
    assert presenter.moment == Moment(0, 1, "asking")
    assert {dot(presenter, at) for at in (300, 600, 1_200)} == {MUTED}
    press(seat, presenter.stage, K.Key_PageDown)
    told = [dot(presenter, at) for at in (300, 600, 1_200)]
    assert told == [MUTED, STOP["strength"], MUTED]


def test_a_stop_added_live_is_kept(seat: Seat) -> None:
    presenter = present(seat)
    seat.wait(lambda: page_of(seat).sound.is_ready)
    press(seat, presenter.stage, K.Key_Space)
    hear(seat, 300)
    press(seat, presenter.stage, K.Key_Plus)
    assert not seat.player.playing
    made = presenter.stage.findChild(QDialog, "stop_dialog")
    made.findChild(QLineEdit, "stop_dialog_comment").setText("现场想到的")
    save(seat, made)
    seat.wait(lambda: presenter.moment.phase == "asking")
    assert presenter.moment == Moment(0, 0, "asking")
    press(seat, presenter.stage, K.Key_Space)
    assert words(presenter.stage, "stage_card_0_words") == "现场想到的"
    presenter.end()
    seat.settle()
    first = stored(seat).cases[0].stops[0]
    assert first.comment == "现场想到的" and 200 <= first.at_ms <= 400


def test_the_trainers_window(seat: Seat) -> None:
    presenter = present(seat)
    press(seat, presenter.stage, K.Key_N)
    trainer = presenter.trainer
    assert trainer.isVisible()
    assert trainer.steps.count() == 5
    item = trainer.steps.item(2)
    trainer.steps.itemClicked.emit(item)
    seat.settle()
    assert presenter.moment == Moment(0, 1, "playing")
    assert "抢话" in words(trainer, "trainer_answer")
    assert "抢话" not in words(presenter.stage, "stage_card_0_words")
    trainer.findChild(QPushButton, "trainer_forward").click()
    trainer.findChild(QPushButton, "trainer_back").click()
    seat.settle()
    assert presenter.moment == Moment(0, 1, "playing")
    assert words(trainer, "trainer_taken")
    presenter.stage.close()
    seat.settle()
    assert page_of(seat).presenter is None


def test_space_twice_while_it_is_prepared_still_stops_where_it_should(seat: Seat) -> None:
    sound = page_of(seat).sound
    recording = sound.recording
    sound.close()
    sound.open(recording)
    assert not sound.is_ready
    sound.play(0, 600)
    sound.toggle()
    sound.toggle()
    seat.wait(lambda: sound.playing)
    hear(seat, 900)
    assert not seat.player.playing and abs(seat.player.position_ms - 600) <= 50


def edited(seat: Seat, act: Callable[[Workspace], Changes]) -> None:
    page_of(seat)._write(act)
    seat.settle()


def playing(seat: Seat) -> Presenter:
    """0.3 s into the first case."""
    presenter = present(seat)
    seat.wait(lambda: page_of(seat).sound.is_ready)
    press(seat, presenter.stage, K.Key_Space)
    hear(seat, 300)
    return presenter


@pytest.mark.parametrize("paused", [True, False])
def test_a_stop_that_is_moved_meanwhile_is_where_it_stops(seat: Seat, paused: bool) -> None:
    stop = stored(seat).cases[0].stops[0]
    presenter = playing(seat)
    if paused:
        press(seat, presenter.stage, K.Key_Space)
    edited(seat, lambda ws: edit_stop(ws, stop.id, at_ms=1_000))
    assert presenter.paused == paused
    if paused:
        press(seat, presenter.stage, K.Key_Space)
    hear(seat, 800 if paused else 500)  # going on steps back to the beginning
    assert presenter.moment == Moment(0, 0, "playing") and seat.player.playing
    hear(seat, 400)
    assert presenter.moment == Moment(0, 0, "asking") and not seat.player.playing
    assert abs(seat.player.position_ms - 1_000) <= 50
    presenter.end()


def test_a_stop_that_is_moved_behind_is_asked_about_at_once(seat: Seat) -> None:
    stop = stored(seat).cases[0].stops[0]
    presenter = playing(seat)
    edited(seat, lambda ws: edit_stop(ws, stop.id, at_ms=100))
    assert presenter.moment == Moment(0, 0, "asking") and not seat.player.playing
    presenter.end()


def test_nothing_plays_on_when_its_stop_is_gone(seat: Seat) -> None:
    stop = stored(seat).cases[0].stops[0]
    presenter = playing(seat)
    edited(seat, lambda ws: delete_stop(ws, stop.id))
    assert presenter.moment == Moment(0) and not seat.player.playing
    presenter.end()


def test_a_playlist_that_cannot_be_read_can_be_presented_later(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise UserFacingError("playlist.unknown")

    page = page_of(seat)
    with monkeypatch.context() as patched:
        patched.setattr("qa_desktop.ui.presenter.presenter.read_shown", refuse)
        page.present()
        seat.settle()
        seat.wait(lambda: page.presenter is None)
    seat.settle()
    presenter = present(seat)
    assert presenter.stage.isVisible()
    presenter.end()


def test_hidden_names_are_not_shown(seat: Seat) -> None:
    page = page_of(seat)
    page._hide_all(True)
    seat.settle()
    presenter = present(seat)
    shown = [label.text() for label in presenter.stage.findChildren(QLabel)]
    assert not [text for text in shown if "0617" in text]
    assert any("A" in text for text in shown)
    presenter.end()


def test_the_player_goes_back_to_the_open_call(seat: Seat, calls: list[str]) -> None:
    seat.window.open_call(calls[0])
    seat.opened(calls[0])
    seat.window.show_screen("sessions")
    seat.wait(lambda: page_of(seat).sound.is_ready)
    assert not seat.inspect.sound.is_ready
    seat.window.show_screen("inspect")
    seat.settle()
    seat.wait(lambda: seat.inspect.sound.is_ready)
    assert seat.inspect.sound.listening.call == seat.inspect.call.id


def test_export_from_the_screen(seat: Seat, tmp_path: Path) -> None:
    page_of(seat).cases.setFocus()
    seat.key(K.Key_X)
    made = dialog(seat, "playlist_export_dialog")
    seat.wait(lambda: made.findChild(QLineEdit, "export_name").text() == "第 47 周")
    made.findChild(QLineEdit, "export_place").setText(str(tmp_path))
    start = made.findChild(QPushButton, "export_start")
    start.click()
    seat.wait(lambda: made.findChild(QPushButton, "export_close").isVisible())
    assert (tmp_path / "第 47 周.mp3").stat().st_size > 1_000
    made.findChild(QPushButton, "export_close").click()
    QApplication.processEvents()


def test_a_playlist_is_sent_with_what_it_is_about(seat: Seat) -> None:
    page_of(seat).send_wanted.emit(stored(seat).row.id)
    made = dialog(seat, "write_dialog")
    audio = made.findChild(QComboBox, "write_audio")
    seat.wait(lambda: seat.text("write_size").startswith("Entries"))
    assert audio.currentData() == "clips"
    assert audio.currentText().startswith("Only the seconds it is about: 00:0")
    assert "nothing to hear" not in seat.text("write_size")
    audio.setCurrentIndex(audio.findData("none"))
    assert "nothing to hear" in seat.text("write_size")
    made.reject()
