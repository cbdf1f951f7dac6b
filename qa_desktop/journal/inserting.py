"""Many rows into a table: several with each statement, which takes a fifth less than one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from sqlite_utils import Database

_AT_ONCE: Final = 40


def insert_many(
    db: Database, into: str, marks: str, rows: Iterable[Sequence[Any]], *common: Any
) -> None:
    """``INSERT INTO t`` (or with columns, or ``OR IGNORE``), and what stands between the brackets
    of ``VALUES``: as many question marks as each row has values, and ``?1``, ``?2`` … for what all
    rows have in ``common``. Written into the statement itself, such a value would make it
    another one each time, and to read a statement takes longer than to insert forty rows."""
    waiting = iter(rows)
    while batch := list(islice(waiting, 25 * _AT_ONCE)):
        whole = len(batch) - len(batch) % _AT_ONCE
        if whole:
            sql = f"{into} VALUES {','.join([f'({marks})'] * _AT_ONCE)}"
            places = range(0, whole, _AT_ONCE)
            together = (chain.from_iterable(batch[at : at + _AT_ONCE]) for at in places)
            db.conn.executemany(sql, ((*common, *values) for values in together))
        rest = ((*common, *row) for row in batch[whole:])
        db.conn.executemany(f"{into} VALUES ({marks})", rest)
