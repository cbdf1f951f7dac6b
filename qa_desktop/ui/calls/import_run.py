"""An import on the pool: finding the files, taking them in, telling how far it is."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.services.importing import ImportReport, find_audio_files, import_recordings
from qa_desktop.ui.tasks import Desk

_TELL_SECONDS = 0.1


class ImportRun(QObject):
    """One at a time; cancelling keeps what was imported and still ends with a report."""

    names_found = Signal(list)
    progressed = Signal(object, int)
    """``ImportReport`` so far, and how many files there are."""
    finished = Signal(object, bool)
    """The ``ImportReport``, and whether it was cancelled."""
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stop = threading.Event()
        self.running = False

    def find(self, sources: Sequence[Path]) -> None:
        """Only the names, for the preview."""
        self._desk.work(
            lambda _tell, cancelled: _names(sources, cancelled), self._on_names, self._fail
        )

    def start(self, sources: Sequence[Path], patterns: Sequence[str]) -> None:
        desk = self._desk
        self._run(
            partial(import_recordings, desk.folder, desk.write_and_wait, sources, patterns=patterns)
        )

    def start_demo(self) -> None:
        """The shipped calls with their roster and call list."""
        from qa_desktop.services.demo import load_demo

        desk = self._desk
        self._run(lambda progress, **_: load_demo(desk.folder, desk.write_and_wait, progress))

    def cancel(self) -> None:
        self._stop.set()

    def _run(self, work: Callable[..., ImportReport]) -> None:
        self._stop.clear()
        self.running = True
        self._desk.work(
            lambda tell, cancelled: _carry_out(
                work, tell, lambda: cancelled() or self._stop.is_set()
            ),
            self._end,
            self._fail,
            self._tell,
        )

    def _on_names(self, names: object) -> None:
        self.names_found.emit(names)

    def _tell(self, *progress: object) -> None:
        self.progressed.emit(*progress)

    def _end(self, outcome: tuple[ImportReport, bool]) -> None:
        self.running = False
        self.finished.emit(*outcome)

    def _fail(self, error: UserFacingError) -> None:
        self.running = False
        self.failed.emit(error)


def _names(sources: Sequence[Path], cancelled: Callable[[], bool]) -> list[str]:
    found = []
    for file in find_audio_files(sources):
        if cancelled():
            raise CancelledError
        found.append(file.name)
    return found


def _carry_out(
    work: Callable[..., ImportReport],
    tell: Callable[[ImportReport, int], None],
    cancelled: Callable[[], bool],
) -> tuple[ImportReport, bool]:
    """Progress is told ten times a second, as a copy that no longer changes."""
    last_report, last_told = ImportReport(), 0.0

    def progress(report: ImportReport, total: int) -> None:
        nonlocal last_report, last_told
        last_report = report
        if time.monotonic() - last_told >= _TELL_SECONDS:
            last_told = time.monotonic()
            unreadable, cut_off = [*report.unreadable], [*report.cut_off]
            tell(replace(report, unreadable=unreadable, cut_off=cut_off), total)

    try:
        return work(progress=progress, cancelled=cancelled), False
    except CancelledError:
        return last_report, True
