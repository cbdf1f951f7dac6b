"""The user guide says the same in both languages, and only what the program really has."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import click
import pytest
from PySide6.QtGui import QKeySequence

from qa_desktop.cli.app import COMMANDS, program
from qa_desktop.ui import keys
from qa_desktop.ui.screens import SCREENS

GUIDE = Path(__file__).parents[2] / "docs" / "guide"
INDEX = tomllib.loads((GUIDE / "index.toml").read_text(encoding="utf-8"))
LANGUAGES = ("zh_CN", "en")
_MOST_BYTES = 150 * 1024

_EACH_PAGE = pytest.mark.parametrize("page", INDEX["pages"])
_EACH_TEXT = pytest.mark.parametrize(
    "file", [GUIDE / language / f"{page}.md" for language in LANGUAGES for page in INDEX["pages"]],
    ids=lambda each: f"{each.parent.name}/{each.stem}",
)  # fmt: skip

_FENCE = re.compile(r"^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)]+)\)")
_MODIFIERS = r"(?:(?:Ctrl|Shift|Alt)\+)*"
_KEY = re.compile(
    rf"^{_MODIFIERS}(?:F\d+|[A-Z0-9.,/\\\[\]+=-]|←|→|↑|↓|Home|End|PgUp|PgDown|Del|Esc|Tab|Enter|"
    r"Return|Space|空格|Menu|Backspace)$"
)
_QT_NAMES = {
    "←": "Left", "→": "Right", "↑": "Up", "↓": "Down", "空格": "Space", "Enter": "Return",
}  # fmt: skip
_EVERYWHERE = {"Return", "Tab", "Shift+Tab", "Esc", "Up", "Down", "PgUp", "PgDown", "Home", "End",
               "Space", "Menu", "Ctrl+A", "Shift+F10", "Del", "Backspace"}  # fmt: skip
"""Keys of lists, fields and dialogs, which Qt and not the table gives a meaning."""
_CALL_LISTS = {"N", "C", "X", "O"}
"""Letters that the screen of call lists has for itself (``ui.call_lists.view``)."""

_SLIPS = {"A", "N", "D", "T", "P"}
"""Those of the screen of warning slips (``ui.slips.view``)."""

_LIBRARY = {"G", "B", "T", "S", "0", "1", "5", "/"}
"""Those of the library (``ui.library.view``)."""

_SESSIONS = {"N", "E", "H", "M", "A", *"123456789", "F11", "Alt+Up", "Alt+Down"}
"""Those of playlists, the presenter, sessions, training plans and the quiz."""

_BEST_CALLS = {"Y", "N", "A", "L"}
"""Those of best calls (``ui.best_calls.page``)."""

_EXCHANGE = {"O", "W", "E", "L", "H"}
"""Those of the screen of exchange (``ui.exchange``)."""


def _headings(text: str) -> list[int]:
    return [len(mark) for mark in re.findall(r"^(#+) \S", _FENCE.sub("", text), re.MULTILINE)]


def test_the_index_names_every_page_that_there_is() -> None:
    for language in LANGUAGES:
        assert {file.stem for file in (GUIDE / language).glob("*.md")} == set(INDEX["pages"])


def test_every_screen_has_its_page() -> None:
    assert set(INDEX["screens"].values()) <= set(INDEX["pages"])
    assert set(INDEX["screens"]) <= {screen.id for screen in SCREENS}


@_EACH_PAGE
def test_both_languages_have_the_same_parts(page: str) -> None:
    texts = [(GUIDE / each / f"{page}.md").read_text(encoding="utf-8") for each in LANGUAGES]
    levels = [_headings(text) for text in texts]
    assert levels[0] == levels[1]
    assert levels[0][0] == 1
    assert levels[0].count(1) == 1
    for count in (_SPAN, _LINK, _FENCE):
        assert len(count.findall(texts[0])) == len(count.findall(texts[1])), count.pattern


@_EACH_TEXT
def test_links_and_pictures_lead_somewhere(file: Path) -> None:
    for target in _LINK.findall(file.read_text(encoding="utf-8")):
        if not target.startswith("https://"):
            assert (file.parent / target.partition("#")[0]).is_file(), target
    if file.stem == "index":
        linked = set(_LINK.findall(file.read_text(encoding="utf-8")))
        assert {f"{page}.md" for page in INDEX["pages"]} - linked == {"index.md"}


def test_pictures_are_small_and_each_is_shown() -> None:
    shown = {
        (file.parent / target).resolve()
        for language in LANGUAGES
        for file in (GUIDE / language).glob("*.md")
        for target in _LINK.findall(file.read_text(encoding="utf-8"))
    }
    for picture in (GUIDE / "pictures").iterdir():
        assert picture.resolve() in shown, picture.name
        assert picture.stat().st_size < _MOST_BYTES, picture.name


def _known_keys() -> set[str]:
    sequences = {
        sequence for act in keys.acts() for sequence in (*act.timeline, *act.anywhere, *act.text)
    }
    return {
        QKeySequence(each).toString()
        for each in sequences
        | _EVERYWHERE
        | _CALL_LISTS
        | _EXCHANGE
        | _SLIPS
        | _LIBRARY
        | _SESSIONS
        | _BEST_CALLS
    }


def _portable(key: str) -> str:
    before, _, last = key.rpartition("+") if not key.endswith("+") else ("", "", key)
    last = _QT_NAMES.get(last, last)
    return QKeySequence(f"{before}+{last}" if before else last).toString()


@_EACH_TEXT
def test_every_key_that_is_named_is_in_the_key_table(file: Path) -> None:
    spans = _SPAN.findall(_FENCE.sub("", file.read_text(encoding="utf-8")))
    named = {span for span in spans if _KEY.match(span)} - {"/"}
    unknown = {key for key in named if _portable(key) not in _known_keys()}
    assert not unknown


@_EACH_TEXT
def test_every_command_that_is_named_exists(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    lines = [line for block in _FENCE.findall(text) for line in block.splitlines()]
    lines += _SPAN.findall(_FENCE.sub("", text))
    for line in lines:
        if line.startswith("qa-desktop "):
            _check_command(shlex.split(line)[1:])


def _check_command(words: list[str]) -> None:
    command: click.Command = program
    context = click.Context(command)
    for place, word in enumerate(words):
        if isinstance(command, click.Group):
            if word.startswith("--"):
                continue
            assert place > 0 or word in COMMANDS, word
            found = command.get_command(context, word)
            assert found is not None, word
            command = found
        elif word.startswith("--"):
            options = {option for each in command.params for option in each.opts}
            assert word.partition("=")[0] in options, word
