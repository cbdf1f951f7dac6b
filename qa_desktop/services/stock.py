"""What is in my workspace 工作区里有什么: counts, sizes, audio that is not here; and a report of it
for support, without a single name, number or text."""

from __future__ import annotations

import json
import os
import platform
import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Protocol

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from qa_desktop import __version__
from qa_desktop.audio.cache_limit import limit_of
from qa_desktop.errors import CancelledError
from qa_desktop.journal.vector import find_forks, find_gaps
from qa_desktop.services.health import CheckReport
from qa_desktop.store.backup import FOLDER
from qa_desktop.store.clips import FOLDER as CLIPS
from qa_desktop.store.settings import get_setting
from qa_desktop.store.stock import (
    Period,
    WithoutAudio,
    count_records,
    describe_recordings,
    period_of_calls,
    recordings_in,
)
from qa_desktop.store.trash import count_deleted
from qa_desktop.store.workspace import DATABASE

_LISTED = 500
_PREFIXES = 256


class Held(Protocol):
    """An open ``Workspace`` or a ``Reader``."""

    @property
    def db(self) -> Database: ...

    @property
    def folder(self) -> Path: ...


@dataclass(frozen=True)
class Stock:
    """Sizes in bytes; ``counts`` by record type, and ``operation``, ``device``, ``deleted``."""

    counts: dict[str, int]
    period: Period
    sizes: dict[str, int]
    """``database audio cache backups log``."""
    cache_limit: int
    free: int
    without_audio: int
    listed: list[WithoutAudio] = field(default_factory=list)
    """The first of them."""
    gaps: int = 0
    forks: int = 0


def take_stock(
    held: Held,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Stock:
    """Count and measure; seconds where there are hundreds of thousands of recordings."""
    db, folder = held.db, held.folder
    audio, missing = _look_at_audio(held, progress, cancelled)
    database = sum(_size(folder / f"{DATABASE}{ending}") for ending in ("", "-wal"))
    return Stock(
        counts={**count_records(db), "deleted": count_deleted(db)},
        period=period_of_calls(db),
        sizes={
            "database": database,
            "audio": audio,
            **{name: _size_of_folder(folder / name) for name in ("cache", FOLDER, "log")},
        },
        cache_limit=limit_of(folder, get_setting(db, "cache_limit_gb")),
        free=shutil.disk_usage(folder).free,
        without_audio=len(missing),
        listed=describe_recordings(db, sorted(missing)[:_LISTED]),
        gaps=len(find_gaps(db)),
        forks=len(find_forks(db)),
    )


def _look_at_audio(
    held: Held, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
) -> tuple[int, list[str]]:
    """Bytes of all audio with clips, and recordings without; a folder at a time: a million fit."""
    size = 0
    missing: list[str] = []
    for number in range(_PREFIXES):
        if cancelled():
            raise CancelledError
        progress(number, _PREFIXES)
        prefix = f"{number:02x}"
        there = _entries(held.folder / "audio" / prefix)
        size += sum(there.values()) + sum(_entries(held.folder / CLIPS / prefix).values())
        missing += recordings_in(held.db, prefix) - there.keys()
    return size, missing


def _entries(folder: Path) -> dict[str, int]:
    try:
        with os.scandir(folder) as found:
            return {entry.name: entry.stat().st_size for entry in found}
    except OSError:
        return {}


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _size_of_folder(folder: Path) -> int:
    return sum(_size(file) for file in folder.rglob("*") if file.is_file())


def support_report(stock: Stock, check: CheckReport | None) -> str:
    """JSON that can be sent to anybody: figures, versions, what the check found."""
    report = {
        "program": __version__,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "system": f"{platform.system()} {platform.release()}",
        "installed": bool(getattr(sys, "frozen", False)),
        "counts": stock.counts,
        "period": asdict(stock.period),
        "sizes": stock.sizes,
        "cache_limit": stock.cache_limit,
        "free": stock.free,
        "without_audio": stock.without_audio,
        "gaps": stock.gaps,
        "forks": stock.forks,
        "check": [asdict(finding) for finding in check.findings] if check else None,
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"
