"""A penalty standard as the text of a file: what ``read_toml`` reads back, the same version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from qa_desktop.domain.penalty_standard import PenaltyStandard
from qa_desktop.domain.scoring.toml_writing import toml_value
from qa_desktop.domain.slip_fact import SEVERITIES
from qa_desktop.texts import text

_HEAD: Final = (
    "format", "id", "name", "window_days", "monthly_cap_cents", "steepest", "repeat_steps",
    "impact_steps",
)  # fmt: skip
_FLOW: Final = ("hearing_first", "silence", "days")
_RUNG: Final = ("code", "name", "sign_offs")
_CLAUSE: Final = ("number", "fault", "words", *SEVERITIES, "repeat_cents")


def standard_to_toml(standard: PenaltyStandard) -> str:
    """In the order in which the shipped one is written."""
    return "\n".join(_lines(standard.data)) + "\n"


def _lines(data: Mapping[str, Any]) -> Iterator[str]:
    head = text("penalty.file_head")
    yield from (f"# {head.render(language)}" for language in ("zh", "en"))
    yield from _entries(data, _HEAD)
    yield from ("", "[flow]", *_entries(data["flow"], _FLOW))
    for rung in data["rungs"]:
        yield from ("", "[[rungs]]", *_entries(rung, _RUNG))
    for clause in data["clauses"]:
        yield from ("", "[[clauses]]", *_entries(clause, _CLAUSE))


def _entries(table: Mapping[str, Any], keys: tuple[str, ...]) -> Iterator[str]:
    return (f"{key} = {toml_value(table[key])}" for key in keys)
