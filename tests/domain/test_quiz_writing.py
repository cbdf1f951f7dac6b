from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.quiz import Question
from qa_desktop.domain.quiz_writing import read_question, written

_WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1)
_LINES = st.lists(_WORDS, min_size=1).map("\n".join)
_PARAGRAPHS = st.lists(_LINES, min_size=1).map("\n\n".join)
_OPTIONS = st.lists(_WORDS, min_size=1)
_MS = st.integers(0, 2**31 - 1)
MARK = Question("c", "mark", "标出抢话", (), (), "r" * 64, 1000, 9000, 5000, 500)


@given(
    st.sampled_from(("single", "multiple")), _PARAGRAPHS, st.lists(_WORDS, min_size=1), st.data()
)
def test_a_choice_comes_back_as_it_was_written(
    kind: Any, words: str, options: list[str], data: Any
) -> None:
    right = data.draw(st.sets(st.integers(0, len(options) - 1)))
    question = Question("a", kind, words, tuple(options), tuple(sorted(right)))
    assert read_question("a", written(question)) == question


@given(_PARAGRAPHS, _MS, st.none() | _MS, _MS, _MS)
def test_a_mark_comes_back_as_it_was_written(
    words: str, from_ms: int, to_ms: int | None, at_ms: int, tolerance: int
) -> None:
    question = Question("c", "mark", words, (), (), "r" * 64, from_ms, to_ms, at_ms, tolerance)
    assert read_question("c", written(question)) == question


def test_it_reads_as_on_paper() -> None:
    question = Question("a", "single", "先做什么?", ("安抚", "解释\n 清楚"), (1,))
    assert written(question) == "先做什么?\n\n( ) 安抚\n(x) 解释 清楚"
    heard = "> 00:01.000–00:09.000 = 00:05.000 ± 00:00.500 · "
    assert written(MARK) == f"标出抢话\n\n{heard}{'r' * 64}"


@pytest.mark.parametrize(
    "text",
    [
        "", "\n\n", "?\n安抚\n解释", "?\n\n(x) 安抚\n[ ] 解释", "?\n\n(x)\n( )", "?\n\n(x) 安抚",
        "?\n\n> 0:01.000–0:09.000 = 0:20.000 ± 0:00.500 · r",
        "?\n\n> 0:01–0:09 = 99999:00:00 ± 1 · r", "?\n\n> 0:01–0:09 = : ± 1 · r",
        "?\n\n> 0:01–0:09 = 0:05 ± 1 · ", "?\n\n> ⑴:01–0:09 = 0:05 ± 1 · r",
    ],
)  # fmt: skip
def test_what_is_in_no_known_form_cannot_be_asked(text: str) -> None:
    assert read_question("a", text).faults


@given(st.text())
def test_whatever_stands_there_is_read(text: str) -> None:
    read_question("a", text)
