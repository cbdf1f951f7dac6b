"""The passphrase over a person's keys: what it opens, for how long, and what it certifies."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.keys import PersonKeys
from qa_desktop.services.passphrase import lock, set_passphrase, unlock
from qa_desktop.store.key_session import KeySession
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.people import person_of_replica
from qa_desktop.store.settings import set_setting
from qa_desktop.store.workspace import Workspace

WORDS = "好好听 好好说"
pytestmark = pytest.mark.usefixtures("quick_seals")


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clocks() -> tuple[Clock, Clock]:
    """One that stands still while the computer sleeps, and one that can be set back."""
    return Clock(), Clock()


@pytest.fixture
def session(profile: Path, clocks: tuple[Clock, Clock]) -> KeySession:
    store = KeyStore()
    store.save_person(PersonKeys.generate("p1"))
    return KeySession(store, clock=clocks[0], wall=clocks[1])


@pytest.fixture
def sealed(session: KeySession) -> KeySession:
    session.set_passphrase(WORDS)
    return session


def refused(error: pytest.ExceptionInfo[UserFacingError]) -> str:
    return error.value.id


def test_without_a_passphrase_the_keys_open_but_sign_nothing(session: KeySession) -> None:
    assert session.state() == "open"
    assert session.person_keys() == KeyStore().person_keys()
    with pytest.raises(UserFacingError) as error:
        session.signing_keys()
    assert refused(error) == "identity.no_passphrase"


def test_unlocked_for_so_many_minutes_and_no_longer(
    sealed: KeySession, clocks: tuple[Clock, Clock]
) -> None:
    assert sealed.state() == "locked"
    keys = sealed.unlock(WORDS, 15)
    for clock in clocks:
        clock.now += 15 * 60 - 1
    assert sealed.state() == "unlocked" and sealed.seconds_left() == 1
    assert sealed.person_keys() == sealed.signing_keys() == keys
    for clock in clocks:
        clock.now += 1
    assert sealed.state() == "locked" and sealed.seconds_left() == 0
    with pytest.raises(UserFacingError) as error:
        sealed.signing_keys()
    assert refused(error) == "identity.locked"


@pytest.mark.parametrize("runs", [0, 1])
def test_one_clock_that_ran_on_is_enough_to_lock(
    sealed: KeySession, clocks: tuple[Clock, Clock], runs: int
) -> None:
    sealed.unlock(WORDS, 15)
    clocks[runs].now += 16 * 60
    clocks[1 - runs].now -= 5 * 60
    assert sealed.state() == "locked"
    clocks[runs].now -= 16 * 60
    assert sealed.state() == "locked", "locked once, the clock set back opens nothing"


def test_asked_every_time_the_keys_serve_one_act_soon(
    sealed: KeySession, clocks: tuple[Clock, Clock]
) -> None:
    sealed.unlock(WORDS, 0)
    sealed.signing_keys()
    with pytest.raises(UserFacingError) as error:
        sealed.signing_keys()
    assert refused(error) == "identity.locked"
    sealed.unlock(WORDS, 0)
    clocks[0].now += 61
    assert sealed.state() == "locked"


def test_another_passphrase_opens_nothing_and_the_right_one_is_changed_by_itself_only(
    sealed: KeySession,
) -> None:
    keys = sealed.unlock(WORDS, 15)
    for act in (
        lambda: sealed.unlock("好好听好好说", 15),
        lambda: sealed.set_passphrase("新的一句话来了", "错的"),
    ):
        with pytest.raises(UserFacingError) as error:
            act()
        assert refused(error) == "identity.wrong_passphrase"
    with pytest.raises(UserFacingError) as error:
        sealed.set_passphrase("新的一句话来了")
    assert refused(error) == "identity.locked", "being unlocked is not knowing the passphrase"
    sealed.set_passphrase("新的一句话来了", WORDS)
    assert sealed.state() == "locked"
    assert sealed.unlock("新的一句话来了", 15) == keys


def test_a_short_passphrase_is_refused_and_nothing_sealed(session: KeySession) -> None:
    for short in ("", "五个字符吧", "é" * 5):
        with pytest.raises(UserFacingError) as error:
            session.set_passphrase(short)
        assert refused(error) == "identity.passphrase_short"
    assert session.state() == "open"


def test_keys_do_not_show_in_what_is_printed(sealed: KeySession) -> None:
    keys = sealed.unlock(WORDS, 15)
    assert keys.sign_secret.hex() not in repr(keys) and str(keys.sign_secret) not in repr(keys)


def certified(workspace: Workspace) -> bool:
    return person_of_replica(workspace.db, workspace.journal.replica.public) == workspace.person


@pytest.fixture
def copy(workspace: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    """A copied workspace of a person whose keys are sealed: another replica, uncertified."""
    set_passphrase(workspace, WORDS)
    workspace.close()
    shutil.copytree(workspace.folder, tmp_path / "copy")
    (tmp_path / "copy" / "workspace.lock").unlink(missing_ok=True)
    for note in KeyStore().folder.glob("*.seq"):
        note.unlink()
    with Workspace.open(tmp_path / "copy") as opened:
        yield opened


def test_a_copy_writes_uncertified_and_is_certified_at_the_next_unlock(copy: Workspace) -> None:
    assert not certified(copy)
    before = copy.journal.seq
    changes = unlock(copy, WORDS)
    assert certified(copy) and changes.subjects == {"replica"}
    assert copy.journal.seq == before + 1, "one hello, nothing rewritten"
    lock(copy)
    assert not unlock(copy, WORDS).subjects, "said once"
    copy.rebuild()
    assert certified(copy)


def test_a_wrong_passphrase_certifies_nothing(copy: Workspace) -> None:
    with pytest.raises(UserFacingError):
        unlock(copy, "好好听好好说")
    assert not certified(copy) and copy.keys.state() == "locked"


def test_the_setting_says_how_long(workspace: Workspace) -> None:
    set_setting(workspace.db, "unlock_minutes", 60)
    set_passphrase(workspace, WORDS)
    assert 59 * 60 < workspace.keys.seconds_left() <= 60 * 60
    lock(workspace)
    assert workspace.keys.state() == "locked"
