"""SIGKILL at random moments: nothing that was acknowledged as saved may be missing.

    python tests/e2e/kill_test.py --times 200 --seed 1 [--child tests/e2e/kill_child.py]

A child works on a workspace and logs each thing after it was acknowledged; this program kills it
at a random moment, lets a fresh process compare log and workspace, and starts the next child on
the same workspace. A short form is in the suite (``test_kill.py``).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from kill_log import read_log

_HERE = Path(__file__).resolve().parent
SERVICES_CHILD = _HERE / "kill_child.py"
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


def run(folder: Path, times: int, seed: int, child: Path = SERVICES_CHILD) -> KillReport:
    """Kill ``times`` children; workspaces lie below ``folder``."""
    chance = random.Random(seed)
    report = KillReport()
    for number in range(times):
        place = folder / f"{number // ROUNDS_PER_WORKSPACE:03d}"
        place.mkdir(exist_ok=True)
        log = place / "acknowledged.jsonl"
        before = len(read_log(log))
        _kill_one(place, child, 1000 * seed + number, chance)
        entries = read_log(log)[before:]
        report.kills += 1
        report.acknowledged.update(e["what"] for e in entries if e["when"] == "did")
        if entries and entries[-1]["when"] == "will":
            report.cut[entries[-1]["what"]] += 1
        report.problems += [f"kill {number}: {problem}" for problem in _verify(place)]
    return report


def _kill_one(place: Path, child: Path, seed: int, chance: random.Random) -> None:
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
                _wait_until_working(process, place)
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


def _wait_until_working(process: subprocess.Popen[bytes], place: Path) -> None:
    log = place / "acknowledged.jsonl"
    size = log.stat().st_size if log.exists() else 0
    for _ in range(6000):
        if log.exists() and log.stat().st_size > size + 100:
            return
        _let_run(process, 0.01)
    raise AssertionError("the child did not begin to work")


def _environment(place: Path) -> dict[str, str]:
    return {
        **os.environ,
        "QA_DESKTOP_PROFILE": str(place / "profile"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _verify(place: Path) -> list[str]:
    """In a fresh process."""
    if not (place / "workspace").exists():
        return []
    verifier = _HERE / "kill_verify.py"
    done = subprocess.run(
        [sys.executable, verifier, place / "workspace", place / "acknowledged.jsonl"],
        env=_environment(place),
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
    parser.add_argument("--folder", type=Path, help="keep the workspaces here")
    chosen = parser.parse_args()
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix="qa-desktop-kill-"))
    folder.mkdir(parents=True, exist_ok=True)
    report = run(folder, chosen.times, chosen.seed, chosen.child)
    print(f"{report.kills} kills in {folder}")
    print("acknowledged:", dict(report.acknowledged))
    print("cut off while:", dict(report.cut))
    print(*report.problems or ["nothing acknowledged is missing; all checks are clean"], sep="\n")
    return 1 if report.problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
