"""The library at the window: filed by key, found with its reason and second, heard in place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QInputDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
)
from pytestqt.qtbot import QtBot

from qa_desktop.domain.annotations import Annotation
from qa_desktop.domain.library import LibraryEntry, Tag
from qa_desktop.domain.scoring import Name
from qa_desktop.services import annotating, library
from qa_desktop.store.call_filter import CallFilter
from qa_desktop.store.call_search import Search
from qa_desktop.store.connection import connect
from qa_desktop.store.library import find_entries, find_tags
from qa_desktop.store.library_columns import EntryFilter
from qa_desktop.store.workspace import DATABASE, Changes, Workspace
from qa_desktop.ui.library import wave_strip
from qa_desktop.ui.library.reading import Shelves, Sight, read_answer
from qa_desktop.ui.library.side import Side
from qa_desktop.ui.library.suggest_dialog import SuggestDialog
from qa_desktop.ui.library.tag_dialog import TagDialog
from qa_desktop.ui.library.view import LibraryView, case_mime
from qa_desktop.ui.library.words import brought_text
from qa_desktop.ui.sessions.case_mime import forms_of
from tests.factories import import_calls
from tests.ui.window.conftest import Office, Seat

CTRL = Qt.KeyboardModifier.ControlModifier
K = Qt.Key


@pytest.fixture
def marked(calls: list[str], tmp_path: Path) -> str:
    """The second call has a region marked; of the first one a part is filed."""
    with Workspace.open(tmp_path / "workspace") as workspace:
        mark = annotating.add_annotation(
            workspace, calls[1], at_ms=500, to_ms=1500, kind="weakness", text="语气生硬"
        ).ids[0]
        library.file_call(workspace, calls[0], "good", from_ms=400, to_ms=900, why="先道歉")
    return mark


@pytest.fixture
def seat(office: Office, marked: str) -> Iterator[Seat]:
    yield office.sit(opens_call=False)


def entries(seat: Seat, call: str) -> list[LibraryEntry]:
    db = connect(seat.folder / DATABASE, readonly=True)
    try:
        return find_entries(db, [call])
    finally:
        db.close()


def screen(seat: Seat) -> LibraryView:
    seat.key(K.Key_4, CTRL)
    found = seat.window.screen("library")
    assert seat.window.screen_id == "library" and isinstance(found, LibraryView)
    seat.wait(lambda: found.list.is_counted)
    seat.settle()
    return found


def look_for(seat: Seat, view: LibraryView, words: str) -> None:
    view.bar.words.setText(words)
    seat.wait(lambda: view.list.is_counted and view.list.filter.text == words)
    seat.settle()


def test_keys_file_the_open_call_and_undo_takes_it_back(seat: Seat, calls: list[str]) -> None:
    seat.window.open_call(calls[2])
    seat.opened(calls[2])
    seat.key(K.Key_G, CTRL)
    (entry,) = entries(seat, calls[2])
    assert (entry.shelf, entry.span) == ("good", None)
    seat.key(K.Key_B, CTRL)
    assert [each.shelf for each in entries(seat, calls[2])] == ["bad"]
    seat.key(K.Key_Z, CTRL)
    seat.key(K.Key_Z, CTRL)
    assert entries(seat, calls[2]) == []


def test_the_selected_region_is_what_is_filed(seat: Seat, calls: list[str], marked: str) -> None:
    seat.window.open_call(calls[1])
    seat.opened(calls[1])
    seat.inspect.marking.select(marked)
    seat.settle()
    seat.key(K.Key_B, CTRL)
    (entry,) = entries(seat, calls[1])
    assert (entry.span, entry.annotation, entry.shelf) == ((500, 1500), marked, "bad")
    view = screen(seat)
    look_for(seat, view, "语气生硬")
    view.list.setFocus()
    seat.key(K.Key_Home)
    seat.wait(lambda: seat.text("library_brought"))
    assert seat.text("library_brought") == "Brought by a comment · 00:00 语气生硬"


def test_which_deduction_brought_it(seat: Seat, calls: list[str]) -> None:
    (entry,) = entries(seat, calls[0])
    entry = replace(entry, brought_by="evaluation", fault_code="F01")
    mark = Annotation("mark", 65_000, None, "weakness", "没有\n道歉")
    known = brought_text(entry, Name("抢话", "Interrupting"), mark)
    assert known == "Brought by a deduction: Interrupting · 01:05 没有 道歉"
    assert brought_text(entry, None, None) == "Brought by a deduction: F01"


def test_tags_are_written_and_ticked(seat: Seat, calls: list[str]) -> None:
    seat.window.open_call(calls[2])
    seat.opened(calls[2])
    seat.window.do("tag_call")
    seat.wait(lambda: seat.window.findChild(TagDialog) is not None)
    dialog = seat.find(TagDialog, "tag_dialog")
    for words in ("语气", "安抚"):
        dialog.words.setText(words)
        QTest.keyClick(dialog.words, K.Key_Return)
    assert dialog.names() == ["语气", "安抚"]
    QTest.keyClick(dialog.words, K.Key_Return)
    seat.settle()
    (entry,) = entries(seat, calls[2])
    db = connect(seat.folder / DATABASE, readonly=True)
    names = {find_tags(db).tags[tag].name for tag in entry.tags}
    db.close()
    assert names == {"语气", "安抚"} and entry.shelf is None


def test_found_with_its_reason_and_opened_at_its_second(
    seat: Seat, calls: list[str], marked: str
) -> None:
    view = screen(seat)
    assert view.list.count == 1
    view.side.scopes.setCurrentRow(4)  # all recordings
    seat.settle()
    assert view.list.count == 3
    look_for(seat, view, "语氣")
    assert view.list.count == 1
    row = view.list.row
    assert row is not None and row.call.id == calls[1] and row.at_ms == 500
    assert [each.kind for each in row.reasons] == ["annotation"]
    QTest.keyClick(view.bar.words, K.Key_Return)
    seat.key(K.Key_Return)
    seat.opened(calls[1])
    assert seat.window.screen_id == "inspect" and seat.inspect.listening.position_ms == 500


def test_a_part_is_heard_in_place_and_stops_at_its_end(seat: Seat, calls: list[str]) -> None:
    seat.window.open_call(calls[0])
    seat.opened(calls[0])
    view = screen(seat)
    seat.wait(lambda: view.sound.peaks is not None)
    seat.key(K.Key_Space)
    seat.wait(lambda: view.sound.playing)
    assert view.sound.position_ms >= 400
    for _ in range(12):
        seat.hear(100)
    seat.wait(lambda: not view.sound.playing)
    assert 900 <= view.sound.position_ms < 1300
    seat.key(K.Key_1, CTRL)
    assert seat.window.screen_id == "inspect"
    seat.wait(lambda: seat.inspect.is_ready)
    assert seat.inspect.listening.call == seat.inspect.call.id


def test_the_mouse_over_the_wave_shows_the_second_and_a_click_plays_it(
    seat: Seat, calls: list[str], marked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tips: list[str] = []
    monkeypatch.setattr(wave_strip.QToolTip, "showText", lambda _at, words, _of: tips.append(words))
    view = screen(seat)
    view.side.scopes.setCurrentRow(4)  # all recordings
    look_for(seat, view, "语氣")
    strip = seat.find(wave_strip.WaveStrip, "library_wave")
    seat.wait(lambda: view.sound.peaks is not None and len(view.sound.marks) == 1)
    whole = view.sound.peaks.duration_ms

    def place(ms: int) -> QPoint:
        return QPoint(round(strip.width() * ms / whole), strip.height() // 2)

    before = strip.grab().toImage()
    QTest.mouseMove(strip, place(500))
    assert tips == ["00:00\n语气生硬"], "what is marked there"
    assert strip.grab().toImage() != before, "a line follows the mouse"
    QTest.mouseMove(strip, place(1_200))
    assert tips[-1] == "00:01" and not view.sound.playing
    QApplication.sendEvent(strip, QEvent(QEvent.Type.Leave))
    assert strip.grab().toImage() == before
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=place(1_200))
    seat.wait(lambda: view.sound.playing)
    assert abs(view.sound.position_ms - 1_200) < 60 and view.isVisible(), "in place"
    QTest.keyClick(strip, K.Key_Space)
    seat.wait(lambda: not view.sound.playing)


def test_letters_and_figures_of_the_screen(seat: Seat, calls: list[str]) -> None:
    view = screen(seat)
    seat.key(K.Key_B)
    seat.key(K.Key_4)
    (entry,) = entries(seat, calls[0])
    assert (entry.shelf, entry.stars) == ("bad", 4)
    seat.wait(lambda: view.list.row is not None and view.list.row.entry == entry)
    seat.key(K.Key_4)
    assert entries(seat, calls[0])[0].stars == 0
    seat.key(K.Key_Delete)
    assert entries(seat, calls[0]) == []
    seat.wait(lambda: view.list.count == 0)
    seat.settle()
    assert view.findChild(type(view._act), "library_state_act").isVisible()


def test_what_is_typed_beside_the_list_is_kept(seat: Seat, calls: list[str]) -> None:
    view = screen(seat)
    why = seat.find(QLineEdit, "library_why")
    note = seat.find(QPlainTextEdit, "library_note")
    note.setFocus()
    (entry,) = entries(seat, calls[0])
    for words in ("别人写的", "别人改的"):
        seat.window.desk.write(lambda ws, said=words: library.edit_entry(ws, entry.id, note=said))
        seat.wait(lambda said=words: note.toPlainText() == said)
    assert note.hasFocus()
    why.setText("先道歉再解释")
    seat.key(K.Key_1, CTRL)
    (entry,) = entries(seat, calls[0])
    assert (entry.why, entry.note) == ("先道歉再解释", "别人改的")
    assert view.isHidden() or not view.isVisible()


def test_what_is_being_typed_is_not_typed_over(seat: Seat, calls: list[str]) -> None:
    screen(seat)
    note = seat.find(QPlainTextEdit, "library_note")
    note.setFocus()
    note.setPlainText("正在写 ")
    (entry,) = entries(seat, calls[0])
    seat.window.desk.write(lambda ws: library.edit_entry(ws, entry.id, note="别人写的", stars=3))
    seat.settle()
    assert note.toPlainText() == "正在写 "
    seat.key(K.Key_1, CTRL)
    (entry,) = entries(seat, calls[0])
    assert (entry.note, entry.stars) == ("正在写", 3)


def test_a_part_is_not_explained_by_another_part(workspace: Workspace, tmp_path: Path) -> None:
    call = import_calls(workspace, tmp_path / "in")[0].id
    library.file_call(workspace, call, "good", from_ms=100, to_ms=300, why="礼貌")
    library.file_call(workspace, call, "bad", from_ms=600, to_ms=900, why="抢话")
    search = Search(CallFilter(text="抢话", entries=EntryFilter()))
    good, bad = read_answer(workspace.db, search, workspace.person, Sight(None, 0, 9)).rows
    assert (good.reasons, good.at_ms) == ((), 100)
    assert ([each.text for each in bad.reasons], bad.at_ms) == (["抢话"], 600)


def test_the_side_shows_a_kept_filter_as_it_is_now(qtbot: QtBot) -> None:
    side = Side()
    qtbot.addWidget(side)
    merged = Tag("new", "语气", "red", frozenset({"new", "old"}))
    side.show_shelves(Shelves({}, (merged,), (), ()))
    side.set_filter(EntryFilter(frozenset({"zzz"}), frozenset({"old"})))
    assert side.filter == EntryFilter(tags=frozenset({"new"}))
    side.show_shelves(Shelves({}, (replace(merged, id="old"),), (), ()))
    assert side.filter == EntryFilter(tags=frozenset({"old"}))


def test_tags_of_several_rows_are_added_to_their_own(seat: Seat, calls: list[str]) -> None:
    def tag(workspace: Workspace) -> Changes:
        library.tag_call(workspace, calls[0], ["语气", "旧"], from_ms=400, to_ms=900)
        return library.tag_call(workspace, calls[1], ["倾听", "旧"])

    seat.window.desk.write(tag)
    seat.settle()
    view = screen(seat)
    view.list.selectAll()
    assert len(view.places()) == 2
    seat.window.do("tag_call")
    seat.wait(lambda: seat.window.findChild(TagDialog) is not None)
    dialog = seat.find(TagDialog, "tag_dialog")
    assert dialog.names() == ["旧"]
    dialog.words.setText("新")
    QTest.keyClick(dialog.words, K.Key_Return)
    QTest.keyClick(dialog.words, K.Key_Return)
    seat.settle()
    db = connect(seat.folder / DATABASE, readonly=True)
    known = find_tags(db).tags
    held = [{known[tag].name for tag in find_entries(db, [call])[0].tags} for call in calls[:2]]
    db.close()
    assert held == [{"语气", "旧", "新"}, {"倾听", "旧", "新"}]


def test_a_search_is_kept_and_stays_live(seat: Seat, calls: list[str]) -> None:
    view = screen(seat)
    view.side.scopes.setCurrentRow(1)  # good
    look_for(seat, view, "道歉")
    view._save.click()
    dialog = seat.find(QInputDialog, "library_ask_name")
    dialog.setTextValue("道歉的好录音")
    dialog.accept()
    seat.settle()
    view.side.scopes.setCurrentRow(4)
    look_for(seat, view, "")
    assert view.list.count == 3
    with_other = [calls[2]]
    seat.window.desk.write(
        lambda ws: library.file_calls(ws, [(call, None, None) for call in with_other], "good")
    )
    seat.window.desk.write(
        lambda ws: library.edit_entry(ws, find_entries(ws.db, [calls[2]])[0].id, note="也是道歉")
    )
    seat.settle()
    searches = seat.find(QListWidget, "library_searches")
    searches.setCurrentRow(0)
    searches.itemActivated.emit(searches.item(0))
    seat.wait(lambda: view.list.is_counted and view.list.count == 2)
    assert view.bar.words.text() == "道歉" and view.side.filter.shelves == {"good"}


def test_rows_are_dragged_as_parts_of_calls(seat: Seat, calls: list[str]) -> None:
    view = screen(seat)
    (form,) = forms_of(case_mime(view.list.rows))
    assert (form.call, form.from_ms, form.to_ms) == (calls[0], 400, 900)


def test_cases_are_suggested_and_opened(seat: Seat, calls: list[str]) -> None:
    seat.window.desk.write(
        lambda ws: annotating.add_annotation(
            ws, calls[2], at_ms=700, kind="strength", text="平和", competency="warmth"
        )
    )
    view = screen(seat)
    seat.key(K.Key_S)
    dialog = seat.find(SuggestDialog, "suggest_dialog")
    seat.wait(lambda: dialog.subject.count() > 0)
    dialog.subject.lineEdit().setText("平和")
    QTest.keyClick(dialog.subject.lineEdit(), K.Key_Return)
    seat.wait(lambda: bool(dialog.found))
    assert [each.candidate.said for each in dialog.found] == ["平和"] and dialog.isVisible()
    dialog.subject.lineEdit().setText("没人说过")
    QTest.keyClick(dialog.subject.lineEdit(), K.Key_Return)
    seat.wait(lambda: not dialog.found)
    assert "没人说过" in seat.find(QLabel, "suggest_hint").text()
    codes = [tuple(dialog.subject.itemData(n)) for n in range(dialog.subject.count())]
    dialog.subject.setCurrentIndex(codes.index(("competency", "warmth")))
    seat.wait(lambda: bool(dialog.found))
    assert [each.call.id for each in dialog.found] == [calls[2]]
    dialog.table.row_opened.emit(dialog.found[0])
    seat.opened(calls[2])
    assert seat.inspect.listening.position_ms == 700 and not view.isVisible()
