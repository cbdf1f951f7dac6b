"""Submit, correct, withdraw: the facts that stand and what is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qa_desktop.domain.annotations import Annotation
from qa_desktop.domain.scoring import ScorecardVersion, load_template, score
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.projection import read_operations
from qa_desktop.services import annotating, calls, evaluating
from qa_desktop.services.evaluating import EvaluationForm, EvidenceMissingError
from qa_desktop.services.health import check
from qa_desktop.services.history import get_history
from qa_desktop.services.undoing import undo
from qa_desktop.store import scorecards
from qa_desktop.store.calls import CallRow, get_call
from qa_desktop.store.drafts import get_draft, save_draft
from qa_desktop.store.evaluations import find_evaluations, get_evaluation, get_revisions
from qa_desktop.store.workspace import Workspace
from tests.factories import import_calls

CARD = """
format = 1
id = "test-card"
name = "测试评分表"
[policy]
fatal_form = "zero"
pass_mark = 80
grades = [{ name = "优", from = 90 }, { name = "差", from = 0 }]
[[sections]]
id = "A"
name = "规范"
weight = 1
dimension = "attitude"
[[sections.items]]
id = "a1"
name = "开场白"
weight = 1
evidence = "on_loss"
answer = { type = "yes_no", no = { problem_class = "C", fault = "opening" } }
[[sections.items]]
id = "a2"
name = "解答"
weight = 2
answer = { type = "choice", options = [
  { id = "full", name = "完整", points = 3 },
  { id = "part", name = "不完整", points = 1, problem_class = "B" },
  { id = "wrong", name = "错误", points = 0, fatal = "form", wrong_information = true },
] }
[[sections.items]]
id = "said"
name = "客户原话"
answer = { type = "text" }
"""


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> ScorecardVersion:
    version = load_template(CARD, "test-card.toml")
    monkeypatch.setattr(scorecards, "built_in_templates", lambda: [version])
    return version


@pytest.fixture
def call(workspace: Workspace, tmp_path: Path) -> CallRow:
    return import_calls(workspace, tmp_path / "in")[0]


@pytest.fixture
def form(card: ScorecardVersion, call: CallRow) -> EvaluationForm:
    answers: dict[str, str | int] = {"a1": "yes", "a2": "part"}
    return EvaluationForm(call.id, card.id, answers, heard=[[0, 1500, 100]])


def test_a_submitted_evaluation_holds_all_it_vouches_for(
    workspace: Workspace, form: EvaluationForm, call: CallRow
) -> None:
    annotating.add_annotation(
        workspace, call.id, at_ms=500, to_ms=900, kind="weakness", text="没说清", item="a2"
    )
    save_draft(workspace.db, "evaluation", call.id, form.as_draft())
    form = replace(form, strengths="语气好", advice="说明违约金", item_comments={"a2": "漏了"})

    done = evaluating.submit_evaluation(workspace, form)

    payload = get_evaluation(workspace.db, done.evaluation).payload
    assert payload["result"] == {
        "base": "500/9",
        "raw": "278/5",
        "published": "278/5",
        "exact": "500/9",
        "passed": False,
        "fatal": False,
        "grade": "差",
        "no_score": False,
    }
    assert payload["call"] == call.id
    assert payload["recording"] == call.recording
    assert payload["agent"] == call.agent
    assert payload["scorer"] == workspace.person
    assert payload["heard"] == [[0, 1500, 100]]
    assert payload["strengths"] == "语气好"
    assert payload["annotations"][0]["text"] == "没说清"
    lines = {line["item"]: line for line in payload["items"]}
    assert lines["a2"]["evidence"] == [payload["annotations"][0]["id"]]
    assert lines["a2"]["lost"] == "400/9"
    assert lines["a2"]["comment"] == "漏了"
    assert payload["problems"][0]["problem_class"] == "B"
    assert get_draft(workspace.db, "evaluation", call.id) is None
    row = get_call(workspace.db, workspace.person, call.id)
    assert (row.status, row.published_hundredths, row.passed) == ("evaluated", 5560, 0)
    assert check(workspace, full=True).ok


def test_personal_words_do_not_stand_in_the_journal(
    workspace: Workspace, form: EvaluationForm
) -> None:
    answers = form.answers | {"said": "客户王女士说不办"}
    full = replace(form, strengths="语气好得很", answers=answers)
    done = evaluating.submit_evaluation(workspace, full)
    raws = [raw for (raw,) in workspace.db.conn.execute("SELECT raw FROM op")]
    raws += [str(row) for row in workspace.db.conn.execute("SELECT * FROM evaluation_item")]
    assert not any(word in raw for raw in raws for word in ("语气好得很", "李敏", "王女士"))
    kept = get_evaluation(workspace.db, done.evaluation).payload
    assert evaluating.answers_of(kept) == answers
    assert check(workspace, full=True).notes == []


def test_a_lost_point_must_point_at_seconds(
    workspace: Workspace, form: EvaluationForm, call: CallRow
) -> None:
    loses = replace(form, answers={"a1": "no", "a2": "full"})
    with pytest.raises(EvidenceMissingError) as refused:
        evaluating.submit_evaluation(workspace, loses)
    assert refused.value.item_id == "a1"
    assert "开场白" in refused.value.say("zh")
    assert get_call(workspace.db, workspace.person, call.id).evaluation is None

    changes = annotating.add_annotation(
        workspace, call.id, at_ms=100, kind="weakness", text="没报工号"
    )
    linked = replace(loses, evidence={"a1": [changes.ids[0]]})
    done = evaluating.submit_evaluation(workspace, linked)
    assert [p.fault for p in done.result.problems] == ["opening"]


def test_evidence_that_was_deleted_does_not_count(
    workspace: Workspace, form: EvaluationForm, call: CallRow
) -> None:
    changes = annotating.add_annotation(workspace, call.id, at_ms=100, kind="weakness", text="x")
    annotating.delete_annotation(workspace, changes.ids[0])
    loses = replace(form, answers={"a1": "no", "a2": "full"}, evidence={"a1": [changes.ids[0]]})
    with pytest.raises(EvidenceMissingError):
        evaluating.submit_evaluation(workspace, loses)


PROOF = """
format = 1
id = "proof"
name = "证据"
[policy]
fatal_form = "zero"
pass_mark = 80
[[sections]]
id = "A"
name = "规范"
weight = 1
dimension = "attitude"
[[sections.items]]
id = "on_loss"
weight = 1
na = "exclude"
name = "扣分要证据"
evidence = "on_loss"
answer = { type = "yes_no" }
[[sections.items]]
id = "always"
weight = 1
na = "exclude"
name = "总要证据"
evidence = "always"
answer = { type = "yes_no" }
[[sections.items]]
id = "free"
weight = 1
na = "exclude"
name = "不要证据"
answer = { type = "yes_no" }
[[sections.items]]
id = "bonus"
name = "加分"
bonus = true
bonus_points = 5
evidence = "always"
answer = { type = "yes_no" }
"""


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ("yes yes yes no", ["always"]),
        ("no no no no", ["on_loss", "always"]),
        ("yes n/a no yes", ["bonus"]),
    ],
)
def test_which_answers_need_evidence(given: str, missing: list[str]) -> None:
    """One rule, for the screen before and for the service when submitting."""
    version = load_template(PROOF, "proof.toml")
    answers: dict[str, str | int] = dict(zip(version.items, given.split(), strict=True))
    lacking = evaluating.items_without_evidence(version, score(version, answers), {})
    assert lacking == missing
    shown = {item: ["some annotation"] for item in missing}
    assert not evaluating.items_without_evidence(version, score(version, answers), shown)


def test_what_is_said_of_missing_evidence_speaks_of_lost_points_only_where_some_are_lost() -> None:
    items = load_template(PROOF, "proof.toml").items
    said = {id: EvidenceMissingError(items[id]).say("zh") for id in ("on_loss", "always", "bonus")}
    assert ["扣分都要" in each for each in said.values()] == [True, False, False]
    assert "加分也要" in said["bonus"] and "不管得不得分" in said["always"]
    assert all(EvidenceMissingError(items[id]).say("en") for id in said)


def test_a_weakness_proves_no_bonus() -> None:
    version = load_template(PROOF, "proof.toml")
    bonus = next(id for id, item in version.items.items() if item.bonus)
    usual = next(id for id, item in version.items.items() if not item.bonus)
    marks = {kind: Annotation(kind, 0, None, kind, "") for kind in ("strength", "weakness")}
    linked = {bonus: ["weakness", "strength"], usual: ["weakness"]}
    kept = evaluating.without_blame_for_bonus(version, linked, marks)
    assert kept == {bonus: ["strength"], usual: ["weakness"]}
    given = dict.fromkeys(version.items, "yes")
    blamed = evaluating.without_blame_for_bonus(version, {bonus: ["weakness"]}, marks)
    assert bonus in evaluating.items_without_evidence(version, score(version, given), blamed)


def test_evidence_is_what_the_card_links_and_what_names_the_item(form: EvaluationForm) -> None:
    marks = [
        Annotation("m1", 0, None, "note", "", item="a2"),
        Annotation("m2", 9, None, "note", ""),
    ]
    linked = replace(form, evidence={"a2": ["m2", "gone"], "a1": ["gone"]})
    found = evaluating.evidence_by_item(linked, {mark.id: mark for mark in marks})
    assert found == {"a2": ["m2", "m1"], "a1": []}


def test_the_same_card_is_submitted_once(workspace: Workspace, form: EvaluationForm) -> None:
    evaluating.submit_evaluation(workspace, form)
    with pytest.raises(UserFacingError, match=r"evaluation\.exists"):
        evaluating.submit_evaluation(workspace, form)


def test_a_correction_follows_and_the_old_revision_stays_readable(
    workspace: Workspace, form: EvaluationForm, call: CallRow
) -> None:
    first = evaluating.submit_evaluation(workspace, form)
    better = replace(form, answers={"a1": "yes", "a2": "full"})
    with pytest.raises(UserFacingError, match=r"evaluation\.reason_missing"):
        evaluating.correct_evaluation(workspace, first.evaluation, better, " ")

    evaluating.correct_evaluation(workspace, first.evaluation, better, "听漏了后半句")

    old, new = get_revisions(workspace.db, first.evaluation)
    assert old.payload["result"]["published"] == "278/5"
    assert new.payload["result"]["published"] == "100/1"
    assert new.payload["reason"] == "听漏了后半句"
    assert get_evaluation(workspace.db, first.evaluation).id == new.id
    assert get_call(workspace.db, workspace.person, call.id).published_hundredths == 10000
    assert check(workspace, full=True).ok


def test_undo_of_a_correction_lets_the_first_revision_stand_again(
    workspace: Workspace, form: EvaluationForm, call: CallRow
) -> None:
    first = evaluating.submit_evaluation(workspace, form)
    better = replace(form, answers={"a1": "yes", "a2": "full"})
    done = evaluating.correct_evaluation(workspace, first.evaluation, better, "重听")
    assert done.changes.act
    workspace.undo(done.changes.act)
    assert get_call(workspace.db, workspace.person, call.id).published_hundredths == 5560
    assert [line.kind for line in get_history(workspace.db, first.evaluation)] == [
        "fact",
        "fact",
        "withdraw",
    ]


def test_a_withdrawn_evaluation_can_be_submitted_again(
    workspace: Workspace, form: EvaluationForm, call: CallRow
) -> None:
    first = evaluating.submit_evaluation(workspace, form)
    evaluating.withdraw_evaluation(workspace, first.evaluation, "评错了录音")
    assert get_call(workspace.db, workspace.person, call.id).evaluation is None
    again = evaluating.submit_evaluation(workspace, form)
    row = get_call(workspace.db, workspace.person, call.id)
    assert row.evaluation == again.evaluation != first.evaluation


def test_live_calls_need_no_recording_and_spot_checks_do(
    workspace: Workspace, card: ScorecardVersion
) -> None:
    from datetime import datetime

    changes = calls.start_live_call(
        workspace, agent=None, method="live", started=datetime(2026, 11, 20, 10)
    )
    live = changes.ids[0]
    annotating.add_annotation(workspace, live, at_ms=61_000, kind="strength", text="耐心")
    form = EvaluationForm(live, card.id, {"a1": "yes", "a2": "full"}, method="spot_check")
    with pytest.raises(UserFacingError, match=r"evaluation\.needs_recording"):
        evaluating.submit_evaluation(workspace, form)
    done = evaluating.submit_evaluation(workspace, replace(form, method="live"))
    calls.set_serial(workspace, live, "SN-1")
    row = get_call(workspace.db, workspace.person, live)
    assert (row.evaluation, row.serial, row.recording) == (done.evaluation, "SN-1", None)


def test_an_invalid_call_is_not_scored_until_the_mark_is_taken_back(
    workspace: Workspace, form: EvaluationForm, call: CallRow
) -> None:
    calls.set_aside(workspace, call.id, "no_speech")
    assert get_call(workspace.db, workspace.person, call.id).status == "invalid"
    with pytest.raises(UserFacingError, match=r"evaluation\.call_invalid"):
        evaluating.submit_evaluation(workspace, form)
    calls.set_aside(workspace, call.id, None)
    evaluating.submit_evaluation(workspace, form)


def test_a_form_survives_the_draft_and_the_fact(workspace: Workspace, form: EvaluationForm) -> None:
    full = replace(
        form,
        strengths="好",
        advice="改",
        circumstance="peak",
        emergency=True,
        item_comments={"a1": "c"},
    )
    assert EvaluationForm.from_draft(full.as_draft() | {"from_the_future": 1}) == full
    done = evaluating.submit_evaluation(workspace, full)
    assert evaluating.form_of(get_evaluation(workspace.db, done.evaluation).payload) == full


def test_todays_list_has_what_was_submitted_today_by_this_person(
    workspace: Workspace, form: EvaluationForm
) -> None:
    done = evaluating.submit_evaluation(workspace, form)
    now = get_evaluation(workspace.db, done.evaluation).at
    (row,) = find_evaluations(workspace.db, workspace.person, now - 1, now + 1)
    assert (row.id, row.problem_classes, row.agent_number) == (done.evaluation, "B", "0617")
    assert find_evaluations(workspace.db, workspace.person, now + 1, now + 2) == []
    assert find_evaluations(workspace.db, "somebody else", now - 1, now + 1) == []


def test_a_falsified_result_is_found_by_the_full_check(
    workspace: Workspace, form: EvaluationForm, call: CallRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = evaluating.exact_result
    monkeypatch.setattr(
        evaluating, "exact_result", lambda result: honest(result) | {"published": "100"}
    )
    evaluating.submit_evaluation(workspace, form)
    assert any("the result differs" in problem for problem in check(workspace, full=True).problems)


def test_answers_that_do_not_fit_their_card_are_damage(
    workspace: Workspace, form: EvaluationForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluating, "_answer", lambda _outcome, _answer: "no such option")
    evaluating.submit_evaluation(workspace, form)
    assert any("do not fit" in problem for problem in check(workspace, full=True).problems)


def test_a_correction_stays_with_its_call(
    workspace: Workspace, form: EvaluationForm, tmp_path: Path
) -> None:
    done = evaluating.submit_evaluation(workspace, form)
    other = import_calls(workspace, tmp_path / "more", 2)[-1]
    assert other.id != form.call
    with pytest.raises(ValueError, match="same call"):
        evaluating.correct_evaluation(
            workspace, done.evaluation, replace(form, call=other.id), "听错了"
        )


def test_an_undone_submission_is_a_draft_again(workspace: Workspace, form: EvaluationForm) -> None:
    full = replace(form, strengths="语气好", item_comments={"a2": "漏了违约金"})
    save_draft(workspace.db, "evaluation", form.call, full.as_draft())
    done = evaluating.submit_evaluation(workspace, full)
    undo(workspace, str(done.changes.act))
    draft = get_draft(workspace.db, "evaluation", form.call)
    assert draft and EvaluationForm.from_draft(draft.body) == full
    assert get_call(workspace.db, workspace.person, form.call).status == "draft"


def test_an_undone_correction_is_a_draft_with_its_reason(
    workspace: Workspace, form: EvaluationForm
) -> None:
    first = evaluating.submit_evaluation(workspace, form).evaluation
    better = replace(form, answers={"a1": "yes", "a2": "full"})
    done = evaluating.correct_evaluation(workspace, first, better, "听错了")
    undo(workspace, str(done.changes.act))
    draft = get_draft(workspace.db, "correction", first)
    assert draft and draft.body["reason"] == "听错了"
    assert EvaluationForm.from_draft(draft.body) == better
    assert get_draft(workspace.db, "evaluation", form.call) is None
    assert get_evaluation(workspace.db, first).payload["result"]["published"] == "278/5"


def test_a_corrected_answer_takes_its_wrong_information_along(
    workspace: Workspace, form: EvaluationForm
) -> None:
    wrong = replace(form, answers={"a1": "yes", "a2": "wrong"})
    done = evaluating.submit_evaluation(workspace, wrong)
    standing = get_evaluation(workspace.db, done.evaluation).payload
    assert standing["wrong_information"] is True
    better = replace(evaluating.form_of(standing), answers={"a1": "yes", "a2": "full"})
    evaluating.correct_evaluation(workspace, done.evaluation, better, "口径已更新")
    assert get_evaluation(workspace.db, done.evaluation).payload["wrong_information"] is False


def test_the_latest_of_two_evaluations_is_the_latest_on_every_machine(
    workspace: Workspace, form: EvaluationForm, card: ScorecardVersion, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Whatever the order in which they arrive or are rebuilt."""
    newer = load_template(CARD.replace("pass_mark = 80", "pass_mark = 50"), "newer.toml")
    monkeypatch.setattr(scorecards, "built_in_templates", lambda: [card, newer])
    evaluating.submit_evaluation(workspace, form)
    last = evaluating.submit_evaluation(workspace, replace(form, scorecard=newer.id)).evaluation
    assert get_call(workspace.db, workspace.person, form.call).evaluation == last
    operations = list(read_operations(workspace.db))
    with Workspace.open(tmp_path / "other") as other:
        other.journal.add(reversed(operations))
        assert get_call(other.db, workspace.person, form.call).evaluation == last
