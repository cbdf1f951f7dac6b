"""Planning and writing a bundle, off the main thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.exchange.bundle.manifest import Audio
from qa_desktop.services.bundle_plan import plan_bundle
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.store.reader import Reader
from qa_desktop.store.workspace import Changes
from qa_desktop.ui.tasks import Desk, Job


@dataclass(frozen=True)
class WriteOrder:
    """``to`` are persons (ids), none for anybody; ``subject`` the id of a record or None."""

    to: tuple[str, ...]
    subject: str | None
    audio: Audio = "none"


class WriteRun(QObject):
    """One file at a time; cancelling leaves nothing behind."""

    planned = Signal(object)
    """``BundlePlan``."""
    progressed = Signal(int, int)
    written = Signal(object)
    """``Written``."""
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._planning: Job | None = None
        self._stopped = False
        self.running = False

    def plan(self, order: WriteOrder) -> None:
        """The newest question is answered."""
        if self._planning is not None:
            self._planning.cancel()
        folder = self._desk.folder

        def work(_tell: Callable[..., None], _cancelled: Callable[[], bool]) -> Any:
            with Reader.open(folder) as reader:
                return plan_bundle(reader, order.to, order.subject)

        self._planning = self._desk.work(work, self.planned.emit, self.failed.emit)

    def start(self, order: WriteOrder, out: Path) -> None:
        self._stopped, self.running = False, True
        desk = self._desk

        def work(_tell: Callable[..., None], given_up: Callable[[], bool]) -> Any:
            def stop() -> bool:
                return self._stopped or given_up()

            try:
                return desk.write_and_wait(
                    lambda ws: write_out(
                        ws, out, to=order.to, subject=order.subject, audio=order.audio,
                        cancelled=stop,
                    )
                )  # fmt: skip
            except CancelledError:
                return None

        desk.work(work, self._end, self._fail, self.progressed.emit)

    def cancel(self) -> None:
        self._stopped = True

    def _end(self, result: Any) -> None:
        self.running = False
        if result is None:
            self.cancelled.emit()
        else:
            self._desk.changed.emit(Changes(frozenset({"bundle"})))
            self.written.emit(result)

    def _fail(self, error: UserFacingError) -> None:
        self.running = False
        self.failed.emit(error)
