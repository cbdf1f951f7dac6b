"""What is in this file, and can it be listened to?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qa_desktop.audio.decode import BLOCK_FRAMES
from qa_desktop.audio.facts import AudioFacts, to_ms
from qa_desktop.audio.sources import AudioSource, damaged, open_source

__all__ = ["AudioFacts", "probe"]


def probe(path: Path) -> AudioFacts:
    """Codec, container, channels, rate and duration, by content.

    The beginning is decoded as a proof that there is something to hear.
    Raises ``UserFacingError`` with the reason when there is not.
    """
    with open_source(path) as source:
        duration_ms = _duration_ms(source)
    if duration_ms == 0:
        raise damaged(path)
    return replace(source.facts, duration_ms=duration_ms)


def _duration_ms(source: AudioSource) -> int:
    first = next(source.blocks(BLOCK_FRAMES), None)
    if first is None:
        return 0
    promised = source.measure_ms()
    if first.shape[1] < BLOCK_FRAMES and source.facts.duration_ms:
        return min(promised, to_ms(first.shape[1], source.facts.sample_rate)) or promised
    return promised
