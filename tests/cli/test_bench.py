"""The figures are measured, complete, and say what their goal limits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from qa_desktop.cli import bench
from qa_desktop.services.bench import bench_operations, bench_submit
from tests.cli.conftest import Cli


def _check(figures: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    for figure in figures:
        assert tuple(figure) == bench.FIGURES
        assert figure["value"] > 0
        if figure["reference"] is not None:
            assert figure["ratio"] == pytest.approx(
                figure["value"] / figure["reference"], rel=1e-4, abs=0.0051
            )
        assert (figure["ok"] is None) == (figure["goal"] is None)
    return {figure["name"]: figure for figure in figures}


def test_submitting_is_measured_against_a_bare_commit() -> None:
    figures = _check(bench_submit(calls=5))
    assert set(figures) == {"submit_median", "submit_slowest"}
    median, slowest = figures.values()
    assert median["goal"] == "≤ 50 ms" and median["value"] <= slowest["value"]


def test_writing_operations_is_measured_against_raw_inserts() -> None:
    figures = _check(bench_operations(count=200, repeats=1))
    assert figures["write_200_operations"]["reference"] > 0


def test_opening_and_the_playhead_are_measured() -> None:
    """In a process of its own, as the command does it."""
    code = (
        "import json; from qa_desktop.ui.bench_ui import bench_open_and_key\n"
        "print(json.dumps(bench_open_and_key(calls=2, keys=4)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    figures = _check(json.loads(done.stdout))
    assert figures["key_to_playhead"]["goal"] == "≤ 16 ms"
    assert figures["open_call"]["unit"] == "ms"


def test_window_up_is_measured_from_fresh_processes() -> None:
    from qa_desktop.ui.bench_ui import bench_window

    (figure,) = _check(bench_window(starts=1)).values()
    assert figure["name"] == "window_up" and figure["ratio"] > 1


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stands in for the measurements of minutes; the names of those that ran."""
    ran: list[str] = []

    def stand_in(name: str) -> bench.Measure:
        def measure() -> list[dict[str, Any]]:
            ran.append(name)
            against = {"reference": 2.0, "ratio": 0.5, "goal": 1.4}
            alone = {"reference": None, "ratio": None, "goal": 100}
            ends = {"value": 1.0, "unit": "ms", "ok": True}
            return [
                {name: figure[name] for name in bench.FIGURES}
                for figure in ({"name": "a", **against, **ends}, {"name": "b", **alone, **ends})
            ]

        return measure

    monkeypatch.setattr(bench, "MEASURES", {name: stand_in(name) for name in bench.MEASURES})
    return ran


def test_all_or_one_and_what_the_goal_limits(cli: Cli, measured: list[str]) -> None:
    one = cli("bench", "peaks", "--json")
    assert measured == ["peaks"] and one.status == 0
    assert [figure["goal"] for figure in one.document] == ["≤ 1.4 ×", "≤ 100 ms"]
    measured.clear()
    every = cli("bench")
    named = ["window", "key", "submit", "operations", "peaks", "sound", "calls"]
    assert measured == [*named, "timeline", "import"]
    assert every.out.splitlines()[0].split() == list(bench.FIGURES)
    assert "window" in every.err and "window" not in every.out


def test_an_unknown_figure_is_refused_with_the_known_ones(cli: Cli) -> None:
    answer = cli("bench", "nonsense", "--json")
    assert answer.status == 3 and answer.error["id"] == "cli.bench_unknown"
    assert "operations" in answer.error["remedy"]
    assert json.loads(answer.out)


def test_frames_of_the_timeline_and_the_import_s_stalls_are_measured() -> None:
    """In processes of their own; small ones."""
    code = (
        "import json; from qa_desktop.ui.bench_{0} import bench_{0}\n"
        "print(json.dumps(bench_{0}({1})))"
    )
    found: dict[str, dict[str, Any]] = {}
    for name, size in (("timeline", "minutes=2, frames=10"), ("import", "files=5, quiet_ms=50")):
        done = subprocess.run(
            [sys.executable, "-c", code.format(name, size)], capture_output=True, check=True
        )
        figures = json.loads(done.stdout)
        assert all(tuple(figure) == bench.FIGURES for figure in figures)
        found |= {figure["name"]: figure for figure in figures}
    assert found["timeline_scroll_p99"]["goal"] == "≤ 8 ms"
    assert found["timeline_zoom_p99"]["value"] > 0
    assert found["import_stall_longest"]["goal"] == "≤ 50 ms"


def test_signing_slips_in_a_row_is_measured_on_the_real_player() -> None:
    """A lead hears two on VLC, whose proof of listening lets him sign."""
    code = (
        "import json; from qa_desktop.ui.bench_slips import bench_slips\n"
        "print(json.dumps(bench_slips(slips=2, seconds=3)))"
    )
    environment = {**os.environ, "QA_DESKTOP_AOUT": "dummy", "QA_DESKTOP_PLAYER": "vlc"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env=environment
    )
    figures = _check(json.loads(done.stdout))
    assert figures["slip_next_playable_slowest"]["goal"] == "≤ 100 ms"
