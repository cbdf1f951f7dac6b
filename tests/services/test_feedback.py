"""Feedback given, answered, corrected since; coaching entries, follow-ups and their drafts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.coaching import days_overdue, feedback_state
from qa_desktop.errors import UserFacingError
from qa_desktop.services import coaching, feedback
from qa_desktop.services.agents import AgentBook
from qa_desktop.services.coaching import CoachingForm
from qa_desktop.services.evaluating import (
    EvaluationForm,
    correct_evaluation,
    submit_evaluation,
    withdraw_evaluation,
)
from qa_desktop.services.health import check
from qa_desktop.services.history import get_history
from qa_desktop.services.memberships import move_to_team
from qa_desktop.services.people import save_team
from qa_desktop.services.undoing import undo
from qa_desktop.store import coaching as queries
from qa_desktop.store.calls import get_call
from qa_desktop.store.drafts import get_draft, save_draft
from qa_desktop.store.reader import Reader
from qa_desktop.store.scorecards import find_version
from qa_desktop.store.workspace import Workspace
from tests.factories import import_calls, plain_answers

_FOR_EVER = 1 << 62
_HELD = datetime(2026, 11, 22, 14, 5)


@pytest.fixture
def forms(workspace: Workspace, tmp_path: Path) -> list[EvaluationForm]:
    card = find_version("inbound-service")
    calls = import_calls(workspace, tmp_path / "in", 3)
    return [EvaluationForm(call.id, card.id, plain_answers(card)) for call in calls]


def states(workspace: Workspace) -> list[str]:
    return [row.state for row in queries.find_feedback(workspace.db, 0, _FOR_EVER)]


def test_the_states_of_feedback(workspace: Workspace, forms: list[EvaluationForm]) -> None:
    evaluation = submit_evaluation(workspace, forms[0]).evaluation
    assert states(workspace) == ["none"]
    act = feedback.acknowledge(workspace, evaluation, "agrees", " 我认可 ")
    assert states(workspace) == ["given"]
    (answer,) = queries.find_acknowledgements(workspace.db, evaluation)
    assert (answer.words, answer.recorder_name) == ("我认可", "李敏")
    correct_evaluation(workspace, evaluation, forms[0], "复听后更正")
    assert states(workspace) == ["outdated"], "the answer does not cover the corrected score"
    feedback.acknowledge(workspace, evaluation, "talk")
    assert states(workspace) == ["talk"]
    form = CoachingForm("", evaluation, about="约谈")
    agent = queries.find_feedback(workspace.db, 0, _FOR_EVER)[0].agent
    coaching.add_coaching(workspace, replace(form, agent=agent), held=_HELD)
    assert states(workspace) == ["given"], "the talk was held"
    assert act.subjects == {"acknowledgement"}
    assert check(Reader(workspace.folder, workspace.db), full=True).ok


def test_an_answer_is_withdrawn_with_a_reason_and_undone(
    workspace: Workspace, forms: list[EvaluationForm]
) -> None:
    evaluation = submit_evaluation(workspace, forms[0]).evaluation
    first = feedback.acknowledge(workspace, evaluation, "agrees", "好的")
    with pytest.raises(UserFacingError, match=r"coaching\.reason_missing"):
        feedback.withdraw_acknowledgement(workspace, first.ids[0], "  ")
    feedback.withdraw_acknowledgement(workspace, first.ids[0], "记错了人")
    assert states(workspace) == ["none"]
    assert queries.find_acknowledgements(workspace.db, evaluation) == []
    kinds = [line.kind for line in get_history(workspace.db, first.ids[0])]
    assert kinds == ["fact", "withdraw"]
    with pytest.raises(UserFacingError, match=r"coaching\.no_acknowledgement"):
        feedback.withdraw_acknowledgement(workspace, first.ids[0], "再撤一次")
    second = feedback.acknowledge(workspace, evaluation, "talk")
    undo(workspace, str(second.act))
    assert states(workspace) == ["none"]


def test_what_needs_no_feedback_is_left_out(
    workspace: Workspace, forms: list[EvaluationForm]
) -> None:
    submit_evaluation(workspace, replace(forms[0], practice=True))
    gone = submit_evaluation(workspace, forms[1]).evaluation
    withdraw_evaluation(workspace, gone, "误提交")
    assert states(workspace) == []
    with pytest.raises(UserFacingError, match=r"coaching\.no_answer"):
        feedback.acknowledge(workspace, gone, "perhaps")


def test_words_are_personal_and_the_draft_has_served(
    workspace: Workspace, forms: list[EvaluationForm]
) -> None:
    evaluation = submit_evaluation(workspace, forms[0]).evaluation
    save_draft(workspace.db, "acknowledgement", evaluation, {"words": "我想"})
    feedback.acknowledge(workspace, evaluation, "agrees", "我想再听一遍")
    assert get_draft(workspace.db, "acknowledgement", evaluation) is None
    raw = "".join(row[0] for row in workspace.db.conn.execute("SELECT raw FROM op"))
    assert "我想再听一遍" not in raw


def test_coverage_counts_agents_and_teams(
    workspace: Workspace, forms: list[EvaluationForm]
) -> None:
    ids = [submit_evaluation(workspace, form).evaluation for form in forms]
    feedback.acknowledge(workspace, ids[0], "agrees")
    feedback.acknowledge(workspace, ids[1], "talk")
    rows = queries.find_feedback(workspace.db, 0, _FOR_EVER, workspace.person)
    (agent,) = feedback.coverage_by_agent(rows)
    assert (agent.number, agent.given, agent.talks, agent.missing) == ("0617", 1, 1, 2)
    (team,) = feedback.coverage_by_team(rows)
    assert (team.id, team.evaluations) == ("", 3)
    assert queries.find_feedback(workspace.db, 0, _FOR_EVER, "somebody else") == []


@given(st.lists(st.sampled_from(["none", "outdated", "talk", "given"]), min_size=1))
def test_coverage_adds_up(found: list) -> None:
    nothing = [None] * 6
    rows = [
        queries.FeedbackRow(
            *(f"{n}", "c", f"a{n % 3}", f"{n % 3}", "", f"t{n % 2}", 0, "p", *nothing, state)
        )
        for n, state in enumerate(found)
    ]
    for groups in (feedback.coverage_by_agent(rows), feedback.coverage_by_team(rows)):
        assert sum(group.evaluations for group in groups) == len(found)
        assert sum(group.given for group in groups) == found.count("given")
        assert all(group.missing >= group.outdated + group.talks for group in groups)


def test_the_table_of_states() -> None:
    assert feedback_state("r2", None, None, was_coached=True) == "none"
    assert feedback_state("r2", "r1", "talk", was_coached=True) == "outdated"
    assert feedback_state("r2", "r2", "talk", was_coached=False) == "talk"
    assert feedback_state("r2", "r2", "agrees", was_coached=False) == "given"


@pytest.fixture
def agent(workspace: Workspace) -> str:
    book = AgentBook(workspace)
    id = book.id_of("0617")
    workspace.write(book.changes)
    return id


def test_an_entry_is_written_edited_and_taken_back(workspace: Workspace, agent: str) -> None:
    save_draft(workspace.db, "coaching", "new", {"about": "先"})
    form = CoachingForm(agent, about="先听客户说完", action="每天听一通自己的录音", mode="online")
    added = coaching.add_coaching(workspace, form, held=_HELD)
    assert get_draft(workspace.db, "coaching", "new") is None
    (entry,) = queries.find_coaching(workspace.db)
    assert (entry.about, entry.mode, entry.held) == (form.about, "online", "2026-11-22T14:05:00")
    assert coaching.form_of(entry) == form
    changed = replace(form, follow_up="2026-11-29", result="有进步", done=True)
    edited = coaching.edit_coaching(workspace, entry.id, changed)
    assert coaching.form_of(queries.get_coaching(workspace.db, entry.id)) == changed
    undo(workspace, str(edited.act))
    assert coaching.form_of(queries.get_coaching(workspace.db, entry.id)) == form
    undo(workspace, str(added.act))
    assert queries.find_coaching(workspace.db) == []


def test_follow_ups_are_due_until_they_are_held(workspace: Workspace, agent: str) -> None:
    for day in ("2026-11-21", "2026-11-22", "2026-11-23"):
        form = CoachingForm(agent, about="语气", follow_up=day)
        coaching.add_coaching(workspace, form, held=_HELD)
    due = queries.find_follow_ups(workspace.db, workspace.person, "2026-11-22")
    assert [entry.follow_up for entry in due] == ["2026-11-21", "2026-11-22"]
    coaching.finish_follow_up(workspace, due[0].id, "语气好多了")
    assert queries.get_coaching(workspace.db, due[0].id).result == "语气好多了"
    assert len(queries.find_follow_ups(workspace.db, workspace.person, "2026-11-22")) == 1
    assert queries.find_follow_ups(workspace.db, "another person", "2026-11-22") == []
    assert days_overdue("2026-11-20", date(2026, 11, 22)) == 2


@pytest.mark.parametrize(
    ("change", "id"),
    [
        ({"agent": None}, "coaching.no_agent"),
        ({"about": " "}, "coaching.no_subject"),
        ({"mode": "phone"}, "coaching.bad_mode"),
        ({"follow_up": "next week"}, "coaching.bad_date"),
    ],
)
def test_what_is_refused_changes_nothing(
    workspace: Workspace, agent: str, change: dict, id: str
) -> None:
    save_draft(workspace.db, "coaching", "new", {"about": "先"})
    with pytest.raises(UserFacingError, match=id.replace(".", r"\.")):
        form = replace(CoachingForm(agent, about="语气"), **change)
        coaching.add_coaching(workspace, form, held=_HELD)
    assert queries.find_coaching(workspace.db) == []
    assert get_draft(workspace.db, "coaching", "new") is not None


def test_the_team_is_that_of_the_day(workspace: Workspace, forms: list[EvaluationForm]) -> None:
    submit_evaluation(workspace, forms[0])
    agent = str(get_call(workspace.db, workspace.person, forms[0].call).agent)
    for name, begins in (("二班", "2026-11-01"), ("三班", "2026-11-21")):
        move_to_team(workspace, [agent], save_team(workspace, name).ids[0], begins)
    assert [row.team for row in queries.find_feedback(workspace.db, 0, _FOR_EVER)] == ["二班"]
