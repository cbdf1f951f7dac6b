"""Made ``g729_tone.wav``: 0.6 s of a 400 Hz tone in G.729, which nothing here can encode.

Packet after packet those bits are kept whose decoding comes nearest to the tone. So it is nobody's
recording, and no encoder's output: ``python tests/audio/make_g729.py`` writes it again.
"""

from __future__ import annotations

import random
from pathlib import Path

import av
import numpy as np
from audio_files import wav_of_packets

TONE = Path(__file__).with_name("g729_tone.wav")
HZ = 400
_PACKETS, _SAMPLES, _BYTES = 60, 80, 10
_LOUD = 6_000


def _decoded(packets: list[bytes]) -> np.ndarray:
    codec = av.CodecContext.create("g729", "r")
    codec.sample_rate, codec.layout = 8_000, "mono"
    frames = [frame for each in packets for frame in codec.decode(av.Packet(each))]
    return np.concatenate([frame.to_ndarray().reshape(-1) for frame in frames]).astype(float)


def _nearness(packets: list[bytes]) -> float:
    """Of the last packet and the one before it, which sounds on: how much is the tone, how loud."""
    end = len(packets) * _SAMPLES
    at = np.arange(max(end - 2 * _SAMPLES, 0), end)
    sound = _decoded(packets)[at[0] : end]
    tone = 2 * abs(np.mean(sound * np.exp(-2j * np.pi * HZ * at / 8_000)))
    loud = np.sqrt(2 * np.mean(sound**2)) + 1
    return float(tone / loud - 0.15 * abs(np.log(loud / _LOUD)))


def _next(before: list[bytes], chance: random.Random) -> bytes:
    """The best of some packets, its bits then changed one or two at a time while that helps."""
    starts = [*before[-2:], *(chance.randbytes(_BYTES) for _ in range(15 if before else 40))]
    near, best = max((_nearness([*before, packet]), packet) for packet in starts)
    for _ in range(3):
        for bit in chance.sample(range(8 * _BYTES), 8 * _BYTES):
            other = bytearray(best)
            for each in [bit, chance.randrange(8 * _BYTES)][: chance.choice([1, 1, 2])]:
                other[each // 8] ^= 1 << each % 8
            now = _nearness([*before, bytes(other)])
            if now > near:
                near, best = now, bytes(other)
    return best


if __name__ == "__main__":
    packets: list[bytes] = []
    for _ in range(_PACKETS):
        packets.append(_next(packets, random.Random(len(packets))))
    TONE.write_bytes(wav_of_packets(0x83, _BYTES, 1_000, b"".join(packets)))
