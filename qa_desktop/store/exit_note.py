"""Whether the last session ended as it should: a note that lies in the workspace while it is open.

After an unclean exit the note stays until a check has found the database sound, also when a
command opened and closed the workspace in between.
"""

from __future__ import annotations

from pathlib import Path

_NOTE = ".open"
_UNCLEAN = "unclean"


def begin(folder: Path) -> None:
    """The workspace is open from now on; called with its lock held."""
    note = folder / _NOTE
    note.write_text(_UNCLEAN if note.exists() else "", encoding="ascii")


def was_unclean(folder: Path) -> bool:
    """Whether a session before this one was killed or lost its power, and nobody has checked."""
    try:
        return (folder / _NOTE).read_text(encoding="ascii") == _UNCLEAN
    except FileNotFoundError:
        return False


def found_sound(folder: Path) -> None:
    """A full check of the open workspace found nothing."""
    (folder / _NOTE).write_text("", encoding="ascii")


def end(folder: Path) -> None:
    """The workspace was closed."""
    if not was_unclean(folder):
        (folder / _NOTE).unlink(missing_ok=True)
