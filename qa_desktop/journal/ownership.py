"""Ids that show whose a record is.

Whoever knows a record's id can sign an operation on it, with any time: neither the order of
arrival nor a clock tells who was first. So the id of a fact that only its author may follow is
bound to the author: a UUIDv7 of which the last 40 bits are

    SHA-256("qa-desktop/own/1\\n" ‖ person ‖ "\\n" ‖ the id before them)[:5]

Another person would need an id of their own that gives the same bits, and people are stated by the
team's root before the record is made.
"""

from __future__ import annotations

import hashlib
import uuid
from typing import Final

import uuid_utils

_PREFIX: Final = b"qa-desktop/own/1\n"
_DIGITS: Final = 10
_TIME: Final = 14


def new_id_of(person: str) -> str:
    """A UUIDv7 for a new record of this person: the time of one that counts in its last bits, and
    34 bits of chance."""
    time = str(uuid_utils.uuid7())[:_TIME]
    chance = str(uuid.uuid4())[_TIME + 1 : -_DIGITS]
    made = f"{time}7{chance}"
    return made + _mark(made, person)


def is_id_of(id: str, person: str) -> bool:
    """False also for an id that is bound to nobody."""
    return id[-_DIGITS:] == _mark(id[:-_DIGITS], person)


def _mark(id: str, person: str) -> str:
    said = _PREFIX + f"{person}\n{id}".encode()
    return hashlib.sha256(said).hexdigest()[:_DIGITS]
