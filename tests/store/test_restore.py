"""Restoring: nothing acknowledged is lost, nothing is deleted, what was erased stays erased; a file
that is no good backup, and a crash at any point, change nothing or leave the whole."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import create, erase
from qa_desktop.journal.journal import new_id
from qa_desktop.journal.vector import find_forks, find_gaps
from qa_desktop.services.backup import RestoreReport, newest_sound_copy, restore
from qa_desktop.services.health import check
from qa_desktop.store import exit_note
from qa_desktop.store.backup import Place, append_only, back_up, own_place
from qa_desktop.store.backup_files import Copy
from qa_desktop.store.connection import SCHEMA_VERSION
from qa_desktop.store.drafts import get_draft, save_draft
from qa_desktop.store.people import person_name
from qa_desktop.store.reader import Reader
from qa_desktop.store.remarks import find_remarks
from qa_desktop.store.settings import get_setting, set_setting
from qa_desktop.store.workspace import DATABASE, Workspace, is_lost
from tests.factories import import_calls


def write(workspace: Workspace, code: str) -> str:
    return workspace.write([create("remark", new_id(), {"code": code, "text": code})]).ids[0]


def codes(folder: Path) -> list[str]:
    with Reader.open(folder) as reader:
        return [remark.code for remark in find_remarks(reader.db)]


def ruin(folder: Path) -> None:
    """The database is noise from the first page on; so is what waits beside it."""
    database = folder / DATABASE
    database.write_bytes(os.urandom(database.stat().st_size))


def back_up_and_append(workspace: Workspace) -> Copy:
    """A copy with "a", a log with "b", and "c" only in the database."""
    place = own_place(workspace.folder)
    write(workspace, "a")
    copy = back_up(workspace.db, place)
    write(workspace, "b")
    save_draft(workspace.db, "annotation", "call", {"text": "写到一半"})
    set_setting(workspace.db, "daily_target", 45)
    append_only(workspace.db, place)
    write(workspace, "c")
    return copy


def is_whole(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        report = check(workspace, full=True)
        assert report.ok, report.problems
        assert not find_forks(workspace.db) and not find_gaps(workspace.db)
        assert person_name(workspace.db, workspace.person) == "李敏"


def test_a_ruined_database_loses_nothing_up_to_the_last_append(workspace: Workspace) -> None:
    copy = back_up_and_append(workspace)
    replica, noted = workspace.journal.replica.public, workspace.journal.seq
    workspace.close()
    ruin(workspace.folder)
    report = restore(workspace.folder, copy.path)
    assert codes(workspace.folder) == ["a", "b"]
    assert report.replayed == 1
    assert [(lost.id, lost.params["count"]) for lost in report.missing] == [
        ("backup.lost_operations", 1)
    ]
    is_whole(workspace.folder)
    with Workspace.open(workspace.folder) as again:
        assert again.journal.replica.public != replica
        held = again.db.conn.execute("SELECT max(seq) FROM op WHERE replica = ?", [replica])
        assert held.fetchone()[0] == noted - 1
        draft = get_draft(again.db, "annotation", "call")
        assert draft is not None and draft.body == {"text": "写到一半"}
        assert get_setting(again.db, "daily_target") == 45


def test_what_a_damaged_database_still_gives_is_not_lost_either(workspace: Workspace) -> None:
    copy = back_up_and_append(workspace)
    for number in range(300):
        write(workspace, f"n{number}")
    workspace.close()
    database = workspace.folder / DATABASE
    content = bytearray(database.read_bytes())
    pages = sqlite3.connect(database)
    (root,) = pages.execute("SELECT rootpage FROM sqlite_master WHERE name = 'remark'").fetchone()
    pages.close()
    content[(root - 1) * 4096 : root * 4096] = os.urandom(4096)
    database.write_bytes(content)
    report = restore(workspace.folder, copy.path)
    assert report.missing == []
    assert len(codes(workspace.folder)) == 303
    is_whole(workspace.folder)


@pytest.mark.parametrize("row", [3, 150])
def test_only_some_pages_of_the_journal_are_bad(workspace: Workspace, row: int) -> None:
    copy = back_up_and_append(workspace)
    for number in range(300):
        write(workspace, f"n{number}")
    workspace.close()
    database = workspace.folder / DATABASE
    reading = sqlite3.connect(database)
    sql = f"SELECT raw FROM op ORDER BY n LIMIT 1 OFFSET {row}"
    prev = json.loads(reading.execute(sql).fetchone()[0])["prev"]
    reading.close()
    content = bytearray(database.read_bytes())
    page = content.index(f'"prev":"{prev[:8]}'.encode()) // 4096
    content[page * 4096 : (page + 1) * 4096] = b"\0" * 4096
    database.write_bytes(content)
    report = restore(workspace.folder, copy.path)
    found = len(codes(workspace.folder))
    assert 280 < found < 303
    with Workspace.open(workspace.folder) as again:
        missing = sum(gap.last - gap.first + 1 for gap in find_gaps(again.db))
        assert found + missing == 303
        assert len(report.missing) == len(find_gaps(again.db)), "what is gone is listed"
        assert check(again).ok


def test_what_is_replaced_is_moved_aside_whole(workspace: Workspace, tmp_path: Path) -> None:
    copy = back_up_and_append(workspace)
    killed = tmp_path / "killed"
    shutil.copytree(workspace.folder, killed)  # as a crash leaves it, with its -wal
    before = {ending: (killed / f"{DATABASE}{ending}").read_bytes() for ending in ("", "-wal")}
    assert before["-wal"]
    report = restore(killed, killed / "backups" / copy.path.name)
    assert report.aside is not None
    for ending, content in before.items():
        assert (report.aside / f"{DATABASE}{ending}").read_bytes() == content
    assert codes(killed) == ["a", "b", "c"]
    assert report.missing == [] and report.replayed == 2
    is_whole(killed)
    with Workspace.open(killed) as again:  # although nothing is lost that the old one could repeat
        assert again.journal.replica.public != workspace.journal.replica.public


def test_audio_is_not_touched_and_what_is_missing_is_listed(
    workspace: Workspace, tmp_path: Path
) -> None:
    first, second = import_calls(workspace, tmp_path / "in", 2)
    copy = back_up(workspace.db, own_place(workspace.folder))
    workspace.close()
    audio = times(workspace.folder / "audio")
    restore(workspace.folder, copy.path)
    assert len(audio) == 2 and times(workspace.folder / "audio") == audio
    workspace.blobs.remove(str(second.recording))
    report = restore(workspace.folder, newest(workspace.folder).path)
    assert report.missing == []
    assert report.notes == [f"audio missing: {second.recording[:16]}"]
    assert first.recording != second.recording


def times(folder: Path) -> dict[Path, tuple[int, int]]:
    return {
        file: (file.stat().st_ctime_ns, file.stat().st_size)
        for file in folder.rglob("*")
        if file.is_file()
    }


def newest(folder: Path) -> Copy:
    found = newest_sound_copy(folder)
    assert found is not None
    return found


@pytest.mark.parametrize("found_in", ["log", "database"])
def test_what_was_erased_after_the_copy_stays_erased(workspace: Workspace, found_in: str) -> None:
    name = write(workspace, "secret")
    copy = back_up(workspace.db, own_place(workspace.folder))
    hash = workspace.db.execute("SELECT text FROM remark WHERE id = ?", [name]).fetchone()[0]
    workspace.write([erase("remark", name, [hash])])
    if found_in == "log":
        append_only(workspace.db, own_place(workspace.folder))
    workspace.close()
    if found_in == "log":
        ruin(workspace.folder)
    restore(workspace.folder, copy.path)
    with Workspace.open(workspace.folder) as again:
        assert again.journal.personal_value(hash) is None
        assert (hash,) in again.db.execute("SELECT hash FROM erased").fetchall()
    assert hash.encode() in (workspace.folder / DATABASE).read_bytes()


def test_restored_into_an_empty_folder(workspace: Workspace, tmp_path: Path) -> None:
    """A copy on a stick, with its log beside it, is enough."""
    stick = Place(tmp_path / "stick", own=False)
    write(workspace, "a")
    copy = back_up(workspace.db, stick)
    write(workspace, "b")
    append_only(workspace.db, stick)
    report = restore(tmp_path / "new", copy.path)
    assert codes(tmp_path / "new") == ["a", "b"]
    assert (report.aside, report.replayed) == (None, 1)
    is_whole(tmp_path / "new")


def test_another_workspace_is_not_mixed_in(workspace: Workspace, tmp_path: Path) -> None:
    """Neither from the logs of a shared stick nor from the database that is replaced."""
    stick = Place(tmp_path / "stick", own=False)
    with Workspace.open(tmp_path / "other", name="李敏") as other:
        write(other, "theirs")
        back_up(other.db, stick)
        write(other, "theirs too")
        append_only(other.db, stick)
    write(workspace, "mine")
    copy = back_up(workspace.db, stick)
    before = contents(tmp_path / "other")
    with pytest.raises(UserFacingError) as refused:
        restore(tmp_path / "other", copy.path)
    assert refused.value.id == "backup.another_workspace"
    assert contents(tmp_path / "other") == before
    report = restore(tmp_path / "other", copy.path, over_another=True)
    assert codes(tmp_path / "other") == ["mine"]
    assert report.replayed == 0 and report.aside is not None
    assert count(report.aside / DATABASE, "remark") == 2
    is_whole(tmp_path / "other")


def test_a_workspace_that_was_just_made_gives_way_to_a_backup(
    workspace: Workspace, tmp_path: Path
) -> None:
    """A new machine: the program is started first, and only then the stick is looked for."""
    write(workspace, "mine")
    copy = back_up(workspace.db, Place(tmp_path / "stick", own=False))
    Workspace.open(tmp_path / "fresh", name="李敏").close()
    restore(tmp_path / "fresh", copy.path)
    assert codes(tmp_path / "fresh") == ["mine"]


def test_a_database_that_was_deleted_by_hand_is_not_begun_anew(workspace: Workspace) -> None:
    copy = back_up_and_append(workspace)
    workspace.close()
    (workspace.folder / DATABASE).unlink()
    assert is_lost(workspace.folder)
    with pytest.raises(UserFacingError) as refused:
        Workspace.open(workspace.folder)
    assert refused.value.id == "workspace.database_gone"
    assert not (workspace.folder / DATABASE).exists()
    restore(workspace.folder, copy.path)
    assert codes(workspace.folder) == ["a", "b"], "what was appended at exit is there"
    assert not is_lost(workspace.folder)


def test_recordings_alone_tell_of_a_workspace_that_is_lost(
    workspace: Workspace, tmp_path: Path
) -> None:
    import_calls(workspace, tmp_path / "in")
    workspace.close()
    shutil.rmtree(workspace.folder / "backups")
    (workspace.folder / DATABASE).unlink()
    with pytest.raises(UserFacingError) as refused:
        Workspace.open(workspace.folder)
    assert refused.value.id == "workspace.database_gone"


def test_what_a_kill_left_of_a_restore_goes_at_the_next_opening(workspace: Workspace) -> None:
    workspace.close()
    left = [".salvage.db", ".salvage.db-wal", ".restoring.db", ".restoring.db-journal"]
    for name in left:
        (workspace.folder / name).write_bytes(b"x")
    Workspace.open(workspace.folder).close()
    assert not [name for name in left if (workspace.folder / name).exists()]


def count(database: Path, table: str) -> int:
    connection = sqlite3.connect(database)
    try:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    finally:
        connection.close()


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.name.endswith(".lock")
    }


def _damage(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2 :] = os.urandom(len(content) - len(content) // 2)
    file.write_bytes(content)


def _other_program(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE theirs (x)")
    other.close()


def _newer(file: Path) -> None:
    with sqlite3.connect(file) as other:
        other.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    other.close()


def _unfinished(file: Path) -> None:
    with sqlite3.connect(file) as other:
        other.execute("PRAGMA user_version = 0")
    other.close()


@pytest.mark.parametrize(
    ("spoil", "id"),
    [
        (_damage, "backup.file_damaged"),
        (_other_program, "backup.file_not_ours"),
        (_newer, "backup.file_newer"),
        (_unfinished, "backup.file_unfinished"),
        (lambda file: file.write_text("a shopping list " * 300), "backup.file_not_ours"),
        (lambda file: file.unlink(), "backup.file_missing"),
    ],
)
def test_a_file_that_is_no_good_backup_is_refused_and_nothing_changes(
    workspace: Workspace, tmp_path: Path, spoil, id: str
) -> None:
    copy = back_up_and_append(workspace)
    workspace.close()
    file = tmp_path / "given.db"
    shutil.copyfile(copy.path, file)
    spoil(file)
    before = contents(workspace.folder)
    with pytest.raises(UserFacingError) as refused:
        restore(workspace.folder, file)
    assert refused.value.id == id
    assert contents(workspace.folder) == before
    assert codes(workspace.folder) == ["a", "b", "c"]


def test_an_open_workspace_is_not_replaced(workspace: Workspace) -> None:
    copy = back_up_and_append(workspace)
    with pytest.raises(UserFacingError) as refused:
        restore(workspace.folder, copy.path)
    assert refused.value.id == "workspace.locked"
    assert codes(workspace.folder) == ["a", "b", "c"]


def test_a_database_of_a_newer_program_is_not_replaced(workspace: Workspace) -> None:
    copy = back_up_and_append(workspace)
    workspace.close()
    _newer(workspace.folder / DATABASE)
    before = contents(workspace.folder)
    with pytest.raises(UserFacingError) as refused:
        restore(workspace.folder, copy.path)
    assert refused.value.id == "workspace.newer"
    assert contents(workspace.folder) == before


def test_a_forged_line_in_a_log_is_not_believed(workspace: Workspace) -> None:
    copy = back_up_and_append(workspace)
    workspace.close()
    ruin(workspace.folder)
    copy.log.write_text(copy.log.read_text().replace('\\"b\\"', '\\"forged\\"'))
    report = restore(workspace.folder, copy.path)
    assert codes(workspace.folder) == ["a"]
    assert "backup.unreadable_lines" in [lost.id for lost in report.missing]
    is_whole(workspace.folder)


KILLED = """
import os, signal, sys
from pathlib import Path
from qa_desktop.store.restore import restore
seen = 0
def audit(event, arguments):
    global seen
    if event in ("os.rename", "os.mkdir", "os.remove", "open") and ".restor" in str(arguments) or (
        event == "os.rename" and "workspace.db" in str(arguments)
    ):
        seen += 1
        if seen == step:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(audit)
for step in map(int, sys.argv[3:]):
    if os.fork() == 0:
        restore(Path(sys.argv[1]) / str(step), Path(sys.argv[1]) / str(step) / sys.argv[2])
        print(seen, flush=True)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.wait()[1])
    if step:
        print(status, flush=True)
"""
"""A process for each step, which has imported everything already. Tells how many steps the whole
has, or how each process has ended."""


def test_killed_at_any_step_of_a_restore(workspace: Workspace, tmp_path: Path) -> None:
    """The old database or the restored one, whole; with everything in either case."""
    copy = back_up_and_append(workspace)
    workspace.close()

    def told(*steps: int) -> list[int]:
        for step in steps:
            shutil.copytree(workspace.folder, tmp_path / str(step))
        file = Path("backups", copy.path.name)
        command = [sys.executable, "-c", KILLED, tmp_path, file, *map(str, steps)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return [int(line) for line in done.stdout.split()]

    (total,) = told(0)
    assert total > 8
    steps = range(1, total + 1)
    assert told(*steps) == [-signal.SIGKILL] * total
    for step in steps:
        folder = tmp_path / str(step)
        is_whole(folder)
        assert codes(folder) == ["a", "b", "c"], step
        assert not list(folder.glob(".restored-*")), "finished by the opening"


def test_a_restore_again_after_one_that_was_killed(workspace: Workspace) -> None:
    copy = back_up_and_append(workspace)
    workspace.close()
    (workspace.folder / ".restoring.db").write_bytes(b"half")
    report = restore(workspace.folder, copy.path)
    assert isinstance(report, RestoreReport) and report.missing == []
    assert codes(workspace.folder) == ["a", "b", "c"]


def test_the_note_of_an_unclean_exit_stays_until_a_check(
    workspace: Workspace, tmp_path: Path
) -> None:
    assert not exit_note.was_unclean(workspace.folder)
    killed = tmp_path / "killed"
    shutil.copytree(workspace.folder, killed)
    workspace.close()
    with Workspace.open(workspace.folder):
        assert not exit_note.was_unclean(workspace.folder)
    for _ in range(2):  # also the opening after it: nobody has checked yet
        with Workspace.open(killed):
            assert exit_note.was_unclean(killed)
    with Workspace.open(killed):
        exit_note.found_sound(killed)
    with Workspace.open(killed):
        assert not exit_note.was_unclean(killed)
