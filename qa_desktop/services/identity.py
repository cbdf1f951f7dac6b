"""The person of a workspace: name, work number, fingerprint, and the card that others add."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.identity_card import (
    MOST_BYTES,
    IdentityCard,
    card_of,
    read_card,
    write_card,
)
from qa_desktop.journal.changes import create, set_fields
from qa_desktop.services.fingerprints import Fingerprint, fingerprint_of
from qa_desktop.store.durable import durable_file
from qa_desktop.store.key_session import KeySession
from qa_desktop.store.people import person_is_known
from qa_desktop.store.reader import Owner, get_owner
from qa_desktop.store.settings import get_setting, set_setting
from qa_desktop.store.workspace import Changes, Workspace


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
    if not person_is_known(workspace.db, owner.person):  # made again, from bundles without it
        return workspace.write([create("person", owner.person, wanted)])
    return workspace.write([set_fields("person", owner.person, wanted)])


def fingerprint(keys: Owner | IdentityCard) -> Fingerprint:
    """What two people compare: of the key that signs and the one that receives."""
    return fingerprint_of(keys.sign_key, keys.receive_key)


def own_card(workspace: Workspace) -> str:
    """The signed card of this workspace's person.

    The last one is given again while it is right, so that it can be shown when the keys are
    locked. Raises ``UserFacingError``: "identity.locked", "card.no_name".
    """
    card = card_beside(workspace.db, workspace.keys)
    if card != get_setting(workspace.db, "identity_card"):
        set_setting(workspace.db, "identity_card", card)
    return card


def card_beside(db: Database, keys: KeySession) -> str:
    """``own_card`` for who can only read; a new one is not kept."""
    owner = get_owner(db)
    if not owner.name.strip():
        raise UserFacingError("card.no_name")
    kept = str(get_setting(db, "identity_card"))
    if _is_card_of(kept, owner):
        return kept
    return write_card(keys.person_keys(), owner.name, owner.number)


def save_card(card: str, out: Path) -> None:
    """Raises ``UserFacingError`` where it cannot be written."""
    try:
        with durable_file(out) as stream:
            stream.write(card.encode())
    except OSError as error:
        raise UserFacingError("card.not_written", file=str(out)) from error


def read_card_file(file: Path) -> IdentityCard:
    """Somebody's card; raises ``UserFacingError`` for everything that is none."""
    try:
        with file.open("rb") as stream:
            return read_card(stream.read(MOST_BYTES + 1))
    except OSError as error:
        raise UserFacingError("card.not_read", file=str(file)) from error


def _is_card_of(card: str, owner: Owner) -> bool:
    keys = (owner.sign_key, owner.receive_key)
    try:
        return read_card(card) == card_of(owner.person, owner.name, owner.number, *keys)
    except UserFacingError:
        return False
