"""``trash``: deleted records, and how they come back."""

from __future__ import annotations

import click

from qa_desktop.cli import output
from qa_desktop.cli.session import WORDS, Group, Session, pass_session
from qa_desktop.domain.wall_clock import local_moment
from qa_desktop.errors import UserFacingError
from qa_desktop.texts import text


@click.group("trash", cls=Group)
def trash() -> None:
    """Deleted records, and how they come back."""


@trash.command("list")
@pass_session
def list_deleted(session: Session) -> None:
    """What was deleted, the last first: when, by whom, what."""
    from qa_desktop.store.trash import find_deleted

    with session.open_reader() as reader:
        found = find_deleted(reader.db)
    document = [
        {
            "id": each.id,
            "kind": each.kind,
            "at": local_moment(each.at).astimezone().isoformat("T", "seconds"),
            "who": each.who,
            "words": each.words,
        }
        for each in found
    ]
    rows = [
        (row["id"], session.say(text(f"trash.{row['kind']}")), row["at"], row["who"], row["words"])
        for row in document
    ]
    headings = session.say(text("cli.trash_headings")).split("|")
    session.answer(document, output.table(rows, headings))


@trash.command("restore")
@click.argument("ids", metavar="ID…", nargs=-1, required=True, type=WORDS)
@pass_session
def bring_back(session: Session, ids: tuple[str, ...]) -> None:
    """Bring records back as they were."""
    from qa_desktop.services.trash import restore_deleted
    from qa_desktop.store.trash import find_deleted

    with session.open_workspace() as workspace:
        found = {each.id: each for each in find_deleted(workspace.db)}
        unknown = [id for id in ids if id not in found]
        if unknown:
            raise UserFacingError("trash.unknown", name=unknown[0])
        restore_deleted(workspace, [found[id] for id in ids])
    session.answer(
        {"restored": list(ids)}, [session.say(text("cli.trash_restored", count=len(ids)))]
    )


COMMANDS = [trash]
