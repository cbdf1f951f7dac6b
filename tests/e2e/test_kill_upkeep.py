"""A short form of ``kill_upkeep.py``; a hundred kills of each act are run by hand."""

from __future__ import annotations

from pathlib import Path

import kill_upkeep
import pytest


@pytest.mark.parametrize("act", kill_upkeep.ACTS)
def test_a_kill_leaves_the_old_state_or_the_new_one(act: str, tmp_path: Path) -> None:
    report = kill_upkeep.run(tmp_path, act, times=1, seed=11)
    assert report.problems == []
    assert sum(report.states.values()) == report.kills == 1


@pytest.mark.slow
@pytest.mark.timeout(7_200)
@pytest.mark.parametrize("act", kill_upkeep.ACTS)
def test_a_hundred_kills(act: str, tmp_path: Path) -> None:
    report = kill_upkeep.run(tmp_path, act, times=100, seed=7)
    assert report.problems == []
    assert set(report.states) == {"old", "new"}
