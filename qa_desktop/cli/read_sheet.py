"""The hidden ``read-sheet``: what ``exchange.sheet_child`` runs in a child process."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click

from qa_desktop.exchange import sheet_child


@click.command(sheet_child.COMMAND, hidden=True)
@click.argument("file", type=click.Path(path_type=Path))
def read_sheet(file: Path) -> None:
    """Rows of FILE as JSON, a line at a time."""
    sheet_child.limit_this_process()
    answers = io.TextIOWrapper(sys.stdout.buffer, encoding="ascii", newline="\n")
    sheet_child.serve(file, sys.stdin, answers)


COMMANDS = [read_sheet]
