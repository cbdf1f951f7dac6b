"""What people turn to first is made before they do: the Recordings screen, then the library.

A step takes a few milliseconds and the window has all the time between two; who turns to the
screen meanwhile gets what is left of it made at once.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from qa_desktop.ui.main_window import MainWindow

_PAUSE_MS: Final = 40
_STEP_S: Final = 0.004
"""Small steps are taken together until so much time has gone."""
_MODULES: Final = (
    "qa_desktop.exchange.sheet_writing", "qa_desktop.services.call_acts",
    "qa_desktop.store.call_search", "qa_desktop.ui.calls.call_columns",
    "qa_desktop.ui.calls.filter_dialogs", "qa_desktop.ui.calls.filter_bar",
    "qa_desktop.ui.calls.list_model", "qa_desktop.ui.calls.call_table",
    "qa_desktop.ui.calls.list_acts", "qa_desktop.ui.calls.call_list", "qa_desktop.ui.calls.view",
)  # fmt: skip
"""One by one: all of them together would hold the window up."""
_LIBRARY_MODULES: Final = (
    "qa_desktop.store.call_reasons", "qa_desktop.services.library", "qa_desktop.services.playlists",
    "qa_desktop.ui.library.rows_model", "qa_desktop.ui.library.library_list",
    "qa_desktop.ui.library.detail", "qa_desktop.ui.library.side",
    "qa_desktop.ui.library.suggest_dialog", "qa_desktop.ui.library.view",
)  # fmt: skip


class MakingAhead(QObject):
    """Begins when the first screen of ``window`` has its content."""

    finished = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._steps = self._take_steps()
        self._pause = QTimer(self, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._go_on)
        window.ready.connect(self._pause.start)

    def _take_steps(self) -> Iterator[None]:
        for screen, modules in (("calls", _MODULES), ("library", _LIBRARY_MODULES)):
            for module in modules:
                import_module(module)
                yield
            yield from self._window.make_ahead(screen)

    def _go_on(self) -> None:
        until = time.perf_counter() + _STEP_S
        while time.perf_counter() < until:
            if next(self._steps, self) is self:
                self._pause.stop()
                self.finished.emit()
                return
