"""Making backups: a full copy, and in between what was written since (EXCHANGE.md, Backup).

A copy is made under a temporary name, checked in a child process, synced, and only then gets its
name: a file that has a name is sound. Audio is not part of it: each recording lies in ``audio/``
under its own hash.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.store import backup_files, copy_check
from qa_desktop.store.backup_files import Copy, Free, free_bytes
from qa_desktop.store.backup_log import AnotherPastError, append_new
from qa_desktop.store.connection import copy_database, snapshot
from qa_desktop.store.durable import sync_folder
from qa_desktop.store.faults import plain_faults
from qa_desktop.store.swap import ASIDE

FOLDER = "backups"
"""Inside the workspace."""

_LARGE_LOG = 16 << 20
"""Bytes from which a new full copy is quicker to read than the log."""

_POLL_S = 0.1

Cancelled = Callable[[], bool]


@dataclass(frozen=True)
class Kept:
    """What a backup came to: the newest full copy, and how many operations were appended to its
    log; ``full`` tells that the copy was made just now."""

    copy: Copy
    appended: int
    full: bool


def _never() -> bool:
    return False


@contextmanager
def _locked(place: Path, waiting: Cancelled | None = None) -> Iterator[None]:
    """One process at a time makes backups in a place; what a crash had left is removed.

    Where somebody is at work there, with ``waiting`` until they are done or it says to give up.
    """
    place.mkdir(parents=True, exist_ok=True)
    lock = FileLock(place / ".lock", timeout=0)
    while not lock.is_locked:
        try:
            lock.acquire(timeout=0 if waiting is None else _POLL_S)
        except Timeout as error:
            if waiting is None:
                raise UserFacingError("backup.busy", path=str(place)) from error
            if waiting():
                raise CancelledError from error
    try:
        backup_files.remove_leftovers(place)
        yield
    finally:
        lock.release()


def remove_partial_copies(place: Path) -> None:
    """Copies that a crash cut short, unless somebody is at work there."""
    if backup_files.find_leftovers(place):
        with suppress(UserFacingError), _locked(place):
            pass


def replica_of(db: Database) -> str:
    row = db.conn.execute("SELECT value FROM setting WHERE key = 'replica'").fetchone()
    if row is None:
        raise UserFacingError("identity.none")
    return str(row[0])


@dataclass(frozen=True)
class Place:
    """A folder of backups: the workspace's own, where other files need the room too, or one that
    the person chose, where other workspaces may keep theirs."""

    folder: Path
    own: bool = True
    free: Free = free_bytes

    def copies(self, db: Database) -> list[Copy]:
        """Those that may be appended to and thinned, newest first."""
        return backup_files.find_copies(self.folder, None if self.own else replica_of(db)[:8])

    def most_bytes(self) -> int:
        return backup_files.budget(self.folder, self.free) if self.own else self.free(self.folder)


def own_place(folder: Path) -> Place:
    """That of the workspace in ``folder``."""
    return Place(folder / FOLDER)


def keep_up(
    db: Database,
    place: Place,
    *,
    now: datetime | None = None,
    patient: bool = False,
    cancelled: Cancelled = _never,
) -> Kept:
    """The regular backup: append what is new; make a full copy when there is none of today, when
    the log has grown large, or when the database is not the one that was copied. ``patient`` waits
    for another one that is being made there."""
    moment = now or datetime.now(UTC)
    with plain_faults(place.folder), _locked(place.folder, cancelled if patient else None):
        kept = _append(db, place)
        if kept is not None and not _wants_new(kept.copy, moment):
            return kept
        return _full(db, place, moment, cancelled)


def append_only(db: Database, place: Place) -> Kept:
    """The quick backup at exit: a full copy is made only where there is none to append to."""
    with plain_faults(place.folder), _locked(place.folder):
        return _append(db, place) or _full(db, place, datetime.now(UTC), _never)


def back_up(
    db: Database, place: Place, *, now: datetime | None = None, cancelled: Cancelled = _never
) -> Copy:
    """A full copy, now."""
    with plain_faults(place.folder), _locked(place.folder):
        _append(db, place)
        return _full(db, place, now or datetime.now(UTC), cancelled).copy


def keep_only(place: Place, copy: Copy) -> None:
    """Remove every other copy of a place of one's own, and what restores moved aside: values that
    were erased still stand in them."""
    with plain_faults(place.folder), _locked(place.folder):
        for each in backup_files.find_copies(place.folder):
            if each != copy:
                each.remove()
        for aside in place.folder.glob(f"{ASIDE}*"):
            shutil.rmtree(aside)


def _wants_new(copy: Copy, moment: datetime) -> bool:
    of_today = copy.at.astimezone().date() >= moment.astimezone().date()
    return not of_today or (copy.log.exists() and copy.log.stat().st_size > _LARGE_LOG)


def _append(db: Database, place: Place) -> Kept | None:
    """To the newest copy's log; None where there is no sound copy to follow."""
    for copy in place.copies(db)[:1]:
        try:
            return Kept(copy, append_new(db, copy.path, copy.log), full=False)
        except AnotherPastError:
            return None
        except sqlite3.DatabaseError:
            if copy_check.is_sound(copy.path):
                raise
    return None


def _full(db: Database, place: Place, moment: datetime, cancelled: Cancelled) -> Kept:
    """The log before is completed after it: should the copy ever turn out bad, the one before and
    its log hold the same."""
    previous = next(iter(place.copies(db)), None)
    named = backup_files.new_copy(place.folder, replica_of(db), moment, previous)
    copy = _make(db, place, named, cancelled)
    if previous is not None:
        _complete(db, previous)
    backup_files.thin(place.copies(db), place.most_bytes() if place.own else None)
    return Kept(copy, 0, full=True)


def _complete(db: Database, previous: Copy) -> None:
    """An old copy that cannot be read any more is no reason to refuse the new one."""
    with suppress(AnotherPastError, sqlite3.DatabaseError):
        append_new(db, previous.path, previous.log)


def _make(db: Database, place: Place, copy: Copy, cancelled: Cancelled) -> Copy:
    """Temporary name, check, rename."""
    folder = place.folder
    pages, size = (db.execute(f"PRAGMA page_{what}").fetchone()[0] for what in ("count", "size"))
    backup_files.require_room(folder, pages * size, place.most_bytes(), place.free)
    partial = folder / f"{backup_files.PARTIAL}{os.getpid()}.db"
    try:
        with snapshot(db):
            copy_database(db, partial, lambda: _stop_if(cancelled))
        _require_sound(partial, cancelled)
        partial.replace(copy.path)
        sync_folder(folder)
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    return copy


def _require_sound(partial: Path, cancelled: Cancelled) -> None:
    """A faithful copy that is damaged tells of a damaged database."""
    try:
        copy_check.require_sound(partial, partial, cancelled)
    except UserFacingError as error:
        raise UserFacingError("backup.source_damaged") from error


def _stop_if(cancelled: Cancelled) -> None:
    if cancelled():
        raise CancelledError
