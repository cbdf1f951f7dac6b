"""Bundles that the system asks to open: by a double click, from another start, or by macOS."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QFileSystemWatcher, QObject, Qt, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from qa_desktop.store.handed_files import notes_folder, take_handed
from qa_desktop.ui.exchange.exchange import ENDING
from qa_desktop.ui.main_window import MainWindow


class Application(QApplication):
    """Knows the event by which macOS says that a document was opened."""

    file_opened = Signal(str)

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self.waiting: list[str] = []
        """Opened before there was a window: macOS asks while the program starts."""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent):
            self.waiting.append(event.file())
            self.file_opened.emit(event.file())
            return True
        return super().event(event)


class OpenedFiles(QObject):
    """Belongs to a window, and shows it what is opened while it is there."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        folder = notes_folder(window.desk.folder)
        folder.mkdir(parents=True, exist_ok=True)
        self._watcher = QFileSystemWatcher([str(folder)], self)
        self._watcher.directoryChanged.connect(self._take)
        app = QApplication.instance()
        if isinstance(app, Application):
            app.file_opened.connect(self._take_asked)
            self._take_asked()
        self._take()

    def open(self, file: Path) -> None:
        """Show what merging it would do, in front of whatever is on the screen."""
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.activateWindow()
        if file.suffix.lower() == ENDING:
            self._window.exchange.open_bundle(file)

    def _take(self) -> None:
        for file in take_handed(self._window.desk.folder):
            self.open(file)

    def _take_asked(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, Application)  # noqa: S101
        while app.waiting:
            self.open(Path(app.waiting.pop(0)))
