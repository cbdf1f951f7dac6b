"""The keys that bundles are encrypted to."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.roster import read_roster
from qa_desktop.store.people import find_receive_keys, person_name


def receive_keys(db: Database, person: str) -> frozenset[str]:
    """The X25519 keys (hex) that are known to be this person's: the roster's where there is a
    team, else those of the devices that were heard of.

    Raises ``UserFacingError`` ("bundle.revoked_addressee") for one whose key was revoked.
    """
    member = read_roster(db).members.get(person)
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


def can_encrypt(db: Database, person: str) -> bool:
    """Whether exactly one key is known."""
    try:
        return len(receive_keys(db, person)) == 1
    except UserFacingError:
        return False


def _known_as(db: Database, person: str) -> str:
    return person_name(db, person) or person[:8]
