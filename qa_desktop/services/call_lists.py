"""Importing a call list 拨打明细表: local rows, told apart by what they say (decision 0005)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qa_desktop.domain.masking import is_masked, mask_number
from qa_desktop.exchange.call_list import CallRow as SheetRow
from qa_desktop.exchange.tables import ListContent
from qa_desktop.services.call_matching import SUBJECT, Found, match_waiting, why_text, write_matches
from qa_desktop.services.list_report import LoadReport
from qa_desktop.store.call_lists import (
    Content,
    ListedRow,
    add_list,
    find_held_rows,
    find_outcomes,
    insert_rows,
    note_act,
    update_contents,
)
from qa_desktop.store.workspace import Changes, Workspace


def load_call_list(workspace: Workspace, file: str, content: ListContent[SheetRow]) -> LoadReport:
    """Keep the rows, match those that wait, fill in what they say of their calls; one act.

    A row that is known is updated, never doubled, and a masked number never replaces a full one.
    ``matched`` and ``unmatched`` speak of all rows of this sheet, also of those known before.
    """
    rows = [(row.row, _identity(row), _content(row)) for row in content.rows]
    held = find_held_rows(workspace.db, [identity for _, identity, _ in rows])
    added = [row for row in _unique(rows) if row[1] not in held]
    updated = [
        (before, merged)
        for _, identity, said in _unique(rows)
        if (before := held.get(identity)) and (merged := _merged(before.content, said))
    ]
    report = LoadReport(added=len(added), updated=len(updated), rejected=content.rejected)
    report.unchanged = len(rows) - len(added) - len(updated)
    counts = {"rows": len(rows), "added": len(added), "updated": len(updated)}
    with workspace.transaction():
        number = add_list(
            workspace.db,
            file,
            content.plan.sheet_name,
            workspace.journal.clock.now(),
            {**counts, "rejected": len(content.rejected)},
        )
        insert_rows(workspace.db, number, added)
        update_contents(workspace.db, ((before.n, merged) for before, merged in updated))
        found = match_waiting(workspace.db, *_span(rows))
        changed = [before._replace(content=merged) for before, merged in updated if before.call]
        written = write_matches(workspace, found, changed)
        replaced = {row.n: row for row, _ in found.pairs if row.list != number}
        replaced |= {row.n: row for row, _ in updated}
        note_act(
            workspace.db,
            written.act,
            list_n=number,
            rows=replaced.values(),
            is_signed=written.is_signed,
        )
        _count_matched(workspace, report, rows, held, number, found)
    report.new_agents = written.new_agents
    subjects = written.changes.subjects | {SUBJECT}
    report.changes = Changes(subjects, written.act, written.changes.ids)
    return report


def _count_matched(
    workspace: Workspace,
    report: LoadReport,
    rows: Sequence[tuple[int, str, Content]],
    held: dict[str, ListedRow],
    number: int,
    found: Found,
) -> None:
    """What each row of this sheet came to; those of earlier lists are looked up again."""
    outcome = find_outcomes(workspace.db, number)
    for row in find_held_rows(workspace.db, list(held)).values():
        outcome[row.identity] = row.n, row.state, row.call
    for at, identity, _ in rows:
        n, state, call = outcome[identity]
        if call is not None:
            report.matched += 1
        elif state == "waiting":
            report.unmatched.append({"row": at, "why": why_text(found, n)})


def _unique(rows: Iterable[tuple[int, str, Content]]) -> list[tuple[int, str, Content]]:
    """A list without serials may hold the same call twice; the first row stands for it."""
    first: dict[str, tuple[int, str, Content]] = {}
    for row in rows:
        first.setdefault(row[1], row)
    return list(first.values())


def _identity(row: SheetRow) -> str:
    """The serial, else agent, start and masked number: the same call, masked or not, is one."""
    if row.serial:
        return f"serial {row.serial}"
    number = mask_number(row.number) if row.number else ""
    return f"call {row.agent} {row.started} {number}"


def _content(row: SheetRow) -> Content:
    started = row.started.isoformat(timespec="seconds") if row.started else None
    return Content(
        row.serial,
        row.agent,
        started,
        row.duration_ms,
        row.number,
        row.disposition,
        row.business,
        row.order,
        row.dial_count,
    )


def _merged(held: Content, said: Content) -> Content | None:
    """What is known after this sheet, or None when it says nothing new. A blank cell is silent."""
    merged = held._replace(**{name: new for name, new in said._asdict().items() if new})
    if is_masked(said.number) and held.number and not is_masked(held.number):
        merged = merged._replace(number=held.number)
    return merged if merged != held else None


def _span(rows: Sequence[tuple[int, str, Content]]) -> tuple[str | None, str | None]:
    """When the first and the last began; None where one does not say: it may be any time."""
    starts = [content.started for _, _, content in rows]
    said = [start for start in starts if start is not None]
    return (min(said), max(said)) if said and len(said) == len(starts) else (None, None)
