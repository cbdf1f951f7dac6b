"""From 100 to 300 %: nothing is cut off, nothing covers its neighbour. Qt reads the scale once, so
each is a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[3]


@pytest.mark.timeout(660)
@pytest.mark.parametrize(
    ("scale", "form"),
    [
        ("1.5", ["--short"]),
        *(
            pytest.param(each, [], marks=pytest.mark.slow)
            for each in ("1", "1.25", "1.5", "2", "3")
        ),
    ],
)
def test_everything_has_room(scale: str, form: list[str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.accessibility.scaled", *form],
        cwd=_ROOT,
        env=os.environ | {
            "QT_SCALE_FACTOR": scale,
            "QT_QPA_PLATFORM": "offscreen",
            "QA_DESKTOP_PROFILE": str(tmp_path),
        },
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["ratio"] == pytest.approx(float(scale))
    assert not report["faults"], json.dumps(report["faults"], indent=1, ensure_ascii=False)
