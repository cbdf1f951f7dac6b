"""A record of one operation shows what its fold shows."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from qa_desktop.journal.operation import Operation
from qa_desktop.journal.record_types import RecordType
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
KINDS = st.sampled_from(["create", "fact", "set", "delete", "restore", "withdraw", "odd"])


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


@settings(max_examples=80)
@given(st.sampled_from(sorted(RECORD_TYPES)), KINDS, st.data())
def test_one_operation_shows_what_its_fold_shows(name: str, kind: str, data: Any) -> None:
    record = RECORD_TYPES[name]
    alone = operation(record, kind, data.draw(members(record)))
    folded = fold(record, [alone])
    shown = rows_shown(record, "e", folded, 4) if folded.alive else None
    assert rows_of(alone, 4) == shown
    if shown is not None:
        for child, lines in zip(record.children, shown[1], strict=True):
            said = alone.payload.get(child.member)
            held = [line for line in said if isinstance(line, dict)] if type(said) is list else []
            for line, row in zip(held, lines, strict=True):
                plain = [field.column_value(line) for field in child.fields]
                assert list(row[2:]) == plain
                assert list(map(type, row[2:])) == list(map(type, plain))
