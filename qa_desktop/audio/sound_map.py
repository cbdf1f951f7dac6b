"""What is where in the sound of a call: speech, ringing, music, and how loud it all is.

Computed once, in the pass that makes the peaks: ``SoundMapper`` takes the same blocks. What
follows from it (silences, talking at once, where to go on) is arithmetic in ``domain.talk``.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from qa_desktop.audio.loudness import gain_db, integrated
from qa_desktop.audio.peaks import BUCKET, Peaks
from qa_desktop.audio.sources import Block
from qa_desktop.audio.spectra import EVERY_MS, Spectra, SpectrumSampler
from qa_desktop.audio.speech import Power, frame_buckets, frame_power, spans_of, speech_mask
from qa_desktop.audio.tones import music_spans, ring_spans
from qa_desktop.domain.clips import Span, merged, within
from qa_desktop.domain.talk import LONG_SILENCE_MS, SKIPPED_MS, Band, Side, overtalk, silences
from qa_desktop.store.durable import durable_file

_VERSION: Final = 2
"""Raised whenever the same sound would give another map: what is cached is then made again."""
_LONGEST: Final = 100_000_000
_WINDOWS: Final = 6
"""Of spectra, to each side of a frame: about five seconds."""
_QUIETEST_DB: Final = -96.3
"""One bit of 16."""


class StaleMapError(Exception):
    """Damaged, missing, or written by another version: compute it again."""


Spans = tuple[Span, ...]


@dataclass(frozen=True)
class SoundMap:
    """Of a whole recording; spans are [from ms, to ms) in order, one tuple per channel (agent
    first), music and ringing are not speech."""

    duration_ms: int
    speech: tuple[Spans, ...]
    music: tuple[Spans, ...]
    ring: tuple[Spans, ...]
    loudness: float | None
    """LUFS (EBU R128), None where there is nothing to hear."""
    peak_db: float
    """The loudest sample, full scale 0."""
    here: Spans | None = None
    """All that can be heard of a recording of which there are only clips; None for everything."""

    def swapped(self) -> SoundMap:
        """The second channel first."""
        return replace(self, speech=self.speech[::-1], music=self.music[::-1], ring=self.ring[::-1])

    def sound_of(self, side: Side) -> list[Span]:
        """Where anything is to be heard with these channels in the ears."""
        chosen = self._channels(side)
        kinds = (self.speech, self.music, self.ring)
        return merged(span for kind in kinds for n in chosen for span in kind[n])

    def speech_of(self, side: Side) -> list[Span]:
        """Where anybody of these speaks."""
        return merged(span for n in self._channels(side) for span in self.speech[n])

    def silence_starts(self, side: Side) -> list[int]:
        """Where these are silent for ``SKIPPED_MS`` or more, beginnings in order; sound that is
        only missing here is no silence."""
        found = silences(self.sound_of(side), self.duration_ms, SKIPPED_MS)
        return [begin for a, b in found for begin, _ in self._heard(a, b, SKIPPED_MS)]

    def gain_db(self) -> float:
        """What makes this call as loud as every other; nothing for one in which nobody speaks."""
        return gain_db(self.loudness, self.peak_db) if self.sound_of("both") else 0.0

    @cached_property
    def bands(self) -> tuple[Band, ...]:
        """What is shown on the lanes."""
        return tuple(
            Band(first, last, band.kind, band.channel)
            for band in sorted(self._bands(), key=lambda band: (band.from_ms, band.to_ms))
            for first, last in self._here(band)
        )

    def _bands(self) -> Iterator[Band]:
        for a, b in silences(self.sound_of("both"), self.duration_ms, LONG_SILENCE_MS):
            yield Band(a, b, "silence")
        if len(self.speech) == 2:
            for a, b in overtalk(*self.speech):
                yield Band(a, b, "overtalk")
        for channel, (music, ring) in enumerate(zip(self.music, self.ring, strict=True)):
            yield from (Band(a, b, "music", channel) for a, b in music)
            yield from (Band(a, b, "ring", channel) for a, b in ring)

    def _here(self, band: Band) -> list[Span]:
        """Silence that is only missing sound is none."""
        least = LONG_SILENCE_MS if band.kind == "silence" else 1
        return self._heard(band.from_ms, band.to_ms, least)

    def _heard(self, from_ms: int, to_ms: int, least_ms: int) -> list[Span]:
        """What of a stretch can be heard here, in pieces of ``least_ms`` or more."""
        if self.here is None:
            return [(from_ms, to_ms)]
        return [span for span in within(self.here, from_ms, to_ms) if _ms(span) >= least_ms]

    def _channels(self, side: Side) -> range:
        if side == "both" or len(self.speech) < 2:
            return range(len(self.speech))
        return range(0, 1) if side == "agent" else range(1, 2)


class SoundMapper:
    """Feed it the blocks that the peaks are made from; with those peaks it makes the map."""

    def __init__(self, channels: int, sample_rate: int) -> None:
        self._sampler = SpectrumSampler(channels, sample_rate)

    def feed(self, block: Block) -> None:
        """The next samples, shape ``(channels, n)`` with any ``n``."""
        self._sampler.feed(block)

    def result(self, peaks: Peaks) -> SoundMap:
        """``peaks`` are the finished ones of the same blocks."""
        return map_sound(peaks, self._sampler.result())


def map_sound(peaks: Peaks, spectra: Spectra) -> SoundMap:
    power = frame_power(peaks)
    rate, duration = peaks.sample_rate, peaks.duration_ms
    frame_ms = frame_buckets(rate) * BUCKET * 1000 / rate
    mask = speech_mask(power)
    speech, music, ring = [], [], []
    for channel in range(peaks.channels):
        row, tone = power[channel], spectra.ring[channel]
        played = music_spans(row, frame_ms, tone, spectra.flatness[channel])
        heard = _without(spans_of(mask[channel], rate, duration), played)
        rings = ring_spans(heard, row, frame_ms, tone)
        music.append(tuple(played))
        ring.append(tuple(rings))
        speech.append(tuple(_without(heard, rings)))
    loudness, peak_db = _loudness(power, frame_ms, spectra), _peak_db(peaks)
    return SoundMap(duration, tuple(speech), tuple(music), tuple(ring), loudness, peak_db)


def write_sound_map(found: SoundMap, out: Path) -> None:
    """Atomically, with a checksum."""
    said = {field.name: getattr(found, field.name) for field in fields(found)}
    body = json.dumps(said, separators=(",", ":")).encode()
    head = f"QASOUND {_VERSION} {zlib.crc32(body)}\n".encode()
    with durable_file(out, sync=False) as stream:
        stream.write(head + body)


def read_sound_map(path: Path) -> SoundMap:
    """Raises ``StaleMapError``."""
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        if head != f"QASOUND {_VERSION} {zlib.crc32(body)}".encode() or len(body) > _LONGEST:
            raise StaleMapError("damaged or of another version")
        said: dict[str, Any] = json.loads(body)
    except (OSError, ValueError) as error:
        raise StaleMapError(str(error)) from error
    for kind in ("speech", "music", "ring"):
        said[kind] = tuple(tuple((a, b) for a, b in channel) for channel in said[kind])
    here = said.pop("here")
    return SoundMap(**said, here=None if here is None else tuple((a, b) for a, b in here))


def _without(spans: list[Span], taken: list[Span]) -> list[Span]:
    """What of the spans does not lie in the others; both in order, without overlaps."""
    kept: list[Span] = []
    passed = 0
    for begin, end in spans:
        at = begin
        while passed < len(taken) and taken[passed][1] <= begin:
            passed += 1
        number = passed
        while number < len(taken) and taken[number][0] < end:
            kept.append((at, taken[number][0]))
            at = taken[number][1]
            number += 1
        kept.append((at, end))
    return [(begin, end) for begin, end in kept if begin < end]


def _ms(span: Span) -> int:
    return span[1] - span[0]


def _loudness(power: Power, frame_ms: float, spectra: Spectra) -> float | None:
    """R128 blocks of 400 ms every 100, weighted by the spectra around them."""
    windows = spectra.power.shape[1]
    if not power.shape[1] or not windows:
        return None
    # Loud frames are vowels, which K-weighting leaves alone: what counts is the weight of the
    # energy around a frame, not that of the one window next to it
    weight = np.stack([_around(row) for row in spectra.weighted])
    weight /= np.stack([_around(row) for row in spectra.power])
    centre = (np.arange(power.shape[1]) + 0.5) * frame_ms
    nearest = np.minimum((centre / EVERY_MS).astype(np.int64), windows - 1)
    weighted = (power * weight[:, nearest]).sum(axis=0, dtype=np.float64)
    block, step = max(round(400 / frame_ms), 1), max(round(100 / frame_ms), 1)
    sums = np.concatenate([[0.0], np.cumsum(weighted)])
    starts = np.arange(0, max(len(weighted) - block, 0) + 1, step)
    ends = np.minimum(starts + block, len(weighted))
    return integrated((sums[ends] - sums[starts]) / (ends - starts))


def _around(row: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """Sums over ``_WINDOWS`` windows to each side."""
    sums = np.concatenate([[0.0], np.cumsum(row, dtype=np.float64)])
    at = np.arange(len(row))
    last = np.minimum(at + _WINDOWS + 1, len(row))
    around: npt.NDArray[np.float64] = sums[last] - sums[np.maximum(at - _WINDOWS, 0)]
    return around


def _peak_db(peaks: Peaks) -> float:
    low, high, _ = peaks.levels[0]
    loudest = max(int(high.max(initial=0)), -int(low.min(initial=0)))
    return float(20 * np.log10(loudest / 32_768)) if loudest else _QUIETEST_DB
