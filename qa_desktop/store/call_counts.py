"""Small questions to the index of calls: how many of each status, which are next, what filters can
be set to."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field

import numpy as np
from sqlite_utils import Database

from qa_desktop.domain.scoring.model import Name
from qa_desktop.errors import UserFacingError
from qa_desktop.store.call_blocks import STATUSES
from qa_desktop.store.call_columns import Columns, Person, columns_of
from qa_desktop.store.call_order import CallOrder, sorted_numbers
from qa_desktop.store.connection import snapshot
from qa_desktop.store.fault_catalogue import fault_names
from qa_desktop.store.scorecards import get_version


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
    faults: list[tuple[str, Name]] = field(default_factory=list)
    """(code, name) of those that were ever marked, as they stand in the catalogue."""
    items: list[tuple[str, Name]] = field(default_factory=list)
    """(id, name) of scorecard items, of the cards that were scored with."""
    scorers: list[tuple[str, str]] = field(default_factory=list)
    """(id of the person, name) by name."""


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
        *columns.keep("scored with", lambda: _scored_with(db)),
    )


def _scored_with(
    db: Database,
) -> tuple[list[tuple[str, Name]], list[tuple[str, Name]], list[tuple[str, str]]]:
    """Faults, items and scorers of the evaluations that stand."""
    marked = {code for (code,) in db.conn.execute("SELECT DISTINCT fault FROM evaluation_problem")}
    faults = [(code, name) for code, name in fault_names(db).items() if code in marked]
    rows = db.conn.execute("SELECT DISTINCT scorecard FROM evaluation WHERE withdrawn = 0")
    items: dict[str, Name] = {}
    for (card,) in rows:
        with suppress(UserFacingError):  # its publication has not arrived
            items |= {id: item.name for id, item in get_version(card or "", db).items.items()}
    named = (
        "SELECT p.id, coalesce(n.value, k.value, '') FROM person p "
        "LEFT JOIN personal n ON n.hash = p.name LEFT JOIN personal k ON k.hash = p.number "
        "WHERE p.id IN (SELECT scorer FROM evaluation) ORDER BY 2, 1"
    )
    return faults, list(items.items()), [(id, name) for id, name in db.conn.execute(named)]


def _used(columns: Columns, name: str, count: int) -> list[int]:
    """Words that a column names."""

    def make() -> list[int]:
        values = columns.facts[name][columns.facts["alive"] != 0]
        return [int(n) for n in np.nonzero(np.bincount(values, minlength=count))[0]]

    return columns.keep(f"used {name}", make)  # type: ignore[no-any-return]
