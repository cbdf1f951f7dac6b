"""Names and numbers that are known here, as hiding them in what people wrote needs them."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Final

from sqlite_utils import Database

from qa_desktop.domain.mentions import folded
from qa_desktop.store.erasures import values_of

_HASH: Final = re.compile(r'"personal":"([0-9a-f]{64})"')
_PIECE: Final = re.compile(r"[0-9a-z]+")
_LEAST: Final = 4
"""Signs of another call's number: a shorter one would be found in everything."""
_MOST_PIECES: Final = 5
_NUMBERS: Final = """
SELECT p.value FROM call c JOIN personal p
    ON p.hash IN (c.serial, c.order_number, c.customer_number)
WHERE c.id IN (SELECT value FROM json_each(?))
"""
_SAID: Final = """
SELECT p.value FROM personal p
WHERE p.value COLLATE NOCASE IN (SELECT value FROM json_each(?))
    AND EXISTS (SELECT 1 FROM call c WHERE p.hash IN (c.serial, c.order_number))
"""


def find_names_ever(db: Database) -> set[tuple[str, str]]:
    """(id, value) of every name, nickname and number that an agent or a person has or had; without
    those that were erased."""
    rows = db.conn.execute(
        "SELECT entity_id, raw FROM op WHERE entity_type IN ('agent', 'person') "
        "AND entity_id IN (SELECT id FROM agent UNION SELECT id FROM person)"
    )
    held = {(id, hash) for id, raw in rows for hash in _HASH.findall(raw)}
    values = values_of(db, {hash for _, hash in held})
    return {(id, values[hash]) for id, hash in held if values.get(hash)}


def numbers_of_calls(db: Database, calls: Collection[str]) -> set[str]:
    """Serial, order and customers' numbers of these calls."""
    return {str(value) for (value,) in db.conn.execute(_NUMBERS, [json.dumps([*calls])]) if value}


def numbers_said(db: Database, words: str) -> set[str]:
    """Serial and order numbers of any call here that stand in ``words`` as words of their own."""
    rows = db.conn.execute(_SAID, [json.dumps(sorted(_candidates(folded(words))))])
    return {str(value) for (value,) in rows}


def _candidates(words: str) -> set[str]:
    """What could be a number, as ``ZX-77``: from the beginning of a piece to the end of one."""
    found: set[str] = set()
    for line in words.splitlines():
        pieces = [piece.span() for piece in _PIECE.finditer(line)]
        for place, (begin, _) in enumerate(pieces):
            for _, end in pieces[place : place + _MOST_PIECES]:
                found.add(line[begin:end])
    return {part for part in found if len(part) >= _LEAST}
