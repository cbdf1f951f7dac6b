"""A centre's own words for agents and team leads stand wherever Chinese names them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel

from qa_desktop import texts
from qa_desktop.domain.wording import centre_words
from qa_desktop.texts import text
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.words import role_name


@pytest.fixture(autouse=True)
def usual_words_afterwards(qapp: QApplication) -> Iterator[None]:
    yield
    i18n.set_words(qapp, {})
    texts.use_words({})  # a test may have told the texts alone


def test_the_interface_and_the_texts_below_it_follow(qapp: QApplication, qtbot) -> None:
    i18n.set_language(qapp, "zh_CN")
    assert translate("Roster", "Agent") == "坐席"
    label = QLabel()
    qtbot.addWidget(label)
    i18n.set_words(qapp, centre_words("话务员", "班长"))
    assert translate("Roster", "Add agent…") == "添加话务员…"
    assert role_name("lead") == "班长"
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert "取消" in box.button(QDialogButtonBox.StandardButton.Cancel).text()
    assert QLocale().language() == QLocale.Language.Chinese
    i18n.set_language(qapp, "en")
    assert translate("Roster", "Agent") == "Agent"
    i18n.set_language(qapp, "zh_CN")
    i18n.set_words(qapp, centre_words("坐席", "组长", "快乐基金", "贡献"))
    assert (translate("Roster", "Agent"), role_name("lead")) == ("坐席", "组长")
    assert text("fund.title").render("zh") == "快乐基金共享单"
    assert text("rung.fine").render("zh") == "经济贡献"


def test_a_string_without_translation_stays_as_it_stands_in_the_code(qapp: QApplication) -> None:
    i18n.set_language(qapp, "zh_CN")
    i18n.set_words(qapp, centre_words("客服", ""))
    assert translate("Nowhere", "never translated") == "never translated"


def test_names_that_hold_the_usual_word_are_left_alone() -> None:
    texts.use_words(centre_words("话务员", "队长"))
    shown = text("tier.other_role", role=text("role.lead"), count=2, mean="坐席").render("zh")
    assert shown == "另有队长评分 2 次，均分 坐席，分开统计，不计入"


@given(agent=st.text(max_size=20), lead=st.text(max_size=20))
def test_any_word_leaves_every_text_usable(agent: str, lead: str) -> None:
    """Braces and the like that somebody typed must not break a text with parameters."""
    for usual, word in centre_words(agent, lead).items():
        assert word.isalnum() and len(word) <= 8 and word != usual
        assert f"{{who}}{word}".format(who="x") == f"x{word}"
