"""A file that a second start of the program hands to the window that is open already.

Somebody double-clicks a bundle while the window is open: the second process finds the workspace
locked, leaves a note of the file in it, and ends once the window has taken the note.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from qa_desktop.errors import UserFacingError
from qa_desktop.store.durable import durable_file
from qa_desktop.store.workspace import take_lock

_ENDING = ".handed"
_PATIENCE_S = 5.0
"""A window that is busy takes so long; a command line that holds the workspace takes nothing."""


def notes_folder(folder: Path) -> Path:
    """Where the notes of a workspace lie."""
    return folder / "cache" / "handed"


def is_in_use(folder: Path) -> bool:
    """Whether another process has this workspace open."""
    if not folder.is_dir():
        return False
    try:
        take_lock(folder).release()
    except UserFacingError:
        return True
    except OSError:
        return False
    return False


def hand_over(
    folder: Path,
    file: Path,
    *,
    patience_s: float = _PATIENCE_S,
    sleep: Callable[[float], None] = time.sleep,
) -> bool:
    """Leave a note for the window; False when nobody took it, and then it is taken back."""
    note = notes_folder(folder) / f"{os.getpid()}-{time.monotonic_ns()}{_ENDING}"
    with durable_file(note, sync=False) as writing:
        writing.write(os.fsencode(str(file.absolute())))
    ends = time.monotonic() + patience_s
    while note.exists() and time.monotonic() < ends:
        sleep(0.05)
    taken = not note.exists()
    note.unlink(missing_ok=True)
    return taken


def take_handed(folder: Path) -> list[Path]:
    """The files that were handed over, the oldest first; their notes go."""
    found = []
    for note in sorted(notes_folder(folder).glob(f"*{_ENDING}")):
        with suppress(OSError):  # taken back meanwhile
            said = note.read_bytes()
            note.unlink()
            found.append(Path(os.fsdecode(said)))
    return found
