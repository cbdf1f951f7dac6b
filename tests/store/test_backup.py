"""Full copies and logs: whole, checked, thinned, within their room; a crash leaves nothing half."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.journal.changes import create
from qa_desktop.journal.journal import new_id
from qa_desktop.services.health import check
from qa_desktop.store import backup, backup_files, connection, migrations
from qa_desktop.store.backup import Place, append_only, back_up, keep_up, own_place
from qa_desktop.store.backup_files import Copy, find_copies, thin, worth_keeping
from qa_desktop.store.backup_log import read_lines
from qa_desktop.store.connection import APPLICATION_ID
from qa_desktop.store.drafts import save_draft
from qa_desktop.store.reader import Reader
from qa_desktop.store.workspace import DATABASE, Workspace
from tests.places import fill, small_disk

NOON = datetime(2024, 11, 22, 4, 0, tzinfo=UTC)


def write(workspace: Workspace, code: str) -> str:
    return workspace.write(
        [create("remark", new_id(), {"code": code, "text": f"words {code}"})]
    ).ids[0]


@pytest.fixture
def reader(workspace: Workspace) -> Iterator[Reader]:
    """A connection of its own beside the writer, as the pool of the window has it."""
    with Reader.open(workspace.folder) as opened:
        yield opened


@pytest.fixture
def place(workspace: Workspace) -> Place:
    return own_place(workspace.folder)


def count(database: Path, table: str = "op") -> int:
    connection = sqlite3.connect(database)
    try:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    finally:
        connection.close()


def lines(copy: Copy, kind: str) -> int:
    return sum(1 for line in read_lines(copy.log) if line and kind in line)


def test_a_full_copy_is_a_file_of_its_own_that_opens(
    workspace: Workspace, reader: Reader, place: Place, tmp_path: Path
) -> None:
    write(workspace, "a")
    copy = back_up(reader.db, place)
    assert (
        find_copies(place.folder)
        == [copy]
        == [c for c in find_copies(place.folder) if c.path.exists()]
    )
    assert {entry.name for entry in place.folder.iterdir()} == {copy.path.name, ".lock"}
    assert copy.path.read_bytes()[18:20] == b"\x01\x01", "a copy that needs no -wal beside it"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    copy.path.rename(elsewhere / DATABASE)
    with Reader.open(elsewhere) as opened:
        assert check(opened, full=True).ok
        assert count(elsewhere / DATABASE) == workspace.journal.seq


def test_between_full_copies_only_what_is_new_is_appended(
    workspace: Workspace, reader: Reader, place: Place
) -> None:
    first = keep_up(reader.db, place, now=NOON)
    assert first.full and not first.copy.log.exists()
    write(workspace, "a")
    write(workspace, "b")
    second = keep_up(reader.db, place, now=NOON + timedelta(minutes=30))
    assert (second.copy, second.full, second.appended) == (first.copy, False, 2)
    written = first.copy.log.read_bytes()
    assert keep_up(reader.db, place, now=NOON + timedelta(hours=1)).appended == 0
    assert first.copy.log.read_bytes() == written, "nothing changed, nothing written"
    write(workspace, "c")
    assert append_only(reader.db, place).appended == 1
    assert first.copy.log.read_bytes().startswith(written), "append-only"
    assert (lines(first.copy, "op"), lines(first.copy, "personal")) == (3, 3)


def test_values_that_arrive_after_their_operations_are_appended_too(
    workspace: Workspace, reader: Reader, place: Place
) -> None:
    write(workspace, "a")
    held = workspace.db.execute("SELECT * FROM personal").fetchall()
    workspace.db.execute("DELETE FROM personal WHERE value = 'words a'")
    copy = back_up(reader.db, place)
    workspace.db.conn.executemany("INSERT OR IGNORE INTO personal VALUES (?, ?, ?)", held)
    assert append_only(reader.db, place).appended == 0
    assert [line["personal"][2] for line in read_lines(copy.log) if "personal" in line] == [
        "words a"
    ]


def test_drafts_are_in_the_log(workspace: Workspace, reader: Reader, place: Place) -> None:
    copy = back_up(reader.db, place)
    save_draft(workspace.db, "annotation", "call", {"text": "写到一半"})
    append_only(reader.db, place)
    (local,) = [line["local"] for line in read_lines(copy.log) if "local" in line]
    assert "写到一半" in local["drafts"][0][2]
    append_only(reader.db, place)
    assert lines(copy, "local") == 1


def test_an_append_after_a_crash_in_the_middle_of_a_line(
    workspace: Workspace, reader: Reader, place: Place
) -> None:
    copy = back_up(reader.db, place)
    write(workspace, "a")
    append_only(reader.db, place)
    with copy.log.open("ab") as stream:
        stream.write(b'{"op": "half of')
    write(workspace, "b")
    append_only(reader.db, place)
    read = list(read_lines(copy.log))
    assert read.count(None) == 1
    assert lines(copy, "op") == 2


def test_a_new_day_and_a_large_log_are_worth_a_full_copy(
    workspace: Workspace, reader: Reader, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_up(reader.db, place, now=NOON)
    assert keep_up(reader.db, place, now=NOON + timedelta(days=1)).full
    write(workspace, "a")
    monkeypatch.setattr(backup, "_LARGE_LOG", 100)
    assert keep_up(reader.db, place, now=NOON + timedelta(days=1, hours=1)).full


def test_the_copy_before_a_new_one_is_completed(
    workspace: Workspace, reader: Reader, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also with what is written just before the new copy's moment: the new one may turn out bad."""
    first = keep_up(reader.db, place, now=NOON).copy
    write(workspace, "a")
    monkeypatch.setattr(backup_files, "require_room", lambda *_: write(workspace, "b"))
    second = keep_up(reader.db, place, now=NOON + timedelta(days=1)).copy
    assert count(second.path) == workspace.journal.seq
    assert lines(first, "op") == 2


def test_writes_go_on_while_a_copy_is_made_and_the_copy_shows_one_moment(
    workspace: Workspace, reader: Reader, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa_desktop.store.connection._COPY_PAGES", 5)
    before = workspace.journal.seq
    copy = back_up(reader.db, place, cancelled=lambda: bool(write(workspace, "during")) and False)
    assert workspace.journal.seq > before + 5
    assert count(copy.path) == before


def test_a_cancelled_copy_leaves_nothing(reader: Reader, place: Place) -> None:
    with pytest.raises(CancelledError):
        back_up(reader.db, place, cancelled=lambda: True)
    assert {entry.name for entry in place.folder.iterdir()} == {".lock"}


KILLED = """
import os, signal, sys
from pathlib import Path
from qa_desktop.store import backup, connection
from qa_desktop.store.reader import Reader
connection._COPY_PAGES = 1
step, asked = int(sys.argv[2]), 0
def kill():
    global asked
    asked += 1
    if asked == step:
        os.kill(os.getpid(), signal.SIGKILL)
    return False
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
if step == 0:
    backup._require_sound = die
with Reader.open(Path(sys.argv[1])) as reader:
    backup.back_up(reader.db, backup.own_place(reader.folder), cancelled=kill)
"""


@pytest.mark.parametrize("step", [0, 3, 20])
def test_killed_in_the_middle_of_a_copy(
    workspace: Workspace, reader: Reader, place: Place, step: int
) -> None:
    """Step 0: the copy is written, but not yet checked."""
    good = back_up(reader.db, place, now=NOON)
    write(workspace, "a")
    done = subprocess.run([sys.executable, "-c", KILLED, workspace.folder, str(step)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert find_copies(place.folder) == [good], "what has no name is no backup"
    assert list(place.folder.glob(f"{backup_files.PARTIAL}*"))
    back_up(reader.db, place)
    assert not list(place.folder.glob(f"{backup_files.PARTIAL}*"))
    assert len(find_copies(place.folder)) == 2


def test_a_damaged_database_is_not_taken_for_a_backup(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w", name="李敏") as workspace:
        for number in range(300):
            write(workspace, str(number))
    database = tmp_path / "w" / DATABASE
    content = bytearray(database.read_bytes())
    for start in range(len(content) - 20 * 4096, len(content), 4096):
        content[start : start + 512] = os.urandom(512)
    database.write_bytes(content)
    place = own_place(tmp_path / "w")
    with Reader.open(tmp_path / "w") as reader, pytest.raises(UserFacingError) as refused:
        back_up(reader.db, place)
    assert refused.value.id in ("backup.source_damaged", "workspace.damaged")
    assert find_copies(place.folder) == []
    assert not list(place.folder.glob(f"{backup_files.PARTIAL}*"))


def test_an_operation_that_was_altered_on_disk_is_not_logged(
    workspace: Workspace, reader: Reader, place: Place
) -> None:
    back_up(reader.db, place)
    write(workspace, "a")
    workspace.db.execute("UPDATE op SET raw = replace(raw, 'remark', 'remarc')")
    with pytest.raises(UserFacingError) as refused:
        append_only(reader.db, place)
    assert refused.value.id == "workspace.damaged"


def test_a_copy_that_has_gone_bad_is_followed_by_a_new_one(
    workspace: Workspace, reader: Reader, place: Place
) -> None:
    bad = back_up(reader.db, place, now=NOON)
    bad.path.write_bytes(b"\0" * 50_000)
    kept = keep_up(reader.db, place, now=NOON + timedelta(minutes=30))
    assert kept.full and kept.copy != bad
    assert count(kept.copy.path) == workspace.journal.seq


def test_only_one_process_backs_up_in_a_place(reader: Reader, place: Place) -> None:
    with backup._locked(place.folder), pytest.raises(UserFacingError) as refused:
        back_up(reader.db, place)
    assert refused.value.id == "backup.busy"


def test_who_is_patient_waits_for_the_other_backup(reader: Reader, place: Place) -> None:
    other = ExitStack()
    asked: list[bool] = []

    def until_the_other_is_done() -> bool:
        asked.append(True)
        other.close()
        return False

    other.enter_context(backup._locked(place.folder))
    assert keep_up(reader.db, place, patient=True, cancelled=until_the_other_is_done).full
    assert asked
    with backup._locked(place.folder), pytest.raises(CancelledError):
        keep_up(reader.db, place, patient=True, cancelled=lambda: True)


def test_no_copy_is_made_that_takes_more_than_a_tenth_of_the_free_space(
    workspace: Workspace, reader: Reader
) -> None:
    with Reader.open(workspace.folder) as whole:  # what is in the log counts too
        pages, page = (
            whole.db.execute(f"PRAGMA page_{what}").fetchone()[0] for what in ("count", "size")
        )
    size = pages * page + 400_000
    folder = own_place(workspace.folder).folder
    with pytest.raises(UserFacingError) as refused:
        back_up(reader.db, Place(folder, free=lambda _: 100_000))
    assert refused.value.id == "backup.no_room"
    assert find_copies(folder) == []
    back_up(reader.db, Place(folder, free=lambda _: 10 * size))
    assert len(find_copies(folder)) == 1


def test_the_oldest_copies_make_room_for_the_newest(workspace: Workspace, reader: Reader) -> None:
    folder = own_place(workspace.folder).folder
    for day in range(4):
        back_up(reader.db, own_place(workspace.folder), now=NOON + timedelta(days=day))
    size = find_copies(folder)[0].size
    tight = Place(folder, free=lambda _: 23 * size)  # 27 with what is taken: two copies
    newest = back_up(reader.db, tight, now=NOON + timedelta(days=4))
    left = find_copies(folder)
    assert left[0] == newest
    assert [copy.at.day for copy in left] == [26, 25]


def test_a_full_disk_leaves_the_old_backups_and_the_log_as_they_were(tmp_path: Path) -> None:
    with (
        small_disk(tmp_path / "disk") as disk,
        Workspace.open(disk / "w", name="李敏") as workspace,
    ):
        place = Place(disk / "w" / "backups", free=lambda _: 1 << 40)
        with Reader.open(disk / "w") as reader:
            good = back_up(reader.db, place, now=NOON)
            write(workspace, "a")
            append_only(reader.db, place)
            log = good.log.read_bytes()
            for number in range(100):
                write(workspace, str(number))
            ballast = fill(disk)
            for making in (
                lambda: append_only(reader.db, place),
                lambda: back_up(reader.db, place),
            ):
                with pytest.raises(UserFacingError) as refused:
                    making()
                assert refused.value.id == "workspace.disk_full"
            assert good.log.read_bytes() == log
            assert find_copies(place.folder) == [good]
            assert not list(place.folder.glob(f"{backup_files.PARTIAL}*"))
            ballast.unlink()
            assert append_only(reader.db, place).appended == 100


def test_in_a_shared_place_only_ones_own_copies_are_thinned(
    workspace: Workspace, reader: Reader, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    with (
        Workspace.open(tmp_path / "other", name="李敏") as other,
        Reader.open(other.folder) as their,
    ):
        theirs = back_up(their.db, Place(stick, own=False), now=NOON)
    first = back_up(reader.db, Place(stick, own=False), now=NOON + timedelta(days=90))
    second = back_up(reader.db, Place(stick, own=False), now=NOON + timedelta(days=90, hours=5))
    assert set(find_copies(stick)) == {theirs, first, second}, "made on one day, both stay"
    third = back_up(reader.db, Place(stick, own=False), now=NOON + timedelta(days=91, hours=1))
    assert set(find_copies(stick)) == {theirs, second, third}


def test_thinning_through_two_years_of_daily_copies(tmp_path: Path) -> None:
    """With a clock of its own: seven days, twelve months, the newest of each."""
    for day in range(730):
        at = NOON + timedelta(days=day)
        backup_files.new_copy(tmp_path, "a" * 64, at).path.write_bytes(b"x")
        thin(find_copies(tmp_path))
    last = NOON + timedelta(days=729)
    left = [copy.at for copy in find_copies(tmp_path)]
    assert left[:7] == [last - timedelta(days=day) for day in range(7)]
    assert len(left) == 7 + 11
    months = sorted({(at.year, at.month) for at in left})
    assert len(months) == 12
    for at in left[7:]:
        assert (at + timedelta(days=1)).month != at.month, "the last of its month"


def test_a_clock_that_was_put_back_hides_no_copy(
    workspace: Workspace, reader: Reader, place: Place
) -> None:
    ahead = back_up(reader.db, place, now=NOON + timedelta(days=3))
    write(workspace, "a")
    newest = back_up(reader.db, place, now=NOON)
    assert newest.at > ahead.at
    assert find_copies(place.folder)[0] == newest
    assert count(newest.path) == workspace.journal.seq


@given(st.lists(st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31)), max_size=40))
def test_thinning_keeps_the_newest_and_is_settled_at_once(moments: list[datetime]) -> None:
    copies = [backup_files.new_copy(Path("x"), "a" * 64, at.replace(tzinfo=UTC)) for at in moments]
    kept = worth_keeping(copies)
    assert worth_keeping(kept) == kept
    fresh = [copy for copy in kept if max(c.at for c in kept) - copy.at < timedelta(days=1)]
    assert len(kept) <= 19 + len(fresh)
    if copies:
        assert max(copies, key=lambda copy: copy.at).at in {copy.at for copy in kept}


def test_before_a_migration_the_log_is_brought_up_to_date(
    workspace: Workspace, reader: Reader, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = back_up(reader.db, place)
    write(workspace, "a")
    workspace.close()
    with Workspace.open(workspace.folder):
        assert lines(copy, "op") == 0
    later = connection.SCHEMA_VERSION + 1
    monkeypatch.setattr(migrations, "SCHEMA_VERSION", later)
    monkeypatch.setattr(connection, "SCHEMA_VERSION", later)
    with Workspace.open(workspace.folder) as migrated:
        assert lines(copy, "op") == 1
        write(migrated, "b")
        assert backup._append(migrated.db, place) is None, "no log goes on over a migration"


def test_a_copy_carries_our_mark(reader: Reader, place: Place) -> None:
    connection = sqlite3.connect(back_up(reader.db, place).path)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    connection.close()
