"""How severe a fault is by the class of the problem that it was scored as: A 严重, B 较重, C 轻微.

The card says the class, the same for everybody; a problem of no class says nothing. Whoever draws
a slip may grade a fault otherwise, with a reason: a severity moves the rung, and a rung is not
changed without one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

_SEVERITY: Final = {"A": "grave", "B": "serious", "C": "minor"}


def severity_of(problem: Mapping[str, Any]) -> str | None:
    """One of ``slip_fact.SEVERITIES``; None where its class says nothing."""
    return _SEVERITY.get(problem.get("problem_class") or "")


def graded_otherwise(
    problems: Sequence[Mapping[str, Any]], lines: Iterable[tuple[str, str | None, str]]
) -> tuple[str, ...]:
    """Fault codes of the ``lines`` (fault, item, severity) of a slip that are graded otherwise
    than the evaluation's ``problems`` say; of several with one fault and item the first says."""
    said: dict[tuple[str | None, str | None], str | None] = {}
    for problem in problems:
        said.setdefault((problem.get("fault"), problem.get("item")), severity_of(problem))
    return tuple(
        fault for fault, item, severity in lines if said.get((fault, item)) not in (None, severity)
    )
