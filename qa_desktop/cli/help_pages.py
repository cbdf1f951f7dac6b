"""``--help`` in the person's language.

The commands say in English what they do, where they are declared; the Chinese of each paragraph is
in ``resources/cli/help-zh.toml``. Click asks a formatter to write a page: the Chinese one looks up
what it is given, and breaks lines by the width that a terminal gives to Chinese characters.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

import click

from qa_desktop import paths
from qa_desktop.texts import Language

_WIDE = "WF"
"""East Asian width of characters that take two columns."""
_NO_START = "，。、；：！？）》”’…"
"""Signs that do not begin a line."""
_STOPS = 4
"""Columns kept for two of them at the end of a line."""


@cache
def _chinese() -> dict[str, str]:
    file = paths.resources("cli", "help-zh.toml")
    return {str(en): str(zh) for en, zh in tomllib.loads(file.read_text(encoding="utf-8")).items()}


def in_chinese(paragraph: str) -> str:
    """The Chinese of one paragraph or line of help; as it is where there is none.

    What click puts behind it in square brackets ("[required]") is looked up for itself.
    """
    words = " ".join(paragraph.split())
    table = _chinese()
    if words in table:
        return table[words]
    said, bracket, extra = words.rpartition(" [")
    if bracket and said in table:
        return f"{table[said]} {table.get(f'[{extra}', f'[{extra}')}"
    return table.get(words, paragraph)


def short_in_chinese(help: str) -> str:
    """The first sentence, for a list of commands."""
    first = in_chinese(help.strip().split("\n\n", 1)[0])
    return first.split("。", 1)[0].rstrip("。")


def width_of(words: str) -> int:
    """Columns of a terminal."""
    return sum(1 + (unicodedata.east_asian_width(sign) in _WIDE) for sign in words)


def wrapped(words: str, width: int) -> list[str]:
    """Lines of at most ``width`` columns: broken between Chinese characters, and at blanks."""
    lines, line = [], ""
    for piece in _pieces(words):
        if line and width_of(line + piece.rstrip()) > width - _STOPS and piece not in _NO_START:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _pieces(words: str) -> Iterator[str]:
    """What is not broken: one wide character, or a run of others with the blanks behind it."""
    run = ""
    for sign in words:
        is_wide = unicodedata.east_asian_width(sign) in _WIDE
        if run and (is_wide or (run[-1] == " " and sign != " ")):
            yield run
            run = ""
        if is_wide:
            yield sign
        else:
            run += sign
    if run:
        yield run


class ChineseFormatter(click.HelpFormatter):
    """Writes what click gives it in Chinese."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix="用法：" if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{in_chinese(heading)}：\n")

    def write_text(self, text: str) -> None:
        room = max(self.width - self.current_indent, 20)
        blocks = [wrapped(in_chinese(each), room) for each in text.split("\n\n")]
        indent = " " * self.current_indent
        self.write("\n\n".join("\n".join(indent + line for line in block) for block in blocks))
        self.write("\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str | None]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        rows = list(rows)
        first = min(max(width_of(name) for name, _ in rows), col_max) + col_spacing
        indent = " " * self.current_indent
        room = max(self.width - self.current_indent - first, 20)
        for name, words in rows:
            lines = wrapped(in_chinese(words or ""), room)
            if width_of(name) + col_spacing > first:
                self.write(f"{indent}{name}\n")
                self.write(f"{indent}{'':{first}}{lines[0]}\n")
            else:
                self.write(f"{indent}{name}{'':{first - width_of(name)}}{lines[0]}\n".rstrip(" "))
            for line in lines[1:]:
                self.write(f"{indent}{'':{first}}{line}\n")


def formatter_for(language: Language, like: click.HelpFormatter) -> click.HelpFormatter:
    """As wide as click's own."""
    return ChineseFormatter(width=like.width) if language == "zh" else like
