"""The command line masks customer numbers as the window does."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_desktop.cli.bug_log import log_bug
from qa_desktop.journal.changes import set_fields
from qa_desktop.services.importing import import_recordings
from qa_desktop.store.calls import find_calls
from qa_desktop.store.workspace import Workspace
from tests.cli.conftest import Cli
from tests.factories import write_wav

NUMBER = "13912345678"


@pytest.fixture
def call(tmp_path: Path) -> tuple[Path, str]:
    """A workspace, and its one call, whose file's name and serial number hold the number."""
    folder = tmp_path / "workspace"
    write_wav(tmp_path / "in" / f"20261120-093512-0617-{NUMBER}.wav")
    with Workspace.open(folder, name="李敏", number="8001") as workspace:
        import_recordings(workspace.folder, lambda act: act(workspace), [tmp_path / "in"])
        (found,) = find_calls(workspace.db, workspace.person)
        workspace.write([set_fields("call", found.id, {"serial": f"S-{NUMBER}"})])
    return folder, found.id


@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize("command", ["recordings", "history"])
def test_lists_and_histories_are_masked(
    cli: Cli, call: tuple[Path, str], command: str, as_json: bool
) -> None:
    folder, id = call
    options = ["--json"] if as_json else []
    words = [command, *([id] if command == "history" else [])]
    answer = cli(*options, "--workspace", str(folder), *words)
    assert answer.status == 0
    assert "139****5678" in answer.out and NUMBER not in answer.out


def test_the_log_of_bugs_is_masked(tmp_path: Path) -> None:
    (tmp_path / "log").mkdir()
    log = log_bug(tmp_path, ValueError(f"/in/0617-{NUMBER}.wav"))
    assert "139****5678" in log.read_text() and NUMBER not in log.read_text()
