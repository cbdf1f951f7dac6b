"""A lead signs off many slips in a row by keyboard: from the key that signs one until the next one
is playable, its paper painted and its recording held by the player; and until the one before is
signed, which goes on meanwhile.

The real window and the real player; without a sound card its output is a dummy one that plays at
the speed of a card. Entries as in ``bench_ui``.
"""

from __future__ import annotations

import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, cast

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from qa_desktop.audio.players.choose import choose_player
from qa_desktop.services.bench import Entry, entry
from qa_desktop.services.bench_slips import PASSPHRASE, lead_with_slips
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.settings import DEFAULTS
from qa_desktop.ui import theme
from qa_desktop.ui.bench_ui import platform_of_screen
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.slips.view import SlipsView
from qa_desktop.ui.tasks import Desk

NEXT_GOAL_MS: Final = 100
_SLIPS: Final = 50
_SECONDS: Final = 90
_KEPT_OPEN_MIN: Final = 60
_GIVE_UP_S: Final = 20.0
_QUIET_MS: Final = 1_000


def bench_slips(slips: int = _SLIPS, seconds: int = _SECONDS) -> list[Entry]:
    """``slips`` listened to and confirmed one after the other, each about a recording of so many
    ``seconds``. Needs 220 MB of temporary space for fifty."""
    os.environ.update(platform_of_screen())
    application = cast(QApplication, QApplication.instance() or QApplication(sys.argv[:1]))
    theme.apply(application, "light")
    gc.disable()  # as the window does, which collects when it is idle
    with tempfile.TemporaryDirectory(prefix="qa-desktop-bench-") as name:
        workspace = lead_with_slips(Path(name), slips, seconds)
        desk = Desk(workspace)
        desk.open(keys=KeyStore(Path(name, "lead-profile")))
        desk.keys.unlock(PASSPHRASE, _KEPT_OPEN_MIN)
        window = MainWindow(desk, Preferences(desk, dict(DEFAULTS)))
        window.resize(1280, 800)
        window.show()
        window.use_player(choose_player())
        try:
            lead = _Lead(window)
            lead.sign_all(slips)
        finally:
            window.close()
            application.processEvents()
    return [
        entry("slip_next_playable_median", statistics.median(lead.playable), "ms", None),
        entry("slip_next_playable_p95", _p95(lead.playable), "ms", None, NEXT_GOAL_MS),
        entry("slip_next_playable_slowest", max(lead.playable), "ms", None, NEXT_GOAL_MS),
        entry("slip_next_at_once_median", statistics.median(lead.at_once), "ms", None),
        entry("slip_next_at_once_slowest", max(lead.at_once), "ms", None),
        entry("slip_signed_median", statistics.median(lead.signed), "ms", None),
        entry("slip_signed_slowest", max(lead.signed), "ms", None),
        entry("slip_space_to_sound_median", statistics.median(lead.sounding), "ms", None),
        entry("slip_space_to_sound_slowest", max(lead.sounding), "ms", None),
    ]


def _p95(taken: list[float]) -> float:
    return sorted(taken)[min(int(0.95 * len(taken)), len(taken) - 1)]


def _since(at: float) -> float:
    return 1_000 * (time.perf_counter() - at)


class _Painted(QObject):
    """Whether a widget has painted since it was last asked to forget."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.seen = False
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


class _Lead:
    """Keys alone: Space listens, Enter confirms. Times are milliseconds since the key."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        window.show_screen("slips")
        self._view = cast(SlipsView, window.screen("slips"))
        self._paper = _Painted(self._view.pane.paper.viewport())
        self._entered = 0.0
        self.playable: list[float] = []
        self.at_once: list[float] = []
        """Of that, what the main thread does before it looks at anything else."""
        self.signed: list[float] = []
        self.sounding: list[float] = []
        """Since Space, which is pressed as soon as the slip is playable."""
        self._view.pane.signed.connect(self._on_signed)

    def sign_all(self, slips: int) -> None:
        self._until(lambda: self._can_play(""))
        self._rest()
        for place in range(slips):
            shown = self._shown
            at = self._press(Qt.Key.Key_Space)
            self._until(lambda: self._position > 0)
            self.sounding.append(_since(at))
            self._until(lambda: self._view.pane.can_make_expected_move)
            self._paper.seen = False
            self._entered = self._press(Qt.Key.Key_Return)
            self.at_once.append(_since(self._entered))
            if place + 1 < slips:
                self._until(lambda: self._can_play(shown))  # noqa: B023
                self.playable.append(_since(self._entered))
        self._until(lambda: len(self.signed) == slips)

    def _on_signed(self, _slip: str, is_written: bool) -> None:
        if is_written:
            self.signed.append(_since(self._entered))

    @property
    def _shown(self) -> str:
        opened = self._view.pane.opened
        return opened.slip.row.id if opened is not None else ""

    @property
    def _position(self) -> int:
        return self._view.sound.position_ms if self._view.sound.playing else 0

    def _can_play(self, before: str) -> bool:
        """Another slip than ``before`` is shown, and the player holds its recording."""
        is_shown = self._shown not in ("", before) and self._paper.seen
        return is_shown and self._view.sound.is_ready

    def _press(self, key: Qt.Key) -> float:
        """When."""
        at = time.perf_counter()
        target = self._window.focusWidget() or self._view.table
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(
                kind, key, Qt.KeyboardModifier.NoModifier, " " if key == Qt.Key.Key_Space else ""
            )
            QApplication.sendEvent(target, event)
        return at

    def _until(self, done: Callable[[], bool]) -> None:
        until = time.perf_counter() + _GIVE_UP_S
        while not done():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 1)
            if time.perf_counter() > until:
                raise RuntimeError("waited too long")

    def _rest(self) -> None:
        """What opening a window leaves to do."""
        wait = QEventLoop()
        QTimer.singleShot(_QUIET_MS, wait.quit)
        wait.exec()
