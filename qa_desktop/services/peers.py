"""People and devices: last heard from, what they have and lack, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from qa_desktop.journal.roster import Term, read_roster
from qa_desktop.journal.vector import Fork, Gap, find_forks, find_gaps
from qa_desktop.services.addressees import names_by_person
from qa_desktop.services.outbox import Correspondent, SentFile, read_outbox
from qa_desktop.store.peers import Device, read_devices
from qa_desktop.store.people import person_here, replica_here


@dataclass(frozen=True)
class PeerDevice:
    device: Device
    is_here: bool
    gaps: tuple[Gap, ...] = ()
    fork: Fork | None = None


@dataclass(frozen=True)
class Peer:
    """A person that is known here; ``devices`` may be none (named by others, or by the
    roster, only)."""

    person: str
    number: str
    name: str
    is_self: bool
    devices: tuple[PeerDevice, ...] = ()
    heard_at: int | None = None
    """When a bundle of theirs was last merged here, ms."""
    lacks: int | None = None
    """Operations here that they are not known to have; None: never heard from, may lack all."""
    ahead: int = 0
    """Operations that they had when they last wrote and that are not here."""
    last_file: SentFile | None = None
    """The last one written for them."""
    can_encrypt: bool = False
    roles: tuple[str, ...] = ()
    """Those in force today by the team's roster; empty where there is no team."""
    is_stranger: bool = False
    """There is a team, and its roster does not name them."""
    is_revoked: bool = False

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
    me, here = person_here(db), replica_here(db)
    devices = _devices(db, here)
    known = {each.person: each for each in read_outbox(db).people}
    roster = read_roster(db)
    people = names_by_person(db, roster)
    peers = []
    for person in dict.fromkeys([me, *known]):
        member = roster.members.get(person)
        heard = known.get(person)
        if person != me and not (person in devices or member or (heard and heard.heard_at)):
            continue
        number, name = people.get(person, ("", ""))
        peers.append(
            Peer(
                person,
                number,
                name,
                person == me,
                devices.get(person, ()),
                *_exchanged(heard),
                roles=_in_force(member.terms) if member else (),
                is_stranger=bool(roster.group) and member is None,
                is_revoked=member is not None and member.is_revoked,
            )
        )
    return sorted(peers, key=lambda peer: (not peer.is_self, peer.number, peer.name, peer.person))


def _exchanged(
    heard: Correspondent | None,
) -> tuple[int | None, int | None, int, SentFile | None, bool]:
    if heard is None:
        return None, None, 0, None, False
    lacks = heard.waiting if heard.heard_at is not None else None
    return heard.heard_at, lacks, heard.ahead, heard.last_file, heard.can_encrypt


def _devices(db: Database, here: str) -> dict[str, tuple[PeerDevice, ...]]:
    gaps, forks = find_gaps(db), {fork.replica: fork for fork in find_forks(db)}
    found: dict[str, tuple[PeerDevice, ...]] = {}
    for device in read_devices(db):
        own = tuple(gap for gap in gaps if gap.replica == device.replica)
        shown = PeerDevice(device, device.replica == here, own, forks.get(device.replica))
        found[device.person] = (*found.get(device.person, ()), shown)
    return found


def _in_force(terms: tuple[Term, ...]) -> tuple[str, ...]:
    today = date.today().isoformat()
    return tuple(
        dict.fromkeys(
            term.role
            for term in terms
            if (term.begins is None or term.begins <= today)
            and (term.ends is None or today <= term.ends)
        )
    )
