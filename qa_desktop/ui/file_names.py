"""Names of files that are made of what people wrote."""

from __future__ import annotations

_NOT_IN_NAMES = '\\/:*?"<>|\n\r\t'


def name_for_file(words: str) -> str:
    """As a file may be called on every system; no folder."""
    return "".join("_" if sign in _NOT_IN_NAMES else sign for sign in words).strip()
