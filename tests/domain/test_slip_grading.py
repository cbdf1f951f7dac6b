"""A fault is as severe as its problem's class says, or there is a reason."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.slip_fact import SEVERITIES
from qa_desktop.domain.slip_grading import graded_otherwise, severity_of


def problem(fault: str, item: str, letter: str | None) -> dict[str, str | None]:
    return {"fault": fault, "item": item, "problem_class": letter}


def test_each_class_has_its_severity() -> None:
    told = [severity_of(problem("x", "i", letter)) for letter in ("A", "B", "C", None, "?")]
    assert told == ["grave", "serious", "minor", None, None]


def test_what_is_graded_otherwise_is_named() -> None:
    problems = [problem("x", "i", "A"), problem("x", "i", "C"), problem("y", "i", None)]
    assert graded_otherwise(problems, [("x", "i", "grave"), ("y", "i", "grave")]) == ()
    assert graded_otherwise(problems, [("x", "i", "minor"), ("y", "i", "minor")]) == ("x",)
    assert graded_otherwise(problems, [("x", "j", "minor")]) == ()  # of another item


@given(st.sampled_from("ABC"), st.sampled_from(SEVERITIES))
def test_exactly_one_severity_needs_no_reason(letter: str, severity: str) -> None:
    problems = [problem("x", "i", letter)]
    told = graded_otherwise(problems, [("x", "i", severity)])
    assert (told == ()) == (severity == severity_of(problems[0]))
