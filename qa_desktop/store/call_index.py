"""Keeps the local index of calls (``call_blocks``, ``call_texts``) in step with what it is made of.

Nothing here is synced, and all of it can be made again: a call's entry is a function of its
record, its recording, its file names and marks, what the library says of it, the evaluation of it
that this person is shown (their own, else that of another), and their draft of it. Every
write to one of them carries its calls along in the same transaction: ``CallIndex`` watches the
journal's projection, ``store.drafts`` calls ``refresh_call``.

Agents, teams and scorers are not in the entries: readers join the few that there are
(``call_columns``) and read them again when ``people`` in the state has another value.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from typing import Any, Final

from sqlite_utils import Database

from qa_desktop.domain.folding import LAW, fold
from qa_desktop.journal.projection import Entity
from qa_desktop.journal.records import RECORD_TYPES
from qa_desktop.journal.stored import read_operations
from qa_desktop.store.call_blocks import (
    CALLS,
    FACTS,
    STATUSES,
    UNKNOWN,
    UNKNOWN_SCORE,
    Words,
    read_words,
    seconds_of,
    unpacked,
    within,
    write_facts,
)
from qa_desktop.store.call_texts import (
    forget_removed_letters,
    grams_of,
    joined,
    write_texts,
)
from qa_desktop.store.evaluations import LOST_POINTS, SHOWN
from qa_desktop.store.finding_names import FindingNames, tags_beside, versions_not_known

FORMAT: Final = "4"
"""Raised when an entry is made of other things or in another way: then all are made anew."""

_OF_PEOPLE: Final = {"agent", "team", "membership", "person"}
_OF_LIBRARY: Final = {"library_entry", "entry_tag", "tag", "entry_collection", "collection"}
_SOURCES: Final = (
    *("call", "recording", "file_name", "annotation", "evaluation"),
    *("library_entry", "entry_tag", "tag", "fault"),
)
_CHUNK: Final = 2_000
_WORDS: Final = range(6, 11)
"""Places of the facts that are numbers of words."""
_TABLES: Final = ("call_block", "call_word", "call_text")

_CALLS_OF: Final[dict[str, str]] = {
    "call": "SELECT n FROM call WHERE id IN (SELECT value FROM json_each(?))",
    "recording": "SELECT n FROM call WHERE recording IN (SELECT value FROM json_each(?))",
    "file_name": "SELECT c.n FROM file_name f JOIN call c ON c.recording = f.recording "
    "WHERE f.id IN (SELECT value FROM json_each(?))",
    "annotation": "SELECT c.n FROM annotation a JOIN call c ON c.id = a.call "
    "WHERE a.id IN (SELECT value FROM json_each(?))",
    "evaluation": "SELECT c.n FROM evaluation e JOIN call c ON c.id = e.call "
    "WHERE e.id IN (SELECT value FROM json_each(?))",
    "library_entry": "SELECT c.n FROM library_entry l JOIN call c ON c.id = l.call "
    "WHERE l.id IN (SELECT value FROM json_each(?))",
    "entry_tag": "SELECT c.n FROM entry_tag m JOIN library_entry l ON l.id = m.library_entry "
    "JOIN call c ON c.id = l.call WHERE m.id IN (SELECT value FROM json_each(?))",
    "tag": "SELECT c.n FROM entry_tag m JOIN library_entry l ON l.id = m.library_entry "
    "JOIN call c ON c.id = l.call WHERE m.tag IN (SELECT value FROM json_each(?))",
    "entry_collection": "SELECT c.n FROM entry_collection m "
    "JOIN library_entry l ON l.id = m.library_entry JOIN call c ON c.id = l.call "
    "WHERE m.id IN (SELECT value FROM json_each(?))",
    "collection": "SELECT c.n FROM entry_collection m "
    "JOIN library_entry l ON l.id = m.library_entry JOIN call c ON c.id = l.call "
    "WHERE m.collection IN (SELECT value FROM json_each(?))",
    "fault": "SELECT DISTINCT c.n FROM fault f JOIN evaluation_problem p ON p.fault = f.code "
    "JOIN evaluation e ON e.n = p.parent JOIN call c ON c.id = e.call "
    "WHERE f.id IN (SELECT value FROM json_each(?))",
    "scorecard_version": "SELECT c.n FROM evaluation e JOIN call c ON c.id = e.call "
    "WHERE e.scorecard IN (SELECT value FROM json_each(?))",  # by the version's own id
}
"""Which calls a record is about, by the record's type."""

_CALLS_NAMED: Final = """
SELECT n FROM call WHERE serial IN (SELECT value FROM json_each(:hashes))
    OR order_number IN (SELECT value FROM json_each(:hashes))
UNION SELECT c.n FROM file_name f JOIN call c ON c.recording = f.recording
    WHERE f.name IN (SELECT value FROM json_each(:hashes))
UNION SELECT c.n FROM annotation a JOIN call c ON c.id = a.call
    WHERE a.text IN (SELECT value FROM json_each(:hashes))
UNION SELECT c.n FROM library_entry l JOIN call c ON c.id = l.call
    WHERE l.why IN (SELECT value FROM json_each(:hashes))
    OR l.note IN (SELECT value FROM json_each(:hashes))
"""
"""Calls whose texts have one of these personal values; a look at everything, which is rare."""

_ENTRY: Final = f"""
SELECT c.n, c.started, coalesce(r.duration_ms, c.duration_ms), c.agent, c.business, c.disposition,
    c.invalid_reason IS NOT NULL, d.key IS NOT NULL,
    e.scorer = :person, e.published_hundredths, e.passed, e.grade, e.no_score,
    CASE WHEN e.n IS NOT NULL THEN (SELECT group_concat(problem_class, ',') FROM (
        SELECT DISTINCT problem_class FROM evaluation_problem WHERE parent = e.n
        AND problem_class <> '' ORDER BY problem_class)) END,
    coalesce(cs.value, ''), coalesce(co.value, ''),
    (SELECT json_group_array(value) FROM (SELECT p.value FROM file_name f
        JOIN personal p ON p.hash = f.name WHERE f.recording = c.recording
        ORDER BY f.created_at, f.id)),
    (SELECT json_group_array(value) FROM (SELECT p.value FROM annotation a
        JOIN personal p ON p.hash = a.text WHERE a.call = c.id ORDER BY a.at_ms, a.id)),
    (SELECT json_group_array(value) FROM (SELECT p.value FROM library_entry l
        JOIN personal p ON p.hash IN (l.why, l.note) WHERE l.call = c.id ORDER BY l.id, p.hash)),
    (SELECT json_group_array(tag) FROM (SELECT DISTINCT m.tag FROM library_entry l
        JOIN entry_tag m ON m.library_entry = l.id WHERE l.call = c.id ORDER BY m.tag)),
    CASE WHEN e.n IS NOT NULL THEN (SELECT json_group_array(fault) FROM (
        SELECT DISTINCT fault FROM evaluation_problem WHERE parent = e.n AND fault <> ''
        ORDER BY fault)) END,
    CASE WHEN e.n IS NOT NULL THEN (SELECT json_group_array(item) FROM (
        SELECT DISTINCT i.item FROM evaluation_item i WHERE i.parent = e.n AND i.item <> ''
        AND {LOST_POINTS} ORDER BY i.item)) END,
    e.scorecard
FROM call c
LEFT JOIN recording r ON r.id = c.recording
LEFT JOIN personal cs ON cs.hash = c.serial
LEFT JOIN personal co ON co.hash = c.order_number
LEFT JOIN evaluation e ON e.n = ({SHOWN})
LEFT JOIN draft d ON d.kind = 'evaluation' AND d.key = c.id
"""
_THESE: Final = " WHERE c.n IN (SELECT value FROM json_each(:numbers))"


class CallIndex:
    """Watches the writes of one workspace (``journal.Watcher``); runs inside their transactions."""

    def __init__(self, db: Database, person: str) -> None:
        self._db = db
        self._person = person
        self._waiting: set[int] = set()
        """Numbers of the calls whose entries are to be made anew."""
        self._scored: set[int] = set()
        """Of those, the ones of which an evaluation came, which is what comes last."""
        self._people = self._erased = self._library = False

    def before(self, entities: Iterable[Entity]) -> None:
        """What these records are about as long as they are what they are now."""
        by_kind: dict[str, list[str]] = {}
        for kind, entity in entities:
            by_kind.setdefault(kind, []).append(entity)
        for kind in by_kind.keys() & _CALLS_OF.keys():
            found = self._calls_of(kind, self._asked_for(kind, by_kind[kind]))
            self._waiting |= found
            if kind == "evaluation":
                self._scored |= found
        self._people = self._people or not _OF_PEOPLE.isdisjoint(by_kind)
        filed = not self._library and "call" in by_kind and self._are_filed(by_kind["call"])
        self._library = self._library or filed or not _OF_LIBRARY.isdisjoint(by_kind)

    def after_values(self, hashes: Iterable[str], *, erased: bool) -> None:
        """Personal values came or were erased."""
        wanted = json.dumps(list(hashes))
        found = {n for (n,) in self._db.conn.execute(_CALLS_NAMED, {"hashes": wanted})}
        named = "SELECT id FROM tag WHERE name IN (SELECT value FROM json_each(?))"
        tags = [id for (id,) in self._db.conn.execute(named, [wanted])]
        if tags:
            found |= self._calls_of("tag", tags_beside(self._db, tags))
            self._library = True
        self._waiting |= found
        self._erased = self._erased or (erased and bool(found))
        self._people = True

    def between(self) -> None:
        """Calls that were evaluated are likely to be complete, and whoever stores waits for those
        who read. What comes of them later makes their entries anew."""
        refresh(self._db, self._scored)
        self._waiting -= self._scored
        self._scored = set()

    def after(self) -> None:
        """Carry the calls along that the records are or were about."""
        waiting, people, erased = self._waiting, self._people, self._erased
        library = self._library
        self.undone()
        refresh(self._db, waiting)
        if erased:
            forget_removed_letters(self._db)
        if people:
            self._count("people")
        if library:
            self._count("library")
        _note(self._db, "journal", _journal_state(self._db))

    def undone(self) -> None:
        """What waited is of a transaction that is no more."""
        self._waiting, self._scored = set(), set()
        self._people = self._erased = self._library = False

    def bring_up_to_date(self) -> bool:
        """Make the index when there is none, or it is of another person, law or journal."""
        state = read_state(self._db)
        wanted = self._wanted()
        if all(state.get(key) == value for key, value in wanted.items()):
            return False
        with self._db.atomic():
            self.rebuild()
        return True

    def rebuild(self) -> None:
        """Make every entry from nothing, in the caller's transaction."""
        for table in _TABLES:
            self._db.conn.execute(f"DELETE FROM {table}")
        self._db.conn.execute("INSERT INTO call_gram (call_gram) VALUES ('delete-all')")
        for key, value in self._wanted().items():
            _note(self._db, key, value)
        _note(self._db, "making", os.urandom(8).hex())
        self._count("people")
        self._count("library")
        _write(self._db, _entries(self._db, self._person))

    def _wanted(self) -> dict[str, str]:
        return {
            "person": self._person,
            "made_of": made_of(),
            "journal": _journal_state(self._db),
        }

    def _count(self, what: str) -> None:
        """Readers take ``people`` or the ``library`` in again where it has another number."""
        _note(self._db, what, str(int(read_state(self._db).get(what, "0")) + 1))

    def _asked_for(self, kind: str, ids: list[str]) -> list[str]:
        """By what the calls of these records are asked for, where that is not their ids."""
        if kind == "tag":
            return tags_beside(self._db, ids)
        if kind == "scorecard_version":
            # of one that does not count as well: whoever was given it can read the card
            where = "entity_type = 'scorecard_version' AND entity_id"
            operations = read_operations(
                self._db, f"{where} IN (SELECT value FROM json_each(?))", [json.dumps(ids)]
            )
            said = (each.payload.get("version") for each in operations)
            return versions_not_known(version for version in said if isinstance(version, str))
        return ids

    def _are_filed(self, calls: list[str]) -> bool:
        sql = "SELECT 1 FROM library_entry WHERE call IN (SELECT value FROM json_each(?)) LIMIT 1"
        return self._db.conn.execute(sql, [json.dumps(calls)]).fetchone() is not None

    def _calls_of(self, kind: str, ids: list[str]) -> set[int]:
        return {n for (n,) in self._db.conn.execute(_CALLS_OF[kind], [json.dumps(ids)])}


def made_of() -> str:
    """By which laws, and from tables of which declarations (their local keys are ours)."""
    declared = [RECORD_TYPES[name].declaration for name in _SOURCES]
    return f"{FORMAT}/{LAW}/{FACTS.itemsize}/{','.join(declared)}"


def _journal_state(db: Database) -> str:
    """Differs when something was written that the index did not see."""
    row = db.conn.execute("SELECT value FROM meta WHERE key = 'set_digest'").fetchone()
    return str(row[0]) if row else ""


def read_state(db: Database) -> dict[str, str]:
    """``person``, ``made_of``, ``journal``, ``making``, ``people``, ``library``, ``version``."""
    return dict(db.conn.execute("SELECT key, value FROM call_index"))


def _note(db: Database, key: str, value: str) -> None:
    db.conn.execute("INSERT OR REPLACE INTO call_index VALUES (?, ?)", [key, value])


def forget(db: Database) -> None:
    """Have the index made anew when the workspace is opened next."""
    db.conn.execute("DELETE FROM call_index")


def refresh_call(db: Database, call: str) -> None:
    """Something local about a call changed: its draft."""
    row = db.conn.execute("SELECT n FROM call WHERE id = ?", [call]).fetchone()
    if row is not None:
        refresh(db, {int(row[0])})


def refresh(db: Database, numbers: Iterable[int]) -> None:
    """Make the entries of these calls anew, in the caller's transaction."""
    wanted = sorted(numbers)
    if not wanted:
        return
    person = read_state(db).get("person", "")
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        gone = dict.fromkeys(chunk)
        made = dict(_entries(db, person, chunk))
        _write(db, {**gone, **made}.items())


_Entry = tuple[tuple[Any, ...], tuple[str, str]]
"""Facts but for the numbers of their words, and (folded serial, folded text)."""


def _entries(
    db: Database, person: str, numbers: list[int] | None = None
) -> Iterator[tuple[int, _Entry]]:
    where = "" if numbers is None else _THESE
    parameters = {"person": person, "numbers": json.dumps(numbers)}
    names = FindingNames(db)
    for row in db.conn.execute(_ENTRY + where, parameters):
        yield int(row[0]), _entry(row, names)


def _entry(row: tuple[Any, ...], codes: FindingNames) -> _Entry:
    (_n, started, duration, agent, business, disposition, invalid, draft, is_own) = row[:9]
    (score, passed, grade, no_score, problems, serial, order, names, marked) = row[9:18]
    (filed, tags, faults, items, card) = row[18:]
    facts = (
        1,
        STATUSES.index(_status(invalid, draft, is_own)),
        UNKNOWN if passed is None else int(bool(passed)),
        UNKNOWN if no_score is None else int(bool(no_score)),
        max(within(duration, UNKNOWN), UNKNOWN),
        within(score, int(UNKNOWN_SCORE)),
        agent,
        business,
        disposition,
        grade,
        problems,
        seconds_of(started),
    )
    folded = fold(serial)
    own = [folded, *map(fold, (order, *_listed(names), *_listed(marked), *_listed(filed)))]
    own += codes.folded(card, items, faults, tags)
    return facts, (folded, joined(own))


def _status(is_invalid: int, is_begun: int, is_own: int | None) -> str:
    """``is_own``: whether the evaluation that is shown is this person's; None where there is none.
    What they have begun comes before what others have done."""
    if is_invalid:
        return "invalid"
    if is_own:
        return "evaluated"
    if is_begun:
        return "draft"
    return "new" if is_own is None else "scored"


def _listed(array: str) -> list[str]:
    return json.loads(array) if array != "[]" else []


def _write(db: Database, entries: Iterable[tuple[int, _Entry | None]]) -> None:
    words = Words(db)
    version = int(read_state(db).get("version", "0")) + 1
    _note(db, "version", str(version))
    facts: dict[int, tuple[Any, ...] | None] = {}
    texts: dict[int, tuple[str, str] | None] = {}
    for n, entry in entries:
        facts[n] = None if entry is None else _with_numbers(entry[0], words)
        texts[n] = None if entry is None else entry[1]
        if len(facts) >= 4 * _CHUNK:
            write_facts(db, facts, version)
            write_texts(db, texts)
            facts, texts = {}, {}
    write_facts(db, facts, version)
    write_texts(db, texts)


def _with_numbers(facts: tuple[Any, ...], words: Words) -> tuple[Any, ...]:
    first, end = _WORDS.start, _WORDS.stop
    return (*facts[:first], *map(words.number, facts[first:end]), *facts[end:])


def check(db: Database) -> list[str]:
    """What differs from entries made anew now; empty where the index is right."""
    state = read_state(db)
    if state.get("made_of") != made_of() or state.get("journal") != _journal_state(db):
        return ["the index of calls is not the one of this journal"]
    letters = _Letters()
    wrong = sum(
        _count_wrong(db, state["person"], first, letters)
        for first in range(0, _highest(db) + 1, _CHUNK)
    )
    problems = [f"{wrong} entries differ"] if wrong else []
    if letters.expected != letters.held(db):
        problems.append("the letters differ")
    return [f"the index of calls: {problem}" for problem in problems]


def _highest(db: Database) -> int:
    """The highest number of a call that is or was; the last block is looked at to its end."""
    sql = (
        "SELECT max((SELECT coalesce(max(n), 0) FROM call), "
        "(SELECT coalesce(max(n), 0) FROM call_text), "
        f"(SELECT coalesce((max(block) + 1) * {CALLS} - 1, 0) FROM call_block))"
    )
    return int(db.conn.execute(sql).fetchone()[0])


def _count_wrong(db: Database, person: str, first: int, letters: _Letters) -> int:
    """How many of the ``_CHUNK`` entries from ``first`` on are not what they should be."""
    made = dict(_entries(db, person, list(range(first, first + _CHUNK))))
    facts, texts = _held_facts(db, first), _held_texts(db, first)
    for n, (_facts, (_serial, text)) in made.items():
        letters.expect(n, text)
    wanted = {n: (_nameless(entry[0]), entry[1]) for n, entry in made.items()}
    held = {n: (facts.get(n), texts.get(n)) for n in facts.keys() | texts.keys()}
    return sum(wanted.get(n) != held.get(n) for n in wanted.keys() | held.keys())


def _nameless(facts: tuple[Any, ...]) -> tuple[Any, ...]:
    """As ``_held_facts`` has them: an empty word is none."""
    return tuple(value or None if place in _WORDS else value for place, value in enumerate(facts))


def _held_facts(db: Database, first: int) -> dict[int, tuple[Any, ...]]:
    words = dict(read_words(db))
    sql = "SELECT block, data FROM call_block WHERE block BETWEEN ? AND ?"
    blocks = db.conn.execute(sql, [first // CALLS, (first + _CHUNK - 1) // CALLS])
    rows = (
        (block * CALLS + place, row)
        for block, data in blocks
        for place, row in enumerate(unpacked(data).tolist())
    )
    return {
        n: tuple(words.get(value) if place in _WORDS else value for place, value in enumerate(row))
        for n, row in rows
        if row[0] and first <= n < first + _CHUNK
    }


def _held_texts(db: Database, first: int) -> dict[int, tuple[str, str]]:
    sql = "SELECT n, serial, text FROM call_text WHERE n BETWEEN ? AND ?"
    rows = db.conn.execute(sql, [first, first + _CHUNK - 1])
    return {n: (serial, text) for n, serial, text in rows}


class _Letters:
    """Which calls have each three letters, summed up: how many they are and their sum."""

    def __init__(self) -> None:
        self.expected: dict[str, tuple[int, int]] = {}

    def expect(self, n: int, text: str) -> None:
        for gram in filter(None, grams_of(text).split(" ")):
            count, total = self.expected.get(gram, (0, 0))
            self.expected[gram] = (count + 1, total + n * n)

    def held(self, db: Database) -> dict[str, tuple[int, int]]:
        sql = "SELECT term, count(*), sum(doc * doc) FROM call_letters GROUP BY term"
        return {term: (count, total) for term, count, total in db.conn.execute(sql)}
