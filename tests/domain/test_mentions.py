"""Which texts speak of a number or a name, and which only look like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.mentions import (
    code_pattern,
    digits_of,
    folded,
    name_pattern,
    number_pattern,
)


def found(pattern, text: str) -> bool:
    assert pattern is not None
    return bool(pattern.search(folded(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13812345678", True),
        ("20261120-13812345678.wav", True),
        ("请回拨138-1234-5678", True),
        ("138 1234 5678", True),
        ("１３８１２３４５６７８", True),
        ("+86 13812345678", True),
        ("008613812345678", True),
        ("013812345678", True),
        ("(138)12345678", True),
        ("9138123456780", False),
        ("138123456789", False),
        ("213812345678", False),
        ("1381234567", False),
    ],
)
def test_a_telephone_number_is_found_as_it_is_written_anywhere(text: str, expected: bool) -> None:
    assert found(number_pattern("138 1234 5678"), text) is expected
    assert found(number_pattern("+8613812345678"), text) is expected


@given(st.from_regex(r"\A1[0-9]{10}\Z"), st.integers(0, 2), st.sampled_from(["", "0", "86", "+86"]))
def test_however_it_is_grouped_it_is_the_same_number(number: str, gap: int, prefix: str) -> None:
    written = prefix + (" " * gap).join(number)
    assert digits_of(number) == number
    assert found(number_pattern(number), f"回拨{written}。")
    assert not found(number_pattern(number), f"{written}7")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20261120-0617-13800000000.wav", True),
        ("0617", True),
        ("工号0617很好", True),
        ("20260617.wav", False),
        ("06171", False),
        ("a0617b", False),
    ],
)
def test_a_work_number_is_a_word_of_its_own(text: str, expected: bool) -> None:
    assert found(code_pattern("0617"), text) is expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("欧阳小明", "表扬欧阳小明两次", True),
        ("欧阳小明", "欧阳", False),
        ("Ann Lee", "ann lee was late", True),
        ("Ann", "Annual", False),
        ("Ann", "ANN.", True),
    ],
)
def test_a_name_is_found_where_it_is_one(name: str, text: str, expected: bool) -> None:
    assert found(name_pattern(name), text) is expected


def test_what_would_be_found_everywhere_is_not_looked_for() -> None:
    assert name_pattern("明") is None and name_pattern(" ") is None
    assert number_pattern("1234") is None and number_pattern("") is None
    assert code_pattern(" ") is None
