"""Every format is recognised by its content and decodes to what was put into it."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import numpy as np
import pytest
from audio_files import RATE, SECONDS, speech_like, write_wav

from qa_desktop.audio.decode import blocks
from qa_desktop.audio.probe import probe
from qa_desktop.errors import CancelledError

EXPECTED = {
    "pcm.wav": ("pcm_s16", "wav", 2),
    "u8.wav": ("pcm_u8", "wav", 2),
    "s24.wav": ("pcm_s24", "wav", 2),
    "s32.wav": ("pcm_s32", "wav", 2),
    "float.wav": ("pcm_f32", "wav", 2),
    "alaw.wav": ("alaw", "wav", 2),
    "ulaw.wav": ("ulaw", "wav", 2),
    "ima.wav": ("ima_adpcm", "wav", 2),
    "ms_adpcm.wav": ("ms_adpcm", "wav", 2),
    "rf64.wav": ("pcm_s16", "wav", 2),
    "gsm.wav": ("gsm", "wav", 1),
    "mp3.mp3": ("mp3", "mp3", 2),
    "vbr_without_length.mp3": ("mp3", "mp3", 2),
    "mono_cbr.mp3": ("mp3", "mp3", 1),
    "vbr.mp3": ("mp3", "mp3", 2),
    "mono_vbr.mp3": ("mp3", "mp3", 1),
    "mp3_in.wav": ("mp3", "wav", 2),
    "vorbis.ogg": ("vorbis", "ogg", 2),
    "opus.opus": ("opus", "ogg", 2),
    "mono.opus": ("opus", "ogg", 1),
    "flac.flac": ("flac", "flac", 2),
    "m4a.m4a": ("aac", "mp4", 2),
    "adts.aac": ("aac", "aac", 2),
    "wma.wma": ("wmav2", "asf", 2),
    "g722.wav": ("g722", "wav", 1),
    "bare.g722": ("g722", "g722", 1),
    "g726.wav": ("g726", "wav", 1),
    "bare.gsm": ("gsm", "gsm", 1),
    "phone.3gp": ("aac", "mp4", 2),
    "sun.au": ("ulaw", "au", 2),
    "mac.aiff": ("pcm_s16", "aiff", 2),
    "g729.wav": ("g729", "wav", 1),
    "g723.wav": ("g723_1", "wav", 1),
    "amr_nb.amr": ("amrnb", "amr", 1),
    "amr_wb.amr": ("amrwb", "amr", 1),
}
LOSSLESS = ("pcm.wav", "rf64.wav", "mac.aiff", "s24.wav", "s32.wav", "float.wav", "flac.flac")
TONES = [name for name in EXPECTED if not name.startswith(("amr", "g729", "g723"))]
"""Not those of random bits: nobody ships an encoder."""


def decoded(path: Path) -> np.ndarray:
    return np.concatenate(list(blocks(path)), axis=1)


@pytest.mark.parametrize("name", EXPECTED)
def test_facts(formats: Path, name: str) -> None:
    facts = probe(formats / name)
    assert (facts.codec, facts.container, facts.channels) == EXPECTED[name]
    assert facts.duration_ms == pytest.approx(SECONDS * 1000, abs=250)  # codecs pad


@pytest.mark.parametrize("name", EXPECTED)
def test_the_promised_duration_is_what_decodes(formats: Path, name: str) -> None:
    facts, samples = probe(formats / name), decoded(formats / name)
    assert samples.dtype == np.int16
    assert len(samples) == facts.channels
    assert samples.shape[1] / facts.sample_rate * 1000 == pytest.approx(facts.duration_ms, abs=70)


@pytest.mark.parametrize("name", TONES)
def test_the_tone_comes_out(formats: Path, name: str) -> None:
    rate = probe(formats / name).sample_rate
    samples = decoded(formats / name)[0, rate // 2 : rate // 2 + 2 * rate]
    spectrum = np.abs(np.fft.rfft(samples))
    assert np.argmax(spectrum) / 2 == pytest.approx(440, abs=2)
    # ffmpeg's sine has an eighth of full scale; GSM loses a third of it
    assert np.abs(samples).max() == pytest.approx(32_768 / 8, rel=0.35)


@pytest.mark.parametrize("name", LOSSLESS)
def test_lossless_formats_agree_to_the_sample(formats: Path, name: str) -> None:
    difference = decoded(formats / name).astype(int) - decoded(formats / "pcm.wav")
    assert np.abs(difference).max() <= 1


def test_float_above_full_scale_is_clipped_and_not_wrapped(tmp_path: Path) -> None:
    import soundfile

    loud = np.array([[0.0], [2.0], [-2.0], [np.nan], [0.5]], np.float32)
    soundfile.write(tmp_path / "loud.wav", loud, RATE, subtype="FLOAT")
    assert decoded(tmp_path / "loud.wav")[0].tolist() == [0, 32_767, -32_768, 0, 16_384]


@pytest.mark.parametrize("ending", ["mp3", "raw", "txt", "opus", ""])
def test_the_content_counts_and_not_the_ending(formats: Path, tmp_path: Path, ending: str) -> None:
    renamed = tmp_path / f"call.{ending}"
    shutil.copy(formats / "alaw.wav", renamed)
    assert probe(renamed).codec == "alaw"


def test_blocks_join_to_the_whole_whatever_their_size(tmp_path: Path) -> None:
    samples = speech_like()
    path = write_wav(tmp_path / "call.wav", samples)
    for frames in (7, 1_000, 65_536):
        joined = np.concatenate(list(blocks(path, frames=frames)), axis=1)
        assert np.array_equal(joined, samples)
    assert max(block.shape[1] for block in blocks(path, frames=100)) == 100


@pytest.mark.parametrize("channels", [1, 2])
def test_a_block_keeps_its_samples_while_others_are_read(tmp_path: Path, channels: int) -> None:
    path = write_wav(tmp_path / "call.wav", speech_like(channels))
    first, *_ = kept = list(blocks(path, frames=1_000))
    assert len(kept) == 26
    assert np.array_equal(first, speech_like(channels)[:, :1_000])


def test_a_tone_in_g729_comes_out() -> None:
    """See ``make_g729``: with any bits only the length can be looked at."""
    file = Path(__file__).with_name("g729_tone.wav")
    facts = probe(file)
    assert (facts.codec, facts.sample_rate, facts.channels) == ("g729", RATE, 1)
    assert facts.duration_ms == pytest.approx(600, abs=20)
    sound = np.concatenate([block[0] for block in blocks(file)]).astype(float)
    power = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) ** 2
    near = np.abs(np.fft.rfftfreq(len(sound), 1 / RATE) - 400) < 15
    assert power[near].sum() > 0.8 * power.sum()
    assert 2_000 < np.sqrt(np.mean(sound**2)) < 8_000


@pytest.mark.parametrize("name", ["opus.opus", "m4a.m4a", "gsm.wav"])
def test_what_takes_long_to_decode_begins_with_a_short_block(formats: Path, name: str) -> None:
    sizes = [block.shape[1] for block in blocks(formats / name, frames=8_000)]
    assert sizes[0] <= 2_000 < max(sizes) <= 8_000
    assert sum(sizes) == pytest.approx(RATE * SECONDS, abs=3_000)


def test_reading_stops_within_a_block_of_cancelling(call: Path) -> None:
    given_up = threading.Event()
    stream = blocks(call, frames=100, cancelled=given_up.is_set)
    assert next(stream).shape == next(stream).shape == (2, 100)
    given_up.set()
    with pytest.raises(CancelledError):
        next(stream)
