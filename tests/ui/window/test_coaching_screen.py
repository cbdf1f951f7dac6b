"""Coaching: what is to give, who has been given it, the log with its drafts, what is due."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton, QTabBar

from qa_desktop.services.coaching import CoachingForm, add_coaching
from qa_desktop.services.feedback import acknowledge
from qa_desktop.store.coaching import find_coaching
from qa_desktop.store.drafts import get_draft
from qa_desktop.store.workspace import Workspace
from qa_desktop.ui import i18n
from qa_desktop.ui.coaching import tables
from qa_desktop.ui.coaching.entry_dialog import EntryDialog
from qa_desktop.ui.coaching.feedback_dialog import FeedbackDialog
from qa_desktop.ui.coaching.follow_ups import DueNotice
from qa_desktop.ui.coaching.view import COVERAGE, DUE, LOG, TO_GIVE, CoachingView
from qa_desktop.ui.growing_text import GrowingText
from tests.factories_reports import Evaluated
from tests.ui.window.conftest import Office, Seat

K = Qt.Key
TODAY = date.today()


@pytest.fixture
def coached(evaluated: Evaluated, tmp_path: Path) -> Evaluated:
    found = evaluated
    with Workspace.open(tmp_path / "workspace") as workspace:
        acknowledge(workspace, found.evaluations[0], "agrees")
        for days, about in ((-2, "资费口径"), (0, "语气"), (30, "以后再说")):
            day = (TODAY + timedelta(days=days)).isoformat()
            form = CoachingForm(found.calls[1].agent, about=about, follow_up=day)
            add_coaching(workspace, form, held=datetime.now())
    return found


@pytest.fixture
def seat(coached: Evaluated, office: Office) -> Seat:
    seated = office.sit(opens_call=False)
    seated.window.show_screen("coaching")
    seated.settle()
    return seated


def view(seat: Seat) -> CoachingView:
    found = seat.window.screen("coaching")
    assert isinstance(found, CoachingView)
    return found


def texts(table, column: int) -> list[str]:
    model = table.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def entry(seat: Seat) -> EntryDialog:
    seat.wait(lambda: seat.window.findChild(EntryDialog))
    seat.settle()
    return seat.window.findChild(EntryDialog)


def field(dialog: EntryDialog, name: str) -> GrowingText:
    return dialog.findChild(GrowingText, name)


def log_of(seat: Seat) -> list:
    answers: list = []
    seat.window.desk.read("test", find_coaching, answers.append)
    seat.wait(lambda: answers)
    return answers[0]


def test_what_is_still_to_give_opens_its_sheet(seat: Seat, evaluated: Evaluated) -> None:
    table = view(seat).to_give
    assert texts(table, 0) == ["Not given yet"] * 3
    seat.find(QCheckBox, "coaching_all").click()
    assert sorted(texts(table, 0)) == ["Given", *["Not given yet"] * 3]
    assert seat.text("coaching_words") == "Feedback given: 1 of 4 evaluations"
    seat.key(K.Key_Return)
    seat.wait(lambda: seat.window.findChild(FeedbackDialog))


def test_coverage_leads_to_what_is_missing(seat: Seat) -> None:
    coaching = view(seat)
    coaching.show_area(COVERAGE)
    agents = texts(coaching.coverage, 0)
    assert len(agents) == 4 and agents[0].startswith("0617")
    assert texts(coaching.coverage, 2)[0] == "1 of 1"
    seat.find(QComboBox, "coaching_by").setCurrentIndex(1)
    seat.find(QComboBox, "coaching_by").activated.emit(1)
    assert texts(coaching.coverage, 0) == ["一组", "二组"]
    seat.find(QComboBox, "coaching_by").setCurrentIndex(0)
    seat.find(QComboBox, "coaching_by").activated.emit(0)
    coaching.coverage.selectRow(1)
    seat.key(K.Key_Return)
    assert len(texts(coaching.to_give, 0)) == 1
    seat.find(QPushButton, "coaching_one_agent").click()
    assert len(texts(coaching.to_give, 0)) == 3


def test_a_new_entry_from_the_chosen_row_by_keyboard(seat: Seat, evaluated: Evaluated) -> None:
    seat.key(K.Key_C)
    dialog = entry(seat)
    assert field(dialog, "coaching_about").hasFocus(), "the agent is known already"
    field(dialog, "coaching_about").insertPlainText("先安抚再查询")
    QTest.keyClick(
        field(dialog, "coaching_about"), K.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    seat.settle()
    made = next(row for row in log_of(seat) if row.about == "先安抚再查询")
    assert made.evaluation == evaluated.evaluations[3]
    assert made.agent_number == evaluated.calls[3].agent_number
    seat.window.undoing.undo()
    seat.settle()
    assert all(row.about != "先安抚再查询" for row in log_of(seat))


def test_what_is_typed_is_kept_until_it_is_thrown_away(
    seat: Seat, office: Office, evaluated: Evaluated
) -> None:
    seat.key(K.Key_N)
    dialog = entry(seat)
    field(dialog, "coaching_about").insertPlainText("语速太")
    office.leave(seat)
    again = office.sit(opens_call=False)
    again.window.feedback.add_coaching(None, None)
    dialog = entry(again)
    assert field(dialog, "coaching_about").toPlainText() == "语速太"
    assert dialog.findChild(QLabel, "coaching_kept").isVisible()
    dialog.findChild(QPushButton, "coaching_discard").click()
    again.settle()
    found: list = []
    again.window.desk.read("test", lambda db: get_draft(db, "coaching", "new"), found.append)
    again.wait(lambda: found)
    assert found == [None]


def test_an_entry_without_its_subject_says_so_and_keeps_the_rest(seat: Seat) -> None:
    seat.key(K.Key_N)
    dialog = entry(seat)
    field(dialog, "coaching_action").insertPlainText("每天听一通")
    dialog.findChild(QPushButton, "coaching_save").click()
    seat.settle()
    assert "agent is missing" in dialog.findChild(QLabel, "coaching_error").text()
    assert field(dialog, "coaching_action").toPlainText() == "每天听一通"
    dialog.reject()


def test_follow_ups_say_how_late_they_are_and_are_done(seat: Seat) -> None:
    coaching = view(seat)
    coaching.show_area(DUE)
    assert texts(coaching.due, 2) == ["资费口径", "语气"], "thirty days ahead is not soon"
    assert "overdue by 2 d" in texts(coaching.due, 0)[0]
    assert texts(coaching.due, 0)[1].endswith("today")
    seat.key(K.Key_Return)
    dialog = entry(seat)
    field(dialog, "coaching_result").insertPlainText("新口径背熟了")
    dialog.findChild(QCheckBox, "coaching_done").click()
    dialog.findChild(QPushButton, "coaching_save").click()
    seat.settle()
    assert texts(coaching.due, 2) == ["语气"]
    coaching.show_area(LOG)
    assert "Done" in texts(coaching.log, 5)


def test_deleting_is_undone_from_the_toast(seat: Seat) -> None:
    coaching = view(seat)
    coaching.show_area(LOG)
    seat.key(K.Key_Delete)
    assert len(texts(coaching.log, 0)) == 2
    seat.find(QPushButton, "toast_undo").click()
    seat.settle()
    assert len(texts(coaching.log, 0)) == 3


def test_an_empty_screen_says_what_to_do(calls: list[str], office: Office) -> None:
    seat = office.sit(opens_call=False)
    seat.window.show_screen("coaching")
    seat.settle()
    coaching = view(seat)
    assert "Choose other dates" in seat.text("coaching_empty")
    coaching.show_area(LOG)
    assert "press N" in seat.text("coaching_empty")
    coaching.show_area(TO_GIVE)


def test_the_models_keep_to_the_rules(seat: Seat) -> None:
    for made in (
        tables.feedback_model(),
        tables.coverage_model(),
        tables.log_model(),
        tables.follow_up_model(),
    ):
        QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for table in view(seat)._tables:
        QAbstractItemModelTester(table.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_what_is_due_is_counted_below_and_one_key_away(seat: Seat) -> None:
    assert seat.text("status_due") == "Follow-ups due: 2, 1 overdue"
    seat.window.show_screen("inspect")
    seat.key(K.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    assert view(seat).due.isVisible()
    seat.window.show_screen("inspect")
    seat.find(QPushButton, "status_due").click()
    assert view(seat).due.isVisible()
    coaching = view(seat)
    for _ in range(2):
        coaching.due.selectRow(0)
        QTest.keyClick(coaching.due, K.Key_Delete)
        seat.settle()
    assert not seat.find(QPushButton, "status_due").isVisible()


def test_the_days_list_names_what_is_due_and_leads_there(seat: Seat) -> None:
    seat.window.show_screen("calls")
    seat.settle()
    seat.find(QTabBar, "calls_tabs").setCurrentIndex(1)
    seat.settle()
    notice = seat.find(DueNotice, "due_notice")
    assert notice.isVisible()
    words = notice.findChild(QLabel, "due_words").text()
    assert "overdue by 2 d" in words and "0623 李娜" in words
    notice.findChild(QPushButton, "due_open").click()
    assert view(seat).due.isVisible()


def test_the_sheet_from_the_context_menu_of_recordings(seat: Seat, evaluated: Evaluated) -> None:
    seat.window.show_screen("calls")
    seat.settle()
    calls = seat.window.screen("calls").call_list
    seat.wait(lambda: calls.table.current_call())
    places = iter(range(calls.table.model().rowCount()))
    while calls.table.current_call() != evaluated.calls[0].id:
        calls.table.selectRow(next(places))
    menu = calls.acts.make_menu()
    action = next(each for each in menu.actions() if each.text() == "Feedback sheet")
    action.trigger()
    menu.deleteLater()
    seat.wait(lambda: seat.window.findChild(FeedbackDialog))


def test_an_entry_is_saved_once_however_often_enter_is_hit(seat: Seat) -> None:
    seat.key(K.Key_C)
    dialog = entry(seat)
    about = field(dialog, "coaching_about")
    about.insertPlainText("只记一次")
    for _ in range(2):
        QTest.keyClick(about, K.Key_Return, Qt.KeyboardModifier.ControlModifier)
    seat.settle()
    assert [row.about for row in log_of(seat)].count("只记一次") == 1


def test_a_refused_entry_can_be_mended_and_saved(seat: Seat) -> None:
    seat.key(K.Key_C)
    dialog = entry(seat)
    about, save = field(dialog, "coaching_about"), dialog.findChild(QPushButton, "coaching_save")
    save.click()
    seat.settle()
    assert dialog.findChild(QLabel, "coaching_error").isVisible() and about.hasFocus()
    about.insertPlainText("补上了")
    save.click()
    seat.settle()
    assert "补上了" in [row.about for row in log_of(seat)]


def test_nothing_is_typed_into_an_entry_that_is_still_being_read(seat: Seat) -> None:
    """The answer would take its place."""
    go_on = Event()
    seat.window.desk.read("slow", lambda db: go_on.wait(10), lambda _: None)
    seat.window.feedback.add_coaching(None, None)
    dialog = seat.window.findChild(EntryDialog)
    assert not field(dialog, "coaching_about").isEnabled()
    assert not dialog.findChild(QPushButton, "coaching_save").isEnabled()
    go_on.set()
    about = field(entry(seat), "coaching_about")
    assert about.isEnabled() and dialog.findChild(QPushButton, "coaching_save").isEnabled()
    assert dialog.findChild(QComboBox, "coaching_agent").hasFocus()


def test_the_agent_that_is_filtered_for_is_named_in_the_other_language(seat: Seat, qapp) -> None:
    coaching = view(seat)
    coaching.show_area(COVERAGE)
    coaching.coverage.selectRow(1)
    seat.key(K.Key_Return)
    one = seat.find(QPushButton, "coaching_one_agent")
    assert one.text().startswith("Only ")
    i18n.set_language(qapp, "zh_CN")
    seat.wait(lambda: not one.text().startswith("Only "))
    i18n.set_language(qapp, "en")


@pytest.mark.parametrize(("screen", "channel"), [("coaching", "coaching"), ("reports", "report")])
def test_a_screen_that_is_not_shown_reads_when_it_is_shown_again(
    seat: Seat, evaluated: Evaluated, screen: str, channel: str
) -> None:
    for shown in (screen, "inspect"):
        seat.window.show_screen(shown)
        seat.settle()
    asked: list[str] = []
    desk, read = seat.window.desk, seat.window.desk.read

    def noted(name: str, *more) -> None:
        asked.append(name)
        read(name, *more)

    desk.read = noted
    desk.write(partial(acknowledge, evaluation=evaluated.evaluations[1], answer="agrees"))
    seat.settle()
    assert channel not in asked
    seat.window.show_screen(screen)
    seat.settle()
    assert channel in asked
