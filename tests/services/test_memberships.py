"""Agents move between teams from a day on; the days before keep their team."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import create, set_fields
from qa_desktop.journal.journal import new_id
from qa_desktop.services.memberships import membership_changes, move_to_team
from qa_desktop.store.memberships import TEAM_ON, Teams, find_memberships, team_on
from qa_desktop.store.workspace import Workspace

START = date(2026, 1, 1)
DAYS = [(START + timedelta(days=n)).isoformat() for n in range(12)]


def make_agent(workspace: Workspace, team: str | None = None) -> str:
    agent = new_id()
    workspace.write([create("agent", agent, {"number": "0617", "team": team})])
    return agent


def teams_of(workspace: Workspace, agent: str) -> list[str | None]:
    return [team_on(workspace.db, agent, day) for day in DAYS]


def test_a_move_holds_from_its_day_on(workspace: Workspace) -> None:
    agent = make_agent(workspace, team="一班")
    move_to_team(workspace, [agent], "二班", DAYS[3])
    move_to_team(workspace, [agent], None, DAYS[8])
    assert teams_of(workspace, agent) == ["一班"] * 3 + ["二班"] * 5 + [None] * 4
    assert team_on(workspace.db, agent, None) is None
    assert team_on(workspace.db, "nobody", DAYS[0]) is None


def test_a_day_that_is_not_known_is_where_he_is_for_good(workspace: Workspace) -> None:
    agent = make_agent(workspace, team="一班")
    assert team_on(workspace.db, agent, None) == "一班"
    move_to_team(workspace, [agent], "二班", DAYS[3])
    assert team_on(workspace.db, agent, None) == Teams(workspace.db).on(agent, None) == "二班"


def test_moving_where_he_is_writes_nothing(workspace: Workspace) -> None:
    agent = make_agent(workspace, team="一班")
    assert move_to_team(workspace, [agent], "一班", DAYS[3]).act is None
    move_to_team(workspace, [agent], "二班", DAYS[3])
    assert move_to_team(workspace, [agent], "二班", DAYS[5]).act is None


def test_said_again_for_the_same_day_changes_that_membership(workspace: Workspace) -> None:
    agent = make_agent(workspace)
    move_to_team(workspace, [agent], "一班", DAYS[3])
    move_to_team(workspace, [agent], "二班", DAYS[3])
    assert len(find_memberships(workspace.db)[agent]) == 1
    assert team_on(workspace.db, agent, DAYS[3]) == "二班"


def test_a_first_team_from_a_roster_holds_for_all_time(workspace: Workspace) -> None:
    new, known = make_agent(workspace), make_agent(workspace, team="一班")
    teams = dict.fromkeys((new, known), "二班")
    workspace.write(membership_changes(workspace.db, teams, DAYS[6], first_is_undated=True))
    assert teams_of(workspace, new) == ["二班"] * 12
    assert teams_of(workspace, known) == ["一班"] * 6 + ["二班"] * 6


def test_undo_takes_a_move_back(workspace: Workspace) -> None:
    agent = make_agent(workspace, team="一班")
    move_to_team(workspace, [agent], "二班", DAYS[2])
    done = move_to_team(workspace, [agent], "三班", DAYS[4])
    assert done.act is not None
    workspace.undo(done.act)
    assert teams_of(workspace, agent) == ["一班"] * 2 + ["二班"] * 10


def test_overlapping_memberships_have_one_winner(workspace: Workspace) -> None:
    """Two machines moved the same agent from different days; after the merge both stand."""
    agent = make_agent(workspace, team="一班")
    for id, team, begins in (
        ("b", "二班", DAYS[2]),
        ("a", "三班", DAYS[5]),
        ("c", "四班", DAYS[2]),
    ):
        values = {"agent": agent, "team": team, "begins": begins, "ends": None}
        workspace.write([create("membership", id, values)])
    workspace.write([set_fields("membership", "a", {"ends": DAYS[8]})])
    expected = ["一班"] * 2 + ["四班"] * 3 + ["三班"] * 4 + ["四班"] * 3
    assert teams_of(workspace, agent) == expected
    assert [Teams(workspace.db, [agent]).on(agent, day) for day in DAYS] == expected


@pytest.mark.parametrize("day", ["", "2026-2-3", "20260203", "2026-02-30", "0001-01-01", "今天"])
def test_a_day_that_is_none_is_refused(workspace: Workspace, day: str) -> None:
    with pytest.raises(UserFacingError) as refused:
        move_to_team(workspace, [make_agent(workspace)], "一班", day)
    assert refused.value.id == "roster.bad_day"


MOVES = st.lists(st.tuples(st.integers(0, 11), st.sampled_from(["一班", "二班", None])), max_size=8)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(moves=MOVES, undated=st.sampled_from(["三班", None]))
def test_any_moves_end_as_if_written_on_a_calendar(
    workspace: Workspace, moves: list[tuple[int, str | None]], undated: str | None
) -> None:
    """The model: a calendar whose days from the move to the next known one get the new team."""
    calendar: list[str | None] = [undated] * 12
    starts: set[int] = set()
    agent = make_agent(workspace, undated)
    for day, team in moves:
        if move_to_team(workspace, [agent], team, DAYS[day]).act is None:
            assert calendar[day] == team
            continue
        until = min((start for start in starts if start > day), default=12)
        calendar[day:until] = [team] * (until - day)
        starts.add(day)
    assert teams_of(workspace, agent) == calendar
    sets = Teams(workspace.db)
    assert [sets.on(agent, day) for day in DAYS] == calendar
    sql = f"SELECT {TEAM_ON.format(agent='a', day='?1')} FROM agent a WHERE a.id = ?2"
    rows = [workspace.db.conn.execute(sql, [day, agent]).fetchone() for day in DAYS]
    assert [team for (team,) in rows] == calendar
    history = find_memberships(workspace.db, [agent]).get(agent, [])
    for earlier, later in pairwise(history):
        assert earlier.ends is not None and earlier.ends < later.begins, "one team at a time"
