"""Checking a slip 核验: who signed exactly what, and whether anything was changed since."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from sqlite_utils import Database

from qa_desktop.errors import UserFacingError
from qa_desktop.services.inbox import ENDING
from qa_desktop.services.slip_checking import (
    Checked,
    Claims,
    check_bundle,
    check_slip,
    differences,
)
from qa_desktop.services.slip_paper_checking import check_pdf
from qa_desktop.services.slip_verdict import outcome_of, signatures_of, subject_of
from qa_desktop.store.key_session import KeySession
from qa_desktop.store.reader import Reader
from qa_desktop.texts import Language, Text
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.slips.pages import SlipsPage
from qa_desktop.ui.tasks import Desk

_CLAIMS: Final = ("amount", "name", "number", "second", "day")


@dataclass(frozen=True)
class _Verdict:
    found: list[Checked]
    problems: list[list[Text]]

    @property
    def is_good(self) -> bool:
        return not any(self.problems)

    def headline(self, language: Language) -> str:
        """Of one slip what was found; of several in a file how many are as they were signed."""
        if len(self.found) == 1:
            return "\n".join(outcome_of(self.found[0], self.problems[0], language))
        good = sum(not each for each in self.problems)
        words = translate("Verify", "As they were signed: {good} of {all} slips")
        return words.format(good=good, all=len(self.found))

    def lines(self, language: Language) -> list[str]:
        """Slip by slip what it is about and who signed it."""
        lines: list[str] = []
        for each, problems in zip(self.found, self.problems, strict=True):
            lines += ["", ""] if lines else []
            if len(self.found) > 1:
                lines += [*outcome_of(each, problems, language), ""]
            lines += [*subject_of(each, language), ""]
            lines += signatures_of(each, language)
        return lines


class VerifyPage(SlipsPage):
    """A code is typed or scanned and Enter pressed, or a bundle or PDF is opened."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("verify_page")
        self._desk = desk
        self._verdict: _Verdict | UserFacingError | None = None
        self._ask = named("verify_ask", QLabel(self, wordWrap=True))
        self._ask.setProperty("role", "muted")
        self.code = named("verify_code", QLineEdit(self))
        self._check = named("verify_check", QPushButton(self))
        self._check.setProperty("role", "primary")
        self._open = named("verify_open", QPushButton(self))
        self._claims_label = QLabel(self)
        self._claims_label.setProperty("role", "muted")
        self._claims = {name: named(f"verify_{name}", QLineEdit(self)) for name in _CLAIMS}
        self._headline = named("verify_headline", QLabel(self, wordWrap=True))
        self._lines = named("verify_lines", QPlainTextEdit(self))
        self._lines.setReadOnly(True)
        self._lines.setTabChangesFocus(True)
        for button in (self._check, self._open):
            button.setAutoDefault(False)
        self._lay_out()
        for field in (self.code, *self._claims.values()):
            field.returnPressed.connect(self.check)
        self.code.textChanged.connect(lambda _words: self._show_acts())
        self._check.clicked.connect(self.check)
        self._open.clicked.connect(self._on_open)
        self.setFocusProxy(self.code)
        self.retranslate()
        self._show_acts()

    # -- acts

    def check(self) -> None:
        """What is typed: a code, a serial number, the beginning of an id."""
        name = self.code.text().strip()
        if name:
            read = partial(_check_name, name=name, claims=self._claimed)
            self._desk.read("verify slip", read, self._on_checked, self._on_failed)

    def check_file(self, file: Path) -> None:
        """A bundle, which is not merged, or the PDF of a slip or of several."""
        self.code.clear()
        work = partial(_check_file, self._desk.folder, self._desk.keys, file, self._claimed)
        self._desk.work(work, self._on_checked, self._on_failed)

    @property
    def _claimed(self) -> Claims:
        return Claims(
            **{name: field.text().strip() or None for name, field in self._claims.items()}
        )

    def _on_open(self) -> None:
        kinds = f"{translate('Verify', 'Bundles and papers')} (*{ENDING} *.pdf *.PDF)"
        title = translate("Verify", "Open a bundle or a PDF")
        chosen, _ = QFileDialog.getOpenFileName(self.window(), title, "", kinds)
        if chosen:
            self.check_file(Path(chosen))

    def _on_checked(self, verdict: _Verdict) -> None:
        self._verdict = verdict
        self._show_verdict()

    def _on_failed(self, error: UserFacingError) -> None:
        self._verdict = error
        self._show_verdict()

    # -- what is shown

    def _show_acts(self) -> None:
        self._check.setEnabled(bool(self.code.text().strip()))

    def _show_verdict(self) -> None:
        verdict, role, said = self._verdict, "muted", ""
        lines: list[str] = []
        language = i18n.catalogue_language()
        if isinstance(verdict, UserFacingError):
            role, said = "error", verdict.say(language)
        elif verdict is not None:
            role = "good" if verdict.is_good else "error"
            sign = "✓" if verdict.is_good else "✗"
            said = f"{sign} {verdict.headline(language)}"
            lines = verdict.lines(language)
        self._headline.setText(said)
        self._headline.setProperty("role", role)
        self._headline.style().polish(self._headline)
        self._headline.setVisible(bool(said))
        self._lines.setPlainText("\n".join(lines))
        self._lines.setVisible(bool(lines))

    def retranslate(self) -> None:
        self._ask.setText(
            translate(
                "Verify",
                "Type or scan the code on a slip's paper, or open a bundle or the PDF of a slip: "
                "it says who signed exactly what. A bundle is only looked at, not merged.",
            )
        )
        self.code.setPlaceholderText(translate("Verify", "Code on the paper, or serial number"))
        self.code.setAccessibleName(translate("Verify", "Code on the paper, or serial number"))
        self._check.setText(translate("Verify", "Check"))
        self._open.setText(translate("Verify", "Open a file…"))
        self._claims_label.setText(translate("Verify", "The paper says (optional):"))
        for name, words in {
            "amount": translate("Verify", "Amount in yuan"),
            "name": translate("Verify", "Name"),
            "number": translate("Verify", "Work number"),
            "second": translate("Verify", "Second, like 1:12"),
            "day": translate("Verify", "Day, like 2026-11-22"),
        }.items():
            self._claims[name].setPlaceholderText(words)
            self._claims[name].setAccessibleName(words)
        self._lines.setAccessibleName(translate("Verify", "What was found"))
        self._show_verdict()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        asked = QHBoxLayout()
        asked.setSpacing(8)
        asked.addWidget(self.code, 1)
        asked.addWidget(self._check)
        asked.addWidget(self._open)
        claims = QHBoxLayout()
        claims.setSpacing(8)
        claims.addWidget(self._claims_label)
        for field in self._claims.values():
            claims.addWidget(field, 1)
        pane = QFrame(self)
        pane.setProperty("role", "pane")
        inside = QVBoxLayout(pane)
        inside.setContentsMargins(16, 16, 16, 16)
        inside.setSpacing(12)
        inside.addWidget(self._ask)
        inside.addLayout(asked)
        inside.addLayout(claims)
        inside.addWidget(self._headline)
        inside.addWidget(self._lines, 100)
        inside.addStretch(1)  # keeps the fields above while there is nothing to show
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(pane)


def _judged(found: list[Checked], claims: Claims) -> _Verdict:
    problems = [[*each.problems, *differences(each, claims)] for each in found]
    return _Verdict(found, problems)


def _check_name(db: Database, name: str, claims: Claims) -> _Verdict:
    return _judged([check_slip(db, name)], claims)


def _check_file(
    folder: Path, keys: KeySession, file: Path, claims: Claims, _tell: object, _cancelled: object
) -> _Verdict:
    """What is no bundle is taken for a paper, and refused as such where it is none."""
    with Reader.open(folder) as reader:
        is_bundle = file.suffix.lower() == ENDING
        found = (
            check_bundle(reader.db, folder, keys, file) if is_bundle else check_pdf(reader.db, file)
        )
        return _judged(found, claims)
