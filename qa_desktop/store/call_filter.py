"""What a list of calls is narrowed to, as a mask over the index of calls. Words are looked for by
``store.call_search``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from qa_desktop.store.call_blocks import STATUSES, UNKNOWN_SCORE, UNKNOWN_START, seconds_of
from qa_desktop.store.call_columns import Columns, Mask
from qa_desktop.store.call_index import read_state
from qa_desktop.store.evaluations import LOST_POINTS, SHOWN
from qa_desktop.store.library_columns import EntryFilter, entries_of

Result = Literal["passed", "failed", "no_score"]

_DAY: Final = 86_400
_COMPARED: Final = 6
_KEPT: Final = 8
"""Answers of the tables; each takes a byte a call."""


@dataclass(frozen=True)
class CallFilter:
    """What a list is narrowed to; members that are empty or None let everything through."""

    text: str = ""
    since: str | None = None
    """ISO day of the first call."""
    until: str | None = None
    """ISO day of the last call, inclusive."""
    agents: frozenset[str] = frozenset()
    """Ids; the empty id is "no agent"."""
    teams: frozenset[str] = frozenset()
    """Ids of the teams in which the agents were on the day of the call; "" is "no team"."""
    duration_from: int | None = None
    """Milliseconds, inclusive; a call of unknown length is in no range."""
    duration_to: int | None = None
    businesses: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    score_from: int | None = None
    """Hundredths of the score that is shown, inclusive."""
    score_to: int | None = None
    results: frozenset[Result] = frozenset()
    problems: frozenset[str] = frozenset()
    """Problem classes: calls with one of them."""
    faults: frozenset[str] = frozenset()
    """Codes, in the evaluation that is shown, as are items and scorers."""
    items: frozenset[str] = frozenset()
    """Scorecard items that lost points."""
    competencies: frozenset[str] = frozenset()
    """Of annotations."""
    scorers: frozenset[str] = frozenset()
    """Ids of persons."""
    entries: EntryFilter | None = None
    """Calls with such an entry in the library; None: whether they have one or not."""

    @property
    def is_empty(self) -> bool:
        return replace(self, text=self.text.strip()) == CallFilter()


def filter_mask(db: Database, columns: Columns, wanted: CallFilter) -> Mask:
    """The calls that all members but ``text`` let through."""
    facts = columns.facts
    mask: Mask = facts["alive"] != 0
    for part in _parts(columns, facts, wanted):
        mask &= part
    for name, sql in _ASKED.items():
        if codes := getattr(wanted, name):
            mask &= _asked(db, columns, name, sql, codes)
    if wanted.entries is not None:
        mask &= entries_of(db).calls(wanted.entries, columns.count)
    return mask


_OF_SHOWN: Final = f"JOIN call c ON c.id = e.call WHERE e.n = ({SHOWN}) AND "
_ASKED: Final = {
    "faults": "SELECT DISTINCT c.n FROM evaluation_problem p JOIN evaluation e ON e.n = p.parent "
    f"{_OF_SHOWN} p.fault IN (SELECT value FROM json_each(:codes))",
    "items": "SELECT DISTINCT c.n FROM evaluation_item i JOIN evaluation e ON e.n = i.parent "
    f"{_OF_SHOWN} {LOST_POINTS} AND i.item IN (SELECT value FROM json_each(:codes))",
    "competencies": "SELECT DISTINCT c.n FROM annotation a JOIN call c ON c.id = a.call "
    "WHERE a.competency IN (SELECT value FROM json_each(:codes))",
    "scorers": f"SELECT c.n FROM evaluation e {_OF_SHOWN} "
    "e.scorer IN (SELECT value FROM json_each(:codes))",
}
"""What is not among the facts of the index is asked of the tables, once per answer."""


def _asked(db: Database, columns: Columns, name: str, sql: str, codes: frozenset[str]) -> Mask:
    def ask() -> Mask:
        found: Mask = np.zeros(columns.count, bool)
        bound = {"codes": json.dumps(sorted(codes)), "person": read_state(db).get("person", "")}
        numbers = np.array([n for (n,) in db.conn.execute(sql, bound)], np.int64)
        found[numbers[numbers < columns.count]] = True
        return found

    kept = columns.keep("asked", dict)
    if (name, codes) not in kept:
        if len(kept) > _KEPT:
            kept.clear()
        kept[name, codes] = ask()
    return kept[name, codes]  # type: ignore[no-any-return]


def _parts(columns: Columns, facts: dict[str, NDArray[Any]], wanted: CallFilter) -> Iterable[Mask]:
    started, duration, score = facts["started"], facts["duration"], facts["score"]
    if wanted.since is not None:
        yield started >= seconds_of(wanted.since)
    if wanted.until is not None:
        yield (started != UNKNOWN_START) & (started < seconds_of(wanted.until) + _DAY)
    if wanted.agents:
        agents = columns.of_agents(lambda agent: agent.id in wanted.agents)
        agents[0] = "" in wanted.agents
        yield calls_with(facts["agent"], agents)
    if wanted.teams:
        teams = np.zeros(len(columns.teams), bool)
        teams[[number for number, team in columns.teams.items() if team[0] in wanted.teams]] = True
        yield calls_with(columns.team_of_calls(), teams)
    if wanted.duration_from is not None:
        yield duration >= max(wanted.duration_from, 0)
    if wanted.duration_to is not None:
        yield (duration >= 0) & (duration <= wanted.duration_to)
    if wanted.businesses:
        businesses = columns.of_words(lambda word: word in wanted.businesses)
        businesses[0] = "" in wanted.businesses
        yield calls_with(facts["business"], businesses)
    if wanted.statuses:
        yield calls_with(facts["status"], np.array([name in wanted.statuses for name in STATUSES]))
    if wanted.score_from is not None:
        yield (score != UNKNOWN_SCORE) & (score >= wanted.score_from)
    if wanted.score_to is not None:
        yield (score != UNKNOWN_SCORE) & (score <= wanted.score_to)
    if wanted.results:
        yield _result_mask(facts, wanted.results)
    if wanted.problems:
        has = columns.of_words(lambda word: bool(wanted.problems & set(word.split(","))))
        yield calls_with(facts["problems"], has)


def _result_mask(facts: dict[str, NDArray[Any]], results: frozenset[Result]) -> Mask:
    mask: Mask = np.zeros(len(facts["alive"]), bool)
    if "passed" in results:
        mask |= facts["passed"] == 1
    if "failed" in results:
        mask |= facts["passed"] == 0
    if "no_score" in results:
        # An evaluation that came to no score: nothing applied, or it was not to be scored
        mask |= (facts["no_score"] == 1) & (facts["score"] == UNKNOWN_SCORE)
    return mask


def calls_with(column: NDArray[Any], wanted: Mask) -> Mask:
    """The calls whose number in ``column`` is one of the ``wanted``. Looking each call up takes
    ten times as long as comparing all with one number, so a few are compared."""
    numbers = np.flatnonzero(wanted)
    if len(numbers) > _COMPARED:
        return np.take(wanted, column)
    found: Mask = np.zeros(len(column), bool)
    for number in numbers:
        found |= column == number
    return found
