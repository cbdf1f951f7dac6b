"""Whom bundles can be written for, and the keys that these are encrypted to."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.roster import Roster, read_roster
from qa_desktop.store.people import find_persons, find_receive_keys
from qa_desktop.store.team_people import value_of


def names_by_person(db: Database, roster: Roster) -> dict[str, tuple[str, str]]:
    """Work number and name of everybody with a record here, and of everybody on the roster: the
    bundle by which somebody joins is written before anything of theirs has come."""
    known = {person: (number, name) for person, number, name in find_persons(db)}
    for person, member in roster.members.items():
        number, name = known.get(person, ("", ""))
        by_roster = (value_of(db, member.work_number), value_of(db, member.name))
        known[person] = (number or by_roster[0], name or by_roster[1])
    return known


def person_named(db: Database, name: str) -> str:
    """Somebody by id, work number or name; for ``--to``.

    Raises ``UserFacingError`` ("bundle.no_such_person", "bundle.two_persons").
    """
    known = names_by_person(db, read_roster(db))
    found = [person for person, names in known.items() if name and name in (person, *names)]
    if len(found) != 1:
        id = "bundle.two_persons" if found else "bundle.no_such_person"
        raise UserFacingError(id, name=name)
    return found[0]


def receive_keys(db: Database, person: str, roster: Roster | None = None) -> frozenset[str]:
    """The X25519 keys (hex) that are known to be this person's: the roster's where there is a
    team, else those of the devices that were heard of. ``roster`` is that of the workspace, where
    it was read already.

    Raises ``UserFacingError`` ("bundle.revoked_addressee") for one whose key was revoked.
    """
    member = (roster or read_roster(db)).members.get(person)
    if member is None:
        return frozenset(find_receive_keys(db, person))
    if member.is_revoked:
        raise UserFacingError("bundle.revoked_addressee", name=_known_as(db, person))
    return frozenset({member.receive_key})


def keys_to(db: Database, persons: Sequence[str]) -> tuple[str, ...]:
    """One key for each, or nothing when nobody is addressed or somebody's key is not known.

    Raises ``UserFacingError`` ("bundle.two_keys") for a person whom two keys claim to be: one of
    them may be somebody else's.
    """
    found = [receive_keys(db, person) for person in persons]
    for person, keys in zip(persons, found, strict=True):
        if len(keys) > 1:
            raise UserFacingError("bundle.two_keys", name=_known_as(db, person))
    return tuple(key for keys in found for key in keys) if all(found) else ()


def can_encrypt(db: Database, person: str, roster: Roster | None = None) -> bool:
    """Whether exactly one key is known."""
    try:
        return len(receive_keys(db, person, roster)) == 1
    except UserFacingError:
        return False


def _known_as(db: Database, person: str) -> str:
    _, name = names_by_person(db, read_roster(db)).get(person, ("", ""))
    return name or person[:8]
