"""Journals over databases of their own in memory, with fixed clocks, ids and entropy."""

from __future__ import annotations

import hashlib
import itertools
import uuid
from functools import cache
from typing import Any

from sqlite_utils import Database

from qa_desktop.journal import projection
from qa_desktop.journal.canonical import dumps
from qa_desktop.journal.clock import HybridClock
from qa_desktop.journal.journal import Journal
from qa_desktop.journal.keys import OP_PREFIX, PersonKeys, SigningKey, certify
from qa_desktop.journal.operation import Operation, parse
from qa_desktop.journal.personal import Salted
from qa_desktop.journal.tables import JOURNAL_TABLES

START_MS = 1_795_312_800_000
"""2026-11-22 10:00 in China."""


class Entropy:
    """The same bytes every time: SHA-256 of ``seed`` and a counter."""

    def __init__(self, seed: str) -> None:
        self.seed = seed
        self.drawn = 0

    def __call__(self, count: int) -> bytes:
        self.drawn += 1
        return hashlib.sha256(f"{self.seed} {self.drawn}".encode()).digest()[:count]


class WallClock:
    """Goes on by ``step`` ms whenever it is read; ``now`` can be set."""

    def __init__(self, now: int = START_MS, step: int = 1) -> None:
        self.now = now
        self.step = step

    def __call__(self) -> int:
        self.now += self.step
        return self.now


def fixed_ids(seed: str):
    """UUIDs of version 7 in form, counted instead of timed."""
    for number in itertools.count(1):
        digest = hashlib.sha256(f"{seed} {number}".encode()).digest()
        yield str(uuid.UUID(int=(int.from_bytes(digest[:16]) & ~(0xF << 76)) | (7 << 76)))


def empty_database() -> Database:
    """The tables of an empty journal: made once, copied page by page after that."""
    db = _in_memory()
    _empty_tables().conn.backup(db.conn)
    projection.bring_up_to_date(db)  # a test may have declared more
    return db


@cache
def _empty_tables() -> Database:
    db = _in_memory()
    db.conn.executescript(JOURNAL_TABLES)
    db.conn.execute("CREATE TABLE ahead (op TEXT PRIMARY KEY, by_ms INTEGER NOT NULL)")
    projection.bring_up_to_date(db)
    return db


def _in_memory() -> Database:
    db = Database(memory=True, execute_plugins=False)
    db.conn.isolation_level = None
    db.conn.execute("PRAGMA foreign_keys = ON")
    return db


def make_journal(seed: str = "a", *, wall: WallClock | None = None, hello: bool = True) -> Journal:
    """A replica of its own, certified by a person of its own."""
    ids = fixed_ids(f"{seed} id")
    journal = Journal(
        empty_database(),
        SigningKey(hashlib.sha256(f"{seed} replica".encode()).digest()),
        clock=HybridClock(wall or WallClock()),
        entropy=Entropy(seed),
        ids=lambda: next(ids),
    )
    if hello:
        keys = person_keys(seed)
        certificate = certify(keys, journal.replica.public)
        journal.hello(keys.person, keys.sign_key, keys.receive_key, certificate)
    return journal


def person_keys(seed: str = "a") -> PersonKeys:
    return PersonKeys.generate(next(fixed_ids(f"{seed} person")), Entropy(f"{seed} person"))


def operations(journal: Journal) -> list[Operation]:
    """All that it holds, in order of arrival."""
    return list(projection.read_operations(journal.db))


def personal_values(journal: Journal) -> list[Salted]:
    rows = journal.db.conn.execute("SELECT hash, salt, value FROM personal")
    return [Salted(hash, bytes(salt), value) for hash, salt, value in rows]


def send(source: Journal, target: Journal) -> None:
    """Everything that ``source`` has, as a bundle would bring it."""
    target.add(operations(source))
    target.add_personal(personal_values(source))


def signed_as_is(journal: Journal, **members: Any) -> Operation:
    """An operation that this program would not write, validly signed and chained, not yet added:
    ``members`` stand in its text as they are given, not even normalised."""
    content = {
        "replica": journal.replica.public,
        "seq": journal.seq + 1,
        "prev": journal.head,
        "hlc": journal.clock.tick(),
        "at": 0,
        "act": "act",
        "kind": "set",
        "entity_type": "agent",
        "entity_id": "a",
        "payload": {},
        "supersedes": [],
        "schema": 1,
    }
    raw = dumps(content | members)
    digest = hashlib.sha256(raw.encode()).digest()
    return parse(raw, journal.replica.sign(OP_PREFIX, digest))


def exchange(*journals: Journal) -> None:
    """Everybody gets everything."""
    for source in journals:
        for target in journals:
            if source is not target:
                send(source, target)


def row(journal: Journal, kind: str, id: str) -> dict | None:
    """The projected row of an entity."""
    return next(iter(journal.db[kind].rows_where("id = ?", [id])), None)


def conflicts(journal: Journal) -> list[tuple[str, str]]:
    """(entity id, field) in the inbox."""
    sql = "SELECT entity_id, field FROM conflict ORDER BY 1, 2"
    return [tuple(found) for found in journal.db.conn.execute(sql)]
