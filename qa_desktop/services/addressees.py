"""The keys that bundles are encrypted to."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database

from qa_desktop.errors import UserFacingError
from qa_desktop.store.people import find_receive_keys, person_name


def receive_keys(db: Database, person: str) -> frozenset[str]:
    """The X25519 keys (hex) that are known to be this person's."""
    return frozenset(find_receive_keys(db, person))


def keys_to(db: Database, persons: Sequence[str]) -> tuple[str, ...]:
    """One key for each, or nothing when nobody is addressed or somebody's key is not known.

    Raises ``UserFacingError`` ("bundle.two_keys") for a person whom two keys claim to be: one of
    them may be somebody else's.
    """
    found = [receive_keys(db, person) for person in persons]
    for person, keys in zip(persons, found, strict=True):
        if len(keys) > 1:
            raise UserFacingError("bundle.two_keys", name=person_name(db, person) or person[:8])
    return tuple(key for keys in found for key in keys) if all(found) else ()
