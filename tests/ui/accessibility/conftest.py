"""One window with believable content for a whole module: the tests only look at it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from qa_desktop.audio.players.fake import FakePlayer
from qa_desktop.store.connection import connect
from qa_desktop.store.workspace import DATABASE
from qa_desktop.ui.demo.hands import wait_for
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.preferences import Preferences, read_preferences
from qa_desktop.ui.tasks import Desk
from tests.pictures.content import fill, remember_place
from tests.pictures.exchange_content import exchange


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, qapp) -> Iterator[MainWindow]:
    """The window at 1280×720 with the call of the pictures open."""
    folder = tmp_path_factory.mktemp("stage")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QA_DESKTOP_PROFILE", str(folder / "profile"))
        window = open_stage(folder / "workspace")
        yield window
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


def open_stage(folder: Path) -> MainWindow:
    """Fill a workspace and show it; ``QA_DESKTOP_PROFILE`` must name a folder to throw away."""
    assert os.environ["QA_DESKTOP_PROFILE"]
    workspace = fill(folder)
    remember_place(workspace)
    exchange(workspace, folder.parent / "beside")
    workspace.close()
    desk = Desk(folder)
    desk.open("李敏", "8001")
    db = connect(folder / DATABASE, readonly=True)
    preferences = Preferences(desk, read_preferences(db))
    db.close()
    window = MainWindow(desk, preferences)
    window.show()
    window.resize(1280, 720)
    player = FakePlayer()
    window.use_player(player, player.clock)
    wait_for(window.isActiveWindow, "the window")
    wait_for(lambda: window.inspect.is_ready, "the recording")
    return window


@pytest.fixture(autouse=True)
def english_and_light() -> None:
    """Not anew for each test: the window of the module keeps its language and theme."""
