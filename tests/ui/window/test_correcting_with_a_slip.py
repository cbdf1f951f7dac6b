"""Who corrects an evaluation that a slip was drawn about hears of it before the signatures go."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from qa_desktop.services.slip_moves import cancel_slip
from qa_desktop.store.evaluations import get_evaluation, get_revisions
from qa_desktop.store.workspace import Workspace
from tests.services.slip_people import draw, evaluate_badly
from tests.ui.window.conftest import Office, Seat

SUBMIT = (
    Qt.Key.Key_Return,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
)


def correcting(seat: Seat, call: str) -> None:
    seat.window.open_call(call)
    seat.opened(call)
    seat.find(QPushButton, "correct_button").click()
    QTest.keyClicks(seat.find(QLineEdit, "correction_reason"), "wrong")
    seat.inspect.page.card.rows.feedback.strengths.setPlainText("态度热情，声音亲切")
    seat.settle()


def test_it_is_said_once_and_a_second_press_submits(office: Office, tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "workspace", name="李敏", number="Q017") as workspace:
        (evaluation,) = evaluate_badly(workspace, tmp_path / "in")
        draw(workspace, evaluation)
        call = get_evaluation(workspace.db, evaluation).payload["call"]
    seat = office.sit(opens_call=False)
    correcting(seat, call)
    seat.key(*SUBMIT)
    seat.settle()
    assert "warning slip was drawn" in seat.text("submit_message")
    assert seat.inspect.scoring.mode == "correcting"
    assert revisions_of(seat, evaluation) == 1
    seat.key(*SUBMIT)
    seat.wait(lambda: revisions_of(seat, evaluation) == 2)


def test_without_a_slip_nothing_is_asked(office: Office, tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "workspace", name="李敏", number="Q017") as workspace:
        (evaluation,) = evaluate_badly(workspace, tmp_path / "in")
        cancel_slip(workspace, draw(workspace, evaluation), "开错了")
        call = get_evaluation(workspace.db, evaluation).payload["call"]
    seat = office.sit(opens_call=False)
    correcting(seat, call)
    seat.key(*SUBMIT)
    seat.wait(lambda: revisions_of(seat, evaluation) == 2)


def revisions_of(seat: Seat, evaluation: str) -> int:
    found: list[int] = []
    read = lambda db: len(get_revisions(db, evaluation))  # noqa: E731
    seat.window.desk.read("test", read, found.append)
    seat.wait(lambda: found)
    return found[0]
