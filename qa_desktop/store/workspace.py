"""A workspace: one folder, one person's replica, one writer (ARCHITECTURE.md)."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from qa_desktop.errors import UserFacingError
from qa_desktop.journal import projection
from qa_desktop.journal.changes import Change, create
from qa_desktop.journal.journal import Act, Journal, new_id
from qa_desktop.journal.keys import PersonKeys, SigningKey, certify
from qa_desktop.journal.stored import Entity
from qa_desktop.store import exit_note
from qa_desktop.store.backup import FOLDER, keep_up, own_place, remove_partial_copies
from qa_desktop.store.backup_files import find_copies
from qa_desktop.store.blobs import BlobStore
from qa_desktop.store.call_index import CallIndex
from qa_desktop.store.clips import FOLDER as CLIPS
from qa_desktop.store.connection import connect
from qa_desktop.store.erasures import forget_locally, remove_erased_files
from qa_desktop.store.faults import plain_faults
from qa_desktop.store.half_made import remove_half_made
from qa_desktop.store.key_session import KeySession
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.migrations import is_behind, migrate
from qa_desktop.store.salvage import remove_salvaged
from qa_desktop.store.swap import finish_swap, is_swap_begun, remove_staged
from qa_desktop.store.taken_recordings import remove_unfinished

DATABASE = "workspace.db"
_log = logging.getLogger(__name__)
_FOLDERS = ("audio", "cache", "clips", "backups", "outbox", "log")
_ONCE_OURS = "peaks"
"""An empty folder that workspaces made before 2026-11-22 have."""


@dataclass(frozen=True)
class Changes:
    """What an act of a person changed; views refresh on their own subjects only.

    ``act`` can be given to ``undo``; it is None when nothing was written to the journal.
    """

    subjects: frozenset[str]
    act: str | None = None
    ids: tuple[str, ...] = ()
    """Entity ids that the act made or changed, in order."""


class Workspace:
    """Open for writing; owned by the thread that opened it. ``close`` it, or use ``with``."""

    def __init__(
        self, folder: Path, db: Database, lock: FileLock, journal: Journal, store: KeyStore
    ) -> None:
        self.folder = folder
        self.db = db
        self.journal = journal
        self.person = person = str(store.person())
        self.keys = KeySession(store)
        self.blobs = BlobStore(folder / "audio")
        self.clips = BlobStore(folder / CLIPS)
        self.call_index = CallIndex(db, person)
        journal.watcher = self.call_index
        self._lock = lock

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        name: str = "",
        number: str = "",
        keys: KeyStore | None = None,
        recovering: bool = False,
    ) -> Workspace:
        """Open a workspace, making it in an empty or missing folder.

        ``name`` and ``number`` are those of the person when this is the profile's first start.
        ``recovering``: bundles will bring the person's record; a second one would be a conflict.
        """
        store = keys or KeyStore()
        with plain_faults(folder):
            make_folder(folder)
            lock = take_lock(folder)
            try:
                finish_swap(folder, DATABASE)
                remove_staged(folder)
                remove_salvaged(folder)
                if is_lost(folder):
                    raise UserFacingError("workspace.database_gone", path=str(folder))
                db = connect(folder / DATABASE)
            except BaseException:
                lock.release()
                raise
            try:
                _back_up_before_migration(db, folder)
                migrate(db)
                journal = _open_journal(db, store, None if recovering else (name, number))
                exit_note.begin(folder)
            except BaseException:
                db.close()
                lock.release()
                raise
        workspace = cls(folder, db, lock, journal, store)
        try:
            with plain_faults(folder):
                workspace._clean_up(store)
        except BaseException:
            workspace.close()
            raise
        return workspace

    @classmethod
    @contextmanager
    def lent(cls, folder: Path, keys: KeyStore) -> Iterator[Workspace]:
        """For a child of the process that has it open and writes nothing meanwhile: nothing is
        locked, made or cleaned up."""
        with plain_faults(folder):
            db = connect(folder / DATABASE)
        try:
            row = db.conn.execute("SELECT value FROM setting WHERE key = 'replica'").fetchone()
            key = _still_ours(db, keys, str(row[0])) if row else None
            if key is None:
                raise UserFacingError("workspace.missing", path=str(folder))
            journal = Journal(db, key, committed=keys.note_seq, erasing=forget_locally)
            yield cls(folder, db, FileLock(folder / "workspace.lock"), journal, keys)
        finally:
            db.close()

    def take_back_unfinished(self) -> None:
        """What a merge in a child stored that was cut short."""
        for blobs in (self.blobs, self.clips):
            remove_unfinished(self.db, blobs)

    def _clean_up(self, store: KeyStore) -> None:
        """What a crash left half done."""
        self.call_index.bring_up_to_date()
        for blobs in (self.blobs, self.clips):
            blobs.remove_leftovers()
        self.take_back_unfinished()
        store.remove_leftovers(self.journal.replica.public)
        _remove_partial_sound(self.folder / "cache")
        remove_half_made()
        remove_partial_copies(self.folder / FOLDER)
        remove_erased_files(self.db, self.folder)  # also those of a restore, or held open then

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Synced and local rows that belong together, all or nothing."""
        with plain_faults(self.folder), self.journal.transaction():
            yield

    def write(self, changes: Sequence[Change], *, person: PersonKeys | None = None) -> Changes:
        """One act; what it touched."""
        with self.transaction():
            act = self.journal.write(changes, person=person)
        return changes_of(act)

    def undo(self, act: str) -> Changes:
        with self.transaction():
            return changes_of(self.journal.undo(act))

    @property
    def trust_group(self) -> str | None:
        """The team whose roster decides what counts: its root key (hex); None when alone."""
        return self.journal.trust_group

    def trust(self, group: str | None) -> tuple[Entity, ...]:
        """Join a team, or leave it (None): what all operations add up to is worked out anew. The
        records that show no longer."""
        if group == self.trust_group:
            return ()
        with self.transaction():
            return self.journal.trust(group)

    def rebuild(self) -> None:
        """Make the projection and what follows from it anew out of the operations."""
        with self.transaction():
            projection.rebuild(self.db)
            self.call_index.rebuild()

    def close(self) -> None:
        """Idempotent. The WAL is folded back into the file."""
        if self._lock.is_locked:
            self.db.close()
            with suppress(OSError):  # a note that stays asks for a check too many
                exit_note.end(self.folder)
            self._lock.release()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def changes_of(act: Act) -> Changes:
    """The subjects and ids of an act."""
    kinds = frozenset(kind for kind, _ in act.entities)
    return Changes(kinds, act.id if act.operations else None, tuple(id for _, id in act.entities))


def open_reader(folder: Path) -> Database:
    """A second connection that cannot write; works beside an open window."""
    return connect(folder / DATABASE, readonly=True)


def make_folder(folder: Path) -> None:
    """The folders of a workspace; somebody else's folder is refused."""
    if folder.exists() and not folder.is_dir():
        raise UserFacingError("workspace.not_a_folder", path=str(folder))
    is_new = not (folder / DATABASE).exists()
    if (
        is_new
        and folder.exists()
        and any(not entry.name.startswith(".") for entry in _alien(folder))
    ):
        raise UserFacingError("workspace.folder_not_empty", path=str(folder))
    for name in ("", *_FOLDERS):
        (folder / name).mkdir(parents=True, exist_ok=True)
    with suppress(OSError):  # not there, or somebody keeps something in it
        (folder / _ONCE_OURS).rmdir()


def is_lost(folder: Path) -> bool:
    """Whether this was a workspace and its database is gone: deleted by hand, or about to be put
    in place by a restore. Nothing must be begun anew over its recordings and backups."""
    if (folder / DATABASE).exists():
        return False
    audio = any(BlobStore(folder / "audio").all())
    return audio or bool(find_copies(folder / FOLDER)) or is_swap_begun(folder)


def is_unbegun(folder: Path) -> bool:
    """Whether opening this folder makes a workspace, so that a person has to say who he is.

    Also where a first start was cut short: a database without a replica in it. One that cannot be
    read is not new: opening says what is wrong with it.
    """
    if not (folder / DATABASE).exists():
        return not is_lost(folder)
    if find_copies(folder / FOLDER):
        return False
    try:
        db = connect(folder / DATABASE)
    except (sqlite3.Error, UserFacingError):
        return False
    try:
        found = db.conn.execute("SELECT 1 FROM setting WHERE key = 'replica'").fetchone()
    except sqlite3.OperationalError as error:
        return "no such table" in str(error)
    except sqlite3.Error:
        return False
    finally:
        db.close()
    return found is None


def _remove_partial_sound(cache: Path) -> None:
    """Sound and peaks (``store.durable``) that a crash cut short; a long call takes 100 MB."""
    for partial in cache.glob("*/.making-*"):
        partial.unlink(missing_ok=True)


def _alien(folder: Path) -> list[Path]:
    """What a half-made workspace does not have: somebody else's files."""
    ours = {*_FOLDERS, _ONCE_OURS, "workspace.lock", f"{DATABASE}-wal", f"{DATABASE}-shm"}
    return [
        entry
        for entry in folder.iterdir()
        if entry.name not in ours and not entry.name.startswith(".")
    ]


def take_lock(folder: Path) -> FileLock:
    """Only one process writes to a workspace; raises ``UserFacingError`` when another does."""
    lock = FileLock(folder / "workspace.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise UserFacingError("workspace.locked", path=str(folder)) from error
    return lock


def _back_up_before_migration(db: Database, folder: Path) -> None:
    """No room for a backup is no reason to keep a person out: a migration is one transaction."""
    if is_behind(db):
        try:
            keep_up(db, own_place(folder))
        except UserFacingError as error:
            if error.id not in ("backup.no_room", "backup.busy", "identity.none"):
                raise
            _log.warning("no backup before the migration: %s", error)


def _open_journal(db: Database, store: KeyStore, called: tuple[str, str] | None) -> Journal:
    """Take up this person's replica, or make one where the workspace is new, cloned or restored.

    ``called``: name and number of the person; None leaves the record to whoever has it."""
    row = db.conn.execute("SELECT value FROM setting WHERE key = 'replica'").fetchone()
    if row and (key := _still_ours(db, store, str(row[0]))):
        return Journal(db, key, committed=store.note_seq, erasing=forget_locally)
    person = store.person()
    made = None
    if person is None:
        made = PersonKeys.generate(new_id())
        store.save_person(made)
    key = SigningKey.generate()
    store.save_replica(key)
    store.note_seq(key.public, 0)  # a crash before the first real note is no clone
    journal = Journal(db, key, committed=store.note_seq, erasing=forget_locally)
    with journal.transaction():
        public = store.public_keys()
        certificate = (
            None if store.is_sealed() else certify(made or store.person_keys(), key.public)
        )
        journal.hello(public["person"], public["sign_key"], public["receive_key"], certificate)
        if called is not None:
            values = {"name": called[0], "number": called[1]}
            person_record = create("person", public["person"], values)
            journal.write([person_record], even_without_effect=True)  # a copy's, not yet certified
        db.execute("INSERT OR REPLACE INTO setting VALUES ('replica', ?)", [key.public])
    return journal


def _still_ours(db: Database, store: KeyStore, public: str) -> SigningKey | None:
    """The replica's key, unless the outside note says that this database is a copy.

    Absent, from another machine or ahead of the database: a clone or a restored copy.
    Behind it: a crash between commit and note.
    """
    key = store.replica(public)
    noted = store.last_seq(public)
    held = db.conn.execute("SELECT max(seq) FROM op WHERE replica = ?", [public]).fetchone()[0] or 0
    owner = db.conn.execute("SELECT person FROM replica WHERE id = ?", [public]).fetchone()
    same_person = owner is not None and owner[0] == store.person()
    return key if key and noted and noted.here and noted.seq <= held and same_person else None
