"""A lost workspace made again in the window: from the first start, and where one is damaged."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QLineEdit, QListWidget, QPushButton

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import create
from qa_desktop.journal.journal import new_id
from qa_desktop.services.bundle_merging import merge
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.recovering import recover
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.reader import Reader, get_owner
from qa_desktop.store.remarks import find_remarks
from qa_desktop.store.workspace import DATABASE, Workspace
from qa_desktop.ui import recover_dialog
from qa_desktop.ui.app import _open_desk
from qa_desktop.ui.recover_dialog import RecoverDialog
from qa_desktop.ui.trouble_dialog import TroubleDialog
from qa_desktop.ui.welcome_dialog import Welcome, WelcomeDialog


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A folder with what a colleague holds of the workspace ``lost``, which is no more."""
    with Workspace.open(tmp_path / "lost", name="李敏", number="8001") as mine:
        mine.write([create("remark", new_id(), {"code": "a", "text": "a"})])
        write_out(mine, tmp_path / "sent.qab")
    with Workspace.open(tmp_path / "hers", name="王芳", keys=KeyStore(tmp_path / "hk")) as hers:
        merge(hers, tmp_path / "sent.qab")
        write_out(hers, tmp_path / "kept" / "all.qab")
    shutil.rmtree(tmp_path / "lost")
    return tmp_path / "kept"


def shown(qtbot, dialog: QDialog) -> QDialog:
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def button(dialog: QDialog, name: str) -> QPushButton:
    found = dialog.findChild(QPushButton, name)
    assert found is not None
    return found


def words(dialog: QDialog) -> str:
    found = dialog.findChild(QLabel, "recover_words")
    assert found is not None
    return found.text()


def title(dialog: QDialog) -> str:
    found = dialog.findChild(QLabel, "recover_title")
    assert found is not None
    return found.text()


def finished(qtbot, dialog: RecoverDialog) -> None:
    button(dialog, "recover_go").click()
    qtbot.waitUntil(lambda: button(dialog, "recover_go").isEnabled(), timeout=60_000)


def test_bundles_are_chosen_merged_and_told(
    qtbot, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = shown(qtbot, RecoverDialog(tmp_path / "lost"))
    assert isinstance(dialog, RecoverDialog)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(kept))
    (kept / "spoilt.qab").write_bytes(b"no bundle")
    names = ([str(kept / "spoilt.qab"), str(tmp_path / "photo.qab")], "")
    (tmp_path / "photo.qab").write_bytes(b"nor this")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: names)
    button(dialog, "recover_add_folder").click()
    button(dialog, "recover_add_folder").click()
    button(dialog, "recover_add_files").click()
    places = dialog.findChild(QListWidget, "recover_places")
    assert places is not None and places.count() == 3, "each once"
    places.setCurrentRow(2)
    button(dialog, "recover_remove").click()
    assert not dialog.findChild(QLineEdit, "recover_passphrase").isVisible()
    finished(qtbot, dialog)
    assert title(dialog) == "The workspace is there again"
    assert "Bundles merged: 1." in words(dialog) and "spoilt.qab: " in words(dialog)
    assert "photo" not in words(dialog)
    button(dialog, "recover_go").click()
    assert dialog.result() == QDialog.DialogCode.Accepted
    with Reader.open(tmp_path / "lost") as reader:
        assert [remark.code for remark in find_remarks(reader.db)] == ["a"]
        assert get_owner(reader.db).name == "李敏"


def test_nothing_to_make_it_of_is_said_and_more_can_be_added(
    qtbot, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = shown(qtbot, RecoverDialog(tmp_path / "lost"))
    assert isinstance(dialog, RecoverDialog)
    finished(qtbot, dialog)
    assert "No bundle" in words(dialog) and not (tmp_path / "lost").exists()
    dialog.findChild(QLineEdit, "recover_trust").setText("no fingerprint")
    button(dialog, "recover_go").click()
    assert "fingerprint" in words(dialog).lower()
    dialog.findChild(QLineEdit, "recover_trust").clear()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(kept))
    button(dialog, "recover_add_folder").click()
    finished(qtbot, dialog)
    button(dialog, "recover_more").click()
    assert button(dialog, "recover_add_folder").isVisible(), "it can be gone on with"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible() and dialog.report is not None


def test_it_can_be_given_up(
    qtbot, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = shown(qtbot, RecoverDialog(tmp_path / "lost"))
    assert isinstance(dialog, RecoverDialog)
    whole, begun = recover_dialog.recover_in_child, threading.Event()

    def slow(*arguments, cancelled, **named):
        begun.set()
        while not cancelled():
            begun.wait(0.01)
        return whole(*arguments, cancelled=cancelled, **named)

    monkeypatch.setattr(recover_dialog, "recover_in_child", slow)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(kept))
    button(dialog, "recover_add_folder").click()
    button(dialog, "recover_go").click()
    qtbot.waitUntil(begun.is_set)
    button(dialog, "recover_no").click()
    qtbot.waitUntil(lambda: button(dialog, "recover_go").isEnabled(), timeout=60_000)
    assert dialog.isVisible() and dialog.report is None
    assert button(dialog, "recover_add_folder").isVisible()


def test_from_the_first_start(
    qtbot, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    welcome = shown(qtbot, WelcomeDialog(tmp_path / "lost"))
    assert isinstance(welcome, WelcomeDialog)
    button(welcome, "welcome_recover").click()
    answer = welcome.answer()
    assert answer == Welcome("", "", False, tmp_path / "lost", False, recover=True)
    monkeypatch.setattr(WelcomeDialog, "ask", lambda *_: answer)
    asked = []

    def run(folder: Path, *_: str) -> None:
        asked.append(folder)
        recover(folder, [kept])

    monkeypatch.setattr(RecoverDialog, "run", run)
    desk = _open_desk(tmp_path / "lost")
    assert desk is not None and asked == [tmp_path / "lost"]
    desk.close()


def test_a_damaged_workspace_offers_it_with_or_without_a_backup(
    qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Workspace.open(tmp_path / "w", name="李敏").close()
    (tmp_path / "w" / DATABASE).write_bytes(os.urandom(8192))
    with pytest.raises(UserFacingError) as error:
        Workspace.open(tmp_path / "w")
    asked = []
    monkeypatch.setattr(RecoverDialog, "run", asked.append)
    monkeypatch.setattr(
        TroubleDialog, "exec", lambda dialog: button(dialog, "trouble_recover").click()
    )
    assert TroubleDialog.ask(error.value, tmp_path / "w") == tmp_path / "w"
    assert asked == [tmp_path / "w"]
    other = TroubleDialog(UserFacingError("workspace.locked", path="x"))
    qtbot.addWidget(other)
    assert other.findChild(QPushButton, "trouble_recover") is None
