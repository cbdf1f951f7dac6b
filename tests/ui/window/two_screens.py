"""``python -m tests.ui.window.two_screens FOLDER ID``: present a playlist where there are two
screens (Qt is told of them once, so this is a process of its own), take the second one away while
it plays, and bring it back. Prints where the two windows were, as JSON.

With ``QT_QPA_PLATFORM=xcb`` monitors of the X server really come and go; offscreen, Qt's signals
say so.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from qa_desktop.audio.players.fake import FakePlayer
from qa_desktop.store.connection import connect
from qa_desktop.store.workspace import DATABASE
from qa_desktop.ui import i18n, theme
from qa_desktop.ui.app import application
from qa_desktop.ui.demo.hands import wait_for
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.preferences import Preferences, read_preferences
from qa_desktop.ui.presenter.presenter import Presenter
from qa_desktop.ui.tasks import Desk

OWN, WALL = QRect(0, 0, 1280, 720), QRect(1280, 0, 1024, 768)
"""The trainer's screen and the room's."""


def main(folder: Path, playlist: str) -> dict[str, Any]:
    app = application()
    i18n.set_language(app, "zh_CN")
    theme.apply(app, "light")
    desk = Desk(folder)
    desk.open("李敏", "Q017")
    db = connect(folder / DATABASE, readonly=True)
    preferences = Preferences(desk, read_preferences(db))
    db.close()
    window = MainWindow(desk, preferences)
    window.resize(1000, 640)
    window.move(OWN.topLeft())
    window.show()
    player = FakePlayer()
    window.use_player(player, player.clock)
    window.show_screen("sessions")
    page = window.screen("sessions").playlists  # type: ignore[union-attr]
    wait_for(lambda: page.opened is not None and page.sound.is_ready, "the playlist")
    found: dict[str, Any] = {"screens": [_as_list(each.geometry()) for each in app.screens()]}

    def begun() -> Presenter:
        page.present()
        presenter = page.presenter
        wait_for(lambda: presenter.playlist is not None and page.sound.is_ready, "the first case")
        _settle(app)
        return presenter

    presenter = begun()
    found["two"] = _told(presenter, player)
    QTest.keyClick(presenter.trainer, Qt.Key.Key_Space)
    _settle(app)
    found["playing"] = _told(presenter, player)
    _unplug(app)
    found["unplugged"] = _told(presenter, player)
    QTest.keyClick(presenter.trainer, Qt.Key.Key_Space)
    _settle(app)
    found["alone"] = _told(presenter, player)
    _plug_in(app)
    found["again"] = _told(presenter, player)
    presenter.end()
    _settle(app)
    found["left"] = sorted(each.objectName() for each in app.topLevelWidgets() if each.isVisible())
    window.close()
    return found


def _told(presenter: Presenter, player: FakePlayer) -> dict[str, Any]:
    notice = presenter.trainer.findChild(QLabel, "trainer_notice")
    return {
        "stage": _place(presenter.stage),
        "trainer": _place(presenter.trainer),
        "fills": presenter.stage.isFullScreen(),
        "playing": player.playing,
        "notice": notice.text() if notice is not None and notice.isVisible() else "",
    }


def _place(window: QWidget) -> list[int] | None:
    return _as_list(window.geometry()) if window.isVisible() else None


def _as_list(place: QRect) -> list[int]:
    return [place.x(), place.y(), place.width(), place.height()]


def _unplug(app: QApplication) -> None:
    if app.platformName() == "xcb":
        subprocess.run(["xrandr", "--delmonitor", "wall"], check=True)
        wait_for(lambda: len(app.screens()) == 1, "the screen to go")
    else:
        app.screenRemoved.emit(app.screens()[1])
    _settle(app)


def _plug_in(app: QApplication) -> None:
    if app.platformName() == "xcb":
        monitor = "1024/270x768/200+1280+0"
        subprocess.run(["xrandr", "--setmonitor", "wall", monitor, "none"], check=True)
        wait_for(lambda: len(app.screens()) == 2, "the screen to come")
    else:
        app.screenAdded.emit(app.screens()[1])
    _settle(app)


def _settle(app: QApplication) -> None:
    for _ in range(5):
        app.sendPostedEvents()
        app.processEvents()


if __name__ == "__main__":
    json.dump(main(Path(sys.argv[1]), sys.argv[2]), sys.stdout)
    sys.stdout.flush()
