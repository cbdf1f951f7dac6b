"""Figures of the list of calls over a million: a key until its answer is painted, the first
screen, a frame of scrolling, the memory of the process.

The calls are made up and put straight into the tables (``services.bench_library``). What is
measured is the real list on Qt's offscreen platform, in a process of its own. The reference of a
key is a plain look through every text in SQL.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final, cast

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSize, QTimer
from PySide6.QtWidgets import QApplication

from qa_desktop.domain.folding import terms
from qa_desktop.services.bench import Entry, entry
from qa_desktop.services.bench_library import CALLS, fill
from qa_desktop.store.call_order import CallOrder
from qa_desktop.store.calls import find_next_calls
from qa_desktop.store.connection import connect
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.settings import DEFAULTS
from qa_desktop.store.workspace import DATABASE, Workspace
from qa_desktop.ui import theme
from qa_desktop.ui.bench_ui import platform_of_screen
from qa_desktop.ui.calls.view import CallsView
from qa_desktop.ui.library.view import LibraryView
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.making_ahead import MakingAhead
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.tasks import Desk

KEY_GOAL_MS: Final = 50
FIRST_SCREEN_GOAL_MS: Final = 100
FRAME_GOAL_MS: Final = 16
MEMORY_GOAL_MB: Final = 400
TYPED: Final = (
    "投诉处理", "王小明", "号码过户", "號碼過戶", "宽带", "3部2组", "06171", "roaming", "ＲＯＡＭ",
    "成功办理", "20260412", "S2026041", "13812345", "0617 投诉", "wav", "王 拒访",
    "new contract", "热线",
)  # fmt: skip
"""Typed sign by sign; every sign is a keystroke that is measured."""
FOUND: Final = (
    "语气生硬", "安抚", "先道歉", "語氣", "王小明", "wxm", "资费说错", "rude", "refund", "开场白",
    "身份", "过户 手续", "S2026041", "投诉 语气", "值得学习", "06171",
)  # fmt: skip
"""Typed into the library's field, over all recordings and over what is in the library."""
_WINDOW: Final = QSize(1480, 860)
"""The list in it is 1280 pixels wide and 20 rows high."""
_GIVE_UP_S: Final = 30.0
_ALL_RECORDINGS: Final = 4
"""The row beside the library's list."""
_JUMPS: Final = 60


def bench_library(calls: int = CALLS) -> list[Entry]:
    """Fill a workspace of its own, then measure in a fresh process."""
    with tempfile.TemporaryDirectory(prefix="qa-desktop-bench-") as name:
        keys = KeyStore(Path(name, "profile"))
        began = time.perf_counter()
        with Workspace.open(Path(name, "workspace"), name="bench", keys=keys) as workspace:
            fill(workspace, calls)
        filled = time.perf_counter() - began
        figures = measure_apart(Path(name))
    return [entry(f"library_filled_{calls}", filled, "s", None), *figures]


def measure_apart(folder: Path) -> list[Entry]:
    """``measure`` of ``folder/workspace`` in a process that has done nothing else."""
    code = (
        "import json, sys; from pathlib import Path; "
        "from qa_desktop.ui.bench_library import measure; "
        "print(json.dumps(measure(Path(sys.argv[1]))))"
    )
    done = subprocess.run(  # noqa: S603 - our own code, no shell
        [sys.executable, "-c", code, str(folder)],
        stdout=subprocess.PIPE,
        check=True,
        env={**os.environ, **platform_of_screen()},
    )
    return list(json.loads(done.stdout))


def measure(folder: Path) -> list[Entry]:
    """The workspace in ``folder``; its keys are beside it."""
    application = cast(QApplication, QApplication.instance() or QApplication(sys.argv[:1]))
    theme.apply(application, "light")
    desk = Desk(folder / "workspace")
    desk.open(keys=KeyStore(folder / "profile"))
    try:
        return _measure(_Watch(application, desk), folder / "workspace")
    finally:
        desk.close()  # also where no window came so far as to do it


def _measure(watch: _Watch, folder: Path) -> list[Entry]:
    index = watch.time(watch.ask_next_call)
    watch.open_window()
    first = watch.time(watch.open_list)
    keys, counted = watch.type_all(TYPED)
    filters = [watch.time(partial(watch.filter, **members)) for members in _FILTERS]
    sorts = [watch.time(partial(watch.sort, order)) for order in _ORDERS]
    frames = watch.scroll(_JUMPS)
    scan = 1000 * _scan(folder)
    screen = watch.time(watch.open_library)
    found = watch.find_all(FOUND)
    watch.window.close()
    figures = [
        entry("library_index_read", index, "ms", None),
        entry("library_first_screen", first, "ms", None, FIRST_SCREEN_GOAL_MS),
        entry("library_key_p50", statistics.median(keys), "ms", scan),
        entry("library_key_p95", _p95(keys), "ms", scan, KEY_GOAL_MS),
        entry("library_key_counted_p95", _p95(counted), "ms", scan),
        entry("library_filter_p95", _p95(filters), "ms", None, KEY_GOAL_MS),
        entry("library_sort_slowest", max(sorts), "ms", None),
        entry("library_scroll_frame_p95", _p95(frames), "ms", None, FRAME_GOAL_MS),
        entry("library_shelves_first_screen", screen, "ms", None, FIRST_SCREEN_GOAL_MS),
        entry("library_reasons_key_p50", statistics.median(found), "ms", scan),
        entry("library_reasons_key_p95", _p95(found), "ms", scan, KEY_GOAL_MS),
    ]
    memory = _peak_memory()
    if memory is not None:
        figures.append(entry("library_memory", memory, "MB", None, MEMORY_GOAL_MB))
    return figures


_FILTERS: Final[tuple[dict[str, Any], ...]] = (
    {"since": "2026-04-01", "until": "2026-04-30"},
    {"statuses": frozenset({"new"})},
    {"businesses": frozenset({"投诉处理"}), "duration_from": 60_000},
    {"score_from": 6000, "score_to": 8000},
    {"results": frozenset({"failed"}), "since": "2026-01-01"},
    {"agents": frozenset({"agent-00017", "agent-00018"})},
    {"teams": frozenset({"team-003"}), "duration_to": 300_000},
    {"text": "王", "since": "2026-04-01", "until": "2026-04-30", "statuses": frozenset({"new"})},
)
_ORDERS: Final = (
    CallOrder("duration"),
    CallOrder("agent"),
    CallOrder("team", True),
    CallOrder("score", True),
    CallOrder("serial"),
    CallOrder("started", True),
)


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[min(int(0.95 * len(values)), len(values) - 1)]


def _scan(folder: Path) -> float:
    """Seconds to look through every text once."""
    db = connect(folder / DATABASE, readonly=True)
    began = time.perf_counter()
    db.conn.execute("SELECT count(*) FROM call_text WHERE instr(text, '投诉')").fetchone()
    taken = time.perf_counter() - began
    db.close()
    return taken


def _peak_memory() -> float | None:
    """MB that this process held at most; None where the system does not tell."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(peak) / (1 << 20 if sys.platform == "darwin" else 1 << 10)


_Sight = tuple[tuple[str, ...], int, tuple[int, ...]]
"""Words that are looked for, place of the scroll bar, numbers of the calls in sight."""


class _Watch(QObject):
    """Does what a person does, and waits until it is painted."""

    window: MainWindow
    view: CallsView
    library: LibraryView

    def __init__(self, application: Any, desk: Desk) -> None:
        super().__init__()
        self._application = application
        self._desk = desk
        self._painted: _Sight | None = None
        self._painted_library: _Sight | None = None

    def time(self, act: Callable[[], None]) -> float:
        """Milliseconds."""
        self._settle()
        began = time.perf_counter()
        act()
        return 1000 * (time.perf_counter() - began)

    def ask_next_call(self) -> None:
        """What Inspect asks as soon as the window is up."""
        answers: list[Any] = []
        read = partial(find_next_calls, person=self._desk.person, after=None, count=1)
        self._desk.read("next", read, answers.append)
        self._wait(lambda: bool(answers))

    def open_window(self) -> None:
        """The program as it is when somebody turns to the recordings, a second after its start."""
        self.window = MainWindow(self._desk, Preferences(self._desk, dict(DEFAULTS)))
        is_ready: list[bool] = []
        MakingAhead(self.window).finished.connect(lambda: is_ready.append(True))
        self.window.resize(_WINDOW)
        self.window.show()
        self._wait(lambda: bool(is_ready) and self.window.inspect.call is not None)
        self._rest()

    def open_list(self) -> None:
        self.window.show_screen("calls")
        self.view = cast(CallsView, self.window.screen("calls"))
        self.view.call_list.table.viewport().installEventFilter(self)
        self._wait(self._is_painted)

    def _rest(self) -> None:
        """What was asked before is answered and painted."""
        answers: list[Any] = []
        self._desk.read("rest", lambda _db: None, answers.append)
        self._wait(lambda: bool(answers))
        self._application.processEvents()

    def type_all(self, queries: Sequence[str]) -> tuple[list[float], list[float]]:
        """(until the first rows are painted, until all are counted) of each keystroke, ms."""
        keys, counted = [], []
        for query in queries:
            for length in range(1, len(query) + 1):
                words = query[:length]
                self._rest()
                began = time.perf_counter()
                self.view.filter_bar.words.setText(words)
                self._wait(partial(self._answers, words))
                keys.append(1000 * (time.perf_counter() - began))
                self._wait(lambda: self.view.call_list.is_counted)
                counted.append(1000 * (time.perf_counter() - began))
            self.view.filter_bar.clear()
            self._settle()
        return keys, counted

    def _answers(self, words: str) -> bool:
        model = self.view.call_list.table.list_model
        return model.words == terms(words) and self._is_painted()

    def open_library(self) -> None:
        self.window.show_screen("library")
        self.library = cast(LibraryView, self.window.screen("library"))
        self.library.list.viewport().installEventFilter(self)
        self._wait(self._is_library_painted)

    def find_all(self, queries: Sequence[str]) -> list[float]:
        """Until the first rows are painted with their reasons, of each keystroke, ms."""
        keys = []
        for scope in (_ALL_RECORDINGS, 0):
            self.library.side.scopes.setCurrentRow(scope)
            for query in queries:
                for length in range(1, len(query) + 1):
                    words = query[:length]
                    self._wait(lambda: self.library.list.is_counted)
                    self._rest()
                    began = time.perf_counter()
                    self.library.bar.words.setText(words)
                    self._wait(partial(self._finds, words))
                    keys.append(1000 * (time.perf_counter() - began))
                self.library.bar.clear()
        return keys

    def _finds(self, words: str) -> bool:
        return self.library.list.list_model.words == terms(words) and self._is_library_painted()

    def _is_library_painted(self) -> bool:
        """Every row in sight has its content and its reasons, and was painted with them."""
        rows = self.library.list
        if not len(rows.list_model.order):
            return rows.is_counted
        sight = self._library_sight()
        return sight is not None and sight == self._painted_library

    def _library_sight(self) -> _Sight | None:
        rows = self.library.list
        model = rows.list_model
        first, last = rows.rowAt(0), rows.rowAt(rows.viewport().height() - 1)
        last = last if last >= 0 else len(model.order) - 1
        if first < 0 or not all(map(model.holds, range(first, last + 1))):
            return None
        numbers = tuple(model.order.numbers[first : last + 1].tolist())
        return model.words, rows.verticalScrollBar().value(), numbers

    def filter(self, **members: Any) -> None:
        bar = self.view.filter_bar
        bar.clear()
        bar.set_filter(replace(bar.filter, **members))
        self._wait(self._is_counted_and_painted)

    def sort(self, order: CallOrder) -> None:
        self.view.filter_bar.clear()
        self.view.call_list.sort(order)
        self._wait(self._is_counted_and_painted)

    def scroll(self, jumps: int) -> list[float]:
        """Milliseconds that the main thread takes for each frame, jumps across the whole list and
        steps of a screen: what is there at once, and the rows when they have been read."""
        self._settle()
        table, taken = self.view.call_list.table, []
        bar = table.verticalScrollBar()

        def paint() -> None:
            began = time.perf_counter()
            table.viewport().repaint()
            taken.append(1000 * (time.perf_counter() - began))

        def step() -> None:
            bar.setValue(bar.value() + table.viewport().height())
            paint()
            self._wait(self._is_painted)

        table.list_model.taken.connect(paint)
        for jump in range(jumps):
            bar.setValue(bar.maximum() * ((7 * jump) % jumps) // jumps)
            for _step in range(3):
                step()
        table.list_model.taken.disconnect(paint)
        return taken

    def _is_counted_and_painted(self) -> bool:
        return self.view.call_list.is_counted and self._is_painted()

    def _is_painted(self) -> bool:
        """Every row in sight has its content, and was painted with it."""
        calls = self.view.call_list
        if calls.currentWidget() is not calls.table:
            return calls.is_counted
        sight, painted = self._sight(), self._painted
        return None not in (sight, painted) and sight == painted

    def _sight(self) -> _Sight | None:
        """What is to be seen now; None while a row of it is still being read."""
        table = self.view.call_list.table
        model, height = table.list_model, table.viewport().height()
        first, last = table.rowAt(0), table.rowAt(height - 1)
        last = last if last >= 0 else len(model.numbers) - 1
        if first < 0 or not all(map(model.holds, range(first, last + 1))):
            return None
        rows = tuple(model.numbers[first : last + 1].tolist())
        return model.words, table.verticalScrollBar().value(), rows

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is in sight when Qt paints is on the screen when the event has been handled."""
        if event.type() == QEvent.Type.Paint:
            if hasattr(self, "library") and watched is self.library.list.viewport():
                self._painted_library = self._library_sight()
            else:
                self._painted = self._sight()
        return False

    def _settle(self) -> None:
        if hasattr(self, "view"):
            self._wait(self._is_counted_and_painted)

    def _wait(self, done: Callable[[], bool]) -> None:
        """Sleep in the event loop until it is done, as the program does: a loop that spins would
        keep the other threads from Python."""
        until = time.perf_counter() + _GIVE_UP_S
        alarm = QTimer(interval=100)
        alarm.start()
        while not done():
            self._application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.perf_counter() > until:
                raise RuntimeError("waited too long")
