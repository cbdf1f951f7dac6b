"""Backups of a workspace: keep up, make one now, restore, and what is missing after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qa_desktop.errors import UserFacingError
from qa_desktop.journal import health
from qa_desktop.journal.vector import Gap, count_operations, find_gaps
from qa_desktop.services.health import check
from qa_desktop.store import backup, exit_note
from qa_desktop.store import restore as restoring
from qa_desktop.store.backup import FOLDER, Kept, Place, own_place
from qa_desktop.store.backup_files import Copy, find_copies
from qa_desktop.store.copy_check import is_sound
from qa_desktop.store.faults import plain_faults
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.people import people_of_replicas
from qa_desktop.store.reader import Reader
from qa_desktop.store.settings import get_setting
from qa_desktop.store.workspace import Workspace
from qa_desktop.texts import Text, text

Cancelled = Callable[[], bool]


@dataclass(frozen=True)
class KeptUp:
    """A regular backup, and what became of the second place: None where there is none, or all
    is well there."""

    kept: Kept
    second_trouble: UserFacingError | None = None


def keep_up(
    reader: Reader, cancelled: Cancelled = lambda: False, *, patient: bool = False
) -> KeptUp:
    """The regular backup; what is wrong with the second place does not undo the first. ``patient``
    waits for one that is being made, as what needs a backup before it does must."""
    kept = backup.keep_up(reader.db, own_place(reader.folder), patient=patient, cancelled=cancelled)
    return KeptUp(kept, _second(reader, cancelled))


def keep_up_at_exit(reader: Reader) -> Kept:
    """Append what is new; quick."""
    return backup.append_only(reader.db, own_place(reader.folder))


def back_up_now(
    reader: Reader, place: Path | None = None, cancelled: Cancelled = lambda: False
) -> Copy:
    """A full copy, in the workspace's own place or in another folder."""
    chosen = Place(place, own=False) if place else own_place(reader.folder)
    return backup.back_up(reader.db, chosen, cancelled=cancelled)


def _second(reader: Reader, cancelled: Cancelled) -> UserFacingError | None:
    """The same in the second place (setting ``backup_place``)."""
    named = get_setting(reader.db, "backup_place")
    if not named:
        return None
    place = Path(named)
    try:
        if not place.is_dir():  # unplugged; it must not be made on the disk that is left
            raise UserFacingError("backup.place_missing", path=named)
        backup.keep_up(reader.db, Place(place, own=False), cancelled=cancelled)
    except UserFacingError as error:
        return error
    return None


def list_copies(folder: Path) -> list[Copy]:
    """The full copies of a workspace, newest first."""
    return find_copies(folder / FOLDER)


def newest_sound_copy(folder: Path) -> Copy | None:
    """The newest copy that passes the whole check."""
    return next((copy for copy in list_copies(folder) if is_sound(copy.path)), None)


def check_after_unclean_exit(reader: Reader) -> bool:
    """Whether the database is sound, every page of it; then the note of the unclean exit goes.

    Raises ``UserFacingError`` ("workspace.damaged") where the damage stops the check itself.
    """
    with plain_faults(reader.folder):
        if health.check_database(reader.db):
            return False
    exit_note.found_sound(reader.folder)
    return True


@dataclass(frozen=True)
class RestoreReport:
    """``missing`` is what could not be brought back; ``notes`` is audio that is not here."""

    aside: Path | None
    replayed: int
    missing: list[Text] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def restore(
    folder: Path,
    file: Path,
    *,
    keys: KeyStore | None = None,
    over_another: bool = False,
    beyond: Callable[[Workspace], None] = lambda _workspace: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> RestoreReport:
    """Put a backup in place, add again what was written since, begin a new replica, back up.

    A backup of another workspace is refused unless ``over_another``: the person was asked.
    ``beyond`` adds what it knows of, before what is missing is looked for.
    Raises ``UserFacingError``, and ``CancelledError`` when told so before the copy is in place;
    then nothing has changed.
    """
    store = keys or KeyStore()
    restored = restoring.restore(folder, file, over_another=over_another, cancelled=cancelled)
    with Workspace.open(folder, keys=store) as workspace:
        before = count_operations(workspace.db)
        beyond(workspace)
        replayed = restored.replayed + count_operations(workspace.db) - before
        restoring.look_again(workspace.db, restored)
        found = check(workspace)
        lost = restoring.lost_operations(restored, store)
        gone = find_gaps(workspace.db)
        people = people_of_replicas(workspace.db)
        exit_note.found_sound(folder)
    with Reader.open(folder) as reader:
        missing = [*_lost(lost, restored, gone, people), *map(_problem, found.problems)]
        try:
            backup.back_up(reader.db, own_place(folder))
        except UserFacingError as error:
            missing.append(text("backup.no_new_copy", reason=error.message))
    return RestoreReport(restored.aside, replayed, missing, found.notes)


def _lost(
    lost: int, restored: restoring.Restored, gone: list[Gap], people: Mapping[str, str]
) -> list[Text]:
    found = [text("backup.lost_operations", count=lost)] if lost else []
    for gap in gone:
        who = people.get(gap.replica) or gap.replica[:16]
        found.append(text("backup.gap", who=who, first=gap.first, last=gap.last))
    if restored.unreadable:
        found.append(text("backup.unreadable_lines", count=restored.unreadable))
    if restored.dropped_rows:
        found.append(text("backup.lists_dropped", count=restored.dropped_rows))
    return found


def _problem(words: str) -> Text:
    return text("backup.problem", problem=words)
