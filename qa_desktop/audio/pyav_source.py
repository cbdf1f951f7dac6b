"""Reading through FFmpeg's libraries (PyAV): AAC/M4A, AMR, WMA, G.72x and damaged files."""

from __future__ import annotations

import contextlib
import errno
import io
import itertools
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import IO, Any, Final

import av
import av.error
import numpy as np

from qa_desktop.audio.amr_frames import amr_ms
from qa_desktop.audio.facts import AudioFacts
from qa_desktop.audio.sources import Block, UnreadableError
from qa_desktop.domain.clips import LONGEST_MS

_FORMATS: Final = (
    "aac,ac3,aiff,amr,amrnb,amrwb,ape,asf,au,avi,caf,eac3,flac,g722,g723_1,g726,g729,gsm,"
    "matroska,mov,mp3,mpeg,mpegts,ogg,tta,voc,w64,wav,webm,wv"
)
"""The only formats FFmpeg may recognise: none that names other files (playlists, concat, HLS)."""
_CODECS: Final = (
    "aac,aac_fixed,aac_latm,ac3,ac3_fixed,eac3,alac,amrnb,amrwb,ape,flac,g722,g723_1,g726,g726le,"
    "g729,gsm,gsm_ms,ilbc,libgsm,libgsm_ms,libopencore_amrnb,libopencore_amrwb,libopus,libspeex,"
    "libvorbis,mp1,mp1float,mp2,mp2float,mp3,mp3float,nellymoser,opus,qcelp,sipr,speex,truespeech,"
    "tta,vorbis,wavpack,wmalossless,wmapro,wmav1,wmav2,wmavoice,"
    "adpcm_g722,adpcm_g726,adpcm_g726le,adpcm_ima_oki,adpcm_ima_qt,adpcm_ima_wav,adpcm_ms,"
    "adpcm_yamaha,pcm_alaw,pcm_mulaw,pcm_bluray,pcm_dvd,pcm_f32be,pcm_f32le,pcm_f64be,pcm_f64le,"
    "pcm_s8,pcm_s16be,pcm_s16le,pcm_s24be,pcm_s24le,pcm_s32be,pcm_s32le,pcm_u8"
)
"""The only decoders that are used: of sound, so a picture in the file is never decoded."""
_OPTIONS: Final = {
    "format_whitelist": _FORMATS,
    "codec_whitelist": _CODECS,
    "protocol_whitelist": "none",
}
"""The bytes come from an open stream, so no protocol is ever needed."""
_CODEC_NAMES: Final = {
    **{"gsm_ms": "gsm", "libgsm_ms": "libgsm"},
    **{"adpcm_ima_wav": "ima_adpcm", "adpcm_ms": "ms_adpcm"},
}
"""FFmpeg's → libsndfile's, where both read the same."""
_WITHOUT_LENGTH: Final = {"aac", "ac3", "amr", "eac3", "g722", "g723_1", "gsm", "mp3"}
"""Bare streams of packets. FFmpeg guesses their length from the bit rate; ``measure_ms`` counts."""
_OPUS_RATES: Final = {8_000, 12_000, 16_000, 24_000}
"""Those that Opus codes by themselves."""
_FIRST_SHARE: Final = 4
"""The first block is so much shorter, to be drawn soon: eight seconds of Opus take FFmpeg 30 ms."""
_ERRORS: Final = (av.error.FFmpegError, ValueError)


def _open(stream: IO[bytes]) -> Any:
    return av.open(stream, "r", options=_OPTIONS, metadata_errors="ignore")


class _Stream(io.FileIO):
    """A damaged index sends FFmpeg before the beginning: that is its error, not the disk's."""

    def seek(self, offset: int, whence: int = 0, /) -> int:
        try:
            return super().seek(offset, whence)
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
            return -1


class PyAvSource:
    """See ``sources.AudioSource``."""

    def __init__(self, path: Path) -> None:
        self._stream = _Stream(path)
        try:
            self._container = _open(self._stream)
        except _ERRORS as error:
            self._stream.close()
            raise UnreadableError(str(error)) from error
        try:
            self._audio = self._container.streams.audio[0]
            _refuse_unknown(self._audio.codec_context)
            self._frames = _decode(self._container, self._audio)
            first = next(self._frames)
        except UnreadableError:
            self.close()
            raise
        except (IndexError, StopIteration, *_ERRORS) as error:
            self.close()
            raise UnreadableError("no audio can be decoded") from error
        self._first = first
        self._path = path
        self.facts = self._read_facts(first)

    def blocks(self, frames: int) -> Iterator[Block]:
        """``frames`` is a wish here: blocks have up to about that size."""
        batcher = _Batcher(self._first, self.facts.sample_rate, frames)
        return batcher.convert(itertools.chain([self._first], self._frames))

    def measure_ms(self) -> int:
        """Counted packet by packet where the file does not say it (0.25 s per hour of MP3)."""
        return self.facts.duration_ms or _count_ms(self._path)

    def close(self) -> None:
        self._container.close()
        self._stream.close()

    def __enter__(self) -> PyAvSource:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def _read_facts(self, first: Any) -> AudioFacts:
        return AudioFacts(
            codec=_codec_name(self._audio.codec_context.name),
            container=_container_name(self._container.format.name),
            channels=len(first.layout.channels),
            sample_rate=_rate_before_opus(self._audio.codec_context) or first.sample_rate,
            duration_ms=self._duration_ms(),
        )

    def _duration_ms(self) -> int:
        """0 for more than a day as well: an MP4 whose writer died says 149 hours."""
        found = 0
        if self._container.format.name in _WITHOUT_LENGTH:
            return 0
        if self._audio.duration and self._audio.time_base:
            seconds = self._audio.duration * self._audio.time_base
            found = int(1000 * (seconds - _before_the_first(self._container, self._audio)))
        elif self._container.duration:
            found = int(1000 * self._container.duration / av.time_base)
        return found if found <= LONGEST_MS else 0


def _codec_name(ffmpeg_name: str) -> str:
    name = ffmpeg_name.removesuffix("float")
    return _CODEC_NAMES.get(name, name)


def _rate_before_opus(codec: Any) -> int:
    """Opus is decoded at 48 kHz, whatever went in: six times the room for telephony. Its header
    says the rate before (RFC 7845, 5.1); 0 where that is none that loses nothing, or not Opus."""
    head = codec.extradata or b""
    if codec.name != "opus" or len(head) < 16:
        return 0
    rate = int.from_bytes(head[12:16], "little")
    return rate if rate in _OPUS_RATES else 0


def _before_the_first(container: Any, audio: Any) -> Fraction:
    """Seconds that Ogg counts and nobody hears: what Opus has decoded before its first sample
    (pre-skip, RFC 7845, 4.2)."""
    head = audio.codec_context.extradata or b""
    if container.format.name != "ogg" or audio.codec_context.name != "opus" or len(head) < 12:
        return Fraction(0)
    return Fraction(int.from_bytes(head[10:12], "little"), 48_000)


def _refuse_unknown(codec: Any) -> None:
    """``codec`` is None for one that this build of FFmpeg has no decoder for."""
    if codec is None or codec.name not in _CODECS.split(","):
        raise UnreadableError("no decoder for this")


def resampled(stream: Iterator[Block], channels: int, rate: int, wanted: int) -> Iterator[Block]:
    """Blocks of one or two ``channels`` from ``rate`` to ``wanted`` Hz."""
    layout = "mono" if channels == 1 else "stereo"
    resampler = av.AudioResampler("s16", layout, wanted)
    for block in stream:
        packed = np.ascontiguousarray(block.T).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(packed, format="s16", layout=layout)
        frame.sample_rate = rate
        yield from map(_samples, resampler.resample(frame))
    yield from map(_samples, resampler.resample(None))


def _samples(frame: Any) -> Block:
    """Of a frame of 16 bits: its own memory, frame by frame; what it has more is padding."""
    channels = len(frame.layout.channels)
    samples = np.frombuffer(frame.planes[0], np.int16, frame.samples * channels)
    return samples.reshape(-1, channels).T


class _Batcher:
    """Frames of any sample format to int16 batches of one rate and layout."""

    def __init__(self, first: Any, rate: int, frames: int) -> None:
        self._layout, self._rate = first.layout, rate
        self._most = max(frames * first.sample_rate // rate, 1)
        self._batch = max(self._most // _FIRST_SHARE, 1)
        self._resampler = self._new_resampler()

    def convert(self, frames: Iterator[Any]) -> Iterator[Block]:
        """A codec's frames are so short (20 ms) that to convert each by itself, or to take it up
        from Python, would cost more than to decode it: FFmpeg's own queue collects them."""
        waiting = av.AudioFifo()
        for frame in frames:
            try:
                waiting.write(frame)
            except ValueError:  # another rate or layout from here on
                yield from self._converted(waiting)
                waiting = av.AudioFifo()
                waiting.write(frame)
            while waiting.samples >= self._batch:
                yield from self._arrays(waiting.read(self._batch))
                self._batch = min(2 * self._batch, self._most)
        yield from self._converted(waiting)
        yield from self._arrays(None)

    def _converted(self, waiting: av.AudioFifo) -> Iterator[Block]:
        if waiting.samples:
            yield from self._arrays(waiting.read())

    def _arrays(self, frame: Any) -> Iterator[Block]:
        try:
            converted = self._resampler.resample(frame)
        except ValueError:
            # The stream changed its rate or layout on the way (AAC does): what the old
            # resampler still holds first, then a new one to the same target.
            yield from self._arrays(None)
            self._resampler = self._new_resampler()
            converted = self._resampler.resample(frame)
        except av.error.EOFError:
            converted = []
        yield from map(_samples, converted)

    def _new_resampler(self) -> av.AudioResampler:
        return av.AudioResampler("s16", self._layout, self._rate)


def _decode(container: Any, audio: Any) -> Iterator[Any]:
    """All frames that can be decoded; damaged packets are left out."""
    packets, decode = container.demux(audio), audio.codec_context.decode
    while True:
        try:
            packet = next(packets)
        except (StopIteration, *_ERRORS):
            return
        try:
            for frame in decode(packet):
                frame.pts = None  # gaps in time stamps must not become gaps in the sound
                yield frame
        except _ERRORS:
            continue


def _count_ms(path: Path) -> int:
    """The length by the packets, without decoding them."""
    known = amr_ms(path)
    if known is not None:
        return known
    with _Stream(path) as stream, _open(stream) as container:
        audio = container.streams.audio[0]
        ticks = 0
        with contextlib.suppress(*_ERRORS):
            for packet in container.demux(audio):
                ticks += packet.duration or 0
        return int(1000 * ticks * audio.time_base)


def _container_name(ffmpeg_name: str) -> str:
    return "mp4" if "mp4" in ffmpeg_name else ffmpeg_name.split(",")[0]
