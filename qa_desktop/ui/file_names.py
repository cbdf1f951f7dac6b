"""Names of files that are made of what people wrote, and where they go at first."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

_NOT_IN_NAMES = '\\/:*?"<>|\n\r\t'


def name_for_file(words: str) -> str:
    """As a file may be called on every system; no folder."""
    return "".join("_" if sign in _NOT_IN_NAMES else sign for sign in words).strip()


def documents_folder() -> Path:
    """Where a file is saved unless the person says otherwise: their documents, or their home where
    there are none (on a fresh system the folder is only a name)."""
    kind = QStandardPaths.StandardLocation.DocumentsLocation
    named = QStandardPaths.writableLocation(kind)
    return Path(named) if named and Path(named).is_dir() else Path.home()
