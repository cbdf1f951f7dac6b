"""Look into a bundle, and merge it: all of it in one transaction, or nothing."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.exchange.bundle.container import DamagedBundleError
from qa_desktop.exchange.bundle.manifest import Manifest, Member, bundle_id
from qa_desktop.exchange.bundle.reading import BundleReader, Progress
from qa_desktop.journal.canonical import MalformedError
from qa_desktop.journal.operation import Operation
from qa_desktop.journal.projection import Entity
from qa_desktop.journal.vector import Fork, Gap, find_forks, find_gaps
from qa_desktop.services import backup
from qa_desktop.services.bundle_opening import in_clear
from qa_desktop.services.clip_taking import clips_wanted, taking_clips
from qa_desktop.store.arrived_files import note_fate
from qa_desktop.store.bundles import BundleNote, note_bundle
from qa_desktop.store.clips import note_clips
from qa_desktop.store.erasures import find_erased_recordings, remove_erased_files
from qa_desktop.store.faults import plain_faults
from qa_desktop.store.gap_requests import note_request
from qa_desktop.store.people import person_name, person_of_replica
from qa_desktop.store.reader import Reader
from qa_desktop.store.subjects import conflicts_now, count_records, is_shown
from qa_desktop.store.taken_recordings import taking
from qa_desktop.store.workspace import Changes, Workspace

_log = logging.getLogger(__name__)
_BATCH = 1_000
_BATCH_CHARACTERS = 2 << 20
"""Of text at a time, or one line more: a line may have a million characters, and what they stand
for takes thirty times their room."""
_MANY, _FEW = 50, 3
_SHARE = 5
"""A merge that hides more than 50 records, or a fifth of all, asks first (EXCHANGE.md); three or
fewer never: in a workspace just begun they are soon a fifth."""

_HIDING = frozenset({"delete", "withdraw", "erase"})
_Item = TypeVar("_Item")


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
    clips: int = 0
    """Seconds of recordings that came along, of recordings that are not here."""
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
) -> Merge:
    """What ``merge`` would do, worked out by doing it and taking it back."""
    with _opened(workspace, file, cancelled) as reader:
        reader.check(progress, cancelled)
        _check_team(workspace, reader.manifest)
        done = Merge(reader.manifest)
        done.blobs = len(_recordings_wanted(workspace, reader))
        done.clips = len(clips_wanted(workspace, reader.manifest))
        try:
            with workspace.transaction():
                _add(workspace, reader, done, cancelled)
                raise _OnlyLookedError
        except _OnlyLookedError:
            return done


def merge(
    workspace: Workspace,
    file: Path,
    *,
    accept_hides: bool = False,
    join: str | None = None,
    progress: Progress = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Merge:
    """Checks, a backup, the recordings, then everything else in one transaction.

    Raises ``UserFacingError`` for a bundle that is not whole and for one that would hide much
    (``bundle.hides_many``) unless ``accept_hides``; then nothing was changed. ``join`` is the
    team (root key, compared by people) whose roster the bundle brings and that is trusted then.
    """
    with _opened(workspace, file, cancelled) as reader:
        reader.check(progress, cancelled)
        _check_team(workspace, reader.manifest, join)
        with Reader.open(workspace.folder) as beside:
            backup.keep_up(beside, cancelled)
        done = Merge(reader.manifest)
        wanted = _recordings_wanted(workspace, reader)
        clips = clips_wanted(workspace, reader.manifest)
        done.blobs, done.clips = len(wanted), len(clips)
        id = bundle_id(reader.manifest)
        with (
            taking(workspace.blobs, id, [blob.sha256 for blob in wanted]),
            taking_clips(workspace, reader, clips, cancelled),
        ):
            for blob in wanted:
                workspace.blobs.take(blob.sha256, reader.blob_blocks(blob), cancelled)
            with workspace.transaction():
                _add(workspace, reader, done, cancelled)
                if join is not None:
                    done.hides += workspace.trust(join)
                if done.hides_many and not accept_hides:
                    raise UserFacingError("bundle.hides_many", count=done.hidden, of=done.of)
                note_clips(workspace.db, clips)
                _note(workspace, file, done)
    _remove_erased(workspace)
    return done


@contextmanager
def _opened(
    workspace: Workspace, file: Path, cancelled: Callable[[], bool]
) -> Iterator[BundleReader]:
    def secret() -> bytes:
        return workspace.keys.person_keys().receive_secret

    with (
        in_clear(workspace.folder, file, secret, cancelled) as clear,
        BundleReader(clear) as reader,
    ):
        yield reader


def _check_team(workspace: Workspace, manifest: Manifest, join: str | None = None) -> None:
    """What belongs to no team is welcome everywhere; its operations count by the roster."""
    trusted = workspace.trust_group or join
    if join is not None and (manifest.team != join or trusted != join):
        raise UserFacingError("bundle.other_team")
    if manifest.team is None or manifest.team == trusted:
        return
    raise UserFacingError("bundle.other_team" if workspace.trust_group else "bundle.join_first")


def _recordings_wanted(workspace: Workspace, reader: BundleReader) -> list[Member]:
    """Those that are not here and were not erased."""
    erased = find_erased_recordings(workspace.db)
    return [
        blob
        for blob in reader.manifest.recordings
        if blob.sha256 not in erased and not workspace.blobs.has(blob.sha256)
    ]


def _remove_erased(workspace: Workspace) -> None:
    """The merge is done whatever becomes of this: the next opening does it too."""
    try:
        with plain_faults(workspace.folder):
            remove_erased_files(workspace.db, workspace.folder)
    except UserFacingError as error:
        _log.warning("erased recordings stay until the next start: %s", error)


def _add(
    workspace: Workspace, reader: BundleReader, done: Merge, cancelled: Callable[[], bool]
) -> None:
    db, id = workspace.db, bundle_id(reader.manifest)
    before, done.of = conflicts_now(db), count_records(db)
    shown: set[Entity] = set()
    touched: dict[Entity, None] = {}
    for values in _batches(reader.personal_values(), lambda value: len(value.value)):
        _stop_if(cancelled)
        workspace.journal.add_personal(values)
    for operations in _batches(reader.operations(), lambda operation: len(operation.raw)):
        _stop_if(cancelled)
        shown.update(_shown_and_to_be_hidden(workspace, operations, shown))
        try:
            added = workspace.journal.add(operations, bundle=id)
        except MalformedError as error:
            raise DamagedBundleError("altered") from error
        new = set(added.new)
        done.operations += len(added.new)
        done.known += added.known
        done.by_type.update(each.entity_type for each in operations if each.id in new)
        touched.update(dict.fromkeys(added.entities))
        shown.update(added.hidden)  # because rights changed
    done.records.update(kind for kind, _ in touched)
    done.hides = tuple(sorted(entity for entity in shown if not is_shown(db, entity)))
    done.conflicts = tuple(sorted(conflicts_now(db) - before))
    done.person = person_of_replica(db, reader.manifest.replica)
    done.who = person_name(db, done.person)
    done.gaps, done.forks = tuple(find_gaps(db)), tuple(find_forks(db))
    kinds = frozenset(kind for kind, _ in touched)
    done.changes = Changes(kinds, None, tuple(entity for _, entity in touched))


def _shown_and_to_be_hidden(
    workspace: Workspace, operations: list[Operation], counted: set[Entity]
) -> Iterator[Entity]:
    for operation in operations:
        entity = (operation.entity_type, operation.entity_id)
        hides = operation.kind in _HIDING and entity not in counted
        if hides and is_shown(workspace.db, entity):
            yield entity


def _batches(items: Iterable[_Item], length: Callable[[_Item], int]) -> Iterator[list[_Item]]:
    """At most ``_BATCH`` at a time, and fewer of long ones."""
    batch: list[_Item] = []
    held = 0
    for item in items:
        batch.append(item)
        held += length(item)
        if len(batch) >= _BATCH or held >= _BATCH_CHARACTERS:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _stop_if(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise CancelledError


def _note(workspace: Workspace, file: Path, done: Merge) -> None:
    """What the bundle says of its writer, and what became of its file."""
    manifest, now = done.manifest, workspace.journal.clock.now()
    id = bundle_id(manifest)
    note = BundleNote(
        id,
        "in",
        file.name,
        done.person,
        now,
        done.operations,
        manifest.have,
        purpose="subject" if manifest.subject else manifest.purpose,
    )
    note_bundle(workspace.db, note)
    note_fate(workspace.db, file, "merged")
    if manifest.wants:
        note_request(workspace.db, id, done.person, now, manifest.wants)
