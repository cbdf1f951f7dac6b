"""Make a recording ready to be heard and drawn: exactly seekable sound, its peaks, and what is
where in it.

VLC seeks exactly only in linear WAV (measured: MP3 off by −160 to +1,090 ms). So a checked PCM,
A-law or µ-law WAV plays where it lies, and everything else is decoded once to a PCM WAV in the
cache. Sound and drawing come from the same samples.
"""

from __future__ import annotations

import os
import wave
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Final, NamedTuple

import numpy as np

from qa_desktop.audio.decode import (
    PASS_FRAMES,
    PLAIN_PASS_FRAMES,
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
from qa_desktop.domain.talk import Channel
from qa_desktop.errors import UserFacingError, reason_of
from qa_desktop.store.durable import durable_file

_SENT_BYTES: Final = 16 << 20
"""Sent to the disk at a time."""


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
    agents_channel: Channel = "left"
    """Of the playable file. In ``peaks`` and ``sound`` the agent is the first whatever it is."""

    @property
    def duration_ms(self) -> int:
        return self.facts.duration_ms

    def with_agent_on(self, channel: Channel) -> Prepared:
        """As it was prepared, for a telephone system that records the agent on ``channel``."""
        if channel == self.agents_channel:
            return self
        return replace(
            self,
            peaks=self.peaks.swapped(),
            sound=self.sound.swapped(),
            agents_channel=channel,
        )


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
        frames = PLAIN_PASS_FRAMES if playable == self.path else PASS_FRAMES
        stream = to_listening(facts, wanted, self.source.blocks(frames))
        mapper = SoundMapper(wanted.channels, wanted.sample_rate)
        with ThreadPoolExecutor(1) as beside:
            with ExitStack() as open_files:
                if playable != self.path:
                    wav = open_files.enter_context(_wav(playable, wanted))
                    stream = _written(stream, wav, self.path)
                expected = facts.duration_ms * wanted.sample_rate // 1000
                stream = stop_when(self.cancelled, stream)
                peaks = build_peaks(stream, wanted, expected, self.progress, mapper.feed)
                if not peaks.duration_ms:  # some stray samples are no sound either
                    raise damaged(self.path)
                mapping = beside.submit(mapper.result, peaks)
            write_peaks(peaks, _ending(files, ".peaks"))
            sound = mapping.result()
        write_sound_map(sound, _ending(files, ".sound"))
        return _Drawn(Peaks.open(_ending(files, ".peaks")), sound)


class _Wav:
    """A WAV that is written, and sent to the disk piece by piece on a thread of its own: its end
    need not wait for all of it."""

    def __init__(self, file: IO[bytes], writer: wave.Wave_write, disk: Executor) -> None:
        self._file, self._writer, self._disk = file, writer, disk
        self._waiting = 0
        self._sent: Future[None] | None = None

    def write(self, block: Block) -> None:
        self._writer.writeframesraw(np.ascontiguousarray(block.T, "<i2").data)
        self._waiting += block.nbytes
        if self._waiting >= _SENT_BYTES:
            self.wait()
            self._sent = self._disk.submit(os.fsync, self._file.fileno())
            self._waiting = 0

    def wait(self) -> None:
        """Raises what the disk said: it says it once."""
        if self._sent is not None:
            self._sent.result()


@contextmanager
def _wav(out: Path, wanted: ListeningFormat) -> Iterator[_Wav]:
    with durable_file(out) as file, ThreadPoolExecutor(1) as disk, wave.open(file, "wb") as writer:
        writer.setparams((wanted.channels, 2, wanted.sample_rate, 0, "NONE", ""))
        wav = _Wav(file, writer, disk)
        yield wav
        wav.wait()


def _written(stream: Iterator[Block], wav: _Wav, path: Path) -> Iterator[Block]:
    """Pass the blocks on after writing them."""
    room = WAV_LIMIT_BYTES
    for block in stream:
        room -= block.nbytes
        if room < 0:
            raise UserFacingError("audio.too_long", file=shown_name(path))
        wav.write(block)
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
