"""Hints while scoring: looked up with a key, following the current item, never filled in."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QLabel

from qa_desktop.store.connection import connect
from qa_desktop.store.workspace import DATABASE
from qa_desktop.ui.inspect.precedents_pane import PrecedentsPane
from tests.factories_reports import Evaluated
from tests.ui.window.conftest import Office, Seat

K = Qt.Key


@pytest.fixture
def seat(evaluated: Evaluated, tmp_path: Path, office: Office) -> Seat:
    """The first demo call is open to be corrected; all evaluations are somebody else's."""
    db = connect(tmp_path / "workspace" / DATABASE)
    db.conn.execute("UPDATE evaluation SET scorer = 'other'")
    db.conn.commit()
    db.close()
    seated = office.sit()
    seated.window.open_call(evaluated.calls[0].id)
    seated.opened(evaluated.calls[0].id)
    return seated


def pane(seat: Seat) -> PrecedentsPane:
    return seat.find(QFrame, "precedents")


def look_up(seat: Seat) -> None:
    seat.key(K.Key_H)
    seat.wait(lambda: pane(seat).isVisible() and "Looking" not in seat.text("precedents_basis"))
    QApplication.sendPostedEvents()  # what was put into a layout is shown with the next events
    QApplication.processEvents()


def counts(seat: Seat) -> list[str]:
    found = pane(seat).findChildren(QLabel)
    return [
        each.text()
        for each in found
        if each.objectName().startswith("precedent_count_") and not each.isHidden()
    ]


def test_one_key_shows_what_others_gave_and_changes_nothing(seat: Seat) -> None:
    before = seat.inspect.scoring.form
    assert not pane(seat).isVisible(), "nothing is offered unasked"
    look_up(seat)
    assert "4 evaluations by others, within 90 days" in seat.text("precedents_basis")
    assert sum(int(each.partition(" ")[0]) for each in counts(seat)) == 4
    assert seat.inspect.scoring.form == before
    assert seat.window.focusWidget() is seat.page.timeline
    assert counts(seat)[0] in pane(seat).accessibleName()
    seat.key(K.Key_H)
    assert not pane(seat).isVisible()


def test_it_follows_the_item_and_shuts_with_the_call(seat: Seat, evaluated: Evaluated) -> None:
    look_up(seat)
    first = seat.text("precedents_title")
    seat.key(K.Key_Down)
    seat.wait(lambda: seat.text("precedents_title") != first)
    name = seat.inspect.scoring.current_item.name.en
    assert name in seat.text("precedents_title")
    seat.wait(lambda: counts(seat))
    seat.window.open_call(evaluated.calls[1].id)
    seat.opened(evaluated.calls[1].id)
    assert not pane(seat).isVisible()


def test_the_own_answer_is_marked_and_brings_examples(seat: Seat) -> None:
    seat.page.card.notice.correct_requested.emit()
    seat.settle()
    seat.page.timeline.setFocus()
    look_up(seat)
    item = seat.inspect.scoring.current_item
    assert seat.inspect.scoring.writable
    seat.key(K.Key_1)
    answer = seat.inspect.scoring.form.answers[item.id]
    seat.wait(lambda: "(yours)" in _row(seat, f"precedent_{answer}"))
    assert "Last answered like you" in seat.text("precedents_more")


def test_the_current_item_stays_in_view(seat: Seat) -> None:
    rows = seat.page.card.rows
    for _ in range(12):
        seat.inspect.scoring.step(1)
    look_up(seat)
    row = seat.find(QFrame, f"item_{seat.inspect.scoring.current}")
    assert row.isVisible()
    seat.wait(lambda: row.mapTo(rows, row.rect().topLeft()).y() < rows.viewport().height())


def _row(seat: Seat, name: str) -> str:
    found = [e for e in pane(seat).findChildren(QLabel, name) if not e.isHidden()]
    return found[-1].text() if found else ""


def test_nobody_else_has_scored(calls: list[str], office: Office) -> None:
    seated = office.sit()
    seated.opened(calls[0])
    look_up(seated)
    assert seated.text("precedents_basis") == "Nobody else used this card in the last 90 days."
    assert counts(seated) == []


def test_an_answer_that_comes_late_is_not_shown_for_another_item(seat: Seat) -> None:
    look_up(seat)
    shown = pane(seat)
    stale = ("another", "item", None)
    before = seat.text("precedents_basis")
    shown._on_found(stale, None)
    assert seat.text("precedents_basis") == before
