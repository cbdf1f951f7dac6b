"""A team: its root key, who belongs to it and in which roles.

The roster is signed by the root key, which is nobody's daily key: it lies in a recovery file, and
sealed by the founder's own keys in their key store. A person who works alone needs none of this.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database

from qa_desktop.domain.evaluation import ROLES
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.keys import PersonKeys, SigningKey
from qa_desktop.journal.records import RECORD_TYPES
from qa_desktop.journal.rights import RULES
from qa_desktop.journal.roster import Member, Roster, Term, read_roster
from qa_desktop.journal.statements import Statement, found, issue, member, revoke, successor
from qa_desktop.journal.stored import Entity
from qa_desktop.journal.trust import TRUST_GROUP
from qa_desktop.services.fingerprints import Fingerprint, fingerprint_of
from qa_desktop.services.passphrase import certify_device, vouch_for_own
from qa_desktop.store.key_session import KeySession, check_passphrase
from qa_desktop.store.reader import get_owner
from qa_desktop.store.settings import get_setting
from qa_desktop.store.team_people import last_of, names_of, roles_written, value_of
from qa_desktop.store.workspace import Changes, Workspace, changes_of

if TYPE_CHECKING:
    from qa_desktop.exchange.identity_card import IdentityCard

_FOUNDERS = ("manager", "quality_lead")
"""Who founds a team can do everything in it that somebody must; further roles by choice."""


@dataclass(frozen=True)
class TeamPerson:
    """Somebody of the roster."""

    person: str
    number: str
    name: str
    """Both by their own record, else by which the root knows them; empty where neither is here."""
    fingerprint: Fingerprint
    terms: tuple[Term, ...]
    is_revoked: bool
    is_me: bool

    def roles_on(self, day: date) -> tuple[str, ...]:
        """In force on a day, in the order of ``ROLES``; none once revoked."""
        names = {term.role for term in self.terms if _holds(term, day.isoformat())}
        return () if self.is_revoked else tuple(role for role in ROLES if role in names)


@dataclass(frozen=True)
class Founded:
    changes: Changes
    hidden: tuple[Entity, ...]
    """Records that no longer show, until whoever wrote them belongs to the team."""


@dataclass(frozen=True)
class Team:
    id: str
    """The root public key."""
    name: str
    fingerprint: Fingerprint
    people: tuple[TeamPerson, ...]
    """By work number and name; those revoked last."""
    keys: tuple[str, ...]
    """The root and its successors."""

    @property
    def me(self) -> TeamPerson | None:
        """None while the roster does not know this workspace's person."""
        return next((each for each in self.people if each.is_me), None)


def read_team(db: Database) -> Team | None:
    """The team of a workspace; None for somebody who works alone."""
    roster = read_roster(db)
    if not roster.group:
        return None
    me = get_owner(db).person
    people = [_person(db, each, me) for each in roster.members.values()]
    people.sort(key=lambda each: (each.is_revoked, each.number, each.name, each.person))
    print_of = fingerprint_of(roster.group)
    return Team(roster.group, value_of(db, roster.name), print_of, tuple(people), roster.keys)


def own_roles(db: Database, day: date | None = None) -> tuple[str, ...]:
    """The roles of this workspace's person today; none for somebody who works alone."""
    team = read_team(db)
    return team.me.roles_on(day or date.today()) if team and team.me else ()


def scoring_roles(roles: Iterable[str]) -> tuple[str, ...]:
    """Those in which somebody evaluates: in a team one claims a role that one has."""
    allowed = RULES["evaluation"].roles
    return tuple(role for role in roles if role in allowed)


def founder_roles(db: Database) -> tuple[str, ...]:
    """What the founder needs so that everything they wrote still counts, and to lead a team."""
    own = {str(get_setting(db, "role")), *roles_written(db, get_owner(db)), *_FOUNDERS}
    return tuple(role for role in ROLES if role in own)


def holds_root(keys: KeySession, team: Team) -> bool:
    """Whether a key that signs the roster lies in this profile."""
    return any(keys.store.has_root(key) for key in team.keys)


def create_team(
    workspace: Workspace,
    name: str,
    recovery: Path,
    recovery_passphrase: str,
    roles: Sequence[str] = (),
) -> Founded:
    """Found a team with this person in it; its root key goes to ``recovery``. What they wrote
    alone counts in it as before.

    Raises ``UserFacingError``: "trust_group.exists", "trust_group.name_missing", of the keys and
    of the file.
    """
    if workspace.trust_group is not None:
        raise UserFacingError("trust_group.exists")
    if not name.strip():
        raise UserFacingError("trust_group.name_missing")
    check_passphrase(recovery_passphrase)
    keys = workspace.keys.signing_keys()
    owner = get_owner(workspace.db)
    root = SigningKey.generate()
    terms = [Term(role) for role in roles or founder_roles(workspace.db)]
    names = {"name": owner.name, "work_number": owner.number}
    me = member(owner.person, owner.sign_key, owner.receive_key, terms, **names)
    from qa_desktop.exchange.recovery_file import write_recovery  # the window loads this module

    write_recovery(recovery, root.public, name.strip(), root, recovery_passphrase)
    try:
        workspace.keys.store.save_root(root, keys)
        with workspace.transaction():
            certify_device(workspace, keys)
            vouch_for_own(workspace, keys)
            act = issue(workspace.journal, root, root.public, [found(name.strip()), me])
            hidden = workspace.trust(root.public)
    except BaseException:
        workspace.keys.store.remove_root(root.public)
        recovery.unlink(missing_ok=True)
        raise
    shown = Changes(frozenset({*RECORD_TYPES, TRUST_GROUP, "replica"}), act.id)
    return Founded(shown if hidden else changes_of(act), hidden)


def add_member(
    workspace: Workspace,
    card: IdentityCard,
    terms: Sequence[Term],
    *,
    new_key: bool = False,
    lift: bool = False,
) -> Changes:
    """Let somebody belong to the team, by the card whose fingerprint was compared.

    For one who does, these become their roles. Raises ``UserFacingError``:
    "trust_group.other_key" for another key than the roster has, unless ``new_key``;
    "trust_group.is_revoked" unless ``lift``.
    """
    roster = _roster(workspace.db)
    known = roster.members.get(card.person)
    if known is not None and known.sign_key != card.sign_key and not new_key:
        raise UserFacingError("trust_group.other_key", name=card.name)
    revoked = known is not None and known.keys.get(card.sign_key) is not None
    if revoked and not lift:
        raise UserFacingError("trust_group.is_revoked", name=card.name)
    names = {"name": card.name, "work_number": card.number}
    keys = (card.sign_key, card.receive_key)
    said = [member(card.person, *keys, _checked(terms), **names)]
    if revoked:
        said.append(revoke(card.person, card.sign_key, None))
    return _state(workspace, roster, said)


def set_roles(workspace: Workspace, person: str, terms: Sequence[Term]) -> Changes:
    """Other roles for somebody who belongs to the team."""
    roster = _roster(workspace.db)
    known = _member(roster, person)
    hashes = {"name": known.name, "work_number": known.work_number}
    names = {each: value_of(workspace.db, hash) for each, hash in hashes.items()}
    said = member(person, known.sign_key, known.receive_key, _checked(terms), **names)
    return _state(workspace, roster, [said])


def revoke_member(workspace: Workspace, person: str) -> Changes:
    """From now on nothing that is signed with this person's keys counts, the earlier ones too;
    what is held here does.

    For a key that was stolen or lost, or somebody who must not write any more; whoever just
    leaves has their roles ended. Raises ``UserFacingError``: "trust_group.not_yourself",
    "trust_group.already_revoked".
    """
    roster = _roster(workspace.db)
    known = _member(roster, person)
    if person == workspace.person:
        raise UserFacingError("trust_group.not_yourself")
    in_force = [key for key, accepted in known.keys.items() if accepted is None]
    if not in_force:
        raise UserFacingError("trust_group.already_revoked")
    said = [revoke(person, key, last_of(workspace.db, person, key)) for key in in_force]
    return _state(workspace, roster, said)


def name_successor(workspace: Workspace, recovery: Path, recovery_passphrase: str) -> Changes:
    """Make a second key that may sign the roster, in a recovery file of its own: for somebody
    who shall keep the team when the root is lost or its keeper gone."""
    roster = _roster(workspace.db)
    check_passphrase(recovery_passphrase)
    key = SigningKey.generate()
    team = value_of(workspace.db, roster.name)
    signer = _signer(workspace, roster)
    from qa_desktop.exchange.recovery_file import write_recovery

    write_recovery(recovery, roster.group, team, key, recovery_passphrase)
    try:
        return _issue(workspace, roster, signer, [successor(key.public)])
    except BaseException:
        recovery.unlink(missing_ok=True)
        raise


def recover_root(workspace: Workspace, file: Path, passphrase: str) -> Changes:
    """Take the key of a recovery file into this profile: from now on the roster is kept here.

    Raises ``UserFacingError`` for the file of another team and for a key that the roster held
    here does not name.
    """
    roster = _roster(workspace.db)
    from qa_desktop.exchange.recovery_file import read_recovery

    read = read_recovery(file)
    if read.team != roster.group:
        raise UserFacingError("recovery.other_team", name=read.name)
    if read.key not in roster.keys:
        raise UserFacingError("recovery.not_named_yet")
    key = read.open(passphrase)
    workspace.keys.store.save_root(key, workspace.keys.signing_keys())
    return Changes(frozenset({TRUST_GROUP}))


def person_in_team(db: Database, name: str) -> str:
    """Somebody of the roster by id, work number or name; raises ``UserFacingError``."""
    team = read_team(db)
    if team is None:
        raise UserFacingError("trust_group.none")
    named = [each.person for each in team.people if name in (each.person, each.number, each.name)]
    if len(named) != 1:
        id = "trust_group.two_persons" if named else "trust_group.no_such_person"
        raise UserFacingError(id, name=name)
    return named[0]


def _person(db: Database, each: Member, me: str) -> TeamPerson:
    number, name = names_of(db, each.person)
    return TeamPerson(
        each.person,
        number or value_of(db, each.work_number),
        name or value_of(db, each.name),
        fingerprint_of(each.sign_key, each.receive_key),
        each.terms,
        each.is_revoked,
        each.person == me,
    )


def _holds(term: Term, day: str) -> bool:
    return (term.begins or "") <= day and (term.ends is None or day <= term.ends)


def _roster(db: Database) -> Roster:
    roster = read_roster(db)
    if not roster.group:
        raise UserFacingError("trust_group.none")
    return roster


def _member(roster: Roster, person: str) -> Member:
    if person not in roster.members:
        raise UserFacingError("trust_group.no_such_person", name=person)
    return roster.members[person]


def _checked(terms: Iterable[Term]) -> list[Term]:
    """Each role once per period, and no period that ends before it begins."""
    once = list(dict.fromkeys(terms))
    for term in once:
        if term.begins and term.ends and term.ends < term.begins:
            raise UserFacingError("trust_group.ends_before", begins=term.begins, ends=term.ends)
    return once


def _state(workspace: Workspace, roster: Roster, said: Sequence[Statement]) -> Changes:
    return _issue(workspace, roster, _signer(workspace, roster), said)


def _issue(
    workspace: Workspace, roster: Roster, signer: SigningKey, said: Sequence[Statement]
) -> Changes:
    with workspace.transaction():
        return changes_of(issue(workspace.journal, signer, roster.group, said))


def _signer(workspace: Workspace, roster: Roster) -> SigningKey:
    """The secret that signs the roster, opened with the person's keys."""
    store = workspace.keys.store
    here = [key for key in roster.keys if store.has_root(key)]
    if not here:
        raise UserFacingError("trust_group.no_root_here")
    keys: PersonKeys = workspace.keys.signing_keys()
    root = store.root(here[0], keys)
    assert root is not None  # noqa: S101 - it is there
    return root
