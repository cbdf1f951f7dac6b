"""Whether the window stays alive while a thousand files are imported: how late its main thread
comes to a timer that is due every few milliseconds.

The reference is the same window while nothing is done. Entries as in ``bench_ui``.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time
import wave
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from qa_desktop.services.bench import Entry, entry
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.settings import DEFAULTS
from qa_desktop.ui import theme
from qa_desktop.ui.bench_ui import platform_of_screen
from qa_desktop.ui.calls.import_run import ImportRun
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.tasks import Desk

STALL_GOAL_MS: Final = 50
_FILES: Final = 1_000
_TICK_MS: Final = 4
_QUIET_MS: Final = 3_000
_RATE: Final = 8_000


def bench_import(files: int = _FILES, quiet_ms: int = _QUIET_MS) -> list[Entry]:
    """The longest stall while ``files`` calls of two seconds come into the list of calls."""
    os.environ.update(platform_of_screen())
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)  # noqa: S101
    theme.apply(application, "light")
    gc.disable()  # as the window does, which collects when it is idle
    with tempfile.TemporaryDirectory(prefix="qa-desktop-bench-") as name:
        sources = _write_calls(Path(name, "calls"), files)
        desk = Desk(Path(name, "workspace"))
        desk.open("bench", "1", KeyStore(Path(name, "profile")))
        window = MainWindow(desk, Preferences(desk, dict(DEFAULTS)))
        window.resize(1280, 800)
        window.show_screen("calls")
        window.show()
        _wait_ms(1_000)  # what opening a window leaves to do
        quiet = _Pulse()
        _wait_ms(quiet_ms)
        idle = quiet.stop()
        pulse = _Pulse()
        _import(desk, sources)
        late = pulse.stop()
        window.close()
        application.processEvents()
    return [
        entry("import_stall_longest", max(late), "ms", max(idle), STALL_GOAL_MS),
        entry("import_stall_p99", _p99(late), "ms", _p99(idle)),
    ]


class _Pulse:
    """Notes by how many milliseconds each tick of the main thread came late."""

    def __init__(self) -> None:
        self._late: list[float] = []
        self._timer = QTimer(interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> list[float]:
        """Also what has not been ticked yet."""
        self._tick()
        self._timer.stop()
        return self._late

    def _tick(self) -> None:
        now = time.perf_counter()
        self._late.append(max((now - self._last) * 1000 - _TICK_MS, 0.0))
        self._last = now


def _p99(late: list[float]) -> float:
    return sorted(late)[min(int(0.99 * len(late)), len(late) - 1)]


def _wait_ms(ms: int) -> None:
    wait = QEventLoop()
    QTimer.singleShot(ms, wait.quit)
    wait.exec()


def _import(desk: Desk, folder: Path) -> None:
    run, wait, errors, reports = ImportRun(desk), QEventLoop(), list[Any](), list[Any]()
    run.finished.connect(lambda report, _cancelled: reports.append(report))
    run.finished.connect(wait.quit)
    run.failed.connect(errors.append)
    run.failed.connect(wait.quit)
    run.start([folder], ["{start:%Y%m%d-%H%M%S}-{agent}-{serial}"])
    wait.exec()
    if errors:
        raise errors[0]
    if reports[0].added != len(list(folder.iterdir())):
        raise RuntimeError("not everything came in")


def _write_calls(folder: Path, files: int) -> Path:
    """Each of other noise, so that none is taken for another."""
    folder.mkdir()
    for number in range(files):
        minutes, seconds = divmod(number, 60)
        name = f"20260101-{9 + minutes // 60:02d}{minutes % 60:02d}{seconds:02d}-0617-{number}.wav"
        with wave.open(str(folder / name), "wb") as stream:
            stream.setparams((2, 2, _RATE, 0, "NONE", ""))
            stream.writeframesraw(os.urandom(_RATE * 4 * 2))
    return folder
