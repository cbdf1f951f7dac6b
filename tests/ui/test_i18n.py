"""Languages change while the windows are open."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QAbstractButton, QDialogButtonBox, QFileDialog, QHeaderView, QLabel

from qa_desktop.ui import i18n
from qa_desktop.ui.inspect.player_bar import PlayerBar


def _play_words(bar: PlayerBar) -> str:
    return bar.findChild(object, "play_button").accessibleName()


def test_an_open_widget_changes_its_language(qapp, qtbot) -> None:
    bar = PlayerBar()
    qtbot.addWidget(bar)
    bar.show()
    assert _play_words(bar) == "Play"
    i18n.set_language(qapp, "zh_CN")
    qtbot.waitUntil(lambda: _play_words(bar) == "播放")
    i18n.set_language(qapp, "en")
    qtbot.waitUntil(lambda: _play_words(bar) == "Play")


def test_qt_s_own_words_change_too(qapp, qtbot) -> None:
    i18n.set_language(qapp, "zh_CN")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert "取消" in box.button(QDialogButtonBox.StandardButton.Cancel).text()


def test_the_texts_below_the_interface_follow(qapp) -> None:
    i18n.set_language(qapp, "zh_CN")
    assert (i18n.current_language(), i18n.catalogue_language()) == ("zh_CN", "zh")
    assert QLocale().language() == QLocale.Language.Chinese
    i18n.set_language(qapp, "en")
    assert i18n.catalogue_language() == "en"


@pytest.mark.parametrize(
    ("locale", "expected"), [("zh_TW", "zh_CN"), ("de_DE", "en"), ("en_GB", "en")]
)
def test_the_first_language_is_the_system_s(monkeypatch, locale: str, expected: str) -> None:
    monkeypatch.setattr(QLocale, "system", staticmethod(lambda: QLocale(locale)))
    assert i18n.system_language() == expected


def _file_dialog_words(dialog: QFileDialog) -> str:
    words = [label.text() for label in dialog.findChildren(QLabel)]
    buttons = dialog.findChildren(QAbstractButton)
    words += [f"{each.text()} {each.toolTip()}" for each in buttons]
    header = dialog.findChild(QHeaderView)
    assert header is not None
    model = header.model()
    words += [
        str(model.headerData(section, header.orientation())) for section in range(header.count())
    ]
    return "\n".join(words)


def test_the_dialog_for_files_is_in_chinese_to_its_last_word(qapp, qtbot) -> None:
    """Also where Qt's own translation has gaps; and while it is open."""
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "Look in" in _file_dialog_words(dialog)
    i18n.set_language(qapp, "zh_CN")
    qtbot.waitUntil(lambda: "查找范围" in _file_dialog_words(dialog))
    assert re.findall(r"[A-Za-z]{2,}", _file_dialog_words(dialog)) == []
    i18n.set_words(qapp, {"坐席": "客服"})
    try:
        assert re.findall(r"[A-Za-z]{2,}", _file_dialog_words(dialog)) == []
    finally:
        i18n.set_words(qapp, {})
