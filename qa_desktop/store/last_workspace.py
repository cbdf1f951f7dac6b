"""Which workspaces the window had open, the last one first: one a line, in the profile."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from qa_desktop import paths

_FILE = "last-workspace"
_MOST = 12


def last_workspace() -> Path | None:
    """The folder that was noted last, whether or not it is still there."""
    return next(iter(recent_workspaces()), None)


def recent_workspaces() -> list[Path]:
    """All that are remembered, the last one first, whether or not they are still there."""
    try:
        noted = (paths.profile() / _FILE).read_text(encoding="utf-8", errors="surrogateescape")
    except FileNotFoundError:
        return []
    return [Path(line) for line in noted.split("\n") if line]


def note_workspace(folder: Path) -> None:
    """Remember a folder as the last opened."""
    absolute = folder.absolute()
    _write([absolute, *(each for each in recent_workspaces() if each != absolute)][:_MOST])


def forget_workspace(folder: Path) -> None:
    """Take it from the list; the workspace itself stays."""
    _write(each for each in recent_workspaces() if each != folder)


def _write(folders: Iterable[Path]) -> None:
    """Temporary name and rename, so never half a path."""
    file = paths.profile() / _FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f".{_FILE}.{os.getpid()}")
    words = "\n".join(str(folder) for folder in folders)
    partial.write_text(words, encoding="utf-8", errors="surrogateescape", newline="\n")
    partial.replace(file)
