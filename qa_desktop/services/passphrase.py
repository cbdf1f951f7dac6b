"""The passphrase over a person's keys: set or change it, unlock for a while, lock.

What only the person may do is signed with these keys, not with the device's (EXCHANGE.md, People,
keys, roles). A person who never signs anything never meets a passphrase.
"""

from __future__ import annotations

from typing import Final

from qa_desktop.journal.keys import PersonKeys, certify
from qa_desktop.journal.records import RECORD_TYPES
from qa_desktop.journal.rights import SIGNED
from qa_desktop.journal.vouching import unsigned_of
from qa_desktop.store.people import person_of_replica
from qa_desktop.store.reader import get_owner
from qa_desktop.store.settings import get_setting, set_setting
from qa_desktop.store.workspace import Changes, Workspace

_LEFT: Final = "to_vouch"
"""A setting: ``{replica: [seq, id]}``."""


def set_passphrase(workspace: Workspace, passphrase: str, before: str | None = None) -> Changes:
    """Seal the keys under ``passphrase``, and unlock them with it.

    ``before`` is the one that holds now, None where none was ever set. Raises ``UserFacingError``
    for one that is too short ("identity.passphrase_short"), a wrong ``before``
    ("identity.wrong_passphrase") and a missing one ("identity.locked").
    """
    workspace.keys.set_passphrase(passphrase, before)
    return unlock(workspace, passphrase)


def unlock(workspace: Workspace, passphrase: str, minutes: int | None = None) -> Changes:
    """Open the keys for so many minutes (0: for one act), else as the setting ``unlock_minutes``
    says.

    A device that could not be certified while they were locked (a clone, a restored copy) is now;
    what was left when somebody joined and the program ended is vouched for.
    """
    if minutes is None:
        minutes = int(get_setting(workspace.db, "unlock_minutes"))
    keys = workspace.keys.unlock(passphrase, minutes)
    certified = certify_device(workspace, keys)
    if not get_setting(workspace.db, _LEFT):
        return certified
    with workspace.transaction():
        vouch_for_own(workspace, keys)
    return Changes(frozenset({*RECORD_TYPES, "replica"}), None, certified.ids)


def lock(workspace: Workspace) -> None:
    """Forget the keys now."""
    workspace.keys.lock()


def certify_device(workspace: Workspace, keys: PersonKeys) -> Changes:
    """Say by the person's key that this workspace's replica is theirs, unless that is said."""
    replica = workspace.journal.replica.public
    if person_of_replica(workspace.db, replica) == keys.person:
        return Changes(frozenset())
    with workspace.transaction():
        workspace.journal.hello(
            keys.person, keys.sign_key, keys.receive_key, certify(keys, replica)
        )
    return Changes(frozenset({"replica"}), None, (replica,))


def has_to_vouch(workspace: Workspace) -> bool:
    """Whether this person wrote what takes their own signature in a team without giving it."""
    owner = get_owner(workspace.db)
    return bool(unsigned_of(workspace.db, owner.person, owner.sign_key, SIGNED))


def leave_to_vouch(workspace: Workspace) -> None:
    """Another process merges what this person wrote, and has not their keys: it notes, in its own
    transaction, up to where they are to vouch. Should the program end before they do, they do it
    when they unlock their keys next, and never for anything that was written since."""
    owner = get_owner(workspace.db)
    left = unsigned_of(workspace.db, owner.person, owner.sign_key, SIGNED)
    set_setting(workspace.db, _LEFT, left)


def vouch_for_own(workspace: Workspace, keys: PersonKeys) -> None:
    """Sign what this person wrote alone, as far as it takes their own signature in a team: a
    ``hello`` names the last such operation of each of their devices (decision 0017)."""
    upto = unsigned_of(workspace.db, keys.person, keys.sign_key, SIGNED)
    if left := get_setting(workspace.db, _LEFT):
        upto = {each: (left[each][0], left[each][1]) for each in upto if each in left}
        set_setting(workspace.db, _LEFT, {})
    if upto:
        said = certify(keys, workspace.journal.replica.public)
        own = (keys.person, keys.sign_key, keys.receive_key)
        workspace.journal.hello(*own, said, vouches=upto, keys=keys)


def signing_keys(workspace: Workspace) -> PersonKeys | None:
    """The keys for what only the person signs. In a team nothing else counts; who works alone and
    never set a passphrase proves nothing by signing: None.

    Raises ``UserFacingError`` ("identity.locked", "identity.no_passphrase").
    """
    if workspace.trust_group is None and workspace.keys.state() == "open":
        return None
    return workspace.keys.signing_keys()
