"""The library's entries as arrays, for filters and lists: a few bytes an entry, read again when
something in the library was written (``library`` in the state of the index of calls).

They stand in the order of their calls' numbers, of one call the whole one first, then by time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from qa_desktop.domain.library import MOST_STARS, SHELVES, TagNames
from qa_desktop.store.call_index import read_state
from qa_desktop.store.library import find_tags

Numbers = NDArray[np.int32]
Mask = NDArray[np.bool_]
_Pairs = tuple[Numbers, Numbers]

_SHELF: Final[Mapping[str | None, int]] = {name: place for place, name in enumerate(("", *SHELVES))}
_NO_SHELF: Final = -1
_NO_PAIRS: Final[_Pairs] = (np.zeros(0, np.int32), np.zeros(0, np.int32))


@dataclass(frozen=True)
class EntryFilter:
    """What of the library is wanted; members that are empty let everything through."""

    shelves: frozenset[str] = frozenset()
    """``good``, ``bad``, "" for neither."""
    tags: frozenset[str] = frozenset()
    """Ids: entries with all of these."""
    collections: frozenset[str] = frozenset()
    """Ids: entries in one of these."""
    stars_from: int = 0


@dataclass(frozen=True)
class EntryColumns:
    ids: list[str] = field(default_factory=list)
    call: Numbers = field(default_factory=lambda: np.zeros(0, np.int32))
    """Numbers of the calls, ascending."""
    shelf: NDArray[np.int8] = field(default_factory=lambda: np.zeros(0, np.int8))
    stars: NDArray[np.int8] = field(default_factory=lambda: np.zeros(0, np.int8))
    tags: list[str] = field(default_factory=list)
    tagged: _Pairs = _NO_PAIRS
    """(place of the entry, place of the tag in ``tags``)."""
    names: TagNames = field(default_factory=TagNames)
    """All tags as they are shown."""
    collections: list[str] = field(default_factory=list)
    collected: _Pairs = _NO_PAIRS

    def mask(self, wanted: EntryFilter) -> Mask:
        """The entries that it lets through."""
        mask: Mask = np.ones(len(self.ids), bool)
        if wanted.shelves:
            mask &= np.isin(self.shelf, [_SHELF.get(name, _NO_SHELF) for name in wanted.shelves])
        if wanted.stars_from:
            mask &= self.stars >= wanted.stars_from
        for tag in wanted.tags:
            mask &= self._members(self.tagged, self.tags, self.names.of.get(tag, tag))
        if wanted.collections:
            held = (self._members(self.collected, self.collections, each)
                    for each in wanted.collections)  # fmt: skip
            mask &= np.logical_or.reduce(list(held))
        return mask

    def _members(self, pairs: _Pairs, names: list[str], wanted: str) -> Mask:
        found: Mask = np.zeros(len(self.ids), bool)
        if wanted in names:
            found[pairs[0][pairs[1] == names.index(wanted)]] = True
        return found

    def calls(self, wanted: EntryFilter, count: int) -> Mask:
        """Of ``count`` calls by number: those with such an entry."""
        found: Mask = np.zeros(count, bool)
        numbers = self.call[self.mask(wanted)]
        found[numbers[numbers < count]] = True
        return found

    def places(self, calls: Numbers, wanted: EntryFilter) -> Numbers:
        """The entries of these calls that are wanted, in the order of the calls."""
        mask = self.mask(wanted)
        first = np.searchsorted(self.call, calls, "left")
        counts = np.searchsorted(self.call, calls, "right") - first
        total = int(counts.sum())
        begins = np.repeat(first - np.concatenate(([0], np.cumsum(counts)[:-1])), counts)
        every = (np.arange(total) + begins).astype(np.int32)
        return every[mask[every]]


_kept: WeakKeyDictionary[Database, tuple[tuple[str, str], EntryColumns]] = WeakKeyDictionary()


def entries_of(db: Database) -> EntryColumns:
    """As this connection sees them now. Inside a transaction that writes they are read for this
    question alone: it may yet be rolled back."""
    state = read_state(db)
    mark = (state.get("making", ""), state.get("library", ""))
    if db.conn.in_transaction and not db.conn.execute("PRAGMA query_only").fetchone()[0]:
        return _read(db)
    held = _kept.get(db)
    if held is None or held[0] != mark:
        held = _kept[db] = (mark, _read(db))
    return held[1]


def _read(db: Database) -> EntryColumns:
    rows = db.conn.execute(
        "SELECT e.id, c.n, coalesce(e.shelf, ''), coalesce(e.stars, 0) FROM library_entry e "
        "JOIN call c ON c.id = e.call "
        "ORDER BY c.n, coalesce(e.from_ms, -1), e.created_at, e.id"
    ).fetchall()
    ids = [row[0] for row in rows]
    places = {id: place for place, id in enumerate(ids)}
    names = find_tags(db)
    tags = names.of
    held = db.conn.execute("SELECT library_entry, tag FROM entry_tag")
    tagged = {(places[entry], tags[tag]) for entry, tag in held if entry in places and tag in tags}
    held = db.conn.execute(
        "SELECT m.library_entry, m.collection FROM entry_collection m "
        "JOIN collection c ON c.id = m.collection"
    )
    collected = {(places[entry], name) for entry, name in held if entry in places}
    return EntryColumns(
        ids,
        np.array([row[1] for row in rows], np.int32),
        np.array([_SHELF.get(row[2], 0) for row in rows], np.int8),
        np.array([min(max(row[3], 0), MOST_STARS) for row in rows], np.int8),
        *_numbered(tagged),
        names,
        *_numbered(collected),
    )


def _numbered(pairs: Iterable[tuple[int, str]]) -> tuple[list[str], _Pairs]:
    """The names, and the pairs with the places of the names in them."""
    ordered = sorted(pairs)
    numbers: dict[str, int] = {}
    places: Any = [(place, numbers.setdefault(name, len(numbers))) for place, name in ordered]
    columns = np.array(places, np.int32).reshape(-1, 2)
    return list(numbers), (columns[:, 0], columns[:, 1])
