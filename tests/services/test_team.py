"""A team: founded, kept, joined; and who must not do any of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.identity_card import IdentityCard, read_card, write_card
from qa_desktop.exchange.recovery_file import read_recovery
from qa_desktop.journal import digest, projection
from qa_desktop.journal.changes import create
from qa_desktop.journal.keys import PersonKeys
from qa_desktop.journal.roster import Term, read_roster
from qa_desktop.services import team
from qa_desktop.services.addressees import person_named
from qa_desktop.services.bundle_merging import merge
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.fingerprints import Fingerprint, fingerprint_of
from qa_desktop.services.health import check
from qa_desktop.services.identity import own_card
from qa_desktop.services.merge_child import join_in_child, look_at_team_in_child
from qa_desktop.services.outbox import read_outbox
from qa_desktop.services.passphrase import set_passphrase, unlock
from qa_desktop.services.peers import read_peers
from qa_desktop.services.team_joining import join_team, look_at_team
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.workspace import Workspace

pytestmark = pytest.mark.usefixtures("quick_seals")

WORDS, RECOVERY = "好好听 好好说", "放在保险柜里的话"
TODAY = date(2026, 11, 22)


def machine(tmp_path: Path, name: str) -> Workspace:
    return Workspace.open(
        tmp_path / name, name=name, number=name[:2], keys=KeyStore(tmp_path / f"{name}-keys")
    )


@pytest.fixture
def founder(tmp_path: Path) -> Iterator[Workspace]:
    """王经理, with a passphrase, keys unlocked."""
    with machine(tmp_path, "wang") as workspace:
        set_passphrase(workspace, WORDS)
        yield workspace


@pytest.fixture
def inspector(tmp_path: Path) -> Iterator[Workspace]:
    """李敏, who has worked alone until now and knows of no passphrase."""
    with machine(tmp_path, "limin") as workspace:
        workspace.write([create("agent", "a-1", {"name": "王小明", "number": "0617"})])
        yield workspace


@pytest.fixture
def recovery(tmp_path: Path) -> Path:
    return tmp_path / "safe" / "team.qarecovery"


@pytest.fixture
def founded(founder: Workspace, recovery: Path) -> team.Team:
    team.create_team(founder, "华东质检组", recovery, RECOVERY)
    return the_team(founder)


def the_team(workspace: Workspace) -> team.Team:
    found = team.read_team(workspace.db)
    assert found is not None
    return found


def card(workspace: Workspace) -> IdentityCard:
    return read_card(own_card(workspace))


def someone(workspace: Workspace, name: str) -> team.TeamPerson:
    (found,) = (each for each in the_team(workspace).people if each.name == name)
    return found


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(UserFacingError) as error:
        act()
    assert error.value.say("zh") and error.value.say("en")
    return error.value.id


def agree(one: Workspace, other: Workspace) -> bool:
    return digest.kept_digest(one.db) == digest.kept_digest(other.db) and projection.scan(
        one.db
    ) == projection.scan(other.db)


def send(one: Workspace, other: Workspace, tmp_path: Path) -> None:
    (file,) = write_out(one, tmp_path / "sent.qab").files
    merge(other, file)


def test_the_founder_leads_the_team_and_loses_nothing(founder: Workspace, recovery: Path) -> None:
    founder.write([create("agent", "a-2", {"name": "赵敏"})])
    team.create_team(founder, " 华东质检组 ", recovery, RECOVERY)
    found = the_team(founder)
    assert found.name == "华东质检组" and found.id == founder.trust_group
    assert found.fingerprint == fingerprint_of(found.id)
    assert found.me is not None and found.me.name == "wang"
    assert set(found.me.roles_on(TODAY)) == {"inspector", "manager", "quality_lead"}
    assert team.own_roles(founder.db, TODAY) == found.me.roles_on(TODAY)
    assert founder.db["agent"].count == 1, "what was written alone still counts"
    founder.write([create("agent", "a-3", {"name": "孙悦"})])
    assert team.holds_root(founder.keys, found)
    assert check(founder, full=True).problems == []


def test_alone_there_is_no_team(inspector: Workspace) -> None:
    assert team.read_team(inspector.db) is None
    assert team.own_roles(inspector.db) == ()
    assert refused(lambda: team.person_in_team(inspector.db, "limin")) == "trust_group.none"


def test_founding_asks_for_the_passphrase_and_leaves_nothing_when_refused(
    founder: Workspace, inspector: Workspace, recovery: Path
) -> None:
    before = digest.kept_digest(founder.db)
    founder.keys.lock()
    cases = [
        (lambda: team.create_team(founder, "组", recovery, RECOVERY), "identity.locked"),
        (lambda: team.create_team(inspector, "组", recovery, RECOVERY), "identity.no_passphrase"),
        (lambda: team.create_team(founder, " ", recovery, RECOVERY), "trust_group.name_missing"),
        (lambda: team.create_team(founder, "组", recovery, "短"), "identity.passphrase_short"),
    ]
    for act, id in cases:
        assert refused(act) == id
    unlock(founder, WORDS)
    recovery.parent.mkdir()
    recovery.write_text("something else")
    assert refused(lambda: team.create_team(founder, "组", recovery, RECOVERY)) == "recovery.exists"
    assert recovery.read_text() == "something else"
    below = recovery / "x"
    assert refused(lambda: team.create_team(founder, "组", below, RECOVERY)) == (
        "recovery.not_written"
    )
    assert founder.trust_group is None and digest.kept_digest(founder.db) == before
    assert not list(founder.keys.store.folder.glob("*.root"))


def test_a_team_that_could_not_be_written_leaves_no_file_and_no_key(
    founder: Workspace, recovery: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_group: str) -> None:
        raise OSError("disk")

    monkeypatch.setattr(founder, "trust", fail)
    with pytest.raises((OSError, UserFacingError)):
        team.create_team(founder, "组", recovery, RECOVERY)
    assert not recovery.exists()
    assert not list(founder.keys.store.folder.glob("*.root"))
    assert read_roster(founder.db).group == ""


def test_one_team_per_workspace(founder: Workspace, founded: team.Team, tmp_path: Path) -> None:
    again = tmp_path / "again"
    assert refused(lambda: team.create_team(founder, "二", again, RECOVERY)) == "trust_group.exists"
    assert not again.exists()


def test_the_root_is_sealed_in_the_file_and_in_the_key_store(
    founder: Workspace, founded: team.Team, recovery: Path, tmp_path: Path
) -> None:
    read = read_recovery(recovery)
    assert (read.team, read.key, read.name) == (founded.id, founded.id, "华东质检组")
    assert refused(lambda: read.open("放在保险柜里")) == "identity.wrong_passphrase"
    root = read.open(RECOVERY)
    assert root.public == founded.id
    kept = "".join(file.read_text() for file in founder.keys.store.folder.iterdir())
    assert root.secret.hex() not in kept + recovery.read_text()
    founder.keys.set_passphrase("换了另一句话", WORDS)
    unlock(founder, "换了另一句话")
    person = someone(founder, "wang").person
    team.set_roles(founder, person, [Term("manager")])
    assert someone(founder, "wang").roles_on(TODAY) == ("manager",), "no matter the passphrase"


def test_two_people_become_a_team_and_agree(
    founder: Workspace, inspector: Workspace, founded: team.Team, tmp_path: Path
) -> None:
    """The whole way: card, roles, bundle, comparison, joining, back."""
    team.add_member(founder, card(inspector), [Term("inspector"), Term("lead", "2027-01-01")])
    (file,) = write_out(founder, tmp_path / "team.qab").files
    offer = look_at_team(inspector, file)
    assert (offer.name, offer.people, offer.has_me) == ("华东质检组", 2, True)
    assert offer.fingerprint == founded.fingerprint
    before = [row[0] for row in inspector.db.conn.execute("SELECT id FROM op ORDER BY n")]
    join_team(inspector, file, founded.fingerprint)
    after = [row[0] for row in inspector.db.conn.execute("SELECT id FROM op ORDER BY n")]
    assert after[: len(before)] == before, "nothing is rewritten"
    assert inspector.trust_group == founded.id
    assert inspector.db["agent"].count == 1, "what was written before counts"
    send(inspector, founder, tmp_path)
    assert agree(founder, inspector)
    assert founder.db["agent"].count == 1
    me = the_team(inspector).me
    assert me is not None and me.roles_on(TODAY) == ("inspector",)
    assert me.roles_on(date(2027, 1, 1)) == ("inspector", "lead")
    assert someone(founder, "limin").number == "li"
    assert not team.holds_root(inspector.keys, the_team(inspector))


def test_joining_needs_the_fingerprint_that_was_compared(
    founder: Workspace, inspector: Workspace, founded: team.Team, tmp_path: Path
) -> None:
    (file,) = write_out(founder, tmp_path / "team.qab").files
    before = digest.kept_digest(inspector.db)
    other = Fingerprint("00" * 20)
    assert refused(lambda: join_team(inspector, file, other)) == "fingerprint.differs"
    assert inspector.trust_group is None and digest.kept_digest(inspector.db) == before
    join_team(inspector, file, founded.fingerprint)
    again = refused(lambda: join_team(inspector, file, founded.fingerprint))
    assert again == "trust_group.exists"


def test_a_child_joins_as_one_does_here(
    founder: Workspace, inspector: Workspace, founded: team.Team, tmp_path: Path
) -> None:
    """The window's way: only the device's certificate is signed in its own process."""
    team.add_member(founder, card(inspector), [Term("inspector")])
    (file,) = write_out(founder, tmp_path / "team.qab").files

    def write(act: Callable[[Workspace], object]) -> object:
        return act(inspector)

    folder, before = inspector.folder, digest.kept_digest(inspector.db)
    assert look_at_team_in_child(folder, write, file) == look_at_team(inspector, file)
    wrong = Fingerprint("00" * 20)
    assert refused(lambda: join_in_child(folder, write, file, wrong)) == "fingerprint.differs"
    assert inspector.trust_group is None and digest.kept_digest(inspector.db) == before
    done = join_in_child(folder, write, file, founded.fingerprint)
    assert inspector.trust_group == founded.id and "agent" in done.changes.subjects
    assert inspector.db["agent"].count == 1, "what was written before counts"
    again = refused(lambda: join_in_child(folder, write, file, founded.fingerprint))
    assert again == "trust_group.exists"
    inspector.write([create("agent", "later", {"name": "坐席"})])
    send(inspector, founder, tmp_path)
    assert agree(founder, inspector)


def test_a_bundle_without_team_or_roster_is_no_way_in(
    founder: Workspace, inspector: Workspace, tmp_path: Path
) -> None:
    (file,) = write_out(founder, tmp_path / "none.qab").files
    assert refused(lambda: look_at_team(inspector, file)) == "trust_group.not_of_a_team"
    founder.trust("ab" * 32)  # somebody says so, and cannot prove it
    (file,) = write_out(founder, tmp_path / "said.qab").files
    for act in (
        lambda: look_at_team(inspector, file),
        lambda: join_team(inspector, file, fingerprint_of("ab" * 32)),
    ):
        assert refused(act) == "trust_group.no_roster_within"
    assert inspector.trust_group is None


def test_joining_before_being_added_hides_much_and_asks(
    founder: Workspace, inspector: Workspace, founded: team.Team, tmp_path: Path
) -> None:
    inspector.write([create("agent", f"b-{n}", {"name": f"坐席{n}"}) for n in range(5)])
    (file,) = write_out(founder, tmp_path / "early.qab").files
    assert not look_at_team(inspector, file).has_me
    refusal = refused(lambda: join_team(inspector, file, founded.fingerprint))
    assert refusal == "trust_group.join_hides" and inspector.trust_group is None
    assert inspector.db["agent"].count == 6
    join_team(inspector, file, founded.fingerprint, accept_hides=True)
    assert inspector.db["agent"].count == 0
    team.add_member(founder, card(inspector), [Term("inspector")])
    send(founder, inspector, tmp_path)
    assert inspector.db["agent"].count == 6, "nothing was lost"


def test_a_sealed_copy_is_certified_when_it_joins(
    founder: Workspace, founded: team.Team, tmp_path: Path
) -> None:
    keys = KeyStore(tmp_path / "limin-keys")
    keys.save_person(PersonKeys.generate("0198-limin"))
    keys.seal_person(WORDS)
    with Workspace.open(tmp_path / "limin", name="limin", keys=keys) as sealed:
        assert refused(lambda: own_card(sealed)) == "identity.locked"
        written = write_card(keys.person_keys(WORDS), "limin", "")
        team.add_member(founder, read_card(written), [Term("inspector")])
        (file,) = write_out(founder, tmp_path / "team.qab").files
        assert refused(lambda: join_team(sealed, file, founded.fingerprint)) == "identity.locked"
        unlock(sealed, WORDS)
        join_team(sealed, file, founded.fingerprint)
        sealed.write([create("agent", "a-9", {"name": "钱宁"})])
        send(sealed, founder, tmp_path)
        assert founder.db["agent"].count == 1


def test_only_the_keeper_of_the_root_changes_the_roster(
    founder: Workspace, inspector: Workspace, founded: team.Team, tmp_path: Path
) -> None:
    team.add_member(founder, card(inspector), [Term("manager")])
    (file,) = write_out(founder, tmp_path / "team.qab").files
    join_team(inspector, file, founded.fingerprint)
    set_passphrase(inspector, WORDS)
    wang = someone(inspector, "wang").person
    acts: list[Callable[[], object]] = [
        lambda: team.revoke_member(inspector, wang),
        lambda: team.set_roles(inspector, wang, []),
        lambda: team.add_member(inspector, card(inspector), [Term("quality_lead")]),
        lambda: team.name_successor(inspector, tmp_path / "s", RECOVERY),
    ]
    for act in acts:
        assert refused(act) == "trust_group.no_root_here"
    assert not (tmp_path / "s").exists()
    founder.keys.lock()
    locked = refused(lambda: team.set_roles(founder, wang, [Term("manager")]))
    assert locked == "identity.locked"


def test_revoked_from_what_is_held_on(
    founder: Workspace, inspector: Workspace, founded: team.Team, tmp_path: Path
) -> None:
    team.add_member(founder, card(inspector), [Term("inspector")])
    (file,) = write_out(founder, tmp_path / "team.qab").files
    join_team(inspector, file, founded.fingerprint)
    send(inspector, founder, tmp_path)
    li = someone(founder, "limin").person
    team.revoke_member(founder, li)
    assert someone(founder, "limin").is_revoked
    assert someone(founder, "limin").roles_on(TODAY) == ()
    assert the_team(founder).people[-1].person == li
    assert refused(lambda: team.revoke_member(founder, li)) == "trust_group.already_revoked"
    inspector.write([create("agent", "a-7", {"name": "之后写的"})])
    send(inspector, founder, tmp_path)
    send(founder, inspector, tmp_path)
    assert founder.db["agent"].count == inspector.db["agent"].count == 1
    again = refused(lambda: team.add_member(founder, card(inspector), [Term("inspector")]))
    assert again == "trust_group.is_revoked"
    team.add_member(founder, card(inspector), [Term("inspector")], lift=True)
    assert founder.db["agent"].count == 2 and not someone(founder, "limin").is_revoked


def test_nobody_revokes_himself(founder: Workspace, founded: team.Team) -> None:
    me = founder.person
    assert refused(lambda: team.revoke_member(founder, me)) == "trust_group.not_yourself"


def test_a_card_with_another_key_is_not_taken_by_the_way(
    founder: Workspace, inspector: Workspace, founded: team.Team
) -> None:
    """Somebody writes a card in the name of a person of the team, with keys of their own."""
    team.add_member(founder, card(inspector), [Term("inspector")])
    false = PersonKeys.generate(inspector.person)
    forged = read_card(write_card(false, "limin", "li"))
    assert refused(lambda: team.add_member(founder, forged, [Term("manager")])) == (
        "trust_group.other_key"
    )
    assert someone(founder, "limin").roles_on(TODAY) == ("inspector",)
    team.add_member(founder, forged, [Term("inspector")], new_key=True)
    assert someone(founder, "limin").fingerprint == fingerprint_of(
        false.sign_key, false.receive_key
    )


def test_roles_end_and_begin_on_their_days(
    founder: Workspace, inspector: Workspace, founded: team.Team
) -> None:
    dated = [Term("inspector", "2026-11-01", "2026-11-30"), Term("trainer", None, "2026-11-22")]
    team.add_member(founder, card(inspector), [*dated, dated[0]])
    li = someone(founder, "limin")
    assert li.terms == tuple(dated)
    assert li.roles_on(TODAY) == ("inspector", "trainer")
    assert li.roles_on(date(2026, 11, 23)) == ("inspector",)
    assert li.roles_on(date(2026, 10, 31)) == ("trainer",)
    assert li.roles_on(date(2026, 12, 1)) == ()
    wrong = [Term("lead", "2026-11-02", "2026-11-01")]
    ends = refused(lambda: team.set_roles(founder, li.person, wrong))
    assert ends == "trust_group.ends_before"


def test_a_successor_keeps_the_team_when_the_founder_is_gone(
    founder: Workspace, inspector: Workspace, founded: team.Team, tmp_path: Path
) -> None:
    spare = tmp_path / "spare.qarecovery"
    team.add_member(founder, card(inspector), [Term("supervisor")])
    (old,) = write_out(founder, tmp_path / "old.qab").files
    team.name_successor(founder, spare, "接任者自己的话")
    join_team(inspector, old, founded.fingerprint)
    set_passphrase(inspector, WORDS)
    early = refused(lambda: team.recover_root(inspector, spare, "接任者自己的话"))
    assert early == "recovery.not_named_yet"
    send(founder, inspector, tmp_path)
    assert refused(lambda: team.recover_root(inspector, spare, "猜的口令")) == (
        "identity.wrong_passphrase"
    )
    team.recover_root(inspector, spare, "接任者自己的话")
    assert team.holds_root(inspector.keys, the_team(inspector))
    team.revoke_member(inspector, founder.person)
    send(inspector, founder, tmp_path)
    assert someone(founder, "wang").is_revoked
    assert len(the_team(founder).keys) == 2


def test_the_recovery_file_brings_the_root_to_another_computer(
    founder: Workspace, founded: team.Team, recovery: Path, tmp_path: Path
) -> None:
    (file,) = write_out(founder, tmp_path / "team.qab").files
    with machine(tmp_path, "new") as other:
        set_passphrase(other, WORDS)
        assert refused(lambda: team.recover_root(other, recovery, RECOVERY)) == "trust_group.none"
        join_team(other, file, founded.fingerprint)
        team.recover_root(other, recovery, RECOVERY)
        team.add_member(other, card(other), [Term("manager")])
        me = the_team(other).me
        assert me is not None and me.roles_on(TODAY) == ("manager",)


def test_another_teams_recovery_file_is_refused(
    founder: Workspace, founded: team.Team, inspector: Workspace, tmp_path: Path
) -> None:
    set_passphrase(inspector, WORDS)
    team.create_team(inspector, "另一组", tmp_path / "b", RECOVERY)
    other = refused(lambda: team.recover_root(founder, tmp_path / "b", RECOVERY))
    assert other == "recovery.other_team"


def test_somebody_is_named_by_number_or_name(
    founder: Workspace, inspector: Workspace, founded: team.Team
) -> None:
    team.add_member(founder, card(inspector), [Term("inspector")])
    for name in ("wa", "wang", founder.person):
        assert team.person_in_team(founder.db, name) == founder.person
    assert team.person_in_team(founder.db, "limin") == inspector.person
    nobody = refused(lambda: team.person_in_team(founder.db, "谁"))
    assert nobody == "trust_group.no_such_person"
    namesake = read_card(write_card(PersonKeys.generate("0198-x"), "limin", ""))
    team.add_member(founder, namesake, [Term("inspector")])
    twice = refused(lambda: team.person_in_team(founder.db, "limin"))
    assert twice == "trust_group.two_persons"


def test_who_was_added_can_be_written_to_before_anything_of_theirs_came(
    founder: Workspace, inspector: Workspace, founded: team.Team
) -> None:
    team.add_member(founder, card(inspector), [Term("inspector")])
    (found,) = read_outbox(founder.db).people
    assert (found.person, found.number, found.name) == (inspector.person, "li", "limin")
    assert found.can_encrypt and found.waiting and not found.is_revoked
    peer = read_peers(founder.db)[1]
    assert (peer.name, peer.roles, peer.devices) == ("limin", ("inspector",), ())
    assert peer.can_encrypt and peer.lacks is None
    assert person_named(founder.db, "limin") == person_named(founder.db, "li") == inspector.person
    team.revoke_member(founder, inspector.person)
    (found,) = read_outbox(founder.db).people
    assert found.is_revoked and not found.can_encrypt
    assert read_peers(founder.db)[1].is_revoked
