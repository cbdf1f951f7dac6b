"""What stands in the recording library 录音库, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

Shelf = Literal["good", "bad"]
SHELVES: Final[tuple[Shelf, ...]] = ("good", "bad")
"""好录音, 差录音."""

MOST_STARS: Final = 5

COLOURS: Final = ("blue", "green", "amber", "red", "violet", "teal", "grey")
"""Of tags; what another program calls otherwise is shown as the last."""


@dataclass(frozen=True)
class Tag:
    """A tag as it is shown; ``ids`` are all records that it stands for: those merged into it, and
    those that two people made with the same name."""

    id: str
    name: str
    colour: str
    ids: frozenset[str]
    count: int = 0
    """Entries that have it."""


@dataclass(frozen=True)
class Collection:
    id: str
    name: str
    note: str
    count: int = 0


@dataclass(frozen=True)
class LibraryEntry:
    """A call, or the part of it from ``from_ms`` to ``to_ms`` (ms of its recording), and why it is
    here. Texts are empty where there are none, or they were erased."""

    id: str
    call: str
    from_ms: int | None
    to_ms: int | None
    shelf: Shelf | None
    stars: int
    why: str
    note: str
    brought_by: str | None
    """The evaluation whose deduction or praise brought it."""
    item: str | None
    fault_code: str | None
    annotation: str | None
    created_at: int
    """The wall clock of who filed it, ms."""
    author: str | None
    """The id of the person who filed it."""
    tags: tuple[str, ...] = ()
    """Ids of ``Tag``."""
    collections: tuple[str, ...] = ()

    @property
    def span(self) -> tuple[int, int] | None:
        """From and to in ms; None for the whole call."""
        if self.from_ms is None or self.to_ms is None:
            return None
        return self.from_ms, self.to_ms


@dataclass(frozen=True)
class TagRecord:
    """A tag as it was written."""

    id: str
    name: str
    folded: str
    colour: str
    merged_into: str | None


@dataclass(frozen=True)
class TagNames:
    """``of`` says, for the id of every record, which tag it is shown as."""

    tags: Mapping[str, Tag] = field(default_factory=dict)
    of: Mapping[str, str] = field(default_factory=dict)


def as_shown(records: Iterable[TagRecord]) -> TagNames:
    """Merged tags stand under the one they were merged into, tags of the same name under the one
    made first (``records`` in that order). A circle of merges, which two people can make, ends at
    its first record."""
    known = {each.id: each for each in records}
    places = {id: place for place, id in enumerate(known)}
    by_name: dict[str, str] = {}
    of: dict[str, str] = {}
    for id in known:
        end = _end_of(id, known, places)
        of[id] = by_name.setdefault(known[end].folded or end, end)
    groups: dict[str, set[str]] = {}
    for id, shown in of.items():
        groups.setdefault(of[shown], set()).add(id)
    of = {id: of[shown] for id, shown in of.items()}
    tags = {
        id: Tag(id, known[id].name, known[id].colour, frozenset(ids)) for id, ids in groups.items()
    }
    return TagNames(tags, of)


def _end_of(id: str, known: Mapping[str, TagRecord], places: Mapping[str, int]) -> str:
    """Where the merges lead; of a circle the record made first."""
    seen = [id]
    while (into := known[seen[-1]].merged_into) in known:
        assert into is not None  # noqa: S101 - it is in known
        if into in seen:
            return min(seen[seen.index(into) :], key=places.__getitem__)
        seen.append(into)
    return seen[-1]
