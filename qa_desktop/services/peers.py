"""People and devices: last heard from, what they have and lack, and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from qa_desktop.journal.vector import Fork, Gap, Vector, find_forks, find_gaps, held
from qa_desktop.store.bundles import BundleNote, acknowledged, find_bundles
from qa_desktop.store.peers import Device, read_devices
from qa_desktop.store.people import find_persons, person_here, replica_here


@dataclass(frozen=True)
class PeerDevice:
    device: Device
    is_here: bool
    gaps: tuple[Gap, ...] = ()
    fork: Fork | None = None


@dataclass(frozen=True)
class Peer:
    """A person that is known here; ``devices`` may be none (named by others only)."""

    person: str
    number: str
    name: str
    is_self: bool
    devices: tuple[PeerDevice, ...] = ()
    heard_at: int | None = None
    """When a bundle of theirs was last merged here, ms."""
    heard_file: str = ""
    sent_at: int | None = None
    """When a bundle for them was last written here, ms."""
    lacks: int | None = None
    """Operations here that they are not known to have; None: never heard from, may lack all."""
    ahead: int = 0
    """Operations that they had when they last wrote and that are not here."""

    @property
    def gaps(self) -> tuple[Gap, ...]:
        return tuple(gap for device in self.devices for gap in device.gaps)

    @property
    def is_forked(self) -> bool:
        return any(device.fork for device in self.devices)

    @property
    def is_uncertified(self) -> bool:
        return any(not device.device.certified for device in self.devices)


def read_peers(db: Database) -> list[Peer]:
    """Oneself first, then by number and name."""
    here, me = replica_here(db), person_here(db)
    gaps, forks = find_gaps(db), {fork.replica: fork for fork in find_forks(db)}
    counts = {}
    devices: dict[str, list[PeerDevice]] = {}
    for device in read_devices(db):
        counts[device.replica] = device.operations
        own = tuple(gap for gap in gaps if gap.replica == device.replica)
        shown = PeerDevice(device, device.replica == here, own, forks.get(device.replica))
        devices.setdefault(device.person, []).append(shown)
    notes, have = find_bundles(db), held(db)
    people = {id: (number, name) for id, number, name in find_persons(db)}
    for person in devices:
        people.setdefault(person, ("", ""))
    peers = [
        _peer(db, person, names, tuple(devices.get(person, ())), notes, have, person == me)
        for person, names in people.items()
        if person == me or person in devices
    ]
    return sorted(peers, key=lambda peer: (not peer.is_self, peer.number, peer.name, peer.person))


def _peer(
    db: Database,
    person: str,
    names: tuple[str, str],
    devices: tuple[PeerDevice, ...],
    notes: list[BundleNote],
    have: Vector,
    is_self: bool,
) -> Peer:
    came = next((each for each in notes if each.direction == "in" and each.person == person), None)
    went = next((each for each in notes if each.direction == "out" and each.person == person), None)
    known = acknowledged(db, [person])
    return Peer(
        person,
        *names,
        is_self,
        devices,
        came.at if came else None,
        came.file if came else "",
        went.at if went else None,
        None if is_self or came is None else _missing(have, known),
        0 if is_self or came is None else _missing(came.have, have),
    )


def _missing(wanted: Vector, there: Mapping[str, tuple[int, str]]) -> int:
    """Operations that the one vector covers and the other does not."""
    return sum(max(seq - there.get(replica, (0, ""))[0], 0) for replica, (seq, _) in wanted.items())
