"""On which screens the presenter's two windows stand, also when a projector comes or goes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

_OF_SCREEN: Final = 0.9


class Placing(QObject):
    """The room's window fills another screen where there is one, and the trainer's own stands where
    the program is. On one screen the room sees everything, so the trainer's waits to be asked for.
    """

    room_lost = Signal()
    """The screen that the room looked at is gone."""
    room_found = Signal()
    """There is one now."""

    def __init__(self, home: QWidget, stage: QWidget, trainer: QWidget) -> None:
        super().__init__(stage)
        self._home, self._stage, self._trainer = home, stage, trainer
        self._room: QScreen | None = None
        self._begun = False
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)  # noqa: S101
        app.screenAdded.connect(self._on_added)
        app.screenRemoved.connect(self._on_removed)

    @property
    def room(self) -> QScreen | None:
        """The screen that only the room looks at; None where there is one screen."""
        return self._room

    def begin(self) -> None:
        self._begun = True
        self._room = other_screen(QGuiApplication.screens(), self._home.screen())
        self._show()

    def toggle_full_screen(self) -> None:
        if self._stage.isFullScreen():
            self._stage.showNormal()
        else:
            self._stage.showFullScreen()

    def _show(self) -> None:
        own = self._home.screen()
        if self._room is None:
            _stand_on(self._stage, own)
            self._stage.showFullScreen()
            _give_keyboard(self._stage)
            return
        self._stage.setScreen(self._room)
        self._stage.setGeometry(self._room.geometry())
        self._stage.showFullScreen()
        _stand_on(self._trainer, own)
        self._trainer.show()
        _give_keyboard(self._trainer)

    def _on_added(self, _screen: QScreen) -> None:
        if self._begun and self._room is None:
            self._room = other_screen(QGuiApplication.screens(), self._home.screen())
            if self._room is not None:
                self._show()
                self.room_found.emit()

    def _on_removed(self, gone: QScreen) -> None:
        """Qt would put a window that fills the screen over the trainer's own."""
        if not self._begun or gone not in (self._room, self._home.screen()):
            return
        had_room, self._room = self._room, None
        left = next(each for each in QGuiApplication.screens() if each is not gone)
        self._stage.showNormal()
        for window in (self._stage, self._trainer):
            _stand_on(window, left)
        self._trainer.show()
        _give_keyboard(self._trainer)
        if had_room is not None:
            self.room_lost.emit()


def other_screen(screens: Sequence[QScreen], own: QScreen | None) -> QScreen | None:
    """Where the room looks: the first screen on which the program is not. One that shows the same
    as the program's (a mirrored projector) is no other."""
    shown = own.geometry() if own is not None else QRect()
    return next(
        (each for each in screens if each is not own and not each.geometry().intersects(shown)),
        None,
    )


def _stand_on(window: QWidget, screen: QScreen) -> None:
    """In the middle of it, with room for its frame."""
    room = screen.availableGeometry()
    place = QRect(room.topLeft(), window.sizeHint().boundedTo(room.size() * _OF_SCREEN))
    place.moveCenter(room.center())
    window.setScreen(screen)
    window.setGeometry(place)


def _give_keyboard(window: QWidget) -> None:
    window.activateWindow()
    window.setFocus()
