"""The program run as a person or a script runs it, in this process where that is enough."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from qa_desktop.cli.app import run


@dataclass(frozen=True)
class Answer:
    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """Standard output as the one JSON document that it must be."""
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, str]:
        """The error document: exactly an id, a message and a remedy."""
        (name,) = self.document
        assert name == "error"
        error = self.document["error"]
        assert set(error) == {"id", "message", "remedy"}
        assert all(error.values())
        return dict(error)


Cli = Callable[..., Answer]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the workspace of the commands is, or will be made."""
    place = tmp_path / "workspace"
    monkeypatch.setenv("QA_DESKTOP_WORKSPACE", str(place))
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    return place


@pytest.fixture
def cli(folder: Path, capfd: pytest.CaptureFixture[str]) -> Cli:
    """``cli("recordings", "--json")`` → status and output."""

    def call(*arguments: object) -> Answer:
        capfd.readouterr()
        status = run([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Answer(status, out, err)

    return call


@pytest.fixture
def program(folder: Path) -> Cli:
    """The same in a fresh process, by ``python -m qa_desktop``."""

    def call(*arguments: object) -> Answer:
        command = [sys.executable, "-m", "qa_desktop", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, check=False)
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())

    return call
