"""A session from its plan to what came of it: ticks, points, quiz, satisfaction, effect, plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from qa_desktop.domain.quiz import Question
from qa_desktop.domain.quiz_writing import written
from qa_desktop.domain.session import Sheet
from qa_desktop.domain.training_effect import Share, Topic
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import create, delete, fact, set_fields
from qa_desktop.journal.journal import new_id
from qa_desktop.journal.ownership import new_id_of
from qa_desktop.journal.subject import entities_about
from qa_desktop.services import quizzes, sessions, training
from qa_desktop.services.bundle_merging import merge
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.conflicts import take_side
from qa_desktop.services.health import check
from qa_desktop.services.session_papers import effect_report, minutes_report, plan_report
from qa_desktop.services.sessions import SessionForm
from qa_desktop.services.undoing import undo
from qa_desktop.store.coaching import find_follow_ups
from qa_desktop.store.conflicts import find_conflicts
from qa_desktop.store.quizzes import (
    count_answered,
    find_asked,
    find_attempts,
    find_given,
    find_questions,
    find_sheets,
)
from qa_desktop.store.scorecards import find_version
from qa_desktop.store.sessions import (
    find_attendees,
    find_due_points,
    find_points,
    find_sessions,
    find_suggestions,
    get_session,
)
from qa_desktop.store.training import find_needs, find_plan_topics, find_plans
from qa_desktop.store.workspace import Workspace
from tests.services.exchanging import machine

_HELD = datetime(2026, 11, 13, 15, 0)
_FORM = SessionForm(title=" 开场白怎么说 ", planned=_HELD, topics=("fault:F01",))
_SINGLE = Question("", "single", "先做什么?", ("安抚", "解释"), (0,))
_MARK = Question("", "mark", "标出抢话", recording="r" * 64, to_ms=9_000, at_ms=5_000)


def take(workspace: Workspace, session: str, given: Any, taken: datetime) -> quizzes.Taken:
    """By the questions as they stand."""
    asked = find_asked(workspace.db, session)
    return quizzes.take_quiz(workspace, session, asked, given, taken)


@pytest.fixture
def session(workspace: Workspace) -> str:
    return sessions.add_session(workspace, _FORM).ids[0]


def make_agents(workspace: Workspace) -> list[str]:
    people = (("1001", "王小明"), ("1002", "李娜"), ("1003", "张伟"))
    ids = [f"agent-{number}" for number, _ in people]
    workspace.write(
        [
            create("agent", id, {"number": number, "name": name})
            for id, (number, name) in zip(ids, people, strict=True)
        ]
    )
    return ids


@pytest.fixture
def agents(workspace: Workspace) -> list[str]:
    return make_agents(workspace)


def refused(why: str) -> pytest.RaisesExc[UserFacingError]:
    return pytest.raises(UserFacingError, match=why)


def test_planned_edited_and_held(workspace: Workspace, session: str) -> None:
    row = get_session(workspace.db, session)
    assert (row.title, row.planned, row.held) == ("开场白怎么说", "2026-11-13T15:00:00", None)
    assert (row.trainer_name, row.pass_percent, row.topics) == ("李敏", 80, ("fault:F01",))
    form = replace(sessions.form_of(row), place="培训室")
    assert len(sessions.edit_session(workspace, session, form).ids) == 1
    act = sessions.hold_session(workspace, session, _HELD + timedelta(minutes=4))
    assert get_session(workspace.db, session).day == "2026-11-13"
    undo(workspace, act.act)
    assert get_session(workspace.db, session).held is None
    sessions.delete_session(workspace, session)
    assert find_sessions(workspace.db) == []
    with refused("session.unknown"):
        get_session(workspace.db, session)


@pytest.mark.parametrize(
    ("form", "why"),
    [
        (replace(_FORM, title=" "), "no_title"),
        (replace(_FORM, kind="party"), "bad_kind"),
        (replace(_FORM, minutes=0), "bad_minutes"),
        (replace(_FORM, pass_percent=101), "bad_pass"),
    ],
)
def test_what_is_no_session(workspace: Workspace, form: SessionForm, why: str) -> None:
    with refused(f"session.{why}"):
        sessions.add_session(workspace, form)


def test_ticks_of_the_list(workspace: Workspace, session: str, agents: list[str]) -> None:
    sessions.tick(workspace, session, agents[:2], "present")
    sessions.tick(workspace, session, agents[2:], "absent", "年假")
    rows = find_attendees(workspace.db, session)
    told = [(each.number, each.state, each.reason) for each in rows]
    assert told == [("1001", "present", ""), ("1002", "present", ""), ("1003", "absent", "年假")]
    act = sessions.tick(workspace, session, agents[:1], None)
    assert get_session(workspace.db, session).present == 1
    undo(workspace, act.act)
    row = get_session(workspace.db, session)
    assert (row.present, row.absent) == (2, 1)


def test_of_ticks_made_apart_the_last_counts(
    workspace: Workspace, session: str, agents: list[str]
) -> None:
    """As after a merge: two records for the same agent."""
    sessions.tick(workspace, session, agents[:1], "present")
    values = {"session": session, "agent": agents[0], "state": "absent"}
    workspace.write([create("attendance", "zz-later", values)])
    row = get_session(workspace.db, session)
    assert (row.present, row.absent) == (0, 1)
    (first, *_) = find_attendees(workspace.db, session)
    assert (first.state, first.tick) == ("absent", "zz-later")


def test_a_tick_taken_off_brings_no_older_one_back(
    workspace: Workspace, session: str, agents: list[str]
) -> None:
    sessions.tick(workspace, session, agents[:1], "present")
    values = {"session": session, "agent": agents[0], "state": "absent"}
    workspace.write([create("attendance", "zz-later", values)])
    sessions.tick(workspace, session, agents[:1], None)
    row = get_session(workspace.db, session)
    assert (row.present, row.absent) == (0, 0)


def test_of_a_deleted_session_nothing_waits(
    workspace: Workspace, session: str, agents: list[str]
) -> None:
    me = workspace.person
    sessions.add_point(workspace, session, "改话术", me, "2026-11-20")
    sessions.add_suggestion(workspace, session, "耳机", agents[0])
    quizzes.add_sheet(workspace, session, Sheet(5, 5, 5))
    act = sessions.delete_session(workspace, session)
    db = workspace.db
    assert find_due_points(db, me, "9999-12-31") == find_suggestions(db) == find_sheets(db) == []
    undo(workspace, act.act)
    assert len(find_due_points(db, me, "9999-12-31")) == len(find_sheets(db)) == 1


def test_who_left_is_not_asked(workspace: Workspace, session: str, agents: list[str]) -> None:
    workspace.write([create("agent", "gone", {"number": "0999", "name": "走了", "status": "left"})])
    assert [each.agent for each in find_attendees(workspace.db, session)] == agents


def test_what_was_agreed_falls_due_for_its_owner(workspace: Workspace, session: str) -> None:
    me = workspace.person
    point = sessions.add_point(workspace, session, "改开场白话术", me, "2026-11-20").ids[0]
    assert find_due_points(workspace.db, me, "2026-11-19") == []
    assert [each.words for each in find_due_points(workspace.db, me, "2026-11-20")] == [
        "改开场白话术"
    ]
    sessions.finish_point(workspace, point, result="已改")
    assert find_due_points(workspace.db, me, "2026-12-01") == []
    (row,) = find_points(workspace.db, session)
    assert (row.done, row.result, row.owner_name) == (True, "已改", "李敏")
    with refused("session.bad_day"):
        sessions.add_point(workspace, session, "x", None, "明天")


def test_what_an_agent_agreed_to_falls_due_for_the_trainer(
    workspace: Workspace, session: str, agents: list[str]
) -> None:
    trainer = get_session(workspace.db, session).trainer
    assert trainer is not None
    sessions.add_point(workspace, session, "每天听一通", agents[0], "2026-11-20")
    (row,) = find_due_points(workspace.db, trainer, "2026-11-20")
    assert (row.owner, row.owner_name) == (agents[0], "1001 王小明")
    assert find_due_points(workspace.db, "somebody", "2026-11-20") == []


def test_each_suggestion_gets_an_answer(
    workspace: Workspace, session: str, agents: list[str]
) -> None:
    first = sessions.add_suggestion(workspace, session, "高峰多排两个人", agents[0]).ids[0]
    sessions.add_suggestion(workspace, session, "耳机太旧")
    sessions.answer_suggestion(workspace, first, "下周起加两人")
    told = [(each.words, each.answer) for each in find_suggestions(workspace.db)]
    assert told == [("耳机太旧", ""), ("高峰多排两个人", "下周起加两人")]


def test_a_quiz_taken_twice(workspace: Workspace, session: str, agents: list[str]) -> None:
    with refused("quiz.no_questions"):
        take(workspace, session, {agents[0]: {}}, _HELD)
    single = quizzes.add_question(workspace, session, _SINGLE).ids[0]
    mark = quizzes.add_question(workspace, session, _MARK).ids[0]
    asked = find_questions(workspace.db, session)
    assert asked == [replace(_SINGLE, id=single), replace(_MARK, id=mark)]
    given = {single: (0,), mark: (1_000,)}
    failed = take(workspace, session, {agents[0]: given}, _HELD).marks[agents[0]]
    again = _HELD + timedelta(days=1)
    better = {agents[0]: given | {mark: (6_500,)}}
    taken = take(workspace, session, better, again)
    passed = taken.marks[agents[0]]
    assert (failed.passed, passed.passed) == (False, True)
    rows = find_attempts(workspace.db, session)
    assert [(row.number, row.right, row.asked, row.passed, row.counts) for row in rows] == [
        (1, 1, 2, False, False), (2, 2, 2, True, True),
    ]  # fmt: skip
    assert find_given(workspace.db, rows[1].id)[single] == ((0,), True)
    quizzes.withdraw_attempt(workspace, taken.changes.ids[0], "替别人做的")
    (row,) = find_attempts(workspace.db, session)
    assert row.counts and not row.passed


def told_of(workspace: Workspace, session: str) -> list[tuple[object, ...]]:
    return [
        (row.right, row.asked, row.passed, row.was) for row in find_attempts(workspace.db, session)
    ]


def test_a_corrected_key_is_the_same_for_everyone(
    workspace: Workspace, session: str, agents: list[str]
) -> None:
    """Whoever answered before it was corrected, and whoever answers after it."""
    single = quizzes.add_question(workspace, session, _SINGLE).ids[0]
    mark = quizzes.add_question(workspace, session, _MARK).ids[0]
    given = {single: (0,), mark: (6_500,)}
    take(workspace, session, {agents[0]: given}, _HELD)
    assert told_of(workspace, session) == [(2, 2, True, None)]
    assert count_answered(workspace.db, session) == {single: 1, mark: 1}
    asked = find_questions(workspace.db, session)
    corrected = quizzes.edit_question(workspace, replace(asked[0], right=(1,)))
    take(workspace, session, {agents[1]: given}, _HELD)
    assert told_of(workspace, session) == [(1, 2, False, (2, 2)), (1, 2, False, None)]
    undo(workspace, corrected.act or "")
    assert told_of(workspace, session) == [(2, 2, True, None), (2, 2, True, (1, 2))]
    nearer = replace(asked[1], at_ms=6_400, tolerance_ms=50)
    quizzes.edit_question(workspace, nearer)
    assert told_of(workspace, session) == [(1, 2, False, (2, 2)), (1, 2, False, (1, 2))]


def test_options_that_another_trainer_moved_are_the_same_answers(
    workspace: Workspace, session: str, agents: list[str]
) -> None:
    """Their change was made before the answers came to them, so that nothing refused it."""
    single = quizzes.add_question(workspace, session, _SINGLE).ids[0]
    take(workspace, session, {agents[0]: {single: (0,)}}, _HELD)
    moved = "先做什么?\n\n( ) 解释\n(x) 安抚"
    workspace.write([set_fields("quiz_question", single, {"asked": moved})])
    assert told_of(workspace, session) == [(1, 1, True, None)]


def test_a_deleted_question_counts_for_nobody(
    workspace: Workspace, session: str, agents: list[str]
) -> None:
    single = quizzes.add_question(workspace, session, _SINGLE).ids[0]
    mark = quizzes.add_question(workspace, session, _MARK).ids[0]
    take(workspace, session, {agents[0]: {single: (0,)}}, _HELD)
    assert told_of(workspace, session) == [(1, 2, False, None)]
    gone = quizzes.delete_question(workspace, mark)
    assert told_of(workspace, session) == [(1, 1, True, (1, 2))]
    with refused("quiz.last_answered"):
        quizzes.delete_question(workspace, single)
    undo(workspace, gone.act or "")
    quizzes.delete_question(workspace, single)
    assert told_of(workspace, session) == [(0, 1, False, (1, 2))]
    workspace.write([delete("quiz_question", mark)])  # on another machine
    assert told_of(workspace, session) == [(1, 2, False, None)], (
        "of no questions it stays as it was"
    )


def test_who_answered_nothing_that_is_left_has_to_take_it(
    workspace: Workspace, session: str, agents: list[str]
) -> None:
    """A deleted question counts for nobody, whatever else somebody has answered."""
    first = quizzes.add_question(workspace, session, _SINGLE).ids[0]
    take(workspace, session, {agents[0]: {first: (0,)}}, _HELD)
    second = quizzes.add_question(workspace, session, _MARK).ids[0]
    both = {first: (0,), second: (6_500,)}
    take(workspace, session, {agents[1]: both}, _HELD)
    quizzes.delete_question(workspace, first)
    assert told_of(workspace, session) == [(0, 0, False, (1, 1)), (1, 1, True, (2, 2))]


def test_what_was_answered_keeps_its_options(
    workspace: Workspace, session: str, agents: list[str]
) -> None:
    single = quizzes.add_question(workspace, session, _SINGLE).ids[0]
    (asked,) = find_questions(workspace.db, session)
    swapped = replace(asked, options=tuple(reversed(asked.options)))
    quizzes.edit_question(workspace, swapped)  # nobody has picked yet
    quizzes.edit_question(workspace, asked)
    take(workspace, session, {agents[0]: {single: (0,)}}, _HELD)
    for other in (swapped, replace(asked, kind="multiple")):
        with refused("quiz.answered"):
            quizzes.edit_question(workspace, other)
    more = replace(asked, words="改了错字", options=(*asked.options, "都不对"))
    quizzes.edit_question(workspace, more)
    assert find_questions(workspace.db, session) == [more]


def test_a_question_that_has_not_arrived_is_not_deleted(
    workspace: Workspace, session: str, agents: list[str]
) -> None:
    single = quizzes.add_question(workspace, session, _SINGLE).ids[0]
    take(workspace, session, {agents[0]: {single: (0,)}}, _HELD)
    workspace.db.conn.execute("DELETE FROM quiz_question")
    assert told_of(workspace, session) == [(1, 1, True, None)]


def test_questions_in_another_order(workspace: Workspace, session: str) -> None:
    ids = [quizzes.add_question(workspace, session, _SINGLE).ids[0] for _ in range(3)]
    quizzes.order_questions(workspace, [ids[2], ids[0], ids[1]])
    assert [each.id for each in find_questions(workspace.db, session)] == [ids[2], ids[0], ids[1]]
    with refused("quiz.no_right"):
        quizzes.add_question(workspace, session, replace(_SINGLE, right=()))


def test_satisfaction_says_who_typed_it_in(workspace: Workspace, session: str) -> None:
    quizzes.add_sheet(workspace, session, Sheet(5, 4, 4), "再慢一点")
    (row,) = find_sheets(workspace.db, session)
    assert (row.sheet, row.words, row.month) == (Sheet(5, 4, 4), "再慢一点", "2026-11")
    assert row.by_trainer and row.trainer_name == "李敏"
    quizzes.withdraw_sheet(workspace, row.id, "重复")
    assert find_sheets(workspace.db) == []


def evaluated(
    workspace: Workspace, agent: str, day: str, fault: str | None, item: str, call: str = ""
) -> str:
    """A call of this agent on this day, evaluated; with a fault the item lost points."""
    call, evaluation = call or new_id(), new_id_of(workspace.person)
    payload = {
        "call": call,
        "agent": agent,
        "scorecard": find_version("inbound-service").id,
        "scorer": workspace.person,
        "role": "inspector",
        "items": [{"item": item, "answer": "ok", "lost": "5/1" if fault else "0/1"}],
        "problems": [{"item": item, "fault": fault}] if fault else [],
    }
    workspace.write(
        [
            create("call", call, {"agent": agent, "started": f"{day}T10:00:00"}),
            fact("evaluation", evaluation, payload),
        ]
    )
    return call


def test_a_call_that_is_evaluated_again_is_one_call(
    workspace: Workspace, session: str, agents: list[str]
) -> None:
    """What was said last of it counts, of a fault and of an item."""
    wang = agents[0]
    call = evaluated(workspace, wang, "2026-11-10", "F01", "greeting")
    evaluated(workspace, wang, "2026-11-10", "F01", "greeting")
    for fault in (None, "F01", None):
        evaluated(workspace, wang, "2026-11-10", fault, "greeting", call)
    evaluated(workspace, agents[1], "2026-11-11", "F01", "greeting", call)
    sessions.tick(workspace, session, [wang], "present")
    sessions.hold_session(workspace, session, _HELD)
    item = Topic("item", "inbound-service/greeting")
    for (found,) in (
        training.measure(workspace.db, session),
        training.measure(workspace.db, session, [item]),
    ):
        assert found.attended.before == Share(1, 2)
        assert found.others.before == Share(1, 1), "of another agent it is another one's"


def test_before_and_after_of_those_who_were_there(
    workspace: Workspace, session: str, agents: list[str]
) -> None:
    wang, li, zhang = agents
    for agent, day, fault in (
        (wang, "2026-11-10", "F01"), (wang, "2026-11-16", None), (li, "2026-11-11", "F01"),
        (li, "2026-11-17", "F01"), (zhang, "2026-11-13", "F01"), (zhang, "2026-11-18", "F02"),
        (zhang, "2026-09-01", "F01"),
    ):  # fmt: skip
        evaluated(workspace, agent, day, fault, "greeting")
    sessions.tick(workspace, session, [wang, li], "present")
    with refused("session.not_held"):
        training.measure(workspace.db, session)
    sessions.hold_session(workspace, session, _HELD)
    (found,) = training.measure(workspace.db, session)
    assert (found.attended.before, found.attended.after) == (Share(2, 2), Share(1, 2))
    assert (found.others.before, found.others.after) == (Share(0, 0), Share(0, 1))
    assert [each.agent for each in found.individuals if each.still_needs_it] == [li]
    item = Topic("item", "inbound-service/greeting")
    (of_item,) = training.measure(workspace.db, session, [item])
    assert of_item.everybody.after == Share(2, 3)
    stranger = Topic("item", "outbound-sales/greeting")
    assert training.measure(workspace.db, session, [stranger])[0].everybody.after.heard == 0


def test_competencies_are_counted_by_what_was_marked(workspace: Workspace, session: str) -> None:
    evaluated(workspace, "an", "2026-11-16", None, "greeting")
    (call,) = (id for (id,) in workspace.db.conn.execute("SELECT call FROM evaluation"))
    values = {"call": call, "at_ms": 1, "kind": "weakness", "competency": "warmth"}
    workspace.write([create("annotation", new_id(), values)])
    sessions.hold_session(workspace, session, _HELD)
    topics = [Topic("competency", "warmth"), Topic("competency", "detail")]
    warmth, detail = training.measure(workspace.db, session, topics)
    assert (warmth.everybody.after, detail.everybody.after) == (Share(1, 1), Share(0, 1))


def test_who_still_needs_it_is_followed_up_once(
    workspace: Workspace, session: str, agents: list[str]
) -> None:
    need = training.Need(agents[1], Topic("fault", "F01"), "开场白再练一次")
    act = training.follow_up(workspace, session, [need], "2026-11-27", _HELD)
    (entry,) = find_follow_ups(workspace.db, workspace.person, "2026-11-27")
    assert (entry.agent_number, entry.about) == ("1002", "开场白再练一次")
    (row,) = find_needs(workspace.db)
    assert (row.agent_name, row.topic, row.session) == ("李娜", "fault:F01", session)
    training.follow_up(workspace, session, [need], "2026-11-28", _HELD)
    assert len(find_needs(workspace.db)) == 1
    training.finish_need(workspace, row.id)
    assert find_needs(workspace.db) == []
    undo(workspace, act.act)
    with refused("session.nobody_chosen"):
        training.follow_up(workspace, session, [], "2026-11-27", _HELD)


def test_a_plan_of_what_is_needed(workspace: Workspace, session: str, agents: list[str]) -> None:
    for agent in agents[:2]:
        evaluated(workspace, agent, "2026-11-10", "F01", "greeting")
    evaluated(workspace, agents[2], "2026-11-10", "F07", "greeting")
    proposed = training.propose(workspace.db, "2026-11-01", "2026-11-30")
    assert [(each.topic.key, each.is_common) for each in proposed] == [
        ("F01", True), ("F07", False),
    ]  # fmt: skip
    form = training.PlanForm("第四季度方案", "2026-11-01", "2026-12-31")
    plan = training.add_plan(workspace, form).ids[0]
    topics = [
        training.PlanTopicForm(each.topic.code, agents=() if each.is_common else each.agents)
        for each in proposed
    ]
    first, second = training.add_plan_topics(workspace, plan, topics).ids
    training.order_plan_topics(workspace, [second, first])
    changed = replace(topics[0], session=session, day="2026-11-13")
    training.edit_plan_topic(workspace, first, changed)
    (row,) = find_plans(workspace.db)
    assert (row.title, row.topics, row.owner_name) == ("第四季度方案", 2, "李敏")
    told = [(each.topic, each.agents, each.day) for each in find_plan_topics(workspace.db, plan)]
    assert told == [
        ("fault:F07", (agents[2],), None),
        ("fault:F01", (), "2026-11-13"),
    ]
    with refused("session.bad_span"):
        training.edit_plan(workspace, plan, replace(form, ends="2026-10-01"))


def test_a_session_takes_all_of_it_along(
    workspace: Workspace, session: str, agents: list[str]
) -> None:
    sessions.tick(workspace, session, agents, "present")
    sessions.add_point(workspace, session, "约定", workspace.person, None)
    sessions.add_suggestion(workspace, session, "建议", agents[0])
    question = quizzes.add_question(workspace, session, _SINGLE).ids[0]
    take(workspace, session, {agents[0]: {question: (0,)}}, _HELD)
    quizzes.add_sheet(workspace, session, Sheet(5, 5, 5))
    kinds = [kind for kind, _ in entities_about(workspace.db, ("session", session))]
    assert {*kinds} == {
        "session", "attendance", "agreed_point", "suggestion", "quiz_question", "quiz_attempt",
        "satisfaction", "agent", "person",
    }  # fmt: skip
    assert kinds.count("agent") == 3
    assert check(workspace, full=True).problems == []


def test_a_session_takes_along_what_its_quiz_lets_one_hear(
    workspace: Workspace, session: str
) -> None:
    recording = str(_MARK.recording)
    workspace.write([create("recording", recording, {"codec": "pcm_s16"})])
    question = quizzes.add_question(workspace, session, _MARK).ids[0]
    about = entities_about(workspace.db, ("quiz_question", question))
    assert ("recording", recording) in about


def test_what_another_version_says_stops_no_paper(workspace: Workspace, session: str) -> None:
    workspace.write(
        [
            set_fields("session", session, {"kind": "party"}),
            create("attendance", new_id(), {"session": session, "agent": "x", "state": "late"}),
        ]
    )
    assert minutes_report(workspace.db, session).facts[0].value.render("zh") == "party"


def test_the_papers_say_what_is_in_the_workspace(
    workspace: Workspace, session: str, agents: list[str]
) -> None:
    for agent, day, code in ((agents[0], "2026-11-10", "F01"), (agents[0], "2026-11-16", "F01")):
        evaluated(workspace, agent, day, code, "greeting")
    sessions.tick(workspace, session, agents[:2], "present")
    question = quizzes.add_question(workspace, session, _SINGLE).ids[0]
    for given in ((1,), (0,)):
        take(workspace, session, {agents[0]: {question: given}}, _HELD)
    sessions.hold_session(workspace, session, _HELD)
    minutes = minutes_report(workspace.db, session)
    assert minutes.title.render("zh") == "会议纪要：开场白怎么说"
    assert len(minutes.section("attendance").table.rows) == 2
    result, _not_taken = minutes.section("quiz").table.rows
    assert [cell.render("zh") for cell in result] == ["1001 王小明", "2", "1/1", "合格"]
    effect = effect_report(workspace.db, session)
    (still,) = effect.section("individuals").table.rows
    assert still[0].render("zh") == "1001 王小明"
    plan = training.add_plan(workspace, training.PlanForm("冬季")).ids[0]
    names = [training.PlanTopicForm("competency:warmth", agents=(agents[2],))]
    training.add_plan_topics(workspace, plan, names)
    (line,) = plan_report(workspace.db, plan).section("topics").table.rows
    assert [cell.render("zh") for cell in line][:3] == ["热情/语气", "", "1003 张伟"]
    with refused("session.no_plan"):
        plan_report(workspace.db, "none")


def test_a_plan_goes_alone_with_its_topics_whose_need_they_are_and_their_sessions(
    tmp_path: Path,
) -> None:
    with machine(tmp_path, "wang") as wang, machine(tmp_path, "li") as li:
        agents = make_agents(wang)
        held = sessions.add_session(wang, _FORM).ids[0]
        plan = training.add_plan(wang, training.PlanForm("第四季度", "2026-10-01")).ids[0]
        other = training.add_plan(wang, training.PlanForm("明年")).ids[0]
        topics = [
            training.PlanTopicForm(words="语气", agents=(agents[0],), session=held),
            training.PlanTopicForm("fault:F03", why="十月抢话最多"),
        ]
        training.add_plan_topics(wang, plan, topics)
        merge(li, write_out(wang, tmp_path / "a.qab", subject=plan).files[0])
        assert [found.title for found in find_plans(li.db)] == ["第四季度"]
        assert find_plan_topics(li.db, plan) == find_plan_topics(wang.db, plan)
        assert [row["id"] for row in li.db["agent"].rows] == [agents[0]]
        assert [row["id"] for row in li.db["session"].rows] == [held]
        assert other not in {row.id for row in find_plans(li.db)}


def test_minutes_say_which_sheets_the_trainer_typed_in(workspace: Workspace, session: str) -> None:
    quizzes.add_sheet(workspace, session, Sheet(5, 4, 4))
    minutes = minutes_report(workspace.db, session, "zh")
    (part,) = (each for each in minutes.sections if each.id == "satisfaction")
    told = {fact.name.render("zh"): fact.value.render("zh") for fact in part.facts}
    assert told["其中由培训师本人录入"] == "1 份（共 1 份）"


def test_minutes_name_who_was_there_and_took_no_quiz(
    workspace: Workspace, session: str, agents: list[str]
) -> None:
    sessions.tick(workspace, session, agents[:2], "present")
    sessions.tick(workspace, session, agents[2:], "absent", "年假")
    single = quizzes.add_question(workspace, session, _SINGLE).ids[0]
    assert results_in(workspace, session) == []
    take(workspace, session, {agents[0]: {single: (0,)}}, _HELD)
    (took, other) = results_in(workspace, session)
    assert took[1] == "1"
    assert other == ["1002 李娜", "", "", "到场，未参加考核"]


def results_in(workspace: Workspace, session: str) -> list[list[str]]:
    table = minutes_report(workspace.db, session, "zh").section("quiz").table
    return [[cell.render("zh") for cell in row] for row in table.rows]


def exchanged(one: Workspace, other: Workspace, tmp_path: Path) -> None:
    """Both ways."""
    for at, (giver, taker) in enumerate(((one, other), (other, one))):
        merge(taker, write_out(giver, tmp_path / f"{new_id()}-{at}.qab").files[0])


_APART: list[tuple[Question, Question, Question]] = [
    (  # one turns the options, the other corrects the key
        Question("", "single", "?", ("甲", "乙", "丙"), (0,)),
        Question("", "single", "?", ("甲", "丙", "乙"), (0,)),
        Question("", "single", "?", ("甲", "乙", "丙"), (2,)),
    ),
    (  # one makes it a multiple choice, the other corrects the key
        Question("", "single", "?", ("甲", "乙", "丙"), (0,)),
        Question("", "multiple", "?", ("甲", "乙", "丙"), (0, 1)),
        Question("", "single", "?", ("甲", "乙", "丙"), (2,)),
    ),
    (  # one takes another case, the other corrects the second
        _MARK,
        replace(_MARK, recording="s" * 64, from_ms=60_000, to_ms=90_000, at_ms=75_000),
        replace(_MARK, at_ms=6_000),
    ),
    (  # one asks for the opposite, the other corrects the key
        Question("", "single", "哪个对?", ("甲", "乙"), (0,)),
        Question("", "single", "哪个不对?", ("甲", "乙"), (0,)),
        Question("", "single", "哪个对?", ("甲", "乙"), (1,)),
    ),
    (  # one makes a choice of it
        _MARK,
        Question("", "single", "标出抢话", ("有", "没有"), (0,)),
        replace(_MARK, at_ms=6_000),
    ),
]


@pytest.mark.parametrize(("begun", "by_wang", "by_li"), _APART)
def test_of_two_corrections_made_apart_one_shows_whole(
    tmp_path: Path, begun: Question, by_wang: Question, by_li: Question
) -> None:
    """And it is told that they differ: the options of the one with the key of the other would be a
    key that nobody set."""
    with machine(tmp_path, "wang") as wang, machine(tmp_path, "li") as li:
        session = sessions.add_session(wang, _FORM).ids[0]
        id = quizzes.add_question(wang, session, begun).ids[0]
        exchanged(wang, li, tmp_path)
        quizzes.edit_question(wang, replace(by_wang, id=id))
        quizzes.edit_question(li, replace(by_li, id=id))
        exchanged(wang, li, tmp_path)
        (shown,) = find_questions(wang.db, session)
        assert [shown] == find_questions(li.db, session)
        assert shown in (replace(by_wang, id=id), replace(by_li, id=id))
        (told,) = find_conflicts(wang.db)
        assert told.entity_type == "quiz_question"
        take_side(wang, told.id, 2)
        (other,) = find_questions(wang.db, session)
        both = [replace(by_wang, id=id), replace(by_li, id=id)]
        assert [shown, other] in (both, both[::-1])


def test_a_question_that_was_answered_is_not_undone(
    workspace: Workspace, session: str, agents: list[str]
) -> None:
    first, second = (quizzes.add_question(workspace, session, _SINGLE) for _ in range(2))
    take(workspace, session, {agents[0]: {first.ids[0]: (0,)}}, _HELD)
    with refused("journal.undo_changed"):
        undo(workspace, first.act or "")
    undo(workspace, second.act or "")  # nobody has answered it
    assert [each.id for each in find_questions(workspace.db, session)] == list(first.ids)


def test_who_was_sent_back_by_a_wrong_key_has_passed(
    workspace: Workspace, session: str, agents: list[str]
) -> None:
    """The second attempt, made as taught by the wrong key, was not needed."""
    single = quizzes.add_question(workspace, session, _SINGLE).ids[0]
    for day, given in enumerate(((1,), (0,))):
        take(workspace, session, {agents[0]: {single: given}}, _HELD + timedelta(days=day))
    told = [(row.passed, row.counts) for row in find_attempts(workspace.db, session)]
    assert told == [(False, False), (True, True)]
    quizzes.edit_question(workspace, replace(_SINGLE, id=single, right=(1,)))
    told = [(row.passed, row.counts) for row in find_attempts(workspace.db, session)]
    assert told == [(True, True), (False, False)]


def test_answers_are_marked_by_what_was_asked(
    workspace: Workspace, session: str, agents: list[str]
) -> None:
    """A merge that ends under an open quiz may turn options and bring a question."""
    single = quizzes.add_question(workspace, session, _SINGLE).ids[0]
    shown = find_asked(workspace.db, session)
    turned = replace(_SINGLE, id=single, options=("解释", "安抚"), right=(1,))
    quizzes.edit_question(workspace, turned)
    quizzes.add_question(workspace, session, _MARK)
    quizzes.take_quiz(workspace, session, shown, {agents[0]: {single: (0,)}}, _HELD)
    assert told_of(workspace, session) == [(1, 1, True, None)]


def test_what_cannot_be_asked_is_not_asked_and_marks_nobody(
    workspace: Workspace, session: str, agents: list[str]
) -> None:
    single = quizzes.add_question(workspace, session, _SINGLE).ids[0]
    take(workspace, session, {agents[0]: {single: (0,)}}, _HELD)
    for asked in ("", "先做什么?\n\n( ) 安抚\n( ) 解释", "安抚\n解释"):
        workspace.write([set_fields("quiz_question", single, {"asked": asked})])
        assert find_asked(workspace.db, session) == []
        assert told_of(workspace, session) == [(1, 1, True, None)]


def test_a_second_that_was_not_played_then_marks_nobody(
    workspace: Workspace, session: str, agents: list[str]
) -> None:
    """Another trainer took another case of the same call, apart."""
    mark = quizzes.add_question(workspace, session, _MARK).ids[0]
    take(workspace, session, {agents[0]: {mark: (5_000,)}}, _HELD)
    other = replace(_MARK, from_ms=60_000, to_ms=90_000, at_ms=75_000)
    workspace.write([set_fields("quiz_question", mark, {"asked": written(other)})])
    assert told_of(workspace, session) == [(1, 1, True, None)]


def test_a_correction_that_came_in_meanwhile_is_not_undone_by_a_comma(
    workspace: Workspace, session: str
) -> None:
    single = quizzes.add_question(workspace, session, _SINGLE).ids[0]
    (opened,) = find_questions(workspace.db, session)
    quizzes.edit_question(workspace, replace(opened, right=(1,)))  # a merge brings it
    with refused("quiz.changed"):
        quizzes.edit_question(workspace, replace(opened, words="先做什么？"), opened)
    (now,) = find_questions(workspace.db, session)
    quizzes.edit_question(workspace, replace(now, words="先做什么？"), now)
    assert find_questions(workspace.db, session) == [
        replace(_SINGLE, id=single, words="先做什么？", right=(1,))
    ]


def test_the_pass_mark_is_the_same_for_everyone(
    workspace: Workspace, session: str, agents: list[str]
) -> None:
    """Also for those who took the quiz before it was changed."""
    ids = [quizzes.add_question(workspace, session, _SINGLE).ids[0] for _ in range(2)]
    take(workspace, session, {agents[0]: {ids[0]: (0,)}}, _HELD)
    form = sessions.form_of(get_session(workspace.db, session))
    sessions.edit_session(workspace, session, replace(form, pass_percent=50))
    take(workspace, session, {agents[1]: {ids[0]: (0,)}}, _HELD)
    assert told_of(workspace, session) == [(1, 2, True, (1, 2)), (1, 2, True, None)]


def test_an_attempt_of_which_nothing_is_left_does_not_count(
    workspace: Workspace, session: str, agents: list[str]
) -> None:
    """Nor one that another program wrote without answers."""
    first = quizzes.add_question(workspace, session, _SINGLE).ids[0]
    take(workspace, session, {agents[0]: {first: (0,)}}, _HELD)
    quizzes.add_question(workspace, session, _MARK)
    quizzes.delete_question(workspace, first)
    payload = {
        "session": session, "agent": agents[1], "recorded_by": workspace.person,
        "taken": "2026-11-13T15:00:00", "right_count": 9, "asked": 9, "passed": True, "answers": [],
    }  # fmt: skip
    workspace.write([fact("quiz_attempt", new_id_of(workspace.person), payload)])
    rows = find_attempts(workspace.db, session)
    assert [(row.right, row.asked, row.passed, row.counts) for row in rows] == [
        (0, 0, False, False), (0, 0, False, False),
    ]  # fmt: skip


def test_what_is_not_known_of_kept_options_marks_nobody_by_their_places(
    workspace: Workspace, session: str, agents: list[str]
) -> None:
    """A person named in them was erased, and another trainer had turned them apart."""
    single = quizzes.add_question(workspace, session, _SINGLE).ids[0]
    take(workspace, session, {agents[0]: {single: (0,)}}, _HELD)
    turned = replace(_SINGLE, options=("解释", "安抚"), right=(1,))
    workspace.write([set_fields("quiz_question", single, {"asked": written(turned)})])
    workspace.db.conn.execute("DELETE FROM personal WHERE value = '安抚\n解释'")
    assert told_of(workspace, session) == [(1, 1, True, None)]
