"""A short form of ``kill_test.py``; the long one is run by hand (200 kills and more)."""

from __future__ import annotations

from pathlib import Path

import kill_test


def test_nothing_acknowledged_is_lost_by_kills(tmp_path: Path):
    report = kill_test.run(tmp_path, times=5, seed=3, acts=12)
    assert report.problems == []
    assert report.kills == 5
    assert {"draft", "annotation", "evaluation", "import"} <= set(report.acknowledged)


def test_nothing_that_the_screen_called_saved_is_lost_by_kills(tmp_path: Path):
    report = kill_test.run(tmp_path, times=3, seed=16, child=kill_test.WINDOW_CHILD, acts=16)
    assert report.problems == []
    assert report.kills == 3
    assert len(report.starts) == 2, "up again after each kill"
    assert {"draft", "annotation", "evaluation", "import"} <= set(report.acknowledged)


def test_a_child_that_lies_is_found_out(tmp_path: Path):
    """The kill test can fail: an acknowledgement without a save is a loss."""
    report = kill_test.run(tmp_path, times=1, seed=1, child=kill_test._HERE / "kill_lying_child.py")
    assert any("annotation lost:" in problem for problem in report.problems)
