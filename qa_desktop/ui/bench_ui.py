"""Figures of what the eye waits for: the window, a call on screen, the playhead after a key.

Every entry is ``{"name", "value", "unit", "reference", "ratio", "goal", "ok"}`` (CLI.md). The
references are the least that Qt itself needs for the same: an empty window in a fresh process, a
bare widget that paints itself when a key is pressed. Opening a call has none; its goal does.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from qa_desktop.audio.players.fake import FakePlayer
from qa_desktop.paths import own_program
from qa_desktop.services.bench import Entry, entry
from qa_desktop.services.importing import import_recordings
from qa_desktop.store.calls import find_calls
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.settings import DEFAULTS
from qa_desktop.store.workspace import Workspace
from qa_desktop.ui.inspect.listening import Listening
from qa_desktop.ui.inspect.view import InspectView
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.tasks import Desk

WINDOW_GOAL_S: Final = 1.5
OPEN_GOAL_MS: Final = 200
KEY_GOAL_MS: Final = 16
_WINDOW_STARTS: Final = 5
_CALLS: Final = 6
_KEYS: Final = 40
_GIVE_UP_S: Final = 20.0
_RATE: Final = 8_000


def bench_window(starts: int = _WINDOW_STARTS) -> list[Entry]:
    """From the start of a fresh process to the first painted window, against an empty one.

    The median of ``starts``; the two take turns. One start before leaves the bytecode, which an
    installed program has from its first day.
    """
    ours, empty = [], []
    with _workspace(calls=1) as folder:
        _seconds_to_window(folder, str(folder), leaves_bytecode=True)
        for _ in range(starts):
            empty.append(_seconds_to_window(folder))
            ours.append(_seconds_to_window(folder, str(folder)))
    reference = statistics.median(empty)
    return [entry("window_up", statistics.median(ours), "s", reference, WINDOW_GOAL_S)]


def _seconds_to_window(folder: Path, *opened: str, leaves_bytecode: bool = False) -> float:
    environment = {
        **os.environ,
        **platform_of_screen(),
        "QA_DESKTOP_PROFILE": str(folder.parent / "profile"),
        "PYTHONPYCACHEPREFIX": str(folder.parent / "bytecode"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if not leaves_bytecode:  # nor its decoder, which ends a moment after the one that is killed
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
    began = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - our own code, no shell
        [*own_program(), "window-up", *opened], stdout=subprocess.PIPE, env=environment
    )
    with process:
        assert process.stdout is not None  # noqa: S101
        said = process.stdout.readline()
        taken = time.perf_counter() - began
        process.kill()
    if said.strip() != b"painted":
        raise RuntimeError("the window did not come up")
    return taken


def platform_of_screen() -> dict[str, str]:
    """Offscreen where there is no screen."""
    on_linux = sys.platform.startswith("linux")
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return {"QT_QPA_PLATFORM": "offscreen"} if on_linux and not screen else {}


def bench_open_and_key(calls: int = _CALLS, keys: int = _KEYS) -> list[Entry]:
    """A call opened until its waves are painted; a skip key until the playhead is painted."""
    os.environ.update(platform_of_screen())
    application = QApplication.instance() or QApplication(sys.argv[:1])
    bare = _key_to_paint(application, _Bare(), keys)
    with _workspace(calls) as folder, _desk(folder) as desk:
        view = InspectView(desk, Preferences(desk, dict(DEFAULTS)))
        view.resize(1280, 800)
        view.show()
        view.use_player(Listening(desk, FakePlayer()))
        opened = [_open(application, view, call) for call in _ids(folder, desk.person)]
        key = _key_to_paint(application, view.page.timeline, keys)
        view.shut_down()
        view.close()
    return [
        # The first one also warms the caches of Qt; the next ones are what a person waits for.
        entry("open_call", 1000 * statistics.median(opened[1:]), "ms", None, OPEN_GOAL_MS),
        entry("key_to_playhead", 1000 * key, "ms", 1000 * bare, KEY_GOAL_MS),
    ]


class _Bare(QWidget):
    """Paints a line, and another one after each key."""

    _at = 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._at += 1
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawLine(self._at, 0, self._at, self.height())
        painter.end()


class _Painted(QObject):
    """Notes that a widget has been asked to paint."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.seen = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


def _wait(application: Any, done: Callable[[], bool]) -> None:
    """Run the event loop's work until it is done."""
    until = time.perf_counter() + _GIVE_UP_S
    while not done():
        application.processEvents()
        if time.perf_counter() > until:
            raise RuntimeError("waited too long")


def _key_to_paint(application: Any, widget: QWidget, keys: int) -> float:
    """Median seconds from a key press until the widget has painted itself."""
    widget.resize(1280, widget.height())
    widget.show()
    painted = _Painted(widget)
    _wait(application, lambda: painted.seen)
    taken = []
    for number in range(keys):
        _settle(application)
        painted.seen = False
        key = Qt.Key.Key_Right if number % 2 else Qt.Key.Key_Left
        began = time.perf_counter()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(widget, event)
        _wait(application, lambda: painted.seen)
        taken.append(time.perf_counter() - began)
    widget.removeEventFilter(painted)
    return statistics.median(taken)


def _settle(application: Any) -> None:
    """Let what an earlier key began come to an end."""
    until = time.perf_counter() + 0.12
    _wait(application, lambda: time.perf_counter() > until)


def _open(application: Any, view: InspectView, call: str) -> float:
    timeline = view.page.timeline
    painted = _Painted(timeline)
    began = time.perf_counter()
    view.open_call(call)

    def has_waves() -> bool:
        there = view.call is not None and view.call.id == call
        return there and timeline.view.duration_ms > 0 and painted.seen

    _wait(application, has_waves)
    taken = time.perf_counter() - began
    timeline.removeEventFilter(painted)
    _settle(application)
    return taken


def _ids(folder: Path, person: str) -> list[str]:
    from qa_desktop.store.reader import Reader

    with Reader.open(folder) as reader:
        return [call.id for call in find_calls(reader.db, person)]


@contextmanager
def _desk(folder: Path) -> Iterator[Desk]:
    desk = Desk(folder)
    desk.open(keys=KeyStore(folder.parent / "profile"))
    try:
        yield desk
    finally:
        desk.close()


@contextmanager
def _workspace(calls: int) -> Iterator[Path]:
    """A workspace with ``calls`` recordings of five minutes, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="qa-desktop-bench-") as name:
        keys, folder = KeyStore(Path(name, "profile")), Path(name, "workspace")
        for number in range(calls):
            _write_noise(Path(name, f"20260101-0930{number:02d}-0617.wav"))
        with Workspace.open(folder, name="bench", number="1", keys=keys) as workspace:
            import_recordings(folder, lambda act: act(workspace), sorted(Path(name).glob("*.wav")))
        yield folder


def _write_noise(path: Path, seconds: int = 300) -> None:
    second = os.urandom(_RATE * 4)
    with wave.open(str(path), "wb") as stream:
        stream.setparams((2, 2, _RATE, 0, "NONE", ""))
        for _ in range(seconds):
            stream.writeframesraw(second)
