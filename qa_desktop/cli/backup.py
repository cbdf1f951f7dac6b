"""``backup`` and ``restore``."""

from __future__ import annotations

from pathlib import Path

import click

from qa_desktop.cli.session import Command, Session, pass_session
from qa_desktop.services import backup as backups
from qa_desktop.services.recovering import restore_with_bundles
from qa_desktop.texts import text


@click.command("backup", cls=Command)
@click.argument("place", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@pass_session
def backup(session: Session, place: Path | None) -> None:
    """Make a full backup now.

    Into DIR, for example on another disk, or into the workspace's own folder of backups. Recordings
    are not part of it.
    """
    with session.open_reader() as reader:
        copy = backups.back_up_now(reader, place)
    document = {"ok": True, "problems": [], "file": str(copy.path), "bytes": copy.size}
    session.answer(document, [session.say(text("cli.backed_up", file=copy.path))])


@click.command("restore", cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--over-another", is_flag=True, help="Also over the workspace that FILE is not a backup of."
)
@pass_session
def restore(session: Session, file: Path, over_another: bool) -> None:
    """Put a backup in place, with what was written after it.

    FILE takes the place of the workspace's database. What was written after it and can still be
    found is added again; the replaced files are moved aside, nothing is deleted. What is missing
    afterwards is listed.
    """
    report = restore_with_bundles(session.workspace_folder(), file, over_another=over_another)
    problems = [session.say(each) for each in report.missing]
    document = {
        "ok": not problems,
        "problems": problems,
        "notes": report.notes,
        "replayed": report.replayed,
        "replaced": str(report.aside) if report.aside else None,
    }
    lines = [session.say(text("cli.restored", count=report.replayed))]
    if report.aside:
        lines.append(session.say(text("cli.replaced", folder=report.aside)))
    session.answer(document, lines + problems + report.notes)


COMMANDS = [backup, restore]
