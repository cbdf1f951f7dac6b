"""``backup`` and ``restore`` as a person or a script runs them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from sqlite_utils import utils

from qa_desktop.paths import own_program
from qa_desktop.store import bare_file, copy_check
from qa_desktop.store.copy_check import DAMAGED, SOUND
from qa_desktop.store.workspace import DATABASE, Workspace
from tests.cli.conftest import Cli
from tests.factories import import_calls


@pytest.fixture
def made(folder: Path, tmp_path: Path) -> str:
    with Workspace.open(folder, name="李敏") as workspace:
        return import_calls(workspace, tmp_path / "in")[0].id


@pytest.mark.usefixtures("made")
def test_backup_beside_a_window_and_restore_of_a_ruined_database(
    cli: Cli, folder: Path, tmp_path: Path
) -> None:
    with Workspace.open(folder):  # as a window has it
        answer = cli("backup", tmp_path / "stick", "--json")
    assert answer.status == 0
    document = answer.document
    assert document["ok"] is True and document["problems"] == []
    file = Path(document["file"])
    assert file.parent == tmp_path / "stick" and file.stat().st_size == document["bytes"]
    calls = cli("recordings", "--json").document
    (folder / DATABASE).write_bytes(b"\0" * 40_000)
    assert cli("recordings", "--json").error["id"] in ("workspace.damaged", "workspace.not_ours")
    answer = cli("restore", file, "--json")
    assert answer.status == 0
    restored = answer.document
    assert (restored["ok"], restored["problems"], restored["notes"]) == (True, [], [])
    assert (Path(restored["replaced"]) / DATABASE).read_bytes() == b"\0" * 40_000
    assert cli("recordings", "--json").document == calls
    assert cli("check", "--full", "--json").document["ok"]


@pytest.mark.usefixtures("made")
def test_backup_without_a_folder_goes_into_the_workspace(cli: Cli, folder: Path) -> None:
    answer = cli("backup")
    assert answer.status == 0 and str(folder / "backups") in answer.out
    assert len(list((folder / "backups").glob("*.db"))) == 1


@pytest.mark.usefixtures("made")
def test_a_restore_says_what_is_missing(cli: Cli, made: str) -> None:
    file = Path(cli("backup", "--json").document["file"])
    cli("annotate", made, "--at", 1, "--kind", "note", "--text", "x")
    folder = file.parent.parent
    (folder / DATABASE).write_bytes(b"\0" * 40_000)
    document = cli("restore", file, "--json").document
    assert document["ok"] is False
    assert document["problems"] == ["The last 1 operations that this machine wrote are missing"]


@pytest.mark.usefixtures("made")
def test_refusals_of_restore(cli: Cli, tmp_path: Path) -> None:
    answer = cli("restore", tmp_path / "none.db", "--json")
    assert answer.status == 3 and answer.error["id"] == "backup.file_missing"
    (tmp_path / "list.db").write_text("a shopping list " * 300)
    answer = cli("restore", tmp_path / "list.db", "--json")
    assert answer.status == 3 and answer.error["id"] == "backup.file_not_ours"


@pytest.mark.usefixtures("made")
def test_the_check_in_a_child_process_answers_by_its_status(program: Cli, folder: Path) -> None:
    def check(file: Path) -> int:
        command = [*own_program(), copy_check.COMMAND, str(file)]
        return subprocess.run(command, timeout=60).returncode

    assert bare_file.sqlite3 is utils.sqlite3, "both check what the other writes"
    assert check(folder / DATABASE) == SOUND
    content = bytearray((folder / DATABASE).read_bytes())
    content[len(content) // 2 :] = b"\x07" * (len(content) - len(content) // 2)
    (folder / "bad.db").write_bytes(content)
    assert check(folder / "bad.db") == DAMAGED
    assert "check-copy" not in program("--help").out
