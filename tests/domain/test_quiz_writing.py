from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.quiz import Question
from qa_desktop.domain.quiz_writing import read_choice, read_mark, written_heard, written_options

_LINE = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1)
_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
MARK = Question("c", "mark", "标出抢话", (), (), "r", 1000, 9000, 5000, 500)


@given(st.sampled_from(("single", "multiple")), st.lists(_LINE, min_size=1), st.data())
def test_a_choice_comes_back_as_it_was_written(kind: Any, options: list[str], data: Any) -> None:
    right = data.draw(st.sets(st.integers(0, len(options) - 1)))
    question = Question("a", kind, "?", tuple(options), tuple(sorted(right)))
    assert read_choice("a", "?", written_options(question)) == question


def test_it_reads_as_on_paper() -> None:
    question = Question("a", "single", "?", ("安抚", "解释\n 清楚"), (1,))
    assert written_options(question) == "( ) 安抚\n(x) 解释 清楚"
    assert written_options(replace(question, kind="multiple")) == "[ ] 安抚\n[x] 解释 清楚"


@pytest.mark.parametrize("written", ["", "安抚\n解释", "(x) 安抚\n[ ] 解释", "(x)\n( )", "\n"])
def test_what_is_in_no_known_form_cannot_be_asked(written: str) -> None:
    assert read_choice("a", "?", written).faults == ("no_options",)


def test_a_mark_comes_back_as_it_was_written() -> None:
    held = json.loads(json.dumps(written_heard(MARK)))
    assert read_mark("c", MARK.words, held) == MARK


@given(_ANY)
def test_whatever_else_is_there_cannot_be_asked(heard: Any) -> None:
    assert read_mark("c", "?", heard).faults == ("no_mark",)


@pytest.mark.parametrize("at_ms", [True, -1, 1 << 60, "5000", 5.0])
def test_a_second_that_is_none_cannot_be_asked(at_ms: Any) -> None:
    assert read_mark("c", "?", written_heard(MARK) | {"at_ms": at_ms}).faults == ("no_mark",)
