"""The rows that a record shows, worked out from its operations alone: no database is needed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from qa_desktop.journal.fold import FACT, Folded, fold_fact, fold_record
from qa_desktop.journal.operation import Operation
from qa_desktop.journal.record_types import RecordType
from qa_desktop.journal.records import RECORD_TYPES

Rows = tuple[list[Any], tuple[list[tuple[Any, ...]], ...]]
"""The row of a record's table (``columns_of``), and per child table its rows. In front of each
stands the record's number among those that are inserted together: so they go into the database
as they are."""


def fold(record: RecordType, operations: Iterable[Operation]) -> Folded:
    """By the record's declared shape."""
    if record.flow is not None:
        return record.flow.fold(list(operations))
    return fold_fact(operations) if record.fact else fold_record(operations)


def rows_of(operation: Operation, number: int) -> Rows | None:
    """What a record shows of which this is the only operation; None where that is nothing.

    The same as ``rows_shown`` of its fold, but for what one operation alone cannot be.
    """
    record = RECORD_TYPES.get(operation.entity_type)
    if record is None or operation.kind != ("fact" if record.fact else "create"):
        return None
    if record.flow is not None:
        folded = record.flow.fold([operation])
        return rows_shown(record, operation.entity_id, folded, number) if folded.alive else None
    at, replica = operation.at, operation.replica
    row: list[Any] = [number, operation.entity_id, at, replica, at, replica]
    if record.fact:
        row += [operation.id, 1, 0]
    return _with_values(record, row, operation.payload)


def rows_shown(record: RecordType, entity: str, folded: Folded, number: int) -> Rows:
    """Of a record that is alive."""
    origin, latest = folded.origin, folded.latest
    assert origin is not None and latest is not None  # noqa: S101 - alive means both
    row: list[Any] = [number, entity, origin.at, origin.replica, latest.at, latest.replica]
    if record.fact:
        row += [folded.heads[FACT][0].id, folded.revisions, int(folded.withdrawn)]
    return _with_values(record, row, folded.values)


def _with_values(record: RecordType, row: list[Any], values: dict[str, Any]) -> Rows:
    row += [field.column_value(values) for field in record.fields]
    number = row[0]
    return row, tuple(child.rows(number, values.get(child.member)) for child in record.children)
