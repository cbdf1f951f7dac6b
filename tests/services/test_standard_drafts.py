"""A draft of the penalty standard: kept, published, and what it answers on the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_desktop.domain.penalty_standard import StandardError
from qa_desktop.errors import UserFacingError
from qa_desktop.services.penalty_standards import load_standard
from qa_desktop.services.ruling_drafts import ruling_draft
from qa_desktop.services.slip_moves import decide_slip, dispute_slip, send_slip
from qa_desktop.services.slips import begin_slip, weigh
from qa_desktop.services.standard_drafts import (
    SavedStandard,
    discard_standard_draft,
    export_standard,
    get_standard_draft,
    publish_standard_draft,
    save_standard_draft,
)
from qa_desktop.services.standard_proposals import (
    ProposalForm,
    accept_proposal,
    refuse_proposal,
)
from qa_desktop.store.penalty_standards import row_in_force, shipped_standard
from qa_desktop.store.slips import get_slip, read_slip
from qa_desktop.store.standard_proposals import find_proposals, find_rulings
from qa_desktop.store.workspace import Workspace
from tests.services.slip_people import HEARD, People, draw, evaluate_badly, people

BEFORE, DAY = "2026-11-30", "2026-12-01"


@pytest.fixture
def team(tmp_path: Path, quick_seals: None) -> Iterator[People]:
    with people(tmp_path) as found:
        yield found


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "w", name="王", number="1") as workspace:
        yield workspace


def changed() -> SavedStandard:
    """Interrupting leads to a fine at once."""
    saved = SavedStandard.of(shipped_standard())
    place = saved.draft.place_of("2.1")
    draft = saved.draft
    for severity in ("minor", "serious", "grave"):
        draft = draft.set(f"{place}.{severity}", {"rung": "fine", "amount_cents": 4_200})
    return SavedStandard(draft, saved.based_on)


def test_a_draft_is_kept_as_it_is_typed(alone: Workspace) -> None:
    assert get_standard_draft(alone.db) is None
    half = changed().taking_up("p").taking_up("p")
    half = SavedStandard(half.draft.set("window_days", "九"), half.based_on, half.proposals)
    save_standard_draft(alone, half)
    assert get_standard_draft(alone.db) == half
    assert half.proposals == ("p",)
    discard_standard_draft(alone)
    assert get_standard_draft(alone.db) is None


def test_nothing_wrong_is_published(alone: Workspace) -> None:
    bad = SavedStandard(changed().draft.set("window_days", "九"), "x")
    save_standard_draft(alone, bad)
    with pytest.raises(UserFacingError, match=r"penalty\.bad_standard"):
        publish_standard_draft(alone, bad, DAY, "试")
    for begins, reason, why in (
        (DAY, " ", "reason_missing"), ("2026-2-30", "试", "bad_day"),
    ):  # fmt: skip
        with pytest.raises(UserFacingError, match=why):
            publish_standard_draft(alone, changed(), begins, reason)
    assert get_standard_draft(alone.db) == bad  # what was typed stands
    with pytest.raises(UserFacingError, match="unchanged"):
        publish_standard_draft(alone, SavedStandard.of(shipped_standard()), DAY, "试")


def test_it_holds_from_its_day_on_and_old_slips_keep_theirs(
    alone: Workspace, tmp_path: Path
) -> None:
    first, second = evaluate_badly(alone, tmp_path / "in", 2)
    old = draw(alone, first, BEFORE)
    save_standard_draft(alone, changed())
    publish_standard_draft(alone, changed(), DAY, "客户投诉增多")
    assert get_standard_draft(alone.db) is None
    row = row_in_force(alone.db, DAY)
    assert (row.begins, row.reason, row.standard.id) == (
        DAY, "客户投诉增多", changed().draft.standard.id,
    )  # fmt: skip
    form = begin_slip(alone.db, second)
    assert weigh(alone.db, form, BEFORE).whole.rung != "fine"
    weighed = weigh(alone.db, form, DAY).whole
    assert (weighed.rung, weighed.amount_cents) == ("fine", 4_200 + 1_000)  # a repeat
    assert get_slip(alone.db, old).standard == shipped_standard().id
    new = draw(alone, second, DAY)
    assert get_slip(alone.db, new).standard == row.standard.id


def spared(team: People, evaluation: str, words: str, about: str = "penalty") -> str:
    """The supervisor does not deduct; the proposal's id."""
    slip = draw(team.inspector, evaluation)
    send_slip(team.inspector, slip, team.lead.person, team.supervisor.person, team.manager.person)
    team.exchange()
    dispute_slip(team.lead, slip, HEARD, "客户先抢话")
    team.exchange()
    item = read_slip(team.supervisor.db, slip).drawn["faults"][0]["item"]
    form = ProposalForm(words, "2.1", about, item)
    decide_slip(team.supervisor, slip, HEARD, deduct=False, reason="情有可原", proposal=form)
    team.exchange()
    return find_proposals(team.manager.db)[-1].id


def test_publishing_accepts_the_proposals_that_it_takes_up(team: People, tmp_path: Path) -> None:
    first, second = evaluate_badly(team.inspector, tmp_path / "in", 2)
    one = spared(team, first, "客户先抢话的不算")
    other = spared(team, second, "一秒以内不算")
    refuse_proposal(team.manager, other, "听得出是打断")  # meanwhile
    saved = changed().taking_up(one).taking_up(other)
    publish_standard_draft(team.manager, saved, DAY, "按建议修订")
    team.exchange()
    for each in team.all:
        by_id = {row.id: row for row in find_proposals(each.db)}
        assert (by_id[one].state, by_id[one].reason) == ("accepted", "按建议修订")
        assert by_id[one].version == saved.draft.standard.id
        assert (by_id[other].state, by_id[other].version) == ("refused", None)
        assert by_id[one].by == team.supervisor.person
        assert row_in_force(each.db, DAY).standard.id == saved.draft.standard.id


def test_a_ruling_counts_once_it_is_accepted(team: People, tmp_path: Path) -> None:
    first, second = evaluate_badly(team.inspector, tmp_path / "in", 2)
    one = spared(team, first, "同时开口的不算", "judging")
    other = spared(team, second, "一秒以内不算", "judging")
    db = team.manager.db
    row = find_proposals(db)[0]
    assert find_rulings(db, str(row.scorecard_code)) == {}
    accept_proposal(team.manager, one, "统一口径")
    refuse_proposal(team.manager, other, "听得出是打断")
    assert find_rulings(db, str(row.scorecard_code)) == {row.item: ["同时开口的不算"]}
    assert find_rulings(db, "another") == {}
    saved, place = ruling_draft(team.manager, one)
    again, _ = ruling_draft(team.manager, one)
    assert again.id == saved.id and again.draft == saved.draft  # neither begun nor said twice
    guidance = saved.draft.get(f"{place}.guidance")
    said = guidance if isinstance(guidance, str) else guidance["zh"]
    assert said.endswith("同时开口的不算")


def test_only_a_quality_lead_publishes(team: People) -> None:
    with pytest.raises(UserFacingError, match=r"right\."):
        publish_standard_draft(team.inspector, changed(), DAY, "试")


def test_a_file_of_it_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "标准.toml"
    export_standard(changed().draft.standard, file)
    assert load_standard(file).id == changed().draft.standard.id
    with pytest.raises(UserFacingError, match="not_written"):
        export_standard(shipped_standard(), tmp_path)
    file.write_text(file.read_text(encoding="utf-8").replace("fine", "fein"), encoding="utf-8")
    with pytest.raises(StandardError):
        load_standard(file)
