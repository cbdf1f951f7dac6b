"""What a person does to many calls at once: each is one act, which Undo takes back as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlite_utils import Database

from qa_desktop.domain.durations import format_duration
from qa_desktop.domain.evaluation import INVALID_REASONS
from qa_desktop.domain.masking import mask_in_text, mask_number
from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.sheet_writing import Cell, Sheet, write_workbook
from qa_desktop.journal.changes import delete, set_fields
from qa_desktop.store.calls import CallRow, read_calls
from qa_desktop.store.evaluations import find_evaluated
from qa_desktop.store.workspace import Changes, Workspace

MOST_CALLS: Final = 5_000
"""In one act: every one is signed, and the window should not wait for minutes."""


@dataclass(frozen=True)
class Deleted:
    changes: Changes
    kept: int
    """Calls that stay because somebody has inspected them."""


def set_calls_aside(workspace: Workspace, calls: Sequence[str], reason: str | None) -> Changes:
    """Mark them as invalid 无效录音 with a reason, or take the marks back with None."""
    if reason is not None and reason not in INVALID_REASONS:
        raise UserFacingError("evaluation.bad_method")
    return _set(workspace, calls, {"invalid_reason": reason})


def set_agent(workspace: Workspace, calls: Sequence[str], agent: str | None) -> Changes:
    """They are calls of this agent; None where nobody knows."""
    return _set(workspace, calls, {"agent": agent})


def set_business(workspace: Workspace, calls: Sequence[str], business: str) -> Changes:
    return _set(workspace, calls, {"business": business.strip() or None})


def _set(workspace: Workspace, calls: Sequence[str], values: dict[str, Any]) -> Changes:
    _refuse_too_many(calls)
    return workspace.write([set_fields("call", call, values) for call in calls])


def delete_calls(workspace: Workspace, calls: Sequence[str]) -> Deleted:
    """Take calls out of every list. Recordings stay, and Undo brings the calls back.

    A call that anybody has inspected stays: its score would speak about nothing.
    """
    _refuse_too_many(calls)
    held = find_evaluated(workspace.db, calls)
    free = [call for call in calls if call not in held]
    if not free:
        raise UserFacingError("call.all_inspected")
    changes = workspace.write([delete("call", call) for call in free])
    return Deleted(changes, len(calls) - len(free))


def _refuse_too_many(calls: Sequence[str]) -> None:
    if len(calls) > MOST_CALLS:
        raise UserFacingError("call.too_many", count=len(calls), most=MOST_CALLS)


# -- taking the list elsewhere

Words = Callable[[CallRow], Sequence[Cell]]
"""The cells of a call as the list shows them."""


def export_calls(
    db: Database, person: str, numbers: Sequence[int], file: Path, *,
    name: str, headings: Sequence[str], cells: Words,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> int:  # fmt: skip
    """Write calls to an xlsx file, in their order; how many. Numbers of customers are masked by
    ``cells``; no cell is ever a formula (``exchange.sheet_writing``)."""

    def rows() -> Iterator[Sequence[Cell]]:
        for done, call in enumerate(read_calls(db, person, numbers)):
            if done % 500 == 0:
                progress(done, len(numbers))
            yield cells(call)

    return write_workbook(file, [Sheet(name, headings, rows())], cancelled)


def masked_customer(call: CallRow) -> str:
    return mask_number(call.customer_number) if call.customer_number else ""


def masked_name(call: CallRow) -> str:
    """The file's name with the customer's number masked."""
    return mask_in_text(call.file_name or "", call.customer_number)


def duration_words(call: CallRow) -> str:
    return format_duration(call.duration_ms) if call.duration_ms is not None else ""
