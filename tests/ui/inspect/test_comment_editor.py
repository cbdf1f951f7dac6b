"""Typing a comment: nothing is lost, and Enter means what the person means by it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QVBoxLayout, QWidget

from qa_desktop.ui import i18n
from qa_desktop.ui.inspect.comment_editor import CommentEditor
from qa_desktop.ui.inspect.comment_text import CommentText

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def editor(qtbot) -> CommentEditor:
    """A question at 2:13.4 is being typed."""
    window = QWidget()
    column = QVBoxLayout(window)
    widget = CommentEditor()
    column.addWidget(widget)
    column.addWidget(QLineEdit())
    column.addStretch(1)
    qtbot.addWidget(window)
    window.resize(700, 400)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    widget.begin(133_400, "question")
    qtbot.waitUntil(_field(widget).hasFocus)
    widget.kept = window
    return widget


def _field(editor: CommentEditor) -> CommentText:
    return editor.findChild(CommentText)


def _compose(field: CommentText, letters: str) -> None:
    QApplication.sendEvent(field, QInputMethodEvent(letters, []))


def _confirm(field: CommentText, words: str) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString(words)
    QApplication.sendEvent(field, event)


def test_every_key_is_a_draft(editor, qtbot) -> None:
    drafts = []
    editor.draft_changed.connect(drafts.append)
    qtbot.keyClicks(_field(editor), "abc")
    assert drafts == ["a", "ab", "abc"]


@pytest.mark.parametrize(
    ("key", "held"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier),
        (Qt.Key.Key_Return, _CTRL),
    ],
)
def test_enter_saves(editor, qtbot, key, held) -> None:
    qtbot.keyClicks(_field(editor), "good")
    with qtbot.waitSignal(editor.saved) as heard:
        qtbot.keyClick(_field(editor), key, held)
    assert heard.args == ["good"]
    assert editor.text() == "good"


def test_a_held_enter_saves_once(editor, qtbot) -> None:
    heard = []
    editor.saved.connect(heard.append)
    for repeat in (False, True, True):
        event = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", repeat
        )
        QApplication.sendEvent(_field(editor), event)
    assert heard == [""]
    assert editor.text() == ""


def test_shift_enter_is_a_new_line(editor, qtbot) -> None:
    qtbot.keyClicks(_field(editor), "one")
    with qtbot.assertNotEmitted(editor.saved):
        qtbot.keyClick(_field(editor), Qt.Key.Key_Return, _SHIFT)
    qtbot.keyClicks(_field(editor), "two")
    assert editor.text() == "one\ntwo"


def test_esc_leaves_and_keeps_the_draft(editor, qtbot) -> None:
    qtbot.keyClicks(_field(editor), "half a thou")
    with qtbot.waitSignal(editor.left), qtbot.assertNotEmitted(editor.saved):
        qtbot.keyClick(_field(editor), Qt.Key.Key_Escape)
    assert editor.text() == "half a thou"
    assert editor.is_open


# -- input methods


def test_enter_that_confirms_a_composition_never_saves(editor, qtbot) -> None:
    field = _field(editor)
    with qtbot.assertNotEmitted(editor.saved):
        _compose(field, "nihao")
        qtbot.keyClick(field, Qt.Key.Key_Return)
        _confirm(field, "你好")
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert editor.text() == "你好"
    qtbot.waitUntil(lambda: not field._is_confirming())
    with qtbot.waitSignal(editor.saved) as heard:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert heard.args == ["你好"]


def test_esc_in_a_composition_does_not_leave(editor, qtbot) -> None:
    field = _field(editor)
    _compose(field, "nih")
    with qtbot.assertNotEmitted(editor.left):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    _compose(field, "")
    with qtbot.waitSignal(editor.left):
        qtbot.keyClick(field, Qt.Key.Key_Escape)


def test_confirmed_words_are_a_draft(editor, qtbot) -> None:
    _compose(_field(editor), "zhi")
    with qtbot.waitSignal(editor.draft_changed) as heard:
        _confirm(_field(editor), "质检")
    assert heard.args == ["质检"]


# -- loading


def test_beginning_is_not_a_draft(editor, qtbot) -> None:
    with qtbot.assertNotEmitted(editor.draft_changed):
        editor.begin(31_200, "weakness", "what was saved")
        editor.close_comment()
        editor.begin(31_200, "weakness", "what was saved")
    assert editor.text() == "what was saved"
    qtbot.keyClicks(_field(editor), "!")
    assert editor.text() == "what was saved!"


def test_it_shows_which_mark_is_edited(editor, qapp, qtbot) -> None:
    shown = {label.text() for label in editor.findChildren(QLabel) if label.isVisible()}
    assert {"02:13.4", "Enter", "Save and go on"} <= shown
    assert _field(editor).accessibleDescription() == "Question 02:13.4"
    editor.set_kind("strength")
    i18n.set_language(qapp, "zh_CN")
    qtbot.waitUntil(lambda: _field(editor).accessibleDescription() == "优点 02:13.4")


def test_closed_it_says_how_to_begin_and_takes_no_words(editor, qtbot) -> None:
    editor.close_comment()
    assert not editor.is_open
    assert "G / B / N / Q" in _field(editor).placeholderText()
    qtbot.keyClicks(_field(editor), "abc")
    assert editor.text() == ""


# -- growing


def test_the_field_grows_with_its_lines_and_then_scrolls(editor, qtbot) -> None:
    field = _field(editor)
    heights = []
    for _ in range(9):
        heights.append(field.height())
        qtbot.keyClick(field, Qt.Key.Key_Return, _SHIFT)
    assert heights[0] >= 28
    assert heights[:6] == sorted(set(heights[:6])), "each line makes it higher"
    assert heights[6:] == [heights[5]] * 3
    assert field.cursorRect().bottom() <= field.viewport().height()
    editor.begin(0, "note")
    assert field.height() == heights[0]


def test_a_long_line_wraps_and_a_narrow_window_wraps_more(editor, qtbot) -> None:
    field = _field(editor)
    one_line = field.height()
    editor.begin(0, "note", "客户问是不是这个月就生效，这里是否应当先核实账期？" * 2)
    qtbot.waitUntil(lambda: field.height() > one_line)
    two_lines = field.height()
    editor.window().resize(420, 400)
    qtbot.waitUntil(lambda: field.height() > two_lines and field.verticalScrollBar().maximum() == 0)


def test_a_narrow_window_keeps_the_words_for_the_comment(editor, qtbot) -> None:
    hint = next(each for each in editor.findChildren(QLabel) if each.text() == "Save and go on")
    assert hint.isVisible()
    editor.window().resize(420, 400)
    qtbot.waitUntil(lambda: not hint.isVisible() and _field(editor).width() > 150)
    editor.window().resize(700, 400)
    qtbot.waitUntil(hint.isVisible)


# -- remarks


@pytest.fixture
def with_remarks(editor) -> CommentEditor:
    editor.set_remarks({"wyj": "未说明违约金", "bs": "报数错误"})
    return editor


def test_a_code_and_tab_put_the_remark_in(with_remarks, qtbot) -> None:
    field = _field(with_remarks)
    _confirm(field, "见")
    qtbot.keyClicks(field, "/wyj")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    qtbot.keyClicks(field, "!")
    assert with_remarks.text() == "见未说明违约金!"
    assert field.hasFocus()


def test_an_expansion_is_one_step_of_undo_and_a_draft(with_remarks, qtbot) -> None:
    field = _field(with_remarks)
    qtbot.keyClicks(field, "/bs")
    with qtbot.waitSignal(with_remarks.draft_changed) as heard:
        qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert heard.args == ["报数错误"]
    qtbot.keyClick(field, Qt.Key.Key_Z, _CTRL)
    assert with_remarks.text() == "/bs"


def test_the_hint_shows_what_tab_would_put_in(with_remarks, qtbot) -> None:
    qtbot.keyClicks(_field(with_remarks), "/bs")
    shown = {label.text() for label in with_remarks.findChildren(QLabel) if label.isVisible()}
    assert {"Tab", "报数错误"} <= shown


def test_tab_behind_an_unknown_code_stays_and_says_so(with_remarks, qtbot) -> None:
    field = _field(with_remarks)
    qtbot.keyClicks(field, "/nothing")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert with_remarks.text() == "/nothing"
    assert field.hasFocus()
    shown = {label.text() for label in with_remarks.findChildren(QLabel) if label.isVisible()}
    assert "No such code" in shown
    field.selectAll()
    qtbot.keyClicks(field, "and/or")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert not field.hasFocus(), "a slash within a word is no code: Tab goes on"


def test_a_slash_lists_the_codes_and_arrows_choose(with_remarks, qtbot) -> None:
    field = _field(with_remarks)
    offered = with_remarks.findChild(QListWidget, "remark_chooser")
    assert not offered.isVisible()
    field.insertPlainText("见")
    qtbot.keyClicks(field, "/")
    rows = [offered.item(row).text() for row in range(offered.count())]
    assert offered.isVisible()
    assert [row.split() for row in rows] == [["/bs", "报数错误"], ["/wyj", "未说明违约金"]]
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert with_remarks.text() == "见未说明违约金"
    assert not offered.isVisible()

    field.selectAll()
    qtbot.keyClicks(field, "/b")
    assert offered.count() == 1
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert with_remarks.text() == "报数错误", "the only one that is left needs no arrow"


def test_enter_saves_while_no_offered_remark_is_chosen(with_remarks, qtbot) -> None:
    field = _field(with_remarks)
    field.insertPlainText("见")
    qtbot.keyClicks(field, " /")
    with qtbot.waitSignal(with_remarks.saved) as heard:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert heard.args == ["见 /"]


def test_escape_takes_the_list_away_first(with_remarks, qtbot) -> None:
    field = _field(with_remarks)
    qtbot.keyClicks(field, "/")
    left: list = []
    with_remarks.left.connect(lambda: left.append(True))
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not with_remarks.findChild(QListWidget, "remark_chooser").isVisible()
    assert not left
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert left
