"""Several slips of the list on paper at once, at the window; a real process prints them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QRadioButton,
)

from qa_desktop.services.slip_paper_checking import check_pdf
from qa_desktop.store.connection import connect
from qa_desktop.store.workspace import DATABASE, Workspace
from qa_desktop.ui.plain_table import PlainTable
from qa_desktop.ui.slips import print_dialog
from qa_desktop.ui.slips.print_dialog import PrintDialog
from tests.services.slip_people import draw, evaluate_badly
from tests.ui.window.conftest import Office, Seat

LONG_MS = 60_000
"""A process begins; the machine may be busy with others."""


@pytest.fixture
def slips(tmp_path: Path) -> list[str]:
    """Three, the one drawn last first; the file of the last one was changed."""
    with Workspace.open(tmp_path / "workspace", name="李敏", number="Q017") as workspace:
        drawn = [draw(workspace, each) for each in evaluate_badly(workspace, tmp_path / "in", 3)]
        workspace.db.conn.execute(
            "UPDATE op SET raw = replace(raw, '2026-11-22', '2026-01-01')"
            " WHERE entity_type = 'slip' AND entity_id = ?", [drawn[0]],
        )  # fmt: skip
        return drawn[::-1]


@pytest.fixture
def seat(office: Office, slips: list[str]) -> Iterator[Seat]:
    yield office.sit()


def test_chosen_in_the_list_and_printed_together(
    seat: Seat, slips: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat.window.slips.show(slips[0])
    seat.settle()
    table = seat.find(PlainTable, "slips_table")
    table.setFocus()
    seat.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert [row.id for row in table.chosen] == slips[:2]

    seat.key(Qt.Key.Key_P)
    assert seat.find(QRadioButton, "print_chosen").text() == "Those that are chosen (2)"
    assert seat.find(QRadioButton, "print_chosen").isChecked()
    seat.find(QRadioButton, "print_each").click()
    each = tmp_path / "each"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(each))
    seat.find(QAbstractButton, "print_go").click()
    assert seat.find(QProgressBar, "print_progress").isVisible()
    seat.find(QAbstractButton, "print_stop").click()
    assert seat.find(QAbstractButton, "print_go").isVisible(), "asked again, nothing is lost"

    seat.find(QRadioButton, "print_shown").click()
    seat.find(QRadioButton, "print_one").click()
    out = tmp_path / "all.pdf"
    monkeypatch.setattr(print_dialog, "ask_file", lambda *_: out)
    seat.find(QAbstractButton, "print_go").click()
    result = seat.find(QLabel, "print_result")
    seat.qtbot.waitUntil(result.isVisible, timeout=LONG_MS)
    assert result.text() == "Saved: 2"
    left_out = seat.find(QPlainTextEdit, "print_left_out").toPlainText()
    assert left_out == "left out  0617 2026-11-22: the record is not what was signed"
    seat.find(QAbstractButton, "print_close").click()
    seat.wait(lambda: seat.window.findChild(PrintDialog) is None)
    db = connect(seat.folder / DATABASE, readonly=True)
    found = check_pdf(db, out)
    db.close()
    assert [(one.slip, one.problems) for one in found] == [(slip, ()) for slip in slips[:2]]
    kept = seat.window.preferences.remembered("slips_print")
    assert kept == 1
