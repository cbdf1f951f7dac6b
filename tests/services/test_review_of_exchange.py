"""What a second look at the exchange found: each test is of a way in that was open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from exchanging import machine, marked_call

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.bundle.container import DamagedBundleError
from qa_desktop.exchange.bundle.manifest import (
    ClipMember,
    Manifest,
    Member,
    read_manifest,
    sign_manifest,
    write_manifest,
)
from qa_desktop.exchange.identity_card import read_card, write_card
from qa_desktop.journal import health, projection
from qa_desktop.journal.changes import create, erase
from qa_desktop.journal.keys import PersonKeys, SigningKey
from qa_desktop.journal.roster import Term
from qa_desktop.journal.statements import found, issue, member
from qa_desktop.services import team
from qa_desktop.services.backup import restore
from qa_desktop.services.bundle_merging import merge, preview
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.identity import own_card
from qa_desktop.services.inbox import Inbox, choose_inbox, look_into
from qa_desktop.services.outbox import read_outbox
from qa_desktop.services.passphrase import set_passphrase, unlock
from qa_desktop.services.receipts import write_receipt
from qa_desktop.services.recovering import recover
from qa_desktop.services.team_joining import join_team, look_at_team
from qa_desktop.store.backup import append_only, back_up, own_place
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.settings import set_setting
from qa_desktop.store.workspace import Workspace

pytestmark = pytest.mark.usefixtures("quick_seals")
WORDS, RECOVERY = "好好听 好好说", "放在保险柜里的话"
ROOT = SigningKey(bytes(range(9, 41)))


@pytest.fixture
def wang(tmp_path: Path) -> Iterator[Workspace]:
    with machine(tmp_path, "wang") as workspace:
        yield workspace


@pytest.fixture
def li(tmp_path: Path) -> Iterator[Workspace]:
    with machine(tmp_path, "li") as workspace:
        yield workspace


def found_team(founder: Workspace, people: dict[Workspace, str]) -> None:
    said = [found("华东客服")]
    for each, role in {founder: "manager", **people}.items():
        own = each.keys.person_keys()
        terms = [Term(role), Term("inspector")]
        said.append(member(own.person, own.sign_key, own.receive_key, terms))
    issue(founder.journal, ROOT, ROOT.public, said)
    founder.trust(ROOT.public)


def receipt(workspace: Workspace, out: Path) -> Path:
    return write_receipt(workspace.folder, lambda act: act(workspace), out).files[0]


def impostor(tmp_path: Path, person: str) -> Workspace:
    """Somebody with keys of their own who certifies them in another's name."""
    keys = KeyStore(tmp_path / "impostor-keys")
    keys.save_person(PersonKeys.generate(person))
    return Workspace.open(tmp_path / "impostor", name="li", keys=keys)


# -- an erasure without right, in the bundle that one joins with


def test_joining_erases_nothing_that_the_team_does_not_let_erase(
    wang: Workspace, li: Workspace, tmp_path: Path
) -> None:
    li.write([create("agent", "a-1", {"name": "王小明"}), create("agent", "a-2", {"name": "李四"})])
    write_out(li, tmp_path / "early.qab")
    with machine(tmp_path, "zhao") as stranger:
        merge(stranger, tmp_path / "early.qab")
        hashes = dict(stranger.db.conn.execute("SELECT id, name FROM agent"))
        stranger.write([erase("agent", "a-1", [hashes["a-1"]])])
        write_out(stranger, tmp_path / "strange.qab")
    found_team(wang, {li: "inspector"})
    merge(wang, tmp_path / "early.qab")
    wang.write([erase("agent", "a-2", [hashes["a-2"]])])
    merge(wang, tmp_path / "strange.qab")
    write_out(wang, tmp_path / "team.qab")
    merge(li, tmp_path / "team.qab", join=ROOT.public)
    assert li.journal.personal_value(hashes["a-1"]) == "王小明"
    assert li.journal.personal_value(hashes["a-2"]) is None
    assert li.db.conn.execute("SELECT hash FROM erased").fetchall() == [(hashes["a-2"],)]
    assert projection.scan(li.db) == health.scan_of_rebuild(li.db) == projection.scan(wang.db)


# -- who certifies a key of their own in the name of somebody else


@pytest.mark.parametrize("in_team", [False, True])
def test_nobody_acknowledges_in_anothers_name(
    wang: Workspace, li: Workspace, tmp_path: Path, *, in_team: bool
) -> None:
    merge(wang, receipt(li, tmp_path / "li.qab"))
    if in_team:
        found_team(wang, {li: "inspector"})
    wang.write([create("agent", "a-1", {"name": "王小明"})])
    write_out(wang, tmp_path / "all.qab")
    with impostor(tmp_path, li.person) as false:
        if in_team:
            merge(false, tmp_path / "all.qab", join=ROOT.public)
        else:
            merge(false, tmp_path / "all.qab")
        file = receipt(false, tmp_path / "forged.qab")
    waiting = read_outbox(wang.db).people[0].waiting
    told = preview(wang, file)
    assert (told.person, told.who) == ("", "")
    merge(wang, file)
    about = look_into(wang.db, file)
    assert about is not None and about.person == ""
    (person,) = (each for each in read_outbox(wang.db).people if each.person == li.person)
    assert person.waiting >= waiting > 0
    sent = write_out(wang, tmp_path / "news.qab", to=[li.person], plain=True)
    merge(li, sent.files[0], join=ROOT.public if in_team else None)
    assert li.db["agent"].count == 1


def test_in_a_team_the_first_to_claim_a_name_is_not_believed(
    wang: Workspace, li: Workspace, tmp_path: Path
) -> None:
    found_team(wang, {li: "inspector"})  # nothing of hers has come yet
    with impostor(tmp_path, li.person) as false:
        assert preview(wang, receipt(false, tmp_path / "forged.qab")).person == ""
    assert preview(wang, receipt(li, tmp_path / "li.qab")).person == li.person


# -- keys


def test_to_revoke_somebody_reaches_the_keys_that_they_had_before(
    wang: Workspace, li: Workspace, tmp_path: Path
) -> None:
    set_passphrase(wang, WORDS)
    team.create_team(wang, "华东质检组", tmp_path / "t.qarecovery", RECOVERY)
    team.add_member(wang, read_card(own_card(li)), [Term("inspector")])
    write_out(wang, tmp_path / "team.qab")
    merge(li, tmp_path / "team.qab", join=wang.trust_group)
    li.write([create("agent", "a-1", {"name": "王小明"})])
    merge(wang, write_out(li, tmp_path / "one.qab").files[0])
    other = PersonKeys.generate(li.person)
    card = read_card(write_card(other, "li", "li"))
    team.add_member(wang, card, [Term("inspector")], new_key=True)
    team.revoke_member(wang, li.person)
    li.write([create("agent", "a-2", {"name": "之后写的"})])
    merge(wang, write_out(li, tmp_path / "two.qab").files[0])
    assert [id for (id,) in wang.db.conn.execute("SELECT id FROM agent")] == ["a-1"]
    with pytest.raises(UserFacingError, match=r"already_revoked"):
        team.revoke_member(wang, li.person)


def test_keys_asked_for_every_time_open_one_bundle_to_join_with(
    wang: Workspace, li: Workspace, tmp_path: Path
) -> None:
    merge(wang, receipt(li, tmp_path / "li.qab"))
    found_team(wang, {li: "inspector"})
    sent = write_out(wang, tmp_path / "team.qab", to=[li.person])
    assert sent.encrypted
    set_passphrase(li, WORDS)
    set_setting(li.db, "unlock_minutes", 0)
    unlock(li, WORDS)
    fingerprint = look_at_team(li, sent.files[0]).fingerprint
    unlock(li, WORDS)
    join_team(li, sent.files[0], fingerprint)
    assert li.trust_group == ROOT.public
    noted = li.db.conn.execute("SELECT file FROM bundle WHERE direction = 'in'").fetchall()
    assert noted == [("team.qab",)]


def test_a_recovery_asks_for_the_keys_once(wang: Workspace, li: Workspace, tmp_path: Path) -> None:
    merge(wang, receipt(li, tmp_path / "li.qab"))
    (tmp_path / "held").mkdir()
    for number in range(3):
        wang.write([create("remark", f"r-{number}", {"code": str(number)})])
        write_out(wang, tmp_path / "held" / f"{number}.qab", to=[li.person])
    set_passphrase(li, WORDS)
    li.close()
    asked = []

    def open_keys(workspace: Workspace) -> None:
        asked.append(workspace.keys.unlock(WORDS, 0))

    store = KeyStore(tmp_path / "li-keys")
    done = recover(li.folder, [tmp_path / "held"], keys=store, unlock=open_keys)
    assert done.refused == [] and len(done.merged) == 3 and len(asked) == 1


# -- a backup from before the team


@pytest.mark.parametrize("gives", ["the database", "the log"])
def test_an_older_backup_does_not_make_everybody_count_again(
    wang: Workspace, li: Workspace, tmp_path: Path, gives: str
) -> None:
    li.write([create("agent", "a-1", {"name": "王小明"})])
    merge(wang, write_out(li, tmp_path / "li.qab").files[0])
    (hash,) = wang.db.conn.execute("SELECT name FROM agent").fetchone()
    copy = back_up(wang.db, own_place(wang.folder))
    found_team(wang, {})
    with machine(tmp_path, "zhao") as stranger:
        stranger.write([erase("agent", "a-1", [hash]), create("agent", "a-9", {"name": "混入"})])
        merge(wang, write_out(stranger, tmp_path / "strange.qab").files[0])
    assert wang.journal.personal_value(hash) == "王小明"
    append_only(wang.db, own_place(wang.folder))
    append_only(wang.db, own_place(wang.folder))
    log = copy.log.read_text(encoding="utf-8")
    assert log.count(f'{{"team": "{ROOT.public}"}}') == 1
    before = projection.scan(wang.db)
    wang.close()
    if gives == "the log":
        database = wang.folder / "workspace.db"
        database.write_bytes(bytes(database.stat().st_size))
    restore(wang.folder, copy.path, keys=KeyStore(tmp_path / "wang-keys"))
    with Workspace.open(wang.folder, keys=KeyStore(tmp_path / "wang-keys")) as again:
        assert again.trust_group == ROOT.public
        assert again.db["agent"].count == 0
        assert again.journal.personal_value(hash) == "王小明"
        assert before != projection.scan(again.db), "a replica of its own says hello"
        assert projection.scan(again.db) == health.scan_of_rebuild(again.db)


# -- the inbox


def test_a_file_that_was_held_while_it_was_looked_at_is_looked_at_again(
    wang: Workspace, li: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    share = tmp_path / "share"
    share.mkdir()
    choose_inbox(li, share)
    file = write_out(wang, share / "a.qab").files[0]
    opened = Path.open
    is_held = True

    def held(path: Path, *arguments: object, **options: object):
        if is_held and path == file:
            raise PermissionError(13, "held by another program", str(path))
        return opened(path, *arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", held)
    inbox = Inbox(li.folder)
    inbox.look()
    (arrived,) = inbox.look()
    assert arrived.trouble is not None
    is_held = False
    (later,) = inbox.look()
    assert later.trouble is None and later.look is not None


# -- clips


def test_a_clip_of_a_recording_as_long_as_a_year_is_refused() -> None:
    key = SigningKey(bytes(32))
    sha256, recording = "a" * 64, "b" * 64

    def manifest(to_ms: int) -> Manifest:
        return Manifest(
            reader=2,
            schema=1,
            team=None,
            replica=key.public,
            person="p",
            written_at=1,
            base={},
            have={},
            subject=None,
            audio="clips",
            addressees=(),
            members=(Member(f"blobs/{sha256}", 10, sha256),),
            clips=(ClipMember(sha256, recording, 0, to_ms),),
        )

    day = 24 * 3_600_000
    for to_ms, fine in ((day, True), (day + 1, False), (1 << 62, False)):
        text = write_manifest(manifest(to_ms))
        signature = sign_manifest(text, key)
        if fine:
            assert read_manifest(text, signature).clips
        else:
            with pytest.raises(DamagedBundleError, match="altered"):
                read_manifest(text, signature)


def test_a_recording_that_is_said_to_last_for_ages_makes_no_silence(
    wang: Workspace, li: Workspace, tmp_path: Path
) -> None:
    from qa_desktop.audio import clips

    _, recording = marked_call(wang, tmp_path / "in", seconds=20, at=(9_000,))
    made = clips.cut(wang.blobs.path(recording), [(0, 1_000)], lambda _: tmp_path / "a.ogg")
    with clips._ClipsSource(made, 1 << 62) as source:
        assert source.measure_ms() == 24 * 3_600_000
