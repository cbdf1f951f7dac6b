"""A call whose recording did not come along: its clips are heard, and the screen says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from qa_desktop.services.annotating import add_annotation
from qa_desktop.services.bundle_merging import merge
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.importing import import_recordings
from qa_desktop.store.calls import find_calls
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.workspace import Workspace
from tests.factories import write_wav
from tests.ui.window.conftest import Office, Seat

K = Qt.Key


def sent(tmp_path: Path, audio: str) -> tuple[Path, str]:
    """A bundle of a colleague with one call of 40 s, marked at 10 and at 30 s."""
    keys = KeyStore(tmp_path / "colleague-keys")
    write_wav(tmp_path / "in" / "20261119-093500-0617-13800000000.wav", 40.0)
    with Workspace.open(tmp_path / "colleague", name="王", number="Q001", keys=keys) as workspace:
        import_recordings(workspace.folder, lambda act: act(workspace), [tmp_path / "in"])
        (call,) = find_calls(workspace.db, workspace.person)
        for at in (10_000, 30_000):
            add_annotation(workspace, call.id, at_ms=at, kind="weakness", text="抢话")
        out = write_out(workspace, tmp_path / "a.qab", audio=audio).files[0]
    return out, call.id


def sit_with(office: Office, bundle: Path, call: str) -> Seat:
    with Workspace.open(office.folder, name="李敏", number="Q017") as workspace:
        merge(workspace, bundle)
    seat = office.sit(opens_call=False)
    seat.window.open_call(call)
    seat.wait(lambda: seat.inspect.call and seat.inspect.call.id == call)
    return seat


@pytest.fixture
def seat(office: Office, tmp_path: Path) -> Seat:
    seated = sit_with(office, *sent(tmp_path, "clips"))
    seated.wait(lambda: seated.inspect.is_ready)
    seated.settle()
    return seated


def test_the_clips_are_heard_one_after_the_other(seat: Seat) -> None:
    assert seat.text("call_sound") == "Only clips here"
    assert seat.text("duration") == "/ 00:40.0"
    seat.key(K.Key_Space)
    seat.hear(100)
    assert 5_000 <= seat.inspect.listening.position_ms < 6_000, "silence is passed over"
    for _ in range(120):
        seat.hear(100)
        seat.inspect.listening._on_frame()
    assert 25_000 <= seat.inspect.listening.position_ms < 31_000
    for start, end, _ in seat.inspect.listening.heard():
        assert (start >= 5_000 and end <= 15_000) or (start >= 25_000 and end <= 35_000)
    for _ in range(120):
        seat.hear(100)
        seat.inspect.listening._on_frame()
    assert not seat.inspect.listening.playing, "behind the last clip is nothing to hear"


def test_a_mark_is_played_from_its_clip(seat: Seat) -> None:
    second = seat.inspect.marking.annotations[1]
    seat.inspect.sound.go_to(second.at_ms)
    seat.key(K.Key_Space)
    seat.hear(1_000)
    ((start, end, _),) = seat.inspect.listening.heard()
    assert start == pytest.approx(30_000, abs=60) and end == pytest.approx(31_000, abs=150)


def test_a_call_without_any_sound_says_so(office: Office, tmp_path: Path) -> None:
    seat = sit_with(office, *sent(tmp_path, "none"))
    seat.wait(lambda: seat.text("call_sound") == "Audio missing")
    assert not seat.inspect.is_ready and seat.find(type(seat.page.header), "call_header")


def test_the_tag_goes_with_the_next_call(calls: list[str], office: Office, tmp_path: Path) -> None:
    seat = sit_with(office, *sent(tmp_path, "clips"))
    seat.wait(lambda: seat.inspect.is_ready)
    assert seat.page.header._sound.isVisible()
    seat.window.open_call(calls[0])
    seat.opened(calls[0])
    assert not seat.page.header._sound.isVisible()
