"""What the library's list reads: its order in steps, and the content of the rows in sight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sqlite_utils import Database

from qa_desktop.domain.annotations import Annotation
from qa_desktop.domain.library import Collection, LibraryEntry, Tag
from qa_desktop.domain.scoring import Name
from qa_desktop.store.annotations import annotations_by_id
from qa_desktop.store.call_filter import CallFilter
from qa_desktop.store.call_reasons import OwnText, Reason, find_own_texts, reasons_of
from qa_desktop.store.call_search import Found, Search
from qa_desktop.store.calls import CallRow, read_calls
from qa_desktop.store.fault_catalogue import fault_names
from qa_desktop.store.library import (
    find_entries,
    find_saved_searches,
    get_entries,
)
from qa_desktop.store.library_columns import (
    Numbers,
    entries_of,
    find_counted_collections,
    find_counted_tags,
)

Key = tuple[int, str]
"""Number of the call, and the id of its entry or ""."""


@dataclass(frozen=True)
class LibraryRow:
    """A call with its entry. Of a call that is listed as such it is the entry of the whole call,
    if there is one."""

    call: CallRow
    entry: LibraryEntry | None
    tags: tuple[Tag, ...]
    reasons: tuple[Reason, ...]
    key: Key
    mark: Annotation | None = None
    """The comment that brought it."""
    fault: Name | None = None
    """What the fault is called whose deduction brought it."""

    @property
    def at_ms(self) -> int | None:
        """The second to jump to: of the first reason that has one, else where the part begins."""
        found = next((each.at_ms for each in self.reasons if each.at_ms is not None), None)
        return found if found is not None or self.entry is None else self.entry.from_ms


@dataclass(frozen=True)
class Order:
    """The rows from the first to the last. ``places`` are entries in ``ids``; None where calls are
    listed as such."""

    numbers: Numbers
    places: Numbers | None
    ids: Sequence[str]

    def __len__(self) -> int:
        return len(self.numbers)

    def begins_as(self, other: Order) -> bool:
        """Whether the first rows of this are all rows of the ``other``."""
        count = len(other)
        if not np.array_equal(self.numbers[:count], other.numbers):
            return False
        if self.places is None or other.places is None:
            return self.places is other.places
        return self.ids is other.ids and np.array_equal(self.places[:count], other.places)

    def key(self, row: int) -> Key:
        entry = "" if self.places is None else self.ids[int(self.places[row])]
        return int(self.numbers[row]), entry

    def row_of(self, key: Key) -> int:
        """-1 where it is not there."""
        (places,) = (self.numbers == key[0]).nonzero()
        return next((int(row) for row in places if self.key(int(row)) == key), -1)


NOTHING = Order(np.zeros(0, np.int32), None, ())


@dataclass(frozen=True)
class Sight:
    """What will be in sight of another list: the chosen row stays where it stands."""

    chosen: Key | None
    """If it is in sight."""
    above: int
    """Rows that are in sight above it."""
    count: int

    def keys_of(self, order: Order) -> list[Key]:
        """Of the rows in sight where ``order`` is the list."""
        row = order.row_of(self.chosen) if self.chosen is not None else -1
        first = max(min(row - self.above, len(order) - self.count), 0)
        return [order.key(each) for each in range(first, min(first + self.count, len(order)))]


@dataclass(frozen=True)
class Answer:
    found: Found
    order: Order
    asked: list[Key]
    """Of the rows that come in sight with it."""
    rows: list[LibraryRow]
    """What there is of them."""


@dataclass(frozen=True)
class Shelves:
    """What stands beside the list."""

    counts: Mapping[str, int]
    tags: tuple[Tag, ...]
    """By name."""
    collections: tuple[Collection, ...]
    searches: tuple[tuple[str, str, str], ...]


def read_answer(db: Database, search: Search, person: str, sight: Sight | None) -> Answer:
    """One step of the search, with the rows in ``sight``; None: of a list that is shown already."""
    found = search.step(db)
    order = _order(db, search.filter, found)
    keys = sight.keys_of(order) if sight is not None else []
    return Answer(found, order, keys, read_rows(db, person, keys, found.words) if keys else [])


def _order(db: Database, filter: CallFilter, found: Found) -> Order:
    if filter.entries is None:
        return Order(found.numbers, None, ())
    columns = entries_of(db)
    places = columns.places(found.numbers, filter.entries)
    return Order(columns.call[places], places, columns.ids)


def read_rows(
    db: Database, person: str, keys: Sequence[Key], words: tuple[str, ...]
) -> list[LibraryRow]:
    """Those that are still there."""
    numbers = list(dict.fromkeys(n for n, _entry in keys))
    calls = {row.n: row for row in read_calls(db, person, numbers)}
    names = entries_of(db).names
    entries = get_entries(db, [entry for _n, entry in keys if entry], names)
    whole: dict[str, LibraryEntry] = {}
    for each in find_entries(db, [row.id for row in calls.values()], names):
        if each.span is None:
            whole.setdefault(each.call, each)
    own = find_own_texts(db, person, numbers, names) if words else {}
    tags = names.tags
    filed = [*entries.values(), *whole.values()]
    marks = annotations_by_id(db, {each.annotation for each in filed if each.annotation})
    faults = fault_names(db) if any(each.fault_code for each in filed) else {}
    found = []
    for n, id in keys:
        if n not in calls or (id and id not in entries):
            continue
        entry = entries[id] if id else whole.get(calls[n].id)
        shown = tuple(tags[tag] for tag in entry.tags if tag in tags) if entry else ()
        texts = [each for each in own.get(n, ()) if not id or _speaks_of(each, id)]
        reasons = reasons_of(calls[n], texts, words) if words else ()
        mark = marks.get(entry.annotation or "") if entry else None
        fault = faults.get(entry.fault_code or "") if entry else None
        found.append(LibraryRow(calls[n], entry, shown, reasons, (n, id), mark, fault))
    return found


def _speaks_of(text: OwnText, entry: str) -> bool:
    """What stands at another part of the same call is no reason for this one."""
    return text.kind not in ("why", "note", "tag") or text.id == entry


def read_shelves(db: Database) -> Shelves:
    tags = sorted(find_counted_tags(db), key=lambda tag: (tag.name, tag.id))
    collections, searches = find_counted_collections(db), find_saved_searches(db)
    counts = entries_of(db).shelf_counts()
    return Shelves(counts, tuple(tags), tuple(collections), tuple(searches))
