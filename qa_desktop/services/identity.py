"""The person of a workspace: name, work number, and the fingerprint that others compare."""

from __future__ import annotations

import hashlib

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import set_fields
from qa_desktop.store.reader import Owner, get_owner
from qa_desktop.store.workspace import Changes, Workspace

_GROUP = 4
_SHOWN_DIGITS = 40
"""160 bits: nobody can make keys to fit."""


def name_person(workspace: Workspace, name: str, number: str = "") -> Changes:
    """Give this workspace's person a name and work number, once.

    Raises ``UserFacingError`` for an empty name, and when another name stands already.
    """
    owner = get_owner(workspace.db)
    wanted = {"name": name.strip(), "number": number.strip()}
    if not wanted["name"]:
        raise UserFacingError("own_identity.name_missing")
    if owner.name and (owner.name, owner.number) != tuple(wanted.values()):
        raise UserFacingError("own_identity.exists", name=owner.name)
    return workspace.write([set_fields("person", owner.person, wanted)])


def fingerprint(owner: Owner) -> str:
    """The first 160 bits of SHA-256(sign key ‖ receive key), in groups of four hex digits."""
    keys = bytes.fromhex(owner.sign_key + owner.receive_key)
    digits = hashlib.sha256(keys).hexdigest()[:_SHOWN_DIGITS]
    return " ".join(digits[at : at + _GROUP] for at in range(0, _SHOWN_DIGITS, _GROUP))
