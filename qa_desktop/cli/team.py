"""``team create | show | add | roles | revoke | successor | recover | join``."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from qa_desktop.cli import passphrases
from qa_desktop.cli.session import WORDS, Group, Session, pass_session
from qa_desktop.domain.evaluation import ROLES
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.roster import Term
from qa_desktop.services import team as teams
from qa_desktop.services.fingerprints import LANGUAGES, read_fingerprint
from qa_desktop.services.hidden_records import kinds_told
from qa_desktop.services.identity import fingerprint, read_card_file
from qa_desktop.services.team_joining import join_team
from qa_desktop.store.key_session import KeySession
from qa_desktop.store.key_store import KeyStore
from qa_desktop.texts import text

_FILE = click.Path(path_type=Path)
_ROLE = click.Choice(ROLES)
_DAY = click.DateTime(["%Y-%m-%d"])
_RECOVERY = "QA_DESKTOP_RECOVERY_PASSPHRASE"


def _terms_options(command: Any) -> Any:
    for option in (
        click.option("--until", "ends", type=_DAY, metavar="DAY", help="Last day of the roles."),
        click.option("--from", "begins", type=_DAY, metavar="DAY", help="First day."),
        click.option("--role", "roles", type=_ROLE, multiple=True, required=True),
    ):
        command = option(command)
    return command


def _recovery_option(command: Any) -> Any:
    return click.option(
        "--recovery-passphrase-file",
        "recovery_passphrase",
        type=_FILE,
        metavar="FILE",
        help=f"Passphrase of the recovery file. [default: ${_RECOVERY}, else your own]",
    )(command)


@click.group("team", cls=Group)
def team() -> None:
    """The people whose work counts together: one root key, roles with dates."""


@team.command("create")
@click.argument("name", type=WORDS)
@click.option("--recovery", type=_FILE, required=True, metavar="FILE", help="For the root key.")
@click.option("--role", "roles", type=_ROLE, multiple=True, help="Your own roles.")
@_recovery_option
@pass_session
def create(
    session: Session,
    name: str,
    recovery: Path,
    roles: tuple[str, ...],
    recovery_passphrase: Path | None,
) -> None:
    """Found the team NAME; its root key goes to the recovery file, which belongs in a safe."""
    with session.open_workspace() as workspace:
        phrase = _recovery_passphrase(session, recovery_passphrase)
        founded = passphrases.with_keys(
            session,
            workspace,
            lambda: teams.create_team(workspace, name, recovery, phrase, roles),
        )
        said = session.say(text("trust_group.recovery_written", file=str(recovery)))
        if hidden := founded.hidden:
            told = text("trust_group.founding_hides", count=len(hidden), kinds=kinds_told(hidden))
            said = f"{said}\n{session.say(told)}"
        _answer(session, workspace.db, workspace.keys, said)


@team.command("show")
@pass_session
def show(session: Session) -> None:
    """The team of this workspace: its fingerprint, its people and their roles."""
    with session.open_reader() as reader:
        _answer(session, reader.db, KeySession(KeyStore()))


@team.command("add")
@click.argument("card", type=_FILE)
@_terms_options
@click.option("--fingerprint", "compared", type=WORDS, help="Refuse CARD if it has another.")
@click.option("--new-key", is_flag=True, help="CARD may bring another key than the roster has.")
@click.option("--lift-revocation", is_flag=True, help="CARD's key was revoked and is good again.")
@pass_session
def add(
    session: Session,
    card: Path,
    roles: tuple[str, ...],
    begins: datetime | None,
    ends: datetime | None,
    compared: str | None,
    new_key: bool,
    lift_revocation: bool,
) -> None:
    """Let the person of CARD belong to the team, in the roles given; compare fingerprints first."""
    read = read_card_file(card)
    if compared is not None and read_fingerprint(compared) != fingerprint(read):
        raise UserFacingError("fingerprint.differs", shown=fingerprint(read).hex)
    terms = _terms(roles, begins, ends)
    with session.open_workspace() as workspace:
        passphrases.with_keys(
            session,
            workspace,
            lambda: teams.add_member(workspace, read, terms, new_key=new_key, lift=lift_revocation),
        )
        _answer(session, workspace.db, workspace.keys)


@team.command("roles")
@click.argument("person", type=WORDS)
@_terms_options
@pass_session
def roles(
    session: Session,
    person: str,
    roles: tuple[str, ...],
    begins: datetime | None,
    ends: datetime | None,
) -> None:
    """Give PERSON (id, work number or name) other roles in the place of those before."""
    terms = _terms(roles, begins, ends)
    with session.open_workspace() as workspace:
        who = teams.person_in_team(workspace.db, person)
        passphrases.with_keys(session, workspace, lambda: teams.set_roles(workspace, who, terms))
        _answer(session, workspace.db, workspace.keys)


@team.command("revoke")
@click.argument("person", type=WORDS)
@pass_session
def revoke(session: Session, person: str) -> None:
    """Let nothing count that PERSON's key signs from now on; what is held here still does."""
    with session.open_workspace() as workspace:
        who = teams.person_in_team(workspace.db, person)
        passphrases.with_keys(session, workspace, lambda: teams.revoke_member(workspace, who))
        _answer(session, workspace.db, workspace.keys)


@team.command("successor")
@click.option("--recovery", type=_FILE, required=True, metavar="FILE", help="For the new key.")
@_recovery_option
@pass_session
def successor(session: Session, recovery: Path, recovery_passphrase: Path | None) -> None:
    """Make a second key that may keep the roster, in a recovery file of its own."""
    with session.open_workspace() as workspace:
        phrase = _recovery_passphrase(session, recovery_passphrase)
        passphrases.with_keys(
            session, workspace, lambda: teams.name_successor(workspace, recovery, phrase)
        )
        said = session.say(text("trust_group.recovery_written", file=str(recovery)))
        _answer(session, workspace.db, workspace.keys, said)


@team.command("recover")
@click.argument("file", type=_FILE)
@_recovery_option
@pass_session
def recover(session: Session, file: Path, recovery_passphrase: Path | None) -> None:
    """Take in the key of a recovery FILE: from now on the roster is kept on this computer."""
    with session.open_workspace() as workspace:
        phrase = _recovery_passphrase(session, recovery_passphrase, is_new=False)
        passphrases.with_keys(
            session, workspace, lambda: teams.recover_root(workspace, file, phrase)
        )
        _answer(session, workspace.db, workspace.keys)


@team.command("join")
@click.argument("bundle", type=_FILE)
@click.option("--trust", type=WORDS, required=True, metavar="FINGERPRINT", help="Words or digits.")
@click.option("--accept-hides", is_flag=True, help="Also when many own records would be hidden.")
@pass_session
def join(session: Session, bundle: Path, trust: str, accept_hides: bool) -> None:
    """Join the team of BUNDLE and merge it. FINGERPRINT is what its founder read to you."""
    compared = read_fingerprint(trust)
    with session.open_workspace() as workspace:
        passphrases.with_keys(
            session,
            workspace,
            lambda: join_team(workspace, bundle, compared, accept_hides=accept_hides),
        )
        joined = teams.read_team(workspace.db)
        assert joined is not None  # noqa: S101 - it was joined just now
        said = [session.say(text("trust_group.joined", name=joined.name))]
        if joined.me is None:
            said.append(session.say(text("trust_group.not_listed_yet")))
        _answer(session, workspace.db, workspace.keys, *said)


def _terms(roles: tuple[str, ...], begins: datetime | None, ends: datetime | None) -> list[Term]:
    first, last = (day.date().isoformat() if day else None for day in (begins, ends))
    return [Term(role, first, last) for role in roles]


def _recovery_passphrase(session: Session, file: Path | None, *, is_new: bool = True) -> str:
    """Of the recovery file: its own, else, where nobody can be asked, the person's."""
    given = passphrases.read_passphrase(file, _RECOVERY)
    return given if given is not None else passphrases.for_recovery(session, is_new=is_new)


def _answer(session: Session, db: Any, keys: KeySession, *said: str) -> None:
    found = teams.read_team(db)
    if found is None:
        raise UserFacingError("trust_group.none")
    print_of, today = found.fingerprint, date.today()
    document = {
        "team": found.id,
        "name": found.name,
        "fingerprint": print_of.hex,
        "words": {each: " ".join(print_of.words(each)) for each in LANGUAGES},
        "keeps_roster": teams.holds_root(keys, found),
        "people": [_person(each, today) for each in found.people],
    }
    lines = [found.name, print_of.hex, *print_of.rows(session.language)]
    lines += [_line(session, each) for each in found.people]
    session.answer(document, [*lines, *said])


def _person(each: teams.TeamPerson, today: date) -> dict[str, Any]:
    return {
        "person": each.person,
        "number": each.number,
        "name": each.name,
        "fingerprint": each.fingerprint.hex,
        "roles": [
            {"role": term.role, "from": term.begins, "until": term.ends} for term in each.terms
        ],
        "today": list(each.roles_on(today)),
        "revoked": each.is_revoked,
        "me": each.is_me,
    }


def _line(session: Session, each: teams.TeamPerson) -> str:
    words = [session.say(_term(term)) for term in each.terms]
    if each.is_revoked:
        words.append(session.say(text("trust_group.revoked")))
    who = " ".join(part for part in (each.number, each.name or each.person) if part)
    return f"{who}  {', '.join(words)}"


def _term(term: Term) -> Any:
    role, always = text(f"role.{term.role}"), text("trust_group.always")
    if term.begins is None and term.ends is None:
        return role
    begins, ends = term.begins or always, term.ends or always
    return text("trust_group.term", role=role, begins=begins, ends=ends)


COMMANDS = [team]
