"""The list of annotations: rows, selection, speech, and hundreds of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from qa_desktop.domain.annotations import KINDS, Annotation
from qa_desktop.ui import i18n, theme
from qa_desktop.ui.inspect.annotation_list import (
    AnnotationDelegate,
    AnnotationList,
    AnnotationListModel,
)

_MARKS = [
    Annotation("late", 112_000, 129_000, "weakness", "fee not told", item="answer"),
    Annotation("early", 31_200, None, "strength", "asked back"),
    Annotation("empty", 200_000, None, "note", ""),
]
_LINKED = {"late": "Complete answer"}


@pytest.fixture
def rows(qtbot) -> AnnotationList:
    widget = AnnotationList()
    qtbot.addWidget(widget)
    widget.resize(700, 300)
    widget.set_annotations(_MARKS, _LINKED)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    return widget


def _spoken(widget: AnnotationList) -> list[str]:
    model = widget.model()
    return [
        model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())
    ]


def test_the_model_keeps_the_rules_of_models(qtmodeltester) -> None:
    model = AnnotationListModel()
    qtmodeltester.check(model)
    model.set_annotations(_MARKS, _LINKED)
    qtmodeltester.check(model)
    model.set_annotations([replace(_MARKS[0], text="other")], {})
    model.set_annotations([])
    qtmodeltester.check(model)


def test_rows_stand_in_the_order_of_time_and_can_be_heard(rows) -> None:
    assert _spoken(rows) == [
        "00:31.2, Strength, asked back",
        "01:52.0–02:09.0, Weakness, fee not told, Complete answer",
        "03:20.0, Note",
    ]


def test_rows_speak_the_language_of_the_moment(rows, qapp) -> None:
    i18n.set_language(qapp, "zh_CN")
    assert _spoken(rows)[0] == "00:31.2, 优点, asked back"


def test_a_click_selects_and_a_double_click_edits(rows, qtbot) -> None:
    at = rows.visualRect(rows.model().index(1)).center()
    with qtbot.waitSignal(rows.annotation_selected) as heard:
        qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert heard.args == ["late"]
    with qtbot.waitSignal(rows.annotation_activated) as heard:
        qtbot.mouseDClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert heard.args == ["late"]


def test_arrows_walk_and_enter_edits(rows, qtbot) -> None:
    heard = []
    rows.annotation_selected.connect(heard.append)
    rows.set_selected("early")
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    assert heard == ["late", "empty"]
    with qtbot.waitSignal(rows.annotation_activated) as activated:
        qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert activated.args == ["empty"]


def test_following_the_timeline_emits_nothing(rows, qtbot) -> None:
    with qtbot.assertNotEmitted(rows.annotation_selected):
        rows.set_selected("empty")
        rows.set_annotations([*_MARKS, Annotation("new", 1_000, None, "question", "?")], _LINKED)
    assert rows.selected() == "empty"
    with qtbot.assertNotEmitted(rows.annotation_selected):
        rows.set_annotations([_MARKS[0]], _LINKED)
    assert rows.selected() is None


def test_new_words_keep_the_rows(rows) -> None:
    resets = []
    rows.model().modelReset.connect(lambda: resets.append(1))
    rows.set_annotations([replace(each, text="other words") for each in _MARKS], _LINKED)
    assert rows.model().index(0).data() == "other words"
    assert resets == []
    rows.set_annotations(_MARKS[:2], _LINKED)
    assert resets == [1]


def _colors(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


def test_a_row_shows_its_letter_in_the_colour_of_its_kind(rows) -> None:
    row = rows.visualRect(rows.model().index(1))
    colors = _colors(rows.viewport().grab(row).toImage())
    assert {theme.LIGHT.weakness_soft, theme.LIGHT.line} <= colors
    assert theme.LIGHT.strength_soft not in colors
    assert theme.LIGHT.current not in colors
    rows.set_selected("late")
    assert theme.LIGHT.current in _colors(rows.viewport().grab(row).toImage())


def test_an_empty_list_says_what_to_do(rows) -> None:
    filled = rows.viewport().grab().toImage()
    rows.set_annotations([])
    empty = rows.viewport().grab().toImage()
    assert empty != filled
    assert len(_colors(empty)) > 2, "nothing is written"


def test_hundreds_of_rows_paint_only_what_is_seen(rows) -> None:
    painted = []

    class Counting(AnnotationDelegate):
        def paint(self, painter, option, index) -> None:
            painted.append(index.row())
            super().paint(painter, option, index)

    rows.setItemDelegate(Counting(rows))
    rows.set_annotations(
        [Annotation(str(n), n * 500, None, KINDS[n % 4], "x" * 500) for n in range(800)]
    )
    rows.set_selected("799")
    rows.viewport().grab()
    assert 799 in painted
    assert len(set(painted)) < 30
