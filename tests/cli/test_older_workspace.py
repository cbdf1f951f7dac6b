"""Commands that read, on a workspace of an earlier version of the program."""

from __future__ import annotations

import shutil
from pathlib import Path

from qa_desktop.store.workspace import DATABASE, Workspace
from tests.cli.conftest import Cli

_OLD = Path(__file__).parents[1] / "data" / "workspace-v1.db"


def test_it_is_brought_up_to_date_and_read(cli: Cli, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    shutil.copyfile(_OLD, folder / DATABASE)
    assert cli("recordings", "--json").document
    with Workspace.open(folder) as workspace:
        shown = workspace.db.conn.execute("SELECT count(*) FROM recording").fetchone()[0]
    assert shown


def test_a_folder_that_is_no_workspace_stays_as_it_is(cli: Cli, folder: Path) -> None:
    assert cli("recordings", "--json").error["id"] == "workspace.missing"
    assert not (folder / DATABASE).exists()
