"""The catalogue of faults on screen, and the fault of an option found in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit

from qa_desktop.domain.scoring.draft import CardDraft
from qa_desktop.services.scorecard_editing import draft_with
from qa_desktop.store.fault_catalogue import find_faults, shipped_faults
from qa_desktop.ui.scorecards.view import ScorecardsView
from tests.factories_scoring import worked_card
from tests.ui.window.conftest import Office, Seat

K = Qt.Key
OPENING = "sections[0].items[0].answer.no"


@pytest.fixture
def seat(office: Office) -> Seat:
    return office.sit(opens_call=False)


@pytest.fixture
def view(seat: Seat) -> ScorecardsView:
    seat.window.show_screen("scorecards")
    found = seat.window.screen("scorecards")
    assert isinstance(found, ScorecardsView)
    seat.wait(lambda: found.page.cards.row is not None)
    return found


def in_catalogue(seat: Seat, view: ScorecardsView) -> None:
    """By the key of the list."""
    QTest.keyClick(view.page, K.Key_F)
    seat.wait(lambda: view.faults.row is not None)


def codes(view: ScorecardsView) -> list[str]:
    model = view.faults.table.model()
    return [model.index(n, 1).data() for n in range(model.rowCount())]


def fault(seat: Seat, code: str):
    found: list[object] = []
    seat.window.desk.read("test", find_faults, lambda faults: found.append(faults.get(code)))
    seat.wait(lambda: found)
    return found[0]


def test_a_fault_is_added_by_keyboard_found_changed_retired_and_taken_back(
    seat: Seat, view: ScorecardsView
) -> None:
    in_catalogue(seat, view)
    assert codes(view) == list(shipped_faults())
    QTest.keyClick(view.faults, K.Key_N)
    name = seat.window.findChild(QLineEdit, "fault_name")
    name.setText("迟到")
    code = seat.window.findChild(QLineEdit, "fault_code")
    QTest.keyClicks(code, "opening")
    QTest.keyClick(code, K.Key_Return)
    error = seat.window.findChild(QLabel, "fault_error")
    seat.wait(lambda: "opening" in error.text())
    code.clear()
    QTest.keyClicks(code, "late")
    seat.window.findChild(QComboBox, "fault_class").setCurrentIndex(3)
    QTest.keyClick(code, K.Key_Return)
    seat.wait(lambda: view.faults.row is not None and view.faults.row.fault.code == "late")
    assert view.faults.row.fault.problem_class == "C"
    search = seat.window.findChild(QLineEdit, "faults_search")
    search.setText("late")
    QTest.keyClick(view.faults, K.Key_R)
    seat.wait(lambda: "late" not in codes(view))
    assert "Only retired faults are called so (1)" in seat.text("faults_uses")
    search.clear()
    seat.window.undoing.undo()
    seat.wait(lambda: "late" in codes(view))
    seat.window.undoing.undo()
    seat.wait(lambda: "late" not in codes(view))
    assert fault(seat, "late") is None


def test_the_search_finds_names_codes_and_pinyin(seat: Seat, view: ScorecardsView) -> None:
    in_catalogue(seat, view)
    QTest.keyClick(view.faults, K.Key_Slash)
    search = seat.window.findChild(QLineEdit, "faults_search")
    for typed in ("态度生硬", "tdsy", "harsh_t"):
        search.clear()
        QTest.keyClicks(search, typed) if typed.isascii() else search.setText(typed)
        assert codes(view) == ["harsh_tone"]
    search.setText("nothing like it")
    assert codes(view) == []
    assert seat.window.findChild(QLabel, "faults_uses").text()
    search.clear()
    view.fault_acts.do("retire")
    seat.wait(lambda: "opening" not in codes(view))
    seat.window.findChild(QCheckBox, "faults_retired").click()
    assert codes(view)[0] == "opening"
    QTest.keyClick(view.faults, K.Key_Escape)
    assert view.page.isVisible()


def test_a_code_that_cards_name_can_be_added(seat: Seat, view: ScorecardsView) -> None:
    draft = CardDraft.of(worked_card()).set(OPENING, {"fault": "odd"})
    seat.window.desk.write(lambda ws: draft_with(ws, draft))
    view.show_faults()
    seat.wait(lambda: "odd" in codes(view))
    view.faults.table.selectRow(codes(view).index("odd"))
    assert not view.faults.row.is_known
    QTest.keyClick(view.faults, K.Key_E)
    assert seat.window.findChild(QLineEdit, "fault_code").isReadOnly()
    name = seat.window.findChild(QLineEdit, "fault_name")
    assert name.text() == "odd"
    name.setText("说法奇怪")
    QTest.keyClick(name, K.Key_Return)
    seat.wait(lambda: view.faults.row is not None and view.faults.row.is_known)
    assert fault(seat, "odd").name.zh == "说法奇怪"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_an_option_gets_its_fault_by_a_few_letters(seat: Seat, view: ScorecardsView) -> None:
    """Pinyin, Down and Enter; the class comes with it, and goes with what was typed on the way. A
    strange code stays and is marked."""
    draft = CardDraft.of(worked_card())
    seat.window.desk.write(lambda ws: draft_with(ws, draft), view.edit, is_step=False)
    editing = view.editor.editing
    seat.wait(lambda: editing.is_open and editing.faults.faults)
    editing.go_to("sections[0].items[0]")
    edit = view.findChild(QLineEdit, "field_answer.no.fault")
    seat.wait(edit.isVisible)
    edit.setFocus()
    seat.wait(edit.hasFocus)
    QTest.keyClicks(edit, "tdsy")
    popup = edit.completer().popup()
    assert popup.isVisible() and popup.model().rowCount() == 1
    QTest.keyClick(popup, K.Key_Down)
    QTest.keyClick(popup, K.Key_Return)
    expected = {"fault": "harsh_tone", "problem_class": "B"}
    assert editing.draft.get(OPENING) == expected
    assert edit.text() == "Harsh tone"
    edit.selectAll()
    QTest.keyClicks(edit, "my own")
    assert editing.draft.get(f"{OPENING}.fault") == "my own"
    note = view.findChild(QLabel, "problem_answer.no.fault")
    assert "my own" in note.text() and not editing.draft.problems
    edit.selectAll()
    QTest.keyClicks(edit, "Dead air")  # its name, written out
    assert editing.draft.get(OPENING) == {"fault": "dead_air", "problem_class": "C"}
    assert not note.isVisible()


def test_files_of_the_catalogue(seat: Seat, view: ScorecardsView, tmp_path: Path) -> None:
    in_catalogue(seat, view)
    file = tmp_path / "faults.toml"
    view.fault_acts.write(file)
    seat.wait(file.exists)
    assert len(file.read_text(encoding="utf-8").split("[[faults]]")) == len(shipped_faults()) + 1
    file.write_text('format = 1\n[[faults]]\ncode = "late"\nname = "迟到"\n', encoding="utf-8")
    view.fault_acts.take(file)
    seat.wait(lambda: "late" in codes(view))
    seat.window.undoing.undo()
    seat.wait(lambda: "late" not in codes(view))
