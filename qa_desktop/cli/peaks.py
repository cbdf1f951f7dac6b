"""``peaks``: compute them now."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import click

from qa_desktop.audio.peaks_builder import compute_peaks
from qa_desktop.cli.session import Command, Session, pass_session
from qa_desktop.texts import text

_FILE = click.Path(path_type=Path)


@click.command("peaks", cls=Command)
@click.argument("file", type=_FILE)
@click.option("--out", type=_FILE, help="Keep the peaks file here.")
@pass_session
def peaks(session: Session, file: Path, out: Path | None) -> None:
    """Compute the peaks of a recording now, ignoring the cache."""
    with tempfile.TemporaryDirectory(prefix="qa-desktop-") as folder:
        began = time.perf_counter()
        found = compute_peaks(file, out or Path(folder) / "peaks")
        taken = time.perf_counter() - began
        document = {
            "seconds_audio": found.duration_ms / 1000,
            "seconds_taken": round(taken, 4),
            "buckets": found.buckets,
            "channels": found.channels,
        }
        del found  # Windows cannot remove a file that is mapped
    said = text(
        "cli.peaks_done",
        audio=document["seconds_audio"],
        taken=document["seconds_taken"],
        channels=document["channels"],
        buckets=document["buckets"],
    )
    session.answer(document, [session.say(said)])


COMMANDS = [peaks]
