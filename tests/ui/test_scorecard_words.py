"""The words of scorecards on screen, and the pages that are shown before anything is read."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from qa_desktop.exchange.scorecard_columns import RULES, word_of
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.scorecards import words
from qa_desktop.ui.scorecards.faults_page import Catalogue, FaultsPage


@pytest.mark.parametrize(("language", "at"), [("zh_CN", 0), ("en", 1)])
def test_a_spreadsheet_says_what_the_editor_says(
    qapp: QApplication, language: str, at: int
) -> None:
    """Who changes the exported sheet finds the words of the screen in it."""
    i18n.set_language(qapp, language)
    shown = {
        "type": words.answer_kinds(),
        "na": words.na_rules(),
        "evidence": words.evidence_rules(),
        "fatal_form": words.fatal_forms(),
        "dimension": words.dimensions(),
    }
    said = {
        field: [(code, word_of(field, code, at)) for code, _ in choices]
        for field, choices in shown.items()
    }
    wanted = {
        field: [(code, each if at == 0 else each.lower()) for code, each in choices]
        for field, choices in shown.items()
    }
    if at:  # one word of a column headed dimension
        wanted["dimension"] = [("business", "business"), ("attitude", "attitude")]
    assert said == wanted
    if at == 0:
        rule = translate("Scorecards", "When a critical item takes the card")
        assert RULES["fatal_form"][0] == rule
        assert RULES["cap_at"][0] == translate("Scorecards", "At most")
        assert RULES["pass_mark"][0] == translate("Scorecards", "Pass mark")


def test_a_catalogue_that_is_not_read_yet_has_no_number(qtbot: QtBot) -> None:
    page = FaultsPage()
    qtbot.addWidget(page)
    said = page.findChild(QLabel, "faults_count")
    assert said is not None
    assert said.text() == "Reading…"
    page.show_catalogue(Catalogue((), {}, True))
    assert said.text() == "0 faults"
