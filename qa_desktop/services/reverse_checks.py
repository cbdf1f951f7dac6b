"""Reverse-check lists 倒查: orders that came back, tied to their calls by order and agent."""

from __future__ import annotations

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.reverse_checks import ReverseRow
from qa_desktop.exchange.tables import ListContent
from qa_desktop.journal.changes import Change, create, set_fields
from qa_desktop.journal.journal import new_id
from qa_desktop.services.agents import AgentBook
from qa_desktop.services.list_report import LoadReport
from qa_desktop.store.agent_lists import find_calls_by_order, find_reverse_checks
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.texts import text


def tie_reverse_check(workspace: Workspace, id: str, call: str) -> Changes:
    """A person says which call the order came from; raises ``reverse.check_gone`` where it has
    one already or is not there."""
    if id not in {each.id for each in find_reverse_checks(workspace.db, only_untied=True)}:
        raise UserFacingError("reverse.check_gone")
    return workspace.write([set_fields("reverse_check", id, {"call": call})])


def load_reverse_checks(workspace: Workspace, content: ListContent[ReverseRow]) -> LoadReport:
    """Add and update reverse checks; one act. The same order, agent, source and kind is the same;
    an id that could be computed from the order number would give it away, so it is looked up."""
    agents = AgentBook(workspace)
    held = {
        (row.order, row.agent, row.source, row.kind): row
        for row in find_reverse_checks(workspace.db)
    }
    calls = find_calls_by_order(workspace.db)
    report = LoadReport(rejected=content.rejected)
    changes: list[Change] = []
    known: set[str] = set()
    for row in content.rows:
        agent = agents.id_of(row.agent)
        near = calls.get((row.order, agent), [])
        call = near[0] if len(near) == 1 else None
        said = {"day": row.day.isoformat() if row.day else None, "note": row.note, "call": call}
        values = {name: value for name, value in said.items() if value}
        before = held.get((row.order, agent, row.source, row.kind))
        if before:
            known.add(before.id)
            changes.append(set_fields("reverse_check", before.id, values))
        else:
            key = {"order_number": row.order, "agent": agent}
            codes = {"source": row.source or None, "kind": row.kind or None}
            changes.append(create("reverse_check", new_id(), {**key, **codes, **values}))
        if call or (before and before.call):
            report.matched += 1
        else:
            several = text("reverse.several_calls", count=len(near))
            why = several if near else text("reverse.no_call")
            report.unmatched.append({"row": row.row, "why": why})
    report.new_agents = len(agents.changes)
    report.changes = workspace.write([*agents.changes, *changes])
    report.updated = len(known & set(report.changes.ids))
    report.unchanged = len(known) - report.updated
    report.added = len(content.rows) - len(known)
    return report
