"""A bundle that is double-clicked: the window that is open shows it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent

from qa_desktop.cli.app import run
from qa_desktop.services.receipts import write_receipt
from qa_desktop.store.handed_files import hand_over, is_in_use, notes_folder, take_handed
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.workspace import Workspace
from qa_desktop.ui.exchange.bundle_dialog import BundleDialog
from qa_desktop.ui.opened_files import Application, OpenedFiles
from tests.ui.window.conftest import Office, Seat


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    keys = KeyStore(tmp_path / "colleague-keys")
    with Workspace.open(tmp_path / "colleague", name="王", number="Q001", keys=keys) as workspace:
        out = tmp_path / "来自王 1.qab"
        return write_receipt(workspace.folder, lambda act: act(workspace), out).files[0]


@pytest.fixture
def seat(office: Office, calls: list[str]) -> Seat:
    return office.sit(opens_call=False)


def shown(seat: Seat) -> list[BundleDialog]:
    return [each for each in seat.window.findChildren(BundleDialog) if each.isVisible()]


def close_all(seat: Seat) -> None:
    seat.wait(lambda: seat.window.desk.pending == 0)
    for dialog in shown(seat):
        dialog.reject()
    seat.settle()


def test_a_second_start_hands_its_file_to_the_window(
    seat: Seat, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    OpenedFiles(seat.window)
    assert is_in_use(seat.folder)
    status: list[int] = []
    monkeypatch.setattr("qa_desktop.cli.app.gc.disable", lambda: None)
    arguments = ["--workspace", str(seat.folder), str(bundle)]
    second = threading.Thread(target=lambda: status.append(run(arguments)))
    second.start()
    seat.wait(lambda: status)
    second.join()
    assert status == [0]
    seat.wait(lambda: shown(seat))
    assert take_handed(seat.folder) == []
    close_all(seat)


def test_the_event_of_macos_opens_it(
    seat: Seat, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One QApplication per process, and the tests have it already: its event by hand."""
    opened = OpenedFiles(seat.window)
    asked: list[str] = []

    class Asked:
        file_opened = type("Signal", (), {"emit": staticmethod(asked.append)})
        waiting = asked[:0]

    event = QFileOpenEvent(QUrl.fromLocalFile(str(bundle)))
    assert Application.event(Asked(), event)
    assert asked == [str(bundle)] == Asked.waiting
    opened.open(Path(asked[0]))
    seat.wait(lambda: shown(seat))
    close_all(seat)


def test_what_was_handed_over_too_early_is_shown_at_the_start(seat: Seat, bundle: Path) -> None:
    assert not hand_over(seat.folder, bundle, patience_s=0), "nobody looks yet"
    assert list(notes_folder(seat.folder).iterdir()) == [], "and it is taken back"
    note = notes_folder(seat.folder) / "1.handed"
    note.write_bytes(str(bundle).encode())
    OpenedFiles(seat.window)
    seat.wait(lambda: shown(seat))
    assert not note.exists()
    close_all(seat)


def test_a_file_that_is_no_bundle_only_raises_the_window(seat: Seat, tmp_path: Path) -> None:
    OpenedFiles(seat.window).open(tmp_path / "note.txt")
    assert not shown(seat)


def test_a_workspace_that_nobody_has_open(tmp_path: Path) -> None:
    assert not is_in_use(tmp_path / "missing")
    assert not is_in_use(tmp_path)


def test_the_command_line_opens_the_window_with_the_file(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[object, ...]] = []

    def window(*arguments: object) -> int:
        asked.append(arguments)
        return 0

    monkeypatch.setattr("qa_desktop.ui.app.run", window)
    monkeypatch.setattr("qa_desktop.cli.app.gc.disable", lambda: None)
    assert run(["--workspace", str(tmp_path), "--lang", "en", str(bundle)]) == 0
    assert run([str(bundle).replace(".qab", ".QAB")]) == 0
    assert asked[0] == (tmp_path, "en", bundle) and asked[1][2] is not None
    assert run(["bundel"]) == 2
