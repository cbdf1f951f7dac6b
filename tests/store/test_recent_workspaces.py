"""The list of workspaces that were open, and whether a folder still needs its person."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_desktop.store.connection import connect
from qa_desktop.store.last_workspace import (
    forget_workspace,
    last_workspace,
    note_workspace,
    recent_workspaces,
)
from qa_desktop.store.migrations import migrate
from qa_desktop.store.workspace import DATABASE, Workspace, is_unbegun


@pytest.fixture(autouse=True)
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_DESKTOP_PROFILE", str(tmp_path / "profile"))


def test_the_last_opened_is_first_and_none_is_twice(tmp_path: Path) -> None:
    a, b = tmp_path / "一 号", tmp_path / "b"
    for folder in (a, b, a):
        note_workspace(folder)
    assert recent_workspaces() == [a, b]
    assert last_workspace() == a
    forget_workspace(a)
    forget_workspace(tmp_path / "never")
    assert recent_workspaces() == [b]


def test_only_so_many_are_remembered(tmp_path: Path) -> None:
    for n in range(30):
        note_workspace(tmp_path / str(n))
    assert len(recent_workspaces()) == 12
    assert last_workspace() == tmp_path / "29"


def test_none_is_remembered_at_first() -> None:
    assert recent_workspaces() == []
    assert last_workspace() is None


def test_a_new_folder_and_a_cut_short_start_need_a_person(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    assert is_unbegun(folder)
    folder.mkdir()
    (folder / DATABASE).touch()
    assert is_unbegun(folder), "killed before the first table"
    connect(folder / DATABASE).close()
    assert is_unbegun(folder), "killed before the first migration"
    db = connect(folder / DATABASE)
    migrate(db)
    db.close()
    assert is_unbegun(folder), "killed before the person"
    with Workspace.open(folder, name="李敏"):
        pass
    assert not is_unbegun(folder)


def test_what_cannot_be_read_is_not_new(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"no database at all" * 100)
    assert not is_unbegun(tmp_path)
