"""Status 3: one plain sentence, what to do, and nothing changed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_desktop.store.connection import SCHEMA_VERSION
from qa_desktop.store.workspace import DATABASE, Workspace
from tests.cli.conftest import Cli
from tests.factories import import_calls, write_wav
from tests.places import fill, make_read_only, small_disk

NOTE = ("--at", 1, "--kind", "note", "--text", "x", "--json")


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.name.endswith(("-wal", "-shm", ".lock"))
    }


@pytest.fixture
def made(folder: Path, tmp_path: Path) -> str:
    """A workspace with one call; the call's id."""
    with Workspace.open(folder, name="李敏") as workspace:
        (call,) = import_calls(workspace, tmp_path / "in")
    return call.id


HOLDER = """
import sys
from pathlib import Path
from qa_desktop.store.workspace import Workspace
with Workspace.open(Path(sys.argv[1])):
    print("open", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def window(made: str, folder: Path) -> Iterator[None]:
    """Another process that has the workspace open."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout and process.stdin
    assert process.stdout.readline().strip() == b"open"
    yield
    process.stdin.close()
    process.wait()
    process.stdout.close()


@pytest.mark.usefixtures("window")
def test_writing_beside_a_window_is_refused_and_reading_works(cli: Cli, made: str) -> None:
    ops = cli("digest", "--json").document["ops"]
    answer = cli("annotate", made, *NOTE)
    assert answer.status == 3 and answer.error["id"] == "workspace.locked"
    for command in (["recordings"], ["identity", "show"], ["history", made], ["digest", "--scan"]):
        assert cli(*command, "--json").status == 0, command
    assert cli("check", "--full", "--json").document == {"ok": True, "problems": [], "notes": []}
    assert cli("digest", "--json").document["ops"] == ops


def test_a_workspace_of_a_newer_program(cli: Cli, made: str, folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        workspace.db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = _contents(folder)
    for command in (["recordings", "--json"], ["annotate", made, *NOTE]):
        answer = cli(*command)
        assert answer.status == 3 and answer.error["id"] == "workspace.newer"
        assert str(SCHEMA_VERSION + 1) in answer.error["message"]
    assert _contents(folder) == before


def test_no_workspace_is_made_by_reading(cli: Cli, folder: Path) -> None:
    for command in (["recordings"], ["identity", "show"], ["check"], ["digest"], ["history", "x"]):
        answer = cli(*command, "--json")
        assert answer.status == 3 and answer.error["id"] == "workspace.missing", command
    assert not folder.exists()


def test_a_folder_with_other_files_is_left_alone(cli: Cli, folder: Path) -> None:
    folder.mkdir()
    (folder / "毕业论文.docx").write_text("mine")
    answer = cli("identity", "new", "--name", "李敏", "--json")
    assert answer.status == 3 and answer.error["id"] == "workspace.folder_not_empty"
    assert _contents(folder) == {"毕业论文.docx": b"mine"}


def test_a_file_is_no_workspace(cli: Cli, folder: Path) -> None:
    folder.write_text("a file")
    answer = cli("identity", "new", "--name", "李敏", "--json")
    assert answer.status == 3 and answer.error["id"] == "workspace.not_a_folder"
    assert folder.read_text() == "a file"


def test_below_a_file_there_is_no_workspace(cli: Cli, folder: Path) -> None:
    folder.write_text("a file")
    for command in (["identity", "new", "--name", "李敏"], ["recordings"]):
        answer = cli(*command, "--workspace", folder / "deep", "--json")
        assert answer.status == 3, answer.err
        assert answer.error["id"] in ("workspace.not_a_folder", "workspace.missing")


@pytest.mark.parametrize("damage", ["text", "cut", "middle"])
def test_a_damaged_database_is_refused_and_kept(
    cli: Cli, made: str, folder: Path, damage: str
) -> None:
    database = folder / DATABASE
    content = bytearray(database.read_bytes())
    if damage == "text":
        content[:] = b"this was never a database, but it is long enough to look at" * 100
    elif damage == "cut":
        del content[len(content) // 2 :]
    else:
        content[4096:] = os.urandom(len(content) - 4096)
    database.write_bytes(content)
    for command in (["recordings", "--json"], ["annotate", made, *NOTE]):
        answer = cli(*command)
        assert answer.status == 3 and answer.error["id"] == "workspace.damaged", answer
    assert database.read_bytes() == bytes(content)


def test_another_programs_database_is_refused(cli: Cli, folder: Path) -> None:
    import sqlite3

    folder.mkdir()
    with sqlite3.connect(folder / DATABASE) as other:
        other.execute("CREATE TABLE theirs (x)")
    other.close()
    for command in (["recordings"], ["identity", "new", "--name", "李敏"]):
        answer = cli(*command, "--json")
        assert answer.status == 3 and answer.error["id"] == "workspace.not_ours"


def test_a_read_only_disk(cli: Cli, made: str, folder: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        there = disk / "workspace"
        with Workspace.open(there, name="李敏") as workspace:
            (call,) = import_calls(workspace, tmp_path / "in")
        make_read_only(disk)
        answer = cli("annotate", call.id, *NOTE, "--workspace", there)
        assert answer.status == 3 and answer.error["id"] == "workspace.read_only", answer
        answer = cli("identity", "new", "--name", "x", "--json", "--workspace", disk / "new")
        assert answer.status == 3 and answer.error["id"] == "workspace.read_only", answer
        answer = cli("recordings", "--json", "--workspace", there)
        assert answer.status == 3 and answer.error["id"] == "workspace.read_only", answer


def test_a_folder_of_somebody_else(program: Cli, made: str, folder: Path) -> None:
    """As an ordinary account that has no right to write there."""
    if os.geteuid() != 0 or sys.platform != "linux":
        pytest.skip("only root can become somebody else")
    command = [sys.executable, "-m", "qa_desktop", "annotate", made, *map(str, NOTE)]
    before = _contents(folder)
    for parent in folder.parents:
        if parent.is_relative_to(tempfile.gettempdir()) and parent != Path(tempfile.gettempdir()):
            parent.chmod(0o755)
    environment = {**os.environ, "QA_DESKTOP_PROFILE": "/nonexistent/profile"}
    done = subprocess.run(
        ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *command],
        capture_output=True,
        env=environment,
        check=False,
    )
    if not done.stdout and b"Permission denied" in done.stderr:
        pytest.skip("the interpreter itself is not readable for other accounts")
    assert done.returncode == 3, done
    assert json.loads(done.stdout)["error"]["id"] == "workspace.read_only"
    assert _contents(folder) == before


def test_a_full_disk_loses_nothing(cli: Cli, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        there = disk / "workspace"
        with Workspace.open(there, name="李敏") as workspace:
            (call,) = import_calls(workspace, tmp_path / "in")
        at = ("--workspace", there)
        assert cli("annotate", call.id, *NOTE, *at).status == 0
        ops = cli("digest", "--json", *at).document["ops"]
        ballast = fill(disk)

        answer = cli("annotate", call.id, *NOTE[:-3], "--text", "长" * 3000, "--json", *at)
        assert answer.status == 3 and answer.error["id"] == "workspace.disk_full", answer
        more = write_wav(tmp_path / "more.wav", 3, tone=777)
        answer = cli("import", "recordings", more, "--json", *at)
        assert answer.status == 3 and answer.error["id"] == "workspace.disk_full", answer

        ballast.unlink()
        assert cli("digest", "--json", *at).document["ops"] == ops
        assert cli("check", "--full", "--json", *at).document == {
            "ok": True,
            "problems": [],
            "notes": [],
        }
        assert not list((there / "audio").glob(".incoming-*"))
        assert cli("annotate", call.id, *NOTE, *at).status == 0
        assert cli("import", "recordings", more, "--json", *at).document["added"] == 1


def test_a_full_profile_does_not_unsave_what_was_saved(
    cli: Cli, made: str, profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The outside note of the last position fails: the annotation is saved all the same."""
    with small_disk(tmp_path / "disk", "1m") as disk:
        for file in (profile / "keys").iterdir():
            (disk / "keys").mkdir(exist_ok=True)
            (disk / "keys" / file.name).write_bytes(file.read_bytes())
        monkeypatch.setenv("QA_DESKTOP_PROFILE", str(disk))
        fill(disk)
        answer = cli("annotate", made, *NOTE)
        assert answer.status == 0, answer
        assert cli("history", answer.document["annotation"], "--json").status == 0
        assert not list((disk / "keys").glob(".*"))


NAMES = [
    "😀🎧.wav",
    "\u202egnp.wav",
    "../up.wav",
    "a\nb\x1b[31m.wav",
    "x" * 251 + ".wav",
    "'; DROP.wav",
]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_hostile_file_names(cli: Cli, tmp_path: Path, name: str) -> None:
    file = write_wav(tmp_path / "in" / "deep" / name)
    assert cli("import", "recordings", file, "--json").document["added"] == 1
    (row,) = cli("recordings", "--json").document
    assert len(cli("recordings", "--filter", file.name, "--json").document) == 1
    mark = cli("annotate", file.name, *NOTE)
    assert (
        cli("history", mark.document["annotation"], "--json").document[0]["values"]["call"]
        == (row["id"])
    )


def test_a_name_cannot_play_with_the_terminal(cli: Cli, tmp_path: Path) -> None:
    hostile = tmp_path / "a\x1b[31m\u202egnp\r.wav"
    hostile.touch()
    said = cli("import", "recordings", hostile)
    assert r"a\x1b[31m\u202egnp\r.wav" in said.out
    for sign in ("\x1b", "\u202e", "\r"):
        assert sign not in said.out + cli("annotate", hostile.name, *NOTE[:-1]).err


def test_a_file_name_that_is_no_text(cli: Cli, tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("only here a name may be any bytes")
    plain = write_wav(tmp_path / "in" / "a.wav")
    plain.rename(os.fsdecode(os.fsencode(plain.parent) + b"/\xff\xfe.wav"))
    broken = os.fsdecode(os.fsencode(plain.parent) + b"/\xfd.wav")
    Path(broken).write_bytes(b"no audio")
    document = cli("import", "recordings", tmp_path / "in", "--json").document
    assert document["added"] == 1
    assert document["unreadable"][0]["path"] == broken
    assert len(cli("recordings", "--json").document) == 1


@pytest.mark.parametrize(
    ("content", "id"),
    [
        ("{}", "annotation_file.not_a_list"),
        ("[", "annotation_file.not_json"),
        ("[" * 100_000, "annotation_file.not_json"),
        ('[{"at": true, "kind": "note", "text": "x"}]', "annotation_file.bad_mark"),
        ('[{"at": 1.5, "kind": "note", "text": "x"}]', "annotation_file.bad_mark"),
        ('[{"at": 1, "kind": "note"}]', "annotation_file.bad_mark"),
        ('[{"at": 1, "kind": "note", "text": "\\ud800"}]', "annotation_file.bad_mark"),
        ('[{"at": 1, "kind": "note", "text": "x", "\\ud800": 1}]', "annotation_file.bad_mark"),
        ('[{"at": 1, "kind": "note", "text": "x", "typo": 1}]', "annotation_file.bad_mark"),
        ('[{"at": -1, "kind": "note", "text": "x"}]', "annotation.bad_times"),
        ('[{"at": 1, "kind": "praise", "text": "x"}]', "annotation.bad_kind"),
        (None, "annotation_file.unreadable"),
    ],
)
def test_bad_annotation_files(
    cli: Cli, made: str, tmp_path: Path, content: str | None, id: str
) -> None:
    marks, answers = tmp_path / "marks.json", tmp_path / "answers.json"
    answers.write_text("{}")
    if content is not None:
        marks.write_text(content)
    before = cli("digest", "--json").document
    answer = cli(
        *("evaluate", made, "--scorecard", "outbound-sales", "--answers", answers),
        *("--annotations", marks, "--json"),
    )
    assert answer.status == 3 and answer.error["id"] == id
    assert cli("digest", "--json").document == before


@pytest.mark.parametrize(
    ("command", "id"),
    [
        (["annotate", "nobody", *NOTE], "call.unknown"),
        (["scorecard", "show", "nothing", "--json"], "scorecard.unknown_name"),
        (["scorecard", "check", "/nonexistent", "--json"], "scoring.file_unreadable"),
        (["score", "--scorecard", "/", "--answers", "/", "--json"], "scoring.file_not_regular"),
        (["peaks", "/nonexistent.wav", "--json"], None),
        (["import", "agents", "/nonexistent.xlsx", "--json"], None),
        (["import", "calls", "/", "--json"], None),
        (["import", "recordings", "/nonexistent", "--pattern", "{nonsense}", "--json"], None),
    ],
)
def test_other_refusals(cli: Cli, made: str, command: list[str], id: str | None) -> None:
    answer = cli(*command)
    assert answer.status == 3, answer
    assert id is None or answer.error["id"] == id
    assert answer.error["message"] and answer.error["remedy"]
