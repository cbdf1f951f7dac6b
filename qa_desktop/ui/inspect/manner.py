"""How the open recording is heard, as a value and in words."""

from __future__ import annotations

from dataclasses import dataclass

from qa_desktop.domain.clips import Span
from qa_desktop.domain.durations import format_duration
from qa_desktop.domain.talk import Side
from qa_desktop.ui.i18n import translate


@dataclass(frozen=True)
class Manner:
    """How the open recording is heard."""

    rate_percent: int = 100
    side: Side = "both"
    loop: Span | None = None
    skips_silence: bool = False
    saved_ms: int = 0
    """How much listening the skipped silences have saved, in whole seconds."""


def saved_words(saved_ms: int) -> str:
    """How much time skipping has saved; empty for none."""
    if not saved_ms:
        return ""
    return translate("SoundBar", "{time} saved").format(time=format_duration(saved_ms))


def speed_words(rate_percent: int) -> str:
    """ "1.0×"."""
    return f"{rate_percent / 100:.2f}".removesuffix("0") + "×"
