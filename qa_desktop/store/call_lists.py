"""Queries on call lists: local rows as a dialler wrote them, and what became of each.

A row is ``waiting`` for its recording, ``matched`` by the rules, settled ``by_hand``, ``made`` a
call of its own, or known to have ``no_recording``. The journal knows nothing of it until it has a
call (docs/decisions/0005).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple, overload

from sqlite_utils import Database

from qa_desktop.domain.call_matching import Spoken
from qa_desktop.store.settings import get_setting, set_setting

RowState = Literal["waiting", "matched", "by_hand", "made", "no_recording"]

_CHUNK: Final = 2_000
_KEPT_ACTS: Final = 100
CONTENT: Final = (
    *("serial", "agent", "started", "duration_ms", "number", "disposition", "business"),
    *("order_number", "dial_count"),
)
"""The columns of ``listed_call`` that a sheet fills, in the order of ``Content``."""
_ALL: Final = ("n", "list", "row", "identity", *CONTENT, "state", "why", "call")


class Content(NamedTuple):
    """What a sheet says of a call. ``started`` is ISO local time."""

    serial: str
    agent: str
    started: str | None
    duration_ms: int | None
    number: str
    disposition: str
    business: str
    order_number: str
    dial_count: int | None


class ListedRow(NamedTuple):
    """A row with its place and state."""

    n: int
    list: int
    row: int
    identity: str
    content: Content
    state: RowState
    why: str
    call: str | None


class WaitingRow(NamedTuple):
    """What the matching needs of a row: ``spoken.key`` is its number here, as text."""

    spoken: Spoken
    row: int
    why: str


class ListHead(NamedTuple):
    """An imported list with its counts; ``imported_at`` in ms since 1970."""

    n: int
    file: str
    sheet: str
    imported_at: int
    rows: int
    rejected: int
    waiting: int
    settled: int


class LazyRows(Sequence[ListedRow]):
    """Rows as SQLite gave them, each made a ``ListedRow`` when it is looked at: a screen holds
    hundreds of thousands and shows thirty."""

    def __init__(self, raw: list[Any]) -> None:
        self._raw = raw

    def __len__(self) -> int:
        return len(self._raw)

    @overload
    def __getitem__(self, place: int) -> ListedRow: ...
    @overload
    def __getitem__(self, place: slice) -> LazyRows: ...
    def __getitem__(self, place: int | slice) -> ListedRow | LazyRows:
        if isinstance(place, slice):
            return LazyRows(self._raw[place])
        return _listed(self._raw[place])

    def place_of(self, n: int) -> int:
        """Where the row of this number stands, -1 if it is not among them."""
        return next((place for place, raw in enumerate(self._raw) if raw[0] == n), -1)


@dataclass(frozen=True)
class CallSide:
    """A call that no row speaks of yet, as the matching and the screen need it."""

    spoken: Spoken
    started: str | None
    number: str
    file_name: str
    agent: str | None
    recording: str | None


def add_list(db: Database, file: str, sheet: str, now_ms: int, counts: Mapping[str, int]) -> int:
    """Its number. ``counts``: rows, added, updated, rejected."""
    cursor = db.conn.execute(
        "INSERT INTO call_list (file, sheet, imported_at, rows, added, updated, rejected) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [file, sheet, now_ms, *(counts[name] for name in ("rows", "added", "updated", "rejected"))],
    )
    return int(cursor.lastrowid or 0)


def find_held_rows(db: Database, identities: Sequence[str]) -> dict[str, ListedRow]:
    """Those of the rows that earlier lists brought, by identity."""
    found = {}
    for start in range(0, len(identities), _CHUNK):
        chunk = json.dumps(identities[start : start + _CHUNK])
        sql = f"SELECT {', '.join(_ALL)} FROM listed_call WHERE identity IN "
        for row in db.conn.execute(f"{sql}(SELECT value FROM json_each(?))", [chunk]):
            found[str(row[3])] = _listed(row)
    return found


def insert_rows(db: Database, list_n: int, rows: Iterable[tuple[int, str, Content]]) -> None:
    """New rows: number in the sheet, identity, content."""
    forget_untied(db)  # numbers of rows that are gone are given to these
    db.conn.executemany(
        f"INSERT INTO listed_call (list, row, identity, {', '.join(CONTENT)}) "
        f"VALUES (?, ?, ?, {', '.join('?' * len(CONTENT))})",
        ((list_n, row, identity, *content) for row, identity, content in rows),
    )


def update_contents(db: Database, rows: Iterable[tuple[int, Content]]) -> None:
    sets = ", ".join(f"{name} = ?" for name in CONTENT)
    db.conn.executemany(
        f"UPDATE listed_call SET {sets} WHERE n = ?", ((*content, n) for n, content in rows)
    )


def set_state(
    db: Database, rows: Iterable[tuple[int, str | None]], state: RowState, why: str = ""
) -> None:
    """Row number and the call that it got, if it got one."""
    db.conn.executemany(
        "UPDATE listed_call SET state = ?, why = ?, call = ? WHERE n = ?",
        ((state, why, call, n) for n, call in rows),
    )


def set_why(db: Database, rows: Iterable[tuple[int, str]]) -> None:
    """Why each of these is still waiting."""
    db.conn.executemany("UPDATE listed_call SET why = ?2 WHERE n = ?1 AND why <> ?2", rows)


def free_lost_rows(db: Database) -> None:
    """Rows whose call was deleted (its import was undone) wait again."""
    db.conn.execute(
        "UPDATE listed_call SET state = 'waiting', call = NULL "
        "WHERE call IS NOT NULL AND call NOT IN (SELECT id FROM call)"
    )


def get_row(db: Database, n: int) -> ListedRow | None:
    sql = f"SELECT {', '.join(_ALL)} FROM listed_call WHERE n = ?"
    row = db.conn.execute(sql, [n]).fetchone()
    return _listed(row) if row else None


def find_rows(db: Database, numbers: Sequence[int]) -> list[ListedRow]:
    """Rows by their numbers."""
    sql = f"SELECT {', '.join(_ALL)} FROM listed_call WHERE n IN (SELECT value FROM json_each(?))"
    return [_listed(row) for row in db.conn.execute(sql, [json.dumps(list(numbers))])]


def find_outcomes(db: Database, list_n: int) -> dict[str, tuple[int, RowState, str | None]]:
    """By identity, the number, state and call of the rows that a list brought."""
    sql = "SELECT identity, n, state, call FROM listed_call WHERE list = ?"
    rows = db.conn.execute(sql, [list_n])
    return {identity: (n, state, call) for identity, n, state, call in rows}


def find_waiting(db: Database, first: str | None, last: str | None) -> list[WaitingRow]:
    """Waiting rows that begin between the two moments, or do not say when; all without them."""
    where, bounds = _between("started", first, last)
    sql = (
        "SELECT CAST(n AS TEXT), serial, agent, CAST(strftime('%s', started) AS INTEGER), "
        f"duration_ms, row, why FROM listed_call WHERE state = 'waiting' AND {where}"
    )
    rows = db.conn.execute(sql, bounds)
    return [WaitingRow(Spoken(*said), row, why) for *said, row, why in rows]


def search_rows(
    db: Database,
    *,
    list_n: int | None = None,
    states: Sequence[RowState] = ("waiting",),
    text: str = "",
    agents: Sequence[str] = (),
    limit: int = 300_000,
) -> LazyRows:
    """Rows for the screen in the order of their start. ``text`` looks into serial, agent, number,
    order, business and result; ``agents`` are work numbers that it fits by name."""
    where, values = ["state IN (SELECT value FROM json_each(?))"], [json.dumps(list(states))]
    if list_n is not None:
        where.append("list = ?")
        values.append(str(list_n))
    if text:
        names = ("serial", "agent", "number", "order_number", "business", "disposition")
        likes = " OR ".join(f"{name} LIKE ? ESCAPE '\\'" for name in names)
        where.append(f"({likes} OR agent IN (SELECT value FROM json_each(?)))")
        values += [_like(text)] * len(names) + [json.dumps(list(agents))]
    sql = (
        f"SELECT {', '.join(_ALL)} FROM listed_call WHERE {' AND '.join(where)} "
        "ORDER BY started IS NULL, started, n LIMIT ?"
    )
    return LazyRows(db.conn.execute(sql, [*values, limit]).fetchall())


def find_lists(db: Database) -> list[ListHead]:
    """Imported lists, the newest first."""
    sql = """
        SELECT l.n, l.file, l.sheet, l.imported_at, l.rows, l.rejected,
            coalesce(sum(r.state = 'waiting'), 0),
            coalesce(sum(r.state <> 'waiting'), 0)
        FROM call_list l LEFT JOIN listed_call r ON r.list = l.n
        GROUP BY l.n ORDER BY l.imported_at DESC, l.n DESC
    """
    return [ListHead(*row) for row in db.conn.execute(sql)]


def count_waiting(db: Database) -> int:
    sql = "SELECT count(*) FROM listed_call WHERE state = 'waiting'"
    return int(db.conn.execute(sql).fetchone()[0])


_CALLS = """
SELECT c.id, coalesce(cs.value, ''), coalesce(an.value, ''),
    CAST(strftime('%s', c.started) AS INTEGER), coalesce(r.duration_ms, c.duration_ms),
    c.started, coalesce(cc.value, ''), {name}, c.agent, c.recording
FROM call c
LEFT JOIN recording r ON r.id = c.recording
LEFT JOIN agent a ON a.id = c.agent
LEFT JOIN personal an ON an.hash = a.number
LEFT JOIN personal cs ON cs.hash = c.serial
LEFT JOIN personal cc ON cc.hash = c.customer_number
WHERE c.id NOT IN (SELECT call FROM listed_call WHERE call IS NOT NULL)
"""
_NO_NAME = "''"
_FILE_NAME = """coalesce((SELECT p.value FROM file_name f JOIN personal p ON p.hash = f.name
    WHERE f.recording = c.recording ORDER BY f.created_at, f.id LIMIT 1), '')"""


def find_free_calls(db: Database, first: str | None, last: str | None) -> list[CallSide]:
    """Calls that no row speaks of, within the moments as ``find_waiting`` takes them."""
    where, bounds = _between("c.started", first, last)
    sql = _CALLS.format(name=_NO_NAME)
    return [_side(row) for row in db.conn.execute(f"{sql} AND {where}", bounds)]


def get_free_call(db: Database, call: str) -> CallSide | None:
    """The call, unless a row speaks of it already."""
    row = db.conn.execute(f"{_CALLS.format(name=_NO_NAME)} AND c.id = ?", [call]).fetchone()
    return _side(row) if row else None


def find_unmatched_files(db: Database, limit: int = 20_000) -> list[CallSide]:
    """Recordings that no list speaks of and nobody has said that none does; the newest first."""
    sql = (
        f"{_CALLS.format(name=_FILE_NAME)} AND c.recording IS NOT NULL "
        "AND c.id NOT IN (SELECT call FROM unlisted_call) ORDER BY c.started DESC LIMIT ?"
    )
    return [_side(row) for row in db.conn.execute(sql, [limit])]


def get_moment_span(db: Database, calls: Sequence[str]) -> tuple[str | None, str | None]:
    """When the first and the last of these calls began; None where one does not say."""
    row = db.conn.execute(
        "SELECT min(started), max(started), count(started), count(*) FROM call "
        "WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(calls))],
    ).fetchone()
    return (row[0], row[1]) if row[2] == row[3] else (None, None)


def mark_unlisted(db: Database, calls: Iterable[str], is_unlisted: bool) -> None:
    """Say of recordings that no list speaks of them, or take it back."""
    sql = "INSERT OR IGNORE INTO unlisted_call VALUES (?)"
    if not is_unlisted:
        sql = "DELETE FROM unlisted_call WHERE call = ?"
    db.conn.executemany(sql, ((call,) for call in calls))


# -- taken apart

_MOST_UNTIED: Final = 1_000


def find_untied(db: Database) -> set[tuple[int, str]]:
    """Rows and the calls that a person has said they do not speak of."""
    return {(n, call) for n, call in get_setting(db, "untied_rows")}


def note_untied(db: Database, n: int, call: str) -> None:
    """The rules do not join these two any more."""
    kept = [pair for pair in get_setting(db, "untied_rows") if pair != [n, call]]
    set_setting(db, "untied_rows", [*kept, [n, call]][-_MOST_UNTIED:])


def written_by_lists(db: Database, call: str) -> set[str]:
    """Operations on the call by which lists were written into it, or taken out again. Of those from
    before the first act that is still kept (``note_act``) nobody knows: they count."""
    kept, first = "SELECT act FROM list_act", 0
    if db.conn.execute("SELECT min(rowid) FROM list_act").fetchone()[0] != 1:
        sql = f"SELECT coalesce(min(n), 1 << 62) FROM op WHERE act IN ({kept})"
        (first,) = db.conn.execute(sql).fetchone()
    sql = (
        "SELECT id FROM op WHERE entity_type = 'call' AND entity_id = ? "
        f"AND (n < ? OR act IN ({kept}))"
    )
    return {id for (id,) in db.conn.execute(sql, [call, first])}


def forget_untied(db: Database) -> None:
    """Of rows that are gone, and of those that are with just that call again."""
    pairs = get_setting(db, "untied_rows")
    calls = {row.n: row.call for row in find_rows(db, [n for n, _ in pairs])} if pairs else {}
    kept = [[n, call] for n, call in pairs if n in calls and calls[n] != call]
    if len(kept) < len(pairs):
        set_setting(db, "untied_rows", kept)


# -- taking back


def note_act(
    db: Database,
    act: str,
    *,
    list_n: int | None = None,
    rows: Iterable[ListedRow] = (),
    unlisted: Iterable[str] = (),
    is_signed: bool,
) -> None:
    """What an act replaced here: rows as they were, calls that were newly marked, a new list."""
    before = {"rows": [_flat(row) for row in rows], "unlisted": list(unlisted)}
    db.conn.execute(
        "INSERT INTO list_act VALUES (?, ?, ?, ?)", [act, list_n, json.dumps(before), is_signed]
    )
    db.conn.execute(
        "DELETE FROM list_act WHERE rowid <= (SELECT max(rowid) FROM list_act) - ?", [_KEPT_ACTS]
    )


def take_back(db: Database, act: str) -> bool | None:
    """Undo the local part of an act. Whether the journal holds a part of it too; None when the
    act changed nothing here."""
    row = db.conn.execute(
        "SELECT list, before, is_signed FROM list_act WHERE act = ?", [act]
    ).fetchone()
    if row is None:
        return None
    before = json.loads(row[1])
    marks = ", ".join("?" * len(_ALL))
    db.conn.executemany(f"INSERT OR REPLACE INTO listed_call VALUES ({marks})", before["rows"])
    mark_unlisted(db, before["unlisted"], is_unlisted=False)
    if row[0] is not None:
        db.conn.execute("DELETE FROM call_list WHERE n = ?", [row[0]])
        _forget_rows_of(db, row[0])
    db.conn.execute("DELETE FROM list_act WHERE act = ?", [act])
    forget_untied(db)
    return bool(row[2])


def _forget_rows_of(db: Database, list_n: int) -> None:
    """Undoing another act must not put back rows of a list that is gone: their numbers and its
    own are given to others."""
    for act, text in db.conn.execute("SELECT act, before FROM list_act").fetchall():
        before = json.loads(text)
        kept = [row for row in before["rows"] if row[1] != list_n]
        if len(kept) != len(before["rows"]):
            changed = json.dumps({**before, "rows": kept})
            db.conn.execute("UPDATE list_act SET before = ? WHERE act = ?", [changed, act])


def _between(column: str, first: str | None, last: str | None) -> tuple[str, list[str]]:
    if first is None or last is None:
        return "1", []
    return f"({column} BETWEEN ? AND ? OR {column} IS NULL)", [first, last]


def _like(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _listed(row: Sequence[Any]) -> ListedRow:
    state, why, call = row[13:]
    return ListedRow(row[0], row[1], row[2], row[3], Content(*row[4:13]), state, why, call)


def _flat(row: ListedRow) -> list[Any]:
    return [row.n, row.list, row.row, row.identity, *row.content, row.state, row.why, row.call]


def _side(row: Sequence[Any]) -> CallSide:
    id, serial, agent, start, duration, started, number, name, agent_id, recording = row
    return CallSide(
        Spoken(id, serial, agent, start, duration), started, number, name, agent_id, recording
    )
