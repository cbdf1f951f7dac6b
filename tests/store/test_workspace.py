"""Opening: new, again, cloned, restored, after crashes; one instance; a transaction is one."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import create
from qa_desktop.journal.journal import new_id
from qa_desktop.journal.operation import verify
from qa_desktop.journal.projection import read_operations
from qa_desktop.journal.vector import find_forks, find_gaps
from qa_desktop.services.health import check
from qa_desktop.store.drafts import get_draft, save_draft
from qa_desktop.store.key_store import KeyStore, machine_id
from qa_desktop.store.reader import Reader, get_owner
from qa_desktop.store.remarks import find_remarks
from qa_desktop.store.workspace import DATABASE, Workspace


def _write(workspace: Workspace, code: str) -> str:
    return workspace.write([create("remark", new_id(), {"code": code, "text": code})]).ids[0]


def _replicas(workspace: Workspace) -> int:
    return int(workspace.db.conn.execute("SELECT count(*) FROM replica").fetchone()[0])


def test_a_missing_folder_becomes_a_workspace(tmp_path: Path) -> None:
    folder = tmp_path / "新 工作区" / "deep"
    with Workspace.open(folder, name="李敏", number="8001") as workspace:
        owner = get_owner(workspace.db)
        assert (owner.name, owner.number) == ("李敏", "8001")
        assert owner.person == workspace.person == KeyStore().person()
        assert check(workspace, full=True).ok
    present = {entry.name for entry in folder.iterdir()}
    assert {DATABASE, "audio", "cache", "backups", "outbox", "log"} <= present
    assert not {name for name in present if name.endswith(("-wal", "-shm"))}


def test_the_empty_folder_of_earlier_versions_goes(tmp_path: Path) -> None:
    (tmp_path / "workspace" / "peaks").mkdir(parents=True)
    Workspace.open(tmp_path / "workspace").close()
    assert not (tmp_path / "workspace" / "peaks").exists()


def test_opened_again_it_is_the_same_replica_and_chain(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w") as workspace:
        replica, first = workspace.journal.replica.public, _write(workspace, "a")
        seq, digest = workspace.journal.seq, workspace.journal.digest
    with Workspace.open(tmp_path / "w", name="somebody else") as workspace:
        assert workspace.journal.replica.public == replica
        assert (workspace.journal.seq, workspace.journal.digest) == (seq, digest)
        assert [remark.id for remark in find_remarks(workspace.db)] == [first]
        _write(workspace, "b")
        assert workspace.journal.seq == seq + 1
        assert not find_gaps(workspace.db) and not find_forks(workspace.db)


def test_every_operation_is_signed_and_the_replica_certified(workspace: Workspace) -> None:
    _write(workspace, "a")
    assert all(verify(operation) for operation in read_operations(workspace.db, "1"))
    row = workspace.db.conn.execute("SELECT person, certified FROM replica").fetchone()
    assert row == (workspace.person, 1)


def test_the_keys_are_outside_the_workspace(workspace: Workspace, profile: Path) -> None:
    secrets = [workspace.journal.replica.secret.hex(), workspace.journal.replica.secret]
    for file in workspace.folder.rglob("*"):
        content = file.read_bytes() if file.is_file() else b""
        assert not any((s if isinstance(s, bytes) else s.encode()) in content for s in secrets)
    assert (profile / "keys" / f"{workspace.journal.replica.public}.key").is_file()


def test_a_clone_on_another_machine_begins_a_replica_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workspace.open(tmp_path / "w", name="李敏") as workspace:
        replica = workspace.journal.replica.public
        _write(workspace, "a")
    shutil.copytree(tmp_path / "w", tmp_path / "copy")
    monkeypatch.setenv("USER", "another-account")
    machine_id.cache_clear()
    try:
        with Workspace.open(tmp_path / "copy") as workspace:
            assert workspace.journal.replica.public != replica
            _write(workspace, "b")
            assert _replicas(workspace) == 2 and not find_forks(workspace.db)
    finally:
        machine_id.cache_clear()


def test_a_clone_without_the_profile_belongs_to_a_new_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workspace.open(tmp_path / "w", name="李敏") as workspace:
        person = workspace.person
    monkeypatch.setenv("QA_DESKTOP_PROFILE", str(tmp_path / "another profile"))
    with Workspace.open(tmp_path / "w", name="王芳") as workspace:
        assert workspace.person != person and get_owner(workspace.db).name == "王芳"
        assert _replicas(workspace) == 2


def test_a_restored_copy_begins_a_replica_so_that_nothing_forks(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w") as workspace:
        replica = workspace.journal.replica.public
        _write(workspace, "a")
    shutil.copyfile(tmp_path / "w" / DATABASE, tmp_path / "backup.db")
    with Workspace.open(tmp_path / "w") as workspace:
        _write(workspace, "written after the backup")
        later = list(read_operations(workspace.db, "1"))
    shutil.copyfile(tmp_path / "backup.db", tmp_path / "w" / DATABASE)
    with Workspace.open(tmp_path / "w") as workspace:
        assert workspace.journal.replica.public != replica
        _write(workspace, "written after the restore")
        workspace.journal.add(later)
        assert not find_forks(workspace.db) and check(workspace, full=True).ok
        assert len(find_remarks(workspace.db)) == 3


def test_a_crash_between_commit_and_note_is_no_clone(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w") as workspace:
        replica, seq = workspace.journal.replica.public, workspace.journal.seq
        workspace.journal.committed = None
        _write(workspace, "committed but not noted")
    noted = KeyStore().last_seq(replica)
    assert noted is not None and noted.seq == seq
    with Workspace.open(tmp_path / "w") as workspace:
        assert workspace.journal.replica.public == replica
        _write(workspace, "b")
        assert not find_forks(workspace.db) and not find_gaps(workspace.db)


def test_a_crash_before_the_very_first_note_is_no_clone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def note(store: KeyStore, public: str, seq: int) -> None:
        if seq:
            raise KeyboardInterrupt
        noted(store, public, seq)

    noted = KeyStore.note_seq
    with monkeypatch.context() as patch:
        patch.setattr(KeyStore, "note_seq", note)
        with pytest.raises(KeyboardInterrupt):
            Workspace.open(tmp_path / "w", name="李敏")
    with Workspace.open(tmp_path / "w", name="李敏") as workspace:
        assert _replicas(workspace) == 1
        assert get_owner(workspace.db).name == "李敏"


CRASH = """
import os, sys
from pathlib import Path
from qa_desktop.store import migrations, workspace
seen = []
def trace(statement):
    seen.append(statement)
    if len(seen) == step:
        os._exit(9)
real = workspace.connect
def connect(*given, **named):
    db = real(*given, **named)
    db.conn.set_trace_callback(trace)
    return db
workspace.connect = connect
for step in map(int, sys.argv[2:]):
    if os.fork() == 0:
        with workspace.Workspace.open(Path(sys.argv[1]) / str(step), name="李敏"):
            print(len(seen), flush=True)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.wait()[1])
    if step:
        print(status, flush=True)
"""
"""A process for each step, which has imported everything already. Tells how many steps the whole
has, or how each process has ended."""


def test_a_crash_at_any_statement_of_the_making_leaves_it_usable(tmp_path: Path) -> None:
    """The process ends without a word at the n-th SQL statement; it is opened again after it."""

    def told(*steps: int) -> list[int]:
        command = [sys.executable, "-c", CRASH, tmp_path, *map(str, steps)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return [int(line) for line in done.stdout.split()]

    (total,) = told(0)
    assert total > 40
    steps = range(1, total, max(1, total // 10))
    assert told(*steps) == [9] * len(steps)
    for step in steps:
        with Workspace.open(tmp_path / str(step), name="李敏") as workspace:
            assert check(workspace, full=True).ok
            assert get_owner(workspace.db).name == "李敏"


def test_only_one_instance(workspace: Workspace) -> None:
    with pytest.raises(UserFacingError) as refused:
        Workspace.open(workspace.folder)
    assert refused.value.id == "workspace.locked"
    workspace.close()
    workspace.close()
    with Workspace.open(workspace.folder) as again:
        _write(again, "a")


def test_a_failed_opening_gives_the_lock_back(tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    (tmp_path / "w" / DATABASE).write_bytes(b"no database" * 1000)
    for _ in range(2):
        with pytest.raises(UserFacingError) as refused:
            Workspace.open(tmp_path / "w")
        assert refused.value.id == "workspace.damaged"


def test_a_transaction_is_all_or_nothing_also_for_local_rows(workspace: Workspace) -> None:
    seq, digest = workspace.journal.seq, workspace.journal.digest
    with pytest.raises(RuntimeError), workspace.transaction():
        save_draft(workspace.db, "annotation", "call", {"text": "x"})
        _write(workspace, "a")
        raise RuntimeError
    assert get_draft(workspace.db, "annotation", "call") is None
    assert find_remarks(workspace.db) == []
    assert (workspace.journal.seq, workspace.journal.digest) == (seq, digest)
    _write(workspace, "b")
    assert not find_gaps(workspace.db) and check(workspace, full=True).ok


def test_a_reader_sees_what_is_written_and_cannot_write(workspace: Workspace) -> None:
    with Reader.open(workspace.folder) as reader:
        _write(workspace, "a")
        assert [remark.code for remark in find_remarks(reader.db)] == ["a"]
        with pytest.raises(Exception, match="readonly"):
            reader.db.execute("DELETE FROM remark")


def test_a_half_made_workspace_is_not_read(tmp_path: Path) -> None:
    from qa_desktop.store.connection import connect

    (tmp_path / "w").mkdir()
    connect(tmp_path / "w" / DATABASE).close()
    with pytest.raises(UserFacingError) as refused:
        Reader.open(tmp_path / "w")
    assert refused.value.id == "workspace.unfinished"
    with Workspace.open(tmp_path / "w") as workspace:
        assert check(workspace, full=True).ok
