"""Every string of the interface stands in Chinese, and the compiled file is up to date.

After a change of strings: ``make translations``, fill in what is "unfinished" in the .ts file, and
``make translations`` once more.

lupdate knows no plural whose number is not a literal: write two strings instead of ``%n``.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from qa_desktop import paths

_TS = paths.resources("translations", "qa_desktop_zh_CN.ts")
_UI = paths.resources().parent / "qa_desktop" / "ui"
_LETTERS = re.compile("[\u4e00-\u9fff，、：；（]")
"""Chinese ones, or its marks where only fields are joined."""
# Words that are the same in Chinese
_SAME = {"Enter"}


def _tool(name: str) -> str:
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    assert found, f"{name} comes with PySide6-Essentials"
    return found


def _messages(file: Path) -> list[tuple[str, str, ElementTree.Element]]:
    """(context, source, translation element) of each entry."""
    return [
        (context.findtext("name"), message.findtext("source"), message.find("translation"))
        for context in ElementTree.parse(file).getroot().iter("context")
        for message in context.iter("message")
    ]


@pytest.fixture(scope="module")
def updated(tmp_path_factory) -> Path:
    """The translation as lupdate would write it now."""
    copy = tmp_path_factory.mktemp("translations") / _TS.name
    shutil.copy(_TS, copy)
    options = ["-extensions", "py", str(_UI), "-locations", "none", "-no-obsolete"]
    subprocess.run([_tool("pyside6-lupdate"), "-silent", *options, "-ts", str(copy)], check=True)
    return copy


def test_every_string_in_the_code_is_translated(updated: Path) -> None:
    missing = [
        f"{context}: {source}"
        for context, source, translation in _messages(updated)
        if translation.get("type") or not (translation.text or "").strip()
    ]
    assert missing == []


def test_no_translation_is_left_without_its_string(updated: Path) -> None:
    in_code = {(context, source) for context, source, _ in _messages(updated)}
    gone = [each[:2] for each in _messages(_TS) if each[:2] not in in_code]
    assert len(in_code) > 50
    assert gone == []


def test_translations_are_chinese_and_keep_their_fields() -> None:
    for context, source, translation in _messages(_TS):
        text = translation.text or ""
        assert source in _SAME or _LETTERS.search(text), f"{context}: {source}"
        fields = re.compile(r"\{\w*\}")
        assert sorted(fields.findall(source)) == sorted(fields.findall(text)), source


def test_the_compiled_file_is_fresh(tmp_path: Path) -> None:
    made = tmp_path / "fresh.qm"
    subprocess.run([_tool("pyside6-lrelease"), "-silent", str(_TS), "-qm", str(made)], check=True)
    assert made.read_bytes() == _TS.with_suffix(".qm").read_bytes()
