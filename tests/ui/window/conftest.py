"""A real workspace behind a real desk, with a profile of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_desktop.ui.tasks import Desk


@pytest.fixture(autouse=True)
def own_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keys and last positions of the test, never those of whoever runs it."""
    monkeypatch.setenv("QA_DESKTOP_PROFILE", str(tmp_path / "profile"))
    return tmp_path / "profile"


@pytest.fixture
def desk(tmp_path: Path, qapp) -> Iterator[Desk]:
    made = Desk(tmp_path / "workspace")
    made.open("李敏", "Q017")
    yield made
    made.close()
