"""The hidden ``prepare-lines``: what ``exchange.bundle.preparing`` runs in child processes."""

from __future__ import annotations

import click

from qa_desktop.exchange.bundle import preparing


@click.command(preparing.COMMAND, hidden=True)
def prepare_lines() -> None:
    """Frames of lines on standard input, plain values on standard output."""
    preparing.serve_here()


COMMANDS = [prepare_lines]
