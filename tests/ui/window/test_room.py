"""Small screens, large scales, two languages: nothing is cut off, nothing reaches too far."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QToolButton,
    QWidget,
)

from qa_desktop.errors import UserFacingError
from qa_desktop.services.peers import Peer
from qa_desktop.ui import i18n, theme
from qa_desktop.ui.exchange.write_dialog import WriteDialog
from qa_desktop.ui.exchange.write_run import WriteOrder
from qa_desktop.ui.inspect.item_row import ItemRow
from qa_desktop.ui.inspect.key_hint import KeyButton
from qa_desktop.ui.inspect.live_dialog import LiveDialog
from qa_desktop.ui.inspect.option_button import OptionButton
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.screen_frame import ScreenFrame
from qa_desktop.ui.screens import SCREENS
from tests.factories_scoring import card, item, section


@pytest.fixture
def seat(calls, office):
    made = office.sit()
    made.opened(calls[0])
    return made


def _resized(seat, width: int, height: int) -> MainWindow:
    seat.window.resize(width, height)
    seat.wait(lambda: seat.window.size() == QSize(width, height))
    seat.settle()
    return seat.window


def test_the_window_fits_the_screen_and_may_be_small(seat) -> None:
    room = seat.window.windowHandle().screen().availableSize()
    assert seat.window.width() <= room.width()
    assert seat.window.height() <= room.height()
    least = seat.window.minimumSize()
    assert least.width() <= 720
    assert least.height() <= 440


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("width", [720, 960, 1280])
def test_what_the_header_shows_has_room(seat, qapp, language, width: int) -> None:
    i18n.set_language(qapp, language)
    _resized(seat, width, 500)
    header = seat.page.header
    header.layout().activate()
    labels = [each for each in header.findChildren(QLabel) if each.isVisible()]
    assert seat.find(QLabel, "call_status") in labels
    assert seat.find(QLabel, "call_agent") in labels
    for label in labels:
        assert label.width() >= label.sizeHint().width(), label.text()
        at = label.mapTo(header, label.rect().topRight())
        assert at.x() < header.width()


def test_facts_that_had_no_room_come_back(seat) -> None:
    _resized(seat, 720, 500)
    assert not seat.find(QLabel, "call_duration").isVisible()
    _resized(seat, 1500, 800)
    assert seat.find(QLabel, "call_duration").isVisible()


def test_a_narrow_window_folds_the_rail_and_a_wide_one_unfolds_it(seat) -> None:
    _resized(seat, 1280, 720)
    wide = seat.window.rail.width()
    _resized(seat, 720, 440)
    assert seat.window.rail.width() < wide / 2
    assert not seat.find(QToolButton, "rail_collapse").isVisible()
    _resized(seat, 1280, 720)
    assert seat.window.rail.width() == wide
    assert not seat.window.preferences.remembered("rail")


@pytest.mark.parametrize("size", [(600, 310), (640, 328)])
def test_every_pane_can_be_scrolled_to_in_a_small_window(seat, size: tuple[int, int]) -> None:
    window = _resized(seat, *size)
    page, frame = seat.page, window.findChild(ScreenFrame)
    assert frame.scrolls
    for pane in (page.header, page.timeline, page.bar, page.list, page.editor, page.card):
        corner = pane.mapTo(window.inspect, pane.rect().bottomRight())
        assert window.inspect.rect().contains(corner), pane.objectName()
        frame.ensureWidgetVisible(pane, 0, 0)
        assert not pane.visibleRegion().isEmpty(), pane.objectName()


def test_from_960_by_540_on_no_screen_is_scrolled(seat) -> None:
    for language in i18n.LANGUAGES:
        i18n.set_language(QApplication.instance(), language)
        window = _resized(seat, 960, 540)
        for kind in SCREENS:
            window.show_screen(kind.id)
            seat.settle()
            frame = window.screen(kind.id).parentWidget().parentWidget()
            assert isinstance(frame, ScreenFrame)
            assert not frame.scrolls, f"{kind.id}, {language}"


def _row(qtbot) -> ItemRow:
    critical = 'type = "yes_no", no = { fatal = "form" }'
    row = ItemRow(card(section("A", item("a", critical))).items["a"])
    qtbot.addWidget(row)
    with qtbot.waitExposed(row):
        row.show()
    return row


def test_longer_words_of_another_language_move_the_answers(qapp, qtbot) -> None:
    row = _row(qtbot)
    button = row.findChild(OptionButton)
    answer = button.parentWidget()
    row.resize(answer.sizeHint().width() + 200, row.height())
    qtbot.waitUntil(lambda: answer.y() < 12)
    button.setText("words of another language that are very much longer than these")
    qtbot.waitUntil(lambda: answer.y() > 12)


def test_the_marks_beside_a_name_follow_the_theme(qapp, qtbot) -> None:
    row = _row(qtbot)
    name = next(each for each in row.findChildren(QLabel) if each.text().startswith(_name(row)))
    assert theme.LIGHT.critical in name.text()
    theme.apply(qapp, "dark")
    assert theme.DARK.critical in name.text()
    assert theme.LIGHT.critical not in name.text()


def _name(row: ItemRow) -> str:
    return row.item.name.render("en")


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_list_of_choices_shows_all_of_them(qtbot) -> None:
    box = QComboBox()
    box.addItems(["As the system", "Light", "Dark"])
    qtbot.addWidget(box)
    with qtbot.waitExposed(box):
        box.show()
    box.showPopup()
    view = box.view()
    last = box.model().index(box.count() - 1, 0)
    qtbot.waitUntil(lambda: view.viewport().rect().contains(view.visualRect(last)))
    assert view.visualRect(last).height() >= 28
    box.hidePopup()


def test_buttons_of_dialogs_bear_no_pictures(qtbot) -> None:
    dialog = LiveDialog([])
    qtbot.addWidget(dialog)
    dialog.show()
    box = dialog.findChild(QDialogButtonBox)
    assert box.buttons()
    assert all(button.icon().isNull() for button in box.buttons())


def test_the_evidence_is_refused_without_a_blank_between_chinese_sentences() -> None:
    error = UserFacingError("evaluation.evidence_missing", item="开场白")
    assert "。 " not in error.say("zh")
    assert ". " in error.say("en")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("width", [720, 1280, 1600])
def test_the_buttons_over_the_card_are_whole_or_pictures(seat, qapp, language, width: int) -> None:
    i18n.set_language(qapp, language)
    _resized(seat, width, 700)
    seat.page.card.layout().activate()
    for name in ("precedents_button", "why_button"):
        button = seat.find(KeyButton, name)
        assert button.width() >= button.sizeHint().width(), name
        assert button.words.isVisible() != button.picture.isVisible(), "never a bare letter"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_people_of_a_bundle_cover_no_sentence(seat, qapp, language) -> None:
    """On a screen of 800×800 pixels at 200 %, where sentences need more lines."""
    i18n.set_language(qapp, language)
    dialog = WriteDialog(seat.window.desk, seat.window.preferences, WriteOrder(), "", seat.window)
    dialog.show()
    seat.settle()
    dialog._on_peers([Peer("a", "8102", "王磊", False), Peer("b", "8205", "赵敏", False)])
    dialog.resize(400, 368)
    fields = dialog.findChild(QWidget, "write_fields")
    shown = [
        dialog.findChild(QWidget, f"write_{name}")
        for name in ("people", "anybody", "audio", "encrypt", "encrypt_hint", "place", "name")
    ]
    seat.wait(lambda: fields.height() >= fields.layout().totalHeightForWidth(fields.width()))
    seat.settle()
    boxes = [QRect(part.mapTo(fields, QPoint()), part.size()) for part in shown if part.isVisible()]
    assert len(boxes) >= 5
    assert all(below.top() > above.bottom() for above, below in pairwise(boxes)), boxes
    dialog.reject()
