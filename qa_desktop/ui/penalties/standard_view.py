"""The penalty standard to be read: clauses, rungs, rules, its versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.domain.pinyin import spellings
from qa_desktop.domain.scoring import Name
from qa_desktop.services.standard_drafts import SavedStandard
from qa_desktop.store.penalty_standards import StandardRow, row_on, shipped_row
from qa_desktop.store.standard_proposals import ProposalRow
from qa_desktop.ui import i18n
from qa_desktop.ui.fitting_combo import FittingCombo
from qa_desktop.ui.flow_layout import FlowLayout
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.penalties import words
from qa_desktop.ui.penalties.editor import pane
from qa_desktop.ui.penalties.standard_table import ClauseRow, clause_model
from qa_desktop.ui.plain_table import PlainTable
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.words import role_name

_ACTS = ("edit", "discard", "compare", "import", "export")
KEYS = {
    Qt.Key.Key_E: "edit",
    Qt.Key.Key_D: "compare",
    Qt.Key.Key_I: "import",
    Qt.Key.Key_X: "export",
}
_SEARCH_WIDE = 220


@dataclass(frozen=True)
class Shown:
    """Everything that was read. ``rows``: the version that begins last first."""

    rows: tuple[StandardRow, ...] = field(default_factory=lambda: (shipped_row(),))
    draft: SavedStandard | None = None
    may_publish: bool = False
    proposals: list[ProposalRow] = field(default_factory=list)
    faults: Mapping[str, Name] = field(default_factory=dict)


class StandardView(QWidget):
    """Enter edits the chosen clause, / finds one."""

    act_wanted = Signal(str)
    edit_wanted = Signal(str)
    """The number of a clause."""
    slip_wanted = Signal(str)

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("standard_view")
        self._preferences = preferences
        self._shown = Shown()
        self._found_by: dict[str, str] = {}
        self._rows: list[ClauseRow] = []
        """Those in the table."""
        self._begins: str | None = None
        """Of the version that is to be chosen."""
        self._clause: str | None = None
        self._versions = named("standard_version", FittingCombo(self))
        self._search = named("standard_search", QLineEdit(self))
        self._search.setClearButtonEnabled(True)
        self._search.setFixedWidth(_SEARCH_WIDE)
        self._buttons = {name: named(f"standard_do_{name}", QPushButton(self)) for name in _ACTS}
        self._buttons["edit"].setProperty("role", "primary")
        self.table = PlainTable("standard_clauses", clause_model(), self)
        self._title = named("standard_title", QLabel(self, wordWrap=True))
        self._title.setProperty("role", "title")
        self._note = named("standard_note", QLabel(self, wordWrap=True))
        self._note.setProperty("role", "muted")
        self._about = named("standard_about", QLabel(self, wordWrap=True))
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self._clause_title = named("standard_clause_title", QLabel(self, wordWrap=True))
        self._clause_title.setProperty("role", "title")
        self._clause_about = named("standard_clause_about", QLabel(self, wordWrap=True))
        self._clause_about.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self._about, self._clause_about):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()
        self._wire()
        self.retranslate()

    # -- what is shown

    @property
    def version(self) -> StandardRow:
        """The chosen one."""
        place = max(self._versions.currentIndex(), 0)
        return self._shown.rows[min(place, len(self._shown.rows) - 1)]

    def show_standards(self, shown: Shown) -> None:
        before = self.version.begins if self._versions.count() else None
        self._shown = shown
        wanted = self._begins or before or row_on(shown.rows, date.today().isoformat()).begins
        self._begins = None
        self._versions.blockSignals(True)
        self._versions.clear()
        self._versions.addItems([words.version_name(row, shown.rows) for row in shown.rows])
        places = [n for n, row in enumerate(shown.rows) if row.begins == wanted]
        self._versions.setCurrentIndex(places[0] if places else 0)
        self._versions.blockSignals(False)
        self._fill()

    def choose_version(self, begins: str) -> None:
        """The one that begins on this ISO day, as soon as it is read."""
        self._begins = begins

    def choose_clause(self, number: str) -> None:
        """Now, if it is there."""
        self._search.clear()
        numbers = [row.clause.number for row in self._rows]
        if number in numbers:
            self.table.selectRow(numbers.index(number))

    def _fill(self) -> None:
        standard = self.version.standard
        still_open = [
            row.clause
            for row in self._shown.proposals
            if row.state == "open" and row.about == "penalty"
        ]
        typed = self._search.text().lower().split()
        self._rows = [
            ClauseRow(standard, clause, still_open.count(clause.number))
            for clause in standard.clauses
            if all(word in self._words_of(clause.fault, clause.words.zh, clause) for word in typed)
        ]
        self.table.set_rows(self._rows)
        self._show_acts()
        self._show_about()
        self._show_clause()

    def _words_of(self, fault: str, zh: str, clause) -> str:
        """By which a clause is found; pinyin takes its time."""
        key = f"{clause.number} {fault} {zh}"
        if key not in self._found_by:
            name = self._shown.faults.get(fault)
            said = [key, clause.words.en, *spellings(zh)]
            said += [name.zh, name.en] if name else []
            self._found_by[key] = " ".join(said).lower()
        return self._found_by[key]

    def _show_acts(self) -> None:
        may, draft = self._shown.may_publish, self._shown.draft
        for name in ("edit", "import"):
            self._buttons[name].setVisible(may)
        self._buttons["discard"].setVisible(may and draft is not None)
        self._buttons["compare"].setEnabled(len(self._shown.rows) > 1 or draft is not None)
        self._buttons["edit"].setText(
            translate("Penalties", "Go on with the draft")
            if draft is not None
            else translate("Penalties", "Edit…")
        )
        who = translate("Penalties", "To be read here. Edited and published by: {role}.")
        self._note.setText(who.format(role=role_name("quality_lead")))
        self._note.setVisible(not may)

    def _show_about(self) -> None:
        row = self.version
        self._title.setText(row.standard.name.render(i18n.catalogue_language()))
        parts = [
            words.version_lines(row),
            [
                translate(
                    "Penalties", "A fine's amount counts where the rung is the fine: {rung}."
                ).format(rung=words.rung_words(row.standard, "fine"))
            ],
            words.rule_lines(row.standard),
            [translate("Penalties", "Who signs off"), *words.rung_lines(row.standard)],
            [translate("Penalties", "Due within"), *words.due_lines(row.standard)],
        ]
        self._about.setText("\n\n".join("\n".join(part) for part in parts))

    def _show_clause(self) -> None:
        row: ClauseRow | None = self.table.row
        for label in (self._clause_title, self._clause_about):
            label.setVisible(row is not None)
        if row is None:
            return
        self._clause_title.setText(words.clause_title(row.clause))
        lines = [self._fault_words(row.clause.fault), *self._proposal_lines(row.clause.number)]
        self._clause_about.setText("\n".join(lines))

    def _fault_words(self, code: str) -> str:
        name = self._shown.faults.get(code)
        shown = name.render(i18n.catalogue_language()) if name else code
        return translate("Penalties", "Fault: {name} ({code})").format(name=shown, code=code)

    def _proposal_lines(self, number: str) -> Sequence[str]:
        """What was proposed for a clause, and what became of it: how it is to be understood."""
        lines = []
        for row in self._shown.proposals:
            if row.about == "penalty" and row.clause == number:
                answer = words.answer_line(row) or words.proposal_state(row)
                lines += ["", words.proposal_line(row), answer]
        return lines

    # -- parts

    def retranslate(self) -> None:
        self._versions.setAccessibleName(translate("Penalties", "Version"))
        self._search.setPlaceholderText(translate("Penalties", "Find words, number or pinyin"))
        self._search.setAccessibleName(translate("Penalties", "Find a clause"))
        self._search.setToolTip("/")
        for name, said, key in (
            ("discard", translate("Penalties", "Throw the draft away"), ""),
            ("compare", translate("Penalties", "Compare…"), "D"),
            ("import", translate("Penalties", "From a file…"), "I"),
            ("export", translate("Penalties", "Save as a file…"), "X"),
        ):
            self._buttons[name].setText(said)
            self._buttons[name].setToolTip(key)
        self._buttons["edit"].setToolTip("E")
        self.table.setAccessibleName(translate("Penalties", "Clauses of the penalty standard"))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = KEYS.get(Qt.Key(event.key())) if not event.modifiers() else None
        if event.key() == Qt.Key.Key_Slash:
            self._search.setFocus()
            self._search.selectAll()
        elif self._search.hasFocus() and event.key() in _LEADS_DOWN:
            self.table.setFocus()
        elif act is None or self._search.hasFocus():
            super().keyPressEvent(event)
        elif not self._buttons[act].isHidden() and self._buttons[act].isEnabled():
            self.act_wanted.emit(act)

    def _on_opened(self, row: ClauseRow) -> None:
        if self._shown.may_publish:
            self.edit_wanted.emit(row.clause.number)

    def _lay_out(self) -> None:
        tools = FlowLayout(spacing=8)
        for part in (self._versions, self._search):
            tools.addWidget(part)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for name in ("import", "export", "compare", "discard", "edit"):
            acts.addWidget(self._buttons[name])
        top = QHBoxLayout()
        top.setContentsMargins(12, 8, 12, 8)
        top.setSpacing(8)
        top.addLayout(tools, 1)
        top.addLayout(acts)
        left, inside = pane()
        inside.addLayout(top)
        inside.addWidget(self.table, 1)
        right, beside = pane()
        beside.addWidget(self._scroll())
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setObjectName("standard_split")
        split.setChildrenCollapsible(False)
        split.setHandleWidth(8)
        for frame, stretch in ((left, 5), (right, 2)):
            split.addWidget(frame)
            split.setStretchFactor(split.count() - 1, stretch)
        split.setSizes([820, 300])
        kept = self._preferences.remembered("standard_split")
        if isinstance(kept, list) and len(kept) == 2:
            split.setSizes([int(each) for each in kept])
        split.splitterMoved.connect(
            lambda *_: self._preferences.remember("standard_split", split.sizes())
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)

    def _scroll(self) -> QScrollArea:
        body = QWidget(objectName="standard_about_body")
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        for label in (self._clause_title, self._clause_about):
            column.addWidget(label)
        column.addSpacing(8)
        for label in (self._title, self._note, self._about):
            column.addWidget(label)
        column.addStretch(1)
        scroll = QScrollArea(objectName="standard_about_scroll")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        return scroll

    def _wire(self) -> None:
        self._versions.activated.connect(lambda _place: self._fill())
        self._search.textChanged.connect(self._fill)
        for name, button in self._buttons.items():
            button.setAutoDefault(False)
            button.clicked.connect(partial(self.act_wanted.emit, name))
        self.table.chosen_changed.connect(self._show_clause)
        self.table.row_opened.connect(self._on_opened)


_LEADS_DOWN = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
