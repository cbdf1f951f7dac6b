"""Warning slips at the window: drawn, listened to, confirmed, talked about, signed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit

from qa_desktop.store.connection import connect
from qa_desktop.store.slips import find_slips, get_slip
from qa_desktop.store.workspace import DATABASE, Workspace
from qa_desktop.ui.growing_text import GrowingText
from qa_desktop.ui.plain_table import PlainTable
from qa_desktop.ui.slips.draw_dialog import DrawDialog
from qa_desktop.ui.slips.view import SlipsView
from tests.services.slip_people import contest, draw_for_a_lead, evaluate_badly
from tests.ui.window.conftest import Office, Seat


@pytest.fixture
def evaluation(tmp_path: Path) -> str:
    """Of a call in which the agent interrupted from 0.5 to 1.5 s; somebody working alone."""
    with Workspace.open(tmp_path / "workspace", name="李敏", number="Q017") as workspace:
        (made,) = evaluate_badly(workspace, tmp_path / "recordings")
        return made


@pytest.fixture
def seat(office: Office, evaluation: str) -> Iterator[Seat]:
    yield office.sit(opens_call=False)


def rows(seat: Seat):
    db = connect(seat.folder / DATABASE, readonly=True)
    try:
        return find_slips(db)
    finally:
        db.close()


def press(seat: Seat, name: str) -> None:
    button = seat.find(QAbstractButton, name)
    assert button.isVisible() and button.isEnabled(), name
    button.click()
    seat.settle()


def draw_by_hand(seat: Seat, evaluation: str) -> SlipsView:
    seat.window.slips.draw(evaluation)
    seat.wait(lambda: seat.window.findChild(DrawDialog) is not None)
    seat.wait(lambda: seat.find(QAbstractButton, "draw_sign").isEnabled())
    press(seat, "draw_sign")
    seat.wait(lambda: seat.window.screen_id == "slips")
    screen = seat.window.screen("slips")
    assert isinstance(screen, SlipsView)
    seat.wait(lambda: screen.pane.opened is not None)
    seat.settle()
    return screen


def test_a_slip_is_drawn_as_the_standard_says(seat: Seat, evaluation: str) -> None:
    screen = draw_by_hand(seat, evaluation)
    (row,) = rows(seat)
    assert row.evaluation == evaluation and row.faults == ("interrupting",)
    assert screen.pane.opened.slip.row.id == row.id
    assert seat.find(PlainTable, "slips_table").model().rowCount() == 1


def test_another_rung_wants_a_reason_and_keeps_what_was_typed(
    seat: Seat, evaluation: str, office: Office
) -> None:
    seat.window.slips.draw(evaluation)
    seat.wait(lambda: seat.find(QAbstractButton, "draw_sign").isEnabled())
    rung = seat.find(QComboBox, "draw_rung")
    rung.setCurrentIndex(rung.findData("warning_slip"))
    seat.settle()
    assert not seat.find(QAbstractButton, "draw_sign").isEnabled()
    seat.find(GrowingText, "draw_why").setPlainText("同组都是这样处理")
    seat.find(QLineEdit, "slip_fault_0_words").setText("两次打断客户")
    seat.settle()
    press(seat, "draw_later")
    office.leave(seat)
    again = office.sit(opens_call=False)
    again.window.slips.draw(evaluation)
    again.wait(lambda: again.find(QAbstractButton, "draw_sign").isEnabled())
    assert again.find(GrowingText, "draw_why").toPlainText() == "同组都是这样处理"
    assert again.find(QLineEdit, "slip_fault_0_words").text() == "两次打断客户"
    press(again, "draw_sign")
    again.wait(lambda: rows(again))
    assert rows(again)[0].rung == "warning_slip"


def listen(seat: Seat, screen: SlipsView) -> None:
    """The whole call of two seconds."""
    screen.sound.toggle()
    seat.wait(lambda: screen.sound.playing)
    for _ in range(19):
        seat.hear(100)
    seat.wait(lambda: screen.sound.has_proof)
    screen.sound.pause()
    QApplication.processEvents()


def sign(pad) -> None:
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    for x in (60, 100, 140):
        QTest.mouseMove(pad, QPoint(x, 20 + x % 40))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(140, 40))


def test_the_agent_is_heard_before_the_fault_is_seen(seat: Seat, evaluation: str) -> None:
    screen = draw_by_hand(seat, evaluation)
    slip = screen.pane.opened.slip.row.id
    seat.wait(lambda: screen.sound.is_ready)
    press(seat, "slip_hear")
    talk = screen.talk
    assert talk.isVisible() and not screen.pane.isVisible()
    assert not seat.find(QAbstractButton, "conversation_go_on").isEnabled()
    seat.find(GrowingText, "conversation_finding").setPlainText("我打断了客户")
    seat.settle()
    assert not seat.find(QAbstractButton, "conversation_go_on").isEnabled()  # nothing heard yet
    listen(seat, screen)
    seat.wait(lambda: seat.find(QAbstractButton, "conversation_go_on").isEnabled())
    assert not talk._paper.isVisible()
    press(seat, "conversation_go_on")
    seat.wait(lambda: talk._paper.isVisible())
    assert "我打断了客户" in seat.find(QLabel, "conversation_found").text()
    assert not seat.find(QAbstractButton, "conversation_answer").isEnabled()
    sign(talk._pad)
    seat.settle()
    press(seat, "conversation_answer")
    seat.wait(lambda: rows(seat)[0].answer == "sign")
    seat.wait(lambda: not talk.isVisible())
    assert get_slip_state(seat, slip) == "closed"


def get_slip_state(seat: Seat, slip: str) -> str:
    db = connect(seat.folder / DATABASE, readonly=True)
    try:
        return get_slip(db, slip).stage
    finally:
        db.close()


def test_a_refusal_has_a_witness(seat: Seat, evaluation: str) -> None:
    screen = draw_by_hand(seat, evaluation)
    seat.wait(lambda: screen.sound.is_ready)
    seat.key(Qt.Key.Key_T)
    seat.find(QAbstractButton, "conversation_not_found").setChecked(True)
    listen(seat, screen)
    seat.wait(lambda: seat.find(QAbstractButton, "conversation_go_on").isEnabled())
    press(seat, "conversation_go_on")
    seat.wait(lambda: screen.talk._paper.isVisible())
    seat.find(QAbstractButton, "conversation_refuses").setChecked(True)
    assert not seat.find(QAbstractButton, "conversation_answer").isEnabled()
    seat.find(QLineEdit, "conversation_witness").setText("8102 王磊")
    press(seat, "conversation_answer")
    seat.wait(lambda: rows(seat)[0].answer == "refuse")


def test_the_player_comes_back_to_the_open_call(seat: Seat, evaluation: str) -> None:
    db = connect(seat.folder / DATABASE, readonly=True)
    call = db.conn.execute("SELECT id FROM call").fetchone()[0]
    db.close()
    seat.window.open_call(call)
    seat.opened(call)
    seat.inspect.listening.seek_to(700)
    screen = draw_by_hand(seat, evaluation)
    seat.wait(lambda: screen.sound.is_ready)
    assert not seat.inspect.is_ready
    listen(seat, screen)
    seat.window.show_screen("inspect")
    QApplication.processEvents()
    assert seat.inspect.is_ready
    assert abs(seat.inspect.listening.position_ms - 700) < 50
    heard = seat.inspect.sound.heard()
    assert heard and heard[-1][1] >= 1_500  # what was heard of it on the other screen counts


def test_the_conflict_inbox_leads_to_a_contested_slip(
    office: Office, evaluation: str, tmp_path: Path
) -> None:
    with Workspace.open(tmp_path / "workspace") as workspace:
        slip = draw_for_a_lead(workspace, evaluation)
        contest(workspace, slip)
    seat = office.sit(opens_call=False)
    seat.window.exchange.show_area("conflicts")
    seat.wait(lambda: seat.find(QAbstractButton, "conflicts_slips").isVisible())
    assert seat.text("conflicts_slips") == "Slips moved on by two people apart: 1. Show…"
    assert seat.text("conflicts_nothing_title") == "No conflicts"
    press(seat, "conflicts_slips")
    assert seat.window.screen_id == "slips"
    screen = seat.window.screen("slips")
    seat.wait(lambda: screen.pane.opened is not None)
    assert screen.pane.opened.slip.row.id == slip
