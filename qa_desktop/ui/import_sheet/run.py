"""Reading a list on the pool and loading it on the writer; looking into a file before that."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from sqlite_utils import Database

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.exchange.list_kinds import KINDS
from qa_desktop.exchange.sheet_child import SheetHead, look
from qa_desktop.exchange.sheet_writing import Sheet, write_workbook
from qa_desktop.exchange.tables import KindId, Plan, Rejected, Remembered, read_list
from qa_desktop.services.list_loading import keep_layout, load_content
from qa_desktop.services.list_report import LoadReport
from qa_desktop.store.interrupting import interruptible
from qa_desktop.store.sheet_layouts import remembered_layouts
from qa_desktop.store.workspace import Workspace
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.tasks import Desk

_TELL_SECONDS = 0.1


@dataclass(frozen=True)
class Wish:
    """A file and how it is to be read; ``begins``: since when a roster's teams hold."""

    path: Path
    kind: KindId
    plan: Plan
    begins: str | None


class SheetRun(QObject):
    """One thing at a time; cancelling leaves nothing behind."""

    looked = Signal(object, object)
    """``list[SheetHead]`` and the remembered layouts by kind."""
    progressed = Signal(float)
    rehearsed = Signal(object)
    loaded = Signal(object)
    """``LoadReport``."""
    cancelled = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stop = threading.Event()
        self.running = False

    def look(self, path: Path) -> None:
        """Only the sheets and their opening rows."""
        self._stop.set()  # an older file is of no interest any more
        self._stop = threading.Event()
        stop = self._stop
        self._desk.work(
            lambda _tell, gone: look(path, lambda: gone() or stop.is_set()),
            partial(self._on_sheets, stop),
            self._fail,
        )

    def _on_sheets(self, stop: threading.Event, sheets: list[SheetHead]) -> None:
        self._desk.read("sheet_layouts", _layouts, partial(self._on_looked, stop, sheets))

    def _on_looked(
        self, stop: threading.Event, sheets: list[SheetHead], layouts: dict[KindId, Remembered]
    ) -> None:
        if not stop.is_set():  # another file is looked into by now
            self.looked.emit(sheets, layouts)

    def start(self, wish: Wish, *, dry_run: bool) -> None:
        self._stop = threading.Event()
        stop = self._stop
        self.running = True
        self._desk.work(
            lambda tell, gone: self._carry_out(
                wish, dry_run, tell, lambda: gone() or stop.is_set()
            ),
            partial(self._end, dry_run),
            self._fail,
            self._tell,
        )

    def cancel(self) -> None:
        self._stop.set()

    def _carry_out(
        self,
        wish: Wish,
        dry_run: bool,
        tell: Callable[[float], None],
        cancelled: Callable[[], bool],
    ) -> LoadReport | None:
        try:
            content = read_list(
                wish.path,
                KINDS[wish.kind],
                plan=wish.plan,
                tell=_now_and_then(tell),
                cancelled=cancelled,
            )
            if cancelled():
                return None
        except CancelledError:
            return None

        def load(workspace: Workspace) -> LoadReport | None:
            """All or nothing, also when it is given up while it writes."""
            try:
                with workspace.transaction(), interruptible(workspace.db, cancelled):
                    if not dry_run:
                        keep_layout(workspace, wish.kind, wish.plan)
                    return load_content(
                        workspace, wish.path, wish.kind, content, begins=wish.begins,
                        dry_run=dry_run,
                    )  # fmt: skip
            except CancelledError:
                return None

        report: LoadReport | None = self._desk.write_and_wait(load)
        return report

    def _end(self, dry_run: bool, report: LoadReport | None) -> None:
        self.running = False
        if report is None:
            self.cancelled.emit()
        elif dry_run:
            self.rehearsed.emit(report)
        else:
            if report.changes.act:
                self._desk.acted.emit(report.changes.act)
            self.loaded.emit(report)

    def _tell(self, done: float) -> None:
        self.progressed.emit(done)

    def _fail(self, error: UserFacingError) -> None:
        self.running = False
        self.failed.emit(error)

    def save_messages(self, path: Path, rows: list[Rejected], then: Callable[[Any], None]) -> None:
        """The rows that were left out and why, as a sheet."""
        language = i18n.catalogue_language()
        headings = [translate("ImportSheet", "Row"), translate("ImportSheet", "What is wrong")]
        said = ((row["row"], row["why"].render(language)) for row in rows)
        sheet = Sheet(path.stem, headings, said, widths=(8, 80))
        self._desk.work(lambda _tell, gone: write_workbook(path, [sheet], gone), then, self._fail)


def _layouts(db: Database) -> dict[KindId, Remembered]:
    return {kind: remembered_layouts(db, kind) for kind in KINDS}


def _now_and_then(tell: Callable[[float], None]) -> Callable[[float], None]:
    """Ten times a second is enough for an eye."""
    last = 0.0

    def told(done: float) -> None:
        nonlocal last
        if time.monotonic() - last >= _TELL_SECONDS:
            last = time.monotonic()
            tell(done)

    return told
