"""SIGKILL at random moments: nothing that was acknowledged as saved may be missing.

    python tests/e2e/kill_test.py --times 200 --seed 1 [--child tests/e2e/kill_child.py]

A child works on a workspace and logs each thing after it was acknowledged; this program kills it
at a random moment, lets a fresh process compare log and a copy of what was left, and starts the
next child on the workspace as the kill has left it. ``kill_child.py`` calls the services,
``window_child.py`` sits at the window. A short form is in the suite (``test_kill.py``).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kill_log import read_log

_HERE = Path(__file__).resolve().parent
SERVICES_CHILD = _HERE / "kill_child.py"
WINDOW_CHILD = _HERE / "window_child.py"
ROUNDS_PER_WORKSPACE = 20
"""Then a new one is begun, so that the full checks stay short."""

_STARTING_SECONDS = 1.6
_WORKING_SECONDS = 1.2


@dataclass
class KillReport:
    kills: int = 0
    acknowledged: Counter[str] = field(default_factory=Counter)
    cut: Counter[str] = field(default_factory=Counter)
    """What was under way at the moment of the kill."""
    problems: list[str] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    """Seconds until a window was up again after a kill."""
    leftovers: int = 0
    """Half-made files that those starts found, and removed."""

    def add(self, entries: list[dict[str, Any]]) -> None:
        """What one child has logged."""
        self.kills += 1
        self.acknowledged.update(e["what"] for e in entries if e["when"] == "did")
        if entries and entries[-1]["when"] == "will":
            self.cut[entries[-1]["what"]] += 1
        again = [e for e in entries if e["what"] == "open" and e.get("again")]
        self.starts += [e["seconds"] for e in again]
        self.leftovers += sum(e["left"] for e in again)


def run(
    folder: Path, times: int, seed: int, child: Path = SERVICES_CHILD, acts: int = 1
) -> KillReport:
    """Kill ``times`` children, each at work after 1 to ``acts`` acknowledgements and a moment;
    workspaces lie below ``folder``."""
    chance = random.Random(seed)
    report = KillReport()
    for number in range(times):
        place = folder / f"{number // ROUNDS_PER_WORKSPACE:03d}"
        place.mkdir(exist_ok=True)
        log = place / "acknowledged.jsonl"
        before = len(read_log(log))
        _kill_one(place, child, 1000 * seed + number, chance, acts)
        report.add(read_log(log)[before:])
        report.problems += [f"kill {number}: {problem}" for problem in _verify(place)]
    return report


def _kill_one(place: Path, child: Path, seed: int, chance: random.Random, acts: int) -> None:
    """Most are killed at work; one in eight at any moment since its start."""
    arguments = [place / "workspace", place / "acknowledged.jsonl", str(seed)]
    with (place / "child-errors.txt").open("ab") as errors:
        process = subprocess.Popen(
            [sys.executable, child, *arguments], env=_environment(place), stderr=errors
        )
        try:
            if chance.random() < 1 / 8:
                _let_run(process, chance.uniform(0, _STARTING_SECONDS))
            else:
                _wait_until_working(process, place, chance.randint(1, acts))
                _let_run(process, chance.uniform(0, _WORKING_SECONDS))
        finally:
            process.kill()
            process.wait()


def _let_run(process: subprocess.Popen[bytes], seconds: float) -> None:
    """It works for ever: ending by itself means that it failed."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return
    raise AssertionError("the child ended by itself; see child-errors.txt")


def _wait_until_working(process: subprocess.Popen[bytes], place: Path, acts: int) -> None:
    """Until it has opened the workspace and acknowledged so many things."""
    log = place / "acknowledged.jsonl"
    before = _count_acknowledged(log)
    for _ in range(12_000):
        if _count_acknowledged(log) > before + acts:
            return
        _let_run(process, 0.01)
    raise AssertionError("the child did not get on with its work")


def _count_acknowledged(log: Path) -> int:
    return log.read_bytes().count(b'"when": "did"') if log.exists() else 0


def _environment(place: Path) -> dict[str, str]:
    return {
        **os.environ,
        "QA_DESKTOP_PROFILE": str(place / "profile"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _verify(place: Path) -> list[str]:
    """In a fresh process, on a copy: the next child meets what the kill has left."""
    if not (place / "workspace").exists():
        return []
    with tempfile.TemporaryDirectory(dir=place) as made:
        copy = Path(made)
        for part in ("workspace", "profile"):
            if (place / part).exists():
                shutil.copytree(place / part, copy / part)
        done = subprocess.run(
            [
                sys.executable,
                _HERE / "kill_verify.py",
                copy / "workspace",
                place / "acknowledged.jsonl",
            ],
            env=_environment(copy),
            capture_output=True,
            check=False,
        )
    if done.returncode:
        return [f"the workspace cannot be read: {done.stderr.decode(errors='replace')}"]
    return list(json.loads(done.stdout))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", type=Path, default=SERVICES_CHILD)
    parser.add_argument("--acts", type=int, default=1, help="most things before a kill")
    parser.add_argument("--folder", type=Path, help="keep the workspaces here")
    chosen = parser.parse_args()
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix="qa-desktop-kill-"))
    folder.mkdir(parents=True, exist_ok=True)
    report = run(folder, chosen.times, chosen.seed, chosen.child, chosen.acts)
    print(f"{report.kills} kills in {folder}")
    print("acknowledged:", dict(report.acknowledged))
    print("cut off while:", dict(report.cut))
    if report.starts:
        middle, worst = statistics.median(report.starts), max(report.starts)
        print(f"up again after {middle} s (median), {worst} s (worst)")
        print(f"{report.leftovers} half-made files found and removed")
    print(*report.problems or ["nothing acknowledged is missing; all checks are clean"], sep="\n")
    return 1 if report.problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
