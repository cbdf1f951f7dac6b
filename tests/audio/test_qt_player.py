"""The real Qt Multimedia, in a process of its own: no sound card, no screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import numpy as np
import pytest
from audio_files import write_wav

SCRIPT = """
import json, sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEventLoop
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
from qa_desktop.audio.players.choose import choose_player
player = choose_player()
seen = {"name": player.name, "positions": [], "playing": [], "ended": 0, "failed": []}
player.on_position = seen["positions"].append
player.on_playing = seen["playing"].append
player.on_error = seen["failed"].append
def ended():
    seen["ended"] += 1
player.on_end = ended
def until(condition):
    timer = QElapsedTimer()
    timer.start()
    while not condition() and timer.elapsed() < 15000:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
    return condition()
player.play(); player.pause(); player.seek(5)
player.load(Path(sys.argv[1]))
player.seek(1500)
player.set_rate(100)
player.set_volume(50)
player.play()
until(lambda: any(seen["positions"]))
seen["from_the_target"] = 1500 <= next(filter(None, seen["positions"])) < 2000
seen["to_the_end"] = until(lambda: seen["ended"] == 1)
del seen["positions"][:]
player.seek(500)
player.play()
seen["again"] = until(lambda: any(500 <= ms < 1500 for ms in seen["positions"]))
player.pause()
seen["paused"] = until(lambda: seen["playing"][-1] is False)
player.load(Path(sys.argv[2]))
player.play()
seen["refused"] = until(lambda: seen["failed"])
player.close(); player.close(); player.play(); player.seek(1); player.load(Path(sys.argv[1]))
print(json.dumps(seen))
"""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict:
    folder = tmp_path_factory.mktemp("qt")
    call = write_wav(folder / "call.wav", np.ones((1, 8_000 * 3), np.int16))
    (folder / "no.wav").write_text("no sound at all")
    environment = {"QA_DESKTOP_PLAYER": "qt", "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(call), str(folder / "no.wav")],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=100,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("what", ["from_the_target", "to_the_end", "again", "paused"])
def test_it_plays_from_where_it_is_told_to_the_end_and_again(seen: dict, what: str) -> None:
    assert seen["name"] == "Qt Multimedia"
    assert seen[what] is True


def test_what_it_cannot_play_is_reported_by_name(seen: dict) -> None:
    assert seen["failed"][0] == "no.wav"
