"""Bundles made to do harm: refused in a sentence, nothing changed, in bounded memory.

All are merged by one child process that may take 300 MB more than the program itself.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile_files import HEAVY, REFUSED

_CHILD = Path(__file__).with_name("hostile_child.py")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited as on Linux")


def offered(folder: Path, files: dict[str, Callable[[Path], None]]) -> dict[str, list]:
    """By name what the program said of it, and whether it changed anything."""
    numbered = {}
    (folder / "in").mkdir()
    for number, (name, make) in enumerate(files.items()):
        numbered[f"{number:03}.qab"] = name
        make(folder / "in" / f"{number:03}.qab")
    command = [sys.executable, str(_CHILD), str(folder / "workspace"), str(folder / "in")]
    # Each thread would set aside 64 MB of addresses that it never uses.
    environment = {**os.environ, "MALLOC_ARENA_MAX": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    return {numbered[file]: said for file, said in json.loads(done.stdout).items()}


def test_each_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    found = offered(tmp_path, REFUSED)
    assert {name for name, (said, _) in found.items() if not said.startswith("bundle.")} == set()
    assert {name for name, (_, changed) in found.items() if changed} == set()
    assert {
        name: found[name][0] for name in ("zeros", "too many members", "a line without end")
    } == {
        "zeros": "bundle.expands",
        "too many members": "bundle.too_many_members",
        "a line without end": "bundle.line_too_long",
    }
    assert found["manifest with a reader of the future"][0] == "bundle.newer"


def test_what_is_heavy_is_merged_in_little_memory(tmp_path: Path) -> None:
    found = offered(tmp_path, HEAVY)
    assert found == {name: ["merged", True] for name in HEAVY}
