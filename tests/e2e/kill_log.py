"""The log that a child keeps of what it is about to do and what it was told is saved.

One ``write`` per line, so a SIGKILL leaves at most the last line cut short.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any


class KillLog:
    """Append-only; ``will`` before an act, ``did`` after it was acknowledged."""

    def __init__(self, file: Path) -> None:
        self._handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)

    def will(self, what: str, **about: Any) -> None:
        self._write("will", what, about)

    def did(self, what: str, **about: Any) -> None:
        self._write("did", what, about)

    def _write(self, when: str, what: str, about: dict[str, Any]) -> None:
        line = json.dumps({"when": when, "what": what, **about}, ensure_ascii=False)
        os.write(self._handle, f"{line}\n".encode())


def read_log(file: Path) -> list[dict[str, Any]]:
    """The whole lines, in their order."""
    if not file.exists():
        return []
    lines = file.read_bytes().split(b"\n")[:-1]
    return [json.loads(line) for line in lines if line]


def find_leftovers(workspace: Path) -> list[Path]:
    """Half-made files below a workspace and in the profile."""
    profile = Path(os.environ["QA_DESKTOP_PROFILE"])
    return [
        *workspace.glob("audio/.incoming-*"),
        *workspace.glob("cache/*/.making-*"),
        *profile.rglob(".*"),
    ]
