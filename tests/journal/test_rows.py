"""A record of one operation shows what its fold shows, and a line what its columns show."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qa_desktop.journal.operation import Operation
from qa_desktop.journal.record_types import Child, Field, RecordType
from qa_desktop.journal.records import RECORD_TYPES
from qa_desktop.journal.rows import fold, rows_of, rows_shown

ANYTHING: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-3, 3),
        st.sampled_from(["", "字", '"\\', "3/2", "2026-11-20", "2026-11-20T09:35:00"]),
        st.just({"personal": "ab" * 32}),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["item", "answer", "lost", "x"]), inner, max_size=3),
    ),
    max_leaves=5,
)
KINDS = st.sampled_from(["fact", "create", "set", "delete", "withdraw", "odd"])


@cache
def members(record: RecordType) -> st.SearchStrategy[dict[str, Any]]:
    fields = [field.name for field in record.fields]
    lists = [child.member for child in record.children]
    lines = st.lists(
        st.dictionaries(
            st.sampled_from([f.name for c in record.children for f in c.fields] or ["x"]), ANYTHING
        ),
        max_size=3,
    )
    plain = st.dictionaries(st.sampled_from([*fields, "result", ":life"]), ANYTHING)
    listed = st.dictionaries(st.sampled_from(lists or ["x"]), st.one_of(lines, ANYTHING))
    return st.builds(lambda one, other: {**one, **other}, plain, listed)


def operation(record: RecordType, kind: str, payload: dict[str, Any]) -> Operation:
    return Operation(
        id="1" * 64,
        raw="",
        sig=b"",
        replica="2" * 64,
        seq=7,
        prev=None,
        hlc=5,
        at=3,
        act="a",
        kind=kind,
        entity_type=record.name,
        entity_id="e",
        payload=payload,
        supersedes=(),
        schema=1,
        person_sig=None,
    )


FACTS = sorted(name for name, record in RECORD_TYPES.items() if record.fact)
RECORDS = ("agent", "call", "recording")


@pytest.mark.parametrize("name", [*FACTS, *RECORDS])
@settings(max_examples=15)
@given(kind=KINDS, data=st.data())
def test_one_operation_shows_what_its_fold_shows(name: str, kind: str, data: Any) -> None:
    record = RECORD_TYPES[name]
    alone = operation(record, kind, data.draw(members(record)))
    folded = fold(record, [alone])
    shown = rows_shown(record, "e", folded, 4) if folded.alive else None
    assert rows_of(alone, 4) == shown


CHILD = Child(
    "line",
    "lines",
    (
        Field("item"),
        Field("lost", "json"),
        Field("x", "integer"),
        Field("answer", personal=True),
        Field("day", "day"),
        Field("read", "text", read=lambda line: line.get("item") or "-"),
    ),
)
LINES = st.lists(
    st.dictionaries(st.sampled_from([field.name for field in CHILD.fields]), ANYTHING), max_size=4
)


@settings(max_examples=100)
@example([{field.name: "字" for field in CHILD.fields}])
@given(st.one_of(LINES, ANYTHING))
def test_a_line_shows_what_each_of_its_columns_shows(lines: Any) -> None:
    held = [line for line in lines if isinstance(line, dict)] if isinstance(lines, list) else []
    expected = [
        (7, place, *(field.column_value(line) for field in CHILD.fields))
        for place, line in enumerate(held)
    ]
    assert repr(CHILD.rows(7, lines)) == repr(expected)
