"""Make a recording ready to be heard and drawn: exactly seekable sound and its peaks.

VLC seeks exactly only in linear WAV (measured: MP3 off by −160 to +1,090 ms). So a checked PCM,
A-law or µ-law WAV plays where it lies, and everything else is decoded once to a PCM WAV in the
cache. Sound and drawing come from the same samples.
"""

from __future__ import annotations

import wave
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

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
    playable, peaks_file = _cached_wav(path, sha256, folder), _named(folder, sha256, ".peaks")
    with open_source(path, cancelled) as source:
        peaks = _cached_peaks(peaks_file, playable)
        if peaks is None:
            with _disk_errors(path):
                making = _Making(path, source, progress, cancelled)
                peaks = making.run(peaks_file, playable)
        facts = replace(source.facts, duration_ms=peaks.duration_ms)
    return Prepared(playable, peaks, facts)


def prepare_source(
    source: AudioSource, files: Path, progress: Progress, cancelled: Callable[[], bool]
) -> Prepared:
    """What an open source gives, whatever it is made of; cached as ``files`` with endings."""
    wav, peaks_file = files.with_name(f"{files.name}.wav"), files.with_name(f"{files.name}.peaks")
    peaks = _cached_peaks(peaks_file, wav)
    if peaks is None:
        with _disk_errors(files):
            peaks = _Making(files, source, progress, cancelled).run(peaks_file, wav)
    return Prepared(wav, peaks, replace(source.facts, duration_ms=peaks.duration_ms))


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
    return path if plays_in_place(path) else _named(folder, sha256, ".wav")


def _named(folder: Path, sha256: str, ending: str) -> Path:
    return folder / sha256[:2] / f"{sha256}{ending}"


def _cached_peaks(peaks_file: Path, playable: Path) -> Peaks | None:
    """Peaks made before, if the sound they belong to is there as well."""
    if not plays_in_place(playable):
        return None
    try:
        return Peaks.open(peaks_file)
    except StalePeaksError:
        return None


@dataclass(frozen=True)
class _Making:
    """One pass over a recording that makes its peaks and, where needed, its playable file."""

    path: Path
    source: AudioSource
    progress: Progress
    cancelled: Callable[[], bool]

    def run(self, peaks_file: Path, playable: Path) -> Peaks:
        facts = replace(self.source.facts, duration_ms=self.source.measure_ms())
        wanted = listening_format(facts)
        stream = to_listening(facts, wanted, self.source.blocks(BLOCK_FRAMES))
        with ExitStack() as files:
            if playable != self.path:
                writer = files.enter_context(_wav_writer(playable, wanted))
                stream = _written(stream, writer, self.path)
            expected = facts.duration_ms * wanted.sample_rate // 1000
            peaks = build_peaks(stop_when(self.cancelled, stream), wanted, expected, self.progress)
            if not peaks.total_frames:
                raise damaged(self.path)
        write_peaks(peaks, peaks_file)
        return Peaks.open(peaks_file)


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
        writer.writeframesraw(np.ascontiguousarray(block.T, "<i2").tobytes())
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
