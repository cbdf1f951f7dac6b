"""Calls made of parts that are known: speech, music, tones, silence. Planar float, full scale 1."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np

from qa_desktop.audio.peaks_builder import PeaksBuilder
from qa_desktop.audio.sound_map import SoundMap, SoundMapper

RATE = 8_000
Sound = np.ndarray


def silence(seconds: float, rate: int = RATE) -> Sound:
    """A line that hums at −66 dB."""
    return np.random.default_rng(3).standard_normal(round(seconds * rate)) * 5e-4


def talk(seconds: float, rate: int = RATE, db: float = -20.0, seed: int = 1) -> Sound:
    """A made-up voice: a buzz through formants that change with every syllable (four a second),
    a breath of 0.3 s every two seconds or so; begins and ends with a syllable."""
    random = np.random.default_rng(seed)
    frames = round(seconds * rate)
    t = np.arange(frames) / rate
    pitch = 2 * np.pi * np.cumsum(140 + 25 * np.sin(2 * np.pi * 0.7 * t)) / rate
    buzz = sum(np.sin(n * pitch) / n for n in range(1, 24))
    syllable = rate // 4
    voiced = np.repeat(random.uniform(0.3, 1, frames // syllable + 1), syllable)[:frames]
    shape = np.sin(np.pi * (np.arange(frames) % syllable) / syllable) ** 2 * voiced
    breath = np.ones(frames)
    for start in np.arange(1.75, seconds - 0.6, 2.0):
        breath[round(start * rate) : round((start + 0.3) * rate)] = 0
    return at_level(buzz * shape * breath, db)


def music(seconds: float, rate: int = RATE, db: float = -22.0) -> Sound:
    """Chords of four notes, two a second, that fade a little as strings and pianos do."""
    t = np.arange(round(seconds * rate)) / rate
    out = np.zeros(len(t))
    chords = [
        (261.6, 329.6, 392.0, 523.3),
        (220.0, 261.6, 329.6, 440.0),
        (293.7, 349.2, 440, 587.3),
    ]
    for number in range(int(seconds * 2) + 1):
        begin, end = round(number * rate / 2), round((number + 1) * rate / 2)
        since = t[begin:end] - number / 2
        for note in chords[number // 2 % 3]:
            for overtone in (1, 2, 3):
                tone = np.sin(2 * np.pi * note * overtone * since) / overtone
                out[begin:end] += tone * np.exp(-since * 1.5)
    return at_level(out, db)


def ringing(
    tones: int,
    rate: int = RATE,
    hertz: tuple[float, ...] = (450.0,),
    on: float = 1.0,
    off: float = 4.0,
) -> Sound:
    t = np.arange(round(on * rate)) / rate
    tone = at_level(sum(np.sin(2 * np.pi * each * t) for each in hertz), -18)
    pause = silence(off, rate)
    return np.concatenate([part for _ in range(tones) for part in (tone, pause)])


def at_level(sound: Sound, db: float) -> Sound:
    """Root mean square of what is not silent, in dB below full scale."""
    loud = np.abs(sound) > np.abs(sound).max() * 0.01
    return sound / np.sqrt(np.mean(sound[loud] ** 2)) * 10 ** (db / 20)


def joined(*parts: Sound) -> Sound:
    return np.concatenate(parts)


def lanes(agent: Sound, customer: Sound) -> Sound:
    """Both as long as the longer, hum to the end."""
    most = max(len(agent), len(customer))
    hum = np.random.default_rng(4).standard_normal((2, most)) * 5e-4
    hum[0, : len(agent)] += agent
    hum[1, : len(customer)] += customer
    return hum


def samples(sound: Sound) -> np.ndarray:
    """Planar int16."""
    return (np.atleast_2d(sound) * 32_768).clip(-32_768, 32_767).astype(np.int16)


def mapped(sound: Sound, rate: int = RATE, block: int = 65_536) -> SoundMap:
    """As it comes out of one pass in blocks of so many frames."""
    planar = samples(sound)
    builder = PeaksBuilder(len(planar), rate, planar.shape[1])
    mapper = SoundMapper(len(planar), rate)
    for at in range(0, planar.shape[1], block):
        builder.add(planar[:, at : at + block])
        mapper.feed(planar[:, at : at + block])
    return mapper.result(builder.finish())


def write(path: Path, sound: Sound, rate: int = RATE) -> Path:
    """As a PCM WAV."""
    planar = samples(sound)
    with wave.open(str(path), "wb") as writer:
        writer.setparams((len(planar), 2, rate, 0, "NONE", ""))
        writer.writeframes(np.ascontiguousarray(planar.T).tobytes())
    return path
