"""The hidden ``check-copy``: what ``store.copy_check`` runs in a child process; loads little."""

from __future__ import annotations

from pathlib import Path

import click

from qa_desktop.store import copy_check


@click.command(copy_check.COMMAND, hidden=True)
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_context
def check_copy(context: click.Context, file: Path) -> None:
    """Is FILE a sound database of ours? Answers by its exit status."""
    context.exit(copy_check.problem_of(file))


COMMANDS = [check_copy]
