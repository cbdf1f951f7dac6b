"""Space while the recording is still being prepared."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtCore import Qt

from qa_desktop.errors import UserFacingError
from qa_desktop.store.calls import get_call
from qa_desktop.store.evaluations import get_evaluation
from qa_desktop.ui.inspect import preparing
from tests.ui.window.conftest import Office, Seat
from tests.ui.window.test_inspecting import SUBMIT, answer_all, read

K = Qt.Key


class Gate:
    """Preparing waits here until ``open`` is called; or it fails."""

    def __init__(self, monkeypatch) -> None:
        self._opened = Event()
        self.error: UserFacingError | None = None
        real = preparing._prepare

        def prepare(*arguments):
            assert self._opened.wait(10)
            if self.error:
                raise self.error
            return real(*arguments)

        monkeypatch.setattr(preparing, "_prepare", prepare)

    def open(self) -> None:
        self._opened.set()


@pytest.fixture
def seat(calls: list[str], office: Office, monkeypatch) -> Seat:
    """The first call has been heard for a second; the next one is on screen, not prepared."""
    seated = office.sit()
    seated.opened(calls[0])
    seated.key(K.Key_Space)
    seated.hear(1000)
    seated.key(K.Key_Space)
    seated.gate = Gate(monkeypatch)
    show(seated, calls[1])
    yield seated
    seated.gate.open()


def show(seat: Seat, call: str) -> None:
    seat.window.open_call(call)
    seat.wait(lambda: seat.inspect.call.id == call)
    seat.settle()
    assert not seat.inspect.is_ready


def ready(seat: Seat) -> None:
    seat.gate.open()
    seat.wait(lambda: seat.inspect.is_ready)
    seat.settle()


def words(seat: Seat) -> str:
    return seat.page.bar._play.words.text()


def test_it_starts_as_soon_as_it_is_ready(seat: Seat) -> None:
    seat.key(K.Key_Space)
    assert words(seat) == "Preparing…"
    assert not seat.player.playing, "certainly not the call before"
    ready(seat)
    assert seat.player.playing
    assert words(seat) == "Pause"
    seat.hear(400)
    assert seat.inspect.listening.position_ms == pytest.approx(400, abs=60)


@pytest.mark.parametrize("taken_back", [K.Key_Space, K.Key_Escape])
def test_space_or_escape_takes_it_back(seat: Seat, taken_back) -> None:
    seat.key(K.Key_Space)
    seat.key(taken_back)
    assert words(seat) == "Play"
    ready(seat)
    assert not seat.player.playing


def test_another_call_does_not_inherit_the_wish(seat: Seat, calls: list[str]) -> None:
    seat.key(K.Key_Space)
    show(seat, calls[2])
    assert words(seat) == "Play"
    ready(seat)
    assert not seat.player.playing


def test_keys_do_nothing_to_the_call_before(seat: Seat) -> None:
    before = seat.player.position_ms
    for key in (K.Key_Right, K.Key_G, K.Key_R):
        seat.key(key)
    assert not seat.page.editor.is_open, "there is no moment to mark yet"
    assert seat.player.position_ms == before
    ready(seat)
    seat.key(K.Key_G)
    assert seat.page.editor.is_open


def test_a_recording_that_cannot_be_prepared_keeps_nobody_waiting(seat: Seat) -> None:
    seat.gate.error = UserFacingError("evaluation.unknown")
    seat.key(K.Key_Space)
    seat.gate.open()
    seat.wait(lambda: words(seat) == "Play")
    assert not seat.player.playing


def test_what_was_heard_before_is_proof_while_it_is_prepared(seat: Seat, calls: list[str]) -> None:
    show(seat, calls[0])
    answer_all(seat)
    seat.key(*SUBMIT)
    seat.wait(lambda: seat.inspect.call.id != calls[0])
    row = read(seat, lambda db: get_call(db, seat.window.desk.person, calls[0]))
    payload = read(seat, lambda db: get_evaluation(db, row.evaluation)).payload
    ((start, until, _),) = payload["heard"]
    assert (start, until) == (0, pytest.approx(1000, abs=60))
