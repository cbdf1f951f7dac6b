"""The one way in for operations, those of this journal and those of others: piece by piece, in one
transaction.

A record that only one new operation speaks of, the usual case, is inserted at once. All others are
set aside and folded once, at the end, when everything is there.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING

from qa_desktop.journal import projection, standings
from qa_desktop.journal.arrival import Arrival
from qa_desktop.journal.inserting import insert_many
from qa_desktop.journal.operation import Operation, parse
from qa_desktop.journal.projection import Entity
from qa_desktop.journal.rights import Rights, has_flow
from qa_desktop.journal.rows import Rows
from qa_desktop.journal.trust import TRUST_GROUP

if TYPE_CHECKING:
    from sqlite_utils import Database

    from qa_desktop.journal.journal import Journal

PIECE = 1_000
_STRETCH, _LONGEST = 5_000, 40_000
"""New operations after which what is complete is stored and told, the first time, and at most;
doubled each time. Values lie in the order of their hashes: sorted, a stretch goes once through all
that lie there, while those that come one by one would each read and write a page."""
_MOST_VALUES = 100_000
"""Remembered, at most, as having come."""
_MOST_WAITING = 120_000
"""To be stored; some forty megabytes."""
_MOST_DERIVED = 8
"""Times that rights are worked out while operations come, which takes as long as there are
statements: who mixes statements into everything else is heard at the end."""
_PEOPLE = (TRUST_GROUP, "replica")
"""Entity types whose operations say who people are: they come first."""

Folding = Callable[[Sequence[Entity], Callable[[], None]], None]
"""Called with records that are to be folded again, and what does it: to look before and after."""


def _at_once(_entities: Sequence[Entity], fold: Callable[[], None]) -> None:
    fold()


def unknown(db: Database, ids: Sequence[str]) -> list[str]:
    """Those of the ids that no operation held has, in their order."""
    sql = (
        "SELECT value FROM json_each(?) "
        "WHERE NOT EXISTS (SELECT 1 FROM op WHERE op.id = value) ORDER BY key"
    )
    return [id for (id,) in db.conn.execute(sql, [json.dumps(ids)])]


class Intake:
    """Begin it within ``journal.transaction()``; ``take…`` any number of times, then ``finish``."""

    def __init__(
        self,
        journal: Journal,
        bundle: str | None = None,
        *,
        is_own: bool = False,
        listing: Container[str] = (),
    ) -> None:
        """``is_own``: this replica has just written what is taken in. ``listing``: record types
        whose records are to be listed."""
        self._journal = journal
        self._db = journal.db
        self._bundle = bundle
        self._is_own = is_own
        self._listing = listing
        (self._last,) = self._db.conn.execute("SELECT coalesce(max(n), 0) FROM op").fetchone()
        self._tops: dict[str, int] = {}
        """Per replica, the highest ``seq`` held."""
        self._aside: dict[Entity, bool] = {}
        """Records to be folded at the end, and whether they were there before."""
        self._changed: set[Entity] = set()
        """Of those that were there before, the ones that new operations speak of."""
        self._rights = Rights(self._db)
        self._have_rights_changed = False
        self._said_of_people: dict[Entity, None] = {}
        self._is_derivation_due = False
        self._derived = 0
        self._erasures: list[Operation] = []
        self._since = 0
        """New operations since the last stretch ended."""
        self._stretch = _STRETCH
        self._came: list[tuple[str, bytes, str]] = []
        """Personal values that are not stored yet."""
        self._values: set[str] = set()
        """Personal values that came, and that no operation that came too names."""
        self._erased_values: dict[str, tuple[str, bytes, str]] = {}
        """That came too, and were refused: what comes with them may say that their erasure is
        without right, and they come but once."""
        self.known = 0
        self.operations: Counter[str] = Counter()
        """New ones per record type."""
        self.records: Counter[str] = Counter()
        """Records that they speak of, per type."""
        self.listed: list[str] = []
        """Ids of those of ``listing``."""
        self.moved: list[Entity] = []
        """Records folded again because the rights of those who wrote on them changed."""
        self.refused: dict[str, str] = {}
        """New operations without effect, and why; complete after ``finish``."""

    # -- operations

    def take(self, arrivals: Sequence[Arrival]) -> None:
        """Keep the new ones, whose signatures were checked; their records are shown, or will be
        by ``finish``."""
        fresh = self._new(arrivals)
        self.known += len(arrivals) - len(fresh)
        if not fresh:
            return
        spoken_of = Counter((each.entity_type, each.entity_id) for each in fresh)
        existing = self._held(list(spoken_of))
        self._journal.store((*each[:9], self._bundle) for each in fresh)
        self._count(spoken_of, existing)
        if not self._is_own:
            self._witness(fresh)
        if self._values:
            self._values.difference_update(chain.from_iterable(each.hashes for each in fresh))
        self._erasures += [parse(each.raw, each.sig) for each in fresh if each.kind == "erase"]
        self._follow_the_roster(fresh, spoken_of)
        for entity, count in spoken_of.items():
            if entity in existing or count > 1 or entity[0] in _PEOPLE or has_flow(entity[0]):
                self._aside.setdefault(entity, existing.get(entity, False))
        self._show([e for e in fresh if (e.entity_type, e.entity_id) not in self._aside])
        self._since += len(fresh)
        if self._since >= self._stretch:
            self._since = 0
            self._stretch = min(2 * self._stretch, _LONGEST)
            self._keep_values()
            if self._journal.watcher is not None:
                self._journal.watcher.between()

    def _witness(self, fresh: Sequence[Arrival]) -> None:
        """Our clock follows theirs; those that are absurdly ahead are marked."""
        witness = self._journal.clock.witness
        if not witness(max(each.hlc for each in fresh)):
            return  # then none of the others is
        ahead = ((each.id, witness(each.hlc)) for each in fresh)
        self._db.conn.executemany(
            "INSERT OR IGNORE INTO ahead VALUES (?, ?)", [mark for mark in ahead if mark[1]]
        )

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
            for id in set(doubtful).difference(unknown(self._db, doubtful)):
                del fresh[id]
        return list(fresh.values())

    def _top(self, replica: str) -> int:
        sql = "SELECT coalesce(max(seq), 0) FROM op WHERE replica = ?"
        return int(self._db.conn.execute(sql, [replica]).fetchone()[0])

    def _held(self, entities: Sequence[Entity]) -> dict[Entity, bool]:
        """Those of the entities that have operations; True where they had them before all this."""
        sql = (
            "SELECT entity_type, entity_id, min(n) FROM op "
            "WHERE entity_id IN (SELECT value FROM json_each(?)) GROUP BY entity_type, entity_id"
        )
        rows = self._db.conn.execute(sql, [json.dumps([id for _, id in entities])])
        return {(kind, id): first <= self._last for kind, id, first in rows}

    def _count(self, spoken_of: Counter[Entity], existing: dict[Entity, bool]) -> None:
        for entity, count in spoken_of.items():
            self.operations[entity[0]] += count
            was_held = existing.get(entity)
            if was_held and entity not in self._changed:
                self._changed.add(entity)
            elif was_held is not None:  # counted before
                continue
            self.records[entity[0]] += 1
            if entity[0] in self._listing:
                self.listed.append(entity[1])

    def _follow_the_roster(self, fresh: Sequence[Arrival], spoken_of: Collection[Entity]) -> None:
        """Where operations say who people are, or may belong to a fork of a revoked key, the
        rights are derived before what comes with or after them is shown."""
        if self._rights.group is None:
            return
        said = [entity for entity in spoken_of if entity[0] in _PEOPLE]
        self._said_of_people.update(dict.fromkeys(said))
        lowest: dict[str, int] = {}
        for each in fresh:
            lowest[each.replica] = min(each.seq, lowest.get(each.replica, each.seq))
        if said or standings.bounded(self._db, lowest):
            self._is_derivation_due = True
        if len(said) < len(spoken_of) and self._derived < _MOST_DERIVED:
            self._derive()

    def _derive(self) -> None:
        """Work out the rights, and fold again what those wrote whose rights are others than
        before."""
        if not self._is_derivation_due:
            return
        self._is_derivation_due = False
        self._derived += 1
        projection.project(self._db, dict.fromkeys(self._said_of_people))
        self._said_of_people = {}
        replicas = standings.derive(self._db)
        self._rights = Rights(self._db)
        self._have_rights_changed = self._have_rights_changed or bool(replicas)
        for entities in _pieces(standings.entities_of(self._db, replicas)):
            moved = [each for each in entities if each[0] not in _PEOPLE]
            self.moved += moved
            self._aside.update(self._held(moved))

    def _show(self, alone: Sequence[Arrival]) -> None:
        """Insert what nothing else is said of."""
        rows: dict[str, list[Rows]] = {}
        shown: list[Entity] = []
        marks: list[tuple[str, str, str, str]] = []
        judge = self._rights.why_not if self._rights.group is not None else None
        for each in alone:
            why_not = judge(each) if judge else None
            if why_not is not None:
                marks.append((each.entity_type, each.entity_id, each.id, why_not))
                self.refused[each.id] = why_not
            elif each.rows is not None:
                rows.setdefault(each.entity_type, []).append(each.rows)
                shown.append((each.entity_type, each.entity_id))
        if marks:
            projection.mark_without_effect(self._db, marks)
        for kind, plain in rows.items():
            projection.insert_rows(self._db, kind, plain)
        if self._journal.watcher is not None:
            self._journal.watcher.before(shown)

    # -- personal values

    def take_values(self, values: Sequence[tuple[str, bytes, str]]) -> None:
        """(hash, salt, value) of personal values that hash to their names; erased ones are refused
        for ever. They are stored by ``finish``, or before."""
        self._came += values
        self._values.update(hash for hash, _, _ in values)
        if len(self._came) > _MOST_WAITING:
            self._keep_values()

    def _keep_values(self) -> None:
        values, self._came = sorted(self._came), []
        erased = self._erased([hash for hash, _, _ in values])
        kept = [value for value in values if value[0] not in erased]
        if self._rights.group is not None:
            self._erased_values.update((each[0], each) for each in values if each[0] in erased)
        connection = self._db.conn
        before = connection.total_changes
        insert_many(self._db, "INSERT OR IGNORE INTO personal", "?, ?, ?", kept)
        self._values -= erased
        if connection.total_changes == before:  # all were here: nobody waited for them
            self._values.difference_update(hash for hash, _, _ in kept)
        elif len(self._values) > _MOST_VALUES:
            self._tell_of_values()

    def _erased(self, hashes: list[str]) -> set[str]:
        """Those among these that were erased; in most workspaces nothing ever was."""
        connection = self._db.conn
        if connection.execute("SELECT 1 FROM erased LIMIT 1").fetchone() is None:
            return set()
        sql = "SELECT hash FROM erased WHERE hash IN (SELECT value FROM json_each(?))"
        return {hash for (hash,) in connection.execute(sql, [json.dumps(hashes)])}

    def _tell_of_values(self) -> None:
        """Records held before may have waited for them: a look at everything."""
        if self._journal.watcher is not None and self._values:
            self._journal.watcher.after_values(self._values, erased=False)
        self._values = set()

    # -- the end

    def fold_again(self, entities: Iterable[Entity]) -> None:
        """What these add up to is worked out anew by ``finish``."""
        self._aside.update(dict.fromkeys(entities, True))

    def finish(self, folding: Folding = _at_once, *, erases: bool = True) -> None:
        """Fold what was set aside, erase what is to be erased, let the watcher follow.

        ``folding`` is given the records that were there before, piece by piece. ``erases`` is
        False where a team is trusted next, in this transaction: what it does not let erase must
        not be gone by then.
        """
        journal = self._journal
        self._keep_values()
        self._derive()
        if self.operations:
            journal.note_meta()
            if not self._is_own and journal.replica.public in self._tops:
                journal.load()  # own operations of a lost past
        if self._have_rights_changed:
            journal.settle_erasures()
        if erases:
            effective = [op for op in self._erasures if not self._rights.why_not(op)]
            journal.carry_out_erasures(effective)
        if self._have_rights_changed:
            self.take_values(list(self._erased_values.values()))
            self._keep_values()
        self._tell_of_values()
        for entities in _pieces(self._aside):
            self._fold(entities, folding)
        if journal.watcher is not None:
            journal.watcher.after()

    def _fold(self, entities: Sequence[Entity], folding: Folding) -> None:
        watcher = self._journal.watcher
        if watcher is not None:
            watcher.before(entities)

        def fold() -> None:
            self.refused |= projection.project(self._db, dict.fromkeys(entities))

        folding([entity for entity in entities if self._aside[entity]], fold)
        if watcher is not None:
            watcher.before(entities)


def _pieces(entities: Iterable[Entity]) -> Iterator[list[Entity]]:
    waiting = iter(entities)
    while piece := list(islice(waiting, PIECE)):
        yield piece
