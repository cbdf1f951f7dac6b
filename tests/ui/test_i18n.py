"""Languages change while the windows are open."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QDialogButtonBox

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
