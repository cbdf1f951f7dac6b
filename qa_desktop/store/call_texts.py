"""The texts of a call that are its own, folded, and an index of their letters.

``call_text.text`` holds serial number, order number, file names and marked words, folded
(``domain.folding``), each followed by a line end. Texts that many calls share (agent, team,
business …) are not here: ``store.call_search`` looks into the few that there are.

``call_gram`` indexes every three letters in a row, without their places: a query's threes name the
candidates, and ``instr`` in ``call_text`` decides. So nothing is missed (a text that has the query
has all its threes) and nothing is found that is not there. One and two letters are beginnings of
threes. Why not bigrams with places: ``docs/decisions/0006``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sqlite_utils import Database

from qa_desktop.domain.folding import fold

END: Final = "\n"
_GRAM: Final = 3
_MOST_GRAMS: Final = 32
"""Of one query: the check of the text itself does the rest."""

_TOKENS = str.maketrans(
    {chr(code): chr(0xE000 + code) for code in range(128) if not chr(code).isalnum()}
)
"""The tokenizer takes ASCII signs for gaps; folded texts have no private-use characters."""


def folded_text(texts: Iterable[str]) -> str:
    """What ``call_text.text`` holds of these texts."""
    return "".join(f"{folded}{END}" for text in texts if (folded := fold(text)))


def grams_of(text: str) -> str:
    """The tokens of a folded text, in no order."""
    tokens = text.translate(_TOKENS)
    return " ".join({tokens[at : at + _GRAM] for at in range(len(tokens)) if text[at] != END})


def candidates_query(term: str) -> str:
    """The FTS5 query whose answer holds every text with ``term`` in it, and perhaps others."""
    tokens = term.translate(_TOKENS)
    if len(tokens) < _GRAM:
        return f'"{tokens}" *'
    grams = dict.fromkeys(tokens[at : at + _GRAM] for at in range(len(tokens) - _GRAM + 1))
    return " ".join(f'"{gram}"' for gram in list(grams)[:_MOST_GRAMS])


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


def find_candidates(db: Database, term: str) -> list[int]:
    """Numbers of the calls whose own texts have ``term`` in them: by the index, then checked."""
    wanted = "SELECT rowid FROM call_gram WHERE call_gram MATCH ?"
    if is_exact(term):
        rows = db.conn.execute(
            f"SELECT json_group_array(rowid) FROM ({wanted})", [candidates_query(term)]
        )
    else:
        rows = db.conn.execute(
            f"SELECT json_group_array(n) FROM call_text WHERE n IN ({wanted}) AND instr(text, ?)",
            [candidates_query(term), term],
        )
    return list(json.loads(rows.fetchone()[0]))


def having(db: Database, numbers: Sequence[int], term: str) -> list[int]:
    """Those of the calls whose own texts have ``term`` in them, looked at one by one."""
    sql = (
        "SELECT json_group_array(n) FROM call_text "
        "WHERE n IN (SELECT value FROM json_each(?)) AND instr(text, ?)"
    )
    return list(json.loads(db.conn.execute(sql, [json.dumps(list(numbers)), term]).fetchone()[0]))


def having_between(db: Database, first: int, last: int, term: str) -> list[int]:
    """As ``having``, of all calls numbered from ``first`` to ``last``."""
    sql = "SELECT json_group_array(n) FROM call_text WHERE n BETWEEN ? AND ? AND instr(text, ?)"
    return list(json.loads(db.conn.execute(sql, [first, last, term]).fetchone()[0]))
