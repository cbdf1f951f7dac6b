"""A disk that fills up at any moment: a plain message, the old state or the new, and on it goes.

    python tests/e2e/disk_full.py --times 100 --seed 1 [--act import]

Each time a small file system of its own (tmpfs; root on Linux) gets a workspace with its profile
and is filled but for a random number of bytes; the command runs there by ``python -m qa_desktop``.
Then room is made, the workspace is looked at in a fresh process (``upkeep_verify.py``), and the
same command runs again. A short form is in the suite.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from factories import best_answers, write_wav
from places import fill, small_disk

from qa_desktop.store.scorecards import find_version

_HERE = Path(__file__).resolve().parent
DISK = "24m"
_MOST_FREE = {
    "backup": 900_000,
    "restore": 2_500_000,
    "migration": 1_500_000,
    "import": 400_000,
    "submit": 300_000,
    "export": 16_000,
    "bundle": 400_000,
}
"""Bytes from which the act has all the room that it needs, and a little more."""
ACTS = tuple(_MOST_FREE)


@dataclass
class DiskReport:
    runs: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    """``done``, or the id of the refusal."""
    states: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


def run(folder: Path, act: str, times: int, seed: int) -> DiskReport:
    chance = random.Random(seed)
    report = DiskReport()
    template = folder / f"{act}-template"
    made_for = act if act == "migration" else "restore"
    _python("upkeep_workspaces.py", made_for, template, profile=template / "profile")
    _add_inputs(template)
    for number in range(times):
        free = chance.randrange(_MOST_FREE[act])
        with small_disk(folder / f"{act}-{number:03d}", DISK) as disk:
            found = _once(act, template, disk, free, report)
        report.runs += 1
        report.problems += [f"{act} {number} with {free} bytes: {each}" for each in found]
    return report


def _once(act: str, template: Path, disk: Path, free: int, report: DiskReport) -> list[str]:
    shutil.copytree(template, disk, dirs_exist_ok=True)
    ballast = fill(disk)
    os.truncate(ballast, max(ballast.stat().st_size - free, 0))
    done = _command(act, disk)
    ballast.unlink()
    problems = []
    if done.returncode not in (0, 3):
        problems.append(f"status {done.returncode}: {done.stdout.decode()[-300:]}")
    outcome = "done" if done.returncode == 0 else _error(done.stdout)
    report.outcomes[outcome] += 1
    if done.returncode == 0 and act in ("backup", "restore", "migration"):
        (disk / "acknowledged.jsonl").write_text(
            json.dumps({"when": "did", "what": act, "operations": len(_held(disk))}) + "\n"
        )
    looked_for = act if act in ("restore", "migration") else "backup"
    looked = _python(
        "upkeep_verify.py", looked_for, disk, template, profile=disk / "profile", check=False
    )
    if looked.returncode:
        return [*problems, f"cannot be read: {looked.stderr.decode(errors='replace')[-600:]}"]
    found = json.loads(looked.stdout)
    report.states[found["state"]] += 1
    problems += found["problems"]
    again = _command(act, disk)
    if again.returncode:
        problems.append(f"does not go on: {again.stdout.decode()[-300:]}")
    return problems


def _held(disk: Path) -> list[str]:
    return list(json.loads((disk / "held.json").read_text()))


def _error(answer: bytes) -> str:
    return str(json.loads(answer)["error"]["id"])


def _add_inputs(template: Path) -> None:
    """What the commands read: two recordings, answers. On the full disk too."""
    for number in range(2):
        write_wav(template / "new" / f"20261121-10000{number}-0618-1{number}.wav", 1.0, tone=600)
    card = find_version("outbound-sales")
    (template / "answers.json").write_text(json.dumps(best_answers(card)))
    marks = [
        {"at": n, "kind": "strength", "text": "好", "item": item}
        for n, item in enumerate(card.items)
    ]
    (template / "marks.json").write_text(json.dumps(marks))


def _command(act: str, disk: Path) -> subprocess.CompletedProcess[bytes]:
    workspace = disk / "workspace"
    name = next(workspace.glob("backups/*.db"), workspace)
    call = "20261120-093500-0617-13800000000.wav"
    arguments: dict[str, list[object]] = {
        "backup": ["backup"],
        "restore": ["restore", name],
        "migration": ["rebuild"],
        "import": ["import", "recordings", disk / "new"],
        "submit": [
            *("evaluate", call, "--scorecard", "outbound-sales"),
            *("--answers", disk / "answers.json", "--annotations", disk / "marks.json"),
        ],
        "export": [
            *("report", "daily-detail", "--from", "2020-01-01", "--to", "2099-12-31"),
            *("--out", disk / "detail.xlsx"),
        ],
        "bundle": ["bundle", "write", disk / "all.qab"],
    }
    command = [sys.executable, "-m", "qa_desktop", "--workspace", workspace, *arguments[act]]
    return subprocess.run(
        [*map(str, command), "--json"],
        env=_environment(disk / "profile"),
        capture_output=True,
        check=False,
    )


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
        "LC_ALL": "en_US.UTF-8",
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--act", choices=ACTS, action="append")
    chosen = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="qa-desktop-full-"))
    failed = False
    for act in chosen.act or ACTS:
        report = run(folder, act, chosen.times, chosen.seed)
        print(f"{act}: {report.runs} times, {dict(report.outcomes)}, left {dict(report.states)}")
        print(*report.problems or ["  old or new, said plainly, and it goes on"], sep="\n")
        sys.stdout.flush()
        failed = failed or bool(report.problems)
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
