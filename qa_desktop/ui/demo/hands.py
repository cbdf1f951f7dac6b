"""Hands and eyes of the demo: keys pressed, text composed, pictures taken, conditions awaited."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from qa_desktop.ui import theme
from qa_desktop.ui.i18n import LanguageCode, set_language

PATIENCE_S = 30.0
_TURN_MS = 20
_PAUSE_S = 0.001
"""Between two looks: whoever is waited for needs the processor more."""
_AFTER_COMMIT_S = 0.1


class DemoStuckError(Exception):
    """What was waited for did not come."""


def wait_for(condition: Callable[[], object], what: str, patience_s: float = PATIENCE_S) -> None:
    """Let the window work until ``condition`` holds."""
    until = time.monotonic() + patience_s
    while not condition():
        if time.monotonic() > until:
            raise DemoStuckError(what)
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, _TURN_MS)
        time.sleep(_PAUSE_S)


def press(
    widget: QWidget,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """A key goes where the keyboard is: to the focused widget of the window."""
    QTest.keyClick(widget.window().focusWidget() or widget, key, modifiers)


def compose(widget: QWidget, words: str) -> None:
    """Type as an input method does: a composition, then the committed words.

    Then a moment passes, as it does with people: an Enter right after a commit belongs to it.
    """
    target = widget.window().focusWidget() or widget
    QCoreApplication.sendEvent(target, QInputMethodEvent(words[:2], []))
    commit = QInputMethodEvent()
    commit.setCommitString(words)
    QCoreApplication.sendEvent(target, commit)
    committed = time.monotonic()
    wait_for(lambda: time.monotonic() > committed + _AFTER_COMMIT_S, "a moment")


class Camera:
    """Pictures of the window in both languages, the first of each screen also in the dark."""

    def __init__(self, app: QApplication, out: Path, language: LanguageCode) -> None:
        self._app = app
        self._out = out
        self._language = language
        self.files: list[str] = []

    def take(self, window: QWidget, name: str, *, dark: bool = False) -> None:
        """``name-zh.png`` and ``name-en.png``; with ``dark`` also ``name-zh-dark.png``."""
        for language in ("zh_CN", "en"):
            with self._speaking(language):
                self._grab(window, f"{name}-{language[:2]}")
        if dark:
            theme.apply(self._app, "dark")
            self._grab(window, f"{name}-{self._language[:2]}-dark")
            theme.apply(self._app, "light")
            self._settle(window)

    def paper(self, name: str) -> Path:
        """Where a file of another kind is to be left beside the pictures."""
        file = self._out / name
        self.files.append(str(file))
        return file

    @contextmanager
    def _speaking(self, language: LanguageCode) -> Iterator[None]:
        set_language(self._app, language)
        try:
            yield
        finally:
            set_language(self._app, self._language)

    def _grab(self, window: QWidget, name: str) -> None:
        self._settle(window)
        file = self._out / f"{name}.png"
        window.grab().save(str(file))
        self.files.append(str(file))

    def _settle(self, window: QWidget) -> None:
        """Layouts and paints that wait in the queue are done before the picture."""
        for _ in range(3):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            QCoreApplication.processEvents()
        window.repaint()
