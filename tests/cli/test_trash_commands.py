"""``trash`` as a person runs it."""

from __future__ import annotations

from pathlib import Path

from qa_desktop.journal.changes import create, delete
from qa_desktop.journal.journal import new_id
from qa_desktop.store.workspace import Workspace
from tests.cli.conftest import Cli


def test_list_and_restore(cli: Cli, folder: Path) -> None:
    with Workspace.open(folder, name="李敏") as workspace:
        team = workspace.write([create("team", new_id(), {"name": "二班"})]).ids[0]
        workspace.write([delete("team", team)])
    (row,) = cli("trash", "list", "--json").document
    assert (row["id"], row["kind"], row["who"], row["words"]) == (team, "team", "李敏", "二班")
    assert "二班" in cli("trash", "list").out
    assert cli("trash", "restore", "nobody", "--json").error["id"] == "trash.unknown"
    assert cli("trash", "restore", team, "--json").document == {"restored": [team]}
    assert cli("trash", "list", "--json").document == []
