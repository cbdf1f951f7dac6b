"""Nothing is cut off: words have the room they need, in both languages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from qa_desktop.ui import i18n, theme
from qa_desktop.ui.key_overlay import KeyOverlay
from qa_desktop.ui.number_box import NumberBox
from tests.ui.window.conftest import Office, Seat

K = Qt.Key


@pytest.fixture
def seat(calls: list[str], office: Office) -> Seat:
    seated = office.sit()
    seated.opened(calls[0])
    return seated


def is_whole(label: QLabel) -> bool:
    """Every word of it can be read."""
    if label.wordWrap():
        needed = label.fontMetrics().boundingRect(
            label.contentsRect(), Qt.TextFlag.TextWordWrap, label.text()
        )
    else:
        needed = label.fontMetrics().boundingRect(label.text())
    room = label.contentsRect()
    return needed.width() <= room.width() + 1 and needed.height() <= room.height() + 1


@pytest.mark.parametrize("size", [(1280, 720), (1440, 900)])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_footer_of_the_card_is_whole(seat: Seat, qapp, language: str, size) -> None:
    i18n.set_language(qapp, language)  # type: ignore[arg-type]
    theme.apply(qapp, "light")
    seat.window.resize(*size)
    for key in (K.Key_2, K.Key_Down, K.Key_1):
        seat.key(key)
    labels = [seat.find(QLabel, name) for name in ("verdict", "losses")]
    seat.wait(lambda: all(map(is_whole, labels)))
    seat.find(QPushButton, "submit_button").setText("Submit this correction now")
    seat.settle()
    seat.wait(lambda: all(map(is_whole, labels)))


def test_the_status_filter_is_wide_enough_after_a_change_of_language(seat: Seat, qapp) -> None:
    i18n.set_language(qapp, "zh_CN")
    theme.apply(qapp, "light")
    seat.window.show_screen("calls")
    seat.settle()
    box = seat.find(QComboBox, "calls_status")
    chinese = box.minimumSizeHint().width()  # as a layout asks for it while the words are short
    i18n.set_language(qapp, "en")
    seat.wait(lambda: box.currentText() == "Every status")
    assert box.minimumSizeHint().width() > chinese

    def room() -> int:
        option = QStyleOptionComboBox()
        box.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        return box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field).width()

    seat.wait(lambda: room() >= box.fontMetrics().horizontalAdvance("Every status"))


def test_a_number_stands_as_far_from_the_edge_as_other_words(qtbot) -> None:
    combo, number = QComboBox(), NumberBox()
    combo.addItem("60")
    number.setValue(60)
    for widget in (combo, number):
        qtbot.addWidget(widget)
        widget.resize(160, 32)
        widget.show()
        QApplication.processEvents()
    assert first_ink(number) == pytest.approx(first_ink(combo), abs=2)


def first_ink(widget: QWidget) -> int:
    """The first column with something dark in it, the border left out."""
    image = widget.grab().toImage()
    middle = range(8, image.height() - 8)
    return next(
        x
        for x in range(3, image.width())
        if any(image.pixelColor(x, y).lightness() < 120 for y in middle)
    )


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_keys_lie_on_a_panel_with_round_corners(seat: Seat, qapp, mode) -> None:
    theme.apply(qapp, mode)
    seat.key(K.Key_F1)
    overlay = seat.find(KeyOverlay, "key_overlay")
    panel = seat.find(QScrollArea, "key_overlay_panel")
    image = overlay.grab().toImage()
    pane = theme.current().color("pane")
    area = panel.geometry()
    inside = area.center()
    inside.setY(area.top() + 6)
    assert image.pixelColor(inside) == pane
    for corner in (area.topLeft(), area.topRight(), area.bottomLeft(), area.bottomRight()):
        inward = QPoint(1 if corner.x() < inside.x() else -1, 1 if corner.y() < 300 else -1)
        assert image.pixelColor(corner + inward) != pane
