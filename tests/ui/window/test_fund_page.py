"""The fund at the window: received, spent, reversed and put on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
)

from qa_desktop.services.fund import receive_fines
from qa_desktop.store.connection import connect
from qa_desktop.store.fund import balances, fund_lines
from qa_desktop.store.workspace import DATABASE, Workspace
from qa_desktop.ui.slips.fund_page import FundPage
from tests.services.slip_people import fined, voided
from tests.ui.window.conftest import Office, Seat


@pytest.fixture
def slips(tmp_path: Path) -> list[str]:
    """Two closed fines of somebody who works alone."""
    with Workspace.open(tmp_path / "workspace", name="李敏", number="Q017") as workspace:
        return [fined(workspace, 5_000), fined(workspace, 3_050)]


@pytest.fixture
def seat(office: Office, slips: list[str]) -> Iterator[Seat]:
    yield office.sit(opens_call=False)


def page_of(seat: Seat) -> FundPage:
    seat.window.slips.show_page("fund")
    seat.settle()
    page = seat.window.findChild(FundPage)
    assert page.isVisible()
    return page


def table(page, name: str) -> list[list[str]]:
    model = getattr(page, name).model()
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def dialog(seat: Seat, name: str) -> QDialog:
    seat.wait(lambda: seat.window.findChild(QDialog, name) is not None)
    return seat.find(QDialog, name)


def save(seat: Seat, name: str) -> None:
    seat.find(QAbstractButton, f"{name}_save").click()
    seat.settle()
    seat.wait(lambda: seat.window.findChild(QDialog, name) is None)


def kinds(seat: Seat) -> list[str]:
    db = connect(seat.folder / DATABASE, readonly=True)
    try:
        return [line.kind for line in fund_lines(db)]
    finally:
        db.close()


def test_received_spent_and_reversed(seat: Seat, slips: list[str]) -> None:
    page = page_of(seat)
    (line,) = table(page, "balances")
    assert line[2:7] == ["80.50 yuan", "0 yuan", "80.50 yuan", "0 yuan", "0 yuan"]
    assert not seat.find(QAbstractButton, "fund_spend").isEnabled()
    page.ledger.setFocus()
    seat.key(Qt.Key.Key_R)
    dialog(seat, "fund_receive_dialog")
    chosen = seat.find(QListWidget, "fund_receive_dialog_slips")
    seat.find(QAbstractButton, "fund_receive_dialog_save").click()
    seat.settle()
    assert seat.find(QLabel, "fund_receive_dialog_message").text()  # nothing was ticked
    for place in range(chosen.count()):
        chosen.item(place).setCheckState(Qt.CheckState.Checked)
    save(seat, "fund_receive_dialog")
    assert table(page, "balances")[0][2:7] == [
        f"{each} yuan" for each in ("80.50", "80.50", "0", "0", "80.50")
    ]
    page.ledger.setFocus()
    seat.key(Qt.Key.Key_S)
    dialog(seat, "fund_spend_dialog")
    seat.find(QLineEdit, "fund_spend_dialog_amount").setText("二十")
    seat.find(QLineEdit, "fund_spend_dialog_reason").setText("奶茶 2 杯")
    seat.find(QAbstractButton, "fund_spend_dialog_save").click()
    seat.settle()
    assert "amount" in seat.find(QLabel, "fund_spend_dialog_message").text()
    seat.find(QLineEdit, "fund_spend_dialog_amount").setText("¥20.5")
    save(seat, "fund_spend_dialog")
    assert table(page, "balances")[0][5:7] == ["20.50 yuan", "60 yuan"]
    page.ledger.setFocus()
    spent = next(n for n, row in enumerate(table(page, "ledger")) if "奶茶 2 杯" in row)
    page.ledger.selectRow(spent)
    seat.key(Qt.Key.Key_Delete)
    dialog(seat, "fund_reverse_dialog")
    seat.find(QLineEdit, "fund_reverse_dialog_reason").setText("记错了")
    save(seat, "fund_reverse_dialog")
    assert table(page, "balances")[0][5:7] == ["0 yuan", "80.50 yuan"]
    assert "(reversed)" in str(table(page, "ledger"))
    assert sorted(kinds(seat)) == ["due", "due", "receipt", "receipt", "reversal", "spending"]
    page.ledger.selectRow(0)
    assert not seat.find(QAbstractButton, "fund_reverse").isEnabled()  # once is enough


def test_what_was_handed_over_goes_back_after_an_appeal(office: Office, slips: list[str]) -> None:
    with Workspace.open(office.folder) as workspace:
        receive_fines(workspace, slips, "2026-11-30")
        voided(workspace, slips[0])
    seat = office.sit(opens_call=False)
    page = page_of(seat)
    assert "to pay back 50 yuan" in table(page, "balances")[0]
    owed = [row for row in table(page, "ledger") if "(to pay back)" in " ".join(row)]
    assert len(owed) == 1 and "50 yuan" in owed[0]
    row = next(n for n, each in enumerate(table(page, "ledger")) if each == owed[0])
    page.ledger.selectRow(row)
    seat.find(QAbstractButton, "fund_reverse").click()
    dialog(seat, "fund_reverse_dialog")
    seat.find(QLineEdit, "fund_reverse_dialog_reason").setText("已退还本人")
    save(seat, "fund_reverse_dialog")
    db = connect(seat.folder / DATABASE, readonly=True)
    (balance,) = balances(db)
    db.close()
    assert (balance.due, balance.received, balance.owed) == (3_050, 3_050, 0)


def test_the_sheet_is_saved_and_a_line_leads_to_its_slip(
    seat: Seat, slips: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = page_of(seat)
    for ending in ("pdf", "xlsx"):
        out = tmp_path / f"sheet.{ending}"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, f=out: (str(f), ""))
        page._save(ending)
        seat.wait(out.exists)
        seat.settle()
    page.ledger.setFocus()
    page.ledger.selectRow(0)
    seat.key(Qt.Key.Key_Return)
    view = seat.window.screen("slips")
    seat.wait(lambda: view.pane.opened is not None)
    QApplication.processEvents()
    assert not page.isVisible() and view.pane.opened.slip.row.id in slips
