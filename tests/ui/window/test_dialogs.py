"""Dialogs by keyboard: Enter presses the button that has the focus, else the primary one."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from qa_desktop.errors import UserFacingError
from qa_desktop.store.last_workspace import note_workspace, recent_workspaces
from qa_desktop.store.people import AgentRow
from qa_desktop.store.reader import Reader, get_owner
from qa_desktop.store.workspace import DATABASE, Workspace
from qa_desktop.ui import i18n, theme
from qa_desktop.ui.app import _open_desk
from qa_desktop.ui.calls.import_dialog import ImportDialog
from qa_desktop.ui.crash_dialog import CrashDialog, CrashGuard
from qa_desktop.ui.inspect.live_dialog import LiveDialog
from qa_desktop.ui.inspect.revisions_dialog import RevisionsDialog
from qa_desktop.ui.path_label import PathLabel
from qa_desktop.ui.recent_workspaces import RecentWorkspaces
from qa_desktop.ui.trouble_dialog import TroubleDialog
from qa_desktop.ui.welcome_dialog import Welcome, WelcomeDialog
from tests.factories import write_wav
from tests.ui.window.conftest import Office, Seat

K = Qt.Key


def press(dialog: QDialog, key: Qt.Key) -> None:
    """To whatever has the keyboard in it."""
    QTest.keyClick(dialog.focusWidget() or dialog, key)


def shown(qtbot, dialog: QDialog) -> QDialog:
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def focus(dialog: QDialog, name: str) -> None:
    button = dialog.findChild(QPushButton, name)
    button.setFocus()
    assert dialog.focusWidget() is button


def trouble() -> TroubleDialog:
    return TroubleDialog(UserFacingError("evaluation.unknown"))


def test_trouble_enter_tries_again_and_a_focused_button_is_pressed(qtbot) -> None:
    dialog = shown(qtbot, trouble())
    press(dialog, K.Key_Return)
    assert dialog.choice == "again"
    dialog = shown(qtbot, trouble())
    focus(dialog, "trouble_other")
    press(dialog, K.Key_Return)
    assert dialog.choice == "other"
    dialog = shown(qtbot, trouble())
    press(dialog, K.Key_Escape)
    assert (dialog.choice, dialog.isVisible()) == ("quit", False)


def test_welcome_enter_starts_once_there_is_a_name(qtbot, tmp_path: Path) -> None:
    dialog = shown(qtbot, WelcomeDialog(tmp_path))
    press(dialog, K.Key_Return)
    assert dialog.isVisible(), "nobody's workspace is not started"
    dialog.findChild(QLineEdit, "welcome_name").setFocus()
    QTest.keyClicks(dialog.focusWidget(), "Li Min")
    press(dialog, K.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert not dialog.answer().demo


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_buttons_of_the_first_start_are_whole(qtbot, qapp, tmp_path: Path, language) -> None:
    i18n.set_language(qapp, language)
    theme.apply(qapp, "light")
    dialog = shown(qtbot, WelcomeDialog(tmp_path))
    dialog.resize(1, 1)
    for button in filter(QPushButton.isVisible, dialog.findChildren(QPushButton)):
        assert button.width() >= button.sizeHint().width(), button.text()


def test_welcome_enter_on_the_demo_button_is_the_demo(qtbot, tmp_path: Path) -> None:
    dialog = shown(qtbot, WelcomeDialog(tmp_path))
    focus(dialog, "welcome_demo")
    press(dialog, K.Key_Enter)
    assert dialog.answer().demo


def test_welcome_can_be_elsewhere_or_where_one_was_before(
    qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_DESKTOP_PROFILE", str(tmp_path / "profile"))
    before, gone = tmp_path / "before", tmp_path / "gone"
    with Workspace.open(before, name="Li Min"):
        pass
    note_workspace(gone)
    note_workspace(before)
    dialog = shown(qtbot, WelcomeDialog(tmp_path / "new"))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "other"))
    dialog.findChild(QPushButton, "welcome_elsewhere").click()
    assert dialog.answer().folder == tmp_path / "other"
    recent = dialog.findChild(QListWidget, "recent_list")
    recent_open = dialog.findChild(QPushButton, "recent_open")
    words = [str(before), f"{gone} (not there now)"]
    qtbot.waitUntil(lambda: [recent.item(row).text() for row in range(2)] == words)
    recent.setCurrentRow(1)
    assert not recent_open.isEnabled()
    dialog.findChild(QPushButton, "recent_remove").click()
    assert recent_workspaces() == [before]
    recent.setCurrentRow(0)
    qtbot.waitUntil(recent_open.isEnabled)
    recent_open.click()
    qtbot.waitUntil(lambda: dialog.result() == dialog.DialogCode.Accepted)
    assert (dialog.answer().folder, dialog.answer().is_there) == (before, True)


def test_trouble_offers_the_workspaces_that_were_open_before(
    qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_DESKTOP_PROFILE", str(tmp_path / "profile"))
    before = tmp_path / "before"
    with Workspace.open(before, name="Li Min"):
        pass
    note_workspace(before)
    note_workspace(tmp_path / "tried")
    error = UserFacingError("evaluation.unknown")
    dialog = shown(qtbot, TroubleDialog(error, folder=tmp_path / "tried"))
    recent = dialog.findChild(QListWidget, "recent_list")
    assert recent.count() == 1
    recent.setCurrentRow(0)
    recent_open = dialog.findChild(QPushButton, "recent_open")
    qtbot.waitUntil(recent_open.isEnabled)
    recent_open.click()
    qtbot.waitUntil(lambda: dialog.choice == "recent")
    assert dialog.recent == before


def test_a_share_that_does_not_answer_holds_up_no_list(
    qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_DESKTOP_PROFILE", str(tmp_path / "profile"))
    answer = threading.Event()
    exists = Path.exists

    def dead(path: Path, **named: Any) -> bool:
        return answer.wait(60) if "share" in path.parts else exists(path, **named)

    monkeypatch.setattr(Path, "exists", dead)
    share = tmp_path / "share" / "workspace"
    note_workspace(share)
    recent = RecentWorkspaces(tmp_path / "here")
    qtbot.addWidget(recent)
    listed = recent.findChild(QListWidget)
    listed.setCurrentRow(0)
    button = recent.findChild(QPushButton, "recent_open")
    assert listed.item(0).text() == str(share) and not button.isEnabled()
    answer.set()
    qtbot.waitUntil(button.isEnabled)
    with qtbot.waitSignal(recent.chosen) as chosen:
        button.click()
    assert chosen.args == [share]


def test_a_start_that_was_cut_short_asks_again(
    qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "workspace"
    folder.mkdir()
    (folder / DATABASE).touch()
    answer = Welcome("Li Min", "Q017", False, folder)
    monkeypatch.setattr(WelcomeDialog, "ask", lambda *_: answer)
    desk = _open_desk(folder)
    assert desk is not None
    desk.close()
    with Reader.open(folder) as reader:
        assert get_owner(reader.db).name == "Li Min"


def live() -> LiveDialog:
    agent = AgentRow(**dict.fromkeys(AgentRow.__dataclass_fields__) | {"number": "0617"})  # type: ignore[arg-type]
    return LiveDialog([agent])


@pytest.mark.parametrize(
    "make",
    [
        live,
        lambda: CrashDialog("details"),
        lambda: RevisionsDialog(FakeDesk(), [], None),  # type: ignore[arg-type]
    ],
    ids=["live", "crash", "revisions"],
)
def test_every_dialog_closes_with_enter_and_with_escape(qtbot, make) -> None:
    for key in (K.Key_Return, K.Key_Escape):
        dialog = shown(qtbot, make())
        press(dialog, key)
        assert not dialog.isVisible(), key


class FakeDesk:
    """Reads nothing: the dialog's buttons are what is asked here."""

    def read(self, *_: object) -> None:
        """Nobody answers."""


@pytest.fixture
def seat(calls: list[str], office: Office) -> Seat:
    seated = office.sit()
    seated.opened(calls[0])
    return seated


@pytest.fixture
def imports(seat: Seat, monkeypatch) -> ImportDialog:
    """Open, and nothing chosen; the system's own dialogs answer nothing."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    seat.window.import_recordings()
    dialog = seat.window.findChild(ImportDialog)
    seat.wait(dialog.isActiveWindow)
    return dialog


def test_import_enter_chooses_starts_and_closes(
    imports: ImportDialog, seat: Seat, tmp_path: Path, monkeypatch
) -> None:
    for number in range(3):
        write_wav(tmp_path / "new" / f"{number}.wav", 0.2, tone=800 + 50 * number)
    folder = str(tmp_path / "new")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: folder)
    press(imports, K.Key_Return)
    start = seat.find(QPushButton, "import_start")
    seat.wait(lambda: imports.focusWidget() is start)
    press(imports, K.Key_Return)
    for _ in range(3):  # a hand that is too quick cancels nothing
        press(imports, K.Key_Return)
    seat.wait(lambda: seat.text("import_result"))
    assert seat.text("import_result") == "3 added · 0 known already · 0 unreadable"
    press(imports, K.Key_Return)
    assert not imports.isVisible()


def test_import_enter_on_cancel_cancels_and_escape_closes(
    imports: ImportDialog, seat: Seat
) -> None:
    focus(imports, "import_cancel")
    press(imports, K.Key_Return)
    assert not imports.isVisible()
    seat.window.import_recordings()
    again = next(each for each in seat.window.findChildren(ImportDialog) if each.isVisible())
    press(again, K.Key_Escape)
    assert not again.isVisible()


def test_import_enter_in_the_patterns_is_a_new_line(
    imports: ImportDialog, seat: Seat, tmp_path: Path, monkeypatch
) -> None:
    file = write_wav(tmp_path / "a.wav", 0.2)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(file)], ""))
    focus(imports, "import_files")
    press(imports, K.Key_Return)
    start = seat.find(QPushButton, "import_start")
    seat.wait(lambda: imports.focusWidget() is start)
    patterns = seat.find(QPlainTextEdit, "pattern_text")
    patterns.setPlainText("{serial}")
    patterns.setFocus()
    press(imports, K.Key_Return)
    assert patterns.toPlainText().count("\n") == 1
    assert start.isVisible(), "nothing was started"


def test_a_failed_import_closes_with_enter(imports: ImportDialog, seat: Seat) -> None:
    imports._run.failed.emit(UserFacingError("evaluation.unknown"))
    press(imports, K.Key_Return)
    assert not imports.isVisible()


def test_the_next_windows_guard_stays_on_duty_when_the_last_window_goes(
    qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another workspace was opened: the old window goes after the new one has come."""
    at_first = sys.excepthook
    monkeypatch.setattr(sys, "excepthook", at_first)  # as it is now, whatever happens below
    guards = []
    for window in (QWidget(), QWidget()):
        qtbot.addWidget(window)
        guards.append(CrashGuard(tmp_path, window))
        guards[-1].install()
    old, new = guards
    old.uninstall()
    assert sys.excepthook == new._on_exception
    new.uninstall()
    assert sys.excepthook is at_first


def test_a_long_path_keeps_its_two_ends(qtbot, tmp_path: Path) -> None:
    folder = Path("/home", *(f"很长的文件夹名{number}" for number in range(12)), "质检工作区")
    dialog = shown(qtbot, WelcomeDialog(folder))
    place = dialog.findChild(PathLabel, "welcome_folder")
    assert place is not None and place.text() == place.toolTip() == str(folder)
    words = place.shown()
    assert words.startswith("/home") and words.endswith("区") and "…" in words
    assert place.fontMetrics().horizontalAdvance(words) <= place.width()
    place.set_path(Path("/a"))
    assert place.shown() == "/a"
