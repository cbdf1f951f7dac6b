"""Putting another database in the place of the workspace's, so that a crash leaves either whole.

The new file lies complete and synced in the folder under a name that says so. From then on the
swap will be finished, if need be by the next opening: the old files are moved aside, never
deleted, and the new one takes their place.
"""

from __future__ import annotations

from pathlib import Path

from qa_desktop.errors import UserFacingError
from qa_desktop.store.durable import sync_folder

STAGED = ".restoring.db"
"""A copy that is being prepared; worth nothing after a crash."""

_READY = ".restored-"
ASIDE = "replaced-"
"""Begins the name of the folder of what a restore has replaced, in the place of backups."""
_BESIDE = ("", "-wal", "-shm")
"""A write-ahead log belongs to its database and goes with it."""


def aside_folder(folder: Path, stamp: str) -> Path:
    """Where the replaced files of one restore lie."""
    return folder / "backups" / f"{ASIDE}{stamp}"


def remove_staged(folder: Path) -> None:
    """What a restore that did not come to its end has left."""
    for ending in (*_BESIDE, "-journal"):
        (folder / f"{STAGED}{ending}").unlink(missing_ok=True)


def swap(folder: Path, database: str, stamp: str) -> Path:
    """Put the staged database in place; where the old files are now. The lock is held.

    Raises ``UserFacingError`` when another program holds the old file; then nothing has changed.
    """
    ready = folder / f"{_READY}{stamp}.db"
    (folder / STAGED).replace(ready)
    sync_folder(folder)
    try:
        finish_swap(folder, database)
    except OSError as error:
        if not (folder / database).exists():
            raise
        ready.unlink()
        raise UserFacingError("backup.in_use", path=str(folder / database)) from error
    return aside_folder(folder, stamp)


def is_swap_begun(folder: Path) -> bool:
    """Whether a complete new database waits for the next opening to put it in place."""
    return any(folder.glob(f"{_READY}*.db"))


def finish_swap(folder: Path, database: str) -> None:
    """Finish a swap that was begun; nothing to do at most openings."""
    for ready in folder.glob(f"{_READY}*.db"):
        aside = aside_folder(folder, ready.stem.removeprefix(_READY))
        for ending in _BESIDE:
            old = folder / f"{database}{ending}"
            if old.exists():
                aside.mkdir(parents=True, exist_ok=True)
                old.replace(aside / old.name)
        if aside.exists():
            sync_folder(aside)
        ready.replace(folder / database)
        sync_folder(folder)
