"""Backups while the window is open: a first one soon after the start, then every half hour, and
what is new at exit. Each runs on the desk's pool with a connection of its own; the writer never
waits. After an unclean exit the whole file is checked before anything is backed up."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from qa_desktop.errors import UserFacingError
from qa_desktop.services import backup as backups
from qa_desktop.services.backup import KeptUp
from qa_desktop.store.backup import FOLDER
from qa_desktop.store.backup_files import Copy, last_saved
from qa_desktop.store.exit_note import was_unclean
from qa_desktop.store.reader import Reader
from qa_desktop.ui.tasks import Desk

FIRST_MS = 20_000
"""The window comes up and plays first."""
EVERY_MS = 30 * 60_000

_DAMAGE = ("workspace.damaged", "backup.source_damaged")
_log = logging.getLogger(__name__)


class BackupKeeper(QObject):
    """``start`` it for automatic backups; without it backs up only when asked."""

    changed = Signal()
    """``last``, ``trouble`` or ``second_trouble`` has another value."""
    damaged = Signal(object)
    """The ``UserFacingError`` of a database that is bad; nothing is backed up any more."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.last: datetime | None = last_saved(self.place)
        """When everything was last in the backups (UTC)."""
        self.trouble: UserFacingError | None = None
        """Why the last attempt failed."""
        self.second_trouble: UserFacingError | None = None
        """What is wrong with the second place."""
        self.is_busy = False
        self.is_stopped = False
        """The database was found to be bad."""
        self._is_started = False
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.keep_up)

    @property
    def place(self) -> Path:
        return self._desk.folder / FOLDER

    def start(self) -> None:
        """Automatic backups from now on."""
        self._is_started = True
        self._timer.start()
        if was_unclean(self._desk.folder):
            self.is_busy = True
            self._desk.work(partial(_check, self._desk.folder), self._on_checked, self._on_failed)
        else:
            QTimer.singleShot(FIRST_MS, self, self.keep_up)

    def keep_up(self) -> None:
        """The regular backup, unless one is being made."""
        if not self.is_busy and not self.is_stopped:
            self.is_busy = True
            work = partial(_with_reader, self._desk.folder, backups.keep_up)
            self._desk.work(work, self._on_kept, self._on_failed)

    def back_up_now(self) -> None:
        """A full copy because the person wants one."""
        if not self.is_busy and not self.is_stopped:
            self.is_busy = True
            work = partial(_with_reader, self._desk.folder, _full)
            self._desk.work(work, self._on_copied, self._on_failed)
            self.changed.emit()

    def second_place_changed(self) -> None:
        """Back up into it when the setting is written."""
        self.second_trouble = None
        self._desk.after_writes(self.keep_up)

    def at_exit(self) -> None:
        """Append what is new; called when the desk is closed. A failure must not keep the window
        open: the operations are in the workspace, and the next start backs up."""
        if not self._is_started or self.is_stopped:
            return
        try:
            with Reader.open(self._desk.folder) as reader:
                backups.keep_up_at_exit(reader)
        except UserFacingError as error:
            _log.warning("no backup at exit: %s", error)

    def _on_checked(self, sound: bool) -> None:
        self.is_busy = False
        if sound:
            self.keep_up()
        else:
            self._stop(UserFacingError("workspace.damaged", path=str(self._desk.folder)))

    def _on_kept(self, kept: KeptUp) -> None:
        self.second_trouble = kept.second_trouble
        self._on_copied(kept.kept.copy)

    def _on_copied(self, _copy: Copy) -> None:
        self.is_busy = False
        self.last = datetime.now(UTC)
        self.trouble = None
        self.changed.emit()

    def _on_failed(self, error: UserFacingError) -> None:
        self.is_busy = False
        if error.id in _DAMAGE:
            self._stop(error)
        elif error.id != "backup.busy":
            self.trouble = error
        self.changed.emit()

    def _stop(self, error: UserFacingError) -> None:
        self.is_stopped = True
        self.trouble = error
        self._timer.stop()
        self.changed.emit()
        self.damaged.emit(error)


def _with_reader(
    folder: Path,
    act: Callable[[Reader, Callable[[], bool]], Any],
    _progress: Any,
    cancelled: Callable[[], bool],
) -> Any:
    with Reader.open(folder) as reader:
        return act(reader, cancelled)


def _full(reader: Reader, cancelled: Callable[[], bool]) -> Copy:
    return backups.back_up_now(reader, cancelled=cancelled)


def _check(folder: Path, _progress: Any, _cancelled: Any) -> bool:
    with Reader.open(folder) as reader:
        return backups.check_after_unclean_exit(reader)
