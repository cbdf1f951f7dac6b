"""What goes into a bundle, chosen from one moment of the database, as lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from qa_desktop.exchange.bundle.lines import operation_line, personal_line
from qa_desktop.exchange.bundle.manifest import Purpose, Subject
from qa_desktop.exchange.bundle.writing import Lines
from qa_desktop.journal.projection import Entity
from qa_desktop.journal.subject import (
    About,
    entities_about,
    names_in_roster,
    operations_about,
)
from qa_desktop.journal.vector import Gap, Vector, beyond, count_covered, count_operations
from qa_desktop.store.bundles import acknowledged
from qa_desktop.store.personal_values import salted_values
from qa_desktop.store.subjects import find_entity

_BATCH = 500
_BATCH_BYTES = 1 << 20
"""At most so many operations at a time, and so much text of them: one may have a megabyte."""
_PERSONAL = re.compile(rb'\{"personal":"([0-9a-f]{64})"\}')


@dataclass(frozen=True)
class Selection:
    """What goes into an export, chosen from one moment of the database."""

    texts: Callable[[], Iterable[tuple[bytes, bytes]]]
    """Text (UTF-8) and signature of the operations."""
    operations: int
    """About how many."""
    base: Vector = field(default_factory=dict)
    subject: Subject | None = None
    entities: list[Entity] | None = None
    """The records of a subject; None for all."""
    purpose: Purpose = "operations"
    wants: tuple[Gap, ...] = ()
    withheld: frozenset[str] = frozenset()
    """Hashes of personal values that do not go along, though operations name them."""
    besides: tuple[str, ...] = ()
    """Hashes of those that go along whatever the operations name."""

    @classmethod
    def about(cls, chosen: About, **members: Any) -> Selection:
        return cls(
            lambda: ((each.raw.encode(), each.sig) for each in chosen.operations),
            len(chosen.operations),
            withheld=chosen.withheld,
            **members,
        )


def news(db: Database, to: Sequence[str]) -> Selection:
    """With all names of the roster: who was sent one record has its statements, but not these."""
    base = acknowledged(db, to)
    operations = count_operations(db) - count_covered(db, base)
    besides = tuple(names_in_roster(db)) if base else ()
    return Selection(lambda: beyond(db, base), operations, base, besides=besides)


def about(db: Database, subject: str) -> Selection:
    entity = find_entity(db, subject)
    entities = entities_about(db, entity)
    chosen = operations_about(db, entities)
    return Selection.about(chosen, subject=Subject(*entity), entities=entities)


class Source:
    """Operations with their personal values, some hundred at a time; erased values are gone."""

    def __init__(self, db: Database, chosen: Selection) -> None:
        self._db = db
        self._chosen = chosen
        self.count = 0

    def lines(self) -> Iterator[Lines]:
        for batch in _batches(self._chosen.texts()):
            self.count += len(batch)
            found = dict.fromkeys(hash for raw, _ in batch for hash in _PERSONAL.findall(raw))
            named = [hash.decode("ascii") for hash in found]
            yield Lines(
                b"".join([operation_line(raw, sig) for raw, sig in batch]),
                self._values([hash for hash in named if hash not in self._chosen.withheld]),
            )
        if self._chosen.besides:
            yield Lines(b"", self._values(self._chosen.besides))

    def _values(self, hashes: Sequence[str]) -> bytes:
        return b"".join(map(personal_line, salted_values(self._db, hashes)))


def _batches(texts: Iterable[tuple[bytes, bytes]]) -> Iterator[list[tuple[bytes, bytes]]]:
    batch: list[tuple[bytes, bytes]] = []
    size = 0
    for each in texts:
        batch.append(each)
        size += len(each[0])
        if len(batch) == _BATCH or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
