"""Which workspace the window had open last: one line in the profile."""

from __future__ import annotations

import os
from pathlib import Path

from qa_desktop import paths

_FILE = "last-workspace"


def last_workspace() -> Path | None:
    """The folder that was noted last, whether or not it is still there."""
    try:
        noted = (paths.profile() / _FILE).read_text(encoding="utf-8", errors="surrogateescape")
    except FileNotFoundError:
        return None
    return Path(noted) if noted else None


def note_workspace(folder: Path) -> None:
    """Remember a folder as the last opened; temporary name and rename, so never half a path."""
    file = paths.profile() / _FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f".{_FILE}.{os.getpid()}")
    partial.write_text(str(folder.absolute()), encoding="utf-8", errors="surrogateescape")
    partial.replace(file)
