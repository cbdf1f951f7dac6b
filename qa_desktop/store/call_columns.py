"""The index of calls as columns in memory: what a list filters and sorts in a few milliseconds.

One ``Columns`` per connection, brought up to date at each question: blocks with a newer version
are read, and agents and teams when somebody wrote to them. 40 bytes and a word per call.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from qa_desktop.domain.folding import fold
from qa_desktop.domain.pinyin import initials
from qa_desktop.store.call_blocks import (
    CALLS,
    FACTS,
    UNKNOWN_START,
    columns_of_blocks,
    read_blocks,
    read_words,
)
from qa_desktop.store.call_index import read_state
from qa_desktop.store.connection import snapshot
from qa_desktop.store.memberships import Teams, find_memberships

Numbers = NDArray[np.int32]
Mask = NDArray[np.bool_]

_DAY: Final = 86_400
_EPOCH = date(1970, 1, 1)
_ALWAYS: Final = -(1 << 31)
"""Day before every day: when what has always been so began."""


@dataclass(frozen=True)
class Person:
    """An agent as lists find and order them; texts are empty where unknown or erased."""

    id: str
    number: str
    name: str
    nickname: str
    skill_group: str

    @cached_property
    def initials(self) -> str:
        """How the name is typed without an input method, a reading a line: ``wxm`` for 王小明."""
        return "\n".join(map(fold, initials(self.name)))

    @cached_property
    def folded(self) -> str:
        """All that an agent is found by, as it is searched, one a line: none has a line end."""
        return "\n".join(map(fold, (self.number, self.name, self.nickname, self.skill_group)))


class Columns:
    """``facts[field][n]`` for call number ``n``; what follows from them is worked out when asked
    for and kept until something changes."""

    def __init__(self) -> None:
        self.facts: dict[str, NDArray[Any]] = _empty(0)
        self.words: list[str] = [""]
        self.agents: dict[int, Person] = {}
        """By the number of the agent's id in ``words``."""
        self.teams: dict[int, tuple[str, str]] = {0: ("", "")}
        """Number used in ``team_of_calls`` → (id, name)."""
        self.making = ""
        self.version = -1
        self.people = ""
        self._kept: dict[str, Any] = {}

    @property
    def count(self) -> int:
        """One more than the highest call number."""
        return len(self.facts["alive"])

    def keep(self, name: str, make: Callable[[], Any]) -> Any:
        """What ``make`` says, until a call or a person changes."""
        if name not in self._kept:
            self._kept[name] = make()
        return self._kept[name]

    def put(self, name: str, value: Any) -> None:
        """Keep ``value`` until a call or a person changes."""
        self._kept[name] = value

    def mark(self) -> tuple[str, int, str]:
        """Of which moment this is."""
        return self.making, self.version, self.people

    # -- reading

    def update(self, db: Database) -> None:
        """Take in what was written since; cheap where nothing was."""
        state = read_state(db)
        making, people = state.get("making", ""), state.get("people", "")
        version = int(state.get("version", "0"))
        if making != self.making:
            self.facts, self.words, self.version = _empty(0), [""], -1
            self.people = ""
        if (making, version, people) == self.mark():
            return
        self._kept = {}
        if version != self.version:
            self._take_in(read_blocks(db, self.version))
            self.words += [word for _n, word in read_words(db, len(self.words) - 1)]
        if people != self.people or version != self.version:
            self._read_people(db)
        self.making, self.version, self.people = making, version, people

    def _take_in(self, blocks: list[tuple[int, bytes]]) -> None:
        if not blocks:
            return
        last = blocks[-1][0]
        if (last + 1) * CALLS > self.count:
            self.facts = _grown(self.facts, (last + 1) * CALLS)
        numbers = np.array([block for block, _data in blocks])
        facts = columns_of_blocks([data for _block, data in blocks])
        places = (numbers[:, None] * CALLS + np.arange(CALLS)).ravel()
        runs_on = len(blocks) == last - blocks[0][0] + 1
        where: Any = slice(int(places[0]), int(places[-1]) + 1) if runs_on else places
        for name, column in self.facts.items():
            column[where] = facts[name]

    def _read_people(self, db: Database) -> None:
        numbers = {word: number for number, word in enumerate(self.words)}
        rows = db.conn.execute(
            "SELECT a.id, coalesce(n.value, ''), coalesce(m.value, ''), coalesce(k.value, ''), "
            "coalesce(a.skill_group, '') FROM agent a "
            "LEFT JOIN personal n ON n.hash = a.number LEFT JOIN personal m ON m.hash = a.name "
            "LEFT JOIN personal k ON k.hash = a.nickname"
        )
        self.agents = {numbers[row[0]]: Person(*row) for row in rows if row[0] in numbers}
        named = "SELECT t.id, coalesce(p.value, '') FROM team t LEFT JOIN personal p "
        teams = sorted(db.conn.execute(f"{named} ON p.hash = t.name").fetchall())
        self.teams = {0: ("", ""), **{place + 1: row for place, row in enumerate(teams)}}
        self._spells = _Spells(db, self)

    # -- what follows

    def team_of_calls(self) -> NDArray[np.int32]:
        """Number in ``teams`` for each call: the agent's on the day of the call, 0 for none."""
        return self.keep("team", lambda: self._spells.teams_of(self.facts))  # type: ignore[no-any-return]

    def of_agents(self, what: Callable[[Person], bool]) -> Mask:
        """Per word: whether it is an agent of whom ``what`` is true."""
        found = np.zeros(len(self.words), bool)
        found[[number for number, agent in self.agents.items() if what(agent)]] = True
        return found

    def of_words(self, what: Callable[[str], bool]) -> Mask:
        """Per word: whether ``what`` is true of it. Ids of agents are words as well."""
        found = np.array([bool(what(word)) for word in self.words])
        found[0] = False
        found[list(self.agents)] = False
        return found

    def folded_words(self) -> list[str]:
        """Each word as it is searched."""
        return self.keep("folded words", lambda: [fold(word) for word in self.words])  # type: ignore[no-any-return]


def _empty(count: int) -> dict[str, NDArray[Any]]:
    return {name: np.zeros(count, FACTS[name]) for name in FACTS.names or ()}


def _grown(facts: dict[str, NDArray[Any]], count: int) -> dict[str, NDArray[Any]]:
    grown = _empty(count)
    for name, column in facts.items():
        grown[name][: len(column)] = column
    return grown


class _Spells:
    """Who was in which team from which day on, as one sorted array to look calls up in."""

    def __init__(self, db: Database, columns: Columns) -> None:
        numbers = {team: number for number, (team, _name) in columns.teams.items()}
        teams, dated = Teams(db), find_memberships(db)
        self._undated = np.zeros(len(columns.words) + 1, np.int32)
        """Per word: the team of an agent on a day that is not known."""
        self._moves = np.zeros(len(columns.words) + 1, bool)
        """Per word: an agent who has dated memberships."""
        spells: list[tuple[int, int]] = []
        for number, agent in columns.agents.items():
            self._undated[number] = numbers.get(teams.on(agent.id, None) or "", 0)
            held = dated.get(agent.id, [])
            self._moves[number] = bool(held)
            for day in sorted({_ALWAYS, *_turns((m.begins, m.ends) for m in held)}) if held else ():
                team = teams.on(agent.id, _iso(day))
                spells.append((_key(number, day), numbers.get(team or "", 0)))
        spells.sort()
        self._keys = np.array([key for key, _team in spells], np.int64)
        self._teams = np.array([team for _key, team in spells], np.int32)

    def teams_of(self, facts: dict[str, NDArray[Any]]) -> NDArray[np.int32]:
        agents, started = facts["agent"], facts["started"]
        found: NDArray[np.int32] = self._undated[np.minimum(agents, len(self._undated) - 1)]
        if len(self._keys):
            moves = self._moves[np.minimum(agents, len(self._moves) - 1)]
            (places,) = np.nonzero(moves & (started != UNKNOWN_START))
            days = started[places] // _DAY
            keys = (agents[places].astype(np.int64) << 32) + (days - _ALWAYS)
            found[places] = self._teams[np.searchsorted(self._keys, keys, side="right") - 1]
        return found


def _key(number: int, day: int) -> int:
    return (number << 32) + (day - _ALWAYS)


def _turns(spans: Any) -> set[int]:
    """The days on which something begins or has just ended."""
    found = set()
    for begins, ends in spans:
        for text, later in ((begins, 0), (ends, 1)):
            try:
                found.add((date.fromisoformat(text or "") + timedelta(days=later) - _EPOCH).days)
            except (ValueError, OverflowError):
                continue
    return found


def _iso(day: int) -> str:
    """The day as memberships write it; the one before every day is before any text of a date."""
    if day == _ALWAYS:
        return "0001-01-01"
    return (_EPOCH + timedelta(days=day)).isoformat()


_columns: WeakKeyDictionary[Database, Columns] = WeakKeyDictionary()


def columns_of(db: Database) -> Columns:
    """The columns as this connection sees them now.

    Inside a transaction that writes they are read for this question alone: it may yet be rolled
    back.
    """
    is_writing = db.conn.in_transaction and not db.conn.execute("PRAGMA query_only").fetchone()[0]
    columns = Columns() if is_writing else _columns.setdefault(db, Columns())
    with snapshot(db):
        columns.update(db)
    return columns
