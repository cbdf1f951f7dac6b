"""The quick way to read the journal's text says what the strict way says, or nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_desktop.journal.canonical import MalformedError, _decode, _quickly, dumps

NUMBERS = st.one_of(
    st.integers(-(1 << 70), 1 << 70),
    st.integers(-(1 << 63) - 2, -(1 << 63) + 2),
    st.integers((1 << 63) - 2, (1 << 63) + 2),
    st.floats(allow_nan=False, allow_infinity=False),
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)
BITS = ['"', "\\", "\\u", "d800", "\\u0041", "e5", "1.5", "-0", " ", "{", "}", "[", "]", ",", ":"]


def strictly(text: str) -> Any:
    try:
        return "read", _decode(text)
    except (MalformedError, ValueError, RecursionError):
        return "refused", None


def agrees(text: str) -> bool:
    """Whether what was read quickly is read strictly too, to the type."""
    quick = _quickly(text.encode())
    return quick is None or repr(("read", quick)) == repr(strictly(text))


@settings(max_examples=300)
@given(VALUES)
def test_of_what_was_written(value: Any) -> None:
    text = dumps(value)
    assert agrees(text)
    if strictly(text)[0] == "read":
        assert repr(_quickly(text.encode())) == repr(value), "the usual case is quick"


@settings(max_examples=400)
@given(VALUES, st.data())
def test_of_what_was_tampered_with(value: Any, data: st.DataObject) -> None:
    text = dumps(value)
    at = data.draw(st.integers(0, len(text)))
    to = data.draw(st.integers(at, min(at + 3, len(text))))
    assert agrees(text[:at] + data.draw(st.sampled_from(["", *BITS])) + text[to:])


@pytest.mark.parametrize(
    "text",
    [
        '{"a":1,"a":1}',
        "-0",
        "1.0",
        "1e3",
        "9223372036854775808",
        '"\\u0041"',
        '"\\ud800"',
        "[1, 2]",
    ],
)
def test_what_two_readers_could_understand_differently(text: str) -> None:
    assert strictly(text)[0] == "refused" and _quickly(text.encode()) is None


@pytest.mark.parametrize(("depth", "fits"), [(32, True), (33, False)])
def test_the_nest_is_as_deep_as_it_may_be(depth: int, fits: bool) -> None:
    for text in ("[" * depth + "]" * depth, '{"a":' * (depth - 1) + "[]" + "}" * (depth - 1)):
        assert (_quickly(text.encode()) is not None) == fits == (strictly(text)[0] == "read")


def test_every_character_is_written_alike() -> None:
    """orjson's compact form is ours, character by character; else reading would only be slow."""
    import orjson

    every = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    differ = [sign for sign in every if orjson.dumps(sign) != dumps(sign).encode()]
    assert differ == []
