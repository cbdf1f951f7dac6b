"""Runs in the fresh process of a start-up measurement: says when a window has been painted."""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path

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


def show_empty_window() -> int:
    """The least that Qt needs for a window of that size."""
    from PySide6.QtWidgets import QWidget

    application = QApplication(sys.argv[:1])
    window = QWidget()
    window.resize(1280, 800)
    window.show()
    status = report_first_paint()
    window.close()
    application.quit()
    return status


def show_our_window(folder: Path) -> int:
    """The program as it is opened by a person, until it has painted."""
    gc.disable()  # as the program does (cli.app)
    from qa_desktop.ui import app

    QApplication.exec = staticmethod(report_first_paint)  # type: ignore[method-assign]
    return app.run(folder, "en")


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
