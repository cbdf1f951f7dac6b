"""The card of an open call says which version it is, and that it is out of use by now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel

from qa_desktop.domain.scoring.draft import CardDraft
from qa_desktop.services.scorecard_editing import Terms, draft_of, draft_with, publish, retire
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui.inspect import card_picker
from tests.factories_scoring import worked_card
from tests.ui.window.conftest import Office, Seat

ITEM = "sections[1].items[0].weight"


class _Later(date):
    @classmethod
    def today(cls) -> date:
        return date(2026, 11, 30)


@pytest.fixture
def seat(calls: list[str], office: Office, monkeypatch: pytest.MonkeyPatch) -> Seat:
    """At a call of the 20th of November, on the 30th."""
    monkeypatch.setattr(card_picker, "date", _Later)
    seated = office.sit()
    seated.opened(calls[0])
    return seated


def write(seat: Seat, work) -> None:
    seat.window.desk.write(work, is_step=False)
    seat.settle()


def publish_worked(workspace: Workspace) -> Changes:
    draft = draft_with(workspace, CardDraft.of(worked_card()))
    return publish(workspace, draft, Terms("第一版", "2026-01-01")).changes


def publish_heavier(workspace: Workspace) -> Changes:
    draft = draft_of(workspace, worked_card().id)
    heavier = replace(draft, draft=draft.draft.set(ITEM, 77))
    return publish(workspace, heavier, Terms("更重", "2026-11-25")).changes


def retire_worked(workspace: Workspace) -> Changes:
    return retire(workspace, "worked", Terms("不再使用", "2026-11-25"))


def choose(seat: Seat) -> QComboBox:
    """The worked card, by hand."""
    picker = seat.find(QComboBox, "card_picker")
    seat.wait(lambda: picker.findData(worked_card().id) >= 0)
    picker.setCurrentIndex(picker.findData(worked_card().id))
    picker.activated.emit(picker.currentIndex())
    return picker


def told(picker: QComboBox) -> str:
    return str(picker.itemData(picker.currentIndex(), Qt.ItemDataRole.ToolTipRole))


def test_a_version_of_today_is_only_said_when_asked(seat: Seat) -> None:
    write(seat, publish_worked)
    picker = choose(seat)
    assert told(picker).endswith("on") and picker.toolTip() == told(picker)
    assert seat.find(QLabel, "card_version").isHidden()


@pytest.mark.parametrize(
    ("work", "words"), [(publish_heavier, "later calls"), (retire_worked, "Out of use")]
)
def test_a_version_of_earlier_calls_says_so(seat: Seat, work, words: str) -> None:
    """Else whoever published or retired it believes that it had no effect."""
    write(seat, publish_worked)
    write(seat, work)
    picker = choose(seat)
    line = seat.find(QLabel, "card_version")
    assert line.isVisible() and words in line.text()
    assert " to " in told(picker)
    assert picker.currentText() == worked_card().name.en, "closed it says the name alone"
