"""What an evaluation's payload may be, whoever signed it."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from qa_desktop.domain.evaluation_fact import is_whole

WHOLE: dict[str, Any] = {
    **dict.fromkeys(("call", "scorecard"), "x"),
    **dict.fromkeys(("agent", "role", "method", "circumstance", "strengths", "advice")),
    **dict.fromkeys(("practice", "emergency", "wrong_information"), False),
    "items": [
        {
            **{"item": "i", "state": "answered", "earned": "1/2", "lost": None, "answer": 3},
            **{"comment": None, "evidence": ["mark"]},
        }
    ],
    "problems": [{"item": "i", "problem_class": "a", "wrong_information": True}],
    "annotations": [
        {"id": "mark", "kind": "note", "at_ms": 1, "to_ms": None, "text": None, "competency": None}
    ],
    "heard": [[0, 100, 100]],
    "result": {"published": "100/1", "passed": None, "fatal": False, "grade": None},
}


def _holders(value: Any) -> list[Any]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value, *(found for each in inner for found in _holders(each))] if inner else []


def test_more_than_is_known_is_fine() -> None:
    assert is_whole(WHOLE)
    assert is_whole({**WHOLE, "reason": "看错了", "later": [{}]})
    assert not is_whole({**WHOLE, "reason": 5})


@pytest.mark.parametrize("odd", [{}, [5], {"personal": 5}])
def test_any_other_value_anywhere_is_not(odd: Any) -> None:
    for number in range(len(_holders(WHOLE))):
        keys = _holders(WHOLE)[number]
        for key in list(keys) if isinstance(keys, dict) else range(len(keys)):
            changed = copy.deepcopy(WHOLE)
            _holders(changed)[number][key] = odd
            assert not is_whole(changed), (key, odd)


def test_nothing_may_be_missing() -> None:
    for number, holder in enumerate(_holders(WHOLE)):
        for key in holder if isinstance(holder, dict) else ():
            changed = copy.deepcopy(WHOLE)
            del _holders(changed)[number][key]
            assert not is_whole(changed), key


@pytest.mark.parametrize("ratio", ["1/0", "1e9", "", "1/2/3", "9" * 50, "½"])
def test_a_result_is_an_exact_number(ratio: str) -> None:
    changed = copy.deepcopy(WHOLE)
    changed["result"]["published"] = ratio
    assert not is_whole(changed)
