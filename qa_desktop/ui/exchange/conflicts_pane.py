"""The conflict inbox: the list at the left, both values side by side at the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.services.conflict_inbox import ConflictCase, ConflictInbox, postpone, read_inbox
from qa_desktop.services.conflicts import take_shown, value_for_shown
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui.exchange.conflict_detail import ConflictDetail
from qa_desktop.ui.exchange.conflict_words import (
    matter_words,
    people_words,
    subject_words,
)
from qa_desktop.ui.exchange.nothing import Nothing
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.plain_table import PlainColumn, PlainModel, PlainTable
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.record_words import moment_words
from qa_desktop.ui.tasks import Desk

_MOST_KEYS = 9


class ConflictsPane(QWidget):
    """1–9 take a side, E writes another value, L puts the conflict off, H shows the history."""

    toast_wanted = Signal(str, object)
    history_wanted = Signal(str, str)
    """The record's id, and what it is called."""
    counted = Signal(int)
    """Conflicts that wait and were not put off."""
    bundle_wanted = Signal()
    slip_wanted = Signal(str)
    """The id of a contested one."""

    def __init__(self, desk: Desk, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("conflicts_pane")
        self._desk = desk
        self._preferences = preferences
        self._inbox = ConflictInbox()
        self._open_bundle = named("conflicts_open_bundle", QPushButton())
        self._open_bundle.clicked.connect(self.bundle_wanted)
        self._nothing = Nothing("conflicts_nothing", [self._open_bundle], self)
        self.table = PlainTable("conflicts_table", self._model(), self)
        self.detail = ConflictDetail(self)
        self._split = named("conflicts_split", QSplitter(Qt.Orientation.Horizontal, self))
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.table)
        self._split.addWidget(self.detail)
        self._split.setSizes([500, 560])
        self._split.restoreState(preferences.remembered_bytes("conflicts_split"))
        self._split.splitterMoved.connect(
            lambda *_: preferences.remember_bytes("conflicts_split", self._split.saveState())
        )
        self._slips = named("conflicts_slips", QPushButton(self))
        self._slips.clicked.connect(lambda: self.slip_wanted.emit(self._inbox.contested[0]))
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._nothing)
        self._pages.addWidget(self._split)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._slips_line = QWidget(self)
        line = QHBoxLayout(self._slips_line)
        line.setContentsMargins(12, 0, 12, 8)
        line.addWidget(self._slips)
        line.addStretch(1)
        column.addWidget(self._slips_line)
        column.addWidget(self._pages, 1)
        self.table.chosen_changed.connect(self._show_case)
        self.table.row_opened.connect(lambda _case: self.detail.focus_first())
        self.detail.taken.connect(self._take)
        self.detail.written.connect(self._write)
        self.detail.later_wanted.connect(self._put_off)
        self.detail.history_wanted.connect(self._show_history)
        self.retranslate()
        self.read()

    @property
    def keyboard(self) -> QWidget:
        """Who gets the keyboard here."""
        return self.table if self._inbox.cases else self._open_bundle

    def read(self) -> None:
        self._desk.read("conflicts", read_inbox, self._on_read)

    def _on_read(self, inbox: ConflictInbox) -> None:
        held = self.window().focusWidget()
        had = held is not None and self.isAncestorOf(held)
        chosen, place = self._chosen, max(self.table.currentIndex().row(), 0)
        self._inbox = inbox
        self.table.set_rows(inbox.cases)
        self._pages.setCurrentIndex(1 if inbox.cases else 0)
        is_same = chosen is not None and self._chosen == chosen
        if inbox.cases and not is_same:
            # what stood there is settled: go on with the one that took its place
            self.table.selectRow(min(place, len(inbox.cases) - 1))
        self._show_case()
        # Something else was written somewhere: who types goes on typing
        if had and not (is_same and held.isVisible()):
            self.keyboard.setFocus()
        self._show_slips()
        waiting = sum(not case.is_postponed for case in inbox.cases)
        self.counted.emit(waiting + inbox.total - len(inbox.cases))

    @property
    def _chosen(self) -> str | None:
        """The id of the conflict that is shown."""
        case: ConflictCase | None = self.table.row
        return case.conflict.id if case is not None else None

    def _model(self) -> PlainModel:
        return PlainModel(
            [
                PlainColumn(
                    lambda: translate("Conflicts", "Record"),
                    subject_words,
                    color=_faint,
                    stretches=True,
                ),
                PlainColumn(lambda: translate("Conflicts", "About"), matter_words, 112, _faint),
                PlainColumn(lambda: translate("Conflicts", "Between"), people_words, 108, _faint),
                PlainColumn(
                    lambda: translate("Conflicts", "Last"),
                    lambda case: moment_words(case.at),
                    color=_faint,
                    fits=True,
                ),
            ],
            lambda case: case.conflict.id,
        )

    def _show_slips(self) -> None:
        words = translate("Conflicts", "Slips moved on by two people apart: {count}. Show…")
        self._slips.setText(words.format(count=len(self._inbox.contested)))
        self._slips_line.setVisible(bool(self._inbox.contested))

    def _show_case(self) -> None:
        self.detail.show_case(self.table.row, self._inbox.here)

    # -- acts

    def _take(self, shown: ConflictCase, taken: str) -> None:
        words = translate("Conflicts", "Settled, for everybody with the next bundle")
        self._do(partial(take_shown, shown=shown, taken=taken), words)

    def _write(self, shown: ConflictCase, value: str) -> None:
        words = translate("Conflicts", "Settled with another value")
        self._do(partial(value_for_shown, shown=shown, value=value), words)

    def _put_off(self) -> None:
        case: ConflictCase | None = self.table.row
        if case is None:
            return
        later = not case.is_postponed
        words = (
            translate("Conflicts", "Put off; it stays at the end of the list")
            if later
            else translate("Conflicts", "Taken up again")
        )
        self._do(partial(_postpone, case, later), words)

    def _show_history(self) -> None:
        case: ConflictCase | None = self.table.row
        if case is not None:
            self.history_wanted.emit(case.conflict.entity_id, case.record)

    def _do(self, work: Callable[[Workspace], Changes], words: str) -> None:
        self._desk.write(work, lambda changes: self.toast_wanted.emit(words, changes.act))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        act = self._act_of(event.key()) if plain and self._inbox.cases else None
        if act is not None:
            if not event.isAutoRepeat():  # a key that is held down must not settle the next one
                act()
        else:
            super().keyPressEvent(event)

    def _act_of(self, key: int) -> Callable[[], None] | None:
        if Qt.Key.Key_1 <= key < Qt.Key.Key_1 + _MOST_KEYS:
            return partial(self.detail.take, key - Qt.Key.Key_1 + 1)
        return {
            Qt.Key.Key_E: self.detail.focus_field,
            Qt.Key.Key_L: self._put_off,
            Qt.Key.Key_H: self._show_history,
        }.get(Qt.Key(key))

    # -- words

    def retranslate(self) -> None:
        self._nothing.say(
            translate("Conflicts", "No conflicts"),
            translate(
                "Conflicts",
                "When two people change the same thing apart, both values stand here after a "
                "merge. Nothing is lost, nothing waits for you: the later value is shown until "
                "somebody chooses.",
            ),
        )
        self._open_bundle.setText(translate("Conflicts", "Open a bundle…"))
        self.table.setAccessibleName(translate("Conflicts", "Conflicts"))
        self._show_slips()
        self.detail.retranslate()
        self._show_case()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _faint(case: ConflictCase) -> str | None:
    return "muted" if case.is_postponed else None


def _postpone(case: ConflictCase, later: bool, workspace: Workspace) -> Changes:
    return postpone(workspace, [case.conflict], later=later)
