"""What the strip of a clip holds: its ends, what is hidden, the cursor. Plain values, no Qt.

Times are integer milliseconds of the recording.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

from qa_desktop.domain.clips import Span, merged

LEAST_MS: Final = 50
"""Shorter is a slip of the hand, in a clip as in what is hidden."""
AROUND_MS: Final = 3_000
"""Seen before and after the clip: where it should begin is heard there."""

Edge = Literal["from", "to"]


@dataclass(frozen=True)
class StripModel:
    duration_ms: int
    clip: Span
    cursor_ms: int
    hidden: tuple[Span, ...] = ()
    """In order, without overlaps."""
    begun_ms: int | None = None
    """A hidden part has begun here; its end is awaited."""

    @property
    def shown(self) -> Span:
        return max(self.clip[0] - AROUND_MS, 0), min(self.clip[1] + AROUND_MS, self.duration_ms)

    @property
    def chosen(self) -> Span | None:
        """The hidden part that the cursor stands in."""
        return next((span for span in self.hidden if span[0] <= self.cursor_ms <= span[1]), None)

    def at(self, ms: int) -> StripModel:
        """With the cursor there."""
        return replace(self, cursor_ms=min(max(ms, 0), self.duration_ms))

    def with_clip(self, clip: Span) -> StripModel:
        """Other ends, cut to the recording; the cursor comes along."""
        begin = min(max(clip[0], 0), self.duration_ms - LEAST_MS)
        end = min(max(clip[1], begin + LEAST_MS), self.duration_ms)
        cursor = min(max(self.cursor_ms, begin), end)
        return replace(self, clip=(begin, end), cursor_ms=cursor)

    def hiding(self, span: Span) -> StripModel:
        """With one more hidden part; what touches becomes one."""
        begin, end = sorted(min(max(ms, 0), self.duration_ms) for ms in span)
        if end - begin < LEAST_MS:
            return self
        return replace(self, hidden=_united((*self.hidden, (begin, end))), begun_ms=None)

    def without_chosen(self) -> StripModel:
        """The part at the cursor is heard again."""
        kept = tuple(span for span in self.hidden if span != self.chosen)
        return replace(self, hidden=kept, begun_ms=None)

    def toggle(self) -> StripModel:
        """Begin a hidden part at the cursor, or end it there."""
        if self.begun_ms is None:
            return replace(self, begun_ms=self.cursor_ms)
        return self.ended()

    def ended(self) -> StripModel:
        """A hidden part that has begun ends at the cursor, as it is drawn."""
        if self.begun_ms is None:
            return self
        return replace(self.hiding((self.begun_ms, self.cursor_ms)), begun_ms=None)

    def edge_at(self, ms: int, reach_ms: float) -> tuple[Span, Edge] | None:
        """The nearest edge of the clip or of a hidden part within reach."""
        spans = (*self.hidden, self.clip)
        near: list[tuple[int, Span, Edge]] = []
        for span in spans:
            near += [(abs(ms - span[0]), span, "from"), (abs(ms - span[1]), span, "to")]
        distance, span, edge = min(near, key=lambda each: each[0])
        return (span, edge) if distance <= reach_ms else None

    def moved(self, span: Span, edge: Edge, ms: int) -> tuple[StripModel, Span]:
        """An edge of the clip or of a hidden part is dragged there; the part as it is now."""
        ms = min(max(ms, 0), self.duration_ms)
        begin, end = span
        if edge == "from":
            begin = min(ms, end - LEAST_MS)
        else:
            end = max(ms, begin + LEAST_MS)
        if span == self.clip and span not in self.hidden:
            changed = self.with_clip((begin, end))
            return changed, changed.clip
        others = (each for each in self.hidden if each != span)
        return replace(self, hidden=tuple(sorted((*others, (begin, end))))), (begin, end)

    def settled(self) -> StripModel:
        """After a drag: parts that came to lie over each other are one."""
        return replace(self, hidden=_united(self.hidden))

    def hidden_here(self) -> list[Span]:
        """What of them lies in the clip."""
        begin, end = self.clip
        return [span for span in self.hidden if span[0] < end and span[1] > begin]


def _united(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(merged(spans))
