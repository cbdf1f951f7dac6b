"""A version as the text of a template file: what ``load_template`` reads back, the same to the
last digit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from qa_desktop.domain.scoring.canonical import Json
from qa_desktop.domain.scoring.version import ScorecardVersion

_DOTS: Final = 100
"""In one line; the reader refuses lines with too many, which could be hostile keys."""


def to_toml(version: ScorecardVersion) -> str:
    """In the order in which the shipped templates are written."""
    return "\n".join(_lines(json.loads(version.canonical))) + "\n"


def _lines(card: Json) -> Iterator[str]:
    yield from _entries(card, ("format", "id", "name"))
    yield from ("", "[policy]")
    yield from _entries(card["policy"], tuple(card["policy"]))
    for section in card["sections"]:
        yield from ("", "[[sections]]")
        yield from _entries(section, ("id", "name", "weight", "dimension"))
        for item in section["items"]:
            yield from ("", "[[sections.items]]")
            rest = sorted(item.keys() - {"id", "name", "guidance", "answer"})
            yield from _entries(item, ("id", "name", "guidance", *rest))
            yield from _answer(item["answer"])


def _entries(table: Json, keys: tuple[str, ...]) -> Iterator[str]:
    for key in keys:
        if key in table:
            yield _line(f"{key} = ", table[key], "")


def _answer(answer: Json) -> Iterator[str]:
    """Options on a line each; the rest in one."""
    if "options" not in answer:
        yield _line("answer = ", {"type": answer["type"], **answer}, "")
        return
    yield f"answer = {{ type = {toml_value(answer['type'])}, options = ["
    for option in answer["options"]:
        yield _line("  ", option, ",")
    yield "] }"


def _line(before: str, value: Any, after: str) -> str:
    written = f"{before}{toml_value(value)}{after}"
    return written if written.count(".") <= _DOTS else f"{before}{toml_value(value, True)}{after}"


def toml_value(value: Any, escape_dots: bool = False) -> str:
    """Text, whole number, flag, or a list or table of them, in one line."""
    if isinstance(value, dict):
        inside = (f"{key} = {toml_value(each, escape_dots)}" for key, each in value.items())
        return "{ " + ", ".join(inside) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(toml_value(each, escape_dots) for each in value) + "]"
    # JSON's escapes are among those of TOML's basic strings, and its integers and booleans too.
    written = json.dumps(value, ensure_ascii=False)
    return written.replace(".", "\\u002e") if escape_dots else written
