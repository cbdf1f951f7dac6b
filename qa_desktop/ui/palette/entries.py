"""What the palette can find: acts, screens, settings, help, agents and calls."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlite_utils import Database

from qa_desktop.domain.folding import terms
from qa_desktop.domain.masking import mask_in_text
from qa_desktop.store.call_filter import CallFilter
from qa_desktop.store.call_order import CallOrder
from qa_desktop.store.call_search import Search
from qa_desktop.store.calls import CallRow, read_calls
from qa_desktop.store.people import find_agents
from qa_desktop.ui.palette.matching import Forms, rank

GROUPS = ("agent", "call", "screen", "act", "settings", "help", "workspace")
MOST_PER_GROUP = 7


@dataclass(frozen=True)
class Entry:
    """``kind`` is one of ``GROUPS``; ``target`` the id of what it opens or does."""

    kind: str
    target: str
    title: str
    detail: str = ""
    key: str = ""
    """As printed on the keyboard."""
    why_not: str = ""
    """Why it cannot be done now; empty when it can."""
    forms: Forms = field(default_factory=lambda: Forms(""), compare=False)

    @property
    def id(self) -> str:
        return f"{self.kind} {self.target}"


class Catalogue:
    """Answers queries; ``find`` runs on the reader thread, which alone touches the agents."""

    def __init__(self, person: str) -> None:
        self._person = person
        self._agents: list[Entry] | None = None

    def forget_agents(self) -> None:
        """An agent was written; they are read again with the next query."""
        self._agents = None

    def prepare(self, db: Database) -> list[Entry]:
        """The agents, spelled out; ten thousand take a second, so ahead of the first letter."""
        agents = self._agents
        if agents is None:
            agents = self._agents = _read_agents(db)
        return agents

    def find(
        self, db: Database, query: str, fixed: Sequence[Entry], used: Sequence[str]
    ) -> list[Entry]:
        """At most ``MOST_PER_GROUP`` of each group, in the order of ``GROUPS``.

        Within a group the best fit is first, among equals what was used last (``used``: ids,
        newest first). Without a query: what was used, and the screens.
        """
        parts = terms(query)
        if not parts:
            return _without_query(fixed, used)
        agents = self.prepare(db)
        order = {id: place for place, id in enumerate(used)}
        found = [*_best(parts, agents, order, scattered=False), *_calls(db, self._person, query)]
        for kind in GROUPS[2:]:
            found += _best(parts, (each for each in fixed if each.kind == kind), order)
        return found


def _without_query(fixed: Sequence[Entry], used: Sequence[str]) -> list[Entry]:
    known = {entry.id: entry for entry in fixed}
    recent = [known[id] for id in used if id in known][:MOST_PER_GROUP]
    rest = [entry for entry in fixed if entry.kind == "screen" and entry not in recent]
    return [entry for kind in GROUPS for entry in (*recent, *rest) if entry.kind == kind]


def _best(
    parts: tuple[str, ...],
    entries: Iterable[Entry],
    order: dict[str, int],
    *,
    scattered: bool = True,
) -> list[Entry]:
    fitting = [
        (fit, place, entry)
        for place, entry in enumerate(entries)
        if (fit := rank(parts, entry.forms, scattered=scattered)) is not None
    ]
    last = len(order)
    best = heapq.nsmallest(
        MOST_PER_GROUP, fitting, key=lambda f: (f[0], order.get(f[2].id, last), f[1])
    )
    return [entry for *_, entry in best]


def _read_agents(db: Database) -> list[Entry]:
    return [
        Entry(
            "agent",
            agent.id,
            " ".join(part for part in (agent.number, agent.name) if part),
            agent.team_name or "",
            forms=Forms.of(agent.number, agent.name, agent.nickname),
        )
        for agent in find_agents(db)
    ]


def _calls(db: Database, person: str, query: str) -> list[Entry]:
    """By serial number, file or agent, the newest first; what is found at once is enough."""
    search = Search(CallFilter(text=query), CallOrder("started", True), first=MOST_PER_GROUP)
    found = search.step(db)
    return [_call(row) for row in read_calls(db, person, found.numbers[:MOST_PER_GROUP].tolist())]


def _call(row: CallRow) -> Entry:
    agent = " ".join(part for part in (row.agent_number, row.agent_name) if part)
    started = (row.started or "").replace("T", " ")[:16]
    named = mask_in_text(row.serial or row.file_name or "", row.customer_number)
    title = named or agent or started
    detail = "  ".join(part for part in (agent, started) if part and part != title)
    return Entry("call", row.id, title, detail)
