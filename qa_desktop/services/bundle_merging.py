"""Look into a bundle, and merge it: all of it in one transaction, or nothing."""

from __future__ import annotations

import gc
import logging
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlite_utils import Database

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.exchange.bundle.lines import Value
from qa_desktop.exchange.bundle.manifest import Manifest, Member, bundle_id
from qa_desktop.exchange.bundle.preparing import Kind, Preparing
from qa_desktop.exchange.bundle.reading import BundleReader, Prefix, Progress
from qa_desktop.exchange.bundle.reading_ahead import reading_ahead
from qa_desktop.journal.arrival import Arrival
from qa_desktop.journal.intake import Intake, unknown
from qa_desktop.journal.projection import Entity, shown_among
from qa_desktop.journal.rights import Rights
from qa_desktop.journal.stored import known_at, last_place
from qa_desktop.journal.trust import trusted_group
from qa_desktop.journal.vector import Fork, Gap, find_forks, find_gaps
from qa_desktop.services import backup
from qa_desktop.services.bundle_opening import in_clear
from qa_desktop.services.call_matching import match_new_calls
from qa_desktop.services.clip_taking import clips_wanted, taking_clips
from qa_desktop.services.hidden_records import OWN_WORK, kinds_told
from qa_desktop.store.arrived_files import note_fate
from qa_desktop.store.bundles import BundleNote, note_bundle, note_recordings
from qa_desktop.store.call_lists import count_waiting
from qa_desktop.store.clips import note_clips
from qa_desktop.store.connection import roomy
from qa_desktop.store.erasures import find_erased_recordings, remove_erased_files
from qa_desktop.store.faults import plain_faults
from qa_desktop.store.gap_requests import note_request
from qa_desktop.store.key_session import KeySession
from qa_desktop.store.people import person_name, person_of_replica, writer_of
from qa_desktop.store.reader import Reader
from qa_desktop.store.subjects import conflicts_now, count_records
from qa_desktop.store.taken_recordings import taking
from qa_desktop.store.workspace import Changes, Workspace

_log = logging.getLogger(__name__)
_MANY, _FEW = 50, 3
_SHARE = 5
"""A merge that hides more than 50 records, or a fifth of all of a type, asks first (EXCHANGE.md);
three or fewer never: in a workspace just begun they are soon a fifth."""


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
    before: Counter[str] = field(default_factory=Counter)
    """Records there were, per type."""
    gaps: tuple[Gap, ...] = ()
    forks: tuple[Fork, ...] = ()
    changes: Changes = field(default_factory=lambda: Changes(frozenset()))
    is_stranger: bool = False
    """Whether the team that there is here does not know who wrote it: that has no effect."""
    is_revoked: bool = False
    """Whether the key of who wrote it was revoked: what came after that has no effect."""
    was_tried: bool = True
    """False where the bundle was only read: then nobody knows ``conflicts``, ``hides``, ``gaps``
    and ``forks``, nor a writer who is new here."""

    @property
    def hidden(self) -> int:
        return len(self.hides)

    @property
    def of(self) -> int:
        """Records there were of the types of which some are hidden."""
        return sum(self.before[kind] for kind in {kind for kind, _ in self.hides})

    @property
    def hides_many(self) -> bool:
        """Each type by itself: ten agents are nothing among a hundred thousand items, and all."""
        hidden = Counter(kind for kind, _ in self.hides)
        return self.hidden > _MANY or any(
            count > _FEW and count * _SHARE > self.before[kind] for kind, count in hidden.items()
        )


Step = Callable[[str], None]
"""Hears how far a merge is, and may raise: then nothing was changed."""


class _OnlyLookedError(Exception):
    """Ends a preview's transaction: nothing of it stays."""


def preview(
    workspace: Workspace,
    file: Path,
    progress: Progress = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    step: Step = lambda _word: None,
) -> Merge:
    """What ``merge`` would do, worked out by doing it and taking it back."""
    with _opened(workspace.folder, workspace.keys, file, progress, cancelled) as opened:
        reader = opened.reader
        _check_team(workspace.db, reader.manifest)
        done = Merge(reader.manifest)
        done.blobs = len(_recordings_wanted(workspace, reader))
        done.clips = len(clips_wanted(workspace, reader.manifest))
        step("ready")
        try:
            with roomy(workspace.db), workspace.transaction():
                _add(workspace, opened, done, checked=False)
                raise _OnlyLookedError
        except _OnlyLookedError:
            done.changes = Changes(frozenset())
            return done


def look_beside(reader: Reader, keys: KeySession, file: Path) -> Merge:
    """What can be told while somebody else has the workspace open: who wrote it, whether it is
    whole, and what is new in it. Merging it is not tried, which needs the writer."""
    with _opened(reader.folder, keys, file) as opened:
        _check_team(reader.db, opened.reader.manifest)
        done = Merge(opened.reader.manifest, was_tried=False)
        done.blobs = len(_recordings_wanted(reader, opened.reader))
        done.clips = len(clips_wanted(reader, done.manifest))
        seen: set[str] = set()
        records: set[Entity] = set()

        def look(arrivals: Sequence[Arrival]) -> None:
            came = {each.id: each for each in arrivals if each.id not in seen}
            seen.update(came)
            fresh = [came[id] for id in unknown(reader.db, list(came))]
            done.known += len(arrivals) - len(fresh)
            done.by_type.update(each.entity_type for each in fresh)
            records.update((each.entity_type, each.entity_id) for each in fresh)

        # Of values it is checked that they are what they are called.
        opened.take(lambda _values: None, look, checked=False)
        done.operations = done.by_type.total()
        done.records.update(kind for kind, _ in records)
        done.person = writer_of(reader.db, done.manifest.replica)
        done.who = person_name(reader.db, done.person)
    return done


def merge(
    workspace: Workspace,
    file: Path,
    *,
    named: Path | None = None,
    accept_hides: bool = False,
    join: str | None = None,
    looked_into: str = "",
    progress: Progress = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
    step: Step = lambda _word: None,
) -> Merge:
    """Checks, a backup, the recordings, then everything else in one transaction.

    ``named`` is the file that the person knows, where ``file`` is its clear text. ``looked_into``
    names the bundle (``bundle_id``) that this program has looked into just now:
    its bytes are compared with the manifest again, the signatures of its operations are not.
    ``step`` hears
    ("ready") before anything is written to the database, ("merged") within the transaction before
    a team is trusted, and ("committing") at the very end.

    Raises ``UserFacingError`` for a bundle that is not whole and for one that would hide much
    (``bundle.hides_many``) unless ``accept_hides``; then nothing was changed. ``join`` is the
    team (root key, compared by people) whose roster the bundle brings and that is trusted then;
    of what it would hide each slip and each evaluation counts (``trust_group.join_hides``).
    """
    with _opened(workspace.folder, workspace.keys, file, progress, cancelled) as opened:
        reader = opened.reader
        _check_team(workspace.db, reader.manifest, join)
        with Reader.open(workspace.folder) as beside:
            backup.keep_up(beside, cancelled, patient=True)
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
            step("ready")
            with roomy(workspace.db), workspace.transaction():
                checked = looked_into == id
                place = last_place(workspace.db)
                calls = _add(workspace, opened, done, checked=checked, joins=join is not None)
                if join is not None:
                    step("merged")
                    _join(workspace, join, done, place, accept_hides=accept_hides)
                elif done.hides_many and not accept_hides:
                    raise UserFacingError("bundle.hides_many", count=done.hidden, of=done.of)
                note_clips(workspace.db, clips)
                _note(workspace, named or file, done)
                step("committing")
    _remove_erased(workspace)
    _match(workspace, done, calls)
    if wanted or clips:  # it may be all that is new: what is open can be heard now
        done.changes = Changes(done.changes.subjects | {"recording"})
    return done


def _join(workspace: Workspace, team: str, done: Merge, place: int, *, accept_hides: bool) -> None:
    """Trust the team. What came with the bundle, after ``place``, was not there before: it is not
    told that it no longer shows. Of one's own work each record counts."""
    hidden = {*done.hides, *workspace.trust(team)}
    gone = known_at(workspace.db, hidden, place)
    done.hides = tuple(sorted(gone))
    is_own_work = any(kind in OWN_WORK for kind, _ in gone)
    if (done.hides_many or is_own_work) and not accept_hides:
        kinds = kinds_told(done.hides)
        raise UserFacingError("trust_group.join_hides", count=done.hidden, kinds=kinds)


class _Opened:
    """A bundle whose bytes are those of its manifest, and its lines made ready."""

    def __init__(
        self, reader: BundleReader, progress: Progress, cancelled: Callable[[], bool]
    ) -> None:
        self.reader = reader
        self.cancelled = cancelled
        self._progress = progress
        self._all = reader.size + reader.lines_size
        self._preparing = Preparing(reader.lines_size)  # children start while we check
        self._ahead: Generator[tuple[Prefix, bytes], None, None] | None = None
        try:
            reader.check(lambda done, _all: progress(done, self._all), cancelled, expand=False)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        if self._ahead is not None:
            self._ahead.close()
        self._preparing.end()

    def take(
        self,
        values: Callable[[Sequence[Value]], None],
        operations: Callable[[Sequence[Arrival]], None],
        *,
        checked: bool,
    ) -> None:
        """Hand out all lines, piece by piece. ``checked``: the signatures of operations were,
        when this very bundle was looked into before."""
        for kind, found in self._preparing.prepared(self._frames(checked)):
            if kind == "values":
                values(found)
            else:
                operations(found)

    def _frames(self, checked: bool) -> Iterator[tuple[Kind, bytes]]:
        done = self.reader.size
        frames = self.reader.frames()
        if self._preparing.has_children:
            frames = self._ahead = reading_ahead(frames)
        for prefix, frame in frames:
            if self.cancelled():
                raise CancelledError
            done += len(frame)
            self._progress(done, self._all)
            if prefix == "personal-":
                yield "values", frame
            else:
                yield "signed" if checked else "operations", frame


@contextmanager
def _opened(
    folder: Path,
    keys: KeySession,
    file: Path,
    progress: Progress = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[_Opened]:
    def secret() -> bytes:
        return keys.receive_secret()

    with (
        in_clear(folder, file, secret, cancelled) as clear,
        BundleReader(clear) as reader,
        closing(_Opened(reader, progress, cancelled)) as opened,
    ):
        yield opened


def _check_team(db: Database, manifest: Manifest, join: str | None = None) -> None:
    """What belongs to no team is welcome everywhere; its operations count by the roster."""
    group = trusted_group(db)
    trusted = group or join
    if join is not None and (manifest.team != join or trusted != join):
        raise UserFacingError("bundle.other_team")
    if manifest.team is None or manifest.team == trusted:
        return
    raise UserFacingError("bundle.other_team" if group else "bundle.join_first")


def _recordings_wanted(workspace: Workspace | Reader, reader: BundleReader) -> list[Member]:
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


def _match(workspace: Workspace, done: Merge, calls: list[str]) -> None:
    """Rows of call lists that waited for calls that came. An act of its own: the merge is done
    whatever becomes of it."""
    try:
        changes = match_new_calls(workspace, calls)
    except UserFacingError as error:  # no right to write on calls
        _log.warning("rows that waited for calls were not matched: %s", error)
        return
    done.changes = Changes(done.changes.subjects | changes.subjects)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """A piece is ten thousand small values that die with it: to look for circles among them again
    and again takes a twentieth of a merge."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _add(
    workspace: Workspace, opened: _Opened, done: Merge, *, checked: bool, joins: bool = False
) -> list[str]:
    """Everything but the recordings; the calls that it speaks of, where rows wait for calls."""
    manifest = opened.reader.manifest
    db = workspace.db
    listing = ("call",) if count_waiting(db) else ()
    intake = Intake(workspace.journal, bundle_id(manifest), listing=listing)
    before, done.before = conflicts_now(db), count_records(db)
    with _nothing_collected():
        opened.take(intake.take_values, intake.take, checked=checked)
    hides: list[Entity] = []

    def look(entities: Sequence[Entity], fold: Callable[[], None]) -> None:
        if opened.cancelled():
            raise CancelledError
        shown = shown_among(db, entities)
        fold()
        hides.extend(shown - shown_among(db, entities))

    intake.finish(look, erases=not joins)
    done.operations, done.known = intake.operations.total(), intake.known
    done.by_type, done.records = intake.operations, intake.records
    done.hides = tuple(sorted(hides))
    done.conflicts = tuple(sorted(conflicts_now(db) - before))
    done.person = writer_of(db, manifest.replica)
    done.who = person_name(db, done.person)
    rights = Rights(db)
    standing = rights.standing(manifest.replica)
    done.is_stranger = rights.group is not None and standing is None
    done.is_revoked = standing is not None and standing.upto is not None
    done.gaps, done.forks = tuple(find_gaps(db)), tuple(find_forks(db))
    touched = {*done.records, *(kind for kind, _ in intake.moved)}
    done.changes = Changes(frozenset(touched))
    return intake.listed


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
    came = [each.sha256 for each in manifest.recordings]
    note_recordings(workspace.db, id, done.person, came)
    note_fate(workspace.db, file, "merged")
    if manifest.wants:  # whoever asks in a person's name: the answer can be read by that person
        asks = person_of_replica(workspace.db, manifest.replica)
        note_request(workspace.db, id, asks, now, manifest.wants)
