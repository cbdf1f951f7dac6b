"""Scoring by the hundred thousand gives what scoring one by one gives."""

from __future__ import annotations

import json
from typing import Any

import pytest
from factories_scoring import LONG, SHORT, Filled, answers_of, filled_cards, versions
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.scoring import AnswerError, ScorecardVersion, preview
from qa_desktop.domain.scoring.batch import BatchScorer


def line(item: str, answer: Any) -> str:
    return f"{item}={json.dumps(answer)}"


def read(line: str) -> tuple[str, Any]:
    item, _, answer = line.partition("=")
    return item, json.loads(answer)


@st.composite
def mixed(draw: st.DrawFn) -> tuple[ScorecardVersion, list[dict[str, Any]]]:
    """A card, and evaluations of it in which answers are missing, foreign or out of place."""
    version = draw(versions())
    evaluations = []
    for _ in range(draw(st.integers(1, 3))):
        answers: dict[str, Any] = {}
        for code, item in version.items.items():
            how = draw(st.integers(0, 9))
            if how < 8:
                answers[code] = draw(answers_of(item))
            elif how == 8:
                answers[code] = draw(st.sampled_from(["n/a", "other", 99, -1, "yes"]))
        if draw(st.booleans()):
            answers["gone"] = "yes"
        evaluations.append(answers)
    return version, evaluations


def _usable(version: ScorecardVersion, answers: dict[str, Any]) -> dict[str, Any]:
    """Without what the card cannot use, found by asking it."""
    kept = dict(answers)
    while True:
        try:
            preview(version, kept)
            return kept
        except AnswerError as error:
            name = error.item if error.item in kept else "gone"
            del kept[name]


def _check(version: ScorecardVersion, evaluations: list[dict[str, Any]]) -> None:
    scorer = BatchScorer(version, read)
    for answers in evaluations:
        found = scorer.score([line(*each) for each in answers.items()])
        # A hidden item's answer is never looked at, so it may be any; what is left is the rest.
        expected = preview(version, _usable(version, answers))
        result = expected.score
        hundredths = None if result.published is None else int(result.published * 100)
        assert found.hundredths == hundredths
        assert found.passed == bool(result.passed)
        assert found.fatal == result.fatal
        assert found.incomplete == bool(expected.missing)


@given(filled_cards())
@SHORT
def test_as_one_by_one(filled: Filled) -> None:
    _check(filled.version, [filled.answers])


@given(mixed())
@SHORT
def test_as_one_by_one_whatever_was_answered(
    pair: tuple[ScorecardVersion, list[dict[str, Any]]],
) -> None:
    _check(*pair)


@pytest.mark.slow
@pytest.mark.timeout(14_400)
@given(mixed())
@LONG
def test_as_one_by_one_whatever_was_answered_long(
    pair: tuple[ScorecardVersion, list[dict[str, Any]]],
) -> None:
    _check(*pair)


@given(filled_cards(), st.randoms())
@SHORT
def test_the_order_of_the_lines_changes_nothing(filled: Filled, random: Any) -> None:
    lines = [line(*each) for each in filled.answers.items()]
    shuffled = list(lines)
    random.shuffle(shuffled)
    assert BatchScorer(filled.version, read).score(shuffled) == BatchScorer(
        filled.version, read
    ).score(lines)


def test_what_cannot_be_used_is_told() -> None:
    from factories_scoring import WORKED_ANSWERS, worked_card

    scorer = BatchScorer(worked_card(), read)
    answers = {**WORKED_ANSWERS, "b1": "perhaps", "old": "yes"}
    found = scorer.score([line(*each) for each in answers.items()])
    assert found.incomplete
    assert list(scorer.gone.values()) == ["old"]
    assert list(scorer.refused.values()) == [("b1", "perhaps")]
