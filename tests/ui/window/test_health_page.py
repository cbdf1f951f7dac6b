"""Health in Settings: what is there, the check with somebody watching, prepared sound."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QSpinBox

from qa_desktop.errors import UserFacingError
from qa_desktop.store.settings import get_setting
from qa_desktop.ui import i18n
from qa_desktop.ui.health import health_page
from qa_desktop.ui.health.check_pane import CheckPane
from qa_desktop.ui.health.health_page import HealthPage
from tests.ui.window.conftest import Office, Seat


@pytest.fixture
def seat(calls: list[str], office: Office) -> Seat:
    seated = office.sit()
    seated.opened(calls[0])
    return seated


def open_page(seat: Seat) -> HealthPage:
    seat.window.show_screen("settings")
    page = seat.window.screen("settings").show_page("health")
    seat.wait(lambda: seat.find(QPushButton, "health_report").isEnabled())
    return page


def test_it_counts_and_measures(seat: Seat) -> None:
    open_page(seat)
    assert seat.text("health_recordings") == "3 calls, 3 recordings"
    assert seat.text("health_period") == "2026-11-20 – 2026-11-20"
    assert "without a gap" in seat.text("health_journal")
    assert "Recordings " in seat.text("health_sizes") and "KB" in seat.text("health_sizes")
    assert not seat.find(QPushButton, "health_missing").isVisible()


def test_what_is_missing_is_listed(seat: Seat) -> None:
    gone = next(file for file in (seat.folder / "audio").rglob("*") if file.is_file())
    gone.unlink()
    open_page(seat)
    assert "the audio of 1 is not here" in seat.text("health_recordings")

    def copy_and_close() -> None:
        dialog = QApplication.activeModalWidget()
        dialog.findChild(QPushButton, "missing_copy").click()
        dialog.findChild(QPushButton, "missing_close").click()

    QTimer.singleShot(0, copy_and_close)
    seat.find(QPushButton, "health_missing").click()
    assert "0617" in QApplication.clipboard().text()


def test_a_full_check_says_that_all_is_well_and_what_is_missing(seat: Seat) -> None:
    page = open_page(seat)
    seat.find(QPushButton, "health_check_full").click()
    assert seat.find(QPushButton, "health_check_cancel").isVisible()
    seat.wait(lambda: page.check.report)
    assert seat.text("health_verdict") == "✓ Everything is there and right"
    next(file for file in (seat.folder / "audio").rglob("*") if file.is_file()).unlink()
    seat.find(QPushButton, "health_check").click()
    seat.wait(lambda: page.check.report)
    assert "worth knowing" in seat.text("health_verdict")
    assert "The audio of 1 recordings is not here" in seat.text("health_found")
    assert "Import the original files again" in seat.text("health_found"), "and what to do"


def test_a_check_that_is_cancelled_says_nothing(seat: Seat) -> None:
    page = open_page(seat)
    seat.find(QPushButton, "health_check_full").click()
    seat.find(QPushButton, "health_check_cancel").click()
    assert not page.check.is_busy and page.check.report is None
    assert seat.find(QPushButton, "health_check_full").isEnabled()
    assert not seat.find(QLabel, "health_verdict").isVisible()
    seat.settle()
    assert page.check.report is None


def test_damage_is_said_with_its_remedy(seat: Seat) -> None:
    page = open_page(seat)
    broken: list[int] = []
    seat.window.desk.write(
        lambda ws: ws.db.execute("UPDATE personal SET value = 'x' WHERE value = '0617'"),
        lambda _: broken.append(1),
    )
    seat.wait(lambda: broken)
    seat.find(QPushButton, "health_check_full").click()
    seat.wait(lambda: page.check.report)
    assert seat.text("health_verdict") == "✗ Something is damaged"
    assert "do not match what was signed" in seat.text("health_found")


def test_prepared_sound_is_emptied_but_for_what_is_open(seat: Seat, calls: list[str]) -> None:
    cache = seat.folder / "cache"
    seat.wait(lambda: len(list(cache.rglob("*.peaks"))) == 3)  # the open one and two in advance
    old = cache / "ff" / f"{'f' * 64}.wav"
    old.parent.mkdir(exist_ok=True)
    old.write_bytes(b"x" * 5000)
    open_page(seat)
    said = seat.find(QLabel, "health_cache_emptied")
    assert not said.isVisible()
    empty = seat.find(QPushButton, "health_cache_empty")
    empty.setFocus()
    QTest.keyClick(empty, Qt.Key.Key_Space)
    seat.wait(lambda: not old.exists())
    seat.wait(said.isVisible)
    assert "open call" in said.text() and seat.window.focusWidget() is empty
    assert len(list(cache.rglob("*.peaks"))) == 3
    assert seat.inspect.is_ready


def test_the_limit_is_kept(seat: Seat) -> None:
    open_page(seat)
    box = seat.find(QSpinBox, "health_cache_limit")
    assert box.text().startswith("Automatic")
    box.setValue(3)
    seat.settle()
    answers: list = []
    seat.window.desk.read("test", lambda db: get_setting(db, "cache_limit_gb"), answers.append)
    seat.wait(lambda: answers)
    assert answers == [3]


def test_a_report_for_support(seat: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_page(seat)
    file = tmp_path / "report.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    seat.find(QPushButton, "health_report").click()
    seat.wait(file.exists)
    assert json.loads(file.read_text())["counts"]["call"] == 3


def test_the_check_pane_follows_the_language(seat: Seat, qapp) -> None:
    page = open_page(seat)
    seat.find(QPushButton, "health_check").click()
    seat.wait(lambda: page.check.report)
    try:
        i18n.set_language(qapp, "zh_CN")
        seat.settle()
        pane = page.findChild(CheckPane)
        assert pane is page.check and "✓" in seat.text("health_verdict")
        assert seat.text("health_verdict") != "✓ Everything is there and right"
    finally:
        i18n.set_language(qapp, "en")


def test_emptying_can_be_tried_again_after_it_failed(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_) -> int:
        raise UserFacingError("workspace.missing", path="x")

    page = open_page(seat)
    seat.wait(lambda: page._stock is not None)
    monkeypatch.setattr(health_page, "enforce", locked)
    seat.find(QPushButton, "health_cache_empty").click()
    seat.wait(lambda: page._said is not None)
    assert seat.find(QPushButton, "health_cache_empty").isEnabled()
