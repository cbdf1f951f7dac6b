"""Drawing a slip: its seconds are put right by hand, and it is no earlier case of itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit

from qa_desktop.services.slip_moves import hear_agent, sign_slip
from qa_desktop.services.slips import begin_slip, draw_slip, weigh
from qa_desktop.store.connection import connect
from qa_desktop.store.slips import find_slips, read_slip
from qa_desktop.store.workspace import DATABASE, Workspace
from qa_desktop.ui.slips.fault_line import read_place
from tests.services.slip_people import HEARD, STROKES, evaluate_badly
from tests.ui.window.conftest import Office, Seat


@pytest.fixture
def evaluation(tmp_path: Path) -> str:
    with Workspace.open(tmp_path / "workspace", name="李敏", number="Q017") as workspace:
        (made,) = evaluate_badly(workspace, tmp_path / "recordings")
        return made


@pytest.fixture
def seat(office: Office, evaluation: str) -> Iterator[Seat]:
    yield office.sit(opens_call=False)


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("", (None, None)), ("1:12", (72_000, None)), ("1:12.5–1:15", (72_500, 75_000)),
        ("12-15", (12_000, 15_000)), ("1:15–1:12", None), ("soon", None), ("1–2–3", None),
    ],
)  # fmt: skip
def test_seconds_as_people_write_them(typed: str, place: object) -> None:
    assert read_place(typed) == place


def test_the_seconds_are_put_right_by_hand(seat: Seat, evaluation: str) -> None:
    seat.window.slips.draw(evaluation)
    seat.wait(lambda: seat.window.findChild(QAbstractButton, "draw_sign"))
    sign = seat.find(QAbstractButton, "draw_sign")
    seat.wait(sign.isEnabled)
    seconds = seat.find(QLineEdit, "slip_fault_0_seconds")
    assert seconds.text() == "00:00.5–00:01.5"
    seconds.setText("gleich")
    seat.wait(lambda: not sign.isEnabled())
    assert "1:12" in sign.toolTip()
    seconds.setText("0:01–0:09")
    seat.wait(sign.isEnabled)
    sign.click()
    seat.settle()
    assert "beyond the end" in seat.find(QLabel, "draw_error").text()
    seconds.setText("0:01–0:02")
    seat.settle()
    sign.click()
    seat.wait(lambda: seat.window.screen_id == "slips")
    db = connect(seat.folder / DATABASE, readonly=True)
    (fault,) = read_slip(db, find_slips(db)[0].id).drawn["faults"]
    db.close()
    assert (fault["from_ms"], fault["to_ms"]) == (1_000, 2_000)


def test_a_slip_is_no_earlier_case_of_itself(office: Office, evaluation: str) -> None:
    with Workspace.open(office.folder) as workspace:
        form = begin_slip(workspace.db, evaluation)
        before = weigh(workspace.db, form, "2026-11-22")
        slip = draw_slip(workspace, form, "2026-11-22").slip
        hear_agent(workspace, slip, False, "", HEARD)
        sign_slip(workspace, slip, STROKES)
        after = weigh(workspace.db, form, "2026-11-23")
        assert after.whole == before.whole and after.lines[0].earlier == ()
