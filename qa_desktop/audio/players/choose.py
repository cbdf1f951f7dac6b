"""Which engine plays on this machine."""

from __future__ import annotations

import os
from contextlib import suppress

from qa_desktop.audio.player import Player
from qa_desktop.errors import UserFacingError

_NO_VLC = (ImportError, OSError, AttributeError, NameError)
"""python-vlc fails in each of these ways when the library is absent or too old."""


def load_engines() -> None:
    """Import what ``choose_player`` will need; on any thread, so that no window waits for it."""
    with suppress(*_NO_VLC):
        from qa_desktop.audio.players.vlc_player import load_vlc

        load_vlc()


def choose_player() -> Player:
    """VLC where libvlc 3 is installed, else Qt Multimedia.

    ``QA_DESKTOP_PLAYER=vlc|qt|fake`` asks for one; raises ``UserFacingError`` when the one that
    was asked for is not there.
    """
    wanted = os.environ.get("QA_DESKTOP_PLAYER", "")
    if wanted == "fake":
        from qa_desktop.audio.players.fake import FakePlayer

        return FakePlayer()
    if wanted in ("", "vlc"):
        try:
            from qa_desktop.audio.players.vlc_player import VlcPlayer

            return VlcPlayer()
        except _NO_VLC as error:
            if wanted:
                raise UserFacingError("audio.no_player", name=wanted) from error
    if wanted in ("", "qt"):
        return _qt_player(wanted or "qt")
    raise UserFacingError("audio.no_player", name=wanted)


def _qt_player(name: str) -> Player:
    try:
        from qa_desktop.audio.players.qt_player import QtPlayer

        return QtPlayer()
    except ImportError as error:
        raise UserFacingError("audio.no_player", name=name) from error
