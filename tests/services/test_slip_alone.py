"""Without a team nobody is there to sign a slip off: whom the standard wants signs on the paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qa_desktop.cli.app import run
from qa_desktop.reports.model import Cell
from qa_desktop.services import slips, team
from qa_desktop.services.bundle_merging import merge
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.passphrase import set_passphrase, unlock, vouch_for_own
from qa_desktop.services.penalty_standards import publish_standard
from qa_desktop.services.slip_checking import beside_the_standard, check_slip
from qa_desktop.services.slip_files import save_slip_files
from qa_desktop.services.slip_moves import hear_agent, sign_slip
from qa_desktop.services.slip_paper_checking import check_pdf
from qa_desktop.services.slip_papers import slip_report
from qa_desktop.services.slip_verdict import outcome_of
from qa_desktop.services.slips import begin_slip
from qa_desktop.store.fund import fund_lines
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.penalty_standards import shipped_standard
from qa_desktop.store.slips import find_cases, fined_in_month, get_slip, read_slip
from qa_desktop.store.workspace import Workspace
from tests.services.slip_people import (
    HEARD,
    STROKES,
    People,
    draw,
    draw_for_a_lead,
    evaluate_badly,
    fined,
    people,
)

WORDS = "一句很长的口令 with words"
RECOVERY = "recovery words of the root key"


@pytest.fixture
def alone(tmp_path: Path, qapp: object) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "workspace", name="李敏", number="Q017") as workspace:
        yield workspace


def signing(workspace: Workspace, slip: str) -> list[str]:
    """First and second cell of each row under the signatures."""
    report = slip_report(workspace.db, slip)
    (table,) = (each.table for each in report.sections if each.id == "signatures")
    assert table is not None

    def told(cell: Cell) -> str:
        return cell.render("zh").split("\n")[0]

    return [f"{told(row[0])}：{told(row[1])}" for row in table.rows]


def test_it_goes_to_the_end_without_a_lead_and_the_paper_has_room_for_one(
    alone: Workspace, tmp_path: Path
) -> None:
    (evaluation,) = evaluate_badly(alone, tmp_path / "in")
    slip = draw(alone, evaluation)
    row = get_slip(alone.db, slip)
    assert row.rung == "warning_slip"  # of which the standard wants a lead's sign-off
    assert (row.stage, row.waiting) == ("agreed", "agent")
    hear_agent(alone, slip, True, "我抢话了", HEARD)
    sign_slip(alone, slip, STROKES)
    assert get_slip(alone.db, slip).stage == "closed"
    assert signing(alone, slip)[-1] == "手签：组长"
    checked = check_slip(alone.db, slip)
    assert (checked.problems, checked.notes) == ((), ())  # there is no team to tell


def test_who_has_a_passphrase_works_alone_as_well(alone: Workspace, tmp_path: Path) -> None:
    set_passphrase(alone, WORDS)
    (evaluation,) = evaluate_badly(alone, tmp_path / "in")
    slip = draw(alone, evaluation)
    hear_agent(alone, slip, True, "我抢话了", HEARD)
    moves = read_slip(alone.db, slip).moves
    assert [each.is_signed for each in moves] == [False, True]  # the draw says: without a team
    assert check_slip(alone.db, slip).problems == ()
    assert list(beside_the_standard(alone.db, read_slip(alone.db, slip))) == []
    assert signing(alone, slip)[-1] == "手签：组长"
    paper = tmp_path / "slip.pdf"
    save_slip_files(alone.folder, [slip], paper, "zh")
    assert check_pdf(alone.db, paper)[0].problems == ()
    team.create_team(alone, "华东", tmp_path / "t.qarecovery", RECOVERY)
    (found,) = check_pdf(alone.db, paper)
    assert found.problems == () and [each.id for each in found.notes] == ["slip.check_alone"]


def test_nothing_is_said_of_a_rung_that_takes_nobody(alone: Workspace, tmp_path: Path) -> None:
    (evaluation,) = evaluate_badly(alone, tmp_path / "in")
    lines = [replace(each, severity="minor") for each in begin_slip(alone.db, evaluation).faults]
    slip = slips.draw_slip(
        alone, slips.SlipForm(evaluation, lines, "verbal_reminder"), "2026-11-22"
    ).slip
    set_passphrase(alone, WORDS)
    team.create_team(alone, "华东", tmp_path / "t.qarecovery", RECOVERY)
    assert check_slip(alone.db, slip).notes == ()


def test_a_paper_printed_alone_verifies_when_a_team_was_founded(
    alone: Workspace, tmp_path: Path
) -> None:
    (evaluation,) = evaluate_badly(alone, tmp_path / "in")
    slip = draw(alone, evaluation)
    paper = tmp_path / "slip.pdf"
    save_slip_files(alone.folder, [slip], paper, "zh")
    set_passphrase(alone, WORDS)
    team.create_team(alone, "华东", tmp_path / "t.qarecovery", RECOVERY)
    (found,) = check_pdf(alone.db, paper)
    assert found.problems == () and get_slip(alone.db, slip).stage == "agreed"
    assert [each.id for each in found.notes] == ["slip.check_alone"]
    warned = beside_the_standard(alone.db, read_slip(alone.db, slip))
    assert [each.id for each in warned] == ["slip.check_alone"]
    assert "没有经组长确认" in "".join(outcome_of(found, (), "zh"))


def test_one_that_was_drawn_for_a_lead_keeps_its_own_terms(
    alone: Workspace, tmp_path: Path
) -> None:
    (evaluation,) = evaluate_badly(alone, tmp_path / "in")
    slip = draw_for_a_lead(alone, evaluation)
    assert get_slip(alone.db, slip).stage == "signed"
    assert check_slip(alone.db, slip).problems == ()
    assert not any("手签" in line for line in signing(alone, slip))


def test_in_a_team_nobody_leaves_the_lead_out(
    team_of_four: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (evaluation,) = evaluate_badly(team_of_four.inspector, tmp_path / "in")
    monkeypatch.setattr(slips, "_sign_offs", lambda _db, _weighed: [])
    slip = draw(team_of_four.inspector, evaluation)
    problems = [each.id for each in check_slip(team_of_four.inspector.db, slip).problems]
    assert problems == ["slip.check_terms"]


@pytest.fixture
def team_of_four(tmp_path: Path) -> Iterator[People]:
    with people(tmp_path / "people") as found:
        yield found


def test_a_page_for_the_browser_is_refused_with_what_to_do(
    alone: Workspace,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (evaluation,) = evaluate_badly(alone, tmp_path / "in")
    slip = draw(alone, evaluation)
    monkeypatch.setenv("QA_DESKTOP_WORKSPACE", str(alone.folder))
    out = tmp_path / "单.html"
    assert run(["slip", "print", slip, "--out", str(out)]) == 0
    capsys.readouterr()
    assert run(["slip", "verify", str(out)]) == 3
    said = capsys.readouterr().err
    assert "is no PDF" in said and "type the code" in said


def test_ones_own_standard_is_no_way_around_the_lead(team_of_four: People, tmp_path: Path) -> None:
    """Published in a second workspace, where one is alone, of rungs that nobody signs off."""
    keys = KeyStore(tmp_path / "people" / "inspector-keys")
    with Workspace.open(tmp_path / "second", keys=keys, recovering=True) as second:
        unlock(second, "correct horse")
        shipped = shipped_standard()
        rungs = tuple(replace(rung, sign_offs=()) for rung in shipped.rungs)
        publish_standard(second, replace(shipped, rungs=rungs), "2026-10-01", "x")
        (evaluation,) = evaluate_badly(second, tmp_path / "in")
        slip = draw(second, evaluation, rung="fine", amount_cents=2_000, why_other="屡教不改")
        hear_agent(second, slip, True, "我抢话了", HEARD)
        sign_slip(second, slip, STROKES)
        assert [(line.id, line.kind) for line in fund_lines(second.db)] == [(slip, "due")]
        vouch_for_own(second, second.keys.signing_keys())  # as who joins with it does
        (file,) = write_out(second, tmp_path / "b.qab").files
    lead = team_of_four.lead
    merge(lead, file)
    row = get_slip(lead.db, slip)
    assert row.stage == "closed" and row.amount_cents
    problems = [each.id for each in check_slip(lead.db, slip).problems]
    assert problems == ["slip.check_not_in_force"]
    warned = [each.id for each in beside_the_standard(lead.db, read_slip(lead.db, slip))]
    assert "slip.check_not_in_force" in warned
    # It counts for nothing.
    assert fund_lines(lead.db) == []
    assert find_cases(lead.db, row.agent, "2030-01-01") == []
    assert fined_in_month(lead.db, row.agent, row.day[:7]) == 0


def test_a_standard_that_is_not_here_is_told_before_anybody_signs(alone: Workspace) -> None:
    slip = fined(alone, 2_000, standard="e" * 64)
    found = read_slip(alone.db, slip)
    assert "slip.check_no_standard" in {each.id for each in beside_the_standard(alone.db, found)}
    assert fund_lines(alone.db) == []


def test_the_command_line_warns_as_the_window_does(
    alone: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    slip = fined(alone, 2_000, standard="e" * 64)
    monkeypatch.setenv("QA_DESKTOP_WORKSPACE", str(alone.folder))
    assert run(["slip", "show", slip]) == 0
    assert "that it names is not here" in capsys.readouterr().out
