"""SIGKILL at random points of a backup, a restore, a migration: the old state or the new one.

    python tests/e2e/kill_upkeep.py --times 100 --seed 1 [--act backup]

Every point is one of the system calls with which the act changes files, counted with ``strace`` in
a run that is left in peace, and then drawn at random; without ``strace`` it is a moment in time.
A fresh process then looks at what was left (``upkeep_verify.py``). A short form is in the suite.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent
ACTS = ("backup", "restore", "migration")
CALLS = (
    *("write", "pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "unlink", "mkdir"),
    *("renameat", "renameat2", "unlinkat", "sendfile", "copy_file_range"),
)
_CALL = re.compile(r"(\w+)\(")
_BEGUN = '"when\\": \\"will\\"'
"""What the child logs before it begins, as ``strace`` quotes it."""
_KILLED = (-9, 137)
_MOST_TRIES = 3
_SEEDS = 6
"""Different runs of an act; the calls of each are counted once."""


@dataclass
class UpkeepReport:
    kills: int = 0
    states: Counter[str] = field(default_factory=Counter)
    points: Counter[str] = field(default_factory=Counter)
    """At which calls the kills fell."""
    problems: list[str] = field(default_factory=list)


@cache
def has_strace() -> bool:
    """Whether system calls can be counted here: containers may forbid it."""
    if not shutil.which("strace"):
        return False
    return (
        subprocess.run(["strace", "-qq", "true"], capture_output=True, check=False).returncode == 0
    )


def run(folder: Path, act: str, times: int, seed: int) -> UpkeepReport:
    """Kill the act ``times`` times, each time on a copy of the same workspace."""
    chance = random.Random(seed)
    report = UpkeepReport()
    template = folder / f"{act}-template"
    _python("upkeep_workspaces.py", act, template, profile=template / "profile")
    for number in range(times):
        place = folder / f"{act}-{number:03d}"
        point = _kill_one(act, template, place, chance)
        report.kills += 1
        report.points[point] += 1
        done = _python(
            "upkeep_verify.py", act, place, template, profile=place / "profile", check=False
        )
        if done.returncode:
            words = done.stderr.decode(errors="replace")
            report.problems.append(f"{act} {number} at {point}: cannot be read: {words}")
            continue
        found = json.loads(done.stdout)
        report.states[found["state"]] += 1
        report.problems += [f"{act} {number} at {point}: {each}" for each in found["problems"]]
        if not found["problems"]:
            shutil.rmtree(place)
    return report


def _kill_one(act: str, template: Path, place: Path, chance: random.Random) -> str:
    """At a point drawn from a run on the same copy; the name of the call."""
    for _ in range(_MOST_TRIES):
        seed = chance.randrange(_SEEDS)
        command = [sys.executable, _HERE / "upkeep_child.py", act]
        rest = [place / "workspace", place / "acknowledged.jsonl", str(seed)]
        if has_strace():
            name, count = _drawn(template, place, command + rest, seed, chance)
            kill = f"inject={name}:signal=KILL:when={count}"
            traced = ["strace", "-qq", "-o", place / "trace", "-e", f"trace={name}", "-e", kill]
            _copy(template, place)
            process = subprocess.Popen(
                [*map(str, traced), *map(str, command + rest)], env=_environment(place / "profile")
            )
            status = process.wait()
        else:
            name = "a moment"
            _copy(template, place)
            status = _kill_in_time([*map(str, command + rest)], place, chance)
        if status in _KILLED:
            return name
    raise AssertionError(f"{act} was not killed: it ended by itself with {status}")


_counted: dict[tuple[Path, int], list[tuple[str, int]]] = {}


def _drawn(
    template: Path, place: Path, command: list[object], seed: int, chance: random.Random
) -> tuple[str, int]:
    """A point of the act. Every other time the kind of call is drawn first: most are writes of
    pages, and a rename is where it matters."""
    if (template, seed) not in _counted:
        _copy(template, place)
        _counted[template, seed] = _points(command, place)
    points = _counted[template, seed]
    if chance.random() < 1 / 2:
        kind = chance.choice(sorted({name for name, _ in points}))
        points = [point for point in points if point[0] == kind]
    return chance.choice(points)


def _points(command: list[object], place: Path) -> list[tuple[str, int]]:
    """(system call, how many of its name came before and with it) of the whole act."""
    trace = place / "trace"
    strace = ["strace", "-qq", "-s", "200", "-o", trace, "-e", f"trace={','.join(CALLS)}"]
    subprocess.run(
        [*map(str, strace), *map(str, command)], env=_environment(place / "profile"), check=True
    )
    seen: Counter[str] = Counter()
    found: list[tuple[str, int]] = []
    begun = False
    for line in trace.read_text(errors="replace").splitlines():
        call = _CALL.match(line)
        if call:
            seen[call[1]] += 1
            if begun:
                found.append((call[1], seen[call[1]]))
            begun = begun or _BEGUN in line
    return found


def _kill_in_time(command: list[str], place: Path, chance: random.Random) -> int:
    """After a random time since it began."""
    process = subprocess.Popen(command, env=_environment(place / "profile"))
    log = place / "acknowledged.jsonl"
    while process.poll() is None and not (log.exists() and log.stat().st_size):
        time.sleep(0.002)
    try:
        return process.wait(chance.uniform(0, 0.6))
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _copy(template: Path, place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(template, place)


def _python(
    script: str, *arguments: object, profile: Path, check: bool = True
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, _HERE / script, *arguments]
    return subprocess.run(
        [*map(str, command)], env=_environment(profile), capture_output=True, check=check
    )


def _environment(profile: Path) -> dict[str, str]:
    return {
        **os.environ,
        "QA_DESKTOP_PROFILE": str(profile),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--act", choices=ACTS, action="append")
    parser.add_argument("--folder", type=Path, help="keep the workspaces here")
    chosen = parser.parse_args()
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix="qa-desktop-upkeep-"))
    folder.mkdir(parents=True, exist_ok=True)
    failed = False
    for act in chosen.act or ACTS:
        report = run(folder, act, chosen.times, chosen.seed)
        print(f"{act}: {report.kills} kills, left {dict(report.states)}", flush=True)
        print(f"  at {dict(report.points.most_common())}")
        print(*report.problems or ["  old or new, never between; nothing is missing"], sep="\n")
        failed = failed or bool(report.problems)
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
