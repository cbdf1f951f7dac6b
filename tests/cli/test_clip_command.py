"""``clip``: seconds of a call as a file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from qa_desktop.store.hidden_parts import SETTING
from qa_desktop.store.settings import set_setting
from qa_desktop.store.workspace import Workspace
from tests.cli.conftest import Cli
from tests.factories import write_wav


@pytest.fixture
def serial(cli: Cli, tmp_path: Path) -> str:
    write_wav(tmp_path / "in" / "20261120-093512-0617-S1.wav", 4.0)
    pattern = "{start:%Y%m%d-%H%M%S}-{agent}-{serial}"
    assert cli("import", "recordings", tmp_path / "in", "--pattern", pattern).status == 0
    return "S1"


@pytest.mark.parametrize("ending", ["wav", "MP3", "opus"])
def test_a_clip_is_saved(cli: Cli, serial: str, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"a.{ending}"
    answer = cli(
        *("clip", serial, "--from", "0:01", "--to", "2.5", "--bleep", "0:01.2-0:01.4"),
        *("--cut", "1.5–1.75", "--and", "3-3.5", "--gap", "tones", "--out", out, "--json"),
    )
    assert answer.status == 0, answer.err
    assert answer.document == {"file": str(out), "seconds": 2.75, "hidden_again": 0}
    assert abs(soundfile.info(out).duration - 2.75) < 0.02


def test_what_was_hidden_in_the_window_is_hidden_here_too(
    cli: Cli, serial: str, folder: Path, tmp_path: Path
) -> None:
    with Workspace.open(folder) as workspace:
        (recording,) = (id for (id,) in workspace.db.execute("SELECT id FROM recording"))
        parts = [[1_200, 1_400], [2_000, 2_300, "cut"], [3_500, 3_900, "cut"]]
        set_setting(workspace.db, SETTING, {recording: parts})
    out = tmp_path / "a.wav"
    answer = cli("clip", serial, "--from", 1, "--to", 3, "--out", out, "--json")
    assert answer.document == {"file": str(out), "seconds": 1.7, "hidden_again": 2}
    sound, rate = soundfile.read(out)
    bleeped = np.abs(np.fft.rfft(sound[rate * 22 // 100 : rate * 38 // 100, 0]))
    assert abs(np.argmax(bleeped) / 0.16 - 1_000) < 10
    again = cli("clip", serial, "--from", 1, "--to", 3, "--out", tmp_path / "b.wav")
    assert again.out.endswith("Still hidden from earlier clips: 2\n")


def test_what_is_wrong_is_said(cli: Cli, serial: str, tmp_path: Path) -> None:
    out = tmp_path / "a.wav"
    usual = ("clip", serial, "--from", 1, "--to", 2)
    assert cli(*usual, "--out", tmp_path / "a.ogg").status == 2
    assert cli(*usual, "--bleep", "2-1", "--out", out).status == 2
    assert cli(*usual, "--bleep", "soon", "--out", out).status == 2
    assert cli(*usual, "--gap-seconds", 11, "--out", out).status == 2
    beyond = cli("clip", serial, "--from", 1, "--to", 5, "--out", out, "--json")
    assert (beyond.status, beyond.error["id"]) == (3, "clip.beyond")
    assert "00:04.0" in beyond.error["message"]
    named = cli(*usual, "--out", tmp_path / "13812345678.wav", "--json")
    assert (named.status, named.error["id"]) == (3, "clip.name_has_number")
    assert not list(tmp_path.glob("*.wav"))
