"""``connect``: what it refuses, and how the database is set."""

from __future__ import annotations

import errno
import re
from pathlib import Path

import pytest
from sqlite_utils.utils import sqlite3

from qa_desktop import texts
from qa_desktop.errors import UserFacingError
from qa_desktop.store import connection, faults, location
from qa_desktop.store.connection import APPLICATION_ID, SCHEMA_VERSION, connect, sqlite_is_safe
from qa_desktop.store.faults import plain_faults
from qa_desktop.store.location import location_warnings
from qa_desktop.store.workspace import DATABASE, Workspace


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_sqlite_without_the_fix_is_refused(
    version: tuple[int, ...], safe: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sqlite_is_safe(version) is safe
    monkeypatch.setattr(connection.sqlite3, "sqlite_version_info", version)
    if safe:
        connect(tmp_path / "x.db").close()
    else:
        with pytest.raises(UserFacingError) as refused:
            connect(tmp_path / "x.db")
        assert refused.value.id == "workspace.sqlite_too_old"
        assert not (tmp_path / "x.db").exists()


def test_how_the_database_is_set(workspace: Workspace) -> None:
    def pragma(name: str) -> object:
        return workspace.db.conn.execute(f"PRAGMA {name}").fetchone()[0]

    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == 2
    assert pragma("foreign_keys") == 1
    assert pragma("trusted_schema") == 0
    assert pragma("cell_size_check") == 1
    assert pragma("secure_delete") == 1
    assert pragma("mmap_size") == 0
    assert pragma("busy_timeout") == 5000
    assert pragma("application_id") == APPLICATION_ID
    assert pragma("user_version") == SCHEMA_VERSION
    loose = [
        name
        for name, sql in workspace.db.conn.execute("SELECT name, sql FROM sqlite_master")
        if sql and sql.startswith("CREATE TABLE") and not re.search(r"\bSTRICT\b", sql)
    ]
    ours = [name for name in loose if not name.startswith("call_gram_")]
    assert ours == ["_sqlite_migrations"], "all but those that sqlite-utils and FTS5 make"


def test_a_deleted_value_is_not_left_in_the_file(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w") as workspace:
        workspace.db.execute(
            "INSERT INTO personal VALUES ('h', x'00', 'THE-SECRET-NAME-13812345678')"
        )
        workspace.db.execute("DELETE FROM personal WHERE hash = 'h'")
    assert b"THE-SECRET-NAME" not in (tmp_path / "w" / DATABASE).read_bytes()


def test_a_reader_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError) as refused:
        connect(tmp_path / "none.db", readonly=True)
    assert refused.value.id == "workspace.missing"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("error", "id"),
    [
        (OSError(errno.ENOSPC, "full"), "workspace.disk_full"),
        (OSError(errno.EROFS, "ro"), "workspace.read_only"),
        (OSError(errno.ENOTDIR, "file"), "workspace.not_a_folder"),
        (OSError(errno.EIO, "cable"), "workspace.disk_trouble"),
        (sqlite3.OperationalError("database or disk is full"), "workspace.disk_full"),
        (sqlite3.OperationalError("disk I/O error"), "workspace.disk_trouble"),
        (sqlite3.OperationalError("database is locked"), "workspace.locked"),
        (sqlite3.DatabaseError("database disk image is malformed"), "workspace.damaged"),
    ],
)
def test_faults_are_said_in_words(error: Exception, id: str, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError) as said, plain_faults(tmp_path):
        raise error
    assert said.value.id == id and said.value.__cause__ is error
    for language in ("zh", "en"):
        assert "{" not in said.value.say(language)


@pytest.mark.parametrize(
    "error", [OSError(errno.EBADF, "ours"), sqlite3.OperationalError("syntax")]
)
def test_our_own_mistakes_stay_bugs(error: Exception, tmp_path: Path) -> None:
    with pytest.raises(type(error)), plain_faults(tmp_path):
        raise error


def test_every_fault_has_its_sentences() -> None:
    for id in {*faults._BY_ERRNO.values(), *faults._BY_MESSAGE.values()}:
        assert {id, f"{id}_remedy"} <= texts.catalogue().keys()


@pytest.mark.parametrize("name", ["OneDrive - 公司", "Dropbox", "坚果云", "BaiduSyncdisk"])
def test_cloud_folders_are_warned_about(name: str, tmp_path: Path) -> None:
    (warning,) = location_warnings(tmp_path / name / "workspace")
    assert warning.id == "workspace.cloud_folder"
    assert name in warning.render("zh") and name in warning.render("en")


def test_network_drives_are_warned_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    share = tmp_path / "my share"
    escaped = str(share).replace(" ", r"\040")
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/x {escaped} nfs4 rw 0 0\n")
    monkeypatch.setattr(location, "_MOUNTS", mounts)
    (warning,) = location_warnings(share / "workspace")
    assert warning.id == "workspace.network_drive"
    assert location_warnings(tmp_path / "local") == []


def test_an_ordinary_folder_gets_no_warning(tmp_path: Path) -> None:
    assert location_warnings(tmp_path) == []
