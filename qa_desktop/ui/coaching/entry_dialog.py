"""An entry of the coaching log 辅导记录: who, about what, what was agreed, when to look again."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QDate, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from sqlite_utils import Database

from qa_desktop.domain.coaching import MODES
from qa_desktop.errors import UserFacingError
from qa_desktop.services.coaching import CoachingForm, add_coaching, edit_coaching, form_of
from qa_desktop.store.coaching import get_coaching
from qa_desktop.store.drafts import delete_draft, get_draft, save_draft
from qa_desktop.store.people import AgentRow, find_agents
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui import i18n
from qa_desktop.ui.agent_choice import AgentChoice
from qa_desktop.ui.coaching.tables import mode_name
from qa_desktop.ui.day_edit import DayEdit
from qa_desktop.ui.growing_text import GrowingText
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.tasks import Desk

_DAYS_TO_FOLLOW_UP = 7


@dataclass(frozen=True)
class _Opened:
    agents: list[AgentRow]
    form: CoachingForm
    is_draft: bool


class EntryDialog(QDialog):
    """Everything typed is kept as a draft until it is saved or thrown away."""

    done_with = Signal(str, object)
    """Words for the toast, and the act that Undo takes back."""

    def __init__(
        self,
        desk: Desk,
        form: CoachingForm,
        coaching: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """A new entry that begins with ``form``, or the entry ``coaching``."""
        super().__init__(parent)
        self.setObjectName("coaching_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._coaching = coaching
        self._form = form
        self._filling = True
        self._agent = named("coaching_agent", AgentChoice(self))
        self._mode = named("coaching_mode", QComboBox(self))
        for code in MODES:
            self._mode.addItem("", code)
        self._about = self._text("coaching_about", 2)
        self._action = self._text("coaching_action", 2)
        self._result = self._text("coaching_result", 2)
        self._has_date = named("coaching_has_follow_up", QCheckBox(self))
        self._date = named("coaching_follow_up", DayEdit(parent=self))
        self._done = named("coaching_done", QCheckBox(self))
        self._labels: dict[str, QLabel] = {}
        self._kept = named("coaching_kept", QLabel(self, wordWrap=True))
        self._kept.setProperty("role", "muted")
        self._error = named("coaching_error", QLabel(self, wordWrap=True))
        self._error.setProperty("role", "error")
        self._error.hide()
        self._discard = named("coaching_discard", QPushButton(self))
        self._later = named("coaching_later", QPushButton(self))
        self._save = named("coaching_save", QPushButton(self))
        self._save.setProperty("role", "primary")
        self._save.setDefault(True)
        self._lay_out()
        self._wire()
        self.retranslate()
        self._set_ready(False)
        read = partial(_read, key=self._key, coaching=coaching, form=form)
        desk.read("coaching_entry", read, self._on_read, self._on_gone)

    @property
    def _key(self) -> str:
        """Of the draft: an entry that is edited, what a new one is about, or "new"."""
        return self._coaching or self._form.evaluation or "new"

    # -- what is shown

    def _set_ready(self, is_ready: bool) -> None:
        """No typing or saving while it is read (which would take its place) or written."""
        texts = (self._about, self._action, self._result)
        for part in (self._agent, self._mode, *texts, self._has_date, self._done):
            part.setEnabled(is_ready)
        self._date.setEnabled(is_ready and self._has_date.isChecked())
        for button in (self._discard, self._later, self._save):
            button.setEnabled(is_ready)

    def _on_read(self, opened: _Opened) -> None:
        self._filling = True
        self._form = opened.form
        self._agent.offer(opened.agents)
        self._agent.choose(opened.form.agent)
        self._mode.setCurrentIndex(max(self._mode.findData(opened.form.mode), 0))
        self._about.set_words(opened.form.about)
        self._action.set_words(opened.form.action)
        self._result.set_words(opened.form.result)
        self._show_date(opened.form.follow_up)
        self._done.setChecked(opened.form.done)
        self._kept.setVisible(opened.is_draft)
        self._discard.setVisible(opened.is_draft)
        self._filling = False
        self._set_ready(True)
        (self._about if opened.form.agent else self._agent).setFocus()

    def _show_date(self, follow_up: str | None) -> None:
        day = date.fromisoformat(follow_up) if follow_up else _next_week()
        self._date.setDate(QDate(day.year, day.month, day.day))
        self._has_date.setChecked(follow_up is not None)
        self._date.setEnabled(follow_up is not None)

    def _on_gone(self, error: UserFacingError) -> None:
        self._desk.trouble.emit(error)
        self.reject()

    @property
    def form(self) -> CoachingForm:
        """As it is filled in now."""
        return CoachingForm(
            agent=self._agent.agent,
            evaluation=self._form.evaluation,
            mode=self._mode.currentData(),
            about=self._about.toPlainText(),
            action=self._action.toPlainText(),
            follow_up=_iso(self._date.date()) if self._has_date.isChecked() else None,
            result=self._result.toPlainText(),
            done=self._done.isChecked(),
        )

    # -- acts

    def _on_edited(self) -> None:
        if self._filling:
            return
        self._error.hide()
        self._date.setEnabled(self._has_date.isChecked())
        self._discard.show()
        slot = ("coaching", self._key)
        self._desk.save(slot, partial(_keep, self._key, asdict(self.form)))

    def _on_save(self) -> None:
        """Once: the answer comes from another thread."""
        if not self._save.isEnabled():
            return
        self._set_ready(False)
        act = partial(_write, self._coaching, self.form, self._key)
        self._desk.write(act, self._on_saved, self._on_refused)

    def _on_saved(self, changes: Changes) -> None:
        self.done_with.emit(translate("Coaching", "Coaching entry saved"), changes.act)
        self.accept()

    def _on_refused(self, error: UserFacingError) -> None:
        """Nothing was written, everything typed stands."""
        self._set_ready(True)
        self._error.setText(error.say(i18n.catalogue_language()))
        self._error.show()
        fields = {"coaching.no_agent": self._agent, "coaching.no_subject": self._about}
        fields.get(error.id, self._save).setFocus()

    def _on_discard(self) -> None:
        key, slot = self._key, ("coaching", self._key)
        self._desk.unsaved.pop(slot, None)
        self._desk.write(partial(_throw_away, key), self._on_discarded)

    def _on_discarded(self, _nothing: None) -> None:
        self.reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._on_save()
        else:
            super().keyPressEvent(event)

    # -- parts

    def retranslate(self) -> None:
        is_new = self._coaching is None
        self.setWindowTitle(
            translate("Coaching", "New coaching entry")
            if is_new
            else translate("Coaching", "Coaching entry")
        )
        names = {
            "agent": translate("Coaching", "Agent"),
            "mode": translate("Coaching", "Where"),
            "about": translate("Coaching", "About what"),
            "action": translate("Coaching", "What was agreed"),
            "date": translate("Coaching", "Look again"),
            "result": translate("Coaching", "Result"),
        }
        for name, label in self._labels.items():
            label.setText(names[name])
            if label.buddy() is not None:
                label.buddy().setAccessibleName(names[name])
        for place, code in enumerate(MODES):
            self._mode.setItemText(place, mode_name(code, long=True))
        self._agent.lineEdit().setPlaceholderText(translate("Coaching", "Work number or name"))
        self._has_date.setText(translate("Coaching", "on"))
        self._has_date.setAccessibleName(translate("Coaching", "A day to look again"))
        self._date.setAccessibleName(translate("Coaching", "Look again"))
        self._done.setText(translate("Coaching", "Done, nothing more to follow up"))
        self._kept.setText(translate("Coaching", "You had begun this; your words were kept."))
        self._discard.setText(translate("Coaching", "Throw the draft away"))
        self._later.setText(translate("Coaching", "Later"))
        self._later.setToolTip(translate("Coaching", "What you typed is kept as a draft"))
        self._save.setText(translate("Coaching", "Save"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _text(self, name: str, least: int) -> GrowingText:
        field = GrowingText(self, least=least, most=6)
        field.setObjectName(name)
        return field

    def _wire(self) -> None:
        for field in (self._about, self._action, self._result):
            field.textChanged.connect(self._on_edited)
        self._agent.editTextChanged.connect(lambda _text: self._on_edited())
        self._mode.currentIndexChanged.connect(lambda _place: self._on_edited())
        self._has_date.toggled.connect(lambda _on: self._on_edited())
        self._date.dateChanged.connect(lambda _day: self._on_edited())
        self._done.toggled.connect(lambda _on: self._on_edited())
        self._discard.clicked.connect(self._on_discard)
        self._later.clicked.connect(self.reject)
        self._save.clicked.connect(self._on_save)

    def _lay_out(self) -> None:
        when = QHBoxLayout()
        when.setSpacing(8)
        when.addWidget(self._has_date)
        when.addWidget(self._date)
        when.addStretch(1)
        form = QFormLayout()
        form.setHorizontalSpacing(20)
        form.setVerticalSpacing(10)
        for name, field in (
            ("agent", self._agent),
            ("mode", self._mode),
            ("about", self._about),
            ("action", self._action),
            ("date", when),
            ("result", self._result),
        ):
            label = self._labels[name] = QLabel(self)
            label.setProperty("role", "muted")
            label.setBuddy(field if isinstance(field, QWidget) else self._has_date)
            form.addRow(label, field)
        form.addRow(QLabel(self), self._done)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._discard)
        buttons.addStretch(1)
        buttons.addWidget(self._later)
        buttons.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self._kept)
        column.addLayout(form)
        column.addWidget(self._error)
        column.addLayout(buttons)
        self.setMinimumWidth(520)


def _next_week() -> date:
    return date.today() + timedelta(days=_DAYS_TO_FOLLOW_UP)


def _iso(day: QDate) -> str:
    return date(day.year(), day.month(), day.day()).isoformat()


def _read(db: Database, key: str, coaching: str | None, form: CoachingForm) -> _Opened:
    draft = get_draft(db, "coaching", key)
    if draft is not None:
        return _Opened(find_agents(db), CoachingForm.from_draft(draft.body), True)
    standing = form_of(get_coaching(db, coaching)) if coaching else form
    return _Opened(find_agents(db), standing, False)


def _keep(key: str, body: dict[str, Any], workspace: Workspace) -> None:
    save_draft(workspace.db, "coaching", key, body)


def _throw_away(key: str, workspace: Workspace) -> None:
    delete_draft(workspace.db, "coaching", key)


def _write(coaching: str | None, form: CoachingForm, key: str, workspace: Workspace) -> Changes:
    if coaching is not None:
        return edit_coaching(workspace, coaching, form)
    return add_coaching(workspace, form, held=datetime.now(), draft=key)
