"""Annotations moved by mouse and keys on the Inspect screen: stored, in one step to undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QMenu, QSpinBox

from qa_desktop.domain.annotations import KINDS
from qa_desktop.errors import UserFacingError
from qa_desktop.services.history import read_history
from qa_desktop.store.annotations import find_annotations
from qa_desktop.store.drafts import get_draft
from qa_desktop.ui.clips.acts import Place
from qa_desktop.ui.inspect import marking
from tests.ui.timeline.test_dragging_on_screen import move_mouse
from tests.ui.window.conftest import Office, Seat

K = Qt.Key
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def seat(calls: list[str], office: Office) -> Seat:
    """At the first call, ready to play."""
    seated = office.sit()
    seated.opened(calls[0])
    return seated


def read(seat: Seat, question):
    """What another reader of the workspace finds."""
    answers: list = []
    seat.window.desk.read("test", question, answers.append)
    seat.wait(lambda: answers)
    return answers[0]


def _marks(seat: Seat) -> list[tuple[int, int | None]]:
    found = read(seat, lambda db: find_annotations(db, seat.inspect.call.id))
    return [(each.at_ms, each.to_ms) for each in found]


def _mark(seat: Seat, at_ms: int) -> None:
    seat.inspect.listening.seek_to(at_ms)
    seat.key(K.Key_G)
    seat.type("好")
    seat.key(K.Key_Return)
    assert (at_ms, None) in _marks(seat)


def _drag(seat: Seat, from_ms: int, to_ms: int) -> None:
    timeline = seat.page.timeline
    y = round(timeline.geometry_now().flag_top(0)) + 9
    taken, left = (QPoint(round(timeline.view.x_of(ms)), y) for ms in (from_ms, to_ms))
    by = QPoint(6, 0)  # into the flag
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, pos=taken + by)
    shift = Qt.KeyboardModifier.ShiftModifier
    for x in range(taken.x(), left.x(), 10):
        move_mouse(timeline, QPoint(x, y) + by, Qt.MouseButton.LeftButton, shift)
    move_mouse(timeline, left + by, Qt.MouseButton.LeftButton, shift)
    QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=left + by)
    seat.settle()


def test_a_drag_is_one_step(seat: Seat) -> None:
    _mark(seat, 200)
    _drag(seat, 200, 900)
    ((at, to),) = _marks(seat)
    assert at == pytest.approx(900, abs=5) and to is None
    seat.key(K.Key_Z, _CTRL)
    assert _marks(seat) == [(200, None)], "however many moves of the mouse it took"
    assert seat.page.timeline._track.get(seat.inspect.marking.annotations[0].id).at_ms == 200
    seat.key(K.Key_Z, _CTRL)
    assert _marks(seat) == [], "the step before is the mark itself"


def test_the_edges_come_to_the_playhead_by_key(seat: Seat) -> None:
    _mark(seat, 500)
    seat.inspect.listening.seek_to(1_200)
    seat.key(K.Key_O)
    assert _marks(seat) == [(500, 1_200)]
    seat.inspect.listening.seek_to(300)
    seat.key(K.Key_I)
    assert _marks(seat) == [(300, 1_200)]
    seat.key(K.Key_O)
    assert _marks(seat) == [(300, 1_200)], "an end before the beginning is none"
    seat.key(K.Key_Z, _CTRL)
    seat.key(K.Key_Z, _CTRL)
    assert _marks(seat) == [(500, None)]


def test_moving_leaves_the_comment_that_is_typed_alone(seat: Seat) -> None:
    _mark(seat, 500)
    first = seat.inspect.marking.annotations[0].id
    seat.inspect.listening.seek_to(1_000)
    seat.key(K.Key_B)
    seat.type("写到一半")
    seat.inspect.marking.move(first, 600, None)
    seat.settle()
    draft = read(seat, lambda db: get_draft(db, "annotation", seat.inspect.call.id))
    assert draft.body["text"] == "写到一半"
    assert seat.page.editor.text() == "写到一半"
    assert _marks(seat) == [(600, None)]


def test_what_cannot_be_moved_is_shown_where_it_is(seat: Seat, monkeypatch) -> None:
    _mark(seat, 500)
    (mark,) = seat.inspect.marking.annotations

    def refuse(*_args, **_values):
        raise UserFacingError("annotation.unknown")

    monkeypatch.setattr("qa_desktop.ui.inspect.marking.edit_annotation", refuse)
    seat.inspect.marking.move(mark.id, 700, None)
    assert seat.inspect.marking.annotations[0].at_ms == 700
    seat.settle()
    seat.wait(lambda: seat.inspect.marking.annotations[0].at_ms == 500)
    assert seat.window.message.isVisible()


def test_the_reaction_time_is_taken_off_only_while_it_plays(seat: Seat) -> None:
    seat.window.preferences.set("reaction_ms", 300)
    seat.key(K.Key_Space)
    seat.hear(1_000)
    seat.key(K.Key_G)
    seat.type("好")
    seat.key(K.Key_Return)
    ((at, _),) = _marks(seat)
    assert at == pytest.approx(700, abs=80)
    seat.key(K.Key_Space)
    seat.inspect.listening.pause()
    seat.inspect.listening.seek_to(1_500)
    seat.key(K.Key_B)
    seat.type("慢")
    seat.key(K.Key_Return)
    assert (1_500, None) in _marks(seat)


def test_the_reaction_time_is_chosen_in_the_settings(seat: Seat) -> None:
    seat.window.show_screen("settings")
    seat.window.screen("settings").show_page("listening")
    seat.find(QSpinBox, "settings_reaction").setValue(0)
    seat.settle()
    assert seat.inspect.reaction_ms == 0


def test_an_item_s_comment_is_that_of_its_evidence_until_it_is_written(seat: Seat) -> None:
    scoring = seat.inspect.scoring
    item = scoring.current
    for at_ms in (300, 900):
        seat.inspect.listening.seek_to(at_ms)
        seat.key(K.Key_B)
        seat.type(f"第{at_ms}处\n抢话")
        seat.key(K.Key_Return)
    first, second = (each.id for each in seat.inspect.marking.annotations)
    scoring.toggle_evidence(item, first)
    assert scoring.form.item_comments == {item: "第300处 抢话"}
    scoring.toggle_evidence(item, second)
    assert scoring.form.item_comments == {item: "第300处 抢话; 第900处 抢话"}
    seat.key(K.Key_Z, _CTRL)
    assert scoring.form.item_comments == {item: "第300处 抢话"}
    scoring.put(item_comments={item: "自己写的"})
    scoring.toggle_evidence(item, second)
    scoring.toggle_evidence(item, first)
    assert scoring.form.item_comments == {item: "自己写的"}
    scoring.put(item_comments={})
    scoring.toggle_evidence(item, second)
    assert scoring.form.evidence[item] == [] and scoring.form.item_comments == {}


def _kinds(seat: Seat) -> list[str]:
    found = read(seat, lambda db: find_annotations(db, seat.inspect.call.id))
    return [each.kind for each in found]


def test_a_mark_becomes_another_kind_by_key_and_menu_and_undo_takes_it_back(seat: Seat) -> None:
    _mark(seat, 500)
    (id,) = (each.id for each in seat.inspect.marking.annotations)
    seat.key(K.Key_B, _SHIFT)
    assert _kinds(seat) == ["weakness"]
    assert seat.text("toast_words") == "Now: Weakness"
    assert seat.page.timeline._track.get(id).kind == "weakness"
    history = read(seat, lambda db: read_history(db, id))
    assert [line.values.get("kind") for line in history.lines] == ["strength", "weakness"]
    seat.key(K.Key_Z, _CTRL)
    assert _kinds(seat) == ["strength"]
    clips = seat.inspect.clips
    mark = seat.inspect.marking.get(id)
    menu = clips.menu(Place(mark, 500), seat.page.timeline)
    kinds = menu.findChild(QMenu, "menu_kinds")
    assert [each.text() for each in kinds.actions() if each.isChecked()] == ["Strength\tShift+G"]
    kinds.findChild(QAction, "menu_kind_question").trigger()
    seat.settle()
    menu.deleteLater()
    assert _kinds(seat) == ["question"]
    seat.key(K.Key_Q, _SHIFT)
    seat.key(K.Key_Z, _CTRL)
    assert _kinds(seat) == ["strength"], "what it is already is no step"


def test_a_region_is_a_note_until_its_editor_says_another_kind(seat: Seat, qtbot) -> None:
    _mark(seat, 100)
    seat.inspect.listening.seek_to(400)
    seat.key(K.Key_R)
    seat.inspect.listening.seek_to(900)
    seat.key(K.Key_R)
    seat.type("没有核对")
    seat.key(K.Key_B, _CTRL | _SHIFT)
    letter = {each: seat.find(QAbstractButton, f"comment_kind_{each}") for each in KINDS}
    assert [each for each in KINDS if letter[each].isChecked()] == ["weakness"]
    seat.window.resize(1400, 900)
    seat.wait(letter["question"].isVisible)
    qtbot.mouseClick(letter["question"], Qt.MouseButton.LeftButton)
    assert seat.inspect.marking.comment.kind == "question"
    assert seat.page.editor.text() == "没有核对", "one goes on typing"
    seat.key(K.Key_Escape)
    seat.key(K.Key_B, _SHIFT)
    assert letter["weakness"].isChecked(), "the comment that waits, not the mark of before"
    seat.inspect.marking.edit(seat.inspect.marking.annotations[0].id)
    seat.settle()
    assert _kinds(seat) == ["strength", "weakness"]
    seat.key(K.Key_Escape)


def test_what_was_selected_since_is_meant_not_the_comment_that_waits(seat: Seat) -> None:
    _mark(seat, 100)
    (first,) = (each.id for each in seat.inspect.marking.annotations)
    seat.inspect.marking.select(None)
    seat.inspect.listening.seek_to(900)
    seat.key(K.Key_N)
    seat.type("稍后")
    seat.key(K.Key_Escape)
    seat.inspect.marking.select(first)
    seat.key(K.Key_Q, _SHIFT)
    assert _kinds(seat) == ["question"]
    assert seat.inspect.marking.comment.kind == "note"


def test_a_kind_that_cannot_be_written_is_shown_as_it_was(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    _mark(seat, 100)

    def full(*_: object, **__: object) -> None:
        raise UserFacingError("workspace.disk_full", path="x")

    monkeypatch.setattr(marking, "edit_annotation", full)
    seat.key(K.Key_B, _SHIFT)
    assert "disk is full" in seat.text("message_words")
    assert [each.kind for each in seat.inspect.marking.annotations] == ["strength"]
