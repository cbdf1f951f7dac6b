"""The roster's acts: what they write, what they refuse, and that undo takes them back."""

from __future__ import annotations

import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from qa_desktop.domain.tiers import TierRule
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import create
from qa_desktop.services.calls import set_aside
from qa_desktop.services.evaluating import EvaluationForm, submit_evaluation, withdraw_evaluation
from qa_desktop.services.memberships import move_to_team, set_lead
from qa_desktop.services.people import (
    listed_project_changes,
    mark_left,
    rename_skill_group,
    save_agent,
    save_project,
    save_team,
    set_projects,
    set_skill_group,
)
from qa_desktop.services.people_list import AgentLine, read_roster
from qa_desktop.services.tiers import (
    choose_tier,
    drop_tier_choice,
    find_tiers,
    get_tier_rule,
    rule_as_stored,
    save_tier_rule,
)
from qa_desktop.services.undoing import undo
from qa_desktop.services.unmasking import show_number
from qa_desktop.store.calls import get_call
from qa_desktop.store.scorecards import find_version
from qa_desktop.store.settings import set_setting
from qa_desktop.store.unmaskings import find_unmaskings
from qa_desktop.store.workspace import Workspace
from tests.factories import best_answers, import_calls

TODAY = date.today()
DAY = TODAY.isoformat()
YESTERDAY = (TODAY - timedelta(days=1)).isoformat()


def agent_of(workspace: Workspace, number: str, name: str = "王小明") -> str:
    return save_agent(workspace, {"number": number, "name": name}).ids[0]


def line_of(workspace: Workspace, agent: str, day: date = TODAY) -> AgentLine:
    return next(line for line in read_roster(workspace.db, day).agents if line.id == agent)


def test_an_agent_is_added_changed_and_taken_back(workspace: Workspace) -> None:
    agent = agent_of(workspace, "0617")
    done = save_agent(workspace, {"nickname": "小明", "hire_date": "2026-01-05"}, id=agent)
    shown = line_of(workspace, agent).agent
    assert (shown.number, shown.name, shown.nickname) == ("0617", "王小明", "小明")
    assert done.act is not None
    undo(workspace, done.act)
    assert line_of(workspace, agent).agent.nickname is None
    save_agent(workspace, {"name": " "}, id=agent)
    assert line_of(workspace, agent).agent.name is None


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"number": " ", "name": "甲"}, "agent.number_missing"),
        ({"name": "甲"}, "agent.number_missing"),
        ({"number": "0617"}, "agent.number_taken"),
        ({"number": "0618", "hire_date": "2026-13-01"}, "roster.bad_day"),
        ({"number": "0618", "status": "gone"}, "agent.bad_status"),
    ],
)
def test_what_makes_no_agent_is_refused(
    workspace: Workspace, values: dict[str, str], why: str
) -> None:
    agent_of(workspace, "0617")
    with pytest.raises(UserFacingError) as refused:
        save_agent(workspace, values)
    assert refused.value.id == why
    assert refused.value.say("zh") and refused.value.say("en")


def test_one_number_held_twice_after_a_merge_is_told(workspace: Workspace) -> None:
    for id in ("a", "b"):
        workspace.write([create("agent", id, {"number": "0617"})])
    assert [line.same_number for line in read_roster(workspace.db, TODAY).agents] == [1, 1]
    save_agent(workspace, {"name": "王小明"}, id="a")
    with pytest.raises(UserFacingError):
        save_agent(workspace, {"number": "0617"}, id="a")


def test_teams_leads_groups_and_projects(workspace: Workspace) -> None:
    wang, li = agent_of(workspace, "0617"), agent_of(workspace, "0618", "李静")
    team = save_team(workspace, "一班").ids[0]
    move_to_team(workspace, [wang, li], team, YESTERDAY)
    set_lead(workspace, team, li, DAY)
    set_skill_group(workspace, [wang], "宽带组")
    project = save_project(workspace, "续约", begins=YESTERDAY, stage="试点").ids[0]
    set_projects(workspace, [wang], [project], DAY)
    line = line_of(workspace, wang)
    assert (line.agent.team_name, line.lead, line.projects) == ("一班", li, ("续约",))
    assert line_of(workspace, wang, TODAY - timedelta(days=1)).lead is None
    rename_skill_group(workspace, "宽带组", "家宽组")
    assert line_of(workspace, wang).agent.skill_group == "家宽组"
    (shown,) = read_roster(workspace.db, TODAY).teams
    assert (shown.name, shown.lead, shown.members) == ("一班", li, 2)
    set_projects(workspace, [wang], [], (TODAY + timedelta(days=1)).isoformat())
    assert line_of(workspace, wang).projects == ("续约",)
    assert line_of(workspace, wang, TODAY + timedelta(days=1)).projects == ()


def test_undated_projects_give_way_to_dated_ones(workspace: Workspace) -> None:
    workspace.write([create("agent", "a", {"number": "1", "project": "甲、乙"})])
    assert line_of(workspace, "a").projects == ("甲", "乙")
    project = save_project(workspace, "丙").ids[0]
    set_projects(workspace, ["a"], [project], DAY)
    assert line_of(workspace, "a").projects == ("丙",)


def test_a_roster_names_projects_without_beginning_them_anew(workspace: Workspace) -> None:
    plain, dated = agent_of(workspace, "0617"), agent_of(workspace, "0618")
    project = save_project(workspace, "续约", begins=YESTERDAY).ids[0]
    set_projects(workspace, [dated], [project], YESTERDAY)
    names = dict.fromkeys((plain, dated), ("续约", "新装"))
    workspace.write(listed_project_changes(workspace.db, names, DAY))
    assert line_of(workspace, plain).projects == ("续约", "新装")
    assert set(line_of(workspace, dated).projects) == {"续约", "新装"}
    assert find_tiers(workspace.db, TODAY)[plain].due is None
    again = workspace.write(listed_project_changes(workspace.db, names, DAY))
    assert again.act is None


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (lambda ws: save_team(ws, "一班"), "team.exists"),
        (lambda ws: save_team(ws, " "), "people.name_missing"),
        (lambda ws: save_project(ws, "续约"), "project.exists"),
        (lambda ws: save_project(ws, "新", begins="明天"), "roster.bad_day"),
    ],
)
def test_what_makes_no_team_or_project_is_refused(workspace: Workspace, act, why: str) -> None:
    save_team(workspace, "一班")
    save_project(workspace, "续约")
    with pytest.raises(UserFacingError) as refused:
        act(workspace)
    assert refused.value.id == why and refused.value.say("zh")


def test_who_left_is_in_no_team_afterwards_and_one_undo_brings_all_back(
    workspace: Workspace,
) -> None:
    agent = agent_of(workspace, "0617")
    team = save_team(workspace, "一班").ids[0]
    move_to_team(workspace, [agent], team, YESTERDAY)
    set_lead(workspace, team, agent, YESTERDAY)
    set_projects(workspace, [agent], [save_project(workspace, "续约").ids[0]], YESTERDAY)
    done = mark_left(workspace, [agent], DAY)
    now, then = line_of(workspace, agent), line_of(workspace, agent, TODAY + timedelta(days=1))
    assert (now.agent.team_name, now.lead, now.projects) == ("一班", agent, ("续约",))
    assert (then.agent.team_name, then.lead, then.projects) == (None, None, ())
    assert (then.agent.status, then.agent.leave_date) == ("left", DAY)
    assert done.act is not None
    undo(workspace, done.act)
    back = line_of(workspace, agent, TODAY + timedelta(days=1))
    assert (back.agent.team_name, back.lead, back.agent.status) == ("一班", agent, None)


# -- tiers


def evaluate(workspace: Workspace, call: str, **more) -> str:
    card = find_version("inbound-service")
    form = EvaluationForm(call, card.id, best_answers(card) | {"praise": "no"}, **more)
    return submit_evaluation(workspace, form).evaluation


def test_practice_withdrawn_and_other_roles_do_not_count(
    workspace: Workspace, tmp_path: Path
) -> None:
    calls = import_calls(workspace, tmp_path / "in", 5)
    agent = str(calls[0].agent)
    evaluate(workspace, calls[0].id)
    evaluate(workspace, calls[1].id)
    evaluate(workspace, calls[2].id, practice=True)
    evaluate(workspace, calls[3].id, role="lead")
    gone = evaluate(workspace, calls[4].id)
    assert find_tiers(workspace.db, TODAY)[agent].tier == "good"
    withdraw_evaluation(workspace, gone, "误评")
    tier = find_tiers(workspace.db, TODAY)[agent]
    assert tier.tier is None
    assert [(mean.role, mean.count) for mean in tier.means] == [("inspector", 2), ("lead", 1)]
    line = line_of(workspace, agent)
    assert (line.last_heard, line.heard_this_month) == (TODAY, 3)


def test_a_tier_set_by_hand_holds_until_it_is_dropped_or_undone(workspace: Workspace) -> None:
    agent = agent_of(workspace, "0617")
    choose_tier(workspace, [agent], "fair", "试用期")
    second = choose_tier(workspace, [agent], "good", "标杆", level="exempt")
    tier = find_tiers(workspace.db, TODAY)[agent]
    assert (tier.tier, tier.level, tier.is_chosen) == ("good", "exempt", True)
    assert "标杆（李敏" in tier.reasons[0].render("zh")
    assert second.act is not None
    undo(workspace, second.act)
    assert find_tiers(workspace.db, TODAY)[agent].tier == "fair"
    drop_tier_choice(workspace, [agent])
    assert not find_tiers(workspace.db, TODAY)[agent].is_chosen
    for bad in (("best", "x", None), ("good", " ", None), ("good", "x", "none")):
        with pytest.raises(UserFacingError):
            choose_tier(workspace, [agent], bad[0], bad[1], level=bad[2])


def test_a_project_that_began_two_days_ago_wants_a_first_tier(workspace: Workspace) -> None:
    agent = agent_of(workspace, "0617")
    begins = (TODAY - timedelta(days=2)).isoformat()
    project = save_project(workspace, "续约", begins=begins).ids[0]
    set_projects(workspace, [agent], [project], (TODAY - timedelta(days=9)).isoformat())
    assert find_tiers(workspace.db, TODAY)[agent].due == TODAY + timedelta(days=1)


def test_the_rule_is_kept_and_a_contradiction_refused(workspace: Workspace) -> None:
    assert get_tier_rule(workspace.db) == TierRule()
    save_tier_rule(workspace, rule_as_stored(TierRule()) | {"good": "92.5", "least": 5})
    assert str(get_tier_rule(workspace.db).good) == "185/2"
    for bad in (
        {"good": "80"},
        {"good": "x"},
        {"window_days": 0},
        {"window_count": 2},
        {"role": "boss"},
        {"levels": {"good": "none", "fair": "full", "poor": "full"}},
    ):
        with pytest.raises(UserFacingError) as refused:
            save_tier_rule(workspace, bad)
        assert refused.value.id == "tier.bad_rule"
    assert get_tier_rule(workspace.db).least == 5
    set_setting(workspace.db, "tier_rule", {"good": "1/0"})
    assert get_tier_rule(workspace.db) == TierRule()


# -- nobody inspects himself


def test_nobody_scores_a_call_of_his_own_but_may_practise(
    workspace: Workspace, tmp_path: Path
) -> None:
    (call,) = import_calls(workspace, tmp_path / "in")
    save_agent(workspace, {"person": workspace.person}, id=str(call.agent))
    with pytest.raises(UserFacingError) as refused:
        evaluate(workspace, call.id)
    assert refused.value.id == "evaluation.own_call" and "练习" in refused.value.say("zh")
    evaluate(workspace, call.id, practice=True)
    save_agent(workspace, {"person": ""}, id=str(call.agent))


# -- looking at a number


def test_looking_at_a_number_is_written_down_and_changes_nothing(
    workspace: Workspace, tmp_path: Path
) -> None:
    (call,) = import_calls(workspace, tmp_path / "in")
    set_aside(workspace, call.id, "broken")
    before = get_call(workspace.db, workspace.person, call.id)
    shown = show_number(workspace, call.id)
    assert shown.number == "13800000000"
    (look,) = find_unmaskings(workspace.db)
    assert (look.person, look.call, look.agent) == ("李敏", call.id, call.agent)
    assert abs(look.at / 1000 - time.time()) < 3600
    assert find_unmaskings(workspace.db, call="other") == []
    assert get_call(workspace.db, workspace.person, call.id) == before
    assert "13800000000" not in str(workspace.db.conn.execute("SELECT raw FROM op").fetchall())


def test_a_call_without_a_number_has_none_to_show(workspace: Workspace) -> None:
    workspace.write([create("call", "c", {})])
    with pytest.raises(UserFacingError) as refused:
        show_number(workspace, "c")
    assert refused.value.id == "call.no_number" and find_unmaskings(workspace.db) == []
