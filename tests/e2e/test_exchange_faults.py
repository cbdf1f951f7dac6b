"""A short form of ``exchange_faults.py``; hundreds of kills and every point are run by hand."""

from __future__ import annotations

import random
from pathlib import Path

import exchange_faults
import pytest
from exchange_faults import Faults
from kill_upkeep import has_strace

pytestmark = pytest.mark.skipif(
    not has_strace(), reason="strace is not here, or this container does not let it trace"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("faults")


@pytest.mark.parametrize("act", exchange_faults.ACTS)
def test_a_kill_leaves_the_old_state_or_the_new_one(act: str, folder: Path) -> None:
    report = Faults(folder, act).kill(1, seed=5)
    assert report.problems == []
    assert report.outcomes["killed"] == report.runs == 1


@pytest.mark.parametrize("act", ["write", "merge"])
def test_a_full_disk_is_said_and_leaves_the_old_state_or_the_new_one(
    act: str, folder: Path
) -> None:
    report = Faults(folder, act).fill(folder / "disks", 1, seed=4)
    assert report.problems == []


@pytest.mark.parametrize(("act", "times"), [("write", 1), ("merge", 1)])
def test_an_io_error_is_said_and_leaves_the_old_state_or_the_new_one(
    act: str, times: int, folder: Path
) -> None:
    faults = Faults(folder, act)
    report = faults.fail(random.Random(3).sample(faults.points(), times))
    assert report.problems == []
    assert report.runs == times


@pytest.mark.slow
@pytest.mark.timeout(7_200)
@pytest.mark.parametrize("act", exchange_faults.ACTS)
def test_two_hundred_kills(act: str, tmp_path: Path) -> None:
    report = Faults(tmp_path, act).kill(200, seed=7)
    assert report.problems == []
    assert set(report.states) == {"old", "new"}


@pytest.mark.slow
@pytest.mark.timeout(7_200)
@pytest.mark.parametrize("act", exchange_faults.ACTS)
def test_a_hundred_full_disks(act: str, tmp_path: Path) -> None:
    report = Faults(tmp_path, act).fill(tmp_path / "disks", 100, seed=7)
    assert report.problems == []
    assert len(report.outcomes) > 1, "some have room and some have not"


@pytest.mark.slow
@pytest.mark.timeout(7_200)
@pytest.mark.parametrize("act", exchange_faults.ACTS)
def test_an_io_error_at_every_point(act: str, tmp_path: Path) -> None:
    faults = Faults(tmp_path, act)
    report = faults.fail(faults.points())
    assert report.problems == []
    assert len(report.outcomes) > 1, "some are said, some are of no consequence"
