"""Backups behind the real window: by themselves, at exit, on request; restore; a damaged file."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton

from qa_desktop.audio.players import choose
from qa_desktop.audio.players.fake import FakePlayer
from qa_desktop.journal.changes import create
from qa_desktop.journal.journal import new_id
from qa_desktop.services import backup as backups
from qa_desktop.store import exit_note
from qa_desktop.store.backup_files import find_copies
from qa_desktop.store.backup_log import read_lines
from qa_desktop.store.reader import Reader
from qa_desktop.store.remarks import find_remarks
from qa_desktop.store.workspace import DATABASE, Workspace
from qa_desktop.ui import app as program
from qa_desktop.ui import backup_keeper
from qa_desktop.ui.restore_dialog import RestoreDialog
from tests.ui.window.conftest import Office, Seat
from tests.ui.window.test_trouble import in_dialog


@pytest.fixture
def seat(calls: list[str], office: Office) -> Seat:
    seated = office.sit()
    seated.opened(calls[0])
    return seated


@pytest.fixture
def no_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choose, "choose_player", FakePlayer)


def backed_up(seat: Seat) -> None:
    seat.wait(lambda: not seat.window.backups.is_busy)


def write_remark(seat: Seat, code: str) -> None:
    change = create("remark", new_id(), {"code": code, "text": code})
    seat.window.desk.write(lambda ws: ws.write([change]))
    seat.settle()


def logged(folder: Path) -> int:
    copies = find_copies(folder / "backups")
    return sum(bool(line) and "op" in line for copy in copies for line in read_lines(copy.log))


def test_the_window_backs_up_by_itself_and_says_when(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert seat.text("status_backup") == ""
    began = datetime.now(UTC)
    monkeypatch.setattr(backup_keeper, "FIRST_MS", 0)
    seat.window.backups.start()
    seat.wait(lambda: seat.window.backups.last)
    done = seat.window.backups.last.astimezone()
    assert began <= done
    assert seat.text("status_backup") == f"Last backup {done:%H:%M}"
    write_remark(seat, "a")
    seat.window.backups._timer.timeout.emit()  # half an hour later
    backed_up(seat)
    assert logged(seat.folder) == 1
    assert len(find_copies(seat.folder / "backups")) == 1


def test_what_is_new_is_appended_at_exit(
    seat: Seat, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_keeper, "FIRST_MS", 0)
    keeper = seat.window.backups
    keeper.start()
    seat.wait(lambda: keeper.last)
    write_remark(seat, "a")
    seat.window.close()
    assert logged(seat.folder) == 0
    keeper.at_exit()
    assert logged(seat.folder) == 1
    office.leave(seat)


def test_settings_back_up_now_and_into_a_second_place(
    seat: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat.window.show_screen("settings")
    seat.window.screen("settings").show_page("workspace")
    assert seat.text("backups_last") == "None yet"
    assert seat.text("backups_place") == str(seat.folder / "backups")
    seat.find(QPushButton, "backups_now").click()
    assert not seat.find(QPushButton, "backups_now").isEnabled()
    backed_up(seat)
    assert len(find_copies(seat.folder / "backups")) == 1
    assert seat.text("backups_last").startswith(f"{datetime.now():%Y-%m-%d}")
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    seat.find(QPushButton, "backups_choose").click()
    seat.wait(lambda: find_copies(stick))
    backed_up(seat)
    assert seat.text("backups_second") == str(stick)
    shutil.rmtree(stick)
    seat.window.backups.keep_up()
    seat.wait(lambda: seat.window.backups.second_trouble)
    assert "not there just now" in seat.text("backups_trouble")
    assert not stick.exists(), "an unplugged disk is not replaced by a folder"
    assert "failed" not in seat.text("status_backup")


def test_a_backup_that_fails_is_said_in_the_status_line(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa_desktop.store.backup_files._SHARE", 1 << 40)
    seat.window.backups.back_up_now()
    backed_up(seat)
    label = seat.find(QLabel, "status_backup")
    assert "Backup failed" in label.text()
    assert "not enough room" in label.toolTip()
    monkeypatch.undo()
    seat.window.backups.back_up_now()
    backed_up(seat)
    assert "failed" not in label.text()


def test_an_old_backup_is_shown_with_its_day(seat: Seat) -> None:
    seat.window.status.set_backup(datetime.now(UTC) - timedelta(days=3), None)
    assert seat.text("status_backup").startswith("Last backup 20")


def test_writing_goes_on_while_a_backup_is_made(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy waits in the middle of its work until a write has been done."""
    written: list[object] = []
    real = backups.back_up_now

    def slow(reader, place=None, cancelled=lambda: False):
        change = create("remark", new_id(), {"code": "during", "text": "x"})
        seat.window.desk.write_and_wait(lambda ws: written.append(ws.write([change])))
        return real(reader, place, cancelled)

    monkeypatch.setattr(backups, "back_up_now", slow)
    seat.window.backups.back_up_now()
    backed_up(seat)
    assert written and seat.window.backups.trouble is None


def run_and(qapp: QApplication, folder: Path, act, monkeypatch: pytest.MonkeyPatch) -> list:
    """``app.run`` with a person who does ``act(window)`` in the first window, and closes the next;
    what was seen."""
    windows: list = []
    real = program.open_window

    def opened(*arguments):
        window = real(*arguments)
        windows.append(window)
        if window is not None:
            QTimer.singleShot(0, lambda: act(window) if len(windows) == 1 else window.close())
        return window

    monkeypatch.setattr(program, "open_window", opened)
    assert program.run(folder, "en") == 0
    return windows


def test_a_restore_from_settings_closes_restores_and_opens_again(
    calls: list[str], tmp_path: Path, qapp, no_sound, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "workspace"
    with Workspace.open(folder) as workspace, Reader.open(folder) as reader:
        copy = backups.back_up_now(reader)
        workspace.write([create("remark", new_id(), {"code": "a", "text": "a"})])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(copy.path), ""))
    seen: list[str] = []

    def act(window) -> None:
        window.show_screen("settings")
        window.screen("settings").show_page("workspace")
        in_dialog("restore_question", "restore_yes", [])
        when_done(seen)
        window.findChild(QPushButton, "backups_restore").click()

    assert len(run_and(qapp, folder, act, monkeypatch)) == 2
    assert seen[0] == "The backup is restored"
    assert "Later operations added again: 1.\nNothing is missing." in seen[1]
    with Reader.open(folder) as reader:
        assert [remark.code for remark in find_remarks(reader.db)] == ["a"]


def when_done(seen: list[str]) -> None:
    """When the restore has come to its end, note what is said and go on."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        close = dialog.findChild(QPushButton, "restore_close") if dialog else None
        if close is None or not close.isEnabled():
            QTimer.singleShot(10, look)
            return
        seen.extend(dialog.findChild(QLabel, n).text() for n in ("restore_title", "restore_text"))
        close.click()

    QTimer.singleShot(0, look)


def test_a_workspace_that_cannot_be_opened_offers_its_newest_backup(
    calls: list[str], tmp_path: Path, qapp, no_sound, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "workspace"
    with Reader.open(folder) as reader:
        good = backups.back_up_now(reader)
    newer = good.path.with_name("20990101-000000-00000000.db")
    newer.write_bytes(b"\0" * 9000)
    (folder / DATABASE).write_bytes(os.urandom(50_000))
    seen: list[str] = []
    in_dialog("trouble_dialog", "trouble_restore", seen, "trouble_message")
    in_dialog("restore_question", "restore_yes", [])
    when_done(seen)
    windows = run_and(qapp, folder, lambda window: window.close(), monkeypatch)
    assert len(windows) == 1 and windows[0] is not None
    assert seen[1] == "The backup is restored", seen
    with Reader.open(folder) as reader:
        assert reader.db.execute("SELECT count(*) FROM call").fetchone() == (len(calls),)


def test_a_database_that_was_deleted_by_hand_is_offered_from_the_newest_backup(
    calls: list[str], tmp_path: Path, qapp, no_sound, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is asked for a name, and no empty workspace is begun over the recordings."""
    folder = tmp_path / "workspace"
    with Reader.open(folder) as reader:
        backups.back_up_now(reader)
    (folder / DATABASE).unlink()
    seen: list[str] = []
    in_dialog("trouble_dialog", "trouble_restore", seen, "trouble_message")
    in_dialog("restore_question", "restore_yes", [])
    when_done(seen)
    windows = run_and(qapp, folder, lambda window: window.close(), monkeypatch)
    assert len(windows) == 1 and windows[0] is not None
    assert "is gone" in seen[0] and seen[1] == "The backup is restored", seen
    with Reader.open(folder) as reader:
        assert reader.db.execute("SELECT count(*) FROM call").fetchone() == (len(calls),)


def test_a_backup_of_another_workspace_asks_once_more(
    calls: list[str], tmp_path: Path, qtbot, profile: Path
) -> None:
    with Workspace.open(tmp_path / "other", name="李敏") as other:
        other.write([create("team", new_id(), {"name": "二班"})])
    with Reader.open(tmp_path / "other") as reader:
        copy = backups.back_up_now(reader)
    dialog = RestoreDialog(tmp_path / "workspace", copy.path)
    qtbot.addWidget(dialog)
    dialog.show()
    anyway = dialog.findChild(QPushButton, "restore_anyway")
    qtbot.waitUntil(anyway.isVisible)
    assert "another workspace" in dialog.findChild(QLabel, "restore_text").text()
    with Reader.open(tmp_path / "workspace") as reader:
        assert reader.db.execute("SELECT count(*) FROM call").fetchone() == (len(calls),)
    anyway.click()
    qtbot.waitUntil(lambda: dialog.report is not None)
    assert not anyway.isVisible()
    with Reader.open(tmp_path / "workspace") as reader:
        assert reader.db.execute("SELECT count(*) FROM call").fetchone() == (0,)
        assert reader.db.execute("SELECT count(*) FROM team").fetchone() == (1,)


def test_a_workspace_without_backups_offers_none(
    calls: list[str], tmp_path: Path, qapp, no_sound
) -> None:
    (tmp_path / "workspace" / DATABASE).write_bytes(os.urandom(50_000))
    found: list[object] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(5, look)
            return
        found.append(dialog.findChild(QPushButton, "trouble_restore"))
        dialog.findChild(QPushButton, "trouble_quit").click()

    QTimer.singleShot(0, look)
    assert program.open_window(qapp, tmp_path / "workspace", "en") is None
    assert found == [None]


KILLED = """
import os, signal, sys
from pathlib import Path
from qa_desktop.store.workspace import Workspace
Workspace.open(Path(sys.argv[1]))
os.kill(os.getpid(), signal.SIGKILL)
"""


def kill_in(folder: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(folder)], check=False)
    assert done.returncode == -signal.SIGKILL


def test_after_a_kill_the_file_is_checked_and_then_backed_up(
    calls: list[str], office: Office
) -> None:
    kill_in(office.folder)
    seat = office.sit()
    assert exit_note.was_unclean(office.folder)
    seat.window.backups.start()
    seat.wait(lambda: seat.window.backups.last)
    assert not exit_note.was_unclean(office.folder)
    office.leave(seat)
    assert not (office.folder / ".open").exists()


def ruin_page(folder: Path, page: int) -> None:
    database = folder / DATABASE
    content = bytearray(database.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = bytes(4096)
    database.write_bytes(content)


def ruin_index(folder: Path, page: int) -> None:
    """An entry of an index that no row has; the check goes on to its end."""
    database = folder / DATABASE
    content = bytearray(database.read_bytes())
    at = page * 4096 - 8
    content[at : at + 4] = bytes(byte ^ 1 for byte in content[at : at + 4])
    database.write_bytes(content)


@pytest.mark.parametrize("ruin", [ruin_page, ruin_index])
def test_after_a_kill_a_bad_file_is_said_and_not_backed_up(
    calls: list[str], office: Office, ruin
) -> None:
    with Reader.open(office.folder) as reader:
        copy = backups.back_up_now(reader)
        index = "SELECT rootpage FROM sqlite_master WHERE name = 'op_act'"
        (page,) = reader.db.conn.execute(index).fetchone()
    kill_in(office.folder)
    ruin(office.folder, page)
    seat = office.sit()
    wanted: list[object] = []
    seat.window.restore_wanted.connect(wanted.append)
    in_dialog("restore_question", "restore_yes", [])
    seat.window.backups.start()
    seat.wait(lambda: wanted)
    assert wanted == [None]
    assert "database file is damaged" in seat.text("message_words")
    assert "Backup failed" in seat.text("status_backup")
    seat.window.backups.back_up_now()
    seat.window.backups.keep_up()
    assert not seat.window.backups.is_busy, "nothing is backed up any more"
    assert find_copies(office.folder / "backups") == [copy]
    assert exit_note.was_unclean(office.folder), "the next start checks again"
