"""``identity new | show | card | passphrase``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from qa_desktop.cli import output, passphrases
from qa_desktop.cli.session import WORDS, Group, Session, pass_session
from qa_desktop.exchange.identity_card import IdentityCard
from qa_desktop.services.fingerprints import LANGUAGES
from qa_desktop.services.identity import (
    card_beside,
    fingerprint,
    name_person,
    own_card,
    read_card_file,
    save_card,
)
from qa_desktop.services.passphrase import set_passphrase
from qa_desktop.store.key_session import KeySession
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.reader import Owner, get_owner
from qa_desktop.store.workspace import Workspace
from qa_desktop.texts import text

_FILE = click.Path(path_type=Path)
_NEW = "QA_DESKTOP_NEW_PASSPHRASE"


@click.group("identity", cls=Group)
def identity() -> None:
    """The person of this workspace."""


@identity.command("new")
@click.option("--name", type=WORDS, required=True)
@click.option("--number", type=WORDS, default="", help="Work number.")
@pass_session
def new(session: Session, name: str, number: str) -> None:
    """Name the person of a new workspace; their keys are made with it."""
    with session.open_workspace() as workspace:
        name_person(workspace, name, number)
        owner = get_owner(workspace.db)
    _answer(session, owner)


@identity.command("show")
@click.argument("card", type=_FILE, required=False)
@pass_session
def show(session: Session, card: Path | None) -> None:
    """Who writes in this workspace, and the fingerprint to compare; of CARD, whose it is."""
    if card is not None:
        _answer(session, read_card_file(card))
        return
    with session.open_reader() as reader:
        owner = get_owner(reader.db)
    _answer(session, owner)


@identity.command("card")
@click.argument("out", type=_FILE)
@pass_session
def card(session: Session, out: Path) -> None:
    """Save the signed card of this person to OUT, for others to add to their team."""
    with session.open_either() as opened:
        if isinstance(opened, Workspace):
            made = passphrases.with_keys(session, opened, lambda: own_card(opened))
        else:
            keys = KeySession(KeyStore())
            made = passphrases.with_keys_beside(session, keys, lambda: card_beside(opened.db, keys))
        owner = get_owner(opened.db)
    save_card(made, out)
    said = session.say(text("card.written", file=str(out)))
    _answer(session, owner, {"file": str(out)}, said)


@identity.command("passphrase")
@click.option("--new-passphrase-file", type=_FILE, metavar="FILE", help="Its first line.")
@pass_session
def passphrase(session: Session, new_passphrase_file: Path | None) -> None:
    """Set the passphrase over your keys, or change it.

    The new one comes from --new-passphrase-file, QA_DESKTOP_NEW_PASSPHRASE or a prompt; the first
    one also from where passphrases come from everywhere.
    """
    chosen = passphrases.read_passphrase(new_passphrase_file, _NEW)
    with session.open_workspace() as workspace:
        if workspace.keys.state() == "open":
            before, chosen = None, passphrases.given(session) if chosen is None else chosen
        else:
            before = passphrases.passphrase(session)
        set_passphrase(workspace, passphrases.new_passphrase(session, chosen), before)
        owner = get_owner(workspace.db)
    _answer(session, owner)


def _answer(
    session: Session, who: Owner | IdentityCard, more: dict[str, Any] | None = None, *said: str
) -> None:
    print_of = fingerprint(who)
    document = {
        "person": who.person,
        "name": who.name,
        "fingerprint": print_of.hex,
        "words": {each: " ".join(print_of.words(each)) for each in LANGUAGES},
    }
    lines = [who.person, output.printable(who.name), print_of.hex]
    lines += print_of.rows(session.language)
    session.answer(document | (more or {}), [*lines, *said])


COMMANDS = [identity]
