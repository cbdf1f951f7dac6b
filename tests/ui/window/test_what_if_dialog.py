"""What would change: a period scored again with a draft, in the window."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDateEdit, QLabel, QPushButton, QTabBar, QWidget

from qa_desktop.domain.scoring import ScorecardVersion
from qa_desktop.domain.scoring.draft import CardDraft
from qa_desktop.errors import CancelledError
from qa_desktop.services.bench_what_if import fill
from qa_desktop.services.scorecard_editing import (
    SavedDraft,
    discard_card_draft,
    draft_with,
    save_card_draft,
)
from qa_desktop.store.workspace import Workspace
from qa_desktop.ui.i18n import set_language
from qa_desktop.ui.plain_table import PlainTable
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.scorecards import what_if
from qa_desktop.ui.scorecards.what_if import WhatIfDialog
from qa_desktop.ui.tasks import Desk

COUNT = 120


@pytest.fixture
def saved(tmp_path: Path) -> SavedDraft:
    """A draft of the card that ``COUNT`` evaluations were scored with: heavier, without an item."""
    with Workspace.open(tmp_path / "workspace", name="李敏", number="Q017") as workspace:
        card: ScorecardVersion = fill(workspace, COUNT)
        draft = CardDraft.of(card).set("sections[0].weight", 90).remove("sections[1].items[0]")
        return draft_with(workspace, draft, card.id)


@pytest.fixture
def shown(saved: SavedDraft, desk: Desk, qtbot: Any) -> WhatIfDialog:
    dialog = WhatIfDialog(desk, Preferences(desk, {"layout": {}}), saved.id)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.saved is not None)
    for name, day in (("what_if_from", QDate(2026, 10, 1)), ("what_if_to", QDate(2026, 11, 30))):
        part(dialog, QDateEdit, name).setDate(day)
    return dialog


def part(dialog: WhatIfDialog, kind: type, name: str) -> Any:
    found = dialog.findChild(kind, name)
    assert found is not None, name
    return found


def words(dialog: WhatIfDialog, name: str) -> str:
    return str(part(dialog, QLabel, name).text())


def cells(dialog: WhatIfDialog, name: str) -> list[list[str]]:
    model = part(dialog, PlainTable, name).model()
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_a_period_is_scored_again_and_told(shown: WhatIfDialog, qtbot: Any) -> None:
    assert shown.period.period == (date(2026, 10, 1), date(2026, 11, 30))
    part(shown, QPushButton, "what_if_run").click()
    cancel = part(shown, QPushButton, "what_if_cancel")
    qtbot.waitUntil(cancel.isVisible)
    assert not part(shown, QPushButton, "what_if_run").isEnabled()
    qtbot.waitUntil(lambda: not part(shown, QLabel, "what_if_summary").isHidden(), timeout=60_000)
    assert f"{COUNT} evaluations, {COUNT} with a score" in words(shown, "what_if_summary")
    assert "95 % interval" in words(shown, "what_if_summary")
    agents = cells(shown, "what_if_agents")
    assert sum(int(row[1]) for row in agents) == COUNT
    changes = [abs(float(row[4].replace("−", "-"))) for row in agents]
    assert changes == sorted(changes, reverse=True) and changes[0] > 0
    assert len(cells(shown, "what_if_scores")) == min(COUNT, 50)
    (gone,) = cells(shown, "what_if_unmapped")
    assert gone[0].startswith("b1 ") and gone[2] == str(COUNT)
    tabs = part(shown, QTabBar, "what_if_tabs")
    tabs.setCurrentIndex(2)
    assert part(shown, PlainTable, "what_if_scores").isVisible()
    chosen: list[str] = []
    shown.evaluation_chosen.connect(chosen.append)
    QTest.keyClick(part(shown, PlainTable, "what_if_scores"), Qt.Key.Key_Return)
    assert len(chosen) == 1
    _another_language(shown, len(agents))
    combo = part(shown, QComboBox, "what_if_team")
    combo.activated.emit(combo.currentIndex())
    assert part(shown, QLabel, "what_if_summary").isHidden(), "of another choice"


def _another_language(shown: WhatIfDialog, agents: int) -> None:
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    set_language(app, "zh_CN")
    QApplication.processEvents()
    assert f"{COUNT} 份质检单" in words(shown, "what_if_summary")
    assert len(cells(shown, "what_if_agents")) == agents
    set_language(app, "en")
    QApplication.processEvents()


def test_a_draft_that_is_gone_is_not_exchanged_for_another(
    shown: WhatIfDialog, saved: SavedDraft, desk: Desk, qtbot: Any
) -> None:
    """It may be published while the dialog is open: another one is offered, not worked out."""
    other = replace(saved, id="other")
    desk.write(lambda ws: save_card_draft(ws, other), is_step=False)
    desk.write(lambda ws: discard_card_draft(ws, saved.id), is_step=False)
    part(shown, QPushButton, "what_if_run").click()
    qtbot.waitUntil(lambda: shown.saved is not None and shown.saved.id == "other")
    assert part(shown, QPushButton, "what_if_run").isEnabled()


def test_progress_and_cancel(
    shown: WhatIfDialog, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Esc gives it up, and the dialog stays."""
    told: list[bool] = []

    def slow(_folder, _locale, _draft, _request, progress, cancelled):
        progress(10, 100)
        while not cancelled():
            pass
        told.append(True)
        raise CancelledError

    monkeypatch.setattr(what_if, "what_if_in_child", slow)
    shown.run()
    bar = part(shown, QWidget, "what_if_progress")
    qtbot.waitUntil(lambda: bar.isVisible() and bar.value() == 10 and bar.maximum() == 100)
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(told))
    assert shown.isVisible() and not bar.isVisible()
    assert part(shown, QPushButton, "what_if_run").isEnabled()
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()


def test_a_period_without_evaluations_is_said(shown: WhatIfDialog, qtbot: Any) -> None:
    part(shown, QDateEdit, "what_if_from").setDate(QDate(2020, 1, 1))
    part(shown, QDateEdit, "what_if_to").setDate(QDate(2020, 1, 2))
    part(shown, QPushButton, "what_if_run").click()
    qtbot.waitUntil(lambda: "Nothing was scored" in words(shown, "what_if_note"), timeout=60_000)


def test_a_draft_with_problems_is_not_tried(
    shown: WhatIfDialog, saved: SavedDraft, desk: Desk, qtbot: Any
) -> None:
    """As it was typed since: it is read again before it is worked out."""
    broken = SavedDraft(saved.id, saved.draft.set("sections[0].weight", 0), saved.based_on, 0)
    desk.write(lambda workspace: save_card_draft(workspace, broken))
    part(shown, QPushButton, "what_if_run").click()
    qtbot.waitUntil(lambda: "1 to put right" in words(shown, "what_if_note"))
    assert not part(shown, QPushButton, "what_if_run").isEnabled()


def test_without_a_draft_it_says_what_to_do(desk: Desk, qtbot: Any) -> None:
    dialog = WhatIfDialog(desk, Preferences(desk, {"layout": {}}))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: part(dialog, QComboBox, "what_if_team").count() > 0)
    assert "no draft yet" in words(dialog, "what_if_note")
    assert not part(dialog, QPushButton, "what_if_run").isEnabled()
