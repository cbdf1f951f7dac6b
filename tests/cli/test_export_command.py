"""``export dataset`` as a script runs it."""

from __future__ import annotations

from pathlib import Path

from qa_desktop.store.workspace import Workspace
from tests.cli.conftest import Cli
from tests.factories import import_calls


def test_tables_and_their_rows_beside_a_window(cli: Cli, folder: Path, tmp_path: Path) -> None:
    with Workspace.open(folder, name="李敏") as workspace:
        import_calls(workspace, tmp_path / "in", 2)
        answer = cli("export", "dataset", tmp_path / "out", "--json")
    assert answer.status == 0
    assert answer.document.keys() == {"tables"}
    assert answer.document["tables"]["call"] == 2
    assert (tmp_path / "out" / "agent" / "part-0.parquet").exists()
    answer = cli("export", "dataset", tmp_path / "out", "--names")
    assert answer.status == 0 and "call  2" in answer.out and str(tmp_path / "out") in answer.out
    assert "李敏".encode() in (tmp_path / "out" / "person" / "part-0.parquet").read_bytes()


def test_a_folder_with_other_files_is_refused(cli: Cli, folder: Path, tmp_path: Path) -> None:
    Workspace.open(folder, name="李敏").close()
    answer = cli("export", "dataset", tmp_path, "--json")
    assert (answer.status, answer.error["id"]) == (3, "dataset.folder_taken")
