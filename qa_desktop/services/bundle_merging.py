"""Look into a bundle, and merge it: all of it in one transaction, or nothing."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.exchange.bundle.manifest import Manifest, Member, bundle_id
from qa_desktop.exchange.bundle.preparing import Preparing, Value
from qa_desktop.exchange.bundle.reading import BundleReader, Progress
from qa_desktop.journal.arrival import Arrival
from qa_desktop.journal.intake import Intake
from qa_desktop.journal.projection import Entity, shown_among
from qa_desktop.journal.vector import Fork, Gap, find_forks, find_gaps
from qa_desktop.services import backup
from qa_desktop.store.bundles import BundleNote, note_bundle
from qa_desktop.store.erasures import find_erased_recordings, remove_erased_files
from qa_desktop.store.faults import plain_faults
from qa_desktop.store.people import person_name, person_of_replica
from qa_desktop.store.reader import Reader
from qa_desktop.store.subjects import conflicts_now, count_records
from qa_desktop.store.taken_recordings import taking
from qa_desktop.store.workspace import Changes, Workspace

_log = logging.getLogger(__name__)
_MANY, _FEW = 50, 3
_SHARE = 5
"""A merge that hides more than 50 records, or a fifth of all, asks first (EXCHANGE.md); three or
fewer never: in a workspace just begun they are soon a fifth."""


@dataclass
class Merge:
    """What merging a bundle does, or would do."""

    manifest: Manifest
    person: str = ""
    """Who wrote it, by the certificate of the key that signed it: what the manifest says of its
    person anybody can say. Empty where the certificate is not known."""
    who: str = ""
    """Name of that person, where it is known."""
    operations: int = 0
    """New ones."""
    known: int = 0
    by_type: Counter[str] = field(default_factory=Counter)
    """New operations per record type."""
    records: Counter[str] = field(default_factory=Counter)
    """Records that new operations speak of, per record type: made or changed."""
    blobs: int = 0
    """Recordings that came along and were not here."""
    conflicts: tuple[tuple[str, str, str], ...] = ()
    """New ones: entity type, id, field."""
    hides: tuple[Entity, ...] = ()
    """Records that were shown before and no longer are."""
    of: int = 0
    """Records before."""
    gaps: tuple[Gap, ...] = ()
    forks: tuple[Fork, ...] = ()
    changes: Changes = field(default_factory=lambda: Changes(frozenset()))

    @property
    def hidden(self) -> int:
        return len(self.hides)

    @property
    def hides_many(self) -> bool:
        large_share = self.hidden > _FEW and self.hidden * _SHARE > self.of
        return self.hidden > _MANY or large_share


class _OnlyLookedError(Exception):
    """Ends a preview's transaction: nothing of it stays."""


def preview(
    workspace: Workspace,
    file: Path,
    progress: Progress = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    ready: Callable[[], None] = lambda: None,
) -> Merge:
    """What ``merge`` would do, worked out by doing it and taking it back."""
    with _Opened(file, progress, cancelled) as opened:
        done = Merge(opened.reader.manifest)
        done.blobs = sum(not workspace.blobs.has(each.sha256) for each in opened.reader.blobs())
        ready()
        try:
            with workspace.transaction():
                _add(workspace, opened, done, checked=False)
                raise _OnlyLookedError
        except _OnlyLookedError:
            return done


def merge(
    workspace: Workspace,
    file: Path,
    *,
    accept_hides: bool = False,
    looked_into: str = "",
    progress: Progress = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
    ready: Callable[[], None] = lambda: None,
) -> Merge:
    """Checks, a backup, the recordings, then everything else in one transaction.

    ``looked_into`` names the bundle (``bundle_id``) that this program has looked into just now:
    its bytes are compared with the manifest again, the signatures of its operations are not.
    ``ready`` is called before anything is written to the database.

    Raises ``UserFacingError`` for a bundle that is not whole and for one that would hide much
    (``bundle.hides_many``) unless ``accept_hides``; then nothing was changed.
    """
    with _Opened(file, progress, cancelled) as opened:
        reader = opened.reader
        with Reader.open(workspace.folder) as beside:
            backup.keep_up(beside, cancelled)
        done = Merge(reader.manifest)
        wanted = _recordings_wanted(workspace, reader)
        done.blobs = len(wanted)
        id = bundle_id(reader.manifest)
        with taking(workspace.blobs, id, [blob.sha256 for blob in wanted]):
            for blob in wanted:
                workspace.blobs.take(blob.sha256, reader.blob_blocks(blob), cancelled)
            ready()
            with workspace.transaction():
                _add(workspace, opened, done, checked=looked_into == id)
                if done.hides_many and not accept_hides:
                    raise UserFacingError("bundle.hides_many", count=done.hidden, of=done.of)
                _note(workspace, file, done)
    _remove_erased(workspace)
    return done


class _Opened:
    """A bundle whose bytes are those of its manifest, its lines about to be read. ``with``."""

    def __init__(self, file: Path, progress: Progress, cancelled: Callable[[], bool]) -> None:
        self.cancelled = cancelled
        self._progress = progress
        self.reader = BundleReader(file)
        self._all = self.reader.size + self.reader.lines_size
        try:
            self.reader.check(self._tell, cancelled, expand=False)
            self._preparing = Preparing(self.reader.lines_size)
        except BaseException:
            self.reader.close()
            raise

    def __enter__(self) -> _Opened:
        return self

    def __exit__(self, *_: object) -> None:
        self._preparing.end()
        self.reader.close()

    def _tell(self, done: int, _all: int) -> None:
        self._progress(done, self._all)

    def values(self) -> Iterator[list[Value]]:
        return self._preparing.values(self._frames("personal-", self.reader.size))

    def operations(self, *, checked: bool) -> Iterator[list[Arrival]]:
        read = self.reader.size + self.reader.values_size
        return self._preparing.operations(self._frames("ops-", read), checked=checked)

    def _frames(self, prefix: Literal["ops-", "personal-"], done: int) -> Iterator[bytes]:
        for frame in self.reader.frames(prefix):
            if self.cancelled():
                raise CancelledError
            done += len(frame)
            self._progress(done, self._all)
            yield frame


def _recordings_wanted(workspace: Workspace, reader: BundleReader) -> list[Member]:
    """Those that are not here and were not erased."""
    erased = find_erased_recordings(workspace.db)
    return [
        blob
        for blob in reader.blobs()
        if blob.sha256 not in erased and not workspace.blobs.has(blob.sha256)
    ]


def _remove_erased(workspace: Workspace) -> None:
    """The merge is done whatever becomes of this: the next opening does it too."""
    try:
        with plain_faults(workspace.folder):
            remove_erased_files(workspace.db, workspace.folder)
    except UserFacingError as error:
        _log.warning("erased recordings stay until the next start: %s", error)


def _add(workspace: Workspace, opened: _Opened, done: Merge, *, checked: bool) -> None:
    manifest = opened.reader.manifest
    db, intake = workspace.db, Intake(workspace.journal, bundle_id(manifest))
    before, done.of = conflicts_now(db), count_records(db)
    for values in opened.values():
        intake.take_values(values)
    for arrivals in opened.operations(checked=checked):
        intake.take(arrivals)
    hides: list[Entity] = []

    def look(entities: Sequence[Entity], fold: Callable[[], None]) -> None:
        if opened.cancelled():
            raise CancelledError
        shown = shown_among(db, entities)
        fold()
        hides.extend(shown - shown_among(db, entities))

    intake.finish(look)
    done.operations, done.known = intake.operations.total(), intake.known
    done.by_type, done.records = intake.operations, intake.records
    done.hides = tuple(sorted(hides))
    done.conflicts = tuple(sorted(conflicts_now(db) - before))
    done.person = person_of_replica(db, manifest.replica)
    done.who = person_name(db, done.person)
    done.gaps, done.forks = tuple(find_gaps(db)), tuple(find_forks(db))
    touched = {*done.records, *(kind for kind, _ in intake.moved)}
    done.changes = Changes(frozenset(touched))


def _note(workspace: Workspace, file: Path, done: Merge) -> None:
    manifest = done.manifest
    note_bundle(
        workspace.db,
        BundleNote(
            bundle_id(manifest),
            "in",
            file.name,
            done.person,
            workspace.journal.clock.now(),
            done.operations,
            manifest.have,
        ),
    )
