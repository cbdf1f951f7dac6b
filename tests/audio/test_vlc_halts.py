"""Where playing pauses by itself: the last sample that the real VLC lets sound."""

from __future__ import annotations

import numpy as np
from test_vlc_player import PIECE, Stage, place_of, recording, stage

__all__ = ["recording", "stage"]

TOLERANCE_MS = 50
"""-7 to -2 ms measured on an idle machine."""


def last_sounded(stage: Stage, at: float) -> float:
    """The place in the source of what sounded at that moment."""
    block = max((b for b in stage.tap.emitted if b.due <= at), key=lambda b: b.due)
    assert len(block.samples) >= PIECE
    return place_of(block.samples[:, 0]) + (at - block.due) * 1000


def test_playing_stops_where_it_was_told_to(stage: Stage) -> None:
    playback = stage.playback
    errors = []
    for begin, halt in ((0, 600), (600, 1_150), (12_345, 12_900)):
        playback.seek_to(begin)
        playback.halt_at(halt)
        playback.play()
        stage.until(lambda: not playback.playing)
        stage.until(lambda: stage.tap.paused_at is not None)
        assert playback.halt_ms is None, "once"
        errors.append(last_sounded(stage, stage.tap.paused_at or 0.0) - halt)
    assert abs(np.median(errors)) <= TOLERANCE_MS
