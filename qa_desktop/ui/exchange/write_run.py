"""Planning and writing a bundle, a receipt, a request or an answer, off the main thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QObject, Signal

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.exchange.bundle.manifest import Audio
from qa_desktop.services.bundle_plan import plan_bundle
from qa_desktop.services.bundle_writing import Written, write_beside
from qa_desktop.services.gap_requests import answer_request, write_request
from qa_desktop.services.receipts import write_receipt
from qa_desktop.store.reader import Reader
from qa_desktop.store.workspace import Changes
from qa_desktop.ui.exchange.telling import seldom
from qa_desktop.ui.tasks import Desk, Job

Purpose = Literal["bundle", "receipt", "request", "answer"]


@dataclass(frozen=True)
class WriteOrder:
    """``to`` are persons (ids), none for anybody; ``subject`` the id of a record or None;
    ``request`` the id of the request that an answer is for."""

    purpose: Purpose = "bundle"
    to: tuple[str, ...] = ()
    subject: str | None = None
    audio: Audio = "none"
    plain: bool = False
    request: str = ""
    name: str = ""
    """Suggested for the file, where it should say something else than usual."""


class WriteRun(QObject):
    """One file at a time; cancelling leaves nothing behind."""

    planned = Signal(object)
    """``BundlePlan``."""
    progressed = Signal(int, int)
    """KiB written, of about how many."""
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

        self._planning = self._desk.work(work, self._on_planned, self._fail)

    def start(self, order: WriteOrder, out: Path) -> None:
        self._stopped, self.running = False, True

        def work(tell: Callable[..., None], given_up: Callable[[], bool]) -> Any:
            def stop() -> bool:
                return self._stopped or given_up()

            try:
                _refuse_place(out)
                return self._write(order, out, seldom(tell), stop)
            except CancelledError:
                return None

        self._desk.work(work, self._end, self._fail, self._tell)

    def cancel(self) -> None:
        self._stopped = True

    def _write(
        self,
        order: WriteOrder,
        out: Path,
        progress: Callable[[int, int], None],
        stop: Callable[[], bool],
    ) -> Written:
        folder, write = self._desk.folder, self._desk.write_and_wait
        to, plain = order.to, order.plain
        if order.purpose == "receipt":
            return write_receipt(folder, write, out, to=to, plain=plain, cancelled=stop)
        if order.purpose == "request":
            return write_request(folder, write, out, to=to, plain=plain, cancelled=stop)
        if order.purpose == "answer":
            return answer_request(folder, write, order.request, out, plain=plain, cancelled=stop)
        return write_beside(
            folder, write, out, to=to, subject=order.subject, audio=order.audio, plain=plain,
            progress=progress, cancelled=stop,
        )  # fmt: skip

    def _on_planned(self, plan: object) -> None:
        self.planned.emit(plan)

    def _tell(self, done: int, total: int) -> None:
        self.progressed.emit(done, total)

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


def _refuse_place(out: Path) -> None:
    """Here and not in the dialog: a folder on the network may take its time to answer. A folder
    that is not told whole would be looked for where the program happens to stand."""
    if not out.is_absolute() or not out.parent.is_dir():
        raise UserFacingError("bundle.no_folder", path=str(out.parent))
    if out.exists():
        raise UserFacingError("bundle.file_exists", file=out.name)
