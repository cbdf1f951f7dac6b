"""A workspace with evaluated calls, made once: the tests of reports only read it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from qa_desktop.services.report_data import PeriodRequest
from qa_desktop.store.reader import Reader
from qa_desktop.store.workspace import Workspace
from tests.factories_reports import Evaluated, evaluate_demo


@dataclass(frozen=True)
class Scene:
    reader: Reader
    evaluated: Evaluated
    folder: Path

    @property
    def request(self) -> PeriodRequest:
        """Around today: the clock may pass midnight while the tests run."""
        today = date.today()
        return PeriodRequest(today - timedelta(days=1), today + timedelta(days=1))


@pytest.fixture(scope="session")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    folder = tmp_path_factory.mktemp("reports") / "workspace"
    before = os.environ.get("QA_DESKTOP_PROFILE")
    os.environ["QA_DESKTOP_PROFILE"] = str(tmp_path_factory.mktemp("reports-profile"))
    try:
        with Workspace.open(folder, name="李敏", number="8001") as workspace:
            evaluated = evaluate_demo(workspace)
    finally:
        if before is None:
            del os.environ["QA_DESKTOP_PROFILE"]
        else:
            os.environ["QA_DESKTOP_PROFILE"] = before
    with Reader.open(folder) as reader:
        yield Scene(reader, evaluated, folder)
