"""Join a team with a bundle of it: see whose it is, compare the fingerprint, then trust it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.bundle.reading import BundleReader, Progress
from qa_desktop.journal.keys import PersonKeys
from qa_desktop.journal.records import RECORD_TYPES
from qa_desktop.journal.roster import Roster, fold_roster
from qa_desktop.journal.trust import TRUST_GROUP
from qa_desktop.services.bundle_merging import Merge, Step, merge
from qa_desktop.services.bundle_opening import in_clear
from qa_desktop.services.fingerprints import Fingerprint, fingerprint_of
from qa_desktop.services.passphrase import certify_device, has_to_vouch, vouch_for_own
from qa_desktop.store.people import person_of_replica
from qa_desktop.store.workspace import Changes, Workspace

_FIRST = ("hello", "roster")
"""Kinds that come before all others in a bundle."""


@dataclass(frozen=True)
class TeamOffer:
    """The team of a bundle, before anybody trusts it."""

    id: str
    name: str
    fingerprint: Fingerprint
    people: int
    has_me: bool
    """Whether its roster knows this workspace's person."""


def look_at_team(
    workspace: Workspace, file: Path, cancelled: Callable[[], bool] = lambda: False
) -> TeamOffer:
    """Whose bundle it is; changes nothing.

    Raises ``UserFacingError`` for a bundle that is not whole, of no team, or without its roster.
    """
    secret = workspace.keys.receive_secret
    with in_clear(workspace.folder, file, secret, cancelled) as clear:
        return look_at_clear(workspace, clear, cancelled)


def look_at_clear(
    workspace: Workspace, clear: Path, cancelled: Callable[[], bool] = lambda: False
) -> TeamOffer:
    """The same of what was encrypted in it."""
    with BundleReader(clear) as reader:
        reader.check(cancelled=cancelled)
        team = reader.manifest.team
        if team is None:
            raise UserFacingError("trust_group.not_of_a_team")
        roster = _roster(reader, team)
        name = _name(reader, roster)
    return TeamOffer(
        team,
        name,
        fingerprint_of(team),
        len(roster.members),
        workspace.person in roster.members,
    )


def join_team(
    workspace: Workspace,
    file: Path,
    trust: Fingerprint,
    *,
    accept_hides: bool = False,
    progress: Progress = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Merge:
    """Trust the team of a bundle and merge it; nothing that was written before is rewritten.

    ``trust`` is the fingerprint that was compared. Raises ``UserFacingError``:
    "trust_group.exists", "fingerprint.differs", and as ``merge`` does, also when much of one's
    own would be hidden because the roster does not know this person yet.
    """
    if workspace.trust_group is not None:
        raise UserFacingError("trust_group.exists")
    keys = cache(workspace.keys.person_keys)  # unlocked for one act they can be had only once

    def certify(word: str) -> None:
        if word in ("ready", "merged") and has_to_sign(workspace):
            sign_in(workspace, keys())

    with in_clear(workspace.folder, file, lambda: keys().receive_secret, cancelled) as clear:
        return merge_joining(
            workspace,
            clear,
            trust,
            named=file,
            accept_hides=accept_hides,
            progress=progress,
            cancelled=cancelled,
            step=certify,
        )


def has_to_sign(workspace: Workspace) -> bool:
    """Whether whoever joins has something to sign that the team can check."""
    is_certified = person_of_replica(workspace.db, workspace.journal.replica.public)
    return not is_certified or has_to_vouch(workspace)


def sign_in(workspace: Workspace, keys: PersonKeys) -> None:
    """Say that this device is theirs, and that what they wrote alone is."""
    with workspace.transaction():
        certify_device(workspace, keys)
        vouch_for_own(workspace, keys)


def merge_joining(
    workspace: Workspace,
    clear: Path,
    trust: Fingerprint,
    *,
    named: Path,
    accept_hides: bool,
    progress: Progress,
    cancelled: Callable[[], bool],
    step: Step,
) -> Merge:
    """Trust the team and merge; ``step`` signs (``sign_in``) when it hears "ready", and again
    when it hears "merged": the bundle may bring what this person wrote on another computer."""
    offer = look_at_clear(workspace, clear, cancelled)
    if offer.fingerprint != trust:
        raise UserFacingError("fingerprint.differs", shown=offer.fingerprint.hex)
    done = merge(
        workspace,
        clear,
        named=named,
        accept_hides=accept_hides,
        join=offer.id,
        progress=progress,
        cancelled=cancelled,
        step=step,
    )
    done.changes = Changes(frozenset({*RECORD_TYPES, TRUST_GROUP, "replica"}))
    return done


def _roster(reader: BundleReader, team: str) -> Roster:
    first = takewhile(lambda operation: operation.kind in _FIRST, reader.operations())
    roster = fold_roster(team, list(first))
    if roster.name is None:
        raise UserFacingError("trust_group.no_roster_within")
    return roster


def _name(reader: BundleReader, roster: Roster) -> str:
    values = (value for value in reader.personal_values() if value.hash == roster.name)
    return next((value.value for value in values if value.is_genuine()), "")
