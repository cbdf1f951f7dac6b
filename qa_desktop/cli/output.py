"""What goes to standard output and standard error, safe for any terminal and any file name."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable
from typing import Any

import click


def write_json(document: Any) -> None:
    """Exactly one JSON document, in UTF-8 whatever the terminal's encoding.

    A lone surrogate (a file name that is no UTF-8) becomes its ``\\udcxx`` escape, which is JSON.
    """
    text = json.dumps(document, ensure_ascii=False, indent=2)
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()


def write_lines(lines: Iterable[str]) -> None:
    """Lines for a person to read."""
    for line in lines:
        click.echo(printable(line))


def write_message(message: str) -> None:
    """Progress and messages: never on standard output."""
    click.echo(printable(message), err=True)


def printable(text: str) -> str:
    """``text`` with control signs and direction marks escaped: a file name must not be able to
    move the cursor, colour the screen or turn the line around."""
    return "".join(sign if _is_plain(sign) else _escaped(sign) for sign in text)


def _is_plain(sign: str) -> bool:
    return unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Zl", "Zp") or sign in "\t\u200d"


def _escaped(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")


def table(rows: Iterable[Iterable[object]], headings: Iterable[str]) -> list[str]:
    """Columns aligned as a terminal shows them: a Chinese sign is two cells wide."""
    cells = [[printable(str(value)) for value in row] for row in ([*headings], *rows)]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    return ["  ".join(map(_padded, row, widths)).rstrip() for row in cells]


def _width(text: str) -> int:
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
