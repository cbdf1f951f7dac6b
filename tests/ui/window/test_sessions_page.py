"""A session at the window: planned, ticked, agreed, quizzed, judged, on paper, and did it help."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
)

from qa_desktop.domain.quiz import Question
from qa_desktop.domain.session import MARKS
from qa_desktop.services.quizzes import add_question, edit_question
from qa_desktop.services.session_papers import minutes_report
from qa_desktop.services.sessions import SessionForm, add_session, hold_session, tick
from qa_desktop.store.coaching import find_follow_ups
from qa_desktop.store.connection import connect
from qa_desktop.store.drafts import find_drafts_of
from qa_desktop.store.quizzes import find_attempts, find_questions
from qa_desktop.store.sessions import find_sessions
from qa_desktop.store.training import find_needs, find_plan_topics, find_plans
from qa_desktop.store.workspace import DATABASE, Workspace
from qa_desktop.ui.sessions.view import SessionsView
from qa_desktop.ui.training.plans_page import PlansPage
from qa_desktop.ui.training.sessions_page import SessionsPage
from tests.services.test_sessions import evaluated, make_agents
from tests.ui.window.conftest import Office, Seat

_HELD = datetime(2026, 11, 13, 15, 0)


@pytest.fixture
def agents(tmp_path: Path) -> list[str]:
    with Workspace.open(tmp_path / "workspace", name="李敏", number="Q017") as workspace:
        return make_agents(workspace)


def sessions_of(seat: Seat) -> SessionsPage:
    seat.window.show_screen("sessions")
    seat.settle()
    page = seat.window.findChild(SessionsPage)
    seat.window.findChild(SessionsView).show_page(page)
    seat.settle()
    assert page.isVisible()
    return page


def rows(table) -> list[list[str]]:
    model = table.model()
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def fill_in_sheet(seat: Seat) -> None:
    """Nothing is said for the agent: it is refused until all three are chosen."""
    dialog = ask(seat, "sheet_add", "sheet_dialog")
    for mark in MARKS:
        dialog.findChild(QAbstractButton, "sheet_dialog_save").click()
        seat.settle()
        assert dialog.isVisible() and seat.text("sheet_dialog_message")
        seat.find(QComboBox, f"sheet_dialog_{mark}").setCurrentIndex(1)
    save(seat, "sheet_dialog")


def ask(seat: Seat, button: str, dialog: str) -> QDialog:
    asks = seat.find(QAbstractButton, button)
    seat.wait(asks.isEnabled)  # what it is about is being read
    asks.click()
    seat.wait(lambda: seat.window.findChild(QDialog, dialog) is not None)
    return seat.find(QDialog, dialog)


def save(seat: Seat, dialog: str) -> None:
    seat.find(QAbstractButton, f"{dialog}_save").click()
    seat.settle()
    seat.wait(lambda: seat.window.findChild(QDialog, dialog) is None)
    seat.settle()


def read(seat: Seat, query):
    db = connect(seat.folder / DATABASE, readonly=True)
    try:
        return query(db)
    finally:
        db.close()


@pytest.mark.parametrize("key", [Qt.Key.Key_N, Qt.Key.Key_Return])
def test_the_first_session_by_keyboard(office: Office, agents: list[str], key: Qt.Key) -> None:
    seat = office.sit(opens_call=False)
    page = sessions_of(seat)
    seat.window.show_screen("sessions")
    seat.settle()
    page.keyboard.setFocus()
    seat.key(key)
    seat.wait(lambda: seat.window.findChild(QDialog, "session_dialog") is not None)
    seat.find(QLineEdit, "session_dialog_title").setText("开场白怎么说")
    save(seat, "session_dialog")
    assert seat.window.focusWidget() is page.table, "the list has something now"


def test_planned_ticked_agreed_and_on_paper(
    office: Office, agents: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seat = office.sit(opens_call=False)
    page = sessions_of(seat)
    assert seat.find(QLabel, "sessions_empty").isVisible()
    ask(seat, "session_new", "session_dialog")
    save_without_title(seat)
    seat.find(QLineEdit, "session_dialog_title").setText("开场白怎么说")
    save(seat, "session_dialog")
    assert seat.text("session_title") == "开场白怎么说"
    planned = read(seat, find_sessions)[0].planned[:16].replace("T", " ")
    seat.find(QAbstractButton, "session_hold").click()
    seat.wait(lambda: "(planned" in seat.text("session_facts"))
    assert f"(planned for {planned})" in seat.text("session_facts"), "held before its time"
    page.attendance.table.setFocus()
    seat.key(Qt.Key.Key_Space)
    seat.wait(lambda: rows(page.attendance.table)[0][2] == "Present")
    seat.find(QAbstractButton, "attendance_all").click()
    seat.wait(lambda: [row[2] for row in rows(page.attendance.table)] == ["Present"] * 3)
    page.attendance.table.selectRow(2)
    ask(seat, "attendance_absent", "absent_dialog")
    seat.find(QLineEdit, "absent_dialog_reason").setText("年假")
    save(seat, "absent_dialog")
    assert rows(page.attendance.table)[2][2:] == ["Absent", "年假"]
    page.tabs.setCurrentIndex(1)
    ask(seat, "point_add", "point_dialog")
    seat.find(QPlainTextEdit, "point_dialog_words").setPlainText("改开场白话术")
    save(seat, "point_dialog")
    assert rows(page.points.points)[0][0] == "改开场白话术"
    ask(seat, "suggestion_add", "suggestion_dialog")
    seat.find(QPlainTextEdit, "suggestion_dialog_words").setPlainText("耳机太旧")
    save(seat, "suggestion_dialog")
    ask(seat, "suggestion_answer", "answer_dialog")
    seat.find(QPlainTextEdit, "answer_dialog_answer").setPlainText("下周换")
    save(seat, "answer_dialog")
    assert rows(page.points.suggestions)[0][1:] == ["耳机太旧", "下周换"]
    seat.find(QAbstractButton, "toast_undo").click()
    seat.wait(lambda: rows(page.points.suggestions)[0][2] == "Not answered yet")
    seat.settle()
    page.tabs.setCurrentIndex(3)
    fill_in_sheet(seat)
    assert "1 of 1 satisfied" in seat.text("satisfaction_rate")
    out = tmp_path / "minutes.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
    page.save_minutes("pdf")
    seat.wait(out.exists)
    assert out.read_bytes().startswith(b"%PDF")


def save_without_title(seat: Seat) -> None:
    """What is missing is said in the dialog, and it stays."""
    seat.find(QAbstractButton, "session_dialog_save").click()
    seat.settle()
    assert "title" in seat.text("session_dialog_message")
    assert read(seat, find_sessions) == []


@pytest.fixture
def session(tmp_path: Path, agents: list[str]) -> str:
    with Workspace.open(tmp_path / "workspace") as workspace:
        form = SessionForm("开场白", planned=_HELD, topics=("fault:F01",))
        session = add_session(workspace, form).ids[0]
        tick(workspace, session, agents[:2], "present")
        for agent, day in ((agents[0], "2026-11-10"), (agents[0], "2026-11-16")):
            evaluated(workspace, agent, day, "F01", "greeting")
        hold_session(workspace, session, _HELD)
    return session


def test_a_quiz_is_written_and_taken_by_keyboard(office: Office, session: str) -> None:
    seat = office.sit(opens_call=False)
    page = sessions_of(seat)
    page.tabs.setCurrentIndex(2)
    ask(seat, "question_add", "question_dialog")
    seat.find(QPlainTextEdit, "question_words").setPlainText("先做什么?")
    seat.find(QLineEdit, "question_option_1").setText("解释")
    seat.find(QLineEdit, "question_option_2").setText("安抚")
    seat.find(QAbstractButton, "question_save").click()
    seat.settle()
    assert seat.text("question_error"), "nothing is ticked as right yet"
    seat.find(QAbstractButton, "question_right_2").click()
    seat.find(QAbstractButton, "question_save").click()
    seat.settle()
    seat.wait(lambda: seat.window.findChild(QDialog, "question_dialog") is None)
    seat.settle()
    seat.find(QAbstractButton, "quiz_take").click()
    dialog = seat.find(QDialog, "quiz_dialog")
    assert seat.find(QComboBox, "quiz_agent").count() == 2, "those who were there"
    seat.wait(seat.find(QAbstractButton, "quiz_next").isEnabled)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_2, Qt.Key.Key_Return):
        press(dialog, key)
    seat.settle()
    assert "1 of 1" in seat.text("quiz_result") and "Passed" in seat.text("quiz_result")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Return):
        press(dialog, key)
    seat.settle()
    assert "question 1" in seat.text("quiz_error"), "it has no answer: nothing is handed in yet"
    assert "Back" not in seat.text("quiz_error"), "it may be the one that is shown"
    for key in (Qt.Key.Key_1, Qt.Key.Key_Return):
        press(dialog, key)
    seat.settle()
    assert "0 of 1" in seat.text("quiz_result")
    dialog.reject()
    seat.settle()
    assert [row[2:] for row in rows(page.quiz.attempts)] == [
        ["1/1", "Passed"],
        ["0/1", "Train again"],
    ]
    assert len(read(seat, lambda db: find_attempts(db, session))) == 2
    page.quiz.questions.setFocus()
    page.quiz.questions.selectRow(0)
    press(page.quiz.questions, Qt.Key.Key_Return)
    seat.wait(lambda: seat.window.findChild(QDialog, "question_dialog") is not None)
    assert "2 agents have answered" in seat.text("question_answered")
    seat.find(QLineEdit, "question_option_1").setText("道歉")
    seat.find(QAbstractButton, "question_save").click()
    seat.settle()
    assert "options" in seat.text("question_error"), "they picked from what was there"
    seat.find(QLineEdit, "question_option_1").setText("解释")
    seat.find(QAbstractButton, "question_right_1").click()
    seat.find(QAbstractButton, "question_save").click()
    seat.settle()
    seat.wait(lambda: seat.window.findChild(QDialog, "question_dialog") is None)
    seat.settle()
    assert "2 agents" in seat.text("toast_words")
    assert [row[2:] for row in rows(page.quiz.attempts)] == [
        ["0/1", "Train again · marked again, was 1/1"],
        ["1/1", "Passed · marked again, was 0/1"],
    ]
    minutes = read(seat, lambda db: minutes_report(db, session, "en"))
    (quiz,) = (each for each in minutes.sections if each.id == "quiz")
    assert quiz.table is not None
    assert "was 1 of 1" in "".join(row[3].render("en") for row in quiz.table.rows)
    press(page.quiz.questions, Qt.Key.Key_Delete)
    seat.wait(seat.window.message.isVisible)  # without it there would be no result
    assert len(rows(page.quiz.questions)) == 1
    other = Question("", "single", "再做什么?", ("解释", "安抚"), (1,))
    seat.window.desk.write(partial(add_question, session=session, question=other))
    seat.wait(lambda: len(rows(page.quiz.questions)) == 2)
    page.quiz.questions.selectRow(0)
    press(page.quiz.questions, Qt.Key.Key_Delete)
    seat.settle()
    seat.wait(lambda: "no longer counts for the 2" in seat.text("toast_words"))
    seat.wait(lambda: [row[2] for row in rows(page.quiz.attempts)] == ["0/0", "0/0"])


def test_an_interrupted_quiz_goes_on_where_it_was(office: Office, session: str) -> None:
    seat = office.sit(opens_call=False)
    page = sessions_of(seat)
    page.tabs.setCurrentIndex(2)
    for words in ("先做什么?", "再做什么?"):
        question = Question("", "single", words, ("解释", "安抚"), (1,))
        seat.window.desk.write(partial(add_question, session=session, question=question))
    seat.settle()
    seat.wait(lambda: len(rows(page.quiz.questions)) == 2)
    dialog = begin_quiz(seat)
    first = seat.find(QComboBox, "quiz_agent").currentText()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_2, Qt.Key.Key_Return):
        press(dialog, key)
    dialog.reject()
    seat.settle()
    asked = read(seat, lambda db: find_questions(db, session))
    for kind in ("multiple", "single"):  # a place picked of the one is none of the other
        turned = replace(asked[0], kind=kind)
        seat.window.desk.write(partial(edit_question, question=turned))
        seat.wait(lambda kind=kind: page.quiz._opened.questions[0].kind == kind)
        dialog = begin_quiz(seat)
        press(dialog, Qt.Key.Key_Return)
        place = 1 if kind == "multiple" else 2
        assert f"question {place} of 2" in seat.text("quiz_count")
        if kind == "multiple":
            dialog.reject()
            seat.settle()
    assert "question 2 of 2" in seat.text("quiz_count") and seat.text("quiz_words") == "再做什么?"
    for key in (Qt.Key.Key_2, Qt.Key.Key_Return, Qt.Key.Key_1):  # the last one comes too late
        press(dialog, key)
    seat.settle()
    seat.wait(lambda: "2 of 2" in seat.text("quiz_result"))  # the first answer was kept
    dialog.reject()
    seat.settle()
    seat.wait(lambda: read(seat, lambda db: find_drafts_of(db, "quiz")) == [])
    dialog = begin_quiz(seat)
    assert seat.find(QComboBox, "quiz_agent").currentText() != first, "who has passed is done"
    press(dialog, Qt.Key.Key_Return)
    assert "question 1 of 2" in seat.text("quiz_count")
    dialog.reject()


def with_questions(office: Office, session: str, *questions: Question) -> Seat:
    seat = office.sit(opens_call=False)
    page = sessions_of(seat)
    page.tabs.setCurrentIndex(2)
    for question in questions:
        seat.window.desk.write(partial(add_question, session=session, question=question))
    seat.wait(lambda: len(rows(page.quiz.questions)) == len(questions))
    return seat


_OTHER = Question("", "single", "再做什么?", ("解释", "R&D"), (1,))


def test_a_quiz_that_is_closed_while_it_is_handed_in_is_handed_in(
    office: Office, session: str
) -> None:
    seat = with_questions(office, session, _OTHER)
    bugs: list[object] = []
    seat.window.desk.bug.connect(bugs.append)
    dialog = begin_quiz(seat)
    press(dialog, Qt.Key.Key_Return)
    press(dialog, Qt.Key.Key_2)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    dialog.reject()
    seat.settle()
    seat.wait(lambda: len(read(seat, lambda db: find_attempts(db, session))) == 1)
    assert bugs == []


def test_a_choice_that_is_half_made_is_shown_again(office: Office, session: str) -> None:
    """One of two is picked and the window is closed: it counts as an answer, and a wrong one."""
    several = Question("", "multiple", "哪些对?", ("复述", "抢话", "致歉"), (0, 2))
    seat = with_questions(office, session, several, _OTHER)
    dialog = begin_quiz(seat)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_1):
        press(dialog, key)
    dialog.reject()
    seat.settle()
    dialog = begin_quiz(seat)
    press(dialog, Qt.Key.Key_Return)
    assert "question 1 of 2" in seat.text("quiz_count")
    assert seat.find(QAbstractButton, "quiz_option_1").isChecked()
    for key in (Qt.Key.Key_3, Qt.Key.Key_Return):
        press(dialog, key)
    dialog.reject()
    seat.settle()
    dialog = begin_quiz(seat)
    press(dialog, Qt.Key.Key_Return)
    assert "question 2 of 2" in seat.text("quiz_count")
    dialog.reject()


def test_what_was_begun_about_another_excerpt_is_asked_again(office: Office, session: str) -> None:
    heard = Question("", "mark", "标", recording="r" * 64, from_ms=0, to_ms=9_000, at_ms=5_000)
    seat = with_questions(office, session, heard, _OTHER)
    dialog = begin_quiz(seat)
    press(dialog, Qt.Key.Key_Return)
    dialog._give((5_000,))
    dialog.reject()
    seat.settle()
    asked = read(seat, lambda db: find_questions(db, session))[0]
    moved = replace(asked, from_ms=60_000, to_ms=90_000, at_ms=75_000)
    seat.window.desk.write(partial(edit_question, question=moved))
    page = sessions_of(seat)
    seat.wait(lambda: page.quiz._opened.questions[0].from_ms == 60_000)
    dialog = begin_quiz(seat)
    press(dialog, Qt.Key.Key_Return)
    assert "question 1 of 2" in seat.text("quiz_count")
    dialog.reject()


def begin_quiz(seat: Seat) -> QDialog:
    seat.find(QAbstractButton, "quiz_take").click()
    dialog = seat.find(QDialog, "quiz_dialog")
    seat.wait(seat.find(QAbstractButton, "quiz_next").isEnabled)
    seat.settle()
    return dialog


def press(dialog: QDialog, key: Qt.Key) -> None:

    QTest.keyClick(dialog.focusWidget() or dialog, key)
    QApplication.processEvents()


def test_who_still_needs_it_is_followed_up(office: Office, session: str) -> None:
    seat = office.sit(opens_call=False)
    page = sessions_of(seat)
    page.tabs.setCurrentIndex(4)
    seat.settle()
    assert [row[1:4] for row in rows(page.effect.rates)][1] == [
        "Were there", "1/1  100 % (21–100)", "1/1  100 % (21–100)",
    ]  # fmt: skip
    assert rows(page.effect.individuals)[0][0] == "1001 王小明"
    ask(seat, "effect_follow", "follow_up_dialog")
    save(seat, "follow_up_dialog")
    (need,) = read(seat, find_needs)
    assert need.topic == "fault:F01"
    me = read(seat, lambda db: find_sessions(db)[0].trainer)
    assert len(read(seat, lambda db: find_follow_ups(db, me, "9999-12-31"))) == 1


def test_without_topics_it_says_what_to_do(office: Office, agents: list[str]) -> None:
    with Workspace.open(office.folder) as workspace:
        session = add_session(workspace, SessionForm("语气", planned=_HELD)).ids[0]
        hold_session(workspace, session, _HELD)
    seat = office.sit(opens_call=False)
    page = sessions_of(seat)
    page.tabs.setCurrentIndex(4)
    seat.settle()
    assert "Choose faults" in seat.text("effect_told")
    ask(seat, "effect_choose", "topics_dialog")
    chosen = seat.find(QListWidget, "topics_dialog_topics")
    find = seat.find(QLineEdit, "topics_dialog_topics_find")
    assert find.hasFocus()
    find.setText(chosen.item(3).text())
    shown = [n for n in range(chosen.count()) if not chosen.item(n).isHidden()]
    assert 0 < len(shown) < chosen.count()
    QTest.keyClick(find, Qt.Key.Key_Return)
    assert chosen.hasFocus() and chosen.currentRow() == shown[0], "and nothing is saved"
    find.clear()
    chosen.item(0).setCheckState(Qt.CheckState.Checked)
    save(seat, "topics_dialog")
    assert len(rows(page.effect.rates)) == 3


def test_a_plan_is_proposed_from_what_was_heard(
    office: Office, session: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    look_back = "qa_desktop.ui.training.plans_page._LOOK_BACK"
    monkeypatch.setattr(look_back, 0)
    seat = office.sit(opens_call=False)
    sessions_of(seat)
    page = seat.window.findChild(PlansPage)
    seat.window.findChild(SessionsView).show_page(page)
    seat.settle()
    ask(seat, "plan_new", "plan_dialog")
    seat.find(QLineEdit, "plan_dialog_title").setText("冬季培训")
    save(seat, "plan_dialog")
    seat.find(QAbstractButton, "plan_propose").click()
    seat.wait(lambda: seat.text("toast_words").startswith("Nothing was inspected"))
    monkeypatch.setattr(look_back, 366)
    ask(seat, "plan_propose", "proposed_dialog")
    chosen = seat.find(QListWidget, "proposed_dialog_topics")
    chosen.item(0).setCheckState(Qt.CheckState.Checked)
    save(seat, "proposed_dialog")
    (plan,) = read(seat, find_plans)
    (topic,) = read(seat, lambda db: find_plan_topics(db, plan.id))
    assert topic.topic == "fault:F01" and topic.why
    out = tmp_path / "plan.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
    page.save("pdf")
    seat.wait(out.exists)
    ask(seat, "plan_send", "write_dialog")
    seat.wait(lambda: "冬季培训" in seat.text("write_what"))
