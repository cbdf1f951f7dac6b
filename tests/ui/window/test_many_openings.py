"""Calls opened, played and closed over and over: nothing of them stays behind."""

from __future__ import annotations

import gc
import shutil
from pathlib import Path
from typing import NamedTuple

import psutil
import pytest
import soundfile
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from qa_desktop.audio.decoder_process import WAITING
from qa_desktop.audio.players.vlc_player import VlcPlayer
from qa_desktop.services.importing import import_recordings
from qa_desktop.store.calls import find_calls
from qa_desktop.store.workspace import Workspace
from tests.factories import write_wav
from tests.ui.window.conftest import Office, Seat

_MEGABYTE = 1 << 20
_GROWN_MB = 24
"""Allocators keep what they once had; what leaks grows with every call."""
_GROWN_OBJECTS = 8
"""Animations and timers come and go; one object a call would be twice as many."""


class Held(NamedTuple):
    threads: int
    handles: int
    children: int
    objects: int
    """Of Qt, in the window."""
    megabytes: float


def held(seat: Seat) -> Held:
    gc.collect()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    us = psutil.Process()
    handles = us.num_handles() if hasattr(us, "num_handles") else us.num_fds()
    objects = len(seat.window.findChildren(QObject))
    megabytes = us.memory_info().rss / _MEGABYTE
    return Held(us.num_threads(), handles, len(us.children()), objects, megabytes)


@pytest.fixture
def kinds(tmp_path: Path) -> list[str]:
    """Calls that play in place and calls that are decoded first."""
    folder = tmp_path / "recordings"
    plain = write_wav(folder / "20261120-093500-0617-13800000000.wav", 3.0)
    samples, rate = soundfile.read(plain)
    for number, (kind, subtype) in enumerate([("FLAC", "PCM_16"), ("OGG", "OPUS"), ("MP3", None)]):
        name = folder / f"20261120-09350{number + 1}-0617-13800000000.{kind.lower()}"
        soundfile.write(name, samples * 0.5, rate, format=kind, subtype=subtype)
    with Workspace.open(tmp_path / "workspace", name="李敏", number="Q017") as workspace:
        import_recordings(workspace.folder, lambda act: act(workspace), [folder])
        return [call.id for call in find_calls(workspace.db, workspace.person)]


def open_each(seat: Seat, calls: list[str], times: int) -> None:
    """``times`` openings; each plays until it is heard. The cache is emptied now and then."""
    for number in range(times):
        if number % 20 == 0:
            shutil.rmtree(seat.folder / "cache", ignore_errors=True)
        seat.window.open_call(calls[number % len(calls)])
        seat.opened(calls[number % len(calls)])
        seat.inspect.listening.toggle()
        seat.wait(lambda: seat.inspect.listening.playing)
        QApplication.processEvents()


def check(office: Office, calls: list[str], warm: int, times: int) -> None:
    seat = office.sit()
    seat.window.use_player(VlcPlayer())
    open_each(seat, calls, warm)
    before = held(seat)
    open_each(seat, calls, times)
    left: list[list[str]] = [[]]

    def is_all_gone() -> bool:
        """Threads of the player and a decoder that has just finished go by themselves, soon."""
        left[0] = more(before, held(seat))
        return not left[0]

    try:
        seat.wait(is_all_gone)
    except seat.qtbot.TimeoutError:
        pytest.fail(f"stayed behind: {left[0]}; there was {before}")


def more(before: Held, after: Held) -> list[str]:
    """What there is more of than may be."""
    most = Held(
        before.threads + 2,
        before.handles + 4,
        WAITING,
        before.objects + _GROWN_OBJECTS,
        before.megabytes + _GROWN_MB,
    )
    return [
        f"{name}: {now}"
        for name, now, limit in zip(Held._fields, after, most, strict=True)
        if now > limit
    ]


def test_openings_leave_nothing(office: Office, kinds: list[str]) -> None:
    check(office, kinds, warm=4, times=16)


@pytest.mark.slow
@pytest.mark.timeout(1_800)
def test_five_hundred_openings_leave_nothing(office: Office, kinds: list[str]) -> None:
    check(office, kinds, warm=60, times=500)
