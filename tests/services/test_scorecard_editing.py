"""Drafts, publishing, what holds when; alone and in a team."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from factories import import_calls
from factories_scoring import WORKED_ANSWERS, worked_card

from qa_desktop.domain.folding import fold
from qa_desktop.domain.scorecard_use import FIRST_DAY, Place
from qa_desktop.domain.scoring import ScorecardVersion, from_canonical
from qa_desktop.domain.scoring.draft import CardDraft
from qa_desktop.domain.scoring.draft_history import DraftHistory
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import create, fact, set_fields, withdraw
from qa_desktop.journal.roster import Term
from qa_desktop.services import scorecard_editing as editing
from qa_desktop.services import team
from qa_desktop.services.bundle_merging import merge
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.evaluating import EvaluationForm, submit_evaluation
from qa_desktop.services.health import check
from qa_desktop.services.passphrase import set_passphrase, unlock
from qa_desktop.services.scorecard_editing import SavedDraft, Terms
from qa_desktop.services.scorecard_files import ReadCard, draft_of_file, keep_read_card
from qa_desktop.services.scorecard_list import (
    differences_between,
    differences_of_draft,
    list_cards,
    list_versions,
    other_drafts,
    version_on,
)
from qa_desktop.store import finding_names, published_cards
from qa_desktop.store.calls import CallRow
from qa_desktop.store.drafts import find_drafts
from qa_desktop.store.finding_names import FindingNames
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.people import find_teams, team_names
from qa_desktop.store.published_cards import find_publications
from qa_desktop.store.scorecard_templates import built_in_templates
from qa_desktop.store.scorecards import (
    find_version,
    get_version,
    note_versions,
    offered_cards,
    version_for,
)
from qa_desktop.store.settings import set_setting
from qa_desktop.store.workspace import Workspace, open_reader

pytestmark = pytest.mark.usefixtures("quick_seals")

FIRST = Terms("第一版", "2026-01-01")


@pytest.fixture(autouse=True)
def nothing_read_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(published_cards, "_read", {})


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(UserFacingError) as error:
        act()
    assert error.value.say("zh") and error.value.say("en")
    return error.value.id


def worked_draft(workspace: Workspace) -> SavedDraft:
    return editing.draft_with(workspace, CardDraft.of(worked_card()))


def heavier(version: ScorecardVersion, weight: int) -> CardDraft:
    """With another weight of b1."""
    return CardDraft.of(version).set("sections[1].items[0].weight", weight)


def publish(workspace: Workspace, draft: CardDraft, terms: Terms = FIRST) -> ScorecardVersion:
    based_on = next((c.id for c in offered_cards(workspace.db) if c.code == draft.get("id")), None)
    saved = editing.draft_with(workspace, draft, based_on)
    return editing.publish(workspace, saved, terms).version


def apart(workspace: Workspace) -> list[str]:
    """Ids of the drafts that stand in the list without a card."""
    return [each.id for each in other_drafts(workspace.db, list_cards(workspace.db))]


def test_a_draft_is_kept_as_it_is_typed(workspace: Workspace) -> None:
    saved = editing.begin_draft(workspace, "夜班 质检")
    assert saved.draft.get("id") == "夜班-质检"
    typed = SavedDraft(saved.id, saved.draft.set("policy.pass_mark", "8x"), None, 0)
    editing.save_card_draft(workspace, typed)
    again = editing.get_card_draft(workspace.db, saved.id)
    assert again.draft == typed.draft and again.draft.problems
    assert apart(workspace) == [saved.id]
    editing.discard_card_draft(workspace, saved.id)
    assert refused(lambda: editing.get_card_draft(workspace.db, saved.id)) == "scorecard.no_draft"


def test_a_published_card_scores_and_its_draft_is_gone(workspace: Workspace) -> None:
    saved = worked_draft(workspace)
    done = editing.publish(workspace, saved, FIRST)
    assert done.version.id == worked_card().id
    assert find_drafts(workspace.db) == []
    assert find_version("worked", workspace.db) == done.version
    assert find_version(done.version.id[:8], workspace.db) == done.version
    assert refused(lambda: find_version("worked")) == "scorecard.unknown_name"
    assert done.version in offered_cards(workspace.db)
    row = next(row for row in list_cards(workspace.db) if row.code == "worked")
    assert (row.in_use, row.is_built_in, row.publications, row.uses) == (True, False, 1, 0)


def evaluate(workspace: Workspace, call: CallRow, version: ScorecardVersion) -> str:
    form = EvaluationForm(call.id, version.id, dict(WORKED_ANSWERS), heard=[[0, 1500, 100]])
    return submit_evaluation(workspace, form).evaluation


def test_a_change_never_touches_what_was_scored(workspace: Workspace, tmp_path: Path) -> None:
    call = import_calls(workspace, tmp_path / "in")[0]
    first = publish(workspace, CardDraft.of(worked_card()))
    evaluate(workspace, call, first)
    second = publish(workspace, heavier(first, 40), Terms("多发差错", "2026-02-01"))
    assert second.id != first.id
    assert get_version(first.id, workspace.db) == first
    assert check(workspace, full=True).ok
    rows = list_versions(workspace.db, "worked", "2026-03-01")
    assert [(r.reason, r.begins, r.ends, r.in_force, r.uses, r.by) for r in rows] == [
        ("多发差错", "2026-02-01", None, True, 0, "李敏"),
        ("第一版", "2026-01-01", "2026-01-31", False, 1, "李敏"),
    ]
    said = differences_between(workspace.db, first.id, second.id)
    assert [line.render("zh") for line in said] == ["解答准确 权重 30 → 40"]
    assert version_on(workspace.db, "worked", "2026-01-31") == first
    assert version_on(workspace.db, "worked", "2026-02-01") == second


def test_a_draft_outlives_what_it_began_with(workspace: Workspace) -> None:
    """Its card is in no list any more: the draft is, and can be published."""
    first = publish(workspace, CardDraft.of(worked_card()))
    saved = editing.draft_of(workspace, first.id)
    assert apart(workspace) == []
    (publication,) = find_publications(workspace.db)
    workspace.write([withdraw("scorecard_version", publication.id, "退出")])
    assert "worked" not in {row.code for row in list_cards(workspace.db)}
    assert apart(workspace) == [saved.id]
    assert editing.publish(workspace, saved, FIRST).version == first


def test_a_card_for_few_is_changed_by_a_file_and_found(workspace: Workspace) -> None:
    """It is in force for a team or business only, or not at all: its next version comes out of a
    file like any other's, and its code and its name mean what was published last."""
    workspace.write([create("team", "t-1", {"name": "一组"})])
    known = []
    for month in range(1, 6):
        card = CardDraft.of(worked_card()).set("policy.pass_mark", 70 + month).version
        assert card is not None
        saved = draft_of_file(workspace.db, card)
        assert find_drafts(workspace.db) == []
        terms = Terms("改", f"2026-0{month}-01", ("费用咨询",), ("t-1",))
        known.append(editing.publish(workspace, saved, terms).version)
        assert find_version("worked", workspace.db) == find_version("例", workspace.db) == card
    row = list_versions(workspace.db, "worked")[0]
    assert (row.version, row.teams) == (known[-1], ("一组",))
    editing.retire(workspace, "worked", Terms("停用", "2026-06-01", ("费用咨询",), ("t-1",)))
    kept = keep_read_card(workspace, ReadCard(CardDraft.of(known[0])))
    assert kept.saved.based_on == known[-1].id


def test_what_a_draft_would_change(workspace: Workspace) -> None:
    card = built_in_templates()[0]
    saved = editing.draft_of(workspace, card.id)
    assert differences_of_draft(workspace.db, saved) == []
    changed = SavedDraft(saved.id, saved.draft.set("policy.pass_mark", 85), saved.based_on, 0)
    (said,) = differences_of_draft(workspace.db, changed)
    assert said.render("zh") == "合格线 80 → 85"
    broken = SavedDraft(saved.id, saved.draft.set("policy.pass_mark", ""), saved.based_on, 0)
    assert differences_of_draft(workspace.db, broken) == []


def test_a_shipped_card_is_changed_and_taken_out_of_use(workspace: Workspace) -> None:
    card = next(card for card in built_in_templates() if card.code == "inbound-service")
    assert next(row for row in list_cards(workspace.db)).is_built_in
    changed = publish(workspace, CardDraft.of(card).set("policy.pass_mark", 85))
    assert find_version("inbound-service", workspace.db) == changed
    assert get_version(card.id) == card
    rows = list_versions(workspace.db, "inbound-service", "2026-02-01")
    assert [(row.version, row.in_force) for row in rows] == [(changed, True), (card, False)]
    editing.retire(workspace, "inbound-service", Terms("不再使用", "2026-05-01"))
    assert "inbound-service" in {c.code for c in offered_cards(workspace.db, "2026-04-30")}
    assert "inbound-service" not in {c.code for c in offered_cards(workspace.db, "2026-05-01")}
    not_used = Terms("再停一次", "2026-06-01")
    act = lambda: editing.retire(workspace, "inbound-service", not_used)  # noqa: E731
    assert refused(act) == "scorecard.not_in_use"
    editing.publish_again(workspace, card.id, Terms("恢复", "2026-07-01"))
    assert version_on(workspace.db, "inbound-service", "2026-07-02") == card
    row = next(row for row in list_cards(workspace.db, "2026-06-01") if row.code == card.code)
    assert not row.in_use


def test_what_would_not_hold_today_is_not_published_for_an_earlier_day(
    workspace: Workspace,
) -> None:
    """Also "for all calls, also earlier ones" would end where the next publication begins."""
    workspace.write([create("team", "t-1", {"name": "一组"})])
    first = publish(workspace, CardDraft.of(worked_card()), Terms("第一版", "2026-03-01"))
    ever = Terms("全部通话", "2000-01-01")
    assert refused(lambda: publish(workspace, heavier(first, 40), ever)) == "scorecard.hidden"
    team_too = Terms("全部通话", "2000-01-01", teams=("t-1",))
    assert refused(lambda: publish(workspace, heavier(first, 40), team_too)) == "scorecard.hidden"
    editing.publish_again(workspace, first.id, Terms("更早", "2026-02-01"))
    assert refused(lambda: editing.retire(workspace, "worked", Terms("停", "2026-02-15"))) == (
        "scorecard.hidden"
    )
    pilot = publish(workspace, heavier(first, 50), Terms("试点", "2026-05-01", teams=("t-1",)))
    publish(workspace, heavier(first, 60), Terms("下一版", "2999-01-01"))
    second = publish(workspace, heavier(first, 40), Terms("第二版", "2026-04-01"))
    assert version_on(workspace.db, "worked", "2026-06-01") == second
    assert version_on(workspace.db, "worked", "2026-06-01", Place(team="t-1")) == pilot
    editing.retire(workspace, "worked", Terms("停", "2026-05-01"))


def test_the_card_of_a_call_is_the_one_of_its_day_business_and_team(
    workspace: Workspace, tmp_path: Path
) -> None:
    call = import_calls(workspace, tmp_path / "in")[0]
    assert call.started is not None and call.agent is not None
    workspace.write([create("team", "t-1", {"name": "一组"})])
    workspace.write([set_fields("agent", call.agent, {"team": "t-1"})])
    day = call.started[:10]
    usual = version_for(workspace.db, call)
    assert usual.code == "inbound-service"
    changed = CardDraft.of(usual).set("policy.pass_mark", 85)
    publish(workspace, changed, Terms("下个月起", "2999-01-01"))
    assert version_for(workspace.db, call) == usual
    pilot = publish(
        workspace, changed.set("policy.pass_mark", 90), Terms("试点", day, teams=("t-1",))
    )
    assert version_for(workspace.db, call) == pilot
    assert usual in offered_cards(workspace.db, day)
    special = publish(
        workspace, CardDraft.of(worked_card()), Terms("专用", day, businesses=("费用咨询",))
    )
    workspace.write([set_fields("call", call.id, {"business": "费用咨询"})])
    call = import_calls(workspace, tmp_path / "in")[0]
    assert version_for(workspace.db, call) == special
    set_setting(workspace.db, "scorecard_by_business", {"费用咨询": "outbound-sales"})
    assert version_for(workspace.db, call).code == "outbound-sales"
    editing.retire(workspace, "outbound-sales", Terms("停用", "2026-01-01"))
    assert version_for(workspace.db, call) == special


def test_a_call_is_scored_by_the_card_of_its_day(workspace: Workspace, tmp_path: Path) -> None:
    """Not by that of today; and a version that nobody can read does not hold."""
    call = import_calls(workspace, tmp_path / "in")[0]
    assert call.started is not None
    usual = version_for(workspace.db, call)
    later = date.fromisoformat(call.started[:10]) + timedelta(days=1)
    assert later <= date.today()
    changed = CardDraft.of(usual).set("policy.pass_mark", 85)
    new = publish(workspace, changed, Terms("以后", later.isoformat()))
    assert version_for(workspace.db, call) == usual
    assert version_on(workspace.db, usual.code, later.isoformat()) == new
    unreadable = {"code": usual.code, "version": "0" * 64, "begins": later.isoformat()}
    workspace.write([fact("scorecard_version", "z", unreadable)])
    assert version_on(workspace.db, usual.code, later.isoformat()) == new


def test_a_call_from_before_the_usual_card_begins_as_before(
    workspace: Workspace, tmp_path: Path
) -> None:
    """Not with whatever card comes first."""
    call = import_calls(workspace, tmp_path / "in")[0]
    publish(workspace, CardDraft.of(worked_card()), Terms("以后", "2999-01-01"))
    set_setting(workspace.db, "scorecard", "worked")
    assert version_for(workspace.db, call).code == "inbound-service"


def test_what_the_list_says_of_a_card_for_one_team(workspace: Workspace, tmp_path: Path) -> None:
    """In use, with its evaluations; and the usual version may be given back to that team."""
    workspace.write([create("team", "t-1", {"name": "一组"})])
    call = import_calls(workspace, tmp_path / "in")[0]
    special = Terms("专用", "2026-01-01", teams=("t-1",))
    first = publish(workspace, CardDraft.of(worked_card()), special)
    evaluate(workspace, call, first)
    row = next(row for row in list_cards(workspace.db) if row.code == "worked")
    assert (row.in_use, row.uses, row.version) == (True, 1, first)
    everybody = Terms("全部", "2026-02-01")
    editing.publish_again(workspace, first.id, everybody)
    pilot = publish(workspace, heavier(first, 40), Terms("试点", "2026-03-01", teams=("t-1",)))
    editing.publish_again(workspace, first.id, Terms("试点结束", "2026-04-01"))
    team = Place(team="t-1")
    assert version_on(workspace.db, "worked", "2026-03-31", team) == pilot
    assert version_on(workspace.db, "worked", "2026-04-01", team) == first


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        (Terms(" ", "2026-01-01"), "scorecard.reason_missing"),
        (Terms("x", "1.1.2026"), "scorecard.bad_day"),
        (Terms("x", "20260101"), "scorecard.bad_day"),
    ],
)
def test_publishing_takes_a_reason_and_a_day(workspace: Workspace, terms: Terms, why: str) -> None:
    saved = worked_draft(workspace)
    assert refused(lambda: editing.publish(workspace, saved, terms)) == why
    assert editing.get_card_draft(workspace.db, saved.id).draft == saved.draft


def test_what_must_not_be_published(workspace: Workspace) -> None:
    saved = worked_draft(workspace)
    bad = SavedDraft(saved.id, saved.draft.set("sections[0].weight", "-3"), None, 0)
    assert refused(lambda: editing.publish(workspace, bad, FIRST)) == "scorecard.has_problems"
    publish(workspace, CardDraft.of(worked_card()))
    assert refused(lambda: editing.publish(workspace, saved, FIRST)) == "scorecard.code_taken"
    same = editing.draft_of(workspace, worked_card().id)
    later = Terms("没有改动", "2026-02-02")
    assert refused(lambda: editing.publish(workspace, same, later)) == "scorecard.unchanged"
    copied = editing.copy_of(workspace, worked_card().id, "Worked")
    assert copied.draft.get("id") == "worked-2"
    taken = SavedDraft(same.id, same.draft.set("id", "inbound-service"), same.based_on, 0)
    assert refused(lambda: editing.publish(workspace, taken, later)) == "scorecard.code_taken"
    guidance = "长" * 400_000
    long = SavedDraft(
        copied.id, copied.draft.set("sections[0].items[0].guidance", guidance), None, 0
    )
    assert refused(lambda: editing.publish(workspace, long, FIRST)) == "scorecard.too_long"


def test_undo_and_redo() -> None:
    draft = CardDraft.of(worked_card())
    history = DraftHistory(draft)
    assert history.undo() is history and history.redo() is history
    name = "sections[0].name"
    for typed in ("服", "服务", "服务礼仪"):
        history = history.after(history.present.set(name, typed), name)
    history = history.after(history.present.remove("sections[2]"))
    assert history.after(history.present) is history
    history = history.undo()
    assert history.present.get(name) == "服务礼仪" and len(history.present.get("sections")) == 3
    assert history.undo().present == draft
    assert history.undo().redo().present == history.present
    other = history.undo().after(draft.set(name, "礼仪"), name)
    assert other.future == () and other.undo().present == draft


# --- in a team ---


def machine(tmp_path: Path, name: str) -> Workspace:
    keys = KeyStore(tmp_path / f"{name}-keys")
    return Workspace.open(tmp_path / name, name=name, number=name[:2], keys=keys)


@pytest.fixture
def founder(tmp_path: Path) -> Iterator[Workspace]:
    with machine(tmp_path, "wang") as opened:
        set_passphrase(opened, "好好听 好好说")
        team.create_team(opened, "华东", tmp_path / "safe" / "t.qarecovery", "放在保险柜里的话")
        yield opened


def test_in_a_team_it_takes_the_role_and_the_signature(founder: Workspace) -> None:
    saved = worked_draft(founder)
    give(founder, "supervisor")
    assert not editing.may_publish(founder.db)
    assert refused(lambda: editing.publish(founder, saved, FIRST)) == "scorecard.no_right"
    give(founder, "quality_lead")
    assert editing.may_publish(founder.db)
    founder.keys.lock()
    assert refused(lambda: editing.publish(founder, saved, FIRST)) == "identity.locked"
    unlock(founder, "好好听 好好说")
    editing.publish(founder, saved, FIRST)
    assert find_version("worked", founder.db) == worked_card()


def give(founder: Workspace, role: str) -> None:
    unlock(founder, "好好听 好好说")
    team.set_roles(founder, founder.person, [Term(role)])


def test_who_was_given_the_card_can_read_what_was_scored_with_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    """Also where the publication counts for nothing: a score names a content."""
    call = import_calls(workspace, tmp_path / "in")[0]
    version = publish(workspace, CardDraft.of(worked_card()))
    evaluate(workspace, call, version)
    (file,) = write_out(workspace, tmp_path / "out.qab").files
    with machine(tmp_path, "other") as other:
        merge(other, file)
        assert get_version(version.id, other.db) == version
        assert check(other, full=True).ok
        db = open_reader(other.folder)
        note_versions(db, [version.id, None, "0" * 64])
        db.close()
    assert get_version(version.id) == version


def test_a_bundle_about_one_evaluation_brings_its_card(
    workspace: Workspace, tmp_path: Path
) -> None:
    """And no other one; also where a lie about it came first."""
    call = import_calls(workspace, tmp_path / "in")[0]
    card, other = worked_card(), heavier(worked_card(), 99).version
    assert other is not None
    lie = {"code": "lie", "version": card.id, "card": other.canonical, "begins": "2026-01-01"}
    workspace.write([fact("scorecard_version", "x", lie)])
    version = publish(workspace, CardDraft.of(card))
    publish(workspace, heavier(card, 40), Terms("后来", "2026-02-01"))
    evaluation = evaluate(workspace, call, version)
    (file,) = write_out(workspace, tmp_path / "out.qab", subject=evaluation).files
    published_cards._read.clear()
    with machine(tmp_path, "other") as other_side:
        merge(other_side, file)
        assert get_version(version.id, other_side.db) == version
        (publication,) = find_publications(other_side.db)
        assert publication.version == version.id
        assert check(other_side, full=True).ok


def test_a_publication_that_lies_about_its_card_is_not_believed(workspace: Workspace) -> None:
    card, lie = worked_card(), heavier(worked_card(), 99).version
    assert lie is not None
    payload = {"code": "worked", "version": card.id, "card": lie.canonical, "begins": "2026-01-01"}
    workspace.write([fact("scorecard_version", "x", payload)])
    assert refused(lambda: get_version(card.id, workspace.db)) == "scorecard.unknown"
    assert "worked" not in {each.code for each in offered_cards(workspace.db)}
    for damaged in ({"card": 7}, {"card": "{"}, {"businesses": {"a": 1}}, {"teams": [3]}):
        id = f"y{len(str(damaged))}"
        said = payload | {"card": card.canonical} | damaged
        workspace.write([fact("scorecard_version", id, said)])
    assert get_version(card.id, workspace.db) == card
    assert list_cards(workspace.db) and list_versions(workspace.db, "worked")


# --- names, days and drafts that are not there ---


def test_a_card_whose_names_stand_twice_is_not_published_and_an_old_one_stays(
    workspace: Workspace,
) -> None:
    twice = CardDraft.of(worked_card()).set("sections[0].items[1].name", "开场白")
    assert refused(lambda: publish(workspace, twice)) == "scorecard.has_problems"
    version = twice.version
    assert version is not None and from_canonical(version.canonical) == version
    elsewhere = CardDraft.of(worked_card()).set("sections[1].items[0].name", "开场白")
    assert publish(workspace, elsewhere).items["b1"].name.zh == "开场白"


def test_the_version_published_first_can_be_used_for_earlier_calls(workspace: Workspace) -> None:
    """A later one cannot: what held before it would take over again."""
    db = workspace.db
    assert editing.first_day_open(db, "worked") is None
    first = publish(workspace, CardDraft.of(worked_card()), Terms("第一版", "2026-03-01"))
    second = publish(workspace, heavier(first, 40), Terms("加重", "2026-05-01"))
    assert editing.first_day_open(db, "worked") == "2026-05-01"
    assert editing.first_day_open(db, "worked", second.id) == "2026-05-01"
    assert editing.first_day_open(db, "worked", None) == "2026-05-01"
    assert editing.first_day_open(db, "worked", first.id) is None
    editing.publish_again(workspace, first.id, Terms("更早的也用", FIRST_DAY))
    assert version_on(db, "worked", "2026-02-01") == first
    assert version_on(db, "worked", "2026-04-30") == first
    assert version_on(db, "worked", "2026-05-01") == second
    error = UserFacingError("scorecard.hidden", day="2026-05-01")
    assert "2000" not in error.say("zh")


def test_who_only_looks_leaves_no_draft(workspace: Workspace) -> None:
    card = built_in_templates()[0]
    begun = editing.draft_to_begin(workspace.db, card.id)
    assert begun.draft.version == card and begun.based_on == card.id
    assert find_drafts(workspace.db) == []


def test_a_draft_is_found_by_a_part_of_its_id(workspace: Workspace) -> None:
    one, two = worked_draft(workspace), worked_draft(workspace)
    find = partial(editing.find_draft_named, workspace.db)
    for name in (one.id, one.id[-8:], one.id[-6:]):
        found = find(name)
        assert found is not None and found.id == one.id
    assert find(one.id[-5:]) is None, "too short"
    assert one.id[:6] == two.id[:6] and find(one.id[:6]) is None, "two have it"
    assert find("inbound-service") is None


def test_teams_of_one_name_are_two(workspace: Workspace) -> None:
    teams = [("t-1", "十组"), ("t-2", "二组"), ("t-3", "二组")]
    workspace.write([create("team", id, {"name": name}) for id, name in teams])
    found = list(team_names(workspace.db).items())
    assert found == [("t-2", "二组"), ("t-3", "二组"), ("t-1", "十组")]
    assert find_teams(workspace.db) == {"二组": "t-2", "十组": "t-1"}


def test_items_of_a_card_are_found_by_name_once_it_is_published(workspace: Workspace) -> None:
    """A merge may bring what was scored with a card before the card itself."""
    saved = worked_draft(workspace)
    with pytest.raises(ZeroDivisionError), workspace.transaction():
        version = editing.publish(workspace, saved, FIRST).version
        raise ZeroDivisionError  # taken back: nobody knows the card
    published_cards._read.clear()
    finding_names._items.clear()
    item = next(iter(version.items.values()))
    asked = version.id, f'["{item.id}"]', None, "[]"
    names = FindingNames(workspace.db)
    assert [names.folded(*asked) for _ in range(2)] == [[], []]
    assert editing.publish(workspace, saved, FIRST).version == version
    assert fold(item.name.zh) in FindingNames(workspace.db).folded(*asked)


def test_a_name_in_one_language_only_is_told_with_the_problem() -> None:
    item = {"id": "a", "name": {"zh": "语气"}, "weight": "x"}
    draft = CardDraft({"id": "k", "name": ["甲"], "sections": [{"id": "s", "items": [item]}]})
    told = [each.render("zh") for each in editing.problems_by_name(draft)]
    assert any("语气" in each for each in told)
    assert editing._called(draft) == {"k"}
