"""What a slip rests on: the standard in force, the cases it counts, and what is left of the cap. A
changed program may write what it likes; who reads it is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qa_desktop.domain.penalty_ladder import Case, recommend
from qa_desktop.services.penalty_standards import publish_standard
from qa_desktop.services.slip_checking import beside_the_standard, check_slip
from qa_desktop.services.slip_moves import cancel_slip
from qa_desktop.store.penalty_standards import shipped_standard
from qa_desktop.store.slips import read_slip
from qa_desktop.store.workspace import Workspace
from tests.factories_slips import FAULT
from tests.services.slip_people import draw, evaluate_badly, fined, written

EARLIER = "slip.check_earlier"


@pytest.fixture
def alone(tmp_path: Path, qapp: object) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "workspace", name="李敏", number="Q017") as workspace:
        yield workspace


def problems(workspace: Workspace, slip: str) -> list[str]:
    return [each.id for each in check_slip(workspace.db, slip).problems]


def notes(workspace: Workspace, slip: str) -> list[str]:
    found = [each.id for each in check_slip(workspace.db, slip).notes]
    shown = [each.id for each in beside_the_standard(workspace.db, read_slip(workspace.db, slip))]
    assert set(found) <= set(shown), "the window and slip show say it too"
    return found


def with_earlier(workspace: Workspace, *cases: dict[str, Any]) -> str:
    return written(workspace, 2_500, faults=[{**FAULT, "earlier": list(cases)}])


def case(slip: str, **other: str) -> dict[str, Any]:
    return {"slip": slip, "day": "2026-11-01", "rung": "fine", **other}


def test_invented_cases_are_found(alone: Workspace) -> None:
    slip = fined(alone, 1_000, day="2026-11-01")
    true = with_earlier(alone, case(slip))
    assert EARLIER not in problems(alone, true) and notes(alone, true).count(EARLIER) == 0
    for wrong in (
        [case(slip), case(slip)],
        [case(slip, day="2026-11-02")],
        [case(slip, rung="verbal_warning")],
        [case("nobody", day="2020-01-01")],
    ):
        assert EARLIER in problems(alone, with_earlier(alone, *wrong))
    other = fined(alone, 1_000, agent="agent-2", day="2026-11-01")
    assert EARLIER in problems(alone, with_earlier(alone, case(other)))
    away = with_earlier(alone, case("nobody"))
    assert EARLIER not in problems(alone, away)
    assert "slip.check_earlier_away" in notes(alone, away)


def test_what_came_to_nothing_and_what_was_left_out_is_told(alone: Workspace) -> None:
    earlier = written(alone, 1_000, day="2026-11-01")
    late = with_earlier(alone)
    assert "slip.check_earlier_left_out" in notes(alone, late)
    counted = with_earlier(alone, case(earlier))
    assert not {"slip.check_earlier_left_out", "slip.check_earlier_dead"} & {*notes(alone, counted)}
    cancel_slip(alone, earlier, "看错了")
    assert "slip.check_earlier_dead" in notes(alone, counted)
    assert "slip.check_earlier_left_out" not in notes(alone, late)


def test_a_fault_without_a_clause_costs_nothing(alone: Workspace) -> None:
    strange = {**FAULT, "fault": "nobody-knows-it", "clause": None, "rung": "fine", "earlier": []}
    free = written(alone, 0, faults=[{**strange, "amount_cents": 0}])
    dear = written(alone, 9_000, faults=[{**strange, "amount_cents": 9_000}])
    named = written(alone, 0, faults=[{**strange, "amount_cents": 0, "clause": "9.9"}])
    wanted = "slip.check_recommended"
    found = [wanted in problems(alone, slip) for slip in (free, dear, named)]
    assert found == [False, True, True]


def test_another_standard_than_the_one_in_force_is_told(alone: Workspace, tmp_path: Path) -> None:
    (evaluation,) = evaluate_badly(alone, tmp_path / "in")
    slip = draw(alone, evaluation)
    assert notes(alone, slip) == []
    stricter = replace(shipped_standard(), monthly_cap_cents=12_300)
    publish_standard(alone, stricter, "2026-11-20", "更严")
    assert notes(alone, slip) == ["slip.check_other_standard"]


def test_less_than_the_standard_says_is_told(alone: Workspace) -> None:
    """Four repeats lead to a fine; somebody writes that it costs nothing."""
    cases = [case(f"away-{number}", day=f"2026-11-0{number}") for number in (4, 3, 2, 1)]
    held = [Case(each["slip"], "agent-1", "interrupting", each["day"], "fine") for each in cases]
    told = recommend(shipped_standard(), "interrupting", "minor", "none", held)
    assert told.rung == "fine" and told.amount_cents > 0
    lines = [
        {**FAULT, "rung": "fine", "earlier": cases, "amount_cents": cents}
        for cents in (0, told.amount_cents)
    ]
    less, right = (written(alone, line["amount_cents"], faults=[line]) for line in lines)
    assert "slip.check_recommended" not in problems(alone, right)
    assert ["slip.check_less" in notes(alone, slip) for slip in (less, right)] == [True, False]
