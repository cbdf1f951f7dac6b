"""Importing a list of any kind from a spreadsheet: reading anywhere, loading on the writer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from qa_desktop.exchange.list_kinds import KINDS
from qa_desktop.exchange.tables import KindId, ListContent, Plan, read_list
from qa_desktop.services.agent_days import load_statistics
from qa_desktop.services.call_lists import load_call_list
from qa_desktop.services.list_report import LoadReport, rehearse
from qa_desktop.services.reverse_checks import load_reverse_checks
from qa_desktop.services.roster_loading import load_roster
from qa_desktop.store.sheet_layouts import remember_layout, remembered_layouts
from qa_desktop.store.workspace import Workspace


def read_content(
    db: Database,
    path: Path,
    kind: KindId,
    *,
    plan: Plan | None = None,
    tell: Callable[[float], None] = lambda _done: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ListContent[Any]:
    """The rows of a file as records; without a ``plan``, as a person last read such a layout."""
    remembered = {} if plan else remembered_layouts(db, kind)
    return read_list(
        path,
        KINDS[kind],
        others=KINDS.values(),
        plan=plan,
        remembered=remembered,
        tell=tell,
        cancelled=cancelled,
    )


def load_content(
    workspace: Workspace,
    path: Path,
    kind: KindId,
    content: ListContent[Any],
    *,
    begins: str | None = None,
    dry_run: bool = False,
) -> LoadReport:
    """Write what was read, as one act that can be undone; a dry run is rolled back.

    ``begins``: the ISO day from which a roster's agents belong to another team (today).
    """

    def load() -> LoadReport:
        if kind == "roster":
            return load_roster(workspace, content, begins=begins)
        if kind == "calls":
            return load_call_list(workspace, path.name, content)
        if kind == "stats":
            return load_statistics(workspace, content)
        return load_reverse_checks(workspace, content)

    return rehearse(workspace, load) if dry_run else load()


def load_file(
    workspace: Workspace,
    path: Path,
    kind: KindId,
    *,
    begins: str | None = None,
    dry_run: bool = False,
) -> LoadReport:
    """Read and load in one go, for callers without a window."""
    content = read_content(workspace.db, path, kind)
    return load_content(workspace, path, kind, content, begins=begins, dry_run=dry_run)


def keep_layout(workspace: Workspace, kind: KindId, plan: Plan) -> None:
    """The next file with these headings is read the same way, without asking."""
    columns = plan.headings.columns
    remember_layout(workspace.db, kind, plan.layout, columns, workspace.journal.clock.now())
