"""``identity new | show``."""

from __future__ import annotations

import click

from qa_desktop.cli.session import WORDS, Group, Session, pass_session
from qa_desktop.services.identity import fingerprint, name_person
from qa_desktop.store.reader import Owner, get_owner


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
@pass_session
def show(session: Session) -> None:
    """Who writes in this workspace, and the fingerprint to compare."""
    with session.open_reader() as reader:
        owner = get_owner(reader.db)
    _answer(session, owner)


def _answer(session: Session, owner: Owner) -> None:
    shown = {"person": owner.person, "name": owner.name, "fingerprint": fingerprint(owner)}
    session.answer(shown, shown.values())


COMMANDS = [identity]
