"""Which calls a list shows, and in which order: filters, words, sorting, over the index of calls.

``Search`` answers in steps, because the first screen need not wait for the last row: the first
step gives the beginning of the list, later ones the whole of it. Each step is a short question, so
a newer search is never behind an older one; who has no more use for a search just stops asking.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from qa_desktop.domain.folding import fold, terms
from qa_desktop.store.call_blocks import STATUSES, UNKNOWN_SCORE, UNKNOWN_START, seconds_of
from qa_desktop.store.call_columns import Columns, Mask, Numbers, Person, columns_of
from qa_desktop.store.call_texts import having, having_between, is_exact, with_grams
from qa_desktop.store.connection import snapshot
from qa_desktop.store.word_sample import WordSample

SORTED_BY: Final = (
    "started", "agent", "team", "skill_group", "serial", "duration", "business", "disposition",
    "status", "score", "grade", "problems",
)  # fmt: skip

Result = Literal["passed", "failed", "no_score"]

_DAY: Final = 86_400
_FEW: Final = 1_500
"""Calls that are looked at without much thought."""
_LOOK: Final = 4_000
"""Calls looked at between two looks at the clock."""
_FIRST_LOOK: Final = 1_000
"""Until the first answer."""
_SPARSE: Final = 4
"""Of calls whose numbers are further apart each is named in the question."""
_COMPARED: Final = 6
_MANY: Final = 4
"""Below one call in so many it is faster to go from the calls to their places in the order."""
_FIRST: Final = 200
"""Rows with which a first answer is content: some screens full."""


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
    """Hundredths of this person's own score, inclusive."""
    score_to: int | None = None
    results: frozenset[Result] = frozenset()
    problems: frozenset[str] = frozenset()
    """Problem classes: calls with one of them."""

    @property
    def is_empty(self) -> bool:
        return replace(self, text=self.text.strip()) == CallFilter()


@dataclass(frozen=True)
class CallOrder:
    """Calls of which the value is not known stand last in either direction."""

    by: str = "started"
    descending: bool = False


@dataclass(frozen=True)
class Found:
    """``numbers`` of the calls in order; the beginning of them where ``is_complete`` is false."""

    numbers: Numbers
    is_complete: bool
    mark: tuple[str, int, str] = ("", -1, "")
    words: tuple[str, ...] = ()
    """The folded words that were looked for."""


@dataclass
class _Answered:
    """The calls among which the last search of a connection found, or has found so far, all that
    it wanted: typing on narrows them."""

    mark: tuple[str, int, str]
    filter: CallFilter
    words: tuple[str, ...]
    mask: Mask


@dataclass
class Search:
    """One question. ``step`` until the answer is complete; a call that is written in between
    makes it begin again."""

    filter: CallFilter
    order: CallOrder = field(default_factory=CallOrder)
    first: int = _FIRST
    _work: _Work | None = None

    def step(self, db: Database, seconds: float = 0.02) -> Found:
        """Work on for about ``seconds``; on the first step, until there is something to show."""
        columns = columns_of(db)
        with snapshot(db):
            columns.update(db)  # a call may have come in since: texts and facts of one moment
            if self._work is None or self._work.mark != columns.mark():
                self._work = _Work(db, columns, self.filter, self.order, self.first)
            return self._work.step(db, time.perf_counter() + seconds)


def find_numbers(db: Database, filter: CallFilter, order: CallOrder | None = None) -> Numbers:
    """All calls that the filter lets through, in order."""
    search = Search(filter, order or CallOrder(), first=1 << 62)
    while not (found := search.step(db, 60.0)).is_complete:
        pass
    return found.numbers


class _Work:
    """A search as of one moment."""

    def __init__(
        self, db: Database, columns: Columns, filter: CallFilter, order: CallOrder, first: int
    ) -> None:
        self.mark = columns.mark()
        self._columns = columns
        self._filter = filter
        self._order = order
        self._first = first
        self._words = terms(filter.text)
        self._open: list[tuple[str, Mask]] = []
        """Words whose calls are still to be told by their texts, each with those that have it in
        what they share."""
        self._mask = self._begin()
        self._sorted = sorted_numbers(db, columns, order)
        for word in self._words:
            self._narrow(db, word)
        self._remember(self._mask)
        self._wanted = int(np.count_nonzero(self._mask))
        self._scratch: Mask = np.zeros(len(self._mask), bool)
        self._done = 0
        self._shown: list[Numbers] = []
        self._count = 0
        self._found_first = False

    def _begin(self) -> Mask:
        """The calls among which words are looked for: the last answer, where this narrows it."""
        last: _Answered | None = self._columns.keep("answered", lambda: None)
        plain = replace(self._filter, text="")
        if last is not None and last.filter == plain:
            known = all(any(old in new for new in self._words) for old in last.words)
            if known:
                return last.mask.copy()
        return filter_mask(self._columns, plain)

    def _narrow(self, db: Database, word: str) -> None:
        """Look a word up; what only the texts can tell is left for ``step``."""
        shared = shared_mask(self._columns, word)
        left = self._mask & ~shared
        count = int(np.count_nonzero(left))
        if count > _FEW:
            sample = word_sample(db, self._columns, self._order)
            grams, share = sample.rare_grams(word)
            if sample.is_looked_for(word, share, left, count, self._first):
                self._open.append((word, shared))
                return
            left &= self._mask_of(with_grams(db, grams))
            self._mask &= shared | left
            if is_exact(word):
                return
            count = int(np.count_nonzero(left))
        if count > _FEW:
            self._open.append((word, shared))
        else:
            numbers = np.flatnonzero(left).astype(np.int32)
            self._mask &= shared | self._mask_of(having(db, numbers, word))

    def _mask_of(self, numbers: Numbers) -> Mask:
        mask: Mask = np.zeros(len(self._mask), bool)
        mask[numbers[numbers < len(mask)]] = True
        return mask

    def step(self, db: Database, until: float) -> Found:
        if not self._open:
            numbers = _among(self._columns, self._order, self._sorted, self._mask)
            return Found(numbers, True, self.mark, self._words)
        while self._done < len(self._sorted):
            self._look(db, self._next())
            if not self._found_first and self._count >= self._first:
                self._found_first = True
                return self._so_far()
            if time.perf_counter() > until:
                return self._so_far()
        whole = self._so_far()
        self._remember(self._mask_of(whole.numbers))
        return replace(whole, is_complete=True)

    def _next(self) -> Numbers:
        """The next calls of the list that are still wanted."""
        size = _LOOK if self._found_first else _FIRST_LOOK
        span = max(size * len(self._sorted) // max(self._wanted, 1), size)
        chunk = self._sorted[self._done : self._done + span]
        self._done += len(chunk)
        return chunk[self._mask[chunk]]

    def _look(self, db: Database, numbers: Numbers) -> None:
        """Which of these have every open word."""
        for word, shared in self._open:
            certain = shared[numbers]
            rest = numbers[~certain]
            if not len(rest):
                continue
            span = int(rest.max() - rest.min()) + 1
            if span <= _SPARSE * len(rest):  # neighbours: cheaper without naming each
                held = having_between(db, int(rest.min()), int(rest.max()), word)
            else:
                held = having(db, rest, word)
            self._scratch[held] = True
            numbers = numbers[certain | self._scratch[numbers]]
            self._scratch[held] = False
        self._shown.append(numbers)
        self._count += len(numbers)

    def _so_far(self) -> Found:
        numbers = np.concatenate(self._shown) if self._shown else self._sorted[:0]
        self._shown = [numbers]
        return Found(numbers, False, self.mark, self._words)

    def _remember(self, mask: Mask) -> None:
        answered = _Answered(self.mark, replace(self._filter, text=""), self._words, mask)
        self._columns.put("answered", answered)


def shared_mask(columns: Columns, word: str) -> Mask:
    """Calls with a folded word in what they share with others: agent, team, skill group, business,
    disposition."""

    def has(person: Person) -> bool:
        return word in person.folded

    facts = columns.facts
    words = np.array([word in folded for folded in columns.folded_words()], bool)
    words[0] = False
    words[list(columns.agents)] = False
    teams = np.zeros(len(columns.teams), bool)
    for number, (_id, name) in columns.teams.items():
        teams[number] = word in fold(name)
    found = calls_with(facts["agent"], columns.of_agents(has))
    for name in ("business", "disposition"):
        found |= calls_with(facts[name], words)
    if teams.any():
        found |= calls_with(columns.team_of_calls(), teams)
    return found


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


def _among(columns: Columns, order: CallOrder, numbers: Numbers, mask: Mask) -> Numbers:
    """Those of ``numbers``, all calls in ``order``, that the mask lets through."""
    hits = np.flatnonzero(mask)
    if len(hits) == len(numbers):
        return numbers
    if len(hits) > len(numbers) // _MANY:
        return numbers.take(np.flatnonzero(mask.take(numbers)))
    is_hit = np.zeros(len(numbers), bool)
    is_hit[_places(columns, order, numbers).take(hits)] = True
    return numbers.take(np.flatnonzero(is_hit))


def _places(columns: Columns, order: CallOrder, numbers: Numbers) -> Numbers:
    """Where each call number stands in ``numbers``; kept for the order that was last asked for."""
    kept_order, kept = columns.keep("places", lambda: (None, None))
    if kept_order != order:
        kept = np.zeros(columns.count, np.int32)
        kept[numbers] = np.arange(len(numbers), dtype=np.int32)
        columns.put("places", (order, kept))
    return kept  # type: ignore[no-any-return]


def filter_mask(columns: Columns, wanted: CallFilter) -> Mask:
    """The calls that all members but ``text`` let through."""
    facts = columns.facts
    mask: Mask = facts["alive"] != 0
    for part in _parts(columns, facts, wanted):
        mask &= part
    return mask


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
        numbers = [place for place, name in enumerate(STATUSES) if name in wanted.statuses]
        yield np.isin(facts["status"], numbers)
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


# -- sorting


def sorted_numbers(db: Database, columns: Columns, order: CallOrder) -> Numbers:
    """All calls in order; kept until something changes."""
    known, unknown = columns.keep(f"sorted {order.by}", lambda: _sort(db, columns, order.by))
    return np.concatenate([known[::-1] if order.descending else known, unknown])


def _sort(db: Database, columns: Columns, by: str) -> tuple[Numbers, Numbers]:
    """Those of which the value is known, ascending, and the others."""
    numbers: Numbers = np.nonzero(columns.facts["alive"])[0].astype(np.int32)
    if by == "serial":
        return _by_serial(db, numbers)
    key, known = _key(columns, by)
    has = numbers[known[numbers]]
    return has[np.argsort(key[has], kind="stable")], numbers[~known[numbers]]


def _key(columns: Columns, by: str) -> tuple[NDArray[Any], Mask]:
    """(what is compared, whether it is known) per call number."""
    facts = columns.facts
    key: NDArray[Any]
    if by in ("started", "duration", "score", "status"):
        unknown = {"started": UNKNOWN_START, "duration": -1, "score": UNKNOWN_SCORE, "status": -1}
        key = facts[by].astype(np.int64)
        known = key != unknown[by]
        return np.where(known, key, 0), known
    if by == "team":
        ranks = _ranks(columns.teams[number][1] for number in range(len(columns.teams)))
        key = ranks[columns.team_of_calls()]
    elif by in ("agent", "skill_group"):
        texts = [""] * len(columns.words)
        for number, agent in columns.agents.items():
            texts[number] = (agent.number or agent.name) if by == "agent" else agent.skill_group
        key = _ranks(texts)[facts["agent"]]
    else:
        key = _ranks(columns.words)[facts[by]]
    return key, key != 0


def _ranks(texts: Iterable[str]) -> NDArray[np.uint16 | np.int32]:
    """Place of each text among all, 0 for an empty one; small numbers sort faster."""
    listed = list(texts)
    places = {text: place + 1 for place, text in enumerate(sorted(filter(None, set(listed))))}
    ranks = np.array([places.get(text, 0) for text in listed])
    return ranks.astype(np.uint16 if len(places) < 1 << 16 else np.int32)


def _by_serial(db: Database, numbers: Numbers) -> tuple[Numbers, Numbers]:
    """As the index of serial numbers has them."""
    sql = (
        "SELECT json_group_array(n) FROM "
        "(SELECT n FROM call_text WHERE serial <> '' ORDER BY serial, n)"
    )
    known = np.array(json.loads(db.conn.execute(sql).fetchone()[0]), np.int32)
    return known, np.setdiff1d(numbers, known, assume_unique=True)


def word_sample(db: Database, columns: Columns, order: CallOrder) -> WordSample:
    """Of the whole list in this order; kept for the one that was last asked for."""
    kept_order, kept = columns.keep("word sample", lambda: (None, None))
    if kept_order != order:
        kept = WordSample.of(db, sorted_numbers(db, columns, order))
        columns.put("word sample", (order, kept))
    return kept  # type: ignore[no-any-return]


def read_ahead(db: Database, order: CallOrder) -> None:
    """What the first word will need that is typed into a list of this order."""
    columns = columns_of(db)
    with snapshot(db):
        columns.folded_words()
        columns.team_of_calls()
        word_sample(db, columns, order)
        _places(columns, order, sorted_numbers(db, columns, order))


# -- small questions


def count_by_status(db: Database) -> dict[str, int]:
    """How many calls of each status; those that there are none of are left out."""
    columns = columns_of(db)

    def count() -> dict[str, int]:
        facts = columns.facts
        alive, status = facts["alive"] != 0, facts["status"]
        counts = [int(np.count_nonzero(alive & (status == n))) for n in range(len(STATUSES))]
        return {name: count for name, count in zip(STATUSES, counts, strict=True) if count}

    return dict(columns.keep("counts", count))


def next_numbers(db: Database, after: int | None, count: int) -> list[int]:
    """The next calls to inspect (new or begun) behind ``after`` by their start, then from the
    first call on."""
    columns = columns_of(db)
    with snapshot(db):
        ordered = sorted_numbers(db, columns, CallOrder())
    (place,) = np.nonzero(ordered == after) if after is not None else (np.zeros(0, int),)
    start = int(place[0]) + 1 if len(place) else 0
    round_trip = np.concatenate([ordered[start:], ordered[: max(start - 1, 0)]])
    waiting = columns.facts["status"][round_trip] <= STATUSES.index("draft")
    return [int(n) for n in round_trip[waiting][:count]]


@dataclass(frozen=True)
class Choices:
    """What filters can be set to: what there is in the calls."""

    agents: list[Person]
    """By work number; only those who have calls."""
    teams: list[tuple[str, str]]
    """(id, name) by name."""
    businesses: list[str]
    problems: list[str]


def find_choices(db: Database) -> Choices:
    columns = columns_of(db)

    def used(name: str) -> list[str]:
        return [columns.words[n] for n in _used(columns, name, len(columns.words)) if n]

    numbers = _used(columns, "agent", len(columns.words))
    agents = [columns.agents[n] for n in numbers if n in columns.agents]
    return Choices(
        sorted(agents, key=lambda agent: (agent.number, agent.name, agent.id)),
        sorted((team for team in columns.teams.values() if team[0]), key=lambda team: team[1]),
        sorted(used("business")),
        sorted({problem for word in used("problems") for problem in word.split(",")}),
    )


def _used(columns: Columns, name: str, count: int) -> list[int]:
    """Words that a column names."""

    def make() -> list[int]:
        values = columns.facts[name][columns.facts["alive"] != 0]
        return [int(n) for n in np.nonzero(np.bincount(values, minlength=count))[0]]

    return columns.keep(f"used {name}", make)  # type: ignore[no-any-return]
