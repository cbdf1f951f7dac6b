"""A playlist as a room or a reader gets to see it: names as they may be shown."""

from __future__ import annotations

from dataclasses import dataclass

from qa_desktop.domain.clips import Span
from qa_desktop.domain.playlist import Stop, Told, heard_stops


@dataclass(frozen=True)
class ShownCase:
    """``agent`` is number and name, or a letter where names are ``hidden``; then no text of it
    says a name or a number that is known."""

    id: str
    call: str | None
    recording: str | None
    title: str
    agent: str
    hidden: bool
    serial: str
    """Empty where names are hidden."""
    question: str
    strengths: str
    weaknesses: str
    notes: str
    """The trainer's own: as they were written, and for nobody else."""
    told: Told

    @property
    def span(self) -> Span:
        return self.told.from_ms, self.told.to_ms

    @property
    def stops(self) -> list[Stop]:
        """Those that are heard, in their order."""
        return heard_stops(self.told)

    def comments(self, kind: str) -> list[str]:
        """What was good (``strength``), or what was not (``weakness``): of the whole case, then of
        its stops."""
        whole = self.strengths if kind == "strength" else self.weaknesses
        said = [whole, *(stop.comment for stop in self.stops if stop.kind == kind)]
        return [words.strip() for words in said if words.strip()]


@dataclass(frozen=True)
class ShownPlaylist:
    id: str
    title: str
    kind: str
    minutes: int
    cases: tuple[ShownCase, ...]
