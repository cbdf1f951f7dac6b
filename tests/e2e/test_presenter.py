"""A session as the room hears it: three cases with stops, played by the real VLC through the real
widgets to the end; the last sample before each stop is where the stop is."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from qa_desktop.audio.players.vlc_player import VlcPlayer
from qa_desktop.audio.players.vlc_tap import SampleTap
from qa_desktop.services.importing import import_recordings
from qa_desktop.services.playlists import CaseForm, PlaylistForm, add_cases, add_playlist, add_stop
from qa_desktop.store.calls import find_calls
from qa_desktop.store.connection import connect
from qa_desktop.store.playlists import read_playlist
from qa_desktop.store.workspace import DATABASE, Workspace
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.preferences import Preferences, read_preferences
from qa_desktop.ui.tasks import Desk

RATE = 8_000
PIECE = 80
"""10 ms of noise are enough to be found again."""
WITHIN_MS = 50
FRAMES = 6
"""So many reports of where it is come at most in the frame before a stop and at it."""
SPANS = ((200, 1_500), (0, 1_000), (700, 1_600))
STOPS = ((700, 1_200), (450,), (1_100, 1_600))


def noise(seed: int) -> np.ndarray:
    draw = np.random.default_rng(seed)
    return (draw.normal(size=6 * RATE) * 3_000).clip(-32_000, 32_000).astype(np.int16)


@pytest.fixture
def playlist(tmp_path: Path) -> str:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(3):
        name = f"20261120-0935{n:02}-0617-13800000000.wav"
        soundfile.write(folder / name, noise(n), RATE, subtype="PCM_16")
    with Workspace.open(tmp_path / "workspace", name="李敏", number="Q017") as workspace:
        import_recordings(workspace.folder, lambda act: act(workspace), [folder])
        calls = find_calls(workspace.db, workspace.person)
        id = add_playlist(workspace, PlaylistForm("第 47 周")).ids[0]
        forms = [CaseForm(call.id, *span) for call, span in zip(calls, SPANS, strict=True)]
        add_cases(workspace, id, forms)
        for case, stops in zip(read_playlist(workspace.db, id).cases, STOPS, strict=True):
            for at in stops:
                add_stop(workspace, case.id, at, "weakness", "", f"在 {at}")
    return id


@pytest.fixture
def seat(playlist: str, tmp_path: Path, qtbot: Any) -> Iterator[tuple[MainWindow, SampleTap]]:
    """The tap outlives the player, which calls it until it is closed."""
    desk = Desk(tmp_path / "workspace")
    desk.open("李敏", "Q017")
    db = connect(tmp_path / "workspace" / DATABASE, readonly=True)
    preferences = Preferences(desk, read_preferences(db))
    db.close()
    made = MainWindow(desk, preferences)
    made.show()
    player = VlcPlayer()
    tap = SampleTap(player, RATE, 1)
    made.use_player(player)
    yield made, tap
    made.close()
    player.close()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    assert tap.emitted


def place_of(sound: np.ndarray, source: np.ndarray) -> float:
    """Where these samples lie in the source, in ms."""
    size = 2 ** int(np.ceil(np.log2(len(source) + PIECE)))
    piece = np.conj(np.fft.rfft(sound[:PIECE].astype(np.float64), size))
    likeness = np.fft.irfft(np.fft.rfft(source.astype(np.float64), size) * piece, size)
    return float(np.argmax(likeness[: len(source)]) * 1000 / RATE)


def last_sounded(tap: SampleTap, source: np.ndarray) -> float:
    at = tap.paused_at or time.monotonic()
    block = max((b for b in tap.emitted if b.due <= at), key=lambda b: b.due)
    return place_of(block.samples[:, 0], source) + (at - block.due) * 1000


def waited_ms() -> float:
    """How long threads of this process have been ready to run while the machine ran others: for
    that the presenter cannot answer. 0 where the system does not tell (not Linux)."""
    waited_ns = 0
    for thread in Path("/proc/self/task").glob("*"):
        with suppress(OSError):  # it has ended meanwhile
            waited_ns += int((thread / "schedstat").read_text().split()[1])
    return waited_ns / 1_000_000


def test_the_real_player_stops_at_every_stop(
    seat: tuple[MainWindow, SampleTap], qtbot: Any
) -> None:
    window, tap = seat
    window.show_screen("sessions")
    page = window.screen("sessions").playlists
    qtbot.waitUntil(lambda: page.opened is not None and page.sound.is_ready)
    page.present()
    presenter = page.presenter
    qtbot.waitUntil(lambda: presenter.playlist is not None and presenter.stage.isVisible())
    waited: list[float] = []
    page.sound.moved.connect(lambda _ms: waited.append(waited_ms()))
    errors, asked, paused_before = [], [], None
    while presenter.moment.phase != "over":
        phase = presenter.moment.phase
        if phase == "playing":
            qtbot.waitUntil(lambda: presenter.moment.phase != "playing")
            last_frames = waited[-FRAMES:]
            qtbot.waitUntil(lambda before=paused_before: tap.paused_at not in (None, before))
            held_up, paused_before = waited_ms() - last_frames[0], tap.paused_at
            case, stop = presenter.moment.case, presenter.script.stop(presenter.moment)
            wanted = stop.at_ms if stop is not None else SPANS[case][1]
            errors.append((last_sounded(tap, noise(case)) - wanted, held_up))
            asked.append((case, wanted, presenter.moment.phase))
        else:
            press(presenter.stage, Qt.Key.Key_Space)
    assert asked == [
        (0, 700, "asking"),
        (0, 1_200, "asking"),
        (0, 1_500, "summary"),
        (1, 450, "asking"),
        (1, 1_000, "summary"),
        (2, 1_100, "asking"),
        (2, 1_600, "asking"),
    ]
    assert all(abs(error) <= WITHIN_MS + held_up for error, held_up in errors), errors
    press(presenter.stage, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.presenter is None)


def press(window: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(window, key)
