"""Waiting rows of call lists and calls that no row speaks of find each other.

Runs after either side is imported. What matches is written into the calls: the rows themselves
stay local.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from qa_desktop.domain.call_matching import Open, Spoken, Tolerance, match_calls
from qa_desktop.domain.masking import is_masked
from qa_desktop.journal.changes import Change, set_fields
from qa_desktop.journal.journal import new_id
from qa_desktop.services.agents import AgentBook
from qa_desktop.store.agent_lists import find_reverse_checks
from qa_desktop.store.call_lists import (
    CallSide,
    Content,
    ListedRow,
    WaitingRow,
    count_waiting,
    find_free_calls,
    find_rows,
    find_untied,
    find_waiting,
    free_lost_rows,
    get_moment_span,
    note_act,
    set_state,
    set_why,
    update_contents,
)
from qa_desktop.store.calls import find_customer_numbers
from qa_desktop.store.erasures import erased_fields
from qa_desktop.store.settings import get_setting
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.texts import Text, text

SUBJECT = "call_list"
"""Local rows are a subject of their own for the views."""

_DAY = timedelta(days=1)
"""A serial counts where the two sides are at most this far apart."""


@dataclass
class Found:
    """Rows, as they are still waiting, with the call that each gets; and why others get none."""

    pairs: list[tuple[ListedRow, CallSide]] = field(default_factory=list)
    open: dict[str, Open] = field(default_factory=dict)
    rows: dict[str, WaitingRow] = field(default_factory=dict)
    """All rows that were looked at, by their number as text; ``open`` has the same keys."""


@dataclass(frozen=True)
class Written:
    """The act that matches came to; it has a name also when the journal holds nothing of it."""

    act: str
    changes: Changes
    is_signed: bool
    new_agents: int


def tolerance_of(db: Database) -> Tolerance:
    """How far start and duration may be apart (settings)."""
    return Tolerance(
        int(get_setting(db, "match_tolerance_s")),
        int(get_setting(db, "match_duration_tolerance_s")) * 1000,
    )


def match_waiting(db: Database, first: str | None, last: str | None) -> Found:
    """Of the rows and calls between these moments, a day around them, and of those without."""
    free_lost_rows(db)
    bounds = around(first, last)
    rows = {row.spoken.key: row for row in find_waiting(db, *bounds)}
    if not rows:
        return Found()
    calls = {call.spoken.key: call for call in find_free_calls(db, *bounds)}
    spoken = [row.spoken for row in rows.values()]
    matching = match_calls(spoken, [call.spoken for call in calls.values()], tolerance_of(db))
    full = find_rows(db, [int(key) for key in matching.pairs])
    pairs = [(row, calls[matching.pairs[str(row.n)]]) for row in full]
    apart = find_untied(db)
    pairs = [(row, call) for row, call in pairs if (row.n, call.spoken.key) not in apart]
    return Found(pairs, matching.open, rows)


def spoken_of(row: ListedRow) -> Spoken:
    content = row.content
    start = None
    if content.started:
        moment = datetime.fromisoformat(content.started)
        start = (moment - _EPOCH) // _SECOND
    return Spoken(str(row.n), content.serial, content.agent, start, content.duration_ms)


_EPOCH = datetime(1970, 1, 1)
_SECOND = timedelta(seconds=1)


_NO_CALL = text("import.no_call")


def why_text(found: Found, n: int) -> Text:
    """Why the row ``n`` has no call."""
    reason = found.open.get(str(n))
    if reason is None or reason.why == "none":
        return _NO_CALL
    if reason.why == "several":
        return text("import.several_calls", count=reason.calls)
    numbers = sorted(found.rows[key].row for key in reason.rows)
    return text("import.several_rows", rows="、".join(map(str, numbers)))


def write_matches(workspace: Workspace, found: Found, changed: Sequence[ListedRow] = ()) -> Written:
    """Fill in the calls of the pairs, and of rows that have a call and say something new."""
    agents = AgentBook(workspace)
    calls = [(row.content, call.spoken.key) for row, call in found.pairs]
    calls += [(row.content, row.call) for row in changed if row.call]
    numbers = find_customer_numbers(workspace.db, [call for _, call in calls])
    erased = erased_fields(workspace.db, [call for _, call in calls])
    # The recorder's own clock is to the second; lists are often to the minute
    begun = {call.spoken.key for _, call in found.pairs if call.started}
    changes = []
    for content, call in calls:
        values = call_values(content, agents, numbers.get(call, ""))
        for name in erased.get(call, ()):  # a list does not bring it back
            values.pop(name, None)
        if call in begun:
            values.pop("started", None)
        changes.append(set_fields("call", call, values))
    changes += _tied(workspace.db, calls)
    new_agents = len(agents.changes)
    written = workspace.write([*agents.changes, *changes])
    set_state(workspace.db, [(row.n, call.spoken.key) for row, call in found.pairs], "matched")
    _forget_erased(workspace.db, found, erased)
    news = (
        (int(key), open.why) for key, open in found.open.items() if found.rows[key].why != open.why
    )
    set_why(workspace.db, news)
    return Written(written.act or new_id(), written, written.act is not None, new_agents)


def _forget_erased(db: Database, found: Found, erased: dict[str, set[str]]) -> None:
    """A number that was erased from a call goes from the row that turns out to speak of it, and
    from what taking the match back would bring."""
    for place, (row, call) in enumerate(found.pairs):
        if "customer_number" in erased.get(call.spoken.key, ()):
            content = row.content._replace(number="")
            update_contents(db, [(row.n, content)])
            found.pairs[place] = row._replace(content=content), call


def _tied(db: Database, calls: Sequence[tuple[Content, str]]) -> list[Change]:
    """Reverse checks 倒查 that waited for the call of their order (sales and complaints may both
    have sent it back); several calls are no answer."""
    waiting: dict[tuple[str, str], list[str]] = {}
    for check in find_reverse_checks(db, only_untied=True):
        waiting.setdefault((check.order, check.agent_number), []).append(check.id)
    found: dict[str, set[str]] = {}
    for content, call in calls if waiting else ():
        for id in waiting.get((content.order_number, content.agent), ()):
            found.setdefault(id, set()).add(call)
    return [
        set_fields("reverse_check", id, {"call": only})
        for id, fitting in found.items()
        if len(fitting) == 1
        for only in fitting
    ]


def call_values(content: Content, agents: AgentBook, number: str) -> dict[str, Any]:
    """What a row says of its call, which has the customer number ``number`` now."""
    masked = is_masked(content.number) and number != "" and not is_masked(number)
    values = {
        "serial": content.serial,
        "agent": agents.id_of(content.agent) if content.agent else None,
        "started": content.started,
        "customer_number": None if masked else content.number,
        "disposition": content.disposition,
        "business": content.business,
        "order_number": content.order_number,
    }
    return {name: value for name, value in values.items() if value}


def match_new_calls(workspace: Workspace, calls: Iterable[str]) -> Changes:
    """After recordings came in: rows that waited for them get them; one act, undone as one."""
    ids = list(calls)
    if not ids or not count_waiting(workspace.db):
        return Changes(frozenset())
    with workspace.transaction():
        found = match_waiting(workspace.db, *get_moment_span(workspace.db, ids))
        if not found.pairs:
            return Changes(frozenset())
        written = write_matches(workspace, found)
        replaced = [row for row, _ in found.pairs]
        note_act(workspace.db, written.act, rows=replaced, is_signed=written.is_signed)
    return Changes(written.changes.subjects | {SUBJECT}, written.act, written.changes.ids)


def around(first: str | None, last: str | None) -> tuple[str | None, str | None]:
    """A day before and after two ISO moments; None stays None: any time."""
    if first is None or last is None:
        return None, None
    try:
        begin, end = datetime.fromisoformat(first) - _DAY, datetime.fromisoformat(last) + _DAY
    except (ValueError, OverflowError):  # others may sign anything; a sheet may say the year 1
        return None, None
    return begin.isoformat(timespec="seconds"), end.isoformat(timespec="seconds")
