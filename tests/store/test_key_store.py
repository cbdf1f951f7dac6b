"""Keys: for their owner only, sealed by a passphrase, and never half written."""

from __future__ import annotations

import json
import os
import stat
import time
from pathlib import Path

import pytest
from keyring.errors import KeyringLocked

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.journal import new_id
from qa_desktop.journal.keys import PersonKeys, SigningKey
from qa_desktop.store import key_store
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.reader import get_owner
from qa_desktop.store.workspace import Workspace


@pytest.fixture
def keys(profile: Path) -> PersonKeys:
    """A person's keys, kept in this profile."""
    made = PersonKeys.generate(new_id())
    KeyStore().save_person(made)
    return made


@pytest.mark.skipif(os.name != "posix", reason="Windows protects the profile by its own rights")
def test_key_files_are_for_their_owner_only(profile: Path, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with Workspace.open(tmp_path / "w"):
            files = list((profile / "keys").iterdir())
    finally:
        os.umask(before)
    assert len(files) == 3
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE((profile / "keys").stat().st_mode) == 0o700


def test_the_same_keys_come_back(keys: PersonKeys) -> None:
    assert KeyStore().person_keys() == keys
    assert KeyStore().public_keys()["sign_key"] == keys.sign_key


class SystemStore:
    """A system's key store that can be locked."""

    def __init__(self) -> None:
        self.held: dict[str, str] = {}
        self.is_locked = self.keeps = False

    def _look(self) -> None:
        if self.is_locked:
            raise KeyringLocked

    def set_password(self, _service: str, person: str, secret: str) -> None:
        self._look()
        self.held[person] = secret

    def get_password(self, _service: str, person: str) -> str | None:
        self._look()
        return self.held.get(person)

    def delete_password(self, _service: str, person: str) -> None:
        if self.keeps:
            raise KeyringLocked
        del self.held[person]


@pytest.mark.usefixtures("quick_seals")
def test_a_locked_system_store_keeps_no_open_keys_for_long(
    profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = SystemStore()
    monkeypatch.setattr(key_store, "_system_store", lambda: system)
    store, made = KeyStore(), PersonKeys.generate(new_id())
    store.save_person(made)
    assert system.held and store.person_keys() == made
    secret = made.sign_secret.hex()
    assert secret not in (profile / "keys" / "person.json").read_text()
    system.is_locked = True
    with pytest.raises(UserFacingError, match=r"identity\.secret_missing"):
        store.person_keys()
    system.is_locked = False
    system.keeps = True
    store.seal_person("百分百 好评")
    assert store.is_sealed() and system.held, "could not be removed"
    system.keeps = False
    assert store.person_keys("百分百 好评") == made
    assert system.held == {}
    assert "left" not in (profile / "keys" / "person.json").read_text()


def test_sealed_keys_open_with_the_passphrase_only(keys: PersonKeys, profile: Path) -> None:
    store = KeyStore()
    store.seal_person("百分百 好评")
    assert store.is_sealed()
    with pytest.raises(UserFacingError) as locked:
        store.person_keys()
    assert locked.value.id == "identity.locked"
    with pytest.raises(UserFacingError) as wrong:
        store.person_keys("百分百好评")
    assert wrong.value.id == "identity.wrong_passphrase"
    assert store.person_keys("百分百 好评") == keys
    written = "".join(file.read_text() for file in (profile / "keys").iterdir())
    assert keys.sign_secret.hex() not in written and keys.receive_secret.hex() not in written


def test_a_sealed_person_can_still_begin_a_workspace(keys: PersonKeys, tmp_path: Path) -> None:
    """Its replica is certified at the next unlock; until then the row says so."""
    KeyStore().seal_person("口令")
    with Workspace.open(tmp_path / "w", name="李敏") as workspace:
        assert get_owner(workspace.db).person == keys.person
        row = workspace.db.conn.execute("SELECT certified FROM replica").fetchone()
        assert row == (0,)


def test_without_a_person_there_are_no_keys(profile: Path) -> None:
    assert KeyStore().person() is None
    for ask in (KeyStore().public_keys, KeyStore().person_keys):
        with pytest.raises(UserFacingError) as refused:
            ask()
        assert refused.value.id == "identity.none"


@pytest.mark.parametrize("content", [b"", b"{", b"5", b'"x"', b"\xff\xfe"])
def test_a_damaged_key_file_is_named(keys: PersonKeys, profile: Path, content: bytes) -> None:
    file = profile / "keys" / "person.json"
    file.write_bytes(content)
    with pytest.raises(UserFacingError) as refused:
        KeyStore().person()
    assert refused.value.id == "identity.key_file_damaged"
    assert str(file) in refused.value.say("zh")
    assert file.read_bytes() == content


@pytest.mark.parametrize("content", [b"", b"{}", b"5", b'{"seq": "x", "machine": "m"}', b"\xff"])
def test_a_damaged_note_reads_as_none(profile: Path, content: bytes) -> None:
    store, key = KeyStore(), SigningKey.generate()
    store.note_seq(key.public, 7)
    noted = store.last_seq(key.public)
    assert noted is not None and noted.seq == 7 and noted.here
    (profile / "keys" / f"{key.public}.seq").write_bytes(content)
    assert store.last_seq(key.public) is None


def test_a_copied_profile_knows_that_another_machine_wrote_the_note(profile: Path) -> None:
    store, key = KeyStore(), SigningKey.generate()
    store.note_seq(key.public, 7)
    file = profile / "keys" / f"{key.public}.seq"
    file.write_text(json.dumps({"seq": 7, "machine": "another:account"}))
    noted = store.last_seq(key.public)
    assert noted is not None and not noted.here


def test_a_failed_write_keeps_the_old_file(
    keys: PersonKeys, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        KeyStore().save_person(PersonKeys.generate(new_id()))
    assert KeyStore().person() == keys.person
    assert [file.name for file in (profile / "keys").iterdir()] == ["person.json"]


def test_a_note_that_a_crash_left_half_written_is_gone_after_the_next_opening(
    tmp_path: Path, profile: Path
) -> None:
    from qa_desktop.store.workspace import Workspace

    with Workspace.open(tmp_path / "w", name="n") as workspace:
        replica = workspace.journal.replica.public
    mine = profile / "keys" / f".{replica}.seq.4711"
    other = profile / "keys" / f".{'0' * 64}.seq.4711"
    mine.write_text("{")
    other.write_text("{")
    with Workspace.open(tmp_path / "w") as workspace:
        assert workspace.journal.replica.public == replica
    assert not mine.exists()
    assert other.exists(), "another workspace may be writing it just now"


def test_half_written_files_go_when_nobody_can_be_at_work_on_them(profile: Path) -> None:
    """A secret must not lie about; another window may be writing its own just now."""
    store = KeyStore()
    store.folder.mkdir(parents=True)
    own, night_ago, just_now = (
        store.folder / name for name in (".ab.seq.1", ".x.key.2", ".y.key.3")
    )
    for file in (own, night_ago, just_now):
        file.write_text("{")
    os.utime(night_ago, (time.time() - 40_000,) * 2)
    store.remove_leftovers("ab")
    assert sorted(file.name for file in store.folder.iterdir()) == [".y.key.3"]
