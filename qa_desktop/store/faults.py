"""Faults of disk and database, said so that a person can act on them."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from qa_desktop.errors import UserFacingError

_ROOM_BYTES = 1 << 16

_BY_ERRNO = {
    errno.ENOSPC: "workspace.disk_full",
    errno.EDQUOT: "workspace.disk_full",
    errno.EROFS: "workspace.read_only",
    errno.EACCES: "workspace.read_only",
    errno.EPERM: "workspace.read_only",
    errno.ENAMETOOLONG: "workspace.read_only",
    errno.ENOTDIR: "workspace.not_a_folder",
    errno.EEXIST: "workspace.not_a_folder",
    errno.EIO: "workspace.disk_trouble",
}

_BY_MESSAGE = {
    "disk is full": "workspace.disk_full",
    "readonly database": "workspace.read_only",
    "unable to open database": "workspace.read_only",
    "database is locked": "workspace.locked",
    "disk I/O error": "workspace.disk_trouble",
    "malformed": "workspace.damaged",
    "not a database": "workspace.damaged",
}


@contextmanager
def plain_faults(folder: Path) -> Iterator[None]:
    """Turn a full disk, a read-only folder or a damaged file into a ``UserFacingError``."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        id = next((id for part, id in _BY_MESSAGE.items() if part in str(error)), None)
        if id is None:
            raise
        if id == "workspace.disk_trouble" and _is_full(folder):
            id = "workspace.disk_full"
        raise UserFacingError(id, path=str(folder)) from error
    except OSError as error:
        id = _BY_ERRNO.get(error.errno or 0)
        if id is None:
            raise
        raise UserFacingError(id, path=str(folder)) from error


def _is_full(folder: Path) -> bool:
    """SQLite calls it an I/O error when a full disk has no room for its shared memory file."""
    try:
        return shutil.disk_usage(folder).free < _ROOM_BYTES
    except OSError:
        return False
