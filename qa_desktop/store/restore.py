"""Restoring: the chosen copy, everything that was written after it, a replica of its own.

EXCHANGE.md, Recovery: nothing is deleted, the replaced files are moved aside; what the logs and
the replaced database still hold is added again; values that were erased since stay erased.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.canonical import MalformedError
from qa_desktop.journal.journal import Journal
from qa_desktop.journal.keys import SigningKey
from qa_desktop.journal.operation import Operation, is_hash, parse, verify
from qa_desktop.journal.personal import Salted
from qa_desktop.store import backup_log, call_index, copy_check, swap
from qa_desktop.store.backup import FOLDER
from qa_desktop.store.backup_files import find_copies, read_name
from qa_desktop.store.backup_log import id_of
from qa_desktop.store.connection import connect
from qa_desktop.store.erasures import forget_locally
from qa_desktop.store.faults import plain_faults
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.migrations import migrate
from qa_desktop.store.salvage import Line, salvage
from qa_desktop.store.workspace import DATABASE, make_folder, take_lock

_CHUNK = 1000

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
    _local: backup_log.Local | None = field(default=None, repr=False)


def restore(
    folder: Path, file: Path, *, now: datetime | None = None, over_another: bool = False
) -> Restored:
    """Put the backup ``file`` in the place of the workspace's database; audio is not touched.

    Raises ``UserFacingError`` for a file that is missing, damaged, not ours or from a newer
    program, for a workspace that is open, and, unless ``over_another``, for a backup of another
    workspace ("backup.another_workspace"); then nothing has changed. The next ``Workspace.open``
    begins a new replica.
    """
    if not file.is_file():
        raise UserFacingError("backup.file_missing", path=str(file))
    with plain_faults(folder):
        make_folder(folder)
        lock = take_lock(folder)
        try:
            swap.finish_swap(folder, DATABASE)
            swap.remove_staged(folder)
            return _restore(folder, file, now or datetime.now(UTC), over_another)
        finally:
            swap.remove_staged(folder)
            lock.release()


def _restore(folder: Path, file: Path, now: datetime, over_another: bool) -> Restored:
    staged = folder / swap.STAGED
    for ending in ("", "-wal"):
        source = file.with_name(file.name + ending)
        if source.exists():
            shutil.copyfile(source, f"{staged}{ending}")
    copy_check.require_sound(staged, file)
    report = Restored()
    had_one = (folder / DATABASE).exists()
    db = connect(staged)
    try:
        if not over_another and _is_another(db, folder / DATABASE):
            raise UserFacingError("backup.another_workspace", path=str(file))
        migrate(db)
        _replay(db, _sources(folder, file), report)
        _take_up_local(db, _moment_of(file), report)
        _leave_replica(db, report)
        call_index.forget(db)  # the replay went past it
        db.execute("PRAGMA journal_mode = DELETE")
    finally:
        db.close()
    with staged.open("rb+") as written:
        os.fsync(written.fileno())
    aside = swap.swap(folder, DATABASE, f"{now.astimezone(UTC):%Y%m%d-%H%M%S-%f}")
    report.aside = aside if had_one else None
    return report


def _sources(folder: Path, file: Path) -> Iterator[Line | None]:
    """Every log that may hold what the copy lacks, oldest first, then the replaced database."""
    own = folder / FOLDER
    places = [own] if file.parent.resolve() == own.resolve() else [own, file.parent]
    copies = sorted(chain(*map(find_copies, places)), key=lambda copy: copy.at)
    for copy in copies:
        yield {"follows": ""}
        yield from backup_log.read_lines(copy.log)
    yield {"follows": ""}
    yield from salvage(folder / DATABASE)


def _replay(db: Database, lines: Iterable[Line | None], report: Restored) -> None:
    """Only adds, and only what goes on the copy's own past: a place may hold backups of other
    workspaces. The key of this journal is never used."""
    journal = Journal(db, SigningKey.generate(), erasing=forget_locally)
    operations = _Batch(lambda batch: _add_operations(journal, batch, report))
    values = _Batch(journal.add_personal)
    erased = _Batch(lambda batch: _refuse(db, batch))
    related = False
    for line in lines:
        try:
            if line is not None and ("follows" in line or "replica" in line):
                related = _is_kin(db, line)
            elif not related:
                continue
            elif line is None:
                report.unreadable += 1
            elif "op" in line:
                operations.put((line["op"], bytes.fromhex(line["sig"]), line["bundle"]))
            elif "personal" in line:
                hash, salt, value = line["personal"]
                values.put(Salted(hash, bytes.fromhex(salt), value))
            elif "erased" in line:
                erased.put(line["erased"])
            elif "local" in line:
                report._local = backup_log.Local(**line["local"])
        except (KeyError, TypeError, ValueError):
            report.unreadable += 1
    for batch in (operations, values, erased):
        batch.flush()


def _is_kin(db: Database, origin: Line) -> bool:
    """Whether lines come from the past of this database."""
    sql = "SELECT 1 FROM op WHERE id = ? OR replica = ? LIMIT 1"
    found = db.conn.execute(sql, [origin.get("follows"), origin.get("replica")])
    return found.fetchone() is not None


def _is_another(db: Database, database: Path) -> bool:
    """Whether ``database`` holds somebody's work that has nothing in common with the copy. One
    that was just made has none, and of one that cannot be read nobody knows."""
    lines = salvage(database)
    try:
        origin = next(lines, None)
        if not origin or _is_kin(db, origin):
            return False
        held = sum(1 for _ in islice((line for line in lines if "op" in line), _OF_A_NEW_ONE + 1))
        return held > _OF_A_NEW_ONE
    finally:
        lines.close()


class _Batch:
    """Collects, so that a transaction holds many."""

    def __init__(self, add: Callable[[list[Any]], None]) -> None:
        self._add = add
        self._waiting: list[Any] = []

    def put(self, entry: Any) -> None:
        self._waiting.append(entry)
        if len(self._waiting) >= _CHUNK:
            self.flush()

    def flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        if waiting:
            self._add(waiting)


def _add_operations(
    journal: Journal, batch: list[tuple[str, bytes, str | None]], report: Restored
) -> None:
    """Those that are not there yet and that their replica signed."""
    known = _known(journal.db, [id_of(raw) for raw, _, _ in batch])
    fresh: dict[str | None, dict[str, Operation]] = {}
    for raw, sig, bundle in batch:
        if id_of(raw) in known:
            continue
        operation = _genuine(raw, sig)
        if operation is None:
            report.unreadable += 1
        else:
            fresh.setdefault(bundle, {})[operation.id] = operation
    for bundle, operations in fresh.items():
        report.replayed += len(journal.add(operations.values(), bundle=bundle).new)


def _genuine(raw: str, sig: bytes) -> Operation | None:
    try:
        operation = parse(raw, sig)
    except MalformedError:
        return None
    return operation if verify(operation) else None


def _known(db: Database, ids: list[str]) -> set[str]:
    marks = ",".join("?" * len(ids))
    return {id for (id,) in db.conn.execute(f"SELECT id FROM op WHERE id IN ({marks})", ids)}


def _refuse(db: Database, hashes: list[str]) -> None:
    """What was erased since the copy was made."""
    wanted = [(hash,) for hash in hashes if is_hash(hash)]
    with db.atomic():
        db.conn.executemany("INSERT OR IGNORE INTO erased VALUES (?)", wanted)
        db.conn.executemany("DELETE FROM personal WHERE hash = ?", wanted)


def _moment_of(file: Path) -> float:
    """When a copy was made (ms): by its name, else by its date."""
    named = read_name(file)
    return named.at.timestamp() * 1000 if named else file.stat().st_mtime * 1000


def _take_up_local(db: Database, copied_at: float, report: Restored) -> None:
    """Drafts and settings of the last moment that is known, unless the copy is younger."""
    local = report._local
    if local is None or local.at < copied_at:
        return
    with db.atomic():
        db.execute("DELETE FROM draft")
        db.conn.executemany("INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?)", local.drafts)
        db.execute("DELETE FROM setting WHERE key <> 'replica'")
        db.conn.executemany("INSERT OR REPLACE INTO setting VALUES (?, ?)", local.settings)


def _leave_replica(db: Database, report: Restored) -> None:
    """A restored copy never goes on with the chain of the replica that wrote it."""
    row = db.conn.execute("SELECT value FROM setting WHERE key = 'replica'").fetchone()
    report.replica = str(row[0]) if row else ""
    held = db.conn.execute("SELECT max(seq) FROM op WHERE replica = ?", [report.replica])
    report.last_seq = held.fetchone()[0] or 0
    with db.atomic():
        db.execute("DELETE FROM setting WHERE key = 'replica'")


def lost_operations(report: Restored, keys: KeyStore) -> int:
    """How many operations this machine knows to have written that are not there again."""
    noted = keys.last_seq(report.replica) if report.replica else None
    return max(noted.seq - report.last_seq, 0) if noted and noted.here else 0
