"""Weights that follow the floor: rates beside each item, ticked ones become a draft."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDateEdit, QDoubleSpinBox, QLabel, QPushButton

from qa_desktop.domain.scoring import ScorecardVersion
from qa_desktop.services.bench_what_if import fill
from qa_desktop.services.scorecard_editing import SavedDraft, draft_of, find_card_drafts
from qa_desktop.store.workspace import Workspace
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.scorecards.proposal import ProposalDialog
from qa_desktop.ui.scorecards.view import ScorecardsView
from qa_desktop.ui.scorecards.what_if import WhatIfDialog
from qa_desktop.ui.tasks import Desk
from tests.ui.window.conftest import Office, Seat

COUNT = 200
K = Qt.Key


@pytest.fixture
def card(tmp_path: Path) -> ScorecardVersion:
    with Workspace.open(tmp_path / "workspace", name="李敏", number="Q017") as workspace:
        made = fill(workspace, COUNT)
        lost = "UPDATE evaluation_item SET lost = '5/2' WHERE answer = '\"no\"' AND item LIKE 'a%'"
        workspace.db.execute(lost)
        workspace.db.conn.commit()
        return made


@pytest.fixture
def shown(card: ScorecardVersion, desk: Desk, qtbot: Any) -> ProposalDialog:
    dialog = ProposalDialog(desk, Preferences(desk, {"layout": {}}), card.id)
    qtbot.addWidget(dialog)
    dialog.show()
    period(dialog)
    qtbot.waitUntil(lambda: bool(dialog.model.rows))
    return dialog


def period(dialog: ProposalDialog) -> None:
    for name, day in (("proposal_from", QDate(2026, 10, 1)), ("proposal_to", QDate(2026, 11, 30))):
        part(dialog, QDateEdit, name).setDate(day)


def part(dialog: Any, kind: type, name: str) -> Any:
    found = dialog.findChild(kind, name)
    assert found is not None, name
    return found


def button(dialog: Any, name: str) -> QPushButton:
    return part(dialog, QPushButton, f"proposal_{name}")


def cells(dialog: ProposalDialog) -> list[list[str]]:
    model = dialog.model
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_rates_stand_with_their_counts_and_intervals(
    shown: ProposalDialog, card: ScorecardVersion
) -> None:
    rows = cells(shown)
    assert [row[0] for row in rows] == [item.name.en for item in card.items.values() if item.scored]
    for row, of_item in zip(rows, shown.model.rows, strict=True):
        losses = of_item.losses
        assert row[2] == f"{losses.lost}/{losses.answered}"
        assert row[3].endswith("%") and "–" in row[4]
        assert ("Common" in row[6]) == (of_item.mark == "common")
    assert any(row[6] for row in rows), "something is marked"
    assert f"From {COUNT} evaluations" in part(shown, QLabel, "proposal_note").text()


def test_only_what_is_ticked_becomes_a_draft(
    shown: ProposalDialog, desk: Desk, card: ScorecardVersion, qtbot: Any
) -> None:
    accept = button(shown, "accept")
    assert not accept.isEnabled() and not shown.model.accepted, "nothing is accepted unasked"
    rows = shown.model.rows
    place = next(n for n, row in enumerate(rows) if row.proposed != row.weight)
    shown.table.selectRow(place)
    QTest.keyClick(shown.table, K.Key_Space)
    assert accept.text() == "Make a draft of 1"
    made: list[SavedDraft] = []
    shown.draft_made.connect(made.append)
    accept.click()
    qtbot.waitUntil(lambda: bool(made))
    version = made[0].draft.version
    assert version is not None and made[0].based_on == card.id
    changed = {id for id, item in version.items.items() if item.weight != card.items[id].weight}
    assert changed == {rows[place].item}
    assert version.items[rows[place].item].weight == rows[place].proposed
    assert not shown.isVisible()


def test_ticking_many_and_none(shown: ProposalDialog) -> None:
    rows = shown.model.rows
    button(shown, "all").click()
    assert shown.model.accepted == {row.item for row in rows if row.proposed != row.weight}
    button(shown, "marked").click()
    assert shown.model.accepted == {
        row.item for row in rows if row.mark and row.proposed != row.weight
    }
    button(shown, "none").click()
    assert not shown.model.accepted
    box = shown.model.index(0, 0)
    shown.model.setData(box, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert len(shown.model.accepted) == (rows[0].proposed != rows[0].weight)


def test_a_strength_of_nothing_proposes_nothing(shown: ProposalDialog, qtbot: Any) -> None:
    button(shown, "all").click()
    part(shown, QDoubleSpinBox, "proposal_strength").setValue(0)
    qtbot.waitUntil(lambda: {row[8] for row in cells(shown)} == {"="})
    assert not shown.model.accepted and not button(shown, "accept").isEnabled()
    assert shown.model.data(shown.model.index(0, 0), Qt.ItemDataRole.CheckStateRole) is None


def test_a_period_without_evaluations_is_said(shown: ProposalDialog, qtbot: Any) -> None:
    part(shown, QDateEdit, "proposal_from").setDate(QDate(2020, 1, 1))
    part(shown, QDateEdit, "proposal_to").setDate(QDate(2020, 1, 2))
    note = part(shown, QLabel, "proposal_note")
    qtbot.waitUntil(lambda: "Nobody has scored" in note.text())
    assert note.property("role") == "muted", "nothing is wrong"
    assert not shown.table.isVisible() and not button(shown, "accept").isEnabled()
    longer = button(shown, "longer")
    assert longer.isVisible()
    longer.click()
    first, last = shown.period.period
    assert (last - first).days == 90
    qtbot.waitUntil(lambda: bool(shown.model.rows))
    assert not longer.isVisible()


@pytest.fixture
def seat(card: ScorecardVersion, tmp_path: Path, office: Office) -> Seat:
    with Workspace.open(tmp_path / "workspace") as workspace:
        draft_of(workspace, card.id)
    return office.sit(opens_call=False)


def test_the_window_opens_both_and_the_draft_goes_to_the_editor(seat: Seat) -> None:
    window = seat.window
    window.show_screen("scorecards")
    screen = window.screen("scorecards")
    assert isinstance(screen, ScorecardsView)
    seat.wait(lambda: screen.page.cards.model().rowCount())
    assert seat.find(QPushButton, "scorecards_propose").isVisible()
    drafts: list[SavedDraft] = []
    window.desk.read("test", find_card_drafts, drafts.extend)
    seat.wait(lambda: drafts)
    screen.edit(drafts[0])
    seat.find(QPushButton, "editor_what_if").click()
    what_if = part(window, WhatIfDialog, "what_if")
    seat.wait(lambda: what_if.saved is not None)
    assert what_if.saved.id == drafts[0].id
    QTest.keyClick(what_if, K.Key_Escape)
    assert not what_if.isVisible()
    window.do("what_if")
    (again,) = [each for each in window.findChildren(WhatIfDialog) if each.isVisible()]
    seat.wait(lambda: again.saved is not None and again.saved.id == drafts[0].id)
    again.close()
    screen.show_list()
    window.do("propose_weights")
    proposal = part(window, ProposalDialog, "proposal")
    seat.settle()
    proposal.draft_made.emit(drafts[0])
    assert screen.is_editing and screen.editor.editing.saved.id == drafts[0].id
    proposal.close()
    seat.settle()


def test_the_weights_of_the_draft_in_the_editor_can_be_taken_back(seat: Seat) -> None:
    """It is proposed for the draft that is open, and taken into it as one step."""
    window = seat.window
    window.show_screen("scorecards")
    screen = window.screen("scorecards")
    assert isinstance(screen, ScorecardsView)
    drafts: list[SavedDraft] = []
    window.desk.read("test", find_card_drafts, drafts.extend)
    seat.wait(lambda: drafts)
    screen.edit(drafts[0])
    editing = screen.editor.editing
    editing.apply(editing.draft.set("policy.pass_mark", 85))
    window.do("propose_weights")
    dialog = part(window, ProposalDialog, "proposal")
    period(dialog)
    seat.wait(lambda: dialog.model.rows)
    button(dialog, "all").click()
    assert button(dialog, "accept").text().startswith("Take ")
    button(dialog, "accept").click()
    proposed = {row.item: row.proposed for row in dialog.model.rows}
    version = editing.draft.version
    seat.wait(lambda: editing.draft.version != version)
    assert {i.id: i.weight for i in editing.draft.version.items.values()} == proposed
    assert editing.draft.get("policy.pass_mark") == 85
    editing.undo()
    assert editing.draft.version == version
    found: list[SavedDraft] = []
    window.desk.after_writes(lambda: window.desk.read("test", find_card_drafts, found.extend))
    seat.wait(lambda: found)
    assert len(found) == 1 and found[0].draft == editing.draft, "no second draft"
