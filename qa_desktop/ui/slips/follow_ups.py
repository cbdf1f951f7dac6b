"""After the slip 跟进: what was planned with the agent, and what came of it."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from qa_desktop.domain.coaching import MODES
from qa_desktop.errors import UserFacingError
from qa_desktop.services.slip_follow_up import plan_follow_up, usual_steps
from qa_desktop.store.coaching import CoachingRow
from qa_desktop.store.workspace import Changes
from qa_desktop.ui import i18n
from qa_desktop.ui.coaching.tables import due_words, mode_name, purpose_name
from qa_desktop.ui.day_edit import DayEdit
from qa_desktop.ui.fitting_dialog import ScrollingDialog
from qa_desktop.ui.flow_layout import FlowLayout
from qa_desktop.ui.growing_text import GrowingText
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.tasks import Desk

_LONGEST = 32
"""Signs of a result that a line shows; the whole of it stands in the entry."""


class FollowUpList(QWidget):
    """A button per step, which opens its entry in the coaching log."""

    entry_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("slip_follow_ups")
        self._row = FlowLayout(self, spacing=8)
        self._title = named("slip_follow_ups_title", QLabel(self))
        self._title.setProperty("role", "muted")
        self._row.addWidget(self._title)
        self._buttons: list[QPushButton] = []

    def show_rows(self, rows: tuple[CoachingRow, ...]) -> None:
        self._title.setText(translate("SlipFollowUp", "Follow-up:"))
        while len(self._buttons) < len(rows):
            self._buttons.append(self._button(len(self._buttons)))
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(rows))
            if place < len(rows):
                self._show(button, rows[place])
        self.setVisible(bool(rows))

    def _button(self, place: int) -> QPushButton:
        button = named(f"slip_follow_up_{place}", QPushButton(self))
        button.setAutoDefault(False)
        button.setProperty("role", "flat")
        button.clicked.connect(lambda _on: self.entry_wanted.emit(button.property("entry")))
        self._row.addWidget(button)
        return button

    def _show(self, button: QPushButton, row: CoachingRow) -> None:
        what = purpose_name(row.purpose or "")
        came = " ".join((row.result or "").split())
        short = came if len(came) <= _LONGEST else f"{came[:_LONGEST]}…"
        state = due_words(row) + (f": {short}" if short else "")
        button.setText(f"{'✓ ' if row.done else ''}{what} · {state}")
        button.setToolTip(
            came or translate("SlipFollowUp", "Open it to write down what came of it")
        )
        button.setProperty("entry", row.id)


class FollowUpDialog(ScrollingDialog):
    """A small plan: three steps with their usual days, each to be taken out or moved."""

    planned = Signal(object)
    """``Changes``."""

    def __init__(
        self, desk: Desk, slip: str, about: str, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("follow_up_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("SlipFollowUp", "Follow-up after the slip"))
        self._desk, self._slip = desk, slip
        self._steps: dict[str, tuple[QCheckBox, QDateEdit]] = {}
        self._about = GrowingText(self, least=2, most=5)
        self._about.setObjectName("follow_up_about")
        self._about.set_words(about)
        self._mode = named("follow_up_mode", QComboBox(self))
        for code in MODES:
            self._mode.addItem(mode_name(code, long=True), code)
        self._mode.setCurrentIndex(self._mode.findData("offline"))
        self._error = named("follow_up_error", QLabel(self, wordWrap=True))
        self._error.setProperty("role", "error")
        self._error.hide()
        self._later = named("follow_up_later", QPushButton(translate("SlipFollowUp", "Not now")))
        self._plan = named("follow_up_plan", QPushButton(translate("SlipFollowUp", "Plan")))
        self._plan.setProperty("role", "primary")
        self._plan.setDefault(True)
        self._lay_out(today)
        self._later.clicked.connect(self.reject)
        self._plan.clicked.connect(self._on_plan)
        self._about.textChanged.connect(self._check)
        self._check()

    def _lay_out(self, today: date) -> None:
        self.setMinimumWidth(440)
        title = named("follow_up_title", QLabel(self, wordWrap=True))
        title.setProperty("role", "title")
        title.setText(translate("SlipFollowUp", "When will you see the agent again?"))
        hint = named("follow_up_hint", QLabel(self, wordWrap=True))
        hint.setProperty("role", "muted")
        hint.setText(translate("SlipFollowUp", "On its day each step stands above the day's list."))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for place, (purpose, day) in enumerate(usual_steps(today)):
            box = named(f"follow_up_{purpose}", QCheckBox(purpose_name(purpose), self))
            box.setChecked(True)
            edit = named(f"follow_up_{purpose}_day", DayEdit(parent=self))
            edit.setDate(QDate.fromString(day, Qt.DateFormat.ISODate))
            words = translate("SlipFollowUp", "Day: {purpose}")
            edit.setAccessibleName(words.format(purpose=purpose_name(purpose)))
            box.toggled.connect(edit.setEnabled)
            box.toggled.connect(lambda _on: self._check())
            grid.addWidget(box, place, 0)
            grid.addWidget(edit, place, 1)
            self._steps[purpose] = (box, edit)
        for place, (label, field) in enumerate(
            (
                (translate("SlipFollowUp", "About what"), self._about),
                (translate("SlipFollowUp", "Where"), self._mode),
            ),
            len(self._steps),
        ):
            field.setAccessibleName(label)
            grid.addWidget(QLabel(label, self), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, place, 1)
        grid.setColumnStretch(1, 1)
        for part in (title, hint):
            self.body.addWidget(part)
        self.body.addLayout(grid)
        self.body.addWidget(self._error)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._later)
        buttons.addWidget(self._plan)
        self.stand(buttons)

    def _check(self) -> None:
        """The button says by itself what is still missing."""
        missing = ""
        if not any(box.isChecked() for box, _ in self._steps.values()):
            missing = translate("SlipFollowUp", "Tick at least one step")
        elif not self._about.toPlainText().strip():
            missing = translate("SlipFollowUp", "Say what it is about")
        self._plan.setEnabled(not missing)
        self._plan.setToolTip(missing)

    def _on_plan(self) -> None:
        """Once: the answer comes from another thread."""
        self._plan.setEnabled(False)
        steps = [
            (purpose, edit.date().toString(Qt.DateFormat.ISODate))
            for purpose, (box, edit) in self._steps.items()
            if box.isChecked()
        ]
        act = partial(
            plan_follow_up,
            slip=self._slip,
            steps=steps,
            about=self._about.toPlainText(),
            held=datetime.now(),
            mode=self._mode.currentData(),
        )
        self._desk.write(act, self._on_planned, self._on_refused)

    def _on_planned(self, changes: Changes) -> None:
        self.planned.emit(changes)
        self.accept()

    def _on_refused(self, error: UserFacingError) -> None:
        self._error.setText(error.say(i18n.catalogue_language()))
        self._error.show()
        self._check()
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._plan.click()
        else:
            super().keyPressEvent(event)
