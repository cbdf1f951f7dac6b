"""The fund 奶茶基金: what closed slips owe, what was handed over, spent and reversed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from sqlite_utils import Database

from qa_desktop.services.fund import find_owed, may_keep_fund
from qa_desktop.services.fund_sheet import fund_report, save_fund_sheet
from qa_desktop.store.fund import Balance, FundLine, balances, fund_lines
from qa_desktop.store.workspace import Changes
from qa_desktop.texts import Language
from qa_desktop.ui import i18n
from qa_desktop.ui.file_names import documents_folder
from qa_desktop.ui.fitting_combo import FittingCombo
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.plain_table import PlainTable
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.reports.output import ask_file, print_report
from qa_desktop.ui.slips.fund_acts import FundActs
from qa_desktop.ui.slips.fund_tables import balance_model, ledger_model
from qa_desktop.ui.slips.pages import SlipsPage
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.words import role_name

_SUBJECTS = {"slip", "fund_entry", "team", "person", "penalty_standard", "agent"}


@dataclass(frozen=True)
class _Found:
    lines: list[FundLine]
    balances: list[Balance]
    owed: list[FundLine]
    may_keep: bool


class FundPage(SlipsPage):
    """R receives what was handed over, S books spending, Del reverses the chosen line, Enter shows
    its slip."""

    def __init__(self, desk: Desk, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("fund_page")
        self._desk, self._preferences = desk, preferences
        self._found = _Found([], [], [], False)
        self._is_stale = False
        self._month = self._choice("fund_month")
        self._team = self._choice("fund_team")
        self.balances = PlainTable("fund_balances", balance_model(), self)
        self.ledger = PlainTable("fund_ledger", ledger_model(), self)
        self._empty = named("fund_empty", QLabel(self, wordWrap=True))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("role", "muted")
        self._pages = QStackedWidget(self)
        self._receive = self._button("fund_receive", "primary")
        self._spend = self._button("fund_spend")
        self._reverse = self._button("fund_reverse")
        self._sheet = self._button("fund_sheet")
        self._hint = named("fund_hint", QLabel(self, wordWrap=True))
        self._hint.setProperty("role", "muted")
        self.acts = FundActs(desk, self)
        self._lay_out()
        self._wire()
        self.setFocusProxy(self.ledger)
        self.retranslate()
        self._read()

    # -- what is shown

    def refresh(self, changes: Changes) -> None:
        if changes.subjects & _SUBJECTS:
            self._is_stale = True
            if self.isVisible():
                self._read()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while another page was shown."""
        super().showEvent(event)
        if self._is_stale:
            self._read()

    def _read(self) -> None:
        self._is_stale = False
        self._desk.read("fund", _read, self._on_read)

    def _on_read(self, found: _Found) -> None:
        self._found = found
        self.acts.owed = found.owed
        teams = {line.team: line.team_name or "—" for line in found.lines}
        self.acts.teams = sorted(teams.items(), key=lambda each: each[1])
        months = sorted({line.month for line in found.lines}, reverse=True)
        self._offer(self._month, [(month, month) for month in months])
        self._offer(self._team, self.acts.teams)
        self._fill()

    def _offer(self, combo: QComboBox, entries: list[tuple[str, str]]) -> None:
        """All of them, and those there are; the choice stays."""
        chosen = combo.currentData()
        combo.blockSignals(True)
        while combo.count() > 1:
            combo.removeItem(1)
        for value, words in entries:
            combo.addItem(words, value)
        combo.setCurrentIndex(max(combo.findData(chosen), 0))
        combo.blockSignals(False)

    def _fill(self) -> None:
        month, team = self._month.currentData(), self._team.currentData()

        def fits(row: Balance | FundLine) -> bool:
            return month in (None, row.month) and team in (None, row.team)

        self.balances.set_rows([row for row in self._found.balances if fits(row)])
        self.ledger.set_rows([row for row in reversed(self._found.lines) if fits(row)])
        self._pages.setCurrentIndex(0 if self._found.lines else 1)
        self._show_acts()

    def _show_acts(self) -> None:
        may, owed, line = self._found.may_keep, len(self._found.owed), self.ledger.row
        words = translate("Fund", "Receive ({count})…") if owed else _receive_words()
        self._receive.setText(words.format(count=owed))
        self._receive.setEnabled(may and owed > 0)
        held = any(each.held > 0 for each in self._found.balances)
        self._spend.setEnabled(may and held)
        self._reverse.setEnabled(may and line is not None and is_reversible(line))
        self._sheet.setEnabled(bool(self._found.lines))
        who = translate("Fund", "Receipts, spending and reversals are signed by: {role}")
        self._hint.setText("" if may else who.format(role=role_name("kpi_assistant")))
        self._hint.setVisible(not may)

    # -- acts

    def _on_reverse(self) -> None:
        line = self.ledger.row
        if line is not None and self._reverse.isEnabled():
            self.acts.reverse(line)

    def _on_opened(self, line: FundLine) -> None:
        if line.slip is not None:
            self.slip_wanted.emit(line.slip)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        button = {Qt.Key.Key_R: self._receive, Qt.Key.Key_S: self._spend}.get(Qt.Key(event.key()))
        if button is None or event.modifiers():
            super().keyPressEvent(event)
        else:
            button.click()

    def make_menu(self) -> QMenu:
        """The fund sheet on paper or in a file."""
        menu = QMenu(self)
        menu.setObjectName("fund_menu")
        menu.addAction(translate("Fund", "Print…"), self._print)
        menu.addAction(translate("Fund", "Save as PDF…"), partial(self._save, "pdf"))
        menu.addAction(translate("Fund", "Save as Excel…"), partial(self._save, "xlsx"))
        return menu

    def _pop_up(self) -> None:
        menu = self.make_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._sheet.mapToGlobal(self._sheet.rect().bottomLeft()))

    def _print(self) -> None:
        month, team = self._month.currentData(), self._team.currentData()
        read = partial(fund_report, month=month, team=team)
        self._desk.read(
            "fund sheet", read, lambda report: print_report(self._desk, report, self.window())
        )

    def _save(self, ending: str) -> None:
        folder = documents_folder()
        name = translate("Fund", "Fund sheet {month}")
        month, team = self._month.currentData(), self._team.currentData()
        named_by = month or date.today().isoformat()
        out = ask_file(self.window(), name.format(month=named_by), ending, folder)
        if out is not None:
            language = i18n.catalogue_language()
            work = partial(_save, self._desk.folder, out, language, month, team)
            self._desk.work(work, lambda _rows: self._on_written(out))

    def _on_written(self, out: Path) -> None:
        self.toast_wanted.emit(translate("Fund", "Saved: {file}").format(file=out.name), None)

    # -- parts

    def retranslate(self) -> None:
        for combo, words, label in (
            (self._month, translate("Fund", "All months"), translate("Fund", "Month")),
            (self._team, translate("Fund", "All teams"), translate("Fund", "Team")),
        ):
            combo.setItemText(0, words)
            combo.setAccessibleName(label)
        self._spend.setText(translate("Fund", "Spend…"))
        self._reverse.setText(translate("Fund", "Reverse…"))
        self._sheet.setText(translate("Fund", "Fund sheet ▾"))
        for act, key in ((self._receive, "R"), (self._spend, "S"), (self._reverse, "Del")):
            act.setToolTip(key)
        self.balances.setAccessibleName(translate("Fund", "Balance per team and month"))
        self.ledger.setAccessibleName(translate("Fund", "Entries of the fund"))
        self._empty.setText(
            translate(
                "Fund",
                "Nothing in the fund yet.\nThe fine of a closed slip stands here by itself.",
            )
        )
        self._show_acts()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _choice(self, name: str) -> QComboBox:
        combo = named(name, FittingCombo(self))
        combo.addItem("", None)
        return combo

    def _button(self, name: str, role: str | None = None) -> QPushButton:
        button = named(name, QPushButton(self))
        button.setAutoDefault(False)
        button.setProperty("role", role)
        return button

    def _wire(self) -> None:
        for combo in (self._month, self._team):
            combo.currentIndexChanged.connect(lambda _place: self._fill())
        self.ledger.chosen_changed.connect(self._show_acts)
        self.ledger.row_opened.connect(self._on_opened)
        self.ledger.deleted.connect(lambda _line: self._on_reverse())
        self._receive.clicked.connect(self.acts.receive)
        self._spend.clicked.connect(self.acts.spend)
        self._reverse.clicked.connect(self._on_reverse)
        self._sheet.clicked.connect(self._pop_up)
        self.acts.done.connect(lambda words: self.toast_wanted.emit(words, None))

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(12, 8, 12, 8)
        tools.setSpacing(8)
        tools.addWidget(self._month)
        tools.addWidget(self._team)
        tools.addStretch(1)
        for part in (self._sheet, self._reverse, self._spend, self._receive):
            tools.addWidget(part)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setObjectName("fund_split")
        split.setChildrenCollapsible(False)
        split.addWidget(self.balances)
        split.addWidget(self.ledger)
        split.setStretchFactor(1, 1)
        split.setSizes([176, 400])
        kept = self._preferences.remembered("fund_split")
        if isinstance(kept, list) and len(kept) == 2:
            split.setSizes([int(each) for each in kept])
        split.splitterMoved.connect(
            lambda *_: self._preferences.remember("fund_split", split.sizes())
        )
        self._pages.addWidget(split)
        self._pages.addWidget(self._empty)
        self._hint.setContentsMargins(14, 0, 14, 8)
        pane = QFrame(self)
        pane.setProperty("role", "pane")
        inside = QVBoxLayout(pane)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addLayout(tools)
        inside.addWidget(self._hint)
        inside.addWidget(self._pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(pane)


def is_reversible(line: FundLine) -> bool:
    """Receipts and spending, once."""
    return line.kind in ("receipt", "spending") and not line.is_reversed


def _receive_words() -> str:
    return translate("Fund", "Receive…")


def _read(db: Database) -> _Found:
    return _Found(fund_lines(db), balances(db), find_owed(db), may_keep_fund(db))


def _save(
    folder: Path,
    out: Path,
    language: Language,
    month: str | None,
    team: str | None,
    _tell: object,
    _cancelled: object,
) -> int:
    return save_fund_sheet(folder, out, language, month=month, team=team)
