"""SIGKILL, or an I/O error, at any system call of writing a bundle, merging one, exporting; and a
disk that is full.

    python tests/e2e/exchange_faults.py --kill 500 --seed 1 [--act merge]
    python tests/e2e/exchange_faults.py --io          # every n-th write, sync, rename … once
    python tests/e2e/exchange_faults.py --full 100    # small disks, filled but for some bytes
    python tests/e2e/exchange_faults.py --io --act merge --every 5 --log FILE

The act is a command (``python -m qa_desktop``) on a copy of one workspace; the calls with which it
changes files are counted by ``strace`` in a run that is left in peace. After each fault the
workspace is opened again: the old state or the new one, nothing that it held is lost, nothing lies
around, a full check is clean, and the act succeeds. A short form is in the suite. With ``--log``
each fault is one line of JSON as soon as it is over, so that a run that is stopped has said what it
saw; begun again with the same file it leaves out the I/O errors that the file holds.
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
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from exchange_workspaces import ACTS, Looked, back_up, command_of, look_at, make_template
from kill_upkeep import has_strace
from places import fill, small_disk

CALLS = (
    *("write", "pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "unlink", "mkdir"),
    *("renameat", "renameat2", "unlinkat", "sendfile", "copy_file_range"),
)
_CALL = re.compile(r"(\w+)\(")
_KILLED = (-9, 137)
_DISK = "24m"
_MOST_FREE = {
    "write": 700_000,
    "seal": 300_000,
    "merge": 1_300_000,
    "unseal": 1_300_000,
    "export": 80_000,
    "dataset": 200_000,
}
"""Bytes from which the act has all the room that it needs, and a little more."""
Point = tuple[str, int]
"""A system call, and which of its name."""


@dataclass
class FaultReport:
    runs: int = 0
    points: Counter[str] = field(default_factory=Counter)
    """At which calls the faults fell."""
    outcomes: Counter[str] = field(default_factory=Counter)
    """``killed``, ``done``, or the id of the refusal."""
    states: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


class Faults:
    """One act, on copies of one template below ``folder``."""

    def __init__(self, folder: Path, act: str, log: Path | None = None) -> None:
        self.act = act
        self._log = log
        self.report = FaultReport()
        self._place = folder / f"{act}-place"
        self._template = folder / "template"
        if not self._template.exists():
            make_template(self._template)
        self._points: list[Point] = []

    def points(self) -> list[Point]:
        """Every call of the act that changes a file of the workspace, the profile or the target,
        as a run in peace makes them."""
        if not self._points:
            with self._copy() as place:
                trace = place.with_suffix(".trace")
                how = ["-y", "-s", "0", "-o", trace, "-e", f"trace={','.join(CALLS)}"]
                done = self._run(place, ["strace", "-qq", *map(str, how)])
                assert done.returncode == 0, done.stdout
                self._points = _read_points(trace, place)
                trace.unlink()
        return self._points

    def kill(self, times: int, seed: int) -> FaultReport:
        """Every other time the kind of call is drawn first: most are writes of pages, and a rename
        is where it matters."""
        chance = random.Random(seed)
        for _ in range(times):
            points = self.points()
            if chance.random() < 1 / 2:
                kind = chance.choice(sorted({name for name, _ in points}))
                points = [point for point in points if point[0] == kind]
            self._once(chance.choice(points), "signal=KILL")
        return self.report

    def fail(self, points: list[Point]) -> FaultReport:
        """An I/O error at each of ``points``."""
        seen = self._failed_before()
        for point in points:
            if point not in seen:
                self._once(point, "error=EIO")
        return self.report

    def _failed_before(self) -> set[Point]:
        """The log's own, so that a long run goes on where it was stopped."""
        if self._log is None or not self._log.exists():
            return set()
        lines = [json.loads(line) for line in self._log.read_text().splitlines()]
        found = {
            (line["at"][0], line["at"][1])
            for line in lines
            if (line["act"], line["fault"]) == (self.act, "error=EIO")
        }
        print(f"{self.act}: {len(found)} faults are in the log already", flush=True)
        return found

    def fill(self, disk: Path, times: int, seed: int) -> FaultReport:
        """The same on small disks (tmpfs; root on Linux) with a random number of bytes free, from
        none to what the act could want."""
        chance = random.Random(seed)
        for number in range(times):
            free = chance.randrange(_MOST_FREE[self.act])
            with small_disk(disk / f"{self.act}-{number}", _DISK) as place:
                shutil.copytree(self._template, place, dirs_exist_ok=True)
                back_up(place)  # else most merges end with the backup that has no room
                ballast = fill(place)
                os.truncate(ballast, max(ballast.stat().st_size - free, 0))
                done = self._run(place, [])
                ballast.unlink()
                outcome = _outcome(done)
                looked = look_at(self.act, place, self._template, done=outcome == "done")
            self._note(("bytes free", free), "full", done, outcome, looked)
        return self.report

    def _once(self, point: Point, fault: str) -> None:
        name, count = point
        with self._copy() as place:
            inject = f"inject={name}:{fault}:when={count}"
            how = ["strace", "-qq", "-o", "/dev/null", "-e", f"trace={name}", "-e", inject]
            done = self._run(place, how)
            outcome = _outcome(done)
            looked = look_at(self.act, place, self._template, done=outcome == "done")
        self._note(point, fault, done, outcome, looked)

    def _note(
        self,
        point: Point,
        fault: str,
        done: subprocess.CompletedProcess[bytes],
        outcome: str,
        looked: Looked,
    ) -> None:
        self.report.runs += 1
        self.report.points[point[0]] += 1
        self.report.outcomes[outcome] += 1
        self.report.states[looked.state] += 1
        problems = list(looked.problems)
        if outcome in ("cli.bug", "nothing"):
            problems.append(f"{outcome}: {done.stdout[-300:]!r} {done.stderr[-2000:]!r}")
        self.report.problems += [f"{self.act} at {point}: {each}" for each in problems]
        if self._log is not None:
            line = {"act": self.act, "fault": fault, "at": point, "outcome": outcome}
            line |= {"left": looked.state, "problems": problems}
            with self._log.open("a", encoding="utf-8") as log:
                log.write(json.dumps(line) + "\n")

    def _run(self, place: Path, before: list[str]) -> subprocess.CompletedProcess[bytes]:
        command = [*before, sys.executable, "-m", "qa_desktop", *command_of(self.act, place)]
        environment = {
            **os.environ,
            "QA_DESKTOP_PROFILE": str(place / "profile"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "TMPDIR": str(place / "tmp"),
            "LC_ALL": "en_US.UTF-8",
        }
        return subprocess.run(command, env=environment, capture_output=True, check=False)

    @contextmanager
    def _copy(self) -> Iterator[Path]:
        shutil.copytree(self._template, self._place)
        try:
            yield self._place
        finally:
            shutil.rmtree(self._place)


def _outcome(done: subprocess.CompletedProcess[bytes]) -> str:
    if done.returncode in _KILLED:
        return "killed"
    if done.returncode == 0:
        return "done"
    try:
        return str(json.loads(done.stdout)["error"]["id"])
    except (ValueError, KeyError, TypeError):
        return "nothing"


def _read_points(trace: Path, place: Path) -> list[Point]:
    seen: Counter[str] = Counter()
    found: list[Point] = []
    for line in trace.read_text(errors="replace").splitlines():
        call = _CALL.match(line)
        if call:
            seen[call[1]] += 1
            if str(place) in line:
                found.append((call[1], seen[call[1]]))
    assert found
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--kill", type=int, default=0, metavar="TIMES")
    parser.add_argument("--io", action="store_true")
    parser.add_argument("--full", type=int, default=0, metavar="TIMES")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--act", choices=ACTS, action="append")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="--io: each N-th call")
    parser.add_argument("--log", type=Path, help="one line of JSON for each fault")
    chosen = parser.parse_args()
    assert has_strace(), "strace is not here, or not allowed to trace"
    failed = False
    with tempfile.TemporaryDirectory(prefix="qa-desktop-faults-") as made:
        for act in chosen.act or ACTS:
            faults = Faults(Path(made), act, chosen.log)
            if chosen.kill:
                faults.kill(chosen.kill, chosen.seed)
            if chosen.io:
                points = faults.points()[:: chosen.every]
                print(f"{act}: an I/O error at each of {len(points)} calls", flush=True)
                faults.fail(points)
            if chosen.full:
                faults.fill(Path(made) / "disks", chosen.full, chosen.seed)
            report = faults.report
            print(f"{act}: {report.runs} faults", flush=True)
            print(
                f"  at {dict(report.points)}, {dict(report.outcomes)}, left {dict(report.states)}"
            )
            print(*report.problems or ["  old or new, said plainly, nothing left"], sep="\n")
            sys.stdout.flush()
            failed = failed or bool(report.problems)
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
