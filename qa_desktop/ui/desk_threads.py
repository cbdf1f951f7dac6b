"""The two threads behind the desk: the writer that owns the ``Workspace``, and the reader."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any

from sqlite_utils import Database

from qa_desktop.store.key_session import KeySession
from qa_desktop.store.workspace import Workspace

Report = Callable[[Any, BaseException | None], None]


def outcome(work: Callable[..., Any], *arguments: Any) -> tuple[Any, BaseException | None]:
    """Nothing that work raises may end its thread: the caller is told."""
    try:
        return work(*arguments), None
    except BaseException as error:  # noqa: BLE001
        return None, error


@dataclass
class _Box:
    """A draft on its way; its content may still be replaced."""

    work: Callable[[Workspace], Any]


class Writer(threading.Thread):
    """Runs writes in their order on the thread that opened the workspace."""

    def __init__(self, open_workspace: Callable[[], Workspace]) -> None:
        super().__init__(name="desk-writer", daemon=True)
        self.opened: Future[tuple[str, KeySession]] = Future()
        """The workspace's person, and their keys."""
        self._open = open_workspace
        self._queue: SimpleQueue[Callable[[Workspace], None] | None] = SimpleQueue()
        self._boxes: dict[object, _Box] = {}
        self._lock = threading.Lock()

    def run(self) -> None:
        workspace, error = outcome(self._open)
        if error is not None:
            self.opened.set_exception(error)
            return
        self.opened.set_result((workspace.person, workspace.keys))
        while (task := self._queue.get()) is not None:
            task(workspace)
        workspace.close()

    def stop(self) -> None:
        self._queue.put(None)
        self.join()

    def put(self, work: Callable[[Workspace], Any], report: Report) -> None:
        with self._lock:
            # A draft that is typed after this act must not be written before it
            self._boxes.clear()
        self._queue.put(lambda workspace: report(*outcome(work, workspace)))

    def put_latest(
        self, slot: object, work: Callable[[Workspace], Any], report: Callable[..., None]
    ) -> bool:
        """False when it took the place of one that was still waiting."""
        with self._lock:
            held = self._boxes.get(slot)
            if held is not None:
                held.work = work
                return False
            box = self._boxes[slot] = _Box(work)
        self._queue.put(lambda workspace: self._run_box(slot, box, report, workspace))
        return True

    def is_waiting(self, slot: object) -> bool:
        with self._lock:
            return slot in self._boxes

    def _run_box(
        self, slot: object, box: _Box, report: Callable[..., None], workspace: Workspace
    ) -> None:
        with self._lock:
            if self._boxes.get(slot) is box:
                del self._boxes[slot]
            work = box.work
        report(work, *outcome(work, workspace))


class Reader(threading.Thread):
    """Answers the newest question of each channel, in the order in which channels asked."""

    def __init__(self, open_database: Callable[[], Database]) -> None:
        super().__init__(name="desk-reader", daemon=True)
        self._open = open_database
        self._waiting: dict[str, tuple[Callable[[Database], Any], Report]] = {}
        self._news = threading.Condition()
        self._stopped = False

    def put(self, channel: str, work: Callable[[Database], Any], report: Report) -> None:
        with self._news:
            self._waiting[channel] = (work, report)
            self._news.notify()

    def stop(self) -> None:
        with self._news:
            self._stopped = True
            self._news.notify()
        self.join()

    def run(self) -> None:
        database: Database | None = None
        while (question := self._next()) is not None:
            work, report = question
            if database is None:
                database, error = outcome(self._open)
                if error is not None:
                    report(None, error)
                    continue
            report(*outcome(work, database))
        if database is not None:
            database.close()

    def _next(self) -> tuple[Callable[[Database], Any], Report] | None:
        with self._news:
            while not self._waiting and not self._stopped:
                self._news.wait()
            if self._stopped:
                return None
            return self._waiting.pop(next(iter(self._waiting)))
