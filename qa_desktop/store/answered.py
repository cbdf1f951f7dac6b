"""The answers of many evaluations at once, as plain lines: what a what-if scores again.

A line is ``item=answer`` with the answer as JSON (``b1="part"``, ``b2=2``). Answers of hidden items
are not stored. Many evaluations come as one text: SQLite joins them faster than four million rows
could be handed over, and without Python's lock, so that a thread reads while another one scores.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Collection, Generator, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Full, Queue
from typing import Any, Final, NamedTuple

from sqlite_utils import Database

from qa_desktop.domain.scoring import NOT_APPLICABLE, Answer
from qa_desktop.domain.weight_proposal import Losses
from qa_desktop.store.connection import connect
from qa_desktop.store.evaluations import LOST_POINTS

_LINE, _MEMBER, _EVALUATION = "\x1f", "\x1e", "\x1d"
_PIECE: Final = 400
"""Evaluations that are joined at once: some milliseconds of SQLite's."""
_PIECES: Final = 8
_POLL_S: Final = 0.1

_WHICH = (
    "WHERE e.withdrawn = 0 AND coalesce(e.practice, 0) = 0 "
    "AND e.created_at >= :since AND e.created_at < :until "
    "AND e.scorecard IN (SELECT value FROM json_each(:cards))"
)
_JOINED = """
SELECT group_concat(
    e.id || char(30) || coalesce(e.agent, '') || char(30) || coalesce(substr(c.started, 1, 10), '')
    || char(30) || coalesce(e.published_hundredths, '') || char(30) || coalesce(e.passed, 0)
    || char(30) || coalesce(
        (SELECT group_concat(i.item || '=' || i.answer, char(31)) FROM evaluation_item i
            WHERE i.parent = e.n), ''),
    char(29))
FROM json_each(?) j JOIN evaluation e ON e.n = j.value LEFT JOIN call c ON c.id = e.call
"""


_WITH_LOSSES = f"""
SELECT group_concat(
    i.item || '=' || i.answer
    || CASE WHEN {LOST_POINTS} THEN char(30) ELSE '' END, char(31))
FROM json_each(?) j JOIN evaluation_item i ON i.parent = j.value
"""
"""Lines; one that lost points ends with a sign of its own."""
_NA: Final = json.dumps(NOT_APPLICABLE)


class Answered(NamedTuple):
    """A standing evaluation with its score (hundredths, None for no score) and its lines."""

    id: str
    agent: str
    """Id, empty where it is not known."""
    day: str
    """ISO day of the call, empty where it is not known."""
    published: int | None
    passed: bool
    lines: list[str]


def find_answered(db: Database, since_ms: int, until_ms: int, cards: Sequence[str]) -> list[int]:
    """Numbers (``n``) of the evaluations submitted in a span of time with one of these versions,
    not for practice, the oldest first."""
    bound = {"since": since_ms, "until": until_ms, "cards": json.dumps(list(cards))}
    sql = f"SELECT e.n FROM evaluation e {_WHICH} ORDER BY e.created_at, e.id"
    rows = db.conn.execute(sql, bound)
    return [n for (n,) in rows]


def read_ahead(db: Database, numbers: Sequence[int]) -> Generator[Answered]:
    """These evaluations, read by a thread of its own over a connection of its own. What is not
    wanted any more is left by closing the iterator."""
    file = Path(str(db.conn.execute("PRAGMA database_list").fetchone()[2]))
    pieces: Queue[str | BaseException | None] = Queue(_PIECES)
    is_over = threading.Event()

    def put(piece: str | BaseException | None) -> None:
        while not is_over.is_set():
            with suppress(Full):
                pieces.put(piece, timeout=_POLL_S)
                return

    def work() -> None:
        try:
            beside = connect(file, readonly=True)
            try:
                for start in range(0, len(numbers), _PIECE):
                    if is_over.is_set():
                        return
                    put(_joined(beside, numbers[start : start + _PIECE]))
            finally:
                beside.close()
            put(None)
        except BaseException as error:  # noqa: BLE001 - raised where the rows are wanted
            put(error)

    thread = threading.Thread(target=work, name="answered", daemon=True)
    thread.start()
    try:
        while (piece := pieces.get()) is not None:
            if isinstance(piece, BaseException):
                raise piece
            yield from map(_answered, piece.split(_EVALUATION) if piece else ())
    finally:
        is_over.set()
        thread.join()


def cards_used(db: Database, since_ms: int, until_ms: int) -> list[str]:
    """Version ids that evaluations of a span of time name, the most used first."""
    rows = db.conn.execute(
        "SELECT scorecard, count(*) FROM evaluation WHERE withdrawn = 0 "
        "AND coalesce(practice, 0) = 0 AND created_at >= ? AND created_at < ? "
        "AND scorecard IS NOT NULL GROUP BY scorecard ORDER BY 2 DESC, 1",
        [since_ms, until_ms],
    )
    return [str(card) for card, _ in rows]


def read_line(line: str) -> tuple[str, Any]:
    """Item and answer; what is no answer becomes a text that no item takes."""
    item, _, written = line.partition("=")
    try:
        answer = json.loads(written)
    except ValueError:
        answer = written
    return item, answer if type(answer) in (str, int) else written


def _joined(db: Database, numbers: Sequence[int]) -> str:
    row = db.conn.execute(_JOINED, [json.dumps(list(numbers))]).fetchone()
    return row[0] or ""


def _answered(told: str) -> Answered:
    """Ids are of others and may hold anything: what does not come apart has no lines."""
    parts = told.split(_MEMBER)
    if len(parts) != 6:
        return Answered("", "", "", None, False, [])
    id, agent, day, published, passed, lines = parts
    split = lines.split(_LINE) if lines else []
    return Answered(id, agent, day, int(published) if published else None, passed == "1", split)


def count_losses(
    db: Database,
    since_ms: int,
    until_ms: int,
    cards: Sequence[str],
    best: Collection[tuple[str, Answer]] = (),
) -> tuple[int, dict[str, Losses]]:
    """How many evaluations ``find_answered`` finds, and by item in how many of them it was
    answered (N/A is no answer) and lost points. Pieces of some milliseconds: joined to lines
    and counted, where SQLite would sort all rows to group them.

    ``best``: answers of items that lose nothing themselves; where they lost points, another item
    took the section."""
    numbers = find_answered(db, since_ms, until_ms, cards)
    counted: Counter[str] = Counter()
    for start in range(0, len(numbers), _PIECE):
        bound = [json.dumps(numbers[start : start + _PIECE])]
        (joined,) = db.conn.execute(_WITH_LOSSES, bound).fetchone()
        counted.update(joined.split(_LINE) if joined else ())
    whole = {f"{item}={json.dumps(answer, ensure_ascii=False)}" for item, answer in best}
    answered: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for told, count in counted.items():
        line = told.removesuffix(_MEMBER)
        item, _, answer = line.partition("=")
        if answer != _NA:
            answered[item] += count
            lost[item] += count if line != told and line not in whole else 0
    return len(numbers), {item: Losses(count, lost[item]) for item, count in answered.items()}


def count_faults(
    db: Database, since_ms: int, until_ms: int, cards: Sequence[str]
) -> dict[str, list[tuple[str, int]]]:
    """By item the faults (codes) that the evaluations of ``find_answered`` marked on it and in how
    many of them, the most frequent first."""
    bound = {"since": since_ms, "until": until_ms, "cards": json.dumps(list(cards))}
    rows = db.conn.execute(
        "SELECT p.item, p.fault, count(DISTINCT p.parent) "
        f"FROM evaluation e JOIN evaluation_problem p ON p.parent = e.n {_WHICH} "
        "AND p.item IS NOT NULL AND p.fault IS NOT NULL GROUP BY 1, 2 ORDER BY 3 DESC, 2",
        bound,
    )
    found: dict[str, list[tuple[str, int]]] = {}
    for item, fault, count in rows:
        found.setdefault(item, []).append((fault, count))
    return found
