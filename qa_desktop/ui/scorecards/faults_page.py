"""The catalogue of faults 差错目录: what cards name by codes, where used, how often marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
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
from sqlite_utils import Database

from qa_desktop.domain.pinyin import spellings
from qa_desktop.services.fault_catalogue import FaultRow, list_faults, may_change_faults
from qa_desktop.ui import i18n
from qa_desktop.ui.flow_layout import FlowLayout
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.plain_table import PlainColumn, PlainModel, PlainTable
from qa_desktop.ui.scorecards.words import rung_text

_ACTS = ("new", "change", "retire", "import", "export")
KEYS = {
    Qt.Key.Key_N: "new",
    Qt.Key.Key_E: "change",
    Qt.Key.Key_R: "retire",
    Qt.Key.Key_I: "import",
    Qt.Key.Key_X: "export",
}
_SEARCH_WIDE = 240


@dataclass(frozen=True)
class Catalogue:
    """``found_by``: the words by which a code is found."""

    rows: tuple[FaultRow, ...]
    found_by: dict[str, str]
    may_change: bool


def read_catalogue(db: Database) -> Catalogue:
    rows = tuple(list_faults(db))
    words = {
        row.fault.code: " ".join(
            (row.fault.code, row.fault.name.zh, row.fault.name.en, *spellings(row.fault.name.zh))
        ).lower()
        for row in rows
    }
    return Catalogue(rows, words, may_change_faults(db))


class FaultsPage(QWidget):
    """Enter changes the chosen one, / searches, Esc leads back to the cards."""

    act_wanted = Signal(str)
    """``new``, ``change``, ``retire``, ``import`` or ``export``."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("faults_page")
        self._catalogue: Catalogue | None = None
        self._wanted: str | None = None
        self._back = named("faults_back", QPushButton(self))
        self._back.setProperty("role", "flat")
        self._title = named("faults_title", QLabel(self))
        self._title.setProperty("role", "title")
        self._count = named("faults_count", QLabel(self))
        self._count.setProperty("role", "muted")
        self._search = named("faults_search", QLineEdit(self))
        self._search.setClearButtonEnabled(True)
        self._search.setFixedWidth(_SEARCH_WIDE)
        self._hidden = 0
        """Retired faults that are found and not shown."""
        self._retired = named("faults_retired", QCheckBox(self))
        self._buttons = {name: named(f"faults_{name}", QPushButton(self)) for name in _ACTS}
        self._buttons["new"].setProperty("role", "primary")
        self.table = PlainTable("faults_table", _model(), self)
        self._name = named("faults_chosen", QLabel(self, wordWrap=True))
        self._name.setProperty("role", "title")
        self._uses = named("faults_uses", QLabel(self, wordWrap=True))
        self._uses.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._uses.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._note = named("faults_note", QLabel(self, wordWrap=True))
        self._note.setProperty("role", "muted")
        self._lay_out()
        self._wire()
        self.retranslate()

    @property
    def row(self) -> FaultRow | None:
        return self.table.row

    def show_catalogue(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._fill()

    def choose(self, code: str) -> None:
        """This one, as soon as it is read."""
        self._wanted = code

    def _fill(self) -> None:
        catalogue = self._catalogue
        if catalogue is None:
            self._count.setText(translate("Scorecards", "Reading…"))
            self._show_chosen()
            return
        words = self._search.text().lower().split()
        found_by = catalogue.found_by
        found = [
            row for row in catalogue.rows if all(word in found_by[row.fault.code] for word in words)
        ]
        shown = [row for row in found if self._retired.isChecked() or not row.fault.retired]
        self._hidden = len(found) - len(shown)
        self.table.set_rows(shown)
        codes = [row.fault.code for row in shown]
        if self._wanted in codes:
            self.table.selectRow(codes.index(self._wanted))
            self._wanted = None
        said = translate("Scorecards", "{n} faults")
        if len(shown) < len(catalogue.rows):
            said = translate("Scorecards", "{n} of {all} faults")
        self._count.setText(said.format(n=len(shown), all=len(catalogue.rows)))
        self._show_chosen()

    def _show_chosen(self) -> None:
        row = self.row
        may = self._catalogue is not None and self._catalogue.may_change
        buttons = self._buttons
        buttons["new"].setEnabled(may)
        buttons["import"].setEnabled(may)
        buttons["change"].setEnabled(may and row is not None)
        buttons["retire"].setEnabled(may and row is not None and row.is_known)
        is_unknown = row is not None and not row.is_known
        buttons["change"].setText(
            translate("Scorecards", "Add to the catalogue…")
            if is_unknown
            else translate("Scorecards", "Change…")
        )
        buttons["retire"].setText(
            translate("Scorecards", "Use again")
            if row is not None and row.fault.retired
            else translate("Scorecards", "Retire")
        )
        self._note.setVisible(self._catalogue is not None and not may)
        self._name.setText(_name(row) if row is not None else "")
        self._uses.setText("\n".join(_use_lines(row)) if row is not None else self._nothing())

    def _nothing(self) -> str:
        if self._search.text() and self._hidden:
            words = translate(
                "Scorecards", "Only retired faults are called so ({n}): tick “Retired ones too”."
            )
            return words.format(n=self._hidden)
        if self._search.text():
            return translate("Scorecards", "Nothing is called so. N adds a fault.")
        return ""

    # -- parts

    def retranslate(self) -> None:
        self._back.setText(translate("Scorecards", "‹ All scorecards"))
        self._title.setText(translate("Scorecards", "Catalogue of faults"))
        self._search.setPlaceholderText(translate("Scorecards", "Find a name, code or pinyin"))
        self._search.setAccessibleName(translate("Scorecards", "Find a fault"))
        self._search.setToolTip("/")
        self._retired.setText(translate("Scorecards", "Retired ones too"))
        self._note.setText(
            translate("Scorecards", "The quality lead keeps the catalogue; here it is to be read.")
        )
        for name, words, key in (
            ("new", translate("Scorecards", "New fault…"), "N"),
            ("import", translate("Scorecards", "From a file…"), "I"),
            ("export", translate("Scorecards", "Save as a file…"), "X"),
        ):
            self._buttons[name].setText(words)
            self._buttons[name].setToolTip(key)
        self._buttons["change"].setToolTip("E")
        self._buttons["retire"].setToolTip("R")
        self.table.setAccessibleName(translate("Scorecards", "Catalogue of faults"))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = KEYS.get(Qt.Key(event.key())) if not event.modifiers() else None
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Slash:
            self._search.setFocus()
            self._search.selectAll()
        elif self._search.hasFocus() and event.key() in _LEADS_DOWN:
            self.table.setFocus()
        elif act is not None and self._buttons[act].isEnabled() and not self._search.hasFocus():
            self.act_wanted.emit(act)
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(4, 0, 4, 0)
        top.setSpacing(8)
        top.addWidget(self._back)
        top.addWidget(self._title)
        top.addWidget(self._count)
        top.addStretch(1)
        for name in ("import", "export"):
            top.addWidget(self._buttons[name])
        tools = FlowLayout(spacing=8)
        for part in (self._search, self._retired):
            tools.addWidget(part)
        for name in ("new", "change", "retire"):
            tools.addWidget(self._buttons[name])
        left, inside = _pane()
        bar = QVBoxLayout()
        bar.setContentsMargins(12, 8, 12, 8)
        bar.addLayout(tools)
        inside.addLayout(bar)
        inside.addWidget(self.table, 1)
        right, beside = _pane()
        about = QWidget()
        about.setObjectName("faults_about_body")
        column = QVBoxLayout(about)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        for label in (self._name, self._note, self._uses):
            column.addWidget(label)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("faults_about")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(about)
        beside.addWidget(scroll)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(8)
        for pane, stretch in ((left, 5), (right, 2)):
            split.addWidget(pane)
            split.setStretchFactor(split.count() - 1, stretch)
        split.setSizes([820, 320])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(split, 1)

    def _wire(self) -> None:
        self._back.clicked.connect(self.left)
        self._search.textChanged.connect(self._fill)
        self._retired.toggled.connect(self._fill)
        for name, button in self._buttons.items():
            button.clicked.connect(partial(self.act_wanted.emit, name))
        self.table.chosen_changed.connect(self._show_chosen)
        self.table.row_opened.connect(lambda _row: self._change())

    def _change(self) -> None:
        if self._buttons["change"].isEnabled():
            self.act_wanted.emit("change")


_LEADS_DOWN = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _model() -> PlainModel:
    return PlainModel(
        [
            PlainColumn(
                lambda: translate("Scorecards", "Fault"), _name, 200, _color, stretches=True
            ),
            PlainColumn(
                lambda: translate("Scorecards", "Fault code"),
                lambda row: row.fault.code,
                128,
                _muted,
            ),
            PlainColumn(
                lambda: translate("Scorecards", "Class"),
                lambda row: row.fault.problem_class or "",
                fits=True,
            ),
            PlainColumn(lambda: translate("Scorecards", "The first time"), _rung, fits=True),
            PlainColumn(lambda: translate("Scorecards", "State"), _state, 92, _color),
            PlainColumn(
                lambda: translate("Scorecards", "Items"),
                lambda row: _number(sum(len(use.items) for use in row.uses if not use.is_draft)),
                64,
                number=True,
            ),
            PlainColumn(
                lambda: translate("Scorecards", "Marked"),
                lambda row: _number(row.marks),
                72,
                number=True,
            ),
        ],
        lambda row: row.fault.code,
    )


def _name(row: FaultRow) -> str:
    return row.fault.name.render(i18n.catalogue_language())


def _rung(row: FaultRow) -> str:
    return rung_text(row.fault.rung) if row.fault.rung else ""


def _state(row: FaultRow) -> str:
    if not row.is_known:
        return translate("Scorecards", "Not in it")
    if row.fault.retired:
        return translate("Scorecards", "Retired")
    return "" if row.is_shipped else translate("Scorecards", "Own")


def _color(row: FaultRow) -> str | None:
    if not row.is_known:
        return "question"
    return "muted" if row.fault.retired else None


def _muted(_row: FaultRow) -> str | None:
    return "muted"


def _number(count: int) -> str:
    return str(count) if count else ""


def _use_lines(row: FaultRow) -> Sequence[str]:
    language = i18n.catalogue_language()
    between = "、" if language == "zh" else ", "
    lines = []
    if not row.is_known:
        lines += [translate("Scorecards", "Scorecards name it; the catalogue has it not."), ""]
    for use in row.uses:
        draft = translate("Scorecards", "Draft")
        said = translate("Scorecards", "{card}: {items}")
        card = use.card.render(language) + (f" ({draft})" if use.is_draft else "")
        items = between.join(name.render(language) for name in use.items)
        lines.append(said.format(card=card, items=items))
    if not row.uses:
        lines.append(translate("Scorecards", "No scorecard in use names it."))
    marked = (
        translate("Scorecards", "Marked in {n} evaluations.")
        if row.marks
        else translate("Scorecards", "No evaluation marks it.")
    )
    return [*lines, "", marked.format(n=row.marks)]


def _pane() -> tuple[QFrame, QVBoxLayout]:
    pane = QFrame()
    pane.setProperty("role", "pane")
    inside = QVBoxLayout(pane)
    inside.setContentsMargins(1, 1, 1, 1)
    inside.setSpacing(0)
    return pane, inside
