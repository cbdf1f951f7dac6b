"""The hidden ``peaks-memory``: what ``bench peaks`` asks a fresh process."""

from __future__ import annotations

import json
from pathlib import Path

import click

from qa_desktop.audio import bench_peaks


@click.command(bench_peaks.MEMORY_COMMAND, hidden=True)
@click.argument("file", type=click.Path(path_type=Path))
def peaks_memory(file: Path) -> None:
    """Megabytes that preparing FILE takes at its peak."""
    click.echo(json.dumps({"megabytes": bench_peaks.peak_megabytes(file)}))


COMMANDS = [peaks_memory]
