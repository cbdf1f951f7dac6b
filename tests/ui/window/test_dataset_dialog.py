"""A dataset out of Settings: where, with names or without, how far, given up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QPushButton

from qa_desktop.errors import CancelledError
from qa_desktop.ui.settings import dataset_dialog
from qa_desktop.ui.settings.dataset_dialog import DatasetDialog
from tests.ui.window.conftest import Office, Seat


@pytest.fixture
def seat(calls: list[str], office: Office) -> Seat:
    seated = office.sit(opens_call=False)
    seated.window.show_settings("workspace")
    return seated


def opened(seat: Seat) -> DatasetDialog:
    seat.find(QPushButton, "settings_dataset").click()
    return next(each for each in seat.window.findChildren(DatasetDialog) if each.isVisible())


def press(dialog: DatasetDialog, name: str) -> None:
    found = dialog.findChild(QPushButton, name)
    assert found is not None and found.isEnabled()
    found.click()


def words(dialog: DatasetDialog) -> str:
    found = dialog.findChild(QLabel, "dataset_words")
    assert found is not None
    return found.text() if found.isVisible() else ""


def test_it_is_written_where_one_says(
    seat: Seat, calls: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "a.txt").write_text("mine")
    (tmp_path / "out").mkdir()
    dialog = opened(seat)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "taken"))
    press(dialog, "dataset_choose")
    press(dialog, "dataset_go")
    seat.qtbot.waitUntil(lambda: words(dialog) != "", timeout=60_000)
    assert "other files" in words(dialog)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "out"))
    press(dialog, "dataset_choose")
    dialog.findChild(QCheckBox, "dataset_names").setChecked(True)
    press(dialog, "dataset_go")
    seat.qtbot.waitUntil(lambda: "tables" in words(dialog), timeout=60_000)
    about = json.loads((tmp_path / "out" / "dataset.json").read_text(encoding="utf-8"))
    assert about["names"] is True and about["tables"]["call"] == len(calls)
    press(dialog, "dataset_go")
    assert not dialog.isVisible()
    assert opened(seat).folder == tmp_path / "out", "it is remembered"


def test_closing_gives_it_up(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[str] = []

    def endless(*_: object, progress, cancelled, **__: object) -> None:
        progress(1, 2)
        while not cancelled():
            pass
        ended.append("given up")
        raise CancelledError

    monkeypatch.setattr(dataset_dialog, "export_in_child", endless)
    dialog = opened(seat)
    press(dialog, "dataset_go")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    seat.wait(lambda: ended)
