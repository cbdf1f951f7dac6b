"""The text of a template: TOML in, plain tables out, and on which line each table begins.

Floats stay text (``FloatText``), so that 0.1 means one tenth.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

MAX_CHARACTERS: Final = 400_000
"""A card of 300 items with long guidance stays far below."""

_MAX_DOTS: Final = 200
"""In one line. A dotted key of 200,000 parts keeps tomllib busy for minutes."""

_HEADER: Final = re.compile(r"\s*(\[\[?)([\w.\-\s\"']+)\]\]?\s*(?:#.*)?$")
"""Nothing in it can be read in two ways: a long line that is none is found out in one pass."""
_SYNTAX_PLACE: Final = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
_LONG_QUOTES: Final = re.compile('"""|' + "'" * 3)


class FloatText(str):
    """A TOML float as it was written."""

    __slots__ = ()


@dataclass(frozen=True)
class SyntaxProblem(Exception):  # noqa: N818 - turned into a TemplateProblem at once
    detail: str
    line: int | None


def parse_toml(text: str) -> dict[str, Any]:
    """Raises ``SyntaxProblem``; whatever the text holds, nothing else."""
    for number, written in enumerate(text.split("\n"), start=1):
        if written.count(".") > _MAX_DOTS:
            raise SyntaxProblem("too many dots in one line", number)
    try:
        return tomllib.loads(text, parse_float=FloatText)
    except tomllib.TOMLDecodeError as error:
        place = _SYNTAX_PLACE.search(str(error))
        line = int(place[1]) if place and place[1] else None
        raise SyntaxProblem(_SYNTAX_PLACE.sub("", str(error)), line) from error
    except (ValueError, RecursionError) as error:  # numbers of 5,000 digits, endless brackets
        raise SyntaxProblem(type(error).__name__, None) from error


def header_lines(text: str) -> dict[str, int]:
    """``{"sections[0].items[2]": 31, "policy": 5, …}``: the line (from 1) of each header."""
    lines: dict[str, int] = {}
    seen: dict[str, int] = {}
    for number, opening, keys in _headers(text):
        path = ""
        for depth, key in enumerate(keys, start=1):
            path = f"{path}.{key}" if path else key
            if opening == "[[" and depth == len(keys):
                seen[path] = seen.get(path, -1) + 1
            if path in seen:
                path = f"{path}[{seen[path]}]"
        lines.setdefault(path, number)
    return lines


def line_of(path: str, lines: dict[str, int]) -> int | None:
    """The line of the innermost header that holds ``path``; ``None`` above the first header."""
    while path:
        if path in lines:
            return lines[path]
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return None


def _headers(text: str) -> Iterator[tuple[int, str, list[str]]]:
    inside: str | None = None  # the quotes of a long string that has not ended
    for number, line in enumerate(text.split("\n"), start=1):
        header = None if inside else _HEADER.match(line)
        if header:
            yield number, header[1], [key.strip(" \t\"'") for key in header[2].strip().split(".")]
        inside = _open_string(line, inside)


def _open_string(line: str, inside: str | None) -> str | None:
    """The long quotes still open at the end of ``line``."""
    for quotes in _LONG_QUOTES.findall(line):
        if inside is None:
            inside = quotes
        elif quotes == inside:
            inside = None
    return inside
