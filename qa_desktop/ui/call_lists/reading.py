"""What the Call lists screen reads, on the reader thread."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from qa_desktop.store.agent_lists import ReverseCheck, find_reverse_checks
from qa_desktop.store.call_lists import (
    CallSide,
    LazyRows,
    ListHead,
    RowState,
    count_waiting,
    find_lists,
    find_unmatched_files,
    search_rows,
)
from qa_desktop.store.people import find_agents


@dataclass(frozen=True)
class FoundLists:
    """Everything that the screen shows, read at one moment."""

    rows: LazyRows
    files: list[CallSide]
    reverse: list[ReverseCheck]
    heads: list[ListHead]
    names: dict[str, str]
    """Of agents, by work number."""
    waiting: int
    """Rows in all lists that are to be settled."""


def read_lists(db: Database, list_n: int | None, state: RowState, text: str) -> FoundLists:
    """The rows of one list (None: of all) in one state that hold the text."""
    agents = find_agents(db)
    names = {str(agent.number): agent.name or "" for agent in agents if agent.number}
    fitting = [number for number, name in names.items() if text and text in name]
    return FoundLists(
        rows=search_rows(db, list_n=list_n, states=[state], text=text, agents=fitting),
        files=find_unmatched_files(db),
        reverse=find_reverse_checks(db, only_untied=True),
        heads=find_lists(db),
        names=names,
        waiting=count_waiting(db),
    )
