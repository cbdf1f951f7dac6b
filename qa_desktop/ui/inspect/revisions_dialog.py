"""Every revision of an evaluation: when, by whom, why, and what it said."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from html import escape
from typing import Any

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.domain.scoring import NOT_APPLICABLE, Answer, Choice, Item
from qa_desktop.domain.scoring.rounding import decimal_text
from qa_desktop.domain.wall_clock import local_moment
from qa_desktop.services.evaluating import answers_of
from qa_desktop.store.evaluations import Revision
from qa_desktop.store.people import people_of_replicas
from qa_desktop.store.scorecards import get_version
from qa_desktop.ui import i18n, theme
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.words import moment_text


class RevisionsDialog(QDialog):
    """The newest first; reading only."""

    def __init__(self, desk: Desk, revisions: Sequence[Revision], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("revisions_dialog")
        self.setWindowTitle(translate("Revisions", "Revisions"))
        self.resize(760, 520)
        self._revisions = list(reversed(revisions))
        self._names: dict[str, str] = {}
        self._list = QListWidget(self)
        self._list.setObjectName("revision_list")
        self._list.setAccessibleName(translate("Revisions", "Revisions"))
        self._text = QTextBrowser(self)
        self._text.setObjectName("revision_text")
        self._text.setAccessibleName(translate("Revisions", "What it said"))
        split = QSplitter(self)
        split.addWidget(self._list)
        split.addWidget(self._text)
        split.setSizes([240, 520])
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(split, 1)
        column.addWidget(buttons)
        for revision in self._revisions:
            self._list.addItem(_headline(revision))
        self._list.currentRowChanged.connect(self._show)
        self._list.setCurrentRow(0)
        desk.read("people", people_of_replicas, self._on_names)

    def _on_names(self, names: dict[str, str]) -> None:
        self._names = names
        self._show(self._list.currentRow())

    def _show(self, row: int) -> None:
        if 0 <= row < len(self._revisions):
            revision = self._revisions[row]
            self._text.setHtml(_body(revision, self._names.get(revision.replica, "")))


def _headline(revision: Revision) -> str:
    shown = moment_text(local_moment(revision.at))
    return f"{shown}   {_score(revision.payload)}"


def _score(payload: dict[str, Any]) -> str:
    published = payload["result"]["published"]
    if published is None:
        return translate("Revisions", "no score")
    return decimal_text(Fraction(published), 2)


def _body(revision: Revision, who: str) -> str:
    payload = revision.payload
    language = i18n.catalogue_language()
    version = get_version(payload["scorecard"])
    lines = [f"<h3>{escape(version.name.render(language))} · {_score(payload)}</h3>"]
    if who:
        lines.append(_line(translate("Revisions", "By"), who))
    if payload.get("reason"):
        lines.append(_line(translate("Revisions", "Reason"), payload["reason"]))
    answers = answers_of(payload)
    for id, item in version.items.items():
        if id in answers:
            lines.append(_line(item.name.render(language), answer_words(item, answers[id])))
    for heading, words in (
        (translate("Revisions", "What was good"), payload["strengths"]),
        (translate("Revisions", "What to change"), payload["advice"]),
    ):
        if words:
            lines.append(_line(heading, words))
    return "".join(lines)


def answer_words(item: Item, answer: Answer) -> str:
    """An answer as the card shows it."""
    if answer == NOT_APPLICABLE:
        return translate("CardPanel", "N/A")
    if isinstance(item.answer, Choice):
        named = {option.id: option.name for option in item.answer.options}
        if answer in named:
            return named[str(answer)].render(i18n.catalogue_language())
    return str(answer)


def _line(heading: str, words: str) -> str:
    muted = theme.current().muted
    return f"<p><span style='color:{muted}'>{escape(heading)}</span>  {escape(str(words))}</p>"
