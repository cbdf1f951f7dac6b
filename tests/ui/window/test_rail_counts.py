"""The rail says how much waits on a screen, in words too, and keeps up with what is written."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from qa_desktop.journal.changes import create
from qa_desktop.journal.journal import new_id
from qa_desktop.services.calls import start_live_call
from qa_desktop.services.coaching import CoachingForm, add_coaching
from qa_desktop.services.feedback import acknowledge
from qa_desktop.ui import i18n
from tests.factories_reports import Evaluated
from tests.ui.window.conftest import Office, Seat


@pytest.fixture
def seat(calls: list[str], office: Office) -> Seat:
    seated = office.sit()
    seated.opened(calls[0])
    return seated


def test_what_is_still_to_inspect_follows_what_is_written(seat: Seat) -> None:
    button = seat.find(QToolButton, "rail_inspect")
    seat.wait(lambda: button.count == 3)
    assert button.accessibleName() == "Inspect, 3 still to inspect"
    assert button.toolTip() == "Inspect: 3 still to inspect"
    seat.window.desk.write(
        lambda ws: start_live_call(ws, agent=None, method="live", started=datetime.now())
    )
    seat.wait(lambda: button.count == 4)


def test_a_follow_up_that_is_due_counts(seat: Seat) -> None:
    button = seat.find(QToolButton, "rail_coaching")
    assert button.count == 0 and button.accessibleName() == "Coaching"
    person = seat.window.desk.person
    due = {"coach": person, "mode": "offline", "follow_up": date.today().isoformat(), "done": False}
    seat.window.desk.write(lambda ws: ws.write([create("coaching", new_id(), due)]))
    seat.wait(lambda: button.count == 1)


def test_what_a_session_agreed_counts_on_its_day(seat: Seat) -> None:
    button = seat.find(QToolButton, "rail_sessions")
    session = new_id()
    seat.window.desk.write(lambda ws: ws.write([create("session", session, {"title": "会"})]))
    said = {"session": session, "owner": seat.window.desk.person, "words": "改话术"}
    for due in (date.today().isoformat(), "9999-01-01"):
        values = {**said, "due": due}
        seat.window.desk.write(lambda ws, v=values: ws.write([create("agreed_point", new_id(), v)]))
    seat.wait(lambda: button.count == 1)


def test_the_count_is_said_in_the_language_and_stays_on_a_narrow_rail(seat: Seat, qapp) -> None:
    button = seat.find(QToolButton, "rail_inspect")
    seat.wait(lambda: button.count == 3)
    i18n.set_language(qapp, "zh_CN")
    seat.settle()
    assert "3" in button.accessibleName() and "inspect" not in button.accessibleName().lower()
    seat.window.rail.set_collapsed(True)
    assert button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    with_badge = button.grab().toImage()
    seat.window.rail.set_count("inspect", 0)
    assert button.grab().toImage() != with_badge


def test_feedback_to_give_and_follow_ups_are_counted_on_coaching(
    evaluated: Evaluated, office: Office
) -> None:
    seated = office.sit()
    button = seated.find(QToolButton, "rail_coaching")
    seated.wait(lambda: button.count == 4)
    assert button.accessibleName() == "Coaching, 4 to give feedback on or follow up"
    given = seated.window.desk
    given.write(lambda ws: acknowledge(ws, evaluated.evaluations[0], "agrees"))
    seated.wait(lambda: button.count == 3)
    given.write(lambda ws: acknowledge(ws, evaluated.evaluations[1], "talk"))
    seated.settle()
    assert button.count == 3, "a talk that was asked for is still to be held"
    today = date.today().isoformat()
    form = CoachingForm(evaluated.calls[0].agent, about="语气", follow_up=today)
    given.write(lambda ws: add_coaching(ws, form, held=datetime.now()))
    seated.wait(lambda: button.count == 4)
