"""A page that was laid out ahead is the page itself."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from qa_desktop.ui.reports.sheet_view import SheetView

OTHER = "<p>another</p>" * 40
PAGE = (
    "<h1>质检提醒单</h1><table width='100%' border='1'><tr><td>坐席</td><td>0617</td></tr></table>"
    "<p>抢话 <a href='place:1'>0:01</a></p>" + "<p>为什么是这个分</p>" * 30
)


@pytest.fixture
def view(qtbot: Any) -> SheetView:
    made = SheetView("sheet")
    qtbot.addWidget(made)
    made.resize(480, 300)
    made.show()
    made.show_page(OTHER)
    return made


def picture(view: SheetView) -> QImage:
    QApplication.processEvents()
    return view.grab().toImage()


def test_it_looks_the_same_also_after_the_width_has_changed(view: SheetView) -> None:
    view.show_page(PAGE)
    wide = picture(view)
    view.resize(360, 300)
    narrow = picture(view)
    view.resize(480, 300)
    view.show_page(OTHER)
    view.lay_out_ahead(PAGE)
    assert view.toPlainText().startswith("another")
    view.show_page(PAGE)
    assert picture(view) == wide
    view.resize(360, 300)
    assert picture(view) == narrow
    view.show_page(OTHER)
    view.lay_out_ahead(PAGE)
    view.resize(480, 300)
    view.show_page(PAGE)
    assert picture(view) == wide


def test_another_page_than_expected_is_shown_as_well(view: SheetView) -> None:
    for ahead, shown in ((PAGE, OTHER), (OTHER, PAGE), (PAGE, PAGE), (PAGE, PAGE)):
        view.lay_out_ahead(ahead)
        view.show_page(shown)
        assert ("质检提醒单" in view.toPlainText()) == (shown is PAGE)
        picture(view)
    assert view.document().documentMargin() == 20 and not view.document().isUndoRedoEnabled()
