"""``recover``: a lost workspace made again from backups, what is left of it, and bundles."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from qa_desktop.cli import passphrases
from qa_desktop.cli.session import WORDS, Command, Session, pass_session
from qa_desktop.cli.watched import tell, until_nobody_listens
from qa_desktop.services.fingerprints import read_fingerprint
from qa_desktop.services.recovering import Recovery
from qa_desktop.services.recovering import recover as make_again
from qa_desktop.texts import text


@click.command("recover", cls=Command)
@click.argument("places", metavar="[PATH]…", nargs=-1, type=click.Path(path_type=Path))
@click.option("--name", type=WORDS, default="", help="Yours, where no bundle knows you.")
@click.option("--number", type=WORDS, default="", help="Your work number, likewise.")
@click.option("--trust", type=WORDS, metavar="FINGERPRINT", help="Of the team, compared before.")
@click.option("--watched", is_flag=True, hidden=True)
@pass_session
def recover(
    session: Session,
    places: tuple[Path, ...],
    name: str,
    number: str,
    trust: str | None,
    watched: bool,
) -> None:
    """Make a lost workspace again, from backups and bundles.

    From its newest good backup, from what its database and logs still give, and from bundles: each
    PATH is one, or a folder with some; the workspace's own outbox is always looked into. Listed is
    what could not be brought back.
    """

    done = make_again(
        session.workspace_folder(),
        places,
        name=name,
        number=number,
        trust=read_fingerprint(trust) if trust else None,
        unlock=partial(passphrases.unlock_for_run, session),
        progress=tell if watched else lambda _done, _all: None,
        cancelled=until_nobody_listens() if watched else lambda: False,
    )
    session.answer(document(session, done), lines(session, done))


def document(session: Session, done: Recovery) -> dict[str, object]:
    return {
        "ok": not (done.missing or done.refused),
        "ops": done.operations,
        "own": done.own,
        "from_backup": done.from_backup,
        "replaced": str(done.aside) if done.aside else None,
        "merged": [str(file) for file in done.merged],
        "refused": [
            {"file": str(file), "why": session.say(error.message)} for file, error in done.refused
        ],
        "problems": [session.say(each) for each in done.missing],
        "notes": [session.say(each) for each in done.notes],
    }


def lines(session: Session, done: Recovery) -> list[str]:
    count, bundles = done.operations, len(done.merged)
    said = [text("cli.recovered", count=count, own=done.own, bundles=bundles)]
    if done.aside:
        said.append(text("cli.replaced", folder=done.aside))
    refused = [f"{file}: {session.say(error.message)}" for file, error in done.refused]
    return [*map(session.say, said), *refused, *map(session.say, [*done.missing, *done.notes])]


COMMANDS = [recover]
