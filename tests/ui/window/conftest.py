"""A real workspace behind a real desk, and the real window on top of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from qa_desktop.audio.players.fake import FakePlayer
from qa_desktop.store.connection import connect
from qa_desktop.store.workspace import DATABASE, Workspace
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.preferences import Preferences, read_preferences
from qa_desktop.ui.tasks import Desk
from tests.factories import import_calls
from tests.factories_reports import Evaluated, Seed, make_seed


@pytest.fixture
def desk(tmp_path: Path, qapp) -> Iterator[Desk]:
    made = Desk(tmp_path / "workspace")
    made.open("李敏", "Q017")
    yield made
    made.close()


@dataclass
class Seat:
    """A person at the window: presses keys, types, looks."""

    window: MainWindow
    player: FakePlayer
    qtbot: Any
    folder: Path

    @property
    def inspect(self):
        return self.window.inspect

    @property
    def page(self):
        return self.window.inspect.page

    def wait(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()))

    def settle(self) -> None:
        """Everything that was asked of the threads is answered, and laid out."""
        desk = self.window.desk  # an answer that was read may have something written
        self.wait(lambda: desk.pending == 0 and not self._reading() and desk.pending == 0)
        for _ in range(3):  # a layout may ask for another
            QApplication.sendPostedEvents()
            QApplication.processEvents()

    def _reading(self) -> bool:
        answers: list[int] = []
        self.window.desk.read("settle", lambda db: 1, answers.append)
        self.qtbot.waitUntil(lambda: bool(answers))
        return False

    def key(self, key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        """To whatever has the keyboard."""
        target = self.window.focusWidget() or self.window
        QTest.keyClick(target, key, modifiers)
        self.settle()

    def keys(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.key(key)

    def type(self, words: str) -> None:
        """As an input method would commit it."""
        target = self.window.focusWidget()
        assert isinstance(target, QPlainTextEdit), target
        target.insertPlainText(words)

    def hear(self, ms: int) -> None:
        """Let the player play."""
        self.player.advance(ms)
        QApplication.processEvents()

    def find(self, kind: type, name: str) -> Any:
        found = self.window.findChild(kind, name)
        assert found is not None, name
        return found

    def text(self, name: str) -> str:
        return str(self.find(QWidget, name).text())

    def opened(self, call: str) -> None:
        """Wait until this call is on screen and can be played."""
        self.wait(lambda: self.inspect.call and self.inspect.call.id == call)
        self.wait(lambda: self.inspect.is_ready)
        self.settle()


class _NoCallOpened(MainWindow):
    """As the window is where nothing waits to be inspected."""

    def _open_first_call(self) -> None:
        pass


@dataclass
class Office:
    """Opens windows one after the other on the same workspace, as restarts do."""

    folder: Path
    qtbot: Any
    seats: list[Seat] = field(default_factory=list)

    def sit(self, *, opens_call: bool = True) -> Seat:
        """``opens_call``: whether the window opens the next call first, which takes twice as long
        as all the rest of it; where another screen is looked at, it need not."""
        desk = Desk(self.folder)
        desk.open("李敏", "Q017")
        db = connect(self.folder / DATABASE, readonly=True)
        preferences = Preferences(desk, read_preferences(db))
        db.close()
        player = FakePlayer()
        window = (MainWindow if opens_call else _NoCallOpened)(desk, preferences)
        window.show()
        window.use_player(player, player.clock)
        self.qtbot.waitUntil(window.isActiveWindow)
        seat = Seat(window, player, self.qtbot, self.folder)
        self.seats.append(seat)
        seat.settle()
        return seat

    def leave(self, seat: Seat) -> None:
        """Close the window, as a person does at the end of a day."""
        self.seats.remove(seat)
        seat.window.close()
        seat.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Three calls of two seconds that were imported once: the folder, and their ids in order."""
    place = tmp_path_factory.mktemp("imported")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QA_DESKTOP_PROFILE", str(place / "profile"))
        with Workspace.open(place / "workspace", name="李敏", number="Q017") as workspace:
            calls = import_calls(workspace, place / "recordings", 3)
    return place, [call.id for call in calls]


@pytest.fixture
def calls(imported: tuple[Path, list[str]], profile: Path, tmp_path: Path) -> list[str]:
    """A copy of them in this test's workspace; the ids in order."""
    place, ids = imported
    shutil.copytree(place / "profile", profile, dirs_exist_ok=True)
    for name in ("workspace", "recordings"):
        shutil.copytree(place / name, tmp_path / name)
    return list(ids)


@pytest.fixture
def office(tmp_path: Path, qtbot) -> Iterator[Office]:
    made = Office(tmp_path / "workspace", qtbot)
    yield made
    for seat in list(made.seats):
        made.leave(seat)


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Seed:
    """Four submitted demo calls, made once."""
    return make_seed(tmp_path_factory.mktemp("seed"))


@pytest.fixture
def evaluated(seed: Seed, tmp_path: Path) -> Evaluated:
    """A copy of them in this test's workspace."""
    return seed.plant(tmp_path / "workspace")
