"""What-ifs against scoring one by one, in this process and in a child; precedents."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain import intervals
from qa_desktop.domain.scoring import ScorecardVersion, preview
from qa_desktop.domain.scoring.batch import BatchScore
from qa_desktop.domain.scoring.draft import CardDraft
from qa_desktop.domain.weight_proposal import Losses, best_answers
from qa_desktop.domain.what_if import Comparison, Tally, ranked
from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.services.bench_what_if import fill
from qa_desktop.services.precedents import examples_of, precedents_of
from qa_desktop.services.scorecard_editing import (
    PROPOSED,
    discard_card_draft,
    draft_with,
    get_card_draft,
    save_card_draft,
)
from qa_desktop.services.scorecard_list import differences_of_draft
from qa_desktop.services.weight_proposals import accept, propose
from qa_desktop.services.what_if import WhatIf, WhatIfRequest, what_if
from qa_desktop.services.what_if_child import (
    as_document,
    from_document,
    report_of,
    what_if_in_child,
)
from qa_desktop.store import precedents as store_precedents
from qa_desktop.store.workspace import Workspace

PERIOD = WhatIfRequest(date(2026, 10, 1), date(2026, 11, 30))
COUNT = 300


@pytest.fixture
def card(workspace: Workspace) -> ScorecardVersion:
    return fill(workspace, COUNT)


def changed(card: ScorecardVersion) -> CardDraft:
    """Heavier, without an item, with a new one, and an option renamed."""
    draft = CardDraft.of(card).set("sections[0].weight", 30).remove("sections[1].items[0]")
    draft, made = draft.add_item("sections[2]")
    draft = draft.set(f"{made}.name", "新")
    return draft.set("sections[3].items[1].answer.options[1].id", "never")


def version_of(draft: CardDraft) -> ScorecardVersion:
    assert draft.version is not None
    return draft.version


def run(workspace: Workspace, draft: CardDraft, request: WhatIfRequest = PERIOD) -> WhatIf:
    return what_if(workspace.db, version_of(draft), request)


def test_the_same_card_changes_nothing(workspace: Workspace, card: ScorecardVersion) -> None:
    found = run(workspace, CardDraft.of(card))
    assert found.comparison.whole.evaluations == COUNT
    assert found.comparison.biggest() == [] and found.unmapped == () and found.unreadable == 0
    agents = ranked(found.comparison.agents)
    assert all(each.before == each.after for each in agents)


def test_every_number_is_that_of_scoring_one_by_one(
    workspace: Workspace, card: ScorecardVersion
) -> None:
    draft = changed(card)
    found, version = run(workspace, draft), version_of(draft)
    sums: dict[str, list[tuple[int, int]]] = defaultdict(list)
    moved: dict[str, int] = {}
    rows = workspace.db.conn.execute("SELECT n, id, agent, published_hundredths FROM evaluation")
    for n, id, agent, before in rows.fetchall():
        lines = workspace.db.conn.execute(
            "SELECT item, answer FROM evaluation_item WHERE parent = ?", [n]
        )
        answers = {item: json.loads(answer) for item, answer in lines if item in version.items}
        if answers.get("d2") == "no":
            del answers["d2"]
        published = preview(version, answers).score.published
        assert published is not None
        sums[agent].append((before, int(published * 100)))
        if int(published * 100) != before:
            moved[id] = int(published * 100) - before
    for agent, pairs in sums.items():
        tally = found.comparison.agents[agent]
        assert tally.mean_before == Fraction(sum(b for b, _ in pairs), 100 * len(pairs))
        assert tally.mean_after == Fraction(sum(a for _, a in pairs), 100 * len(pairs))
    biggest = found.comparison.biggest()
    assert [each.after - each.before for each in biggest] == [moved[each.id] for each in biggest]
    assert max(map(abs, moved.values())) == abs(biggest[0].after - biggest[0].before)
    assert found.comparison.incomplete == COUNT  # the new item
    assert sum(t.evaluations for t in found.comparison.teams.values()) == COUNT


def test_what_the_draft_cannot_use_is_listed(workspace: Workspace, card: ScorecardVersion) -> None:
    found = run(workspace, changed(card))
    told = {(each.kind, each.item, each.answer): each.evaluations for each in found.unmapped}
    count = "SELECT count(*) FROM evaluation_item WHERE item = 'd2' AND answer = '\"no\"'"
    (refused,) = workspace.db.conn.execute(count).fetchone()
    assert told == {
        ("gone", "b1", None): COUNT,
        ("refused", "d2", "no"): refused,
        ("new", "c11", None): 0,
    }


def test_nothing_is_written(workspace: Workspace, card: ScorecardVersion) -> None:
    before = workspace.db.conn.total_changes
    run(workspace, changed(card))
    assert workspace.db.conn.total_changes == before


def test_one_team_alone(workspace: Workspace, card: ScorecardVersion) -> None:
    whole = run(workspace, changed(card)).comparison
    request = WhatIfRequest(PERIOD.first, PERIOD.last, team="team-3")
    alone = run(workspace, changed(card), request).comparison
    assert list(alone.teams) == ["team-3"]
    assert alone.whole == whole.teams["team-3"]


def test_another_card_must_be_named(workspace: Workspace, card: ScorecardVersion) -> None:
    other = CardDraft.of(card).set("id", "other")
    with pytest.raises(UserFacingError) as error:
        run(workspace, other)
    assert error.value.id == "scorecard.nothing_to_compare" and error.value.say("zh")
    request = WhatIfRequest(PERIOD.first, PERIOD.last, ("bench",))
    assert run(workspace, other, request).comparison.whole.scored == COUNT
    with pytest.raises(UserFacingError):
        run(workspace, other, WhatIfRequest(date(2020, 1, 1), date(2020, 1, 2), ("bench",)))


def test_cancelled(workspace: Workspace, card: ScorecardVersion) -> None:
    with pytest.raises(CancelledError):
        what_if(workspace.db, card, PERIOD, cancelled=lambda: True)


def tally(before: Sequence[int], after: Sequence[int] = ()) -> Tally:
    """Of published points."""
    found = Tally()
    for old, new in zip(before, after or before, strict=True):
        found.add(100 * old, old >= 80, BatchScore(100 * new, new >= 80, False, False))
    return found


def test_a_mean_has_its_interval_and_overlapping_ones_have_no_rank() -> None:
    """As ``intervals.of_scores`` of the scores themselves."""
    clear, near, same = [95, 96, 97], [80, 82, 84], [81, 82, 83]
    tallies = {
        "best": tally(clear, near),
        "b": tally(near, clear),
        "c": tally(same),
        "once": tally([99]),
        "none": Tally(1, 0),
        "": tally([100, 100, 100]),
    }
    scores = [Fraction(each) for each in near]
    assert tallies["b"].span_before == intervals.of_scores(scores)
    assert tallies["b"].span_after == intervals.of_scores([Fraction(each) for each in clear])
    assert tallies["once"].span_before is None
    places = {each.id: (each.before, each.after) for each in ranked(tallies)}
    assert places == {
        "best": ((1, 1), (2, 3)),
        "b": ((2, 3), (1, 1)),
        "c": ((2, 3), (2, 3)),
        "once": (None, None),
        "none": (None, None),
        "": (None, None),
    }
    assert [each.id for each in ranked(tallies)][:2] == ["best", "b"]


@given(st.lists(st.lists(st.integers(0, 100), min_size=2, max_size=5), min_size=1, max_size=7))
def test_places_are_those_of_every_pair(scores: list[list[int]]) -> None:
    """Before each whose interval lies below, behind each whose lies above; none is drawn between
    two that overlap."""
    tallies = {f"a{n}": tally(each) for n, each in enumerate(scores)}
    spans = {id: each.span_before for id, each in tallies.items()}
    for moved in ranked(tallies):
        own, places = spans[moved.id], moved.before
        assert own is not None and places is not None
        above = sum(each is not None and each.low > own.high for each in spans.values())
        below = sum(each is not None and each.high < own.low for each in spans.values())
        assert places == (above + 1, len(spans) - below)


def test_intervals_of_two_teams_together_are_of_all_their_scores() -> None:
    comparison = Comparison()
    for team, points in (("x", 60), ("y", 100), ("x", 120), ("y", 70)):
        comparison.add("e", "a", team, 100 * points, True, BatchScore(9_000, True, False, False))
    scores = [Fraction(each) for each in (60, 100, 120, 70)]
    assert comparison.agents["a"].span_before == intervals.of_scores(scores)
    assert comparison.whole.best_before == 12_000


def test_the_same_in_a_process_of_its_own(workspace: Workspace, card: ScorecardVersion) -> None:
    draft = draft_with(workspace, changed(card), card.id)
    expected = report_of(workspace.db, run(workspace, draft.draft))
    assert from_document(json.loads(json.dumps(as_document(expected)))) == expected
    told: list[tuple[int, int]] = []
    found = what_if_in_child(
        workspace.folder, "zh_CN", draft.id, PERIOD, lambda *step: told.append(step)
    )
    assert found == expected
    assert told[-1] == (COUNT, COUNT)
    with pytest.raises(UserFacingError):
        what_if_in_child(workspace.folder, "zh_CN", "nothing", PERIOD)


def test_precedents_are_the_latest_of_others(
    workspace: Workspace, card: ScorecardVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa_desktop.services.precedents.now_ms", lambda: 1_794_500_000_000)
    found = precedents_of(workspace.db, card.id, "a1")
    counted = dict(
        workspace.db.conn.execute(
            "SELECT answer, count(*) FROM evaluation_item WHERE item = 'a1' GROUP BY answer"
        ).fetchall()
    )
    assert found.evaluations == COUNT
    assert {json.dumps(answer): count for answer, count in found.answers.items()} == counted
    assert list(found.answers.values()) == sorted(found.answers.values(), reverse=True)
    assert found.faults == {"opening": 0}
    examples = examples_of(workspace.db, card.id, "a1", "no")
    assert len(examples) == 5 and not any(each.named for each in examples)
    assert all(each.precedent.agent is None and each.precedent.scorer == "" for each in examples)
    workspace.db.execute("UPDATE evaluation SET scorer = ?", [workspace.person])
    assert precedents_of(workspace.db, card.id, "a1").evaluations == 0
    workspace.db.execute("UPDATE evaluation SET scorer = 'other', practice = n % 2")
    assert precedents_of(workspace.db, card.id, "a1").evaluations == COUNT // 2
    monkeypatch.setattr(store_precedents, "_LOOKED_AT", 10)
    assert precedents_of(workspace.db, card.id, "a1").evaluations == 5
    monkeypatch.setattr("qa_desktop.services.precedents.now_ms", lambda: 1_994_500_000_000)
    assert precedents_of(workspace.db, card.id, "a1").evaluations == 0


def test_words_of_an_item_that_once_took_them_are_no_precedent(
    workspace: Workspace, card: ScorecardVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa_desktop.services.precedents.now_ms", lambda: 1_794_500_000_000)
    before = precedents_of(workspace.db, card.id, "a1").answers
    words = json.dumps("客户王女士说要投诉", ensure_ascii=False)
    update = "UPDATE evaluation_item SET answer = ? WHERE item = 'a1' AND answer = '\"no\"'"
    workspace.db.execute(update, [words])
    left = {answer: count for answer, count in before.items() if answer != "no"}
    assert precedents_of(workspace.db, card.id, "a1").answers == left


def test_what_was_made_long_ago_and_arrives_late_hides_nothing(
    workspace: Workspace, card: ScorecardVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A colleague's bundle brings old evaluations after newer ones: those made last are looked
    at, found by their ids without going through all."""
    monkeypatch.setattr("qa_desktop.services.precedents.now_ms", lambda: 1_794_500_000_000)
    half = "n > (SELECT max(n) FROM evaluation) - ?"
    old = f"UPDATE evaluation SET id = '00' || substr(id, 3), created_at = 1 WHERE {half}"
    workspace.db.execute(old, [COUNT // 2])
    monkeypatch.setattr(store_precedents, "_LOOKED_AT", COUNT // 2)
    assert precedents_of(workspace.db, card.id, "a1").evaluations == COUNT - COUNT // 2
    newest = "SELECT n FROM evaluation ORDER BY id DESC LIMIT 5"
    numbers = [n for (n,) in workspace.db.conn.execute(newest)]
    found = store_precedents.latest_of_others(workspace.db, [card.id], "somebody", 0, 5)
    assert found == numbers, "the newest first, and no more than are wanted"
    bound = {"cards": "[]", "person": "p", "since": 0, "looked": 10, "limit": 5}
    plan = workspace.db.conn.execute(f"EXPLAIN QUERY PLAN {store_precedents._LATEST}", bound)
    told = " ".join(str(row[3]) for row in plan)
    assert "SCAN evaluation USING INDEX sqlite_autoindex_evaluation_1" in told


def test_a_child_that_is_cancelled_ends(workspace: Workspace, card: ScorecardVersion) -> None:
    draft = draft_with(workspace, CardDraft.of(card), card.id)
    with pytest.raises(CancelledError):
        what_if_in_child(workspace.folder, "en", draft.id, PERIOD, cancelled=lambda: True)


def test_weights_are_proposed_from_what_was_lost(
    workspace: Workspace, card: ScorecardVersion
) -> None:
    workspace.db.execute("UPDATE evaluation_item SET lost = '5/2' WHERE answer = '\"no\"'")
    found = propose(workspace.db, card.id, PERIOD.first, PERIOD.last)
    assert found.evaluations == COUNT
    count = "SELECT sum(answer = ?), sum(answer <> ?) FROM evaluation_item WHERE item = 'a1'"
    lost, answered = workspace.db.conn.execute(count, ['"no"', '"n/a"']).fetchone()
    (a1,) = (each for each in found.items if each.item == "a1")
    assert a1.losses == Losses(answered, lost) and a1.interval is not None
    assert a1.proposed > a1.weight
    saved = accept(workspace, found, ["a1"])
    assert saved.based_on == card.id
    (said,) = differences_of_draft(workspace.db, saved)
    assert said.render("zh").startswith(card.items["a1"].name.zh), "by its name"
    assert saved.origin == PROPOSED
    edited = replace(saved, draft=saved.draft.set("name", "改过"))
    save_card_draft(workspace, edited)
    of_draft = propose(workspace.db, saved.id, PERIOD.first, PERIOD.last)
    assert of_draft.draft is not None and of_draft.version.items["a1"].weight == a1.proposed
    typed = replace(edited, draft=edited.draft.set("policy.pass_mark", 85))
    save_card_draft(workspace, typed)
    again = accept(workspace, of_draft, [each.item for each in of_draft.items])
    kept = get_card_draft(workspace.db, saved.id)
    assert again.id == saved.id and kept.draft == again.draft, "into the draft itself"
    assert (kept.draft.get("policy.pass_mark"), kept.origin) == (85, PROPOSED)
    save_card_draft(workspace, replace(kept, draft=kept.draft.set("sections[0].weight", 0)))
    with pytest.raises(UserFacingError, match="has_problems"):
        propose(workspace.db, saved.id, PERIOD.first, PERIOD.last)
    discard_card_draft(workspace, saved.id)
    with pytest.raises(UserFacingError, match="no_draft"):
        accept(workspace, of_draft, ["a1"])
    with pytest.raises(UserFacingError):
        propose(workspace.db, card.id, date(2020, 1, 1), date(2020, 1, 2))
    with pytest.raises(UserFacingError, match="nothing_proposed"):
        accept(workspace, found, [])
    flat = propose(workspace.db, card.id, PERIOD.first, PERIOD.last, Fraction(0))
    with pytest.raises(UserFacingError, match="nothing_proposed"):
        accept(workspace, flat, [each.item for each in flat.items])


def test_the_faults_of_an_item_stand_beside_it(
    workspace: Workspace, card: ScorecardVersion
) -> None:
    insert = (
        "INSERT INTO evaluation_problem (parent, place, item, fault) "
        "SELECT n, ?, ?, ? FROM evaluation WHERE n % ? = 0"
    )
    for place, (item, fault, every) in enumerate([("a1", "late", 2), ("a1", "rude", 3)]):
        workspace.db.conn.execute(insert, [100 + place, item, fault, every])
    found = propose(workspace.db, card.id, PERIOD.first, PERIOD.last)
    assert found.faults["a1"] == [("late", COUNT // 2), ("rude", COUNT // 3)]


def test_what_took_a_section_lost_and_the_others_did_not(
    workspace: Workspace, card: ScorecardVersion
) -> None:
    """All items of a lost section have lost their points, but only one of them was failed."""
    evaluation = "SELECT min(n) FROM evaluation"
    items = f"FROM evaluation_item WHERE parent = ({evaluation}) AND answer <> '\"n/a\"'"
    workspace.db.execute(f"UPDATE evaluation_item SET lost = '5/2' WHERE parent = ({evaluation})")
    given = workspace.db.conn.execute(f"SELECT item, answer {items}").fetchall()
    found = propose(workspace.db, card.id, PERIOD.first, PERIOD.last)
    lost = {each.item for each in found.items if each.losses.lost}
    best = {(item, json.dumps(answer)) for item, answer in best_answers([card])}
    assert lost == {item for item, answer in given if (item, answer) not in best}
    assert lost and len(lost) < len(given)


def test_the_card_that_is_measured_has_forty_items(
    workspace: Workspace, card: ScorecardVersion, tmp_path: Path
) -> None:
    assert len(card.items) == 40
    kinds = {item.answer.kind for item in card.items.values()}
    assert kinds == {"yes_no", "choice", "scale", "deduct"}
