"""The bottom of the window: who, how much of today, whether all is saved, what plays."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QStatusBar, QWidget

from qa_desktop.errors import UserFacingError
from qa_desktop.ui import i18n, theme
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.tasks import Desk


class StatusLine(QStatusBar):
    """Follows a ``Desk``; the rest is told."""

    due_wanted = Signal()
    """Show the follow-ups that are due."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_line")
        self.setSizeGripEnabled(False)
        self._desk = desk
        self._today = (0, 0)
        self._person = _label("status_person", self)
        self._count = _label("status_today", self)
        self._bar = QProgressBar(self)
        self._bar.setObjectName("status_progress")
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        self._due = QPushButton(self)
        self._due.setObjectName("status_due")
        self._due.setProperty("role", "flat")
        self._due.clicked.connect(self.due_wanted)
        self._due.hide()
        self._saved = _label("status_saved", self)
        self._backup = _label("status_backup", self)
        self._last_backup: datetime | None = None
        self._backup_trouble: UserFacingError | None = None
        self._player = _label("status_player", self)
        for part in (self._person, self._count, self._bar, self._due, self._saved):
            self.addWidget(part)
        self.addPermanentWidget(self._backup)
        self.addPermanentWidget(self._player)
        self.setContentsMargins(10, 0, 10, 0)
        desk.saving_changed.connect(self._show_saved)
        self.retranslate()

    def set_person(self, name: str) -> None:
        self._person.setText(name)

    def set_today(self, done: int, target: int) -> None:
        self._today = (done, target)
        self._show_today()

    def set_due(self, words: str) -> None:
        """How many follow-ups are due; empty for none."""
        self._due.setText(words)
        self._due.setVisible(bool(words))

    def set_player(self, name: str) -> None:
        self._player.setText(name)

    def set_backup(self, last: datetime | None, trouble: UserFacingError | None) -> None:
        """``last`` is when all was last in the backups (UTC), ``trouble`` why it is not now."""
        self._last_backup, self._backup_trouble = last, trouble
        self._show_backup()

    def retranslate(self) -> None:
        self._person.setAccessibleName(translate("StatusLine", "Person"))
        self._player.setToolTip(translate("StatusLine", "The engine that plays recordings"))
        self._show_today()
        self._show_saved()
        self._show_backup()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)

    def _show_today(self) -> None:
        done, target = self._today
        words = translate("StatusLine", "Today {done} / {target}").format(done=done, target=target)
        self._count.setText(words)
        self._bar.setMaximum(max(target, 1))
        self._bar.setValue(min(done, target))
        self._bar.setAccessibleName(words)

    def _show_saved(self) -> None:
        colors = theme.current()
        if self._desk.unsaved:
            state = (colors.critical, translate("StatusLine", "Not saved yet, trying again"))
        elif self._desk.pending:
            state = (colors.weakness, translate("StatusLine", "Saving…"))
        else:
            state = (colors.strength, translate("StatusLine", "All saved"))
        self._saved.setText(f"<span style='color:{state[0]}'>●</span> {state[1]}")
        self._saved.setAccessibleName(state[1])

    def _show_backup(self) -> None:
        words = ""
        if self._last_backup is not None:
            moment = self._last_backup.astimezone()
            is_today = moment.date() == datetime.now().astimezone().date()
            shown = f"{moment:%H:%M}" if is_today else f"{moment:%Y-%m-%d}"
            words = translate("StatusLine", "Last backup {moment}").format(moment=shown)
        if self._backup_trouble is not None:
            failed = translate("StatusLine", "Backup failed")
            words = f"{failed} · {words}" if words else failed
            color = theme.current().critical
            self._backup.setText(f"<span style='color:{color}'>●</span> {words}")
            self._backup.setToolTip(self._backup_trouble.say(i18n.catalogue_language()))
        else:
            self._backup.setText(words)
            self._backup.setToolTip("")
        self._backup.setAccessibleName(words)


def _label(name: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    return label
