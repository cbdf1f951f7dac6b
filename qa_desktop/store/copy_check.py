"""Is a file a sound database of ours? Asked in a process of its own.

A damaged file can end the process that reads it, and a check of a large one must not hold up a
window.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.paths import own_program
from qa_desktop.store.bare_file import APPLICATION_ID, SCHEMA_VERSION, open_plainly, sqlite3

COMMAND = "check-copy"
"""The hidden command of the program that runs ``problem_of``; ends with a status from below."""

SOUND, DAMAGED, NOT_OURS, NEWER, UNFINISHED = 0, 11, 12, 13, 14
_WORDS = {
    DAMAGED: "backup.file_damaged",
    NOT_OURS: "backup.file_not_ours",
    NEWER: "backup.file_newer",
    UNFINISHED: "backup.file_unfinished",
}
_POLL_S = 0.1


def problem_of(file: Path) -> int:
    """One of the statuses above: identity first, then every page."""
    try:
        connection = open_plainly(file)
        try:
            return _problem(connection)
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        return NOT_OURS if "not a database" in str(error) else DAMAGED


def _problem(connection: sqlite3.Connection) -> int:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        return NOT_OURS
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if not 0 < version <= SCHEMA_VERSION:
        return NEWER if version else UNFINISHED
    if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        return DAMAGED
    return DAMAGED if connection.execute("PRAGMA foreign_key_check").fetchone() else SOUND


def is_sound(file: Path) -> bool:
    """The same, asked in a child process."""
    return _run_child(file, lambda: False) == SOUND


def require_sound(file: Path, named: Path, cancelled: Callable[[], bool] = lambda: False) -> None:
    """Check ``file`` in a child process; the error of a bad one speaks of ``named``."""
    status = _run_child(file, cancelled)
    if status != SOUND:
        raise UserFacingError(_WORDS.get(status, "backup.file_damaged"), path=str(named))


def _run_child(file: Path, cancelled: Callable[[], bool]) -> int:
    command = [*own_program(), COMMAND, str(file)]
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    child = subprocess.Popen(  # noqa: S603 - this program itself
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        creationflags=flags,
    )
    try:
        while True:
            try:
                return child.wait(_POLL_S)
            except subprocess.TimeoutExpired:
                if cancelled():
                    raise CancelledError from None
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()
