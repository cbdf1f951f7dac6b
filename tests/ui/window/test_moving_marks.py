"""Annotations moved by mouse and keys on the Inspect screen: stored, in one step to undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSpinBox

from qa_desktop.errors import UserFacingError
from qa_desktop.store.annotations import find_annotations
from qa_desktop.store.drafts import get_draft
from tests.ui.timeline.test_dragging_on_screen import move_mouse
from tests.ui.window.conftest import Office, Seat

K = Qt.Key
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
