"""``recover`` as a person runs it after a disk has died."""

from __future__ import annotations

import shutil
from pathlib import Path

from qa_desktop.services.bundle_merging import merge
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.workspace import DATABASE, Workspace
from tests.cli.conftest import Cli
from tests.factories import import_calls


def test_from_what_a_colleague_wrote(cli: Cli, folder: Path, tmp_path: Path) -> None:
    keys = KeyStore(tmp_path / "colleague")
    with Workspace.open(folder, name="李敏") as workspace:
        import_calls(workspace, tmp_path / "in")
        write_out(workspace, tmp_path / "sent.qab", audio="full")
    with Workspace.open(tmp_path / "other", name="王芳", keys=keys) as other:
        merge(other, tmp_path / "sent.qab")
        write_out(other, tmp_path / "kept" / "all.qab", audio="full")
    calls = cli("recordings", "--json").document
    shutil.rmtree(folder)
    answer = cli("recover", tmp_path / "kept", "--json")
    assert answer.status == 0
    document = answer.document
    assert (document["ok"], document["problems"], document["refused"]) == (True, [], [])
    assert document["merged"] == [str(tmp_path / "kept" / "all.qab")]
    assert document["own"] > 0 and document["from_backup"] is False
    assert cli("recordings", "--json").document == calls
    assert cli("check", "--full", "--json").document["ok"]
    again = cli("recover", tmp_path / "kept")
    assert again.status == 0 and "bundles merged: 1" in again.out


def test_nothing_to_make_it_of(cli: Cli, folder: Path, tmp_path: Path) -> None:
    answer = cli("recover", tmp_path, "--json")
    assert (answer.status, answer.error["id"]) == (3, "recover.no_bundles")
    assert not (folder / DATABASE).exists()


def test_a_ruined_database_with_a_backup(cli: Cli, folder: Path, tmp_path: Path) -> None:
    with Workspace.open(folder, name="李敏") as workspace:
        import_calls(workspace, tmp_path / "in")
    cli("backup")
    (folder / DATABASE).write_bytes(b"\0" * 40_000)
    document = cli("recover", "--json").document
    assert document["from_backup"] and document["ok"]
    assert len(cli("recordings", "--json").document) == 1
