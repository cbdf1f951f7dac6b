"""After the slip at the window: planned when the talk is over, due on its day, its result shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QDateEdit, QDialog

from qa_desktop.domain.coaching import working_days_after
from qa_desktop.services.slip_follow_up import usual_steps
from qa_desktop.services.slip_moves import hear_agent, sign_slip
from qa_desktop.services.slips import begin_slip, draw_slip
from qa_desktop.store.coaching import find_coaching
from qa_desktop.store.connection import connect
from qa_desktop.store.slips import find_slips
from qa_desktop.store.workspace import DATABASE, Workspace
from qa_desktop.ui.growing_text import GrowingText
from qa_desktop.ui.slips.view import SlipsView
from tests.services.slip_people import HEARD, evaluate_badly
from tests.ui.window.conftest import Office, Seat
from tests.ui.window.test_slips_screen import listen, press, sign


@pytest.fixture
def slip(tmp_path: Path) -> str:
    """A verbal reminder of somebody who works alone: nobody signs it off but the agent."""
    with Workspace.open(tmp_path / "workspace", name="李敏", number="Q017") as workspace:
        (made,) = evaluate_badly(workspace, tmp_path / "recordings")
        return draw_slip(workspace, begin_slip(workspace.db, made), "2026-11-22").slip


@pytest.fixture
def seat(office: Office, slip: str) -> Iterator[Seat]:
    yield office.sit(opens_call=False)


def show(seat: Seat, slip: str) -> SlipsView:
    seat.window.slips.show(slip)
    view = seat.window.screen("slips")
    assert isinstance(view, SlipsView)
    seat.wait(lambda: view.pane.opened is not None and view.pane.opened.slip.row.id == slip)
    seat.settle()
    return view


def log(seat: Seat):
    db = connect(seat.folder / DATABASE, readonly=True)
    try:
        return find_coaching(db)
    finally:
        db.close()


def test_weekends_are_passed_over() -> None:
    friday = date(2026, 11, 20)
    assert working_days_after(friday, 1) == date(2026, 11, 23)
    assert working_days_after(date(2026, 11, 22), 1) == date(2026, 11, 23)
    assert usual_steps(friday) == [
        ("mood", "2026-11-25"), ("praise", "2026-12-01"), ("relisten", "2026-12-10"),
    ]  # fmt: skip


def test_planned_when_the_talk_is_over_and_its_result_is_shown(seat: Seat, slip: str) -> None:
    view = show(seat, slip)
    assert not seat.find(QAbstractButton, "slip_follow").isVisible()  # the agent said nothing yet
    seat.wait(lambda: view.sound.is_ready)
    press(seat, "slip_hear")
    seat.find(QAbstractButton, "conversation_not_found").setChecked(True)
    listen(seat, view)
    press(seat, "conversation_go_on")
    seat.wait(lambda: view.talk._paper.isVisible())
    sign(view.talk._pad)
    seat.settle()
    press(seat, "conversation_answer")
    seat.wait(lambda: seat.window.findChild(QDialog, "follow_up_dialog") is not None)
    assert "2026-11-22" in seat.find(GrowingText, "follow_up_about").toPlainText()
    seat.find(QCheckBox, "follow_up_praise").setChecked(False)
    today = QDate.currentDate()
    seat.find(QDateEdit, "follow_up_mood_day").setDate(today)
    press(seat, "follow_up_plan")
    seat.wait(lambda: len(log(seat)) == 2)
    seat.settle()
    assert {row.purpose for row in log(seat)} == {"mood", "relisten"}
    assert {row.slip for row in log(seat)} == {slip}
    assert seat.window.feedback.follow_ups.words == "Follow-ups due: 1"
    seat.wait(lambda: seat.window.findChild(QAbstractButton, "slip_follow_up_1") is not None)
    step = seat.find(QAbstractButton, "slip_follow_up_0")
    assert step.isVisible() and "How is the agent doing" in step.text()
    step.click()
    seat.wait(lambda: seat.window.findChild(GrowingText, "coaching_result") is not None)
    seat.settle()
    seat.find(GrowingText, "coaching_result").setPlainText("情绪平稳")
    seat.find(QCheckBox, "coaching_done").setChecked(True)
    press(seat, "coaching_save")
    seat.wait(lambda: "情绪平稳" in seat.find(QAbstractButton, "slip_follow_up_0").text())
    assert seat.find(QAbstractButton, "slip_follow_up_0").text().startswith("✓")
    assert not seat.window.feedback.follow_ups.words


def test_no_talk_once_the_slip_is_over(office: Office, slip: str) -> None:
    with Workspace.open(office.folder) as workspace:
        hear_agent(workspace, slip, False, "", HEARD)
        sign_slip(workspace, slip, [[[1, 1, 0], [900, 900, 9]]])
        (row,) = find_slips(workspace.db)
        assert row.stage == "closed"
    seat = office.sit(opens_call=False)
    view = show(seat, slip)
    assert view.pane.expected is None and not view.pane.may_talk
    view.table.setFocus()
    for key in (Qt.Key.Key_T, Qt.Key.Key_Return):
        seat.key(key)
        assert not view.talk.isVisible() and view.talk.slip is None
    assert "No talk is due" in seat.text("toast_words")
    follow = seat.find(QAbstractButton, "slip_follow")
    assert follow.isVisible() and follow.property("role") == "primary"
    press(seat, "slip_follow")
    for purpose in ("mood", "praise", "relisten"):
        seat.find(QCheckBox, f"follow_up_{purpose}").setChecked(False)
    assert not seat.find(QAbstractButton, "follow_up_plan").isEnabled()
    seat.find(QCheckBox, "follow_up_praise").setChecked(True)
    press(seat, "follow_up_plan")
    seat.wait(lambda: [row.purpose for row in log(seat)] == ["praise"])
    seat.settle()
    assert seat.find(QAbstractButton, "slip_follow").property("role") is None
