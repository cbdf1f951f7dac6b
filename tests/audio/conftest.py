"""Recordings of every kind, made by ffmpeg and by hand when the tests begin."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from audio_files import MAKE, RATE, SECONDS, run_ffmpeg, speech_like, wav_of_packets, write_wav


@pytest.fixture(scope="session")
def formats(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the same 3.2 s of a 440 Hz tone in every format."""
    folder = tmp_path_factory.mktemp("formats")
    tone = ["-f", "lavfi", "-i", f"sine=f=440:r={RATE}:d={SECONDS}", "-ac", "2"]
    for name, options in MAKE.items():
        run_ffmpeg(*tone, *options, str(folder / name))
    noise = random.Random(1)
    for name, magic, head, length in [
        ("amr_nb.amr", b"#!AMR\n", b"\x3c", 31),
        ("amr_wb.amr", b"#!AMR-WB\n", b"\x44", 60),
    ]:  # nobody ships an encoder; any bits are a valid frame of 20 ms
        frames = b"".join(head + noise.randbytes(length) for _ in range(160))
        (folder / name).write_bytes(magic + frames)
    g729 = noise.randbytes(10 * 320)  # 10 ms each, as are any bits
    (folder / "g729.wav").write_bytes(wav_of_packets(0x83, 10, 1_000, g729))
    rates = (bytes([noise.randrange(256) & 0xFC]) for _ in range(107))  # all at 6.3 kbit/s
    g723 = b"".join(rate + noise.randbytes(23) for rate in rates)
    (folder / "g723.wav").write_bytes(wav_of_packets(0x42, 24, 800, g723))
    return folder


@pytest.fixture
def call(tmp_path: Path) -> Path:
    """A two-channel PCM WAV of 3.2 s."""
    return write_wav(tmp_path / "call.wav", speech_like())
