"""Is there anything to play on? Without a sound card time must still run."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def audio_output() -> str | None:
    """VLC's output module to force: ``QA_DESKTOP_AOUT``, ``dummy`` without a sound card, or None.

    None lets VLC choose the system's own.
    """
    return os.environ.get("QA_DESKTOP_AOUT") or (None if has_sound_card() else "dummy")


def has_sound_card() -> bool:
    """On Linux a playback device or a running sound server; elsewhere it is taken for granted."""
    if sys.platform != "linux":
        return True
    if os.environ.get("PULSE_SERVER") or any(Path("/dev/snd").glob("pcm*p")):
        return True
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}")
    return any((runtime / socket).exists() for socket in ("pulse/native", "pipewire-0"))
