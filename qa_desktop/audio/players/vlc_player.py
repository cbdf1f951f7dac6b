"""Playing through the system's (or the packaged) VLC 3."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from qa_desktop.audio.players.sound_card import audio_output
from qa_desktop.audio.sources import shown_name
from qa_desktop.domain.talk import Channel

_OPTIONS: Final = (
    "--ignore-config",
    "--quiet",
    "--no-video",
    "--no-spu",
    "--no-sub-autodetect-file",
    "--no-metadata-network-access",
    "--no-media-library",
    "--audio-time-stretch",
)
"""No video, no network, nothing of the person's own VLC settings; the pitch is kept."""
_MEDIA_OPTIONS: Final = (":start-paused", ":demux=wav")
"""Ready at once, and never taken for anything but the WAV that was checked."""
_LIBRARIES: Final = {
    "linux": ("libvlccore.so.9", "libvlc.so.5"),
    "win32": ("libvlccore.dll", "libvlc.dll"),
    "darwin": ("libvlccore.dylib", "libvlc.dylib"),
}
"""The second links to the first by its bare name, so the first has to be there before it."""
_CHANNELS: Final[dict[Channel | None, int]] = {None: 1, "left": 3, "right": 4}
"""``libvlc_AudioChannel_Stereo``, ``_Left``, ``_Right``."""
_LOUDEST: Final = 200
REPORT_LEAD_MS: Final = 45
"""VLC reports the end of the 50 ms block it has just queued; the sound is that much behind
(measured against the time stamps given to ``audio_set_callbacks``)."""


class VlcPlayer:
    """See ``audio.player.Player``. One VLC instance and one media player, reused for every file.

    VLC calls the listeners on its own threads, where calling back into VLC can deadlock: they
    are called with the bare report, nothing else happens there.
    """

    has_sides = True
    on_position: Callable[[int], None] | None = None
    on_playing: Callable[[bool], None] | None = None
    on_end: Callable[[], None] | None = None
    on_error: Callable[[str], None] | None = None

    def __init__(self) -> None:
        vlc = load_vlc()
        output = audio_output()
        options = [*_OPTIONS, *([f"--aout={output}"] if output else [])]
        self._vlc = vlc
        self._instance = vlc.Instance(options)
        if self._instance is None:
            raise OSError("libvlc could not start")
        self.name = f"VLC {vlc.libvlc_get_version().decode().split()[0]}"
        self.media_player = self._instance.media_player_new()
        """VLC's own object, for taps that look at the samples (``vlc_tap``)."""
        self._start_at: int | None = None
        self._file_name = ""
        self._attach()

    def load(self, path: Path) -> None:
        if self._instance is None:
            return
        self.media_player.stop()
        media = self._instance.media_new_path(os.fsencode(path))
        for option in _MEDIA_OPTIONS:
            media.add_option(option)
        self._file_name = shown_name(path)
        self.media_player.set_media(media)
        media.release()
        self._start_at = None
        self.media_player.play()  # opens the file and pauses before the first sample

    def play(self) -> None:
        if not self._has_media():
            return
        if self._has_stopped():
            self._restart()
        self.media_player.set_pause(0)

    def pause(self) -> None:
        if self._has_media():
            self.media_player.set_pause(1)

    def seek(self, ms: int) -> None:
        if not self._has_media():
            return
        if self._has_stopped():
            self._start_at = ms
        else:
            self.media_player.set_time(ms)

    def set_rate(self, percent: int) -> None:
        if self._instance is not None:
            self.media_player.set_rate(percent / 100)

    def set_volume(self, percent: int, gain_db: float = 0.0) -> None:
        if self._instance is not None:
            # VLC's amplitude is the cube of its volume: 20 dB are 60 of its thirds
            louder = percent * 10 ** (gain_db / 60)
            self.media_player.audio_set_volume(min(round(louder), _LOUDEST))

    def set_channel(self, channel: Channel | None) -> bool:
        if self._instance is None:
            return True
        return bool(self.media_player.audio_set_channel(_CHANNELS[channel]) == 0)

    def close(self) -> None:
        if self._instance is None:
            return
        for event in self._listeners():
            self.media_player.event_manager().event_detach(event)
        self.media_player.stop()
        self.media_player.release()
        self._instance.release()
        self._instance = None

    def _restart(self) -> None:
        """After the end VLC takes no command until it was stopped and started again."""
        self.media_player.stop()
        self.media_player.play()
        if self._start_at is not None:
            self.media_player.set_time(self._start_at)
            self._start_at = None

    def _has_media(self) -> bool:
        return self._instance is not None and self.media_player.get_media() is not None

    def _has_stopped(self) -> bool:
        state = self._vlc.State
        return self.media_player.get_state() in (state.Ended, state.Stopped, state.Error)

    def _attach(self) -> None:
        manager = self.media_player.event_manager()
        for event, listener in self._listeners().items():
            manager.event_attach(event, listener)

    def _listeners(self) -> dict[Any, Callable[[Any], None]]:
        types = self._vlc.EventType
        return {
            types.MediaPlayerTimeChanged: self._on_time,
            types.MediaPlayerPlaying: lambda _: self.on_playing and self.on_playing(True),
            types.MediaPlayerPaused: lambda _: self.on_playing and self.on_playing(False),
            types.MediaPlayerStopped: lambda _: self.on_playing and self.on_playing(False),
            types.MediaPlayerEndReached: lambda _: self.on_end and self.on_end(),
            types.MediaPlayerEncounteredError: lambda _: (
                self.on_error and self.on_error(self._file_name)
            ),
        }

    def _on_time(self, event: Any) -> None:
        if self.on_position:
            self.on_position(max(event.u.new_time - REPORT_LEAD_MS, 0))


def load_vlc() -> Any:
    """The ``vlc`` module; raises ``OSError`` or ``ImportError`` where there is no VLC 3."""
    _point_to_packaged_vlc()
    import vlc

    if not vlc.libvlc_get_version().startswith(b"3."):
        raise OSError("libvlc is not version 3")
    return vlc


def _point_to_packaged_vlc() -> None:
    """Makes ``vlc/`` of the installed program the VLC that is loaded (``build_installer.spec``).

    Libraries and plugins of two versions do not fit together, so a VLC that the person's
    environment names is passed over. python-vlc reads the names once, when it is imported.
    """
    packaged = getattr(sys, "_MEIPASS", None)
    folder = Path(packaged, "vlc") if packaged else None
    if folder is None or not folder.is_dir():
        return
    libraries = _LIBRARIES.get(sys.platform, _LIBRARIES["linux"])
    for library in libraries:  # python-vlc would end the process where one does not load
        ctypes.CDLL(str(folder / library))
    os.environ["PYTHON_VLC_LIB_PATH"] = str(folder / libraries[-1])
    os.environ["PYTHON_VLC_MODULE_PATH"] = str(folder / "plugins")
    os.environ["VLC_PLUGIN_PATH"] = str(folder / "plugins")
