"""Stands between acts and the person's keys: asks for the passphrase, locks when time is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.status_line import StatusLine
from qa_desktop.ui.tasks import Desk, KeyWish

if TYPE_CHECKING:
    from qa_desktop.ui.identity.passphrase_dialog import Act, PassphraseDialog, Purpose

_SOON_MS = 1_000


class KeyGate(QObject):
    """The window's; whoever changes the keys' state elsewhere is heard too."""

    changed = Signal()
    """The keys were locked, unlocked or given a passphrase."""
    _heard = Signal()

    def __init__(
        self, desk: Desk, preferences: Preferences, status: StatusLine, window: QWidget
    ) -> None:
        super().__init__(window)
        self._desk, self._preferences, self._window = desk, preferences, window
        self._status = status
        self._waiting: list[KeyWish] = []
        self._dialog: PassphraseDialog | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_time)
        self._heard.connect(self._on_heard)
        desk.ask_for_keys = self._ask_for
        desk.keys.watcher = self._heard.emit  # from the writer's thread; queued by Qt
        status.keys_wanted.connect(self._toggle)
        self._show()

    def lock(self) -> None:
        """Now."""
        self._desk.keys.lock()

    def unlock(self) -> None:
        """Ask for the passphrase, with no act that waits for it."""
        self._ask("unlock")

    def choose(self) -> None:
        """Ask for a first passphrase, or for another one."""
        self._ask("choose" if self._desk.keys.state() == "open" else "change")

    def _toggle(self) -> None:
        if self._desk.keys.state() == "unlocked":
            self.lock()
        else:
            self.unlock()

    def _ask_for(self, wish: KeyWish) -> None:
        """One dialog serves all acts that wait meanwhile."""
        self._waiting.append(wish)
        first = wish.error.id == "identity.no_passphrase"
        reads = wish.error.id == "identity.locked_letter"
        self._ask("choose" if first else "unlock", "reads" if reads else "signs")

    def _ask(self, purpose: Purpose, act: Act | None = None) -> None:
        from qa_desktop.ui.identity.passphrase_dialog import PassphraseDialog

        if self._dialog is not None:
            return
        parent = self._window.window()
        active = parent.findChildren(QDialog)
        shown = [each for each in active if each.isVisible()]
        self._dialog = PassphraseDialog(
            self._desk,
            purpose,
            shown[-1] if shown else parent,
            minutes=self._preferences.get("unlock_minutes"),
            act=act,
        )
        self._dialog.finished.connect(self._on_finished)
        self._dialog.open()

    def _on_finished(self, result: int) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()
        waiting, self._waiting = self._waiting, []
        for wish in waiting:
            if result == QDialog.DialogCode.Accepted:
                wish.again()
            else:
                wish.give_up()

    def _on_heard(self) -> None:
        left = self._desk.keys.seconds_left()
        if left > 0:
            self._timer.start(int(left * 1000) + _SOON_MS)
        else:
            self._timer.stop()
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        keys = self._desk.keys
        until = datetime.now() + timedelta(seconds=keys.seconds_left())
        self._status.set_keys(keys.state(), until)

    def _on_time(self) -> None:
        """The clocks decide; the timer may be early when the computer slept."""
        if self._desk.keys.state() == "unlocked":  # a look that locks them when it is time
            self._on_heard()
