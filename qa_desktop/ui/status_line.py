"""The bottom of the window: who, how much of today, whether all is saved, what plays."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QStatusBar, QWidget

from qa_desktop.errors import UserFacingError
from qa_desktop.store.key_session import KeyState
from qa_desktop.ui import i18n, icons, theme
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.tasks import Desk


class StatusLine(QStatusBar):
    """Follows a ``Desk``; the rest is told."""

    due_wanted = Signal()
    """Show the follow-ups that are due."""
    slips_wanted = Signal()
    """Show the slips that are due."""
    arrived_wanted = Signal()
    """Show the bundles that arrived."""
    keys_wanted = Signal()
    """Lock the person's keys, or unlock them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_line")
        self.setSizeGripEnabled(False)
        self._desk = desk
        self._today = (0, 0)
        self._person = _label("status_person", self)
        self._person.setTextFormat(Qt.TextFormat.PlainText)
        self._keys = QPushButton(self)
        self._keys.setObjectName("status_keys")
        self._keys.setProperty("role", "flat")
        self._keys.clicked.connect(self.keys_wanted)
        self._key_state: tuple[KeyState, datetime | None] = ("open", None)
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
        self._slips = QPushButton(self)
        self._slips.setObjectName("status_slips")
        self._slips.setProperty("role", "flat")
        self._slips.clicked.connect(self.slips_wanted)
        self._slips.hide()
        self._arrived = QPushButton(self)
        self._arrived.setObjectName("status_arrived")
        self._arrived.setProperty("role", "flat")
        self._arrived.clicked.connect(self.arrived_wanted)
        self._arrived.hide()
        self._saved = _label("status_saved", self)
        self._backup = _label("status_backup", self)
        self._last_backup: datetime | None = None
        self._backup_trouble: UserFacingError | None = None
        self._player = _label("status_player", self)
        for part in (
            self._person,
            self._keys,
            self._count,
            self._bar,
            self._due,
            self._slips,
            self._arrived,
            self._saved,
        ):
            self.addWidget(part)
        self.addPermanentWidget(self._backup)
        self.addPermanentWidget(self._player)
        self.setContentsMargins(10, 0, 10, 0)
        desk.saving_changed.connect(self._show_saved)
        self.retranslate()

    def set_person(self, name: str) -> None:
        self._person.setText(name)

    def set_keys(self, state: KeyState, until: datetime | None) -> None:
        """``until`` is when unlocked keys lock by themselves. A person without a passphrase sees
        nothing of it."""
        self._key_state = (state, until)
        self._show_keys()

    def set_today(self, done: int, target: int) -> None:
        self._today = (done, target)
        self._show_today()

    def set_due(self, words: str) -> None:
        """How many follow-ups are due; empty for none."""
        self._due.setText(words)
        self._due.setVisible(bool(words))

    def set_slips(self, words: str) -> None:
        """How many slips are due; empty for none."""
        self._slips.setText(words)
        self._slips.setVisible(bool(words))

    def set_arrived(self, words: str) -> None:
        """How many bundles arrived; empty for none."""
        self._arrived.setText(words)
        self._arrived.setVisible(bool(words))

    def set_player(self, name: str) -> None:
        self._player.setText(name)

    def set_backup(self, last: datetime | None, trouble: UserFacingError | None) -> None:
        """``last`` is when all was last in the backups (UTC), ``trouble`` why it is not now."""
        self._last_backup, self._backup_trouble = last, trouble
        self._show_backup()

    def retranslate(self) -> None:
        self._person.setAccessibleName(translate("StatusLine", "Person"))
        self._player.setToolTip(translate("StatusLine", "The engine that plays recordings"))
        self._show_keys()
        self._show_today()
        self._show_saved()
        self._show_backup()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)

    def _show_keys(self) -> None:
        state, until = self._key_state
        self._keys.setVisible(state != "open")
        if state == "unlocked" and until is not None:
            words = translate("StatusLine", "Unlocked until {time}")
            self._keys.setText(words.format(time=f"{until.astimezone():%H:%M}"))
            self._keys.setIcon(icons.icon("lock-open", "strength"))
            self._keys.setToolTip(translate("StatusLine", "Lock your signing keys now"))
        else:
            self._keys.setText(translate("StatusLine", "Locked"))
            self._keys.setIcon(icons.icon("lock", "muted"))
            self._keys.setToolTip(translate("StatusLine", "Unlock your signing keys"))
        self._keys.setAccessibleName(f"{self._keys.text()}: {self._keys.toolTip()}")

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
