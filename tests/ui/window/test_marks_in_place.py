"""Annotations filtered, and their words typed where their flags stand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QToolButton

from qa_desktop.services.annotating import add_annotation
from qa_desktop.store.annotations import find_annotations
from qa_desktop.store.drafts import get_draft
from qa_desktop.store.workspace import Workspace
from tests.ui.window.conftest import Office, Seat

K = Qt.Key
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def seat(calls: list[str], office: Office) -> Seat:
    """At a call with a strength about listening, a weakness and a question."""
    with Workspace.open(office.folder) as workspace:
        for at_ms, kind, competency in (
            (200, "strength", "listening"),
            (700, "weakness", None),
            (1_400, "question", None),
        ):
            add_annotation(
                workspace, calls[0], at_ms=at_ms, kind=kind, text=kind, competency=competency
            )
    seated = office.sit()
    seated.opened(calls[0])
    return seated


def read(seat: Seat, question):
    """What another reader of the workspace finds."""
    answers: list = []
    seat.window.desk.read("test", question, answers.append)
    seat.wait(lambda: answers)
    return answers[0]


def _stored(seat: Seat) -> dict[int, str]:
    found = read(seat, lambda db: find_annotations(db, seat.inspect.call.id))
    return {each.at_ms: each.text for each in found}


def _shown(seat: Seat) -> list[str]:
    """By the list; the timeline shows the same."""
    model = seat.page.list.model()
    listed = [model.index(n, 0).data(Qt.ItemDataRole.UserRole) for n in range(model.rowCount())]
    assert [flag.annotation for flag in seat.page.timeline.flags_in_view()] == listed
    return [each.kind for each in listed]


def _hidden(seat: Seat) -> str:
    return seat.find(QLabel, "filter_hidden").text()


def test_a_kind_is_hidden_in_the_list_and_on_the_timeline_alike(seat: Seat) -> None:
    assert _shown(seat) == ["strength", "weakness", "question"] and _hidden(seat) == ""
    seat.find(QToolButton, "filter_weakness").click()
    assert _shown(seat) == ["strength", "question"] and _hidden(seat) == "1 hidden"
    seat.find(QToolButton, "filter_all").click()
    assert _shown(seat) == ["strength", "weakness", "question"] and _hidden(seat) == ""


def test_the_filter_by_keys_alone(seat: Seat) -> None:
    seat.key(K.Key_V)
    assert seat.window.focusWidget().objectName() == "filter_strength"
    seat.keys(K.Key_Space, K.Key_Right, K.Key_Space)
    assert _shown(seat) == ["question"] and _hidden(seat) == "2 hidden"
    seat.key(K.Key_Escape)
    assert seat.window.focusWidget() is seat.page.timeline
    seat.key(K.Key_V, _SHIFT)
    assert _shown(seat) == ["strength", "weakness", "question"]


def test_a_competency_and_those_without_any(seat: Seat) -> None:
    menu = seat.find(QToolButton, "filter_competency").menu()
    actions = {action.objectName(): action for action in menu.actions()}
    actions["filter_competency_listening"].trigger()
    assert _shown(seat) == ["strength"]
    actions["filter_competency_none"].trigger()
    assert _shown(seat) == ["weakness", "question"]
    actions["filter_competency_warmth"].trigger()
    assert _shown(seat) == []
    assert "All 3 annotations are hidden" in seat.page.list._why_empty()
    actions["filter_competency_all"].trigger()
    assert len(_shown(seat)) == 3


def test_one_s_own(seat: Seat) -> None:
    me = seat.window.desk.person
    assert {each.author for each in seat.inspect.marking.annotations} == {me}
    seat.find(QToolButton, "filter_own").click()
    assert len(_shown(seat)) == 3
    seat.inspect.listening.seek_to(1_800)
    seat.key(K.Key_Escape)
    seat.page.timeline.setFocus()
    seat.key(K.Key_N)
    seat.type("新的")
    seat.key(K.Key_Return)
    assert len(_shown(seat)) == 4, "known as one's own before it is read again"


def test_those_of_a_colleague_are_not_one_s_own(calls: list[str], office: Office) -> None:
    seated = office.sit()
    seated.opened(calls[0])
    seated.key(K.Key_G)
    seated.type("好")
    seated.key(K.Key_Return)
    (mine,) = seated.inspect.marking.annotations
    theirs = type(mine)("b" * 36, 900, None, "note", "组长说的", author="a colleague")
    seated.inspect.marking._on_found([mine, theirs])
    seated.inspect.marking.select(None)
    seated.find(QToolButton, "filter_own").click()
    assert _shown(seated) == ["strength"] and _hidden(seated) == "1 hidden"


def test_it_is_remembered(seat: Seat, office: Office, calls: list[str]) -> None:
    seat.find(QToolButton, "filter_question").click()
    seat.settle()
    office.leave(seat)
    again = office.sit()
    again.opened(calls[0])
    assert _shown(again) == ["strength", "weakness"]
    assert not again.find(QToolButton, "filter_question").isChecked()


def test_what_one_is_at_is_shown_though_it_is_filtered_out(seat: Seat) -> None:
    seat.find(QToolButton, "filter_note").click()
    seat.page.timeline.setFocus()
    seat.inspect.listening.seek_to(1_000)
    seat.key(K.Key_N)
    seat.type("记一下")
    seat.key(K.Key_Return)
    assert "note" in _shown(seat)
    seat.key(K.Key_Tab)
    assert "note" not in _shown(seat) and _hidden(seat) == "1 hidden"


# -- words in place


def _first_in_place(seat: Seat, key=K.Key_Return) -> QPlainTextEdit:
    seat.page.timeline.setFocus()
    seat.inspect.marking.select(seat.inspect.marking.annotations[0].id)
    seat.key(key)
    field = seat.window.focusWidget()
    assert field.objectName() == "place_text"
    return field


@pytest.mark.parametrize("key", [K.Key_Return, K.Key_Enter, K.Key_F2])
def test_enter_and_f2_open_the_words_at_their_flag(seat: Seat, key) -> None:
    assert _first_in_place(seat, key).toPlainText() == "strength"
    flag = seat.page.timeline.flag_box(seat.inspect.marking.selected)
    assert seat.page.place_editor.geometry().topLeft() == flag.topLeft().toPoint()
    assert not seat.page.editor.is_open, "the one below is for new marks"


def test_a_double_click_does_as_well_and_enter_saves_in_one_step(seat: Seat) -> None:
    timeline = seat.page.timeline
    box = timeline.flag_box(seat.inspect.marking.annotations[1].id)
    at = box.toRect().center()
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(timeline, Qt.MouseButton.LeftButton, pos=at)
    seat.settle()
    seat.type("，抢话")
    seat.key(K.Key_Return)
    assert _stored(seat)[700] == "weakness，抢话"
    assert not seat.page.place_editor.isVisible()
    assert seat.window.focusWidget() is timeline
    seat.key(K.Key_Z, _CTRL)
    assert _stored(seat)[700] == "weakness", "however many letters it took"


def test_every_letter_is_kept_and_esc_saves_nothing(seat: Seat) -> None:
    _first_in_place(seat)
    seat.type("，还没写完")
    seat.settle()
    draft = read(seat, lambda db: get_draft(db, "annotation", seat.inspect.call.id))
    assert draft.body["text"] == "strength，还没写完"
    seat.key(K.Key_Escape)
    assert seat.window.focusWidget() is seat.page.timeline
    assert not seat.page.place_editor.isVisible()
    assert _stored(seat)[200] == "strength"
    assert seat.page.editor.text() == "strength，还没写完", "waits below as a draft"
    seat.key(K.Key_Return)
    assert seat.window.focusWidget().toPlainText() == "strength，还没写完"
    seat.key(K.Key_Return)
    assert _stored(seat)[200] == "strength，还没写完"


def test_esc_with_nothing_changed_leaves_nothing(seat: Seat) -> None:
    _first_in_place(seat)
    seat.key(K.Key_Escape)
    assert seat.inspect.marking.comment is None and not seat.page.editor.is_open
    assert read(seat, lambda db: get_draft(db, "annotation", seat.inspect.call.id)) is None


def test_the_enter_that_confirms_a_composition_does_not_save(seat: Seat) -> None:
    field = _first_in_place(seat)
    QApplication.sendEvent(field, QInputMethodEvent("qiang", []))
    seat.key(K.Key_Return)
    assert seat.page.place_editor.isVisible() and _stored(seat)[200] == "strength"
    confirmed = QInputMethodEvent("", [])
    confirmed.setCommitString("抢")
    QApplication.sendEvent(field, confirmed)
    assert seat.page.place_editor.text() == "strength抢"


def test_it_moves_with_its_flag_and_stays_inside(seat: Seat) -> None:
    _first_in_place(seat)
    timeline, place = seat.page.timeline, seat.page.place_editor
    before = place.pos()
    timeline.zoom(2)
    timeline.scroll_by(50)
    assert place.pos() != before
    for _ in range(6):
        timeline.scroll_by(500)
        assert timeline.rect().contains(place.geometry())


def test_going_elsewhere_with_the_mouse_loses_no_word(seat: Seat) -> None:
    _first_in_place(seat)
    seat.type("！")
    QTest.mouseClick(seat.page.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 8))
    seat.page.list.setFocus()
    seat.settle()
    assert not seat.page.place_editor.isVisible()
    assert seat.page.editor.text() == "strength！" and _stored(seat)[200] == "strength"


def test_in_the_list_the_words_are_typed_below(seat: Seat) -> None:
    seat.page.list.setFocus()
    seat.key(K.Key_Down)
    seat.key(K.Key_F2)
    assert seat.window.focusWidget().objectName() == "comment_text"
    assert not seat.page.place_editor.isVisible()


def test_a_kind_and_a_competency_are_chosen_in_place(seat: Seat) -> None:
    _first_in_place(seat)
    seat.key(K.Key_4, Qt.KeyboardModifier.AltModifier)
    seat.key(K.Key_Return)
    found = read(seat, lambda db: find_annotations(db, seat.inspect.call.id))
    assert found[0].competency == "detail"
