"""Damaged copies of recordings of every kind, and what may become of one."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from audio_files import MAKE

from qa_desktop.audio.cache import prepare
from qa_desktop.audio.probe import probe
from qa_desktop.errors import UserFacingError

KINDS = [*MAKE, "amr_nb.amr", "amr_wb.amr", "g729.wav", "g723.wav"]
_HEADER = 256
_PLAIN = {
    *("audio.damaged", "audio.not_audio", "audio.no_sound", "audio.empty", "audio.no_resampler"),
    *("audio.too_many_channels", "audio.too_long", "audio.decoder_stopped"),
}


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Flipped bits, changed bytes and numbers (mostly in the header), a piece cut out or doubled,
    an end cut off."""
    damaged = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        if not damaged:
            break
        at = chance.randrange(min(len(damaged), _HEADER) if chance.random() < 0.6 else len(damaged))
        act = chance.randrange(6)
        if act == 0:
            damaged[at] ^= 1 << chance.randrange(8)
        elif act == 1:
            damaged[at] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))
        elif act == 2:
            damaged[at : at + 4] = chance.choice((b"\0" * 4, b"\xff" * 4, chance.randbytes(4)))
        elif act == 3:
            del damaged[at : at + chance.randrange(1, 64)]
        elif act == 4:
            damaged[at:at] = damaged[at : at + chance.randrange(1, 64)]
        else:
            del damaged[at:]
    return bytes(damaged)


def meet(file: Path, cache: Path) -> str:
    """``prepared`` or the id of the plain refusal; anything else is raised."""
    try:
        probe(file)
        ready = prepare(file, "5" * 64, cache)
    except UserFacingError as refused:
        if refused.id not in _PLAIN:
            raise
        assert refused.say("zh")
        assert refused.say("en")
        return refused.id
    finally:
        shutil.rmtree(cache, ignore_errors=True)
    assert ready.duration_ms > 0
    assert 1 <= ready.peaks.channels <= 2
    return "prepared"
