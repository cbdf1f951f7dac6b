"""The catalogue of faults: added to, changed, retired, taken back; alone and in a team."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from factories_journal import make_journal, send
from factories_scoring import worked_card
from factories_team import make_team, marks

from qa_desktop.domain.scoring import Name
from qa_desktop.domain.scoring.draft import CardDraft
from qa_desktop.domain.scoring.fault_catalogue import Fault
from qa_desktop.errors import UserFacingError
from qa_desktop.journal import projection
from qa_desktop.journal.changes import create, set_fields
from qa_desktop.services import fault_catalogue as faults
from qa_desktop.services.scorecard_editing import draft_with
from qa_desktop.services.undoing import undo
from qa_desktop.store.fault_catalogue import fault_id, find_faults, shipped_faults
from qa_desktop.store.workspace import Workspace

LATE = Fault("late", Name("迟到", "Late"), "C", "verbal_reminder")


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(UserFacingError) as error:
        act()
    assert error.value.say("zh") and error.value.say("en")
    return error.value.id


def test_a_fault_is_added_changed_retired_and_each_taken_back(workspace: Workspace) -> None:
    before = find_faults(workspace.db)
    assert before == shipped_faults()
    added = faults.add_fault(workspace, replace(LATE, name=Name(" 迟到 ", "")))
    assert find_faults(workspace.db)["late"].name == Name("迟到", "迟到")
    other = replace(LATE, problem_class=None, rung="fine")
    changed = faults.change_fault(workspace, other)
    assert find_faults(workspace.db)["late"] == other
    retired = faults.retire_fault(workspace, "late")
    assert find_faults(workspace.db)["late"] == replace(other, retired=True)
    for done, seen in ((retired, other), (changed, replace(LATE, name=Name("迟到", "迟到")))):
        undo(workspace, done.act)
        assert find_faults(workspace.db)["late"] == seen
    undo(workspace, added.act)
    assert find_faults(workspace.db) == before
    faults.add_fault(workspace, LATE)  # of which a deleted record is there
    assert find_faults(workspace.db)["late"] == LATE


def test_a_shipped_fault_keeps_what_nobody_changed(workspace: Workspace) -> None:
    opening = shipped_faults()["opening"]
    faults.change_fault(workspace, replace(opening, rung=None))
    row = dict(next(iter(workspace.db["fault"].rows)))
    assert (row["code"], row["rung"], row["name"]) == ("opening", "", None)
    assert find_faults(workspace.db)["opening"] == replace(opening, rung=None)
    assert list(find_faults(workspace.db)) == list(shipped_faults())


def test_what_cannot_be_saved(workspace: Workspace) -> None:
    assert refused(lambda: faults.add_fault(workspace, replace(LATE, code="a b"))) == "fault.wrong"
    nameless = replace(LATE, name=Name("", ""))
    assert refused(lambda: faults.add_fault(workspace, nameless)) == "fault.wrong"
    taken = replace(LATE, code="opening")
    assert refused(lambda: faults.add_fault(workspace, taken)) == "fault.code_taken"
    assert refused(lambda: faults.change_fault(workspace, LATE)) == "fault.unknown"
    assert refused(lambda: faults.retire_fault(workspace, "late")) == "fault.unknown"
    assert find_faults(workspace.db) == shipped_faults()


def test_a_code_of_another_script_has_a_record_too(workspace: Workspace) -> None:
    faults.add_fault(workspace, replace(LATE, code="迟到"))
    assert find_faults(workspace.db)["迟到"].name == LATE.name
    assert fault_id("迟到") != "迟到" and fault_id("late") == "late"


def test_a_record_that_goes_by_another_code_says_nothing(workspace: Workspace) -> None:
    workspace.write([create("fault", "x", {"code": "opening", "name": "x"})])
    workspace.write([create("fault", "closing", {"code": "closing", "name": "", "rung": "prison"})])
    workspace.write([create("fault", "hold", {"code": "hold", "rung": "prison"})])
    found = find_faults(workspace.db)
    assert found["opening"] == shipped_faults()["opening"]
    assert found["closing"] == shipped_faults()["closing"]
    assert found["hold"] == replace(shipped_faults()["hold"], rung=None)


def test_a_file_adds_and_changes_and_is_taken_back_in_one_step(workspace: Workspace) -> None:
    opening = replace(shipped_faults()["opening"], problem_class="B")
    taken = faults.take_faults(workspace, [opening, LATE, shipped_faults()["hold"]])
    assert (taken.added, taken.changed, taken.same) == (("late",), ("opening",), 1)
    assert find_faults(workspace.db)["opening"] == opening
    undo(workspace, taken.changes.act)
    assert find_faults(workspace.db) == shipped_faults()
    only_new = faults.take_faults(workspace, [opening, LATE], only_new=True)
    assert (only_new.added, only_new.changed, only_new.same) == (("late",), (), 1)


def test_where_a_fault_is_used(workspace: Workspace) -> None:
    card = CardDraft.of(worked_card()).set("sections[0].items[0].answer.no", {"fault": "odd one"})
    draft_with(workspace, card)
    rows = {row.fault.code: row for row in faults.list_faults(workspace.db)}
    unknown = rows["odd one"]
    assert not unknown.is_known and unknown.fault.name.zh == "odd one"
    assert [(use.is_draft, len(use.items)) for use in unknown.uses] == [(True, 1)]
    opening = rows["opening"]
    assert opening.is_known and opening.is_shipped and opening.uses and not opening.marks
    assert {use.card.zh for use in opening.uses} == {"呼入服务", "外呼营销"}


def test_only_the_quality_lead_keeps_it_and_two_machines_agree() -> None:
    lead, inspector = make_journal("a"), make_journal("b")
    make_team(lead, {"a": ["quality_lead"], "b": ["inspector"]}, others=[inspector])
    send(lead, inspector)
    with pytest.raises(UserFacingError, match=r"right\.no_role"):
        inspector.write([create("fault", "late", {"code": "late", "name": "x"})])
    lead.write([create("fault", "late", {"code": "late", "name": "迟到"})])
    lead.write([set_fields("fault", "late", {"rung": "fine"})])
    send(lead, inspector)
    send(inspector, lead)
    assert projection.scan(lead.db) == projection.scan(inspector.db)
    assert find_faults(inspector.db)["late"].rung == "fine"
    assert marks(inspector) == {}
