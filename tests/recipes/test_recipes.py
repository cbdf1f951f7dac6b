"""The recipes of docs/developer-guide.md are carried out on a copy of the project, as they stand.

A block ``file=PATH`` is a new file. A block ``in=PATH`` goes into an existing one: after or before
the first line that holds the quoted words, else at its end. Then the recipe's own test has to pass,
and has to fail while the line that registers the new thing is missing.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
GUIDE = ROOT / "docs" / "developer-guide.md"
COPIED = ("qa_desktop", "resources", "forms", "tests", "docs", "pyproject.toml")
RECIPES = (
    "a report",
    "an answer type or a scoring rule",
    "a screen",
    "a synced record type",
)

_BLOCK = re.compile(
    r"^```\w+ (file|in)=(\S+)(?: (after|before)=\"([^\n]*)\")?\n(.*?)^```$", re.M | re.S
)


@dataclass(frozen=True)
class Block:
    is_new: bool
    path: str
    where: str
    line: str
    content: str


def recipe(name: str) -> list[Block]:
    """The blocks below ``## How to add NAME``."""
    said = GUIDE.read_text(encoding="utf-8")
    _, _, rest = said.partition(f"\n## How to add {name}\n")
    section = rest.partition("\n## ")[0]
    return [
        Block(kind == "file", path, where, line.replace('\\"', '"'), content)
        for kind, path, where, line, content in _BLOCK.findall(section)
    ]


def carry_out(blocks: list[Block], folder: Path) -> None:
    for block in blocks:
        file = folder / block.path
        if block.is_new:
            assert not file.exists(), f"{block.path} is there already"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.content, encoding="utf-8")
        else:
            before = file.read_text(encoding="utf-8")
            file.write_text(_with(before, block), encoding="utf-8")


def _with(before: str, block: Block) -> str:
    if not block.where:
        return f"{before}\n{block.content}"
    lines = before.splitlines(keepends=True)
    at = next((n for n, line in enumerate(lines) if block.line in line), None)
    assert at is not None, f"{block.path} has no line with {block.line!r}"
    at += block.where == "after"
    return "".join([*lines[:at], block.content, *lines[at:]])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy without git and builds; what is compiled already need not be once more."""
    folder = tmp_path / "project"
    folder.mkdir()
    unwanted = shutil.ignore_patterns("*.pyc.*", "*.png", "recipes")  # half written
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=unwanted)
        else:
            shutil.copy2(source, folder / name)
    return folder


def _tests_pass(blocks: list[Block], project: Path) -> tuple[bool, str]:
    tests = [block.path for block in blocks if block.path.startswith("tests/")]
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", RECIPES)
def test_the_recipe_does_what_it_promises(name: str, project: Path) -> None:
    blocks = recipe(name)
    assert any(block.path.startswith("tests/") for block in blocks)
    carry_out(blocks, project)
    passed, said = _tests_pass(blocks, project)
    assert passed, said


@pytest.mark.slow
@pytest.mark.parametrize("name", RECIPES)
def test_without_its_registration_the_recipe_does_not_work(name: str, project: Path) -> None:
    """Else its test would prove nothing."""
    blocks = recipe(name)
    registered = [block for block in blocks if block.where and "import" not in block.content][-1]
    carry_out([block for block in blocks if block is not registered], project)
    passed, _ = _tests_pass(blocks, project)
    assert not passed


def test_the_guide_has_no_other_recipe() -> None:
    headings = re.findall(r"^## How to add (.+)$", GUIDE.read_text(encoding="utf-8"), re.M)
    assert tuple(headings) == RECIPES
