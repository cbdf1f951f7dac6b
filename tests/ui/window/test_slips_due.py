"""Slips that are due: in the status line, above the day's list, marked in the list of slips."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton

from qa_desktop.services.slip_moves import cancel_slip
from qa_desktop.services.slips import begin_slip, draw_slip
from qa_desktop.store.slips import get_slip
from qa_desktop.store.workspace import Workspace
from qa_desktop.ui.coaching.follow_ups import DueNotice
from qa_desktop.ui.slips import due
from tests.services.slip_people import evaluate_badly
from tests.ui.window.conftest import Office


class Later(datetime):
    """Some days from now."""

    ahead = timedelta()

    @classmethod
    def now(cls, tz=None):
        return datetime.now(tz) + cls.ahead


def test_reminded_on_the_day_and_after_it(office: Office, tmp_path: Path, monkeypatch) -> None:
    with Workspace.open(office.folder, name="李敏", number="Q017") as workspace:
        (made,) = evaluate_badly(workspace, tmp_path / "recordings")
        slip = draw_slip(workspace, begin_slip(workspace.db, made), "2026-11-22").slip
        row = get_slip(workspace.db, slip)
    assert row.due_ms is not None
    seat = office.sit(opens_call=False)
    assert seat.window.slips.due.words == ""  # its days have only begun
    assert not seat.find(QAbstractButton, "status_slips").isVisible()
    office.leave(seat)

    class Day(due.date):
        @classmethod
        def today(cls):
            return (datetime.now() + Later.ahead).date()

    monkeypatch.setattr(due, "date", Day)
    monkeypatch.setattr(due, "datetime", Later)
    Later.ahead = datetime.fromtimestamp(row.due_ms / 1_000) - datetime.now() - timedelta(minutes=1)
    seat = office.sit(opens_call=False)
    seat.wait(lambda: seat.window.slips.due.due)
    assert seat.text("status_slips") == "Slips due today: 1"
    office.leave(seat)
    Later.ahead += timedelta(days=2)
    seat = office.sit(opens_call=False)
    seat.wait(lambda: seat.window.slips.due.due)
    assert seat.text("status_slips") == "Slips due: 1, 1 overdue"
    seat.window.show_screen("calls")
    seat.settle()
    notice = seat.find(DueNotice, "slips_due_notice")
    assert not notice.isHidden() and "0617" in seat.text("slips_due_words")
    seat.find(QAbstractButton, "slips_due_open").click()
    view = seat.window.screen("slips")
    seat.wait(lambda: view.pane.opened is not None and view.pane.opened.slip.row.id == slip)
    seat.window.desk.write(lambda ws: cancel_slip(ws, slip, "开错了"), is_step=False)
    seat.wait(lambda: not seat.window.slips.due.due)
    assert not seat.find(QAbstractButton, "status_slips").isVisible() and notice.isHidden()
