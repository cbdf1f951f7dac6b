"""What the payload of an evaluation must be, so that reports and screens can read it.

Anybody's program may have signed it: a fact that is kept for ever must not stop a report for ever.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

_Check = Callable[[Any], bool]
_RATIO = re.compile(r"-?[0-9]{1,40}(?:/0{0,39}[1-9][0-9]{0,39})?\Z")


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _maybe_text(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _number(value: Any) -> bool:
    return isinstance(value, int)


def _maybe_number(value: Any) -> bool:
    return value is None or isinstance(value, int)


def _answer(value: Any) -> bool:
    return value is None or isinstance(value, str | int)


def _maybe_ratio(value: Any) -> bool:
    return value is None or (isinstance(value, str) and bool(_RATIO.match(value)))


def _list_of(fits: _Check) -> _Check:
    return lambda value: isinstance(value, list) and all(map(fits, value))


def _object(members: Mapping[str, _Check]) -> _Check:
    """With these members at least."""
    return lambda value: (
        isinstance(value, dict)
        and all(name in value and fits(value[name]) for name, fits in members.items())
    )


def _span(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 3 and all(map(_number, value))


_WHOLE = _object(
    {
        **dict.fromkeys(("call", "scorecard"), _text),
        **dict.fromkeys(("agent", "role", "method", "circumstance"), _maybe_text),
        **dict.fromkeys(("strengths", "advice"), _maybe_text),
        **dict.fromkeys(("practice", "emergency", "wrong_information"), _maybe_number),
        "items": _list_of(
            _object(
                {
                    **dict.fromkeys(("item", "state"), _text),
                    **dict.fromkeys(("earned", "lost"), _maybe_ratio),
                    "answer": _answer,
                    "comment": _maybe_text,
                    "evidence": _list_of(_text),
                }
            )
        ),
        "problems": _list_of(
            _object(
                {
                    "item": _text,
                    "problem_class": _maybe_text,
                    "wrong_information": _maybe_number,
                }
            )
        ),
        "annotations": _list_of(
            _object(
                {
                    **dict.fromkeys(("id", "kind"), _text),
                    "at_ms": _number,
                    "to_ms": _maybe_number,
                    **dict.fromkeys(("text", "competency"), _maybe_text),
                }
            )
        ),
        "heard": _list_of(_span),
        "result": _object(
            {
                "published": _maybe_ratio,
                **dict.fromkeys(("passed", "fatal"), _maybe_number),
                "grade": _maybe_text,
            }
        ),
    }
)


def is_whole(payload: Any) -> bool:
    """``payload`` has its personal values put in; those that are not here are None."""
    return _WHOLE(payload) and _maybe_text(payload.get("reason"))
