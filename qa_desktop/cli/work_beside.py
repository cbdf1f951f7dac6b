"""The hidden ``work-beside``: what ``services.beside`` runs for the window."""

from __future__ import annotations

import gc
import os

import click

from qa_desktop.services import beside


@click.command(beside.COMMAND, hidden=True)
def work_beside() -> None:
    """A task on standard input, what becomes of it on standard output."""
    gc.disable()  # it ends when it is done
    if hasattr(os, "nice"):
        os.nice(5)  # the window goes first
    beside.serve()


COMMANDS = [work_beside]
