"""Restoring: the chosen copy, everything that was written after it, a replica of its own.

EXCHANGE.md, Recovery: nothing is deleted, the replaced files are moved aside; what the logs and
the replaced database still hold is added again; values that were erased since stay erased.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path

from sqlite_utils import Database

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.store import backup_log, call_index, copy_check, swap
from qa_desktop.store.backup import FOLDER
from qa_desktop.store.backup_files import find_copies, read_name
from qa_desktop.store.connection import connect
from qa_desktop.store.faults import plain_faults
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.migrations import migrate
from qa_desktop.store.replay import Replay, drop_lists, is_kin, knows_every_erasure
from qa_desktop.store.salvage import Line, lines_of, origin_of, salvaged
from qa_desktop.store.workspace import DATABASE, make_folder, take_lock

Cancelled = Callable[[], bool]

_OF_A_NEW_ONE = 2
"""Operations of a workspace that was just made: the device and the person."""


@dataclass
class Restored:
    """What became of a restore, before the workspace is opened again."""

    aside: Path | None = None
    """Folder with the files that were replaced; None where there were none."""
    replayed: int = 0
    """Operations that were not in the copy and are there again."""
    unreadable: int = 0
    """Lines of logs that a crash or a fault has spoilt."""
    replica: str = ""
    """The replica that wrote the copy; from now on another one writes."""
    last_seq: int = 0
    """Its last operation that is there again."""
    dropped_rows: int = 0
    """Rows of imported call lists that went, because somebody was erased since."""


def restore(
    folder: Path,
    file: Path,
    *,
    now: datetime | None = None,
    over_another: bool = False,
    cancelled: Cancelled = lambda: False,
) -> Restored:
    """Put the backup ``file`` in the place of the workspace's database; audio is not touched.

    Raises ``UserFacingError`` for a file that is missing, damaged, not ours or from a newer
    program, for a workspace that is open, and, unless ``over_another``, for a backup of another
    workspace ("backup.another_workspace"), and ``CancelledError`` when told so; then nothing has
    changed. The next ``Workspace.open`` begins a new replica.
    """
    if not file.is_file():
        raise UserFacingError("backup.file_missing", path=str(file))
    with _replacing(folder, now) as (staged, report):
        for ending in ("", "-wal"):
            source = file.with_name(file.name + ending)
            if source.exists():
                shutil.copyfile(source, f"{staged}{ending}")
        _heed(cancelled)
        copy_check.require_sound(staged, file)
        _heed(cancelled)
        with salvaged(folder / DATABASE) as old, _made_whole(staged) as db:
            if old is not None and not over_another and _is_another(db, old):
                raise UserFacingError("backup.another_workspace", path=str(file))
            migrate(db)
            _replay(db, folder, file, old, report, cancelled)
            _leave_replica(db, report)
    return report


def begin_anew(
    folder: Path, *, now: datetime | None = None, cancelled: Cancelled = lambda: False
) -> Restored:
    """For a workspace that is lost or damaged and has no backup: a database of what the old one and
    logs still give, which may be nothing. The old files are moved aside. Given up
    (``CancelledError``), nothing has changed."""
    with (
        _replacing(folder, now) as (staged, report),
        salvaged(folder / DATABASE) as old,
        _made_whole(staged) as db,
    ):
        migrate(db)
        replay = Replay(db, has_copy=False)
        if old is not None:
            replay.take(_heeding(lines_of(old), cancelled))
        replay.take(_heeding(_sources(folder, folder / FOLDER / DATABASE, None), cancelled))
        replay.take_up_drafts(0)
        taken = old is not None and replay.take_up_lists(old)
        replay.take_up_team()
        if replay.erase() and not (taken and old and knows_every_erasure(old, db)):
            report.dropped_rows = drop_lists(db)
        report.replayed, report.unreadable = replay.added, replay.unreadable
    return report


@contextmanager
def _replacing(folder: Path, now: datetime | None) -> Iterator[tuple[Path, Restored]]:
    """A file that takes the place of the workspace's database when the block ends well, and the
    report that is told where the old one went. Nobody else has the workspace meanwhile."""
    with plain_faults(folder):
        make_folder(folder)
        lock = take_lock(folder)
        try:
            swap.finish_swap(folder, DATABASE)
            swap.remove_staged(folder)
            staged, report = folder / swap.STAGED, Restored()
            had_one = (folder / DATABASE).exists()
            yield staged, report
            with staged.open("rb+") as written:
                os.fsync(written.fileno())
            moment = (now or datetime.now(UTC)).astimezone(UTC)
            aside = swap.swap(folder, DATABASE, f"{moment:%Y%m%d-%H%M%S-%f}")
            report.aside = aside if had_one else None
        finally:
            swap.remove_staged(folder)
            lock.release()


@contextmanager
def _made_whole(staged: Path) -> Iterator[Database]:
    """One file when the block ends well, with nothing beside it."""
    db = connect(staged)
    try:
        yield db
        call_index.forget(db)  # what was added went past it
        db.execute("PRAGMA journal_mode = DELETE")
    finally:
        db.close()


def _heed(cancelled: Cancelled) -> None:
    if cancelled():
        raise CancelledError


def _heeding(lines: Iterable[Line | None], cancelled: Cancelled) -> Iterator[Line | None]:
    """To the last: from there on it takes a moment, and the new database stands."""
    for line in lines:
        _heed(cancelled)
        yield line
    _heed(cancelled)


def _replay(
    db: Database,
    folder: Path,
    file: Path,
    old: Database | None,
    to: Restored,
    cancelled: Cancelled,
) -> None:
    """Lists and notes of files are the replaced database's, as drafts are. Where it does not give
    them any more, those of the copy stay, unless somebody was erased after it was made."""
    replay = Replay(db)
    is_own = old is not None and is_kin(db, origin_of(old))
    replay.take(_heeding(_sources(folder, file, old), cancelled))
    replay.take_up_drafts(_moment_of(file))
    taken = is_own and replay.take_up_lists(old)
    replay.take_up_team()
    if replay.erase() and not (taken and old is not None and knows_every_erasure(old, db)):
        to.dropped_rows = drop_lists(db)
    to.replayed, to.unreadable = replay.added, replay.unreadable


def _sources(folder: Path, file: Path, old: Database | None) -> Iterator[Line | None]:
    """Every log that may hold what the copy lacks, oldest first, then the replaced database."""
    own = folder / FOLDER
    places = [own] if file.parent.resolve() == own.resolve() else [own, file.parent]
    copies = sorted(chain(*map(find_copies, places)), key=lambda copy: copy.at)
    for copy in copies:
        yield {"follows": ""}
        yield from backup_log.read_lines(copy.log)
    yield {"follows": ""}
    if old is not None:
        yield from lines_of(old)


def _is_another(db: Database, old: Database) -> bool:
    """Whether ``old`` holds somebody's work that has nothing in common with the copy. One that
    was just made has none, and of one that cannot be read nobody knows."""
    lines = lines_of(old)
    origin = next(lines)
    if not origin or is_kin(db, origin):
        return False
    held = sum(1 for _ in islice((line for line in lines if "op" in line), _OF_A_NEW_ONE + 1))
    return held > _OF_A_NEW_ONE


def _moment_of(file: Path) -> float:
    """When a copy was made (ms): by its name, else by its date."""
    named = read_name(file)
    return named.at.timestamp() * 1000 if named else file.stat().st_mtime * 1000


def _leave_replica(db: Database, report: Restored) -> None:
    """A restored copy never goes on with the chain of the replica that wrote it."""
    row = db.conn.execute("SELECT value FROM setting WHERE key = 'replica'").fetchone()
    report.replica = str(row[0]) if row else ""
    look_again(db, report)
    with db.atomic():
        db.execute("DELETE FROM setting WHERE key = 'replica'")


def look_again(db: Database, report: Restored) -> None:
    """What of the copy's replica is there now."""
    held = db.conn.execute("SELECT max(seq) FROM op WHERE replica = ?", [report.replica])
    report.last_seq = held.fetchone()[0] or 0


def lost_operations(report: Restored, keys: KeyStore) -> int:
    """How many operations this machine knows to have written that are not there again."""
    noted = keys.last_seq(report.replica) if report.replica else None
    return max(noted.seq - report.last_seq, 0) if noted and noted.here else 0
