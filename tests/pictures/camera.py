"""Takes one picture of a surface in the language, theme and size that were set before."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from qa_desktop.ui import theme
from qa_desktop.ui.i18n import LanguageCode, set_language
from qa_desktop.ui.main_window import MainWindow
from tests.pictures.png import save_small
from tests.pictures.surfaces import Surface, settle


class Camera:
    """``plain`` names the files ``<id>-<language>.png``, else everything is in the name."""

    def __init__(
        self, app: QApplication, window: MainWindow, out: Path, *, scale: str, plain: bool
    ) -> None:
        self._app = app
        self._window = window
        self._out = out
        self._scale = scale
        self._plain = plain
        self._ending = ""

    def prepare(self, size: tuple[int, int], language: LanguageCode, mode: theme.ThemeMode) -> None:
        set_language(self._app, language)
        theme.apply(self._app, mode)
        self._window.resize(*size)
        self._window.toast.hide()
        settle(self._window)
        shape = f"{size[0]}x{size[1]}@{self._scale}"
        self._ending = language[:2] if self._plain else f"{language[:2]}-{mode}-{shape}"

    def take(self, surface: Surface) -> Path:
        shown = surface.show(self._window)
        shown.ensurePolished()
        settle(self._window)
        _leave(self._window)
        shown.repaint()
        file = self._out / f"{surface.id}-{self._ending}.png"
        save_small(shown.window().grab().toImage(), file)
        surface.hide(self._window, shown)
        settle(self._window)
        return file


def _leave(window: MainWindow) -> None:
    """Without a mouse, Qt believes that one lies in the corner."""
    for widget in window.findChildren(QWidget):
        if widget.underMouse():
            widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
