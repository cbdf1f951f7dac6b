"""Making recordings for the tests."""

from __future__ import annotations

import struct
import subprocess
import wave
from pathlib import Path

import numpy as np

RATE = 8_000
SECONDS = 3.2
MAKE = {
    "pcm.wav": ["-c:a", "pcm_s16le"],
    "u8.wav": ["-c:a", "pcm_u8"],
    "s24.wav": ["-c:a", "pcm_s24le"],
    "s32.wav": ["-c:a", "pcm_s32le"],
    "float.wav": ["-c:a", "pcm_f32le"],
    "alaw.wav": ["-c:a", "pcm_alaw"],
    "ulaw.wav": ["-c:a", "pcm_mulaw"],
    "ima.wav": ["-c:a", "adpcm_ima_wav"],
    "ms_adpcm.wav": ["-c:a", "adpcm_ms"],
    "rf64.wav": ["-rf64", "always"],
    "gsm.wav": ["-c:a", "libgsm_ms", "-ac", "1"],
    "mp3.mp3": ["-c:a", "libmp3lame", "-b:a", "32k"],
    "vbr_without_length.mp3": ["-c:a", "libmp3lame", "-q:a", "5", "-write_xing", "0"],
    "mono_cbr.mp3": ["-c:a", "libmp3lame", "-b:a", "16k", "-ac", "1"],
    "vbr.mp3": ["-c:a", "libmp3lame", "-q:a", "5"],
    "mono_vbr.mp3": ["-c:a", "libmp3lame", "-q:a", "7", "-ac", "1"],
    "mp3_in.wav": ["-c:a", "libmp3lame", "-b:a", "32k"],
    "vorbis.ogg": ["-c:a", "libvorbis"],
    "opus.opus": ["-c:a", "libopus"],
    "mono.opus": ["-c:a", "libopus", "-ac", "1", "-b:a", "16k"],
    "flac.flac": [],
    "m4a.m4a": ["-c:a", "aac"],
    "adts.aac": ["-c:a", "aac"],
    "wma.wma": ["-c:a", "wmav2"],
    "g722.wav": ["-c:a", "g722", "-ac", "1", "-ar", "16000"],
    "bare.g722": ["-c:a", "g722", "-ac", "1", "-ar", "16000"],
    "g726.wav": ["-c:a", "g726", "-ac", "1"],
    "bare.gsm": ["-c:a", "libgsm", "-ac", "1"],
    "phone.3gp": ["-c:a", "aac"],
    "sun.au": ["-c:a", "pcm_mulaw"],
    "mac.aiff": [],
}


def run_ffmpeg(*arguments: str) -> None:
    subprocess.run(["ffmpeg", "-nostdin", "-loglevel", "error", "-y", *arguments], check=True)


def write_wav(path: Path, samples: np.ndarray, rate: int = RATE) -> Path:
    """``samples`` are planar int16, shape (channels, frames)."""
    with wave.open(str(path), "wb") as writer:
        writer.setparams((len(samples), 2, rate, 0, "NONE", ""))
        writer.writeframes(np.ascontiguousarray(samples.T).tobytes())
    return path


def speech_like(channels: int = 2, seconds: float = SECONDS, rate: int = RATE) -> np.ndarray:
    """Planar int16: noise whose loudness changes every quarter of a second, never repeating."""
    generator = np.random.default_rng(7)
    frames = int(seconds * rate)
    loudness = generator.uniform(200, 9_000, (channels, frames // (rate // 4) + 1))
    envelope = np.repeat(loudness, rate // 4, axis=1)[:, :frames]
    smooth = generator.standard_normal((channels, frames)) * envelope / 3
    return smooth.clip(-32_768, 32_767).astype(np.int16)


def patched(source: Path, out: Path, chunk: bytes, offset: int, kind: str, value: int) -> Path:
    """A copy of a WAV with one header field changed: ``offset`` bytes after the chunk's name."""
    content = bytearray(source.read_bytes())
    struct.pack_into(kind, content, content.index(chunk) + offset, value)
    out.write_bytes(content)
    return out


def wav_of_packets(tag: int, packet: int, bytes_per_second: int, packets: bytes) -> bytes:
    """A mono WAV at 8 kHz of a codec that nobody here encodes; ``packet`` is its bytes."""
    form = struct.pack("<HHIIHHH", tag, 1, RATE, bytes_per_second, packet, 0, 0)
    body = b"WAVEfmt " + struct.pack("<I", len(form)) + form
    body += b"data" + struct.pack("<I", len(packets)) + packets
    return b"RIFF" + struct.pack("<I", len(body)) + body
