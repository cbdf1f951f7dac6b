"""What comes from elsewhere is taken in piece by piece, in one transaction of a journal.

A record that only one new operation speaks of, the usual case, is inserted at once. All others are
set aside and folded once, at the end, when everything is there.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from qa_desktop.journal import projection
from qa_desktop.journal.arrival import Arrival
from qa_desktop.journal.operation import Operation, parse
from qa_desktop.journal.projection import Entity, Rows

if TYPE_CHECKING:
    from qa_desktop.journal.journal import Journal

PIECE = 1_000
_MOST_VALUES = 200_000
"""Remembered, at most, as having come."""

Folding = Callable[[Sequence[Entity], Callable[[], None]], None]
"""Called with records that are to be folded again, and what does it: to look before and after."""


def _at_once(_entities: Sequence[Entity], fold: Callable[[], None]) -> None:
    fold()


class Intake:
    """Begin it within ``journal.transaction()``; ``take…`` any number of times, then ``finish``."""

    def __init__(self, journal: Journal, bundle: str | None) -> None:
        self._journal = journal
        self._db = journal.db
        self._bundle = bundle
        (self._last,) = self._db.conn.execute("SELECT coalesce(max(n), 0) FROM op").fetchone()
        self._tops: dict[str, int] = {}
        """Per replica, the highest ``seq`` held."""
        self._aside: dict[Entity, bool] = {}
        """Records to be folded at the end, and whether they were there before."""
        self._erasures: list[Operation] = []
        self._values: set[str] = set()
        """Personal values that came, and that no operation that came too names."""
        self._has_any_erased = self._is_any("erased")
        self.known = 0
        self.operations: Counter[str] = Counter()
        """New ones per record type."""
        self.records: Counter[str] = Counter()
        """Records that they speak of, per type; complete after ``finish``."""

    def _is_any(self, table: str) -> bool:
        return self._db.conn.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None

    # -- operations

    def unknown(self, ids: list[str]) -> list[str]:
        """Those of the ids that no operation held has, in their order."""
        sql = (
            "SELECT value FROM json_each(?) "
            "WHERE NOT EXISTS (SELECT 1 FROM op WHERE op.id = value) ORDER BY key"
        )
        return [id for (id,) in self._db.conn.execute(sql, [json.dumps(ids)])]

    def take(self, arrivals: Sequence[Arrival]) -> None:
        """Keep the new ones, whose signatures were checked; their records are shown, or will be
        by ``finish``."""
        fresh = self._new(arrivals)
        self.known += len(arrivals) - len(fresh)
        if not fresh:
            return
        existing = self._existing(fresh)
        alone = Counter((each.entity_type, each.entity_id) for each in fresh)
        journal = self._journal
        journal.store((*each[:9], self._bundle) for each in fresh)
        rows: dict[str, list[Rows]] = {}
        shown: list[Entity] = []
        for each in fresh:
            journal.clock.witness(each.hlc)
            self.operations[each.entity_type] += 1
            if self._values:
                self._values.difference_update(each.hashes)
            entity = (each.entity_type, each.entity_id)
            if each.kind == "erase":
                self._erasures.append(parse(each.raw, each.sig))
            if entity in existing or alone[entity] > 1 or each.entity_type == "replica":
                self._set_aside(entity, existing.get(entity))
                continue
            self.records[each.entity_type] += 1
            if each.rows is not None:
                rows.setdefault(each.entity_type, []).append(each.rows)
                shown.append(entity)
        for kind, plain in rows.items():
            projection.insert_rows(self._db, kind, plain)
        if journal.watcher is not None and shown:
            journal.watcher.before(shown)

    def _set_aside(self, entity: Entity, held: bool | None) -> None:
        """``held`` is False for one that was inserted, and counted, here."""
        if entity not in self._aside:
            self._aside[entity] = bool(held)
            if held is not False:
                self.records[entity[0]] += 1

    def _new(self, arrivals: Sequence[Arrival]) -> list[Arrival]:
        """Of one replica, what goes beyond the last ``seq`` held cannot be known: only the others
        are looked up."""
        fresh: dict[str, Arrival] = {}
        doubtful = []
        for each in arrivals:
            top = self._tops.get(each.replica)
            if top is None:
                top = self._top(each.replica)
            if each.seq <= top:
                doubtful.append(each.id)
            else:
                top = each.seq
            self._tops[each.replica] = top
            fresh[each.id] = each
        if doubtful:
            for id in set(doubtful).difference(self.unknown(doubtful)):
                del fresh[id]
        return list(fresh.values())

    def _top(self, replica: str) -> int:
        sql = "SELECT coalesce(max(seq), 0) FROM op WHERE replica = ?"
        return int(self._db.conn.execute(sql, [replica]).fetchone()[0])

    def _existing(self, fresh: Sequence[Arrival]) -> dict[Entity, bool]:
        """The entities of these that have operations; True where they had them before all this."""
        sql = (
            "SELECT entity_type, entity_id, min(n) FROM op "
            "WHERE entity_id IN (SELECT value FROM json_each(?)) GROUP BY entity_type, entity_id"
        )
        ids = json.dumps([each.entity_id for each in fresh])
        rows = self._db.conn.execute(sql, [ids])
        return {(kind, id): first <= self._last for kind, id, first in rows}

    # -- personal values

    def take_values(self, values: Sequence[tuple[str, bytes, str]]) -> None:
        """(hash, salt, value) of personal values that hash to their names; erased ones are refused
        for ever."""
        kept = values
        if self._has_any_erased:
            hashes = json.dumps([hash for hash, _, _ in values])
            sql = "SELECT hash FROM erased WHERE hash IN (SELECT value FROM json_each(?))"
            erased = {hash for (hash,) in self._db.conn.execute(sql, [hashes])}
            kept = [value for value in values if value[0] not in erased]
        connection = self._db.conn
        before = connection.total_changes
        connection.executemany("INSERT OR IGNORE INTO personal VALUES (?, ?, ?)", kept)
        if connection.total_changes > before:
            self._values.update(hash for hash, _, _ in kept)
            if len(self._values) > _MOST_VALUES:
                self._tell_of_values()

    def _tell_of_values(self) -> None:
        """Records held before may have waited for them: a look at everything."""
        if self._journal.watcher is not None and self._values:
            self._journal.watcher.after_values(self._values, erased=False)
        self._values = set()

    # -- the end

    def finish(self, folding: Folding = _at_once) -> None:
        """Fold what was set aside, erase what is to be erased, let the watcher follow.

        ``folding`` is given the records that were there before, piece by piece.
        """
        journal, came = self._journal, bool(self.operations or self._values)
        if self.operations:
            journal.note_meta()
            if journal.replica.public in self._tops:
                journal.load()  # own operations of a lost past
        journal.carry_out_erasures(self._erasures)
        self._tell_of_values()
        for entities in _pieces(self._aside):
            self._fold(entities, folding)
        if journal.watcher is not None and came:
            journal.watcher.after(())

    def _fold(self, entities: Sequence[Entity], folding: Folding) -> None:
        watcher = self._journal.watcher
        if watcher is not None:
            watcher.before(entities)
        held = [entity for entity in entities if self._aside[entity]]
        folding(held, lambda: projection.project(self._db, dict.fromkeys(entities)))
        if watcher is not None:
            watcher.before(entities)


def _pieces(entities: Iterable[Entity]) -> Iterator[list[Entity]]:
    waiting = iter(entities)
    while piece := list(islice(waiting, PIECE)):
        yield piece
