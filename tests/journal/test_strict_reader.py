"""What the reader refuses, and that both readers refuse the same."""

from __future__ import annotations

import threading

import independent_verifier as independent
import pytest
from factories_journal import make_journal, operations, signed_as_is
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.journal.canonical import MalformedError, canonical, comparable, dumps, loads
from qa_desktop.journal.operation import MAX_RAW_BYTES, parse, verify

GOOD = operations(make_journal())[0].raw
PAYLOAD = GOOD[GOOD.index('"payload":') + 10 : GOOD.index(',"supersedes"')]
DEEP_30 = '{"a":' + "[" * 30 + "]" * 30 + "}"
"""With the operation around it, 32 levels."""


def with_payload(payload: str) -> str:
    return GOOD.replace(PAYLOAD, payload)


def with_member(name: str, value: str) -> str:
    start = GOOD.index(f'"{name}":') + len(name) + 3
    end = GOOD.index(',"', start) if name != "schema" else len(GOOD) - 1
    return GOOD[:start] + value + GOOD[end:]


def refused_by_both(raw: str) -> bool:
    with pytest.raises(MalformedError):
        parse(raw, b"")
    with pytest.raises(independent.RefusedError):
        independent.read_operation(raw.encode("utf-8", "surrogatepass"))
    return True


def read_by_both(raw: str) -> bool:
    parse(raw, b"")
    return bool(independent.read_operation(raw.encode()))


@pytest.mark.parametrize(
    "payload",
    [
        "{}",
        '{"b":1,"a":2}',  # not sorted: accepted, kept and hashed as it is
        '{"name":"e\u0301"}',  # not NFC: accepted
        '{"n":-9223372036854775808,"m":9223372036854775807}',
        '{"s":"\\u0000\\u001f\\n\\"\\\\/\u007f\u2028😀"}',
        DEEP_30,
        '{"":null,"t":true,"f":false}',
    ],
)
def test_accepted(payload: str) -> None:
    assert read_by_both(with_payload(payload))


@pytest.mark.parametrize(
    "payload",
    [
        '{"a":1,"a":2}',
        '{"a":1,"\\u0061":2}',
        '{"n":{"a":1,"a":1}}',
        '{"n":NaN}',
        '{"n":Infinity}',
        '{"n":-Infinity}',
        '{"n":1.0}',
        '{"n":1.5}',
        '{"n":1e5}',
        '{"n":1E5}',
        '{"n":-0}',
        '{"n":01}',
        '{"n":+1}',
        '{"n":9223372036854775808}',
        '{"n":-9223372036854775809}',
        '{"n":' + "9" * 10000 + "}",
        '{"n":１}',
        '{"s":"\ud800"}',
        '{"s":"\\ud800"}',
        '{"\\udfff":1}',
        '{"s":"\\ud83d\\ude00"}',
        '{"s":"\\u00e9"}',
        '{"s":"\\/"}',
        '{"s":"\\u000A"}',
        '{"s":"\\u001F"}',
        '{"s":"\n"}',
        '{"s":"\\x"}',
        "{'a':1}",
        '{"a":1,}',
        '{"a": 1}',
        '{"a":[1 ,2]}',
        '{"a":undefined}',
        "[]",
        "null",
        "{",
        DEEP_30.replace("[]", "[[]]"),
        '{"a":' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"a":"' + "x" * MAX_RAW_BYTES + '"}',
    ],
    ids=lambda payload: ascii(payload[:24]),
)
def test_refused(payload: str) -> None:
    assert refused_by_both(with_payload(payload))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("replica", '"' + "A" * 64 + '"'),
        ("replica", '"' + "a" * 63 + '"'),
        ("replica", '"' + "a" * 64 + '\\n"'),
        ("seq", "0"),
        ("seq", "2"),  # prev is null
        ("seq", "true"),
        ("seq", '"1"'),
        ("prev", '"' + "a" * 64 + '"'),  # seq is 1
        ("hlc", "-1"),
        ("hlc", "9223372036854775808"),
        ("at", "null"),
        ("act", '""'),
        ("act", '"' + "a" * 201 + '"'),
        ("act", '"../x"'),
        ("kind", '"Set"'),
        ("kind", '"' + "a" * 41 + '"'),
        ("entity_type", '"a-b"'),
        ("entity_id", '"王"'),
        ("entity_id", '"a b"'),
        ("supersedes", '["x"]'),
        ("supersedes", "{}"),
        ("schema", "0"),
        ("schema", 'null,"person_sig":null'),
        ("schema", '1,"person_sig":null'),
        ("schema", '1,"person_sig":"' + "A" * 128 + '"'),
        ("schema", '1,"person_sig":"' + "a" * 127 + '"'),
        ("schema", '1,"person_sig":"' + "a" * 128 + '","more":1'),
        ("schema", '1,"more":1'),
    ],
)
def test_members_of_another_shape_are_refused(name: str, value: str) -> None:
    assert refused_by_both(with_member(name, value))


def test_members_missing_or_in_another_order_are_refused() -> None:
    assert refused_by_both(GOOD.replace('"supersedes":[],"schema":1', '"schema":1,"supersedes":[]'))
    assert refused_by_both(GOOD.replace(',"schema":1', ""))
    for raw in ("", "null", "[]", '"x"', "1", "\ufeff" + GOOD, GOOD + "\n", GOOD + GOOD):
        assert refused_by_both(raw)


def test_what_is_read_does_not_depend_on_the_stack() -> None:
    """A parser's own limit shrinks with the calls above it; ours is always the same."""
    raw = with_payload(DEEP_30)

    def deeper(levels: int) -> bool:
        return deeper(levels - 1) if levels else read_by_both(raw)

    found: list[bool] = []
    thread = threading.Thread(target=lambda: found.append(deeper(700)))
    thread.start()
    thread.join()
    assert found == [True]


def test_a_raw_just_below_the_limit_is_read() -> None:
    filler = MAX_RAW_BYTES - len(with_payload('{"a":""}').encode())
    assert read_by_both(with_payload('{"a":"' + "x" * filler + '"}'))
    assert refused_by_both(with_payload('{"a":"' + "x" * (filler + 1) + '"}'))


def test_an_unsorted_text_keeps_its_own_hash() -> None:
    journal = make_journal()
    odd = signed_as_is(journal, kind="create", payload={"team": "e\u0301", "area": "x"})
    assert '{"team":"e\u0301","area":"x"}' in odd.raw
    assert verify(odd)
    journal.add([odd])
    assert next(iter(journal.db["agent"].rows))["team"] == "e\u0301"  # nothing read is normalised


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(json_values)
def test_what_is_written_is_read_the_same_by_both(value: object) -> None:
    try:
        written = dumps(canonical(value))
    except ValueError as error:
        assert "same in NFC" in str(error)
        return
    assert loads(written) == independent.read_json(written.encode()) == canonical(value)
    assert comparable(canonical(value)) == written
    assert canonical(canonical(value)) == canonical(value)


@given(st.text(alphabet='{}[]",:\\ntu0019ae.-+ \n😀', max_size=12))
def test_both_readers_agree_on_any_text(text: str) -> None:
    try:
        ours: object = loads(text)
    except MalformedError:
        ours = MalformedError
    try:
        theirs: object = independent.read_json(text.encode())
    except independent.RefusedError:
        theirs = MalformedError
    assert ours == theirs
