"""``--help`` in Chinese: all of it, and in lines that fit."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.cli import help_pages
from qa_desktop.cli.app import COMMANDS, program
from qa_desktop.cli.help_pages import in_chinese, width_of, wrapped
from tests.cli.conftest import Cli

CLICKS_OWN = {
    "Options",
    "Commands",
    "[required]",
    "Show this message and exit.",
    "Show the version and exit.",
}


def every_command() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    waiting: list[tuple[tuple[str, ...], click.Command]] = [((), program)]
    waiting += [((name,), program.get_command(click.Context(program), name)) for name in COMMANDS]
    while waiting:
        path, command = waiting.pop()
        yield path, command
        if isinstance(command, click.Group) and path:
            waiting += [((*path, name), each) for name, each in command.commands.items()]


def said() -> set[str]:
    """Every paragraph in English."""
    found = {line for _, line in COMMANDS.values()}
    for _, command in every_command():
        found.update((command.help or "").strip().split("\n\n"))
        options = [each for each in command.params if isinstance(each, click.Option)]
        found.update(each.help for each in options if each.help)
    return {" ".join(each.split()) for each in found if each.strip()}


def test_every_paragraph_has_its_chinese_and_none_is_left_over() -> None:
    table = set(help_pages._chinese())
    assert said() - table == set(), "to be written in resources/cli/help-zh.toml"
    assert table - said() - CLICKS_OWN == set(), "no command says this any more"


def paths() -> list[tuple[str, ...]]:
    return sorted(path for path, _ in every_command())


@pytest.mark.parametrize("path", paths(), ids=" ".join)
def test_a_page_is_chinese_and_fits(cli: Cli, path: tuple[str, ...]) -> None:
    page = cli("--lang", "zh_CN", *path, "--help").out
    assert page.startswith("用法：") and "选项：" in page
    lines = page.splitlines()
    assert all(width_of(line) <= 80 for line in lines if re.search("[\u4e00-\u9fff]", line)), page
    flat = " ".join(page.split())
    assert not [each for each in said() if len(each) > 20 and each in flat]


def test_english_is_clicks_own(cli: Cli) -> None:
    page = cli("--lang", "en", "bundle", "--help").out
    assert page.startswith("Usage: ") and "Write what others may lack" in page
    assert not re.search("[\u4e00-\u9fff]", page)


def test_what_click_puts_behind_is_said_too() -> None:
    assert in_chinese("From 1. [required]") == "从 1 数起。 ［必填］"
    assert in_chinese("nobody wrote this  [x]") == "nobody wrote this  [x]"


@given(st.text("中，。a b(—", max_size=60), st.integers(4, 20))
def test_lines_are_no_wider_than_there_is_room(words: str, width: int) -> None:
    lines = wrapped(words, width)
    assert "".join("".join(lines).split()) == "".join(words.split())
    for line in lines:
        runs = max(map(width_of, help_pages._pieces(line)), default=0)
        stops = sum(width_of(sign) for sign in line if sign in "，。")
        assert width_of(line) <= max(width, runs) + stops
