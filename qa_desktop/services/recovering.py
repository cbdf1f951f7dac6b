"""A lost workspace made again: from the newest backup, from what the ruined database and the logs
still give, and from bundles, one's own and those that others hold.

Everything that a bundle brings is signed, so one from anybody is as good as one's own. What cannot
be brought back is listed: operations that are known to exist, audio, and what never travels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import chain
from pathlib import Path

from sqlite_utils import Database

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.bundle.encryption import is_encrypted
from qa_desktop.exchange.bundle.manifest import Manifest
from qa_desktop.exchange.bundle.reading import BundleReader
from qa_desktop.journal import health
from qa_desktop.journal.changes import create
from qa_desktop.journal.vector import Gap, count_operations
from qa_desktop.services.backup import RestoreReport, newest_sound_copy, restore
from qa_desktop.services.bundle_merging import merge
from qa_desktop.services.bundle_opening import in_clear
from qa_desktop.services.fingerprints import Fingerprint, fingerprint_of
from qa_desktop.services.gap_requests import missing
from qa_desktop.store import backup, exit_note
from qa_desktop.store import restore as restoring
from qa_desktop.store.backup import own_place
from qa_desktop.store.faults import plain_faults
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.people import find_written, people_of_replicas, person_is_known, person_name
from qa_desktop.store.reader import Reader
from qa_desktop.store.soundness import known_recordings
from qa_desktop.store.workspace import DATABASE, Workspace, is_lost
from qa_desktop.texts import Text, text

OUTBOX = "outbox"
"""Inside the workspace: bundles that the person wrote and did not put elsewhere."""
ENDING = "*.qab"

DAMAGE = ("workspace.damaged", "workspace.not_ours", "workspace.database_gone")

Progress = Callable[[int, int], None]
"""Bundles done, bundles in all."""


@dataclass
class Recovery:
    """What came of it. ``missing`` is what is known to be gone, ``notes`` what to know besides."""

    aside: Path | None = None
    """Folder of the files that were replaced."""
    from_backup: bool = False
    merged: list[Path] = field(default_factory=list)
    refused: list[tuple[Path, UserFacingError]] = field(default_factory=list)
    operations: int = 0
    """That are there now and were not before."""
    own: int = 0
    """Of these, by devices of this person before."""
    person: str = ""
    """The name under which the workspace goes on; empty where nobody knows it."""
    missing: list[Text] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)


def find_bundles(places: Iterable[Path]) -> list[Path]:
    """Files as they are named, and every bundle below folders; each once, by name.

    Raises ``UserFacingError`` for a place that is not there.
    """
    found: dict[Path, None] = {}
    for place in places:
        if place.is_dir():
            found.update(dict.fromkeys(sorted(place.rglob(ENDING))))
        elif place.exists():
            found[place] = None
        else:
            raise UserFacingError("recover.no_place", path=str(place))
    return list(found)


def recover(
    folder: Path,
    places: Sequence[Path] = (),
    *,
    name: str = "",
    number: str = "",
    keys: KeyStore | None = None,
    trust: Fingerprint | None = None,
    unlock: Callable[[Workspace], None] = lambda _workspace: None,
    progress: Progress = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Recovery:
    """Make the workspace in ``folder`` again; what it still holds stays.

    ``name`` and ``number`` count where no bundle knows this person. A team is trusted whose bundle
    one's own device wrote, or whose fingerprint is ``trust``. ``unlock`` is called once when keys
    are needed. Raises ``UserFacingError`` where there is nothing to make it of; given up, it can be
    gone on with.
    """
    store = keys or KeyStore()
    bundles = find_bundles([*places, *_outbox(folder)])
    done = Recovery()
    is_new = not (folder / DATABASE).exists() or _is_damaged(folder)
    if is_new:
        _make_ground(folder, bundles, store, done, cancelled)
    with Workspace.open(folder, keys=store, recovering=True) as workspace:
        before = count_operations(workspace.db)
        merging = _Merging(workspace, done, is_new=is_new, trust=trust, unlock=unlock)
        merging.run(bundles, progress, cancelled)
        done.operations += count_operations(workspace.db) - before
        _name_person(workspace, name, number)
        _tell(workspace, store, done, is_new)
        exit_note.found_sound(folder)
    with Reader.open(folder) as reader:
        try:
            backup.back_up(reader.db, own_place(folder))
        except UserFacingError as error:
            done.missing.append(text("backup.no_new_copy", reason=error.message))
    return done


def restore_with_bundles(
    folder: Path, file: Path, *, keys: KeyStore | None = None, over_another: bool = False
) -> RestoreReport:
    """``backup.restore``, and then what one's own bundles in the outbox hold beyond (EXCHANGE.md,
    Recovery). Those of another workspace that was replaced are left alone."""
    return restore(folder, file, keys=keys, over_another=over_another, beyond=_merge_own)


def _merge_own(workspace: Workspace) -> None:
    """What is wrong with one of them is no news: what it held is listed, if it is missing."""
    written = frozenset(find_written(workspace.db, workspace.person))
    merging = _Merging(workspace, Recovery(), is_new=True, only_by=written)
    merging.run(find_bundles(_outbox(workspace.folder)), lambda _done, _all: None, lambda: False)


def _outbox(folder: Path) -> Iterator[Path]:
    if (folder / OUTBOX).is_dir():
        yield folder / OUTBOX


def _is_damaged(folder: Path) -> bool:
    """As opening and looking at every page find it."""
    try:
        with Reader.open(folder) as reader, plain_faults(folder):
            return bool(health.check_database(reader.db))
    except UserFacingError as error:
        if error.id in DAMAGE:
            return True
        if error.id == "workspace.unfinished":  # a migration is due, or its beginning was cut short
            return False
        raise


def _make_ground(
    folder: Path,
    bundles: list[Path],
    keys: KeyStore,
    done: Recovery,
    cancelled: Callable[[], bool],
) -> None:
    """The newest good backup, else what the old database and logs still give."""
    was_there = (folder / DATABASE).exists() or is_lost(folder)
    copy = newest_sound_copy(folder)
    if copy is not None:
        restored = restore(folder, copy.path, keys=keys, cancelled=cancelled)
        done.from_backup, done.aside = True, restored.aside
    elif was_there:
        begun = restoring.begin_anew(folder, cancelled=cancelled)
        done.aside, done.operations = begun.aside, begun.replayed
    elif not bundles:
        raise UserFacingError("recover.no_bundles", path=str(folder))


class _Merging:
    """All bundles, one after another; what is wrong with one stops none."""

    def __init__(
        self,
        workspace: Workspace,
        done: Recovery,
        *,
        is_new: bool,
        trust: Fingerprint | None = None,
        unlock: Callable[[Workspace], None] = lambda _workspace: None,
        only_by: frozenset[str] | None = None,
    ) -> None:
        """``only_by``: leave alone what other replicas wrote."""
        self._workspace, self._done, self._is_new = workspace, done, is_new
        self._trust, self._only_by = trust, only_by
        self._unlock = unlock
        self._was_asked = False
        self._secret = cache(lambda: workspace.keys.receive_secret())
        """Had once for all bundles: the keys may lock before the last of them."""

    def run(self, bundles: list[Path], progress: Progress, cancelled: Callable[[], bool]) -> None:
        """Those of a team that is not trusted yet once more at the end: another may say why it
        can be."""
        waiting = sorted(bundles, key=is_encrypted)
        progress(0, len(waiting))
        late: list[Path] = []
        for at, file in enumerate(chain(waiting, late)):
            try:
                if self._merge(file, cancelled):
                    self._done.merged.append(file)
            except UserFacingError as error:
                if error.id == "bundle.join_first" and at < len(waiting):
                    late.append(file)
                else:
                    self._done.refused.append((file, error))
            progress(at + 1, len(waiting) + len(late))

    def _merge(self, file: Path, cancelled: Callable[[], bool]) -> bool:
        """In a workspace that is made again nothing can be hidden that anybody saw."""
        workspace = self._workspace
        if not self._was_asked and is_encrypted(file):
            self._was_asked = True
            if workspace.keys.state() == "locked":
                self._unlock(workspace)
        with in_clear(workspace.folder, file, self._secret, cancelled) as clear:
            with BundleReader(clear) as reader:
                manifest = reader.manifest
            if self._only_by is not None and manifest.replica not in self._only_by:
                return False
            join = None if workspace.trust_group else self._trusted(manifest)
            merge(
                workspace,
                clear,
                named=file,
                accept_hides=self._is_new,
                join=join,
                cancelled=cancelled,
            )
        return True

    def _trusted(self, manifest: Manifest) -> str | None:
        """The team of a bundle, where there is reason to trust it: a device of one's own wrote
        it, whose key only this profile has, or people have compared the fingerprint."""
        if manifest.team is None:
            return None
        is_own = self._workspace.keys.store.replica(manifest.replica) is not None
        is_named = self._trust is not None and fingerprint_of(manifest.team) == self._trust
        return manifest.team if is_own or is_named else None


def _name_person(workspace: Workspace, name: str, number: str) -> None:
    """Where nothing that was merged knows this person. Not without a name: another bundle may
    still bring the record, and two would be a conflict."""
    if person_is_known(workspace.db, workspace.person) or not name.strip():
        return
    values = {"name": name.strip(), "number": number.strip()}
    record = create("person", workspace.person, values)
    with workspace.transaction():  # in a team, the device may not be certified yet
        workspace.journal.write([record], even_without_effect=True)


def _tell(workspace: Workspace, keys: KeyStore, done: Recovery, is_new: bool) -> None:
    db = workspace.db
    earlier = find_written(db, workspace.person)
    earlier.pop(workspace.journal.replica.public, None)
    done.own = sum(count for count, _ in earlier.values())
    done.person = person_name(db, workspace.person)
    done.missing += map(partial(_gap, people_of_replicas(db)), _gone(db, keys, earlier))
    silent = sum(not workspace.blobs.has(id) for id in known_recordings(db))
    if silent:
        done.missing.append(text("recover.audio", count=silent))
    if is_new and not done.from_backup:
        done.notes.append(text("recover.local"))
    if is_new and not earlier:
        done.notes.append(text("recover.new_person"))


def _gone(db: Database, keys: KeyStore, earlier: Mapping[str, tuple[int, int]]) -> list[Gap]:
    """What is known to exist: between others, by the word of others, and by this machine's own
    notes on what it wrote."""
    gaps = list(missing(db))
    for replica, (_, last) in earlier.items():
        told = max([last, *(gap.last for gap in gaps if gap.replica == replica)])
        noted = keys.last_seq(replica)
        if noted and noted.here and noted.seq > told:
            gaps.append(Gap(replica, told + 1, noted.seq))
    return gaps


def _gap(people: Mapping[str, str], gap: Gap) -> Text:
    who = people.get(gap.replica) or gap.replica[:16]
    count = gap.last - gap.first + 1
    return text("recover.gap", count=count, who=who, first=gap.first, last=gap.last)
