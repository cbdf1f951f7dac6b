"""The outbox: who holds what by their own word, and what waits for whom."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from qa_desktop.journal.roster import Roster, read_roster
from qa_desktop.journal.vector import Vector, count_covered, count_operations, covers, held
from qa_desktop.services.addressees import can_encrypt, names_by_person
from qa_desktop.store.bundles import BundleNote, Heard, find_bundles, find_last_heard
from qa_desktop.store.people import find_devices
from qa_desktop.store.reader import get_owner


@dataclass(frozen=True)
class SentFile:
    """A bundle that was written here."""

    path: Path
    person: str
    """For whom; empty for anybody."""
    at: int
    """When, ms."""
    operations: int
    purpose: str
    """``operations subject receipt request answer``."""
    acknowledged: bool
    """Whether its addressee has said since to hold everything that was held here then. Never true
    of one about a subject, or for anybody."""


@dataclass(frozen=True)
class Correspondent:
    """Somebody that bundles are exchanged with, or could be."""

    person: str
    name: str
    number: str
    devices: tuple[str, ...]
    """Replicas."""
    heard_at: int | None
    """When the last file of theirs was merged here, ms; None when none ever was."""
    acknowledged: int
    """Operations held here that they said to hold."""
    waiting: int
    """Operations held here that they have not said to hold."""
    ahead: int
    """Operations that they said to hold and that are not here."""
    last_file: SentFile | None
    """The last one written for them alone or with others."""
    can_encrypt: bool
    """Whether one key to encrypt to them is known."""
    is_revoked: bool
    """By the team's roster: nothing is written for them any more."""


@dataclass(frozen=True)
class Outbox:
    people: tuple[Correspondent, ...]
    """By number and name, without the person of this workspace: who has a record here, whom a
    bundle came from, and who stands on the roster."""
    files: tuple[SentFile, ...]
    """The newest first."""


def read_outbox(db: Database) -> Outbox:
    """One reading, in the time that counting the operations takes."""
    heard = find_last_heard(db)
    sent = [note for note in find_bundles(db) if note.direction == "out"]
    files = [_sent_file(note, heard) for note in sent]
    own = get_owner(db).person
    devices: dict[str, list[str]] = {}
    for replica, person in find_devices(db):
        devices.setdefault(person, []).append(replica)
    roster = read_roster(db)
    known = names_by_person(db, roster)
    named = sorted(known, key=lambda person: (*known[person], person))
    people = [*named, *sorted({*devices, *heard} - {*known, ""})]
    here, every = held(db), count_operations(db)
    return Outbox(
        tuple(
            _correspondent(
                db,
                roster,
                person,
                known.get(person, ("", "")),
                tuple(devices.get(person, ())),
                heard.get(person),
                next((file for file in files if file.person == person), None),
                here,
                every,
            )
            for person in people
            if person != own
        ),
        tuple(files),
    )


def _sent_file(note: BundleNote, heard: dict[str, Heard]) -> SentFile:
    said = heard.get(note.person)
    whole = note.purpose == "operations" and said is not None
    acknowledged = whole and said is not None and covers(said.have, note.have)
    path = Path(note.path or note.file)
    return SentFile(path, note.person, note.at, note.operations, note.purpose, acknowledged)


def _correspondent(
    db: Database,
    roster: Roster,
    person: str,
    names: tuple[str, str],
    devices: tuple[str, ...],
    heard: Heard | None,
    last_file: SentFile | None,
    here: Vector,
    every: int,
) -> Correspondent:
    have = heard.have if heard else {}
    acknowledged = count_covered(db, have)
    member = roster.members.get(person)
    ahead = sum(max(0, seq - here.get(replica, (0, ""))[0]) for replica, (seq, _) in have.items())
    return Correspondent(
        person,
        names[1],
        names[0],
        devices,
        heard.at if heard else None,
        acknowledged,
        every - acknowledged,
        ahead,
        last_file,
        can_encrypt(db, person, roster),
        member is not None and member.is_revoked,
    )
