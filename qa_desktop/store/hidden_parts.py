"""What nobody is to hear of a recording: hidden in one clip of it, hidden in every later one.

Local, by content hash; milliseconds and how, no words.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from sqlite_utils import Database

from qa_desktop.domain.clips import Hidden
from qa_desktop.store.settings import get_setting, set_setting

SETTING: Final = "clip_hidden"


def as_kept(parts: Iterable[Hidden]) -> list[list[Any]]:
    """As the setting holds those of one recording."""
    return [[part.from_ms, part.to_ms, part.how] for part in parts]


def as_parts(kept: Iterable[Any]) -> tuple[Hidden, ...]:
    """The other way round; pairs were kept before it was noted how."""
    return tuple(
        Hidden(int(begin), int(end), "cut" if "cut" in how else "bleep")
        for begin, end, *how in kept
    )


def find_hidden_parts(db: Database, recording: str) -> tuple[Hidden, ...]:
    return as_parts(get_setting(db, SETTING).get(recording, ()))


def forget_hidden_parts(db: Database, recordings: Iterable[str]) -> None:
    """Of recordings that were erased."""
    kept = get_setting(db, SETTING)
    gone = kept.keys() & set(recordings)
    if gone:
        left = {recording: parts for recording, parts in kept.items() if recording not in gone}
        set_setting(db, SETTING, left)
