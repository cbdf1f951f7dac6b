"""Where backups lie, what they are called, which are kept, how much room they may take.

A place holds full copies and, beside each, the log of what was written after it::

    20261122-021200-1a2b3c4d.db      the moment (UTC) and the beginning of the replica's key
    20261122-021200-1a2b3c4d.jsonl
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from qa_desktop.errors import UserFacingError

DAYS, MONTHS = 7, 12
"""How many days, and how many months, keep a full copy (EXCHANGE.md, Backup)."""

PARTIAL = ".partial-"
"""Begins the name of a copy that is being made; a crash may leave one behind."""

_SHARE = 10
"""Backups beside the workspace take at most a tenth of the space that would be free without."""

_NAME = re.compile(r"(\d{8}-\d{6})-([0-9a-f]{8})\.db\Z")
_MOMENT = "%Y%m%d-%H%M%S"


@dataclass(frozen=True)
class Copy:
    """A full copy of a workspace's database, checked before it got its name."""

    path: Path
    at: datetime
    """UTC, to the second."""
    replica: str
    """The first eight hex digits of the replica that wrote it."""

    @property
    def log(self) -> Path:
        """Operations written after the copy; need not exist."""
        return self.path.with_suffix(".jsonl")

    @property
    def size(self) -> int:
        """Bytes on disk, log included."""
        return sum(file.stat().st_size for file in (self.path, self.log) if file.exists())

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)
        self.log.unlink(missing_ok=True)


def new_copy(place: Path, replica: str, at: datetime, after: Copy | None = None) -> Copy:
    """How a copy made now is called; always later than the one it comes ``after``, also when the
    clock was put back: the newest must be known by its name."""
    moment = at.astimezone(UTC).replace(microsecond=0)
    if after is not None:
        moment = max(moment, after.at + timedelta(seconds=1))
    return Copy(place / f"{moment:{_MOMENT}}-{replica[:8]}.db", moment, replica[:8])


def read_name(path: Path) -> Copy | None:
    """The copy that a file is by its name, or None."""
    found = _NAME.match(path.name)
    if found is None:
        return None
    try:
        at = datetime.strptime(found[1], _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Copy(path, at, found[2])


def find_copies(place: Path, replica: str | None = None) -> list[Copy]:
    """The full copies in a place, newest first; with ``replica`` only those that it wrote."""
    named = (read_name(path) for path in place.glob("*.db"))
    found = [each for each in named if each and replica in (None, each.replica)]
    return sorted(found, key=lambda copy: (copy.at, copy.path.name), reverse=True)


def last_saved(place: Path) -> datetime | None:
    """When something was last added to the backups of a place (UTC)."""
    files = [file for copy in find_copies(place) for file in (copy.path, copy.log) if file.exists()]
    latest = max((file.stat().st_mtime for file in files), default=None)
    return None if latest is None else datetime.fromtimestamp(latest, UTC)


def worth_keeping(copies: Iterable[Copy]) -> set[Copy]:
    """The newest of each of the last seven days that have one, and of each of the last twelve
    months; days and months are those of the person's clock. And whatever is less than a day older
    than the newest: the copy that was restored today, or made by hand, does not go for the next."""
    newest_first = sorted(copies, key=lambda copy: copy.at, reverse=True)
    per_day = _newest_of_each(newest_first, "%Y-%m-%d")
    per_month = _newest_of_each(newest_first, "%Y-%m")
    fresh = [copy for copy in newest_first if newest_first[0].at - copy.at < timedelta(days=1)]
    return {*per_day[:DAYS], *per_month[:MONTHS], *fresh}


def _newest_of_each(newest_first: Iterable[Copy], period: str) -> list[Copy]:
    found: dict[str, Copy] = {}
    for copy in newest_first:
        found.setdefault(f"{copy.at.astimezone():{period}}", copy)
    return list(found.values())


def thin(copies: list[Copy], most_bytes: int | None = None) -> list[Copy]:
    """Remove what need not be kept, then the oldest until the rest fits; what was removed.

    ``copies`` newest first; the newest always stays.
    """
    kept = worth_keeping(copies)
    removed = [copy for copy in copies if copy not in kept]
    left = [copy for copy in copies if copy in kept]
    while most_bytes is not None and len(left) > 1 and sum(c.size for c in left) > most_bytes:
        removed.append(left.pop())
    for copy in removed:
        copy.remove()
    return removed


Free = Callable[[Path], int]


def free_bytes(place: Path) -> int:
    return shutil.disk_usage(place).free


def budget(place: Path, free: Free = free_bytes) -> int:
    """Bytes that all backups of a workspace's own place may take."""
    taken = sum(copy.size for copy in find_copies(place))
    return (free(place) + taken) // _SHARE


def require_room(place: Path, size: int, most: int, free: Free = free_bytes) -> None:
    """Raise ``UserFacingError`` when a copy of ``size`` bytes is more than there may be."""
    allowed = min(most, free(place))
    if size > allowed:
        raise UserFacingError(
            "backup.no_room", path=str(place), needed=_mib(size), allowed=_mib(allowed)
        )


def _mib(size: int) -> str:
    return f"{size / (1 << 20):.1f}"


def remove_leftovers(place: Path) -> None:
    """Copies that a crash left half made; called with the place's lock held."""
    for partial in find_leftovers(place):
        partial.unlink(missing_ok=True)


def find_leftovers(place: Path) -> list[Path]:
    return list(place.glob(f"{PARTIAL}*"))
