"""Samples of any recording, block by block in bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from qa_desktop.audio.facts import AudioFacts
from qa_desktop.audio.sources import Block, extra_decoder, open_source
from qa_desktop.errors import CancelledError, UserFacingError

BLOCK_FRAMES: Final = 65_536
"""Seconds of a call, decoded in milliseconds: a child sends no more at once."""
PASS_FRAMES: Final = 262_144
"""Asked for by who reads all of a long recording: few calls into numpy and from thread to
thread, and the first of them soon decoded."""
PLAIN_PASS_FRAMES: Final = 2 * PASS_FRAMES
"""Where nothing has to be decoded there is no waiting for the first."""
MAX_LISTENING_CHANNELS: Final = 2
MAX_LISTENING_RATE: Final = 48_000
_LEAST_RATE: Final = 8_000
"""Telephony: a length that would need less is not true, or too long to be heard."""
WAV_LIMIT_BYTES: Final = 2**32 - 4096
"""The size field of a WAV file has 32 bits."""


@dataclass(frozen=True)
class ListeningFormat:
    """What a recording is turned into to be heard and drawn."""

    channels: int
    sample_rate: int


def never() -> bool:
    """The ``cancelled`` of a caller that never cancels."""
    return False


def blocks(
    path: Path, *, frames: int = BLOCK_FRAMES, cancelled: Callable[[], bool] = never
) -> Iterator[Block]:
    """Planar int16 blocks ``(channels, n)`` of the whole file as recorded.

    A truncated file gives what is there. Raises ``UserFacingError`` when the file cannot be
    read at all and ``CancelledError`` within one block of ``cancelled()`` becoming true.
    """
    with open_source(path, cancelled) as source:
        for block in stop_when(cancelled, source.blocks(frames)):
            yield block.copy()


def stop_when(cancelled: Callable[[], bool], stream: Iterator[Block]) -> Iterator[Block]:
    """The same blocks, until ``cancelled()``."""
    for block in stream:
        if cancelled():
            raise CancelledError
        yield block


def listening_format(facts: AudioFacts) -> ListeningFormat:
    """At most two channels and 48 kHz, and a rate at which the WAV stays below 4 GiB.

    Ten hours of stereo at 48 kHz would not fit: the rate is halved until they do.
    """
    channels = min(facts.channels, MAX_LISTENING_CHANNELS)
    rate = facts.sample_rate
    while rate > MAX_LISTENING_RATE or (
        rate // 2 >= _LEAST_RATE and _wav_bytes(channels, rate, facts) > WAV_LIMIT_BYTES
    ):
        rate = MAX_LISTENING_RATE if MAX_LISTENING_RATE < rate < 96_000 else rate // 2
    return ListeningFormat(channels, rate)


def to_listening(
    facts: AudioFacts, wanted: ListeningFormat, stream: Iterator[Block]
) -> Iterator[Block]:
    """Mix and resample blocks as recorded to blocks as heard; nothing is done in the usual case.

    Raises ``UserFacingError`` where the rate has to be changed and PyAV is not installed.
    """
    if facts.channels > wanted.channels:
        stream = (_mix_to_two(block) for block in stream)
    if facts.sample_rate != wanted.sample_rate:
        decoder = extra_decoder()
        if decoder is None:
            raise UserFacingError("audio.no_resampler", rate=facts.sample_rate)
        stream = decoder.resampled(stream, wanted.channels, facts.sample_rate, wanted.sample_rate)
    return stream


def _wav_bytes(channels: int, rate: int, facts: AudioFacts) -> int:
    return facts.duration_ms * rate // 1000 * channels * 2


def _mix_to_two(block: Block) -> Block:
    """Channels 1, 3, 5 … to the left, 2, 4, 6 … to the right, averaged so that nothing clips.

    Recorders with more than two channels give each line a pair, agent first.
    """
    return np.stack([block[side::2].mean(axis=0).astype(np.int16) for side in (0, 1)])
