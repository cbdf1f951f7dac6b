"""The penalty standard at the window: read, edited, published, and what slips make of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDateEdit,
    QLabel,
    QLineEdit,
    QListWidget,
)

from qa_desktop.services.penalty_standards import publish_standard
from qa_desktop.services.standard_drafts import SavedStandard, get_standard_draft
from qa_desktop.store.connection import connect
from qa_desktop.store.penalty_standards import row_in_force, shipped_standard
from qa_desktop.store.slips import find_slips
from qa_desktop.store.workspace import DATABASE, Workspace
from qa_desktop.ui.growing_text import GrowingText
from qa_desktop.ui.penalties.standard_page import StandardPage
from tests.services.slip_people import draw, evaluate_badly
from tests.ui.window.conftest import Office, Seat

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def evaluations(tmp_path: Path) -> list[str]:
    """Two calls in which the agent interrupted; a slip about the first was drawn."""
    with Workspace.open(tmp_path / "workspace", name="李敏", number="Q017") as workspace:
        made = evaluate_badly(workspace, tmp_path / "recordings", 2)
        draw(workspace, made[0], "2026-01-10")  # no repeat: long ago
        return made


@pytest.fixture
def seat(office: Office, evaluations: list[str]) -> Iterator[Seat]:
    yield office.sit(opens_call=False)


def page_of(seat: Seat) -> StandardPage:
    seat.window.slips.show_page("standard")
    page = seat.window.findChild(StandardPage)
    seat.wait(lambda: page.view.table.row is not None)
    seat.settle()
    return page


def press(seat: Seat, name: str) -> None:
    button = next(w for w in seat.window.findChildren(QAbstractButton, name) if w.isVisible())
    assert button.isEnabled(), name
    button.click()
    seat.settle()


def shown(seat: Seat, kind: type, name: str):
    return next((w for w in seat.window.findChildren(kind, name) if w.isVisible()), None)


def write(seat: Seat, field: str, words: str) -> None:
    """Into a field of the form, in place of what stands there."""
    edit = shown(seat, QLineEdit, f"field_{field}")
    assert edit is not None, field
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, words)
    seat.settle()


def draft_of(seat: Seat) -> SavedStandard | None:
    db = connect(seat.folder / DATABASE, readonly=True)
    try:
        return get_standard_draft(db)
    finally:
        db.close()


def in_force(seat: Seat, day: str):
    db = connect(seat.folder / DATABASE, readonly=True)
    try:
        return row_in_force(db, day)
    finally:
        db.close()


def edit_clause(seat: Seat, page: StandardPage, number: str) -> None:
    page.view.choose_clause(number)
    page.view.table.setFocus()
    seat.key(Qt.Key.Key_Return)
    seat.wait(lambda: page.is_editing)
    seat.settle()


def test_by_keyboard_from_the_table_to_a_published_version(
    seat: Seat, evaluations: list[str], office: Office
) -> None:
    page = page_of(seat)
    edit_clause(seat, page, "2.1")
    assert draft_of(seat) is None  # looking changes nothing
    assert page.editor.parts.hasFocus() and page.editor.parts.row.number == "2.1"
    seat.key(Qt.Key.Key_Return)
    for severity in ("minor", "serious", "grave"):
        combo = shown(seat, QComboBox, f"field_{severity}.rung")
        combo.setFocus()
        seat.key(Qt.Key.Key_End)
        seat.key(Qt.Key.Key_Up)  # the fine, below the dismissal
        assert combo.currentData() == "fine"
        write(seat, f"{severity}.amount_cents", "42.5")
    assert not page.editor.editing.draft.problems
    kept = draft_of(seat)
    assert kept is not None and kept.draft.get(page.editor.editing.place)["minor"] == {
        "rung": "fine", "amount_cents": 4_250,
    }  # fmt: skip
    office.leave(seat)  # what was typed is there tomorrow
    seat = office.sit(opens_call=False)
    page = page_of(seat)
    press(seat, "standard_do_edit")
    assert page.editor.editing.draft == kept.draft
    seat.key(Qt.Key.Key_Return, CTRL)
    lines = seat.find(QListWidget, "publish_lines")
    assert lines.count() == 3 and "42.50" in lines.item(0).text()
    agree = seat.find(QAbstractButton, "publish_standard_agree")
    assert not agree.isEnabled()  # without a reason
    tomorrow = QDate.currentDate().addDays(1)
    seat.find(QDateEdit, "publish_begins").setDate(tomorrow)
    seat.find(GrowingText, "publish_reason").setPlainText("客户投诉增多")
    press(seat, "publish_standard_agree")
    seat.wait(lambda: not page.is_editing)
    begins = tomorrow.toString(Qt.DateFormat.ISODate)
    row = in_force(seat, begins)
    assert (row.begins, row.reason) == (begins, "客户投诉增多")
    assert draft_of(seat) is None
    seat.wait(lambda: page.view.version.begins == begins)
    assert "客户投诉增多" in seat.text("standard_about")
    today = QDate.currentDate().toString(Qt.DateFormat.ISODate)
    assert in_force(seat, today).id is None


def test_the_draw_dialog_recommends_by_it_and_old_slips_keep_theirs(
    seat: Seat, evaluations: list[str]
) -> None:
    page = page_of(seat)
    edit_clause(seat, page, "2.1")
    for severity in ("grave", "serious", "minor"):
        combo = shown(seat, QComboBox, f"field_{severity}.rung")
        combo.setFocus()
        seat.key(Qt.Key.Key_End)
        seat.key(Qt.Key.Key_Up)
        write(seat, f"{severity}.amount_cents", "42")
    press(seat, "standard_publish")
    seat.find(GrowingText, "publish_reason").setPlainText("统一口径")
    press(seat, "publish_standard_agree")
    seat.wait(lambda: not page.is_editing)
    seat.window.slips.draw(evaluations[1])
    seat.wait(lambda: shown(seat, QAbstractButton, "draw_sign") is not None)
    seat.wait(lambda: shown(seat, QAbstractButton, "draw_sign").isEnabled())
    assert "42" in shown(seat, QLabel, "draw_head").text()
    press(seat, "draw_sign")
    seat.wait(lambda: len(slips(seat)) == 2)
    new, old = slips(seat)
    assert (new.rung, new.amount_cents) == ("fine", 4_200)
    today = QDate.currentDate().toString(Qt.DateFormat.ISODate)
    assert new.standard == in_force(seat, today).standard.id
    assert old.standard == shipped_standard().id


def slips(seat: Seat):
    db = connect(seat.folder / DATABASE, readonly=True)
    try:
        return find_slips(db)
    finally:
        db.close()


def test_clauses_are_added_moved_removed_and_taken_back(seat: Seat) -> None:
    page = page_of(seat)
    edit_clause(seat, page, "1.2")
    editing = page.editor.editing
    seat.key(Qt.Key.Key_N)
    assert editing.place == "clauses[2]" and editing.draft.get("clauses[2].number") == "1.9"
    assert not shown(seat, QAbstractButton, "standard_problems").text().startswith("0")
    shown(seat, QLineEdit, "field_fault").textEdited.emit("greeting")  # no list of faults opens
    shown(seat, GrowingText, "field_words").setPlainText("没有问候")
    seat.settle()
    assert editing.draft.standard is not None
    page.editor.parts.setFocus()
    seat.key(Qt.Key.Key_Up, ALT)
    assert editing.place == "clauses[1]" and editing.draft.get("clauses[1].fault") == "greeting"
    seat.key(Qt.Key.Key_Delete)
    assert editing.draft.place_of("1.9") == ""
    seat.key(Qt.Key.Key_Z, CTRL)
    assert editing.draft.place_of("1.9") == "clauses[1]"
    seat.key(Qt.Key.Key_Y, CTRL)
    assert editing.draft.place_of("1.9") == ""
    seat.key(Qt.Key.Key_Escape)
    assert not page.is_editing and seat.window.focusWidget() is page.view.table


def test_what_is_wrong_stands_beside_its_field_and_stops_publishing(seat: Seat) -> None:
    page = page_of(seat)
    edit_clause(seat, page, "1.1")
    write(seat, "grave.amount_cents", "abc")
    problem = shown(seat, QLabel, "problem_grave.amount_cents")
    assert problem is not None and problem.text()
    page.editor.go_to_problem("window_days")
    write(seat, "window_days", "0")
    assert shown(seat, QLabel, "problem_window_days") is not None
    assert [part.is_wrong for part in page.editor.parts.model().rows[:3]] == [True, False, True]
    page.editor.go_to_problem("rungs[5].sign_offs")
    press(seat, "field_rungs[5].sign_offs.manager")
    press(seat, "field_rungs[4].sign_offs.manager")
    assert shown(seat, QLabel, "problem_rungs[5].sign_offs") is not None
    assert {each.path for each in page.editor.editing.draft.problems} == {
        "clauses[0].grave.amount_cents", "window_days", "rungs[5].sign_offs",
    }  # fmt: skip


def test_a_file_becomes_a_step_of_the_draft_with_what_is_wrong_in_it(
    seat: Seat, tmp_path: Path
) -> None:
    page = page_of(seat)
    file = tmp_path / "标准.toml"
    page.write(page.view.version, file)
    seat.wait(file.exists)
    written = file.read_text(encoding="utf-8").replace("= 20000\n", "= 30000\n")
    file.write_text(written.replace('number = "1.2"', 'number = "1.1"'), encoding="utf-8")
    page.take(file)
    seat.wait(lambda: page.is_editing)
    seat.settle()
    assert [each.path for each in page.editor.editing.draft.problems] == ["clauses[1].number"]
    assert shown(seat, QLineEdit, "field_monthly_cap_cents").text() == "300"
    seat.key(Qt.Key.Key_Z, CTRL)
    assert page.editor.editing.draft.standard == shipped_standard()
    file.write_text('clauses = 5\nrungs = "x"\nname = 2026-11-22\n', encoding="utf-8")
    page.take(file)
    seat.wait(lambda: len(page.editor.editing.draft.problems) > 5)
    page.editor.go_to_problem("rungs")
    seat.settle()


def test_a_draft_thrown_away_comes_back(seat: Seat) -> None:
    page = page_of(seat)
    edit_clause(seat, page, "1.1")
    write(seat, "repeat_cents", "6")
    seat.key(Qt.Key.Key_Escape)
    seat.key(Qt.Key.Key_Escape)
    seat.wait(lambda: shown(seat, QAbstractButton, "standard_do_discard") is not None)
    kept = draft_of(seat)
    press(seat, "standard_do_discard")
    seat.wait(lambda: draft_of(seat) is None)
    seat.key(Qt.Key.Key_Z, CTRL)
    seat.wait(lambda: draft_of(seat) == kept)


def test_versions_are_read_and_compared(office: Office, evaluations, tmp_path: Path) -> None:
    draft = SavedStandard.of(shipped_standard()).draft.set("monthly_cap_cents", 30_000)
    with Workspace.open(tmp_path / "workspace") as workspace:
        publish_standard(workspace, draft.standard, "2026-01-01", "人力资源通知")
    seat = office.sit(opens_call=False)
    page = page_of(seat)
    assert "人力资源通知" in seat.text("standard_about") and "300" in seat.text("standard_about")
    seat.key(Qt.Key.Key_D)
    lines = seat.find(QListWidget, "diff_lines")
    assert lines.count() == 1 and "300" in lines.item(0).text()
    lines.window().close()
    page.view.findChild(QComboBox, "standard_version").setCurrentIndex(1)
    page.view.findChild(QComboBox, "standard_version").activated.emit(1)
    assert page.view.version.id is None
    search = seat.find(QLineEdit, "standard_search")
    page.view.table.setFocus()
    seat.key(Qt.Key.Key_Slash)
    QTest.keyClicks(search, "qianghua")
    assert page.view.table.row.clause.number == "2.1"
    assert page.view.table.model().rowCount() == 1
