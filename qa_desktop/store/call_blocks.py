"""The facts of a call by which lists filter and sort, packed so that a million load in a blink.

A row of ``call_block`` holds 256 calls: the one with number ``n`` (``call.n``, a local key) stands
at place ``n % 256`` of block ``n // 256``. ``version`` says when a block last changed, so that a
reader takes in what is new and nothing else. Texts are kept once, in ``call_word``, and named by
their number (0: none). Written only by ``store.call_index``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

CALLS: Final = 256
"""Calls in a block: 10 KiB."""

UNKNOWN_START: Final = np.iinfo(np.int64).min
UNKNOWN_SCORE: Final = np.iinfo(np.int32).min
UNKNOWN: Final = -1

STATUSES: Final = ("new", "draft", "scored", "evaluated", "invalid")
"""To inspect, begun, scored by somebody else, by this person, set aside."""

FACTS: Final = np.dtype(
    [
        ("alive", "u1"),
        ("status", "u1"),
        ("passed", "i1"),
        ("no_score", "i1"),
        ("duration", "<i4"),
        ("score", "<i4"),
        ("agent", "<u4"),
        ("business", "<u4"),
        ("disposition", "<u4"),
        ("grade", "<u4"),
        ("problems", "<u4"),
        ("started", "<i8"),
    ]
)
"""``duration`` in ms, ``score`` in hundredths, ``started`` in seconds of the centre's local time
since 1970; ``agent`` is the word of its id, ``problems`` that of its classes ("A,B")."""

_NAMES: Final = FACTS.names or ()

_NONE: Final = (0,) * len(_NAMES)

Facts = NDArray[np.void]

_LEAST, _MOST = -(1 << 31), (1 << 31) - 1
_EPOCH = datetime(1970, 1, 1)


def seconds_of(started: str | None) -> int:
    """Local seconds since 1970 of an ISO time; a zone, which should not be there, is ignored."""
    try:
        moment = datetime.fromisoformat(started or "")
    except ValueError:
        return int(UNKNOWN_START)
    return int((moment.replace(tzinfo=None) - _EPOCH).total_seconds())


def within(number: int | None, unknown: int) -> int:
    """``number`` where 32 bits can hold it: what others signed may be any."""
    return number if number is not None and _LEAST < number <= _MOST else unknown


class Words:
    """Numbers of texts in ``call_word``; new ones are added as they are met."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._known: dict[str, int] = {}

    def number(self, word: str | None) -> int:
        if not word:
            return 0
        if word not in self._known:
            self._known[word] = self._find(word) or self._add(word)
        return self._known[word]

    def _find(self, word: str) -> int:
        row = self._db.conn.execute("SELECT n FROM call_word WHERE word = ?", [word]).fetchone()
        return int(row[0]) if row else 0

    def _add(self, word: str) -> int:
        added = self._db.conn.execute("INSERT INTO call_word (word) VALUES (?)", [word])
        return int(added.lastrowid or 0)


def write_facts(db: Database, rows: Mapping[int, tuple[Any, ...] | None], version: int) -> None:
    """Put facts (in the order of ``FACTS``) at their numbers; None where a call is gone."""
    by_block: dict[int, list[int]] = {}
    for n in rows:
        by_block.setdefault(n // CALLS, []).append(n)
    written = []
    for block, numbers in by_block.items():
        facts = unpacked(_read_block(db, block))
        made = [_NONE if (row := rows[n]) is None else row for n in numbers]
        facts[[n % CALLS for n in numbers]] = np.array(made, FACTS)
        written.append((block, version, packed(facts)))
    db.conn.executemany("INSERT OR REPLACE INTO call_block VALUES (?, ?, ?)", written)


def _read_block(db: Database, block: int) -> bytes:
    row = db.conn.execute("SELECT data FROM call_block WHERE block = ?", [block]).fetchone()
    return bytes(row[0]) if row else bytes(CALLS * FACTS.itemsize)


def packed(facts: Facts) -> bytes:
    """The 256 of each fact together: a million of one are then copied in large pieces."""
    return b"".join(facts[name].tobytes() for name in _NAMES)


def unpacked(data: bytes) -> Facts:
    """The calls of one block."""
    facts = np.zeros(CALLS, FACTS)
    for name, column in columns_of_blocks([data]).items():
        facts[name] = column
    return facts


def columns_of_blocks(blocks: Sequence[bytes]) -> dict[str, NDArray[Any]]:
    """Each fact of all calls in these blocks, one block after the other."""
    joined = np.frombuffer(b"".join(blocks), np.uint8).reshape(len(blocks), -1)
    found, at = {}, 0
    for name in _NAMES:
        end = at + CALLS * FACTS[name].itemsize
        found[name] = np.ascontiguousarray(joined[:, at:end]).reshape(-1).view(FACTS[name])
        at = end
    return found


def read_blocks(db: Database, since: int) -> list[tuple[int, bytes]]:
    """(block, data) of those with a version above ``since``."""
    sql = "SELECT block, data FROM call_block WHERE version > ? ORDER BY block"
    return db.conn.execute(sql, [since]).fetchall()


def read_words(db: Database, after: int = 0) -> list[tuple[int, str]]:
    """(number, word), those above ``after``."""
    sql = "SELECT n, word FROM call_word WHERE n > ? ORDER BY n"
    return db.conn.execute(sql, [after]).fetchall()
