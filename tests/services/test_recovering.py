"""A lost workspace comes back from what others hold, from one's own bundles, from what is left;
what does not is listed."""

from __future__ import annotations

import hashlib
import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.journal.changes import create, set_fields
from qa_desktop.journal.journal import new_id
from qa_desktop.journal.keys import SigningKey
from qa_desktop.journal.roster import Term
from qa_desktop.journal.statements import found, issue, member
from qa_desktop.services import recover_child
from qa_desktop.services.bundle_merging import merge
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.fingerprints import fingerprint_of
from qa_desktop.services.health import check
from qa_desktop.services.identity import name_person
from qa_desktop.services.passphrase import set_passphrase, unlock
from qa_desktop.services.recovering import Recovery, recover, restore_with_bundles
from qa_desktop.store.backup import back_up, own_place
from qa_desktop.store.calls import find_calls
from qa_desktop.store.conflicts import find_conflicts
from qa_desktop.store.drafts import get_draft, save_draft
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.people import person_name
from qa_desktop.store.reader import get_owner
from qa_desktop.store.remarks import find_remarks
from qa_desktop.store.workspace import DATABASE, Workspace
from tests.services.test_bundles import evaluate

ROOT = SigningKey(hashlib.sha256(b"a team's root").digest())


@pytest.fixture
def keys(tmp_path: Path) -> KeyStore:
    """The profile of whoever loses the workspace."""
    return KeyStore(tmp_path / "profile")


@pytest.fixture
def mine(tmp_path: Path, keys: KeyStore) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "mine", name="王芳", number="8001", keys=keys) as opened:
        yield opened


@pytest.fixture
def hers(tmp_path: Path) -> Iterator[Workspace]:
    other = KeyStore(tmp_path / "her-profile")
    with Workspace.open(tmp_path / "hers", name="李敏", number="8002", keys=other) as opened:
        yield opened


def remark(workspace: Workspace, code: str) -> None:
    workspace.write([create("remark", new_id(), {"code": code, "text": code})])


def codes(workspace: Workspace) -> list[str]:
    return sorted(each.code for each in find_remarks(workspace.db))


def send(one: Workspace, other: Workspace, place: Path, **options: Any) -> None:
    write_out(one, place, **options)
    merge(other, place)


def lose(workspace: Workspace) -> None:
    workspace.close()
    shutil.rmtree(workspace.folder)


def ruin(workspace: Workspace) -> None:
    workspace.close()
    database = workspace.folder / DATABASE
    database.write_bytes(os.urandom(database.stat().st_size))


def said(done: Recovery) -> list[tuple[str, Any]]:
    return [(each.id, each.params.get("count")) for each in done.missing]


def is_whole(workspace: Workspace) -> None:
    report = check(workspace, full=True)
    assert report.problems == []
    assert find_conflicts(workspace.db) == []


# -- nothing is left but the profile


def test_what_a_colleague_holds_comes_back_as_ones_own(
    mine: Workspace, hers: Workspace, keys: KeyStore, tmp_path: Path
) -> None:
    evaluate(mine, tmp_path, 2)
    before = mine.journal.replica.public
    send(mine, hers, tmp_path / "sent.qab", audio="full")
    remark(hers, "hers")
    remark(mine, "never sent")
    lose(mine)
    write_out(hers, tmp_path / "kept" / "all.qab", audio="full")
    done = recover(mine.folder, [tmp_path / "kept"], keys=keys)
    assert said(done) == [("recover.gap", 1)]
    assert done.missing[0].params["who"] == "王芳"
    assert [note.id for note in done.notes] == ["recover.local"]
    assert (done.refused, done.from_backup, done.aside) == ([], False, None)
    with Workspace.open(mine.folder, keys=keys) as again:
        assert again.person == mine.person and done.person == "王芳"
        assert get_owner(again.db).number == "8001"
        assert again.journal.replica.public != before
        calls = find_calls(again.db, again.person)
        assert [call.published_hundredths is not None for call in calls] == [True, True]
        assert all(again.blobs.is_intact(str(call.recording)) for call in calls)
        assert codes(again) == ["hers"]
        is_whole(again)
        remark(again, "goes on")
        assert (
            done.own
            == hers.db.execute("SELECT count(*) FROM op WHERE replica = ?", [before]).fetchone()[0]
        )
        send(again, hers, tmp_path / "next.qab")
    assert codes(hers) == ["goes on", "hers"]
    is_whole(hers)


def test_gaps_and_missing_sound_are_listed_by_whose_they_are(
    mine: Workspace, hers: Workspace, keys: KeyStore, tmp_path: Path
) -> None:
    evaluate(mine, tmp_path)
    (evaluation,) = mine.db.execute("SELECT id FROM evaluation").fetchone()
    remark(hers, "before")
    send(hers, mine, tmp_path / "hers.qab")
    write_out(mine, tmp_path / "kept" / "one.qab", subject=evaluation)
    last = mine.journal.seq
    lose(mine)
    done = recover(mine.folder, [tmp_path / "kept"], keys=keys)
    gaps = [each for each in done.missing if each.id == "recover.gap"]
    assert sum(each.params["count"] for each in gaps if each.params["who"] == "王芳") == last - (
        done.own
    )
    assert [each.params["who"] for each in gaps][-1] != "王芳", "and hers, by her device"
    assert ("recover.audio", 1) in said(done)


def test_several_bundles_each_with_a_part_and_one_that_is_spoilt(
    mine: Workspace, hers: Workspace, keys: KeyStore, tmp_path: Path
) -> None:
    place = tmp_path / "kept"
    send(mine, hers, place / "a" / "1.qab")
    send(hers, mine, tmp_path / "back.qab")
    remark(mine, "second")
    send(mine, hers, place / "b" / "2.qab", to=[hers.person], plain=True)
    remark(mine, "third")
    spoilt = write_out(mine, place / "3.qab").files[0]
    spoilt.write_bytes(spoilt.read_bytes()[:-40])
    (place / "notes.txt").write_text("no bundle")
    lose(mine)
    done = recover(mine.folder, [place], keys=keys)
    assert sorted(file.name for file in done.merged) == ["1.qab", "2.qab"]
    ((file, error),) = done.refused
    assert file == spoilt and error.id.startswith("bundle.")
    with Workspace.open(mine.folder, keys=keys) as again:
        assert codes(again) == ["second"]
        is_whole(again)
    assert ("recover.gap", 1) in said(done)


def test_an_encrypted_bundle_of_ones_own_is_opened_with_the_passphrase(
    mine: Workspace, hers: Workspace, keys: KeyStore, tmp_path: Path
) -> None:
    send(hers, mine, tmp_path / "hers.qab")
    set_passphrase(mine, "correct horse battery")
    remark(mine, "sealed")
    written = write_out(mine, tmp_path / "kept" / "to-her.qab", to=[hers.person])
    assert written.encrypted
    lose(mine)
    asked = []

    def open_keys(workspace: Workspace) -> None:
        asked.append(1)
        unlock(workspace, "correct horse battery")

    done = recover(mine.folder, [tmp_path / "kept"], keys=keys, unlock=open_keys)
    assert (done.refused, asked) == ([], [1])
    with Workspace.open(mine.folder, keys=keys) as again:
        assert codes(again) == ["sealed"]
        assert person_name(again.db, again.person) == "王芳"
        is_whole(again)


def test_the_passphrase_on_its_way_to_the_child_is_in_no_log(tmp_path: Path) -> None:
    task = recover_child._Recover(tmp_path, tmp_path, (), "王敏", "0617", None, "青山绿水")
    assert "王敏" in repr(task) and "青山绿水" not in repr(task)


def test_without_the_keys_it_is_another_persons_work(
    mine: Workspace, hers: Workspace, tmp_path: Path
) -> None:
    remark(mine, "old")
    send(mine, hers, tmp_path / "sent.qab")
    lose(mine)
    done = recover(
        mine.folder, [tmp_path / "sent.qab"], name="王芳", keys=KeyStore(tmp_path / "new-profile")
    )
    assert [note.id for note in done.notes] == ["recover.local", "recover.new_person"]
    assert (done.own, done.person) == (0, "王芳")
    with Workspace.open(mine.folder, keys=KeyStore(tmp_path / "new-profile")) as again:
        assert codes(again) == ["old"] and again.person != mine.person
        is_whole(again)


def test_whom_no_bundle_knows_can_say_the_name_later(
    mine: Workspace, hers: Workspace, keys: KeyStore, tmp_path: Path
) -> None:
    remark(hers, "hers")
    write_out(hers, tmp_path / "hers.qab")
    lose(mine)
    assert recover(mine.folder, [tmp_path / "hers.qab"], keys=keys).person == ""
    with Workspace.open(mine.folder, keys=keys) as again:
        name_person(again, "王芳", "8001")
        assert get_owner(again.db).name == "王芳"
        is_whole(again)


# -- the folder is still there


def test_a_ruined_database_without_a_backup_comes_back_from_the_outbox(
    mine: Workspace, keys: KeyStore, tmp_path: Path
) -> None:
    evaluate(mine, tmp_path)
    shutil.rmtree(mine.folder / "backups")
    write_out(mine, mine.folder / "outbox" / "own.qab")
    ruin(mine)
    noise = (mine.folder / DATABASE).read_bytes()
    done = recover(mine.folder, keys=keys)
    assert done.missing == [] and done.aside is not None
    assert (done.aside / DATABASE).read_bytes() == noise, "nothing is deleted"
    with Workspace.open(mine.folder, keys=keys) as again:
        (call,) = find_calls(again.db, again.person)
        assert call.published_hundredths is not None
        assert again.blobs.is_intact(str(call.recording)), "audio was in its place all the time"
        is_whole(again)


def test_what_a_damaged_database_still_gives_is_taken_without_any_bundle(
    mine: Workspace, keys: KeyStore
) -> None:
    for number in range(200):
        remark(mine, f"n{number}")
    save_draft(mine.db, "annotation", "call", {"text": "写到一半"})
    shutil.rmtree(mine.folder / "backups")
    (root,) = mine.db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'remark'").fetchone()
    mine.close()
    database = mine.folder / DATABASE
    content = bytearray(database.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = os.urandom(4096)
    database.write_bytes(content)
    done = recover(mine.folder, keys=keys)
    assert done.missing == []
    with Workspace.open(mine.folder, keys=keys) as again:
        assert len(codes(again)) == 200
        draft = get_draft(again.db, "annotation", "call")
        assert draft is not None and draft.body == {"text": "写到一半"}
        is_whole(again)


def test_the_backup_first_then_what_bundles_hold_beyond(
    mine: Workspace, hers: Workspace, keys: KeyStore, tmp_path: Path
) -> None:
    remark(mine, "in the backup")
    copy = back_up(mine.db, own_place(mine.folder))
    remark(mine, "in the bundle")
    write_out(mine, mine.folder / "outbox" / "own.qab")
    remark(mine, "nowhere")
    ruin(mine)
    copy.log.unlink(missing_ok=True)
    done = recover(mine.folder, keys=keys)
    assert done.from_backup and said(done) == [("recover.gap", 1)]
    with Workspace.open(mine.folder, keys=keys) as again:
        assert codes(again) == ["in the backup", "in the bundle"]
        is_whole(again)


def test_restoring_a_backup_takes_ones_own_bundles_too(
    mine: Workspace, hers: Workspace, keys: KeyStore
) -> None:
    copy = back_up(mine.db, own_place(mine.folder))
    remark(mine, "in the bundle")
    write_out(mine, mine.folder / "outbox" / "own.qab")
    remark(hers, "hers")
    write_out(hers, mine.folder / "outbox" / "hers.qab")
    ruin(mine)
    copy.log.unlink(missing_ok=True)
    report = restore_with_bundles(mine.folder, copy.path, keys=keys)
    assert (report.missing, report.replayed) == ([], 1)
    with Workspace.open(mine.folder, keys=keys) as again:
        assert codes(again) == ["in the bundle"], "what others wrote is merged by hand"
        is_whole(again)


def test_a_database_that_is_gone_is_made_again_over_its_recordings(
    mine: Workspace, hers: Workspace, keys: KeyStore, tmp_path: Path
) -> None:
    evaluate(mine, tmp_path)
    send(mine, hers, tmp_path / "sent.qab")
    mine.close()
    shutil.rmtree(mine.folder / "backups")
    (mine.folder / DATABASE).unlink()
    with pytest.raises(UserFacingError):
        Workspace.open(mine.folder, keys=keys)
    done = recover(mine.folder, [tmp_path / "sent.qab"], keys=keys)
    assert done.missing == []
    with Workspace.open(mine.folder, keys=keys) as again:
        assert again.blobs.is_intact(str(find_calls(again.db, again.person)[0].recording))


def test_a_sound_workspace_only_gains(mine: Workspace, hers: Workspace, keys: KeyStore) -> None:
    remark(mine, "mine")
    remark(hers, "hers")
    write_out(hers, mine.folder / "outbox" / "hers.qab")
    replica = mine.journal.replica.public
    mine.close()
    for _ in range(2):
        done = recover(mine.folder, keys=keys)
        assert (done.missing, done.notes, done.aside) == ([], [], None)
    with Workspace.open(mine.folder, keys=keys) as again:
        assert codes(again) == ["hers", "mine"]
        assert again.journal.replica.public == replica


# -- refusals


def test_where_there_is_nothing_to_make_it_of(
    mine: Workspace, keys: KeyStore, tmp_path: Path
) -> None:
    for places, why in (([], "recover.no_bundles"), ([tmp_path / "none"], "recover.no_place")):
        with pytest.raises(UserFacingError) as refused:
            recover(tmp_path / "new", places, keys=keys)
        assert refused.value.id == why
        assert not (tmp_path / "new").exists()
    write_out(mine, tmp_path / "a.qab")
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"x")
    with pytest.raises(UserFacingError) as refused:
        recover(tmp_path / "photos", [tmp_path / "a.qab"], keys=keys)
    assert refused.value.id == "workspace.folder_not_empty"
    with pytest.raises(UserFacingError) as refused:
        recover(mine.folder, keys=keys)
    assert refused.value.id == "workspace.locked"


def test_given_up_it_can_be_gone_on_with(
    mine: Workspace, hers: Workspace, keys: KeyStore, tmp_path: Path
) -> None:
    remark(mine, "a")
    send(mine, hers, tmp_path / "kept" / "a.qab")
    lose(mine)
    with pytest.raises(CancelledError):
        recover(mine.folder, [tmp_path / "kept"], keys=keys, cancelled=lambda: True)
    done = recover(mine.folder, [tmp_path / "kept"], keys=keys)
    assert done.refused == []
    with Workspace.open(mine.folder, keys=keys) as again:
        assert codes(again) == ["a"] and person_name(again.db, again.person) == "王芳"
        is_whole(again)


@pytest.mark.parametrize("has_backup", [True, False])
def test_given_up_while_the_ground_is_laid_the_old_files_stand(
    mine: Workspace, keys: KeyStore, has_backup: bool
) -> None:
    """At any moment at which it listens, until the new database is there; then that one stands."""
    remark(mine, "a")
    if has_backup:
        back_up(mine.db, own_place(mine.folder))
    ruin(mine)
    ruined = (mine.folder / DATABASE).read_bytes()
    listened = 0

    def at(moment: int) -> Callable[[], bool]:
        def cancelled() -> bool:
            nonlocal listened
            listened += 1
            return listened == moment

        return cancelled

    for moment in itertools.count(1):
        listened = 0
        try:
            recover(mine.folder, keys=keys, cancelled=at(moment))
            break
        except CancelledError:
            assert (mine.folder / DATABASE).read_bytes() == ruined
            assert not list(mine.folder.glob(".rest*"))
    assert moment > (3 if has_backup else 1)
    with Workspace.open(mine.folder, keys=keys) as again:
        assert codes(again) == (["a"] if has_backup else [])
        is_whole(again)


# -- a team


def make_team(founder: Workspace, other: Workspace) -> None:
    public = [get_owner(each.db) for each in (founder, other)]
    people = [
        member(each.person, each.sign_key, each.receive_key, [Term("lead"), Term("inspector")])
        for each in public
    ]
    with founder.transaction():
        issue(founder.journal, ROOT, ROOT.public, [found("华东"), *people])
    founder.trust(ROOT.public)


@pytest.mark.parametrize("has_own", [True, False])
def test_a_team_is_trusted_by_ones_own_bundle_or_by_its_fingerprint(
    mine: Workspace, hers: Workspace, keys: KeyStore, tmp_path: Path, has_own: bool
) -> None:
    make_team(hers, mine)
    write_out(hers, tmp_path / "join.qab")
    merge(mine, tmp_path / "join.qab", join=ROOT.public)
    mine.write([create("agent", new_id(), {"number": "0617"})])
    write_out(mine, tmp_path / "kept" / "z-mine.qab")
    merge(hers, tmp_path / "kept" / "z-mine.qab")
    hers.write(
        [
            set_fields(
                "agent", hers.db.execute("SELECT id FROM agent").fetchone()[0], {"name": "欧阳"}
            )
        ]
    )
    write_out(hers, tmp_path / "kept" / "a-hers.qab")
    if not has_own:
        (tmp_path / "kept" / "z-mine.qab").unlink()
    lose(mine)
    done = recover(mine.folder, [tmp_path / "kept"], keys=keys)
    if not has_own:
        assert [error.id for _, error in done.refused] == ["bundle.join_first"]
        named = fingerprint_of(ROOT.public)
        done = recover(mine.folder, [tmp_path / "kept"], keys=keys, trust=named)
    assert done.refused == [] and done.missing == []
    with Workspace.open(mine.folder, keys=keys) as again:
        assert again.trust_group == ROOT.public
        assert again.db.execute("SELECT count(name) FROM agent").fetchone() == (1,)
        is_whole(again)
