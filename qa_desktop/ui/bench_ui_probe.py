"""Runs in the fresh process of a start-up measurement: says when a window has been painted."""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

_GIVE_UP_S = 20.0


class _FirstPaint(QObject):
    """Sees every paint event of the program."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


def report_first_paint() -> int:
    """Print ``painted`` once a visible window has painted itself; in place of ``exec``."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)  # noqa: S101
    paint = _FirstPaint()
    application.installEventFilter(paint)
    until = time.monotonic() + _GIVE_UP_S
    while not paint.seen and time.monotonic() < until:
        for window in application.topLevelWidgets():
            if window.isVisible():
                window.update()
        application.processEvents()
    application.removeEventFilter(paint)
    sys.stdout.write("painted\n" if paint.seen else "nothing\n")
    sys.stdout.flush()
    return 0
