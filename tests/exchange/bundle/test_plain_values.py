"""Personal values are read quickly as they are read strictly, or not quickly at all."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qa_desktop.exchange.bundle.container import DamagedBundleError
from qa_desktop.exchange.bundle.lines import _read_any, _read_plain, personal_line
from qa_desktop.journal.personal import Salted

SALT = bytes(range(32))
BITS = ['"', "\\", "\\u0041", "\\n", "\x1f", "\x7f", "\u2028", "字", "}", "{", "a", " ", "\n"]


def named(value: str) -> Salted:
    return Salted(hashlib.sha256(SALT + value.encode()).hexdigest(), SALT, value)


def agrees(line: bytes) -> bool:
    quick = _read_plain(line)
    if quick is None:
        return True
    try:
        return quick == _read_any(line)
    except DamagedBundleError:
        return False


@settings(max_examples=200)
@given(st.one_of(st.text(max_size=12), st.lists(st.sampled_from(BITS)).map("".join)))
@example("")
@example("字" * 400)
def test_of_what_was_written(value: str) -> None:
    line = personal_line(named(value)).removesuffix(b"\n")
    assert agrees(line)
    if value.isprintable() and not set('"\\') & set(value):
        assert _read_plain(line) == named(value), "the usual case is quick"


@settings(max_examples=200)
@given(st.lists(st.sampled_from(BITS), max_size=6).map("".join))
def test_of_any_text_between_the_quotes(text: str) -> None:
    """Put there as it is, under the name that it would have if it were read as it is."""
    value = named(text)
    line = f'{{"hash":"{value.hash}","salt":"{SALT.hex()}","value":"{text}"}}'.encode()
    assert agrees(line)


@pytest.mark.parametrize("end", [b"", b"\n", b" ", b"\x00"])
@pytest.mark.parametrize("value", [b"\xff", b"\xed\xa0\x80", b"\xc0\x80", b"\xf5\x80\x80\x80"])
def test_what_is_no_text_is_refused(value: bytes, end: bytes) -> None:
    hash = hashlib.sha256(SALT + value).hexdigest()
    line = f'{{"hash":"{hash}","salt":"{SALT.hex()}","value":"'.encode() + value + b'"}' + end
    assert _read_plain(line) is None
    with pytest.raises(DamagedBundleError):
        _read_any(line)


def test_what_does_not_hash_to_its_name_is_not_read_quickly() -> None:
    line = personal_line(named("王")).replace("王".encode(), "李".encode()).removesuffix(b"\n")
    assert _read_plain(line) is None
    assert _read_plain(personal_line(named("王"))) is None, "with its end it is not one line"
