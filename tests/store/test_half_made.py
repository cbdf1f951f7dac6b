"""What a killed process leaves half made, in its workspace or in another folder, goes next time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from qa_desktop.store.durable import durable_file
from qa_desktop.store.half_made import PREFIX, noted, remove_half_made
from qa_desktop.store.workspace import Workspace

_KILLED = """
import os, signal, sys
from pathlib import Path
from qa_desktop.store.durable import durable_file
with durable_file(Path(sys.argv[1]), elsewhere=True) as file:
    file.write(b"half")
    file.flush()
    print("written", flush=True)
    sys.stdin.read()
"""


def started(out: Path) -> subprocess.Popen[bytes]:
    """A process that is at work on ``out``."""
    child = subprocess.Popen(
        [sys.executable, "-c", _KILLED, str(out)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdout is not None and child.stdout.readline().strip() == b"written"
    return child


def end(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    child.communicate()


def test_the_file_of_a_killed_process_goes_with_the_next_start(
    tmp_path: Path, profile: Path
) -> None:
    stick = tmp_path / "stick"
    child = started(stick / "out.qab")
    (half,) = stick.iterdir()
    remove_half_made()
    assert half.exists(), "its maker is at work"
    end(child)
    Workspace.open(tmp_path / "workspace", name="李敏", number="8001").close()
    assert not list(stick.iterdir())
    assert not list((profile / "half-made").iterdir())


def test_a_stick_that_is_not_plugged_in_is_remembered(tmp_path: Path, profile: Path) -> None:
    stick = tmp_path / "stick"
    end(started(stick / "out.qab"))
    stick.rename(tmp_path / "away")
    remove_half_made()
    assert len(list((profile / "half-made").glob("*.path"))) == 1
    (tmp_path / "away").rename(stick)
    with durable_file(stick / "next", elsewhere=True) as file:
        file.write(b"whole")
    assert [each.name for each in stick.iterdir()] == ["next"]
    assert not list((profile / "half-made").iterdir())


def test_no_other_file_is_removed_whatever_a_note_says(tmp_path: Path, profile: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")
    notes = profile / "half-made"
    notes.mkdir()
    (notes / "a.lock").touch()
    (notes / "a.path").write_text(str(mine))
    remove_half_made()
    assert mine.exists()


def test_a_profile_that_takes_no_note_does_not_stop_an_export(
    tmp_path: Path, profile: Path
) -> None:
    (profile / "half-made").write_text("in the way")
    with durable_file(tmp_path / "out", elsewhere=True) as file:
        file.write(b"whole")
    assert (tmp_path / "out").read_bytes() == b"whole"


_KILLED_BETWEEN = """
import os, signal, sys
from pathlib import Path
from qa_desktop.store.half_made import noted
out = Path(sys.argv[1])
old = out.with_name(".making-1-old")
with noted(old, was=out):
    out.rename(old)
    if sys.argv[2] == "after":
        out.mkdir()
    os.kill(os.getpid(), signal.SIGTERM)
"""


def test_what_was_put_aside_goes_back_unless_another_took_its_place(
    tmp_path: Path, profile: Path
) -> None:
    for moment in ("before", "after"):
        out = tmp_path / moment / "dataset"
        out.mkdir(parents=True)
        (out / "of before").touch()
        subprocess.run([sys.executable, "-c", _KILLED_BETWEEN, str(out), moment], check=False)
        remove_half_made()
        assert list(out.parent.iterdir()) == [out]
        assert (out / "of before").exists() == (moment == "before")
    assert not list((profile / "half-made").iterdir())


def test_what_could_not_be_removed_goes_next_time(tmp_path: Path, profile: Path) -> None:
    """A disk error while the dataset of before was cleared away."""
    aside = tmp_path / f"{PREFIX}0-old"
    aside.mkdir()
    (tmp_path / "data").mkdir()
    with noted(aside, was=tmp_path / "data"):
        pass
    assert aside.is_dir()
    remove_half_made()
    assert [each.name for each in tmp_path.iterdir() if each != profile] == ["data"]
    assert not list((profile / "half-made").iterdir())
