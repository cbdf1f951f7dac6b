"""The command line masks customer numbers as the window does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from qa_desktop.cli.bug_log import log_bug
from qa_desktop.journal.changes import set_fields
from qa_desktop.services.bundle_merging import merge
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.call_acts import delete_calls
from qa_desktop.services.evaluating import EvaluationForm, submit_evaluation
from qa_desktop.services.importing import import_recordings
from qa_desktop.store.calls import find_calls
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.scorecards import find_version
from qa_desktop.store.workspace import Workspace
from tests.cli.conftest import Cli
from tests.factories import best_answers, write_wav

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


@pytest.mark.parametrize("kind", ["daily-detail", "feedback"])
def test_reports_are_masked(cli: Cli, call: tuple[Path, str], kind: str, tmp_path: Path) -> None:
    folder, id = call
    card = find_version("inbound-service")
    form = EvaluationForm(id, card.id, best_answers(card) | {"praise": "no"})
    with Workspace.open(folder) as workspace:
        done = submit_evaluation(workspace, form)
    out = tmp_path / "report.html"
    today = date.today().isoformat()
    dates = ["--from", today, "--to", today]
    options = ["--evaluation", done.evaluation] if kind == "feedback" else dates
    answer = cli("report", kind, *options, "--out", str(out))
    assert answer.status == 0, answer
    words = out.read_text(encoding="utf-8")
    assert "139****5678" in words and NUMBER not in words


def test_the_log_of_bugs_is_masked(tmp_path: Path) -> None:
    (tmp_path / "log").mkdir()
    log = log_bug(tmp_path, ValueError(f"/in/0617-{NUMBER}.wav"))
    assert "139****5678" in log.read_text() and NUMBER not in log.read_text()


def test_the_trash_is_masked(cli: Cli, call: tuple[Path, str]) -> None:
    folder, id = call
    with Workspace.open(folder) as workspace:
        delete_calls(workspace, [id])
    for options in (["--json"], []):
        answer = cli(*options, "--workspace", str(folder), "trash", "list")
        assert "139****5678" in answer.out and NUMBER not in answer.out


def test_conflicts_are_masked(cli: Cli, call: tuple[Path, str], tmp_path: Path) -> None:
    folder, id = call
    other, out = tmp_path / "other", tmp_path / "x.qab"
    with Workspace.open(folder) as workspace:
        write_out(workspace, out)
        workspace.write([set_fields("call", id, {"customer_number": NUMBER})])
    keys = KeyStore(tmp_path / "keys")
    with Workspace.open(other, name="王", number="8002", keys=keys) as workspace:
        merge(workspace, out)
        changed = {"customer_number": "13712340000", "serial": f"T-{NUMBER}"}
        workspace.write([set_fields("call", id, changed)])
        write_out(workspace, out)
    with Workspace.open(folder) as workspace:
        workspace.write([set_fields("call", id, {"customer_number": "13611110000"})])
        workspace.write([set_fields("call", id, {"serial": f"U-{NUMBER}"})])
        merge(workspace, out)
    for options in (["--json"], []):
        answer = cli(*options, "--workspace", str(folder), "conflicts")
        assert "137****0000" in answer.out and "T-139****5678" in answer.out, answer
        assert NUMBER not in answer.out and "13611110000" not in answer.out
