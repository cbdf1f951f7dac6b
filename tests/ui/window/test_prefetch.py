"""The recordings of the queue that come next are ready before they are opened."""

from __future__ import annotations

from qa_desktop.store.calls import get_call
from tests.ui.window.conftest import Office, Seat


def made(seat: Seat, recording: str) -> dict[str, int]:
    """What is in the cache of a recording, each file by the number the disk knows it by: one that
    is written again has another."""
    folder = seat.folder / "cache" / recording[:2]
    return {file.name: file.stat().st_ino for file in folder.glob(f"{recording}.*")}


def recording_of(seat: Seat, call: str) -> str:
    found: list[str] = []
    person = seat.window.desk.person
    seat.window.desk.read("test", lambda db: get_call(db, person, call).recording, found.append)
    seat.wait(lambda: found)
    return found[0]


def test_the_next_two_of_the_queue_are_prepared_while_one_is_heard(
    calls: list[str], office: Office
) -> None:
    seat = office.sit()
    seat.opened(calls[0])
    waiting = [recording_of(seat, call) for call in calls[1:3]]
    seat.wait(lambda: all(f"{each}.peaks" in made(seat, each) for each in waiting))
    seat.settle()
    before = [made(seat, each) for each in waiting]
    assert seat.inspect.call.id == calls[0], "none of them was opened for it"
    for call in calls[1:3]:
        seat.window.open_call(call)
        seat.opened(call)
        assert seat.inspect.is_ready
    assert [made(seat, each) for each in waiting] == before, "and none is made a second time"
