"""What somebody drew, proposed, published and received alone still counts in the team that they
found or join: on every machine, and nobody has to sign it again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.identity_card import read_card
from qa_desktop.journal import health, projection
from qa_desktop.journal.changes import create
from qa_desktop.journal.roster import Term
from qa_desktop.services import merge_child, team
from qa_desktop.services.bundle_merging import Merge, merge
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.fingerprints import Fingerprint
from qa_desktop.services.fund import receive_fines
from qa_desktop.services.identity import own_card
from qa_desktop.services.merge_child import join_in_child
from qa_desktop.services.passphrase import lock, set_passphrase, unlock
from qa_desktop.services.penalty_standards import publish_standard
from qa_desktop.services.slip_checking import check_bundle, check_slip
from qa_desktop.services.slip_moves import cancel_slip
from qa_desktop.services.slip_verdict import signatures_of
from qa_desktop.services.team_joining import join_team, look_at_team
from qa_desktop.store.fund import fund_lines
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.penalty_standards import shipped_standard
from qa_desktop.store.slips import get_slip
from qa_desktop.store.workspace import Workspace
from tests.services.slip_people import draw_for_a_lead, evaluate_badly, fined, written

pytestmark = pytest.mark.usefixtures("quick_seals")
WORDS, RECOVERY = "好好听 好好说", "放在保险柜里的话"


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[tuple[Workspace, Workspace]]:
    """王敏, who has worked alone, and 李强, who has done nothing yet."""
    keys = [KeyStore(tmp_path / f"{name}-keys") for name in ("wang", "li")]
    with (
        Workspace.open(tmp_path / "wang", name="王敏", number="8001", keys=keys[0]) as wang,
        Workspace.open(tmp_path / "li", name="李强", number="8002", keys=keys[1]) as li,
    ):
        yield wang, li


def a_month_alone(workspace: Workspace, folder: Path) -> tuple[str, str]:
    """An open slip, and a closed one whose fine was received; a standard of one's own."""
    publish_standard(
        workspace, replace(shipped_standard(), monthly_cap_cents=30_000), "2026-10-01", "上限"
    )
    (evaluation,) = evaluate_badly(workspace, folder)
    slips = draw_for_a_lead(workspace, evaluation), fined(workspace, 2_000)
    receive_fines(workspace, [slips[1]], "2026-11-22")
    return slips


def marked(workspace: Workspace) -> list[str]:
    return [why for (why,) in workspace.db.conn.execute("SELECT why FROM without_effect")]


def records(workspace: Workspace) -> dict[str, int]:
    kinds = ("slip", "fund_entry", "penalty_standard", "evaluation", "call", "agent")
    return {kind: workspace.db[kind].count for kind in kinds}


def send(one: Workspace, other: Workspace, file: Path) -> None:
    (made,) = write_out(one, file).files
    merge(other, made)


def team_of_li(li: Workspace, wang: Workspace, folder: Path) -> None:
    """With 王敏 in it; in ``team.qab``."""
    set_passphrase(li, WORDS)
    team.create_team(li, "华东", folder / "t.qarecovery", RECOVERY)
    roles = [Term("inspector"), Term("kpi_assistant"), Term("quality_lead")]
    team.add_member(li, read_card(own_card(wang)), roles)
    write_out(li, folder / "team.qab")


def another_computer(folder: Path) -> Workspace:
    """Of 王敏, whose record the bundles bring."""
    return Workspace.open(folder / "home", keys=KeyStore(folder / "wang-keys"), recovering=True)


def offered(workspace: Workspace, file: Path) -> Fingerprint:
    return look_at_team(workspace, file).fingerprint


def test_founding_a_team_hides_nothing_of_what_the_founder_did_alone(
    machines: tuple[Workspace, Workspace], tmp_path: Path
) -> None:
    wang, li = machines
    drawn, fine = a_month_alone(wang, tmp_path / "in")
    before = records(wang)
    set_passphrase(wang, WORDS)
    founded = team.create_team(wang, "华东", tmp_path / "t.qarecovery", RECOVERY)
    assert founded.hidden == () and marked(wang) == [] and records(wang) == before
    me = next(each for each in team.read_team(wang.db).people if each.is_me)  # type: ignore[union-attr]
    assert {"inspector", "kpi_assistant", "manager"} <= {term.role for term in me.terms}
    team.add_member(wang, read_card(own_card(li)), [Term("lead")])
    write_out(wang, tmp_path / "team.qab")
    offer = look_at_team(li, tmp_path / "team.qab")
    join_team(li, tmp_path / "team.qab", offer.fingerprint)
    for each in (wang, li):
        assert marked(each) == [] and records(each)["slip"] == 2
        assert get_slip(each.db, fine).stage == "closed"
        assert [line.kind for line in fund_lines(each.db)].count("receipt") == 1
        assert projection.scan(each.db) == health.scan_of_rebuild(each.db)
        found = check_slip(each.db, drawn)
        assert found.ok and [(by.is_signed, by.is_vouched) for by in found.signatures] == [
            (False, True)
        ]
        assert "补签" in "".join(signatures_of(found, "zh"))
    cancel_slip(wang, drawn, "看错了")
    send(wang, li, tmp_path / "more.qab")
    assert get_slip(li.db, drawn).stage == "cancelled", "the course goes on, signed from now on"


def test_who_joins_keeps_what_they_drew_alone(
    machines: tuple[Workspace, Workspace], tmp_path: Path
) -> None:
    wang, li = machines
    drawn, fine = a_month_alone(wang, tmp_path / "in")
    set_passphrase(li, WORDS)
    team.create_team(li, "华东", tmp_path / "t.qarecovery", RECOVERY)
    roles = [Term("inspector"), Term("kpi_assistant"), Term("quality_lead")]
    team.add_member(li, read_card(own_card(wang)), roles)
    write_out(li, tmp_path / "team.qab")
    done = join_team(
        wang, tmp_path / "team.qab", look_at_team(wang, tmp_path / "team.qab").fingerprint
    )
    assert done.hides == () and marked(wang) == []
    send(wang, li, tmp_path / "mine.qab")
    for each in (wang, li):
        assert marked(each) == []
        assert get_slip(each.db, drawn).stage == "signed"
        assert get_slip(each.db, fine).stage == "closed"
        assert records(each)["fund_entry"] == 1


def test_a_slip_takes_along_that_another_computer_vouched_for_it(
    machines: tuple[Workspace, Workspace], tmp_path: Path
) -> None:
    """Drawn on one computer; who joins with another has not written on it there."""
    wang, li = machines
    drawn, _ = a_month_alone(wang, tmp_path / "in")
    team_of_li(li, wang, tmp_path)
    with another_computer(tmp_path) as home:
        send(wang, home, tmp_path / "all.qab")
        join_team(home, tmp_path / "team.qab", offered(home, tmp_path / "team.qab"))
        write_out(home, tmp_path / "slip.qab", subject=drawn)
    (found,) = [
        each
        for each in check_bundle(li.db, li.folder, li.keys, tmp_path / "slip.qab")
        if each.slip == drawn
    ]
    assert found.ok and [by.is_vouched for by in found.signatures] == [True]
    merge(li, tmp_path / "slip.qab")
    assert get_slip(li.db, drawn).stage == "signed"


@pytest.mark.parametrize("in_child", [False, True])
def test_what_comes_with_the_bundle_that_one_joins_with_is_vouched_for(
    machines: tuple[Workspace, Workspace], tmp_path: Path, *, in_child: bool
) -> None:
    """Drawn on one computer and given to the founder; joined with another that knew nothing."""
    wang, li = machines
    drawn, fine = a_month_alone(wang, tmp_path / "in")
    send(wang, li, tmp_path / "all.qab")
    team_of_li(li, wang, tmp_path)
    file = tmp_path / "team.qab"
    with another_computer(tmp_path) as home:
        trust = offered(home, file)
        set_passphrase(home, WORDS)
        lock(home)

        def join() -> Merge:
            if in_child:
                return join_in_child(home.folder, lambda act: act(home), file, trust)
            return join_team(home, file, trust)

        with pytest.raises(UserFacingError) as refused:
            join()
        assert refused.value.id == "identity.locked" and home.trust_group is None
        unlock(home, WORDS, 0)
        join()
        assert marked(home) == [] and get_slip(home.db, drawn).stage == "signed"
        send(home, li, tmp_path / "mine.qab")
    assert marked(li) == [] and get_slip(li.db, fine).stage == "closed"


def test_joining_without_the_role_of_that_time_asks_and_names_what_would_hide(
    machines: tuple[Workspace, Workspace], tmp_path: Path
) -> None:
    wang, li = machines
    a_month_alone(wang, tmp_path / "in")
    set_passphrase(li, WORDS)
    team.create_team(li, "华东", tmp_path / "t.qarecovery", RECOVERY)
    team.add_member(li, read_card(own_card(wang)), [Term("inspector", "2027-01-01")])
    write_out(li, tmp_path / "team.qab")
    offer = look_at_team(wang, tmp_path / "team.qab")
    before = records(wang)
    with pytest.raises(UserFacingError) as refused:
        join_team(wang, tmp_path / "team.qab", offer.fingerprint)
    assert refused.value.id == "trust_group.join_hides"
    assert "质检提醒单 2 条" in refused.value.say("zh")
    assert records(wang) == before and wang.trust_group is None


def test_a_workspace_just_made_joins_without_a_word(
    machines: tuple[Workspace, Workspace], tmp_path: Path
) -> None:
    """What comes with the bundle and has no effect was never here: nothing is hidden by it."""
    wang, li = machines
    for number in range(7):
        li.write([create("agent", f"a-{number}", {"name": "王小明"})])
    set_passphrase(wang, WORDS)
    team.create_team(wang, "华东", tmp_path / "t.qarecovery", RECOVERY)
    send(li, wang, tmp_path / "strangers.qab")
    assert records(wang)["agent"] == 0
    write_out(wang, tmp_path / "team.qab")
    keys = KeyStore(tmp_path / "new-keys")
    with Workspace.open(tmp_path / "new", name="新人", number="8003", keys=keys) as new:
        team.add_member(wang, read_card(own_card(new)), [Term("inspector")])
        write_out(wang, tmp_path / "team2.qab")
        offer = look_at_team(new, tmp_path / "team2.qab")
        done = join_team(new, tmp_path / "team2.qab", offer.fingerprint)
        assert done.hides == () and records(new)["agent"] == 0


def test_what_a_stopped_joining_left_is_vouched_for_when_the_keys_are_unlocked_next(
    machines: tuple[Workspace, Workspace], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program ends when the other process has merged; then somebody without the passphrase
    writes a slip."""

    def ends(*_: object) -> None:
        raise RuntimeError("the power failed")

    wang, li = machines
    drawn, _ = a_month_alone(wang, tmp_path / "in")
    send(wang, li, tmp_path / "all.qab")
    team_of_li(li, wang, tmp_path)
    with another_computer(tmp_path) as home:
        trust = offered(home, tmp_path / "team.qab")
        set_passphrase(home, WORDS)
        with monkeypatch.context() as then:
            then.setattr(merge_child, "sign_in", ends)
            with pytest.raises(UserFacingError, match=r"bundle\.merged_unfinished"):
                join_in_child(home.folder, lambda act: act(home), tmp_path / "team.qab", trust)
        assert home.db["slip"].count == 0 and home.trust_group is not None
        lock(home)
        refusing_nothing = partial(home.journal.write, even_without_effect=True)
        with monkeypatch.context() as other:
            other.setattr(home, "write", refusing_nothing)
            foreign = written(home, 3_000)
        assert "slip" in unlock(home, WORDS).subjects
        assert get_slip(home.db, drawn).stage == "signed"
        assert [id for (id,) in home.db.conn.execute(
            "SELECT DISTINCT entity_id FROM without_effect")] == [foreign]  # fmt: skip
        assert unlock(home, WORDS).subjects == frozenset()


@pytest.mark.parametrize("certified", [0, 1])
def test_a_strangers_computer_gives_the_founder_no_role(
    machines: tuple[Workspace, Workspace], tmp_path: Path, certified: int
) -> None:
    """It says that it is the founder's, and a key that is not theirs may have certified that."""
    wang, li = machines
    a_month_alone(li, tmp_path / "in")
    send(li, wang, tmp_path / "strangers.qab")
    claim = "UPDATE replica SET person = ?, certified = ? WHERE id = ?"
    wang.db.conn.execute(claim, [wang.person, certified, li.journal.replica.public])
    assert "kpi_assistant" not in team.founder_roles(wang.db)
    assert "kpi_assistant" in team.founder_roles(li.db)


def test_the_founder_is_told_what_colleagues_wrote_and_does_not_show_for_now(
    machines: tuple[Workspace, Workspace], tmp_path: Path
) -> None:
    wang, li = machines
    li.write([create("agent", "a-1", {"name": "王小明"})])
    send(li, wang, tmp_path / "theirs.qab")
    set_passphrase(wang, WORDS)
    founded = team.create_team(wang, "华东", tmp_path / "t.qarecovery", RECOVERY)
    assert ("agent", "a-1") in founded.hidden
    assert all(kind in ("agent", "person") for kind, _ in founded.hidden)
    team.add_member(wang, read_card(own_card(li)), [Term("inspector")])
    assert records(wang)["agent"] == 1
