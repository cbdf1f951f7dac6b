"""Whether the window works on while a large bundle is merged: frames of the list of calls, scrolled
all the while, from when each was due until it was painted.

The reference is the same list scrolled while nothing else is done. Measured in a process that has
done nothing else, on Qt's offscreen platform where there is no screen.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final, cast

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from qa_desktop.services.bench import Entry, entry
from qa_desktop.services.bench_exchange import ROWS, made_up_bundle
from qa_desktop.services.bench_library import fill
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.settings import DEFAULTS
from qa_desktop.store.workspace import Workspace
from qa_desktop.ui import theme
from qa_desktop.ui.bench_ui import platform_of_screen
from qa_desktop.ui.calls.view import CallsView
from qa_desktop.ui.exchange.merge_run import MergeRun
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.tasks import Desk

FRAME_GOAL_MS: Final = 16
_TICK_MS: Final = 16
_CALLS: Final = 5_000
_QUIET_MS: Final = 3_000


def bench_frames(rows: int = ROWS) -> list[Entry]:
    """The 99th percentile of the frames while ``rows`` evaluations are merged."""
    bundle = made_up_bundle(rows)
    with tempfile.TemporaryDirectory(prefix="qa-desktop-bench-") as name:
        keys = KeyStore(Path(name, "profile"))
        with Workspace.open(Path(name, "workspace"), name="bench", keys=keys) as workspace:
            fill(workspace, _CALLS)
        code = (
            "import json, sys; from pathlib import Path; "
            "from qa_desktop.ui.bench_merge import measure; "
            "print(json.dumps(measure(Path(sys.argv[1]), Path(sys.argv[2]))))"
        )
        done = subprocess.run(  # noqa: S603 - our own code, no shell
            [sys.executable, "-c", code, name, str(bundle)],
            stdout=subprocess.PIPE,
            check=True,
            env={**os.environ, **platform_of_screen()},
        )
    quiet, merging = json.loads(done.stdout)
    return [
        entry("merge_frame_p99", _p99(merging), "ms", _p99(quiet), FRAME_GOAL_MS),
        entry("merge_frame_slowest", max(merging), "ms", max(quiet)),
    ]


def _p99(frames: list[float]) -> float:
    return sorted(frames)[min(int(0.99 * len(frames)), len(frames) - 1)]


def measure(folder: Path, bundle: Path) -> tuple[list[float], list[float]]:
    """Milliseconds of every frame: while nothing is done, and while the bundle is merged."""
    application = cast(QApplication, QApplication.instance() or QApplication(sys.argv[:1]))
    theme.apply(application, "light")
    desk = Desk(folder / "workspace")
    desk.open(keys=KeyStore(folder / "profile"))
    view = CallsView(desk, Preferences(desk, dict(DEFAULTS)))
    view.resize(1280, 800)
    view.show()
    try:
        quiet = _Frames(view)
        wait = QEventLoop()
        QTimer.singleShot(_QUIET_MS, wait.quit)
        wait.exec()
        quiet.stop()
        merging = _Frames(view)
        _merge(desk, bundle)
        merging.stop()
    finally:
        view.close()
        desk.close()
    return quiet.taken, merging.taken


def _merge(desk: Desk, bundle: Path) -> None:
    run, wait, errors = MergeRun(desk), QEventLoop(), list[Any]()
    run.merged.connect(wait.quit)
    run.failed.connect(errors.append)
    run.failed.connect(wait.quit)
    run.merge(bundle, accept_hides=False)
    wait.exec()
    if errors:
        raise errors[0]


class _Frames:
    """Scrolls a list by a row and paints what that leaves to be painted, sixty times a second: as
    the window does it for a wheel, with the same events."""

    def __init__(self, view: CallsView) -> None:
        self._view = view
        self._bar = view.call_list.table.verticalScrollBar()
        self.taken: list[float] = []
        self._timer = QTimer(interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._frame)
        self._timer.start()
        self._due = time.perf_counter() + _TICK_MS / 1000

    def stop(self) -> None:
        self._timer.stop()

    def _frame(self) -> None:
        began, due, tick = time.perf_counter(), self._due, _TICK_MS / 1000
        # As Qt counts: those that were missed are part of this one.
        self._due = due + tick if due + tick > began else began + tick
        further = self._bar.value() + self._bar.singleStep()
        self._bar.setValue(further % max(self._bar.maximum(), 1))
        QCoreApplication.sendPostedEvents(self._view, QEvent.Type.UpdateRequest)
        self.taken.append(1000 * (time.perf_counter() - min(due, began)))
