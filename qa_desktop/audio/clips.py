"""Clips: some seconds cut out of a recording, and a recording of which there are only clips.

A clip is Ogg Vorbis, which libsndfile writes at every rate and whose samples lie where they were
(``tests/audio/test_clips.py`` measures it).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import soundfile

from qa_desktop.audio.cache import Prepared, prepare_source
from qa_desktop.audio.clip_sound import bleeped
from qa_desktop.audio.decode import (
    BLOCK_FRAMES,
    ListeningFormat,
    listening_format,
    never,
    stop_when,
    to_listening,
)
from qa_desktop.audio.facts import AudioFacts, to_ms
from qa_desktop.audio.peaks_builder import Progress, ignore
from qa_desktop.audio.sources import AudioSource, Block, open_source
from qa_desktop.domain.clips import LONGEST_MS, Span, merged

_QUALITY: Final = 0.6
"""libsndfile's 0 to 1, where 0 keeps most: about 1 kB a second of telephone speech."""


@dataclass(frozen=True)
class ClipFile:
    """Where the seconds of a clip lie in its recording, and the file that holds them."""

    from_ms: int
    to_ms: int
    path: Path


def cut(
    recording: Path,
    spans: Sequence[Span],
    place: Callable[[int], Path],
    cancelled: Callable[[], bool] = never,
    tones: Sequence[Span] = (),
) -> list[ClipFile]:
    """One file per span, in one pass over the recording and bounded memory; ``tones`` are heard
    in the place of what is there.

    ``place`` says where the n-th goes. A span that a truncated recording no longer holds gives
    none, one that it holds in part a shorter one. Raises ``UserFacingError`` for a recording that
    cannot be read.
    """
    made: list[ClipFile] = []
    ordered = merged(spans)
    with open_source(recording, cancelled) as source:
        facts = replace(source.facts, duration_ms=source.measure_ms())
        wanted = listening_format(facts)
        stream = to_listening(facts, wanted, source.blocks(BLOCK_FRAMES))
        files = _Files(wanted, place)
        try:
            sound = bleeped(stop_when(cancelled, stream), wanted.sample_rate, tones)
            for number, part in parts(sound, wanted.sample_rate, ordered):
                files.write(number, part)
        finally:
            files.close()
    for number, frames in files.frames.items():
        begin = ordered[number][0]
        made.append(ClipFile(begin, begin + to_ms(frames, wanted.sample_rate), files.paths[number]))
    return made


def parts(stream: Iterator[Block], rate: int, spans: Sequence[Span]) -> Iterator[tuple[int, Block]]:
    """(number of the span, samples of it) as they come; spans may overlap, and reading stops behind
    the last. The one place that cuts seconds out of sound."""
    ends = [(begin * rate // 1000, end * rate // 1000) for begin, end in spans]
    last, at = max((end for _, end in ends), default=0), 0
    for block in stream:
        after = at + block.shape[1]
        for number, (begin, end) in enumerate(ends):
            if begin < after and end > at:
                yield number, block[:, max(0, begin - at) : end - at]
        at = after
        if at >= last:
            return


class _Files:
    """A file for each span; spans come one after the other, and one at a time is open."""

    def __init__(self, wanted: ListeningFormat, place: Callable[[int], Path]) -> None:
        self._wanted, self._place = wanted, place
        self._file: Any = None
        self.frames: dict[int, int] = {}
        self.paths: dict[int, Path] = {}

    def write(self, number: int, part: Block) -> None:
        if number not in self.frames:
            self.close()
            self.paths[number], self.frames[number] = self._place(number), 0
            self._file = soundfile.SoundFile(
                str(self.paths[number]),
                "w",
                samplerate=self._wanted.sample_rate,
                channels=self._wanted.channels,
                format="OGG",
                subtype="VORBIS",
                compression_level=_QUALITY,
            )
        self._file.write(np.ascontiguousarray(part.T))
        self.frames[number] += part.shape[1]

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


def prepare_clips(
    recording: str,
    clips: Sequence[ClipFile],
    duration_ms: int,
    folder: Path,
    progress: Progress = ignore,
    cancelled: Callable[[], bool] = never,
) -> Prepared:
    """The whole recording (content hash) as far as there are clips of it, silent elsewhere, ready
    to be heard and drawn like any other; ``Prepared.sounding`` says where it is not silent.

    Raises ``UserFacingError`` for a clip that cannot be read.
    """
    spans = merged((clip.from_ms, clip.to_ms) for clip in clips)
    names = "".join(f"{clip.from_ms}-{clip.to_ms}-{clip.path.name}\n" for clip in clips)
    name = f"{recording}.clips-{hashlib.sha256(names.encode()).hexdigest()[:16]}"
    with _ClipsSource(sorted(clips, key=lambda clip: clip.from_ms), duration_ms) as source:
        made = prepare_source(source, folder / recording[:2] / name, progress, cancelled)
    here = tuple(spans)
    return replace(made, sounding=here, sound=replace(made.sound, here=here))


class _ClipsSource:
    """See ``sources.AudioSource``: clips at their places, silence between them."""

    def __init__(self, clips: Sequence[ClipFile], duration_ms: int) -> None:
        facts = [_facts_of(clip.path) for clip in clips]
        rate = max(each.sample_rate for each in facts)
        channels = max(each.channels for each in facts)
        said = min(duration_ms, LONGEST_MS)  # anybody may have signed any number
        length = max(said, max(clip.to_ms for clip in clips))
        self.facts = AudioFacts(facts[0].codec, facts[0].container, channels, rate, length)
        self._clips = clips

    def blocks(self, frames: int) -> Iterator[Block]:
        at, rate = 0, self.facts.sample_rate
        for clip in self._clips:
            begin = clip.from_ms * rate // 1000
            yield from self._silence(begin - at, frames)
            at = max(at, begin)
            for block in self._sound(clip, frames):
                part = block[:, max(0, at - begin) :]  # of one that overlaps the last
                begin += block.shape[1]
                if part.shape[1]:
                    yield part
                    at = begin
        yield from self._silence(self.facts.duration_ms * rate // 1000 - at, frames)

    def _silence(self, length: int, frames: int) -> Iterator[Block]:
        for start in range(0, max(0, length), frames):
            yield np.zeros((self.facts.channels, min(frames, length - start)), np.int16)

    def _sound(self, clip: ClipFile, frames: int) -> Iterator[Block]:
        """In the format of the whole."""
        wanted = ListeningFormat(self.facts.channels, self.facts.sample_rate)
        with open_source(clip.path) as source:
            facts = source.facts
            stream: Iterable[Block] = to_listening(facts, wanted, source.blocks(frames))
            for block in stream:
                yield np.broadcast_to(block, (wanted.channels, block.shape[1]))

    def measure_ms(self) -> int:
        return self.facts.duration_ms

    def close(self) -> None:
        """Every clip is opened for as long as it is read."""

    def __enter__(self) -> AudioSource:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()


def _facts_of(path: Path) -> AudioFacts:
    with open_source(path) as source:
        return source.facts
