"""What an imported list came to, and a rehearsal that leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from qa_desktop.exchange.tables import Rejected
from qa_desktop.store.workspace import Changes, Workspace


@dataclass
class LoadReport:
    """Counts of the rows: new, changed, as they were. ``unmatched`` are rows for which no one
    recording was found, with the reason; ``rejected`` those that could not be understood."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    matched: int = 0
    new_agents: int = 0
    """Agents that were not known and were made."""
    unmatched: list[Rejected] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    changes: Changes = field(default_factory=lambda: Changes(frozenset()))


class _RehearsedError(Exception):
    """Ends a transaction that was only tried."""


def rehearse(workspace: Workspace, load: Callable[[], LoadReport]) -> LoadReport:
    """What ``load`` would report: it is carried out whole and rolled back, so the counts of a dry
    run are those of the real one."""
    report = LoadReport()
    try:
        with workspace.transaction():
            report = load()
            raise _RehearsedError
    except _RehearsedError:
        return replace(report, changes=Changes(frozenset()))
