"""The presenter in a room with a projector: who sees which window, and what happens when its cable
falls out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QRect

from qa_desktop.services.playlists import CaseForm, PlaylistForm, add_cases, add_playlist
from qa_desktop.store.workspace import Workspace
from qa_desktop.ui.presenter.placing import other_screen
from tests.ui.window.two_screens import OWN, WALL

_ROOT = Path(__file__).parents[3]


@pytest.fixture
def shown(calls: list[str], tmp_path: Path) -> dict[str, Any]:
    """Where the windows were, from a process with two screens."""
    with Workspace.open(tmp_path / "workspace") as workspace:
        playlist = add_playlist(workspace, PlaylistForm("第 47 周")).ids[0]
        add_cases(workspace, playlist, [CaseForm(call) for call in calls])
    screens = [
        {"name": name, "x": place.x(), "y": 0, "width": place.width(), "height": place.height(),
         "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
        for name, place in (("own", OWN), ("wall", WALL))
    ]  # fmt: skip
    told = tmp_path / "screens.json"
    told.write_text(json.dumps({"screens": screens}))
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.window.two_screens", tmp_path / "workspace", playlist],
        cwd=_ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={told}"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def place(rect: Sequence[int]) -> QRect:
    return QRect(*rect)


def test_the_room_has_its_screen_and_the_trainer_the_own(shown: dict[str, Any]) -> None:
    assert [place(each) for each in shown["screens"]] == [OWN, WALL]
    two = shown["two"]
    assert place(two["stage"]) == WALL and two["fills"]
    assert OWN.contains(place(two["trainer"]))
    assert shown["playing"]["playing"], "the trainer's keys are the presenter's"
    gone = shown["unplugged"]
    assert not gone["playing"], "nobody saw it"
    assert OWN.contains(place(gone["stage"])) and not gone["fills"], "not over the trainer's own"
    assert OWN.contains(place(gone["trainer"])) and gone["notice"]
    assert shown["alone"]["playing"] and not shown["alone"]["notice"]
    again = shown["again"]
    assert place(again["stage"]) == WALL and again["fills"]
    assert OWN.contains(place(again["trainer"])) and again["playing"]
    assert shown["left"] == ["main_window"]


def screen(x: int, width: int = 1280) -> Any:
    return SimpleNamespace(geometry=lambda: QRect(x, 0, width, 720))


def test_a_mirrored_projector_is_no_second_screen() -> None:
    own, mirror, beside = screen(0), screen(0, 1024), screen(1280)
    assert other_screen([own], own) is None
    assert other_screen([own, mirror], own) is None
    assert other_screen([own, mirror, beside], own) is beside
    assert other_screen([beside, own], own) is beside
