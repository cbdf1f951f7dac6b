"""The list of scorecards, and beside it the versions and drafts of the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.domain.scorecard_use import FIRST_DAY
from qa_desktop.services.scorecard_editing import SavedDraft
from qa_desktop.ui.flow_layout import FlowLayout
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.plain_table import PlainTable
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.scorecards.tables import (
    Listed,
    ListedCard,
    cards_model,
    listed_key,
    versions_model,
)

_ACTS = ("new", "import", "faults", "change", "compare", "again", "retire", "propose", "export")
KEYS = {
    Qt.Key.Key_N: "new",
    Qt.Key.Key_E: "change",
    Qt.Key.Key_D: "compare",
    Qt.Key.Key_R: "retire",
    Qt.Key.Key_I: "import",
    Qt.Key.Key_X: "export",
    Qt.Key.Key_F: "faults",
}


class CardsPage(QWidget):
    """Enter changes what is chosen: it opens the draft, or begins one."""

    act_wanted = Signal(str)
    """``new``, ``import``, ``change``, ``compare``, ``again``, ``retire``, ``export``,
    ``faults``, ``propose`` or ``discard``."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.cards = PlainTable("scorecards_cards", cards_model(), self)
        self.versions = PlainTable("scorecards_versions", versions_model(self._drafts), self)
        self._title = named("scorecards_title", QLabel(self))
        self._title.setProperty("role", "title")
        self._buttons = {name: named(f"scorecards_{name}", QPushButton(self)) for name in _ACTS}
        self._buttons["new"].setProperty("role", "primary")
        self.propose = self._buttons["propose"]
        self.propose.hide()
        self._wanted: str | None = None
        self._lay_out()
        self._wire()
        self.retranslate()

    @property
    def card(self) -> ListedCard | None:
        return self.cards.row

    @property
    def version(self) -> Listed | None:
        """The chosen version or draft of the card."""
        return self.versions.row

    def _drafts(self) -> Sequence[SavedDraft]:
        return self.card.drafts if self.card is not None else ()

    def show_cards(self, rows: Sequence[ListedCard]) -> None:
        self.cards.set_rows(rows)
        if self._wanted is not None:
            keys = [row.key for row in rows]
            if self._wanted in keys:
                self.cards.selectRow(keys.index(self._wanted))
            self._wanted = None
        self._show_versions()

    def choose(self, code: str) -> None:
        """This card, as soon as it is read."""
        self._wanted = code

    def _show_versions(self) -> None:
        card = self.card
        rows: list[Listed] = [*card.drafts, *card.versions] if card is not None else []
        before = self.versions.row
        self.versions.set_rows(rows)
        if before is None or listed_key(before) not in map(listed_key, rows):
            in_force = (n for n, row in enumerate(rows) if getattr(row, "in_force", False))
            place = 0 if card and card.drafts else next(in_force, 0)
            if rows:
                self.versions.selectRow(place)
        self._show_acts()

    def _show_acts(self) -> None:
        card, chosen = self.card, self.version
        self._title.setText(card.name if card is not None else "")
        is_draft = isinstance(chosen, SavedDraft)
        has_version = chosen is not None and (is_draft or chosen.version is not None)
        is_version = has_version and not is_draft
        is_used = is_version and chosen.in_force
        buttons = self._buttons
        buttons["change"].setEnabled(has_version)
        buttons["compare"].setEnabled(card is not None and card.card is not None)
        is_for_earlier = is_used and self._may_begin_earlier
        buttons["again"].setEnabled(is_version and (not is_used or is_for_earlier))
        buttons["again"].setText(_words_of_again()[is_for_earlier])
        in_use = card is not None and card.card is not None and card.card.in_use
        buttons["retire"].setEnabled(in_use)
        buttons["export"].setEnabled(has_version)
        buttons["propose"].setEnabled(has_version and not is_draft)
        buttons["change"].setText(_words_of_change()[is_draft])

    @property
    def _may_begin_earlier(self) -> bool:
        """The chosen version is the one that was published first, and not for all calls."""
        rows = self.card.versions if self.card is not None else ()
        published = [row for row in rows if row.publication is not None]
        first = min(published, key=lambda row: row.begins or "", default=None)
        return first is not None and first is self.version and first.begins != FIRST_DAY

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = KEYS.get(Qt.Key(event.key())) if not event.modifiers() else None
        if act is not None and self._buttons[act].isEnabled():
            self.act_wanted.emit(act)
        elif event.key() == Qt.Key.Key_Delete and isinstance(self.version, SavedDraft):
            self.act_wanted.emit("discard")
        else:
            super().keyPressEvent(event)

    # -- parts

    def retranslate(self) -> None:
        for name, words, key in (
            ("new", translate("Scorecards", "New scorecard"), "N"),
            ("import", translate("Scorecards", "From a file…"), "I"),
            ("faults", translate("Scorecards", "Faults"), "F"),
            ("compare", translate("Scorecards", "Compare…"), "D"),
            ("retire", translate("Scorecards", "Take out of use…"), "R"),
            ("export", translate("Scorecards", "Save as a file…"), "X"),
            ("propose", translate("Scorecards", "Propose weights…"), ""),
        ):
            self._buttons[name].setText(words)
            self._buttons[name].setToolTip(key)
        self._buttons["change"].setToolTip("E")
        self.cards.setAccessibleName(translate("Scorecards", "Scorecards"))
        self.versions.setAccessibleName(translate("Scorecards", "Versions and drafts"))
        for name, both in (("change", _words_of_change()), ("again", _words_of_again())):
            _reserve(self._buttons[name], both)
        self._show_acts()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        buttons = self._buttons
        split = self._split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(8)
        left = _pane([[buttons["new"], buttons["import"], buttons["faults"]]], None, self.cards)
        right = _pane(
            [
                [buttons[name] for name in ("change", "compare", "again", "retire")],
                [buttons[name] for name in ("propose", "export")],
            ],
            self._title,
            self.versions,
        )
        for part, stretch in ((left, 2), (right, 4)):
            split.addWidget(part)
            split.setStretchFactor(split.count() - 1, stretch)
        split.setSizes([400, 760])
        stored = self._preferences.remembered_bytes("scorecards")
        if not stored.isEmpty():
            split.restoreState(stored)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)

    def _wire(self) -> None:
        for name, button in self._buttons.items():
            button.clicked.connect(partial(self.act_wanted.emit, name))
        self.cards.chosen_changed.connect(self._show_versions)
        self.versions.chosen_changed.connect(self._show_acts)
        for table in (self.cards, self.versions):
            table.row_opened.connect(lambda _row: self._change())
            table.deleted.connect(lambda _row: self._discard())
        self._split.splitterMoved.connect(
            lambda: self._preferences.remember_bytes("scorecards", self._split.saveState())
        )

    def _change(self) -> None:
        if self._buttons["change"].isEnabled():
            self.act_wanted.emit("change")

    def _discard(self) -> None:
        if isinstance(self.version, SavedDraft):
            self.act_wanted.emit("discard")


def _words_of_change() -> tuple[str, str]:
    """Of a version, and of a draft."""
    return translate("Scorecards", "Change…"), translate("Scorecards", "Go on editing")


def _words_of_again() -> tuple[str, str]:
    """Of a version that does not hold, and of the first one where it does."""
    return translate("Scorecards", "Use again…"), translate("Scorecards", "For earlier calls too…")


def _reserve(button: QPushButton, words: Sequence[str]) -> None:
    """Room for the longest of its words: a line of buttons that breaks when another row is chosen
    would move the rows under the mouse."""
    button.ensurePolished()
    button.setMinimumWidth(0)
    widths = []
    for each in words:
        button.setText(each)
        widths.append(button.sizeHint().width())
    button.setMinimumWidth(max(widths))


def _pane(lines: list[list[QPushButton]], title: QLabel | None, table: PlainTable) -> QFrame:
    pane = QFrame()
    pane.setProperty("role", "pane")
    column = QVBoxLayout(pane)
    column.setContentsMargins(1, 1, 1, 1)
    column.setSpacing(0)
    if title is not None:
        title.setContentsMargins(14, 10, 14, 0)
        column.addWidget(title)
    row = QHBoxLayout()
    row.setContentsMargins(12, 8, 12, 8)
    row.setSpacing(8)
    for place, line in enumerate(lines):
        flow = FlowLayout(spacing=8, right=place > 0)  # in English they are too long for one line
        for button in line:
            flow.addWidget(button)
        row.addLayout(flow, 0 if place else 1)
    column.addLayout(row)
    column.addWidget(table, 1)
    return pane
