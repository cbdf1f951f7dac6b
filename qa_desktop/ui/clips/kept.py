"""What was hidden in clips of a recording: it is hidden in the next one as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa_desktop.domain.clips import Hidden, Hiding, Span
from qa_desktop.store.hidden_parts import SETTING, as_kept, as_parts
from qa_desktop.ui.preferences import Preferences


@dataclass(frozen=True)
class KeptHidden:
    """Of one recording (content hash); milliseconds only, no words."""

    preferences: Preferences
    recording: str

    def parts(self) -> tuple[Hidden, ...]:
        return as_parts(self.preferences.get(SETTING).get(self.recording, ()))

    def keep(self, spans: Sequence[Span], how: Hiding) -> None:
        """Instead of what was kept. Nothing is ever dropped by itself: a number that was hidden
        once must not be heard because it was long ago."""
        parts = tuple(Hidden(*span, how) for span in spans)
        if parts != self.parts():
            self.preferences.set_member(SETTING, self.recording, as_kept(parts) or None)
