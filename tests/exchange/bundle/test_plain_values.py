"""Personal values are read quickly as they are read strictly, or not quickly at all."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qa_desktop.exchange.bundle.container import DamagedBundleError
from qa_desktop.exchange.bundle.lines import (
    _read_plain,
    personal_line,
    read_personal,
    read_values,
)
from qa_desktop.journal.personal import MAX_VALUE_BYTES, Salted

SALT = bytes(range(32))
BITS = ['"', "\\", "\\u0041", "\\n", "\x1f", "\x7f", "\u2028", "字", "}", "{", "a", " ", "\n"]


def named(value: str) -> Salted:
    return Salted(hashlib.sha256(SALT + value.encode()).hexdigest(), SALT, value)


def strictly(frame: bytes) -> list[tuple[str, bytes, str]] | None:
    """None where a line is refused."""
    try:
        values = [read_personal(line) for line in frame.split(b"\n")[:-1]]
    except DamagedBundleError:
        return None
    return [(value.hash, value.salt, value.value) for value in values]


def agrees(line: bytes) -> bool:
    """By itself, and between others."""
    good = personal_line(named("王"))
    for frame in (line, line + good, good + line, line + line):
        quick = _read_plain(frame)
        if quick is not None and quick != strictly(frame):
            return False
    return True


def plain(value: str) -> list[tuple[str, bytes, str]]:
    return [(named(value).hash, SALT, value)]


@settings(max_examples=200)
@given(st.one_of(st.text(max_size=12), st.lists(st.sampled_from(BITS)).map("".join)))
@example("")
@example("字" * 400)
def test_of_what_was_written(value: str) -> None:
    line = personal_line(named(value))
    assert agrees(line)
    assert read_values(line + line) == plain(value) * 2
    if value.isprintable() and not set('"\\') & set(value):
        assert _read_plain(line) == plain(value), "the usual case is quick"


@settings(max_examples=200)
@given(st.lists(st.sampled_from(BITS), max_size=6).map("".join))
def test_of_any_text_between_the_quotes(text: str) -> None:
    """Put there as it is, under the name that it would have if it were read as it is."""
    value = named(text)
    line = f'{{"hash":"{value.hash}","salt":"{SALT.hex()}","value":"{text}"}}\n'.encode()
    assert agrees(line)


@pytest.mark.parametrize("end", [b"\n", b" \n", b"\x00\n", b"\n\n"])
@pytest.mark.parametrize("value", [b"\xff", b"\xed\xa0\x80", b"\xc0\x80", b"\xf5\x80\x80\x80"])
def test_what_is_no_text_is_refused(value: bytes, end: bytes) -> None:
    hash = hashlib.sha256(SALT + value).hexdigest()
    line = f'{{"hash":"{hash}","salt":"{SALT.hex()}","value":"'.encode() + value + b'"}' + end
    assert _read_plain(line) is None
    with pytest.raises(DamagedBundleError):
        read_values(line)


def test_what_does_not_hash_to_its_name_is_refused() -> None:
    good = personal_line(named("王"))
    with pytest.raises(DamagedBundleError):
        read_values(good + good.replace("王".encode(), "李".encode()))
    too_long = personal_line(named("a" * (MAX_VALUE_BYTES + 1)))
    for frame in (good + too_long, good + b" " + good, good + b"\n" + good, b"\n"):
        assert _read_plain(frame) is None
        with pytest.raises(DamagedBundleError):
            read_values(frame)
