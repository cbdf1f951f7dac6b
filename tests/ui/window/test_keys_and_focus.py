"""What a person who is new expects of Ctrl+Z, of the keys, and of where the keyboard is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton, QTableView, QToolButton

from qa_desktop.errors import UserFacingError
from qa_desktop.services.annotating import delete_annotation, edit_annotation
from qa_desktop.services.calls import start_live_call
from qa_desktop.store.annotations import find_annotations
from qa_desktop.store.calls import get_call
from qa_desktop.store.drafts import get_draft
from qa_desktop.ui import undoing
from qa_desktop.ui.calls.import_dialog import ImportDialog
from qa_desktop.ui.inspect.live_dialog import LiveDialog
from tests.ui.window.conftest import Office, Seat
from tests.ui.window.test_inspecting import SUBMIT, answer_all, read

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
BOTH = CTRL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def seat(calls: list[str], office: Office) -> Seat:
    """At the first call, ready to play."""
    seated = office.sit()
    seated.opened(calls[0])
    return seated


def undo(seat: Seat) -> None:
    seat.key(K.Key_Z, CTRL)


def mark(seat: Seat, kind: Qt.Key, words: str) -> None:
    seat.key(kind)
    seat.type(words)
    seat.key(K.Key_Return)


def submitted(seat: Seat, calls: list[str]) -> None:
    """The first call is submitted and on screen again."""
    answer_all(seat)
    seat.key(*SUBMIT)
    seat.opened(calls[1])
    seat.window.open_call(calls[0])
    seat.opened(calls[0])


def texts(seat: Seat) -> list[str]:
    call = seat.inspect.call.id
    return [each.text for each in read(seat, lambda db: find_annotations(db, call))]


# -- Ctrl+Z


def test_undo_walks_back_through_answers_links_and_annotations(seat: Seat) -> None:
    scoring = seat.inspect.scoring
    first = scoring.current
    seat.key(K.Key_2)
    seat.key(K.Key_1)
    mark(seat, K.Key_B, "没有报工号")
    seat.key(K.Key_E)
    (linked,) = scoring.form.evidence[first]
    seat.key(K.Key_Down)
    tapped = scoring.current
    seat.key(K.Key_X)
    was_na = scoring.form.answers.get(tapped)

    if was_na is not None:
        undo(seat)
    assert tapped not in scoring.form.answers
    assert scoring.form.evidence[first] == [linked]
    undo(seat)
    assert scoring.form.evidence[first] == []
    assert scoring.current == first, "the row that changed is pointed at"
    assert texts(seat) == ["没有报工号"]
    undo(seat)
    assert texts(seat) == []
    second = scoring.version.items[first].answer.options[1].id
    assert scoring.form.answers[first] != second
    undo(seat)
    assert scoring.form.answers[first] == second
    assert seat.text("toast_words") == "Undone · Ctrl+Y does it again"
    undo(seat)
    assert scoring.form.answers == {}
    draft = read(seat, lambda db: get_draft(db, "evaluation", seat.inspect.call.id))
    assert draft.body["answers"] == {}, "the draft follows"
    undo(seat)
    assert seat.text("toast_words") == "Nothing to undo"
    assert not seat.window.message.isVisible()


def test_what_was_undone_is_done_again_until_something_else_is_done(seat: Seat) -> None:
    scoring = seat.inspect.scoring
    first = scoring.current
    seat.key(K.Key_1)
    answered = dict(scoring.form.answers)
    mark(seat, K.Key_B, "没有报工号")
    seat.key(K.Key_E)
    linked = scoring.form.evidence[first]
    for _ in range(3):
        undo(seat)
    assert (scoring.form.answers, texts(seat)) == ({}, [])
    seat.key(K.Key_Y, CTRL)
    assert scoring.form.answers == answered and texts(seat) == []
    seat.key(K.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    seat.settle()
    assert texts(seat) == ["没有报工号"]
    assert seat.text("toast_words") == "Done again: Comment"
    seat.key(K.Key_Y, CTRL)
    assert scoring.form.evidence[first] == linked
    undo(seat)
    undo(seat)
    assert texts(seat) == []
    seat.key(K.Key_2)
    seat.key(K.Key_Y, CTRL)
    assert seat.text("toast_words") == "Nothing to do again" and texts(seat) == []


def test_undo_of_an_answer_keeps_what_was_typed_since(seat: Seat) -> None:
    seat.key(K.Key_1)
    seat.page.card.rows.feedback.strengths.setFocus()
    seat.type("问候热情")
    seat.page.timeline.setFocus()
    undo(seat)
    assert seat.inspect.scoring.form.answers == {}
    assert seat.inspect.scoring.form.strengths == "问候热情"


def test_another_call_drops_the_steps_on_the_card(seat: Seat, calls: list[str]) -> None:
    seat.key(K.Key_1)
    seat.key(K.Key_N, CTRL)
    seat.opened(calls[1])
    undo(seat)
    assert seat.text("toast_words") == "Nothing to undo"


def test_a_step_that_was_built_upon_is_passed_over_without_alarm(seat: Seat) -> None:
    seat.key(K.Key_1)
    mark(seat, K.Key_G, "好")
    desk = seat.window.desk
    (mine,) = read(seat, lambda db: find_annotations(db, seat.inspect.call.id))
    desk.write(lambda ws: edit_annotation(ws, mine.id, text="更好"), is_step=False)
    desk.write(lambda ws: delete_annotation(ws, mine.id), is_step=False)
    seat.settle()
    undo(seat)
    assert "cannot be taken back" in seat.text("toast_words")
    assert not seat.window.message.isVisible()
    undo(seat)
    assert seat.inspect.scoring.form.answers == {}


def test_a_step_is_still_there_when_the_disk_was_full(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Backwards and forwards."""
    mark(seat, K.Key_G, "好")
    seat.settle()
    for key, left in ((K.Key_Z, []), (K.Key_Y, ["好"])):
        with monkeypatch.context() as full:
            full.setattr(undoing, "undo", _full)
            seat.key(key, CTRL)
            seat.wait(seat.window.message.isVisible)
        seat.window.message.hide()
        assert texts(seat) != left
        seat.key(key, CTRL)
        seat.wait(lambda left=left: texts(seat) == left)


def _full(*_args: object, **_options: object) -> None:
    raise UserFacingError("workspace.disk_full")


def test_undo_of_an_evaluation_offers_no_key_that_does_something_else(
    seat: Seat, calls: list[str]
) -> None:
    submitted(seat, calls)
    mark(seat, K.Key_G, "好")
    seat.settle()
    undo(seat)
    seat.wait(lambda: "Ctrl+Y" in seat.text("toast_words"))
    undo(seat)
    seat.wait(lambda: "valuation" in seat.text("toast_words"))
    assert "Ctrl+Y" not in seat.text("toast_words")


def test_the_length_that_a_stopwatch_notes_is_no_step(seat: Seat) -> None:
    from datetime import datetime

    made: list = []
    seat.window.desk.write(
        lambda ws: start_live_call(ws, agent=None, method="live", started=datetime(2026, 11, 22)),
        made.append,
        is_step=False,
    )
    seat.wait(lambda: made)
    call = made[0].ids[0]
    seat.window.open_call(call)
    seat.wait(lambda: seat.inspect.call.id == call)
    seat.wait(lambda: seat.inspect.stopwatch.position_ms > 0)
    seat.key(K.Key_Space)
    noted = read(seat, lambda db: get_call(db, seat.window.desk.person, call)).duration_ms
    assert noted
    undo(seat)
    assert seat.text("toast_words") == "Nothing to undo"
    assert read(seat, lambda db: get_call(db, seat.window.desk.person, call)).duration_ms == noted


# -- keys of the pages


def test_ctrl_and_a_number_show_the_pages(seat: Seat) -> None:
    seat.key(K.Key_2, CTRL)
    table = seat.find(QTableView, "calls_table")
    assert seat.window.focusWidget() is table
    plain = _picture(table)
    seat.key(K.Key_Comma, CTRL)
    assert seat.find(QToolButton, "rail_settings").isChecked()
    seat.key(K.Key_1, CTRL)
    assert seat.window.focusWidget() is seat.page.timeline
    seat.key(K.Key_2, CTRL)
    seat.find(QLineEdit, "calls_filter").setFocus()
    assert _picture(table) != plain, "a table with the keyboard looks different"


def _picture(widget) -> bytes:
    QApplication.processEvents()
    return bytes(widget.grab().toImage().constBits())


@pytest.mark.parametrize("key", [K.Key_Return, K.Key_Space])
def test_a_rail_button_works_by_key_and_hands_the_keyboard_on(seat: Seat, key: Qt.Key) -> None:
    seat.find(QToolButton, "rail_calls").setFocus(Qt.FocusReason.TabFocusReason)
    seat.key(key)
    assert seat.window.focusWidget() is seat.find(QTableView, "calls_table")


def test_import_and_live_call_by_key(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list = []
    monkeypatch.setattr(ImportDialog, "begin", lambda _self, sources: asked.append(sources))
    seat.key(K.Key_I, CTRL)
    assert asked == [[]]
    seat.key(K.Key_L, CTRL)
    seat.wait(lambda: seat.window.findChild(LiveDialog))
    seat.find(LiveDialog, "live_dialog").reject()


def test_the_card_takes_the_keyboard_and_scores(seat: Seat) -> None:
    rows = seat.page.card.rows
    plain = _picture(rows)
    for _ in range(2):
        seat.key(K.Key_F6)
    assert seat.window.focusWidget() is rows
    assert _picture(rows) != plain
    first = seat.inspect.scoring.current
    seat.key(K.Key_1)
    seat.key(K.Key_Down)
    assert first in seat.inspect.scoring.form.answers
    assert seat.inspect.scoring.current != first
    seat.key(K.Key_Escape)
    assert seat.window.focusWidget() is seat.page.timeline


# -- setting aside


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_setting_aside_by_key_offers_the_next_call(seat: Seat, calls: list[str]) -> None:
    seat.key(K.Key_X, BOTH)
    menu = seat.page.header.findChild(QMenu)
    assert menu.isVisible()
    menu.close()
    submit, following = (seat.find(QPushButton, f"{name}_button") for name in ("submit", "next"))
    seat.page.card.rows.feedback.strengths.setFocus()
    seat.find(QAction, "invalid_no_speech").trigger()
    seat.settle()
    assert seat.window.focusWidget() is seat.page.timeline
    assert seat.text("call_status") == "Set aside: Nobody speaks"
    assert not submit.isEnabled()
    assert following.isVisible()
    undo(seat)
    assert seat.text("call_status") == "To inspect"
    assert submit.isEnabled()
    assert not following.isVisible()
    seat.find(QAction, "invalid_no_speech").trigger()
    seat.settle()
    following.click()
    seat.opened(calls[1])
    assert submit.isEnabled()


# -- corrections


def test_a_correction_by_keys(seat: Seat, calls: list[str]) -> None:
    seat.key(K.Key_E, BOTH)
    assert "Nothing to correct" in seat.text("toast_words")
    submitted(seat, calls)
    seat.key(K.Key_1)
    assert "Ctrl+Shift+E" in seat.text("submit_message")
    seat.key(K.Key_E, BOTH)
    reason = seat.find(QLineEdit, "correction_reason")
    assert seat.window.focusWidget() is reason
    QTest.keyClicks(reason, "wrong item")
    seat.key(K.Key_Escape)
    assert seat.window.focusWidget() is seat.page.timeline
    seat.key(K.Key_E, BOTH)
    assert reason.text() == "wrong item", "pressed again it only leads to the reason"
    seat.key(K.Key_Return)
    assert seat.window.focusWidget() is seat.page.card.rows

    seat.key(*SUBMIT)
    assert "Nothing has been changed" in seat.text("submit_message")
    assert seat.inspect.scoring.mode == "correcting"
    seat.page.card.rows.feedback.strengths.setFocus()
    seat.type("问候热情")
    seat.key(*SUBMIT)
    seat.wait(lambda: seat.inspect.scoring.mode == "submitted")
    assert seat.inspect.scoring.form.strengths == "问候热情"


def test_a_correction_may_be_about_the_annotations(seat: Seat, calls: list[str]) -> None:
    submitted(seat, calls)
    seat.key(K.Key_E, BOTH)
    QTest.keyClicks(seat.window.focusWidget(), "a remark was missing")
    seat.key(K.Key_Escape)
    mark(seat, K.Key_G, "补记：问候热情")
    seat.key(*SUBMIT)
    seat.wait(lambda: seat.inspect.scoring.mode == "submitted")


# -- the comment that is open


def test_enter_edits_the_chosen_row_and_saves_the_draft_that_was_open(seat: Seat) -> None:
    mark(seat, K.Key_G, "第一")
    marking = seat.inspect.marking
    (first,) = marking.annotations
    seat.key(K.Key_Right)
    seat.key(K.Key_B)
    seat.type("第二")
    seat.key(K.Key_Escape)
    marking.select(first.id)
    seat.key(K.Key_Return)
    assert seat.page.place_editor.text() == "第一"
    assert marking.selected == first.id
    assert seat.page.list.selected() == first.id
    assert sorted(texts(seat)) == ["第一", "第二"]
    seat.type("改")
    seat.key(K.Key_Escape)
    seat.key(K.Key_Return)
    assert seat.page.place_editor.text() == "第一改", "the same one again is not read anew"
    seat.key(K.Key_Return)
    assert sorted(texts(seat)) == ["第一改", "第二"]


# -- words


def test_the_number_of_the_day_counts_the_new_one_at_once(seat: Seat, calls: list[str]) -> None:
    assert seat.text("today_count").startswith("No. 1 of")
    answer_all(seat)
    told: list = []
    seat.inspect.today_changed.connect(told.append)
    seat.inspect.submitting.submitted.connect(
        lambda _done: told.append(seat.text("today_count")), Qt.ConnectionType.DirectConnection
    )
    seat.key(*SUBMIT)
    seat.opened(calls[1])
    assert told[:2] == [1, "No. 2 of 60 today"]
    assert seat.text("today_count") == "No. 2 of 60 today"


def test_the_nudge_says_what_it_saw_and_stays_away_without_blame(
    seat: Seat, calls: list[str]
) -> None:
    answer_all(seat)
    seat.page.card.rows.feedback.advice.setFocus()
    seat.type("语速放慢")
    seat.key(*SUBMIT)
    assert "“What to change” is filled in" in seat.text("submit_message")
    assert "weakness" not in seat.text("submit_message")
    seat.page.card.rows.feedback.advice.setPlainText("")
    mark(seat, K.Key_N, "普通")
    seat.key(*SUBMIT)
    seat.opened(calls[1])


def test_a_call_that_opens_late_leaves_the_keyboard_to_another_screen(seat: Seat) -> None:
    seat.window.show_screen("coaching")
    seat.settle()
    holder = seat.window.focusWidget()
    with seat.qtbot.waitSignal(seat.inspect.call_opened):
        seat.inspect.open_next()
    assert seat.window.focusWidget() is holder
    seat.window.show_screen("inspect")
    assert seat.window.focusWidget() is seat.page.timeline
