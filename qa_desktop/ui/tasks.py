"""The threads of the window (ARCHITECTURE.md, Writing): a desk that hands work out.

One writer opens and owns the ``Workspace``; one reader searches, the newest question of each
channel wins; a small pool does the rest. Answers reach widgets only as calls on the main thread,
and none reaches a widget that has been deleted meanwhile.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid
from sqlite_utils import Database

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.store.key_session import KeySession
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.workspace import Changes, Workspace, open_reader
from qa_desktop.ui.desk_threads import Reader, Writer, outcome

Then = Callable[[Any], None]
Failed = Callable[[UserFacingError], None]

POOL_THREADS = 2
RETRY_MS = 5_000


_KEYS_WANTED = ("identity.locked", "identity.locked_letter", "identity.no_passphrase")


@dataclass(frozen=True)
class KeyWish:
    """``again`` does the work once more; ``give_up`` tells its asker that it was not done (one who
    did not want to know of failures is told nothing: the person knows)."""

    error: UserFacingError
    again: Callable[[], None]
    give_up: Callable[[], None]


class Job:
    """Work on the pool that can be given up."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        self._cancelled.set()

    def cancelled(self) -> bool:
        return self._cancelled.is_set()


class Desk(QObject):
    """Every method is called on the main thread, except ``write_and_wait``."""

    changed = Signal(object)
    """``Changes`` of a finished write: views refresh on their own subjects."""
    acted = Signal(str)
    """The journal's act of a write that was a step of the person: Undo takes it back."""
    trouble = Signal(object)
    """A ``UserFacingError`` that its caller left to the window."""
    bug = Signal(object)
    """An exception that nobody expected."""
    saving_changed = Signal()
    """``pending`` or ``unsaved`` has another value."""
    _delivered = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self.person = ""
        self.keys: KeySession
        """From ``open`` on; any thread may call it."""
        self.ask_for_keys: Callable[[KeyWish], None] | None = None
        """Called for work that the person's keys were locked for; without it such work fails."""
        self.pending = 0
        self.unsaved: dict[object, Callable[[Workspace], Any]] = {}
        """Drafts that could not be written, by slot; tried again until they are."""
        self._writer: Writer | None = None
        self._reader: Reader | None = None
        self._pool = ThreadPoolExecutor(POOL_THREADS, thread_name_prefix="desk-pool")
        self._jobs: set[Job] = set()
        self._is_closed = False
        self._newest: dict[str, object] = {}
        self._delivered.connect(self._on_delivered, Qt.ConnectionType.QueuedConnection)
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MS)
        self._retry.timeout.connect(self.save_again)

    # -- opening and closing

    def open(self, name: str = "", number: str = "", keys: KeyStore | None = None) -> None:
        """Open the workspace, making it where there is none; raises ``UserFacingError``."""
        writer = Writer(partial(Workspace.open, self.folder, name=name, number=number, keys=keys))
        writer.start()
        try:
            self.person, self.keys = writer.opened.result()
        except BaseException:
            writer.join()
            self._pool.shutdown()
            raise
        self._writer = writer
        self._reader = Reader(partial(open_reader, self.folder))
        self._reader.start()

    def close(self) -> None:
        """Give up the pool's work, finish every queued write, end the threads. Idempotent."""
        self._retry.stop()
        self._is_closed = True
        for job in self._jobs:
            job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
        if self._reader is not None:
            self._reader.stop()
            self._reader = None
        if self._writer is not None:
            self._writer.stop()
            self._writer = None

    # -- writing

    def write(
        self,
        work: Callable[[Workspace], Any],
        then: Then | None = None,
        failed: Failed | None = None,
        *,
        is_step: bool = True,
        lost: Callable[[], None] | None = None,
    ) -> None:
        """An act of the person; what it changed is broadcast.

        ``is_step`` is False for what the program notes by itself, and for undoing. Where it needs
        the person's keys and they are locked, ``ask_for_keys`` is asked, and it is done again.
        ``lost`` is told where neither ``then`` nor ``failed`` is: it was stopped, or it broke.
        """
        assert self._writer is not None  # noqa: S101
        self._count(+1)
        again = partial(self.write, work, then, failed, is_step=is_step, lost=lost)
        self._writer.put(work, partial(self._report_write, then, failed, is_step, lost, again))

    def after_writes(self, then: Callable[[], None]) -> None:
        """Now, or when everything that was asked to be written is: for reading it back."""
        if self.pending:
            self.write(lambda _workspace: None, lambda _nothing: then())
        else:
            then()

    def save(self, slot: object, work: Callable[[Workspace], Any]) -> None:
        """Keep a draft. While one of this slot waits it is replaced, so the last one is written."""
        assert self._writer is not None  # noqa: S101
        self.unsaved.pop(slot, None)
        if self._writer.put_latest(slot, work, partial(self._report_save, slot)):
            self._count(+1)

    def save_again(self) -> None:
        """Try the drafts once more that could not be written."""
        for slot, work in list(self.unsaved.items()):
            self.save(slot, work)

    def write_and_wait(self, work: Callable[[Workspace], Any]) -> Any:
        """For the pool: run on the writer and wait for the result."""
        writer, answer = self._writer, Future[Any]()
        assert writer is not None  # noqa: S101

        def settle(result: Any, error: BaseException | None) -> None:
            if error is None:
                self._deliver(partial(self._broadcast, result))
                answer.set_result(result)
            else:
                answer.set_exception(error)

        writer.put(work, settle)
        return answer.result()

    def _report_write(
        self,
        then: Then | None,
        failed: Failed | None,
        is_step: bool,
        lost: Callable[[], None] | None,
        again: Callable[[], None],
        result: Any,
        error: BaseException | None,
    ) -> None:
        def finish() -> None:
            self._count(-1)
            if error is None:
                self._broadcast(result)
                changes = _changes_of(result)
                if is_step and changes is not None and changes.act is not None:
                    self.acted.emit(changes.act)
            elif lost is not None and not isinstance(error, UserFacingError):
                _call(lost)
            self._settle(then, failed, result, error, again)

        self._deliver(finish)

    def _report_save(
        self,
        slot: object,
        work: Callable[[Workspace], Any],
        result: Any,
        error: BaseException | None,
    ) -> None:
        def finish() -> None:
            self._broadcast(result)
            if isinstance(error, UserFacingError) and not self._is_waiting(slot):
                self.unsaved[slot] = work
                self._retry.start()
            self._count(-1)
            self._settle(None, None, None, error)

        self._deliver(finish)

    def _is_waiting(self, slot: object) -> bool:
        return self._writer is not None and self._writer.is_waiting(slot)

    def _broadcast(self, result: Any) -> None:
        changes = _changes_of(result)
        if changes is not None and changes.subjects:
            self.changed.emit(changes)

    def _count(self, step: int) -> None:
        self.pending += step
        self.saving_changed.emit()

    # -- reading and computing

    def read(
        self,
        channel: str,
        work: Callable[[Database], Any],
        then: Then,
        failed: Failed | None = None,
    ) -> None:
        """Ask the database; an older question of the same channel is not answered any more.

        Nothing is answered when the desk is closed: a timer may still ask.
        """
        if self._is_closed:
            return
        assert self._reader is not None  # noqa: S101
        ticket = self._newest[channel] = object()

        def report(result: Any, error: BaseException | None) -> None:
            def finish() -> None:
                if self._newest.get(channel) is ticket:
                    self._settle(then, failed, result, error)

            self._deliver(finish)

        self._reader.put(channel, work, report)

    def work(
        self,
        work: Callable[[Callable[..., None], Callable[[], bool]], Any],
        then: Then | None = None,
        failed: Failed | None = None,
        progress: Callable[..., None] | None = None,
    ) -> Job:
        """``work(progress, cancelled)`` on the pool; ``progress`` is called on the main thread.

        Given up at once when the desk is closed: a timer may still ask. Where it needs the
        person's keys and they are locked, ``ask_for_keys`` is asked, and it is done again.
        """
        job = Job()

        def begin() -> None:
            if self._is_closed:
                job.cancel()
            if not job.cancelled():
                self._jobs.add(job)
                self._pool.submit(run)

        def tell(*values: Any) -> None:
            if progress is not None:
                self._deliver(lambda: None if job.cancelled() else _call(progress, *values))

        def run() -> None:
            result, error = outcome(work, tell, job.cancelled)
            self._deliver(lambda: finish(result, error))

        def finish(result: Any, error: BaseException | None) -> None:
            self._jobs.discard(job)
            if not job.cancelled():
                self._settle(then, failed, result, error, begin)

        begin()
        return job

    # -- back to the main thread

    def _deliver(self, call: Callable[[], None]) -> None:
        self._delivered.emit(call)

    def _on_delivered(self, call: Callable[[], None]) -> None:
        """An answer that comes after the end has nobody to go to, and could only ask again."""
        if not self._is_closed:
            call()

    def _settle(
        self,
        then: Then | None,
        failed: Failed | None,
        result: Any,
        error: BaseException | None,
        again: Callable[[], None] | None = None,
    ) -> None:
        """The three fates of an error, or the result; ``again`` is for work that keys can help."""
        if error is None:
            if then is not None:
                _call(then, result)
        elif again and self.ask_for_keys and getattr(error, "id", "") in _KEYS_WANTED:
            assert isinstance(error, UserFacingError)  # noqa: S101
            give_up = partial(_call, failed, error) if failed else lambda: None
            self.ask_for_keys(KeyWish(error, again, give_up))
        elif isinstance(error, UserFacingError):
            if failed is not None:
                _call(failed, error)
            else:
                self.trouble.emit(error)
        elif not isinstance(error, CancelledError):
            self.bug.emit(error)


def _changes_of(result: Any) -> Changes | None:
    """What a write returned, or the ``changes`` of what it returned."""
    changes = result if isinstance(result, Changes) else getattr(result, "changes", None)
    return changes if isinstance(changes, Changes) else None


def _call(function: Callable[..., None], *arguments: Any) -> None:
    """Unless its widget is gone; a signal's ``emit`` does not tell whose it is."""
    bound: Any = function
    while isinstance(bound, partial):
        bound = bound.func
    owner = getattr(bound, "__self__", None)
    if not isinstance(owner, QObject) or isValid(owner):
        function(*arguments)
