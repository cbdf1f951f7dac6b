"""The hidden ``merge-beside``: what ``services.merge_child`` runs for the window."""

from __future__ import annotations

import gc

import click

from qa_desktop.services import merge_child


@click.command(merge_child.COMMAND, hidden=True)
def merge_beside() -> None:
    """A task on standard input, what becomes of it on standard output."""
    gc.disable()  # it ends when it is done
    merge_child.serve()


COMMANDS = [merge_beside]
