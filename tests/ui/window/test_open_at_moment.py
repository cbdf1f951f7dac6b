"""A second in a report or on a feedback sheet leads to that second of the call."""

from __future__ import annotations

import pytest

from tests.ui.window.conftest import Office, Seat


@pytest.fixture
def seat(calls: list[str], office: Office) -> Seat:
    seated = office.sit()
    seated.opened(calls[0])
    return seated


def test_another_call_opens_at_the_moment(seat: Seat, calls: list[str]) -> None:
    seat.window.show_screen("settings")
    seat.window.open_call(calls[1], 1_200)
    seat.opened(calls[1])
    assert seat.inspect.listening.position_ms == 1_200
    assert not seat.player.playing
    assert seat.window.focusWidget() is seat.page.timeline


def test_the_open_call_goes_there_and_keeps_what_is_typed(seat: Seat, calls: list[str]) -> None:
    seat.inspect.acts.do("mark_weakness")
    seat.type("没有报工号")
    seat.window.open_call(calls[0], 900)
    seat.settle()
    assert seat.inspect.listening.position_ms == 900
    assert seat.page.editor.text() == "没有报工号"


def test_it_plays_from_there_as_soon_as_it_can(seat: Seat, calls: list[str]) -> None:
    seat.window.open_call(calls[2], 500, play=True)
    seat.opened(calls[2])
    seat.wait(lambda: seat.player.playing)
    assert seat.inspect.listening.position_ms >= 500


def test_without_a_moment_it_opens_where_the_person_left_it(seat: Seat, calls: list[str]) -> None:
    seat.window.open_call(calls[0], 700)
    seat.window.open_call(calls[1])
    seat.opened(calls[1])
    seat.window.open_call(calls[0])
    seat.opened(calls[0])
    assert seat.inspect.listening.position_ms == 700
