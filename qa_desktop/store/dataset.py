"""The projection as plain tables for other programs: what ``export dataset`` reads.

A table per synced record type and per list inside of one, made from the declarations, with a few
columns worked out. ``docs/dataset-format.md`` promises every name to others: columns are added,
never renamed, and a test holds it against what is made here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any, Final, Literal

from sqlite_utils import Database

from qa_desktop.journal.record_types import Child, Field, RecordType
from qa_desktop.journal.records import RECORD_TYPES
from qa_desktop.journal.tables import child_table
from qa_desktop.store.memberships import TEAM_ON

ColumnKind = Literal["text", "integer", "number", "day", "moment"]

LEFT_OUT: Final = ("file_name",)
"""Names of files are whatever a recorder wrote, customers' numbers among it."""

_DAY = "date({at} / 1000, 'unixepoch', 'localtime')"
_MOMENT = "CASE WHEN {at} BETWEEN -62135596800000 AND 253402300799999 THEN {at} END"
"""Others may sign any number; one outside of the years 1 to 9999 would make a file unreadable."""
_WRITTEN = "strftime('%Y-%m', t.created_at / 1000, 'unixepoch', 'localtime')"
_SAID = (
    "CASE WHEN t.{day} GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*' "
    "THEN substr(t.{day}, 1, 7) END"
)
_MONTHS: Final = {
    "call": _SAID.format(day="started"),
    "agent_day": _SAID.format(day="day"),
    "reverse_check": _SAID.format(day="day"),
    **dict.fromkeys(("recording", "annotation", "evaluation", "acknowledgement"), _WRITTEN),
    **dict.fromkeys(("coaching", "slip", "fund_entry", "library_entry", "nomination"), _WRITTEN),
}
"""What grows with the work is parted by month; the rest is one file."""


@dataclass(frozen=True)
class DataColumn:
    """``sql`` over ``t``, the record's row, and ``c``, the list's; personal ones give the value."""

    name: str
    kind: ColumnKind
    sql: str
    personal: bool = False
    convert: Callable[[Any], Any] | None = None


@dataclass(frozen=True)
class DataTable:
    name: str
    columns: tuple[DataColumn, ...]
    record: str
    child: bool = False
    month: str | None = None
    """SQL of ``YYYY-MM``, or NULL where it is not known; None for a table that is not parted."""
    number: str = "NULL"
    """SQL of the number of the customer of whom a row speaks."""


@cache
def data_tables() -> tuple[DataTable, ...]:
    """Every table that is made of records, in the order of their declaration."""
    return tuple(
        table
        for record in RECORD_TYPES.values()
        if record.name not in LEFT_OUT
        for table in _tables_of(record)
    )


def _tables_of(record: RecordType) -> Iterator[DataTable]:
    month, number = _MONTHS.get(record.name), _number_of(record)
    columns = (*_fixed(record), *map(_column, record.fields), *_WORKED_OUT.get(record.name, ()))
    yield DataTable(record.name, columns, record.name, month=month, number=number)
    for child in record.children:
        name = child_table(record, child)
        columns = (*_place(record), *_child_columns(child), *_WORKED_OUT.get(name, ()))
        yield DataTable(name, columns, record.name, child=True, month=month, number=number)


def _fixed(record: RecordType) -> Iterator[DataColumn]:
    yield DataColumn("id", "text", "t.id")
    for what in ("created", "changed"):
        yield DataColumn(f"{what}_at", "moment", _MOMENT.format(at=f"t.{what}_at"))
        yield DataColumn(f"{what}_by", "text", f"t.{what}_by")
    if record.fact:
        yield DataColumn("revision", "text", "t.revision")
        yield DataColumn("revisions", "integer", "t.revisions")
        yield DataColumn("withdrawn", "integer", "t.withdrawn")


def _place(record: RecordType) -> Iterator[DataColumn]:
    yield DataColumn(record.name, "text", "t.id")
    yield DataColumn("place", "integer", "c.place")


def _column(field: Field) -> DataColumn:
    if field.personal:
        sql = f'(SELECT value FROM personal WHERE hash = t."{field.name}")'
        return DataColumn(field.name, "text", sql, personal=True)
    kind: ColumnKind = "integer" if field.type == "integer" else "text"
    return DataColumn(field.name, kind, f't."{field.name}"')


def _child_columns(child: Child) -> Iterator[DataColumn]:
    for field in child.fields:
        kind: ColumnKind = "integer" if field.type == "integer" else "text"
        if field.name == "answer":
            yield DataColumn("answer", "text", _ANSWER, convert=_plain)
            yield DataColumn("words", "text", _WORDS, personal=True)
        elif field.personal:
            sql = f'(SELECT value FROM personal WHERE hash = c."{field.name}")'
            yield DataColumn(field.name, "text", sql, personal=True)
        else:
            yield DataColumn(field.name, kind, f'c."{field.name}"')


_IN_WORDS = "json_type(c.answer, '$.personal')"
_ANSWER = f"CASE WHEN {_IN_WORDS} IS NULL THEN c.answer END"
_WORDS = (
    f"CASE WHEN {_IN_WORDS} IS NOT NULL THEN (SELECT value FROM personal "
    "WHERE hash = json_extract(c.answer, '$.personal')) END"
)
"""The answer to an item of free text is personal; it stands as an object that names its hash."""


def _plain(text: str | None) -> str | None:
    """``"yes"`` → ``yes``, ``4`` → ``4``: what was answered, without JSON's quotes."""
    value = None if text is None else json.loads(text)
    return value if value is None or isinstance(value, str) else str(value)


_RATIO = re.compile(r"-?[0-9]{1,40}(/[0-9]{1,40})?\Z")


@lru_cache(10_000)
def _number(text: str | None) -> float | None:
    """``127/2`` → 63.5; what is no exact number is missing."""
    if text is None or not _RATIO.match(text):
        return None
    try:
        return float(Fraction(text))
    except ZeroDivisionError:
        return None


_WORKED_OUT: Final = {
    "call": (DataColumn("day", "day", "date(substr(t.started, 1, 10))"),),
    "evaluation": (
        DataColumn("day", "day", _DAY.format(at="t.created_at")),
        DataColumn("call_started", "text", "(SELECT started FROM call WHERE id = t.call)"),
        DataColumn(
            "team",
            "text",
            "(SELECT {team} FROM agent a WHERE a.id = t.agent)".format(
                team=TEAM_ON.format(
                    agent="a",
                    day="substr((SELECT started FROM call WHERE id = t.call), 1, 10)",
                )
            ),
        ),
        DataColumn("counts", "integer", "t.withdrawn = 0 AND coalesce(t.practice, 0) = 0"),
    ),
    "evaluation_item": (DataColumn("lost_points", "number", "c.lost", convert=_number),),
    "agent_day": (
        DataColumn("refusal_share", "number", "t.refusal_rate", convert=_number),
        DataColumn("utilised_share", "number", "t.utilisation", convert=_number),
    ),
}


def _number_of(record: RecordType) -> str:
    names = {field.name for field in record.fields}
    if record.name == "call":
        return "(SELECT value FROM personal WHERE hash = t.customer_number)"
    if "call" in names:
        return (
            "(SELECT p.value FROM call k JOIN personal p ON p.hash = k.customer_number "
            "WHERE k.id = t.call)"
        )
    return "NULL"


def count_rows(db: Database, table: DataTable) -> int:
    name = table.name if table.child else table.record
    return int(db.conn.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])


def read_rows(db: Database, table: DataTable, *, names: bool) -> Iterator[tuple[Any, ...]]:
    """Month (None where there is none), the number of the customer of whom the row speaks, then a
    value per column. A month's rows stand together, and only numbers are sorted."""
    said = [column.sql if names or not column.personal else "NULL" for column in table.columns]
    columns = ", ".join([table.number if names else "NULL", *said])
    month = table.month or "NULL"
    child = f' JOIN "{table.name}" AS c ON c.parent = t.n' if table.child else ""
    sql = (
        f'WITH o AS MATERIALIZED (SELECT t.n, {month} AS month FROM "{table.record}" AS t '
        f"ORDER BY month, t.n) SELECT o.month, {columns} FROM o "
        f'CROSS JOIN "{table.record}" AS t ON t.n = o.n{child}'
    )
    rows: Iterator[tuple[Any, ...]] = db.conn.execute(sql)
    return rows


def read_replicas(db: Database) -> Iterator[tuple[str, str, int]]:
    """Who wrote: the key that ``created_by`` names, the person, whether the person certified it."""
    rows: Iterator[tuple[str, str, int]] = db.conn.execute(
        "SELECT id, person, certified FROM replica ORDER BY id"
    )
    return rows
