"""What the agent sees of a talk, what proves it, and what a slip is drawn over by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QWidget,
)

from qa_desktop.services.slips import begin_slip, draw_slip
from qa_desktop.store.connection import connect
from qa_desktop.store.slips import read_slip
from qa_desktop.store.workspace import DATABASE, Workspace
from qa_desktop.ui.growing_text import GrowingText
from qa_desktop.ui.slips.draw_dialog import DrawDialog
from qa_desktop.ui.slips.view import MINE, SlipsView
from tests.services.slip_people import draw_for_a_lead, evaluate_badly
from tests.ui.window.conftest import Office, Seat
from tests.ui.window.test_slips_screen import listen, press, sign


@pytest.fixture
def evaluations(tmp_path: Path) -> list[str]:
    with Workspace.open(tmp_path / "workspace", name="李敏", number="Q017") as workspace:
        return evaluate_badly(workspace, tmp_path / "recordings", 2)


@pytest.fixture
def slips(tmp_path: Path, evaluations: list[str]) -> list[str]:
    with Workspace.open(tmp_path / "workspace") as workspace:
        return [
            draw_slip(workspace, begin_slip(workspace.db, each), "2026-11-22").slip
            for each in evaluations
        ]


def show(seat: Seat) -> SlipsView:
    seat.window.show_screen("slips")
    screen = seat.window.screen("slips")
    assert isinstance(screen, SlipsView)
    screen.show_area(MINE)
    seat.wait(lambda: screen.pane.opened is not None and screen.sound.is_ready)
    seat.settle()
    return screen


def moves(seat: Seat, slip: str):
    db = connect(seat.folder / DATABASE, readonly=True)
    try:
        return read_slip(db, slip).moves
    finally:
        db.close()


def begin(seat: Seat, screen: SlipsView) -> QAbstractButton:
    press(seat, "slip_hear")
    seat.find(QAbstractButton, "conversation_not_found").setChecked(True)
    seat.settle()
    return seat.find(QAbstractButton, "conversation_go_on")


def hear(seat: Seat, screen: SlipsView) -> None:
    go_on = begin(seat, screen)
    listen(seat, screen)
    seat.wait(go_on.isEnabled)
    press(seat, "conversation_go_on")
    seat.wait(screen.talk._paper.isVisible)


def test_what_was_heard_alone_before_is_no_listening_together(
    office: Office, slips: list[str]
) -> None:
    seat = office.sit(opens_call=False)
    screen = show(seat)
    slip = screen.pane.opened.id
    listen(seat, screen)
    assert screen.sound.has_proof
    alone = screen.sound.heard()
    go_on = begin(seat, screen)
    assert not go_on.isEnabled()
    screen.sound.play_from(400)
    seat.wait(lambda: screen.sound.playing)
    for _ in range(13):
        seat.hear(100)
    seat.wait(go_on.isEnabled)
    press(seat, "conversation_go_on")
    seat.wait(screen.talk._paper.isVisible)
    (heard,) = [move.says["heard"] for move in moves(seat, slip) if move.move == "hear"]
    assert heard[0][0] >= 400 and alone[0][0] == 0
    assert screen.sound.heard()[0][0] == 0, "of the call it all counts"


def test_listening_together_outlasts_another_screen(office: Office, slips: list[str]) -> None:
    seat = office.sit(opens_call=False)
    screen = show(seat)
    go_on = begin(seat, screen)
    listen(seat, screen)
    seat.wait(go_on.isEnabled)
    seat.window.show_screen("inspect")
    seat.window.show_screen("slips")
    seat.wait(lambda: screen.sound.is_ready)
    assert go_on.isEnabled()
    screen.talk.end()
    seat.settle()
    assert not begin(seat, screen).isEnabled(), "another talk begins anew"


def test_words_and_witness_stand_when_the_talk_is_opened_again(
    office: Office, slips: list[str]
) -> None:
    seat = office.sit(opens_call=False)
    screen = show(seat)
    hear(seat, screen)
    seat.find(GrowingText, "conversation_words").setPlainText("客户先打断我")
    seat.find(QAbstractButton, "conversation_refuses").setChecked(True)
    seat.find(QLineEdit, "conversation_witness").setText("8102 王磊")
    for _ in range(2):
        seat.settle()
        screen.talk.end()
        seat.settle()
        press(seat, "slip_hear")
        seat.settle()
        assert seat.find(GrowingText, "conversation_words").toPlainText() == "客户先打断我"
        assert seat.find(QLineEdit, "conversation_witness").text() == "8102 王磊"


def test_heard_before_the_lead_confirms_the_fault_is_shown_and_nothing_to_sign(
    office: Office, evaluations: list[str]
) -> None:
    with Workspace.open(office.folder) as workspace:
        slip = draw_for_a_lead(workspace, evaluations[0])
    seat = office.sit(opens_call=False)
    screen = show(seat)
    hear(seat, screen)
    assert seat.text("toast_words") == "What the agent found is written down"
    assert screen.talk.isVisible() and "when the lead has confirmed" in seat.text(
        "conversation_unsigned"
    )
    for part in ("conversation_answer", "conversation_refuses", "conversation_words"):
        assert not seat.find(QWidget, part).isVisible(), part
    assert not screen.talk._pad.isVisible()
    press(seat, "conversation_close")
    assert screen.pane.isVisible() and [move.move for move in moves(seat, slip)][-1] == "hear"


def test_no_other_slip_opens_before_the_agent_who_signed(office: Office, slips: list[str]) -> None:
    seat = office.sit(opens_call=False)
    screen = show(seat)
    slip = screen.pane.opened.id
    hear(seat, screen)
    sign(screen.talk._pad)
    seat.settle()
    press(seat, "conversation_answer")
    seat.wait(lambda: not screen.talk.isVisible())
    seat.settle()
    for dialog in seat.window.findChildren(QDialog):
        dialog.reject()
    seat.settle()
    assert [row.id for row in screen._found.mine] == [each for each in slips if each != slip]
    assert screen.pane.opened.id == slip and screen.table.row.id == slip
    place = next(n for n, row in enumerate(screen._rows) if row.id != slip)
    screen.table.selectRow(place)
    seat.wait(lambda: screen.pane.opened.id != slip)
    screen._read()
    seat.settle()
    assert slip not in [row.id for row in screen._rows]


def test_enter_moves_only_the_slip_that_is_shown(office: Office, slips: list[str]) -> None:
    seat = office.sit(opens_call=False)
    screen = show(seat)
    wanted: list[object] = []
    screen.pane.make_expected_move = lambda: wanted.append(screen.pane.opened.id)  # type: ignore
    shown = screen.pane.opened.id
    place = next(n for n, row in enumerate(screen._rows) if row.id != shown)
    screen._reading.blockSignals(True)
    screen.table.selectRow(place)
    enter = (QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
    QApplication.sendEvent(screen.table, QKeyEvent(*enter))
    assert wanted == []
    screen._reading.blockSignals(False)
    screen._open_row()
    seat.wait(lambda: screen.pane.opened.id != shown)
    QApplication.sendEvent(screen.table, QKeyEvent(*enter))
    assert wanted == [screen.pane.opened.id]


def draws(seat: Seat, evaluation: str) -> tuple[QAbstractButton, DrawDialog]:
    seat.window.slips.draw(evaluation)
    seat.wait(lambda: seat.find(QAbstractButton, "draw_sign").isEnabled())
    (drawing,) = seat.window.findChildren(DrawDialog)
    return seat.find(QAbstractButton, "draw_sign"), drawing


def choose(seat: Seat, name: str, code: str) -> None:
    combo = seat.find(QComboBox, name)
    combo.setCurrentIndex(combo.findData(code))
    seat.settle()


def test_a_fine_by_hand_is_what_is_recommended_until_it_is_typed(
    office: Office, evaluations: list[str]
) -> None:
    seat = office.sit(opens_call=False)
    button, drawing = draws(seat, evaluations[0])
    amount = seat.find(QDoubleSpinBox, "draw_amount")
    choose(seat, "draw_rung", "fine")
    seat.find(GrowingText, "draw_why").setPlainText("影响恶劣")
    seat.settle()
    assert not button.isEnabled(), "nothing is recommended, and nothing typed"
    line = drawing._weighed.lines[0]
    fine = replace(drawing._weighed, whole=replace(line, rung="fine"), amount_cents=3_000)
    drawing._on_weighed(fine)
    assert amount.value() == 30 and drawing.form.amount_cents is None
    assert button.isEnabled()
    amount.setValue(20)
    seat.settle()
    assert drawing.form.amount_cents == 2_000 and button.isEnabled()


def test_only_what_was_shown_is_signed(office: Office, evaluations: list[str]) -> None:
    """Also when a merge has changed it in the moment before."""
    seat = office.sit(opens_call=False)
    button, drawing = draws(seat, evaluations[0])
    now = drawing._weighed
    drawing._weighed = replace(now, fined_cents=100)
    button.click()
    error = seat.find(QLabel, "draw_error")
    seat.wait(lambda: not error.isHidden())
    seat.settle()
    assert "has changed" in error.text() and drawing._weighed == now
    assert button.isEnabled() and not drawing.isHidden()
    press(seat, "draw_sign")
    seat.wait(lambda: seat.window.screen_id == "slips")


def test_what_comes_in_is_weighed_at_once(office: Office, evaluations: list[str]) -> None:
    seat = office.sit(opens_call=False)
    _, drawing = draws(seat, evaluations[1])
    before = drawing._weighed
    seat.window.desk.write(lambda workspace: said(workspace, evaluations[0]), lambda _made: None)
    seat.wait(lambda: drawing._weighed != before)
    assert drawing._weighed.lines[0].earlier


def said(workspace: Workspace, evaluation: str):
    form = begin_slip(workspace.db, evaluation)
    return draw_slip(workspace, form, date.today().isoformat()).changes
