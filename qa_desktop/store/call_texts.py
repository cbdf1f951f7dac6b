"""The texts of a call that are its own, folded, and an index of their letters.

``call_text.text`` holds serial number, order number, file names, marked words, what the library
says, and the names of tags, faults and lost items, folded (``domain.folding``), each followed by a
line end. Texts that many calls share (agent, team,
business …) are not here: ``store.call_search`` looks into the few that there are.

``call_gram`` indexes every three letters in a row, without their places: a query's threes name the
candidates, and ``instr`` in ``call_text`` decides. So nothing is missed (a text that has the query
has all its threes) and nothing is found that is not there. One and two letters are beginnings of
threes. Why not bigrams with places: ``docs/decisions/0006``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

Numbers = NDArray[np.int32]

END: Final = "\n"
_GRAM: Final = 3
_MOST_GRAMS: Final = 32
"""Of one query: the check of the text itself does the rest."""

_TOKENS = str.maketrans(
    {chr(code): chr(0xE000 + code) for code in range(128) if not chr(code).isalnum()}
)
"""The tokenizer takes ASCII signs for gaps; folded texts have no private-use characters."""


def joined(folded: Iterable[str]) -> str:
    """What ``call_text.text`` holds of these folded texts."""
    return "".join(f"{text}{END}" for text in folded if text)


def grams_of(text: str) -> str:
    """The tokens of a folded text, in no order."""
    tokens = text.translate(_TOKENS)
    return " ".join({tokens[at : at + _GRAM] for at in range(len(tokens)) if text[at] != END})


def grams_in(term: str) -> list[str]:
    """The threes of letters that stand in every text with ``term`` in it; of one or two letters,
    the term itself, with which threes begin."""
    if len(term) < _GRAM:
        return [term]
    return list(dict.fromkeys(term[at : at + _GRAM] for at in range(len(term) - _GRAM + 1)))


def is_exact(term: str) -> bool:
    """Whether the candidates need no second look."""
    return len(term) <= _GRAM


def write_texts(db: Database, rows: Mapping[int, tuple[str, str] | None]) -> None:
    """Put (folded serial, folded text) at the calls' numbers; None where a call is gone."""
    held = _held(db, rows)
    changed = {n: row for n, row in rows.items() if held.get(n) != row}
    db.conn.executemany(
        "DELETE FROM call_gram WHERE rowid = ?", [(n,) for n in changed if held.get(n)]
    )
    db.conn.executemany(
        "DELETE FROM call_text WHERE n = ?", [(n,) for n, row in changed.items() if row is None]
    )
    kept = [(n, *row) for n, row in changed.items() if row is not None]
    db.conn.executemany("INSERT OR REPLACE INTO call_text VALUES (?, ?, ?)", kept)
    db.conn.executemany(
        "INSERT INTO call_gram (rowid, grams) VALUES (?, ?)",
        [(n, grams_of(text)) for n, _serial, text in kept],
    )


def _held(db: Database, numbers: Iterable[int]) -> dict[int, tuple[str, str]]:
    sql = "SELECT n, serial, text FROM call_text WHERE n IN (SELECT value FROM json_each(?))"
    rows = db.conn.execute(sql, [json.dumps(list(numbers))])
    return {n: (serial, text) for n, serial, text in rows}


def forget_removed_letters(db: Database) -> None:
    """Take out of the index what deleted and replaced texts left in it: they were erased."""
    db.conn.execute("INSERT INTO call_gram (call_gram) VALUES ('optimize')")


def with_grams(db: Database, grams: Sequence[str]) -> Numbers:
    """Numbers of the calls whose own texts have all these (of ``grams_in``), by the index."""
    tokens = [gram.translate(_TOKENS) for gram in grams]
    query = " ".join(f'"{token}"' + ("" if len(token) == _GRAM else " *") for token in tokens)
    return _numbers(db, "SELECT rowid AS n FROM call_gram WHERE call_gram MATCH ?", [query])


def find_candidates(db: Database, term: str) -> Numbers:
    """Numbers of the calls whose own texts have ``term`` in them: by the index, then checked."""
    found = with_grams(db, grams_in(term)[:_MOST_GRAMS])
    return found if is_exact(term) else having(db, found, term)


def having(db: Database, numbers: Numbers, term: str) -> Numbers:
    """Those of the calls whose own texts have ``term`` in them, looked at one by one."""
    sql = "SELECT n FROM call_text WHERE n IN (SELECT value FROM json_each(?)) AND instr(text, ?)"
    return _numbers(db, sql, [json.dumps(numbers.tolist()), term])


def having_between(db: Database, first: int, last: int, term: str) -> Numbers:
    """As ``having``, of all calls numbered from ``first`` to ``last``."""
    sql = "SELECT n FROM call_text WHERE n BETWEEN ? AND ? AND instr(text, ?)"
    return _numbers(db, sql, [first, last, term])


def read_texts(db: Database, numbers: Numbers) -> dict[int, str]:
    """The folded texts of these calls, those that have any."""
    sql = "SELECT n, text FROM call_text WHERE n IN (SELECT value FROM json_each(?))"
    return dict(db.conn.execute(sql, [json.dumps(numbers.tolist())]).fetchall())


def _numbers(db: Database, select: str, values: list[Any]) -> Numbers:
    """The column ``n`` of many rows: as one text they take a third of the time."""
    (listed,) = db.conn.execute(f"SELECT group_concat(n) FROM ({select})", values).fetchone()
    return np.fromstring(listed, np.int32, sep=",") if listed else np.zeros(0, np.int32)
