"""What was hidden in clips of a recording: it is hidden in the next one as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa_desktop.domain.clips import Span
from qa_desktop.ui.preferences import Preferences

_SETTING = "clip_hidden"


@dataclass(frozen=True)
class KeptHidden:
    """Of one recording (content hash); milliseconds only, no words."""

    preferences: Preferences
    recording: str

    def spans(self) -> list[Span]:
        kept = self.preferences.get(_SETTING).get(self.recording, [])
        return [(int(begin), int(end)) for begin, end in kept]

    def keep(self, spans: Sequence[Span]) -> None:
        """Instead of what was kept. Nothing is ever dropped by itself: a number that was hidden
        once must not be heard because it was long ago."""
        if list(spans) == self.spans():
            return
        others = {
            recording: kept
            for recording, kept in self.preferences.get(_SETTING).items()
            if recording != self.recording
        }
        mine = {self.recording: [list(span) for span in spans]} if spans else {}
        self.preferences.set(_SETTING, {**others, **mine})
