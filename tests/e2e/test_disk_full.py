"""A short form of ``disk_full.py``; a hundred disks of each act are filled by hand."""

from __future__ import annotations

from pathlib import Path

import disk_full
import pytest


@pytest.mark.parametrize("act", ["restore", "import", "submit"])
def test_a_full_disk_is_said_and_the_program_goes_on(act: str, tmp_path: Path) -> None:
    report = disk_full.run(tmp_path, act, times=1, seed=5)
    assert report.problems == []
    assert report.runs == 1


@pytest.mark.slow
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("act", disk_full.ACTS)
def test_a_hundred_full_disks(act: str, tmp_path: Path) -> None:
    report = disk_full.run(tmp_path, act, times=100, seed=7)
    assert report.problems == []
    assert len(report.outcomes) > 1, "some have room and some have not"
