"""A slip of several faults: each says what the standard says to it, and which of them decides."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QLabel

from qa_desktop.domain.scoring.model import Choice
from qa_desktop.services.annotating import add_annotation
from qa_desktop.services.evaluating import EvaluationForm, submit_evaluation
from qa_desktop.store.scorecard_templates import built_in_templates
from qa_desktop.store.workspace import Workspace
from qa_desktop.ui.growing_text import GrowingText
from tests.factories import import_calls, plain_answers
from tests.ui.window.conftest import Office, Seat


@pytest.fixture
def evaluation(tmp_path: Path) -> str:
    """Every option that has a fault was chosen."""
    with Workspace.open(tmp_path / "workspace", name="李敏", number="Q017") as workspace:
        (call,) = import_calls(workspace, tmp_path / "recordings")
        card = next(each for each in built_in_templates() if each.code == "inbound-service")
        answers = plain_answers(card)
        for item in card.items.values():
            if isinstance(item.answer, Choice):
                bad = [option.id for option in item.answer.options if option.consequence.fault]
                answers |= {item.id: bad[-1]} if bad else {}
            add_annotation(workspace, call.id, at_ms=500, kind="weakness", text="", item=item.id)
        form = EvaluationForm(call.id, card.id, answers)
        return submit_evaluation(workspace, form).evaluation


@pytest.fixture
def seat(office: Office, evaluation: str) -> Iterator[Seat]:
    yield office.sit(opens_call=False)


def test_each_fault_says_what_the_standard_says_and_one_decides(
    seat: Seat, evaluation: str
) -> None:
    seat.window.slips.draw(evaluation)
    seat.wait(lambda: seat.window.findChild(QAbstractButton, "draw_sign"))
    sign, head = seat.find(QAbstractButton, "draw_sign"), seat.find(QLabel, "draw_head")
    seat.wait(sign.isEnabled)
    boxes = [seat.window.findChild(QCheckBox, f"slip_fault_{place}_on") for place in range(20)]
    for box in boxes[2:]:
        if box is not None:
            box.setChecked(False)
    second = seat.find(QComboBox, "slip_fault_1_severity")
    second.setCurrentIndex(second.findData("grave"))
    name = seat.find(QCheckBox, "slip_fault_1_on").text()
    seat.wait(lambda: f"decided by {name}" in head.text())
    says = [seat.find(QLabel, f"slip_fault_{place}_says") for place in (0, 1)]
    assert all("Clause" in each.text() and each.isVisible() for each in says)
    assert "grave" in says[1].text() and "grave" not in says[0].text()
    assert not sign.isEnabled() and "the class of the problem" in seat.text("draw_missing")
    seat.find(GrowingText, "draw_why").setPlainText("客户当场投诉")
    seat.wait(sign.isEnabled)
    # However many there are, what comes of them and the button stand in sight
    dialog = sign.window()
    for part in (head, sign):
        assert part.visibleRegion().boundingRect().height() == part.height()
        assert dialog.rect().contains(part.mapTo(dialog, part.rect().bottomRight()))
    seat.find(QCheckBox, "slip_fault_1_on").click()
    seat.wait(lambda: name not in head.text())
    assert not says[1].isVisible()


def test_a_slip_of_the_last_call_says_that_it_is_not_the_open_one(
    office: Office, evaluation: str
) -> None:
    """Ctrl+Shift+W after a call was submitted and the next one opened by itself."""
    seat = office.sit(opens_call=False)
    seat.window.inspect.last_submitted = evaluation
    seat.key(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    seat.wait(lambda: seat.window.findChild(QAbstractButton, "draw_sign"))
    seat.wait(seat.find(QAbstractButton, "draw_sign").isEnabled)
    assert "submitted last" in seat.text("draw_note")
    assert "0617" in seat.text("draw_subject") and "9:35" in seat.text("draw_subject")
