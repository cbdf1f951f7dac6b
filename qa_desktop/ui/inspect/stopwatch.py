"""A call without a recording: time runs, annotations are stamped, nothing can be sought."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from qa_desktop.services.calls import set_call_duration
from qa_desktop.store.drafts import save_draft
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui.tasks import Desk

TICK_MS = 100
LEFT_RUNNING_MS = 4 * 3600 * 1000
"""A stopwatch found running after longer than this was forgotten, not listened to."""


class Stopwatch(QObject):
    """Runs on when the program is closed and opened again meanwhile: the caller still talks."""

    position_changed = Signal(int)
    playing_changed = Signal(bool)

    def __init__(
        self, desk: Desk, parent: QObject | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._clock = clock
        self._call: str | None = None
        self._stopped_at_ms = 0
        self._since: float | None = None
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(lambda: self.position_changed.emit(self.position_ms))

    def open(self, call: str, draft: dict[str, Any], duration_ms: int | None) -> None:
        """Where it stood; a new call starts at once."""
        self._call = call
        self._stopped_at_ms = int(draft.get("position_ms", duration_ms or 0))
        since = draft.get("running_since")
        is_new = not draft and duration_ms is None
        if since is not None and (self._clock() - since) * 1000 < LEFT_RUNNING_MS:
            self._since = float(since)
        else:
            self._since = None
        if is_new:
            self._since = self._clock()
        self._show()
        if is_new:
            self._keep()

    def close_call(self) -> None:
        """It runs on in its draft."""
        if self._call is not None:
            self._keep()
        self._call, self._since = None, None
        self._timer.stop()

    rate_percent = 100
    """A conversation goes at its own speed."""

    @property
    def playing(self) -> bool:
        return self._since is not None

    @property
    def position_ms(self) -> int:
        if self._since is None:
            return self._stopped_at_ms
        return self._stopped_at_ms + max(round((self._clock() - self._since) * 1000), 0)

    def moment_before(self, ms: int) -> int:
        return max(self.position_ms - ms, 0)

    def heard(self) -> list[list[int]]:
        """Live, everything up to now was heard."""
        return [[0, self.position_ms, 100]] if self.position_ms else []

    def toggle(self) -> None:
        if self.playing:
            self.stop()
        elif self._call is not None:
            self._since = self._clock()
            self._show()
            self._keep()

    def stop(self) -> None:
        """The conversation is over: its length is noted on the call."""
        if self._call is None or not self.playing:
            return
        self._stopped_at_ms, self._since = self.position_ms, None
        self._show()
        self._keep()
        note = partial(_note_duration, self._call, self._stopped_at_ms)
        self._desk.write(note, is_step=False)

    def _show(self) -> None:
        if self.playing:
            self._timer.start()
        else:
            self._timer.stop()
        self.position_changed.emit(self.position_ms)
        self.playing_changed.emit(self.playing)

    def _keep(self) -> None:
        assert self._call is not None  # noqa: S101
        body = {
            "position_ms": self._stopped_at_ms,
            "running_since": self._since,
            "heard": self.heard(),
        }
        self._desk.save(("listening", self._call), partial(_save, self._call, body))


def _save(call: str, body: dict[str, Any], workspace: Workspace) -> None:
    save_draft(workspace.db, "listening", call, body)


def _note_duration(call: str, duration_ms: int, workspace: Workspace) -> Changes:
    return set_call_duration(workspace, call, duration_ms)
