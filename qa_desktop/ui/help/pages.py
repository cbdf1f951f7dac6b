"""The pages of the user guide as the program shows them (``docs/guide``)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qa_desktop import paths

FIRST = "index"


@dataclass(frozen=True)
class HelpPage:
    id: str
    title: str
    file: Path
    words: str
    """The whole text, for searching."""


@cache
def help_pages(language: str) -> tuple[HelpPage, ...]:
    """The pages of ``language`` in reading order; empty where the guide was not installed."""
    try:
        index = _index()
    except FileNotFoundError:
        return ()
    found = (paths.docs("guide", language, f"{id}.md") for id in index["pages"])
    return tuple(_page(file) for file in found if file.is_file())


def page_of_screen(screen: str) -> str:
    """The page that tells about a screen; the first page where none does."""
    try:
        return str(_index()["screens"].get(screen, FIRST))
    except FileNotFoundError:
        return FIRST


@cache
def _index() -> dict:
    with paths.docs("guide", "index.toml").open("rb") as stream:
        return tomllib.load(stream)


def _page(file: Path) -> HelpPage:
    words = file.read_text(encoding="utf-8")
    first = words.splitlines()[0] if words else ""
    return HelpPage(file.stem, first.lstrip("# ").strip() or file.stem, file, words)
