"""What a new user of slips ran into: whom they go to, their names, how grave, a way out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qa_desktop.domain.penalty_standard import Wording
from qa_desktop.services import slips
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.penalty_standards import publish_standard
from qa_desktop.services.recusals import declare_recusal
from qa_desktop.services.slip_checking import beside_the_standard, check_slip
from qa_desktop.services.slip_handing import note_handed_on, read_handing
from qa_desktop.services.slip_moves import (
    cancel_slip,
    confirm_slip,
    hear_agent,
    parties_of,
    possible_moves,
    send_slip,
)
from qa_desktop.services.slip_papers import slip_data
from qa_desktop.services.slip_verdict import subject_of
from qa_desktop.services.slips import SlipForm, begin_slip, draw_slip
from qa_desktop.store.evaluations import get_evaluation
from qa_desktop.store.penalty_standards import shipped_standard
from qa_desktop.store.slips import get_slip, read_slip
from qa_desktop.store.workspace import Workspace
from tests.services.slip_people import HEARD, People, draw, evaluate_badly, fined, people

DAY = "2026-11-22"


@pytest.fixture
def team(tmp_path: Path, quick_seals: None) -> Iterator[People]:
    with people(tmp_path) as found:
        yield found


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "workspace", name="李敏", number="Q017") as workspace:
        yield workspace


@pytest.fixture
def sent(team: People, tmp_path: Path) -> str:
    (evaluation,) = evaluate_badly(team.inspector, tmp_path / "in")
    slip = draw(team.inspector, evaluation)
    send_slip(team.inspector, slip, team.lead.person, team.supervisor.person, team.manager.person)
    team.exchange()
    return slip


def test_who_drew_it_and_must_keep_out_since_may_still_cancel(team: People, sent: str) -> None:
    slip = sent
    agent = get_slip(team.lead.db, sent).agent
    declare_recusal(team.inspector, team.inspector.person, agent, "表亲")
    assert possible_moves(team.inspector.db, slip) == ("cancel",)
    cancel_slip(team.inspector, slip, "应当回避")
    team.exchange()
    assert get_slip(team.lead.db, slip).stage == "cancelled"
    assert check_slip(team.lead.db, slip).problems == ()


@pytest.mark.parametrize(("kind", "severity"), [("A", "grave"), ("B", "serious"), ("C", "minor")])
def test_how_grave_a_fault_is_begins_with_its_problem_class(
    alone: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, severity: str
) -> None:
    (evaluation,) = evaluate_badly(alone, tmp_path / "in")
    revision = get_evaluation(alone.db, evaluation)
    problems = [{**each, "problem_class": kind} for each in revision.payload["problems"]]
    said = replace(revision, payload={**revision.payload, "problems": problems})
    monkeypatch.setattr(slips, "get_evaluation", lambda _db, _id: said)
    assert [line.severity for line in begin_slip(alone.db, evaluation).faults] == [severity]


def test_after_each_move_of_ones_own_a_bundle_is_wanted(team: People, sent: str) -> None:
    slip = sent
    mine, theirs = (read_handing(each.db, slip) for each in (team.inspector, team.lead))
    assert mine.is_wanted and not theirs.is_wanted
    assert [person for person, _ in mine.to] == list(parties_of(team.inspector.db, slip))
    assert "lead·王" in [name for _, name in mine.to]
    note_handed_on(team.inspector, slip, mine.code)
    assert not read_handing(team.inspector.db, slip).is_wanted
    confirm_slip(team.lead, slip, HEARD)
    assert read_handing(team.lead.db, slip).is_wanted
    team.exchange()
    assert not read_handing(team.inspector.db, slip).is_wanted, "the last move is the lead's"
    hear_agent(team.inspector, slip, False, "", HEARD)
    assert read_handing(team.inspector.db, slip).is_wanted


def test_the_slip_calls_rungs_as_its_standard_does(alone: Workspace, tmp_path: Path) -> None:
    usual, kind = shipped_standard(), Wording("善意提醒", "A kind word")
    rungs = tuple(
        replace(each, name=kind) if each.code == "verbal_reminder" else each for each in usual.rungs
    )
    publish_standard(alone, replace(usual, rungs=rungs), "2026-01-01", "叫法")
    (evaluation,) = evaluate_badly(alone, tmp_path / "in")
    lines = [replace(each, severity="minor") for each in begin_slip(alone.db, evaluation).faults]
    slip = draw_slip(alone, SlipForm(evaluation, lines, "verbal_reminder"), DAY).slip
    row = get_slip(alone.db, slip)
    assert row.rung_name.render("zh") == "善意提醒"
    assert slip_data(alone.db, slip).rung == row.rung_name
    assert any("善意提醒" in line for line in subject_of(check_slip(alone.db, slip), "zh"))


def test_the_seconds_of_a_fault_go_along_though_nobody_marked_them(
    alone: Workspace, tmp_path: Path
) -> None:
    (evaluation,) = evaluate_badly(alone, tmp_path / "in")
    form = begin_slip(alone.db, evaluation)
    lines = [replace(each, annotation=None, from_ms=1_200, to_ms=1_400) for each in form.faults]
    slip = draw_slip(alone, replace(form, faults=lines), DAY).slip
    for mark in ("annotation",):
        alone.db.conn.execute(f"DELETE FROM {mark}")
    written = write_out(alone, tmp_path / "slip.qab", subject=slip, audio="clips")
    assert written.clips == 1 and written.missing_audio == ()


def test_what_does_not_follow_from_the_standard_is_told_before_anybody_signs(
    alone: Workspace, tmp_path: Path
) -> None:
    (evaluation,) = evaluate_badly(alone, tmp_path / "in")
    honest = read_slip(alone.db, draw(alone, evaluation))
    assert list(beside_the_standard(alone.db, honest)) == []
    forged = read_slip(alone.db, fined(alone, 2_000))
    assert {each.id for each in beside_the_standard(alone.db, forged)} >= {"slip.check_overall"}
