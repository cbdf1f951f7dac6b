"""The hidden ``merge-beside``: what ``services.merge_child`` runs for the window."""

from __future__ import annotations

import gc
import os

import click

from qa_desktop.services import merge_child


@click.command(merge_child.COMMAND, hidden=True)
def merge_beside() -> None:
    """A task on standard input, what becomes of it on standard output."""
    gc.disable()  # it ends when it is done
    if hasattr(os, "nice"):
        os.nice(5)  # the window goes first
    merge_child.serve()


COMMANDS = [merge_beside]
