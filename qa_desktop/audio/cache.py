"""Make a recording ready to be heard and drawn: exactly seekable sound, its peaks, and what is
where in it.

VLC seeks exactly only in linear WAV (measured: MP3 off by −160 to +1,090 ms). So a checked PCM,
A-law or µ-law WAV plays where it lies, and everything else is decoded once to a PCM WAV in the
cache. Sound and drawing come from the same samples.
"""

from __future__ import annotations

import wave
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from qa_desktop.audio.decode import (
    BLOCK_FRAMES,
    WAV_LIMIT_BYTES,
    ListeningFormat,
    listening_format,
    never,
    stop_when,
    to_listening,
)
from qa_desktop.audio.facts import AudioFacts
from qa_desktop.audio.peaks import Peaks
from qa_desktop.audio.peaks_builder import Progress, build_peaks, ignore
from qa_desktop.audio.peaks_file import StalePeaksError, write_peaks
from qa_desktop.audio.sound_map import (
    SoundMap,
    SoundMapper,
    StaleMapError,
    read_sound_map,
    write_sound_map,
)
from qa_desktop.audio.sources import AudioSource, Block, damaged, open_source, shown_name
from qa_desktop.audio.wav_check import plays_in_place
from qa_desktop.errors import UserFacingError, reason_of
from qa_desktop.store.durable import durable_file


@dataclass(frozen=True)
class Prepared:
    """A recording that can be played at any millisecond and drawn at any zoom."""

    playable: Path
    peaks: Peaks
    facts: AudioFacts
    """Of the recording as it came; the duration is the one that was decoded."""
    sound: SoundMap
    """Speech, silence, music, loudness."""
    sounding: tuple[tuple[int, int], ...] | None = None
    """[from ms, to ms) of what is here; None for all of it (``audio.clips``)."""

    @property
    def duration_ms(self) -> int:
        return self.facts.duration_ms


def prepare(
    path: Path,
    sha256: str,
    folder: Path,
    progress: Progress = ignore,
    cancelled: Callable[[], bool] = never,
) -> Prepared:
    """Peaks and playable file of ``path``, from the cache or made in one pass over it.

    ``sha256`` is the hex hash of the content and names the cached files in ``folder``.
    ``progress`` gets the growing peaks on the calling thread, first after one block, then about
    every 100 ms. Raises ``UserFacingError`` (unreadable recording, disk full) and
    ``CancelledError``; in both cases nothing half-made stays behind.
    """
    playable, files = _cached_wav(path, sha256, folder), folder / sha256[:2] / sha256
    with open_source(path, cancelled) as source:
        drawn = _cached(files, playable)
        if drawn is None:
            with _disk_errors(path):
                drawn = _Making(path, source, progress, cancelled).run(files, playable)
        facts = replace(source.facts, duration_ms=drawn.peaks.duration_ms)
    return Prepared(playable, drawn.peaks, facts, drawn.sound)


def prepare_source(
    source: AudioSource, files: Path, progress: Progress, cancelled: Callable[[], bool]
) -> Prepared:
    """What an open source gives, whatever it is made of; cached as ``files`` with endings."""
    wav = _ending(files, ".wav")
    drawn = _cached(files, wav)
    if drawn is None:
        with _disk_errors(files):
            drawn = _Making(files, source, progress, cancelled).run(files, wav)
    facts = replace(source.facts, duration_ms=drawn.peaks.duration_ms)
    return Prepared(wav, drawn.peaks, facts, drawn.sound)


def playable(
    recording_path: Path,
    sha256: str,
    folder: Path,
    progress: Progress = ignore,
    cancelled: Callable[[], bool] = never,
) -> Path:
    """The file to give to a ``Player``; see ``prepare``."""
    return prepare(recording_path, sha256, folder, progress, cancelled).playable


def _cached_wav(path: Path, sha256: str, folder: Path) -> Path:
    return path if plays_in_place(path) else _ending(folder / sha256[:2] / sha256, ".wav")


def _ending(files: Path, ending: str) -> Path:
    return files.with_name(f"{files.name}{ending}")


class _Drawn(NamedTuple):
    peaks: Peaks
    sound: SoundMap


def _cached(files: Path, playable: Path) -> _Drawn | None:
    """Peaks and map made before, if the sound they belong to is there as well."""
    if not plays_in_place(playable):
        return None
    try:
        sound = read_sound_map(_ending(files, ".sound"))
        return _Drawn(Peaks.open(_ending(files, ".peaks")), sound)
    except (StalePeaksError, StaleMapError):
        return None


@dataclass(frozen=True)
class _Making:
    """One pass over a recording that makes its peaks, its map and, where needed, its playable
    file."""

    path: Path
    source: AudioSource
    progress: Progress
    cancelled: Callable[[], bool]

    def run(self, files: Path, playable: Path) -> _Drawn:
        """Windows replaces no file that somebody has open. Where another maker of the same was
        first and what it made is heard and drawn by now, this one's is dropped."""
        try:
            return self._make(files, playable)
        except PermissionError:
            made = _cached(files, playable)
            if made is None:
                raise
            return made

    def _make(self, files: Path, playable: Path) -> _Drawn:
        facts = replace(self.source.facts, duration_ms=self.source.measure_ms())
        wanted = listening_format(facts)
        stream = to_listening(facts, wanted, self.source.blocks(BLOCK_FRAMES))
        mapper = SoundMapper(wanted.channels, wanted.sample_rate)
        with ExitStack() as open_files:
            if playable != self.path:
                writer = open_files.enter_context(_wav_writer(playable, wanted))
                stream = _written(stream, writer, self.path)
            expected = facts.duration_ms * wanted.sample_rate // 1000
            stream = stop_when(self.cancelled, stream)
            peaks = build_peaks(stream, wanted, expected, self.progress, mapper.feed)
            if not peaks.duration_ms:  # some stray samples are no sound either
                raise damaged(self.path)
        with ThreadPoolExecutor(1) as beside:
            written = beside.submit(write_peaks, peaks, _ending(files, ".peaks"))
            sound = mapper.result(peaks)
            write_sound_map(sound, _ending(files, ".sound"))
            written.result()
        return _Drawn(Peaks.open(_ending(files, ".peaks")), sound)


@contextmanager
def _wav_writer(out: Path, wanted: ListeningFormat) -> Iterator[wave.Wave_write]:
    with durable_file(out) as file, wave.open(file, "wb") as writer:
        writer.setparams((wanted.channels, 2, wanted.sample_rate, 0, "NONE", ""))
        yield writer


def _written(stream: Iterator[Block], writer: wave.Wave_write, path: Path) -> Iterator[Block]:
    """Pass the blocks on after writing them."""
    room = WAV_LIMIT_BYTES
    for block in stream:
        room -= block.nbytes
        if room < 0:
            raise UserFacingError("audio.too_long", file=shown_name(path))
        writer.writeframesraw(np.ascontiguousarray(block.T, "<i2").data)
        yield block


@contextmanager
def _disk_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = reason_of(error)
        raise UserFacingError(
            "audio.cannot_prepare", file=shown_name(path), reason=reason
        ) from error
