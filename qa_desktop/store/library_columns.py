"""The library's entries as arrays, for filters and lists: a few bytes an entry, read again when
something in the library was written (``library`` in the state of the index of calls).

They stand in the order of their calls' numbers, of one call the whole one first, then by time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from qa_desktop.domain.library import MOST_STARS, SHELVES, Collection, Tag, TagNames
from qa_desktop.store.call_index import read_state
from qa_desktop.store.connection import snapshot
from qa_desktop.store.library import find_collections, find_tags

Numbers = NDArray[np.int32]
Mask = NDArray[np.bool_]
_Pairs = tuple[Numbers, Numbers]

_SHELF: Final[Mapping[str | None, int]] = {name: place for place, name in enumerate(("", *SHELVES))}
_NO_SHELF: Final = -1
_SHELVES: Final = " ".join(f"WHEN '{name}' THEN {at}" for at, name in enumerate(SHELVES, start=1))
_ENTRIES: Final = f"""
SELECT json_group_array(id), group_concat(n), group_concat(coalesce(from_ms, -1)),
    group_concat(created_at), group_concat(CASE shelf {_SHELVES} ELSE 0 END),
    group_concat(min(max(coalesce(stars, 0), 0), {MOST_STARS}))
FROM library_entry
"""
_CALLS: Final = """
SELECT group_concat(e.n), group_concat(c.n) FROM library_entry e JOIN call c ON c.id = e.call
"""
"""Apart from the rest: so SQLite goes along the index of calls, not across it."""
_MEMBERS: Final = (
    "SELECT group_concat(e.n), group_concat(p.n) FROM entry_{kind} m "
    "JOIN library_entry e ON e.id = m.library_entry JOIN {kind} p ON p.id = m.{kind}"
)
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

    def counts(self, what: Literal["tag", "collection"]) -> dict[str, int]:
        """Entries with each tag as it is shown, or in each collection; none where there are
        none."""
        ids, pairs = {
            "tag": (self.tags, self.tagged),
            "collection": (self.collections, self.collected),
        }[what]
        held = np.bincount(pairs[1], minlength=len(ids)).tolist()
        return {id: count for id, count in zip(ids, held, strict=True) if count}

    def shelf_counts(self) -> dict[str, int]:
        """Entries on each shelf, "" for neither."""
        held = np.bincount(self.shelf, minlength=len(_SHELF)).tolist()
        return {name or "": count for name, count in zip(_SHELF, held, strict=True) if count}

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
    if db.conn.in_transaction and not db.conn.execute("PRAGMA query_only").fetchone()[0]:
        return _read(db)
    with snapshot(db):  # the numbers of one question are places in the answer of another
        state = read_state(db)
        mark = (state.get("making", ""), state.get("library", ""))
        held = _kept.get(db)
        if held is None or held[0] != mark:
            held = _kept[db] = (mark, _read(db))
    return held[1]


def find_counted_tags(db: Database) -> list[Tag]:
    """All tags as they are shown, with how many entries have them."""
    columns = entries_of(db)
    counts = columns.counts("tag")
    return [replace(tag, count=counts.get(id, 0)) for id, tag in columns.names.tags.items()]


def find_counted_collections(db: Database) -> list[Collection]:
    """By name."""
    counts = entries_of(db).counts("collection")
    return [replace(each, count=counts.get(each.id, 0)) for each in find_collections(db)]


def _read(db: Database) -> EntryColumns:
    """As one text a column: fifty thousand rows by themselves take Python four times as long."""
    listed, *columns = db.conn.execute(_ENTRIES).fetchone()
    own, from_ms, made, shelf, stars = map(_numbers, columns)
    keys, calls = map(_numbers, db.conn.execute(_CALLS).fetchone())
    call = np.full(max(int(own.max(initial=0)), 0) + 1, -1, np.int64)
    call[keys] = calls
    call = call[own]
    order = np.lexsort((own, made, from_ms, call))
    order = order[call[order] >= 0]  # those whose calls are here
    ids = json.loads(listed)
    places = _Places(own[order])
    names = find_tags(db)
    return EntryColumns(
        [ids[place] for place in order.tolist()],
        call[order].astype(np.int32),
        shelf[order].astype(np.int8),
        stars[order].astype(np.int8),
        *places.members(db, "tag", names.of),
        names,
        *places.members(db, "collection"),
    )


class _Places:
    """Where the entries stand, by their local keys."""

    def __init__(self, keys: NDArray[np.int64]) -> None:
        self._at = np.argsort(keys)
        self._keys = keys[self._at]

    def members(
        self, db: Database, kind: str, shown: Mapping[str, str] | None = None
    ) -> tuple[list[str], _Pairs]:
        """Which entries have which tags or collections (``kind``), each once: ids of those, and
        the pairs. ``shown``: as what a record is shown; itself where nothing is said."""
        records = dict(db.conn.execute(f"SELECT n, id FROM {kind}").fetchall())
        names = {n: id if shown is None else shown[id] for n, id in records.items()}
        ids = sorted(set(names.values()))
        place_of = {id: place for place, id in enumerate(ids)}
        number = np.zeros(max(records, default=0) + 1, np.int64)
        number[np.array(list(names), int)] = [place_of[id] for id in names.values()]
        sql = _MEMBERS.format(kind=kind)
        entries, members = map(_numbers, db.conn.execute(sql).fetchone())
        near = np.searchsorted(self._keys, entries)
        near[near == len(self._keys)] = 0
        here = self._keys[near] == entries if len(self._keys) else np.zeros(len(entries), bool)
        pairs = self._at[near[here]] * max(len(ids), 1) + number[members[here]]
        entry, member = np.divmod(np.unique(pairs), max(len(ids), 1))
        return ids, (entry.astype(np.int32), member.astype(np.int32))


def _numbers(listed: str | None) -> NDArray[np.int64]:
    return np.fromstring(listed, np.int64, sep=",") if listed else np.zeros(0, np.int64)
