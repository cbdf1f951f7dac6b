"""Reading through libsndfile: every usual WAV, FLAC, Vorbis, Opus and MP3."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import soundfile

from qa_desktop.audio.facts import AudioFacts, to_ms
from qa_desktop.audio.mp3_frames import with_true_length
from qa_desktop.audio.sources import Block, NoSoundError, UnreadableError, extra_decoder

_CONTAINERS: Final = {"WAVEX": "wav", "RF64": "wav"}
_READ: Final = {
    *("WAV", "WAVEX", "RF64", "W64", "AIFF", "AU", "CAF", "FLAC", "OGG", "MP3", "NIST", "VOC"),
}
"""What calls are recorded in. libsndfile knows more: formats of samplers and of mathematics, some
of them recognised by so little that other files look like them."""
_CODECS: Final = {
    "PCM_S8": "pcm_s8",
    "PCM_U8": "pcm_u8",
    "PCM_16": "pcm_s16",
    "PCM_24": "pcm_s24",
    "PCM_32": "pcm_s32",
    "FLOAT": "pcm_f32",
    "DOUBLE": "pcm_f64",
    "ALAW": "alaw",
    "ULAW": "ulaw",
    "GSM610": "gsm",
    "IMA_ADPCM": "ima_adpcm",
    "MS_ADPCM": "ms_adpcm",
    "MPEG_LAYER_III": "mp3",
    "VORBIS": "vorbis",
    "OPUS": "opus",
}
_FLOATS: Final = {"FLOAT", "DOUBLE"}


class _SequentialFile(soundfile.SoundFile):  # type: ignore[misc]
    """Read from front to back only.

    soundfile seeks after every block of a seekable file, which costs time, and in Opus changes
    the samples; it also refuses to read past a wrong frame count.
    """

    def seekable(self) -> bool:
        return False


class SndfileSource:
    """See ``sources.AudioSource``."""

    def __init__(self, path: Path) -> None:
        # A descriptor instead of a name: any bytes may stand in a name, and "x.raw" is judged
        # by its content too. Windows' C runtimes do not share descriptors.
        self._descriptor = os.open(path, os.O_RDONLY) if sys.platform != "win32" else None
        self._led: io.RawIOBase | None = None
        target = str(path) if self._descriptor is None else self._descriptor
        try:
            self._file = _SequentialFile(target, closefd=False)
            if self._file.format == "MP3":
                self._tell_length(path)
        except (soundfile.LibsndfileError, TypeError, UnreadableError) as error:
            self._close_files()
            raise UnreadableError(str(error)) from error
        if self._file.format not in _READ:
            self.close()
            raise UnreadableError(self._file.format)
        self._path = path
        self.facts = self._read_facts()
        if self.facts.duration_ms == 0:
            self.close()
            raise NoSoundError

    def blocks(self, frames: int) -> Iterator[Block]:
        as_float = self._file.subtype in _FLOATS
        buffer = np.empty((frames, self._file.channels), np.float32 if as_float else np.int16)
        done = 0
        while True:
            try:
                block = self._file.read(out=buffer)
            except soundfile.LibsndfileError:
                yield from _rest_by_ffmpeg(self._path, self.facts, frames, done)
                return
            if not len(block):
                return
            done += len(block)
            yield _to_int16(block.T) if as_float else block.T

    def measure_ms(self) -> int:
        return self.facts.duration_ms

    def close(self) -> None:
        self._file.close()
        self._close_files()

    def __enter__(self) -> SndfileSource:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def _read_facts(self) -> AudioFacts:
        file = self._file
        container = _CONTAINERS.get(file.format, file.format.lower())
        codec = "flac" if container == "flac" else _CODECS.get(file.subtype, file.subtype.lower())
        duration_ms = to_ms(max(file.frames, 0), file.samplerate) if file.samplerate > 0 else 0
        return AudioFacts(codec, container, file.channels, file.samplerate, duration_ms)

    def _tell_length(self, path: Path) -> None:
        led = with_true_length(path)
        if led is not None:
            self._file.close()
            self._led = led
            self._file = _SequentialFile(led)

    def _close_files(self) -> None:
        if self._led is not None:
            self._led.close()
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _rest_by_ffmpeg(path: Path, facts: AudioFacts, frames: int, done: int) -> Iterator[Block]:
    """From frame ``done`` on: libsndfile throws a block away in which it meets an error.

    Nothing where FFmpeg reads other channels or another rate: the file says two things."""
    decoder = extra_decoder()
    if decoder is None:
        return
    try:
        source = decoder.PyAvSource(path)
    except UnreadableError:
        return
    with source:
        found = source.facts
        if (found.channels, found.sample_rate) != (facts.channels, facts.sample_rate):
            return
        for block in source.blocks(frames):
            skipped = min(done, block.shape[1])
            done -= skipped
            if skipped < block.shape[1]:
                yield block[:, skipped:]


def _to_int16(samples: np.ndarray[Any, np.dtype[np.float32]]) -> Block:
    """Float ±1 to int16; louder is clipped, not wrapped round, and NaN is silence."""
    scaled = np.nan_to_num(samples * np.float32(32767), posinf=32767, neginf=-32767)
    return np.ascontiguousarray(np.clip(np.rint(scaled), -32768, 32767).astype(np.int16))
