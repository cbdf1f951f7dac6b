"""Which engine plays, and what is said when the one asked for is missing."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

import pytest

from qa_desktop.audio.players import sound_card, vlc_player
from qa_desktop.audio.players.choose import choose_player
from qa_desktop.audio.players.fake import FakePlayer
from qa_desktop.errors import UserFacingError


def test_vlc_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QA_DESKTOP_PLAYER", raising=False)
    player = choose_player()
    assert player.name.startswith("VLC 3.")
    player.close()


def test_the_fake_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_DESKTOP_PLAYER", "fake")
    assert isinstance(choose_player(), FakePlayer)


def absent() -> None:
    raise OSError("no libvlc")


def test_without_vlc_qt_plays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QA_DESKTOP_PLAYER", raising=False)
    monkeypatch.setattr(vlc_player, "load_vlc", absent)
    monkeypatch.setattr("qa_desktop.audio.players.qt_player.QtPlayer", FakePlayer)
    assert choose_player().name == "Fake"


@pytest.mark.parametrize("wanted", ["vlc", "winamp"])
def test_a_player_that_is_not_there_is_said_plainly(
    monkeypatch: pytest.MonkeyPatch, wanted: str
) -> None:
    monkeypatch.setenv("QA_DESKTOP_PLAYER", wanted)
    monkeypatch.setattr(vlc_player, "load_vlc", absent)
    with pytest.raises(UserFacingError) as caught:
        choose_player()
    assert wanted in caught.value.say("zh")
    assert "VLC 3" in caught.value.say("en")


def test_no_sound_card_means_the_dummy_output(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QA_DESKTOP_AOUT", raising=False)
    monkeypatch.setattr(sound_card, "has_sound_card", lambda: False)
    assert sound_card.audio_output() == "dummy"
    monkeypatch.setattr(sound_card, "has_sound_card", lambda: True)
    assert sound_card.audio_output() is None
    monkeypatch.setenv("QA_DESKTOP_AOUT", "alsa")
    assert sound_card.audio_output() == "alsa"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a sound card is taken for granted")
def test_a_sound_server_counts_as_a_sound_card(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    monkeypatch.setattr(Path, "glob", lambda *_: iter(()))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert not sound_card.has_sound_card()
    (tmp_path / "pulse").mkdir()
    (tmp_path / "pulse" / "native").touch()
    assert sound_card.has_sound_card()


@pytest.fixture
def packaged(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """What an installed program takes for its own folder, and another VLC in the environment."""
    for name in ("PYTHON_VLC_LIB_PATH", "PYTHON_VLC_MODULE_PATH", "VLC_PLUGIN_PATH"):
        monkeypatch.setenv(name, "/another/vlc")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    return tmp_path


def test_without_a_packaged_vlc_the_environment_is_left_alone(packaged: Path) -> None:
    vlc_player._point_to_packaged_vlc()
    assert os.environ["PYTHON_VLC_LIB_PATH"] == "/another/vlc"


@pytest.mark.skipif(sys.platform != "linux", reason="finds the system's VLC as Linux names it")
def test_the_packaged_program_brings_its_own_vlc(packaged: Path) -> None:
    system = ctypes.CDLL("libvlc.so.5")
    folder = Path(_file_of(system)).parent
    (packaged / "vlc").mkdir()
    for library in ("libvlccore.so.9", "libvlc.so.5"):
        (packaged / "vlc" / library).symlink_to(folder / library)
    vlc_player._point_to_packaged_vlc()
    assert os.environ["PYTHON_VLC_LIB_PATH"] == str(packaged / "vlc" / "libvlc.so.5")
    assert os.environ["PYTHON_VLC_MODULE_PATH"] == str(packaged / "vlc" / "plugins")
    assert os.environ["VLC_PLUGIN_PATH"] == str(packaged / "vlc" / "plugins")


def test_a_packaged_vlc_that_does_not_load_ends_nothing(packaged: Path) -> None:
    (packaged / "vlc").mkdir()
    with pytest.raises(OSError, match="vlccore"):
        vlc_player.load_vlc()


def _file_of(library: ctypes.CDLL) -> str:
    """Where the loaded library lies on disk."""
    lines = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    return next(line.split()[-1] for line in lines if Path(library._name).stem in line)
