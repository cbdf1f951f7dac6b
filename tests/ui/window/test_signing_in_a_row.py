"""A lead signs slips in a row: the next one can be heard while the one before is written."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QTabBar

from qa_desktop.audio.players.fake import FakePlayer
from qa_desktop.errors import CancelledError
from qa_desktop.services.bench_slips import PASSPHRASE, lead_with_slips
from qa_desktop.store.connection import connect
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.slips import find_slips
from qa_desktop.store.workspace import DATABASE, Workspace
from qa_desktop.ui.identity.passphrase_dialog import PassphraseDialog
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.preferences import Preferences, read_preferences
from qa_desktop.ui.slips.view import SlipsView
from qa_desktop.ui.tasks import Desk
from tests.ui.window.conftest import Seat


@pytest.fixture
def seat(tmp_path: Path, qtbot, quick_seals: None) -> Iterator[Seat]:
    """A lead for whom three slips wait, at the list of them."""
    desk = Desk(lead_with_slips(tmp_path, 3, 3))
    desk.open(keys=KeyStore(tmp_path / "lead-profile"))
    desk.keys.unlock(PASSPHRASE, 60)
    db = connect(desk.folder / DATABASE, readonly=True)
    window = MainWindow(desk, Preferences(desk, read_preferences(db)))
    db.close()
    player = FakePlayer()
    window.show()
    window.use_player(player, player.clock)
    window.show_screen("slips")
    made = Seat(window, player, qtbot, desk.folder)
    made.settle()
    made.wait(lambda: slips_of(made).sound.is_ready)
    yield made
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def slips_of(seat: Seat) -> SlipsView:
    view = seat.window.screen("slips")
    assert isinstance(view, SlipsView)
    return view


def listed(seat: Seat) -> list[str]:
    table = slips_of(seat).table
    return [row.id for row in table.model().rows]


def choose(seat: Seat, slip: str) -> None:
    view = slips_of(seat)
    view.table.selectRow(listed(seat).index(slip))
    seat.wait(lambda: view.pane.opened.id == slip and view.sound.is_ready)
    seat.settle()


def listen(seat: Seat) -> None:
    """To the seconds in question."""
    view = slips_of(seat)
    seat.key(Qt.Key.Key_Space)
    seat.wait(lambda: view.sound.playing)
    for _ in range(20):
        seat.hear(100)
    assert view.pane.can_make_expected_move


def signed(seat: Seat) -> set[str]:
    db = connect(seat.folder / DATABASE, readonly=True)
    try:
        return {row.id for row in find_slips(db) if row.stage != "sent"}
    finally:
        db.close()


def shown(seat: Seat) -> tuple[str, str, bool]:
    """What the paper is of, what is chosen, and whether it can be heard."""
    view = slips_of(seat)
    return view.pane.opened.id, view.table.row.id, view.sound.is_ready


def test_the_next_one_does_not_wait_until_the_one_before_is_written(seat: Seat) -> None:
    first, middle, last = listed(seat)
    choose(seat, middle)
    listen(seat)
    gate = threading.Event()
    seat.window.desk.write(lambda _workspace: gate.wait(20) and None)
    view = slips_of(seat)
    seat.qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert shown(seat) == (last, last, True)
    assert listed(seat) == [first, last]
    assert seat.find(QTabBar, "slips_tabs").tabText(0) == "My turn (2)"
    assert signed(seat) == set()
    view._read()  # whatever fills the list meanwhile does not bring it back
    seat._reading()
    view.retranslate()
    assert listed(seat) == [first, last]
    gate.set()
    seat.settle()
    assert signed(seat) == {middle}
    assert shown(seat) == (last, last, True) and listed(seat) == [first, last]
    listen(seat)
    seat.key(Qt.Key.Key_Return)  # behind the last one comes the first that was passed over
    seat.wait(lambda: shown(seat) == (first, first, True))
    seat.wait(lambda: signed(seat) == {middle, last})


def test_one_that_could_not_be_signed_is_shown_again(seat: Seat) -> None:
    first, second, last = listed(seat)
    listen(seat)
    seat.window.desk.keys.lock()
    seat.qtbot.keyClick(slips_of(seat).table, Qt.Key.Key_Return)
    assert shown(seat) == (second, second, True)
    seat.wait(lambda: seat.window.findChild(PassphraseDialog) is not None)
    seat.window.findChild(PassphraseDialog).reject()
    seat.wait(lambda: shown(seat) == (first, first, True))
    seat.settle()
    assert listed(seat) == [first, second, last] and signed(seat) == set()
    assert slips_of(seat).pane.can_make_expected_move  # what was heard counts on
    seat.window.desk.keys.unlock(PASSPHRASE, 60)
    seat.key(Qt.Key.Key_Return)
    seat.wait(lambda: signed(seat) == {first})
    assert listed(seat) == [second, last]


@pytest.mark.parametrize("error", [CancelledError(), ZeroDivisionError("oops")])
def test_one_whose_writing_was_stopped_or_broke_is_shown_again(
    seat: Seat, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    first, second, last = listed(seat)
    listen(seat)

    def breaks(_workspace: Workspace) -> None:
        raise error

    view = slips_of(seat)
    with monkeypatch.context() as patch:
        patch.setattr(view.pane, "_plain_act", lambda *_: breaks)
        seat.qtbot.keyClick(view.table, Qt.Key.Key_Return)
        seat.wait(lambda: shown(seat) == (first, first, True))
    seat.settle()
    assert listed(seat) == [first, second, last] and signed(seat) == set()
    assert seat.find(QTabBar, "slips_tabs").tabText(0) == "My turn (3)"
    seat.key(Qt.Key.Key_Return)
    seat.wait(lambda: signed(seat) == {first})
    assert listed(seat) == [second, last]
