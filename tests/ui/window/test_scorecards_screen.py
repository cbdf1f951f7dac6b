"""The Scorecards screen: versions and their acts, the editor, files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTextBrowser,
    QWidget,
)

from qa_desktop.domain.scoring import Name
from qa_desktop.domain.scoring.draft import CardDraft
from qa_desktop.services.people import save_team
from qa_desktop.services.scorecard_editing import (
    Terms,
    begin_draft,
    draft_of,
    draft_with,
    find_card_drafts,
    publish,
    save_card_draft,
)
from qa_desktop.services.scorecard_files import export_card
from qa_desktop.store.people import find_teams
from qa_desktop.store.scorecard_templates import built_in_templates
from qa_desktop.ui import i18n, theme
from qa_desktop.ui.import_sheet.first_rows import FirstRows
from qa_desktop.ui.inspect.item_row import ItemRow
from qa_desktop.ui.scorecards.editing import draft_slot
from qa_desktop.ui.scorecards.view import ScorecardsView
from tests.card_sheets import ROWS, sheet
from tests.factories_scoring import worked_card
from tests.ui.window.conftest import Office, Seat

K, M = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def seat(office: Office) -> Seat:
    return office.sit()


@pytest.fixture
def view(seat: Seat) -> ScorecardsView:
    return view_of(seat)


def view_of(seat: Seat) -> ScorecardsView:
    seat.window.show_screen("scorecards")
    found = seat.window.screen("scorecards")
    assert isinstance(found, ScorecardsView)
    seat.wait(lambda: found.page.cards.row is not None)
    return found


def edit(seat: Seat, view: ScorecardsView, draft: CardDraft | None = None) -> None:
    """The worked card, or another, in the editor."""
    wanted = draft or CardDraft.of(worked_card())
    seat.window.desk.write(lambda ws: draft_with(ws, wanted), view.edit, is_step=False)
    seat.wait(lambda: view.is_editing)


def names(view: ScorecardsView) -> list[str]:
    return [str(item["id"]) for _, item in view.editor.editing.draft.items()]


def test_the_shipped_cards_are_listed_and_in_use(view: ScorecardsView) -> None:
    assert view.page.card is not None
    states = [view.page.cards.model().index(n, 1).data() for n in range(5)]
    assert set(states) == {"In use"}
    assert len(view.page.card.versions) >= 1


def test_a_draft_is_there_after_a_restart_as_it_was_typed(office: Office) -> None:
    seat = office.sit()
    view = view_of(seat)
    edit(seat, view)
    editing = view.editor.editing
    editing.go_to("sections[0].items[0]")
    field = seat.find(QLineEdit, "field_weight")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "x1")
    seat.settle()
    office.leave(seat)

    seat = office.sit()
    view = view_of(seat)
    assert view.page.card is not None
    assert view.page.card.drafts, "drafts of new cards stand first"
    (draft,) = view.page.card.drafts
    assert draft.draft.get("sections[0].items[0].weight") == "x1"


def test_a_mistake_is_said_below_its_field_and_goes_when_it_is_mended(
    seat: Seat, view: ScorecardsView
) -> None:
    edit(seat, view)
    view.editor.editing.go_to("sections[0].items[0]")
    field = seat.find(QLineEdit, "field_weight")
    field.selectAll()
    QTest.keyClicks(field, "-3")
    problem = seat.find(QLabel, "problem_weight")
    assert problem.isVisibleTo(view)
    assert "-3" in problem.text()
    assert field.accessibleDescription() == problem.text()
    assert "1 to put right" in seat.text("editor_problems")
    field.selectAll()
    QTest.keyClicks(field, "12.5")
    assert not problem.isVisibleTo(view)
    assert seat.text("editor_problems") == "Nothing wrong"


def test_the_list_of_mistakes_leads_to_the_field(seat: Seat, view: ScorecardsView) -> None:
    draft = CardDraft.of(worked_card()).set("sections[1].items[0].answer.options[1].points", "six")
    edit(seat, view, draft)
    view.editor._problem_menu.actions()[0].trigger()
    assert view.editor.editing.place == "sections[1].items[0]"
    assert seat.window.focusWidget().objectName() == "field_answer.options[1].points"


def test_undo_and_redo_go_through_the_steps_of_the_card(seat: Seat, view: ScorecardsView) -> None:
    edit(seat, view)
    view.editor.editing.go_to("sections[0].items[0]")
    view.editor.tree.setFocus()
    seat.key(K.Key_Delete)
    assert names(view)[0] == "a2"
    seat.key(K.Key_D, M.ControlModifier)
    assert names(view)[:2] == ["a2", "a2_2"]
    seat.key(K.Key_Z, M.ControlModifier)
    seat.key(K.Key_Z, M.ControlModifier)
    assert names(view)[:3] == ["a1", "a2", "a3"]
    seat.key(K.Key_Y, M.ControlModifier)
    assert names(view)[0] == "a2"


def test_what_is_typed_into_two_items_is_two_steps(seat: Seat, view: ScorecardsView) -> None:
    edit(seat, view)
    for place in (0, 1):
        view.editor.editing.go_to(f"sections[0].items[{place}]")
        field = seat.find(QLineEdit, "field_weight")
        field.selectAll()
        QTest.keyClicks(field, "77")
    view.editor.tree.setFocus()
    seat.key(K.Key_Z, M.ControlModifier)
    weights = [item["weight"] for _, item in view.editor.editing.draft.items()]
    assert weights[:2] == ["77", 10]


def test_the_tree_follows_what_is_typed_at_once(seat: Seat, view: ScorecardsView) -> None:
    """Told cell by cell, Qt measures the columns so often that a long card could not be typed."""
    edit(seat, view)
    view.editor.editing.go_to("sections[0].items[0]")
    tree, field = view.editor.tree, seat.find(QLineEdit, "field_weight")
    width = tree.columnWidth(1)
    told: list = []
    tree.model().dataChanged.connect(lambda *_: told.append(1))
    field.selectAll()
    QTest.keyClicks(field, "1234567.25")
    assert tree.currentItem().text(1) == "1234567.25"
    assert tree.columnWidth(1) > width
    assert told == []


def test_a_code_on_its_way_past_another_takes_nothing_from_it(
    seat: Seat, view: ScorecardsView
) -> None:
    """``a1`` becomes ``a25``, and was ``a2`` for a letter: what it shows is still shown by it."""
    draft = CardDraft.of(worked_card())
    for at, shower in (("sections[1].items[0]", "a1"), ("sections[1].items[1]", "a2")):
        draft = draft.set(f"{at}.shown_when", {"item": shower, "options": ["yes"]})
    edit(seat, view, draft)
    editing = view.editor.editing
    editing.go_to("sections[0].items[0]")
    code = view.editor.form._cells["id"].widget.stops()[0]
    code.selectAll()
    QTest.keyClicks(code, "a25")
    showers = [editing.draft.get(f"sections[1].items[{n}].shown_when.item") for n in (0, 1)]
    assert showers == ["a25", "a2"]
    assert not editing.draft.problems
    editing.undo()
    assert editing.draft.source == draft.source


def test_undo_in_the_editor_never_takes_back_what_was_done_elsewhere(
    seat: Seat, view: ScorecardsView
) -> None:
    seat.window.desk.write(lambda ws: save_team(ws, "一组"))
    seat.settle()
    edit(seat, view)
    seat.key(K.Key_Z, M.ControlModifier)
    seat.settle()
    teams: list = []
    seat.window.desk.read("test", find_teams, lambda found: teams.append(list(found)))
    seat.wait(lambda: teams)
    assert teams == [["一组"]]


def test_a_name_keeps_its_english_while_both_are_the_same(seat: Seat, view: ScorecardsView) -> None:
    """One of them may be on its way to something longer."""
    name = "sections[0].items[0].name"
    edit(seat, view, CardDraft.of(worked_card()).set(name, {"zh": "V", "en": "VIP"}))
    editing = view.editor.editing
    editing.go_to("sections[0].items[0]")
    shown = view.editor.form._cells
    field, english = (shown[key].widget.stops()[0] for key in ("name", "name.en"))
    QTest.keyClicks(field, "IP lounge")
    assert editing.draft.get(name) == {"zh": "VIP lounge", "en": "VIP"}
    QTest.keyClicks(english, " customer")
    assert editing.draft.get(name) == {"zh": "VIP lounge", "en": "VIP customer"}


def test_a_name_written_in_the_tree_is_in_the_language_that_it_shows(
    seat: Seat, view: ScorecardsView
) -> None:
    name = "sections[0].items[0].name"
    edit(seat, view, CardDraft.of(worked_card()).set(name, {"zh": "开场白", "en": "Opening"}))
    view.editor.editing.go_to("sections[0].items[0]")
    row = view.editor.tree.currentItem()
    assert row is not None and row.text(0) == "Opening"
    row.setText(0, "Greeting")
    assert view.editor.editing.draft.get(name) == {"zh": "开场白", "en": "Greeting"}


def test_a_draft_that_could_not_be_saved_is_not_tried_again_once_it_is_gone(
    seat: Seat, view: ScorecardsView
) -> None:
    edit(seat, view)
    saved = view.editor.editing.saved
    view.show_list()
    seat.wait(lambda: view.page.card is not None and view.page.card.drafts)
    desk = seat.window.desk
    desk.unsaved[draft_slot(saved)] = lambda ws: save_card_draft(ws, saved)
    view.page.versions.setFocus()
    seat.key(K.Key_Delete)
    desk.save_again()
    seat.settle()
    found: list = []
    desk.read("test", lambda db: [find_card_drafts(db)], found.extend)
    seat.wait(lambda: found)
    assert found == [[]]


def test_alt_and_an_arrow_moves_an_item_also_into_the_next_section(
    seat: Seat, view: ScorecardsView
) -> None:
    edit(seat, view)
    view.editor.editing.go_to("sections[0].items[2]")
    view.editor.tree.setFocus()
    seat.key(K.Key_Up, M.AltModifier)
    assert names(view)[:3] == ["a1", "a3", "a2"]
    seat.key(K.Key_Down, M.AltModifier)
    seat.key(K.Key_Down, M.AltModifier)
    assert names(view) == ["a1", "a2", "a3", "b1", "b2", "c1", "c2"]
    assert view.editor.editing.place == "sections[1].items[0]"
    view.editor.editing.go_to("sections[1]")
    seat.key(K.Key_Down, M.AltModifier)
    sections = [each["id"] for each in view.editor.editing.draft.get("sections")]
    assert sections == ["A", "C", "B"]


@pytest.mark.parametrize(
    ("path", "over", "how", "expected"),
    [
        ("sections[0].items[0]", "sections[0].items[2]", "after", "a2 a3 a1 b1 b2 c1 c2"),
        ("sections[0].items[2]", "sections[0].items[0]", "before", "a3 a1 a2 b1 b2 c1 c2"),
        ("sections[0].items[0]", "sections[1]", "into", "a2 a3 b1 b2 a1 c1 c2"),
        ("sections[0].items[0]", "sections[2].items[1]", "before", "a2 a3 b1 b2 c1 a1 c2"),
        ("sections[2]", "sections[0]", "before", "c1 c2 a1 a2 a3 b1 b2"),
        ("sections[0]", "sections[2].items[0]", "after", "b1 b2 c1 c2 a1 a2 a3"),
        ("sections[0].items[0]", "", "into", "a1 a2 a3 b1 b2 c1 c2"),
    ],
)
def test_dragging(
    seat: Seat, view: ScorecardsView, path: str, over: str, how: str, expected: str
) -> None:
    edit(seat, view)
    view.editor.tree.drop(path, over, after=how == "after", into=how == "into")
    assert " ".join(names(view)) == expected


def test_the_preview_is_answered_like_the_card_and_explains_its_score(
    seat: Seat, view: ScorecardsView
) -> None:
    edit(seat, view)
    view.editor.preview.follow()
    rows = view.editor.preview.rows
    rows.setFocus()
    for key in (K.Key_1, K.Key_2, K.Key_4, K.Key_2, K.Key_2, K.Key_1, K.Key_1):
        QTest.keyClick(rows, key)
        QTest.keyClick(rows, K.Key_Down)
    assert seat.text("preview_score") == "63.5"
    why = seat.find(QWidget, "preview_why")
    assert "63.5" in why.toPlainText()
    draft = view.editor.editing.draft
    view.editor.editing.apply(draft.set("policy.pass_mark", 60))
    view.editor.preview.follow()
    assert seat.text("preview_score") == "63.5", "the answers stay"
    assert seat.text("preview_verdict") == "Passed"
    row = view.editor.preview.findChild(ItemRow, "item_a1")
    assert row.findChild(QWidget, "evidence_a1") is None, "nothing is heard here"


def test_what_was_explained_of_another_card_is_gone(seat: Seat, view: ScorecardsView) -> None:
    edit(seat, view)
    why = seat.find(QTextBrowser, "preview_why")
    seat.wait(lambda: why.toPlainText())
    seat.window.desk.write(lambda ws: begin_draft(ws, "新卡"), view.edit, is_step=False)
    seat.wait(lambda: not why.toPlainText())
    i18n.set_language(QApplication.instance(), "zh_CN")
    assert not why.toPlainText()


def test_weights_are_spread_and_brought_to_a_hundred(seat: Seat, view: ScorecardsView) -> None:
    edit(seat, view)
    editing = view.editor.editing
    editing.go_to("sections[1]")
    actions = view.editor._weights_menu.actions()
    actions[1].trigger()
    assert [i["weight"] for p, i in editing.draft.items() if "sections[1]" in p] == [60, 40]
    view.editor._weights_menu.actions()[0].trigger()
    assert [i["weight"] for p, i in editing.draft.items() if "sections[1]" in p] == [50, 50]


def test_a_thrown_away_draft_comes_back(seat: Seat, view: ScorecardsView) -> None:
    edit(seat, view)
    view.show_list()
    seat.wait(lambda: view.page.card is not None and view.page.card.drafts)
    view.page.versions.setFocus()
    seat.key(K.Key_Delete)
    seat.wait(lambda: view.page.card is not None and view.page.card.card is not None)
    assert "Ctrl+Z" in seat.text("toast_words")
    seat.key(K.Key_Z, M.ControlModifier)
    found: list = []
    seat.window.desk.read("test", find_card_drafts, found.extend)
    seat.wait(lambda: found)
    assert found[0].draft.source == CardDraft.of(worked_card()).source


def test_two_versions_are_compared_in_words(seat: Seat, view: ScorecardsView) -> None:
    shipped = built_in_templates()[0]

    def change(ws):
        draft = draft_of(ws, shipped.id)
        path = next(path for path, item in draft.draft.items() if "weight" in item)
        changed = draft.draft.set(f"{path}.weight", 77)
        return publish(ws, type(draft)(draft.id, changed, shipped.id, 0), Terms("试", "2020-01-01"))

    seat.window.desk.write(change)
    seat.wait(lambda: view.page.card is not None and len(view.page.card.versions) > 1)
    view.page.versions.setFocus()
    seat.key(K.Key_D)
    lines = seat.find(QListWidget, "diff_lines")
    assert any("77" in lines.item(n).text() for n in range(lines.count()))


def test_a_card_taken_out_of_use_needs_a_reason(seat: Seat, view: ScorecardsView) -> None:
    view.page.cards.setFocus()
    seat.key(K.Key_R)
    seat.wait(lambda: view.findChild(QWidget, "terms") is not None)
    agree = seat.find(QPushButton, "terms_agree")
    agree.click()
    seat.settle()
    error = seat.find(QLabel, "terms_error")
    seat.wait(lambda: error.text())
    assert "reason" in error.text().lower()
    assert QApplication.focusWidget() is seat.find(QPlainTextEdit, "terms_reason")
    always = seat.find(QCheckBox, "terms_always")
    assert always.text() == "Out of use for all calls, also earlier ones"
    reason = seat.find(QPlainTextEdit, "terms_reason")
    reason.setPlainText("不再使用")
    assert error.isHidden(), "it was said of an empty field"
    QTest.keyClick(reason, K.Key_Return, M.ControlModifier)
    seat.wait(lambda: view.page.card is not None and not view.page.card.card.in_use)
    model = view.page.versions.model()
    colors = [model.index(row, 0).data(Qt.ItemDataRole.ForegroundRole) for row in range(2)]
    assert model.index(0, 0).data() == "Out of use"
    assert colors[0] == colors[1] == theme.current().color("muted")


def test_a_spreadsheet_becomes_a_draft_after_its_columns_were_shown(
    seat: Seat, view: ScorecardsView, tmp_path: Path
) -> None:
    file = tmp_path / "card.xlsx"
    export_card(worked_card(), file, "zh")
    view.files.take(file)
    agree = seat.find(QPushButton, "card_sheet_agree")
    seat.wait(agree.isEnabled)
    assert seat.text("card_sheet_says") == "7 items read; nothing wrong"
    agree.click()
    seat.wait(lambda: view.is_editing)
    version = view.editor.editing.draft.version
    assert version is not None
    assert version.id == worked_card().id


def test_the_row_of_the_headings_is_chosen(
    seat: Seat, view: ScorecardsView, tmp_path: Path
) -> None:
    """By its number or by Enter on the row; what is left out and not used is said."""
    rows = [*ROWS, ["服务态度", "开场白", 5, None, None]]
    own = ["哪一块", "看什么", "分值", "怎么看", "红线"]
    view.files.take(sheet(tmp_path, rows, own, above=[["宽带热线质检评分表"]]))
    first = seat.find(FirstRows, "sheet_first_rows")
    number = seat.find(QSpinBox, "card_sheet_heading_row")
    seat.wait(lambda: first.model().rowCount() == 7)
    assert number.value() == 2
    number.setValue(1)
    assert seat.text("card_sheet_says").startswith("Still needed: criterion")
    first.selectRow(1)
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert number.value() == 2
    for field, column in {"name": 1, "section": 0}.items():
        chooser = seat.find(QComboBox, f"column_of_{field}")
        chooser.setCurrentIndex(chooser.findData(column))
    agree = seat.find(QPushButton, "card_sheet_agree")
    seat.wait(agree.isEnabled)
    assert seat.text("card_sheet_says").startswith("4 items read; rows left out: 1; 1 to put right")
    told = seat.find(QListWidget, "card_sheet_problems")
    assert told.item(told.count() - 1).text().endswith("Columns that are not used: 怎么看")
    agree.click()
    seat.wait(lambda: view.is_editing)
    assert view.editor.editing.draft.get("name") == "宽带热线质检评分表"


def test_a_name_that_no_file_can_have_is_offered_as_one_that_it_can(
    seat: Seat, view: ScorecardsView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = replace(worked_card(), name=Name("投诉/售后: 2.0", "投诉/售后: 2.0"))
    offered: list[str] = []
    titles: list[str] = []

    def choose(_parent, title, start, kinds):
        offered.append(start)
        titles.append(title)
        return str(tmp_path / "投诉 2.0"), kinds.split(";;")[1]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    view.files.save(card)
    seat.wait((tmp_path / "投诉 2.0.toml").exists)
    assert offered == ["投诉_售后_ 2.0.xlsx"]
    view.page.act_wanted.emit("export")
    assert titles[-1] == "Save as a file: As shipped"
    seat.wait(lambda: seat.find(QLabel, "toast_words").text().endswith("As shipped"))


def test_what_changes_with_the_language(seat: Seat, view: ScorecardsView) -> None:
    edit(seat, view)
    view.editor.editing.go_to("sections[0].items[0]")
    i18n.set_language(QApplication.instance(), "zh_CN")
    seat.settle()
    assert seat.text("editor_publish") == "发布…"
    assert seat.find(QLineEdit, "field_weight").accessibleName() == "权重"


def test_an_empty_card_says_what_it_lacks(seat: Seat, view: ScorecardsView) -> None:
    seat.window.desk.write(lambda ws: begin_draft(ws, "新卡"), view.edit, is_step=False)
    seat.wait(lambda: view.is_editing)
    assert seat.text("editor_problems") == "1 to put right"
    assert "as soon as" in seat.text("preview_note")
