"""What is in this file, and can it be listened to?"""

from __future__ import annotations

from pathlib import Path

from qa_desktop.audio.decoder import probe_in_child
from qa_desktop.audio.facts import AudioFacts

__all__ = ["AudioFacts", "probe"]


def probe(path: Path) -> AudioFacts:
    """Codec, container, channels, rate and duration, by content; a child process looks.

    The beginning is decoded as a proof that there is something to hear.
    Raises ``UserFacingError`` with the reason when there is not.
    """
    return probe_in_child(path)
