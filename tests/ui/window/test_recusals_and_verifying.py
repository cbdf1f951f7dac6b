"""Beside the lists of slips: declared conflicts of interest, and checking what was signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
)

from qa_desktop.services.bundle_writing import write_beside
from qa_desktop.services.slip_checking import code_of
from qa_desktop.services.slip_files import save_slip_files
from qa_desktop.services.slips import begin_slip, draw_slip
from qa_desktop.store.connection import connect
from qa_desktop.store.recusals import find_recusals
from qa_desktop.store.slips import read_slip
from qa_desktop.store.workspace import DATABASE, Workspace
from qa_desktop.ui.slips.draw_dialog import DrawDialog
from qa_desktop.ui.slips.recusals_page import RecusalsPage
from qa_desktop.ui.slips.verify_page import VerifyPage
from tests.services.slip_people import evaluate_badly
from tests.ui.window.conftest import Office, Seat


@pytest.fixture
def made(tmp_path: Path) -> tuple[str, str]:
    """An evaluation without a slip, and a slip about another one."""
    with Workspace.open(tmp_path / "workspace", name="李敏", number="Q017") as workspace:
        free, other = evaluate_badly(workspace, tmp_path / "recordings", 2)
        form = begin_slip(workspace.db, other)
        form = replace(form, rung="fine", amount_cents=5_000, why_other="屡教不改")
        return free, draw_slip(workspace, form, "2026-11-22").slip


@pytest.fixture
def seat(office: Office, made: tuple[str, str]) -> Iterator[Seat]:
    yield office.sit(opens_call=False)


def recusals(seat: Seat):
    db = connect(seat.folder / DATABASE, readonly=True)
    try:
        return find_recusals(db)
    finally:
        db.close()


def test_declared_refused_in_words_and_withdrawn(seat: Seat, made: tuple[str, str]) -> None:
    seat.window.slips.show_page("recusals")
    seat.settle()
    page = seat.find(RecusalsPage, "recusals_page")
    assert "Nobody has declared" in seat.text("recusals_empty")
    page.table.setFocus()
    seat.find(QAbstractButton, "recusals_declare").click()
    seat.find(QAbstractButton, "recusal_dialog_save").click()
    seat.settle()
    told = seat.find(QLabel, "recusal_dialog_message")
    assert "No agent is chosen" in told.text()
    agent = seat.find(QComboBox, "recusal_dialog_agent")
    assert agent.currentData() is None
    agent.setCurrentIndex(agent.findText("0617", Qt.MatchFlag.MatchStartsWith))
    seat.find(QAbstractButton, "recusal_dialog_save").click()
    seat.settle()
    assert "Say what" in told.text()
    seat.find(QLineEdit, "recusal_dialog_reason").setText("表亲")
    seat.find(QAbstractButton, "recusal_dialog_save").click()
    seat.wait(lambda: recusals(seat))
    seat.settle()
    assert [row.reason for row in recusals(seat)] == ["表亲"]
    seat.window.slips.draw(made[0])
    seat.wait(lambda: seat.window.findChild(DrawDialog) is not None)
    seat.wait(lambda: seat.find(QAbstractButton, "draw_sign").isEnabled())
    seat.find(QAbstractButton, "draw_sign").click()
    seat.settle()
    assert "conflict of interest" in seat.find(QLabel, "draw_error").text()
    seat.find(DrawDialog, "draw_slip_dialog").reject()
    seat.settle()
    page.table.selectRow(0)
    page.table.setFocus()
    seat.key(Qt.Key.Key_Delete)
    seat.wait(lambda: not recusals(seat))
    seat.find(QAbstractButton, "toast_undo").click()
    seat.wait(lambda: recusals(seat))


def verdict(seat: Seat) -> str:
    headline = seat.find(QLabel, "verify_headline")
    seat.wait(headline.isVisible)
    return f"{headline.property('role')}: {headline.text()}"


def ready(seat: Seat) -> VerifyPage:
    seat.window.slips.show_page("verify")
    seat.settle()
    page = seat.find(VerifyPage, "verify_page")
    assert page.isVisible()
    return page


def test_a_code_says_who_signed_what(seat: Seat, made: tuple[str, str]) -> None:
    page = ready(seat)
    db = connect(seat.folder / DATABASE, readonly=True)
    code = code_of(read_slip(db, made[1]))
    db.close()
    page.code.setFocus()
    page.code.setText(f" {code.lower()} ")
    seat.key(Qt.Key.Key_Return)
    assert verdict(seat).startswith("good: ✓ Verified")
    said = seat.find(QPlainTextEdit, "verify_lines").toPlainText()
    assert "李敏" in said and "Fine 50" in said and "0.5–1.5" in said
    for name, wrong, right in (
        ("amount", "500", "50"),
        ("second", "0:03", "0:01"),
        ("day", "2026-11-21", "2026-11-22"),
        ("number", "0671", "0617"),
    ):
        field = seat.find(QLineEdit, f"verify_{name}")
        field.setText(wrong)
        field.setFocus()
        seat.key(Qt.Key.Key_Return)
        assert verdict(seat).startswith("error: ✗") and wrong.split(":")[-1] in verdict(seat)
        field.setText(right)
        seat.key(Qt.Key.Key_Return)
        assert verdict(seat).startswith("good"), name
    page.code.setText("0000-0000-0000-0000-0000")
    page.code.setFocus()
    seat.key(Qt.Key.Key_Return)
    assert verdict(seat).startswith("error: ") and not page._lines.isVisible()


def test_a_paper_and_a_bundle_are_opened(
    seat: Seat, made: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ready(seat)
    paper, bundle = tmp_path / "slip.pdf", tmp_path / "slip.qab"
    save_slip_files(seat.folder, [made[1]], paper, "zh")
    write_beside(seat.folder, seat.window.desk.write_and_wait, bundle, subject=made[1])
    for file in (paper, bundle):
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, f=file: (str(f), ""))
        seat.find(QAbstractButton, "verify_open").click()
        seat.wait(lambda: page._verdict is not None)
        seat.settle()
        assert verdict(seat).startswith("good: ✓"), file
        page._verdict = None
    paper.write_bytes(paper.read_bytes()[: paper.stat().st_size // 3])
    page.check_file(paper)
    seat.wait(lambda: page._verdict is not None)
    assert verdict(seat).startswith("error")
    assert not [each for each in seat.window.findChildren(QDialog) if each.isVisible()]
