"""The inbox: a folder that others put bundles into (a share, a synced folder), watched for new
ones. Nothing is merged from here; files are only looked at, and never held open."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlite_utils import Database

from qa_desktop.errors import UserFacingError, reason_of
from qa_desktop.exchange.bundle.encryption import is_encrypted
from qa_desktop.exchange.bundle.manifest import Audio, Purpose, Subject, bundle_id
from qa_desktop.exchange.bundle.reading import BundleReader
from qa_desktop.store.arrived_files import SUBJECT, find_fates, forget_fate, note_fate
from qa_desktop.store.bundles import find_bundles
from qa_desktop.store.faults import plain_faults
from qa_desktop.store.people import person_name, writer_of
from qa_desktop.store.reader import Reader, get_owner
from qa_desktop.store.settings import get_setting, set_setting
from qa_desktop.store.workspace import Changes, Workspace

_log = logging.getLogger(__name__)

ENDING = ".qab"
EVERY_S = 5.0
"""How often the folder is looked at; a file is offered at the second look that finds it the
same."""
_PATIENCE_S = 2.0

State = Literal["new", "merged", "dismissed"]


@dataclass(frozen=True)
class Look:
    """What a bundle says of itself, by its signed manifest; its contents were not checked."""

    bundle: str
    """Its id."""
    replica: str
    person: str
    """Who wrote it, empty where that is not certain here."""
    who: str
    written_at: int
    """Wall clock of its writer, ms."""
    purpose: Purpose
    subject: Subject | None
    audio: Audio
    blobs: int
    """Recordings and clips in it."""
    addressees: tuple[str, ...]
    for_me: bool
    """Whether it is addressed to the person of this workspace, or to nobody in particular."""


@dataclass(frozen=True)
class Arrived:
    """A bundle that lies in the inbox."""

    file: Path
    size: int
    """Bytes."""
    modified_at: int
    """By the file system, ms."""
    state: State
    encrypted: bool
    """Then ``look`` is None: what is in it shows when it is previewed."""
    look: Look | None
    trouble: UserFacingError | None
    """Why it cannot be read."""


def inbox_folder(db: Database) -> Path | None:
    """The watched folder, None where none was chosen."""
    chosen = get_setting(db, "inbox_folder")
    return Path(chosen) if chosen else None


def choose_inbox(workspace: Workspace, folder: Path | None) -> Changes:
    """Watch this folder from now on, or none."""
    set_setting(workspace.db, "inbox_folder", str(folder.absolute()) if folder else "")
    return Changes(frozenset({SUBJECT}))


def dismiss(workspace: Workspace, file: Path) -> Changes:
    """Not to be offered any more; the file itself stays where it is."""
    with workspace.transaction():
        note_fate(workspace.db, file, "dismissed")
    return Changes(frozenset({SUBJECT}))


def offer_again(workspace: Workspace, file: Path) -> Changes:
    """Takes ``dismiss`` back."""
    with workspace.transaction():
        forget_fate(workspace.db, file)
    return Changes(frozenset({SUBJECT}))


def look_into(db: Database, file: Path) -> Look | None:
    """Who wrote ``file`` and what for, from its last bytes; None for an encrypted one.

    Raises ``UserFacingError`` for one that cannot be read, is not whole, or is no bundle.
    """
    if is_encrypted(file):
        return None
    with BundleReader(file) as reader:
        manifest = reader.manifest
    person = writer_of(db, manifest.replica)
    own = get_owner(db)
    return Look(
        bundle_id(manifest),
        manifest.replica,
        person,
        person_name(db, person),
        manifest.written_at,
        manifest.purpose,
        manifest.subject,
        manifest.audio,
        sum(member.blob is not None for member in manifest.members),
        manifest.addressees,
        not manifest.addressees or own.person in manifest.addressees,
    )


_Seen = tuple[int, int]
"""Size and modification time (ns)."""


class Inbox:
    """Looks at the folder of one workspace; what it saw the last time tells what is still being
    copied. Every method runs on the caller's thread, one at a time."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is that of the workspace."""
        self._folder = folder
        self._before: dict[Path, _Seen] = {}
        self._looked: dict[tuple[Path, _Seen], Look | UserFacingError | None] = {}

    def look(self) -> list[Arrived]:
        """Bundles of others that did not change since the last look, the newest first.

        Raises ``UserFacingError`` ("inbox.not_there") when the folder is away.
        """
        with plain_faults(self._folder), Reader.open(self._folder) as reader:
            watched = inbox_folder(reader.db)
            if watched is None:
                self._before = {}
                return []
            now = _files_in(watched)
            steady = {file: seen for file, seen in now.items() if self._before.get(file) == seen}
            self._before = now
            wanted = set(steady.items())
            self._looked = {key: look for key, look in self._looked.items() if key in wanted}
            found = [self._arrived(reader.db, file, seen) for file, seen in steady.items()]
            fates = find_fates(reader.db)
            notes = find_bundles(reader.db)
        merged = {note.id for note in notes if note.direction == "in"}
        written = {Path(note.path) for note in notes if note.direction == "out"}
        own = {note.id.partition(":")[0] for note in notes if note.direction == "out"}
        listed = [
            _with_state(arrived, fates.get(_key(arrived.file, steady[arrived.file])), merged)
            for arrived in found
            if arrived.file not in written and not (arrived.look and arrived.look.bundle in own)
        ]
        return sorted(listed, key=lambda each: (-each.modified_at, each.file.name))

    def _arrived(self, db: Database, file: Path, seen: _Seen) -> Arrived:
        key = (file, seen)
        if key not in self._looked:
            try:
                self._looked[key] = look_into(db, file)
            except UserFacingError as error:
                if error.id == "bundle.not_readable":  # held by who copies it: once more next time
                    return _broken(file, seen, error)
                self._looked[key] = error
            except OSError as error:  # gone meanwhile, or the share is
                why = reason_of(error)
                gone = UserFacingError("bundle.not_readable", file=file.name, why=why)
                return _broken(file, seen, gone)
        look = self._looked[key]
        trouble = look if isinstance(look, UserFacingError) else None
        size, mtime = seen
        return Arrived(
            file,
            size,
            mtime // 1_000_000,
            "new",
            look is None,
            look if isinstance(look, Look) else None,
            trouble,
        )


def _broken(file: Path, seen: _Seen, trouble: UserFacingError) -> Arrived:
    """Looked at again the next time."""
    return Arrived(file, seen[0], seen[1] // 1_000_000, "new", False, None, trouble)


def _files_in(folder: Path) -> dict[Path, _Seen]:
    found: dict[Path, _Seen] = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                hidden = entry.name.startswith((".", "~"))
                if hidden or not entry.name.lower().endswith(ENDING) or not entry.is_file():
                    continue
                with suppress(FileNotFoundError):  # moved away just now
                    about = entry.stat()
                    found[Path(entry.path)] = (about.st_size, about.st_mtime_ns)
    except OSError as error:
        why = reason_of(error)
        raise UserFacingError("inbox.not_there", folder=str(folder), why=why) from error
    return found


def _key(file: Path, seen: _Seen) -> tuple[str, int, int]:
    return (str(file.absolute()), *seen)


def _with_state(arrived: Arrived, fate: State | None, merged: set[str]) -> Arrived:
    known = arrived.look is not None and arrived.look.bundle in merged
    state: State = "merged" if known else fate or "new"
    return Arrived(
        arrived.file,
        arrived.size,
        arrived.modified_at,
        state,
        arrived.encrypted,
        arrived.look,
        arrived.trouble,
    )


class InboxWatch(threading.Thread):
    """Looks every few seconds; ``tell`` gets the list, on this thread, whenever it is another.

    While the folder is away (a share that is not connected), or cannot be looked at for a reason
    that nobody foresaw, ``tell`` gets the trouble once, as a ``UserFacingError``.
    """

    def __init__(
        self,
        folder: Path,
        tell: Callable[[list[Arrived] | UserFacingError], object],
        every_s: float = EVERY_S,
    ) -> None:
        super().__init__(name="inbox", daemon=True)
        self._inbox = Inbox(folder)
        self._tell = tell
        self._every_s = every_s
        self._wake = threading.Event()
        self._ends = False
        self._logged = ""

    def run(self) -> None:
        told: object = None
        while not self._ends:
            self._wake.clear()
            said = self._look()
            key = said.id if isinstance(said, UserFacingError) else [_told(each) for each in said]
            if key != told and not self._ends:
                told = key
                self._tell(said)
            self._wake.wait(self._every_s)

    def _look(self) -> list[Arrived] | UserFacingError:
        try:
            return self._inbox.look()
        except UserFacingError as error:
            return error
        except Exception as error:  # noqa: BLE001 - our own fault must not end it in silence
            if repr(error) != self._logged:
                self._logged = repr(error)
                _log.exception("the inbox could not be looked at")
            return UserFacingError("inbox.not_looked_at")

    def look_now(self) -> None:
        """The folder was changed, or something was merged or dismissed."""
        self._wake.set()

    def stop(self) -> None:
        """Ends the thread and waits for it a while: a share that does not answer must not keep
        the window from closing."""
        self._ends = True
        self._wake.set()
        self.join(_PATIENCE_S)


def _told(arrived: Arrived) -> tuple[object, ...]:
    trouble = arrived.trouble.id if arrived.trouble else None
    return (arrived.file, arrived.size, arrived.modified_at, arrived.state, trouble)
