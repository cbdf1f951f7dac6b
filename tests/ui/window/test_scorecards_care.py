"""The Scorecards screen, where somebody new to it stumbled: drafts that nobody wanted, days that
cannot be chosen, names that stand twice, keys."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from qa_desktop.domain.scoring.draft import CardDraft
from qa_desktop.domain.usual_cards import UsualCards
from qa_desktop.services.scorecard_editing import (
    Terms,
    begin_draft,
    draft_of,
    draft_with,
    find_card_drafts,
    publish,
)
from qa_desktop.ui.scorecards.beginning import Beginning, BeginningTick
from qa_desktop.ui.scorecards.dialogs import Question
from qa_desktop.ui.scorecards.proposal import ProposalDialog
from qa_desktop.ui.scorecards.view import ScorecardsView
from qa_desktop.ui.scorecards.what_if import WhatIfDialog
from tests.factories_scoring import worked_card
from tests.ui.window.conftest import Office, Seat

K, M = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def seat(office: Office) -> Seat:
    return office.sit()


@pytest.fixture
def view(seat: Seat) -> ScorecardsView:
    seat.window.show_screen("scorecards")
    found = seat.window.screen("scorecards")
    assert isinstance(found, ScorecardsView)
    seat.wait(lambda: found.page.cards.row is not None)
    return found


def edit(seat: Seat, view: ScorecardsView, place: str = "") -> None:
    """The worked card in the editor."""
    draft = CardDraft.of(worked_card())
    seat.window.desk.write(lambda ws: draft_with(ws, draft), view.edit, is_step=False)
    seat.wait(lambda: view.is_editing)
    view.editor.editing.go_to(place)


def cell(view: ScorecardsView, name: str) -> Any:
    return view.editor.form._cells[name]


def write_over(field: QLineEdit, words: str) -> None:
    """As an input method does it."""
    field.selectAll()
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(field, event)


# --- drafts come with the first change


def drafts_of(seat: Seat) -> list:
    found: list = []
    seat.settle()
    seat.window.desk.read("test", lambda db: [find_card_drafts(db)], found.extend)
    seat.wait(lambda: found)
    return found[0]


def test_who_only_looks_at_a_card_leaves_no_draft(seat: Seat, view: ScorecardsView) -> None:
    view.page.cards.setFocus()
    seat.key(K.Key_Return)
    seat.wait(lambda: view.is_editing)
    assert drafts_of(seat) == []
    what_if = seat.find(QPushButton, "editor_what_if")
    assert not what_if.isEnabled(), "there is nothing to try"
    view.editor.editing.go_to("sections[0].items[0]")
    write_over(seat.find(QLineEdit, "field_weight"), "77")
    (kept,) = drafts_of(seat)
    assert kept.draft.get("sections[0].items[0].weight") == "77" and what_if.isEnabled()
    view.editor.tree.setFocus()
    seat.key(K.Key_Z, M.ControlModifier)
    assert drafts_of(seat) == [], "all was taken back"
    seat.key(K.Key_Y, M.ControlModifier)
    assert len(drafts_of(seat)) == 1


def test_the_rows_stay_where_they_are_when_another_is_chosen(
    seat: Seat, view: ScorecardsView
) -> None:
    """The buttons above have other words for a draft: were they wider, a line more would move the
    rows under the mouse."""
    view.page.cards.selectRow(0)
    seat.settle()
    widths = {}
    for name in ("scorecards_change", "scorecards_again"):
        button = seat.find(QPushButton, name)
        widths[name] = button.sizeHint().expandedTo(button.minimumSize()).width()
    published(seat, view, "2026-03-01")
    seat.window.desk.write(lambda ws: draft_of(ws, worked_card().id), is_step=False)
    seat.settle()
    view.read()
    seat.wait(lambda: bool(view.page.card.drafts))
    for row in range(2):
        view.page.versions.selectRow(row)
        for name, width in widths.items():
            button = seat.find(QPushButton, name)
            assert button.sizeHint().expandedTo(button.minimumSize()).width() == width, name


# --- what cannot be is not offered


def published(seat: Seat, view: ScorecardsView, *days: str) -> None:
    """The worked card from these days on, each version heavier than the one before."""

    def work(ws) -> None:
        based_on = None
        for place, day in enumerate(days):
            draft = CardDraft.of(worked_card()).set("sections[1].items[0].weight", 30 + place)
            saved = draft_with(ws, draft, based_on)
            based_on = publish(ws, saved, Terms("试", day)).version.id

    seat.window.desk.write(work, is_step=False)
    seat.settle()
    view.page.choose("worked")
    view.read()
    seat.wait(lambda: view.page.card is not None and view.page.card.key == "worked")


def test_a_day_that_would_be_hidden_is_not_offered(seat: Seat, view: ScorecardsView) -> None:
    published(seat, view, "2026-03-01", "2026-05-01")
    view.page.cards.setFocus()
    seat.key(K.Key_Return)
    seat.wait(lambda: view.is_editing)
    seat.key(K.Key_Return, M.ControlModifier)
    seat.wait(lambda: view.findChild(QWidget, "terms") is not None)
    assert not seat.find(QCheckBox, "terms_always").isVisible()
    bound = seat.find(QLabel, "terms_bound")
    assert bound.isVisible() and "2000" not in bound.text()
    earliest = seat.find(QDateEdit, "terms_begins").minimumDate()
    assert earliest.toString("yyyy-MM-dd") == "2026-05-01"
    view.findChild(Question).reject()


def test_the_first_version_can_be_used_for_earlier_calls(seat: Seat, view: ScorecardsView) -> None:
    published(seat, view, "2026-03-01")
    again = seat.find(QPushButton, "scorecards_again")
    assert again.isEnabled() and again.text() == "For earlier calls too…"
    again.click()
    seat.wait(lambda: view.findChild(QWidget, "terms") is not None)
    assert seat.find(QCheckBox, "terms_always").isChecked()
    seat.find(QPlainTextEdit, "terms_reason").setPlainText("以前的也用")
    seat.find(QPushButton, "terms_agree").click()
    seat.wait(lambda: view.page.card is not None and len(view.page.card.versions) == 2)
    assert [row.in_force for row in view.page.card.versions] == [True, False]


def test_a_question_is_asked_once(seat: Seat, view: ScorecardsView) -> None:
    for _ in range(2):
        view.page.act_wanted.emit("retire")
    seat.wait(lambda: view.findChildren(Question))
    seat.settle()
    (asked,) = view.findChildren(Question)
    asked.reject()
    seat.wait(lambda: not view.findChildren(Question))
    for _ in range(2):
        view.page.act_wanted.emit("new")
    (asked,) = view.findChildren(Question)
    asked.reject()


def test_a_question_that_is_closed_while_it_is_written_is_gone(
    seat: Seat, view: ScorecardsView
) -> None:
    """Whatever comes of it finds nobody there, and harms nothing."""
    for reason in ("", "不再使用"):
        view.page.act_wanted.emit("retire")
        seat.wait(lambda: view.findChildren(Question))
        (asked,) = view.findChildren(Question)
        seat.find(QPlainTextEdit, "terms_reason").setPlainText(reason)
        asked.agree.click()
        asked.reject()
        QApplication.sendPostedEvents(asked, QEvent.Type.DeferredDelete)
        seat.settle()
    seat.wait(lambda: view.page.card is not None and not view.page.card.card.in_use)


# --- names


def test_a_name_that_stands_twice_is_said_below_it(seat: Seat, view: ScorecardsView) -> None:
    edit(seat, view, "sections[0].items[1]")
    shown = cell(view, "name")
    write_over(shown.widget.stops()[0], "开场白")
    assert shown.problem.property("role") == "error" and "already" in shown.problem.text()
    assert seat.text("editor_problems") == "1 to put right"
    view.editor.editing.undo()
    view.editor.editing.go_to("sections[1].items[0]")
    shown = cell(view, "name")
    write_over(shown.widget.stops()[0], "开场白")
    assert shown.problem.property("role") == "nudge" and "mixed up" in shown.problem.text()
    assert seat.text("editor_problems") == "Nothing wrong"


def test_an_option_that_was_yes_loses_its_english_with_its_name(
    seat: Seat, view: ScorecardsView
) -> None:
    at = "sections[0].items[0]"
    edit(seat, view, at)
    kind = cell(view, "answer.type").widget
    kind.edited.emit(kind.field, "choice")
    write_over(cell(view, "answer.options[0].name").widget.stops()[0], "准确")
    options = view.editor.editing.draft.get(f"{at}.answer.options")
    assert [each["name"] for each in options] == ["准确", {"zh": "否", "en": "No"}]
    assert [each["id"] for each in options] == ["o1", "o2"], "nobody has scored with the item"
    kind = cell(view, "answer.type").widget
    kind.edited.emit(kind.field, "text")
    assert not {"weight", "bonus"} & set(view.editor.form._cells), "words are not scored"


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_the_list_of_faults_lies_below_its_field(seat: Seat, view: ScorecardsView) -> None:
    """Also when the sentence about an unknown code has moved the field."""
    edit(seat, view, "sections[0].items[0]")
    seat.settle()
    fault = cell(view, "answer.no.fault").widget._fault
    fault.edit.setFocus()
    QTest.keyClicks(fault.edit, "k")
    QApplication.processEvents()
    popup = fault._finder_here().popup()
    assert popup.isVisible()
    top = fault.edit.mapToGlobal(QPoint()).y()
    assert popup.y() >= top + fault.edit.height() or popup.geometry().bottom() < top
    popup.hide()


# --- keys


def test_f6_walks_the_editor_and_esc_leads_back(seat: Seat, view: ScorecardsView) -> None:
    edit(seat, view)
    view.editor.preview.follow()
    editor = view.editor
    editor.tree.setFocus()

    def here() -> int:
        now = seat.window.focusWidget()
        return next(n for n, p in enumerate(editor.panes()) if p is now or p.isAncestorOf(now))

    went = []
    for _ in range(3):
        seat.key(K.Key_F6)
        went.append(here())
    assert went == [1, 2, 0]
    seat.key(K.Key_F6, M.ShiftModifier)
    assert here() == 2
    editor._weights.setFocus()
    seat.key(K.Key_Escape)
    assert seat.window.focusWidget() is editor.tree and view.is_editing


def test_home_and_end_go_to_the_first_and_last_card(seat: Seat, view: ScorecardsView) -> None:
    cards = view.page.cards
    cards.setFocus()
    last = cards.model().rowCount() - 1
    for key, place in ((K.Key_End, last), (K.Key_Home, 0)):
        seat.key(key)
        assert cards.currentIndex().row() == place
        assert [index.row() for index in cards.selectionModel().selectedRows()] == [place]


def test_the_keys_of_the_screen_stand_first(seat: Seat, view: ScorecardsView) -> None:
    view.page.cards.setFocus()
    seat.key(K.Key_F1)
    panel = seat.window.findChild(QWidget, "key_overlay_content")
    assert panel is not None
    QApplication.processEvents()
    titles = [label for label in panel.findChildren(QLabel) if label.property("role") == "title"]
    first = min(titles, key=lambda label: (label.x(), label.y()))
    assert first.text() == "List of scorecards"


def test_both_dialogs_begin_with_the_chosen_card(seat: Seat, view: ScorecardsView) -> None:
    published(seat, view, "2026-03-01")
    assert view.page.card is not None
    seat.window.do("propose_weights")
    (proposal,) = seat.window.findChildren(ProposalDialog)
    seat.wait(lambda: proposal._card.currentData() is not None)
    assert proposal._card.currentText() == view.page.card.name
    proposal.close()
    seat.window.desk.write(lambda ws: begin_draft(ws, "别的卡"), is_step=False)
    seat.settle()
    seat.window.do("what_if")
    (what_if,) = seat.window.findChildren(WhatIfDialog)
    seat.wait(lambda: what_if._choices.drafts)
    assert what_if.saved is None, "not the draft of another card"
    assert "no draft yet" in seat.text("what_if_note")
    what_if.close()


# --- a card that is published comes into use


def publish_worked(seat: Seat, view: ScorecardsView, *, usual: bool) -> str:
    """From the editor; what the window says of it afterwards."""
    edit(seat, view)
    seat.key(K.Key_Return, M.ControlModifier)
    seat.wait(lambda: view.findChild(Question) is not None)
    tick = seat.find(QCheckBox, "terms_usual")
    assert tick.isVisible() and not tick.isChecked() and "Inbound service" in tick.text()
    assert "Settings › Scorecards" in seat.find(QLabel, "terms_usual_hint").text()
    tick.setChecked(usual)
    seat.find(QPlainTextEdit, "terms_reason").setPlainText("第一版")
    seat.find(QPushButton, "terms_agree").click()
    seat.wait(lambda: view.page.card is not None and view.page.card.key == "worked")
    return seat.find(QLabel, "toast_words").text()


def test_a_published_card_is_made_the_usual_one_by_a_tick(seat: Seat, view: ScorecardsView) -> None:
    told = publish_worked(seat, view, usual=True)
    assert "for all calls" in told and "such calls begin with it" in told
    assert seat.window.preferences.get("scorecard") == "worked"
    view.page.act_wanted.emit("change")
    seat.wait(lambda: view.is_editing)
    view.editor.editing.go_to("sections[0].items[0]")
    write_over(seat.find(QLineEdit, "field_weight"), "77")
    view.publish(view.editor.editing.saved)
    seat.wait(lambda: view.findChild(Question) is not None)
    assert not seat.find(QCheckBox, "terms_usual").isVisible(), "it is the usual one already"
    view.findChild(Question).reject()


def test_without_the_tick_it_is_said_what_calls_begin_with(
    seat: Seat, view: ScorecardsView
) -> None:
    seat.window.show_screen("settings")
    seat.window.screen("settings").show_page("scorecards")
    seat.settle()
    seat.window.show_screen("scorecards")
    told = publish_worked(seat, view, usual=False)
    assert "Inbound service (Settings › Scorecards)" in told
    seat.window.show_screen("settings")
    seat.window.screen("settings").show_page("scorecards")
    seat.wait(lambda: seat.find(QComboBox, "settings_card").findData("worked") > 0)


def test_the_tick_follows_the_places_that_are_chosen(qtbot) -> None:
    cards = UsualCards("inbound-service", {"费用咨询": "warmth-tone"})
    tick = BeginningTick(Beginning("own", cards, {"inbound-service": "Inbound service"}))
    qtbot.addWidget(tick)
    tick.show()
    box = tick.findChild(QCheckBox)
    assert box is not None
    for places, is_asked in ((((), ()), True), ((("装机",), ()), False), (((), ("t",)), False)):
        tick.show_for(*places)
        assert box.isVisible() is is_asked, places
    tick.show_for(("装机", "费用咨询"), ())
    assert box.isVisible() and "费用咨询" in box.text() and "装机" not in box.text()
    box.setChecked(True)
    taken = tick.taken(Terms("", "2026-01-01", ("费用咨询",)))
    assert taken is not None and taken.by_business == {"费用咨询": "own"}


def test_a_fault_that_the_catalogue_does_not_have_is_told_before_publishing(
    seat: Seat, view: ScorecardsView
) -> None:
    draft = CardDraft.of(worked_card()).set("sections[0].items[0].answer.no.fault", "hs")
    seat.window.desk.write(lambda ws: draft_with(ws, draft), view.edit, is_step=False)
    seat.wait(lambda: view.is_editing)
    seat.key(K.Key_Return, M.ControlModifier)
    seat.wait(lambda: view.findChild(Question) is not None)
    unknown = seat.find(QLabel, "terms_unknown")
    assert unknown.isVisible() and "hs" in unknown.text()
    view.findChild(Question).reject()
