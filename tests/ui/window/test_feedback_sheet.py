"""The feedback sheet at the window: opened by key, heard by a click, answered, kept as typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton

from qa_desktop.services.people import save_agent
from qa_desktop.store.coaching import find_acknowledgements, find_feedback
from qa_desktop.store.drafts import get_draft
from qa_desktop.ui.coaching.feedback_dialog import FeedbackDialog
from tests.factories_reports import Evaluated
from tests.ui.window.conftest import Office, Seat

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHEET = (K.Key_F7,)


@pytest.fixture
def seat(evaluated: Evaluated, office: Office) -> Seat:
    seated = office.sit(opens_call=False)
    seated.window.open_call(evaluated.calls[1].id)
    seated.opened(evaluated.calls[1].id)
    return seated


def read(seat: Seat, question):
    answers: list = []
    seat.window.desk.read("test", question, answers.append)
    seat.wait(lambda: answers)
    return answers[0]


def sheet(seat: Seat) -> FeedbackDialog:
    seat.wait(lambda: seat.window.findChild(FeedbackDialog))
    dialog = seat.window.findChild(FeedbackDialog)
    seat.wait(lambda: dialog.sheet.toPlainText())
    seat.settle()
    return dialog


def button(dialog: FeedbackDialog, name: str) -> QPushButton:
    found = dialog.findChild(QPushButton, name)
    assert found is not None, name
    return found


def state_of(seat: Seat, evaluation: str) -> str:
    rows = read(seat, lambda db: find_feedback(db, 0, 1 << 62))
    return next(row.state for row in rows if row.evaluation == evaluation)


def test_the_key_shows_the_sheet_and_a_time_plays_that_moment(
    seat: Seat, evaluated: Evaluated
) -> None:
    seat.key(*SHEET)
    dialog = sheet(seat)
    shown = dialog.sheet.toPlainText()
    assert shown.index("What was good") < shown.index("What to change") < shown.rindex("Scorecard")
    assert "Why this score" not in shown, "folded"
    button(dialog, "feedback_why").click()
    seat.wait(lambda: "Why this score" in dialog.sheet.toPlainText())
    call = evaluated.calls[1].id
    dialog.sheet.anchorClicked.emit(QUrl(f"call:{call}/9400"))
    seat.wait(lambda: seat.player.playing)
    assert seat.inspect.listening.position_ms >= 9_400


def test_the_button_on_a_submitted_card_opens_it(seat: Seat) -> None:
    seat.find(QPushButton, "feedback_button").click()
    assert sheet(seat).windowTitle().startswith("Feedback sheet: 0623")


def test_an_answer_is_recorded_withdrawn_with_a_reason_and_undone(
    seat: Seat, evaluated: Evaluated
) -> None:
    seat.key(*SHEET)
    dialog, evaluation = sheet(seat), evaluated.evaluations[1]
    assert not button(dialog, "answer_record").isEnabled(), "nothing chosen yet"
    button(dialog, "answer_agrees").click()
    dialog.answer.words.insertPlainText("听完了，认可")
    QTest.keyClick(dialog.answer.words, K.Key_Return, CTRL)
    seat.settle()
    assert state_of(seat, evaluation) == "given"
    seat.settle()
    assert "听完了" in dialog.findChild(QLabel, "answer_state").text()
    button(dialog, "answer_take_back").click()
    reason = dialog.findChild(QLineEdit, "answer_reason")
    QTest.keyClick(reason, K.Key_Return)
    seat.settle()
    assert state_of(seat, evaluation) == "given", "no reason, nothing taken back"
    reason.setText("记错了人")
    QTest.keyClick(reason, K.Key_Return)
    seat.settle()
    assert state_of(seat, evaluation) == "none"
    button(dialog, "answer_talk").click()
    button(dialog, "answer_record").click()
    seat.settle()
    assert state_of(seat, evaluation) == "talk"
    seat.window.undoing.undo()
    seat.settle()
    assert state_of(seat, evaluation) == "none"


def test_a_reason_that_is_being_typed_stays_when_the_sheet_is_read_anew(
    seat: Seat, evaluated: Evaluated
) -> None:
    seat.key(*SHEET)
    dialog = sheet(seat)
    button(dialog, "answer_agrees").click()
    button(dialog, "answer_record").click()
    seat.settle()
    button(dialog, "answer_take_back").click()
    reason = dialog.findChild(QLineEdit, "answer_reason")
    QTest.keyClicks(reason, "spoke too")
    seat.window.desk.write(lambda ws: save_agent(ws, {"number": "0999", "name": "新人"}))
    seat.settle()
    assert reason.isVisible() and reason.text() == "spoke too"
    QTest.keyClicks(reason, " soon")
    QTest.keyClick(reason, K.Key_Return)
    seat.settle()
    assert not reason.isVisible()


def test_what_is_typed_is_there_after_a_restart(
    seat: Seat, evaluated: Evaluated, office: Office
) -> None:
    seat.key(*SHEET)
    dialog = sheet(seat)
    button(dialog, "answer_talk").click()
    dialog.answer.words.insertPlainText("我想再")
    office.leave(seat)
    again = office.sit(opens_call=False)
    again.window.feedback.open(evaluated.evaluations[1])
    dialog = sheet(again)
    assert dialog.answer.words.toPlainText() == "我想再"
    assert button(dialog, "answer_talk").isChecked()
    body = read(again, lambda db: get_draft(db, "acknowledgement", evaluated.evaluations[1])).body
    assert body == {"answer": "talk", "words": "我想再"}


def test_a_correction_shows_the_answer_as_outdated(seat: Seat, evaluated: Evaluated) -> None:
    seat.key(*SHEET)
    dialog, evaluation = sheet(seat), evaluated.evaluations[1]
    button(dialog, "answer_agrees").click()
    button(dialog, "answer_record").click()
    seat.settle()
    seat.find(QPushButton, "correct_button").click()
    reason = seat.find(QLineEdit, "correction_reason")
    reason.setFocus()
    QTest.keyClicks(reason, "heard it again")
    seat.page.card.rows.feedback.strengths.insertPlainText("再听：语气很稳。")
    seat.inspect.submit()
    seat.settle()
    seat.wait(lambda: "corrected since" in dialog.findChild(QLabel, "answer_state").text())
    assert state_of(seat, evaluation) == "outdated"
    assert len(read(seat, lambda db: find_acknowledgements(db, evaluation))) == 1


def test_an_unsubmitted_call_has_no_sheet(seat: Seat, evaluated: Evaluated) -> None:
    seat.inspect.open_next()
    seat.wait(lambda: seat.inspect.call and seat.inspect.evaluation is None)
    seat.settle()
    seat.key(*SHEET)
    assert seat.text("toast_words").startswith("No feedback sheet yet")
    seat.window.feedback.open_for_call(evaluated.calls[2].id)
    assert sheet(seat).windowTitle().startswith("Feedback sheet: 0631")


def test_it_is_saved_as_pdf_by_a_process_of_its_own(
    seat: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "sheet.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    seat.key(*SHEET)
    dialog = sheet(seat)
    button(dialog, "feedback_save").click()
    seat.qtbot.waitUntil(lambda: out.exists() and not dialog.output.running, timeout=60_000)
    assert out.read_bytes().startswith(b"%PDF")


def test_who_closes_the_sheet_while_it_is_saved_is_told_all_the_same(
    seat: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "sheet.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    seat.key(*SHEET)
    dialog = sheet(seat)
    button(dialog, "feedback_save").click()
    button(dialog, "feedback_close").click()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    seat.qtbot.waitUntil(lambda: seat.text("toast_words") == "Saved: sheet.pdf", timeout=60_000)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert seat.window.findChild(FeedbackDialog) is None


def test_the_sheet_follows_language_and_theme(seat: Seat, qapp) -> None:
    from qa_desktop.ui import i18n, theme

    seat.key(*SHEET)
    dialog = sheet(seat)
    i18n.set_language(qapp, "zh_CN")
    seat.wait(lambda: "做得好的地方" in dialog.sheet.toPlainText())
    assert dialog.windowTitle().startswith("反馈单")
    theme.apply(qapp, "dark")
    assert theme.current().strength in dialog.sheet.toHtml()
