"""Adding to a restored copy what was written after it was made.

First everything that was said, and the local tables as they stood last; the erasures after it. So
whatever they name is known by then, and is found where it was put in words of its own: in drafts,
paths and rows of call lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from qa_desktop.journal.canonical import MalformedError
from qa_desktop.journal.journal import Journal
from qa_desktop.journal.keys import SigningKey
from qa_desktop.journal.operation import Operation, is_hash, parse, verify
from qa_desktop.journal.personal import Salted
from qa_desktop.store import backup_log
from qa_desktop.store.backup_log import id_of
from qa_desktop.store.erasures import forget_locally, refuse_erased
from qa_desktop.store.salvage import Line

_CHUNK = 1000
_LISTS = ("call_list", "listed_call", "unlisted_call", "list_act", "imported_file")
"""Local tables that no log holds; the first before those that refer to it."""


class Replay:
    """Only adds, and only what goes on the copy's own past: a place may hold backups of other
    workspaces. Without a copy (``has_copy``) the first past that is found is taken for this
    workspace's. The key of its journal is never used."""

    def __init__(self, db: Database, *, has_copy: bool = True) -> None:
        self._db = db
        self._has_past = has_copy
        self._journal = Journal(db, SigningKey.generate(), erasing=forget_locally)
        self._operations = _Batch(self._add)
        self._values = _Batch(self._journal.add_personal)
        self._erasing: list[_Signed] = []
        self._refused: list[str] = []
        self._local: backup_log.Local | None = None
        self._team: str | None = None
        self.added = 0
        self.unreadable = 0
        """Lines that cannot be read, and operations that their replica did not sign."""

    def take(self, lines: Iterable[Line | None]) -> None:
        """Everything but the erasures, which are kept for later."""
        related = False
        for line in lines:
            try:
                if line is not None and ("follows" in line or "replica" in line):
                    self._operations.flush()  # what it follows may have come just now
                    related = not self._has_past or is_kin(self._db, line)
                elif not related:
                    continue
                elif line is None:
                    self.unreadable += 1
                else:
                    self._sort(line)
            except (KeyError, TypeError, ValueError):
                self.unreadable += 1
        self._operations.flush()
        self._values.flush()

    def _sort(self, line: Line) -> None:
        if "op" in line:
            self._operations.put((line["op"], bytes.fromhex(line["sig"]), line["bundle"]))
        elif "personal" in line:
            hash, salt, value = line["personal"]
            self._values.put(Salted(hash, bytes.fromhex(salt), value))
        elif "erased" in line:
            self._refused += [line["erased"]] if is_hash(line["erased"]) else []
        elif "team" in line:
            self._team = line["team"] if is_hash(line["team"]) else None
        elif "local" in line:
            self._local = backup_log.Local(**line["local"])

    def _add(self, batch: list[_Signed]) -> None:
        """Those that are not there yet and that their replica signed."""
        known = _known(self._db, [id_of(raw) for raw, _, _ in batch])
        fresh: dict[str | None, dict[str, Operation]] = {}
        for raw, sig, bundle in batch:
            if id_of(raw) in known:
                continue
            operation = _genuine(raw, sig)
            if operation is None:
                self.unreadable += 1
            elif operation.kind == "erase":
                self._erasing.append((raw, sig, bundle))
            else:
                fresh.setdefault(bundle, {})[operation.id] = operation
        self._put(fresh)

    def _put(self, fresh: dict[str | None, dict[str, Operation]]) -> None:
        for bundle, operations in fresh.items():
            self.added += len(self._journal.add(operations.values(), bundle=bundle).new)
            self._has_past = True

    def take_up_drafts(self, copied_at: float) -> None:
        """Drafts and settings of the last moment that is known, unless the copy (ms) is younger."""
        local, db = self._local, self._db
        if local is None or local.at < copied_at:
            return
        with db.atomic():
            db.execute("DELETE FROM draft")
            db.conn.executemany("INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?)", local.drafts)
            db.execute("DELETE FROM setting WHERE key <> 'replica'")
            db.conn.executemany("INSERT OR REPLACE INTO setting VALUES (?, ?)", local.settings)

    def take_up_lists(self, old: Database | None) -> bool:
        """Imported lists and notes of files as the replaced database has them: all of them, or,
        where it cannot be read or is of another past, none."""
        db = self._db
        if old is None:
            return False
        (file,) = [file for _, name, file in old.conn.execute("PRAGMA database_list")]
        db.execute("ATTACH ? AS old", [file])
        try:
            with db.atomic():
                for table in reversed(_LISTS):
                    db.execute(f"DELETE FROM main.{table}")
                for table in _LISTS:
                    db.execute(f"INSERT INTO main.{table} SELECT * FROM old.{table}")
            return True
        except sqlite3.DatabaseError:
            return False
        finally:
            db.execute("DETACH old")

    def take_up_team(self) -> None:
        """The team that was trusted last, which no operation names: without it everybody's
        operations would count, erasures first of all."""
        if self._team is not None and self._journal.trust_group is None:
            self._journal.trust(self._team)

    def erase(self) -> bool:
        """Carry out the erasures. Whether there was one that the copy did not know."""
        before = _count_erased(self._db)
        fresh: dict[str | None, dict[str, Operation]] = {}
        for raw, sig, bundle in self._erasing:
            operation = parse(raw, sig)
            fresh.setdefault(bundle, {})[operation.id] = operation
        self._put(fresh)
        with self._db.atomic():
            refuse_erased(self._db, self._refused)
        return _count_erased(self._db) > before


def knows_every_erasure(old: Database, db: Database) -> bool:
    """Whether ``old`` has carried out whatever ``db`` has."""
    try:
        known = {hash for (hash,) in old.conn.execute("SELECT hash FROM erased")}
    except sqlite3.DatabaseError:
        return False
    return all(hash in known for (hash,) in db.conn.execute("SELECT hash FROM erased"))


def drop_lists(db: Database) -> int:
    """Remove the imported lists and every name of a file: somebody who was erased may still stand
    in them, and nobody knows the words any more. How many rows that were."""
    (rows,) = db.conn.execute("SELECT count(*) FROM listed_call").fetchone()
    with db.atomic():
        for table in ("list_act", "call_list", "imported_file", "arrived_file"):
            db.execute(f"DELETE FROM {table}")  # rows go with their list
        db.execute("UPDATE bundle SET file = '', path = ''")
    return int(rows)


def is_kin(db: Database, origin: Line) -> bool:
    """Whether lines come from the past of this database."""
    sql = "SELECT 1 FROM op WHERE id = ? OR replica = ? LIMIT 1"
    found = db.conn.execute(sql, [origin.get("follows"), origin.get("replica")])
    return found.fetchone() is not None


_Signed = tuple[str, bytes, str | None]
"""Text and signature of an operation, and the bundle that brought it."""


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


def _genuine(raw: str, sig: bytes) -> Operation | None:
    try:
        operation = parse(raw, sig)
    except MalformedError:
        return None
    return operation if verify(operation) else None


def _known(db: Database, ids: list[str]) -> set[str]:
    marks = ",".join("?" * len(ids))
    return {id for (id,) in db.conn.execute(f"SELECT id FROM op WHERE id IN ({marks})", ids)}


def _count_erased(db: Database) -> int:
    return int(db.conn.execute("SELECT count(*) FROM erased").fetchone()[0])
