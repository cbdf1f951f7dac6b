"""A workspace on a believable afternoon: the demo's calls, half of them marked and scored."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from qa_desktop import paths
from qa_desktop.domain.quiz import Question
from qa_desktop.domain.scoring import ScorecardVersion
from qa_desktop.domain.scoring.model import Choice
from qa_desktop.domain.session import Sheet
from qa_desktop.services import library, nominations, playlists, quizzes, sessions, training
from qa_desktop.services.annotating import add_annotation
from qa_desktop.services.calls import set_aside
from qa_desktop.services.demo import DEMO_PERSON, load_demo
from qa_desktop.services.evaluating import EvaluationForm, submit_evaluation
from qa_desktop.services.sessions import SessionForm
from qa_desktop.services.slips import begin_slip, draw_slip
from qa_desktop.services.standard_proposals import (
    ProposalForm,
    proposal_change,
    refuse_proposal,
)
from qa_desktop.store.annotations import find_annotations
from qa_desktop.store.call_filter import CallFilter
from qa_desktop.store.calls import CallRow, find_call_named, get_call
from qa_desktop.store.drafts import save_draft
from qa_desktop.store.library import find_entries
from qa_desktop.store.library_question import as_text
from qa_desktop.store.people import find_agents
from qa_desktop.store.playlists import read_playlist
from qa_desktop.store.quizzes import find_asked
from qa_desktop.store.scorecards import version_for
from qa_desktop.store.settings import set_setting
from qa_desktop.store.slips import read_slip
from qa_desktop.store.workspace import Workspace
from tests.factories import best_answers

_EVALUATED = (0, 1, 2, 3, 5, 6)
"""Places of the calls in the demo that have an evaluation."""
_SET_ASIDE = 8
_PROPOSED = (
    ("penalty", "线路不好、客户先开口的，不算开场白缺失，只在反馈时提醒。", ""),
    ("judging", "报了姓名、没报工号的，按一半扣。", ""),
    ("penalty", "首次出现只做口头提醒，不论严重程度。", "严重的仍按原条款，已有口头提醒一级"),
)
"""About what, the words, and why it was refused."""
OPEN = 7
"""The call that pictures of Inspect show: marked, and scored but for two items."""


def fill(folder: Path) -> Workspace:
    """The open workspace in ``folder``, which is made; the caller closes it."""
    name, number = DEMO_PERSON
    workspace = Workspace.open(folder, name=name, number=number)
    load_demo(folder, lambda act: act(workspace))
    told = tomllib.loads(paths.resources("demo", "expected.toml").read_text("utf-8"))["call"]
    for place, story in enumerate(told):
        call = find_call_named(workspace.db, workspace.person, story["serial"])
        _mark(workspace, call, story)
        if place in _EVALUATED:
            _evaluate(workspace, call, story)
        elif place == _SET_ASIDE:
            set_aside(workspace, call.id, "no_speech")
    _slips(workspace)
    _session(workspace)
    _best_calls(workspace, [story["serial"] for story in told])
    calls = [find_call_named(workspace.db, workspace.person, each["serial"]) for each in told]
    _library(workspace, calls)
    _playlists(workspace, calls)
    return workspace


def _slips(workspace: Workspace) -> None:
    """One for every evaluation with a fault; the first is of the rung that a lead signs."""
    rows = workspace.db.conn.execute("SELECT id FROM evaluation ORDER BY created_at").fetchall()
    forms = [begin_slip(workspace.db, row[0]) for row in rows]
    for place, form in enumerate([form for form in forms if form.faults][:3]):
        if place == 0:
            form = replace(form, rung="warning_slip", why_other="本月已口头提醒两次")
        slip = draw_slip(workspace, form, "2026-11-22").slip
        _propose(workspace, slip, *_PROPOSED[place])


def _propose(workspace: Workspace, slip: str, about: str, words: str, refused: str) -> None:
    """As a supervisor who does not deduct would."""
    found = read_slip(workspace.db, slip)
    line = found.drawn["faults"][0]
    form = ProposalForm(words, line["clause"], about, line["item"])
    change = proposal_change(workspace, found, form, "supervisor")
    workspace.write([change])
    if refused:
        refuse_proposal(workspace, change.entity_id, refused)


def _best_calls(workspace: Workspace, serials: list[str]) -> None:
    """This month's: one on the honour board, one not chosen, one voted on, one that waits."""
    today = date.today()
    made = [
        nominations.nominate(workspace, month=f"{today:%Y-%m}", serial=serial, highlight=words).ids[
            0
        ]
        for serial, words in zip(
            (*serials[:3], "S2611209999"),
            ("客户很急，先安抚再查单，最后主动回拨", "声音好听", "复述得清楚，一次办完", "耐心"),
            strict=False,
        )
    ]
    nominations.vote(workspace, made[0], "yes")
    nominations.vote(workspace, made[2], "yes")
    nominations.accept(workspace, made[0], day=today)
    nominations.reject(workspace, made[1], day=today)
    agent = find_agents(workspace.db)[0].id
    nominations.add_letter(
        workspace, agent=agent, day=today, words="小姑娘特别耐心，问题当天就解决了", sender="张女士"
    )


def _library(workspace: Workspace, calls: Sequence[CallRow]) -> None:
    """Both shelves, tags, a collection, a saved search."""
    good, bad = calls[1], calls[OPEN]
    library.file_call(workspace, good.id, "good", stars=5, why="先安抚再解决")
    library.file_call(workspace, bad.id, "bad", from_ms=4_000, to_ms=16_000, note="新人常犯")
    library.tag_call(workspace, good.id, ["语气", "安抚"])
    library.tag_call(workspace, bad.id, ["核实身份"])
    entries = [entry.id for entry in find_entries(workspace.db, [good.id, bad.id])]
    library.begin_collection(workspace, "十二月新人课", entries)
    library.save_search(workspace, "没核实身份", as_text(CallFilter(text="身份")))


def _playlists(workspace: Workspace, calls: Sequence[CallRow]) -> None:
    """Two cases, the first of which only blames; and a template."""
    form = playlists.PlaylistForm("第 48 周：先核实，再办理", minutes=45)
    playlist = playlists.add_playlist(workspace, form).ids[0]
    cases = [playlists.CaseForm(calls[OPEN].id, 2_000, 22_000, title="没核实身份就改资料")]
    playlists.add_cases(workspace, playlist, [*cases, playlists.CaseForm(calls[1].id)])
    first = read_playlist(workspace.db, playlist).cases[0].id
    values = {"question": "机主身份是什么时候核实的？", "notes": "先让新人说"}
    playlists.edit_case(workspace, first, weaknesses="没有核实机主身份", **values)
    playlists.add_stop(workspace, first, 9_000, "weakness", "这里该先做什么？", "先问证件后四位")
    playlists.add_stop(workspace, first, 15_000, "strength", "", "语速合适，听得清楚")
    playlists.duplicate_playlist(workspace, playlist, "新人第一课", template=True)


def _session(workspace: Workspace) -> None:
    """One that was held two weeks ago, with all that belongs to it, and a training plan."""
    agents = [agent.id for agent in find_agents(workspace.db)]
    held = datetime(2026, 11, 13, 15, 0)
    form = SessionForm(
        "客户生气时先做什么", planned=held, place="三楼培训室", agenda="听两段录音\n分组练习",
        topics=("competency:listening", "competency:warmth"),
    )  # fmt: skip
    session = sessions.add_session(workspace, form).ids[0]
    coming = datetime(2026, 11, 27, 15, 0)
    sessions.add_session(workspace, SessionForm("质检话务交流会", "exchange_meeting", coming))
    sessions.hold_session(workspace, session, held)
    sessions.tick(workspace, session, agents[:-1], "present")
    sessions.tick(workspace, session, agents[-1:], "absent", "年假")
    me = workspace.person
    sessions.add_point(workspace, session, "道歉之后先复述客户的问题，再查资料", me, "2026-11-20")
    sessions.add_suggestion(workspace, session, "晚高峰能不能多排两个人", agents[0])
    other = sessions.add_suggestion(workspace, session, "耳机太旧，听不清").ids[0]
    sessions.answer_suggestion(workspace, other, "下周统一更换")
    asked = quizzes.add_question(workspace, session, _QUESTION).ids[0]
    for agent, place in zip(agents, (0, 1), strict=False):
        now = find_asked(workspace.db, session)
        quizzes.take_quiz(workspace, session, now, {agent: {asked: (place,)}}, held)
    quizzes.edit_question(workspace, replace(_QUESTION, id=asked, right=(1,)))
    for marks in ((5, 5, 4), (4, 4, 4), (3, 4, 2)):
        quizzes.add_sheet(workspace, session, Sheet(*marks), "再慢一点" if marks[2] == 2 else "")
    plan = training.PlanForm("第四季度培训", "2026-10-01", "2026-12-31", aim="人人会先安抚再解决")
    made = training.add_plan(workspace, plan).ids[0]
    topics = [
        training.PlanTopicForm("competency:listening", session=session, day="2026-11-13"),
        training.PlanTopicForm("competency:warmth", agents=tuple(agents[:1]), why="本月两次"),
    ]
    training.add_plan_topics(workspace, made, topics)


_QUESTION = Question(
    "", "single", "客户一开口就很生气，先做什么？", ("安抚情绪", "解释流程", "转给组长"), (0,)
)


def opened_call(workspace: Workspace) -> str:
    """Id of the call that pictures of Inspect show."""
    told = tomllib.loads(paths.resources("demo", "expected.toml").read_text("utf-8"))["call"]
    return find_call_named(workspace.db, workspace.person, told[OPEN]["serial"]).id


def _mark(workspace: Workspace, call: CallRow, story: dict[str, Any]) -> None:
    for mark in story["annotation"]:
        add_annotation(
            workspace,
            call.id,
            at_ms=mark["at_ms"],
            to_ms=mark["to_ms"],
            kind=mark["kind"],
            text=mark["text"],
            competency=mark["competency"],
        )


def _evaluate(workspace: Workspace, call: CallRow, story: dict[str, Any]) -> None:
    """Every weakness costs the next item that can lose something, and is its evidence."""
    version = version_for(workspace.db, call)
    answers = best_answers(version) | _no_bonus(version)
    evidence: dict[str, list[str]] = {}
    marks = find_annotations(workspace.db, call.id)
    weaknesses = [mark for mark in marks if mark.kind == "weakness"]
    for mark, item in zip(weaknesses, _losing(version), strict=False):
        answers[item[0]] = item[1]
        evidence[item[0]] = [mark.id]
    praise = next((mark.text for mark in marks if mark.kind == "strength"), "服务用语规范")
    form = EvaluationForm(
        call=call.id,
        scorecard=version.id,
        answers=answers,
        evidence=evidence,
        strengths=praise,
        advice=weaknesses[0].text if weaknesses else "",
        wrong_information=story["wrong_information"],
        heard=[[0, story["duration_ms"], 100]],
    )
    submit_evaluation(workspace, form)


def _no_bonus(version: ScorecardVersion) -> dict[str, str]:
    return {
        item.id: min(item.answer.options, key=lambda each: each.points).id
        for item in version.items.values()
        if item.bonus and isinstance(item.answer, Choice)
    }


def _losing(version: ScorecardVersion) -> list[tuple[str, str]]:
    """Items that are not critical, each with its worst answer that is not fatal."""
    found = []
    for item in version.items.values():
        if isinstance(item.answer, Choice) and not item.bonus:
            ranked = sorted(item.answer.options, key=lambda each: each.points, reverse=True)
            milder = [each for each in ranked[1:] if each.consequence.fatal == "none"]
            if milder:
                found.append((item.id, milder[-1].id))
    return found


def remember_place(workspace: Workspace) -> None:
    """As left by somebody who was listening to the open call and scoring it."""
    call = opened_call(workspace)
    heard = {"position_ms": 17_400, "heard": [[0, 17_400, 100]]}
    save_draft(workspace.db, "listening", call, heard)
    save_draft(workspace.db, "evaluation", call, _half_scored(workspace, call).as_draft())
    set_setting(workspace.db, "last_call", call)


def _half_scored(workspace: Workspace, call: str) -> EvaluationForm:
    """The critical item is failed, with its evidence; the last two are open."""
    version = version_for(workspace.db, get_call(workspace.db, workspace.person, call))
    answers = best_answers(version) | _no_bonus(version)
    for item in list(answers)[-2:]:
        del answers[item]
    mark = find_annotations(workspace.db, call)[0].id
    failed = next(
        (item.id, option.id)
        for item in version.items.values()
        if isinstance(item.answer, Choice)
        for option in item.answer.options
        if option.consequence.fatal != "none" and item.id in answers
    )
    answers[failed[0]] = failed[1]
    return EvaluationForm(
        call=call,
        scorecard=version.id,
        answers=answers,
        evidence={failed[0]: [mark]},
        advice="先核对机主姓名和证件后四位，再查询或修改资料。",
    )
